// SPDX-License-Identifier: MIT
// The random draw: a published method that anybody can run again. No database here.
#include <nettle/sha2.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/draw.h"
#include "db/mem.h"

static void add(struct sha256_ctx *hash, const char *text, char end)
{
	sha256_update(hash, strlen(text), (const uint8_t *)text);
	if (end)
		sha256_update(hash, 1, (const uint8_t *)&end);
}

void draw_seed(char seed[static DRAW_HASH_TEXT])
{
	unsigned char bytes[32];

	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2hex(seed, DRAW_HASH_TEXT, bytes, sizeof(bytes));
}

static int by_frame(const void *a, const void *b)
{
	const struct draw_entry *one = a, *other = b;
	int order = strcmp(one->service, other->service);

	if (!order)
		order = strcmp(one->team, other->team);
	return order ? order : strcmp(one->ref, other->ref);
}

void draw_order(struct draw_entry *entries, size_t count, char hash[static DRAW_HASH_TEXT])
{
	unsigned char digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx state;

	if (count)
		qsort(entries, count, sizeof(*entries), by_frame);
	sha256_init(&state);
	for (size_t i = 0; i < count; i++) {
		add(&state, entries[i].service, '\t');
		add(&state, entries[i].team, '\t');
		add(&state, entries[i].ref, '\n');
	}
	sha256_digest(&state, sizeof(digest), digest);
	sodium_bin2hex(hash, DRAW_HASH_TEXT, digest, sizeof(digest));
}

int64_t draw_wanted(const struct draw_rule *rule, int64_t entries)
{
	return rule->per ? rule->per : (entries * rule->percent + 99) / 100;
}

static void key_make(struct draw_entry *entry, const char *seed, const char *hash)
{
	struct sha256_ctx state;

	sha256_init(&state);
	add(&state, seed, '\n');
	add(&state, hash, '\n');
	add(&state, entry->ref, '\0');
	sha256_digest(&state, sizeof(entry->key), entry->key);
}

static int by_key(const void *a, const void *b)
{
	const struct draw_entry *const *one = a, *const *other = b;
	int order = memcmp((*one)->key, (*other)->key, sizeof((*one)->key));

	return order ? order : strcmp((*one)->ref, (*other)->ref);
}

bool draw_same_stratum(
	const struct draw_rule *rule, const struct draw_entry *a, const struct draw_entry *b)
{
	return strcmp(a->service, b->service) == 0 &&
	       (!rule->by_team || strcmp(a->team, b->team) == 0);
}

// Ranks the entries of one stratum, of which there are `count`, and chooses the first.
static void stratum_run(struct draw_entry *entries, size_t count, const struct draw_rule *rule,
	struct draw_entry **order)
{
	int64_t wanted = draw_wanted(rule, (int64_t)count);
	size_t open = 0;

	for (size_t i = 0; i < count; i++) {
		entries[i].rank = 0;
		entries[i].chosen = false;
		wanted -= entries[i].counted;
		if (!entries[i].excluded)
			order[open++] = &entries[i];
	}
	if (open)
		qsort(order, open, sizeof(struct draw_entry *), by_key);
	for (size_t i = 0; i < open; i++) {
		order[i]->rank = (int64_t)i + 1;
		order[i]->chosen = (int64_t)i < wanted;
	}
}

void draw_run(struct draw_entry *entries, size_t count, const char *seed,
	const char hash[static DRAW_HASH_TEXT], const struct draw_rule *rule)
{
	struct draw_entry **order = xcalloc(count + 1, sizeof(struct draw_entry *));

	for (size_t i = 0; i < count; i++)
		key_make(&entries[i], seed, hash);
	for (size_t first = 0, end; first < count; first = end) {
		end = first + 1;
		while (end < count && draw_same_stratum(rule, &entries[first], &entries[end]))
			end++;
		stratum_run(&entries[first], end - first, rule, order);
	}
	free(order);
}
