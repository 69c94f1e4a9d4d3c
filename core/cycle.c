// SPDX-License-Identifier: MIT
// The month at a glance: one walk along the month's index, counted by team.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/access.h"
#include "core/cycle.h"
#include "core/lookup.h"
#include "db/error.h"
#include "db/mem.h"

// The columns of the query cycle_audits.
enum { STATE, SERVICE, TEAM, NOBODYS, LATE, LATE_DONE };

// Above every month that there is.
#define MONTH_LAST "9999-99"

#define MODERATES(s)                                \
	INT("all", may_everywhere((s), RIGHT_SEE)), \
		INT("moderator", (s)->me.roles &ROLE_MODERATOR ? (s)->me.id : 0)

// The teams' lines while they are counted.
struct counting {
	struct lookup services, teams;
	struct cycle_line *lines;
	size_t count, room;
};

static char *name_of(const struct lookup *lookup, int64_t id)
{
	const struct lookup_row *row = lookup_id(lookup, id);

	return xstrdup(row ? row->name : "");
}

// An audit stands with its team and the service that it had then: a team that moved on has a line in each.
static struct cycle_line *line_of(struct counting *counting, int64_t service, int64_t team)
{
	for (size_t i = 0; i < counting->count; i++)
		if (counting->lines[i].team_id == team &&
			counting->lines[i].service_id == service)
			return &counting->lines[i];
	counting->lines = xgrow(
		counting->lines, counting->count, &counting->room, sizeof(*counting->lines));
	counting->lines[counting->count] = (struct cycle_line){
		.service_id = service,
		.team_id = team,
		.service = name_of(&counting->services, service),
		.team = name_of(&counting->teams, team),
	};
	return &counting->lines[counting->count++];
}

