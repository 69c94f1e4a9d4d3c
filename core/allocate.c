// SPDX-License-Identifier: MIT
// Getting an audit into somebody's hands, and out of them again: QA's side of it.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/audit-private.h"
#include "core/contact.h"
#include "core/text.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

// Somebody who is given an audit. Texts are yours.
struct auditor {
	int64_t id; // 0: nobody
	char *login, *post;
};

static void auditor_finish(struct auditor *auditor)
{
	free(auditor->login);
	free(auditor->post);
}

date audit_default_due(const struct session *session, date day)
{
	return workday_add(session->holidays, date_month_of(day).last + 1, -1);
}

bool same_person(const char *a, const char *b)
{
	char *key_a = text_key(a), *key_b = text_key(b);
	bool same = *a && strcmp(key_a, key_b) == 0;

	free(key_a);
	free(key_b);
	return same;
}

// Reads the person of the row, unless they may not audit the work of `worker`.
static int auditor_read(struct stmt *row, const char *worker, struct auditor *auditor)
{
	const char *login = stmt_text(row, 1), *name = stmt_text(row, 2);

	if (!stmt_int(row, 7))
		return fail(ERROR_DATA, "%s is no longer a user: choose somebody else", login);
	if (!(stmt_int(row, 4) & ROLE_AUDITOR))
		return fail(ERROR_DATA,
			"%s is no auditor: choose somebody else, or have the role given",
			login);
	if (same_person(worker, login) || same_person(worker, name))
		return fail(ERROR_DATA,
			"%s is the worker of this case: nobody audits their own work", login);
	*auditor =
		(struct auditor){stmt_int(row, 0), xstrdup(login), xstrdup(stmt_text(row, 3))};
	return 0;
}

static int auditor_find(
	struct session *session, const char *login, const char *worker, struct auditor *auditor)
{
	struct stmt *row;
	int found, result;

	*auditor = (struct auditor){0};
	if (!login || !*login)
		return 0;
	row = db_query(session->db, QUERY_USER_BY_LOGIN, ARGS(TEXT("login", login)));
	found = row ? stmt_next(row) : -1;
	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING,
					   "there is no user %s: 'caseaudit user list' shows "
					   "those there are",
					   login);
	result = auditor_read(row, worker, auditor);
	stmt_done(row);
	return result;
}

static int pair_check(const struct auditor *lead, const struct auditor *peer)
{
	if (lead->id && lead->id == peer->id)
		return fail(ERROR_DATA,
			"%s cannot be lead and peer of the same audit: choose another peer",
			lead->login);
	return 0;
}

#define ID_OR_NULL(n, v)                                                       \
	{                                                                      \
		.name = (n), .type = (v) ? BIND_INT : BIND_NULL, .number = (v) \
	}
#define PEER(p) ID_OR_NULL("peer", (p)->id)

// A new audit as it is being put together.
struct plan {
	struct new_audit audit; // what is borrowed there lies here
	char *worker, *plan_type, *ref;
	char month[DATE_TEXT];
	struct auditor lead, peer;
};

static void plan_finish(struct plan *plan)
{
	free(plan->worker);
	free(plan->plan_type);
	free(plan->ref);
	auditor_finish(&plan->lead);
	auditor_finish(&plan->peer);
}

static int plan_case(struct session *session, const char *ref, struct plan *plan)
{
	struct stmt *row = db_query(session->db, QUERY_CASE_FOR_AUDIT, ARGS(TEXT("ref", ref)));
	int found = row ? stmt_next(row) : -1;
	bool open;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING, "there is no case %s: import it first",
					   ref);
	plan->audit.casefile_id = stmt_int(row, 0);
	plan->audit.team_id = stmt_int(row, 1);
	plan->audit.service_id = stmt_int(row, 2);
	plan->audit.worker = plan->worker = xstrdup(stmt_text(row, 3));
	plan->audit.plan_type = plan->plan_type = xstrdup(stmt_text(row, 4));
	open = strcmp(stmt_text(row, 5), "open") == 0;
	stmt_done(row);
	return open ? 0 : fail(ERROR_DATA, "case %s is closed: choose an open one", ref);
}

static int plan_once(struct session *session, const struct plan *plan)
{
	char *ref = NULL;
	int found = db_text(session->db, QUERY_CASE_AUDITED,
		ARGS(INT("casefile", plan->audit.casefile_id), TEXT("month", plan->month),
			INT("kind", plan->audit.kind)),
		&ref);

	if (found == 1)
		fail(ERROR_DATA,
			"case %s has audit %s in %s already: choose another case or month",
			plan->audit.case_ref, ref, plan->month);
	free(ref);
	return found == 0 ? 0 : -1;
}

