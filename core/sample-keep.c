// SPDX-License-Identifier: MIT
// Receipts: in memory, their digest, and writing them down.
#include <inttypes.h>
#include <nettle/sha2.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/sample-private.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

static void entries_free(struct sample *sample)
{
	for (size_t i = 0; i < sample->entry_count; i++) {
		struct sample_entry *entry = &sample->entries[i];

		free(entry->ref);
		free(entry->service);
		free(entry->team);
		free(entry->excluded);
		free(entry->audit_ref);
	}
	free(sample->entries);
}

static void shortfalls_free(struct sample *sample)
{
	for (size_t i = 0; i < sample->shortfall_count; i++) {
		free(sample->shortfalls[i].service);
		free(sample->shortfalls[i].team);
		free(sample->shortfalls[i].why);
	}
	free(sample->shortfalls);
}

void sample_replacement_finish(struct sample_replacement *replacement)
{
	char *texts[] = {replacement->out_ref, replacement->in_ref, replacement->reason,
		replacement->approved_by, replacement->by, replacement->at};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
	for (size_t i = 0; i < replacement->passed_count; i++) {
		free(replacement->passed[i].ref);
		free(replacement->passed[i].why);
	}
	free(replacement->passed);
	*replacement = (struct sample_replacement){0};
}

void sample_add_passed(
	struct sample_replacement *replacement, int64_t place, const char *ref, const char *why)
{
	replacement->passed = xreallocarray(replacement->passed, replacement->passed_count + 1,
		sizeof(*replacement->passed));
	replacement->passed[replacement->passed_count++] =
		(struct sample_passed){place, xstrdup(ref), xstrdup(why)};
}

static void replacements_free(struct sample *sample)
{
	for (size_t i = 0; i < sample->replacement_count; i++) {
		sample_replacement_finish(&sample->replacements[i]);
	}
	free(sample->replacements);
}

void sample_destroy(struct sample *sample)
{
	if (!sample)
		return;
	char *texts[] = {sample->name, sample->month, sample->method, sample->seed,
		sample->rule, sample->frame_rule, sample->frame_hash, sample->digest,
		sample->drawn_at, sample->drawn_by, sample->drawn_login};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
	entries_free(sample);
	shortfalls_free(sample);
	replacements_free(sample);
	free(sample);
}

size_t sample_chosen(const struct sample *sample)
{
	size_t count = 0;

	for (size_t i = 0; i < sample->entry_count; i++)
		count += sample->entries[i].chosen != 0;
	return count;
}

void sample_add_entry(
	struct sample *sample, const struct draw_entry *entry, const char *excluded)
{
	sample->entries = xgrow(sample->entries, sample->entry_count, &sample->entry_room,
		sizeof(*sample->entries));
	sample->entries[sample->entry_count] = (struct sample_entry){
		.place = (int64_t)sample->entry_count,
		.ref = xstrdup(entry->ref),
		.service = xstrdup(entry->service),
		.team = xstrdup(entry->team),
		.excluded = xstrdup(excluded),
		.rank = entry->rank,
		.chosen = entry->chosen,
		.audit_ref = xstrdup(""),
	};
	sample->entry_count++;
}

void sample_add_shortfall(struct sample *sample, const char *service, const char *team,
	int64_t wanted, int64_t got, const char *why)
{
	sample->shortfalls = xreallocarray(
		sample->shortfalls, sample->shortfall_count + 1, sizeof(*sample->shortfalls));
	sample->shortfalls[sample->shortfall_count++] = (struct sample_shortfall){
		xstrdup(service), xstrdup(team), wanted, got, xstrdup(why)};
}

char *sample_rule_words(const struct draw_rule *rule)
{
	if (rule->per)
		return xasprintf(
			"per-%s %" PRId64, rule->by_team ? "team" : "service", rule->per);
	return rule->percent == 100 ? xstrdup("all")
				    : xasprintf("percent %" PRId64, rule->percent);
}

