// SPDX-License-Identifier: MIT
// Short lists of the database held in memory, found by name or id: teams, users, services.
#include <stdlib.h>
#include <strings.h>

#include "core/lookup.h"
#include "db/error.h"
#include "db/mem.h"

static int compare_keys(const void *a, const void *b)
{
	const struct lookup_row *const *left = a, *const *right = b;

	return strcasecmp((*left)->key, (*right)->key);
}

static int compare_ids(const void *a, const void *b)
{
	const struct lookup_row *left = a, *right = b;

	return (left->id > right->id) - (left->id < right->id);
}

static void order(struct lookup *lookup)
{
	lookup->by_key = xcalloc(lookup->count, sizeof(struct lookup_row *));
	if (lookup->count)
		qsort(lookup->rows, lookup->count, sizeof(*lookup->rows), compare_ids);
	for (size_t i = 0; i < lookup->count; i++)
		lookup->by_key[i] = &lookup->rows[i];
	qsort(lookup->by_key, lookup->count, sizeof(struct lookup_row *), compare_keys);
}

// Columns of the query: id, key, name, post, parent.
static int load(struct db *db, enum query query, struct lookup *lookup)
{
	struct stmt *stmt = db_query(db, query, NO_ARGS);
	int more = -1;

	*lookup = (struct lookup){0};
	while (stmt && (more = stmt_next(stmt)) == 1) {
		lookup->rows = xgrow(
			lookup->rows, lookup->count, &lookup->room, sizeof(*lookup->rows));
		lookup->rows[lookup->count++] = (struct lookup_row){
			.id = stmt_int(stmt, 0),
			.key = xstrdup(stmt_text(stmt, 1)),
			.length = stmt_size(stmt, 1),
			.name = xstrdup(stmt_text(stmt, 2)),
			.post = xstrdup(stmt_text(stmt, 3)),
			.parent = stmt_int(stmt, 4),
		};
	}
	order(lookup);
	return more;
}

int lookup_services(struct db *db, struct lookup *lookup)
{
	return load(db, QUERY_LOOKUP_SERVICES, lookup);
}

int lookup_teams(struct db *db, struct lookup *lookup)
{
	return load(db, QUERY_LOOKUP_TEAMS, lookup);
}

int lookup_users(struct db *db, struct lookup *lookup)
{
	return load(db, QUERY_LOOKUP_USERS, lookup);
}

void lookup_finish(struct lookup *lookup)
{
	for (size_t i = 0; i < lookup->count; i++) {
		free(lookup->rows[i].key);
		free(lookup->rows[i].name);
		free(lookup->rows[i].post);
	}
	free(lookup->rows);
	free(lookup->by_key);
	*lookup = (struct lookup){0};
}

const struct lookup_row *lookup_key(const struct lookup *lookup, const char *key)
{
	struct lookup_row sought = {.key = (char *)key};
	const struct lookup_row *at = &sought, *const * found;

	found = bsearch(
		&at, lookup->by_key, lookup->count, sizeof(struct lookup_row *), compare_keys);
	return found ? *found : NULL;
}

static int place_id(
	struct db *db, enum query query, const char *kind, const char *name, int64_t *id)
{
	struct lookup lookup = {0};
	int result;

	*id = 0;
	if (!name || !*name)
		return 0;
	result = load(db, query, &lookup) || lookup_find(&lookup, kind, name, id) ? -1 : 0;
	lookup_finish(&lookup);
	return result;
}

int lookup_place(struct db *db, const char *service, const char *team, int64_t *service_id,
	int64_t *team_id)
{
	return place_id(db, QUERY_LOOKUP_SERVICES, "service", service, service_id) ||
			       place_id(db, QUERY_LOOKUP_TEAMS, "team", team, team_id)
		       ? -1
		       : 0;
}

const struct lookup_row *lookup_id(const struct lookup *lookup, int64_t id)
{
	struct lookup_row sought = {.id = id};

	if (id < 1 || !lookup->count)
		return NULL;
	// Nothing is ever deleted, so that ids are usually 1, 2, 3 ...
	if ((size_t)id <= lookup->count && lookup->rows[id - 1].id == id)
		return &lookup->rows[id - 1];
	return bsearch(
		&sought, lookup->rows, lookup->count, sizeof(*lookup->rows), compare_ids);
}

int lookup_find(const struct lookup *lookup, const char *kind, const char *key, int64_t *id)
{
	const struct lookup_row *row = key ? lookup_key(lookup, key) : NULL;

	*id = row ? row->id : 0;
	if (key && !row)
		return fail(ERROR_MISSING,
			"there is no %s %s: 'caseaudit %s list' shows those there are", kind,
			key, kind);
	return 0;
}
