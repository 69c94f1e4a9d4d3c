// SPDX-License-Identifier: MIT
// One save of an audit: its transaction, its right, its row in the trail, and its coming too late.
#include <stdlib.h>
#include <string.h>

#include "core/audit-private.h"
#include "core/tally.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

int audit_trail(struct session *session, const struct audit *audit, const char *verb,
	const char *field, const char *old, const char *new)
{
	char *record = xasprintf("audit %s", audit->ref);
	int result = trail_append(session, &(struct act){.verb = verb,
						   .record = record,
						   .audit_id = audit->id,
						   .service_id = audit->service_id,
						   .field = field,
						   .old = old,
						   .new = new});

	free(record);
	return result;
}

// The audit may have been submitted, withdrawn or given to somebody else since it was read.
static int guard(struct change *change, enum right right, bool lead_only)
{
	const struct audit *audit = change->audit;
	struct stmt *row =
		db_query(change->session->db, QUERY_AUDIT_GUARD, ARGS(INT("audit", audit->id)));
	int found = row ? stmt_next(row) : -1;
	struct subject subject;
	date not_before;
	bool anonymised;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING, "there is no such audit any more: go "
						       "back to the list");
	change->state = (enum audit_state)stmt_int(row, 0);
	subject = (struct subject){
		.lead_id = stmt_int(row, 1),
		.peer_id = stmt_int(row, 2),
		.team_id = stmt_int(row, 3),
		.service_id = stmt_int(row, 4),
		.submitted = change->state >= AUDIT_SUBMITTED,
	};
	not_before = stmt_date(row, 5);
	anonymised = stmt_int(row, 6);
	stmt_done(row);
	if (anonymised)
		return fail(ERROR_DENIED,
			"audit %s was anonymised: nothing more is written in it", audit->ref);
	if (right == RIGHT_AMEND && change->state == AUDIT_WITHDRAWN)
		return fail(ERROR_DENIED, "audit %s is withdrawn: it cannot be amended",
			audit->ref);
	if (require(change->session, right, &subject))
		return -1;
	if (right != RIGHT_WRITE && right != RIGHT_AMEND)
		return 0;
	if (right == RIGHT_WRITE && not_before > change->session->today)
		return fail(ERROR_DATA,
			"audit %s is a review, which is not begun before %s: write in it then",
			audit->ref, date_show(not_before, (char[DATE_TEXT]){0}));
	if (part_of(change->session, subject.lead_id, subject.peer_id) != audit->part)
		return fail(ERROR_BUSY,
			"audit %s was allocated anew: open it again to go on in your new part",
			audit->ref);
	if (lead_only && audit->part != PART_LEAD)
		return fail(ERROR_DENIED,
			"%s is the peer auditor of %s: the lead auditor writes the outcome",
			change->session->me.login, audit->ref);
	return 0;
}

int change_begin(struct change *change, struct session *session, struct audit *audit,
	enum right right, bool lead_only)
{
	*change = (struct change){.session = session, .audit = audit};
	session_now(session, change->now);
	if (session_begin(session))
		return -1;
	return guard(change, right, lead_only) || tally_touch(session, audit->id)
		       ? db_end(session->db, -1)
		       : 0;
}

static int start(struct change *change)
{
	struct db *db = change->session->db;

	change->state = AUDIT_DRAFT;
	if (db_run(db, QUERY_AUDIT_START,
		    ARGS(DAY("today", change->session->today),
			    INT("audit", change->audit->id))))
		return -1;
	return audit_trail(
		change->session, change->audit, "start", "state", "allocated", "draft");
}

int change_record(struct change *change, const char *verb, const char *field, const char *old,
	const char *new, int *revision)
{
	int64_t seq = 0;

	if (change->state == AUDIT_ALLOCATED && start(change))
		return -1;
	if (audit_trail(change->session, change->audit, verb, field, old, new) ||
		db_int(change->session->db, QUERY_TRAIL_HEAD, NO_ARGS, &seq) < 0)
		return -1;
	if (revision)
		*revision = (int)seq;
	return 0;
}

int change_end(struct change *change, int result)
{
	struct audit *audit = change->audit;

	if (db_end(change->session->db, result))
		return -1;
	if (audit->state == AUDIT_ALLOCATED && change->state == AUDIT_DRAFT)
		audit->started_on = change->session->today;
	audit->state = change->state;
	return 0;
}

int change_late(struct change *change, struct conflict *conflict, const char *field,
	const char *theirs, const char *ours)
{
	struct stmt *row = db_query(change->session->db, QUERY_CHANGED_LAST,
		ARGS(INT("audit", change->audit->id), TEXT("field", field)));
	bool known = row && stmt_next(row) == 1;
	const char *who = known ? stmt_text(row, 0) : "Somebody";
	const char *when = known ? stmt_text(row, 1) : change->now;
	char shown[32];

	*conflict =
		(struct conflict){xstrdup(who), xstrdup(when), xstrdup(theirs), xstrdup(ours)};
	fail(ERROR_BUSY, "%s changed %s of audit %s first, %s: look at both before you save",
		who, field, change->audit->ref,
		session_show_moment(change->session, when, shown));
	if (known)
		stmt_done(row);
	return -1;
}

void conflict_finish(struct conflict *conflict)
{
	free(conflict->who);
	free(conflict->when);
	free(conflict->theirs);
	free(conflict->ours);
	*conflict = (struct conflict){0};
}
