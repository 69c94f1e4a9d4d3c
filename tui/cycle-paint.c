// SPDX-License-Identifier: MIT
// The month's screen: its rows, and what stands above them.
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db/mem.h"
#include "tui/cycle-private.h"
#include "tui/words.h"

static const struct list_column month_columns[] = {
	{"Service, team", 16, 1, 0, false, .last_word = true},
	{"Nobody", 6, 0, 0, true},
	{"Alloc", 5, 0, 0, true},
	{"Draft", 5, 0, 0, true},
	{"Subm", 4, 0, 0, true},
	{"Mod", 3, 0, 2, true},
	{"Exempt", 6, 0, 3, true},
	{"Late", 4, 0, 0, true},
	{"Total", 5, 0, 0, true},
	{"Done", 6, 1, 4, false},
};

// Where each count stands among the columns.
static const enum cycle_count shown[] = {CYCLE_UNALLOCATED, CYCLE_ALLOCATED, CYCLE_DRAFT,
	CYCLE_SUBMITTED, CYCLE_MODERATED, CYCLE_EXEMPT, CYCLE_LATE, CYCLE_TOTAL};

enum { BAR_MOST = 64, NUMBER = 24 };

static struct cycling *cycling_of(const struct list *list)
{
	return list->screen->state;
}

// As many cells as the column will have: it takes half of what the screen has over 80, so that numbers stand near names.
static int bar_cells(const struct list *list)
{
	int cells = 6 + (list->screen->body.cols - 80) / 2;

	return cells < 6 ? 6 : cells > BAR_MOST ? BAR_MOST : cells;
}

// "###==..": submitted, in draft, and what is not begun. What is there at all has a cell.
static void bar(const int64_t counts[CYCLE_COUNT], int cells, char *text)
{
	int64_t total = counts[CYCLE_TOTAL];
	int64_t done = counts[CYCLE_SUBMITTED] + counts[CYCLE_MODERATED];
	int64_t under_way = done + counts[CYCLE_DRAFT];
	int full = total == 0 ? 0 : (int)(done * cells / total);
	int half = total == 0 ? 0 : (int)(under_way * cells / total);

	if (done > 0 && full == 0)
		full = 1;
	if (half < full)
		half = full;
	memset(text, total == 0 ? ' ' : '.', (size_t)cells);
	memset(text, '=', (size_t)half);
	memset(text, '#', (size_t)full);
	text[cells] = '\0';
}

static void number_cell(struct list_cell *cell, char text[NUMBER], int64_t count)
{
	snprintf(text, NUMBER, "%" PRId64, count);
	*cell = (struct list_cell){count == 0 ? "-" : text, THEME_TEXT};
}

// Below its service a team goes without the service's name where there is little room: the rest tells them apart.
static const char *team_name(const struct list *list, const struct cycle_line *line)
{
	size_t length = strlen(line->service);

	if (list->screen->body.cols < 110 && strncmp(line->team, line->service, length) == 0 &&
		line->team[length] == ' ' && line->team[length + 1] != '\0')
		return line->team + length + 1;
	return line->team;
}

static void add_line(struct list *list, int index)
{
	const struct cycle_line *line = &cycling_of(list)->cycle.lines[index];
	struct list_cell cells[LENGTH(month_columns)];
	char numbers[LENGTH(shown)][NUMBER], progress[BAR_MOST + 1], name[200];

	snprintf(name, sizeof(name), "%s%s", line->team_id != 0 ? "  " : "",
		line->team_id != 0      ? team_name(list, line)
		: line->service_id != 0 ? line->service
					: "All services");
	cells[0] = (struct list_cell){name, line->team_id != 0 ? THEME_TEXT : THEME_HEADING};
	for (size_t i = 0; i < LENGTH(shown); i++) {
		number_cell(&cells[1 + i], numbers[i], line->counts[shown[i]]);
		if ((shown[i] == CYCLE_LATE || shown[i] == CYCLE_UNALLOCATED) &&
			line->counts[shown[i]] > 0)
			cells[1 + i].role = shown[i] == CYCLE_LATE ? THEME_OVERDUE : THEME_DUE;
	}
	bar(line->counts, bar_cells(list), progress);
	cells[LENGTH(month_columns) - 1] = (struct list_cell){progress, THEME_TEXT};
	list_add(list, line->team_id != 0 ? line->team_id : -1 - line->service_id, index, NULL,
		cells);
}

static int fetch_lines(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, (int)cycling_of(list)->cycle.count, add_line);
}

static const char *empty_lines(void *context)
{
	return "There is no month here.";
}

static const struct list_column chase_columns[] = {
	{"Who", 20, 2, 0, false},
	{"Overdue", 7, 0, 0, true},
	{"Oldest", 11, 0, 1, false},
	{"What", 26, 2, 0, false},
	{"Post", 12, 1, 3, false},
};

