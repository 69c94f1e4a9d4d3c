// SPDX-License-Identifier: MIT
// An audit changes hands, or is taken out of the count.
#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/audit-private.h"
#include "core/auditor.h"
#include "core/loop.h"
#include "core/notice.h"
#include "core/tally.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

// An audit as it is allocated now.
struct held {
	struct audit audit; // id, ref, service and state only
	struct auditor lead, peer;
	date due;
	char *case_ref, *worker; // worker: the practitioner of the audit
	int64_t casefile_id;
};

static void held_finish(struct held *held)
{
	auditor_finish(&held->lead);
	auditor_finish(&held->peer);
	free(held->case_ref);
	free(held->worker);
}

static int held_load(struct session *session, const char *ref, struct held *held)
{
	struct stmt *row;

	*held = (struct held){.audit.ref = (char *)(uintptr_t)ref};
	if (audit_find(session, ref, &held->audit.id) || tally_touch(session, held->audit.id))
		return -1;
	row = db_query(session->db, QUERY_AUDIT_ALLOCATED, ARGS(INT("audit", held->audit.id)));
	if (!row || stmt_next(row) != 1)
		return -1;
	held->audit.state = (enum audit_state)stmt_int(row, 0);
	held->due = stmt_date(row, 1);
	held->lead = (struct auditor){stmt_int(row, 3), xstrdup(stmt_text(row, 2)),
		xstrdup(stmt_text(row, 11)), xstrdup(stmt_text(row, 9))};
	held->peer = (struct auditor){stmt_int(row, 5), xstrdup(stmt_text(row, 4)),
		xstrdup(stmt_text(row, 12)), xstrdup("")};
	held->audit.service_id = stmt_int(row, 6);
	held->worker = xstrdup(stmt_text(row, 8));
	held->case_ref = xstrdup(stmt_text(row, 10));
	held->casefile_id = stmt_int(row, 7);
	stmt_done(row);
	return 0;
}

// Finds who it is to be: the login given, or who it is now.
static int replace(struct session *session, const struct held *held, const char *login,
	const struct auditor *now, struct auditor *next)
{
	if (login)
		return auditor_find(session, login, held->casefile_id, held->worker, next);
	*next = (struct auditor){
		now->id, xstrdup(now->login), xstrdup(now->name), xstrdup(now->post)};
	return 0;
}

static int record_move(struct session *session, const struct held *held, const char *field,
	const char *old, const char *new)
{
	if (strcmp(old ? old : "", new ? new : "") == 0)
		return 0;
	return audit_trail(session, &held->audit, "allocate", field, old, new);
}

// What somebody was typing goes to who takes over, so that it is not lost; where they had begun a text of their own
// in the same place both stay.
static int hand_over(struct session *session, const struct held *held, enum part part,
	int64_t from, int64_t to)
{
	if (!from || !to || from == to)
		return 0;
	return db_run(session->db, QUERY_DRAFTS_HAND_OVER,
		ARGS(INT("to", to), INT("first", narrative_id(held->audit.id, part, 0)),
			INT("last", narrative_id(held->audit.id, part, PLACE_COUNT)),
			INT("from", from)));
}

// Tells who had it and who has it now.
static int tell(struct session *session, const struct held *held, const char *as,
	const struct auditor *before, const struct auditor *now, date due)
{
	char day[DATE_TEXT];
	char *gone, *come;
	int result;

	if (before->id == now->id)
		return 0;
	gone = xasprintf("%s, case %s: %s is its %s now; what you wrote is kept",
		held->audit.ref, held->case_ref, now->id ? now->name : "nobody", as);
	come = xasprintf("%s, case %s: you are its %s now, due %s%s%s%s", held->audit.ref,
		held->case_ref, as, date_show(due, day), before->id ? "; what " : "",
		before->id ? before->name : "", before->id ? " wrote is there" : "");
	result = notice_give(session, before->id, held->audit.id, "reallocated", gone) ||
				 notice_give(session, now->id, held->audit.id,
					 before->id ? "reallocated" : "allocated", come)
			 ? -1
			 : 0;
	free(gone);
	free(come);
	return result;
}

// Those who stay are told of another date.
static int tell_due(struct session *session, const struct held *held,
	const struct auditor *before, const struct auditor *now, date due)
{
	char day[DATE_TEXT];
	char *words;
	int result;

	if (due == held->due || before->id != now->id)
		return 0;
	words = xasprintf("%s, case %s, is due on %s now", held->audit.ref, held->case_ref,
		date_show(due, day));
	result = notice_give(session, now->id, held->audit.id, "due date", words);
	free(words);
	return result;
}

static int record_all(struct session *session, const struct held *held,
	const struct auditor *lead, const struct auditor *peer, date due)
{
	char before[DATE_TEXT], after[DATE_TEXT];

	return record_move(session, held, "lead", held->lead.login, lead->login) ||
			       record_move(
				       session, held, "peer", held->peer.login, peer->login) ||
			       record_move(session, held, "due_on", date_iso(held->due, before),
				       date_iso(due, after))
		       ? -1
		       : 0;
}

static int allocate_write(struct session *session, const struct held *held,
	const struct auditor *lead, const struct auditor *peer, date due)
{
	if (db_run(session->db, QUERY_AUDIT_ALLOCATE,
		    ARGS(DAY("today", session->today), ID_OR_NULL("lead", lead->id),
			    TEXT("post", lead->id ? lead->post : ""),
			    ID_OR_NULL("peer", peer->id), DAY("due", due),
			    INT("audit", held->audit.id))) ||
		record_all(session, held, lead, peer, due) ||
		hand_over(session, held, PART_LEAD, held->lead.id, lead->id) ||
		hand_over(session, held, PART_PEER, held->peer.id, peer->id))
		return -1;
	return tell(session, held, "lead auditor", &held->lead, lead, due) ||
			       tell(session, held, "peer auditor", &held->peer, peer, due) ||
			       tell_due(session, held, &held->lead, lead, due) ||
			       tell_due(session, held, &held->peer, peer, due)
		       ? -1
		       : 0;
}

