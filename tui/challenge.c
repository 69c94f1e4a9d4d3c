// SPDX-License-Identifier: MIT
// The meetings of Confirm and Challenge, newest first.
#include <stdio.h>
#include <stdlib.h>

#include "core/challenge.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/challenge-private.h"
#include "tui/challenge.h"
#include "tui/list.h"

enum { MOST = 600 }; // meetings: fifty years of them

struct meetings {
	struct list list;
	struct challenge_meeting all[MOST];
	int count;
};

static const struct list_column columns[] = {
	{"Meeting", 15, 1, 0, false},
	{"Audits", 6, 0, 0, true},
	{"To discuss", 10, 0, 0, true},
	{"Confirmed", 9, 0, 2, true},
	{"Challenged", 10, 0, 1, true},
	{"Deferred", 8, 0, 3, true},
	{"Last met", 11, 0, 4, false},
};

static void add_row(struct list *list, int index)
{
	const struct meetings *meetings = list->screen->state;
	const struct challenge_meeting *one = &meetings->all[index];
	char name[DATE_TEXT] = "", met[DATE_TEXT], number[5][24];
	const int64_t numbers[] = {
		one->audits, one->waiting, one->confirmed, one->challenged, one->deferred};
	struct date_range month;

	if (date_parse_month(one->month, &month) == 0)
		date_show_month(month.first, name);
	for (size_t i = 0; i < LENGTH(numbers); i++)
		snprintf(number[i], sizeof(number[i]), "%lld", (long long)numbers[i]);
	list_add(list, index, index, NULL,
		(const struct list_cell[LENGTH(columns)]){
			{name, THEME_TEXT},
			{number[0], THEME_TEXT},
			{number[1], one->waiting ? THEME_TITLE : THEME_TEXT},
			{number[2], THEME_TEXT},
			{number[3], THEME_TEXT},
			{number[4], THEME_TEXT},
			{date_show(one->met_on, met), THEME_TEXT},
		});
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct meetings *meetings = context;

	return list_fetch_indexed(list, from, forward, count, meetings->count, add_row);
}

static const char *empty(void *context)
{
	const struct meetings *meetings = context;

	return may(meetings->list.screen->session, RIGHT_SAMPLE, NULL)
		       ? "No meeting has an agenda yet: n draws Inadequate audits for one, a "
			 "puts one on by hand."
		       : "No audit of your services is on an agenda. QA draws them each month.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

static int read_all(struct screen *screen)
{
	struct meetings *meetings = screen->state;
	int count = challenge_meetings(screen->session, meetings->all, MOST);

	if (count >= 0)
		meetings->count = count;
	return count < 0 ? -1 : 0;
}

static int refresh(struct screen *screen)
{
	return read_all(screen) != 0 ? -1
				     : list_reload(&((struct meetings *)screen->state)->list);
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct meetings *meetings = screen->state;

	if (read_all(screen) != 0)
		return -1;
	list_init(&meetings->list, screen, &source, meetings);
	view_focus(screen, &meetings->list, list_keys);
	return list_reload(&meetings->list);
}

static void close_screen(struct screen *screen)
{
	list_finish(&((struct meetings *)screen->state)->list);
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

static void paint(struct screen *screen)
{
	list_paint(&((struct meetings *)screen->state)->list, screen->body);
}

static void idle(struct screen *screen)
{
	list_idle(&((struct meetings *)screen->state)->list);
}

static const char *month_in_focus(struct screen *screen)
{
	const struct meetings *meetings = screen->state;
	const struct list_row *row = list_focus(&meetings->list);

	return row == NULL ? NULL : meetings->all[row->number].month;
}

static int open_meeting(struct screen *screen)
{
	const char *month = month_in_focus(screen);

	if (month == NULL)
		return fail(ERROR_MISSING, "There is no meeting here");
	return challenge_meeting(screen->session, month);
}

static int draw(struct screen *screen)
{
	return challenge_draw_form(screen->session);
}

static int add(struct screen *screen)
{
	return challenge_add_form(screen->session, month_in_focus(screen));
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "The audits on the agenda of the meeting", open_meeting},
	{{'n', '+'}, "draw", "Draws a share of the Inadequate audits for a meeting", draw,
		NEEDS(RIGHT_SAMPLE)},
	{{'a'}, "add", "Puts an audit on an agenda by hand, with a reason", add,
		NEEDS(RIGHT_SAMPLE)},
	{{'R'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

int challenge_screen(struct session *session)
{
	static const struct view view = {
		.name = "challenge",
		.title = "Confirm and Challenge",
		.help = "Each month directors look at a share of the Inadequate audits: "
			"whether the "
			"grade is right, and whether enough is done. QA draws them; each "
			"audit has "
			"a page that says where it stands, and what the meeting said is kept "
			"there.",
		.size = sizeof(struct meetings),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.idle = idle,
	};

	if (require(session, RIGHT_CHALLENGE, NULL) != 0)
		return -1;
	return view_open(session, &view, NULL);
}
