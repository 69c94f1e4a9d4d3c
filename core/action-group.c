// SPDX-License-Identifier: MIT
// The groups of the tracker, by owner or by team, in their order.
#include "core/action-group.h"

#include <stdlib.h>
#include <string.h>

#include "core/lookup.h"
#include "core/text.h"
#include "db/mem.h"

// Behind every text.
#define NAME_LAST "\xf5"

struct numbered {
	int64_t id;
	size_t number;
};

static int numbered_compare(const void *left, const void *right)
{
	const struct numbered *a = left, *b = right;

	return (a->id > b->id) - (a->id < b->id);
}

// What groups are sorted by.
struct entry {
	char *major, *minor; // keys of text_key(); of a user major is ""
	int64_t id;
};

static int entry_compare(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = strcmp(a->major, b->major);

	if (!order)
		order = strcmp(a->minor, b->minor);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static void order_fill(
	struct order *order, const struct lookup *rows, const struct lookup *over)
{
	struct entry *entries = xcalloc(rows->count + 1, sizeof(*entries));

	for (size_t i = 0; i < rows->count; i++) {
		const struct lookup_row *row = &rows->rows[i],
					*parent = over ? lookup_id(over, row->parent) : NULL;

		entries[i] = (struct entry){
			text_key(parent ? parent->name : ""), text_key(row->name), row->id};
	}
	qsort(entries, rows->count, sizeof(*entries), entry_compare);
	order->count = rows->count;
	order->ids = xcalloc(rows->count + 1, sizeof(*order->ids));
	order->numbers = xcalloc(rows->count + 1, sizeof(*order->numbers));
	for (size_t i = 0; i < rows->count; i++) {
		order->ids[i] = entries[i].id;
		order->numbers[i] = (struct numbered){entries[i].id, i};
		free(entries[i].major);
		free(entries[i].minor);
	}
	qsort(order->numbers, rows->count, sizeof(*order->numbers), numbered_compare);
	free(entries);
}

int order_load(struct session *session, enum action_group by, struct order *order)
{
	struct lookup rows = {0}, services = {0};
	int result = 0;

	*order = (struct order){.by = by};
	if (by == GROUP_OWNER)
		result = lookup_users(session->db, &rows);
	else if (by == GROUP_TEAM)
		result = lookup_teams(session->db, &rows) ||
					 lookup_services(session->db, &services)
				 ? -1
				 : 0;
	if (!result)
		order_fill(order, &rows, by == GROUP_TEAM ? &services : NULL);
	lookup_finish(&rows);
	lookup_finish(&services);
	return result;
}

void order_finish(struct order *order)
{
	free(order->ids);
	free(order->numbers);
	*order = (struct order){0};
}

struct group group_of(
	const struct order *order, int64_t owner_id, const char *owner_name, int64_t team_id)
{
	int64_t id = order->by == GROUP_TEAM ? team_id : owner_id;
	const struct numbered *found =
		order->count ? bsearch(&(struct numbered){.id = id}, order->numbers,
				       order->count, sizeof(*order->numbers), numbered_compare)
			     : NULL;
	size_t number = found ? found->number : order->count;

	return (struct group){
		number, number == order->count ? xstrdup(id ? "" : owner_name) : NULL};
}

void group_finish(struct group *group)
{
	free(group->name);
	*group = (struct group){0};
}

int group_compare(const struct group *a, const struct group *b)
{
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return a->name && b->name ? strcmp(a->name, b->name) : 0;
}

// The owner by name before or behind one; the group goes on standing where there is none.
static int named_step(struct session *session, bool back, struct group *group, const char *name)
{
	char *found_name = NULL;
	int found = db_text(session->db, back ? QUERY_OWNER_NAMED_BACK : QUERY_OWNER_NAMED,
		ARGS(TEXT("name", name)), &found_name);

	if (found == 1) {
		free(group->name);
		group->name = found_name;
	}
	return found;
}

int group_first(
	struct session *session, const struct order *order, bool back, struct group *group)
{
	int found = 0;

	*group = (struct group){.number = back ? order->count : 0};
	if (order->by == GROUP_OWNER && group->number == order->count) {
		if (!back) { // nobody here at all
			group->name = xstrdup("");
			return 1;
		}
		found = named_step(session, true, group, NAME_LAST);
		if (found)
			return found;
	}
	if (!back)
		return order->count > 0;
	group->number = order->count - 1;
	return order->count > 0;
}

int group_next(
	struct session *session, const struct order *order, bool back, struct group *group)
{
	int found;

	if (group->number == order->count) {
		found = named_step(session, back, group, group->name);
		if (found || !back)
			return found;
		group_finish(group);
		group->number = order->count;
	} else if (!back) {
		group->number++;
		if (group->number < order->count)
			return 1;
		// The first of the others is who is given by no name at all.
		group->name = order->by == GROUP_OWNER ? xstrdup("") : NULL;
		return order->by == GROUP_OWNER;
	}
	if (group->number == 0)
		return 0;
	group->number--;
	return 1;
}

void group_filter(
	const struct order *order, const struct group *group, struct action_filter *filter)
{
	if (group->number == order->count)
		filter->owner_name = group->name;
	else if (order->by == GROUP_TEAM)
		filter->team_id = order->ids[group->number];
	else
		filter->owner_id = order->ids[group->number];
}
