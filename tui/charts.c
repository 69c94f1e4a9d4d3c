// SPDX-License-Identifier: MIT
// The charts: one at a time, point by point, for the council, a service or a team.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/charts-private.h"
#include "tui/charts.h"
#include "tui/kept.h"

static const struct kept parts[] = {
	{"code", offsetof(struct charts_asked, code)},
	{"service", offsetof(struct charts_asked, service)},
	{"team", offsetof(struct charts_asked, team)},
	{"months", offsetof(struct charts_asked, months)},
	{"kind", offsetof(struct charts_asked, kind)},
	{"until", offsetof(struct charts_asked, until)},
};

void charts_asked_parse(struct charts_asked *asked, const char *text)
{
	kept_parse(asked, parts, LENGTH(parts), text);
}

char *charts_asked_write(const struct charts_asked *asked)
{
	return kept_write(asked, parts, LENGTH(parts));
}

void charts_asked_finish(struct charts_asked *asked)
{
	kept_finish(asked, parts, LENGTH(parts));
}

// What is asked for, made; nothing of the screen is changed.
static int make(struct screen *screen, const struct charts_info **info,
	struct charts_wish *wish, struct chart **chart)
{
	const struct charts_asked *asked = &((struct charts *)screen->state)->asked;

	*info = *asked->code ? charts_find(asked->code) : &charts_table[0];
	*wish = (struct charts_wish){.months = (int)strtol(asked->months, NULL, 10)};
	if (date_parse(asked->until, DATE_ISO, &wish->until))
		wish->until = 0;
	if (*asked->kind)
		audit_kind_parse(asked->kind, &wish->kind);
	return !*info || charts_place(screen->session, asked->service, asked->team, wish) ||
			       charts_make(screen->session, *info, wish, chart) ||
			       charts_record(screen->session, *info, wish)
		       ? -1
		       : 0;
}

static int show(struct screen *screen, bool stay)
{
	struct charts *charts = screen->state;
	const struct charts_info *info;
	struct charts_wish wish;
	struct chart *chart = NULL;

	if (make(screen, &info, &wish, &chart)) {
		chart_destroy(chart);
		return -1;
	}
	chart_destroy(charts->chart);
	charts->chart = chart;
	charts->info = info;
	charts->wish = wish;
	xreplace(&charts->asked.code, info->code);
	if (!stay) {
		charts->row = 0;
		charts->column = chart->column_count ? chart->column_count - 1 : 0;
	}
	view_stale(screen);
	return 0;
}

int charts_show(struct screen *screen)
{
	return show(screen, false);
}

int charts_again(struct screen *screen)
{
	return show(screen, true);
}

// What was remembered may name what this person may not ask for any more, or what is gone.
static int show_first(struct screen *screen)
{
	struct charts *charts = screen->state;

	if (!charts_show(screen))
		return 0;
	if (error_kind() != ERROR_MISSING && error_kind() != ERROR_DENIED &&
		error_kind() != ERROR_USAGE && error_kind() != ERROR_DATA)
		return -1;
	for (size_t i = 0; i < LENGTH(parts); i++)
		xreplace(kept_text(&charts->asked, &parts[i]), "");
	return charts_show(screen);
}

static int open_charts(struct screen *screen, const void *argument)
{
	struct charts *charts = screen->state;

	charts_asked_parse(&charts->asked, "");
	if (argument) {
		charts->kept = charts_asked_write(&charts->asked);
		charts_asked_finish(&charts->asked);
		charts_asked_parse(&charts->asked, argument);
	}
	if (!show_first(screen))
		return 0;
	screen->view->close(screen);
	return -1;
}

static void close_charts(struct screen *screen)
{
	struct charts *charts = screen->state;

	chart_destroy(charts->chart);
	charts_asked_finish(&charts->asked);
	free(charts->kept);
}

static void status(struct screen *screen, char *text, size_t size)
{
	const struct charts *charts = screen->state;
	char *words;

	if (!charts->chart->row_count || !charts->chart->column_count)
		return;
	words = chart_cell_words(charts->chart, charts->row, charts->column);
	snprintf(text, size, "%s", words);
	free(words);
}

static int move_to(struct screen *screen, size_t row, size_t column)
{
	struct charts *charts = screen->state;

	charts->row = row;
	charts->column = column;
	view_stale(screen);
	return 0;
}

static int go_left(struct screen *screen)
{
	const struct charts *charts = screen->state;

	if (!charts->column)
		return fail(ERROR_USAGE, "There is nothing to the left");
	return move_to(screen, charts->row, charts->column - 1);
}

