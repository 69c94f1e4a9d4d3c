// SPDX-License-Identifier: MIT
// The tracker: two lists, actions and steps, of everything that is open, by the day it is due.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/inadequate.h"
#include "tui/prompt.h"
#include "tui/screens.h"
#include "tui/step.h"
#include "tui/tracker-private.h"

static int show_list(struct screen *screen)
{
	struct tracker *tracker = screen->state;

	if (tracker->listed)
		list_finish(&tracker->list);
	list_init(&tracker->list, screen, tracker_source(tracker), tracker);
	tracker->listed = true;
	view_focus(screen, &tracker->list, list_keys);
	return list_restart(&tracker->list, false);
}

int tracker_apply(struct screen *screen)
{
	struct tracker *tracker = screen->state;
	int result;

	tracker_walks_end(tracker);
	tracker->tab = tracker->wish[WISH_TAB][0] == '\0' ? TRACKER_ACTIONS : TRACKER_STEPS;
	result = tracker_resolve(screen->session, tracker);
	return show_list(screen) != 0 ? -1 : result;
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct tracker *tracker = screen->state;

	tracker_wish_parse(tracker, ""); // where nothing was remembered
	if (argument) {
		tracker->kept = tracker_wish_write(tracker);
		tracker_wish_clear(tracker);
		xreplace(&tracker->wish[WISH_GROUP], "");
		xreplace(&tracker->wish[WISH_TAB], "");
		tracker_wish_parse(tracker, argument);
	}
	if (tracker_apply(screen) != 0)
		view_error();
	return 0;
}

static void close_screen(struct screen *screen)
{
	struct tracker *tracker = screen->state;

	list_finish(&tracker->list);
	tracker_walks_end(tracker);
	tracker_wish_finish(tracker);
	free(tracker->marks);
	free(tracker->kept);
}

// Reports are as at the end of their period; this is as at today, which is said where there is room for it.
static void paint_today(const struct screen *screen, int from, int end)
{
	char day[DATE_TEXT], text[64];

	snprintf(text, sizeof(text), "as at today, %s", date_show(screen->session->today, day));
	if (from + paint_width(text) <= end)
		paint_text(screen->body.row, end - paint_width(text), paint_width(text),
			THEME_MUTED, text);
}

static void paint_tabs(const struct screen *screen)
{
	const struct tracker *tracker = screen->state;
	static const char *const names[TRACKER_TABS] = {"Actions", "Steps"};
	int col = screen->body.col + 1, end = screen->body.cols - 1;
	char narrowed[200];

	for (int i = 0; i < TRACKER_TABS; i++) {
		bool here = (int)tracker->tab == i;
		col += paint_format(screen->body.row, col, end - col,
			       here ? THEME_TITLE : THEME_MUTED, here ? "[%s]" : " %s ",
			       names[i]) +
		       1;
	}
	if (tracker->mark_count > 0)
		col += paint_format(screen->body.row, col + 1, end - col - 1, THEME_TITLE,
			       "%zu marked: p is for all", tracker->mark_count) +
		       2;
	tracker_wish_words(tracker, narrowed, sizeof(narrowed));
	if (narrowed[0] != '\0')
		col += 2 + paint_format(screen->body.row, col + 1, end - col - 1, THEME_MESSAGE,
				   "Only %s (F: all)", narrowed);
	paint_today(screen, col + 1, end);
}

static void paint(struct screen *screen)
{
	struct rect place = screen->body;

	paint_tabs(screen);
	place.row++;
	place.rows--;
	list_paint(&((struct tracker *)screen->state)->list, place);
}

static void idle(struct screen *screen)
{
	list_idle(&((struct tracker *)screen->state)->list);
}

static int refresh(struct screen *screen)
{
	struct tracker *tracker = screen->state;

	tracker_walks_end(tracker); // it goes by what was there when it began
	return list_reload(&tracker->list);
}

static void shown(struct screen *screen)
{
	refresh(screen);
}

static const struct list_row *focus(const struct screen *screen)
{
	const struct list_row *row = list_focus(&((const struct tracker *)screen->state)->list);

	if (row == NULL)
		fail(ERROR_MISSING, "There is nothing here");
	return row;
}

static int64_t audit_in_focus(const struct screen *screen)
{
	const struct tracker *tracker = screen->state;
	const struct list_row *row = focus(screen);
	struct tracker_place place;
	char *key = row == NULL ? NULL : xstrdup(row->key);

	if (row == NULL)
		return -1;
	if (tracker->tab == TRACKER_STEPS)
		tracker_step_place(row, key, &place.audit_id, &place.words);
	else
		tracker_place(row, key, &place);
	free(key);
	return place.audit_id;
}

