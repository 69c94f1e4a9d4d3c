// SPDX-License-Identifier: MIT
// Calibration rounds: opening, closing and finding them.
#include <stdlib.h>
#include <string.h>

#include "core/calibration-private.h"
#include "core/case-worker.h"
#include "core/notice.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

int calibration_trail(struct session *session, const char *name, const char *verb,
	const char *field, const char *new)
{
	char *record = xasprintf("calibration %s", name);
	int result = trail_append(session,
		&(struct act){.verb = verb, .record = record, .field = field, .new = new});

	free(record);
	return result;
}

// A round to be opened.
struct plan {
	const struct calibration_request *request;
	const struct template *template;
	int64_t casefile_id, id;
	int64_t *users; // as request->logins
};

static int name_check(struct session *session, const char *name)
{
	size_t length = strlen(name);
	int64_t id;
	int found;

	if (text_check(name, length, TEXT_LINE, "the name of the round"))
		return -1;
	if (!name[strspn(name, " ")])
		return fail(ERROR_DATA, "a round needs a name: give it one");
	if (length > CALIBRATION_NAME_MAX)
		return fail(ERROR_DATA, "the name of the round is longer than %d letters",
			CALIBRATION_NAME_MAX);
	found = db_int(session->db, QUERY_CALIBRATION_FIND, ARGS(TEXT("name", name)), &id);
	if (found == 1)
		return fail(ERROR_CREATE,
			"there is a calibration round %s: give this one another name", name);
	return found;
}

static int case_find(struct session *session, const char *ref, int64_t *id)
{
	int found = db_int(session->db, QUERY_CASE_FOR_AUDIT, ARGS(TEXT("ref", ref)), id);

	if (found == 0)
		return fail(ERROR_MISSING, "there is no case %s: import the cases first", ref);
	return found < 0 ? -1 : 0;
}

// What the row of a person tells against them.
static int person_check(const char *login, struct stmt *row)
{
	if (!stmt_int(row, 3))
		return fail(ERROR_DATA, "%s has left: choose somebody else", login);
	if (!(stmt_int(row, 2) & (ROLE_AUDITOR | ROLE_MODERATOR | ROLE_QA)))
		return fail(ERROR_DATA,
			"%s is no auditor, senior manager or of QA: choose somebody else",
			login);
	return 0;
}

static int person_find(
	struct session *session, const struct plan *plan, const char *login, int64_t *id)
{
	struct stmt *row =
		db_query(session->db, QUERY_CALIBRATION_PERSON, ARGS(TEXT("login", login)));
	int found = row ? stmt_next(row) : -1, worked;
	char *name;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING,
					   "there is no user %s: 'caseaudit user list' shows "
					   "them",
					   login);
	*id = stmt_int(row, 0);
	name = xstrdup(stmt_text(row, 1));
	worked = person_check(login, row);
	stmt_done(row);
	if (!worked)
		worked = case_worked_on(session, plan->casefile_id, login, name);
	free(name);
	if (worked == 1)
		return fail(ERROR_DATA, "%s works or worked on case %s: choose somebody else",
			login, plan->request->case_ref);
	return worked;
}

static int people_find(struct session *session, struct plan *plan)
{
	const struct calibration_request *request = plan->request;

	if (request->count < 2)
		return fail(ERROR_DATA,
			"a round compares people: name two or more who are to grade");
	plan->users = xcalloc(request->count, sizeof(*plan->users));
	for (size_t i = 0; i < request->count; i++) {
		if (person_find(session, plan, request->logins[i], &plan->users[i]))
			return -1;
		for (size_t j = 0; j < i; j++)
			if (plan->users[j] == plan->users[i])
				return fail(ERROR_DATA, "%s is named twice: leave one out",
					request->logins[i]);
	}
	return 0;
}

static int plan_make(struct session *session, struct plan *plan)
{
	const struct calibration_request *request = plan->request;
	char day[DATE_TEXT];

	if (name_check(session, request->name) ||
		case_find(session, request->case_ref, &plan->casefile_id))
		return -1;
	if (request->due_on < session->today)
		return fail(ERROR_DATA, "%s has gone by: choose a day to come",
			date_show(request->due_on, day));
	plan->template = template_in_force(session, request->template, session->today);
	return plan->template ? people_find(session, plan) : -1;
}

