// SPDX-License-Identifier: MIT
// The tracker's rows: actions by date, by owner or by team, and steps, a page at a time over an index.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/workday.h"
#include "db/mem.h"
#include "tui/tracker-private.h"
#include "tui/tui.h"
#include "tui/words.h"

enum {
	AT_ONCE = 64,    // steps read in one go
	AT_ONCE_MS = 20, // for which a walk goes on before what it found is shown
};

// Between the parts of a key: no text holds it.
#define PART '\x1f'

// A mark stands before the day, P and E (priority, escalated) behind the colour: what is to be done has the room.
#define COLUMN_DUE                             \
	{                                      \
		" Due", 12, 0, 0, false, false \
	}
#define COLUMN_COLOUR                           \
	{                                       \
		"Colour", 8, 0, 0, false, false \
	}
#define COLUMN_WHAT                                    \
	{                                              \
		"What exactly", 16, 4, 0, false, false \
	}
#define COLUMN_ACTION                            \
	{                                        \
		"Action", 14, 0, 1, false, false \
	}
#define COLUMN_PROGRESS                            \
	{                                          \
		"Progress", 15, 0, 4, false, false \
	}
#define COLUMN_TEAM                                  \
	{                                            \
		"Team", 14, 1, 5, false, false, true \
	}
#define COLUMN_MEASURE                                     \
	{                                                  \
		"How we will know", 24, 3, 6, false, false \
	}

static const struct list_column columns[] = {COLUMN_DUE, COLUMN_COLOUR, COLUMN_WHAT,
	{"Owner", 14, 0, 3, false, false}, COLUMN_ACTION, COLUMN_PROGRESS, COLUMN_TEAM,
	COLUMN_MEASURE};

// In a group its name comes first, once.
static const struct list_column grouped[] = {{"Of", 16, 1, 0, false, true}, COLUMN_DUE,
	COLUMN_COLOUR, COLUMN_WHAT, COLUMN_ACTION, COLUMN_PROGRESS, COLUMN_TEAM,
	COLUMN_MEASURE};

static const struct list_column step_columns[] = {
	{"Due", 11, 0, 2, false, false},
	{"Days left", 10, 0, 0, true, false},
	{"Step", 20, 3, 0, false, false},
	{"Signed", 6, 0, 1, false, false},
	{"Audit", 13, 0, 0, false, false},
	{"By", 24, 2, 3, false, false},
	{"Grade", 20, 0, 4, false, false},
	{"Team", 14, 1, 5, false, false, .last_word = true},
};

int tracker_marked(const struct tracker *tracker, int64_t id)
{
	for (size_t i = 0; i < tracker->mark_count; i++)
		if (tracker->marks[i].id == id)
			return (int)i;
	return -1;
}

static const char *owner_of(const struct action *action)
{
	return *action->owner_name ? action->owner_name : "nobody yet";
}

// What the message line says of an action: what its row has no room for.
static char *words_of(const struct action_row *row)
{
	const struct action *action = &row->action;
	char slips[48] = "", times[24];

	if (action->slips > 0)
		snprintf(slips, sizeof(slips), ", put off %s",
			words_times(action->slips, times, sizeof(times)));
	return xasprintf("%s%s%s, %s%s%s%s%s", owner_of(action),
		*action->owner_post ? ", " : "", action->owner_post,
		progress_name(action->progress), action->priority ? ", PRIORITY" : "",
		action->escalated ? ", ESCALATED" : "", slips,
		action->sent_back > 0 ? ", was sent back" : "");
}

static char *key_of(const struct action_row *row)
{
	const struct action *action = &row->action;
	char due[DATE_TEXT], *words = words_of(row), *key;

	key = xasprintf("%s%c%" PRId64 "%c%" PRId64 "%c%" PRId64 "%c%" PRId64 "%c%s%c%s%c%s",
		date_iso(action->due_on, due), PART, action->owner_id, PART,
		row->subject.team_id, PART, row->subject.service_id, PART, action->audit_id,
		PART, action->owner_name, PART, row->audit_ref, PART, words);
	free(words);
	return key;
}

// The next part of a key.
static char *part_of(char **rest)
{
	char *part = *rest, *end = strchrnul(part, PART);

	*rest = *end == '\0' ? end : end + 1;
	*end = '\0';
	return part;
}

