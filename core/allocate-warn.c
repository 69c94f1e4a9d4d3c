// SPDX-License-Identifier: MIT
// What speaks against an allocation without forbidding it.
#include <stdio.h>
#include <stdlib.h>

#include "core/allocate.h"
#include "core/audit-private.h"
#include "core/away.h"
#include "core/cycle.h"
#include "core/workday.h"
#include "db/mem.h"

// The audit as it is, or would be.
struct about {
	int64_t team_id, service_id; // 0: not known
	date due;
};

static int about_read(struct session *session, const char *ref,
	const struct allocation *allocation, struct about *about)
{
	struct stmt *row = ref ? db_query(session->db, QUERY_WARN_AUDIT, ARGS(TEXT("ref", ref)))
			       : db_query(session->db, QUERY_WARN_CASE,
					 ARGS(TEXT("ref", allocation->case_ref)));
	int found = row ? stmt_next(row) : -1;

	if (found == 1) {
		about->team_id = stmt_int(row, 0);
		about->service_id = stmt_int(row, 1);
		about->due = stmt_date(row, 2);
		stmt_done(row);
	}
	if (allocation->due != DATE_NONE)
		about->due = allocation->due;
	return found < 0 ? -1 : 0;
}

static void warn_due(const struct session *session, date due, FILE *out)
{
	char day[DATE_TEXT], before[DATE_TEXT];

	if (due == DATE_NONE || workday_is(session->holidays, due))
		return;
	fprintf(out, "nobody works on %s %s: the working day before it is %s\n",
		date_weekday_name(due), date_show(due, day),
		date_show(workday_add(session->holidays, due, -1), before));
}

static int warn_away(struct session *session, int64_t id, const char *name, date due, FILE *out)
{
	int of = workday_count(session->holidays, session->today, due);
	int days = away_days_left(session, id, session->today, due);

	if (days >= 0 && days < of)
		fprintf(out, "%s is away on %d of the %d working days that are left\n", name,
			of - days, of);
	return days < 0 ? -1 : 0;
}

static int warn_person(
	struct session *session, const char *login, const struct about *about, FILE *out)
{
	struct stmt *row;
	int result = 0, found;

	if (!login || !*login)
		return 0;
	row = db_query(session->db, QUERY_WARN_PERSON,
		ARGS(INT("service", about->service_id), TEXT("login", login)));
	found = row ? stmt_next(row) : -1;
	if (found <= 0)
		return found;
	if (about->team_id && stmt_int(row, 2) == about->team_id)
		fprintf(out, "%s works in %s: better somebody of another team\n",
			stmt_text(row, 1), stmt_text(row, 3));
	if (!stmt_is_null(row, 4))
		fprintf(out, "%s answers for %s: better somebody else\n", stmt_text(row, 1),
			stmt_text(row, 4));
	if (about->due != DATE_NONE)
		result = warn_away(
			session, stmt_int(row, 0), stmt_text(row, 1), about->due, out);
	stmt_done(row);
	return result;
}

char *allocate_warnings(
	struct session *session, const char *ref, const struct allocation *allocation)
{
	struct about about = {.due = DATE_NONE};
	char *text = NULL;
	size_t size;
	FILE *out = xmemstream(&text, &size);
	int result = about_read(session, ref, allocation, &about);

	if (!result) {
		warn_due(session, allocation->due, out);
		result = warn_person(session, allocation->lead, &about, out) ||
			 warn_person(session, allocation->peer, &about, out);
	}
	xmemstream_end(out);
	if (!result)
		return text;
	free(text);
	return NULL;
}
