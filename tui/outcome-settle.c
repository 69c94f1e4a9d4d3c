// SPDX-License-Identifier: MIT
// Settling a dispute: the grades that are to become others, kept until it is done, and the last word.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/final.h"
#include "core/remember.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/moderate-private.h"
#include "tui/prompt.h"

// Under which name the grades chosen so far are kept for the person.
static char *kept_as(const struct guide *guide)
{
	return xasprintf("settle %s", guide->audit->ref);
}

void settle_recall(struct guide *guide)
{
	char *name = kept_as(guide), *text = remember_get(guide->session, name);
	const char *at = text ? text : "";

	for (size_t i = 0; i < TEMPLATE_DOMAINS_MAX; i++) {
		guide->settled[i] =
			*at >= '0' && *at <= '4' ? (enum grade)(*at - '0') : GRADE_NONE;
		at += *at != '\0';
	}
	free(text);
	free(name);
}

// One letter for each domain: its grade as stored, or a dash.
static int keep(const struct guide *guide)
{
	char text[TEMPLATE_DOMAINS_MAX + 1], *name = kept_as(guide);
	size_t count = guide->audit->template->domain_count;
	int result;

	for (size_t i = 0; i < count; i++)
		text[i] =
			guide->settled[i] == GRADE_NONE ? '-' : (char)('0' + guide->settled[i]);
	text[count] = '\0';
	result = remember_put(guide->session, name, text);
	free(name);
	return result;
}

int settle_grade(struct screen *screen, enum grade grade)
{
	struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);
	const struct domain *domain = &guide->audit->template->domains[item->number];

	if (item->kind != ITEM_SETTLE)
		return fail(ERROR_USAGE,
			"Grades are given on the lines of the page that settles "
			"the dispute");
	if (grade == GRADE_NOT_APPLICABLE && !domain->allows_na)
		return fail(ERROR_DATA, "%s cannot be graded not applicable in this template",
			domain->name);
	guide->settled[item->number] =
		grade == final_grade(guide->audit, item->number) ? GRADE_NONE : grade;
	guide_refresh(screen);
	if (keep(guide) != 0)
		return -1;
	if (grade == GRADE_INADEQUATE)
		view_say("%s", grade_inadequate_note);
	return 0;
}

int moderate_act_settle(struct screen *screen, const struct item *item)
{
	static const int keys[] = {0, 'o', 'g', 'r', 'i'};
	struct guide *guide = guide_of(screen);
	struct choice choices[GRADE_INADEQUATE + 1] = {{.name = "it stands",
		.help = grade_name(final_grade(guide->audit, item->number))}};
	int taken;

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		choices[grade] = (struct choice){grade_name(grade),
			grade == GRADE_INADEQUATE ? "not in itself: the child is unsafe" : NULL,
			keys[grade], theme_grade(grade)};
	taken = prompt_choice(guide->audit->template->domains[item->number].name, choices,
		LENGTH(choices), 0);
	if (taken < 0)
		return 0;
	return settle_grade(screen, taken == 0 ? GRADE_NONE : (enum grade)taken);
}

int settle_finish(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	char *name;

	if (!*moderate_own_text(guide, PLACE_COMMENTARY))
		return fail(ERROR_DATA, "Write why it is settled so first (e)");
	if (!prompt_word(
		    "Final grades follow it, and both are told; nobody can change it after.",
		    "settle"))
		return 0;
	if (moderate_done(
		    screen, moderation_settle(guide->session, guide->moderation, guide->settled,
				    moderate_own_text(guide, PLACE_COMMENTARY))) != 0)
		return -1;
	name = kept_as(guide);
	remember_put(guide->session, name, NULL);
	free(name);
	guide_find_place(screen, "outcome");
	view_say("Settled: the auditor and the moderator are told");
	return 0;
}