static int open_row(struct screen *screen)
{
	const struct tracker *tracker = screen->state;
	const struct list_row *row = focus(screen);

	if (row == NULL)
		return -1;
	return tracker->tab == TRACKER_ACTIONS ? tracker_action(screen->session, row->id)
					       : step_open(screen->session, row->id);
}

static int open_audit(struct screen *screen)
{
	int64_t id = audit_in_focus(screen);

	return id < 0 ? -1 : screens_open_audit(screen->session, id);
}

static int open_loop(struct screen *screen)
{
	int64_t id = audit_in_focus(screen);

	return id < 0 ? -1 : inadequate_screen(screen->session, id);
}

static int next_tab(struct screen *screen)
{
	struct tracker *tracker = screen->state;

	xreplace(&tracker->wish[WISH_TAB], tracker->tab == TRACKER_ACTIONS ? "steps" : "");
	return tracker_apply(screen);
}

static int only_actions(const struct screen *screen)
{
	const struct tracker *tracker = screen->state;

	return tracker->tab == TRACKER_ACTIONS
		       ? 0
		       : fail(ERROR_USAGE, "That is for actions: Tab shows them");
}

static int mark(struct screen *screen)
{
	struct tracker *tracker = screen->state;
	const struct list_row *row = focus(screen);
	int at;

	if (row == NULL || only_actions(screen) != 0)
		return -1;
	at = tracker_marked(tracker, row->id);
	if (at >= 0) {
		tracker->marks[at] = tracker->marks[--tracker->mark_count];
	} else {
		tracker->marks = xgrow(tracker->marks, tracker->mark_count, &tracker->mark_room,
			sizeof(*tracker->marks));
		tracker->marks[tracker->mark_count++] =
			(struct mark){row->id, (int)row->number};
	}
	if (list_reload(&tracker->list) != 0)
		return -1;
	list_move(&tracker->list, 1); // at the last row it stays
	view_stale(screen);
	return 0;
}

static int unmark(struct screen *screen)
{
	struct tracker *tracker = screen->state;

	if (tracker->mark_count == 0)
		return fail(ERROR_NONE, "Nothing is marked: Space marks an action");
	tracker->mark_count = 0;
	return refresh(screen);
}

// One act on the action in focus, as it stands.
static int act(struct screen *screen, enum tracker_act wanted)
{
	const struct list_row *row = focus(screen);
	struct action_row action = {0};
	int result;

	if (row == NULL || only_actions(screen) != 0)
		return -1;
	if (tracker_open(screen->session, row->id, &action) != 0)
		return -1;
	result = tracker_form(screen->session, wanted, &action);
	action_row_finish(&action);
	return result;
}

static int progress(struct screen *screen)
{
	if (((struct tracker *)screen->state)->mark_count > 0 && only_actions(screen) == 0)
		return tracker_bulk_form(screen);
	return act(screen, TRACKER_PROGRESS);
}

static int said_done(struct screen *screen)
{
	return act(screen, TRACKER_DONE);
}

static int verify(struct screen *screen)
{
	return act(screen, TRACKER_VERIFY);
}

static int search_steps(struct screen *screen)
{
	struct list *list = &((struct tracker *)screen->state)->list;
	char *text = prompt_search("Search for", list->search);
	int result = 0;

	if (text != NULL && *text != '\0') {
		list_search(list, text);
		result = list_find(list, true);
	}
	free(text);
	return result;
}

// Searches actions by filtering: what is left has the words. Steps have no texts of their own.
static int search(struct screen *screen)
{
	struct tracker *tracker = screen->state;
	char *text;

	if (tracker->tab == TRACKER_STEPS)
		return search_steps(screen);
	text = prompt_search("Words in what is to be done, or how it will be known",
		tracker->wish[WISH_TEXT]);
	if (text == NULL)
		return 0;
	xreplace(&tracker->wish[WISH_TEXT], text);
	free(text);
	return tracker_apply(screen);
}

// The list of actions holds what was found and nothing else.
static int step_found(struct screen *screen, bool forward)
{
	struct tracker *tracker = screen->state;

	if (tracker->tab == TRACKER_STEPS)
		return list_find(&tracker->list, forward);
	if (tracker->wish[WISH_TEXT][0] == '\0')
		return fail(ERROR_NONE, "Nothing to search for yet: / asks");
	return list_move(&tracker->list, forward ? 1 : -1);
}

static int next_found(struct screen *screen)
{
	return step_found(screen, true);
}

static int previous_found(struct screen *screen)
{
	return step_found(screen, false);
}

