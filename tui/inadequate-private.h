// SPDX-License-Identifier: MIT
// The screen of one audit's loop: its state, shared by inadequate.c (keys), inadequate-rows.c and inadequate-paint.c.
#pragma once

#include "core/challenge.h"
#include "core/loop.h"
#include "tui/inadequate.h"
#include "tui/list.h"

enum happened {
	HAPPENED_RESULT, // the audit was completed
	HAPPENED_MODERATED,
	HAPPENED_CONCERN, // index in audit->concerns
	HAPPENED_STEP,    // index in steps
	HAPPENED_ACTION,  // index in audit->actions
	HAPPENED_REVIEWED, // the review audit was completed; HAPPENED_FIRST: the audit that this one reviews
	HAPPENED_FIRST,
	HAPPENED_CHALLENGE, // index in challenges
	HAPPENED_NOW,       // today
	HAPPENED_CLOSED,
};

// Something on the time line. It stands at the day on which it was done, or else on which it is due.
struct happening {
	enum happened kind;
	size_t index;
	date at;
	date from, due, done; // its time; DATE_NONE: none
	bool dropped;         // cancelled: it has no time any more
};

struct loop_screen {
	struct audit *audit;
	struct loop_step *steps;
	size_t step_count;
	struct challenge *challenges;
	size_t challenge_count;
	struct audit *review, *first; // NULL: there is none, or not one the person may see
	char *told; // who hears of it where the review is Inadequate again; ""
	struct happening *happenings; // in the order of days
	size_t count;
	date start, end; // of the time line
	struct list_column columns[5];
	struct list_source source;
	int bar_cols;
	struct list list;
};

// Reads all of it. -1 with fail().
int loop_screen_load(struct session *session, int64_t audit_id, struct loop_screen *loop);
void loop_screen_forget(struct loop_screen *loop);

// Puts the happenings in order, and counts the days of the line.
void loop_screen_order(struct loop_screen *loop, date today);

// Chooses the columns for a width.
void loop_screen_columns(struct loop_screen *loop, int cols);

// For the list's fetch.
void loop_screen_add(struct list *list, int index);

void loop_screen_paint(struct screen *screen);
