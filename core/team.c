// SPDX-License-Identifier: MIT
// Services and their teams: added, changed, listed.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/right.h"
#include "core/team.h"
#include "db/error.h"
#include "db/mem.h"

// As put() knows the two of them.
struct kind {
	const char *name, *what, *inside;
	enum query by_name, names;
};

static const struct kind service_kind = {"service", "service's name", "active teams",
	QUERY_SERVICE_BY_NAME, QUERY_SERVICE_NAMES};
static const struct kind team_kind = {
	"team", "team's name", "active people", QUERY_TEAM_BY_NAME, QUERY_TEAM_NAMES};

// 1 and *id, 0 where there is none, -1.
static int id_of(
	struct session *session, const struct kind *kind, const char *name, int64_t *id)
{
	return db_int(session->db, kind->by_name, ARGS(TEXT("name", name)), id);
}

// Whether the name may be put so; *found says whether it is there.
static int check(struct session *session, const struct kind *kind, const char *name,
	enum put put, int *found)
{
	char *known = NULL;
	int64_t id;
	int result;

	if (put_check_name(name, kind->what))
		return -1;
	*found = id_of(session, kind, name, &id);
	if (*found < 0 || db_text(session->db, kind->names, NO_ARGS, &known) < 0)
		return -1;
	result = put_check(put, *found, kind->name, name, known);
	free(known);
	return result;
}

// A new name must be free, unless it is the old one in other letters.
static int check_rename(
	struct session *session, const struct kind *kind, const char *name, const char *rename)
{
	int found;

	if (!rename || strcasecmp(name, rename) == 0)
		return 0;
	return check(session, kind, rename, PUT_NEW, &found);
}

static int check_retire(
	const struct kind *kind, const char *name, enum active active, int inside)
{
	if (active != ACTIVE_NO || !inside)
		return 0;
	return fail(ERROR_DATA, "the %s %s has %d %s: move them first", kind->name, name,
		inside, kind->inside);
}

static const char *active_word(bool active)
{
	return active ? "active" : "inactive";
}

static int service_row_find(struct session *session, const char *name, struct service_row *row)
{
	struct service_row *rows;
	size_t count;

	if (service_list(session, &rows, &count))
		return -1;
	*row = (struct service_row){0};
	for (size_t i = 0; i < count; i++) {
		if (strcasecmp(rows[i].name, name) != 0)
			continue;
		*row = rows[i];
		row->name = xstrdup(rows[i].name);
	}
	service_rows_free(rows, count);
	return row->name ? 0
			 : fail(ERROR_MISSING,
				   "there is no service %s: 'caseaudit service list' shows "
				   "those there are",
				   name);
}

static int service_add(struct session *session, const char *name)
{
	if (db_run(session->db, QUERY_SERVICE_ADD, ARGS(TEXT("name", name))))
		return -1;
	return put_record(session, &(struct put_change){.kind = "service",
					   .name = name,
					   .service_id = db_last_id(session->db),
					   .new = name});
}

static int service_store(
	struct session *session, const struct service_row *old, const char *name, bool active)
{
	struct put_change renamed = {"service", old->name, old->id, "name", old->name, name};
	struct put_change retired = {"service", name, old->id, "active",
		active_word(old->active), active_word(active)};

	if (db_run(session->db, QUERY_SERVICE_CHANGE,
		    ARGS(TEXT("name", name), INT("active", active), INT("id", old->id))))
		return -1;
	return put_record(session, &renamed) || put_record(session, &retired) ? -1 : 0;
}

static int service_change(struct session *session, const struct service_fields *fields)
{
	struct service_row old;
	int result;

	if (service_row_find(session, fields->name, &old))
		return -1;
	result =
		check_rename(session, &service_kind, old.name, fields->rename) ||
				check_retire(&service_kind, old.name, fields->active, old.teams)
			? -1
			: service_store(session, &old,
				  fields->rename ? fields->rename : old.name,
				  put_active(fields->active, old.active));
	free(old.name);
	return result;
}

static int service_put_inside(
	struct session *session, const struct service_fields *fields, enum put put)
{
	int found;

	if (check(session, &service_kind, fields->name, put, &found))
		return -1;
	if (!found && service_add(session, fields->name))
		return -1;
	return found || fields->rename || fields->active == ACTIVE_NO
		       ? service_change(session, fields)
		       : 0;
}

int service_put(struct session *session, const struct service_fields *fields, enum put put)
{
	if (require(session, RIGHT_ADMIN, NULL) || session_begin(session))
		return -1;
	return db_end(session->db, service_put_inside(session, fields, put));
}

static int find_active(struct session *session, const struct kind *kind, int active_column,
	const char *name, int64_t *id)
{
	struct stmt *stmt = db_query(session->db, kind->by_name, ARGS(TEXT("name", name)));
	int found = stmt ? stmt_next(stmt) : -1;
	char *known = NULL;

	if (found == 1) {
		bool active = stmt_int(stmt, active_column);

		*id = stmt_int(stmt, 0);
		stmt_done(stmt);
		if (active)
			return 0;
	}
	if (found < 0 || db_text(session->db, kind->names, NO_ARGS, &known) < 0)
		return -1;
	put_check(PUT_OLD, 0, kind->name, name, known);
	free(known);
	return -1;
}

int service_find(struct session *session, const char *name, int64_t *id)
{
	return find_active(session, &service_kind, 1, name, id);
}

int team_find(struct session *session, const char *name, int64_t *id)
{
	return find_active(session, &team_kind, 2, name, id);
}

