// SPDX-License-Identifier: MIT
// Services and their teams: added, changed, listed; never deleted, because the past refers to them.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/put.h"

struct session;

// Names are as put_check_name() says, and no two the same but for case. Both functions need RIGHT_ADMIN
// and are one transaction with a row in the trail for each thing changed; they fail as enum put says, with
// 65 for a bad name, 66 for an unknown service, 73 for a new name that is taken. A NULL text leaves what
// is there.

struct service_fields {
	const char *name;
	const char *rename; // the new name; NULL: keeps its own
	enum active active; // ACTIVE_NO is refused (65) while the service has active teams
};

int service_put(struct session *session, const struct service_fields *fields, enum put put);

struct team_fields {
	const char *name;
	const char *rename;
	const char *service; // by name; needed for a new team
	enum active active;  // ACTIVE_NO is refused (65) while active people are in the team
};

int team_put(struct session *session, const struct team_fields *fields, enum put put);

// The ids by name in any case; -1 (66) with a message that lists those there are. One that is inactive is
// not found.
int service_find(struct session *session, const char *name, int64_t *id);
int team_find(struct session *session, const char *name, int64_t *id);

struct service_row {
	int64_t id;
	char *name;
	bool active;
	int teams; // active ones
};

struct team_row {
	int64_t id, service_id;
	char *name, *service;
	bool active;
	int people; // active ones
};

// All of them, by name (teams by service first). Anybody who is a user may see them. 0 with *rows and
// *count, which are yours, or -1.
int service_list(struct session *session, struct service_row **rows, size_t *count);
void service_rows_free(struct service_row *rows, size_t count);
int team_list(struct session *session, struct team_row **rows, size_t *count);
void team_rows_free(struct team_row *rows, size_t count);
