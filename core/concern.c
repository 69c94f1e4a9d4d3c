// SPDX-License-Identifier: MIT
// The child may be at risk now: not a grade but a flag of its own, raised at once.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/access.h"
#include "core/audit-private.h"
#include "core/loop.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

// The columns behind those of the fragment, of concern_open only.
enum { DUE_AT = 13, TEAM, SERVICE, LEAD, PEER, STATE };

static char *due_text(
	const struct session *session, const struct concern_hours *hours, const char *raised_at)
{
	char text[MOMENT_TEXT];
	time_t raised;

	if (moment_parse(raised_at, &raised))
		return xstrdup(raised_at);
	return xstrdup(moment_text(concern_due(session->holidays, hours, raised), text));
}

// When it is due and how far up it has gone. Those of older versions have no clock of their own: they are given what
// the settings say now.
static void clock_read(struct session *session, struct stmt *row, struct concern *concern)
{
	struct concern_hours hours;
	time_t due;

	if (!stmt_is_null(row, DUE_AT))
		concern->due_at = xstrdup(stmt_text(row, DUE_AT));
	else if (!concern_hours_load(session, &hours))
		concern->due_at = due_text(session, &hours, concern->raised_at);
	else
		concern->due_at = xstrdup(concern->raised_at);
	if (!concern->answered && !moment_parse(concern->due_at, &due))
		concern->level = concern_level(session->holidays, due, session_time(session));
}

void concern_read(struct session *session, struct stmt *row, struct concern *concern)
{
	*concern = (struct concern){
		.id = stmt_int(row, 0),
		.audit_id = stmt_int(row, 1),
		.audit_ref = xstrdup(stmt_text(row, 2)),
		.case_ref = xstrdup(stmt_text(row, 3)),
		.prompt_id = stmt_int(row, 4),
		.what = xstrdup(stmt_text(row, 5)),
		.told_whom = xstrdup(stmt_text(row, 6)),
		.told_at = xstrdup(stmt_text(row, 7)),
		.raised_by = xstrdup(stmt_text(row, 8)),
		.raised_at = xstrdup(stmt_text(row, 9)),
		.done = xstrdup(stmt_text(row, 10)),
		.done_by = xstrdup(stmt_text(row, 11)),
		.done_at = xstrdup(stmt_text(row, 12)),
		.answered = !stmt_is_null(row, 12),
	};
	clock_read(session, row, concern);
}

void concern_finish(struct concern *concern)
{
	char *texts[] = {concern->audit_ref, concern->case_ref, concern->what,
		concern->told_whom, concern->told_at, concern->raised_by, concern->raised_at,
		concern->done, concern->done_by, concern->done_at, concern->due_at,
		concern->asked};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
	*concern = (struct concern){0};
}

static int said(const char *text, enum text_kind kind, const char *label)
{
	if (text_check(text, strlen(text), kind, label))
		return -1;
	if (!text[strspn(text, " \t\n")])
		return fail(ERROR_DATA, "a safety concern says %s", label);
	return 0;
}

// The moment as it can be read next week: "today" and "yesterday" are days only on the day they are said,
// and a bare time is one of today. To be freed.
static char *when_told(const struct session *session, const char *text)
{
	static const struct {
		const char *word;
		int days;
	} words[] = {{"today", 0}, {"yesterday", -1}};
	char day[DATE_TEXT];
	int digits = 0;

	for (size_t i = 0; i < LENGTH(words); i++) {
		size_t length = strlen(words[i].word);

		if (strncasecmp(text, words[i].word, length) == 0 &&
			!isalpha((unsigned char)text[length]) && text[length] != '\'')
			return xasprintf("%s%s", date_show(session->today + words[i].days, day),
				text + length);
	}
	if (sscanf(text, "%*2d%*1[:.]%*2d%n", &digits) == 0 && digits && !text[digits])
		return xasprintf("%s %s", date_show(session->today, day), text);
	return xstrdup(text);
}