static int insert_people(struct session *session, const struct plan *plan)
{
	char day[DATE_TEXT];
	char *words = xasprintf("calibration round %s: grade case %s by %s, by yourself",
		plan->request->name, plan->request->case_ref,
		date_show(plan->request->due_on, day));
	int result = 0;

	for (size_t i = 0; i < plan->request->count && !result; i++)
		result = db_run(session->db, QUERY_CALIBRATION_AUDITOR_ADD,
				 ARGS(INT("calibration", plan->id),
					 INT("user", plan->users[i]))) ||
					 notice_give(session, plan->users[i], 0, "calibration",
						 words)
				 ? -1
				 : 0;
	free(words);
	return result;
}

static int insert_trail(struct session *session, const struct plan *plan)
{
	const struct calibration_request *request = plan->request;
	char day[DATE_TEXT];
	char *words = xasprintf("case %s, template %s %d, due %s, graded by", request->case_ref,
		plan->template->name, plan->template->version, date_iso(request->due_on, day));
	int result;

	for (size_t i = 0; i < request->count; i++) {
		char *longer = xasprintf("%s%s %s", words, i ? "," : "", request->logins[i]);

		free(words);
		words = longer;
	}
	result = calibration_trail(session, request->name, "start", NULL, words);
	free(words);
	return result;
}

static int insert(struct session *session, struct plan *plan)
{
	const struct calibration_request *request = plan->request;

	if (db_run(session->db, QUERY_CALIBRATION_ADD,
		    ARGS(TEXT("name", request->name), INT("casefile", plan->casefile_id),
			    INT("template", plan->template->id), DAY("due", request->due_on),
			    DAY("today", session->today), INT("user", session->me.id))))
		return -1;
	plan->id = db_last_id(session->db);
	return insert_people(session, plan) || insert_trail(session, plan) ? -1 : 0;
}

int calibration_start(struct session *session, const struct calibration_request *request)
{
	struct plan plan = {.request = request};
	int result;

	if (require(session, RIGHT_SAMPLE, NULL) || session_begin(session))
		return -1;
	result = plan_make(session, &plan) || insert(session, &plan) ? -1 : 0;
	free(plan.users);
	return db_end(session->db, result);
}

// "VOICE Good, ASSESS Requires Improvement ...". Yours.
static char *grades_text(const struct calibration *calibration, size_t auditor)
{
	char *text = xstrdup("");

	for (size_t i = 0; i < calibration->template->domain_count; i++) {
		char *longer = xasprintf("%s%s%s %s", text, i ? ", " : "",
			calibration->template->domains[i].code,
			grade_name(calibration->auditors[auditor].grades[i]));

		free(text);
		text = longer;
	}
	return text;
}

// What was kept out of the trail while it could have told others.
static int close_trail(struct session *session, const struct calibration *calibration)
{
	int result = calibration_trail(session, calibration->name, "close", NULL, NULL);

	for (size_t i = 0; i < calibration->auditor_count && !result; i++) {
		char *text;

		if (!calibration->auditors[i].sealed_at)
			continue;
		text = grades_text(calibration, i);
		result = calibration_trail(session, calibration->name, "close",
			calibration->auditors[i].login, text);
		free(text);
	}
	return result;
}

static int close_tell(struct session *session, const struct calibration *calibration)
{
	char *words = xasprintf(
		"calibration round %s is closed: its grades can be seen", calibration->name);
	int result = 0;

	for (size_t i = 0; i < calibration->auditor_count && !result; i++)
		result = notice_give(
			session, calibration->auditors[i].user_id, 0, "calibration", words);
	free(words);
	return result;
}

static int close_now(struct session *session, struct calibration *calibration)
{
	char day[DATE_TEXT];

	if (calibration_reload(session, calibration))
		return -1;
	if (calibration->closed_on != DATE_NONE)
		return fail(ERROR_DATA, "calibration round %s was closed on %s",
			calibration->name, date_show(calibration->closed_on, day));
	if (db_run(session->db, QUERY_CALIBRATION_CLOSED,
		    ARGS(DAY("today", session->today), INT("calibration", calibration->id))) ||
		calibration_reload(session, calibration))
		return -1;
	return close_trail(session, calibration) || close_tell(session, calibration) ? -1 : 0;
}

int calibration_close(struct session *session, struct calibration *calibration)
{
	int result;

	if (require(session, RIGHT_SAMPLE, NULL) || session_begin(session))
		return -1;
	result = db_end(session->db, close_now(session, calibration));
	return calibration_reload(session, calibration) ? -1 : result;
}
