// SPDX-License-Identifier: MIT
// What an import of cases does to each of them, for people to read before it is kept.
#include <nettle/sha2.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/import/changes.h"
#include "db/mem.h"

// Lines as they come, and the digest over all of them, listed or not.
struct changes {
	struct case_changes kept;
	size_t room[CASE_CHANGES];
	struct sha256_ctx digest;
};

struct changes *changes_create(void)
{
	struct changes *changes = xcalloc(1, sizeof(*changes));

	sha256_init(&changes->digest);
	return changes;
}

static void mix(struct changes *changes, const char *text)
{
	sha256_update(&changes->digest, strlen(text) + 1, (const uint8_t *)text);
}

void changes_add(
	struct changes *changes, enum case_change change, const char *ref, const char *what)
{
	struct case_changes *kept = &changes->kept;
	size_t at = kept->listed[change];

	mix(changes, change == CASE_NEW ? "new" : change == CASE_CHANGED ? "changed" : "gone");
	mix(changes, ref);
	mix(changes, what);
	kept->count[change]++;
	if (at == CASE_LINES)
		return;
	kept->lines[change] = xgrow(
		kept->lines[change], at, &changes->room[change], sizeof(*kept->lines[change]));
	kept->lines[change][at] = (struct case_line){xstrdup(ref), xstrdup(what)};
	kept->listed[change]++;
}

void changes_end(struct changes *changes)
{
	unsigned char hash[SHA256_DIGEST_SIZE];

	sha256_digest(&changes->digest, sizeof(hash), hash);
	sodium_bin2hex(changes->kept.digest, sizeof(changes->kept.digest), hash, sizeof(hash));
}

const char *changes_digest(const struct changes *changes)
{
	return changes->kept.digest;
}

void changes_take(struct changes *changes, struct case_changes *taken)
{
	*taken = changes->kept;
	changes->kept = (struct case_changes){0};
}

void changes_destroy(struct changes *changes)
{
	if (!changes)
		return;
	case_changes_finish(&changes->kept);
	free(changes);
}

void case_changes_finish(struct case_changes *changes)
{
	for (size_t change = 0; change < CASE_CHANGES; change++) {
		for (size_t i = 0; i < changes->listed[change]; i++) {
			free(changes->lines[change][i].ref);
			free(changes->lines[change][i].what);
		}
		free(changes->lines[change]);
	}
	*changes = (struct case_changes){0};
}