static int raise_it(struct change *change, const struct concern_hours *hours, int64_t prompt_id,
	const char *what, const char *told_whom, const char *told_at)
{
	struct session *session = change->session;
	char *due = due_text(session, hours, change->now);
	char *words = xasprintf("%s | told: %s, %s", what, told_whom, told_at);
	struct bind prompt = {.name = "prompt",
		.type = prompt_id ? BIND_INT : BIND_NULL,
		.number = prompt_id};
	struct bind audit = INT("audit", change->audit->id);
	int result = audit_trail(session, change->audit, "concern", "concern", NULL, words);

	free(words);
	if (!result)
		result = db_run(session->db, QUERY_CONCERN_ADD,
			ARGS(audit, prompt, TEXT("what", what), TEXT("told_whom", told_whom),
				TEXT("told_at", told_at), INT("user", session->me.id),
				TEXT("at", change->now), TEXT("due_at", due)));
	free(due);
	if (result)
		return -1;
	if (db_run(session->db, QUERY_AUDIT_AT_RISK, ARGS(audit)) ||
		loop_raised(session, change->audit->id))
		return -1;
	if (change->state == AUDIT_CLOSED) // not any more
		change->state = change->audit->moderated_on == DATE_NONE ? AUDIT_SUBMITTED
									 : AUDIT_MODERATED;
	return 0;
}

int concern_raise(struct session *session, struct audit *audit, int64_t prompt_id,
	const char *what, const char *told_whom, const char *told_at)
{
	struct concern_hours hours;
	struct change change;
	char *when;
	int result;

	if (said(what, TEXT_LINES, "what is wrong") ||
		said(told_whom, TEXT_LINE, "who was told") ||
		said(told_at, TEXT_LINE, "when they were told"))
		return -1;
	if (prompt_id && !template_prompt_by_id(audit->template, prompt_id))
		return fail(ERROR_MISSING, "audit %s has no such prompt: see its template",
			audit->ref);
	if (concern_hours_load(session, &hours) ||
		change_begin(&change, session, audit, RIGHT_SEE, false))
		return -1;
	when = when_told(session, told_at);
	result = change_end(
		&change, raise_it(&change, &hours, prompt_id, what, told_whom, when));
	free(when);
	if (result)
		return -1;
	audit->at_risk = true;
	if (audit->state != AUDIT_CLOSED)
		audit->closed_on = DATE_NONE;
	return lists_load(session, audit);
}

// The audit that a concern is about, as far as its rights and its trail go.
static int concern_load(
	struct session *session, int64_t id, struct audit *audit, bool *answered)
{
	struct stmt *row = db_query(session->db, QUERY_CONCERN_GET, ARGS(INT("id", id)));
	int found = row ? stmt_next(row) : -1;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING, "there is no such concern: look again");
	audit->id = stmt_int(row, 0);
	audit->ref = xstrdup(stmt_text(row, 1));
	audit->lead_id = stmt_int(row, 2);
	audit->peer_id = stmt_int(row, 3);
	audit->team_id = stmt_int(row, 4);
	audit->service_id = stmt_int(row, 5);
	audit->state = (enum audit_state)stmt_int(row, 6);
	*answered = !stmt_is_null(row, 7);
	stmt_done(row);
	return 0;
}

static int may_answer(struct session *session, const struct audit *audit)
{
	struct subject subject = audit_subject(audit);

	if (part_of(session, audit->lead_id, 0) == PART_LEAD)
		return 0;
	return require(session, RIGHT_LOOP, &subject);
}

static int answer_it(
	struct session *session, int64_t id, const struct audit *audit, const char *done)
{
	char now[MOMENT_TEXT];

	if (audit_trail(session, audit, "answer", "concern", NULL, done) ||
		db_run(session->db, QUERY_CONCERN_ANSWER,
			ARGS(TEXT("done", done), INT("user", session->me.id),
				TEXT("at", session_now(session, now)), INT("id", id))))
		return -1;
	if (db_run(session->db, QUERY_AUDIT_AT_RISK, ARGS(INT("audit", audit->id))))
		return -1;
	return loop_close(session, audit->id);
}

