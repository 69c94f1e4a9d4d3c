// SPDX-License-Identifier: MIT
// What one audit counts: the only place that says so, for keeping the counts and for checking them.
#include <string.h>

#include "core/contact.h"
#include "core/moderation.h"
#include "core/tally-private.h"
#include "db/mem.h"

// The rows that belong to audits, one statement each, stepped side by side.
enum {
	JUDGEMENTS,
	MODERATIONS,
	OWN_GRADES,
	FEEDBACK,
	THEMES,
	ACTIONS,
	STEPS,
	CONTACTS,
	STREAMS
};

static const enum query queries[STREAMS] = {
	[JUDGEMENTS] = QUERY_TALLY_JUDGEMENTS,
	[MODERATIONS] = QUERY_TALLY_MODERATIONS,
	[OWN_GRADES] = QUERY_TALLY_MODERATION_GRADES,
	[FEEDBACK] = QUERY_TALLY_FEEDBACK,
	[THEMES] = QUERY_TALLY_THEMES,
	[ACTIONS] = QUERY_TALLY_ACTIONS,
	[STEPS] = QUERY_TALLY_STEPS,
	[CONTACTS] = QUERY_TALLY_CONTACTS,
};

struct stream {
	struct stmt *stmt;
	int64_t audit; // of the row at hand; INT64_MAX: there is none
};

// The grades of one domain of the audit at hand.
struct graded {
	int64_t domain;
	enum grade by[PART_COUNT], own,
		shown; // own: the moderator's; shown: the lead's, as it was revealed
};

struct walk {
	void (*each)(const struct tally_fact *fact, void *context);
	void *context;
	struct stream streams[STREAMS];
	// The audit at hand.
	int64_t id, service, team, kind, blind;
	enum audit_state state;
	const char *post;
	int due, completed, begun; // days; 0: none. begun: allocated
	bool inadequate;
	struct graded graded[TEMPLATE_DOMAINS_MAX];
	size_t domains;
};

// A date of the database as year * 10000 + month * 100 + day; 0 for none. Read ten million times.
static int day_of(struct stmt *stmt, int column)
{
	const char *text = stmt_text(stmt, column);
	int day = 0;

	for (; *text; text++)
		if (*text != '-')
			day = day * 10 + (*text - '0');
	return day;
}

static int stream_next(struct stream *stream)
{
	int more = stmt_next(stream->stmt);

	stream->audit = more == 1 ? stmt_int(stream->stmt, 0) : INT64_MAX;
	return more < 0 ? -1 : 0;
}

// Steps to the next row of the audit at hand. 1 where there is one: *row has it; then stream_next() goes on.
static int row_at(struct walk *walk, int which, struct stmt **row)
{
	struct stream *stream = &walk->streams[which];

	while (stream->audit < walk->id)
		if (stream_next(stream))
			return -1;
	*row = stream->stmt;
	return stream->audit == walk->id;
}

// What tells no grade is no secret: when audits were due and done, what was said, what is to be done.
static bool tells_grade(enum tally what, int64_t a)
{
	switch (what) {
	case TALLY_FINAL:
	case TALLY_LEAD:
	case TALLY_PAIR:
	case TALLY_MODERATOR:
	case TALLY_STEP: return true;
	case TALLY_RAISED:
	case TALLY_CLOSED: return a & FLAG_PRIORITY;
	default: return false;
	}
}

static void tell_amount(const struct walk *walk, enum tally what, int day, int64_t a, int64_t b,
	int64_t c, int64_t amount)
{
	const struct tally_fact fact = {.what = what,
		.day = day,
		.service_id = walk->service,
		.team_id = walk->team,
		.kind = walk->kind,
		.a = a,
		.b = b,
		.c = c,
		.amount = amount,
		.blind_id = tells_grade(what, a) ? walk->blind : 0};

	walk->each(&fact, walk->context);
}

static void tell(
	const struct walk *walk, enum tally what, int day, int64_t a, int64_t b, int64_t c)
{
	tell_amount(walk, what, day, a, b, c, 1);
}

static date date_of(int day)
{
	return date_from(day / 10000, day / 100 % 100, day % 100);
}

// That so many days passed: where the days are known and in their order.
static void span_tell(const struct walk *walk, enum span span, int over, int from, int to)
{
	if (!from || !to || to < from)
		return;
	tell(walk, TALLY_DAYS, over, span, 0, 0);
	tell_amount(walk, TALLY_DAYS, over, span, 1, 0, date_of(to) - date_of(from));
}

static struct graded *graded_find(struct walk *walk, int64_t domain)
{
	struct graded *graded;

	for (size_t i = 0; i < walk->domains; i++)
		if (walk->graded[i].domain == domain)
			return &walk->graded[i];
	if (walk->domains == LENGTH(walk->graded))
		return NULL;
	graded = &walk->graded[walk->domains++];
	*graded = (struct graded){.domain = domain, .own = GRADE_NONE, .shown = GRADE_NONE};
	for (int part = 0; part < PART_COUNT; part++)
		graded->by[part] = GRADE_NONE;
	return graded;
}

