// SPDX-License-Identifier: MIT
// The groups of the tracker, by owner or by team, in their order.
#pragma once

#include "core/action-list.h"

// A group: one of order.ids, or behind them all (number == count) the owner of that name who is no user here.
struct group {
	size_t number;
	char *name; // yours; NULL unless number == count
};

struct order {
	enum action_group by;
	int64_t *ids; // of users by name, or of teams by service and name
	size_t count;
	struct numbered *numbers; // their places, by id
};

int order_load(struct session *session, enum action_group by, struct order *order);
void order_finish(struct order *order);

// The group of an action.
struct group group_of(
	const struct order *order, int64_t owner_id, const char *owner_name, int64_t team_id);
void group_finish(struct group *group);

// Before 0: a comes first.
int group_compare(const struct group *a, const struct group *b);

// The first group in a direction, and the one behind a group: 1, 0 where there is none, -1. A group may be empty.
int group_first(
	struct session *session, const struct order *order, bool back, struct group *group);
int group_next(
	struct session *session, const struct order *order, bool back, struct group *group);

// Narrows a filter to a group, whose name it borrows.
void group_filter(
	const struct order *order, const struct group *group, struct action_filter *filter);
