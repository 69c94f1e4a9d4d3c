// SPDX-License-Identifier: MIT
// The texts of a moderation: written as drafts with what they are about in sight, and read side by side.
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/moderate-private.h"
#include "tui/pager.h"
#include "tui/words.h"

static int draft_store(void *owner, const char *text, size_t caret)
{
	struct guide *guide = guide_of(owner);

	return draft_save(guide->session, guide->audit, guide->writing, text, (int)caret);
}

// What is typed stays a draft until all is done. A commentary that says nothing of its own is told so at once,
// not only at the end.
static int commit(void *owner, const char *text, size_t caret)
{
	struct guide *guide = guide_of(owner);
	int place = guide->writing;
	bool same = strcmp(text, moderate_own_text(guide, place)) == 0;

	if (same && !guide->audit->drafts[place])
		return 0;
	if (*text == '\0' ? draft_drop(guide->session, guide->audit, place)
			  : draft_store(owner, text, caret))
		return -1;
	if (place == PLACE_COMMENTARY && guide->mode == &moderate_mode && *text &&
		moderation_check_commentary(guide->session, guide->moderation, text) != 0)
		view_error();
	return 0;
}

// What was decided, in a line for each domain: a commentary is about that.
static void add_grades(struct guide *guide, struct paper *paper)
{
	const struct template *template = guide->audit->template;

	for (size_t i = 0; i < template->domain_count; i++) {
		const struct moderation_grade *grade = &guide->moderation->grades[i];
		char *line = xasprintf("%s: auditor %s, moderator %s%s%s%s",
			template->domains[i].name, grade_short(grade->auditor),
			grade_short(grade->own), grade->decision ? ", " : "",
			decision_name(grade->decision), "");

		paper_add(paper, 1, paper->place.cols - 2, THEME_TEXT, line);
		free(line);
	}
}

static void add_text(struct paper *paper, const char *heading, const char *text)
{
	if (!text || !*text)
		return;
	paper_add(paper, 1, paper->place.cols - 2, THEME_HEADING, heading);
	paper_add(paper, 1, paper->place.cols - 2, THEME_TEXT, text);
}

// Beside a reason stand both grades, the auditor's rationale and the descriptor.
static void add_reason(struct guide *guide, int domain, int grade, struct paper *paper)
{
	const struct moderation_grade *both = &guide->moderation->grades[domain];
	bool changed = both->decision == DECISION_CHANGED;
	char *line =
		moderate_sealed(guide)
			? xasprintf("Your grade: %s", both->own == GRADE_NONE
							      ? "not given yet"
							      : grade_name(both->own))
			: xasprintf("Auditor: %s. You: %s%s%s. %s", grade_name(both->auditor),
				  grade_name(both->own), changed ? ". Changed to " : "",
				  changed ? grade_name(both->changed_to) : "",
				  words_difference(both->auditor, both->own));

	paper_add(paper, 1, paper->place.cols - 2, THEME_TITLE, line);
	free(line);
	add_text(paper, "The auditor's rationale:",
		guide->audit->texts[PART_LEAD][PLACE_RATIONALE + domain].text);
	guide_add_descriptor(guide, domain, grade, paper);
}

static int paint_context(void *owner, struct rect place, int turn, int scroll)
{
	struct guide *guide = guide_of(owner);
	struct paper paper = {.place = place, .scroll = scroll};
	int writing = guide->writing;
	int grade = ((guide->grade - 1 + turn) % 4 + 4) % 4 + 1;

	if (writing >= PLACE_RATIONALE) {
		add_reason(guide, writing - PLACE_RATIONALE, grade, &paper);
		return paper.row;
	}
	paper_add(&paper, 1, place.cols - 2, THEME_TITLE,
		moderate_text_label(guide, guide->audit->part, writing));
	paper_add(&paper, 1, place.cols - 2, THEME_MUTED, moderate_hint(guide, writing));
	if (!moderate_sealed(guide))
		add_grades(guide, &paper);
	if (guide->audit->part != PART_MODERATOR)
		add_text(&paper, "The moderator wrote:",
			guide->audit->texts[PART_MODERATOR][PLACE_COMMENTARY].text);
	if (guide->audit->part == PART_SETTLER)
		add_text(&paper, "The auditor disputes it because:",
			guide->audit->texts[PART_LEAD][PLACE_DISPUTE].text);
	return paper.row;
}

