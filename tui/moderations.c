// SPDX-License-Identifier: MIT
// The queue of moderations: mine, open, disputed, outcomes, completed.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/inadequate.h"
#include "tui/moderations-private.h"
#include "tui/prompt.h"
#include "tui/screens.h"

struct moderations {
	enum moderation_list tab;
	bool offered[MODERATIONS_COUNT];
	int64_t counts[MODERATIONS_COUNT]; // -1: not counted
	char *words;                       // that narrow it; never NULL
	struct list list;
	bool listed;
};

static const char *const tab_names[MODERATIONS_COUNT] = {
	[MODERATIONS_MINE] = "Mine",
	[MODERATIONS_OPEN] = "Open",
	[MODERATIONS_DISPUTED] = "Disputed",
	[MODERATIONS_OUTCOMES] = "My outcomes",
	[MODERATIONS_COMPLETED] = "Completed",
};

static struct moderations *state_of(struct screen *screen)
{
	return screen->state;
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct moderations *moderations = context;

	return moderation_rows_fetch(
		list, moderations->tab, moderations->words, NULL, from, forward, count);
}

static const char *empty(void *context)
{
	static const char *const words[MODERATIONS_COUNT] = {
		[MODERATIONS_MINE] = "Nothing is yours to moderate.",
		[MODERATIONS_OPEN] = "No moderation is open. QA selects audits of a month with "
				     "s, or one by hand with +.",
		[MODERATIONS_DISPUTED] = "No outcome is disputed.",
		[MODERATIONS_OUTCOMES] = "No outcome of your audits waits to be acknowledged.",
		[MODERATIONS_COMPLETED] = "No moderation is completed yet.",
	};
	const struct moderations *moderations = context;

	return *moderations->words
		       ? "Nothing here fits the filter. f changes it, F takes it away."
		       : words[moderations->tab];
}

static const struct list_source source = {moderation_columns, MODERATION_COLUMNS, fetch, empty};

// Which tabs are there, and how much stands in each; the completed ones grow without end, and are not counted.
static void count(struct screen *screen)
{
	struct moderations *moderations = state_of(screen);
	bool moderates = may(screen->session, RIGHT_MODERATE, NULL);
	bool selects = may(screen->session, RIGHT_SAMPLE, NULL);

	for (int tab = 0; tab < MODERATIONS_COUNT; tab++) {
		moderations->counts[tab] = -1;
		if (tab != MODERATIONS_COMPLETED && moderation_list_count(screen->session, tab,
							    &moderations->counts[tab]) != 0)
			view_error();
		moderations->offered[tab] = moderations->counts[tab] > 0;
	}
	moderations->offered[MODERATIONS_MINE] |= moderates;
	moderations->offered[MODERATIONS_OPEN] |= moderates || selects;
	moderations->offered[MODERATIONS_COMPLETED] = true;
}

static void show_tab(struct screen *screen, enum moderation_list tab)
{
	struct moderations *moderations = state_of(screen);

	if (moderations->listed)
		list_finish(&moderations->list);
	moderations->tab = tab;
	list_init(&moderations->list, screen, &source, moderations);
	moderations->listed = true;
	view_focus(screen, &moderations->list, list_keys);
	list_restart(&moderations->list, false);
}

// Where the work is: the first tab with something in it.
static enum moderation_list first_tab(const struct moderations *moderations)
{
	for (int tab = 0; tab < MODERATIONS_COUNT; tab++)
		if (moderations->offered[tab] && moderations->counts[tab] > 0)
			return tab;
	for (int tab = 0; tab < MODERATIONS_COUNT; tab++)
		if (moderations->offered[tab])
			return tab;
	return MODERATIONS_COMPLETED;
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct moderations *moderations = state_of(screen);

	if (!moderations->words)
		moderations->words = xstrdup("");
	count(screen);
	show_tab(screen, first_tab(moderations));
	return 0;
}

static void close_screen(struct screen *screen)
{
	struct moderations *moderations = state_of(screen);

	list_finish(&moderations->list);
	free(moderations->words);
}

static int refresh(struct screen *screen)
{
	count(screen);
	return list_reload(&state_of(screen)->list);
}

static void shown(struct screen *screen)
{
	refresh(screen);
}

static void idle(struct screen *screen)
{
	list_idle(&state_of(screen)->list);
}

