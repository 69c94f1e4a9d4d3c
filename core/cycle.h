// SPDX-License-Identifier: MIT
// The month at a glance: how many audits stand where, by service and team, and who is to be chased.
#pragma once

#include "core/audit-list.h"

enum cycle_count {
	CYCLE_UNALLOCATED, // drawn, nobody's yet
	CYCLE_ALLOCATED,
	CYCLE_DRAFT,
	CYCLE_SUBMITTED,
	CYCLE_MODERATED, // or closed
	CYCLE_EXEMPT,    // withdrawn: outside total
	CYCLE_LATE,      // of all of these: open and past the due date
	CYCLE_LATE_DONE, // completed after the due date
	CYCLE_TOTAL,     // all but the exempt
	CYCLE_COUNT
};

struct cycle_line {
	int64_t service_id, team_id; // team_id 0: the service as a whole; both 0: everything
	char *service, *team;
	int64_t counts[CYCLE_COUNT];
};

struct cycle {
	char month[DATE_TEXT];
	date opened_on, due_on; // DATE_NONE: not opened
	char *sample;           // name of the month's draw; NULL: none
	int64_t teams_short;    // that the draw gave less of than was asked for
	struct cycle_line *
		lines; // everything, then each service and its teams; also teams without audits
	size_t count;
	int64_t contacts_open; // children and families not written to, or who have not answered
	int64_t moderations_open, disputes;
};

// By when a month's audits are due: as it was opened, else its last working day. month is YYYY-MM and valid. 1: it was
// opened; 0: not; -1: the store failed.
int cycle_due(struct session *session, const char *month, date *due);

// Reads a month: of the monthly audits, or with kind another; only what the person may see (RIGHT_SEE).
int cycle_get(
	struct session *session, const char *month, enum audit_kind kind, struct cycle *cycle);
void cycle_finish(struct cycle *cycle);

// Months that have audits or were opened, newest first, at most max, each DATE_TEXT long. Returns how many, or -1.
int cycle_months(struct session *session, char (*months)[DATE_TEXT], int max);
