// SPDX-License-Identifier: MIT
// Correcting a submitted audit: the new value, its reason, old and new side by side.
#include <stdlib.h>
#include <string.h>

#include "core/means.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"
#include "tui/prompt.h"

static char *ask_grade(struct guide *guide, int number)
{
	const struct domain *domain = &guide->audit->template->domains[number];
	struct choice choices[GRADE_INADEQUATE + 1];
	size_t count = 0;
	int taken;

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		choices[count++] = (struct choice){.name = grade_name(grade),
			.help = grade == GRADE_INADEQUATE ? "not in itself: the child is unsafe"
							  : NULL,
			.role = theme_grade(grade)};
	if (domain->allows_na)
		choices[count++] = (struct choice){.name = grade_name(GRADE_NOT_APPLICABLE)};
	taken = prompt_choice(domain->name, choices, count, -1);
	return taken < 0 ? NULL : xstrdup(choices[taken].name);
}

static char *ask_answer(const char *title)
{
	static const enum answer_value values[] = {
		ANSWER_YES, ANSWER_PARTLY, ANSWER_NO, ANSWER_NOT_APPLICABLE};
	struct choice choices[LENGTH(values)];
	int taken;

	for (size_t i = 0; i < LENGTH(values); i++)
		choices[i] = (struct choice){.name = answer_name(values[i])};
	taken = prompt_choice(title, choices, LENGTH(values), -1);
	return taken < 0 ? NULL : xstrdup(choices[taken].name);
}

static char *ask_feedback(const char *title)
{
	static const struct choice choices[] = {
		{"obtained", NULL, 'y', THEME_TEXT}, {"not obtained", NULL, 'n', THEME_TEXT}};
	int taken = prompt_choice(title, choices, LENGTH(choices), -1);
	char *means, *value;

	if (taken != 0)
		return taken < 0 ? NULL : xstrdup("no");
	means = guide_ask_value("By which means", feedback_means, "");
	value = means ? xasprintf("yes, %s", means) : NULL;
	free(means);
	return value;
}

static char *ask(struct guide *guide, struct spot spot)
{
	char *label = audit_spot_label(guide->audit, spot), *value = NULL;
	char *old = audit_spot_value(guide->audit, guide->part, spot);

	if (spot.kind == SPOT_GRADE)
		value = ask_grade(guide, spot.number);
	else if (spot.kind == SPOT_ANSWER)
		value = ask_answer(label);
	else if (spot.kind == SPOT_FEEDBACK)
		value = ask_feedback(label);
	else if (spot.kind == SPOT_HEADER)
		value = guide_ask_value(label, header_info(spot.number)->choices, old);
	free(old);
	free(label);
	return value;
}

// At a prompt there are two things to correct.
static struct spot what_of(struct spot spot)
{
	static const struct choice choices[] = {
		{"the answer", NULL, 'a', THEME_TEXT}, {"the evidence", NULL, 'e', THEME_TEXT}};
	int taken;

	if (spot.kind != SPOT_ANSWER)
		return spot;
	taken = prompt_choice("Amend", choices, LENGTH(choices), 0);
	if (taken < 0)
		return SPOT_NONE;
	return taken == 0 ? spot : (struct spot){SPOT_TEXT, PLACE_EVIDENCE + spot.number};
}

int guide_amend(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	struct subject subject = audit_subject(guide->audit);
	struct spot spot = guide_focus(guide)->spot;
	char *value;
	int result;

	if (guide->audit->state < AUDIT_SUBMITTED || guide->audit->state == AUDIT_WITHDRAWN)
		return fail(ERROR_USAGE,
			"Only a submitted audit is amended: a draft is changed as it is");
	if (require(guide->session, RIGHT_AMEND, &subject) != 0)
		return -1;
	if (spot.kind != SPOT_HEADER && spot.kind != SPOT_GRADE && spot.kind != SPOT_ANSWER &&
		spot.kind != SPOT_TEXT && spot.kind != SPOT_FEEDBACK)
		return fail(ERROR_USAGE, "Go to a field, answer, grade or text to amend it");
	if (audit_check_amend(guide->session, guide->audit, spot) != 0)
		return -1;
	spot = what_of(spot);
	if (spot.kind == SPOT_NONE.kind)
		return 0;
	guide->amend_spot = spot;
	if (spot.kind == SPOT_TEXT) {
		guide->amending = true;
		if (guide_write_text(screen, spot.number) == 0)
			return 0;
		guide->amending = false;
		return -1;
	}
	value = ask(guide, spot);
	result = value ? guide_amend_to(screen, value) : 0;
	free(value);
	return result;
}

int guide_amend_to(struct screen *screen, const char *value)
{
	struct guide *guide = guide_of(screen);
	char *old = audit_spot_value(guide->audit, guide->part, guide->amend_spot);
	bool same = strcmp(old, value) == 0;

	free(old);
	guide->amending = false;
	if (same) {
		view_say("Nothing was changed");
		return 0;
	}
	if (guide->amended != value)
		xreplace(&guide->amended, value);
	return guide_open_amendment(screen);
}
