// SPDX-License-Identifier: MIT
// Steps that nothing asks for any more: cancelled, with why; never deleted, never revived.
#include <stdlib.h>

#include "core/loop-private.h"
#include "core/tally.h"
#include "db/mem.h"

int loop_cancel_step(struct session *session, const struct audit *audit, int64_t id,
	int64_t review_id, const char *code, const char *why)
{
	if (tally_touch(session, audit->id) ||
		db_run(session->db, QUERY_LOOP_CANCEL,
			ARGS(DAY("today", session->today), TEXT("why", why), INT("id", id))) ||
		loop_record(session, audit, "cancel", code, loop_state_name(LOOP_OPEN), why))
		return -1;
	return review_id ? loop_review_drop(session, review_id, why) : 0;
}

// The next open step of an audit behind the one with an id: 1 and *step, 0, -1.
static int open_after(
	struct session *session, int64_t audit_id, int64_t after, struct loop_step *step)
{
	struct stmt *row = db_query(session->db, QUERY_LOOP_OF_AUDIT,
		ARGS(INT("me", session->me.id), INT("audit", audit_id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		loop_step_read(row, step);
		if (step->id > after && step->state == LOOP_OPEN) {
			stmt_done(row);
			return 1;
		}
		loop_step_finish(step);
	}
	return more;
}

static int cancel_open(struct session *session, const struct audit *audit, const char *why)
{
	struct loop_step step;
	int64_t after = 0;
	int more;

	while ((more = open_after(session, audit->id, after, &step)) == 1) {
		int result = loop_cancel_step(
			session, audit, step.id, step.review_id, step.step, why);

		after = step.id;
		loop_step_finish(&step);
		if (result)
			return -1;
	}
	return more;
}

// The step of another audit which waits for this one.
static int cancel_asking(struct session *session, int64_t audit_id, const char *why)
{
	struct stmt *row =
		db_query(session->db, QUERY_LOOP_REVIEWED, ARGS(INT("audit", audit_id)));
	int found = row ? stmt_next(row) : -1, result = 0;
	struct audit first;
	int64_t step_id;
	bool open;

	if (found <= 0)
		return found;
	step_id = stmt_int(row, 0);
	open = stmt_int(row, 2) == LOOP_OPEN;
	first = (struct audit){.id = stmt_int(row, 1),
		.ref = xstrdup(stmt_text(row, 3)),
		.service_id = stmt_int(row, 4)};
	stmt_done(row);
	if (open) {
		char *words = xasprintf("its review was withdrawn: %s", why);

		result = loop_cancel_step(session, &first, step_id, 0, LOOP_REVIEW, words) ||
					 loop_close(session, first.id)
				 ? -1
				 : 0;
		free(words);
	}
	free(first.ref);
	return result;
}

int loop_withdrawn(struct session *session, int64_t audit_id, const char *why)
{
	struct loop_audit audit;
	char *words;
	int result;

	if (loop_audit_load(session, audit_id, &audit))
		return -1;
	words = xasprintf("the audit was withdrawn: %s", why);
	result = cancel_open(session, &audit.audit, words) ||
				 cancel_asking(session, audit_id, why)
			 ? -1
			 : 0;
	free(words);
	loop_audit_finish(&audit);
	return result;
}
