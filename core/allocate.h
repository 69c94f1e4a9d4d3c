// SPDX-License-Identifier: MIT
// Getting an audit into somebody's hands, and out of them again: QA's side of it.
#pragma once

#include "core/audit.h"

struct allocation {
	const char *case_ref; // audit_add() only
	const char *month;    // YYYY-MM; NULL: of the session's today. audit_add() only
	const char *template; // a name; NULL: the one in use. audit_add() only
	const char *lead;     // login
	const char
		*peer; // login; "" nobody; NULL: audit_add() nobody, audit_allocate() as it is
	date due; // DATE_NONE: audit_add() the month's last working day, audit_allocate() as it is
};

// Begins an audit of a casefile (RIGHT_SAMPLE) on the template in force today; writes its reference
// (YYYY-MM-NNN, counted within the month), yours. -1: 66 no such case, person or template; 65 a
// case that is closed or has an audit of that month; a lead or peer who is no active auditor,
// the case's own worker, or both the same.
int audit_add(struct session *session, const struct allocation *allocation, char **ref);

// Changes people or due date of an audit that is allocated or in draft (RIGHT_SAMPLE); what was written
// stays. lead NULL: as it is.
int audit_allocate(
	struct session *session, const char *ref, const struct allocation *allocation);

// Takes an audit out of the count (RIGHT_SAMPLE), from any state before moderated: both why and who
// approved it must be said.
int audit_withdraw(
	struct session *session, const char *ref, const char *why, const char *approved_by);

// The last working day of the month that a day lies in.
date audit_default_due(const struct session *session, date day);
