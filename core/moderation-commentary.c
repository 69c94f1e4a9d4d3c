// SPDX-License-Identifier: MIT
// Whether a reflective commentary says something of its own: not blank, not a few words, not copied.
#include <stdlib.h>
#include <string.h>

#include "core/moderation-commentary.h"
#include "core/moderation-private.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

#define RUN 5           // words that make a run
#define COPIED_SHARE 80 // percent of the runs

// The words of a text, without case, accents and marks. Hashes, because only equality is asked.
struct words {
	uint64_t *list;
	size_t count, room;
};

static bool is_word(unsigned char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
}

static void words_make(struct words *words, const char *text)
{
	char *key = text_key(text);

	*words = (struct words){0};
	for (const char *at = key; *at;) {
		uint64_t hash = 14695981039346656037u; // FNV-1a

		if (!is_word((unsigned char)*at)) {
			at++;
			continue;
		}
		for (; is_word((unsigned char)*at); at++)
			hash = (hash ^ (unsigned char)*at) * 1099511628211u;
		words->list =
			xgrow(words->list, words->count, &words->room, sizeof(*words->list));
		words->list[words->count++] = hash;
	}
	free(key);
}

static uint64_t run_hash(const uint64_t *words, size_t count)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < count; i++)
		hash = (hash ^ words[i]) * 1099511628211u;
	return hash;
}

static int by_hash(const void *a, const void *b)
{
	const uint64_t *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

// The runs of a text, sorted; of one shorter than a run the whole of it.
static void runs_make(struct words *runs, const char *text)
{
	struct words words;
	size_t length;

	words_make(&words, text);
	*runs = (struct words){0};
	length = words.count < RUN ? words.count : RUN;
	for (size_t i = 0; length && i + length <= words.count; i++) {
		runs->list = xgrow(runs->list, runs->count, &runs->room, sizeof(*runs->list));
		runs->list[runs->count++] = run_hash(&words.list[i], length);
	}
	if (runs->count)
		qsort(runs->list, runs->count, sizeof(*runs->list), by_hash);
	free(words.list);
}

size_t commentary_words(const char *text)
{
	struct words words;
	size_t count;

	words_make(&words, text);
	count = words.count;
	free(words.list);
	return count;
}

bool commentary_is_copied(const char *text, const char *from)
{
	struct words runs, known;
	size_t found = 0;
	bool copied;

	runs_make(&runs, text);
	runs_make(&known, from);
	for (size_t i = 0; i < runs.count; i++)
		found += known.count && bsearch(&runs.list[i], known.list, known.count,
						sizeof(*known.list), by_hash);
	copied = runs.count && found * 100 >= runs.count * COPIED_SHARE;
	free(runs.list);
	free(known.list);
	return copied;
}

// In the texts of the audit itself.
static bool copied_here(const struct audit *audit, const char *text)
{
	for (int part = 0; part < PART_COUNT; part++)
		for (int place = 0; place < PLACE_COUNT; place++)
			if (!(part == PART_MODERATOR && place == PLACE_COMMENTARY) &&
				*audit->texts[part][place].text &&
				commentary_is_copied(text, audit->texts[part][place].text))
				return true;
	return false;
}

// In the commentaries that the same person wrote before: 1, 0, or -1.
static int copied_before(
	struct session *session, const struct moderation *moderation, const char *text)
{
	struct stmt *row = db_query(session->db, QUERY_MODERATION_COMMENTARIES,
		ARGS(INT("user", session->me.id), INT("audit", moderation->audit->id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		if (!commentary_is_copied(text, stmt_text(row, 0)))
			continue;
		stmt_done(row);
		return 1;
	}
	return more;
}

int moderation_check_commentary(
	struct session *session, const struct moderation *moderation, const char *text)
{
	int before;

	if (text_check(text, strlen(text), TEXT_LINES, "commentary"))
		return -1;
	if (!text[strspn(text, " \t\n")])
		return fail(ERROR_DATA,
			"the commentary is blank: say what there is to learn from this audit, "
			"about the practice and about the auditing");
	if (commentary_words(text) < COMMENTARY_WORDS)
		return fail(ERROR_DATA,
			"the commentary has fewer than %d words: say what there is to learn, "
			"and "
			"why",
			COMMENTARY_WORDS);
	if (copied_here(moderation->audit, text))
		return fail(ERROR_DATA,
			"the commentary repeats what stands in the audit already: say in your "
			"own words what there is to learn from it");
	before = copied_before(session, moderation, text);
	if (before == 1)
		return fail(ERROR_DATA, "the commentary repeats one that you wrote before: say "
					"what there is to "
					"learn from this audit");
	return before;
}
