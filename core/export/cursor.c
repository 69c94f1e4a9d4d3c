// SPDX-License-Identifier: MIT
// A walk along rows in the order of a number, beside another such walk: one step for each row where all are wanted, a
// fresh start further on where only few are.
#include "core/export/cursor.h"

// As many steps cost about as much as finding the place in the tree again.
#define STEPS_MAX 16
#define FILTER_MAX 8

int cursor_step(struct cursor *cursor)
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

static int start(struct cursor *cursor, int64_t at)
{
	struct bind args[FILTER_MAX + 2] = {INT("start", at)};

	for (int i = 0; cursor->filter && cursor->filter[i].type != BIND_END; i++)
		args[i + 1] = cursor->filter[i];
	stmt_done(cursor->stmt);
	cursor->ended = false;
	cursor->stmt = db_query(cursor->db, cursor->query, args);
	return cursor->stmt ? cursor_step(cursor) : -1;
}

int cursor_reach(struct cursor *cursor, int64_t at)
{
	bool back = at < cursor->asked;

	cursor->asked = at;
	if (back && start(cursor, at))
		return -1;
	for (int steps = 0; !cursor->ended && (!cursor->stmt || cursor->at < at); steps++) {
		if (cursor->stmt && steps < STEPS_MAX ? cursor_step(cursor) : start(cursor, at))
			return -1;
	}
	return 0;
}

int cursor_find(struct cursor *cursor, int64_t at)
{
	if (cursor_reach(cursor, at))
		return -1;
	return !cursor->ended && cursor->at == at;
}

int cursor_next(struct cursor *cursor, int64_t at)
{
	if (cursor_step(cursor))
		return -1;
	return !cursor->ended && cursor->at == at;
}

void cursor_finish(struct cursor *cursor)
{
	stmt_done(cursor->stmt);
	cursor->stmt = NULL;
}
