// SPDX-License-Identifier: MIT
// The statements of db/query/due.sql: which of their rows are whose, by when, and in words.
#include <string.h>

#include "core/access.h"
#include "core/concern.h"
#include "core/contact.h"
#include "core/due-private.h"
#include "core/loop-rule.h"
#include "core/moderation.h"
#include "core/workday.h"
#include "db/mem.h"

// The columns behind DUE_MORE.
enum { LEAD = DUE_MORE, PEER, MODERATOR }; // of disputes
enum { DUE_AT = DUE_MORE, RAISED_AT };     // of concerns
enum { WHO = DUE_MORE, SIGNED, SIGNERS };  // of steps
enum { NOT_BEFORE = DUE_MORE };            // of audits
enum { OWNER = DUE_MORE, SAID_BY };        // of actions to verify

// Whether one of the senior managers could settle the dispute at hand.
static bool settles(
	const struct due_walk *walk, const struct moderator *moderator, struct stmt *stmt)
{
	struct session theirs = *walk->session;
	struct subject subject = {
		.lead_id = stmt_int(stmt, LEAD),
		.peer_id = stmt_int(stmt, PEER),
		.team_id = stmt_int(stmt, DUE_TEAM),
		.service_id = stmt_int(stmt, DUE_SERVICE),
		.moderator_id = stmt_int(stmt, MODERATOR),
		.submitted = true,
	};

	theirs.me = moderator->person;
	return may(&theirs, RIGHT_SETTLE, &subject);
}

// A dispute is of everybody who may settle it; of nobody where there is none such.
static bool dispute_is_theirs(const struct due_walk *walk, struct stmt *stmt)
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

// The end of a concern's clock; those of older versions have none of their own.
static time_t clock_end(const struct due_walk *walk, struct stmt *stmt)
{
	time_t at = 0;

	if (!moment_parse(stmt_text(stmt, DUE_AT), &at))
		return at;
	moment_parse(stmt_text(stmt, RAISED_AT), &at);
	return concern_due(walk->session->holidays, &walk->hours, at);
}

// Counts working hours, which takes longer than all else: once for each concern, as everybody's turn reads the same ones
// in the same order.
static void clock_read(struct due_walk *walk, struct due_stream *stream)
{
	size_t at = stream->read++;
	struct due_clock *clock;

	if (at == walk->clock_count) {
		walk->clocks = xgrow(walk->clocks, walk->clock_count, &walk->clock_room,
			sizeof(*walk->clocks));
		clock = &walk->clocks[walk->clock_count++];
		clock->end = clock_end(walk, stream->stmt);
		clock->level = concern_level(walk->session->holidays, clock->end, walk->now);
	}
	stream->clock = walk->clocks[at];
}

// The QA team is asked all the time, those with a post as the clock runs.
static bool concern_is_theirs(const struct due_walk *walk, struct stmt *stmt)
{
	if (walk->turn == DUE_QA_TEAM || walk->with_qa)
		return true;
	return concern_asks(walk->staff, walk->person, walk->streams[DUE_CONCERN].clock.level,
		stmt_int(stmt, DUE_TEAM), stmt_int(stmt, DUE_SERVICE));
}

// Whether whose turn it is is asked to sign what a post, or the role of QA, signs. The visit of a social worker is
// recorded by their manager; where nobody holds the post it is put to the next above. Who signed a part is not asked for
// another; where nobody else holds that post it is nobody's, for QA to see to.
static bool part_is_theirs(const struct due_walk *walk, struct stmt *stmt, const char *post)
{
	int64_t team = stmt_int(stmt, DUE_TEAM), service = stmt_int(stmt, DUE_SERVICE);
	const char *signers = stmt_text(stmt, SIGNERS);
	enum rung rung = rung_of(post);

	if (strncmp(post, "qa", 2) == 0)
		return walk->turn == DUE_QA_TEAM || walk->with_qa;
	rung = staff_rung(walk->staff, rung == RUNG_NOBODY ? RUNG_TEAM : rung, team, service);
	if (walk->turn == DUE_OTHERS)
		return !staff_other(walk->staff, signers, rung, team, service);
	return walk->person && rung == walk->rung && !staff_named(signers, walk->person) &&
	       staff_holds(walk->staff, walk->person, rung, team, service);
}

static bool step_is_theirs(struct due_walk *walk, struct stmt *stmt)
{
	const char *who = stmt_text(stmt, WHO);
	int64_t signed_parts = stmt_int(stmt, SIGNED);
	char post[LOOP_POST];

	for (int part = 0; loop_part_post(who, part, post); part++)
		if (!(signed_parts >> part & 1) && part_is_theirs(walk, stmt, post)) {
			walk->streams[DUE_STEP].part = part;
			return true;
		}
	return false;
}

