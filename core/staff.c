// SPDX-License-Identifier: MIT
// Who answers for a team and for a service, by post: whom a step or a safety concern is put to.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/staff.h"
#include "db/mem.h"

// A post that somebody holds for a team (RUNG_TEAM) or a service: one row each, in the order of names.
struct holding {
	int64_t user_id, place_id;
	enum rung rung;
	char *name;
};

struct staff {
	struct holding *list;
	size_t count, room;
};

const char *rung_name(enum rung rung)
{
	static const char *const names[] = {[RUNG_TEAM] = "team manager",
		[RUNG_SERVICE] = "service manager",
		[RUNG_HEAD] = "head of service",
		[RUNG_DIRECTOR] = "service director",
		[RUNG_NOBODY] = "nobody"};

	return names[rung];
}

enum rung rung_of(const char *post)
{
	enum rung rung = RUNG_TEAM;

	if (strcmp(post, "early help team leader") == 0)
		return RUNG_TEAM;
	while (rung < RUNG_NOBODY && strcmp(post, rung_name(rung)) != 0)
		rung++;
	return rung;
}

static void add(struct staff *staff, struct stmt *row)
{
	staff->list = xgrow(staff->list, staff->count, &staff->room, sizeof(*staff->list));
	staff->list[staff->count++] = (struct holding){
		.user_id = stmt_int(row, 0),
		.rung = rung_of(stmt_text(row, 1)),
		.place_id = stmt_int(row, 2),
		.name = xstrdup(stmt_text(row, 3)),
	};
}

struct staff *staff_load(struct session *session)
{
	struct staff *staff = xcalloc(1, sizeof(*staff));
	struct stmt *row = db_query(session->db, QUERY_STAFF,
		ARGS(INT("auditor", ROLE_AUDITOR), INT("moderator", ROLE_MODERATOR)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		add(staff, row);
	if (more < 0) {
		staff_destroy(staff);
		return NULL;
	}
	return staff;
}

void staff_destroy(struct staff *staff)
{
	for (size_t i = 0; staff && i < staff->count; i++)
		free(staff->list[i].name);
	if (staff)
		free(staff->list);
	free(staff);
}

static bool holds(
	const struct holding *holding, enum rung rung, int64_t team_id, int64_t service_id)
{
	return holding->rung == rung &&
	       holding->place_id == (rung == RUNG_TEAM ? team_id : service_id);
}

enum rung staff_rung(
	const struct staff *staff, enum rung wanted, int64_t team_id, int64_t service_id)
{
	for (enum rung rung = wanted; rung < RUNG_NOBODY; rung++)
		for (size_t i = 0; i < staff->count; i++)
			if (holds(&staff->list[i], rung, team_id, service_id))
				return rung;
	return RUNG_NOBODY;
}

bool staff_holds(const struct staff *staff, int64_t user_id, enum rung rung, int64_t team_id,
	int64_t service_id)
{
	for (size_t i = 0; i < staff->count; i++)
		if (staff->list[i].user_id == user_id &&
			holds(&staff->list[i], rung, team_id, service_id))
			return true;
	return false;
}

bool staff_named(const char *users, int64_t user_id)
{
	char id[24];

	snprintf(id, sizeof(id), " %lld ", (long long)user_id);
	return users && strstr(users, id);
}

bool staff_other(const struct staff *staff, const char *users, enum rung rung, int64_t team_id,
	int64_t service_id)
{
	for (size_t i = 0; i < staff->count; i++)
		if (holds(&staff->list[i], rung, team_id, service_id) &&
			!staff_named(users, staff->list[i].user_id))
			return true;
	return false;
}

bool staff_is(const struct staff *staff, int64_t user_id)
{
	for (size_t i = 0; i < staff->count; i++)
		if (staff->list[i].user_id == user_id)
			return true;
	return false;
}

bool staff_stands_in(const struct staff *staff, int64_t user_id)
{
	for (size_t i = 0; i < staff->count; i++) {
		const struct holding *holding = &staff->list[i];

		if (holding->user_id != user_id || holding->rung == RUNG_TEAM)
			continue;
		if (holding->rung == RUNG_SERVICE ||
			staff_rung(staff, holding->rung - 1, 0, holding->place_id) !=
				holding->rung - 1)
			return true;
	}
	return false;
}

char *staff_names(
	const struct staff *staff, enum rung rung, int64_t team_id, int64_t service_id)
{
	char *names = xstrdup("");

	for (size_t i = 0; i < staff->count; i++) {
		char *longer;

		if (!holds(&staff->list[i], rung, team_id, service_id))
			continue;
		longer = xasprintf("%s%s%s", names, *names ? ", " : "", staff->list[i].name);
		free(names);
		names = longer;
	}
	return names;
}
