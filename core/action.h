// SPDX-License-Identifier: MIT
// Actions that audits raise: SMART, on one tracker, with a colour each.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/date.h"
#include "core/session.h"

enum scope {
	SCOPE_CASE = 1,    // for this case
	SCOPE_SERVICE = 2, // for the service
};

// "case", "service"; reads them in any case, -1 (no message) for anything else. Borrowed.
const char *scope_name(enum scope scope);
int scope_parse(const char *text, enum scope *scope);

// As stored.
enum progress {
	PROGRESS_NOT_STARTED = 1,
	PROGRESS_PROGRESSING = 2,
	PROGRESS_OFF_TRACK = 3, // not fully on track; with a dated plan, or needing one
	PROGRESS_SAID_DONE = 4, // completed, says who reports it: QA has still to verify
	PROGRESS_VERIFIED = 5,  // QA has seen the evidence and the impact
};

// "not started", "progressing", "off track", "said to be done", "verified". Borrowed.
const char *progress_name(enum progress progress);
int progress_parse(const char *text,
	enum progress *progress); // any case; -1 (no message) for another word

// The council's own key (brief section 4), weakest news last.
enum colour { COLOUR_GREY, COLOUR_BLUE, COLOUR_GREEN, COLOUR_AMBER, COLOUR_RED };

// "GREY" ... "RED". Borrowed.
const char *colour_name(enum colour colour);
int colour_parse(
	const char *text, enum colour *colour); // any case; -1 (no message) for another word

struct action {
	int64_t id;
	int64_t audit_id;
	int seq; // 1, 2 ... within the audit
	enum scope scope;
	char *what;        // specific
	char *measure;     // how we will know
	int64_t owner_id;  // 0: no user here, then owner_name says who
	char *owner_login; // "" where owner_id is 0
	char *owner_name;  // of the user, or as typed
	char *owner_post;  // social worker, CP chair, IRO ...
	char *reason;      // why it matters to the child
	date start_on;     // when it is due to start; DATE_NONE: at once
	date due_on;
	date first_due_on; // before it slipped
	bool priority, escalated;
	enum progress progress;
	date plan_on; // the date of the plan of PROGRESS_OFF_TRACK; DATE_NONE: no plan
	char *evidence;
	date completed_on;
	char *impact;
	date verified_on;
	date created_on;
	int revision;
	int slips;            // how often its date was put off
	int sent_back;        // how often QA was not satisfied
	int64_t said_id;      // who says that it is done; 0: nobody yet, or imported
	char *said_by;        // their login; ""
	int64_t verified_id;  // who verified it; 0: nobody yet, or imported
	char *verified_by;    // their login; ""
	int64_t challenge_id; // agreed at Confirm and Challenge; 0: not
};

void action_finish(struct action *action);

// The colour on a day, by the first that holds:
//   BLUE   verified
//   GREEN  said to be done: it waits for QA, not for its owner
//   RED    past its date; off track without a plan whose date is still to come; not started although
//          the day it was to start has gone by
//   AMBER  off track with such a plan; progressing towards a later date than the first
//   GREEN  progressing
//   GREY   not started, not due to start yet (or no day to start was set)
enum colour action_colour(const struct action *action, date today);

// The first day on which an open action of one of these colours (the sum of 1u << enum colour) can be due, by the rule
// above; DATE_NONE: any day.
date colours_since(unsigned colours, date today);

// What the SMART rule still asks of an action: the first of "what exactly", "how we will know", "who",
// "why it matters to the child", "by when" that is empty; NULL where all five are there. Borrowed.
const char *action_lacks(const struct action *action);