static int teams_read(struct session *session, struct counting *counting)
{
	int64_t team = session->me.roles & ROLE_AUDITOR ? session->me.team_id : 0;
	struct stmt *row = db_query(
		session->db, QUERY_CYCLE_TEAMS, ARGS(INT("team", team), MODERATES(session)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		line_of(counting, stmt_int(row, 1), stmt_int(row, 0));
	return more;
}

// Where an audit of a state is counted.
static enum cycle_count place_of(enum audit_state state, bool nobodys)
{
	switch (state) {
	case AUDIT_ALLOCATED: return nobodys ? CYCLE_UNALLOCATED : CYCLE_ALLOCATED;
	case AUDIT_DRAFT: return CYCLE_DRAFT;
	case AUDIT_SUBMITTED: return CYCLE_SUBMITTED;
	case AUDIT_WITHDRAWN: return CYCLE_EXEMPT;
	default: return CYCLE_MODERATED;
	}
}

static void audit_count_one(int64_t counts[CYCLE_COUNT], struct stmt *row)
{
	enum audit_state state = (enum audit_state)stmt_int(row, STATE);

	counts[place_of(state, stmt_int(row, NOBODYS))]++;
	if (state == AUDIT_WITHDRAWN)
		return;
	counts[CYCLE_TOTAL]++;
	if (state <= AUDIT_DRAFT)
		counts[CYCLE_LATE] += stmt_int(row, LATE) != 0;
	else
		counts[CYCLE_LATE_DONE] += stmt_int(row, LATE_DONE) != 0;
}

static int audits_read(struct session *session, const char *month, enum audit_kind kind,
	struct counting *counting)
{
	struct stmt *row = db_query(session->db, QUERY_CYCLE_AUDITS,
		ARGS(DAY("today", session->today), TEXT("month", month), INT("kind", kind),
			SEEN(session)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		audit_count_one(
			line_of(counting, stmt_int(row, SERVICE), stmt_int(row, TEAM))->counts,
			row);
	return more;
}

static int line_order(const void *a, const void *b)
{
	const struct cycle_line *left = a, *right = b;
	int order = strcasecmp(left->service, right->service);

	if (!order)
		order = (left->service_id > right->service_id) -
			(left->service_id < right->service_id);
	return order ? order : strcasecmp(left->team, right->team);
}

static struct cycle_line *line_add(
	struct cycle *cycle, int64_t service_id, const char *service, const char *team)
{
	struct cycle_line *line = &cycle->lines[cycle->count++];

	*line = (struct cycle_line){
		.service_id = service_id, .service = xstrdup(service), .team = xstrdup(team)};
	return line;
}

static void counts_add(struct cycle_line *to, const struct cycle_line *from)
{
	for (int i = 0; i < CYCLE_COUNT; i++)
		to->counts[i] += from->counts[i];
}

// Puts the sums before the teams: of everything, of each service.
static void lines_sum(struct cycle *cycle, struct counting *counting)
{
	struct cycle_line *all, *service = NULL;

	if (counting->count)
		qsort(counting->lines, counting->count, sizeof(*counting->lines), line_order);
	cycle->lines = xcalloc(2 * counting->count + 1, sizeof(*cycle->lines));
	all = line_add(cycle, 0, "", "");
	for (size_t i = 0; i < counting->count; i++) {
		const struct cycle_line *line = &counting->lines[i];

		if (!service || service->service_id != line->service_id)
			service = line_add(cycle, line->service_id, line->service, "");
		counts_add(all, line);
		counts_add(service, line);
		cycle->lines[cycle->count++] = *line;
	}
	free(counting->lines);
	counting->lines = NULL;
	counting->count = 0;
}

static void counting_finish(struct counting *counting)
{
	for (size_t i = 0; i < counting->count; i++) {
		free(counting->lines[i].service);
		free(counting->lines[i].team);
	}
	free(counting->lines);
	lookup_finish(&counting->services);
	lookup_finish(&counting->teams);
}

static int lines_read(struct session *session, enum audit_kind kind, struct cycle *cycle)
{
	struct counting counting = {0};
	int result = lookup_services(session->db, &counting.services) ||
				     lookup_teams(session->db, &counting.teams) ||
				     teams_read(session, &counting) ||
				     audits_read(session, cycle->month, kind, &counting)
			     ? -1
			     : 0;

	if (!result)
		lines_sum(cycle, &counting);
	counting_finish(&counting);
	return result;
}

static int draw_read(struct session *session, enum audit_kind kind, struct cycle *cycle)
{
	struct stmt *row = db_query(session->db, QUERY_CYCLE_SAMPLE,
		ARGS(TEXT("month", cycle->month), INT("kind", kind)));
	int found = row ? stmt_next(row) : -1;

	if (found <= 0)
		return found;
	cycle->sample = xstrdup(stmt_text(row, 0));
	cycle->teams_short = stmt_int(row, 1);
	stmt_done(row);
	return 0;
}

static int opening_read(struct session *session, enum audit_kind kind, struct cycle *cycle)
{
	struct bind month = TEXT("month", cycle->month);
	struct stmt *row = db_query(session->db, QUERY_CYCLE_GET, ARGS(month));
	int more = row ? stmt_next(row) : -1;

	cycle->opened_on = cycle->due_on = DATE_NONE;
	if (more < 0)
		return -1;
	if (more) {
		cycle->opened_on = stmt_date(row, 0);
		cycle->due_on = stmt_date(row, 1);
		stmt_done(row);
	}
	return draw_read(session, kind, cycle);
}

static int waiting_read(struct session *session, enum audit_kind kind, struct cycle *cycle)
{
	struct bind month = TEXT("month", cycle->month), of = INT("kind", kind);

	return db_int(session->db, QUERY_CYCLE_CONTACTS, ARGS(month, of, SEEN(session)),
		       &cycle->contacts_open) < 0 ||
			       db_int(session->db, QUERY_CYCLE_MODERATIONS,
				       ARGS(month, of, MODERATES(session)),
				       &cycle->moderations_open) < 0 ||
			       db_int(session->db, QUERY_CYCLE_DISPUTES,
				       ARGS(month, of, MODERATES(session)),
				       &cycle->disputes) < 0
		       ? -1
		       : 0;
}

int cycle_get(
	struct session *session, const char *month, enum audit_kind kind, struct cycle *cycle)
{
	struct date_range range = {0};
	int result;

	*cycle = (struct cycle){.opened_on = DATE_NONE, .due_on = DATE_NONE};
	if (require(session, RIGHT_SEE, NULL))
		return -1;
	if (date_parse_month(month, &range))
		return fail(ERROR_USAGE, "%s is no month: write it like 2026-10", month);
	date_month(range.first, cycle->month);
	if (db_snapshot(session->db))
		return -1;
	result = opening_read(session, kind, cycle) || lines_read(session, kind, cycle) ||
				 waiting_read(session, kind, cycle)
			 ? -1
			 : 0;
	db_snapshot_end(session->db);
	if (result)
		cycle_finish(cycle);
	return result;
}

void cycle_finish(struct cycle *cycle)
{
	for (size_t i = 0; i < cycle->count; i++) {
		free(cycle->lines[i].service);
		free(cycle->lines[i].team);
	}
	free(cycle->lines);
	free(cycle->sample);
	*cycle = (struct cycle){0};
}

int cycle_months(struct session *session, char (*months)[DATE_TEXT], int max)
{
	char *month = xstrdup(MONTH_LAST), *before = NULL;
	int count = 0, found = 1;

	if (require(session, RIGHT_SEE, NULL))
		found = -1;
	while (found == 1 && count < max) {
		found = db_text(
			session->db, QUERY_CYCLE_BEFORE, ARGS(TEXT("month", month)), &before);
		if (found != 1 || !*before)
			break;
		free(month);
		month = before;
		before = NULL;
		snprintf(months[count++], DATE_TEXT, "%s", month);
	}
	free(before);
	free(month);
	return found < 0 ? -1 : count;
}
