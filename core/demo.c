// SPDX-License-Identifier: MIT
// A practice database's content: a made-up council with two years of audits in every state.
#include <stdlib.h>
#include <string.h>

#include "core/action-store.h"
#include "core/demo-inner.h"
#include "core/narrative-store.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

#define WHOLE 2000 // audits written with all their parts; more are as if imported
#define CASES 1500
#define AUDITS_A_CASE 20 // at most, when there are very many
#define CACHE_KIB (64 * 1024)

static int refuse(struct session *session, long audits)
{
	int64_t there = 0;

	if (!session->practice)
		return fail(ERROR_DATA,
			"%s is live: made-up records go into a practice database",
			db_path(session->db));
	if (audits < 1 || audits > DEMO_AUDITS_MAX)
		return fail(
			ERROR_USAGE, "%ld audits: ask for 1 to %d", audits, DEMO_AUDITS_MAX);
	if (db_int(session->db, QUERY_DEMO_AUDITS, NO_ARGS, &there) < 0)
		return -1;
	return there ? fail(ERROR_DATA, "%s has audits already: begin a new database",
			       db_path(session->db))
		     : 0;
}

// As many in each month, in each team in turn.
static int whole_audits(struct demo *demo, long count, long before, long of,
	demo_progress *progress, void *context)
{
	for (long i = 0; i < count; i++) {
		struct story story;

		story_draw(demo, &story, (int)(i * DEMO_MONTHS / count),
			(int)((size_t)i % demo->team_count));
		if (demo_write(demo, &story))
			return -1;
		if (progress && progress(before + i, of, context))
			return -1;
	}
	return 0;
}

// Home shows what is new: they were here last some days ago.
static int last_here(struct demo *demo)
{
	char moment[MOMENT_TEXT];

	return db_run(demo->session->db, QUERY_USER_SEEN,
		ARGS(TEXT("at", demo_moment(demo, demo->today - 5, moment)),
			INT("user", demo->session->me.id)));
}

// What people do in these weeks, with all that was written of the time before.
static int month(struct demo *demo)
{
	demo_month_plan(demo);
	return demo_write_trail(demo);
}

static int fill(
	struct demo *demo, long audits, long whole, demo_progress *progress, void *context)
{
	long mine = whole < 2 * DEMO_MINE ? 0 : DEMO_MINE;
	size_t cases = CASES < audits / AUDITS_A_CASE ? (size_t)audits / AUDITS_A_CASE : CASES;

	demo->crowded = (size_t)audits > cases * 2;
	demo_month_begin(demo);
	if (demo_council(demo, cases) ||
		demo_bulk(demo, audits - whole, progress, context, audits) ||
		whole_audits(demo, whole - mine, audits - whole, audits, progress, context) ||
		demo_mine(demo, (int)mine) || narrative_index_from(demo->session->db, 0) ||
		action_index_from(demo->session->db, 0) || month(demo) || last_here(demo) ||
		tally_rebuild(demo->session))
		return -1;
	return session_refresh(demo->session);
}

static void finish(struct demo *demo)
{
	for (size_t i = 0; i < demo->event_count; i++) {
		free(demo->events[i].old);
		free(demo->events[i].new);
	}
	free(demo->events);
	free(demo->acts);
	free(demo->live);
	demo_council_free(demo);
	words_destroy(demo->words);
}

int demo_fill_whole(struct session *session, long audits, long whole, uint64_t seed,
	demo_progress *progress, void *context)
{
	struct demo demo = {.session = session, .today = session->today};
	int result;

	if (refuse(session, audits))
		return -1;
	demo.template = template_in_force(session, NULL, session->today);
	if (!demo.template)
		return -1;
	if (whole > audits)
		whole = audits;
	dice_init(&demo.dice, seed, 0);
	dice_init(&demo.later, seed, 1);
	dice_init(&demo.loop, seed, 2);
	demo.words = words_create();
	db_cache(session->db, CACHE_KIB);
	result = db_begin(session->db);
	if (!result)
		result = db_end(session->db, fill(&demo, audits, whole, progress, context));
	finish(&demo);
	return result;
}

int demo_fill(struct session *session, long audits, uint64_t seed, demo_progress *progress,
	void *context)
{
	return demo_fill_whole(session, audits, WHOLE, seed, progress, context);
}
