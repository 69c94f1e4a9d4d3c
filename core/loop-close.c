// SPDX-License-Identifier: MIT
// An audit is closed when nothing of it is open any more, and opened again when something is.
#include <stdlib.h>

#include "core/loop-private.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

// How it stands; texts are yours.
struct closing {
	struct audit audit; // id, ref, service and state only
	bool moderated, had_steps, open;
};

static int closing_read(struct session *session, int64_t audit_id, struct closing *closing)
{
	struct stmt *row =
		db_query(session->db, QUERY_LOOP_CLOSING, ARGS(INT("audit", audit_id)));
	int found = row ? stmt_next(row) : -1;

	if (found <= 0)
		return found < 0 ? -1 : fail(ERROR_MISSING, "there is no such audit");
	*closing = (struct closing){
		.audit = {.id = audit_id,
			.ref = xstrdup(stmt_text(row, 0)),
			.service_id = stmt_int(row, 1),
			.state = (enum audit_state)stmt_int(row, 2)},
		.moderated = stmt_int(row, 3),
		.had_steps = stmt_int(row, 4),
		.open = stmt_int(row, 5),
	};
	stmt_done(row);
	return 0;
}

static int closing_write(struct session *session, const struct closing *closing)
{
	enum audit_state state = closing->audit.state;
	struct bind audit = INT("audit", closing->audit.id);
	bool can = state == AUDIT_SUBMITTED || state == AUDIT_MODERATED;

	if (can && closing->had_steps && !closing->open) {
		if (tally_touch(session, closing->audit.id) ||
			db_run(session->db, QUERY_AUDIT_CLOSE,
				ARGS(DAY("today", session->today), audit)))
			return -1;
		return audit_trail(session, &closing->audit, "close", "state",
			audit_state_name(state), audit_state_name(AUDIT_CLOSED));
	}
	if (state == AUDIT_CLOSED && closing->open) {
		if (tally_touch(session, closing->audit.id) ||
			db_run(session->db, QUERY_AUDIT_REOPEN, ARGS(audit)))
			return -1;
		return audit_trail(session, &closing->audit, "reopen", "state",
			audit_state_name(AUDIT_CLOSED),
			audit_state_name(
				closing->moderated ? AUDIT_MODERATED : AUDIT_SUBMITTED));
	}
	return 0;
}

int loop_close(struct session *session, int64_t audit_id)
{
	struct closing closing;
	int result;

	if (closing_read(session, audit_id, &closing))
		return -1;
	result = closing_write(session, &closing);
	free(closing.audit.ref);
	return result;
}
