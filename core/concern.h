// SPDX-License-Identifier: MIT
// The child may be at risk now: not a grade but a flag of its own, raised at once.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/concern-clock.h"
#include "core/staff.h"

struct audit;

struct concern {
	int64_t id;
	int64_t audit_id;
	char *audit_ref, *case_ref;
	int64_t prompt_id; // the SAFETY prompt that led to it; 0: the key
	char *what;
	char *told_whom;
	char *told_at;               // in the person's words, days said: "12 Oct 2026 14:20"
	char *raised_by, *raised_at; // name; moment as stored
	char *due_at;                // by when somebody is to have acted: a moment as stored
	enum concern_level level;    // how far up it has gone by now, while it is open
	bool answered;
	char *done, *done_by, *done_at; // "" while it is open
	// concern_open() only:
	char *asked; // who of the highest rung asked is asked: "Ann Archer"; "" nobody but QA
	enum rung rung; // theirs
	bool sees;      // the person may open the audit
};

void concern_finish(struct concern *concern);

// Records a concern on an audit in any state, withdrawn ones included, and sets its at_risk. Whoever may
// see the audit may do it: safety waits for no role. what, told_whom and told_at must say something
// (65). "today" and "yesterday" at the head of told_at are kept as the day they mean, as is the day of a bare
// time: "12 Oct 2026 14:20". prompt_id 0: none. The audit in memory is brought up to date.
int concern_raise(struct session *session, struct audit *audit, int64_t prompt_id,
	const char *what, const char *told_whom, const char *told_at);

// Records what was done about it (RIGHT_LOOP on its audit: the team, the service's senior managers and
// QA; and its lead auditor). The last one answered clears the audit's at_risk. -1: 66 no such concern; 65
// nothing said; 75 somebody answered it first.
int concern_answer(struct session *session, int64_t concern_id, const char *done);

// Whether a user is asked to act on an open concern: from the start the team's managers and the service's service
// managers, once it is overdue the heads of service, a working day later the service directors; where nobody holds
// a post, the next above. The QA team is asked all the time, as a whole.
bool concern_asks(const struct staff *staff, int64_t user_id, enum concern_level level,
	int64_t team_id, int64_t service_id);

// The team whose concerns the session's person is told of also before submission, as its manager; 0: none.
int64_t concern_team_managed(const struct session *session);

// The open concerns that the person is to know of, oldest first, at most max: of the audits they may see, and a
// team's managers those of their team, also before submission, because safety overrides; service directors only
// what is overdue, unless they took part. Returns how many of them were written to list (each to be finished), or -1.
int concern_open(struct session *session, struct concern *list, int max);
