// SPDX-License-Identifier: MIT
// What is due and overdue, by person: the statements of db/query/due.sql, merged by due date.
#include <stdlib.h>
#include <string.h>

#include "core/access.h"
#include "core/contact.h"
#include "core/due.h"
#include "core/moderation-people.h"
#include "core/moderation.h"
#include "core/setting.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

// The columns of every statement; those behind KIND of disputes only.
enum { NAME, POST, AUDIT, REF, TEAM_NAME, SERVICE_NAME, DAY, WORDS, STATE, KIND };
enum { LEAD = KIND + 1, PEER, TEAM, SERVICE, MODERATOR };

// Rows of one kind that somebody has, the next of them at hand.
struct stream {
	struct stmt *stmt;
	bool there;
	date due_on;
};

struct walk {
	struct session *session;
	const struct due_filter *filter;
	int (*each)(const struct due *due, void *context);
	void *context;
	int64_t *overdue;
	date until;
	char until_text[DATE_TEXT]; // what the statements look at as they go
	long dispute_days;          // working days in which a dispute is to be settled
	struct moderators moderators;
	// Whose turn it is; 0 and "": those who are no users, and nobody.
	int64_t person;
	const char *login, *name, *post;
	struct stream streams[DUE_KINDS];
	// The working days left up to a day, as counted last: the next day is mostly near.
	date counted_on;
	int counted;
};

const char *due_kind_name(enum due_kind kind)
{
	static const char *const names[DUE_KINDS] = {
		[DUE_AUDIT] = "audit",
		[DUE_MODERATION] = "moderation",
		[DUE_DISPUTE] = "dispute",
		[DUE_CONTACT] = "contact",
		[DUE_ACTION] = "action",
	};

	return names[kind];
}

// Whether one of the senior managers could settle the dispute at hand.
static bool settles(
	const struct walk *walk, const struct moderator *moderator, struct stmt *stmt)
{
	struct session theirs = *walk->session;
	struct subject subject = {
		.lead_id = stmt_int(stmt, LEAD),
		.peer_id = stmt_int(stmt, PEER),
		.team_id = stmt_int(stmt, TEAM),
		.service_id = stmt_int(stmt, SERVICE),
		.moderator_id = stmt_int(stmt, MODERATOR),
		.submitted = true,
	};

	theirs.me = moderator->person;
	return may(&theirs, RIGHT_SETTLE, &subject);
}

// A dispute is of everybody who may settle it; of nobody where there is none such.
static bool dispute_is_theirs(const struct walk *walk, struct stmt *stmt)
{
	bool any = false;

	for (size_t i = 0; i < walk->moderators.count; i++) {
		const struct moderator *moderator = &walk->moderators.list[i];

		if (walk->person && moderator->person.id != walk->person)
			continue;
		any = any || settles(walk, moderator, stmt);
	}
	return walk->person ? any : !any;
}

static date due_day(const struct walk *walk, enum due_kind kind, struct stmt *stmt)
{
	date day = stmt_date(stmt, DAY);

	if (kind == DUE_CONTACT)
		return workday_add(walk->session->holidays, day, CONTACT_DAYS);
	if (kind == DUE_DISPUTE)
		return workday_add(walk->session->holidays, day, (int)walk->dispute_days);
	return day;
}

// Steps to the next row that is wanted.
static int stream_next(struct walk *walk, enum due_kind kind)
{
	struct stream *stream = &walk->streams[kind];
	int more;

	do {
		more = stmt_next(stream->stmt);
		stream->there = more == 1;
		if (more != 1)
			return more;
		stream->due_on = due_day(walk, kind, stream->stmt);
	} while (stream->due_on > walk->until ||
		 (kind == DUE_DISPUTE && !dispute_is_theirs(walk, stream->stmt)));
	return 0;
}

#define WANTED(w)                                                                      \
	INT("service", (w)->filter->service_id), INT("in_team", (w)->filter->team_id), \
		TEXT("month", (w)->filter->month ? (w)->filter->month : ""),           \
		INT("kind", (w)->filter->audit_kind)
#define PERSON(w) INT("person", (w)->person)
#define UNTIL(w) TEXT("until", (w)->until_text)
#define MODERATES(s)                                \
	INT("all", may_everywhere((s), RIGHT_SEE)), \
		INT("moderator", (s)->me.roles &ROLE_MODERATOR ? (s)->me.id : 0)