static int grades_read(struct walk *walk)
{
	struct graded *graded;
	struct stmt *row;
	int there;

	walk->domains = 0;
	while ((there = row_at(walk, JUDGEMENTS, &row)) == 1) {
		graded = graded_find(walk, stmt_int(row, 2));
		if (graded)
			graded->by[stmt_int(row, 1)] = (enum grade)stmt_int(row, 3);
		if (stream_next(&walk->streams[JUDGEMENTS]))
			return -1;
	}
	while (there == 0 && (there = row_at(walk, OWN_GRADES, &row)) == 1) {
		graded = graded_find(walk, stmt_int(row, 1));
		if (graded) {
			graded->own = (enum grade)stmt_int_or(row, 2, GRADE_NONE);
			graded->shown = (enum grade)stmt_int_or(row, 3, GRADE_NONE);
		}
		there = stream_next(&walk->streams[OWN_GRADES]);
	}
	return there;
}

static enum grade first_of(enum grade a, enum grade b)
{
	return a != GRADE_NONE ? a : b;
}

static void grades_tell(const struct walk *walk)
{
	for (size_t i = 0; i < walk->domains; i++) {
		const struct graded *graded = &walk->graded[i];
		enum grade lead = graded->by[PART_LEAD],
			   final = first_of(graded->by[PART_SETTLER],
				   first_of(graded->by[PART_MODERATOR], lead));

		if (final != GRADE_NONE)
			tell(walk, TALLY_FINAL, walk->completed, graded->domain, final, 0);
		if (lead != GRADE_NONE)
			tell(walk, TALLY_LEAD, walk->completed, graded->domain, lead, 0);
	}
}

// As core/agreement.h says which two grades make a pair.
static void pairs_tell(const struct walk *walk, int64_t mode)
{
	for (size_t i = 0; i < walk->domains; i++) {
		const struct graded *graded = &walk->graded[i];
		enum grade lead = graded->by[PART_LEAD], shown = lead, own = GRADE_NONE;

		if (mode != MODERATION_IMPORTED) {
			shown = first_of(graded->shown, lead);
			own = graded->own;
		}
		own = first_of(own, first_of(graded->by[PART_MODERATOR], lead));
		if (lead != GRADE_NONE && shown > GRADE_NOT_APPLICABLE &&
			own > GRADE_NOT_APPLICABLE)
			tell(walk, TALLY_PAIR, walk->completed, graded->domain, mode,
				shown * 8 + own);
	}
}

// A grade of the moderator's own is there where it is not the one that was revealed.
static bool was_changed(const struct walk *walk)
{
	for (size_t i = 0; i < walk->domains; i++) {
		const struct graded *graded = &walk->graded[i];
		enum grade moderated = graded->by[PART_MODERATOR];

		if (moderated != GRADE_NONE &&
			moderated != first_of(graded->shown, graded->by[PART_LEAD]))
			return true;
	}
	return false;
}

static void moderator_tell(const struct walk *walk, int64_t moderator, int on)
{
	span_tell(walk, SPAN_MODERATION, on, walk->completed, on);
	tell(walk, TALLY_MODERATOR, walk->completed, moderator,
		was_changed(walk) ? MODERATOR_CHANGED : MODERATOR_UPHELD, 0);
	if (on >= walk->completed)
		tell_amount(walk, TALLY_MODERATOR, walk->completed, moderator, MODERATOR_DAYS,
			0, date_of(on) - date_of(walk->completed));
}

static int moderation_tell_it(struct walk *walk)
{
	struct stmt *row;
	int there = row_at(walk, MODERATIONS, &row);

	if (there < 0)
		return -1;
	tell(walk, TALLY_COMPLETED, walk->completed, walk->completed <= walk->due, there, 0);
	if (there) {
		pairs_tell(walk, stmt_int(row, 1));
		moderator_tell(walk, stmt_int(row, 2), day_of(row, 3));
	}
	return 0;
}

static void feedback_tell(const struct walk *walk, struct stmt *row)
{
	int64_t source = stmt_int(row, 1), obtained = stmt_int(row, 2);

	tell(walk, TALLY_FEEDBACK, walk->completed, source, obtained, 0);
	if (obtained)
		tell(walk, TALLY_OBTAINED, walk->completed, source, 0,
			means_number(feedback_means, stmt_text(row, 3)));
}

static void theme_tell(const struct walk *walk, struct stmt *row)
{
	tell(walk, TALLY_THEME, walk->completed, stmt_int(row, 1), stmt_int(row, 2), 0);
}

static void contact_tell(const struct walk *walk, struct stmt *row)
{
	tell(walk, TALLY_CONTACT, walk->completed, stmt_int(row, 1), stmt_int(row, 2),
		means_number(contact_means, stmt_text(row, 3)));
}

