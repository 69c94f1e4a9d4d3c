// SPDX-License-Identifier: MIT
// The codes of all domains of all templates: the grade columns of imports and exports.
#include <stdlib.h>
#include <string.h>

#include "core/domains.h"
#include "db/mem.h"

static size_t find_code(const struct domains *domains, const char *code)
{
	for (size_t i = 0; i < domains->count; i++) {
		if (strcmp(domains->codes[i], code) == 0)
			return i;
	}
	return DOMAINS_NONE;
}

static int load_codes(struct db *db, struct domains *domains)
{
	struct stmt *stmt = db_query(db, QUERY_DOMAIN_CODES, NO_ARGS);
	int more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		domains->codes =
			xgrow(domains->codes, domains->count, &domains->room, sizeof(char *));
		domains->codes[domains->count++] = xstrdup(stmt_text(stmt, 0));
	}
	return more;
}

static int load_rows(struct db *db, struct domains *domains)
{
	struct stmt *stmt = db_query(db, QUERY_DOMAIN_ROWS, NO_ARGS);
	int more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		domains->rows = xgrow(domains->rows, domains->row_count, &domains->row_room,
			sizeof(*domains->rows));
		domains->rows[domains->row_count++] = (struct domains_row){
			stmt_int(stmt, 0), find_code(domains, stmt_text(stmt, 1))};
	}
	return more;
}

int domains_load(struct db *db, struct domains *domains)
{
	*domains = (struct domains){0};
	return load_codes(db, domains) || load_rows(db, domains) ? -1 : 0;
}

void domains_finish(struct domains *domains)
{
	for (size_t i = 0; i < domains->count; i++)
		free(domains->codes[i]);
	free(domains->codes);
	free(domains->rows);
	*domains = (struct domains){0};
}

size_t domains_code(const struct domains *domains, int64_t id)
{
	size_t low = 0, high = domains->row_count;

	if (id > 0 && (size_t)id <= high && domains->rows[id - 1].id == id)
		return domains->rows[id - 1].code;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (domains->rows[middle].id == id)
			return domains->rows[middle].code;
		if (domains->rows[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return DOMAINS_NONE;
}
