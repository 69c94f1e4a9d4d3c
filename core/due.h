// SPDX-License-Identifier: MIT
// What is due and overdue, by person: for Home, for those who chase, for cron and mail.
#pragma once

#include <stdio.h>

#include "core/audit-list.h"

enum due_kind {      // in the order in which they are listed for a person on one day
	DUE_CONCERN, // a safety concern to be answered
	DUE_AUDIT,
	DUE_STEP,       // of closing the loop: a part of it to be signed
	DUE_MODERATION, // to be done by the moderator
	DUE_DISPUTE,    // to be settled
	DUE_CONTACT, // child or family not written to yet; due the fifth working day after allocation
	DUE_ACTION,
	DUE_VERIFY, // an action that is said to be done
	DUE_KINDS
};
const char *due_kind_name(enum due_kind kind); // "audit" ...

struct due_filter {
	const char *login;           // NULL: everybody
	int64_t service_id, team_id; // 0: any
	const char *month;           // of the audits, YYYY-MM; NULL: any
	enum audit_kind audit_kind;  // 0: any
	bool overdue;                // only what is overdue
	unsigned without;            // kinds left out: the sum of 1 << kind
	long horizon;                // working days ahead; -1: as the setting says
};

struct due { // texts are borrowed for the call
	const char *login, *name,
		*post; // whose it is; "" where nobody was given it yet, or no user here
	enum due_kind kind;
	int64_t id; // of the thing: audit, step, action, concern; of a contact twice the audit's plus who; of a
		// moderation and dispute the audit's
	int number; // of a step or action within its audit: 2026-10-017/2; 0: of another kind
	int64_t audit_id;
	const char *ref, *what, *team,
		*service; // what: state of an audit, words of an action ...
	const char *step; // the name of a step as its rule gives it; "" of another kind
	date due_on;
	int days; // working days left; negative: overdue by so many
	bool overdue;
};

// Calls each with everything that the session's person may see: first what nobody was given, and what people have who
// are no users here, by their names; then, under the name "QA team", what QA does as a whole: steps that QA signs,
// actions that are said to be done (due so many working days afterwards as the setting verify-days says), safety
// concerns; then person by person, by name; of each by due date. So each thing of QA is told once; where one person of
// QA is asked for by login, what the team has is theirs, but for actions that they own or said to be done. An audit
// stands with its lead, a dispute with everybody who may settle it, an action that is not said to be done with its
// owner. A step stands with each who still has to sign: the managers of the team; the service's service managers or
// heads or directors, as the part says; where nobody holds the post, the next above; the visit of a social worker
// with the team's managers, who record it. A step that is done by a review audit stands as that audit. A concern
// stands with those whom concern_asks() names, however far one looks, and without a word of what it says.
// Constant memory. each returns 0 to go on. *overdue counts the overdue ones. -1: 66 no such person; what each
// returned.
int due_walk(struct session *session, const struct due_filter *filter,
	int (*each)(const struct due *due, void *context), void *context, int64_t *overdue);

// What is due of the session's person on each of ten working days, the first of which is today or, where nobody works
// today, the next: what is due in between counts on the working day before, or the first.
enum { DUE_DAYS = 10 };
struct due_days {
	date days[DUE_DAYS], end; // end: the working day behind the last
	int64_t counts[DUE_DAYS], overdue;
};
int due_days_read(struct session *session, struct due_days *days);
