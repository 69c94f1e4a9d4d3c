// SPDX-License-Identifier: MIT
// What reports count, kept with the data: a report reads as many rows as there are teams, however many audits.
#pragma once

#include "core/audit.h"

// What is counted, by month, service, team and kind of audit. Audits that were withdrawn count in TALLY_DUE alone, and
// nothing else counts before the audit is completed. Months of completion but where another one is named.
enum tally {
	TALLY_FINAL =
		1, // final grades: a domain id, b grade. The overall grade is a domain like the others
	TALLY_LEAD, // the lead's own grades, likewise
	TALLY_DUE, // audits by the month they are due: a post (tally_post()), b enum compliance
	TALLY_COMPLETED, // audits: a 1 in time or 0 late, b 1 moderated or 0 not
	TALLY_FEEDBACK,  // a enum source, b 1 obtained or 0 not; not said: no row
	TALLY_THEME,     // a theme id, b enum aspect
	TALLY_PAIR, // auditor and moderator (core/agreement.h): a domain id, b mode, c lead's grade * 8 + moderator's
	TALLY_RAISED, // actions by the month they were raised: a their flags, b 1 where their date was put off
	TALLY_CLOSED, // actions by the month they were verified: a flags, b 1 in time, 2 late (by the day said to be done)
	TALLY_ACTION_DUE, // actions by the month they are due: b the month they were verified, 0 where not
	TALLY_STEP, // steps by the month they are due: a rule id, b enum steps_count
	TALLY_DAYS, // days that passed, by the month in which they were over: a enum span, b 0 how many spans, 1 the
	// sum of their calendar days
	TALLY_CONTACT,  // a enum contact_who, b enum contact_state, c the means (core/means.h)
	TALLY_OBTAINED, // feedback obtained: a enum source, c the means
	TALLY_MODERATOR, // completed moderations: a user id, 0 for who is none here; b enum moderator_count
	TALLY_SEALED, // audits whose grades are kept from somebody: a their user id
	TALLY_END
};

// From one day to another, where the second is not before the first.
enum span {
	SPAN_AUDIT =
		1, // from allocation (of a review: from the day it may begin) to submission
	SPAN_MODERATION, // from submission to the completion of its moderation
	SPAN_ACTION, // from the day an action was raised to the day it was said to be done; over when verified
	SPAN_LATE, // from the day it was due to that day: 0 for what was done in time
};

enum moderator_count {
	MODERATOR_UPHELD = 1, // audits all of whose grades stand
	MODERATOR_CHANGED,    // audits at least one of whose grades was changed
	MODERATOR_DAYS,       // the sum of their days, as SPAN_MODERATION
};

enum compliance { COMPLIANCE_IN_TIME = 1, COMPLIANCE_LATE, COMPLIANCE_OPEN, COMPLIANCE_EXEMPT };

enum steps_count { STEPS_IN_TIME = 1, STEPS_LATE, STEPS_OPEN, STEPS_CANCELLED };

// Flags of actions: they add up.
enum {
	FLAG_PRIORITY =
		1, // priority, escalated, and of an audit whose final grade is Inadequate
	FLAG_SERVICE = 2, // for the service, not the case
};

// The number of a post as it is counted: its place in posts[] and 1; 0 for an empty or unknown one. And back: ""
// for 0. Borrowed.
int64_t tally_post(const char *post);
const char *tally_post_name(int64_t number);

// To be called within a write transaction before anything of an audit (its row, its grades, its moderation, feedback,
// themes, actions, steps) is changed or added: what it counted so far is taken down, and what it counts at the end of
// the transaction is added with the commit. A second call in the same transaction does nothing. -1: the store failed.
int tally_touch(struct session *session, int64_t audit_id);

// What db_before_commit() calls: counts anew what was touched. context is the session.
int tally_commit(void *context);

// The same for very many new audits, all whose id is first or greater, at the end of a load.
int tally_load(struct session *session, int64_t first);

// Counts everything anew, in a transaction of its own or the caller's.
int tally_rebuild(struct session *session);

// What session_open() does: counts what an older version left uncounted or counted otherwise. Nothing where that was
// done.
int tally_ready(struct session *session);

// Recounts, in one snapshot, and compares with what is kept. Calls found with a sentence for each count that is off.
// *wrong is how many. -1: the store failed.
int tally_verify(struct session *session, int64_t *wrong,
	void (*found)(const char *sentence, void *context), void *context);

struct tally_filter {
	struct date_range range;
	int64_t service_id, team_id; // 0: all
	int kind;                    // enum audit_kind; -1: any
};

struct tally_row {
	int month; // year * 100 + month
	int64_t service_id, team_id, a, b, c, count;
};

// Between the two the days of months that are not whole are counted once for all of tally_read(), which takes as long as all of
// them: within one snapshot, in which nothing changes.
void tally_keep(struct session *session);
void tally_drop(struct session *session);

// Calls each with the counts of a period that the session's person may report on (RIGHT_REPORT: senior managers get
// their own services). Whole months are read; the days of a month that is not whole are counted from the audits, which takes
// as long as there are audits in it. What would tell the grades of an audit that the person is to moderate blind
// (core/blind.h) is taken out again, by rows with a negative count: that is kept, too, by the person from whom it is
// kept. Rows come in no order, and a cell may come in several. -1: the store failed.
int tally_read(struct session *session, enum tally what, const struct tally_filter *filter,
	void (*each)(const struct tally_row *row, void *context), void *context);

// Lets go of what tally_touch() keeps; for session_close().
void tally_finish(struct session *session);
