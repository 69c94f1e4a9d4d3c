// SPDX-License-Identifier: MIT
// The agenda of one meeting of Confirm and Challenge: its audits.
#include <stdio.h>
#include <stdlib.h>

#include "core/challenge-agenda.h"
#include "core/challenge.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/challenge-private.h"
#include "tui/file-name.h"
#include "tui/list.h"
#include "tui/screens.h"

struct meeting {
	struct list list;
	char month[DATE_TEXT];
	struct challenge *all;
	size_t count;
};

static const struct list_column columns[] = {
	{"Audit", 12, 0, 0, false},
	{"Outcome", 15, 0, 0, false},
	{"Met on", 11, 0, 2, false},
	{"Service", 14, 1, 1, false},
	{"Team", 14, 1, 3, false, .last_word = true},
	{"Audited by", 14, 1, 4, false},
	{"How it came here", 24, 2, 5, false},
};

static enum theme_role outcome_role(enum challenge_outcome outcome)
{
	return outcome == CHALLENGE_WAITS        ? THEME_TITLE
	       : outcome == CHALLENGE_CHALLENGED ? THEME_OVERDUE
						 : THEME_TEXT;
}

static void add_row(struct list *list, int index)
{
	const struct meeting *meeting = list->screen->state;
	const struct challenge *one = &meeting->all[index];
	char met[DATE_TEXT], *how = challenge_how(one);

	list_add(list, one->id, index, NULL,
		(const struct list_cell[LENGTH(columns)]){
			{one->audit_ref, THEME_TEXT},
			{challenge_outcome_name(one->outcome), outcome_role(one->outcome)},
			{date_show(one->met_on, met), THEME_TEXT},
			{one->service, THEME_TEXT},
			{one->team, THEME_TEXT},
			{one->lead, THEME_TEXT},
			{how, THEME_TEXT},
		});
	free(how);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct meeting *meeting = context;

	return list_fetch_indexed(list, from, forward, count, (int)meeting->count, add_row);
}

static const char *empty(void *context)
{
	return "No audit that you may see is on this agenda.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

static int read_all(struct screen *screen)
{
	struct meeting *meeting = screen->state;
	struct challenge *all;
	size_t count;

	if (challenge_list(screen->session, meeting->month, &all, &count) != 0)
		return -1;
	challenge_list_free(meeting->all, meeting->count);
	meeting->all = all;
	meeting->count = count;
	return 0;
}

static int refresh(struct screen *screen)
{
	return read_all(screen) != 0 ? -1
				     : list_reload(&((struct meeting *)screen->state)->list);
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct meeting *meeting = screen->state;

	snprintf(meeting->month, sizeof(meeting->month), "%s", (const char *)argument);
	if (read_all(screen) != 0)
		return -1;
	list_init(&meeting->list, screen, &source, meeting);
	view_focus(screen, &meeting->list, list_keys);
	return list_reload(&meeting->list);
}

static void close_screen(struct screen *screen)
{
	struct meeting *meeting = screen->state;

	list_finish(&meeting->list);
	challenge_list_free(meeting->all, meeting->count);
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

static void paint(struct screen *screen)
{
	list_paint(&((struct meeting *)screen->state)->list, screen->body);
}

static void idle(struct screen *screen)
{
	list_idle(&((struct meeting *)screen->state)->list);
}

static const struct challenge *focus_of(struct screen *screen)
{
	const struct meeting *meeting = screen->state;
	const struct list_row *row = list_focus(&meeting->list);

	if (row != NULL)
		return &meeting->all[row->number];
	fail(ERROR_MISSING, "There is no audit here");
	return NULL;
}

static int open_page(struct screen *screen)
{
	const struct challenge *one = focus_of(screen);

	return one == NULL ? -1 : challenge_page(screen->session, one->id);
}

static int record(struct screen *screen)
{
	const struct challenge *one = focus_of(screen);

	return one == NULL ? -1 : challenge_outcome_form(screen->session, one->id);
}

static int raise_action(struct screen *screen)
{
	const struct challenge *one = focus_of(screen);

	return one == NULL ? -1 : challenge_action_form(screen->session, one->id);
}

static int open_audit(struct screen *screen)
{
	const struct challenge *one = focus_of(screen);

	return one == NULL ? -1 : screens_open_audit(screen->session, one->audit_id);
}

static int add(struct screen *screen)
{
	return challenge_add_form(screen->session, ((struct meeting *)screen->state)->month);
}

static int write_agenda(struct screen *screen)
{
	static const enum agenda_format formats[] = {[FILE_TEXT] = AGENDA_AS_TEXT,
		[FILE_CSV] = AGENDA_AS_CSV,
		[FILE_HTML] = AGENDA_AS_HTML};
	const struct meeting *meeting = screen->state;
	char *offer = xasprintf("agenda-%s.html", meeting->month), *path;
	struct agenda agenda;
	enum file_form form;
	int result = file_name_ask(offer, &path, &form);

	free(offer);
	if (!path)
		return result;
	result = agenda_load(screen->session, meeting->month, &agenda);
	if (result == 0) {
		result = agenda_write(screen->session, &agenda, formats[form], NULL, path);
		agenda_finish(&agenda);
	}
	if (result == 0)
		view_say("Written to %s", path);
	free(path);
	return result;
}

static const struct key keys[] = {
	{{K_ENTER}, "page", "Where the audit stands: grades, steps, actions, review",
		open_page},
	{{'e'}, "outcome", "What the meeting said of it", record},
	{{'+'}, "action", "Raises an action from it", raise_action, NEEDS(RIGHT_LOOP)},
	{{'o'}, "audit", "Opens the audit itself", open_audit},
	{{'a'}, "add", "Puts another audit on this agenda, with a reason", add,
		NEEDS(RIGHT_SAMPLE)},
	{{'w'}, "write", "Writes the agenda to a file: text, HTML or CSV", write_agenda},
	{{'R'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

static void describe(struct screen *screen, char *text, size_t size)
{
	const struct meeting *meeting = screen->state;
	struct date_range month;
	char name[DATE_TEXT] = "";

	if (date_parse_month(meeting->month, &month) == 0)
		date_show_month(month.first, name);
	snprintf(text, size, "%s", name);
}

int challenge_meeting(struct session *session, const char *month)
{
	static const struct view view = {
		.name = "agenda",
		.title = "Confirm and Challenge",
		.help = "The audits on the agenda of a meeting. What was deferred stands on "
			"the next month's agenda by itself.",
		.size = sizeof(struct meeting),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.idle = idle,
		.describe = describe,
	};

	return view_open(session, &view, month);
}
