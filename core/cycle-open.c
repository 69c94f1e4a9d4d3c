// SPDX-License-Identifier: MIT
// Opening a month.
#include "core/cycle.h"
#include "core/sample.h"
#include "core/trail.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

#include <stdlib.h>

// The last working day of a month.
static date usual_due(const struct session *session, struct date_range month)
{
	return workday_add(session->holidays, month.last + 1, -1);
}

int cycle_due(struct session *session, const char *month, date *due)
{
	struct stmt *row = db_query(session->db, QUERY_CYCLE_GET, ARGS(TEXT("month", month)));
	int found = row ? stmt_next(row) : -1;
	struct date_range range = {0};

	date_parse_month(month, &range);
	*due = found == 1 ? stmt_date(row, 1) : usual_due(session, range);
	if (found == 1)
		stmt_done(row);
	return found;
}

static int open_month(struct session *session, const char *month, date due)
{
	char *record = xasprintf("cycle %s", month), day[DATE_TEXT];
	int result = db_run(session->db, QUERY_CYCLE_ADD,
		ARGS(TEXT("month", month), DAY("due", due), DAY("today", session->today),
			INT("user", session->me.id)));

	if (!result)
		result = trail_append(session, &(struct act){.verb = "open",
						       .record = record,
						       .field = "due_on",
						       .new = date_iso(due, day)});
	free(record);
	return result;
}

static int open_checked(struct session *session, const char *month, date due)
{
	struct stmt *row = db_query(session->db, QUERY_CYCLE_GET, ARGS(TEXT("month", month)));
	int found = row ? stmt_next(row) : -1;

	if (found < 0)
		return -1;
	if (found) {
		char day[DATE_TEXT];
		int result = fail(ERROR_CREATE, "%s was opened on %s: there is nothing to do",
			month, date_show(stmt_date(row, 0), day));

		stmt_done(row);
		return result;
	}
	return open_month(session, month, due);
}

int cycle_open(struct session *session, const char *month, date due)
{
	struct date_range range;

	if (require(session, RIGHT_SAMPLE, NULL))
		return -1;
	if (date_parse_month(month, &range))
		return fail(ERROR_USAGE, "%s is no month: write it like 2026-10", month);
	if (range.last < session->today)
		return fail(
			ERROR_DATA, "%s has gone by: open a month to come, or this one", month);
	if (due == DATE_NONE)
		due = usual_due(session, range);
	if (due < range.first)
		return fail(ERROR_DATA,
			"audits of %s cannot be due before it begins: choose a "
			"later date",
			month);
	if (session_begin(session))
		return -1;
	return db_end(session->db, open_checked(session, month, due));
}
