// SPDX-License-Identifier: MIT
// People: added, changed, listed.
#include <stdlib.h>
#include <string.h>

#include "core/post.h"
#include "core/right.h"
#include "core/role.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"

#define LOGIN_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@\\"
#define LOGIN_MAX 64

static void row_finish(struct user_row *row)
{
	free(row->login);
	free(row->name);
	free(row->post);
	free(row->team);
	free(row->services);
}

static void row_read(struct stmt *stmt, struct user_row *row)
{
	*row = (struct user_row){
		.id = stmt_int(stmt, 0),
		.login = xstrdup(stmt_text(stmt, 1)),
		.name = xstrdup(stmt_text(stmt, 2)),
		.post = xstrdup(stmt_text(stmt, 3)),
		.roles = (unsigned)stmt_int(stmt, 4),
		.team = xstrdup(stmt_text(stmt, 5)),
		.active = stmt_int(stmt, 6),
		.services = xstrdup(stmt_text(stmt, 7)),
	};
}

int user_list(struct session *session, const char *login, struct user_row **rows, size_t *count)
{
	struct stmt *stmt = db_query(session->db, QUERY_USER_ALL, ARGS(TEXT("login", login)));
	size_t room = 0;
	int more = -1;

	*rows = NULL;
	*count = 0;
	while (stmt && (more = stmt_next(stmt)) == 1) {
		*rows = xgrow(*rows, *count, &room, sizeof(**rows));
		row_read(stmt, &(*rows)[(*count)++]);
	}
	if (more) {
		user_rows_free(*rows, *count);
		*rows = NULL;
		*count = 0;
	}
	return more;
}

void user_rows_free(struct user_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		row_finish(&rows[i]);
	free(rows);
}

// A person as they are to be: names resolved to the ids that are stored.
struct wanted {
	struct user_row row; // texts are owned
	int64_t team;        // 0: none
	int64_t *services;
	size_t service_count, service_room;
	bool services_given;
};

static void wanted_finish(struct wanted *wanted)
{
	row_finish(&wanted->row);
	free(wanted->services);
}

static int check_login(const char *login)
{
	size_t length = strlen(login);

	if (length == 0 || length > LOGIN_MAX || strspn(login, LOGIN_LETTERS) != length ||
		*login == '-')
		return fail(ERROR_DATA,
			"'%s' is no login: write the operating system's, letters, digits and "
			". _ - @ \\ up to %d",
			login, LOGIN_MAX);
	return 0;
}

static int want_name(struct wanted *wanted, const char *name)
{
	if (!name && !wanted->row.id)
		return fail(ERROR_USAGE, "what is the name of %s: give it", wanted->row.login);
	if (!name)
		return 0;
	if (put_check_name(name, "name"))
		return -1;
	xreplace(&wanted->row.name, name);
	return 0;
}

static int want_post(struct wanted *wanted, const char *post)
{
	if (!post && !wanted->row.id)
		return fail(ERROR_USAGE, "what is the post of %s: give one of %s",
			wanted->row.login, post_list());
	if (!post)
		return 0;
	if (!post_find(post))
		return fail(ERROR_DATA, "'%s' is no post: write one of %s", post, post_list());
	xreplace(&wanted->row.post, post_find(post));
	return 0;
}

static int want_roles(struct wanted *wanted, const char *roles)
{
	if (!roles && !wanted->row.id)
		return fail(ERROR_USAGE, "what may %s do: give roles of %s", wanted->row.login,
			role_list());
	if (roles && roles_parse(roles, &wanted->row.roles))
		return fail(ERROR_DATA,
			"'%s' holds a word that is no role: write some of %s, split by ,",
			roles, role_list());
	return 0;
}

static int want_team(struct session *session, struct wanted *wanted, const char *team)
{
	if (team && *team) {
		if (team_find(session, team, &wanted->team))
			return -1;
		xreplace(&wanted->row.team, team);
	} else if (team) {
		xreplace(&wanted->row.team, "");
	} else if (*wanted->row.team &&
		   db_int(session->db, QUERY_TEAM_BY_NAME, ARGS(TEXT("name", wanted->row.team)),
			   &wanted->team) < 0) {
		return -1;
	}
	return 0;
}

static int want_service(struct session *session, struct wanted *wanted, const char *name)
{
	char *text = wanted->row.services;
	int64_t id;

	if (service_find(session, name, &id))
		return -1;
	for (size_t i = 0; i < wanted->service_count; i++)
		if (wanted->services[i] == id)
			return 0;
	wanted->services = xgrow(wanted->services, wanted->service_count, &wanted->service_room,
		sizeof(*wanted->services));
	wanted->services[wanted->service_count++] = id;
	wanted->row.services = xasprintf("%s%s%s", text, *text ? ";" : "", name);
	free(text);
	return 0;
}

static int want_services(struct session *session, struct wanted *wanted, const char *services)
{
	if (!services)
		return 0;
	wanted->services_given = true;
	xreplace(&wanted->row.services, "");
	while (*(services += strspn(services, " ;,"))) {
		size_t length = strcspn(services, ";,"), end = length;
		char *name;
		int result;

		while (end && services[end - 1] == ' ')
			end--;
		name = xstrndup(services, end);
		result = want_service(session, wanted, name);
		free(name);
		if (result)
			return -1;
		services += length;
	}
	return 0;
}

static int want(
	struct session *session, struct wanted *wanted, const struct user_fields *fields)
{
	wanted->row.active = put_active(fields->active, wanted->row.active);
	return want_name(wanted, fields->name) || want_post(wanted, fields->post) ||
			       want_roles(wanted, fields->roles) ||
			       want_team(session, wanted, fields->team) ||
			       want_services(session, wanted, fields->services)
		       ? -1
		       : 0;
}

