// SPDX-License-Identifier: MIT
// Confirm and Challenge: what is on an agenda, and what the meeting said of it.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/audit.h"
#include "core/challenge-private.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

static const char *const outcomes[] = {
	[CHALLENGE_WAITS] = "to be discussed",
	[CHALLENGE_CONFIRMED] = "confirmed",
	[CHALLENGE_CHALLENGED] = "challenged",
	[CHALLENGE_DEFERRED] = "deferred",
};

const char *challenge_outcome_name(enum challenge_outcome outcome)
{
	return outcomes[outcome];
}

int challenge_outcome_parse(const char *text, enum challenge_outcome *outcome)
{
	for (size_t i = CHALLENGE_CONFIRMED; i < LENGTH(outcomes); i++) {
		if (strcasecmp(text, outcomes[i]) != 0)
			continue;
		*outcome = (enum challenge_outcome)i;
		return 0;
	}
	return -1;
}

void challenge_finish(struct challenge *challenge)
{
	char *texts[] = {challenge->month, challenge->audit_ref, challenge->case_ref,
		challenge->service, challenge->team, challenge->lead, challenge->sample,
		challenge->why, challenge->discussed, challenge->follows,
		challenge->recorded_by, challenge->recorded_at};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
	*challenge = (struct challenge){0};
}

void challenge_list_free(struct challenge *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		challenge_finish(&list[i]);
	free(list);
}

char *challenge_how(const struct challenge *challenge)
{
	return *challenge->sample ? xasprintf("drawn: %s", challenge->sample)
				  : xasprintf("added: %s", challenge->why);
}

static void row_read(struct stmt *row, struct challenge *challenge)
{
	*challenge = (struct challenge){
		.id = stmt_int(row, 0),
		.month = xstrdup(stmt_text(row, 1)),
		.audit_id = stmt_int(row, 2),
		.audit_ref = xstrdup(stmt_text(row, 3)),
		.case_ref = xstrdup(stmt_text(row, 4)),
		.service = xstrdup(stmt_text(row, 5)),
		.team = xstrdup(stmt_text(row, 6)),
		.team_id = stmt_int(row, 7),
		.service_id = stmt_int(row, 8),
		.lead_id = stmt_int(row, 9),
		.peer_id = stmt_int(row, 10),
		.sample = xstrdup(stmt_text(row, 11)),
		.why = xstrdup(stmt_text(row, 12)),
		.lead = xstrdup(stmt_text(row, 13)),
		.completed_on = stmt_date(row, 14),
		.grade = (enum grade)stmt_int_or(row, 15, GRADE_NONE),
		.outcome = (enum challenge_outcome)stmt_int(row, 16),
		.discussed = xstrdup(stmt_text(row, 17)),
		.follows = xstrdup(stmt_text(row, 18)),
		.met_on = stmt_date(row, 19),
		.recorded_by = xstrdup(stmt_text(row, 20)),
		.recorded_at = xstrdup(stmt_text(row, 21)),
		.revision = (int)stmt_int(row, 22),
	};
}

struct subject challenge_subject(const struct challenge *challenge)
{
	return (struct subject){.service_id = challenge->service_id,
		.team_id = challenge->team_id,
		.lead_id = challenge->lead_id,
		.peer_id = challenge->peer_id,
		.submitted = true};
}

// For ARGS(): what {challenge_seen} asks. QA see all, heads and directors their services.
#define CHALLENGE_SEEN(s)                                                      \
	INT("all", may_everywhere((s), RIGHT_CHALLENGE)),                      \
		INT("head", may((s), RIGHT_CHALLENGE, NULL) ? (s)->me.id : 0), \
		INT("user", (s)->me.id)

static int rows_load(struct session *session, const char *month, int64_t audit_id,
	struct challenge **list, size_t *count)
{
	struct stmt *row = db_query(session->db, QUERY_CHALLENGE_LIST,
		ARGS(TEXT("month", month ? month : ""), INT("audit", audit_id),
			CHALLENGE_SEEN(session)));
	size_t room = 0;
	int more = -1;

