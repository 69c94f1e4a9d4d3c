// SPDX-License-Identifier: MIT
// The texts of one audit after the other, in one walk over all of them (core/narrative.h).
#pragma once

#include "core/export/cursor.h"
#include "core/narrative.h"

struct text {
	char *text;
	size_t length, room; // length 0: there is none
};

struct texts {
	struct cursor cursor;
	struct bind places[3];
	int first, count;   // places
	struct text *slots; // by part and place
	bool any;           // one of them holds a text
};

// Those at places from first to last, of all parts. To be finished.
void texts_init(struct texts *texts, struct db *db, int first, int last);
void texts_finish(struct texts *texts); // a zeroed one is fine

// Reads those of an audit, audits in ascending order: 0 or -1.
int texts_read(struct texts *texts, int64_t audit);

// One of them, borrowed until the next texts_read(). The place is one of those.
const struct text *texts_at(const struct texts *texts, int part, int place);
