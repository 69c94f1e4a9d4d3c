// SPDX-License-Identifier: MIT
// What reports count, kept with the data: taken down and added with each change, read by month.
#include <stdlib.h>
#include <string.h>

#include "core/post.h"
#include "core/tally-private.h"
#include "db/mem.h"

#define uthash_malloc(size) xmalloc(size) // dies on no memory as all of ours, and says so
#include <uthash.h>

#define COUNTED "3" // grows with what is counted: what an older version counted is counted anew

struct touched {
	int64_t id;
	UT_hash_handle hh;
};

struct tallies {
	int64_t transaction;       // db_transaction() that all of this belongs to
	struct touched *touched;   // audits
	int64_t loaded;            // audits from this id on are new; INT64_MAX: none are
	struct tally_cells *cells; // what the touched ones counted before, taken away
};

int64_t tally_post(const char *post)
{
	const char *known = post_find(post);

	for (size_t i = 0; known && i < post_count; i++)
		if (posts[i] == known)
			return (int64_t)i + 1;
	return 0;
}

const char *tally_post_name(int64_t number)
{
	return number > 0 && number <= (int64_t)post_count ? posts[number - 1] : "";
}

static void forget(struct tallies *tallies)
{
	struct touched *touched, *next;

	cells_destroy(&tallies->cells);
	HASH_ITER(hh, tallies->touched, touched, next)
	{
		HASH_DEL(tallies->touched, touched);
		free(touched);
	}
	tallies->loaded = INT64_MAX;
}

// Those of the running transaction: what one left that was rolled back is forgotten.
static struct tallies *tallies_now(struct session *session)
{
	if (!session->tallies) {
		session->tallies = xcalloc(1, sizeof(*session->tallies));
		session->tallies->loaded = INT64_MAX;
	}
	if (session->tallies->transaction != db_transaction(session->db)) {
		forget(session->tallies);
		session->tallies->transaction = db_transaction(session->db);
	}
	return session->tallies;
}

int tally_touch(struct session *session, int64_t audit_id)
{
	struct tallies *tallies = tallies_now(session);
	struct touched *touched;

	HASH_FIND(hh, tallies->touched, &audit_id, sizeof(audit_id), touched);
	if (touched || audit_id >= tallies->loaded)
		return 0;
	touched = xcalloc(1, sizeof(*touched));
	touched->id = audit_id;
	HASH_ADD(hh, tallies->touched, id, sizeof(touched->id), touched);
	return cells_count(&tallies->cells, session, audit_id, audit_id, -1);
}

int tally_load(struct session *session, int64_t first)
{
	struct tallies *tallies = tallies_now(session);

	if (first < tallies->loaded)
		tallies->loaded = first;
	return 0;
}

int tally_commit(void *context)
{
	struct session *session = context;
	struct tallies *tallies = session->tallies;
	int result = 0;

	if (!tallies || tallies->transaction != db_transaction(session->db))
		return 0;
	for (const struct touched *touched = tallies->touched; touched && !result;
		touched = touched->hh.next)
		result = cells_count(&tallies->cells, session, touched->id, touched->id, 1);
	if (!result && tallies->loaded != INT64_MAX)
		result = cells_count(&tallies->cells, session, tallies->loaded, INT64_MAX, 1);
	if (!result)
		result = cells_write(&tallies->cells, session);
	forget(tallies);
	return result;
}

void tally_finish(struct session *session)
{
	if (!session->tallies)
		return;
	forget(session->tallies);
	free(session->tallies);
	session->tallies = NULL;
}

static int rebuild(struct session *session)
{
	struct tally_cells *cells = NULL;
	int result;

	forget(tallies_now(session));
	result = db_run(session->db, QUERY_TALLY_CLEAR, NO_ARGS) ||
				 cells_count(&cells, session, 0, INT64_MAX, 1)
			 ? -1
			 : 0;
	if (!result)
		result = cells_write(&cells, session);
	cells_destroy(&cells);
	if (result)
		return -1;
	return db_run(session->db, QUERY_SETTING_PUT,
		ARGS(TEXT("name", "tallies"), TEXT("value", COUNTED)));
}

int tally_rebuild(struct session *session)
{
	if (db_begin(session->db))
		return -1;
	return db_end(session->db, rebuild(session));
}

// 1 where they are kept, 0 where not, -1: the store failed.
static int are_kept(struct session *session)
{
	char *value = NULL;
	int found =
		db_text(session->db, QUERY_SETTING_GET, ARGS(TEXT("name", "tallies")), &value);

	if (found == 1)
		found = strcmp(value, COUNTED) == 0;
	free(value);
	return found;
}

int tally_ready(struct session *session)
{
	int kept = are_kept(session), result;

	if (kept)
		return kept < 0 ? -1 : 0;
	if (db_begin(session->db))
		return -1;
	kept = are_kept(session); // two programs may open it at once
	result = kept < 0 ? -1 : 0;
	if (kept == 0)
		result = rebuild(session);
	return db_end(session->db, result);
}

int tally_verify(struct session *session, int64_t *wrong,
	void (*found)(const char *sentence, void *context), void *context)
{
	struct tally_cells *cells = NULL;
	int result;

	if (db_snapshot(session->db))
		return -1;
	result = cells_count(&cells, session, 0, INT64_MAX, 1) ||
				 cells_compare(&cells, session, wrong, found, context)
			 ? -1
			 : 0;
	db_snapshot_end(session->db);
	cells_destroy(&cells);
	return result;
}