static void add_chase(struct list *list, int index)
{
	const struct chase *chase = &cycling_of(list)->chases[index];
	char count[NUMBER], what[160], day[DATE_TEXT];

	snprintf(count, sizeof(count), "%" PRId64, chase->overdue);
	chase_words(chase, what, sizeof(what));
	const struct list_cell cells[LENGTH(chase_columns)] = {
		{chase->name[0] == '\0' ? "nobody yet" : chase->name,
			chase->name[0] == '\0' ? THEME_OVERDUE : THEME_TEXT},
		{count, THEME_OVERDUE},
		{date_show(chase->oldest, day), THEME_TEXT},
		{what, THEME_TEXT},
		{chase->post, THEME_MUTED},
	};

	list_add(list, index, index, NULL, cells);
}

static int fetch_chases(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, (int)cycling_of(list)->chase_count, add_chase);
}

static const char *empty_chases(void *context)
{
	return "Nothing of this month is overdue: nobody is to be chased.";
}

const struct list_source cycle_sources[CYCLE_TAB_COUNT] = {
	[CYCLE_TAB_MONTH] = {month_columns, LENGTH(month_columns), fetch_lines, empty_lines},
	[CYCLE_TAB_CHASE] = {chase_columns, LENGTH(chase_columns), fetch_chases, empty_chases},
};

// "October 2026: due 30 Oct 2026, due in 3 working days. Drawn as 2026-10."
static void paint_month(struct screen *screen, struct rect place)
{
	const struct cycling *cycling = screen->state;
	const struct cycle *cycle = &cycling->cycle;
	struct date_range range = {0};
	char name[DATE_TEXT], day[DATE_TEXT], kind[40] = "", opened[80] = "not opened";
	char teams[40], fell_short[60] = "";

	date_parse_month(cycling->month, &range);
	if (cycling->kind != AUDIT_MONTHLY)
		snprintf(kind, sizeof(kind), ", %s audits", audit_kind_name(cycling->kind));
	if (cycle->opened_on == DATE_NONE && may(screen->session, RIGHT_SAMPLE, NULL))
		snprintf(opened, sizeof(opened), "not opened (o)");
	else if (cycle->opened_on != DATE_NONE)
		snprintf(opened, sizeof(opened), "due %s", date_show(cycle->due_on, day));
	if (cycle->teams_short)
		snprintf(fell_short, sizeof(fell_short), ", %s short",
			words_count(cycle->teams_short, "team", teams, sizeof(teams)));
	paint_format(place.row, place.col + 1, place.cols - 2, THEME_HEADING, "%s%s: %s%s%s%s",
		date_show_month(range.first, name), kind, opened,
		cycle->sample != NULL ? ", drawn as " : ", not drawn",
		cycle->sample != NULL ? cycle->sample : "", fell_short);
}

static void paint_waiting(struct screen *screen, struct rect place)
{
	const struct cycle *cycle = &((struct cycling *)screen->state)->cycle;
	const int64_t *counts = cycle->lines[0].counts;

	paint_format(place.row, place.col + 1, place.cols - 2, THEME_TEXT,
		"Families open %" PRId64 ", moderations %" PRId64 ", disputes %" PRId64
		", done late %" PRId64,
		cycle->contacts_open, cycle->moderations_open, cycle->disputes,
		counts[CYCLE_LATE_DONE]);
}

static void paint_tabs(const struct cycling *cycling, struct rect place)
{
	static const char *const names[CYCLE_TAB_COUNT] = {"Month", "To chase"};
	const int64_t counts[CYCLE_TAB_COUNT] = {
		cycling->cycle.lines[0].counts[CYCLE_TOTAL], (int64_t)cycling->chase_count};
	int col = place.col + 1, end = place.col + place.cols - 1;

	for (int tab = 0; tab < CYCLE_TAB_COUNT; tab++) {
		bool focus = tab == (int)cycling->tab;

		col += paint_format(place.row, col, end - col, focus ? THEME_FOCUS : THEME_TEXT,
			       "%s%s %" PRId64 "%s", focus ? "[" : " ", names[tab], counts[tab],
			       focus ? "]" : " ") +
		       1;
	}
}

void cycle_paint(struct screen *screen)
{
	struct cycling *cycling = screen->state;
	struct rect place = screen->body;
	int above = place.rows >= 18 ? 4 : 3;

	paint_month(screen, place);
	paint_waiting(screen, (struct rect){place.row + 1, place.col, 1, place.cols});
	paint_tabs(cycling, (struct rect){place.row + above - 1, place.col, 1, place.cols});
	list_paint(&cycling->list,
		(struct rect){place.row + above, place.col, place.rows - above, place.cols});
}
