// SPDX-License-Identifier: MIT
// Steps marked by hand: from a month on, the limits of a chart are computed anew.
#include <stdlib.h>
#include <string.h>

#include "core/chart-step.h"
#include "core/charts.h"
#include "core/right.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

static int number_of(date month)
{
	struct date_parts parts = date_split(month);

	return parts.year * 100 + parts.month;
}

// The chart, and that the person may mark it.
static const struct charts_info *find(
	struct session *session, const char *code, int64_t service_id)
{
	const struct charts_info *info = charts_find(code);

	if (!info ||
		require(session, RIGHT_REPORT, &(struct subject){.service_id = service_id}))
		return NULL;
	if (info->kind == CHART_XMR || info->kind == CHART_P)
		return info;
	fail(ERROR_USAGE,
		"the chart %s has no limits that could begin anew: mark a step in "
		"one with a mean and limits",
		info->code);
	return NULL;
}

static int check_why(const char *why)
{
	if (!why || !*why)
		return fail(ERROR_DATA,
			"a step without a reason: say what was changed in that month");
	return text_check(why, strlen(why), TEXT_LINE, "the reason");
}

static int record(struct session *session, const struct charts_info *info, int64_t service_id,
	date month, const char *old, const char *new)
{
	char *name = xasprintf("chart %s", info->code), text[DATE_TEXT],
	     *field = xasprintf("step %s", date_month(month, text));
	int result = trail_append(session, &(struct act){.verb = new ? "change" : "remove",
						   .record = name,
						   .service_id = service_id,
						   .field = field,
						   .old = old,
						   .new = new});

	free(name);
	free(field);
	return result;
}

// What stands there: 1 with *why, 0, or -1.
static int read_why(struct session *session, const struct charts_info *info, int64_t service_id,
	date month, char **why)
{
	return db_text(session->db, QUERY_CHART_STEP_WHY,
		ARGS(TEXT("measure", info->code), INT("service", service_id),
			INT("month", number_of(month))),
		why);
}

static int mark(struct session *session, const struct charts_info *info, int64_t service_id,
	date month, const char *why)
{
	char now[MOMENT_TEXT], *old = NULL;
	int found = read_why(session, info, service_id, month, &old), result = -1;

	if (found >= 0)
		result = db_run(session->db, QUERY_CHART_STEP_PUT,
			ARGS(TEXT("measure", info->code), INT("service", service_id),
				INT("month", number_of(month)), TEXT("why", why),
				INT("user", session->me.id),
				TEXT("at", session_now(session, now))));
	if (!result)
		result = record(session, info, service_id, month, found ? old : NULL, why);
	free(old);
	return result;
}

int chart_step_mark(struct session *session, const char *code, int64_t service_id, date month,
	const char *why)
{
	const struct charts_info *info = find(session, code, service_id);

	if (!info || check_why(why) || session_begin(session))
		return -1;
	return db_end(session->db, mark(session, info, service_id, month, why));
}

static int take_away(
	struct session *session, const struct charts_info *info, int64_t service_id, date month)
{
	char text[DATE_TEXT], *old = NULL;
	int found = read_why(session, info, service_id, month, &old), result = -1;

	if (!found)
		fail(ERROR_MISSING,
			"the chart %s has no step in %s there: 'caseaudit chart "
			"steps' shows those there are",
			info->code, date_month(month, text));
	if (found == 1)
		result = db_run(session->db, QUERY_CHART_STEP_DROP,
			ARGS(TEXT("measure", info->code), INT("service", service_id),
				INT("month", number_of(month))));
	if (!result)
		result = record(session, info, service_id, month, old, NULL);
	free(old);
	return result;
}

int chart_step_remove(struct session *session, const char *code, int64_t service_id, date month)
{
	const struct charts_info *info = find(session, code, service_id);

	if (!info || session_begin(session))
		return -1;
	return db_end(session->db, take_away(session, info, service_id, month));
}

int chart_step_list(struct session *session, struct chart_step_row **rows, size_t *count)
{
	struct stmt *row = db_query(session->db, QUERY_CHART_STEPS, NO_ARGS);
	size_t room = 0;
	int more = -1;

	*rows = NULL;
	*count = 0;
	while (row && (more = stmt_next(row)) == 1) {
		*rows = xgrow(*rows, *count, &room, sizeof(**rows));
		(*rows)[(*count)++] = (struct chart_step_row){xstrdup(stmt_text(row, 0)),
			xstrdup(stmt_text(row, 2)), stmt_int(row, 1), (int)stmt_int(row, 3),
			xstrdup(stmt_text(row, 4)), xstrdup(stmt_text(row, 5)),
			xstrdup(stmt_text(row, 6))};
	}
	return more;
}

void chart_steps_free(struct chart_step_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(rows[i].code);
		free(rows[i].service);
		free(rows[i].why);
		free(rows[i].by);
		free(rows[i].at);
	}
	free(rows);
}

int chart_step_apply(
	struct session *session, struct chart *chart, int64_t service_id, int first)
{
	struct chart_step_row *rows;
	size_t count;
	int result = chart_step_list(session, &rows, &count);

	for (size_t i = 0; !result && i < count; i++) {
		int at = rows[i].month / 100 * 12 + rows[i].month % 100 - 1 - first;

		if (strcmp(rows[i].code, chart->code) == 0 && at > 0 &&
			at < (int)chart->column_count &&
			(!rows[i].service_id || rows[i].service_id == service_id))
			chart_step(chart, (size_t)at, rows[i].why);
	}
	chart_steps_free(rows, count);
	return result;
}