static struct stmt *query_person(struct walk *walk, enum due_kind kind)
{
	struct session *session = walk->session;
	struct db *db = session->db;

	switch (kind) {
	case DUE_AUDIT:
		return db_query(db, QUERY_DUE_AUDITS,
			ARGS(PERSON(walk), UNTIL(walk), WANTED(walk), SEEN(session)));
	case DUE_MODERATION:
		return db_query(db, QUERY_DUE_MODERATIONS,
			ARGS(PERSON(walk), UNTIL(walk), WANTED(walk), MODERATES(session)));
	case DUE_CONTACT:
		return db_query(db, QUERY_DUE_CONTACTS,
			ARGS(PERSON(walk), WANTED(walk), SEEN(session)));
	case DUE_ACTION:
		return db_query(db, QUERY_DUE_ACTIONS,
			ARGS(PERSON(walk), UNTIL(walk), WANTED(walk), SEEN(session)));
	default:
		return db_query(db, QUERY_DUE_DISPUTES, ARGS(WANTED(walk), MODERATES(session)));
	}
}

static struct stmt *query_others(struct walk *walk, enum due_kind kind)
{
	struct session *session = walk->session;
	struct db *db = session->db;

	switch (kind) {
	case DUE_AUDIT:
		return db_query(db, QUERY_DUE_AUDITS_OTHERS,
			ARGS(UNTIL(walk), WANTED(walk), SEEN(session)));
	case DUE_MODERATION:
		return db_query(db, QUERY_DUE_MODERATIONS_OTHERS,
			ARGS(UNTIL(walk), WANTED(walk), MODERATES(session)));
	case DUE_CONTACT:
		return db_query(
			db, QUERY_DUE_CONTACTS_OTHERS, ARGS(WANTED(walk), SEEN(session)));
	case DUE_ACTION:
		return db_query(db, QUERY_DUE_ACTIONS_OTHERS,
			ARGS(UNTIL(walk), WANTED(walk), SEEN(session)));
	default: return query_person(walk, kind);
	}
}

static bool is_moderator(const struct walk *walk)
{
	for (size_t i = 0; i < walk->moderators.count; i++)
		if (walk->moderators.list[i].person.id == walk->person)
			return true;
	return false;
}

static int streams_open(struct walk *walk)
{
	for (enum due_kind kind = 0; kind < DUE_KINDS; kind++) {
		struct stream *stream = &walk->streams[kind];

		*stream = (struct stream){0};
		if ((kind == DUE_DISPUTE && walk->person && !is_moderator(walk)) ||
			(kind == DUE_ACTION && walk->filter->no_actions))
			continue;
		stream->stmt =
			walk->person ? query_person(walk, kind) : query_others(walk, kind);
		if (!stream->stmt || stream_next(walk, kind) < 0)
			return -1;
	}
	return 0;
}

static void streams_close(struct walk *walk)
{
	for (int kind = 0; kind < DUE_KINDS; kind++)
		if (walk->streams[kind].there)
			stmt_done(walk->streams[kind].stmt);
}

// Whether the row at hand in a comes before that in b: by name, then due date.
static bool comes_before(const struct stream *a, const struct stream *b)
{
	int order = strcmp(stmt_text(a->stmt, NAME), stmt_text(b->stmt, NAME));

	return order < 0 || (order == 0 && a->due_on < b->due_on);
}

static enum due_kind stream_first(const struct walk *walk)
{
	enum due_kind first = DUE_KINDS;

	for (enum due_kind kind = 0; kind < DUE_KINDS; kind++)
		if (walk->streams[kind].there &&
			(first == DUE_KINDS ||
				comes_before(&walk->streams[kind], &walk->streams[first])))
			first = kind;
	return first;
}

static bool is_nobodys(const struct walk *walk, struct stmt *stmt)
{
	return !walk->person && !*stmt_text(stmt, NAME);
}

