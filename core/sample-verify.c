// SPDX-License-Identifier: MIT
// Running a draw again from its receipt, and comparing.
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/challenge.h"
#include "core/right.h"
#include "core/sample-private.h"
#include "db/mem.h"

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

// Whether the digest, as the receipt has it now, is the one that the trail noted when it was drawn.
static int noted_check(struct session *session, struct checking *checking, const char *digest)
{
	const struct sample *sample = checking->sample;
	char *record = xasprintf("sample %s", sample->name), *noted = NULL;
	int found = db_text(session->db, QUERY_SAMPLE_DIGEST,
		ARGS(TEXT("actor", sample->drawn_login), TEXT("record", record)), &noted);

	if (found == 0)
		wrong(checking, "the trail does not know of this draw");
	else if (found == 1 && strcmp(noted, digest) != 0)
		wrong(checking, "the receipt is not the one that the trail noted when it was "
				"drawn");
	free(noted);
	free(record);
	return found < 0 ? -1 : 0;
}

static int digest_check(struct session *session, struct checking *checking)
{
	const struct sample *sample = checking->sample;
	char digest[DRAW_HASH_TEXT];

	sample_digest(sample, digest);
	if (noted_check(session, checking, digest))
		return -1;
	if (strcmp(sample->digest, digest) != 0)
		wrong(checking, "the receipt's digest is not that of what it says");
	return 0;
}

// Where retention took the references of some lines away, nobody can draw again: what is left is the digest.
static int anonymised_check(struct session *session, struct checking *checking, int64_t lines)
{
	const struct sample *sample = checking->sample;
	char *sentence = xasprintf(
		"%" PRId64 " of its %zu lines were anonymised by retention: it cannot "
		"be drawn again, and only its digest was compared with the trail",
		lines, sample->entry_count);

	if (checking->found)
		checking->found(sentence, checking->context);
	free(sentence);
	return noted_check(session, checking, sample->digest);
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
			.excluded = sample->entries[i].excluded[0],
			.counted =
				strcmp(sample->entries[i].excluded, SAMPLE_DRAWN_ALREADY) == 0};
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

static const struct sample_entry *entry_at(const struct sample *sample, int64_t place)
{
	return place >= 0 && place < (int64_t)sample->entry_count ? &sample->entries[place]
								  : NULL;
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

static int replacement_noted(struct session *session, struct checking *checking,
	const struct sample_replacement *replacement)
{
	char *noted = NULL, *words = sample_replacement_words(replacement);
	int found = db_text(session->db, QUERY_SAMPLE_REPLACEMENT_NOTED,
		ARGS(INT("sample", checking->sample->id), TEXT("out", replacement->out_ref),
			TEXT("name", checking->sample->name)),
		&noted);

	if (found == 0)
		wrong(checking, "the trail does not know that %s was replaced",
			replacement->out_ref);
	else if (found == 1 && strcmp(noted, words) != 0)
		wrong(checking, "%s was replaced otherwise than the trail noted: %s",
			replacement->out_ref, noted);
	free(noted);
	free(words);
	return found < 0 ? -1 : 0;
}

static bool is_passed(const struct sample_replacement *replacement, int64_t place)
{
	for (size_t i = 0; i < replacement->passed_count; i++)
		if (replacement->passed[i].place == place)
			return true;
	return false;
}

// Those before it in the drawn order were taken, or it is said why not.
static void order_check(struct checking *checking, const struct sample_replacement *replacement,
	const struct sample_entry *in)
{
	const struct sample *sample = checking->sample;

	for (size_t i = 0; i < sample->entry_count; i++) {
		const struct sample_entry *entry = &sample->entries[i];

		if (entry->rank && entry->rank < in->rank && !entry->chosen &&
			strcmp(entry->service, in->service) == 0 &&
			strcmp(entry->team, in->team) == 0 &&
			!is_replacement(sample, entry->place) &&
			!is_passed(replacement, entry->place))
			wrong(checking, "%s was passed over for %s, and it is not said why",
				entry->ref, in->ref);
	}
}

// A replacement is of one that was taken, by one of the same team that came after those drawn.
static int replacements_check(struct session *session, struct checking *checking)
{
	const struct sample *sample = checking->sample;

	for (size_t i = 0; i < sample->replacement_count; i++) {
		const struct sample_replacement *replacement = &sample->replacements[i];
		const struct sample_entry *out = entry_at(sample, replacement->out_place),
					  *in = entry_at(sample, replacement->in_place);

		if (!out || !in || (!out->chosen && !is_replacement(sample, out->place)) ||
			in->chosen || !in->rank || strcmp(in->service, out->service) != 0 ||
			strcmp(in->team, out->team) != 0)
			wrong(checking, "%s cannot take the place of %s in this draw",
				replacement->in_ref, replacement->out_ref);
		else
			order_check(checking, replacement, in);
		if (replacement_noted(session, checking, replacement))
			return -1;
	}
	return 0;
}

// What a line on a team that fell short says is what its entries say. Those without cases have none.
static void shortfalls_check(struct checking *checking)
{
	const struct sample *sample = checking->sample;

	for (size_t i = 0; i < sample->shortfall_count; i++) {
		const struct sample_shortfall *shortfall = &sample->shortfalls[i];
		int64_t got = 0;

		for (size_t j = 0; j < sample->entry_count; j++)
			got += sample->entries[j].chosen &&
			       strcmp(sample->entries[j].service, shortfall->service) == 0 &&
			       strcmp(sample->entries[j].team, shortfall->team) == 0;
		if (got != shortfall->got || got >= shortfall->wanted)
			wrong(checking,
				"%s, %s is said to have given %" PRId64 " of %" PRId64
				", and gave %" PRId64,
				shortfall->service, shortfall->team, shortfall->got,
				shortfall->wanted, got);
	}
}

// What was drawn for Confirm and Challenge is on its agenda.
static int agenda_check(struct session *session, struct checking *checking)
{
	int count =
		challenge_check(session, checking->sample, checking->found, checking->context);

	checking->wrong += count > 0 ? count : 0;
	return count < 0 ? -1 : 0;
}

static int check_all(struct session *session, struct checking *checking)
{
	int result = digest_check(session, checking) || run_again(checking) ? -1 : 0;

	if (checking->sample->purpose == SAMPLE_AUDIT) {
		audits_check(checking);
		shortfalls_check(checking);
	}
	if (!result && checking->sample->purpose == SAMPLE_CHALLENGE)
		result = agenda_check(session, checking);
	return result ? result : replacements_check(session, checking);
}

int sample_verify(struct session *session, const char *name, int *count,
	void (*found)(const char *sentence, void *context), void *context)
{
	struct checking checking = {.found = found, .context = context};
	struct sample *sample;
	int64_t anonymised = 0;
	int result;

	*count = 0;
	if (require(session, RIGHT_SAMPLE, NULL) || sample_read(session, name, false, &sample))
		return -1;
	checking.sample = sample;
	result = db_int(session->db, QUERY_RETAIN_DRAW, ARGS(INT("sample", sample->id)),
			 &anonymised) < 0
			 ? -1
		 : anonymised ? anonymised_check(session, &checking, anonymised)
			      : check_all(session, &checking);
	*count = checking.wrong;
	sample_destroy(sample);
	return result;
}
