// SPDX-License-Identifier: MIT
// The themes of learning, with how often each was seen and what came of it.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/learning-private.h"
#include "tui/learning.h"
#include "tui/list.h"
#include "tui/prompt.h"

enum period { YEAR_BACK, QUARTER, QUARTER_BEFORE, FINANCIAL_YEAR, YEAR_BEFORE, PERIODS };

struct themes {
	struct list list;
	struct learning_theme *all;
	size_t count;
	int period; // enum period
};

static const struct choice periods[PERIODS] = {
	[YEAR_BACK] = {"the last twelve months", NULL, 't', THEME_TEXT},
	[QUARTER] = {"this quarter", NULL, 'q', THEME_TEXT},
	[QUARTER_BEFORE] = {"the quarter before", NULL, 'b', THEME_TEXT},
	[FINANCIAL_YEAR] = {"this financial year", NULL, 'y', THEME_TEXT},
	[YEAR_BEFORE] = {"the financial year before", NULL, 'l', THEME_TEXT},
};

static struct date_range range_of(int period, date today)
{
	switch (period) {
	case QUARTER: return date_quarter_of(today);
	case QUARTER_BEFORE: return date_quarter_of(date_quarter_of(today).first - 1);
	case FINANCIAL_YEAR: return date_year_of(today);
	case YEAR_BEFORE: return date_year_of(date_year_of(today).first - 1);
	default: return learning_year(today);
	}
}

static struct learning_filter filter_of(const struct screen *screen, int64_t theme_id)
{
	const struct themes *themes = screen->state;

	return (struct learning_filter){
		.range = range_of(themes->period, screen->session->today),
		.theme_id = theme_id};
}

static const struct list_column columns[] = {
	{"Theme", 20, 3, 0, false},
	{"Strength", 8, 0, 2, true},
	{"To develop", 10, 0, 0, true},
	{"Open", 5, 0, 0, true},
	{"Done", 5, 0, 1, true},
	{"Exemplars", 9, 0, 3, true},
};

static void add_row(struct list *list, int index)
{
	const struct themes *themes = list->screen->state;
	const struct learning_theme *one = &themes->all[index];
	const int64_t numbers[] = {
		one->strengths, one->developments, one->open, one->done, one->exemplars};
	char text[LENGTH(numbers)][24];
	struct list_cell cells[LENGTH(columns)] = {
		{one->id == LEARNING_NONE ? "(audits without a theme)" : one->name,
			one->id == LEARNING_NONE ? THEME_MUTED : THEME_TEXT}};

	for (size_t i = 0; i < LENGTH(numbers); i++) {
		snprintf(text[i], sizeof(text[i]), "%lld", (long long)numbers[i]);
		cells[i + 1] = (struct list_cell){text[i], THEME_TEXT};
	}
	list_add(list, one->id, index, NULL, cells);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct themes *themes = context;

	return list_fetch_indexed(list, from, forward, count, (int)themes->count, add_row);
}

static const char *empty(void *context)
{
	return "No audit of this period names a theme, and no action for the service came of "
	       "one: f chooses another period.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

static int read_all(struct screen *screen)
{
	struct themes *themes = screen->state;
	struct learning_filter filter = filter_of(screen, LEARNING_ALL);
	struct learning_theme *all;
	size_t count;

	if (learning_themes(screen->session, &filter, &all, &count) != 0)
		return -1;
	learning_themes_free(themes->all, themes->count);
	themes->all = all;
	themes->count = count;
	return 0;
}

static int refresh(struct screen *screen)
{
	return read_all(screen) != 0 ? -1
				     : list_reload(&((struct themes *)screen->state)->list);
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct themes *themes = screen->state;

	if (read_all(screen) != 0)
		return -1;
	list_init(&themes->list, screen, &source, themes);
	view_focus(screen, &themes->list, list_keys);
	return list_reload(&themes->list);
}

static void close_screen(struct screen *screen)
{
	struct themes *themes = screen->state;

	list_finish(&themes->list);
	learning_themes_free(themes->all, themes->count);
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

static void paint(struct screen *screen)
{
	list_paint(&((struct themes *)screen->state)->list, screen->body);
}

static void idle(struct screen *screen)
{
	list_idle(&((struct themes *)screen->state)->list);
}

static int open_theme(struct screen *screen)
{
	const struct themes *themes = screen->state;
	const struct list_row *row = list_focus(&themes->list);
	struct learning_wish wish;

	if (row == NULL)
		return fail(ERROR_MISSING, "There is no theme here");
	wish.filter = filter_of(screen, themes->all[row->number].id);
	wish.name = themes->all[row->number].name;
	return learning_page(screen->session, &wish);
}

static int ask_period(struct screen *screen)
{
	struct themes *themes = screen->state;
	int chosen =
		prompt_choice("Audits completed in", periods, LENGTH(periods), themes->period);

	if (chosen < 0)
		return 0;
	themes->period = chosen;
	return read_all(screen) != 0 ? -1 : list_restart(&themes->list, false);
}

static int show_exemplars(struct screen *screen)
{
	return exemplars_screen(screen->session);
}

static int show_candidates(struct screen *screen)
{
	struct learning_filter filter = filter_of(screen, LEARNING_ALL);

	return candidates_screen(screen->session, &filter);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "What the service does about the theme, and what good looks like",
		open_theme},
	{{'f'}, "period", "In which the audits were completed", ask_period},
	{{'x'}, "exemplars", "Good practice to learn from", show_exemplars},
	{{'c'}, "candidates", "What exemplars can be made of", show_candidates,
		NEEDS(RIGHT_LIBRARY)},
	{{'R'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

static void status(struct screen *screen, char *text, size_t size)
{
	const struct themes *themes = screen->state;

	snprintf(text, size,
		"Of %s (f: another). Open, done: actions for the "
		"service",
		periods[themes->period].name);
}

static char *save(struct screen *screen)
{
	return xasprintf("%d", ((struct themes *)screen->state)->period);
}

static void restore(struct screen *screen, const char *text)
{
	struct themes *themes = screen->state;
	long period = strtol(text, NULL, 10);

	themes->period = period >= 0 && period < PERIODS ? (int)period : YEAR_BACK;
}

int learning_screen(struct session *session)
{
	static const struct view view = {
		.name = "learning",
		.title = "Learning",
		.help = "What audits teach the service: each theme with how many audits named "
			"it as a strength and as an area to develop, and how many actions for "
			"the service came of them. An audit with two themes counts under both. "
			"Whose case it was is not told. The period is remembered for the next "
			"time.",
		.size = sizeof(struct themes),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.idle = idle,
		.status = status,
		.save = save,
		.restore = restore,
	};

	if (require(session, RIGHT_REPORT, NULL) != 0)
		return -1;
	return view_open(session, &view, NULL);
}
