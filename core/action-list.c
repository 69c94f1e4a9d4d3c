// SPDX-License-Identifier: MIT
// The open actions of all audits, by the day they are due.
#include <stdlib.h>

#include "core/access.h"
#include "core/action-store.h"
#include "db/mem.h"

int action_page(struct session *session, const struct action_filter *filter,
	const struct action_row *from, bool back, struct action_row *rows, int count)
{
	date last = from ? from->action.due_on : date_from(DATE_YEAR_MIN, 1, 1);
	struct stmt *stmt = db_query(session->db, QUERY_ACTION_PAGE,
		ARGS(DAY("due", last), INT("id", from ? from->action.id : 0),
			INT("service", filter->service_id), INT("in_team", filter->team_id),
			INT("owner", filter->owner_id), INT("overdue", filter->overdue),
			DAY("today", session->today), SEEN(session), INT("count", count)));
	int got = 0, more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1)
		tracked_read(stmt, &rows[got++]);
	return more < 0 ? -1 : got;
}
