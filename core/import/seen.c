// SPDX-License-Identifier: MIT
// The keys that a file has had: of the same record twice, the last would silently win.
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/import/import.h"
#include "db/mem.h"

// Open addressing over keyed 64-bit hashes: 8 to 16 bytes a row, so that a million rows take 16 MiB, and two
// keys of a million are taken for one with a chance of 1 in 37 million.
struct seen {
	unsigned char secret[crypto_shorthash_KEYBYTES];
	uint64_t *hashes;   // 0: free
	size_t count, room; // room: a power of two
};

// Where the hash stands or would stand.
static size_t place_of(const struct seen *seen, uint64_t hash)
{
	size_t at = hash & (seen->room - 1);

	while (seen->hashes[at] && seen->hashes[at] != hash)
		at = (at + 1) & (seen->room - 1);
	return at;
}

static void widen(struct seen *seen)
{
	uint64_t *old = seen->hashes;
	size_t room = seen->room;

	seen->room = room ? room * 2 : 1024;
	seen->hashes = xcalloc(seen->room, sizeof(*seen->hashes));
	for (size_t i = 0; i < room; i++)
		if (old[i])
			seen->hashes[place_of(seen, old[i])] = old[i];
	free(old);
}

struct seen *seen_create(void)
{
	struct seen *seen = xcalloc(1, sizeof(*seen));

	crypto_shorthash_keygen(seen->secret);
	widen(seen);
	return seen;
}

static uint64_t hash_of(const struct seen *seen, const char *key)
{
	uint64_t hash;

	crypto_shorthash(
		(unsigned char *)&hash, (const unsigned char *)key, strlen(key), seen->secret);
	return hash | !hash;
}

bool seen_has(const struct seen *seen, const char *key)
{
	return seen && seen->hashes[place_of(seen, hash_of(seen, key))];
}

bool seen_before(struct seen *seen, const char *key)
{
	uint64_t hash = hash_of(seen, key);
	size_t at = place_of(seen, hash);

	if (seen->hashes[at])
		return true;
	seen->hashes[at] = hash;
	if (++seen->count > seen->room / 2)
		widen(seen);
	return false;
}

void seen_destroy(struct seen *seen)
{
	if (!seen)
		return;
	free(seen->hashes);
	free(seen);
}