static int due_check(const struct session *session, date due)
{
	char day[DATE_TEXT];

	if (due == DATE_NONE || due >= session->today)
		return 0;
	return fail(
		ERROR_DATA, "%s has gone by: choose a due date to come", date_show(due, day));
}

static int plan_month(
	struct session *session, const struct allocation *allocation, struct plan *plan)
{
	struct date_range range = date_month_of(session->today);

	if (allocation->month && date_parse_month(allocation->month, &range))
		return fail(ERROR_USAGE, "%s is no month: write it like 2026-10",
			allocation->month);
	plan->audit.month = date_month(range.first, plan->month);
	plan->audit.due = allocation->due;
	if (plan->audit.due == DATE_NONE)
		plan->audit.due = audit_default_due(session, range.first);
	return due_check(session, allocation->due);
}

static int plan_make(
	struct session *session, const struct allocation *allocation, struct plan *plan)
{
	plan->audit.case_ref = allocation->case_ref;
	plan->audit.kind = allocation->kind ? allocation->kind : AUDIT_MONTHLY;
	if (plan_month(session, allocation, plan) ||
		plan_case(session, allocation->case_ref, plan) || plan_once(session, plan) ||
		auditor_find(session, allocation->lead, plan->worker, &plan->lead) ||
		auditor_find(session, allocation->peer, plan->worker, &plan->peer) ||
		pair_check(&plan->lead, &plan->peer))
		return -1;
	plan->audit.lead_id = plan->lead.id;
	plan->audit.lead_login = plan->lead.login;
	plan->audit.lead_post = plan->lead.post;
	plan->audit.peer_id = plan->peer.id;
	plan->audit.peer_login = plan->peer.login;
	plan->audit.template = template_in_force(session, allocation->template, session->today);
	return plan->audit.template ? 0 : -1;
}

static int next_ref(struct session *session, const char *month, char **ref)
{
	int64_t last = 0;

	if (db_int(session->db, QUERY_AUDIT_LAST_NUMBER, ARGS(TEXT("month", month)), &last) < 0)
		return -1;
	*ref = xasprintf("%s-%03" PRId64, month, last + 1);
	return 0;
}

static int insert(struct session *session, const struct new_audit *audit, const char *ref)
{
	date today = session->today;

	return db_run(session->db, QUERY_AUDIT_ADD,
		ARGS(TEXT("ref", ref), INT("casefile", audit->casefile_id),
			INT("team", audit->team_id), INT("service", audit->service_id),
			INT("template", audit->template->id), TEXT("month", audit->month),
			ID_OR_NULL("lead", audit->lead_id),
			TEXT("post", audit->lead_id ? audit->lead_post : ""),
			ID_OR_NULL("peer", audit->peer_id), TEXT("worker", audit->worker),
			TEXT("plan_type", audit->plan_type),
			DAY("judged", date_add_months(today, -6)),
			DAY("read", date_add_months(today, -12)), DAY("today", today),
			DAY("due", audit->due), INT("kind", audit->kind),
			ID_OR_NULL("sample", audit->sample_id)));
}

static int insert_record(
	struct session *session, const struct new_audit *from, int64_t id, char *ref)
{
	struct audit audit = {.id = id, .ref = ref, .service_id = from->service_id};
	char day[DATE_TEXT];
	char *words = xasprintf("case %s, lead %s%s%s, due %s, template %s %d", from->case_ref,
		from->lead_id ? from->lead_login : "nobody yet", from->peer_id ? ", peer " : "",
		from->peer_id ? from->peer_login : "", date_iso(from->due, day),
		from->template->name, from->template->version);
	int result = audit_trail(session, &audit, "add", NULL, NULL, words);

	free(words);
	return result;
}

int audit_insert(
	struct session *session, const struct new_audit *audit, int64_t *id, char **ref)
{
	if (next_ref(session, audit->month, ref))
		return -1;
	if (!insert(session, audit, *ref)) {
		*id = db_last_id(session->db);
		if (!insert_record(session, audit, *id, *ref) && !contact_begin(session, *id))
			return 0;
	}
	free(*ref);
	*ref = NULL;
	return -1;
}

