// SPDX-License-Identifier: MIT
// The board of the guided audit: what each grade looks like, what was seen on file, the grade.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"

enum { MARGIN = 2, BOX = 4 }; // cells before the board, and of a box to tick with its space

enum grade guide_given(const struct guide *guide, int domain)
{
	if (guide->mode && guide->mode->given)
		return guide->mode->given(guide, domain);
	return guide->audit->judgements[guide->part][domain].grade;
}

int guide_board_rows(const struct guide *guide, const struct domain *domain)
{
	size_t most = 0;

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		if (domain->descriptors[grade].count > most)
			most = domain->descriptors[grade].count;
	return (int)most;
}

static bool side_by_side(const struct paper *paper)
{
	return paper->place.cols >= GUIDE_WIDE;
}

static int column_cols(const struct paper *paper)
{
	return side_by_side(paper) ? (paper->place.cols - MARGIN - 1) / 4
				   : guide_text_cols(paper);
}

static int column_at(const struct paper *paper, int grade)
{
	return MARGIN +
	       (side_by_side(paper) ? (grade - GRADE_OUTSTANDING) * column_cols(paper) : 0);
}

// "(*) Good" where it is the grade given, "( ) Good" otherwise. Returns the cells it takes.
static int write_choice(struct guide *guide, int domain, int grade, struct paper *paper,
	int col, const char *name, bool focus)
{
	bool given = (int)guide_given(guide, domain) == grade;
	enum theme_role role = given ? theme_grade(grade) : THEME_TEXT;
	char text[64];

	snprintf(text, sizeof(text), "(%s) %s", given ? "*" : " ", name);
	if (focus)
		paper_cursor(paper, col);
	return paper_text(
		paper, col, paper->place.cols - col, focus ? THEME_FOCUS : role, text);
}

// The grades in one line: over their columns, or one after another, by their short names where
// there is little room.
static void write_choices(
	struct guide *guide, const struct domain *domain, struct paper *paper, bool focus)
{
	bool wide = side_by_side(paper), full = paper->place.cols >= 76;
	int col = MARGIN;

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		if (wide)
			col = column_at(paper, grade);
		col += 2 + write_choice(guide, domain->seq, grade, paper, col,
				   full ? grade_name(grade) : grade_short(grade),
				   focus && grade == guide->grade);
	}
	if (domain->allows_na && !wide)
		write_choice(
			guide, domain->seq, GRADE_NOT_APPLICABLE, paper, col, "n/a", false);
	paper->row++;
}

// The grades the others gave, and n/a where that was given.
static void write_given(struct guide *guide, int domain, struct paper *paper)
{
	enum part parts[PART_COUNT];
	int count = guide_others(guide, parts), col = MARGIN;

	// Kept from the person: "not graded" would be a guess.
	if (guide->audit->blind)
		return;
	for (int i = 0; i < count; i++) {
		enum grade grade = guide->audit->judgements[parts[i]][domain].grade;
		char *text = xasprintf("%s: %s   ", guide_who(parts[i]),
			grade == GRADE_NONE ? "not graded" : grade_name(grade));

		col += paper_text(paper, col, 60, THEME_MUTED, text);
		free(text);
	}
	if (count)
		paper->row++;
}

void guide_write_grade(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct domain *domain = &guide->audit->template->domains[item->number];
	enum grade given = guide_given(guide, item->number);
	bool wide = side_by_side(paper);
	bool own = guide->mode && guide->mode->given;
	char *title = xasprintf("%s: %s%s", own ? "Your own grade" : "Grade",
		given != GRADE_NONE           ? grade_name(given)
		: guide->audit->blind && !own ? "kept from you until yours are sealed"
					      : "not given yet",
		domain->allows_na && (guide->mode || guide->writable) ? "  (x: not applicable)"
								      : "");

	paper->row++;
	paper_add(paper, MARGIN, guide_text_cols(paper), THEME_HEADING, title);
	if (focus)
		paper_text(paper, 0, 1, THEME_TITLE, ">");
	write_choices(guide, domain, paper, focus);
	write_given(guide, item->number, paper);
	if (!wide && guide_board_rows(guide, domain)) {
		char *head = xasprintf("%s looks like this (%d of 4, left and right turn):",
			grade_name(guide->grade), guide->grade);

		paper_add(
			paper, MARGIN, guide_text_cols(paper), theme_grade(guide->grade), head);
		free(head);
	}
	free(title);
}

// One indicator in its column. Returns the rows it takes.
static int write_one(struct guide *guide, const struct domain *domain, int grade, size_t number,
	struct paper *paper, bool focus)
{
	int col = column_at(paper, grade), cols = column_cols(paper);
	const struct indicator *indicator;
	bool ticked;

	if (number >= domain->descriptors[grade].count)
		return 0;
	indicator = &domain->descriptors[grade].list[number];
	ticked = audit_ticked(guide->audit, guide->part, indicator->id);
	paper_text(paper, col, 3, focus ? THEME_FOCUS : THEME_TEXT, ticked ? "[x]" : "[ ]");
	if (focus)
		paper_cursor(paper, col + 1);
	return paper_wrap(paper, col + BOX, cols - BOX - 1, 0,
		ticked ? theme_grade(grade) : THEME_TEXT, indicator->text);
}

