// SPDX-License-Identifier: MIT
// What Home counts and tells.
#include <stdio.h>
#include <stdlib.h>

#include "core/access.h"
#include "core/audit-list.h"
#include "db/mem.h"

static struct stmt *states_query(struct session *session, const char *month)
{
	if (may_everywhere(session, RIGHT_SEE))
		return db_query(
			session->db, QUERY_COUNT_STATES_ALL, ARGS(TEXT("month", month)));
	return db_query(
		session->db, QUERY_COUNT_STATES, ARGS(TEXT("month", month), SEEN(session)));
}

static int states_count(struct session *session, const char *month, struct audit_counts *counts)
{
	struct stmt *row = states_query(session, month);
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		counts->by_state[stmt_int(row, 0)] = stmt_int(row, 1);
	if (more < 0 ||
		db_int(session->db, QUERY_COUNT_NOBODYS,
			ARGS(TEXT("month", month), SEEN(session)), &counts->nobodys) < 0)
		return -1;
	counts->by_state[AUDIT_ALLOCATED] -= counts->nobodys;
	return 0;
}

// Two numbers from a statement that gives one row.
static int pair_read(struct stmt *row, int64_t *all, int64_t *overdue)
{
	if (!row || stmt_next(row) != 1)
		return -1;
	*all = stmt_int(row, 0);
	*overdue = stmt_int(row, 1);
	stmt_done(row);
	return 0;
}

static int open_count(struct session *session, struct audit_counts *counts)
{
	struct bind today = DAY("today", session->today);
	int64_t auditor = session->me.roles & ROLE_AUDITOR ? session->me.id : 0;

	if (pair_read(db_query(session->db, QUERY_COUNT_MINE,
			      ARGS(today, INT("auditor", auditor))),
		    &counts->mine, &counts->mine_overdue))
		return -1;
	if (may_everywhere(session, RIGHT_SEE))
		return pair_read(db_query(session->db, QUERY_COUNT_OPEN_ALL,
					 ARGS(today, BLIND_AS(session))),
			&counts->open, &counts->overdue);
	return pair_read(db_query(session->db, QUERY_COUNT_OPEN, ARGS(today, SEEN(session))),
		&counts->open, &counts->overdue);
}

static int unallocated_count(struct session *session, struct audit_counts *counts)
{
	struct stmt *row;

	if (!may(session, RIGHT_SAMPLE, NULL))
		return 0;
	row = db_query(session->db, QUERY_COUNT_UNALLOCATED, NO_ARGS);
	if (!row || stmt_next(row) != 1)
		return -1;
	counts->unallocated = stmt_int(row, 0);
	snprintf(counts->unallocated_month, sizeof(counts->unallocated_month), "%s",
		stmt_text(row, 1));
	stmt_done(row);
	return 0;
}

int audit_count(struct session *session, const char *month, struct audit_counts *counts)
{
	int result;

	*counts = (struct audit_counts){0};
	if (db_snapshot(session->db))
		return -1;
	result = states_count(session, month, counts) || open_count(session, counts) ||
				 unallocated_count(session, counts) ||
				 db_int(session->db, QUERY_COUNT_AT_RISK, ARGS(SEEN(session)),
					 &counts->at_risk) < 0
			 ? -1
			 : 0;
	db_snapshot_end(session->db);
	return result;
}

void news_finish(struct news *news)
{
	free(news->ref);
	free(news->act);
	free(news->who);
	free(news->at);
	free(news->field);
	*news = (struct news){0};
}

int audit_news(struct session *session, struct news *list, int max)
{
	const char *since = session->me.seen_at ? session->me.seen_at : "";
	struct stmt *row = db_query(session->db, QUERY_NEWS,
		ARGS(TEXT("since", since), TEXT("me", session->me.login), SEEN(session),
			INT("count", max)));
	int count = 0, more = -1;

	while (row && (more = stmt_next(row)) == 1)
		list[count++] = (struct news){
			.audit_id = stmt_int(row, 0),
			.ref = xstrdup(stmt_text(row, 1)),
			.act = xstrdup(stmt_text(row, 2)),
			.who = xstrdup(stmt_text(row, 3)),
			.at = xstrdup(stmt_text(row, 4)),
			.field = xstrdup(stmt_text(row, 5)),
		};
	return more < 0 ? -1 : count;
}

int home_left(struct session *session)
{
	char now[MOMENT_TEXT];

	session_now(session, now);
	if (db_begin(session->db) ||
		db_end(session->db,
			db_run(session->db, QUERY_USER_SEEN,
				ARGS(TEXT("at", now), INT("user", session->me.id)))))
		return -1;
	xreplace(&session->me.seen_at, now);
	return 0;
}
