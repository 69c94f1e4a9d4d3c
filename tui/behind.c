// SPDX-License-Identifier: MIT
// The actions or the steps behind a number: which they are, and what became of each since.
#include "tui/behind.h"

#include <stdlib.h>

#include "core/behind.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/inadequate.h"
#include "tui/list.h"
#include "tui/screens.h"
#include "tui/step.h"
#include "tui/tracker.h"
#include "tui/words.h"

enum { AT_ONCE = 64, HEAD_ROWS = 2 };

struct asked {
	const char *wish;
	int64_t count;
};

struct behind {
	struct behind_filter filter;
	int64_t count;
	char *words; // the filter's
	struct list list;
};

static const struct list_column action_columns[] = {
	{"Action", 14, 0, 0, false, false},
	{"What exactly", 16, 4, 0, false, false},
	{"Due", 11, 0, 0, false, false},
	{"Verified", 11, 0, 0, false, false},
	{"Raised", 11, 0, 2, false, false},
	{"Said done", 11, 0, 3, false, false},
	{"Owner", 14, 1, 1, false, false},
	{"Team", 14, 1, 4, false, false},
};

static const struct list_column step_columns[] = {
	{"Audit", 13, 0, 0, false, false},
	{"Step", 16, 4, 0, false, false},
	{"Due", 11, 0, 0, false, false},
	{"Done", 15, 0, 0, false, false},
	{"From", 11, 0, 2, false, false},
	{"By", 20, 1, 3, false, false},
	{"Team", 14, 1, 1, false, false},
};

// A row's key is its place in the list, 1 for the first.
static int64_t place_of(const struct list_row *row)
{
	return strtoll(row->key, NULL, 10);
}

static void add_action(struct list *list, const struct behind_row *row, const char *place)
{
	char due[DATE_TEXT], verified[DATE_TEXT], raised[DATE_TEXT], done[DATE_TEXT];
	const struct list_cell cells[LENGTH(action_columns)] = {
		{row->name, THEME_TEXT},
		{row->what, THEME_TEXT},
		{date_show(row->due_on, due), THEME_TEXT},
		{row->ended_on == DATE_NONE ? "open" : date_show(row->ended_on, verified),
			THEME_TEXT},
		{date_show(row->raised_on, raised), THEME_TEXT},
		{date_show(row->done_on, done), THEME_TEXT},
		{*row->who ? row->who : "nobody yet", THEME_TEXT},
		{row->team, THEME_TEXT},
	};

	list_add(list, row->id, row->audit_id, place, cells);
}

// "12 Oct 2026", with LATE behind it; open; cancelled.
static char *done_words(const struct behind_row *row)
{
	char day[DATE_TEXT];

	if (row->ended_on != DATE_NONE)
		return xstrdup("cancelled");
	if (row->done_on == DATE_NONE)
		return xstrdup("open");
	return xasprintf("%s%s", date_show(row->done_on, day),
		row->done_on > row->due_on ? " late" : "");
}

static void add_step(struct list *list, const struct behind_row *row, const char *place)
{
	char due[DATE_TEXT], from[DATE_TEXT], *done = done_words(row),
					      *who = words_posts(row->who);
	const struct list_cell cells[LENGTH(step_columns)] = {
		{row->name, THEME_TEXT},
		{row->what, THEME_TEXT},
		{date_show(row->due_on, due), THEME_TEXT},
		{done, THEME_TEXT},
		{date_show(row->raised_on, from), THEME_TEXT},
		{who, THEME_TEXT},
		{row->team, THEME_TEXT},
	};

	list_add(list, row->id, row->audit_id, place, cells);
	free(done);
	free(who);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct behind *behind = context;
	struct behind_row rows[AT_ONCE];
	int64_t id = from ? from->id : 0,
		place = from      ? place_of(from)
			: forward ? 0
				  : behind->count + 1,
		left = forward ? behind->count - place : place - 1;
	int got = 0, ask = 0;

	count = left < count ? (int)left : count;
	for (; got == ask && count > 0; count -= ask) {
		ask = count < AT_ONCE ? count : AT_ONCE;
		got = behind_page(
			list->screen->session, &behind->filter, id, !forward, rows, ask);
		for (int i = 0; i < got; i++) {
			char key[24];

			id = rows[i].id;
			place += forward ? 1 : -1;
			snprintf(key, sizeof(key), "%lld", (long long)place);
			(behind->filter.steps ? add_step : add_action)(list, &rows[i], key);
			behind_row_finish(&rows[i]);
		}
	}
	return got < 0 ? -1 : 0;
}