	*list = NULL;
	*count = 0;
	while (row && (more = stmt_next(row)) == 1) {
		*list = xgrow(*list, *count, &room, sizeof(**list));
		row_read(row, &(*list)[(*count)++]);
	}
	return more;
}

int challenge_list(
	struct session *session, const char *month, struct challenge **list, size_t *count)
{
	struct date_range range;

	*list = NULL;
	*count = 0;
	if (require(session, RIGHT_CHALLENGE, NULL))
		return -1;
	if (month && date_parse_month(month, &range))
		return fail(ERROR_USAGE, "%s is no month: write it as 2026-10", month);
	return rows_load(session, month, 0, list, count);
}

int challenge_of_audit(
	struct session *session, int64_t audit_id, struct challenge **list, size_t *count)
{
	*list = NULL;
	*count = 0;
	return may(session, RIGHT_CHALLENGE, NULL)
		       ? rows_load(session, NULL, audit_id, list, count)
		       : 0;
}

// The one row of a statement, which the person may see; *found is 0 where there is none.
static int one(
	struct session *session, struct stmt *row, struct challenge *challenge, int *found)
{
	struct subject subject;

	*found = row ? stmt_next(row) : -1;
	if (*found != 1)
		return *found;
	row_read(row, challenge);
	stmt_done(row);
	subject = challenge_subject(challenge);
	if (!require(session, RIGHT_CHALLENGE, &subject))
		return 0;
	challenge_finish(challenge);
	return -1;
}

int challenge_load(struct session *session, int64_t id, struct challenge *challenge)
{
	struct stmt *row;
	int found;

	if (require(session, RIGHT_CHALLENGE, NULL))
		return -1;
	row = db_query(session->db, QUERY_CHALLENGE_GET,
		ARGS(INT("id", id), INT("user", session->me.id)));
	if (one(session, row, challenge, &found))
		return -1;
	return found ? 0 : fail(ERROR_MISSING, "that audit is not on an agenda any more");
}

int challenge_find(struct session *session, const char *month, const char *audit_ref,
	struct challenge *challenge)
{
	struct stmt *row;
	int found;

	if (require(session, RIGHT_CHALLENGE, NULL))
		return -1;
	row = db_query(session->db, QUERY_CHALLENGE_FIND,
		ARGS(TEXT("month", month), TEXT("ref", audit_ref),
			INT("user", session->me.id)));
	if (one(session, row, challenge, &found))
		return -1;
	if (!found)
		return fail(ERROR_MISSING,
			"audit %s is not on the agenda of %s: 'caseaudit challenge list' shows "
			"what is",
			audit_ref, month);
	return 0;
}

int challenge_meetings(struct session *session, struct challenge_meeting *list, int max)
{
	struct stmt *row;
	int count = 0, more = -1;

	if (require(session, RIGHT_CHALLENGE, NULL))
		return -1;
	row = db_query(session->db, QUERY_CHALLENGE_MEETINGS, ARGS(CHALLENGE_SEEN(session)));
	while (row && count < max && (more = stmt_next(row)) == 1) {
		struct date_range month;

		list[count] = (struct challenge_meeting){
			.audits = stmt_int(row, 1),
			.waiting = stmt_int(row, 2),
			.confirmed = stmt_int(row, 3),
			.challenged = stmt_int(row, 4),
			.deferred = stmt_int(row, 5),
			.met_on = stmt_date(row, 6),
		};
		if (date_parse_month(stmt_text(row, 0), &month) == 0)
			date_month(month.first, list[count].month);
		count++;
	}
	if (more == 1)
		stmt_done(row);
	return more < 0 ? -1 : count;
}

int challenge_trail(struct session *session, const struct challenge *challenge,
	const char *verb, const char *field, const char *old, const char *new)
{
	char *record = xasprintf("audit %s", challenge->audit_ref);
	int result = trail_append(session, &(struct act){.verb = verb,
						   .record = record,
						   .audit_id = challenge->audit_id,
						   .service_id = challenge->service_id,
						   .field = field,
						   .old = old,
						   .new = new});

	free(record);
	return result;
}

