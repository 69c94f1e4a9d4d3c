// SPDX-License-Identifier: MIT
// Grading in a calibration round: by oneself, until it is sealed.
#include <string.h>

#include "core/calibration-private.h"
#include "core/text.h"
#include "db/error.h"

// What an act needs of a round.
enum need {
	NEED_OPEN = 0,
	NEED_DAY = 1, // its day has not gone by
};

static int state_check(struct session *session, const struct calibration *calibration,
	struct stmt *row, enum need need)
{
	char day[DATE_TEXT];

	if (!stmt_int(row, 2))
		return fail(ERROR_DENIED, "%s is not in calibration round %s: QA says who is",
			session->me.login, calibration->name);
	if (!stmt_is_null(row, 1))
		return fail(ERROR_DATA, "calibration round %s was closed on %s",
			calibration->name, date_show(stmt_date(row, 1), day));
	if (!stmt_is_null(row, 3))
		return fail(ERROR_DATA,
			"your grades in calibration round %s are sealed: they stand as they "
			"are",
			calibration->name);
	if (need == NEED_DAY && stmt_date(row, 0) < session->today)
		return fail(ERROR_DATA,
			"calibration round %s took grades up to %s: what you gave can still be "
			"sealed",
			calibration->name, date_show(stmt_date(row, 0), day));
	return 0;
}

// Begins the act of somebody who grades: -1 (nothing begun) where they may not, now.
static int begin(struct session *session, const struct calibration *calibration, enum need need)
{
	struct stmt *row;
	int found, result = -1;

	if (session_begin(session))
		return -1;
	row = db_query(session->db, QUERY_CALIBRATION_GUARD,
		ARGS(INT("user", session->me.id), INT("calibration", calibration->id)));
	found = row ? stmt_next(row) : -1;
	if (found == 0)
		fail(ERROR_MISSING, "calibration round %s is gone", calibration->name);
	if (found == 1) {
		result = state_check(session, calibration, row, need);
		stmt_done(row);
	}
	return result ? db_end(session->db, -1) : 0;
}

static int end(struct session *session, struct calibration *calibration, int result)
{
	if (db_end(session->db, result))
		return -1;
	return calibration_reload(session, calibration);
}

// Nobody was quicker: another window of the same person.
static int revision_check(
	struct session *session, const struct calibration *calibration, int domain)
{
	const struct domain *of = &calibration->template->domains[domain];
	int64_t revision = 0;

	if (db_int(session->db, QUERY_CALIBRATION_REVISION,
		    ARGS(INT("calibration", calibration->id), INT("user", session->me.id),
			    INT("domain", of->id)),
		    &revision) < 0)
		return -1;
	if (revision == calibration->auditors[calibration->me].revisions[domain])
		return 0;
	return fail(ERROR_BUSY,
		"you changed %s in another window meanwhile: look at it, then try again",
		of->name);
}

static int put(struct session *session, const struct calibration *calibration, int domain,
	enum grade grade, const char *rationale)
{
	char now[MOMENT_TEXT];
	struct bind value = {.name = "grade",
		.type = grade == GRADE_NONE ? BIND_NULL : BIND_INT,
		.number = grade};

	return db_run(session->db, QUERY_CALIBRATION_PUT,
		ARGS(INT("calibration", calibration->id), INT("user", session->me.id),
			INT("domain", calibration->template->domains[domain].id), value,
			TEXT("rationale", rationale), TEXT("at", session_now(session, now))));
}

static int grade_check(const struct calibration *calibration, int domain, enum grade grade)
{
	const struct domain *of = &calibration->template->domains[domain];

	if (grade == GRADE_NOT_APPLICABLE && !of->allows_na)
		return fail(ERROR_DATA, "%s applies to every child: choose a grade", of->name);
	return 0;
}

int calibration_grade(
	struct session *session, struct calibration *calibration, int domain, enum grade grade)
{
	const struct calibration_auditor *me;
	int result;

	if (grade_check(calibration, domain, grade) || begin(session, calibration, NEED_DAY))
		return -1;
	me = &calibration->auditors[calibration->me];
	result = revision_check(session, calibration, domain);
	if (!result && me->grades[domain] != grade)
		result = put(session, calibration, domain, grade, me->rationales[domain]) ||
					 calibration_trail(session, calibration->name, "grade",
						 calibration->template->domains[domain].code,
						 NULL)
				 ? -1
				 : 0;
	return end(session, calibration, result);
}

int calibration_reason(struct session *session, struct calibration *calibration, int domain,
	const char *rationale)
{
	const struct calibration_auditor *me;
	int result;

	if (text_check(rationale, strlen(rationale), TEXT_LINES, "the reason") ||
		begin(session, calibration, NEED_DAY))
		return -1;
	me = &calibration->auditors[calibration->me];
	result = revision_check(session, calibration, domain);
	if (!result && strcmp(me->rationales[domain], rationale) != 0)
		result = put(session, calibration, domain, me->grades[domain], rationale);
	return end(session, calibration, result);
}

static int seal(struct session *session, struct calibration *calibration)
{
	char now[MOMENT_TEXT];

	if (calibration_reload(session, calibration))
		return -1;
	for (size_t i = 0; i < calibration->template->domain_count; i++)
		if (calibration->auditors[calibration->me].grades[i] == GRADE_NONE)
			return fail(ERROR_DATA, "%s has no grade yet: give it one, then seal",
				calibration->template->domains[i].name);
	if (db_run(session->db, QUERY_CALIBRATION_SEALED,
		    ARGS(TEXT("at", session_now(session, now)),
			    INT("calibration", calibration->id), INT("user", session->me.id))))
		return -1;
	return calibration_trail(session, calibration->name, "seal", NULL, NULL);
}

int calibration_seal(struct session *session, struct calibration *calibration)
{
	if (begin(session, calibration, NEED_OPEN))
		return -1;
	return end(session, calibration, seal(session, calibration));
}
