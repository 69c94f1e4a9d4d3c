// SPDX-License-Identifier: MIT
// A month's audits given out on one screen: suggested, changed by hand, kept at once.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocate.h"
#include "tui/allocation-private.h"
#include "tui/allocation.h"
#include "tui/screens.h"

enum column {
	COL_MARK,
	COL_AUDIT,
	COL_CASE,
	COL_TEAM,
	COL_WORKER,
	COL_LEAD,
	COL_PEER,
	COL_DUE,
	COL_STATE
};

static const struct list_column columns[] = {
	[COL_MARK] = {"", 1, 0, 0, false},
	[COL_AUDIT] = {"Audit", 11, 0, 0, false},
	[COL_CASE] = {"Case", 9, 0, 3, false},
	[COL_TEAM] = {"Team", 14, 4, 1, false, .last_word = true},
	[COL_WORKER] = {"Worker", 12, 1, 5, false},
	[COL_LEAD] = {"Lead auditor", 15, 3, 0, false},
	[COL_PEER] = {"Peer auditor", 12, 2, 2, false},
	[COL_DUE] = {"Due", 7, 0, 0, false},
	[COL_STATE] = {"", 8, 0, 4, false}, // state or kind
};

static struct allocating *allocating_of(struct list *list)
{
	return list->context;
}

static const char *allocating_name(const struct allocating *allocating, const char *login)
{
	for (size_t i = 0; i < allocating->people_count; i++)
		if (strcmp(allocating->people[i].login, login) == 0)
			return allocating->people[i].name;
	return login;
}

// A person as they are to be: a proposal begins with a question mark, so that monochrome terminals tell it too.
static void person_cell(const struct allocating *allocating, struct list_cell *cell, char *text,
	size_t size, const char *now, const char *now_login, const char *next)
{
	if (next == NULL || strcmp(next, now_login) == 0) {
		snprintf(text, size, "%s", now);
		*cell = (struct list_cell){text, THEME_TEXT};
		return;
	}
	snprintf(text, size, "? %s",
		*next == '\0' ? "nobody" : allocating_name(allocating, next));
	*cell = (struct list_cell){text, THEME_DUE};
}

// "30 Nov", without the year, which is the month's; "30 Nov?" where it is proposed.
static void due_show(date due, bool proposed, char text[static DATE_TEXT + 2])
{
	char day[DATE_TEXT];

	date_show(due, day);
	snprintf(text, DATE_TEXT + 2, "%.*s%s", (int)strlen(day) - 5, day, proposed ? "?" : "");
}

static const char *state_of(const struct allocation_row *row)
{
	if (row->kind != AUDIT_MONTHLY)
		return audit_kind_name(row->kind);
	return row->state == AUDIT_DRAFT ? "in draft" : "";
}

static void add_row(struct list *list, int index)
{
	const struct allocating *allocating = allocating_of(list);
	const struct allocation_row *row = &allocating->rows[index];
	const struct proposal *proposal = proposal_of(allocating, row->audit_id);
	date due = proposal == NULL ? row->due_on : proposal->due;
	char lead[160], peer[160], day[DATE_TEXT + 2];
	struct list_cell cells[LENGTH(columns)] = {
		[COL_MARK] = {allocating->marked[index] ? "+" : "", THEME_MATCH},
		[COL_AUDIT] = {row->ref, THEME_TEXT},
		[COL_CASE] = {row->case_ref, THEME_TEXT},
		[COL_TEAM] = {row->team, THEME_TEXT},
		[COL_WORKER] = {row->worker, THEME_TEXT},
		[COL_DUE] = {day, due == row->due_on ? THEME_TEXT : THEME_DUE},
		[COL_STATE] = {state_of(row), THEME_MUTED},
	};

	person_cell(allocating, &cells[COL_LEAD], lead, sizeof(lead), row->lead,
		row->lead_login, proposal == NULL ? NULL : proposal->lead);
	person_cell(allocating, &cells[COL_PEER], peer, sizeof(peer), row->peer,
		row->peer_login, proposal == NULL ? NULL : proposal->peer);
	if (lead[0] == '\0')
		cells[COL_LEAD] = (struct list_cell){
			proposal != NULL && *proposal->why_not != '\0' ? "NOBODY FITS"
								       : "nobody yet",
			THEME_OVERDUE};
	due_show(due, due != row->due_on, day);
	list_add(list, row->audit_id, index, NULL, cells);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, (int)allocating_of(list)->count, add_row);
}

