// SPDX-License-Identifier: MIT
// What would tell whose case a text is about: found, and replaced, before the text leaves its audit.
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/mask.h"
#include "core/text.h"
#include "db/mem.h"

#define GAP 3      // bytes between the words of one name
#define WORDS 6    // of the longest name or reference
#define SHORTEST 3 // letters of a login or a part of a name

struct mask_word {
	char *key;        // the words run together: folded, or as spelt
	bool spelt;       // must stand in that spelling
	const char *with; // MASK_CASE or MASK_WORKER
};

// A word of a text.
struct token {
	size_t at, end; // bytes
	char *key;      // folded
};

struct tokens {
	const char *text; // borrowed
	struct token *list;
	size_t count, room;
};

static bool is_letter(int32_t code)
{
	if (code < 0x80)
		return code >= 0 && isalnum(code);
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_CF: return true; // what shows nothing does not end a word
	default: return false;
	}
}

static void tokens_add(struct tokens *tokens, size_t at, size_t end)
{
	char *word = xstrndup(tokens->text + at, end - at);

	tokens->list = xgrow(tokens->list, tokens->count, &tokens->room, sizeof(*tokens->list));
	tokens->list[tokens->count++] = (struct token){at, end, text_key(word)};
	free(word);
}

static void tokens_read(struct tokens *tokens, const char *text)
{
	size_t length = strlen(text), begun = SIZE_MAX;

	*tokens = (struct tokens){.text = text};
	for (size_t at = 0; at < length;) {
		int32_t code;
		size_t size = text_decode(text + at, length - at, &code);
		bool letter = is_letter(code);

		if (letter && begun == SIZE_MAX)
			begun = at;
		if (!letter && begun != SIZE_MAX) {
			tokens_add(tokens, begun, at);
			begun = SIZE_MAX;
		}
		at += size;
	}
	if (begun != SIZE_MAX)
		tokens_add(tokens, begun, length);
}

static void tokens_finish(struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->count; i++)
		free(tokens->list[i].key);
	free(tokens->list);
}

static void words_add(struct mask_word **words, size_t *count, size_t *room, char *key,
	bool spelt, const char *with)
{
	if (!*key) {
		free(key);
		return;
	}
	*words = xgrow(*words, *count, room, sizeof(**words));
	(*words)[(*count)++] = (struct mask_word){key, spelt, with};
}

// All words of a name or reference run together, folded. Yours.
static char *run_together(const struct tokens *tokens)
{
	char *key = NULL;
	size_t size;
	FILE *to = xmemstream(&key, &size);

	for (size_t i = 0; i < tokens->count; i++)
		fputs(tokens->list[i].key, to);
	xmemstream_end(to);
	return key;
}

static void add_whole(struct mask *mask, const char *text, const char *with)
{
	struct tokens tokens;

	tokens_read(&tokens, text);
	words_add(&mask->audit, &mask->audit_count, &mask->audit_room, run_together(&tokens),
		false, with);
	tokens_finish(&tokens);
}

// A worker of the case, by name or login: also by a part of the name.
static void add_worker(struct mask *mask, const char *name)
{
	struct tokens tokens;

	add_whole(mask, name, MASK_WORKER);
	tokens_read(&tokens, name);
	for (size_t i = 0; i < tokens.count; i++) {
		const struct token *token = &tokens.list[i];

		if (strlen(token->key) >= SHORTEST)
			words_add(&mask->audit, &mask->audit_count, &mask->audit_room,
				xstrndup(name + token->at, token->end - token->at), true,
				MASK_WORKER);
	}
	tokens_finish(&tokens);
}

static bool capital(const char *text, size_t length)
{
	int32_t code;

	text_decode(text, length, &code);
	return code >= 0 && utf8proc_tolower(code) != code;
}

// Somebody who is no user here, as typed: "Mair Jones", and not "School nurse" or "GP", who are anybody.
static void add_other(struct mask *mask, const char *name)
{
	struct tokens tokens;
	bool named;

	tokens_read(&tokens, name);
	named = tokens.count >= 2;
	for (size_t i = 0; i < tokens.count; i++)
		named &= capital(
			name + tokens.list[i].at, tokens.list[i].end - tokens.list[i].at);
	tokens_finish(&tokens);
	if (named)
		add_whole(mask, name, MASK_WORKER);
}

static void add_person(struct mask *mask, const char *login, const char *name)
{
	struct tokens tokens;

	tokens_read(&tokens, name);
	words_add(&mask->people, &mask->people_count, &mask->people_room, run_together(&tokens),
		false, MASK_WORKER);
	tokens_finish(&tokens);
	if (strlen(login) >= SHORTEST)
		words_add(&mask->people, &mask->people_count, &mask->people_room,
			xstrdup(login), true, MASK_WORKER);
}

static int by_key(const void *a, const void *b)
{
	const struct mask_word *one = a, *other = b;
	int order = strcmp(one->key, other->key);

	return order ? order : one->spelt - other->spelt;
}

static void sort(struct mask_word *words, size_t count)
{
	if (count)
		qsort(words, count, sizeof(*words), by_key);
}

static void words_clear(struct mask_word *words, size_t *count)
{
	for (size_t i = 0; i < *count; i++)
		free(words[i].key);
	*count = 0;
}