int concern_answer(struct session *session, int64_t concern_id, const char *done)
{
	struct audit *audit;
	bool answered = false;
	int result;

	if (said(done, TEXT_LINES, "what was done") || session_begin(session))
		return -1;
	audit = xcalloc(1, sizeof(*audit));
	result = concern_load(session, concern_id, audit, &answered);
	if (!result)
		result = may_answer(session, audit);
	if (!result && answered)
		result = fail(ERROR_BUSY,
			"somebody answered this concern first: look at what they did");
	if (!result)
		result = answer_it(session, concern_id, audit, done);
	audit_destroy(audit);
	return db_end(session->db, result);
}

bool concern_asks(const struct staff *staff, int64_t user_id, enum concern_level level,
	int64_t team_id, int64_t service_id)
{
	static const enum concern_level from[] = {[RUNG_TEAM] = CONCERN_IN_TIME,
		[RUNG_SERVICE] = CONCERN_IN_TIME,
		[RUNG_HEAD] = CONCERN_OVERDUE,
		[RUNG_DIRECTOR] = CONCERN_DIRECTOR};

	for (enum rung rung = RUNG_TEAM; rung < RUNG_NOBODY; rung++) {
		enum rung held = staff_rung(staff, rung, team_id, service_id);

		if (level >= from[rung] && held != RUNG_NOBODY &&
			staff_holds(staff, user_id, held, team_id, service_id))
			return true;
	}
	return false;
}

// Who it was passed on to last.
static void asked_find(struct concern *concern, const struct staff *staff, struct stmt *row)
{
	static const enum rung rungs[] = {[CONCERN_IN_TIME] = RUNG_TEAM,
		[CONCERN_OVERDUE] = RUNG_HEAD,
		[CONCERN_DIRECTOR] = RUNG_DIRECTOR};
	int64_t team = stmt_int(row, TEAM), service = stmt_int(row, SERVICE);

	concern->rung = staff_rung(staff, rungs[concern->level], team, service);
	concern->asked = staff_names(staff, concern->rung, team, service);
}

// Directors hear of what was not answered in time.
static bool is_told(const struct session *session, const struct concern *concern,
	const struct subject *subject)
{
	return concern->level > CONCERN_IN_TIME || rung_of(session->me.post) != RUNG_DIRECTOR ||
	       session->me.roles & ROLE_QA ||
	       part_of(session, subject->lead_id, subject->peer_id) != PART_NONE;
}

// Whether it is one that the person is to know of.
static bool open_read(struct session *session, const struct staff *staff, struct stmt *row,
	struct concern *concern)
{
	struct subject subject = {
		.team_id = stmt_int(row, TEAM),
		.service_id = stmt_int(row, SERVICE),
		.lead_id = stmt_int(row, LEAD),
		.peer_id = stmt_int(row, PEER),
		.submitted = stmt_int(row, STATE) >= AUDIT_SUBMITTED,
	};

	concern_read(session, row, concern);
	concern->sees = may(session, RIGHT_SEE, &subject);
	asked_find(concern, staff, row);
	if (is_told(session, concern, &subject))
		return true;
	concern_finish(concern);
	return false;
}

int64_t concern_team_managed(const struct session *session)
{
	bool manages =
		session->me.roles & ROLE_AUDITOR && rung_of(session->me.post) == RUNG_TEAM;

	return manages ? session->me.team_id : 0;
}

int concern_open(struct session *session, struct concern *list, int max)
{
	struct staff *staff = staff_load(session);
	struct stmt *row =
		staff ? db_query(session->db, QUERY_CONCERN_OPEN,
				ARGS(SEEN(session),
					INT("managed", concern_team_managed(session)),
					INT("count", max)))
		      : NULL;
	int count = 0, more = -1;

	while (row && (more = stmt_next(row)) == 1)
		count += open_read(session, staff, row, &list[count]);
	staff_destroy(staff);
	return more < 0 ? -1 : count;
}
