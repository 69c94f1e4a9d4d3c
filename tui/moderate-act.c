// SPDX-License-Identifier: MIT
// What a moderator does: grades, seals, decides, judges the audit itself, completes.
#include <stdlib.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/moderate-private.h"
#include "tui/prompt.h"

int moderate_done(struct screen *screen, int result)
{
	struct guide *guide = guide_of(screen);
	enum error kind = error_kind();
	char *why;

	if (result && (kind == ERROR_BUSY || kind == ERROR_DENIED)) {
		// Somebody was quicker: what stands now is read, and the reason is kept for the message.
		why = xstrdup(error_message());
		if (moderation_reload(guide->session, guide->moderation) != 0)
			view_error();
		fail(kind, "%s", why);
		free(why);
	}
	guide->audit = guide->moderation->audit;
	guide_refresh(screen);
	return result;
}

int moderate_give(struct screen *screen, int domain, enum grade grade)
{
	struct guide *guide = guide_of(screen);

	return moderate_done(
		screen, moderation_grade(guide->session, guide->moderation, domain, grade));
}

int moderate_seal(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	if (!moderate_sealed(guide))
		return fail(ERROR_USAGE, "The grades are sealed already: u upholds the "
					 "auditor's, c changes it");
	if (guide->mode->may_grade(guide) != 0)
		return -1;
	if (guide->missing_count) {
		guide_go_check(screen);
		return fail(
			ERROR_DATA, "%s: grade it before you seal", guide->missing[0].words);
	}
	if (!prompt_word("Sealed, your grades can never be changed; the auditor's are "
			 "shown then.",
		    "seal"))
		return 0;
	if (moderate_done(screen, moderation_seal(guide->session, guide->moderation)) != 0)
		return -1;
	guide_find_place(screen, guide->audit->template->domains[0].code);
	view_say("Sealed. Now decide each domain: u upholds the auditor's grade, c changes it");
	return 0;
}

