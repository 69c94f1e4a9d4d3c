// SPDX-License-Identifier: MIT
// The acts by name, for many actions at once, and a new action on a submitted audit.
#include <stdlib.h>

#include "core/action-store.h"
#include "core/audit-private.h"
#include "core/tally.h"
#include "core/loop.h"
#include "core/tracker-private.h"
#include "db/error.h"
#include "db/mem.h"

static int one(struct session *session, const struct action *seen, const struct wish *wish)
{
	return tracked_do(session, &seen, 1, wish, NULL);
}

int tracker_bulk(struct session *session, const struct action *const *seen, size_t count,
	enum progress progress, date plan_on, const char *note, size_t *failed)
{
	return tracked_do(session, seen, count,
		&(struct wish){.act = TRACKER_PROGRESS,
			.progress = progress,
			.day = plan_on,
			.text = note},
		failed);
}

int tracker_progress(struct session *session, const struct action *seen, enum progress progress,
	date plan_on, const char *note)
{
	return tracker_bulk(session, &seen, 1, progress, plan_on, note, NULL);
}

int tracker_note(struct session *session, const struct action *seen, const char *note)
{
	return one(session, seen,
		&(struct wish){.act = TRACKER_NOTE, .day = DATE_NONE, .text = note});
}

int tracker_done(
	struct session *session, const struct action *seen, date done_on, const char *evidence)
{
	return one(session, seen,
		&(struct wish){.act = TRACKER_DONE, .day = done_on, .text = evidence});
}

int tracker_verify(struct session *session, const struct action *seen, const char *impact)
{
	return one(session, seen,
		&(struct wish){.act = TRACKER_VERIFY, .day = DATE_NONE, .text = impact});
}

int tracker_return(struct session *session, const struct action *seen, const char *why)
{
	return one(session, seen,
		&(struct wish){.act = TRACKER_RETURN, .day = DATE_NONE, .text = why});
}

int tracker_postpone(struct session *session, const struct action *seen, date due_on,
	const char *reason, bool anyway)
{
	return one(session, seen,
		&(struct wish){.act = TRACKER_POSTPONE,
			.day = due_on,
			.text = reason,
			.anyway = anyway});
}

int tracker_hand(struct session *session, const struct action *seen, const char *login,
	const char *name, const char *post, const char *reason)
{
	return one(session, seen,
		&(struct wish){.act = TRACKER_HAND,
			.day = DATE_NONE,
			.text = reason,
			.login = login,
			.name = name,
			.post = post});
}

int tracker_priority(
	struct session *session, const struct action *seen, bool priority, const char *note)
{
	return one(session, seen,
		&(struct wish){.act = TRACKER_PRIORITY,
			.day = DATE_NONE,
			.flag = priority,
			.text = note});
}

int tracker_escalate(
	struct session *session, const struct action *seen, bool escalated, const char *reason)
{
	return one(session, seen,
		&(struct wish){.act = TRACKER_ESCALATE,
			.day = DATE_NONE,
			.flag = escalated,
			.text = reason});
}

int tracker_change(struct session *session, const struct action *seen,
	const struct action *words, const char *why)
{
	return one(session, seen,
		&(struct wish){
			.act = TRACKER_CHANGE, .day = DATE_NONE, .text = why, .words = words});
}

// The owner of a new action, and those to whom it is taken up at once.
static int tell_new(
	struct session *session, const struct action_row *row, int64_t owner_id, bool escalated)
{
	if (tracked_tell(session, owner_id, row, "is yours: read it, and report its progress"))
		return -1;
	return escalated ? tracked_tell_heads(session, row) : 0;
}

int tracker_tell_owners(struct session *session, const struct audit *audit)
{
	struct action_row row = {
		.audit_ref = audit->ref, .subject = {.service_id = audit->service_id}};
	int result = 0;

	for (size_t i = 0; i < audit->action_count && !result; i++) {
		row.action = audit->actions[i];
		row.action.audit_id = audit->id;
		result = tell_new(session, &row, row.action.owner_id, row.action.escalated);
	}
	return result;
}

