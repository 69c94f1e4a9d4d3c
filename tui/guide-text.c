// SPDX-License-Identifier: MIT
// The guided audit's texts: written in the editor with what they are about in sight.
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"
#include "tui/pager.h"

static int draft_store(void *owner, const char *text, size_t caret)
{
	struct guide *guide = guide_of(owner);

	if (guide->amending)
		return 0;
	return draft_save(guide->session, guide->audit, guide->writing, text, (int)caret);
}

// Somebody else was quicker: what was typed stays a draft, and the person decides when the
// editor has closed.
static int keep_late(
	struct guide *guide, struct conflict *conflict, const char *text, size_t caret)
{
	conflict_finish(&guide->late);
	guide->late = *conflict;
	guide->late_place = guide->writing;
	guide->late_asks = true;
	return draft_save(guide->session, guide->audit, guide->writing, text, (int)caret);
}

static int commit(void *owner, const char *text, size_t caret)
{
	struct guide *guide = guide_of(owner);
	struct conflict conflict = {0};
	int place = guide->writing;

	if (guide->amending) {
		xreplace(&guide->amended, text);
		return 0;
	}
	if (!guide->audit->drafts[place] &&
		strcmp(text, guide->audit->texts[guide->part][place].text) == 0)
		return 0;
	guide_remember(guide, (struct spot){SPOT_TEXT, place});
	if (audit_set_text(guide->session, guide->audit, place, text, &conflict) == 0) {
		if (place == guide->late_place)
			conflict_finish(&guide->late);
		return 0;
	}
	guide_forget(guide);
	if (conflict.who)
		return keep_late(guide, &conflict, text, caret);
	return -1;
}

// What the other parts wrote at the same place, and what stands there by somebody who was
// quicker.
static void add_others(struct guide *guide, struct paper *paper)
{
	enum part parts[PART_COUNT];
	int count = guide_others(guide, parts), cols = paper->place.cols - 2;

	if (guide->late.who && guide->late_place == guide->writing) {
		paper_add(paper, 1, cols, THEME_HEADING, "What stands there now:");
		paper_add(paper, 1, cols, THEME_TEXT, guide->late.theirs);
	}
	for (int i = 0; i < count; i++) {
		const char *text = guide->audit->texts[parts[i]][guide->writing].text;
		char *heading;

		if (!text || !*text)
			continue;
		heading = xasprintf("The %s wrote:", guide_who(parts[i]));
		paper_add(paper, 1, cols, THEME_HEADING, heading);
		paper_add(paper, 1, cols, THEME_TEXT, text);
		free(heading);
	}
}

static void paint_prompt(struct guide *guide, struct paper *paper)
{
	const struct prompt *prompt =
		template_prompt_at(guide->audit->template, guide->writing - PLACE_EVIDENCE);
	enum answer_value value = guide->audit->answers[guide->part][prompt->seq].value;
	char *answer =
		xasprintf("Answer: %s", value == ANSWER_NONE ? "none yet" : answer_name(value));

	paper_add(paper, 1, paper->place.cols - 2, THEME_TITLE, prompt->text);
	paper_add(paper, 1, paper->place.cols - 2, THEME_MUTED, answer);
	free(answer);
}

static void paint_grade(struct guide *guide, int domain, struct paper *paper)
{
	enum grade grade = guide->audit->judgements[guide->part][domain].grade;
	char *text = xasprintf(
		"Grade: %s", grade == GRADE_NONE ? "not given yet" : grade_name(grade));

	paper_add(paper, 1, paper->place.cols - 2, theme_grade(grade), text);
	free(text);
}

static int paint_context(void *owner, struct rect place, int turn, int scroll)
{
	struct guide *guide = guide_of(owner);
	struct paper paper = {.place = place, .scroll = scroll};
	int writing = guide->writing;
	// Turning goes round the four grades, from the one that was in sight.
	int grade = ((guide->grade - 1 + turn) % 4 + 4) % 4 + 1;

	if (writing >= PLACE_EVIDENCE) {
		paint_prompt(guide, &paper);
	} else if (writing >= PLACE_RATIONALE) {
		paint_grade(guide, writing - PLACE_RATIONALE, &paper);
	} else {
		paper_add(&paper, 1, place.cols - 2, THEME_TITLE, guide_place_label(writing));
		paper_add(&paper, 1, place.cols - 2, THEME_MUTED, guide_place_hint(writing));
	}
	add_others(guide, &paper);
	if (writing >= PLACE_RATIONALE && writing < PLACE_EVIDENCE)
		guide_add_descriptor(guide, writing - PLACE_RATIONALE, grade, &paper);
	return paper.row;
}

static int alarm_raise(void *owner)
{
	return guide_concern(owner, 0);
}

static int open_editor(struct screen *screen, int place)
{
	struct guide *guide = guide_of(screen);
	const struct draft *draft = guide->amending ? NULL : guide->audit->drafts[place];
	const char *text = guide->audit->texts[guide->part][place].text;
	char *title = audit_spot_label(guide->audit, (struct spot){SPOT_TEXT, place});
	char *since = NULL;
	struct editor_job job = {.title = title,
		.hint = guide_place_hint(place),
		.text = text,
		.caret = strlen(text),
		.owner = screen,
		.draft_store = draft_store,
		.commit = commit,
		.paint = paint_context,
		.alarm = alarm_raise};
	int result;

	if (draft) {
		since = xasprintf(
			"Your draft of %s: it becomes part of the record when you leave",
			session_show_moment(guide->session, draft->saved_at, (char[32]){0}));
		job.draft = draft->text;
		job.caret = (size_t)draft->caret;
		job.since = since;
	}
	guide->writing = place;
	bookmark_save(guide->session, guide->audit, guide_page(guide)->code, (int)guide->item);
	result = editor_open(guide->session, &job);
	free(title);
	free(since);
	return result;
}

static int fill_pager(struct pager *pager, const void *context)
{
	pager_add(pager, THEME_TEXT, 0, context);
	return 0;
}

// For those who may only read.
static int read_text(struct guide *guide, int place, enum part part)
{
	char *title = audit_spot_label(guide->audit, (struct spot){SPOT_TEXT, place});
	struct pager_content content = {title, guide_place_hint(place), fill_pager,
		guide->audit->texts[part][place].text};
	int result = pager_open(guide->session, &content);

	free(title);
	return result;
}

int guide_write_text(struct screen *screen, int place)
{
	struct guide *guide = guide_of(screen);
	enum part part = place == PLACE_COMMENTARY ? PART_MODERATOR : guide->part;

	if (guide->amending)
		return open_editor(screen, place);
	if (!guide->writable || part != guide->part) {
		if (!guide->audit->texts[part][place].text[0])
			return guide_may_write(guide, false);
		return read_text(guide, place, part);
	}
	if (guide_may_write(guide, place < PLACE_FIXED_COUNT) != 0)
		return -1;
	return open_editor(screen, place);
}

int guide_act_text(struct screen *screen, const struct item *item)
{
	return guide_write_text(screen, item->number);
}
