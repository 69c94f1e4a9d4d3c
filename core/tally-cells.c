// SPDX-License-Identifier: MIT
// Counts by cell, in memory: gathered, then written at once or compared with what is kept.
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "core/tally-private.h"
#include "db/mem.h"

#define uthash_malloc(size) xmalloc(size) // dies on no memory as all of ours, and says so
#include <uthash.h>

// Whole numbers without gaps, so that a cell is found by its bytes.
struct cell_key {
	int64_t what, month, service, team, kind, a, b, c;
};

struct tally_cells {
	struct cell_key key;
	int64_t count;
	UT_hash_handle hh;
};

struct counting {
	struct tally_cells **cells;
	int sign;
	int first_day, last_day; // others are passed over
};

static void cell_add(struct tally_cells **cells, const struct cell_key *key, int64_t count)
{
	struct tally_cells *cell;

	HASH_FIND(hh, *cells, key, sizeof(*key), cell);
	if (!cell) {
		cell = xcalloc(1, sizeof(*cell));
		cell->key = *key;
		HASH_ADD(hh, *cells, key, sizeof(cell->key), cell);
	}
	cell->count += count;
}

static void count_it(const struct tally_fact *fact, void *context)
{
	const struct counting *counting = context;
	struct cell_key key = {fact->what, fact->day / 100, fact->service_id, fact->team_id,
		fact->kind, fact->a, fact->b, fact->c};

	if (fact->day < counting->first_day || fact->day > counting->last_day)
		return;
	cell_add(counting->cells, &key, counting->sign * fact->amount);
	if (!fact->blind_id)
		return;
	key.what = tally_blind(fact->what, fact->blind_id);
	cell_add(counting->cells, &key, counting->sign * fact->amount);
}

int cells_count(struct tally_cells **cells, struct session *session, int64_t first,
	int64_t last, int sign)
{
	struct counting counting = {cells, sign, 0, INT_MAX};

	return tally_walk(session, first, last, count_it, &counting);
}

int cells_count_days(struct tally_cells **cells, struct session *session, int64_t id,
	int first_day, int last_day)
{
	struct counting counting = {cells, 1, first_day, last_day};

	return tally_walk(session, id, id, count_it, &counting);
}

void cells_each(const struct tally_cells *cells, int64_t what,
	void (*each)(const struct tally_row *row, int64_t kind, void *context), void *context)
{
	for (const struct tally_cells *cell = cells; cell; cell = cell->hh.next) {
		const struct cell_key *key = &cell->key;
		const struct tally_row row = {(int)key->month, key->service, key->team, key->a,
			key->b, key->c, cell->count};

		if (key->what == what)
			each(&row, key->kind, context);
	}
}

static int cell_write(struct session *session, const struct tally_cells *cell)
{
	const struct cell_key *key = &cell->key;

	if (!cell->count)
		return 0;
	return db_run(session->db, QUERY_TALLY_ADD,
		ARGS(INT("what", key->what), INT("month", key->month),
			INT("service", key->service), INT("team", key->team),
			INT("kind", key->kind), INT("a", key->a), INT("b", key->b),
			INT("c", key->c), INT("count", cell->count)));
}

int cells_write(struct tally_cells **cells, struct session *session)
{
	int result = 0;

	for (struct tally_cells *cell = *cells; cell && !result; cell = cell->hh.next)
		result = cell_write(session, cell);
	cells_destroy(cells);
	return result;
}

static int cells_take(struct tally_cells **cells, struct session *session)
{
	struct stmt *row = db_query(session->db, QUERY_TALLY_ALL, NO_ARGS);
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		const struct cell_key key = {stmt_int(row, 0), stmt_int(row, 1),
			stmt_int(row, 2), stmt_int(row, 3), stmt_int(row, 4), stmt_int(row, 5),
			stmt_int(row, 6), stmt_int(row, 7)};

		cell_add(cells, &key, -stmt_int(row, 8));
	}
	return more;
}

static void tell_wrong(const struct tally_cells *cell,
	void (*found)(const char *sentence, void *context), void *context)
{
	const struct cell_key *key = &cell->key;
	char *sentence = xasprintf("the kept count %lld of %lld-%02lld (team %lld, kind %lld, "
				   "%lld, %lld, %lld) is %lld too %s",
		(long long)key->what, (long long)key->month / 100, (long long)key->month % 100,
		(long long)key->team, (long long)key->kind, (long long)key->a,
		(long long)key->b, (long long)key->c, llabs((long long)cell->count),
		cell->count > 0 ? "small" : "great");

	found(sentence, context);
	free(sentence);
}

int cells_compare(struct tally_cells **cells, struct session *session, int64_t *wrong,
	void (*found)(const char *sentence, void *context), void *context)
{
	*wrong = 0;
	if (cells_take(cells, session))
		return -1;
	for (const struct tally_cells *cell = *cells; cell; cell = cell->hh.next) {
		if (!cell->count)
			continue;
		++*wrong;
		tell_wrong(cell, found, context);
	}
	return 0;
}

void cells_destroy(struct tally_cells **cells)
{
	struct tally_cells *cell, *next;

	HASH_ITER(hh, *cells, cell, next)
	{
		HASH_DEL(*cells, cell);
		free(cell);
	}
}
