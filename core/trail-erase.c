// SPDX-License-Identifier: MIT
// Rows of the trail whose record retention took away, and why they hold all the same.
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/trail-erase.h"
#include "db/error.h"
#include "db/mem.h"

#define MARK " (erased "

// The run that a record says it was erased by; 0: none.
static int64_t run_of(const char *record)
{
	const char *mark = strstr(record, MARK), *next;
	char *end;
	int64_t run;

	while (mark && (next = strstr(mark + 1, MARK)))
		mark = next;
	if (!mark)
		return 0;
	run = strtoll(mark + strlen(MARK), &end, 10);
	return run > 0 && strcmp(end, ")") == 0 ? run : 0;
}

static struct erased_run *run_get(struct erased *erased, int64_t id)
{
	struct erased_run *run;

	for (size_t i = 0; i < erased->count; i++)
		if (erased->runs[i].id == id)
			return &erased->runs[i];
	erased->runs = xgrow(erased->runs, erased->count, &erased->room, sizeof(*erased->runs));
	run = &erased->runs[erased->count++];
	*run = (struct erased_run){.id = id};
	sha256_init(&run->state);
	return run;
}

bool trail_erased_add(struct erased *erased, const struct link *link, const unsigned char *hash)
{
	int64_t id = run_of(link->record);
	unsigned char now[TRAIL_HASH];
	struct erased_run *run;

	if (!id || !hash)
		return false;
	run = run_get(erased, id);
	trail_hash(link, hash, now);
	sha256_update(&run->state, sizeof(now), now);
	run->rows++;
	return true;
}

// "N rows: HEX". Yours.
static char *run_words(struct erased_run *run)
{
	unsigned char hash[TRAIL_HASH];
	char text[TRAIL_HASH_TEXT];

	sha256_digest(&run->state, sizeof(hash), hash);
	sodium_bin2hex(text, sizeof(text), hash, sizeof(hash));
	return xasprintf("%" PRId64 " row%s: %s", run->rows, run->rows == 1 ? "" : "s", text);
}

int trail_erased_check(struct session *session, struct erased *erased,
	void (*found)(void *context, const char *sentence), void *context)
{
	int result = 0;

	for (size_t i = 0; i < erased->count && result >= 0; i++) {
		struct erased_run *run = &erased->runs[i];
		char *words = run_words(run), *noted = NULL;

		result = db_text(
			session->db, QUERY_RETAIN_NOTED, ARGS(INT("run", run->id)), &noted);
		if (result >= 0 && (!noted || strcmp(noted, words) != 0)) {
			char *sentence = xasprintf(
				"the %" PRId64
				" rows whose record is said to be erased by retention "
				"%" PRId64
				" are not those it left: edited, inserted or deleted",
				run->rows, run->id);

			found(context, sentence);
			free(sentence);
		}
		free(noted);
		free(words);
	}
	return result < 0 ? -1 : 0;
}

void erased_finish(struct erased *erased)
{
	free(erased->runs);
}

static struct stmt *rows_of(struct session *session, int64_t run)
{
	char *mark = xasprintf("%s%" PRId64 ")", MARK, run);
	struct stmt *stmt =
		db_query(session->db, QUERY_RETAIN_ERASED_ROWS, ARGS(TEXT("mark", mark)));

	free(mark);
	return stmt;
}

int trail_erased_before(struct session *session, int64_t run)
{
	struct stmt *stmt = rows_of(session, run);
	int more = stmt ? stmt_next(stmt) : -1;

	if (more == 1)
		stmt_done(stmt);
	return more;
}

static int note(struct session *session, struct erased_run *run)
{
	char *record = xasprintf("retention %" PRId64, run->id), *words = run_words(run);
	int result = trail_append(session,
		&(struct act){
			.verb = "retain", .record = record, .field = "records", .new = words});

	free(words);
	free(record);
	return result;
}

int trail_erased_note(struct session *session, int64_t run)
{
	struct stmt *stmt = rows_of(session, run);
	struct erased erased = {0};
	int more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		struct link link = trail_link(stmt);

		trail_erased_add(&erased, &link, trail_digest(stmt, ROW_HASH));
	}
	if (more == 0 && erased.count)
		more = note(session, &erased.runs[0]);
	erased_finish(&erased);
	return more;
}
