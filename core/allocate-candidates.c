// SPDX-License-Identifier: MIT
// Who could do one audit, and what speaks against each.
#include <stdlib.h>
#include <string.h>

#include "core/allocate-private.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"

static bool fits(const struct candidate *candidate)
{
	return !candidate->own_team && !candidate->worked_on && !candidate->away &&
	       !candidate->part;
}

static int compare(const struct candidate *a, const struct candidate *b, bool peer)
{
	int load_a = peer ? a->peer_load : a->load, load_b = peer ? b->peer_load : b->load;

	if (fits(a) != fits(b))
		return fits(b) - fits(a);
	if (a->worked_on != b->worked_on)
		return a->worked_on - b->worked_on;
	return load_a != load_b ? load_a - load_b : strcmp(a->login, b->login);
}

static int compare_lead(const void *a, const void *b)
{
	return compare(a, b, false);
}

static int compare_peer(const void *a, const void *b)
{
	return compare(a, b, true);
}

static struct candidate candidate_of(
	const struct pool_person *person, const struct wanted *wanted)
{
	return (struct candidate){
		.id = person->id,
		.login = xstrdup(person->login),
		.name = xstrdup(person->name),
		.post = xstrdup(person->post),
		.team = xstrdup(person->team),
		.load = person->load,
		.peer_load = person->peer_load,
		.days = person->days,
		.of = person->of,
		.own_team = wanted_own(wanted, person),
		.worked_on = wanted_worked_on(wanted, person),
		.away = pool_away(person),
		.part = person->id == wanted->lead_id || person->id == wanted->peer_id,
	};
}

static int wanted_load(struct session *session, int64_t audit_id, struct wanted *wanted)
{
	struct stmt *row =
		db_query(session->db, QUERY_WANTED_AUDIT, ARGS(INT("audit", audit_id)));
	int found = row ? stmt_next(row) : -1;
	char *worker;

	if (found <= 0)
		return found < 0 ? -1 : fail(ERROR_MISSING, "the audit is gone");
	wanted_read(row, wanted);
	worker = xstrdup(stmt_text(row, 9));
	stmt_done(row);
	found = wanted_workers(session, wanted, worker);
	free(worker);
	return found;
}

static int load(
	struct session *session, int64_t audit_id, struct wanted *wanted, struct pool *pool)
{
	if (wanted_load(session, audit_id, wanted) || pool_load(session, wanted->month, pool))
		return -1;
	return pool_days(session, pool, wanted->due);
}

int allocate_candidates(struct session *session, int64_t audit_id, bool peer,
	struct candidate **list, size_t *count)
{
	struct wanted wanted = {0};
	struct pool pool = {0};
	int result;

	*list = NULL;
	*count = 0;
	if (require(session, RIGHT_SAMPLE, NULL) || db_snapshot(session->db))
		return -1;
	result = load(session, audit_id, &wanted, &pool);
	db_snapshot_end(session->db);
	if (!result && pool.count) {
		*list = xcalloc(pool.count, sizeof(**list));
		*count = pool.count;
		for (size_t i = 0; i < pool.count; i++)
			(*list)[i] = candidate_of(&pool.list[i], &wanted);
		qsort(*list, *count, sizeof(**list), peer ? compare_peer : compare_lead);
	}
	wanted_finish(&wanted);
	pool_finish(&pool);
	return result;
}

void candidates_free(struct candidate *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(list[i].login);
		free(list[i].name);
		free(list[i].post);
		free(list[i].team);
	}
	free(list);
}
