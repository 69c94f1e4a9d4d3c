// SPDX-License-Identifier: MIT
// What is due and overdue, by person: the statements of db/query/due.sql, merged by due date.
#include <stdlib.h>
#include <string.h>

#include "core/due-private.h"
#include "core/setting.h"
#include "core/workday.h"
#include "db/error.h"

const char *due_kind_name(enum due_kind kind)
{
	static const char *const names[DUE_KINDS] = {
		[DUE_CONCERN] = "concern",
		[DUE_AUDIT] = "audit",
		[DUE_STEP] = "step",
		[DUE_MODERATION] = "moderation",
		[DUE_DISPUTE] = "dispute",
		[DUE_CONTACT] = "contact",
		[DUE_ACTION] = "action",
		[DUE_VERIFY] = "verify",
	};

	return names[kind];
}

// Whether the row at hand in a comes before that in b: those of others by name, then by due date.
static bool comes_before(
	const struct due_walk *walk, const struct due_stream *a, const struct due_stream *b)
{
	int order = walk->turn == DUE_OTHERS
			    ? strcmp(stmt_text(a->stmt, DUE_NAME), stmt_text(b->stmt, DUE_NAME))
			    : 0;

	return order < 0 || (order == 0 && a->due_on < b->due_on);
}

static enum due_kind stream_first(const struct due_walk *walk)
{
	enum due_kind first = DUE_KINDS;

	for (enum due_kind kind = 0; kind < DUE_KINDS; kind++)
		if (walk->streams[kind].there &&
			(first == DUE_KINDS || comes_before(walk, &walk->streams[kind],
						       &walk->streams[first])))
			first = kind;
	return first;
}

// The working days left up to a day; negative: gone by since.
static int days_left(struct due_walk *walk, date day)
{
	walk->counted += workday_count(walk->session->holidays, walk->counted_on, day);
	walk->counted_on = day;
	return walk->counted;
}

static int tell(struct due_walk *walk, enum due_kind kind)
{
	const struct due_stream *stream = &walk->streams[kind];
	struct stmt *stmt = stream->stmt;
	char *what = due_words(walk, kind);
	struct due due = {
		.login = walk->login,
		.name = *walk->name ? walk->name : stmt_text(stmt, DUE_NAME),
		.post = *walk->name ? walk->post : stmt_text(stmt, DUE_POST),
		.kind = kind,
		.id = stmt_int(stmt, DUE_ID),
		.number = (int)stmt_int(stmt, DUE_NUMBER),
		.audit_id = stmt_int(stmt, DUE_AUDIT_ID),
		.ref = stmt_text(stmt, DUE_REF),
		.what = what,
		.step = kind == DUE_STEP ? stmt_text(stmt, DUE_WORDS) : "",
		.team = stmt_text(stmt, DUE_TEAM_NAME),
		.service = stmt_text(stmt, DUE_SERVICE_NAME),
		.due_on = stream->due_on,
		.days = days_left(walk, stream->due_on),
		.overdue = stream->overdue,
	};
	int result = walk->each(&due, walk->context);

	*walk->overdue += due.overdue;
	free(what);
	return result;
}

static int person_walk(struct due_walk *walk)
{
	int result = due_streams_open(walk);
	enum due_kind kind;

	while (!result && (kind = stream_first(walk)) < DUE_KINDS) {
		result = tell(walk, kind);
		if (!result)
			result = due_stream_next(walk, kind);
	}
	due_streams_close(walk);
	return result;
}

// What is no one person's.
static int turn_walk(struct due_walk *walk, enum due_turn turn, const char *name)
{
	walk->turn = turn;
	walk->person = walk->team_id = 0;
	walk->rung = RUNG_NOBODY;
	walk->with_qa = false;
	walk->name = name;
	walk->login = walk->post = "";
	return person_walk(walk);
}

static void person_take(struct due_walk *walk, struct stmt *row)
{
	unsigned roles = (unsigned)stmt_int(row, 5);

	walk->turn = DUE_PERSON;
	walk->person = stmt_int(row, 0);
	walk->login = stmt_text(row, 1);
	walk->name = stmt_text(row, 2);
	walk->post = stmt_text(row, 3);
	walk->team_id = stmt_int(row, 4);
	walk->rung = staff_is(walk->staff, walk->person) ? rung_of(walk->post) : RUNG_NOBODY;
	walk->with_qa = walk->filter->login && roles & ROLE_QA;
}

static int people_walk(struct due_walk *walk)
{
	const char *login = walk->filter->login;
	struct stmt *row =
		db_query(walk->session->db, QUERY_DUE_PEOPLE, ARGS(TEXT("login", login)));
	int more = -1, result = 0;
	bool any = false;

	while (!result && row && (more = stmt_next(row)) == 1) {
		any = true;
		person_take(walk, row);
		result = person_walk(walk);
	}
	if (result) {
		stmt_done(row);
		return result;
	}
	if (more < 0)
		return -1;
	return any || !login ? 0
			     : fail(ERROR_MISSING,
				       "there is no user %s: 'caseaudit user list' shows those "
				       "there are",
				       login);
}

// The last day that is looked at.
static int until_find(struct due_walk *walk)
{
	struct session *session = walk->session;
	long days = walk->filter->horizon;

	if (walk->filter->overdue) {
		walk->until = session->today - 1;
	} else {
		if (days < 0 && setting_number(session, SETTING_HORIZON_DAYS, &days))
			return -1;
		walk->until = workday_add(session->holidays, session->today, (int)days);
	}
	date_iso(walk->until, walk->until_text);
	return 0;
}

static int walk_all(struct due_walk *walk)
{
	struct session *session = walk->session;

	if (until_find(walk) ||
		setting_number(session, SETTING_MODERATION_DAYS, &walk->dispute_days) ||
		setting_number(session, SETTING_VERIFY_DAYS, &walk->verify_days) ||
		concern_hours_load(session, &walk->hours) ||
		moderators_load(session, session->today, &walk->moderators) ||
		!(walk->staff = staff_load(session)))
		return -1;
	if (!walk->filter->login &&
		(turn_walk(walk, DUE_OTHERS, "") || turn_walk(walk, DUE_QA_TEAM, "QA team")))
		return -1;
	return people_walk(walk);
}

int due_walk(struct session *session, const struct due_filter *filter,
	int (*each)(const struct due *due, void *context), void *context, int64_t *overdue)
{
	struct due_walk walk = {.session = session,
		.filter = filter,
		.each = each,
		.context = context,
		.overdue = overdue,
		.now = session_time(session),
		.counted_on = session->today};
	int result;

	*overdue = 0;
	if (require(session, RIGHT_SEE, NULL) || db_snapshot(session->db))
		return -1;
	result = walk_all(&walk);
	db_snapshot_end(session->db);
	moderators_finish(&walk.moderators);
	staff_destroy(walk.staff);
	free(walk.clocks);
	return result;
}
