// SPDX-License-Identifier: MIT
// Reading receipts, and running them again.
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/blind.h"
#include "core/sample-private.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"

static struct sample *head_read(struct stmt *row)
{
	struct sample *sample = xcalloc(1, sizeof(*sample));

	*sample = (struct sample){
		.id = stmt_int(row, 0),
		.name = xstrdup(stmt_text(row, 1)),
		.month = xstrdup(stmt_text(row, 2)),
		.purpose = (enum sample_purpose)stmt_int(row, 3),
		.kind = (enum audit_kind)stmt_int(row, 4),
		.method = xstrdup(stmt_text(row, 5)),
		.seed = xstrdup(stmt_text(row, 6)),
		.seed_given = stmt_int(row, 7),
		.rule = xstrdup(stmt_text(row, 8)),
		.frame_rule = xstrdup(stmt_text(row, 9)),
		.exclude_months = stmt_int(row, 10),
		.frame_hash = xstrdup(stmt_text(row, 11)),
		.digest = xstrdup(stmt_text(row, 12)),
		.drawn_on = stmt_date(row, 13),
		.drawn_at = xstrdup(stmt_text(row, 14)),
		.drawn_by = xstrdup(stmt_text(row, 15)),
		.drawn_login = xstrdup(stmt_text(row, 16)),
	};
	return sample;
}

