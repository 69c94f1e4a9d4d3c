// SPDX-License-Identifier: MIT
// What came of a moderation, on one page: what was changed and why, the commentary, what followed.
#include <stdlib.h>

#include "core/final.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/moderate-private.h"

static bool shown(const struct guide *guide, enum page_kind kind)
{
	switch (kind) {
	case PAGE_SETTLE: return moderation_may_settle(guide->session, guide->moderation);
	case PAGE_COMMENTARY:
	case PAGE_CHECK: return false;
	case PAGE_AMENDMENTS: return guide->audit->amendment_count > 0;
	default: return true;
	}
}

static void fact(struct guide *guide, const char *label, const char *value)
{
	if (*value)
		guide_note(guide, THEME_TEXT, xasprintf("%-20s %s", label, value));
}

static const char *show(date day)
{
	static char text[DATE_TEXT];

	return day == DATE_NONE ? "" : date_show(day, text);
}

static const char *how(const struct moderation *moderation)
{
	switch (moderation->mode) {
	case MODERATION_SEALED: return "graded without knowing the auditor's grades";
	case MODERATION_OPEN: return "open: the auditor's grades were known";
	default: return "imported";
	}
}

// What the person may do about it now, in a sentence.
static void add_next(struct guide *guide)
{
	const struct moderation *moderation = guide->moderation;

	if (moderation_may_settle(guide->session, moderation))
		guide_note(guide, THEME_TITLE,
			xstrdup("Disputed, and yours to settle: s goes to the page for it."));
	else if (moderation_may_answer(guide->session, moderation)) {
		bool disputable = moderation_check_dispute(guide->session, moderation) == 0;

		guide_note(guide, THEME_TITLE,
			xasprintf("%sw writes an answer%s",
				moderation->acknowledged_at
					? ""
					: "Read it, then acknowledge it (a). ",
				disputable ? ", D disputes the outcome." : "."));
	}
}

static void add_states(struct guide *guide)
{
	const struct moderation *moderation = guide->moderation;
	char *by = xasprintf("%s, %s, %s", moderation->moderator,
		show(moderation->moderated_on), how(moderation));
	char *settled = moderation->settled_on == DATE_NONE
				? xstrdup("")
				: xasprintf("%s by %s", show(moderation->settled_on),
					  moderation->settled_by);
	char when[32];

	fact(guide, "Moderated by", by);
	fact(guide, "Final overall grade",
		guide->audit->final_overall == GRADE_NONE
			? ""
			: grade_name(guide->audit->final_overall));
	if (moderation->mode != MODERATION_IMPORTED)
		fact(guide, "Acknowledged",
			moderation->acknowledged_at ? session_show_moment(guide->session,
							      moderation->acknowledged_at, when)
						    : "not yet");
	fact(guide, "Disputed", show(moderation->disputed_on));
	fact(guide, "Settled", settled);
	free(settled);
	free(by);
}

static void said(struct guide *guide, enum part part, int place)
{
	if (*guide->audit->texts[part][place].text)
		guide_add(guide, ITEM_SAID, (int)part * PLACE_COUNT + place, SPOT_NONE);
}

static bool changed(const struct guide *guide, int domain)
{
	return guide->moderation->grades[domain].decision == DECISION_CHANGED ||
	       guide->audit->judgements[PART_MODERATOR][domain].grade != GRADE_NONE ||
	       guide->audit->judgements[PART_SETTLER][domain].grade != GRADE_NONE;
}

// What was changed comes first, with the reasons; what was upheld, below, in a line each.
static void add_domains(struct guide *guide, bool those_changed)
{
	for (size_t i = 0; i < guide->audit->template->domain_count; i++) {
		if (changed(guide, (int)i) != those_changed)
			continue;
		guide_add(guide, ITEM_COMPARE, (int)i, SPOT_NONE);
		if (those_changed)
			guide_add(guide, ITEM_SIDES, (int)i, SPOT_NONE);
	}
}

static void add_verdicts(struct guide *guide)
{
	const struct moderation *moderation = guide->moderation;

	if (moderation->mode == MODERATION_IMPORTED)
		return;
	guide_add(guide, ITEM_HEADING, 0, SPOT_NONE)->text = xstrdup("The audit itself");
	for (int on = 0; on < VERDICT_COUNT; on++)
		guide_note(guide, THEME_TEXT,
			xasprintf("%s %s", verdict_info(on)->question,
				verdict_name(moderation->verdicts[on])));
	guide_note(guide, THEME_TEXT,
		xasprintf(
			"Did the auditor take part? %s", moderation->took_part ? "yes" : "no"));
}

// Begun and not sent: the person's own, nobody else's to see.
static void own_draft(struct guide *guide, int place)
{
	if (guide->audit->part == PART_LEAD && guide->audit->drafts[place])
		guide_add(guide, ITEM_OWN_TEXT, place, (struct spot){SPOT_TEXT, place});
}

static void build_outcome(struct guide *guide)
{
	add_next(guide);
	add_states(guide);
	add_domains(guide, true);
	said(guide, PART_MODERATOR, PLACE_COMMENTARY);
	said(guide, PART_MODERATOR, PLACE_GOOD_PRACTICE);
	said(guide, PART_LEAD, PLACE_ANSWER);
	said(guide, PART_LEAD, PLACE_DISPUTE);
	said(guide, PART_SETTLER, PLACE_COMMENTARY);
	own_draft(guide, PLACE_ANSWER);
	own_draft(guide, PLACE_DISPUTE);
	add_domains(guide, false);
	add_verdicts(guide);
}

static void build_settle(struct guide *guide)
{
	guide_note(guide, THEME_MUTED,
		xstrdup("Give a grade where the moderated one is not to stand, and write why. "
			"What stands needs nothing."));
	for (size_t i = 0; i < guide->audit->template->domain_count; i++) {
		guide_add(guide, ITEM_SETTLE, (int)i, (struct spot){SPOT_GRADE, (int)i});
		if (guide->settled[i] == GRADE_INADEQUATE)
			guide_note(guide, THEME_SAFETY, xstrdup(grade_inadequate_note));
	}
	said(guide, PART_LEAD, PLACE_DISPUTE);
	guide_add(guide, ITEM_OWN_TEXT, PLACE_COMMENTARY,
		(struct spot){SPOT_TEXT, PLACE_COMMENTARY});
	guide_add(guide, ITEM_FINISH, FINISH_SETTLE, SPOT_NONE);
}

static void count(struct guide *guide, struct page *page)
{
	if (page->kind != PAGE_SETTLE)
		return;
	page->of = 1;
	page->filled = *moderate_own_text(guide, PLACE_COMMENTARY) != '\0';
}

static enum page_kind page_of(const struct guide *guide, struct spot spot)
{
	return PAGE_KINDS;
}

static int may_grade(const struct guide *guide)
{
	return fail(ERROR_DENIED, "The audit is fixed: a dispute is settled on its own page");
}

const struct guide_mode outcome_mode = {
	.shown = shown,
	.build = {[PAGE_OUTCOME] = build_outcome, [PAGE_SETTLE] = build_settle},
	.count = count,
	.page_of = page_of,
	.may_grade = may_grade,
};