// Nobody verifies what they own or say is done themselves.
static bool verify_is_theirs(const struct due_walk *walk, struct stmt *stmt)
{
	return walk->turn == DUE_QA_TEAM || (stmt_int(stmt, OWNER) != walk->person &&
						    stmt_int(stmt, SAID_BY) != walk->person);
}

static bool is_theirs(struct due_walk *walk, enum due_kind kind, struct stmt *stmt)
{
	switch (kind) {
	case DUE_CONCERN: return concern_is_theirs(walk, stmt);
	case DUE_DISPUTE: return dispute_is_theirs(walk, stmt);
	case DUE_STEP: return step_is_theirs(walk, stmt);
	case DUE_VERIFY: return verify_is_theirs(walk, stmt);
	default: return true;
	}
}

static date due_day(const struct due_walk *walk, enum due_kind kind, struct stmt *stmt)
{
	const struct holidays *holidays = walk->session->holidays;
	date day = stmt_date(stmt, DUE_DAY);

	switch (kind) {
	case DUE_CONCERN: return moment_local(walk->streams[kind].clock.end).day;
	case DUE_CONTACT: return workday_add(holidays, day, CONTACT_DAYS);
	case DUE_DISPUTE: return workday_add(holidays, day, (int)walk->dispute_days);
	case DUE_VERIFY: return workday_add(holidays, day, (int)walk->verify_days);
	default: return day;
	}
}

// Safety is shown however far one looks.
static bool is_wanted(const struct due_walk *walk, enum due_kind kind)
{
	const struct due_stream *stream = &walk->streams[kind];

	if (kind == DUE_CONCERN)
		return !walk->filter->overdue || stream->overdue;
	return stream->due_on <= walk->until;
}

int due_stream_next(struct due_walk *walk, enum due_kind kind)
{
	struct due_stream *stream = &walk->streams[kind];
	int more;

	do {
		more = stmt_next(stream->stmt);
		stream->there = more == 1;
		if (more != 1)
			return more;
		if (kind == DUE_CONCERN)
			clock_read(walk, stream);
		stream->due_on = due_day(walk, kind, stream->stmt);
		stream->overdue = kind == DUE_CONCERN ? stream->clock.level > CONCERN_IN_TIME
						      : stream->due_on < walk->session->today;
	} while (!is_wanted(walk, kind) || !is_theirs(walk, kind, stream->stmt));
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

static bool is_moderator(const struct due_walk *walk)
{
	for (size_t i = 0; i < walk->moderators.count; i++)
		if (walk->moderators.list[i].person.id == walk->person)
			return true;
	return false;
}

// Steps that another post signs are left out where nobody can be asked in its place.
#define STEP_POST(w)                                                                    \
	INT("any", (w)->turn == DUE_OTHERS || (w)->with_qa || (w)->rung == RUNG_TEAM || \
			   ((w)->person && staff_stands_in((w)->staff, (w)->person))),  \
		TEXT("post", (w)->turn == DUE_QA_TEAM ? "qa" : rung_name((w)->rung)),   \
		INT("qa", (w)->turn == DUE_QA_TEAM || (w)->with_qa)

// A person's steps are those of their team or of their services; what is QA's or nobody's may be anywhere.
static struct stmt *query_steps(struct due_walk *walk)
{
	struct session *session = walk->session;

	if (walk->turn != DUE_PERSON || walk->with_qa)
		return db_query(session->db, QUERY_DUE_STEPS,
			ARGS(STEP_POST(walk), UNTIL(walk), WANTED(walk), SEEN(session)));
	if (walk->rung == RUNG_TEAM)
		return db_query(session->db, QUERY_DUE_STEPS_OF_TEAM,
			ARGS(STEP_POST(walk), INT("place", walk->team_id), UNTIL(walk),
				WANTED(walk), SEEN(session)));
	return db_query(session->db, QUERY_DUE_STEPS_OF_SERVICES,
		ARGS(STEP_POST(walk), PERSON(walk), UNTIL(walk), WANTED(walk), SEEN(session)));
}

static struct stmt *query_concerns(struct due_walk *walk)
{
	struct session *session = walk->session;

	return db_query(session->db, QUERY_DUE_CONCERNS,
		ARGS(WANTED(walk), SEEN(session),
			INT("managed", concern_team_managed(session))));
}

static struct stmt *query_person(struct due_walk *walk, enum due_kind kind)
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
	default:
		return db_query(db, QUERY_DUE_ACTIONS,
			ARGS(PERSON(walk), UNTIL(walk), WANTED(walk), SEEN(session)));
	}
}

static struct stmt *query_others(struct due_walk *walk, enum due_kind kind)
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
	default:
		return db_query(db, QUERY_DUE_ACTIONS_OTHERS,
			ARGS(UNTIL(walk), WANTED(walk), SEEN(session)));
	}
}

static struct stmt *query(struct due_walk *walk, enum due_kind kind)
{
	struct session *session = walk->session;