int sample_rule_parse(const struct sample *sample, struct draw_rule *rule)
{
	static const struct {
		const char *word;
		bool per;
	} words[] = {{"per-team ", true}, {"per-service ", true}, {"percent ", false}};

	*rule = (struct draw_rule){.by_team = sample->purpose == SAMPLE_AUDIT, .percent = 100};
	if (strcmp(sample->rule, "all") == 0)
		return 0;
	for (size_t i = 0; i < LENGTH(words); i++) {
		size_t length = strlen(words[i].word);
		int64_t number = 0;

		if (strncmp(sample->rule, words[i].word, length) == 0)
			number = strtoll(sample->rule + length, NULL, 10);
		if (number < 1)
			continue;
		*(words[i].per ? &rule->per : &rule->percent) = number;
		return 0;
	}
	return fail(ERROR_DATA, "the receipt's rule is none: %s", sample->rule);
}

int sample_share_check(
	const char *month, long percent, const char *seed, struct date_range *range)
{
	if (date_parse_month(month, range))
		return fail(ERROR_USAGE, "%s is no month: write it as 2026-10", month);
	if (percent < 1 || percent > 100)
		return fail(ERROR_USAGE,
			"%ld percent cannot be selected: give --percent 1 to 100", percent);
	if (seed && (!*seed || strpbrk(seed, "\n\t")))
		return fail(ERROR_USAGE, "a seed is one line of text: write it in quotes");
	if (seed && text_check(seed, strlen(seed), TEXT_LINE, "seed"))
		return -1;
	return 0;
}

static void mix(struct sha256_ctx *state, const char *text, char end)
{
	sha256_update(state, strlen(text), (const uint8_t *)text);
	sha256_update(state, 1, (const uint8_t *)&end);
}

static void mix_number(struct sha256_ctx *state, int64_t number, char end)
{
	char *text = xasprintf("%" PRId64, number);

	mix(state, text, end);
	free(text);
}

static void mix_head(struct sha256_ctx *state, const struct sample *sample)
{
	char day[DATE_TEXT];

	mix(state, sample->name, '\n');
	mix(state, sample->month, '\n');
	mix_number(state, sample->purpose, '\n');
	mix_number(state, sample->kind, '\n');
	mix(state, sample->method, '\n');
	mix(state, sample->seed, '\n');
	mix_number(state, sample->seed_given, '\n');
	mix(state, sample->rule, '\n');
	mix(state, sample->frame_rule, '\n');
	mix_number(state, sample->exclude_months, '\n');
	mix(state, sample->frame_hash, '\n');
	mix(state, date_iso(sample->drawn_on, day), '\n');
}

void sample_digest(const struct sample *sample, char digest[static DRAW_HASH_TEXT])
{
	unsigned char hash[SHA256_DIGEST_SIZE];
	struct sha256_ctx state;

	sha256_init(&state);
	mix_head(&state, sample);
	for (size_t i = 0; i < sample->entry_count; i++) {
		const struct sample_entry *entry = &sample->entries[i];

		mix_number(&state, entry->place, '\t');
		mix(&state, entry->ref, '\t');
		mix(&state, entry->service, '\t');
		mix(&state, entry->team, '\t');
		mix(&state, entry->excluded, '\t');
		mix_number(&state, entry->rank, '\t');
		mix_number(&state, entry->chosen, '\n');
	}
	for (size_t i = 0; i < sample->shortfall_count; i++) {
		const struct sample_shortfall *shortfall = &sample->shortfalls[i];

		mix(&state, shortfall->service, '\t');
		mix(&state, shortfall->team, '\t');
		mix_number(&state, shortfall->wanted, '\t');
		mix_number(&state, shortfall->got, '\t');
		mix(&state, shortfall->why, '\n');
	}
	sha256_digest(&state, sizeof(hash), hash);
	sodium_bin2hex(digest, DRAW_HASH_TEXT, hash, sizeof(hash));
}