int challenge_put(struct session *session, const struct challenge *challenge, int64_t sample_id)
{
	struct bind sample = {.name = "sample",
		.type = sample_id ? BIND_INT : BIND_NULL,
		.number = sample_id};
	char *how;
	int result;

	if (db_run(session->db, QUERY_CHALLENGE_PUT,
		    ARGS(TEXT("month", challenge->month), INT("audit", challenge->audit_id),
			    sample, TEXT("why", challenge->why))))
		return -1;
	if (!db_changes(session->db))
		return 0;
	how = challenge_how(challenge);
	result = challenge_trail(session, challenge, "challenge", challenge->month, NULL, how);
	free(how);
	return result;
}

// Whether a text that people type says something and may be stored.
static int text_said(const char *text, const char *name, const char *ask)
{
	if (!text[strspn(text, " \t\n")])
		return fail(ERROR_DATA, "%s", ask);
	return text_check(text, strlen(text), TEXT_LINES, name);
}

// An audit that may come onto an agenda.
static int audit_find(struct session *session, const char *ref, const char *month,
	struct challenge *challenge)
{
	struct stmt *row = db_query(session->db, QUERY_CHALLENGE_AUDIT,
		ARGS(TEXT("ref", ref), TEXT("month", month)));
	int found = row ? stmt_next(row) : -1;
	const char *other;

	if (found < 0)
		return -1;
	if (found == 0)
		return fail(ERROR_MISSING,
			"there is no audit %s: 'caseaudit list audits' shows them", ref);
	challenge->audit_id = stmt_int(row, 0);
	challenge->service_id = stmt_int(row, 1);
	other = stmt_text_or_null(row, 5);
	found = 0;
	if (stmt_int(row, 3))
		found = fail(ERROR_DATA,
			"the moderator of audit %s has not graded it yet: wait until they have",
			ref);
	else if (!stmt_int(row, 4) || stmt_int(row, 2) < AUDIT_SUBMITTED ||
		 stmt_int(row, 2) == AUDIT_WITHDRAWN)
		found = fail(ERROR_DATA,
			"audit %s is not Inadequate: Confirm and Challenge looks at those that "
			"are",
			ref);
	else if (other)
		found = fail(ERROR_CREATE,
			"audit %s is on the agenda of %s already: leave it there, or record "
			"an outcome first",
			ref, other);
	stmt_done(row);
	return found;
}

static int add(
	struct session *session, const char *audit_ref, const char *month, const char *why)
{
	struct challenge challenge = {.month = (char *)month,
		.audit_ref = (char *)audit_ref,
		.sample = (char *)"",
		.why = (char *)why};

	return audit_find(session, audit_ref, month, &challenge) ||
			       challenge_put(session, &challenge, 0)
		       ? -1
		       : 0;
}

int challenge_add(
	struct session *session, const char *audit_ref, const char *month, const char *why)
{
	struct date_range range;

	if (require(session, RIGHT_SAMPLE, NULL))
		return -1;
	if (date_parse_month(month, &range))
		return fail(ERROR_USAGE, "%s is no month: write it as 2026-10", month);
	if (text_said(why, "the reason", "say why it is put on the agenda by hand") ||
		session_begin(session))
		return -1;
	return db_end(session->db, add(session, audit_ref, month, why));
}

// The next month, as an agenda is named.
static void month_after(const char *month, char next[static DATE_TEXT])
{
	struct date_range range;

	if (date_parse_month(month, &range) == 0)
		date_month(date_add_months(range.first, 1), next);
}

// What was put off stands on the next agenda, unless it does already.
static int put_off(struct session *session, const struct challenge *challenge)
{
	char next[DATE_TEXT] = "", *why = xasprintf("deferred in %s", challenge->month);
	struct challenge again = *challenge;
	int result;

	month_after(challenge->month, next);
	again.month = next;
	again.sample = (char *)"";
	again.why = why;
	result = challenge_put(session, &again, 0);
	free(why);
	return result;
}

