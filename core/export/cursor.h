// SPDX-License-Identifier: MIT
// A walk along rows in the order of audits, beside another such walk: one step for each row where all
// audits are wanted, a fresh start further on where only few are.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

struct cursor {
	struct db *db;
	enum query query; // first column: the audit; parameter :audit: where to start
	struct stmt *stmt;
	int64_t at; // the audit of the row at hand
	bool ended;
};

// 1 with cursor->stmt on a row of the audit, 0 where there is no (more) such row, -1 on failure. Audits
// must be asked for in ascending order; cursor_next() steps within one.
int cursor_find(struct cursor *cursor, int64_t audit);
int cursor_next(struct cursor *cursor, int64_t audit);

void cursor_finish(struct cursor *cursor);