static void action_tell(const struct walk *walk, struct stmt *row)
{
	int due = day_of(row, 2), verified = day_of(row, 5), done = day_of(row, 4);
	bool priority = walk->inadequate && stmt_int(row, 6) && stmt_int(row, 7);
	int64_t flags = (priority ? FLAG_PRIORITY : 0) |
			(stmt_int(row, 8) == SCOPE_SERVICE ? FLAG_SERVICE : 0);

	tell(walk, TALLY_RAISED, day_of(row, 1), flags, due > day_of(row, 3), 0);
	tell(walk, TALLY_ACTION_DUE, due, 0, verified / 100, 0);
	if (!verified)
		return;
	done = done ? done : verified;
	tell(walk, TALLY_CLOSED, verified, flags, done <= due ? 1 : 2, 0);
	span_tell(walk, SPAN_ACTION, verified, day_of(row, 1), done);
	span_tell(walk, SPAN_LATE, verified, due, done > due ? done : due);
}

static void step_tell(const struct walk *walk, struct stmt *row)
{
	int64_t state = stmt_int(row, 2);
	int due = day_of(row, 3);
	enum steps_count step = state == 1              ? STEPS_OPEN
				: state == 3            ? STEPS_CANCELLED
				: day_of(row, 4) <= due ? STEPS_IN_TIME
							: STEPS_LATE;

	tell(walk, TALLY_STEP, due, stmt_int(row, 1), step, 0);
}

// All rows of a stream that the audit at hand has.
static int rows_tell(struct walk *walk, int which,
	void (*row_tell)(const struct walk *walk, struct stmt *row))
{
	struct stmt *row;
	int there;

	while ((there = row_at(walk, which, &row)) == 1) {
		row_tell(walk, row);
		if (stream_next(&walk->streams[which]))
			return -1;
	}
	return there;
}

static int audit_tell(struct walk *walk)
{
	bool withdrawn = walk->state == AUDIT_WITHDRAWN;
	enum compliance outcome = withdrawn                      ? COMPLIANCE_EXEMPT
				  : !walk->completed             ? COMPLIANCE_OPEN
				  : walk->completed <= walk->due ? COMPLIANCE_IN_TIME
								 : COMPLIANCE_LATE;

	tell(walk, TALLY_DUE, walk->due, tally_post(walk->post), outcome, 0);
	if (withdrawn || !walk->completed)
		return 0;
	if (grades_read(walk))
		return -1;
	grades_tell(walk);
	span_tell(walk, SPAN_AUDIT, walk->completed, walk->begun, walk->completed);
	if (walk->blind)
		tell(walk, TALLY_SEALED, walk->completed, walk->blind, 0, 0);
	return moderation_tell_it(walk) || rows_tell(walk, FEEDBACK, feedback_tell) ||
			       rows_tell(walk, THEMES, theme_tell) ||
			       rows_tell(walk, ACTIONS, action_tell) ||
			       rows_tell(walk, STEPS, step_tell) ||
			       rows_tell(walk, CONTACTS, contact_tell)
		       ? -1
		       : 0;
}

static void audit_take(struct walk *walk, struct stmt *row)
{
	walk->id = stmt_int(row, 0);
	walk->service = stmt_int(row, 1);
	walk->team = stmt_int(row, 2);
	walk->kind = stmt_int(row, 3);
	walk->state = (enum audit_state)stmt_int(row, 4);
	walk->post = stmt_text(row, 5);
	walk->due = day_of(row, 6);
	walk->completed = day_of(row, 7);
	walk->inadequate = stmt_int(row, 8) == GRADE_INADEQUATE;
	walk->begun = day_of(row, 9);
	walk->blind = stmt_int(row, 10);
}

static int streams_open(struct walk *walk, struct session *session, int64_t first, int64_t last)
{
	for (int i = 0; i < STREAMS; i++) {
		walk->streams[i].audit = INT64_MAX;
		walk->streams[i].stmt = db_query(
			session->db, queries[i], ARGS(INT("first", first), INT("last", last)));
		if (!walk->streams[i].stmt || stream_next(&walk->streams[i]))
			return -1;
	}
	return 0;
}

static void streams_close(struct walk *walk)
{
	for (int i = 0; i < STREAMS; i++)
		if (walk->streams[i].audit != INT64_MAX)
			stmt_done(walk->streams[i].stmt);
}

int tally_walk(struct session *session, int64_t first, int64_t last,
	void (*each)(const struct tally_fact *fact, void *context), void *context)
{
	struct walk walk = {.each = each, .context = context};
	struct stmt *audits;
	int more = -1, result = streams_open(&walk, session, first, last);

	audits = result ? NULL
			: db_query(session->db, QUERY_TALLY_AUDITS,
				  ARGS(INT("first", first), INT("last", last)));
	while (!result && audits && (more = stmt_next(audits)) == 1) {
		audit_take(&walk, audits);
		result = audit_tell(&walk);
	}
	if (more == 1)
		stmt_done(audits);
	streams_close(&walk);
	return result || more < 0 ? -1 : 0;
}