static int group(struct screen *screen)
{
	struct tracker *tracker = screen->state;
	char **by = &tracker->wish[WISH_GROUP];

	if (only_actions(screen) != 0)
		return -1;
	xreplace(by, (*by)[0] == '\0' ? "owner" : strcmp(*by, "owner") == 0 ? "team" : "");
	return tracker_apply(screen);
}

static int turn(struct screen *screen, enum wish_part part, const char *on)
{
	struct tracker *tracker = screen->state;

	xreplace(&tracker->wish[part], tracker->wish[part][0] == '\0' ? on : "");
	return tracker_apply(screen);
}

static int mine(struct screen *screen)
{
	return turn(screen, WISH_MINE, "yes");
}

static int overdue(struct screen *screen)
{
	return turn(screen, WISH_OVERDUE, "yes");
}

static int waiting(struct screen *screen)
{
	return only_actions(screen) != 0 ? -1 : turn(screen, WISH_STATE, "said to be done");
}

static int clear(struct screen *screen)
{
	tracker_wish_clear(screen->state);
	return tracker_apply(screen);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Open the action, or do the step, in focus", open_row,
		NEEDS(RIGHT_SEE)},
	{{K_TAB}, "other list", "The other list: actions, steps", next_tab},
	{{' '}, "mark", "Mark the action, for one progress and note over many", mark},
	{{'p'}, "progress", "Report the progress of the action, or of all that are marked",
		progress},
	{{'f'}, "filter", "Narrow the list: service, team, owner, colour, grade, priority ...",
		tracker_filter},
	{{'a'}, "audit", "Open its audit", open_audit, NEEDS(RIGHT_SEE)},
	{{'L'}, "loop", "All steps, actions and clocks of its audit, on a time line", open_loop,
		NEEDS(RIGHT_SEE)},
	{{'o'}, "group", "By due date, by owner, by team", group},
	{{'m'}, "mine / all", "Your own actions, and steps that you can sign; or all", mine},
	{{'d'}, "said done", "The action is done: what shows it", said_done, .quiet = true},
	{{'v'}, "verify", "QA has seen the evidence: the action is closed", verify,
		.quiet = true},
	{{'l'}, "overdue / all", "Only what is overdue, or all", overdue, .quiet = true},
	{{'w'}, "waiting / all", "Only what is said to be done and waits for QA, or all",
		waiting, .quiet = true},
	{{'/'}, "search", "Actions with these words", search},
	{{'n'}, "next found", "The next one found", next_found, .quiet = true},
	{{'N'}, "previous found", "The one found before", previous_found, .quiet = true},
	{{'u'}, "unmark", "Take all marks away", unmark, .quiet = true},
	{{'F'}, "clear filter", "Show everything that is open again", clear, .quiet = true},
	{{'r'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

static bool offers(const struct screen *screen, const struct key *row)
{
	const struct tracker *tracker = screen->state;

	return tracker->tab == TRACKER_ACTIONS ||
	       (row->run != mark && row->run != progress && row->run != group);
}

static void status(struct screen *screen, char *text, size_t size)
{
	const struct tracker *tracker = screen->state;
	const struct list_row *row = list_focus(&tracker->list);
	struct tracker_place place;
	char *key;

	if (row == NULL)
		return;
	key = xstrdup(row->key);
	if (tracker->tab == TRACKER_STEPS)
		tracker_step_place(row, key, &place.audit_id, &place.words);
	else
		tracker_place(row, key, &place);
	snprintf(text, size, "%s", place.words);
	free(key);
}

static char *save(struct screen *screen)
{
	const struct tracker *tracker = screen->state;

	return tracker->kept ? xstrdup(tracker->kept) : tracker_wish_write(tracker);
}

static void restore(struct screen *screen, const char *text)
{
	tracker_wish_parse(screen->state, text);
}

int tracker_screen(struct session *session)
{
	return tracker_open_at(session, NULL);
}

int tracker_open_at(struct session *session, const char *wish)
{
	static const struct view view = {
		.name = "tracker",
		.title = "Tracker",
		.help = "Every action that is not verified yet, and every step that closes the "
			"loop of an audit and is not done, by the day it is due. P: priority, "
			"E: "
			"escalated. GREY not due to start yet, GREEN on target or said to be "
			"done, AMBER off track with a dated plan, RED past its date or in need "
			"of attention, BLUE verified. In a meeting, Space marks those that "
			"have "
			"the same news and p gives it to all of them. The filter is "
			"remembered.",
		.size = sizeof(struct tracker),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.idle = idle,
		.offers = offers,
		.status = status,
		.save = save,
		.restore = restore,
	};

	if (require(session, RIGHT_SEE, NULL) != 0)
		return -1;
	return view_open(session, &view, wish);
}
