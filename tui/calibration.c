// SPDX-License-Identifier: MIT
// The list of calibration rounds: those that one is in, for QA all.
#include <stdio.h>
#include <stdlib.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/calibration-private.h"
#include "tui/list.h"
#include "tui/prompt.h"
#include "tui/screens.h"

struct rounds {
	struct list list;
	struct calibration **all;
	size_t count;
};

static const struct list_column columns[] = {
	{"Round", 18, 2, 0, false},
	{"Case", 11, 0, 2, false},
	{"Grades up to", 12, 0, 1, false},
	{"State", 21, 0, 0, false},
	{"Sealed", 8, 0, 3, true},
	{"Yours", 8, 0, 0, false},
};

static struct rounds *rounds_of(const struct list *list)
{
	return list->screen->state;
}

static char *state_of(const struct calibration *one)
{
	char day[DATE_TEXT];

	if (one->closed_on != DATE_NONE)
		return xasprintf("closed %s", date_show(one->closed_on, day));
	return xstrdup(one->runs_late ? "its day has gone by" : "open");
}

static void add_row(struct list *list, int index)
{
	const struct calibration *one = rounds_of(list)->all[index];
	bool all = may(list->screen->session, RIGHT_SAMPLE, NULL);
	bool closed = one->closed_on != DATE_NONE;
	char day[DATE_TEXT],
		*state = state_of(one),
		*sealed = all || closed ? xasprintf("%zu of %zu", one->sealed_count,
						  one->auditor_count)
					: xstrdup("");
	const char *mine = one->me < 0 ? "" : one->sealed ? "sealed" : closed ? "" : "to grade";
	const struct list_cell cells[LENGTH(columns)] = {
		{one->name, THEME_TEXT},
		{one->case_ref, THEME_TEXT},
		{date_show(one->due_on, day), THEME_TEXT},
		{state, one->runs_late ? THEME_OVERDUE : THEME_TEXT},
		{sealed, THEME_TEXT},
		{mine, THEME_TEXT},
	};

	list_add(list, one->id, index, NULL, cells);
	free(state);
	free(sealed);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, (int)rounds_of(list)->count, add_row);
}

static const char *empty(void *context)
{
	const struct rounds *rounds = context;

	return may(rounds->list.screen->session, RIGHT_SAMPLE, NULL)
		       ? "No rounds yet: n opens one. Two or more people grade one case, each "
			 "by "
			 "themselves; then you talk about how far apart you are."
		       : "You are in no calibration round. QA opens them.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

static int read_all(struct screen *screen)
{
	struct rounds *rounds = screen->state;

	calibration_list_free(rounds->all, rounds->count);
	return calibration_list(screen->session, &rounds->all, &rounds->count);
}

static int refresh(struct screen *screen)
{
	struct rounds *rounds = screen->state;

	return read_all(screen) ? -1 : list_reload(&rounds->list);
}

static int open_rounds(struct screen *screen, const void *argument)
{
	struct rounds *rounds = screen->state;

	if (read_all(screen))
		return -1;
	list_init(&rounds->list, screen, &source, rounds);
	view_focus(screen, &rounds->list, list_keys);
	list_reload(&rounds->list);
	return 0;
}

static void close_rounds(struct screen *screen)
{
	struct rounds *rounds = screen->state;

	list_finish(&rounds->list);
	calibration_list_free(rounds->all, rounds->count);
}

static void shown(struct screen *screen)
{
	if (refresh(screen))
		view_error();
}

static void paint(struct screen *screen)
{
	list_paint(&((struct rounds *)screen->state)->list, screen->body);
}

static const struct calibration *focus_of(struct screen *screen)
{
	struct rounds *rounds = screen->state;
	const struct list_row *row = list_focus(&rounds->list);

	if (row)
		return rounds->all[row->number];
	fail(ERROR_MISSING, "There is no round here");
	return NULL;
}

static int open_round(struct screen *screen)
{
	const struct calibration *one = focus_of(screen);

	if (!one)
		return -1;
	if (one->me >= 0 && !one->sealed && one->closed_on == DATE_NONE)
		return calibration_grading(screen->session, one->name);
	return calibration_result(screen->session, one->name);
}

static int add(struct screen *screen)
{
	return calibration_new(screen->session);
}

static int close_round(struct screen *screen)
{
	const struct calibration *one = focus_of(screen);
	struct calibration *calibration;
	char *question;
	bool sure;
	int result;

	if (!one)
		return -1;
	if (one->closed_on != DATE_NONE)
		return fail(ERROR_DATA, "This round is closed already: Enter shows it");
	calibration = calibration_open(screen->session, one->name);
	if (!calibration)
		return -1;
	question = xasprintf(
		"Close round %s, of which %zu of %zu are sealed? What is not sealed "
		"does not count.",
		calibration->name, calibration->sealed_count, calibration->auditor_count);
	sure = prompt_word(question, "close");
	result = sure ? calibration_close(screen->session, calibration) : 0;
	if (sure && !result)
		view_say("Closed: everybody in it is told, and sees the grades");
	free(question);
	calibration_destroy(calibration);
	return result || refresh(screen) ? -1 : 0;
}

static void idle(struct screen *screen)
{
	list_idle(&((struct rounds *)screen->state)->list);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Grade in the round, or see how it stands and what came out",
		open_round},
	{{'n', '+'}, "new round", "Has two or more people grade one case", add,
		NEEDS(RIGHT_SAMPLE)},
	{{'c'}, "close", "Ends the round: all in it see the grades", close_round,
		NEEDS(RIGHT_SAMPLE)},
	{{'r'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

int calibration_screen(struct session *session)
{
	static const struct view view = {
		.name = "calibration",
		.title = "Calibration rounds",
		.help = "In a round many grade one case, each by themselves and by a day. "
			"Nobody sees what another gave until QA closes it; then it shows how "
			"the grades spread in each domain, and how far each person is from the "
			"middle: for you to talk about, not to judge anybody by.",
		.size = sizeof(struct rounds),
		.keys = keys,
		.open = open_rounds,
		.close = close_rounds,
		.shown = shown,
		.paint = paint,
		.idle = idle,
	};

	return view_open(session, &view, NULL);
}