static const char *empty(void *context)
{
	return "No audit of this month can be given out: none was drawn yet, or all are "
	       "submitted. The draw "
	       "makes them (sample), + in Audits begins a single one, < and > turn to other "
	       "months.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

// Reads the month again and says what became of proposals meanwhile.
int allocating_read_again(struct screen *screen)
{
	struct allocating *allocating = screen->state;
	size_t dropped;

	allocating->note_of = 0;
	if (allocating_read(screen, &dropped) != 0)
		return -1;
	if (dropped > 0)
		view_say("%zu of what was proposed does not fit any more: others were quicker",
			dropped);
	return 0;
}

// Reads the month asked for; but the one before where proposals wait there: they would be lost.
static int read_first(struct screen *screen, const char *month)
{
	struct allocating *allocating = screen->state;

	if (allocating->month[0] == '\0')
		date_month(screen->session->today, allocating->month);
	if (allocating_read_again(screen) != 0)
		return -1;
	if (month == NULL || strcmp(month, allocating->month) == 0)
		return 0;
	if (proposals_changing(allocating) > 0) {
		view_refuse("%s first: A keeps what you proposed, U takes it all back",
			allocating->month);
		return 0;
	}
	proposals_clear(allocating);
	snprintf(allocating->month, sizeof(allocating->month), "%s", month);
	return allocating_read_again(screen);
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct allocating *allocating = screen->state;

	list_init(&allocating->list, screen, &source, allocating);
	view_focus(screen, &allocating->list, list_keys);
	if (user_list(screen->session, NULL, &allocating->people, &allocating->people_count) ==
			0 &&
		read_first(screen, argument) == 0) {
		list_restart(&allocating->list, false);
		return 0;
	}
	list_finish(&allocating->list);
	proposals_clear(allocating);
	user_rows_free(allocating->people, allocating->people_count);
	return -1;
}

static void close_screen(struct screen *screen)
{
	struct allocating *allocating = screen->state;

	size_t count = proposals_changing(allocating);

	if (count > 0)
		view_say("%zu proposals are not kept yet: they wait in the allocation of %s",
			count, allocating->month);
	list_finish(&allocating->list);
	proposals_clear(allocating);
	allocation_rows_free(allocating->rows, allocating->count);
	free(allocating->marked);
	free(allocating->note);
	user_rows_free(allocating->people, allocating->people_count);
}

static void shown(struct screen *screen)
{
	if (allocating_read_again(screen) != 0)
		view_error();
	list_reload(&((struct allocating *)screen->state)->list);
}

// How many of the rows are nobody's, proposed, and somebody's.
static void count_rows(const struct allocating *allocating, int counts[static 3])
{
	memset(counts, 0, 3 * sizeof(*counts));
	for (size_t i = 0; i < allocating->count; i++) {
		const struct allocation_row *row = &allocating->rows[i];
		const struct proposal *proposal = proposal_of(allocating, row->audit_id);

		if (proposal != NULL && proposal->lead[0] != '\0' &&
			proposal_changes(allocating, proposal))
			counts[1]++;
		else
			counts[row->lead[0] == '\0' ? 0 : 2]++;
	}
}

static void paint(struct screen *screen)
{
	struct allocating *allocating = screen->state;
	struct rect place = screen->body;
	struct date_range month;
	char name[DATE_TEXT];
	int counts[3];

	date_parse_month(allocating->month, &month);
	count_rows(allocating, counts);
	paint_format(place.row, 1, place.cols - 2, THEME_HEADING,
		"%s: %d nobody's, %d proposed (?), %d given out",
		date_show_month(month.first, name), counts[0], counts[1], counts[2]);
	list_paint(&allocating->list,
		(struct rect){place.row + 2, place.col, place.rows - 2, place.cols});
}

static const struct list_row *focus_of(struct screen *screen)
{
	return list_focus(&((struct allocating *)screen->state)->list);
}

static int withdraw(struct screen *screen)
{
	const struct list_row *focus = focus_of(screen);

	return focus == NULL ? fail(ERROR_MISSING, "There is no audit here")
			     : allocate_withdraw(screen->session, focus->id);
}

static int open_audit(struct screen *screen)
{
	const struct list_row *focus = focus_of(screen);

	return focus == NULL ? fail(ERROR_MISSING, "There is no audit here to open")
			     : screens_open_audit(screen->session, focus->id);
}

static int turn_month(struct screen *screen, int months)
{
	struct allocating *allocating = screen->state;
	struct date_range range;

	if (proposals_changing(allocating) > 0)
		return fail(ERROR_NONE,
			"What is proposed for %s is not kept: A keeps it, U takes it all back",
			allocating->month);
	proposals_clear(allocating);
	date_parse_month(allocating->month, &range);
	date_month(date_add_months(range.first, months), allocating->month);
	if (allocating_read_again(screen) != 0)
		return -1;
	list_restart(&allocating->list, false);
	view_stale(screen);
	return proposals_remember(screen);
}

static int next_month(struct screen *screen)
{
	return turn_month(screen, 1);
}

static int previous_month(struct screen *screen)
{
	return turn_month(screen, -1);
}

static const struct key keys[] = {
	{{K_ENTER, 'l'}, "lead",
		"Choose the lead auditor: of the marked ones, or the one in focus",
		allocating_choose_lead, NEEDS(RIGHT_SAMPLE)},
	{{'s'}, "suggest", "Propose lead auditors for all that are nobody's yet",
		allocating_suggest_leads, NEEDS(RIGHT_SAMPLE)},
	{{'S'}, "suggest both", "Propose lead and peer auditors", allocating_suggest_both,
		NEEDS(RIGHT_SAMPLE)},
	{{'A'}, "keep", "Allocate all as proposed, at once", allocating_keep,
		NEEDS(RIGHT_SAMPLE)},
	{{'p'}, "peer", "Choose the peer auditor", allocating_choose_peer, NEEDS(RIGHT_SAMPLE)},
	{{'d'}, "due", "Change the due date: a date, or a number of working days",
		allocating_choose_due, NEEDS(RIGHT_SAMPLE)},
	{{' '}, "mark", "Mark for the next act, or take the mark away", allocating_mark},
	{{'M'}, "unmark", "Take all marks away", allocating_mark_none, .quiet = true},
	{{'u'}, "undo", "Take back what is proposed", allocating_undo},
	{{'U'}, "undo all", "Take back all that is proposed", allocating_undo_all,
		.quiet = true},
	{{'o'}, "open", "Open the audit in focus", open_audit, NEEDS(RIGHT_SEE)},
	{{'W'}, "withdraw", "Take the audit out of the count, with the reason", withdraw,
		NEEDS(RIGHT_SAMPLE), .quiet = true},
	{{'<', ',', '['}, "earlier", "The month before", previous_month, .quiet = true},
	{{'>', '.', ']'}, "later", "The month after", next_month, .quiet = true},
	{{0}},
};

// What speaks against the proposal in focus; else what a narrow screen has no columns for.
static void status(struct screen *screen, char *text, size_t size)
{
	struct allocating *allocating = screen->state;
	const struct list_row *focus = focus_of(screen);
	const struct allocation_row *row;
	const struct proposal *proposal;
	const char *note;

	if (focus == NULL)
		return;
	row = &allocating->rows[focus->number];
	proposal = proposal_of(allocating, focus->id);
	note = proposal == NULL ? "" : allocating_note(screen, proposal);
	if (*note != '\0')
		snprintf(text, size, "%.*s", (int)strcspn(note, "\n"), note);
	else
		snprintf(text, size, "Case %s of %s%s%s%s%s", row->case_ref, row->team,
			row->worker[0] == '\0' ? "" : ", with ", row->worker,
			*state_of(row) == '\0' ? "" : "; ", state_of(row));
}

static void restore(struct screen *screen, const char *text)
{
	proposals_recall(screen->state, text);
}

int allocation_open(struct session *session, const char *month)
{
	static const struct view view = {
		.name = "allocation",
		.title = "Allocation",
		.help = "Who audits what this month. s proposes people: nobody gets a case of "
			"their own team or one they worked on, who is away for half of the "
			"time "
			"is left out, and what each has in hand is as even as can be. Change "
			"what you like; a question mark shows what is not kept yet, A keeps it "
			"all at once. What you proposed waits for you if you leave.",
		.size = sizeof(struct allocating),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.status = status,
		.restore = restore,
	};

	if (require(session, RIGHT_SAMPLE, NULL) != 0)
		return -1;
	return view_open(session, &view, month);
}