	switch (kind) {
	case DUE_CONCERN: return query_concerns(walk);
	case DUE_STEP: return query_steps(walk);
	case DUE_DISPUTE:
		return db_query(session->db, QUERY_DUE_DISPUTES,
			ARGS(WANTED(walk), MODERATES(session)));
	case DUE_VERIFY:
		return db_query(session->db, QUERY_DUE_VERIFY,
			ARGS(UNTIL(walk), WANTED(walk), SEEN(session)));
	default: return walk->person ? query_person(walk, kind) : query_others(walk, kind);
	}
}

// Whether whose turn it is can have something of a kind at all.
static bool can_have(const struct due_walk *walk, enum due_kind kind)
{
	bool qa = walk->turn == DUE_QA_TEAM || walk->with_qa;

	if (walk->filter->without & 1u << kind)
		return false;
	switch (kind) {
	case DUE_CONCERN: return qa || walk->rung != RUNG_NOBODY;
	case DUE_STEP: return qa || walk->turn == DUE_OTHERS || walk->rung != RUNG_NOBODY;
	case DUE_VERIFY: return qa;
	case DUE_DISPUTE:
		return walk->turn == DUE_OTHERS ||
		       (walk->turn == DUE_PERSON && is_moderator(walk));
	default: return walk->turn != DUE_QA_TEAM;
	}
}

int due_streams_open(struct due_walk *walk)
{
	memset(walk->streams, 0, sizeof(walk->streams));
	for (enum due_kind kind = 0; kind < DUE_KINDS; kind++) {
		if (!can_have(walk, kind))
			continue;
		walk->streams[kind].stmt = query(walk, kind);
		if (!walk->streams[kind].stmt || due_stream_next(walk, kind) < 0)
			return -1;
	}
	return 0;
}

void due_streams_close(struct due_walk *walk)
{
	for (int kind = 0; kind < DUE_KINDS; kind++)
		if (walk->streams[kind].there)
			stmt_done(walk->streams[kind].stmt);
}

static char *audit_words(const struct due_walk *walk, struct stmt *stmt)
{
	enum audit_kind kind = (enum audit_kind)stmt_int(stmt, DUE_AUDIT_KIND);
	enum audit_state state = (enum audit_state)stmt_int(stmt, DUE_STATE);
	date not_before = stmt_date(stmt, NOT_BEFORE);
	bool nobodys = !walk->person && !*stmt_text(stmt, DUE_NAME);
	char day[DATE_TEXT];

	return xasprintf("%s%s%s%s%s%s%s", nobodys ? "not allocated" : audit_state_name(state),
		kind == AUDIT_MONTHLY ? "" : ", ",
		kind == AUDIT_MONTHLY ? "" : audit_kind_name(kind),
		*stmt_text(stmt, DUE_WORDS) ? " of " : "", stmt_text(stmt, DUE_WORDS),
		not_before == DATE_NONE ? "" : ", not before ", date_show(not_before, day));
}

// Nothing of what it says: mail is read by others too.
static char *concern_words(const struct due_walk *walk)
{
	static const char *const passed[] = {[CONCERN_IN_TIME] = "",
		[CONCERN_OVERDUE] = ", passed on to the head of service",
		[CONCERN_DIRECTOR] = ", passed on to the service director"};
	const struct due_stream *stream = &walk->streams[DUE_CONCERN];
	char due[MOMENT_TEXT], when[32];

	moment_text(stream->clock.end, due);
	return xasprintf("safety concern, to be answered by %s%s",
		session_show_moment(walk->session, due, when), passed[stream->clock.level]);
}

static char *step_words(const struct due_walk *walk, struct stmt *stmt)
{
	char post[LOOP_POST] = "";

	if (!loop_part_post(stmt_text(stmt, WHO), walk->streams[DUE_STEP].part, post))
		return xstrdup(stmt_text(stmt, DUE_WORDS));
	return xasprintf(
		"%s: %s", stmt_text(stmt, DUE_WORDS), strcmp(post, "qa") == 0 ? "QA" : post);
}

char *due_words(const struct due_walk *walk, enum due_kind kind)
{
	struct stmt *stmt = walk->streams[kind].stmt;
	int state = (int)stmt_int(stmt, DUE_STATE);
	bool nobodys = !walk->person && !*stmt_text(stmt, DUE_NAME);

	switch (kind) {
	case DUE_CONCERN: return concern_words(walk);
	case DUE_AUDIT: return audit_words(walk, stmt);
	case DUE_STEP: return step_words(walk, stmt);
	case DUE_MODERATION:
		return xasprintf("%s%s", moderation_state_name((enum moderation_state)state),
			nobodys ? ", not assigned" : "");
	case DUE_DISPUTE: return xstrdup("to be settled");
	case DUE_CONTACT:
		return xstrdup(state == CONTACT_CHILD ? "child to be written to"
						      : "family to be written to");
	default: return xstrdup(stmt_text(stmt, DUE_WORDS));
	}
}