static void paint(struct screen *screen)
{
	struct moderations *moderations = state_of(screen);
	struct rect place = screen->body;
	int col = place.col + 1, end = place.col + place.cols - 1;
	char number[24];

	for (int tab = 0; tab < MODERATIONS_COUNT; tab++) {
		bool focus = tab == (int)moderations->tab;

		if (!moderations->offered[tab])
			continue;
		number[0] = '\0';
		if (moderations->counts[tab] >= 0)
			snprintf(number, sizeof(number), " %" PRId64 "%s",
				moderations->counts[tab],
				moderations->counts[tab] < MODERATIONS_COUNTED ? "" : "+");
		col += paint_format(place.row, col, end - col, focus ? THEME_FOCUS : THEME_TEXT,
			       "%s%s%s%s", focus ? "[" : " ", tab_names[tab], number,
			       focus ? "]" : " ") +
		       1;
	}
	list_paint(&moderations->list,
		(struct rect){place.row + 2, place.col, place.rows - 2, place.cols});
}

static int step_tab(struct screen *screen, int step)
{
	struct moderations *moderations = state_of(screen);
	int tab = moderations->tab;

	do
		tab = (tab + step + MODERATIONS_COUNT) % MODERATIONS_COUNT;
	while (!moderations->offered[tab]);
	show_tab(screen, tab);
	view_stale(screen);
	return 0;
}

static int next_tab(struct screen *screen)
{
	return step_tab(screen, 1);
}

static int previous_tab(struct screen *screen)
{
	return step_tab(screen, -1);
}

static const struct list_row *focus(struct screen *screen)
{
	const struct list_row *row = list_focus(&state_of(screen)->list);

	if (!row)
		fail(ERROR_MISSING, "There is no moderation here");
	return row;
}

static int open_row(struct screen *screen)
{
	const struct list_row *row = focus(screen);

	return row ? screens_open_moderation(screen->session, row->id) : -1;
}

static int open_audit(struct screen *screen)
{
	const struct list_row *row = focus(screen);

	return row ? screens_open_audit(screen->session, row->id) : -1;
}

static int open_loop(struct screen *screen)
{
	const struct list_row *row = focus(screen);

	return row ? inadequate_screen(screen->session, row->id) : -1;
}

static int narrow(struct screen *screen, const char *words)
{
	xreplace(&state_of(screen)->words, words);
	return list_restart(&state_of(screen)->list, false);
}

static int filter(struct screen *screen)
{
	char *words = prompt_search(
		"Only those with (reference, case, team, service, auditor, moderator, state)",
		state_of(screen)->words);
	int result = words ? narrow(screen, words) : 0;

	free(words);
	return result;
}

static int clear(struct screen *screen)
{
	return narrow(screen, "");
}

static int select_month(struct screen *screen)
{
	return moderations_select(screen->session);
}

static int add(struct screen *screen)
{
	return moderations_add(screen->session);
}

static int assign(struct screen *screen)
{
	const struct list_row *row = focus(screen);

	if (!row)
		return -1;
	if (moderations_assign(screen->session, row->cells[0].text, row->cells[4].text) != 0)
		return -1;
	return refresh(screen);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Moderate it, or read what came of it", open_row, NEEDS(RIGHT_SEE)},
	{{K_TAB, 'l', K_RIGHT}, "next list", "Mine, open, disputed, my outcomes, completed",
		next_tab},
	{{K_BACKTAB, 'h', K_LEFT}, "previous list", "The list before", previous_tab,
		.quiet = true},
	{{'f'}, "filter", "Only those with some words: a team, a person, a reference", filter},
	{{'F'}, "clear filter", "Show all again", clear, .quiet = true},
	{{'s'}, "select", "Draw audits of a month to be moderated", select_month,
		NEEDS(RIGHT_SAMPLE)},
	{{'+'}, "add", "Have an audit moderated, with the reason", add, NEEDS(RIGHT_SAMPLE)},
	{{'a'}, "assign", "Give it to another moderator", assign, NEEDS(RIGHT_SAMPLE)},
	{{'A'}, "audit", "Open the audit itself", open_audit, NEEDS(RIGHT_SEE)},
	{{'L'}, "loop", "The audit's steps, actions and clocks on a time line", open_loop,
		NEEDS(RIGHT_SEE), .quiet = true},
	{{'r'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

static void status(struct screen *screen, char *text, size_t size)
{
	const char *words = state_of(screen)->words;

	if (*words)
		snprintf(text, size, "Only with \"%s\" (F: all)", words);
	else
		snprintf(text, size, "By due date; completed ones latest first");
}

static char *save(struct screen *screen)
{
	return xstrdup(state_of(screen)->words);
}

static void restore(struct screen *screen, const char *text)
{
	xreplace(&state_of(screen)->words, text);
}

int moderations_open_screen(struct session *session)
{
	static const struct view view = {
		.name = "moderations",
		.title = "Moderations",
		.help = "Senior managers moderate a sample of each month: they grade without "
			"knowing the auditor's grades, then see both and decide. QA draws the "
			"sample (s), adds single audits (+) and gives them to others (a). The "
			"filter is remembered.",
		.size = sizeof(struct moderations),
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

	if (require(session, RIGHT_SEE, NULL) != 0)
		return -1;
	return view_open(session, &view, NULL);
}