static int store_services(struct db *db, const struct wanted *wanted)
{
	if (!wanted->services_given)
		return 0;
	if (db_run(db, QUERY_USER_SERVICE_CLEAR, ARGS(INT("user", wanted->row.id))))
		return -1;
	for (size_t i = 0; i < wanted->service_count; i++)
		if (db_run(db, QUERY_USER_SERVICE_ADD,
			    ARGS(INT("user", wanted->row.id),
				    INT("service", wanted->services[i]))))
			return -1;
	return 0;
}

static int store(struct db *db, struct wanted *wanted)
{
	const struct user_row *row = &wanted->row;
	struct bind team = INT("team", wanted->team);

	if (!wanted->team)
		team = (struct bind)NOTHING("team");
	if (!row->id) {
		if (db_run(db, QUERY_USER_ADD,
			    ARGS(TEXT("login", row->login), TEXT("name", row->name),
				    TEXT("post", row->post), INT("roles", row->roles), team)))
			return -1;
		wanted->row.id = db_last_id(db);
	}
	// Adding makes them active; it may have been asked otherwise.
	if (db_run(db, QUERY_USER_CHANGE,
		    ARGS(TEXT("name", row->name), TEXT("post", row->post),
			    INT("roles", row->roles), team, INT("active", row->active),
			    INT("id", row->id))))
		return -1;
	return store_services(db, wanted);
}

// Nobody could mend a database without an administrator.
static int keep_an_administrator(struct db *db)
{
	int64_t admins;

	if (db_int(db, QUERY_USER_ADMINS, NO_ARGS, &admins) < 0)
		return -1;
	if (admins)
		return 0;
	return fail(ERROR_DENIED,
		"no active administrator would be left: give somebody else the role admin "
		"first");
}

static int record_new(struct session *session, const struct user_row *row)
{
	char *roles = roles_text(row->roles);
	char *new = xasprintf("%s, %s, roles %s, team %s, services %s", row->name, row->post,
		roles, row->team, row->services);
	int result = put_record(
		session, &(struct put_change){.kind = "user", .name = row->login, .new = new});

	free(roles);
	free(new);
	return result;
}

static int record_changes(
	struct session *session, const struct user_row *old, const struct user_row *new)
{
	char *old_roles = roles_text(old->roles), *new_roles = roles_text(new->roles);
	const struct put_change changes[] = {
		{"user", new->login, 0, "name", old->name, new->name},
		{"user", new->login, 0, "post", old->post, new->post},
		{"user", new->login, 0, "roles", old_roles, new_roles},
		{"user", new->login, 0, "team", old->team, new->team},
		{"user", new->login, 0, "services", old->services, new->services},
		{"user", new->login, 0, "active", old->active ? "active" : "inactive",
			new->active ? "active" : "inactive"},
	};
	int result = 0;

	for (size_t i = 0; i < LENGTH(changes) && !result; i++)
		result = put_record(session, &changes[i]);
	free(old_roles);
	free(new_roles);
	return result;
}

// The row as it is now stored, for the trail: names in their own spelling.
static int record(
	struct session *session, const struct wanted *wanted, const struct user_row *old)
{
	struct user_row *now;
	size_t count;
	int result = user_list(session, wanted->row.login, &now, &count);

	if (!result)
		result = old ? record_changes(session, old, now) : record_new(session, now);
	user_rows_free(now, count);
	return result;
}

static void wanted_init(struct wanted *wanted, const struct user_row *old, const char *login)
{
	*wanted = (struct wanted){
		.row = {.id = old ? old->id : 0,
			.login = xstrdup(login),
			.name = xstrdup(old ? old->name : ""),
			.post = xstrdup(old ? old->post : ""),
			.roles = old ? old->roles : 0,
			.team = xstrdup(old ? old->team : ""),
			.services = xstrdup(old ? old->services : ""),
			.active = old ? old->active : true},
	};
}

static int put_over(
	struct session *session, const struct user_fields *fields, const struct user_row *old)
{
	struct wanted wanted;
	int result;

	wanted_init(&wanted, old, fields->login);
	result = want(session, &wanted, fields) || store(session->db, &wanted) ||
				 keep_an_administrator(session->db) ||
				 record(session, &wanted, old)
			 ? -1
			 : 0;
	wanted_finish(&wanted);
	return result;
}

static int put_inside(struct session *session, const struct user_fields *fields, enum put put)
{
	struct user_row *rows;
	size_t count;
	int result;

	if (check_login(fields->login) || user_list(session, fields->login, &rows, &count))
		return -1;
	if (put == PUT_OLD && count == 0)
		result = fail(ERROR_MISSING,
			"there is no user %s: 'caseaudit user list' shows those there are",
			fields->login);
	else
		result = put_check(put, (int)count, "user", fields->login, NULL);
	if (!result)
		result = put_over(session, fields, count ? rows : NULL);
	user_rows_free(rows, count);
	return result;
}

int user_put(struct session *session, const struct user_fields *fields, enum put put)
{
	if (require(session, RIGHT_ADMIN, NULL) || session_begin(session))
		return -1;
	if (db_end(session->db, put_inside(session, fields, put)))
		return -1;
	// Whoever changes themselves has the new rights at once; none, if they made themselves inactive.
	if (strcmp(fields->login, session->me.login) == 0 && session_refresh(session))
		session->me.roles = 0;
	return 0;
}