static int word_check(const struct session *session, const struct challenge_word *word)
{
	char day[DATE_TEXT];

	if (word->outcome == CHALLENGE_WAITS)
		return fail(
			ERROR_DATA, "which outcome? It is confirmed, challenged or deferred");
	if (text_said(word->discussed, "what was discussed",
		    "say what the meeting discussed: who reads it later was not there"))
		return -1;
	if (word->outcome == CHALLENGE_CHALLENGED &&
		text_said(word->follows, "what follows",
			"say what follows: a challenge that nothing follows from helps no "
			"child"))
		return -1;
	if (text_check(word->follows, strlen(word->follows), TEXT_LINES, "what follows"))
		return -1;
	if (word->met_on != DATE_NONE && word->met_on > session->today)
		return fail(ERROR_DATA,
			"%s is to come: give the day on which the meeting was held",
			date_show(word->met_on, day));
	return 0;
}

static int revision_check(struct session *session, const struct challenge *challenge,
	const struct challenge_word *word)
{
	char moment[32];

	if (!word->revision || word->revision == challenge->revision)
		return 0;
	return fail(ERROR_BUSY,
		"%s recorded \"%s\" for audit %s at %s, after you saw revision %d (it is %d "
		"now): look at it, then record yours again",
		challenge->recorded_by, challenge_outcome_name(challenge->outcome),
		challenge->audit_ref,
		session_show_moment(session, challenge->recorded_at, moment), word->revision,
		challenge->revision);
}

// A row in the trail for each thing that changed.
static int word_trail(struct session *session, const struct challenge *challenge,
	const struct challenge_word *word, date met_on)
{
	bool first = challenge->outcome == CHALLENGE_WAITS;
	char was[DATE_TEXT], is[DATE_TEXT];
	const struct {
		const char *field, *old, *new;
	} rows[] = {
		{"outcome", first ? "" : challenge_outcome_name(challenge->outcome),
			challenge_outcome_name(word->outcome)},
		{"discussed", challenge->discussed, word->discussed},
		{"follows", challenge->follows, word->follows},
		{"met_on", first ? "" : date_iso(challenge->met_on, was), date_iso(met_on, is)},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *field;
		int result;

		if (strcmp(rows[i].old, rows[i].new) == 0)
			continue;
		field = xasprintf("%s %s", challenge->month, rows[i].field);
		result = challenge_trail(session, challenge, "challenge", field,
			*rows[i].old ? rows[i].old : NULL, rows[i].new);
		free(field);
		if (result)
			return -1;
	}
	return 0;
}

static int word_write(struct session *session, const struct challenge *challenge,
	const struct challenge_word *word)
{
	date met_on = word->met_on == DATE_NONE ? session->today : word->met_on;
	char now[MOMENT_TEXT];

	if (revision_check(session, challenge, word) ||
		db_run(session->db, QUERY_CHALLENGE_WRITE,
			ARGS(INT("outcome", word->outcome), TEXT("discussed", word->discussed),
				TEXT("follows", word->follows), DAY("met_on", met_on),
				INT("user", session->me.id),
				TEXT("at", session_now(session, now)),
				INT("id", challenge->id))) ||
		word_trail(session, challenge, word, met_on))
		return -1;
	return word->outcome == CHALLENGE_DEFERRED ? put_off(session, challenge) : 0;
}

int challenge_record(struct session *session, int64_t id, const struct challenge_word *word)
{
	struct challenge challenge = {0};
	int result;

	if (require(session, RIGHT_CHALLENGE, NULL) || word_check(session, word) ||
		session_begin(session))
		return -1;
	result =
		challenge_load(session, id, &challenge) || word_write(session, &challenge, word)
			? -1
			: 0;
	challenge_finish(&challenge);
	return db_end(session->db, result);
}
