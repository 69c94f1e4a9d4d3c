// SPDX-License-Identifier: MIT
// Short lists of the database held in memory, found by name or id: teams, users, services.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

struct lookup_row {
	int64_t id;
	char *key;      // the name of a team or service, the login of a user
	size_t length;  // of the key, in bytes
	char *name;     // a user's name, else as key
	char *post;     // a user's
	int64_t parent; // a team's service
};

// Rows by id and, behind by_key, in the order of their keys.
struct lookup {
	struct lookup_row *rows;
	const struct lookup_row **by_key;
	size_t count, room;
};

int lookup_services(struct db *db, struct lookup *lookup);
int lookup_teams(struct db *db, struct lookup *lookup);
int lookup_users(struct db *db, struct lookup *lookup);
void lookup_finish(struct lookup *lookup); // a zeroed one is fine

// By key, letters of either case, as the database compares names; NULL where there is none.
const struct lookup_row *lookup_key(const struct lookup *lookup, const char *key);

// The id of the row with a key, 0 for key NULL. kind is its name and the command that lists it: service, team, user.
// -1 (66) where there is none.
int lookup_find(const struct lookup *lookup, const char *kind, const char *key, int64_t *id);

// The ids of a service and of a team by name, 0 for NULL and "": also of those that are closed, which reports of the past
// name. -1 (66) where there is none.
int lookup_place(struct db *db, const char *service, const char *team, int64_t *service_id,
	int64_t *team_id);

// By id; NULL where there is none, also for 0.
const struct lookup_row *lookup_id(const struct lookup *lookup, int64_t id);
