// SPDX-License-Identifier: MIT
// import services, teams, users: the rules are those of core/team.h and core/user.h.
#include <stdlib.h>
#include <string.h>

#include "core/import/import.h"
#include "core/role.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"

// Counts what was put by whether it was there before and whether the trail has grown. A rule that
// refuses it is a problem of the row, a database that fails is the end.
static int settle(
	struct import *import, size_t column, bool there, const char *before, int result)
{
	char after[TRAIL_HASH_TEXT];

	if (result != 0) {
		if (error_kind() == ERROR_IO || error_kind() == ERROR_BUSY)
			return -1;
		import_wrong(import, column, "%s", error_message());
		return 0;
	}
	if (trail_head(import->session, after) != 0)
		return -1;
	if (strcmp(before, after) == 0)
		import->count.unchanged++;
	else if (there)
		import->count.changed++;
	else
		import->count.added++;
	return 0;
}

static int begin(struct import *import)
{
	import->own = xcalloc(1, sizeof(struct lookup));
	return lookup_services(import->session->db, import->own);
}

static void finish(struct import *import)
{
	if (import->own)
		lookup_finish(import->own);
	free(import->own);
}

static int service_row(struct import *import)
{
	struct service_fields fields = {.name = import_key(import, 0)};
	char before[TRAIL_HASH_TEXT];

	if (!fields.name)
		return 0;
	if (trail_head(import->session, before) != 0)
		return -1;
	return settle(import, 0, lookup_key(import->own, fields.name), before,
		service_put(import->session, &fields, PUT_ANY));
}

static const struct sheet_column service_columns[] = {{"name", SHEET_REQUIRED}};

const struct import_kind import_services = {
	.name = "services",
	.right = RIGHT_ADMIN,
	.columns = service_columns,
	.column_count = LENGTH(service_columns),
	.begin = begin,
	.row = service_row,
	.finish = finish,
};

enum { TEAM_NAME, TEAM_SERVICE, TEAM_COLUMNS };

static const struct sheet_column team_columns[TEAM_COLUMNS] = {
	[TEAM_NAME] = {"name", SHEET_REQUIRED},
	[TEAM_SERVICE] = {"service", SHEET_REQUIRED},
};

static bool check_service(struct import *import, size_t column, const char *name)
{
	if (lookup_key(import->own, name))
		return true;
	import_wrong(import, column,
		"%s is no service here: correct the name, or add it with import services",
		name);
	return false;
}

static int team_row(struct import *import)
{
	struct team_fields fields = {
		.name = import_key(import, TEAM_NAME),
		.service = import_needed(import, TEAM_SERVICE),
	};
	char before[TRAIL_HASH_TEXT];

	if (fields.service)
		check_service(import, TEAM_SERVICE, fields.service);
	if (import_is_bad(import))
		return 0;
	if (trail_head(import->session, before) != 0)
		return -1;
	return settle(import, TEAM_NAME, lookup_key(&import->teams, fields.name), before,
		team_put(import->session, &fields, PUT_ANY));
}

const struct import_kind import_teams = {
	.name = "teams",
	.right = RIGHT_ADMIN,
	.columns = team_columns,
	.column_count = TEAM_COLUMNS,
	.begin = begin,
	.row = team_row,
	.finish = finish,
};

enum { LOGIN, NAME, POST, ROLES, TEAM, SERVICES, COLUMNS };

static const struct sheet_column user_columns[COLUMNS] = {
	[LOGIN] = {"login", SHEET_REQUIRED},
	[NAME] = {"name", SHEET_REQUIRED},
	[POST] = {"post", SHEET_REQUIRED},
	[ROLES] = {"roles", SHEET_REQUIRED},
	[TEAM] = {"team", SHEET_OPTIONAL},
	[SERVICES] = {"services", SHEET_OPTIONAL},
};

static void check_services(struct import *import, const char *names)
{
	while (*(names += strspn(names, " ;,"))) {
		size_t length = strcspn(names, ";,"), word = length;
		char *name;

		while (word && names[word - 1] == ' ')
			word--;
		name = xstrndup(names, word);
		check_service(import, SERVICES, name);
		free(name);
		names += length;
	}
}

// What can be told by its column is told here, so that a person has all of it at once.
static void check_user(struct import *import, const struct user_fields *fields)
{
	unsigned roles;

	if (fields->name && put_check_name(fields->name, "name") != 0)
		import_wrong(import, NAME, "%s", error_message());
	if (fields->post && !*fields->post)
		import_wrong(import, POST, "is empty: fill it in");
	if (fields->roles && roles_parse(fields->roles, &roles) != 0)
		import_wrong(import, ROLES,
			"\"%s\" holds a word that is no role: write some of "
			"%s, split by ;",
			fields->roles, role_list());
	if (fields->team && *fields->team)
		import_team(import, TEAM);
	if (fields->services)
		check_services(import, fields->services);
}

static int user_row(struct import *import)
{
	struct user_fields fields = {
		.login = import_key(import, LOGIN),
		.name = import_line(import, NAME),
		.post = import_post(import, POST),
		.roles = import_line(import, ROLES),
	};
	char before[TRAIL_HASH_TEXT];

	if (sheet_has(import->sheet, TEAM))
		fields.team = import_line(import, TEAM);
	if (sheet_has(import->sheet, SERVICES))
		fields.services = import_line(import, SERVICES);
	check_user(import, &fields);
	if (import_is_bad(import))
		return 0;
	if (trail_head(import->session, before) != 0)
		return -1;
	return settle(import, LOGIN, lookup_key(&import->users, fields.login), before,
		user_put(import->session, &fields, PUT_ANY));
}

const struct import_kind import_users = {
	.name = "users",
	.right = RIGHT_ADMIN,
	.columns = user_columns,
	.column_count = COLUMNS,
	.begin = begin,
	.row = user_row,
	.finish = finish,
};