static int entries_read(struct session *session, struct sample *sample)
{
	struct stmt *row = db_query(session->db, QUERY_SAMPLE_ENTRIES,
		ARGS(INT("sample", sample->id),
			INT("all", may_everywhere(session, RIGHT_SAMPLE)),
			INT("user", session->me.id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		sample->entries = xgrow(sample->entries, sample->entry_count,
			&sample->entry_room, sizeof(*sample->entries));
		sample->entries[sample->entry_count++] = (struct sample_entry){
			.place = stmt_int(row, 0),
			.ref = xstrdup(stmt_text(row, 1)),
			.service = xstrdup(stmt_text(row, 2)),
			.team = xstrdup(stmt_text(row, 3)),
			.excluded = xstrdup(stmt_text(row, 4)),
			.rank = stmt_int(row, 5),
			.chosen = (int)stmt_int(row, 6),
			.audit_ref = xstrdup(stmt_text(row, 7)),
		};
	}
	return more;
}

static int shortfalls_read(struct session *session, struct sample *sample)
{
	struct stmt *row =
		db_query(session->db, QUERY_SAMPLE_SHORTFALLS, ARGS(INT("sample", sample->id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		sample_add_shortfall(sample, stmt_text(row, 0), stmt_text(row, 1),
			stmt_int(row, 2), stmt_int(row, 3), stmt_text(row, 4));
	return more;
}

static int replacements_read(struct session *session, struct sample *sample)
{
	struct stmt *row = db_query(
		session->db, QUERY_SAMPLE_REPLACEMENTS, ARGS(INT("sample", sample->id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		sample->replacements = xreallocarray(sample->replacements,
			sample->replacement_count + 1, sizeof(*sample->replacements));
		sample->replacements[sample->replacement_count++] = (struct sample_replacement){
			.out_place = stmt_int(row, 0),
			.in_place = stmt_int(row, 1),
			.out_ref = xstrdup(stmt_text(row, 2)),
			.in_ref = xstrdup(stmt_text(row, 3)),
			.reason = xstrdup(stmt_text(row, 4)),
			.approved_by = xstrdup(stmt_text(row, 5)),
			.by = xstrdup(stmt_text(row, 6)),
			.at = xstrdup(stmt_text(row, 7)),
		};
	}
	return more;
}

// What is drawn to be moderated tells grades ("every Inadequate audit"), so it is QA's only.
static int read_check(struct session *session, const struct sample *sample)
{
	if (sample->purpose == SAMPLE_AUDIT && may(session, RIGHT_REPORT, NULL))
		return 0;
	return require(session, RIGHT_SAMPLE, NULL);
}

// Nor is it for QA who are to grade one of them blind.
static int blind_check(struct session *session, const struct sample *sample)
{
	int blind =
		sample->purpose == SAMPLE_MODERATION ? blind_in_sample(session, sample->id) : 0;

	if (blind > 0)
		return fail(ERROR_DENIED,
			"the receipt %s would tell you grades of an audit that you are to "
			"moderate: seal your own first",
			sample->name);
	return blind;
}

static int load(struct session *session, const char *name, struct sample **sample)
{
	struct stmt *row = db_query(session->db, QUERY_SAMPLE_GET, ARGS(TEXT("name", name)));
	int found = row ? stmt_next(row) : -1;

	*sample = NULL;
	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING,
					   "there is no draw %s: 'caseaudit sample list' shows "
					   "them",
					   name);
	*sample = head_read(row);
	stmt_done(row);
	if (!read_check(session, *sample) && !entries_read(session, *sample) &&
		!shortfalls_read(session, *sample) && !replacements_read(session, *sample))
		return 0;
	sample_destroy(*sample);
	*sample = NULL;
	return -1;
}

// For the checks alone, which tell nothing of what they read, unless shown.
static int get(struct session *session, const char *name, bool shown, struct sample **sample)
{
	int result;

	*sample = NULL;
	if (db_snapshot(session->db))
		return -1;
	result = load(session, name, sample);
	if (!result && shown && blind_check(session, *sample)) {
		sample_destroy(*sample);
		*sample = NULL;
		result = -1;
	}
	db_snapshot_end(session->db);
	return result;
}

int sample_get(struct session *session, const char *name, struct sample **sample)
{
	return get(session, name, true, sample);
}

int sample_list(
	struct session *session, const char *month, struct sample ***samples, size_t *count)
{
	struct stmt *row;
	size_t room = 0;
	int more = -1;

	*samples = NULL;
	*count = 0;
	if (!may(session, RIGHT_REPORT, NULL) && require(session, RIGHT_SAMPLE, NULL))
		return -1;
	row = db_query(session->db, QUERY_SAMPLE_LIST, ARGS(TEXT("month", month ? month : "")));
	while (row && (more = stmt_next(row)) == 1) {
		struct sample *sample = head_read(row);

		if (read_check(session, sample) || blind_check(session, sample)) {
			sample_destroy(sample);
			continue;
		}
		*samples = xgrow(*samples, *count, &room, sizeof(**samples));
		(*samples)[(*count)++] = sample;
	}
	return more;
}

// One run of the checks: what was found so far.
struct checking {
	const struct sample *sample;
	int wrong;
	void (*found)(const char *sentence, void *context);
	void *context;
};

__attribute__((format(printf, 2, 3))) static void wrong(
	struct checking *checking, const char *fmt, ...)
{
	va_list args;
	char *sentence;

	va_start(args, fmt);
	sentence = xvasprintf(fmt, args);
	va_end(args);
	checking->wrong++;
	if (checking->found)
		checking->found(sentence, checking->context);
	free(sentence);
}

static int digest_check(struct session *session, struct checking *checking)
{
	const struct sample *sample = checking->sample;
	char digest[DRAW_HASH_TEXT], *record = xasprintf("sample %s", sample->name);
	char *noted = NULL;
	int found = db_text(session->db, QUERY_SAMPLE_DIGEST,
		ARGS(TEXT("actor", sample->drawn_login), TEXT("record", record)), &noted);

	sample_digest(sample, digest);
	if (found == 0)
		wrong(checking, "the trail does not know of this draw");
	else if (found == 1 && strcmp(noted, digest) != 0)
		wrong(checking, "the receipt is not the one that the trail noted when it was "
				"drawn");
	if (strcmp(sample->digest, digest) != 0)
		wrong(checking, "the receipt's digest is not that of what it says");
	free(noted);
	free(record);
	return found < 0 ? -1 : 0;
}

static void entry_check(struct checking *checking, const struct sample_entry *entry,
	const struct draw_entry *drawn)
{
	int chosen = entry->chosen == 1;

	if (strcmp(entry->ref, drawn->ref) != 0)
		wrong(checking, "line %" PRId64 " is %s, where %s must stand", entry->place + 1,
			entry->ref, drawn->ref);
	else if (entry->rank != drawn->rank)
		wrong(checking, "%s has the place %" PRId64 " in the drawn order, not %" PRId64,
			entry->ref, drawn->rank, entry->rank);
	else if (chosen != drawn->chosen)
		wrong(checking,
			drawn->chosen ? "%s is drawn, and the receipt leaves it out"
				      : "%s is not drawn, and the receipt has it",
			entry->ref);
}

static int run_again(struct checking *checking)
{
	const struct sample *sample = checking->sample;
	struct draw_entry *entries = xcalloc(sample->entry_count + 1, sizeof(*entries));
	char hash[DRAW_HASH_TEXT];
	struct draw_rule rule;
	int result = sample_rule_parse(sample, &rule);

	for (size_t i = 0; i < sample->entry_count; i++)
		entries[i] = (struct draw_entry){.ref = sample->entries[i].ref,
			.service = sample->entries[i].service,
			.team = sample->entries[i].team,
			.excluded = sample->entries[i].excluded[0]};
	draw_order(entries, sample->entry_count, hash);
	if (strcmp(hash, sample->frame_hash) != 0)
		wrong(checking, "the frame is not the one that was drawn from: its hash is %s",
			hash);
	if (!result)
		draw_run(entries, sample->entry_count, sample->seed, sample->frame_hash, &rule);
	for (size_t i = 0; i < sample->entry_count && !result; i++)
		entry_check(checking, &sample->entries[i], &entries[i]);
	free(entries);
	return result;
}

static bool is_replacement(const struct sample *sample, int64_t place)
{
	for (size_t i = 0; i < sample->replacement_count; i++)
		if (sample->replacements[i].in_place == place)
			return true;
	return false;
}

static void audits_check(struct checking *checking)
{
	const struct sample *sample = checking->sample;

	for (size_t i = 0; i < sample->entry_count; i++) {
		const struct sample_entry *entry = &sample->entries[i];
		bool due = entry->chosen || is_replacement(sample, entry->place);

		if (due && !entry->audit_ref[0])
			wrong(checking, "%s was taken, and there is no audit of it",
				entry->ref);
		else if (!due && entry->audit_ref[0])
			wrong(checking,
				"%s was not taken, and audit %s is said to come from here",
				entry->ref, entry->audit_ref);
	}
}

int sample_verify(struct session *session, const char *name, int *count,
	void (*found)(const char *sentence, void *context), void *context)
{
	struct checking checking = {.found = found, .context = context};
	struct sample *sample;
	int result;

	if (require(session, RIGHT_SAMPLE, NULL) || get(session, name, false, &sample))
		return -1;
	checking.sample = sample;
	result = digest_check(session, &checking) || run_again(&checking) ? -1 : 0;
	if (sample->purpose == SAMPLE_AUDIT)
		audits_check(&checking);
	*count = checking.wrong;
	sample_destroy(sample);
	return result;
}