static int go_right(struct screen *screen)
{
	const struct charts *charts = screen->state;

	if (charts->column + 1 >= charts->chart->column_count)
		return fail(ERROR_USAGE, "There is nothing to the right");
	return move_to(screen, charts->row, charts->column + 1);
}

static int go_up(struct screen *screen)
{
	const struct charts *charts = screen->state;

	if (!charts->row)
		return fail(ERROR_USAGE, "There is nothing above");
	return move_to(screen, charts->row - 1, charts->column);
}

static int go_down(struct screen *screen)
{
	const struct charts *charts = screen->state;

	if (charts->row + 1 >= charts->chart->row_count)
		return fail(ERROR_USAGE, "There is nothing below");
	return move_to(screen, charts->row + 1, charts->column);
}

static int go_first(struct screen *screen)
{
	return move_to(screen, ((struct charts *)screen->state)->row, 0);
}

static int go_last(struct screen *screen)
{
	const struct charts *charts = screen->state;

	return move_to(screen, charts->row,
		charts->chart->column_count ? charts->chart->column_count - 1 : 0);
}

// The chart so many rows of the table further, around its end.
static int turn(struct screen *screen, size_t by)
{
	struct charts *charts = screen->state;
	size_t count = 0;

	while (charts_table[count].code)
		count++;
	xreplace(&charts->asked.code,
		charts_table[((size_t)(charts->info - charts_table) + by) % count].code);
	if (!charts_show(screen))
		return 0;
	xreplace(&charts->asked.code, charts->info->code);
	return -1;
}

static int next_chart(struct screen *screen)
{
	return turn(screen, 1);
}

static int previous_chart(struct screen *screen)
{
	size_t count = 0;

	while (charts_table[count].code)
		count++;
	return turn(screen, count - 1);
}

static char *save(struct screen *screen)
{
	const struct charts *charts = screen->state;

	return charts->kept ? xstrdup(charts->kept) : charts_asked_write(&charts->asked);
}

static void restore(struct screen *screen, const char *text)
{
	charts_asked_parse(&((struct charts *)screen->state)->asked, text);
}

static const struct key keys[] = {
	{{K_ENTER}, "audits", "The audits, actions or steps behind what is in focus",
		charts_behind_it},
	{{'w'}, "in words", "What the chart shows, and every value, to be read", charts_words},
	{{K_LEFT, 'h'}, "left", "The point or cell to the left", go_left, .quiet = true},
	{{K_RIGHT, 'l'}, "right", "The point or cell to the right", go_right, .quiet = true},
	{{K_UP, 'k'}, "up", "The cell or part above", go_up, .quiet = true},
	{{K_DOWN, 'j'}, "down", "The cell or part below", go_down, .quiet = true},
	{{K_HOME, '0'}, "first", "The first month or column", go_first, .quiet = true},
	{{K_END, '$'}, "last", "The last month or column", go_last, .quiet = true},
	{{K_TAB}, "next chart", "The next chart of the list", next_chart},
	{{K_BACKTAB}, "previous chart", "The chart before", previous_chart, .quiet = true},
	{{'c'}, "charts", "The list of charts, to choose one", charts_choose},
	{{'f'}, "filter", "One service or team, and how many months", charts_filter},
	{{'F'}, "clear filter", "The whole council and 24 months again", charts_clear_filter,
		.quiet = true},
	{{'s'}, "step", "Mark that something was changed in this month: limits begin anew",
		charts_mark},
	{{'S'}, "remove step", "Take the step in this month away", charts_unmark,
		.quiet = true},
	{{'r'}, "refresh", "Count again", charts_again, .quiet = true},
	{{0}},
};

static const struct view charts_view = {
	.name = "charts",
	.title = "Charts",
	.help = "One chart at a time, of the last whole months. Left and right go from point "
		"to point, up and down from part to part; the message line says what is in "
		"focus. A line has a mean and limits: between these lies what chance alone "
		"brings. A triangle is out of limits; a diamond is one of 7 or more in a row "
		"on "
		"one side of the mean, of 7 or more that rise or fall, or of 2 in 3 near a "
		"limit. With fewer than 12 points the limits are provisional. Where practice "
		"was changed on purpose, mark a step: mean and limits begin anew there.",
	.size = sizeof(struct charts),
	.keys = keys,
	.open = open_charts,
	.close = close_charts,
	.paint = charts_paint,
	.status = status,
	.save = save,
	.restore = restore,
};

int charts_open_at(struct session *session, const char *asked)
{
	return require(session, RIGHT_REPORT, NULL) ? -1
						    : view_open(session, &charts_view, asked);
}

int charts_screen(struct session *session)
{
	return charts_open_at(session, NULL);
}
