// SPDX-License-Identifier: MIT
// Replacing a drawn case: the next in the drawn order takes its place, and both stay on the receipt.
#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/audit-private.h"
#include "core/sample.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

// The audit to be replaced, as it stands.
struct drawn {
	int64_t id, sample_id, place;
	char *sample, *service, *team, *month, *lead, *lead_name, *lead_post, *peer, *peer_name;
	int64_t template_id, lead_id, peer_id;
	enum sample_purpose purpose;
	enum audit_kind kind;
	enum audit_state state;
	date due;
};

static void drawn_finish(struct drawn *drawn)
{
	free(drawn->sample);
	free(drawn->service);
	free(drawn->team);
	free(drawn->month);
	free(drawn->lead);
	free(drawn->lead_post);
	free(drawn->peer);
	free(drawn->lead_name);
	free(drawn->peer_name);
}

static int drawn_read(struct session *session, const char *ref, struct drawn *drawn)
{
	struct stmt *row = db_query(session->db, QUERY_SAMPLE_AUDIT, ARGS(TEXT("ref", ref)));
	int found = row ? stmt_next(row) : -1;
	int64_t id;

	if (found < 0 || (!found && audit_find(session, ref, &id)))
		return -1;
	if (!found)
		return fail(ERROR_DATA, "audit %s was not drawn: withdraw it, and add another",
			ref);
	*drawn = (struct drawn){
		.id = stmt_int(row, 0),
		.sample_id = stmt_int(row, 1),
		.sample = xstrdup(stmt_text(row, 2)),
		.place = stmt_int(row, 3),
		.service = xstrdup(stmt_text(row, 4)),
		.team = xstrdup(stmt_text(row, 5)),
		.purpose = (enum sample_purpose)stmt_int(row, 6),
		.template_id = stmt_int(row, 7),
		.month = xstrdup(stmt_text(row, 8)),
		.due = stmt_date(row, 9),
		.kind = (enum audit_kind)stmt_int(row, 10),
		.lead_id = stmt_int(row, 11),
		.lead = xstrdup(stmt_text(row, 12)),
		.lead_post = xstrdup(stmt_text(row, 13)),
		.peer_id = stmt_int(row, 14),
		.peer = xstrdup(stmt_text(row, 15)),
		.state = (enum audit_state)stmt_int(row, 16),
		.lead_name = xstrdup(stmt_text(row, 17)),
		.peer_name = xstrdup(stmt_text(row, 18)),
	};
	stmt_done(row);
	if (drawn->state > AUDIT_DRAFT)
		return fail(ERROR_DATA,
			"audit %s is %s: only one that is not submitted can be "
			"replaced",
			ref, audit_state_name(drawn->state));
	return 0;
}

// The people go with the place, unless the new case is their own work.
static int next_make(
	struct session *session, const struct drawn *drawn, struct stmt *row, char **ref)
{
	struct new_audit audit = {
		.casefile_id = stmt_int(row, 1),
		.case_ref = stmt_text(row, 2),
		.team_id = stmt_int(row, 3),
		.service_id = stmt_int(row, 4),
		.worker = stmt_text(row, 5),
		.plan_type = stmt_text(row, 6),
		.month = drawn->month,
		.kind = drawn->kind,
		.sample_id = drawn->sample_id,
		.lead_id = drawn->lead_id,
		.lead_login = drawn->lead,
		.lead_post = drawn->lead_post,
		.peer_id = drawn->peer_id,
		.peer_login = drawn->peer,
		.due = drawn->due,
	};
	int64_t id;

	if (same_person(audit.worker, drawn->lead) ||
		same_person(audit.worker, drawn->lead_name))
		audit.lead_id = 0;
	if (!audit.lead_id || same_person(audit.worker, drawn->peer) ||
		same_person(audit.worker, drawn->peer_name))
		audit.peer_id = 0;
	audit.template = template_get(session, drawn->template_id);
	return audit.template ? audit_insert(session, &audit, &id, ref) : -1;
}

static int record(struct session *session, const struct drawn *drawn, int64_t in_place,
	const char *reason, const char *approved_by)
{
	char now[MOMENT_TEXT];

	return db_run(session->db, QUERY_SAMPLE_REPLACEMENT_ADD,
		ARGS(INT("sample", drawn->sample_id), INT("out", drawn->place),
			INT("in", in_place), TEXT("reason", reason), TEXT("by", approved_by),
			INT("user", session->me.id), TEXT("at", session_now(session, now))));
}

static int replace(struct session *session, const char *old_ref, const struct drawn *drawn,
	const char *reason, const char *approved_by, char **ref)
{
	struct stmt *row = db_query(session->db, QUERY_SAMPLE_NEXT,
		ARGS(INT("sample", drawn->sample_id), TEXT("service", drawn->service),
			TEXT("team", drawn->team)));
	int found = row ? stmt_next(row) : -1, result;
	int64_t in_place;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_DATA,
					   "nobody is left in the drawn order of %s: withdraw "
					   "audit %s instead",
					   drawn->team, old_ref);
	in_place = stmt_int(row, 0);
	result = next_make(session, drawn, row, ref);
	stmt_done(row);
	if (!result) {
		char *why = xasprintf("replaced by audit %s: %s", *ref, reason);

		result = audit_withdraw(session, old_ref, why, approved_by) ||
					 record(session, drawn, in_place, reason, approved_by)
				 ? -1
				 : 0;
		free(why);
	}
	return result;
}

int sample_replace(struct session *session, const char *audit_ref, const char *reason,
	const char *approved_by, char **ref)
{
	struct drawn drawn = {0};
	int result;

	*ref = NULL;
	if (require(session, RIGHT_SAMPLE, NULL) ||
		text_check(reason, strlen(reason), TEXT_LINES, "reason") ||
		text_check(approved_by, strlen(approved_by), TEXT_LINE, "who approved it"))
		return -1;
	if (!reason[strspn(reason, " \t\n")] || !approved_by[strspn(approved_by, " ")])
		return fail(
			ERROR_DATA, "a replacement says why, and who approved it: give both");
	if (session_begin(session))
		return -1;
	result = drawn_read(session, audit_ref, &drawn);
	if (!result)
		result = replace(session, audit_ref, &drawn, reason, approved_by, ref);
	drawn_finish(&drawn);
	result = db_end(session->db, result);
	if (result) {
		free(*ref);
		*ref = NULL;
	}
	return result;
}
