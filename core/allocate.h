// SPDX-License-Identifier: MIT
// Getting an audit into somebody's hands, and out of them again: QA's side of it.
#pragma once

#include "core/audit.h"

#define ALLOCATE_DAYS \
	366 // the most working days in which an audit can be due, where they are counted from today

struct allocation {
	const char *case_ref; // audit_add() only
	enum audit_kind kind; // audit_add() only; 0: AUDIT_MONTHLY
	const char *month;    // YYYY-MM; NULL: of the session's today. audit_add() only
	const char *template; // a name; NULL: the one in use. audit_add() only
	const char *lead;     // login; audit_allocate() NULL: as it is
	const char
		*peer; // login; "" nobody; NULL: audit_add() nobody, audit_allocate() as it is
	date due; // DATE_NONE: audit_add() the month's (cycle_due()), audit_allocate() as it is
};

// Begins an audit of a casefile (RIGHT_SAMPLE) on the template in force today; writes its reference
// (YYYY-MM-NNN, counted within the month), yours. Its people are told. -1: 66 no such case, person or template; 65 a
// case that is closed or has an audit of that month and kind; a lead or peer who is no active auditor,
// works or worked on the case, or both the same.
int audit_add(struct session *session, const struct allocation *allocation, char **ref);

// Changes people or due date of an audit that is allocated or in draft (RIGHT_SAMPLE). What was written
// stays, and what somebody was typing goes to who takes over from them; old and new are told. One that was
// drawn counts as allocated from the day on which it is first given to somebody. -1: as audit_add(), and 65 for a due date gone by.
int audit_allocate(
	struct session *session, const char *ref, const struct allocation *allocation);

// Whether audit_allocate() would do it, with its rights and refusals; nothing is kept.
int allocate_check(
	struct session *session, const char *ref, const struct allocation *allocation);

// What speaks against an allocation and yet does not forbid it, a sentence each, a newline after each: a due day
// that nobody works on, people who are away for some of the time, a case of their own team. "" for nothing. ref: of an
// audit; NULL: of one to be begun, of allocation->case_ref. What does not exist is not warned of. Yours; NULL where the store fails.
char *allocate_warnings(
	struct session *session, const char *ref, const struct allocation *allocation);

// Takes an audit out of the count (RIGHT_SAMPLE), from any state before moderated: both why and who
// approved it must be said. Its people are told.
int audit_withdraw(
	struct session *session, const char *ref, const char *why, const char *approved_by);

// Somebody who could do an audit, and what speaks against it.
struct candidate {
	int64_t id;
	char *login, *name, *post, *team;
	int load;       // audits of the month and other open ones in their hands, as lead
	int peer_load;  // as peer
	int days, of;   // working days on which they are there, of those up to the due date
	bool own_team;  // it is their own team's case, or one of a service that they answer for
	bool worked_on; // they have or had the case: refused
	bool away;      // there on fewer than half of the days
	bool part;      // they are lead or peer of it already
};

// All active auditors for an audit, best first: those whom suggest would take, by load, then the others. peer:
// as its peer auditor. Yours: candidates_free().
int allocate_candidates(struct session *session, int64_t audit_id, bool peer,
	struct candidate **list, size_t *count);
void candidates_free(struct candidate *list, size_t count);

// Who is to do an audit: suggested, or chosen by hand.
struct proposal {
	int64_t audit_id;
	char *ref;
	char *held;    // login of who had it when this was made; "" nobody
	char *lead;    // login; "" where nobody fits
	char *peer;    // login; "" nobody; NULL: as it is
	char *why_not; // where nobody fits; else ""
	date due;
};
void proposal_finish(struct proposal *proposal);

// Suggests people for the audits of a month (of all kinds) that are nobody's yet. Never somebody of the case's own team, nor who answers for its service,
// nor who works or worked on it, nor who is away for half of the time or more; load is even: see core/share.h. With peers
// peer auditors too, likewise. kept (may be NULL) are proposals that stand already: what they
// give to people counts as in their hands, and only what they lack is suggested: a lead, until their due date and beside their peer, and with peers
// a peer beside their lead. A peer that is there already stays. The same state of the database gives the same. Nothing is kept.
// Yours: proposals_free().
int allocate_suggest(struct session *session, const char *month, bool peers,
	const struct proposal *kept, size_t kept_count, struct proposal **list, size_t *count);

// Keeps proposals, changed by hand or not, in one transaction: all or none. Those that say why nobody fits are left out; where the lead is who
// held it only peer and due date change. -1:
// as audit_allocate(), with the audit named; 75 where one is no longer in the hands of who held it.
int allocate_accept(struct session *session, const struct proposal *list, size_t count);
void proposals_free(struct proposal *list, size_t count);

// A line of the allocation screen: an audit of the month that is allocated or in draft.
struct allocation_row {
	int64_t audit_id;
	char *ref, *case_ref, *team, *service, *worker, *lead, *lead_login, *peer, *peer_login;
	enum audit_state state;
	enum audit_kind kind;
	date due_on;
};
// All of a month, nobody's first, then by team. Yours: allocation_rows_free().
int allocation_rows(struct session *session, const char *month, struct allocation_row **rows,
	size_t *count);
void allocation_rows_free(struct allocation_row *rows, size_t count);