// What the row at hand is about, in words. Yours.
static char *what_of(const struct walk *walk, enum due_kind kind, struct stmt *stmt)
{
	enum audit_kind audit_kind = (enum audit_kind)stmt_int(stmt, KIND);
	int state = (int)stmt_int(stmt, STATE);
	bool nobodys = is_nobodys(walk, stmt);

	switch (kind) {
	case DUE_AUDIT:
		return xasprintf("%s%s%s",
			nobodys ? "not allocated" : audit_state_name((enum audit_state)state),
			audit_kind == AUDIT_MONTHLY ? "" : ", ",
			audit_kind == AUDIT_MONTHLY ? "" : audit_kind_name(audit_kind));
	case DUE_MODERATION:
		return xasprintf("%s%s", moderation_state_name((enum moderation_state)state),
			nobodys ? ", not assigned" : "");
	case DUE_DISPUTE: return xstrdup("to be settled");
	case DUE_CONTACT:
		return xstrdup(state == CONTACT_CHILD ? "child to be written to"
						      : "family to be written to");
	default: return xstrdup(stmt_text(stmt, WORDS));
	}
}

// The working days left up to a day; negative: gone by since.
static int days_left(struct walk *walk, date day)
{
	walk->counted += workday_count(walk->session->holidays, walk->counted_on, day);
	walk->counted_on = day;
	return walk->counted;
}

static int tell(struct walk *walk, enum due_kind kind)
{
	struct session *session = walk->session;
	const struct stream *stream = &walk->streams[kind];
	struct stmt *stmt = stream->stmt;
	char *what = what_of(walk, kind, stmt);
	struct due due = {
		.login = walk->login,
		.name = walk->person ? walk->name : stmt_text(stmt, NAME),
		.post = walk->person ? walk->post : stmt_text(stmt, POST),
		.kind = kind,
		.audit_id = stmt_int(stmt, AUDIT),
		.audit_kind = (enum audit_kind)stmt_int(stmt, KIND),
		.ref = stmt_text(stmt, REF),
		.what = what,
		.team = stmt_text(stmt, TEAM_NAME),
		.service = stmt_text(stmt, SERVICE_NAME),
		.due_on = stream->due_on,
		.days = days_left(walk, stream->due_on),
		.overdue = stream->due_on < session->today,
	};
	int result = walk->each(&due, walk->context);

	*walk->overdue += due.overdue;
	free(what);
	return result;
}

static int person_walk(struct walk *walk)
{
	int result = streams_open(walk);
	enum due_kind kind;

	while (!result && (kind = stream_first(walk)) < DUE_KINDS) {
		result = tell(walk, kind);
		if (!result)
			result = stream_next(walk, kind);
	}
	streams_close(walk);
	return result;
}

static int others_walk(struct walk *walk)
{
	walk->person = 0;
	walk->login = walk->name = walk->post = "";
	return person_walk(walk);
}

static int people_walk(struct walk *walk)
{
	const char *login = walk->filter->login;
	struct stmt *row =
		db_query(walk->session->db, QUERY_DUE_PEOPLE, ARGS(TEXT("login", login)));
	int more = -1, result = 0;
	bool any = false;

	while (!result && row && (more = stmt_next(row)) == 1) {
		any = true;
		walk->person = stmt_int(row, 0);
		walk->login = stmt_text(row, 1);
		walk->name = stmt_text(row, 2);
		walk->post = stmt_text(row, 3);
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
static int until_find(struct walk *walk)
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

static int walk_all(struct walk *walk)
{
	struct session *session = walk->session;

	if (until_find(walk) ||
		setting_number(session, SETTING_MODERATION_DAYS, &walk->dispute_days) ||
		moderators_load(session, session->today, &walk->moderators))
		return -1;
	if (!walk->filter->login && others_walk(walk))
		return -1;
	return people_walk(walk);
}

int due_walk(struct session *session, const struct due_filter *filter,
	int (*each)(const struct due *due, void *context), void *context, int64_t *overdue)
{
	struct walk walk = {.session = session,
		.filter = filter,
		.each = each,
		.context = context,
		.overdue = overdue,
		.counted_on = session->today};
	int result;

	*overdue = 0;
	if (require(session, RIGHT_SEE, NULL) || db_snapshot(session->db))
		return -1;
	result = walk_all(&walk);
	db_snapshot_end(session->db);
	moderators_finish(&walk.moderators);
	return result;
}