void tracker_place(const struct list_row *row, char *key, struct tracker_place *place)
{
	struct action *action = &place->row.action;

	*place = (struct tracker_place){0};
	action->id = row->id;
	action->revision = (int)row->number;
	if (date_parse(part_of(&key), DATE_ISO, &action->due_on) != 0)
		action->due_on = DATE_NONE;
	action->owner_id = strtoll(part_of(&key), NULL, 10);
	place->row.subject.team_id = strtoll(part_of(&key), NULL, 10);
	place->row.subject.service_id = strtoll(part_of(&key), NULL, 10);
	action->audit_id = place->audit_id = strtoll(part_of(&key), NULL, 10);
	action->owner_name = part_of(&key);
	place->audit_ref = place->row.audit_ref = part_of(&key);
	place->words = part_of(&key);
}

static const char *group_name(const struct tracker *tracker, const struct action_row *row)
{
	return tracker->actions.group == GROUP_TEAM ? row->team : owner_of(&row->action);
}

static void add_action(const struct action_row *row, void *context)
{
	struct list *list = context;
	const struct tracker *tracker = list->context;
	const struct action *action = &row->action;
	enum colour colour = action_colour(action, list->screen->session->today);
	bool group = list->source->columns == grouped;
	char due[DATE_TEXT], marked[DATE_TEXT + 1], colours[16], *name = action_row_name(row),
								 *key = key_of(row);

	snprintf(marked, sizeof(marked), "%c%s",
		tracker_marked(tracker, action->id) < 0 ? ' ' : '*',
		date_show(action->due_on, due));
	snprintf(colours, sizeof(colours), "%s %s%s", colour_name(colour),
		action->priority ? "P" : "", action->escalated ? "E" : "");
	const struct list_cell day = {marked, THEME_TEXT},
			       status = {colours, theme_status(colour)},
			       what = {action->what, THEME_TEXT};
	const struct list_cell cells[LENGTH(columns)] = {
		group ? (struct list_cell){group_name(tracker, row), THEME_TITLE} : day,
		group ? day : status,
		group ? status : what,
		group ? what : (struct list_cell){owner_of(action), THEME_TEXT},
		{name, THEME_TEXT},
		{progress_name(action->progress), THEME_TEXT},
		{row->team, THEME_TEXT},
		{action->measure, THEME_TEXT},
	};

	list_add(list, action->id, action->revision, key, cells);
	free(name);
	free(key);
}

static void walk_end(struct tracker_walk *walk)
{
	action_walk_end(walk->walk);
	*walk = (struct tracker_walk){0};
}

void tracker_walks_end(struct tracker *tracker)
{
	walk_end(&tracker->walks[false]);
	walk_end(&tracker->walks[true]);
}

// Goes on where the walk stopped, if it is to go on from there.
static int walk_begin(struct tracker *tracker, struct session *session,
	const struct list_row *from, bool forward)
{
	struct tracker_walk *walk = &tracker->walks[forward];
	struct tracker_place place;
	char *key;

	if (walk->walk && walk->from == (from ? from->id : 0))
		return 0;
	walk_end(walk);
	key = from ? xstrdup(from->key) : NULL;
	if (from)
		tracker_place(from, key, &place);
	walk->walk = action_walk_begin(
		session, &tracker->actions, from ? &place.row : NULL, !forward);
	walk->from = from ? from->id : 0;
	free(key);
	return walk->walk ? 0 : -1;
}

// Until there are as many as are wanted, or a key waits, or it would be felt.
static int walk_on(struct action_walk *walk, int count, struct list *list)
{
	int64_t until = tui_now() + AT_ONCE_MS;
	int got = 0, step = 0;

	do {
		step = action_walk_show(walk, count - got, add_action, list);
		got += step;
	} while (step >= 0 && got < count && !action_walk_ended(walk) && tui_now() < until &&
		 !tui_pending());
	return step < 0 ? -1 : got;
}

static int fetch_actions(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	struct tracker *tracker = context;
	struct tracker_walk *walk = &tracker->walks[forward];
	int got;

	if (walk_begin(tracker, list->screen->session, from, forward) != 0)
		return -1;
	got = walk_on(walk->walk, count, list);
	if (got < 0 || action_walk_ended(walk->walk)) {
		walk_end(walk);
		return got < 0 ? -1 : 0;
	}
	if (got > 0)
		walk->from = list->rows[forward ? list->count - 1 : 0]->id;
	if (got < count)
		list_unfinished(list);
	return 0;
}

