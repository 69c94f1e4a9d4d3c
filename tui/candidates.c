// SPDX-License-Identifier: MIT
// What exemplars can be made of: good practice as audits have it, with the case taken out as a proposal.
#include <stdio.h>
#include <stdlib.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/learning-private.h"
#include "tui/list.h"
#include "tui/prompt.h"
#include "tui/screens.h"

enum { MOST = 500 };

struct candidates {
	struct list list;
	struct learning_filter filter;
	struct learning_candidate *all;
	size_t count;
};

static const struct list_column columns[] = {
	{"Audit", 12, 0, 0, false},
	{"Grade", 11, 0, 1, false},
	{"Seen in", 15, 0, 2, false},
	{"Made", 4, 0, 3, true},
	{"With the case taken out", 24, 1, 0, false},
};

static void add_row(struct list *list, int index)
{
	static const char *const sources[] = {"works well", "good practice", "moderation"};
	const struct candidates *candidates = list->screen->state;
	const struct learning_candidate *one = &candidates->all[index];
	char made[24];

	snprintf(made, sizeof(made), "%lld", (long long)one->exemplars);
	list_add(list, index, index, NULL,
		(const struct list_cell[LENGTH(columns)]){
			{one->audit_ref, THEME_TEXT},
			{grade_name(one->grade), THEME_TEXT},
			{sources[one->source], THEME_TEXT},
			{one->exemplars ? made : "", THEME_TEXT},
			{one->proposal, THEME_TEXT},
		});
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct candidates *candidates = context;

	return list_fetch_indexed(list, from, forward, count, (int)candidates->count, add_row);
}

static const char *empty(void *context)
{
	return "No audit of this period says what was good: the period is chosen under "
	       "Learning.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

static int read_all(struct screen *screen)
{
	struct candidates *candidates = screen->state;
	struct learning_candidate *all;
	size_t count;

	if (learning_candidates(screen->session, &candidates->filter, MOST, &all, &count) != 0)
		return -1;
	learning_candidates_free(candidates->all, candidates->count);
	candidates->all = all;
	candidates->count = count;
	return 0;
}

static int refresh(struct screen *screen)
{
	return read_all(screen) != 0 ? -1
				     : list_reload(&((struct candidates *)screen->state)->list);
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct candidates *candidates = screen->state;

	candidates->filter = *(const struct learning_filter *)argument;
	if (read_all(screen) != 0)
		return -1;
	list_init(&candidates->list, screen, &source, candidates);
	view_focus(screen, &candidates->list, list_keys);
	return list_reload(&candidates->list);
}

static void close_screen(struct screen *screen)
{
	struct candidates *candidates = screen->state;

	list_finish(&candidates->list);
	learning_candidates_free(candidates->all, candidates->count);
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

static void paint(struct screen *screen)
{
	list_paint(&((struct candidates *)screen->state)->list, screen->body);
}

static void idle(struct screen *screen)
{
	list_idle(&((struct candidates *)screen->state)->list);
}

static const struct learning_candidate *focus_of(struct screen *screen)
{
	const struct candidates *candidates = screen->state;
	const struct list_row *row = list_focus(&candidates->list);

	if (row != NULL)
		return &candidates->all[row->number];
	fail(ERROR_MISSING, "There is nothing here to make an exemplar of");
	return NULL;
}

static int make(struct screen *screen)
{
	const struct candidates *candidates = screen->state;
	const struct learning_candidate *one = focus_of(screen);

	if (one == NULL)
		return -1;
	return exemplar_new_form(screen->session, one, candidates->filter.theme_id);
}

static int read_one(struct screen *screen)
{
	const struct learning_candidate *one = focus_of(screen);

	if (one == NULL)
		return -1;
	prompt_notice(one->audit_ref, one->proposal);
	return 0;
}

static int open_audit(struct screen *screen)
{
	const struct learning_candidate *one = focus_of(screen);

	return one == NULL ? -1 : screens_open_audit(screen->session, one->audit_id);
}

static const struct key keys[] = {
	{{K_ENTER}, "make", "Makes an exemplar of it: you edit the words first", make},
	{{'v'}, "read", "Read the whole of it", read_one},
	{{'o'}, "audit", "Opens the audit", open_audit},
	{{'R'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

int candidates_screen(struct session *session, const struct learning_filter *filter)
{
	static const struct view view = {
		.name = "candidates",
		.title = "What exemplars can be made of",
		.help = "What works well in audits graded Good or Outstanding, and good "
			"practice that auditors and moderators named, newest first. "
			"References and names are replaced as a proposal: read it all the "
			"same before you share it, because a story can tell whose it is "
			"without a name.",
		.size = sizeof(struct candidates),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.idle = idle,
	};

	if (require(session, RIGHT_LIBRARY, NULL) != 0)
		return -1;
	return view_open(session, &view, filter);
}
