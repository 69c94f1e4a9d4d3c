// SPDX-License-Identifier: MIT
// What the files of the trail share: a row, and its hash.
#pragma once

#include <nettle/sha2.h>

#include "core/trail.h"

#define TRAIL_HASH SHA256_DIGEST_SIZE

// The fields of a row in the order in which they are hashed.
struct link {
	int64_t seq, uid;
	const char *at, *actor, *act, *record, *field;
	int64_t audit_id, service_id;
	const unsigned char *old_digest, *new_digest; // NULL: none
};

// The columns of a row in the statements that read whole rows; more may follow.
enum trail_column {
	SEQ,
	AT,
	ACTOR,
	UID,
	ACT,
	RECORD,
	AUDIT,
	SERVICE,
	FIELD,
	OLD_DIGEST,
	NEW_DIGEST,
	ROW_HASH,
	VALUE_SEQ,
	VALUE_SALT,
	VALUE_OLD,
	VALUE_NEW
};

// The fields of the row that a statement stands at; borrowed until its next.
struct link trail_link(struct stmt *stmt);

// The digest in a column; NULL where there is none.
const unsigned char *trail_digest(struct stmt *stmt, int column);

// SHA-256 over the hash before (TRAIL_HASH bytes) and the fields, as trail_append() has it.
void trail_hash(const struct link *link, const unsigned char *before, unsigned char *hash);
