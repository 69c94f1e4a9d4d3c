// SPDX-License-Identifier: MIT
// A walk along rows in the order of a number, beside another such walk: one step for each row where all are wanted, a
// fresh start further on where only few are.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

struct cursor {
	struct db *db;
	enum query
		query; // first column: what it walks by, ascending; parameter :start: from where
	const struct bind *filter; // its other parameters, borrowed; NULL: none
	struct stmt *stmt;
	int64_t at;    // the first column of the row at hand
	int64_t asked; // for what it was asked last
	bool ended;
};

// Brings it to its first row at or after `at`, or to its end (cursor->ended). Going forward is cheap; back is a fresh
// start. 0, or -1.
int cursor_reach(struct cursor *cursor, int64_t at);

// One row further on, or to the end: 0, or -1.
int cursor_step(struct cursor *cursor);

// The same for the rows of one number: 1 with cursor->stmt on such a row, 0 where there is no (more) such row, -1.
int cursor_find(struct cursor *cursor, int64_t at);
int cursor_next(struct cursor *cursor, int64_t at);

void cursor_finish(struct cursor *cursor);
