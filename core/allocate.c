// SPDX-License-Identifier: MIT
// An audit begins.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/audit-private.h"
#include "core/auditor.h"
#include "core/cycle.h"
#include "core/contact.h"
#include "core/notice.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

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

int audit_due_check(const struct session *session, date due)
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
	if (plan->audit.due == DATE_NONE &&
		cycle_due(session, plan->month, &plan->audit.due) < 0)
		return -1;
	return audit_due_check(session, allocation->due);
}

static int plan_make(
	struct session *session, const struct allocation *allocation, struct plan *plan)
{
	plan->audit.case_ref = allocation->case_ref;
	plan->audit.kind = allocation->kind ? allocation->kind : AUDIT_MONTHLY;
	if (plan_month(session, allocation, plan) ||
		plan_case(session, allocation->case_ref, plan) || plan_once(session, plan) ||
		auditor_find(session, allocation->lead, plan->audit.casefile_id, plan->worker,
			&plan->lead) ||
		auditor_find(session, allocation->peer, plan->audit.casefile_id, plan->worker,
			&plan->peer) ||
		auditor_pair_check(&plan->lead, &plan->peer))
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

static int insert_tell(
	struct session *session, const struct new_audit *from, int64_t id, const char *ref)
{
	char day[DATE_TEXT];
	char *lead = xasprintf("%s, case %s, is yours to audit, due %s", ref, from->case_ref,
		date_show(from->due, day));
	char *peer = xasprintf("%s, case %s: you are its peer auditor, due %s", ref,
		from->case_ref, date_show(from->due, day));
	int result = notice_give(session, from->lead_id, id, "allocated", lead) ||
				     notice_give(session, from->peer_id, id, "allocated", peer)
			     ? -1
			     : 0;

	free(lead);
	free(peer);
	return result;
}

int audit_insert(
	struct session *session, const struct new_audit *audit, int64_t *id, char **ref)
{
	if (next_ref(session, audit->month, ref))
		return -1;
	if (!insert(session, audit, *ref)) {
		*id = db_last_id(session->db);
		if (!tally_load(session, *id) && !insert_record(session, audit, *id, *ref) &&
			!contact_begin(session, *id) && !insert_tell(session, audit, *id, *ref))
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
