// SPDX-License-Identifier: MIT
// The tracker's state, shared by tracker.c (keys), tracker-rows.c, tracker-filter.c and the pages of one action.
#pragma once

#include "core/loop.h"
#include "core/tracker.h"
#include "tui/list.h"
#include "tui/tracker.h"

enum tracker_tab { TRACKER_ACTIONS, TRACKER_STEPS, TRACKER_TABS };

// What both lists are narrowed to, in the names that people use: remembered as such, and turned into ids each time it is
// used. "" is any; "yes" narrows.
enum wish_part {
	WISH_TEXT,
	WISH_SERVICE,
	WISH_TEAM,
	WISH_OWNER, // a login, or the name of somebody who is no user here
	WISH_COLOUR,
	WISH_GRADE,
	WISH_OVERDUE,
	WISH_STATE, // "said to be done"; "" any
	WISH_PRIORITY,
	WISH_ESCALATED,
	WISH_MINE,  // owned by the person; of steps: theirs to sign
	WISH_GROUP, // "owner", "team"
	WISH_TAB,   // "steps"
	WISH_PARTS
};

// An action that is marked, as of the change that was shown.
struct mark {
	int64_t id;
	int revision;
};

struct tracker {
	char *wish[WISH_PARTS]; // never NULL
	enum tracker_tab tab;
	struct action_filter actions; // the wish, for core
	struct loop_filter steps;
	struct list list;
	bool listed;
	// How far the filter was walked at the window's ends: [forward]. NULL: not begun, or at the end.
	struct tracker_walk {
		struct action_walk *walk;
		int64_t from; // the row behind which it goes on; 0: the start
	} walks[2];
	char *kept; // the wish that is remembered, where another was handed over for once; NULL
	struct mark *marks;
	size_t mark_count, mark_room;
};

// Where the rows of the tab come from; another one where actions are grouped.
const struct list_source *tracker_source(const struct tracker *tracker);

// Forgets how far the filter was walked: before it changes, and at the end.
void tracker_walks_end(struct tracker *tracker);

// A row of the list of actions, kept in its key: what the filter walks by, and what the message line says of it.
struct tracker_place {
	struct action_row row; // as far as action_page() reads it; its texts point into the key
	int64_t audit_id;
	const char *audit_ref, *words;
};
// Takes `key` apart; it is written to.
void tracker_place(const struct list_row *row, char *key, struct tracker_place *place);

// Likewise of a row of the list of steps.
void tracker_step_place(
	const struct list_row *row, char *key, int64_t *audit_id, const char **words);

// The place of an action among the marked; -1.
int tracker_marked(const struct tracker *tracker, int64_t id);

// The wish from one line of text and back: "team=MASH 1" and so on, split by tabs.
void tracker_wish_parse(struct tracker *tracker, const char *text);
char *tracker_wish_write(const struct tracker *tracker);
void tracker_wish_finish(struct tracker *tracker);
void tracker_wish_clear(struct tracker *tracker); // all but group and tab

// In words for the message line: "team MASH 1, RED, \"plan\""; "" where nothing is narrowed.
void tracker_wish_words(const struct tracker *tracker, char *text, size_t size);

// Turns the wish into the filters. -1 with fail() where a name of it is not known (any more).
int tracker_resolve(struct session *session, struct tracker *tracker);

// Opens the form in which the wish is changed.
int tracker_filter(struct screen *screen);

// Uses the wish as it stands now: the list begins anew.
int tracker_apply(struct screen *screen);

// Opens the form of an act on one action. The row is borrowed for the call. -1 with fail() where it cannot be done.
int tracker_form(struct session *session, enum tracker_act act, const struct action_row *row);

// One progress and note for those marked; `screen` is the tracker's.
int tracker_bulk_form(struct screen *screen);