void mask_finish(struct mask *mask)
{
	words_clear(mask->people, &mask->people_count);
	words_clear(mask->audit, &mask->audit_count);
	free(mask->people);
	free(mask->audit);
	*mask = (struct mask){0};
}

int mask_init(struct session *session, struct mask *mask)
{
	struct stmt *row = db_query(session->db, QUERY_MASK_PEOPLE, NO_ARGS);
	int more = -1;

	*mask = (struct mask){0};
	while (row && (more = stmt_next(row)) == 1)
		add_person(mask, stmt_text(row, 0), stmt_text(row, 1));
	sort(mask->people, mask->people_count);
	if (more)
		mask_finish(mask);
	return more;
}

int mask_audit(struct session *session, struct mask *mask, int64_t audit_id)
{
	struct stmt *row;
	int more = -1;

	words_clear(mask->audit, &mask->audit_count);
	if (!audit_id)
		return 0;
	row = db_query(session->db, QUERY_MASK_AUDIT, ARGS(INT("audit", audit_id)));
	while (row && (more = stmt_next(row)) == 1) {
		int64_t kind = stmt_int(row, 0);

		if (kind == 0)
			add_worker(mask, stmt_text(row, 1));
		else if (kind == 1)
			add_whole(mask, stmt_text(row, 1), MASK_CASE);
		else
			add_other(mask, stmt_text(row, 1));
	}
	sort(mask->audit, mask->audit_count);
	return more;
}

static const struct mask_word *words_find(
	const struct mask_word *words, size_t count, const char *key, bool spelt)
{
	struct mask_word wanted = {(char *)key, spelt, NULL};

	return count ? bsearch(&wanted, words, count, sizeof(*words), by_key) : NULL;
}

static const struct mask_word *known(const struct mask *mask, const char *key, bool spelt)
{
	const struct mask_word *word = words_find(mask->audit, mask->audit_count, key, spelt);

	return word ? word : words_find(mask->people, mask->people_count, key, spelt);
}

// Whether a piece of text is the reference of any case or audit. 1, 0, -1.
static int is_reference(struct session *session, const char *text)
{
	int64_t one;

	if (!text[strcspn(text, "0123456789")])
		return 0;
	return db_int(session->db, QUERY_MASK_REFERENCE, ARGS(TEXT("ref", text)), &one);
}

// What stands at a word and the next ones, as many as `count`: by what it is replaced, NULL: it may stay. -1 on failure.
static int what_is(struct session *session, const struct mask *mask,
	const struct tokens *tokens, size_t first, size_t count, const char *folded,
	const char **with)
{
	const struct token *from = &tokens->list[first], *to = from + count - 1;
	char *spelt = xstrndup(tokens->text + from->at, to->end - from->at);
	const struct mask_word *word = known(mask, folded, false);
	int found = 0;

	if (!word)
		word = known(mask, spelt, true);
	if (!word)
		found = is_reference(session, spelt);
	free(spelt);
	*with = word ? word->with : found == 1 ? MASK_CASE : NULL;
	return found < 0 ? -1 : 0;
}

// The most words from `first` on that are to be replaced. 0: none; -1 on failure.
static int match(struct session *session, const struct mask *mask, const struct tokens *tokens,
	size_t first, const char **with)
{
	char *folded = xstrdup("");
	int longest = 0, result = 0;

	*with = NULL;
	for (size_t i = first; i < tokens->count && i - first < WORDS && !result; i++) {
		const char *found;
		char *longer;

		if (i > first && tokens->list[i].at - tokens->list[i - 1].end > GAP)
			break;
		longer = xasprintf("%s%s", folded, tokens->list[i].key);
		free(folded);
		folded = longer;
		result = what_is(session, mask, tokens, first, i - first + 1, folded, &found);
		if (!found)
			continue;
		longest = (int)(i - first + 1);
		*with = found;
	}
	free(folded);
	return result ? -1 : longest;
}

char *mask_apply(struct session *session, const struct mask *mask, const char *text)
{
	struct tokens tokens;
	char *masked = NULL;
	size_t size, at = 0;
	FILE *to = xmemstream(&masked, &size);
	int count = 0;

	tokens_read(&tokens, text);
	for (size_t i = 0; i < tokens.count && count >= 0; i += count > 0 ? (size_t)count : 1) {
		const char *with;

		count = match(session, mask, &tokens, i, &with);
		if (count <= 0)
			continue;
		fprintf(to, "%.*s%s", (int)(tokens.list[i].at - at), text + at, with);
		at = tokens.list[i + (size_t)count - 1].end;
	}
	fputs(text + at, to);
	xmemstream_end(to);
	tokens_finish(&tokens);
	if (count >= 0)
		return masked;
	free(masked);
	return NULL;
}

int mask_find(struct session *session, const struct mask *mask, const char *text, char **found)
{
	struct tokens tokens;
	int count = 0;

	*found = NULL;
	tokens_read(&tokens, text);
	for (size_t i = 0; i < tokens.count && count == 0; i++) {
		const char *with;

		count = match(session, mask, &tokens, i, &with);
		if (count > 0)
			*found = xstrndup(text + tokens.list[i].at,
				tokens.list[i + (size_t)count - 1].end - tokens.list[i].at);
	}
	tokens_finish(&tokens);
	return count < 0 ? -1 : 0;
}
