// SPDX-License-Identifier: MIT
// A walk along rows in the order of audits, beside another such walk: one step for each row where all
// audits are wanted, a fresh start further on where only few are.
#include "core/export/cursor.h"

// As many steps cost about as much as finding the place in the tree again.
#define STEPS_MAX 48

static int step(struct cursor *cursor)
{
	int more = stmt_next(cursor->stmt);

	if (more == 1) {
		cursor->at = stmt_int(cursor->stmt, 0);
		return 0;
	}
	cursor->stmt = NULL;
	cursor->ended = true;
	return more;
}

static int start(struct cursor *cursor, int64_t audit)
{
	stmt_done(cursor->stmt);
	cursor->stmt = db_query(cursor->db, cursor->query, ARGS(INT("audit", audit)));
	return cursor->stmt ? step(cursor) : -1;
}

int cursor_find(struct cursor *cursor, int64_t audit)
{
	for (int steps = 0; !cursor->ended && (!cursor->stmt || cursor->at < audit); steps++) {
		if (cursor->stmt && steps < STEPS_MAX ? step(cursor) : start(cursor, audit))
			return -1;
	}
	return !cursor->ended && cursor->at == audit;
}

int cursor_next(struct cursor *cursor, int64_t audit)
{
	if (step(cursor) != 0)
		return -1;
	return !cursor->ended && cursor->at == audit;
}

void cursor_finish(struct cursor *cursor)
{
	stmt_done(cursor->stmt);
	cursor->stmt = NULL;
}