void guide_write_indicator(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct domain *domain = guide_domain(guide);
	int most = 1, rows;

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		if (!side_by_side(paper) && grade != guide->grade)
			continue;
		rows = write_one(guide, domain, grade, (size_t)item->number, paper,
			focus && grade == guide->grade);
		most = rows > most ? rows : most;
	}
	if (focus)
		paper_text(paper, 0, 1, THEME_TITLE, ">");
	paper->row += most;
}

// For the editor: one descriptor, to have in sight while the rationale is written.
void guide_add_descriptor(struct guide *guide, int number, int grade, struct paper *paper)
{
	const struct domain *domain = &guide->audit->template->domains[number];
	char *head = xasprintf(
		"%s looks like this (Alt and the arrows turn and scroll):", grade_name(grade));

	paper_add(paper, 1, paper->place.cols - 2, theme_grade(grade), head);
	for (size_t i = 0; i < domain->descriptors[grade].count; i++) {
		const struct indicator *indicator = &domain->descriptors[grade].list[i];

		paper_text(paper, 1, 3, THEME_TEXT,
			audit_ticked(guide->audit, guide->part, indicator->id) ? "[x]" : " - ");
		paper_add(paper, 1 + BOX, paper->place.cols - BOX - 2, THEME_TEXT,
			indicator->text);
	}
	free(head);
}

int guide_turn(struct screen *screen, int by)
{
	struct guide *guide = guide_of(screen);

	if (!guide_domain(guide))
		return fail(
			ERROR_USAGE, "Left and right turn the descriptors of a domain's page");
	guide->turned = true;
	guide->grade += by;
	if (guide->grade < GRADE_OUTSTANDING)
		guide->grade = GRADE_INADEQUATE;
	if (guide->grade > GRADE_INADEQUATE)
		guide->grade = GRADE_OUTSTANDING;
	view_stale(screen);
	return 0;
}

// Is the board in focus? Else the cursor goes there, and the grade is only shown.
static bool on_board(const struct guide *guide)
{
	enum item_kind kind = guide_focus(guide)->kind;

	return kind == ITEM_GRADE || kind == ITEM_INDICATOR;
}

static void go_to_board(struct guide *guide)
{
	for (size_t i = 0; i < guide->item_count; i++)
		if (guide->items[i].kind == ITEM_GRADE)
			guide->item = i;
}

static int give(struct screen *screen, int domain, enum grade grade)
{
	struct guide *guide = guide_of(screen);
	struct conflict conflict = {0};

	guide_remember(guide, (struct spot){SPOT_GRADE, domain});
	return guide_saved(screen,
		audit_set_grade(guide->session, guide->audit, domain, grade, &conflict),
		&conflict);
}

int guide_grade(struct screen *screen, enum grade grade)
{
	struct guide *guide = guide_of(screen);
	const struct domain *domain = guide_domain(guide);

	if (!domain)
		return fail(ERROR_USAGE, "Grades are given on the page of a domain");
	if (guide->mode ? guide->mode->may_grade(guide) : guide_may_write(guide, false))
		return -1;
	if (grade >= GRADE_OUTSTANDING)
		guide->grade = (int)grade;
	if (!on_board(guide)) {
		guide->turned = true;
		go_to_board(guide);
		view_say("This is what %s looks like: press the key again to give it",
			grade_name(guide->grade));
		view_stale(screen);
		return 0;
	}
	if (grade == GRADE_NOT_APPLICABLE && !domain->allows_na)
		return fail(ERROR_DATA, "%s cannot be graded not applicable in this template",
			domain->name);
	if ((guide->mode ? guide->mode->grade : give)(screen, domain->seq, grade) != 0)
		return -1;
	if (grade == GRADE_INADEQUATE)
		view_say("%s", grade_inadequate_note);
	else
		view_say("%s: %s", domain->name,
			grade == GRADE_NONE ? "no grade" : grade_name(grade));
	return 0;
}

int guide_act_grade(struct screen *screen, const struct item *item)
{
	struct guide *guide = guide_of(screen);

	// A grade is never given by an Enter in passing.
	if (!guide->turned)
		return fail(ERROR_USAGE, "Left and right choose a grade and Enter gives it; or "
					 "o, g, r, i at once");
	return guide_grade(screen, (enum grade)guide->grade);
}

int guide_act_indicator(struct screen *screen, const struct item *item)
{
	struct guide *guide = guide_of(screen);
	const struct domain *domain = guide_domain(guide);
	const struct indicator *indicator;
	bool ticked;

	if ((size_t)item->number >= domain->descriptors[guide->grade].count)
		return fail(ERROR_USAGE, "This grade has no indicator here");
	if (guide_may_write(guide, false) != 0)
		return -1;
	indicator = &domain->descriptors[guide->grade].list[item->number];
	ticked = audit_ticked(guide->audit, guide->part, indicator->id);
	guide_remember_other(guide, ticked ? UNDO_UNTICK : UNDO_TICK)->id = indicator->id;
	return guide_saved(screen,
		audit_set_tick(guide->session, guide->audit, indicator->id, !ticked), NULL);
}