static const char *empty(void *context)
{
	return "There is none any more: it was changed since the report was made. r there "
	       "counts again.";
}

static const struct list_source actions = {
	action_columns, LENGTH(action_columns), fetch, empty};
static const struct list_source steps = {step_columns, LENGTH(step_columns), fetch, empty};

static int open_screen(struct screen *screen, const void *argument)
{
	struct behind *behind = screen->state;
	const struct asked *asked = argument;

	if (behind_parse(screen->session, asked->wish, &behind->filter))
		return -1;
	behind->count = asked->count;
	behind->words = behind_words(screen->session, &behind->filter);
	list_init(&behind->list, screen, behind->filter.steps ? &steps : &actions, behind);
	view_focus(screen, &behind->list, list_keys);
	if (list_restart(&behind->list, false))
		view_error();
	return 0;
}

static void close_screen(struct screen *screen)
{
	struct behind *behind = screen->state;

	list_finish(&behind->list);
	free(behind->words);
}

static void paint(struct screen *screen)
{
	const struct behind *behind = screen->state;
	struct rect place = screen->body;

	paint_format(place.row, place.col + 1, place.cols - 2, THEME_HEADING, "%s %s",
		behind->filter.steps ? "Steps" : "Actions", behind->words);
	place.row += HEAD_ROWS;
	place.rows -= HEAD_ROWS;
	list_paint(&((struct behind *)screen->state)->list, place);
}

static void idle(struct screen *screen)
{
	list_idle(&((struct behind *)screen->state)->list);
}

static int refresh(struct screen *screen)
{
	return list_reload(&((struct behind *)screen->state)->list);
}

static void shown(struct screen *screen)
{
	refresh(screen);
}

static const struct list_row *focus(const struct screen *screen)
{
	const struct list_row *row = list_focus(&((const struct behind *)screen->state)->list);

	if (!row)
		fail(ERROR_MISSING, "There is nothing here");
	return row;
}

static int open_row(struct screen *screen)
{
	const struct behind *behind = screen->state;
	const struct list_row *row = focus(screen);

	if (!row)
		return -1;
	return behind->filter.steps ? step_read(screen->session, row->id)
				    : tracker_action(screen->session, row->id);
}

static int open_audit(struct screen *screen)
{
	const struct list_row *row = focus(screen);

	return row ? screens_open_audit(screen->session, row->number) : -1;
}

static int open_loop(struct screen *screen)
{
	const struct list_row *row = focus(screen);

	return row ? inadequate_screen(screen->session, row->number) : -1;
}

static int open_tracker(struct screen *screen)
{
	const struct behind *behind = screen->state;
	char *place = behind_place(screen->session, &behind->filter),
	     *wish = xasprintf("%s%s", place, behind->filter.steps ? "\ttab=steps" : "");
	int result = tracker_open_at(screen->session, wish);

	free(place);
	free(wish);
	return result;
}

static void status(struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "Newest first, with what became of each since");
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "The action with its history; what is known of the step", open_row,
		NEEDS(RIGHT_SEE)},
	{{'a'}, "audit", "Open its audit", open_audit, NEEDS(RIGHT_SEE)},
	{{'L'}, "loop", "All steps, actions and clocks of its audit, on a time line", open_loop,
		NEEDS(RIGHT_SEE)},
	{{'A'}, "tracker", "The tracker of the same place: what is open today", open_tracker,
		NEEDS(RIGHT_SEE)},
	{{'r'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

int behind_open(struct session *session, const char *wish, int64_t count)
{
	static const struct view view = {
		.name = "behind",
		.title = "Behind the number",
		.help = "The actions, or the steps of closing the loop, that a number of a "
			"report counts. They are those that counted then: an action that was "
			"open "
			"on the last day of the period stands here also where it was verified "
			"since, with that day beside it. The tracker shows today.",
		.size = sizeof(struct behind),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.idle = idle,
		.status = status,
	};

	if (require(session, RIGHT_REPORT, NULL))
		return -1;
	return view_open(session, &view, &(struct asked){wish, count});
}