static int team_row_find(struct session *session, const char *name, struct team_row *row)
{
	struct team_row *rows;
	size_t count;

	if (team_list(session, &rows, &count))
		return -1;
	*row = (struct team_row){0};
	for (size_t i = 0; i < count; i++) {
		if (strcasecmp(rows[i].name, name) != 0)
			continue;
		*row = rows[i];
		row->name = xstrdup(rows[i].name);
		row->service = xstrdup(rows[i].service);
	}
	team_rows_free(rows, count);
	return row->name ? 0
			 : fail(ERROR_MISSING,
				   "there is no team %s: 'caseaudit team list' shows those "
				   "there are",
				   name);
}

static int team_add(struct session *session, const struct team_fields *fields)
{
	struct service_row service;
	int64_t id;
	int result;

	if (!fields->service)
		return fail(
			ERROR_USAGE, "of which service is the team %s: name it", fields->name);
	if (service_find(session, fields->service, &id) ||
		service_row_find(session, fields->service, &service))
		return -1;
	result = db_run(session->db, QUERY_TEAM_ADD,
		ARGS(INT("service", id), TEXT("name", fields->name)));
	if (!result)
		result = put_record(session, &(struct put_change){.kind = "team",
						     .name = fields->name,
						     .service_id = id,
						     .new = service.name});
	free(service.name);
	return result;
}

static int team_store(
	struct session *session, const struct team_row *old, const struct team_row *new)
{
	struct put_change changes[] = {
		{"team", old->name, new->service_id, "name", old->name, new->name},
		{"team", new->name, new->service_id, "service", old->service, new->service},
		{"team", new->name, new->service_id, "active", active_word(old->active),
			active_word(new->active)},
	};

	if (db_run(session->db, QUERY_TEAM_CHANGE,
		    ARGS(TEXT("name", new->name), INT("service", new->service_id),
			    INT("active", new->active), INT("id", old->id))))
		return -1;
	for (size_t i = 0; i < LENGTH(changes); i++)
		if (put_record(session, &changes[i]))
			return -1;
	return 0;
}

// The service's own spelling; yours.
static int move_team(struct session *session, const char *service, struct team_row *new)
{
	struct service_row row;

	if (service_find(session, service, &new->service_id) ||
		service_row_find(session, service, &row))
		return -1;
	new->service = row.name;
	return 0;
}

static int team_merge(
	struct session *session, const struct team_row *old, const struct team_fields *fields)
{
	bool moves = fields->service && strcasecmp(fields->service, old->service) != 0;
	struct team_row new = *old;
	int result;

	if (check_rename(session, &team_kind, old->name, fields->rename) ||
		check_retire(&team_kind, old->name, fields->active, old->people) ||
		(moves && move_team(session, fields->service, &new)))
		return -1;
	if (fields->rename)
		new.name = (char *)fields->rename;
	new.active = put_active(fields->active, old->active);
	result = team_store(session, old, &new);
	if (moves)
		free(new.service);
	return result;
}

static int team_change(struct session *session, const struct team_fields *fields)
{
	struct team_row old;
	int result;

	if (team_row_find(session, fields->name, &old))
		return -1;
	result = team_merge(session, &old, fields);
	free(old.name);
	free(old.service);
	return result;
}

static int team_put_inside(
	struct session *session, const struct team_fields *fields, enum put put)
{
	int found;

	if (check(session, &team_kind, fields->name, put, &found))
		return -1;
	if (!found && team_add(session, fields))
		return -1;
	return found || fields->rename || fields->active == ACTIVE_NO
		       ? team_change(session, fields)
		       : 0;
}

int team_put(struct session *session, const struct team_fields *fields, enum put put)
{
	if (require(session, RIGHT_ADMIN, NULL) || session_begin(session))
		return -1;
	return db_end(session->db, team_put_inside(session, fields, put));
}

int service_list(struct session *session, struct service_row **rows, size_t *count)
{
	struct stmt *stmt = db_query(session->db, QUERY_SERVICE_ALL, NO_ARGS);
	size_t room = 0;
	int more = -1;

	*rows = NULL;
	*count = 0;
	while (stmt && (more = stmt_next(stmt)) == 1) {
		*rows = xgrow(*rows, *count, &room, sizeof(**rows));
		(*rows)[(*count)++] = (struct service_row){
			.id = stmt_int(stmt, 0),
			.name = xstrdup(stmt_text(stmt, 1)),
			.active = stmt_int(stmt, 2),
			.teams = (int)stmt_int(stmt, 3),
		};
	}
	if (more) {
		service_rows_free(*rows, *count);
		*rows = NULL;
		*count = 0;
	}
	return more;
}

void service_rows_free(struct service_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(rows[i].name);
	free(rows);
}

int team_list(struct session *session, struct team_row **rows, size_t *count)
{
	struct stmt *stmt = db_query(session->db, QUERY_TEAM_ALL, NO_ARGS);
	size_t room = 0;
	int more = -1;

	*rows = NULL;
	*count = 0;
	while (stmt && (more = stmt_next(stmt)) == 1) {
		*rows = xgrow(*rows, *count, &room, sizeof(**rows));
		(*rows)[(*count)++] = (struct team_row){
			.id = stmt_int(stmt, 0),
			.name = xstrdup(stmt_text(stmt, 1)),
			.service_id = stmt_int(stmt, 2),
			.service = xstrdup(stmt_text(stmt, 3)),
			.active = stmt_int(stmt, 4),
			.people = (int)stmt_int(stmt, 5),
		};
	}
	if (more) {
		team_rows_free(*rows, *count);
		*rows = NULL;
		*count = 0;
	}
	return more;
}

void team_rows_free(struct team_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(rows[i].name);
		free(rows[i].service);
	}
	free(rows);
}