// The audit of a new action, as far as its rights and its trail go, into the row of the action to be.
static int audit_ready(
	struct session *session, const char *ref, struct action_row *row, date *allocated_on)
{
	struct stmt *audit = db_query(session->db, QUERY_TRACKED_AUDIT, ARGS(TEXT("ref", ref)));
	int found = audit ? stmt_next(audit) : -1;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING, "there is no audit %s: see list audits",
					   ref);
	*row = (struct action_row){.action = {.audit_id = stmt_int(audit, 0)},
		.audit_ref = xstrdup(stmt_text(audit, 1)),
		.audit_state = (enum audit_state)stmt_int(audit, 2),
		.subject = {.lead_id = stmt_int(audit, 4),
			.peer_id = stmt_int(audit, 5),
			.team_id = stmt_int(audit, 6),
			.service_id = stmt_int(audit, 7),
			.submitted = stmt_int(audit, 2) >= AUDIT_SUBMITTED}};
	*allocated_on = stmt_date(audit, 3);
	found = stmt_int(audit, 8)
			? fail(ERROR_DENIED,
				  "audit %s was anonymised: it takes no more actions", ref)
			: 0;
	stmt_done(audit);
	return found;
}

static int add_check(struct session *session, const struct action_row *row,
	const struct action *action, date allocated_on, bool anyway)
{
	const char *lacks;
	char day[DATE_TEXT];

	if (require(session, RIGHT_LOOP, &row->subject))
		return -1;
	if (row->audit_state < AUDIT_SUBMITTED)
		return fail(ERROR_DATA,
			"audit %s is still being written: its auditors raise its actions there "
			"until it is submitted",
			row->audit_ref);
	if (row->audit_state == AUDIT_WITHDRAWN)
		return fail(ERROR_DATA, "audit %s is withdrawn: it takes no more actions",
			row->audit_ref);
	if (action_check(action, allocated_on))
		return -1;
	lacks = action_lacks(action);
	if (lacks)
		return fail(ERROR_DATA, "the action does not say %s: add it", lacks);
	if (action->due_on < session->today)
		return fail(ERROR_DATA, "%s has gone by: give a date still to come",
			date_show(action->due_on, day));
	return tracked_day(session, action->due_on, anyway);
}

static int insert(struct session *session, const struct action *action, struct action_row *row)
{
	struct owner owner = {0};
	char *words = action_words(action);
	int64_t seq = 0;
	int result = owner_find(
		session, action->owner_login, action->owner_name, action->owner_post, &owner);

	if (!result)
		result = tally_touch(session, row->action.audit_id) ||
					 action_insert(session, row->action.audit_id, action,
						 &owner, &row->action.id)
				 ? -1
				 : 0;
	if (!result) {
		result = db_int(session->db, QUERY_ACTION_SEQ, ARGS(INT("id", row->action.id)),
				 &seq) == 1
				 ? 0
				 : -1;
		row->action.seq = (int)seq;
	}
	if (!result)
		result = tracked_trail(session, row, "add", NULL, words) ||
					 tell_new(session, row, owner.id, action->escalated) ||
					 loop_close(session, row->action.audit_id)
				 ? -1
				 : 0;
	owner_finish(&owner);
	free(words);
	return result;
}

int tracker_add(struct session *session, const char *audit_ref, const struct action *action,
	bool anyway, int64_t *id)
{
	struct action_row row = {0};
	date allocated_on = DATE_NONE;
	int result;

	if (session_begin(session))
		return -1;
	result = audit_ready(session, audit_ref, &row, &allocated_on);
	if (!result)
		result = add_check(session, &row, action, allocated_on, anyway);
	if (!result)
		result = insert(session, action, &row);
	if (!result && id)
		*id = row.action.id;
	action_row_finish(&row);
	return db_end(session->db, result);
}