// Grades that it can be changed to: all but the auditor's own.
static size_t fill_grades(
	const struct guide *guide, int domain, struct choice *choices, enum grade *grades)
{
	static const int keys[] = {0, 'o', 'g', 'r', 'i'};
	enum grade auditor = guide->moderation->grades[domain].auditor;
	size_t count = 0;

	for (enum grade grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		if (grade != auditor) {
			grades[count] = grade;
			choices[count++] = (struct choice){grade_name(grade),
				grade == GRADE_INADEQUATE ? "not in itself: the child is unsafe"
							  : NULL,
				keys[grade], theme_grade(grade)};
		}
	if (guide->audit->template->domains[domain].allows_na &&
		auditor != GRADE_NOT_APPLICABLE) {
		grades[count] = GRADE_NOT_APPLICABLE;
		choices[count++] = (struct choice){grade_name(GRADE_NOT_APPLICABLE), NULL, 'x'};
	}
	return count;
}

// The grade that it becomes, asked; the moderator's own stands chosen. GRADE_NONE: no answer.
static enum grade ask_grade(const struct guide *guide, int domain)
{
	struct choice choices[GRADE_INADEQUATE + 1];
	enum grade grades[GRADE_INADEQUATE + 1];
	size_t count = fill_grades(guide, domain, choices, grades);
	int current = -1;

	for (size_t i = 0; i < count; i++)
		if (grades[i] == guide->moderation->grades[domain].own)
			current = (int)i;
	current = prompt_choice("Changed to", choices, count, current);
	return current < 0 ? GRADE_NONE : grades[current];
}

int moderate_decide(struct screen *screen, int domain, enum decision decision)
{
	struct guide *guide = guide_of(screen);
	enum grade to = GRADE_NONE;
	bool said = *moderate_own_text(guide, PLACE_RATIONALE + domain) != '\0';

	if (moderate_sealed(guide))
		return fail(ERROR_USAGE, "Grade every domain and seal first (S): then you see "
					 "the auditor's grades, and decide");
	if (decision == DECISION_CHANGED && (to = ask_grade(guide, domain)) == GRADE_NONE)
		return 0;
	if (moderate_done(screen, moderation_decide(guide->session, guide->moderation, domain,
					  decision, to)) != 0)
		return -1;
	if (decision == DECISION_UPHELD) {
		view_say("Upheld: the auditor's grade stands");
		return 0;
	}
	guide->grade =
		(int)(to >= GRADE_OUTSTANDING ? to : GRADE_GOOD); // its descriptor in sight
	if (!said && moderate_write(screen, PLACE_RATIONALE + domain) != 0)
		return -1;
	if (to == GRADE_INADEQUATE)
		view_say("%s", grade_inadequate_note);
	else
		view_say("Changed to %s%s", grade_name(to), said ? "" : ": write why");
	return 0;
}

int moderate_act_compare(struct screen *screen, const struct item *item)
{
	static const struct choice choices[] = {
		{"upheld", "the auditor's grade stands", 'u'},
		{"changed", "to another grade, with your reason", 'c'},
	};
	struct guide *guide = guide_of(screen);
	int taken;

	if (guide->mode != &moderate_mode)
		return moderate_act_sides(screen, item);
	taken = prompt_choice(guide->audit->template->domains[item->number].name, choices,
		LENGTH(choices), -1);
	if (taken < 0)
		return 0;
	return moderate_decide(
		screen, item->number, taken == 0 ? DECISION_UPHELD : DECISION_CHANGED);
}

static int set_verdict(struct screen *screen, enum verdict_on on, enum verdict verdict)
{
	struct guide *guide = guide_of(screen);

	return moderate_done(
		screen, moderation_set_verdict(guide->session, guide->moderation, on, verdict));
}

static int set_took_part(struct screen *screen, bool took_part)
{
	struct guide *guide = guide_of(screen);

	return moderate_done(
		screen, moderation_set_took_part(guide->session, guide->moderation, took_part));
}

int moderate_say(struct screen *screen, enum verdict verdict)
{
	const struct item *item = guide_focus(guide_of(screen));

	if (item->kind == ITEM_VERDICT)
		return set_verdict(screen, item->number, verdict);
	if (item->kind == ITEM_TOOK_PART && (verdict == VERDICT_YES || verdict == VERDICT_NO))
		return set_took_part(screen, verdict == VERDICT_YES);
	return fail(
		ERROR_USAGE, "This answers a question on the page Commentary: go to one first");
}

int moderate_act_verdict(struct screen *screen, const struct item *item)
{
	static const struct choice choices[] = {
		{"yes", NULL, 'y'}, {"partly", NULL, 'p'}, {"no", NULL, 'n'}};
	int taken = prompt_choice(
		verdict_info(item->number)->question, choices, LENGTH(choices), -1);

	return taken < 0 ? 0 : set_verdict(screen, item->number, VERDICT_YES + (unsigned)taken);
}

int moderate_act_took_part(struct screen *screen, const struct item *item)
{
	int yes = prompt_yes("Did the auditor take part in the moderation?");

	return yes < 0 ? 0 : set_took_part(screen, yes);
}

int moderate_complete(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	char *words;
	bool sure;

	for (size_t i = 0; i < guide->missing_count; i++)
		if (guide->missing[i].blocks)
			return fail(ERROR_DATA, "%s: Enter on a line goes there",
				guide->missing[i].words);
	words = xasprintf("%s is told what was decided and why; nothing of it can be changed "
			  "after.",
		guide->audit->lead_name);
	sure = prompt_word(words, "complete");
	free(words);
	if (!sure)
		return 0;
	if (moderate_done(screen, moderation_complete(guide->session, guide->moderation)) != 0)
		return -1;
	view_close(screen);
	view_say("Completed: the auditor finds it on their Home");
	return 0;
}

int moderate_act_finish(struct screen *screen, const struct item *item)
{
	switch ((enum finish)item->number) {
	case FINISH_SEAL: return moderate_seal(screen);
	case FINISH_COMPLETE: return moderate_complete(screen);
	default: return settle_finish(screen);
	}
}
