// SPDX-License-Identifier: MIT
// Replacing a drawn case: the next in the drawn order takes its place, and both stay on the receipt.
#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/audit-private.h"
#include "core/case-worker.h"
#include "core/sample-private.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

// The audit to be replaced, as it stands.
struct drawn {
	int64_t id, sample_id, place;
	char *ref, *sample, *case_ref, *service, *team, *month, *lead, *lead_name, *lead_post,
		*peer, *peer_name;
	int64_t template_id, lead_id, peer_id, service_id, team_id;
	enum sample_purpose purpose;
	enum audit_kind kind;
	enum audit_state state;
	date due;
};

static void drawn_finish(struct drawn *drawn)
{
	free(drawn->ref);
	free(drawn->sample);
	free(drawn->case_ref);
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
		.ref = xstrdup(ref),
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
		.case_ref = xstrdup(stmt_text(row, 19)),
		.service_id = stmt_int(row, 20),
		.team_id = stmt_int(row, 21),
	};
	stmt_done(row);
	if (drawn->state > AUDIT_DRAFT)
		return fail(ERROR_DATA,
			"audit %s is %s: only one that is not submitted can be "
			"replaced",
			ref, audit_state_name(drawn->state));
	return 0;
}

// The people go with the place, unless the new case is or was their own work.
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
	int lead, peer;

	lead = case_worked_on(session, audit.casefile_id, drawn->lead, drawn->lead_name);
	peer = case_worked_on(session, audit.casefile_id, drawn->peer, drawn->peer_name);
	if (lead < 0 || peer < 0)
		return -1;
	if (lead)
		audit.lead_id = 0;
	if (!audit.lead_id || peer)
		audit.peer_id = 0;
	audit.template = template_get(session, drawn->template_id);
	return audit.template ? audit_insert(session, &audit, &id, ref) : -1;
}

char *sample_replacement_words(const struct sample_replacement *replacement)
{
	char *words = xasprintf("%s: %s (approved by %s)", replacement->in_ref,
		replacement->reason, replacement->approved_by);

	for (size_t i = 0; i < replacement->passed_count; i++) {
		char *longer = xasprintf("%s; passed over: %s, %s", words,
			replacement->passed[i].ref, replacement->passed[i].why);

		free(words);
		words = longer;
	}
	return words;
}

static int passed_keep(struct session *session, const struct drawn *drawn,
	const struct sample_replacement *replacement)
{
	for (size_t i = 0; i < replacement->passed_count; i++)
		if (db_run(session->db, QUERY_SAMPLE_PASSED_ADD,
			    ARGS(INT("sample", drawn->sample_id), INT("out", drawn->place),
				    INT("place", replacement->passed[i].place),
				    TEXT("why", replacement->passed[i].why))))
			return -1;
	return 0;
}

// On the receipt, and in the trail, which shows a receipt that was altered.
static int record(struct session *session, const struct drawn *drawn,
	const struct sample_replacement *replacement)
{
	struct audit audit = {.id = drawn->id, .service_id = drawn->service_id};
	char now[MOMENT_TEXT], *words;
	int result = db_run(session->db, QUERY_SAMPLE_REPLACEMENT_ADD,
		ARGS(INT("sample", drawn->sample_id), INT("out", drawn->place),
			INT("in", replacement->in_place), TEXT("reason", replacement->reason),
			TEXT("by", replacement->approved_by), INT("user", session->me.id),
			TEXT("at", session_now(session, now))));

	if (result || passed_keep(session, drawn, replacement))
		return -1;
	audit.ref = drawn->ref;
	words = sample_replacement_words(replacement);
	result = audit_trail(session, &audit, "replace", drawn->sample, drawn->case_ref, words);
	free(words);
	return result;
}

// Withdraws the old audit: exempt, with the reason and the new one's reference.
static int old_withdraw(struct session *session, const struct drawn *drawn, const char *reason,
	const char *approved_by, const char *new_ref)
{
	char *why = xasprintf("replaced by audit %s: %s", new_ref, reason);
	int result = audit_withdraw(session, drawn->ref, why, approved_by);

	free(why);
	return result;
}

// The first of the drawn order that can take the place, those before it noted. 1 with the row, 0 where nobody is left, -1.
static int next_find(struct session *session, const struct drawn *drawn, struct stmt **row,
	struct sample_replacement *next)
{
	int found;

	*row = db_query(session->db, QUERY_SAMPLE_NEXT,
		ARGS(INT("sample", drawn->sample_id), TEXT("service", drawn->service),
			TEXT("team", drawn->team), INT("team_id", drawn->team_id),
			TEXT("month", drawn->month), INT("kind", drawn->kind)));
	while ((found = *row ? stmt_next(*row) : -1) == 1 && stmt_text_or_null(*row, 7))
		sample_add_passed(
			next, stmt_int(*row, 0), stmt_text(*row, 2), stmt_text(*row, 7));
	next->out_place = drawn->place;
	next->out_ref = xstrdup(drawn->case_ref);
	next->in_ref = xstrdup(found == 1 ? stmt_text(*row, 2) : "");
	if (found == 1)
		next->in_place = stmt_int(*row, 0);
	return found;
}

static int nobody_left(const struct drawn *drawn)
{
	return fail(ERROR_DATA,
		"nobody is left in the drawn order of %s: withdraw audit %s instead",
		drawn->team, drawn->ref);
}

static int replace(struct session *session, const struct drawn *drawn, const char *reason,
	const char *approved_by, char **ref)
{
	struct sample_replacement next = {
		.reason = xstrdup(reason), .approved_by = xstrdup(approved_by)};
	struct stmt *row;
	int found = next_find(session, drawn, &row, &next), result = -1;

	if (found == 1) {
		result = next_make(session, drawn, row, ref) ||
					 old_withdraw(
						 session, drawn, reason, approved_by, *ref) ||
					 record(session, drawn, &next)
				 ? -1
				 : 0;
		stmt_done(row);
	} else if (found == 0)
		nobody_left(drawn);
	sample_replacement_finish(&next);
	return result;
}

int sample_next(struct session *session, const char *audit_ref, struct sample_replacement *next)
{
	struct drawn drawn = {0};
	struct stmt *row;
	int result;

	*next = (struct sample_replacement){0};
	if (require(session, RIGHT_SAMPLE, NULL) || db_snapshot(session->db))
		return -1;
	result = drawn_read(session, audit_ref, &drawn);
	if (!result) {
		result = next_find(session, &drawn, &row, next);
		if (result == 1)
			stmt_done(row);
	}
	db_snapshot_end(session->db);
	drawn_finish(&drawn);
	if (result < 0)
		sample_replacement_finish(next);
	return result < 0 ? -1 : 0;
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
		result = replace(session, &drawn, reason, approved_by, ref);
	drawn_finish(&drawn);
	result = db_end(session->db, result);
	if (result) {
		free(*ref);
		*ref = NULL;
	}
	return result;
}
