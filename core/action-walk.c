// SPDX-License-Identifier: MIT
// Walking along the open actions in order, in one direction: indexes merged, what is not wanted passed by.
#include "core/action-walk.h"

#include <stdlib.h>

#include "core/access.h"
#include "core/action-store.h"
#include "core/audit-search.h"
#include "db/mem.h"

// Each walks an index of its own.
enum arm_kind {
	ARM_OPEN,
	ARM_PRIORITY,
	ARM_ESCALATED,
	ARM_TEAM,
	ARM_SERVICE,
	ARM_OWNER,
	ARM_NAMED,
	ARM_LED
};

static const struct {
	enum query query[2]; // by [back]
} kinds[] = {
	[ARM_OPEN] = {{QUERY_WALK_OPEN, QUERY_WALK_OPEN_BACK}},
	[ARM_PRIORITY] = {{QUERY_WALK_PRIORITY, QUERY_WALK_PRIORITY_BACK}},
	[ARM_ESCALATED] = {{QUERY_WALK_ESCALATED, QUERY_WALK_ESCALATED_BACK}},
	[ARM_TEAM] = {{QUERY_WALK_TEAM, QUERY_WALK_TEAM_BACK}},
	[ARM_SERVICE] = {{QUERY_WALK_SERVICE, QUERY_WALK_SERVICE_BACK}},
	[ARM_OWNER] = {{QUERY_WALK_OWNER, QUERY_WALK_OWNER_BACK}},
	[ARM_NAMED] = {{QUERY_WALK_NAMED, QUERY_WALK_NAMED_BACK}},
	[ARM_LED] = {{QUERY_WALK_LED, QUERY_WALK_LED_BACK}},
};

// What matches a text is passed by so many at a time where it is not open: as quick as one that is.
#define PASSED_MOST 32

struct arm {
	struct stmt *stmt; // NULL: nothing comes
	struct stmt *row;  // of a text: the line itself; NULL: it is not open
	struct line line;
	bool there; // line holds the next one
};

struct arms {
	struct session *session;
	const struct action_filter *filter;
	const struct open_ids *open;
	date due;
	int64_t id;
	bool back;
	struct arm *arms;
	size_t count;
	int64_t lent; // the id of the line given last; 0: none yet
};

// The columns behind those by which a line is placed.
enum {
	AUDIT_ID = 10,
	SEQ,
	WHAT,
	MEASURE,
	OWNER_POST,
	PRIORITY,
	ESCALATED,
	REVISION,
	SLIPS,
	SENT_BACK,
	AUDIT_REF,
	SERVICE_ID,
	TEAM,
	OWNER_USER
};

// The filter's arguments, in every statement of db/query/tracker.sql.
#define FILTERED(s, f)                                                            \
	INT("service", (f)->service_id), INT("in_team", (f)->team_id),            \
		INT("owner", (f)->owner_id), TEXT("owner_name", (f)->owner_name), \
		INT("priority", (f)->priority), INT("escalated", (f)->escalated), \
		INT("said", (f)->said_done), INT("overdue", (f)->overdue),        \
		DAY("today", (s)->today), INT("grade", (f)->grade), SEEN(s)

static void line_read(const struct arms *arms, struct stmt *stmt, struct line *line)
{
	struct action *action = &line->action;
	unsigned colours = arms->filter->colours;

	*action = (struct action){
		.id = stmt_int(stmt, 0),
		.due_on = stmt_date(stmt, 1),
		.progress = (enum progress)stmt_int(stmt, 2),
		.start_on = stmt_date(stmt, 3),
		.first_due_on = stmt_date(stmt, 4),
		.plan_on = stmt_date(stmt, 5),
		.owner_id = stmt_int(stmt, 6),
	};
	line->stmt = stmt;
	line->owner_name = stmt_text(stmt, 7);
	line->team_id = stmt_int(stmt, 8);
	line->wanted =
		stmt_int(stmt, 9) &&
		(!colours || colours & 1u << action_colour(action, arms->session->today));
}

static int arm_step(struct arms *arms, struct arm *arm)
{
	int more = arm->stmt ? stmt_next(arm->stmt) : 0;

	arm->there = more == 1;
	if (more == 1)
		line_read(arms, arm->stmt, &arm->line);
	else
		arm->stmt = NULL;
	return more < 0 ? -1 : 0;
}

