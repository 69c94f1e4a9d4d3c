// SPDX-License-Identifier: MIT
// The trail: every look and every change, in a chain that shows what was altered afterwards.
#pragma once

#include "core/session.h"

// What is recorded. Texts are borrowed; NULL or 0: none.
struct act {
	const char *verb;      // look, add, change, submit, amend, import, export ...
	const char *record;    // "audit 2026-10-017", "user jones"
	int64_t audit_id;      // of the audit that the record belongs to
	int64_t service_id;    // whose trail it is: senior managers read that of their services
	const char *field;     // what of the record; NULL: all of it
	const char *old, *new; // its values, in words
};

// Adds a row, inside the write transaction (db_begin) of what it records, by the session's person and
// real user, now. Its hash is SHA-256 over the hash of the row before (32 zero bytes for the first) and
// then each of: seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest,
// every one as its length in bytes in decimal, a colon and the bytes (numbers in decimal, NULL as
// "-"). A digest is SHA-256 over the row's 16 random salt bytes and the value; so a value can be erased and the
// chain still holds. -1 with the error of the store.
int trail_append(struct session *session, const struct act *act);

// Between on and off many rows are added in one transaction: where the chain ends is written with the first
// row after off, which must follow in that transaction, and trail_head() does not know it before.
void trail_bulk(struct session *session, bool on);

// A hash as 64 hexadecimal digits and an end.
#define TRAIL_HASH_TEXT 65

// The hash of the last row, which reports and exports print; 64 zeros where there is none.
int trail_head(struct session *session, char text[static TRAIL_HASH_TEXT]);

// Looks for the row whose hash was noted as the head once, in 64 hexadecimal digits: 1 and *seq, 0 where
// no row has it (then rows up to it were rewritten since), -1 (2) where it is no such number.
int trail_find_head(struct session *session, const char *text, int64_t *seq);

struct trail_check {
	int64_t rows;   // walked
	int64_t erased; // of them with a value erased by retention
	int64_t wrong;  // how many rows do not hold
	char head[TRAIL_HASH_TEXT];
};

// Walks the whole chain. Calls found with one sentence for each row that does not hold: edited, deleted
// before it, inserted, swapped, cut off at the end. 0 where the walk was done, whatever it found; -1
// where the database could not be read.
int trail_verify(struct session *session, struct trail_check *check,
	void (*found)(const char *sentence, void *context), void *context);

// A row of the trail as a person reads it. Texts are yours through trail_row_finish().
struct trail_row {
	int64_t seq;
	char *at, *actor, *act, *record, *field;
	char *old, *new; // NULL: none, erased, or case content that the person may not see
	bool erased;
};

// Up to count rows older than the row `from` (INT64_MAX: the newest), newest first; or with up, newer
// than it, oldest first. audit_id 0: of all records. Only what the person may read (RIGHT_TRAIL); the
// values of an audit's rows only for whoever did it and where RIGHT_SEE reaches, and not for its peer
// auditor before it is submitted.
// Returns how many, or -1.
int trail_page(struct session *session, int64_t audit_id, int64_t from, bool up,
	struct trail_row *rows, int count);
void trail_row_finish(struct trail_row *row);
