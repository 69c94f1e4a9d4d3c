// SPDX-License-Identifier: MIT
// What the files of tallies share, and nobody else sees.
#pragma once

#include "core/tally.h"

// One thing that an audit counts. day is year * 10000 + month * 100 + day.
struct tally_fact {
	enum tally what;
	int day;
	int64_t service_id, team_id, kind, a, b, c;
	int64_t amount;   // how much: 1, or a sum of days
	int64_t blind_id; // from whom it is kept, because it would tell a grade; 0: nobody
};

// What is kept from somebody is counted once more as tally_blind(what, who).
#define TALLY_KINDS 32
_Static_assert(
	TALLY_END <= TALLY_KINDS, "what is counted and from whom it is kept are one number");
static inline int64_t tally_blind(enum tally what, int64_t user_id)
{
	return what + TALLY_KINDS * user_id;
}

// Calls each with all that the audits of these ids count, first and last included, in the order of their ids.
int tally_walk(struct session *session, int64_t first, int64_t last,
	void (*each)(const struct tally_fact *fact, void *context), void *context);

// Counts by cell, in memory.
struct tally_cells;

// Adds (sign 1) or takes away (-1) what audits count.
int cells_count(struct tally_cells **cells, struct session *session, int64_t first,
	int64_t last, int sign);

// Adds what an audit counts on days from one to another (as in struct tally_fact).
int cells_count_days(struct tally_cells **cells, struct session *session, int64_t id,
	int first_day, int last_day);

// Calls each with what is counted of one thing, or of what of it is kept from somebody, and the kind of its audits.
void cells_each(const struct tally_cells *cells, int64_t what,
	void (*each)(const struct tally_row *row, int64_t kind, void *context), void *context);

// Writes what changed to the database and empties the cells.
int cells_write(struct tally_cells **cells, struct session *session);

// Takes away what the database has, and calls each with a sentence for every cell that is not 0 then.
int cells_compare(struct tally_cells **cells, struct session *session, int64_t *wrong,
	void (*found)(const char *sentence, void *context), void *context);

void cells_destroy(struct tally_cells **cells);
