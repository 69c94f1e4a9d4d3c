// SPDX-License-Identifier: MIT
// The actions and the steps behind a number of a report or of a chart: those that it counts, open or not.
#pragma once

#include "core/audit.h"

// Which steps; as enum steps_count (core/tally.h) but for the first and the last.
enum behind_state {
	BEHIND_ANY,
	BEHIND_IN_TIME,
	BEHIND_LATE,
	BEHIND_OPEN,
	BEHIND_CANCELLED,
	BEHIND_COUNTED, // all but cancelled ones
};

// Zero-initialised: every action of an audit that is completed and not withdrawn.
struct behind_filter {
	bool steps;                  // steps, not actions
	int64_t service_id, team_id; // of the audit; 0: any
	enum audit_kind kind;        // 0: any
	struct date_range due;       // last 0: any
	// Of actions.
	struct date_range raised, verified; // last 0: any
	date open_on;  // not verified by the end of this day; DATE_NONE: any
	bool slipped;  // due later than at first
	bool service;  // for the service, not the case
	bool in_time;  // said to be done by the day it is due (nobody said: verified)
	bool priority; // priority, escalated, and of an audit whose final grade is Inadequate
	// Of steps.
	int64_t rule_id; // 0: any
	enum behind_state state;
};

// Reads a wish (core/report.h): "list=actions" or "list=steps", service, team, kind; raised, verified, due: FROM..TO;
// open: a day; slipped, for_service, in_time, priority: yes; rule: an id; state: "in time", "late", "open", "cancelled",
// "counted". What it does not know is passed by. -1: 66 there is no such service or team.
int behind_parse(struct session *session, const char *wish, struct behind_filter *filter);

// In words: "raised in 2026-10, service MASH, open on 31 Oct 2026". Yours.
char *behind_words(struct session *session, const struct behind_filter *filter);

// The place alone, "service=MASH" or "team=MASH 1"; "" for any. Yours.
char *behind_place(struct session *session, const struct behind_filter *filter);

struct behind_row {
	int64_t id, audit_id;
	char *name; // "2026-10-017/2"; of a step the reference of its audit
	char *what; // what is to be done; the step
	char *who;  // the owner; who has to do it, in words
	char *team;
	date raised_on, due_on; // raised_on: of a step the day that its limit counts from
	date done_on;           // said to be done; done. DATE_NONE: not yet
	date ended_on;          // verified; cancelled. DATE_NONE: not
};
void behind_row_finish(struct behind_row *row);

// Up to count of them after the one with the id `from` (0: from the first), newest first; or before it with back, nearest
// first. Those of the services on which the person reports (RIGHT_REPORT); none that would tell a grade which is kept
// from them (core/blind.h). Walks from the newest on until the page is full: where few fit past all that there are.
// Returns how many, or -1 (77).
int behind_page(struct session *session, const struct behind_filter *filter, int64_t from,
	bool back, struct behind_row *rows, int count);