// "3 OVERDUE", "today", "4": working days.
static enum theme_role days_left(
	const struct session *session, const struct loop_step *step, char *text, size_t size)
{
	int days = workday_count(session->holidays, session->today, step->due_on);

	if (step->due_on < session->today)
		snprintf(text, size, "%d OVERDUE", -days);
	else if (step->due_on == session->today)
		snprintf(text, size, "today");
	else
		snprintf(text, size, "%d", days);
	return step->due_on < session->today    ? THEME_OVERDUE
	       : step->due_on == session->today ? THEME_DUE
						: THEME_TEXT;
}

// What the message line says of a step: what its row has no room for.
static char *step_words(const struct session *session, const struct loop_step *step)
{
	char clock[64], day[DATE_TEXT], *who, *text;
	bool wait = step->not_before != DATE_NONE && step->not_before > session->today;

	words_due(session, step->due_on, clock, sizeof(clock));
	if (wait)
		snprintf(clock, sizeof(clock), "not before %s",
			date_show(step->not_before, day));
	who = words_posts(step->who);
	text = xasprintf("%s%s: %s; by %s", grade_name(step->grade),
		step->risk ? ", risk identified" : "", clock, who);
	free(who);
	return text;
}

static void add_step(struct list *list, const struct loop_step *step)
{
	const struct session *session = list->screen->session;
	char due[DATE_TEXT], left[24], iso[DATE_TEXT], part[16];
	enum theme_role role = days_left(session, step, left, sizeof(left));
	char *words = step_words(session, step), *who = words_posts(step->who),
	     *key = xasprintf("%s%c%" PRId64 "%c%s", date_iso(step->due_on, iso), PART,
		     step->audit_id, PART, words);

	snprintf(part, sizeof(part), "%d of %d", __builtin_popcount(step->signed_parts),
		loop_parts(step->who));
	const struct list_cell cells[LENGTH(step_columns)] = {
		{date_show(step->due_on, due), THEME_TEXT},
		{left, role},
		{step->name, THEME_TEXT},
		{step->review_id ? "audit" : part, THEME_TEXT},
		{step->audit_ref, THEME_TEXT},
		{who, THEME_TEXT},
		{grade_name(step->grade), theme_grade(step->grade)},
		{step->team, THEME_TEXT},
	};

	list_add(list, step->id, step->revision, key, cells);
	free(who);
	free(words);
	free(key);
}

void tracker_step_place(
	const struct list_row *row, char *key, int64_t *audit_id, const char **words)
{
	part_of(&key);
	*audit_id = strtoll(part_of(&key), NULL, 10);
	*words = part_of(&key);
}

static int fetch_steps(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct tracker *tracker = context;
	struct loop_step rows[AT_ONCE], place = {0};
	int got, ask;

	do {
		ask = count < AT_ONCE ? count : AT_ONCE;
		if (from != NULL) {
			char due[DATE_TEXT];
			snprintf(due, sizeof(due), "%.10s", from->key);
			place.id = from->id;
			if (date_parse(due, DATE_ISO, &place.due_on) != 0)
				place.due_on = DATE_NONE;
		}
		got = loop_page(list->screen->session, &tracker->steps,
			from == NULL ? NULL : &place, !forward, rows, ask);
		for (int i = 0; i < got; i++) {
			add_step(list, &rows[i]);
			loop_step_finish(&rows[i]);
		}
		count -= ask;
		from = list->count == 0 ? NULL : list->rows[forward ? list->count - 1 : 0];
	} while (got == ask && count > 0);
	return got < 0 ? -1 : 0;
}

static const char *empty(void *context)
{
	const struct tracker *tracker = context;
	char narrowed[200];

	tracker_wish_words(tracker, narrowed, sizeof(narrowed));
	if (narrowed[0] != '\0')
		return "Nothing that is open fits the filter. f changes it, F takes it away, "
		       "Tab "
		       "shows the other list.";
	return tracker->tab == TRACKER_ACTIONS
		       ? "No action is open. Audits raise them, and + in the loop of an "
			 "audit (L) adds one later."
		       : "No step is open. They come into being when an audit is submitted, "
			 "and "
			 "when its final grade changes.";
}

static const struct list_source source_actions = {
	columns, LENGTH(columns), fetch_actions, empty};
static const struct list_source source_grouped = {
	grouped, LENGTH(grouped), fetch_actions, empty};
static const struct list_source source_steps = {
	step_columns, LENGTH(step_columns), fetch_steps, empty};

const struct list_source *tracker_source(const struct tracker *tracker)
{
	if (tracker->tab == TRACKER_STEPS)
		return &source_steps;
	return tracker->actions.group == GROUP_NONE ? &source_actions : &source_grouped;
}
