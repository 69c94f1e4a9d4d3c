// SPDX-License-Identifier: MIT
// The open actions of all audits, by the day they are due.
#include <stdlib.h>

#include "core/access.h"
#include "core/action-list.h"
#include "core/audit-private.h"
#include "db/mem.h"

enum { AUDIT_REF = 24, CASE_REF, TEAM, SERVICE }; // behind the columns of an action

void action_row_finish(struct action_row *row)
{
	action_finish(&row->action);
	free(row->audit_ref);
	free(row->case_ref);
	free(row->team);
	free(row->service);
	*row = (struct action_row){0};
}

int action_page(struct session *session, const struct action_filter *filter,
	const struct action_row *from, struct action_row *rows, int count)
{
	date last = from ? from->action.due_on : date_from(DATE_YEAR_MIN, 1, 1);
	struct stmt *stmt = db_query(session->db, QUERY_ACTION_PAGE,
		ARGS(DAY("due", last), INT("id", from ? from->action.id : 0),
			INT("service", filter->service_id), INT("in_team", filter->team_id),
			INT("owner", filter->owner_id), INT("overdue", filter->overdue),
			DAY("today", session->today), SEEN(session), INT("count", count)));
	int got = 0, more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		struct action_row *row = &rows[got++];

		action_read(stmt, &row->action);
		row->audit_ref = xstrdup(stmt_text(stmt, AUDIT_REF));
		row->case_ref = xstrdup(stmt_text(stmt, CASE_REF));
		row->team = xstrdup(stmt_text(stmt, TEAM));
		row->service = xstrdup(stmt_text(stmt, SERVICE));
	}
	return more < 0 ? -1 : got;
}