int audit_add(struct session *session, const struct allocation *allocation, char **ref)
{
	struct plan plan = {0};
	int64_t id;
	int result;

	if (require(session, RIGHT_SAMPLE, NULL))
		return -1;
	if (!allocation->lead || !*allocation->lead)
		return fail(ERROR_USAGE, "an audit needs a lead auditor: --to LOGIN");
	if (session_begin(session))
		return -1;
	result = plan_make(session, allocation, &plan) ||
				 audit_insert(session, &plan.audit, &id, &plan.ref)
			 ? -1
			 : 0;
	result = db_end(session->db, result);
	*ref = result ? NULL : xstrdup(plan.ref);
	plan_finish(&plan);
	return result;
}

// An audit as it is allocated now.
struct held {
	struct audit audit; // id, ref, service and state only
	struct auditor lead, peer;
	date due;
	char *case_worker, *worker; // whose work it is, by the case and by the audit
};

static void held_finish(struct held *held)
{
	auditor_finish(&held->lead);
	auditor_finish(&held->peer);
	free(held->case_worker);
	free(held->worker);
}

static int held_load(struct session *session, const char *ref, struct held *held)
{
	struct stmt *row;

	*held = (struct held){.audit.ref = (char *)(uintptr_t)ref};
	if (audit_find(session, ref, &held->audit.id))
		return -1;
	row = db_query(session->db, QUERY_AUDIT_ALLOCATED, ARGS(INT("audit", held->audit.id)));
	if (!row || stmt_next(row) != 1)
		return -1;
	held->audit.state = (enum audit_state)stmt_int(row, 0);
	held->due = stmt_date(row, 1);
	held->lead = (struct auditor){
		stmt_int(row, 3), xstrdup(stmt_text(row, 2)), xstrdup(stmt_text(row, 9))};
	held->peer = (struct auditor){stmt_int(row, 5), xstrdup(stmt_text(row, 4)), NULL};
	held->audit.service_id = stmt_int(row, 6);
	held->case_worker = xstrdup(stmt_text(row, 7));
	held->worker = xstrdup(stmt_text(row, 8));
	stmt_done(row);
	return 0;
}

// Finds who it is to be: the login given, or who it is now. Neither the case's worker nor the one
// whose work the audit is about by now.
static int replace(struct session *session, const struct held *held, const char *login,
	const struct auditor *now, struct auditor *next)
{
	if (!login) {
		*next = (struct auditor){
			now->id, xstrdup(now->login), now->post ? xstrdup(now->post) : NULL};
		return 0;
	}
	if (auditor_find(session, login, held->case_worker, next))
		return -1;
	if (next->id && same_person(held->worker, next->login))
		return fail(ERROR_DATA,
			"%s is the practitioner of this audit: choose "
			"somebody else",
			next->login);
	return 0;
}

static int record_move(struct session *session, const struct held *held, const char *field,
	const char *old, const char *new)
{
	if (strcmp(old ? old : "", new ? new : "") == 0)
		return 0;
	return audit_trail(session, &held->audit, "allocate", field, old, new);
}

static int allocate_write(struct session *session, const struct held *held,
	const struct auditor *lead, const struct auditor *peer, date due)
{
	char before[DATE_TEXT], after[DATE_TEXT];

	if (db_run(session->db, QUERY_AUDIT_ALLOCATE,
		    ARGS({.name = "lead",
				 .type = lead->id ? BIND_INT : BIND_NULL,
				 .number = lead->id},
			    TEXT("post", lead->post), PEER(peer), DAY("due", due),
			    INT("audit", held->audit.id))) ||
		record_move(session, held, "lead", held->lead.login, lead->login) ||
		record_move(session, held, "peer", held->peer.login, peer->login))
		return -1;
	return record_move(
		session, held, "due_on", date_iso(held->due, before), date_iso(due, after));
}

static int allocate(struct session *session, const char *ref, const struct allocation *wanted)
{
	struct auditor lead = {0}, peer = {0};
	struct held held = {0};
	date due;
	int result = held_load(session, ref, &held);

	if (!result && held.audit.state > AUDIT_DRAFT)
		result = fail(ERROR_DATA, "audit %s is %s: it cannot be allocated anew", ref,
			audit_state_name(held.audit.state));
	if (!result)
		result = replace(session, &held, wanted->lead, &held.lead, &lead) ||
					 replace(session, &held, wanted->peer, &held.peer,
						 &peer) ||
					 pair_check(&lead, &peer)
				 ? -1
				 : 0;
	due = wanted->due == DATE_NONE ? held.due : wanted->due;
	if (!result && due != held.due) // one that is overdue may change hands
		result = due_check(session, due);
	if (!result)
		result = allocate_write(session, &held, &lead, &peer, due);
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
	return db_end(session->db, allocate(session, ref, allocation));
}

static int withdraw(
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
	return db_end(session->db, withdraw(session, ref, why, approved_by));
}
