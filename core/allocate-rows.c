// SPDX-License-Identifier: MIT
// A month's open audits, as those see them who give them out.
#include <stdlib.h>

#include "core/allocate.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"

static struct allocation_row row_of(struct stmt *row)
{
	return (struct allocation_row){
		.audit_id = stmt_int(row, 0),
		.ref = xstrdup(stmt_text(row, 1)),
		.case_ref = xstrdup(stmt_text(row, 2)),
		.team = xstrdup(stmt_text(row, 3)),
		.service = xstrdup(stmt_text(row, 4)),
		.worker = xstrdup(stmt_text(row, 5)),
		.lead = xstrdup(stmt_text(row, 6)),
		.lead_login = xstrdup(stmt_text(row, 7)),
		.peer = xstrdup(stmt_text(row, 8)),
		.peer_login = xstrdup(stmt_text(row, 9)),
		.state = (enum audit_state)stmt_int(row, 10),
		.kind = (enum audit_kind)stmt_int(row, 11),
		.due_on = stmt_date(row, 12),
	};
}

int allocation_rows(
	struct session *session, const char *month, struct allocation_row **rows, size_t *count)
{
	struct stmt *row;
	size_t room = 0;
	int more = -1;

	*rows = NULL;
	*count = 0;
	if (require(session, RIGHT_SAMPLE, NULL))
		return -1;
	row = db_query(session->db, QUERY_ALLOCATION_ROWS, ARGS(TEXT("month", month)));
	while (row && (more = stmt_next(row)) == 1) {
		*rows = xgrow(*rows, *count, &room, sizeof(**rows));
		(*rows)[(*count)++] = row_of(row);
	}
	if (more) {
		allocation_rows_free(*rows, *count);
		*rows = NULL;
		*count = 0;
	}
	return more;
}

void allocation_rows_free(struct allocation_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(rows[i].ref);
		free(rows[i].case_ref);
		free(rows[i].team);
		free(rows[i].service);
		free(rows[i].worker);
		free(rows[i].lead);
		free(rows[i].lead_login);
		free(rows[i].peer);
		free(rows[i].peer_login);
	}
	free(rows);
}