// Finds who it is to be, and refuses what cannot be.
static int allocate_prepare(struct session *session, const struct held *held,
	const struct allocation *wanted, struct auditor *lead, struct auditor *peer)
{
	if (held->audit.state > AUDIT_DRAFT)
		return fail(ERROR_DATA, "audit %s is %s: it cannot be allocated anew",
			held->audit.ref, audit_state_name(held->audit.state));
	if (replace(session, held, wanted->lead, &held->lead, lead) ||
		replace(session, held, wanted->peer, &held->peer, peer) ||
		auditor_pair_check(lead, peer))
		return -1;
	if (wanted->due != held->due) // an overdue one changes hands
		return audit_due_check(session, wanted->due);
	return 0;
}

// Where nothing changes nothing is written, and nobody's look at it grows stale.
static int allocate(struct session *session, const struct held *held, date due,
	const struct auditor *lead, const struct auditor *peer)
{
	if (due == DATE_NONE)
		due = held->due;
	if (due == held->due && lead->id == held->lead.id && peer->id == held->peer.id &&
		strcmp(lead->post, held->lead.post) == 0)
		return 0;
	return allocate_write(session, held, lead, peer, due);
}

int audit_allocate_within(struct session *session, const char *ref,
	const struct allocation *allocation, const char *held_by)
{
	struct auditor lead = {0}, peer = {0};
	struct held held;
	int result = held_load(session, ref, &held);

	if (!result && held_by && strcmp(held_by, held.lead.login) != 0)
		result = fail(ERROR_BUSY, "somebody gave it to %s meanwhile: look again",
			held.lead.id ? held.lead.name : "nobody");
	if (!result)
		result = allocate_prepare(session, &held, allocation, &lead, &peer);
	if (!result)
		result = allocate(session, &held, allocation->due, &lead, &peer);
	auditor_finish(&lead);
	auditor_finish(&peer);
	held_finish(&held);
	return result;
}

int allocate_check(
	struct session *session, const char *ref, const struct allocation *allocation)
{
	struct auditor lead = {0}, peer = {0};
	struct held held = {0};
	int result;

	if (require(session, RIGHT_SAMPLE, NULL) || db_snapshot(session->db))
		return -1;
	result = held_load(session, ref, &held) ||
				 allocate_prepare(session, &held, allocation, &lead, &peer)
			 ? -1
			 : 0;
	db_snapshot_end(session->db);
	auditor_finish(&lead);
	auditor_finish(&peer);
	held_finish(&held);
	return result;
}

int audit_allocate(
	struct session *session, const char *ref, const struct allocation *allocation)
{
	if (require(session, RIGHT_SAMPLE, NULL))
		return -1;
	if (allocation->lead && !*allocation->lead)
		return fail(ERROR_USAGE, "an audit needs a lead auditor: --to LOGIN");
	if (session_begin(session))
		return -1;
	return db_end(session->db, audit_allocate_within(session, ref, allocation, NULL));
}

// Whoever else it was withdrawn by: QA, or a replacement in the draw.
static int tell_gone(struct session *session, const struct held *held, const char *approved_by)
{
	char *words =
		xasprintf("%s, case %s, was withdrawn, approved by %s: nothing is left to do",
			held->audit.ref, held->case_ref, approved_by);
	int result = notice_give(session, held->lead.id, held->audit.id, "withdrawn", words) ||
				     notice_give(session, held->peer.id, held->audit.id,
					     "withdrawn", words)
			     ? -1
			     : 0;

	free(words);
	return result;
}

int audit_withdraw_within(
	struct session *session, const char *ref, const char *why, const char *approved_by)
{
	struct held held = {0};
	char *words = xasprintf("%s (approved by %s)", why, approved_by);
	int result = held_load(session, ref, &held);

	if (!result && held.audit.state > AUDIT_SUBMITTED)
		result = fail(ERROR_DATA, "audit %s is %s: it cannot be withdrawn", ref,
			audit_state_name(held.audit.state));
	if (!result)
		result = db_run(session->db, QUERY_AUDIT_WITHDRAW,
			ARGS(DAY("today", session->today), TEXT("why", why),
				TEXT("by", approved_by), INT("audit", held.audit.id)));
	if (!result)
		result = audit_trail(session, &held.audit, "withdraw", "state",
			audit_state_name(held.audit.state), words);
	if (!result)
		result = loop_withdrawn(session, held.audit.id, words);
	if (!result)
		result = tell_gone(session, &held, approved_by);
	held_finish(&held);
	free(words);
	return result;
}

int audit_withdraw(
	struct session *session, const char *ref, const char *why, const char *approved_by)
{
	if (require(session, RIGHT_SAMPLE, NULL) ||
		text_check(why, strlen(why), TEXT_LINES, "reason") ||
		text_check(approved_by, strlen(approved_by), TEXT_LINE, "who approved it"))
		return -1;
	if (!why[strspn(why, " \t\n")] || !approved_by[strspn(approved_by, " ")])
		return fail(
			ERROR_DATA, "a withdrawal says why, and who approved it: give both");
	if (session_begin(session))
		return -1;
	return db_end(session->db, audit_withdraw_within(session, ref, why, approved_by));
}