static int alarm_raise(void *owner)
{
	return guide_concern(owner, 0);
}

int moderate_write(struct screen *screen, int place)
{
	struct guide *guide = guide_of(screen);
	const struct draft *draft = guide->audit->drafts[place];
	const char *label = moderate_text_label(guide, guide->audit->part, place);
	const char *text = moderate_own_text(guide, place);
	char *title =
		place >= PLACE_RATIONALE
			? xasprintf("%s: %s",
				  guide->audit->template->domains[place - PLACE_RATIONALE].name,
				  label)
			: xstrdup(label);
	char *since =
		draft ? xasprintf("Your draft of %s", session_show_moment(guide->session,
							      draft->saved_at, (char[32]){0}))
		      : NULL;
	struct editor_job job = {.title = title,
		.hint = moderate_hint(guide, place),
		.text = text,
		.caret = draft ? (size_t)draft->caret : strlen(text),
		.since = since,
		.owner = screen,
		.draft_store = draft_store,
		.commit = commit,
		.paint = paint_context,
		.alarm = alarm_raise};
	int result;

	guide->writing = place;
	guide_keep(screen);
	result = editor_open(guide->session, &job);
	free(title);
	free(since);
	return result;
}

int moderate_act_own(struct screen *screen, const struct item *item)
{
	struct guide *guide = guide_of(screen);

	if (guide->mode == &moderate_mode &&
		!moderation_may_grade(guide->session, guide->moderation))
		return moderate_read(screen,
			moderate_text_label(guide, PART_MODERATOR, item->number), NULL,
			moderate_own_text(guide, item->number), NULL, NULL);
	return moderate_write(screen, item->number);
}

struct reading {
	const char *left_title, *left, *right_title, *right;
};

static int fill(struct pager *pager, const void *context)
{
	const struct reading *reading = context;

	if (reading->left_title)
		pager_add(pager, THEME_HEADING, 0, reading->left_title);
	pager_add(pager, THEME_TEXT, 0, *reading->left ? reading->left : "(nothing written)");
	if (!reading->right)
		return 0;
	pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_HEADING, 0, reading->right_title);
	pager_add(pager, THEME_TEXT, 0, *reading->right ? reading->right : "(nothing written)");
	return 0;
}

int moderate_read(struct screen *screen, const char *title, const char *left_title,
	const char *left, const char *right_title, const char *right)
{
	struct reading reading = {left_title, left, right_title, right};

	return pager_open(
		screen->session, &(struct pager_content){title, NULL, fill, &reading});
}

int moderate_act_sides(struct screen *screen, const struct item *item)
{
	const struct guide *guide = guide_of(screen);
	int domain = item->number, place = PLACE_RATIONALE + domain;

	return moderate_read(screen, guide->audit->template->domains[domain].name,
		moderate_text_label(guide, PART_LEAD, place),
		moderate_why(guide, PART_LEAD, domain),
		moderate_text_label(guide, PART_MODERATOR, place),
		moderate_why(guide, PART_MODERATOR, domain));
}

int moderate_act_said(struct screen *screen, const struct item *item)
{
	const struct guide *guide = guide_of(screen);
	enum part part = item->number / PLACE_COUNT;
	int place = item->number % PLACE_COUNT;

	return moderate_read(screen, moderate_text_label(guide, part, place), NULL,
		guide->audit->texts[part][place].text, NULL, NULL);
}
