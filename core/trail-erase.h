// SPDX-License-Identifier: MIT
// Rows of the trail whose record retention took away, and why they hold all the same.
#pragma once

#include "core/trail-private.h"

// A record that names a case, or an audit whose reference came from elsewhere, becomes "case (erased 3)": 3 is the
// run of retention. Nothing else of the row changes, also not its hash, which the next row goes on from; but it is no
// more that of its fields. So the run notes, in a row of the trail of its own (act retain, record "retention 3", field
// records), "N rows: " and 64 hexadecimal digits: SHA-256 over, in their order, one hash for each row that it left so,
// which is that of trail_append() with the row's own hash in the place of the one before. A row that claims to be
// erased and is not among those, or was changed since, does not fit that.

// What a walk along the trail has met of each run.
struct erased {
	struct erased_run {
		int64_t id, rows;
		struct sha256_ctx state;
	} * runs;
	size_t count, room;
};

// Where a row claims to be erased, adds it: true; false where it does not claim that. hash: as stored.
bool trail_erased_add(
	struct erased *erased, const struct link *link, const unsigned char *hash);

// Compares with what the trail notes of each run: calls found with a sentence for each that does not fit. -1 with the
// error of the store.
int trail_erased_check(struct session *session, struct erased *erased,
	void (*found)(void *context, const char *sentence), void *context);
void erased_finish(struct erased *erased);

// Whether a row speaks of a record as if that run had erased it: 1 or 0, or -1.
int trail_erased_before(struct session *session, int64_t run);

// Notes the rows that a run erased, where there are any, within its transaction.
int trail_erased_note(struct session *session, int64_t run);