// The first of a kind in a month has the plain name; later ones are numbered.
int sample_name(struct session *session, struct sample *sample)
{
	char *kind =
		xstrdup(sample->purpose == SAMPLE_MODERATION  ? "moderation"
			: sample->purpose == SAMPLE_CHALLENGE ? "challenge"
							      : audit_kind_name(sample->kind));
	bool plain = sample->purpose == SAMPLE_AUDIT && sample->kind == AUDIT_MONTHLY;
	int found = 1;

	for (char *at = kind; (at = strchr(at, ' '));)
		*at = '-';
	for (int number = 1; found == 1; number++) {
		int64_t id;

		free(sample->name);
		if (plain)
			sample->name = xstrdup(sample->month);
		else if (number == 1)
			sample->name = xasprintf("%s-%s", sample->month, kind);
		else
			sample->name = xasprintf("%s-%s-%d", sample->month, kind, number);
		found = db_int(
			session->db, QUERY_SAMPLE_NAMED, ARGS(TEXT("name", sample->name)), &id);
		if (found == 1 && plain) {
			found = fail(ERROR_CREATE,
				"the draw of %s was made already: replace single cases with "
				"'caseaudit sample replace'",
				sample->month);
		}
	}
	free(kind);
	return found;
}

static int head_write(struct session *session, const struct sample *sample)
{
	return db_run(session->db, QUERY_SAMPLE_ADD,
		ARGS(TEXT("name", sample->name), TEXT("month", sample->month),
			INT("purpose", sample->purpose), INT("kind", sample->kind),
			TEXT("method", sample->method), TEXT("seed", sample->seed),
			INT("seed_given", sample->seed_given), TEXT("rule", sample->rule),
			TEXT("frame_rule", sample->frame_rule),
			INT("exclude_months", sample->exclude_months),
			INT("frame_count", (int64_t)sample->entry_count),
			TEXT("frame_hash", sample->frame_hash), TEXT("digest", sample->digest),
			DAY("drawn_on", sample->drawn_on), TEXT("drawn_at", sample->drawn_at),
			INT("drawn_by", session->me.id)));
}

static int entry_write(
	struct session *session, const struct sample *sample, const struct sample_entry *entry)
{
	struct bind rank = {.name = "rank",
		.type = entry->rank ? BIND_INT : BIND_NULL,
		.number = entry->rank};

	return db_run(session->db, QUERY_SAMPLE_ENTRY_ADD,
		ARGS(INT("sample", sample->id), INT("place", entry->place),
			TEXT("ref", entry->ref), TEXT("service", entry->service),
			TEXT("team", entry->team), TEXT("excluded", entry->excluded), rank,
			INT("chosen", entry->chosen)));
}

static int lists_write(struct session *session, const struct sample *sample)
{
	for (size_t i = 0; i < sample->entry_count; i++)
		if (entry_write(session, sample, &sample->entries[i]))
			return -1;
	for (size_t i = 0; i < sample->shortfall_count; i++) {
		const struct sample_shortfall *shortfall = &sample->shortfalls[i];

		if (db_run(session->db, QUERY_SAMPLE_SHORTFALL_ADD,
			    ARGS(INT("sample", sample->id), TEXT("service", shortfall->service),
				    TEXT("team", shortfall->team),
				    INT("wanted", shortfall->wanted),
				    INT("got", shortfall->got), TEXT("why", shortfall->why))))
			return -1;
	}
	return 0;
}

int sample_keep(struct session *session, struct sample *sample)
{
	char digest[DRAW_HASH_TEXT], now[MOMENT_TEXT], *record;
	int result;

	xreplace(&sample->drawn_at, session_now(session, now));
	xreplace(&sample->drawn_by, session->me.name);
	xreplace(&sample->drawn_login, session->me.login);
	sample->drawn_on = session->today;
	if (sample_name(session, sample))
		return -1;
	sample_digest(sample, digest);
	xreplace(&sample->digest, digest);
	if (head_write(session, sample))
		return -1;
	sample->id = db_last_id(session->db);
	if (lists_write(session, sample))
		return -1;
	record = xasprintf("sample %s", sample->name);
	result = trail_append(session,
		&(struct act){
			.verb = "sample", .record = record, .field = "digest", .new = digest});
	free(record);
	return result;
}
