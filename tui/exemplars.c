// SPDX-License-Identifier: MIT
// The library of good practice: its exemplars, and what new ones can be made of.
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

struct exemplars {
	struct list list;
	struct exemplar *all;
	size_t count;
	bool withdrawn; // those taken off the list are shown too
};

static const struct list_column columns[] = {
	{"Exemplar", 24, 3, 0, false},
	{"Theme", 16, 1, 0, false},
	{"Domain", 8, 0, 2, false},
	{"Service", 12, 1, 1, false},
	{"Added", 11, 0, 3, false},
	{"State", 9, 0, 4, false},
};

static void add_row(struct list *list, int index)
{
	const struct exemplars *exemplars = list->screen->state;
	const struct exemplar *one = &exemplars->all[index];
	bool off = one->withdrawn_on != DATE_NONE;
	char added[DATE_TEXT];

	list_add(list, one->id, index, NULL,
		(const struct list_cell[LENGTH(columns)]){
			{one->title, off ? THEME_MUTED : THEME_TEXT},
			{one->theme, THEME_TEXT},
			{one->domain, THEME_TEXT},
			{one->service, THEME_TEXT},
			{date_show(one->added_on, added), THEME_TEXT},
			{off ? "withdrawn" : "", THEME_MUTED},
		});
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct exemplars *exemplars = context;

	return list_fetch_indexed(list, from, forward, count, (int)exemplars->count, add_row);
}

static const char *empty(void *context)
{
	const struct exemplars *exemplars = context;

	return may(exemplars->list.screen->session, RIGHT_LIBRARY, NULL)
		       ? "No exemplar is kept yet: c under Learning shows what one can be made "
			 "of."
		       : "No exemplar is kept yet. QA makes them of what audits found good.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

static int read_all(struct screen *screen)
{
	struct exemplars *exemplars = screen->state;
	struct exemplar *all;
	size_t count;

	if (exemplar_list(screen->session, LEARNING_ALL, exemplars->withdrawn, &all, &count) !=
		0)
		return -1;
	exemplars_free(exemplars->all, exemplars->count);
	exemplars->all = all;
	exemplars->count = count;
	return 0;
}

static int refresh(struct screen *screen)
{
	return read_all(screen) != 0 ? -1
				     : list_reload(&((struct exemplars *)screen->state)->list);
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct exemplars *exemplars = screen->state;

	if (read_all(screen) != 0)
		return -1;
	list_init(&exemplars->list, screen, &source, exemplars);
	view_focus(screen, &exemplars->list, list_keys);
	return list_reload(&exemplars->list);
}

static void close_screen(struct screen *screen)
{
	struct exemplars *exemplars = screen->state;

	list_finish(&exemplars->list);
	exemplars_free(exemplars->all, exemplars->count);
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

static void paint(struct screen *screen)
{
	list_paint(&((struct exemplars *)screen->state)->list, screen->body);
}

static void idle(struct screen *screen)
{
	list_idle(&((struct exemplars *)screen->state)->list);
}

static const struct exemplar *focus_of(struct screen *screen)
{
	const struct exemplars *exemplars = screen->state;
	const struct list_row *row = list_focus(&exemplars->list);

	if (row != NULL)
		return &exemplars->all[row->number];
	fail(ERROR_MISSING, "There is no exemplar here");
	return NULL;
}

static int read_one(struct screen *screen)
{
	const struct exemplar *one = focus_of(screen);

	if (one == NULL)
		return -1;
	prompt_notice(one->title, one->text);
	return 0;
}

static int change(struct screen *screen)
{
	const struct exemplar *one = focus_of(screen);

	return one == NULL ? -1 : exemplar_form(screen->session, one->id);
}

static int withdraw(struct screen *screen)
{
	const struct exemplar *one = focus_of(screen);
	bool back;
	int result;

	if (one == NULL)
		return -1;
	back = one->withdrawn_on != DATE_NONE;
	if (!back && !prompt_word("Take this exemplar off the list?", "withdraw"))
		return 0;
	result = exemplar_withdraw(screen->session, one->id, one->revision, back);
	if (result == 0)
		view_say(back ? "On the list again"
			      : "Off the list; v shows it, w puts it back");
	return refresh(screen) == 0 ? result : -1;
}

static int toggle(struct screen *screen)
{
	struct exemplars *exemplars = screen->state;

	exemplars->withdrawn = !exemplars->withdrawn;
	return read_all(screen) != 0 ? -1 : list_restart(&exemplars->list, false);
}

static const struct key keys[] = {
	{{K_ENTER}, "read", "Read the whole of it", read_one},
	{{'e'}, "change", "Change its words, theme or domain", change, NEEDS(RIGHT_LIBRARY)},
	{{'w'}, "withdraw", "Takes it off the list, or puts it back", withdraw,
		NEEDS(RIGHT_LIBRARY)},
	{{'v'}, "all", "Those withdrawn too, or only those on the list", toggle},
	{{'R'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

int exemplars_screen(struct session *session)
{
	static const struct view view = {
		.name = "exemplars",
		.title = "Good practice",
		.help = "Examples of good practice to learn from, by theme. They name no case, "
			"no child and no member of staff: a text that does is refused.",
		.size = sizeof(struct exemplars),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.idle = idle,
	};

	return view_open(session, &view, NULL);
}