static int id_compare(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

int open_ids_load(struct session *session, struct open_ids *open)
{
	struct stmt *row = db_query(session->db, QUERY_WALK_IDS, NO_ARGS);
	size_t room = 0;
	int more = -1;

	*open = (struct open_ids){0};
	while (row && (more = stmt_next(row)) == 1) {
		open->ids = xgrow(open->ids, open->count, &room, sizeof(*open->ids));
		open->ids[open->count++] = stmt_int(row, 0);
	}
	if (open->count)
		qsort(open->ids, open->count, sizeof(*open->ids), id_compare);
	return more;
}

void open_ids_finish(struct open_ids *open)
{
	free(open->ids);
	*open = (struct open_ids){0};
}

static bool is_open(const struct open_ids *open, int64_t id)
{
	return open->count && bsearch(&id, open->ids, open->count, sizeof(id), id_compare);
}

// The line of an action, which may be closed meanwhile.
static int text_row(struct arms *arms, struct arm *arm, int64_t id)
{
	int found;

	arm->row = db_query(arms->session->db, QUERY_WALK_ONE,
		ARGS(FILTERED(arms->session, arms->filter), INT("id", id)));
	found = arm->row ? stmt_next(arm->row) : -1;
	if (found == 1)
		line_read(arms, arm->row, &arm->line);
	else
		arm->row = NULL;
	return found < 0 ? -1 : 0;
}

static int text_step(struct arms *arms, struct arm *arm)
{
	int more = arm->stmt ? 1 : 0;

	stmt_done(arm->row);
	arm->row = NULL;
	for (int i = 0; more == 1 && i < PASSED_MOST; i++) {
		int64_t id;

		more = stmt_next(arm->stmt);
		if (more != 1)
			break;
		id = stmt_int(arm->stmt, 0);
		arm->line = (struct line){.action = {.id = id}};
		if (is_open(arms->open, id)) {
			arm->there = true;
			return text_row(arms, arm, id);
		}
	}
	arm->there = more == 1;
	if (more != 1)
		arm->stmt = NULL;
	return more < 0 ? -1 : 0;
}

static struct arm *arm_new(struct arms *arms)
{
	struct arm *arm;

	arms->arms = xreallocarray(arms->arms, arms->count + 1, sizeof(*arms->arms));
	arm = &arms->arms[arms->count++];
	*arm = (struct arm){0};
	return arm;
}

static int arm_open(struct arms *arms, enum arm_kind kind, struct bind argument)
{
	struct arm *arm = arm_new(arms);

	arm->stmt = db_query(arms->session->db, kinds[kind].query[arms->back],
		ARGS(FILTERED(arms->session, arms->filter), DAY("due", arms->due),
			INT("id", arms->id), argument));
	return arm->stmt ? arm_step(arms, arm) : -1;
}

static int arm_text(struct arms *arms)
{
	char *match = search_match(arms->filter->text);
	struct arm *arm;

	if (!match)
		return 0;
	arm = arm_new(arms);
	arm->stmt =
		db_query(arms->session->db, arms->back ? QUERY_WALK_TEXT_BACK : QUERY_WALK_TEXT,
			ARGS(TEXT("match", match), INT("id", arms->id)));
	free(match);
	return arm->stmt ? text_step(arms, arm) : -1;
}

static int arm_of(struct arms *arms, enum arm_kind kind, int64_t id)
{
	return arm_open(arms, kind, (struct bind)INT("arm", id));
}

static int arm_plain(struct arms *arms, enum arm_kind kind)
{
	return arm_open(arms, kind, (struct bind){.type = BIND_END});
}

// Who sees everything walks one index: that of which the filter leaves the fewest.
static int open_everywhere(struct arms *arms)
{
	const struct action_filter *filter = arms->filter;

	if (filter->team_id)
		return arm_of(arms, ARM_TEAM, filter->team_id);
	if (filter->service_id)
		return arm_of(arms, ARM_SERVICE, filter->service_id);
	return arm_plain(arms, ARM_OPEN);
}

// Everybody else those of their services, their team, and what is theirs elsewhere; the filter leaves what it leaves.
static int open_parts(struct arms *arms)
{
	const struct person *me = &arms->session->me;
	const struct action_filter *filter = arms->filter;
	bool audits = me->roles & ROLE_AUDITOR, moderates = me->roles & ROLE_MODERATOR;

	for (size_t i = 0; moderates && i < me->service_count; i++)
		if ((!filter->service_id || filter->service_id == me->services[i]) &&
			arm_of(arms, ARM_SERVICE, me->services[i]))
			return -1;
	if (audits && me->team_id && (!filter->team_id || filter->team_id == me->team_id) &&
		arm_of(arms, ARM_TEAM, me->team_id))
		return -1;
	if ((audits || moderates) && arm_of(arms, ARM_OWNER, me->id))
		return -1;
	return audits ? arm_of(arms, ARM_LED, me->id) : 0;
}

static int open_all(struct arms *arms)
{
	const struct action_filter *filter = arms->filter;

	if (arms->open)
		return arm_text(arms);
	if (filter->owner_id)
		return arm_of(arms, ARM_OWNER, filter->owner_id);
	if (filter->owner_name)
		return arm_open(arms, ARM_NAMED, (struct bind)TEXT("arm", filter->owner_name));
	// There are few of these: for everybody.
	if (!filter->team_id && filter->escalated)
		return arm_plain(arms, ARM_ESCALATED);
	if (!filter->team_id && filter->priority)
		return arm_plain(arms, ARM_PRIORITY);
	return may_everywhere(arms->session, RIGHT_SEE) ? open_everywhere(arms)
							: open_parts(arms);
}

// The walk need not begin before, nor end after, what the filter can leave.
static void narrow(struct arms *arms)
{
	const struct action_filter *filter = arms->filter;
	date today = arms->session->today, since = colours_since(filter->colours, today);

	if (arms->open)
		return;
	if (arms->back && filter->overdue && arms->due >= today) {
		arms->due = today;
		arms->id = 0;
	}
	if (!arms->back && since != DATE_NONE && arms->due < since) {
		arms->due = since;
		arms->id = 0;
	}
}

struct arms *arms_begin(struct session *session, const struct action_filter *filter,
	const struct open_ids *open, date due, int64_t id, bool back)
{
	struct arms *arms = xcalloc(1, sizeof(*arms));

	*arms = (struct arms){.session = session,
		.filter = filter,
		.open = open,
		.due = due,
		.id = id,
		.back = back};
	narrow(arms);
	if (open_all(arms)) {
		arms_end(arms);
		return NULL;
	}
	return arms;
}

void arms_end(struct arms *arms)
{
	if (!arms)
		return;
	for (size_t i = 0; i < arms->count; i++) {
		stmt_done(arms->arms[i].row);
		stmt_done(arms->arms[i].stmt);
	}
	free(arms->arms);
	free(arms);
}

// Whether a comes before b in the direction of the walk; text: by id alone.
static bool before(const struct arms *arms, const struct line *a, const struct line *b)
{
	if (arms->open || a->action.due_on == b->action.due_on)
		return (a->action.id < b->action.id) != arms->back;
	return (a->action.due_on < b->action.due_on) != arms->back;
}

// Behind the last that can be wanted.
static bool is_past(const struct arms *arms, const struct line *line)
{
	const struct action_filter *filter = arms->filter;
	date today = arms->session->today, since = colours_since(filter->colours, today);

	if (arms->open)
		return false;
	return arms->back ? since != DATE_NONE && line->action.due_on < since
			  : filter->overdue && line->action.due_on >= today;
}

// Away from the line given last: what several arms hold comes once.
static int step_on(struct arms *arms)
{
	for (size_t i = 0; i < arms->count; i++) {
		struct arm *arm = &arms->arms[i];

		if (arm->there && arm->line.action.id == arms->lent &&
			(arms->open ? text_step : arm_step)(arms, arm))
			return -1;
	}
	return 0;
}

int arms_next(struct arms *arms, const struct line **line)
{
	struct arm *next = NULL;

	if (arms->lent && step_on(arms))
		return -1;
	for (size_t i = 0; i < arms->count; i++) {
		struct arm *arm = &arms->arms[i];

		if (arm->there && (!next || before(arms, &arm->line, &next->line)))
			next = arm;
	}
	if (!next || is_past(arms, &next->line))
		return 0;
	arms->lent = next->line.action.id;
	*line = &next->line;
	return 1;
}

static char *lent(const struct line *line, int column)
{
	return (char *)stmt_text(line->stmt, column);
}

void line_show(const struct line *line, struct action_row *row)
{
	struct stmt *stmt = line->stmt;
	struct action *action = &row->action;

	*row = (struct action_row){.action = line->action,
		.audit_ref = lent(line, AUDIT_REF),
		.team = lent(line, TEAM),
		.subject = {.team_id = line->team_id,
			.service_id = stmt_int(stmt, SERVICE_ID),
			.owner_id = line->action.owner_id}};
	action->audit_id = stmt_int(stmt, AUDIT_ID);
	action->seq = (int)stmt_int(stmt, SEQ);
	action->what = lent(line, WHAT);
	action->measure = lent(line, MEASURE);
	action->owner_name =
		action->owner_id ? lent(line, OWNER_USER) : (char *)line->owner_name;
	action->owner_post = lent(line, OWNER_POST);
	action->priority = stmt_int(stmt, PRIORITY);
	action->escalated = stmt_int(stmt, ESCALATED);
	action->revision = (int)stmt_int(stmt, REVISION);
	action->slips = (int)stmt_int(stmt, SLIPS);
	action->sent_back = (int)stmt_int(stmt, SENT_BACK);
}
