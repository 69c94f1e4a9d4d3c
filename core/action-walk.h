// SPDX-License-Identifier: MIT
// Walking along the open actions in order, in one direction: indexes merged, what is not wanted passed by.
#pragma once

#include "core/action-list.h"

// A place in the walk: what is compared, and what a colour and a group are told by.
struct line {
	struct action
		action; // id, due_on, progress, start_on, first_due_on, plan_on, owner_id; no texts
	const char *owner_name; // lent; "" of a user
	int64_t team_id;
	struct stmt *stmt; // where it stands
	bool wanted;       // by the filter, its colours included, and the person may see it
};

// The ids of all open actions, in order: what a search, which finds closed ones too, passes the rest by with.
struct open_ids {
	int64_t *ids;
	size_t count;
};
int open_ids_load(struct session *session, struct open_ids *open);
void open_ids_finish(struct open_ids *open); // a zeroed one is fine

struct arms; // the indexes that hold all that a filter can want, being walked

// Begins behind a place (seen in the direction of the walk): `due` and id of an action. filter->group is left alone.
// open: for a filter with a text, borrowed until the end. NULL: the database failed.
struct arms *arms_begin(struct session *session, const struct action_filter *filter,
	const struct open_ids *open, date due, int64_t id, bool back);

// The next line, wanted or not (of a text also closed actions, of which nothing is known but the id): 1, 0 after the last, -1. *line is lent until the next call.
int arms_next(struct arms *arms, const struct line **line);
void arms_end(struct arms *arms); // takes NULL

// What a list shows of a line: all but case, service, state and kind and grade of the audit, and of the action reason,
// evidence, impact, who said it done and who verified it, and when. Its texts are lent as the line is: not to be
// finished.
void line_show(const struct line *line, struct action_row *row);

// Where a walk begins that has no place yet.
#define WALK_DUE(back) \
	date_from((back) ? DATE_YEAR_MAX : DATE_YEAR_MIN, (back) ? 12 : 1, (back) ? 31 : 1)
#define WALK_ID(back) ((back) ? INT64_MAX : 0)
