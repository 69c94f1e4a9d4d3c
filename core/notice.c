// SPDX-License-Identifier: MIT
// What somebody is to be told: it stands on their Home until they have read it.
#include <stdlib.h>

#include "core/notice.h"
#include "db/error.h"
#include "db/mem.h"

void notice_finish(struct notice *notice)
{
	free(notice->at);
	free(notice->act);
	free(notice->words);
	free(notice->by);
	*notice = (struct notice){0};
}

int notice_give(struct session *session, int64_t user_id, int64_t audit_id, const char *act,
	const char *words)
{
	struct bind audit = {
		.name = "audit", .type = audit_id ? BIND_INT : BIND_NULL, .number = audit_id};
	char now[MOMENT_TEXT];

	if (!user_id || user_id == session->me.id)
		return 0;
	return db_run(session->db, QUERY_NOTICE_ADD,
		ARGS(INT("user", user_id), TEXT("at", session_now(session, now)), audit,
			TEXT("act", act), TEXT("words", words), INT("by", session->me.id)));
}

int notice_over(struct session *session, int64_t user_id, int64_t audit_id, const char *act)
{
	char now[MOMENT_TEXT];

	return db_run(session->db, QUERY_NOTICE_OVER,
		ARGS(TEXT("at", session_now(session, now)), INT("user", user_id),
			INT("audit", audit_id), TEXT("act", act)));
}

int notice_unread(struct session *session, struct notice *list, int max)
{
	struct stmt *row = db_query(session->db, QUERY_NOTICE_UNREAD,
		ARGS(INT("user", session->me.id), INT("count", max)));
	int count = 0, more = -1;

	while (row && (more = stmt_next(row)) == 1)
		list[count++] = (struct notice){
			.id = stmt_int(row, 0),
			.audit_id = stmt_int(row, 1),
			.at = xstrdup(stmt_text(row, 2)),
			.act = xstrdup(stmt_text(row, 3)),
			.words = xstrdup(stmt_text(row, 4)),
			.by = xstrdup(stmt_text(row, 5)),
		};
	return more < 0 ? -1 : count;
}

int notice_read(struct session *session, int64_t id)
{
	char now[MOMENT_TEXT];

	if (session_begin(session))
		return -1;
	return db_end(
		session->db, db_run(session->db, QUERY_NOTICE_READ,
				     ARGS(TEXT("at", session_now(session, now)),
					     INT("user", session->me.id), INT("id", id))));
}
