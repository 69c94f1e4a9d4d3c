// SPDX-License-Identifier: MIT
// The references of cases by number: those met last are remembered, because cases are audited again and again and lie
// anywhere in their table.
#pragma once

#include "db/db.h"

#define CASE_REF_PLACES 65536 // a power of 2; each case has one of them, which it may share
#define CASE_REF_KEPT 11      // longer references are looked up each time

// Always 1 MiB at most, however many cases there are.
struct case_refs {
	struct case_place {
		uint32_t id; // 0: empty
		unsigned char length;
		char ref[CASE_REF_KEPT];
	} * places; // made when first asked
	struct stmt *stmt;
};

// Says that a case will be asked for, once one was: its place is far away in memory, and there is other work until then.
static inline void case_ref_soon(const struct case_refs *refs, int64_t id)
{
	__builtin_prefetch(&refs->places[id & (CASE_REF_PLACES - 1)]);
}

// The reference of a case and its length; borrowed until the next call. NULL with the error set where there is none.
const char *case_ref(struct db *db, struct case_refs *refs, int64_t id, size_t *length);

void case_refs_finish(struct case_refs *refs); // a zeroed one is fine
