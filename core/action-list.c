// SPDX-License-Identifier: MIT
// The open actions of all audits: those that are not verified yet, a page at a time.
#include <limits.h>
#include <stdlib.h>

#include "core/action-group.h"
#include "core/action-store.h"
#include "core/action-walk.h"
#include "core/tracker-private.h"
#include "db/error.h"
#include "db/mem.h"

// A step of a walk looks at so many, which takes some milliseconds; a page at as many as it takes.
#define STEP_MOST 1000
// So few are gathered and sorted by group at once; where there are more, the groups are walked one by one.
#define GATHERED_MOST 2000

struct gathered {
	struct group group;
	date due_on;
	int64_t id;
};

struct action_walk {
	struct session *session;
	struct action_filter filter;
	bool back, ended;
	bool text, grouped; // by words; by owner or team
	int most;           // that a step looks at
	date due_on;        // how far it came
	int64_t id;
	struct open_ids open;
	struct order order;
	struct group group;        // where it is
	struct gathered *gathered; // NULL: too many; all there are, in the order of the walk
	size_t count, at;
};

static int gathered_order(const void *left, const void *right)
{
	const struct gathered *a = left, *b = right;
	int order = group_compare(&a->group, &b->group);

	if (order)
		return order;
	if (a->due_on != b->due_on)
		return a->due_on < b->due_on ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

static int gathered_reverse(const void *left, const void *right)
{
	return gathered_order(right, left);
}

static void gathered_free(struct action_walk *walk)
{
	for (size_t i = 0; i < walk->count; i++)
		group_finish(&walk->gathered[i].group);
	free(walk->gathered);
	walk->gathered = NULL;
	walk->count = 0;
}

static void gather_line(struct action_walk *walk, const struct line *line)
{
	if (walk->count % 256 == 0)
		walk->gathered = xreallocarray(
			walk->gathered, walk->count + 256, sizeof(*walk->gathered));
	walk->gathered[walk->count++] = (struct gathered){
		group_of(&walk->order, line->action.owner_id, line->owner_name, line->team_id),
		line->action.due_on, line->action.id};
}

// All that are wanted, where no more than so many need to be looked at for that. -1: the database failed.
static int gather(struct action_walk *walk)
{
	struct arms *arms = arms_begin(
		walk->session, &walk->filter, NULL, WALK_DUE(false), WALK_ID(false), false);
	const struct line *line;
	int looked = 0, more = -1;

	walk->gathered = xcalloc(1, sizeof(*walk->gathered));
	while (arms && looked++ < GATHERED_MOST && (more = arms_next(arms, &line)) == 1)
		if (line->wanted)
			gather_line(walk, line);
	arms_end(arms);
	if (more == 0)
		qsort(walk->gathered, walk->count, sizeof(*walk->gathered),
			walk->back ? gathered_reverse : gathered_order);
	else
		gathered_free(walk);
	return more < 0 ? -1 : 0;
}

// Goes to behind a line, or to the start.
static int place(struct action_walk *walk, const struct action_row *from)
{
	const struct action *action = from ? &from->action : NULL;
	int found;

	walk->due_on = action ? action->due_on : WALK_DUE(walk->back);
	walk->id = action ? action->id : WALK_ID(walk->back);
	if (walk->text)
		return open_ids_load(walk->session, &walk->open);
	if (!walk->grouped)
		return 0;
	if (order_load(walk->session, walk->filter.group, &walk->order) || gather(walk))
		return -1;
	if (!from) {
		found = group_first(walk->session, &walk->order, walk->back, &walk->group);
		walk->ended = found == 0;
		return found < 0 ? -1 : 0;
	}
	walk->group = group_of(
		&walk->order, action->owner_id, action->owner_name, from->subject.team_id);
	if (walk->gathered) {
		struct gathered here = {walk->group, walk->due_on, walk->id};

		while (walk->at < walk->count &&
			(walk->back ? gathered_reverse : gathered_order)(
				&walk->gathered[walk->at], &here) <= 0)
			walk->at++;
	}
	return 0;
}

struct action_walk *action_walk_begin(struct session *session,
	const struct action_filter *filter, const struct action_row *from, bool back)
{
	struct action_walk *walk = xcalloc(1, sizeof(*walk));

	*walk = (struct action_walk){
		.session = session, .filter = *filter, .back = back, .most = STEP_MOST};
	walk->text = filter->text && *filter->text;
	// One owner or one team is one group: in the order of dates.
	walk->grouped =
		!walk->text &&
		((filter->group == GROUP_OWNER && !filter->owner_id && !filter->owner_name) ||
			(filter->group == GROUP_TEAM && !filter->team_id));
	if (place(walk, from)) {
		action_walk_end(walk);
		return NULL;
	}
	return walk;
}

bool action_walk_ended(const struct action_walk *walk)
{
	return walk->ended;
}

void action_walk_end(struct action_walk *walk)
{
	if (!walk)
		return;
	gathered_free(walk);
	open_ids_finish(&walk->open);
	group_finish(&walk->group);
	order_finish(&walk->order);
	free(walk);
}

// Where lines go: whole ones into rows, or what is shown of them to each.
struct sink {
	struct action_row *rows; // NULL: to each
	void (*each)(const struct action_row *row, void *context);
	void *context;
	int room, got;
};

// A whole line, which may be gone meanwhile. -1: the database failed.
static int take_whole(struct session *session, int64_t id, struct sink *sink)
{
	struct action_row row = {0};

	if (tracked_load(session, id, &row))
		return error_kind() == ERROR_MISSING ? 0 : -1;
	if (sink->rows) {
		sink->rows[sink->got] = row;
	} else {
		sink->each(&row, sink->context);
		action_row_finish(&row);
	}
	sink->got++;
	return 0;
}

static int take(struct session *session, const struct line *line, struct sink *sink)
{
	struct action_row row;

	if (sink->rows)
		return take_whole(session, line->action.id, sink);
	line_show(line, &row);
	sink->each(&row, sink->context);
	sink->got++;
	return 0;
}

static int step_gathered(struct action_walk *walk, struct sink *sink)
{
	for (; sink->got < sink->room && walk->at < walk->count; walk->at++)
		if (take_whole(walk->session, walk->gathered[walk->at].id, sink))
			return -1;
	walk->ended = walk->at == walk->count;
	return 0;
}

// Along one group, or all. *looked counts on; *ended: there are no more of it.
static int step_along(struct action_walk *walk, const struct action_filter *filter,
	struct sink *sink, int *looked, bool *ended)
{
	struct arms *arms = arms_begin(walk->session, filter, walk->text ? &walk->open : NULL,
		walk->due_on, walk->id, walk->back);
	const struct line *line;
	int more = arms ? 1 : -1;

	while (more == 1 && sink->got < sink->room && *looked < walk->most) {
		more = arms_next(arms, &line);
		if (more != 1)
			break;
		++*looked;
		walk->due_on = line->action.due_on;
		walk->id = line->action.id;
		if (line->wanted && take(walk->session, line, sink))
			more = -1;
	}
	arms_end(arms);
	*ended = more == 0;
	return more < 0 ? -1 : 0;
}

static int step_groups(struct action_walk *walk, struct sink *sink)
{
	int looked = 0, more = 1;

	while (sink->got < sink->room && looked < walk->most && more == 1) {
		struct action_filter filter = walk->filter;
		bool ended;

		group_filter(&walk->order, &walk->group, &filter);
		looked++;
		if (step_along(walk, &filter, sink, &looked, &ended))
			return -1;
		if (!ended)
			continue;
		more = group_next(walk->session, &walk->order, walk->back, &walk->group);
		walk->due_on = WALK_DUE(walk->back);
		walk->id = WALK_ID(walk->back);
	}
	walk->ended = more == 0;
	return more < 0 ? -1 : 0;
}

static int step(struct action_walk *walk, struct sink *sink)
{
	int looked = 0, result;

	if (walk->ended)
		return 0;
	if (walk->gathered)
		result = step_gathered(walk, sink);
	else if (walk->grouped)
		result = step_groups(walk, sink);
	else
		result = step_along(walk, &walk->filter, sink, &looked, &walk->ended);
	return result ? -1 : sink->got;
}

int action_walk_step(struct action_walk *walk, struct action_row *rows, int count)
{
	struct sink sink = {.rows = rows, .room = count};
	int got = step(walk, &sink);

	for (int i = 0; got < 0 && i < sink.got; i++)
		action_row_finish(&rows[i]);
	return got;
}

int action_walk_show(struct action_walk *walk, int count,
	void (*each)(const struct action_row *row, void *context), void *context)
{
	struct sink sink = {.each = each, .context = context, .room = count};

	return step(walk, &sink);
}

int action_page(struct session *session, const struct action_filter *filter,
	const struct action_row *from, bool back, struct action_row *rows, int count)
{
	struct action_walk *walk = action_walk_begin(session, filter, from, back);
	int got = 0, step = walk ? 0 : -1;

	if (walk)
		walk->most = INT_MAX;
	while (step >= 0 && got < count && !walk->ended) {
		step = action_walk_step(walk, rows + got, count - got);
		got += step > 0 ? step : 0;
	}
	action_walk_end(walk);
	if (step >= 0)
		return got;
	while (got-- > 0)
		action_row_finish(&rows[got]);
	return -1;
}
