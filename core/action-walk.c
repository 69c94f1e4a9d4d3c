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
	ARM_LED,
	ARM_TEXT
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
	[ARM_TEXT] = {{QUERY_WALK_TEXT, QUERY_WALK_TEXT_BACK}},
};

struct arm {
	struct stmt *stmt; // NULL: nothing comes
	struct line line;
	bool there; // line holds the next one
};

struct arms {
	struct session *session;
	const struct action_filter *filter;
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

static int arm_step(struct arms *arms, struct arm *arm)
{
	struct line *line = &arm->line;
	struct action *action = &line->action;
	unsigned colours = arms->filter->colours;
	int more = arm->stmt ? stmt_next(arm->stmt) : 0;

	arm->there = more == 1;
	if (more != 1) {
		arm->stmt = NULL;
		return more;
	}
	*action = (struct action){
		.id = stmt_int(arm->stmt, 0),
		.due_on = stmt_date(arm->stmt, 1),
		.progress = (enum progress)stmt_int(arm->stmt, 2),
		.start_on = stmt_date(arm->stmt, 3),
		.first_due_on = stmt_date(arm->stmt, 4),
		.plan_on = stmt_date(arm->stmt, 5),
		.owner_id = stmt_int(arm->stmt, 6),
	};
	line->stmt = arm->stmt;
	line->owner_name = stmt_text(arm->stmt, 7);
	line->team_id = stmt_int(arm->stmt, 8);
	line->wanted =
		stmt_int(arm->stmt, 9) &&
		(!colours || colours & 1u << action_colour(action, arms->session->today));
	return 0;
}

static int arm_open(struct arms *arms, enum arm_kind kind, struct bind argument)
{
	struct arm *arm;

	arms->arms = xreallocarray(arms->arms, arms->count + 1, sizeof(*arms->arms));
	arm = &arms->arms[arms->count++];
	*arm = (struct arm){0};
	arm->stmt = db_query(arms->session->db, kinds[kind].query[arms->back],
		kind == ARM_TEXT
			? ARGS(FILTERED(arms->session, arms->filter), INT("id", arms->id),
				  argument)
			: ARGS(FILTERED(arms->session, arms->filter), DAY("due", arms->due),
				  INT("id", arms->id), argument));
	return arm->stmt ? arm_step(arms, arm) : -1;
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
	char *match;
	int result = 0;

	if (filter->text && *filter->text) {
		match = search_match(filter->text);
		if (match)
			result = arm_open(arms, ARM_TEXT, (struct bind)TEXT("match", match));
		free(match);
		return result;
	}
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

	if (filter->text && *filter->text)
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

struct arms *arms_begin(struct session *session, const struct action_filter *filter, date due,
	int64_t id, bool back)
{
	struct arms *arms = xcalloc(1, sizeof(*arms));

	*arms = (struct arms){
		.session = session, .filter = filter, .due = due, .id = id, .back = back};
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
	for (size_t i = 0; i < arms->count; i++)
		stmt_done(arms->arms[i].stmt);
	free(arms->arms);
	free(arms);
}

// Whether a comes before b in the direction of the walk; text: by id alone.
static bool before(const struct arms *arms, const struct line *a, const struct line *b)
{
	bool text = arms->filter->text && *arms->filter->text;

	if (text || a->action.due_on == b->action.due_on)
		return (a->action.id < b->action.id) != arms->back;
	return (a->action.due_on < b->action.due_on) != arms->back;
}

// Behind the last that can be wanted.
static bool is_past(const struct arms *arms, const struct line *line)
{
	const struct action_filter *filter = arms->filter;
	date today = arms->session->today, since = colours_since(filter->colours, today);

	if (filter->text && *filter->text)
		return false;
	return arms->back ? since != DATE_NONE && line->action.due_on < since
			  : filter->overdue && line->action.due_on >= today;
}

// Away from the line given last: what several arms hold comes once.
static int step_on(struct arms *arms)
{
	for (size_t i = 0; i < arms->count; i++) {
		struct arm *arm = &arms->arms[i];

		if (arm->there && arm->line.action.id == arms->lent && arm_step(arms, arm))
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
