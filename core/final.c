// SPDX-License-Identifier: MIT
// The grade that counts in the end, and what happens when it becomes another one.
#include <stdlib.h>

#include "core/final.h"
#include "core/loop.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

enum grade final_grade(const struct audit *audit, int domain)
{
	static const enum part last_word[] = {PART_SETTLER, PART_MODERATOR, PART_LEAD};

	for (size_t i = 0; i < LENGTH(last_word) && audit->completed_on != DATE_NONE; i++)
		if (audit->judgements[last_word[i]][domain].grade != GRADE_NONE)
			return audit->judgements[last_word[i]][domain].grade;
	return GRADE_NONE;
}

struct final {
	enum grade before, after;
	char *ref;
	int64_t service_id;
	bool overall; // the template has an overall grade
	bool stepped; // it was given rules for its steps
};

static int final_read(struct session *session, int64_t audit_id, struct final *final)
{
	struct stmt *row =
		db_query(session->db, QUERY_FINAL_OVERALL, ARGS(INT("audit", audit_id)));
	int found = row ? stmt_next(row) : -1;

	if (found <= 0)
		return found < 0 ? -1 : fail(ERROR_MISSING, "there is no such audit");
	*final = (struct final){
		.before = (enum grade)stmt_int_or(row, 0, GRADE_NONE),
		.after = (enum grade)stmt_int_or(row, 1, GRADE_NONE),
		.ref = xstrdup(stmt_text(row, 2)),
		.service_id = stmt_int(row, 3),
		.overall = !stmt_is_null(row, 4),
		.stepped = !stmt_is_null(row, 5),
	};
	stmt_done(row);
	return 0;
}

static const char *name_or_null(enum grade grade)
{
	return grade == GRADE_NONE ? NULL : grade_name(grade);
}

static int final_write(struct session *session, int64_t audit_id, const struct final *final)
{
	char *record = xasprintf("audit %s", final->ref);
	struct bind grade = {.name = "final",
		.type = final->after == GRADE_NONE ? BIND_NULL : BIND_INT,
		.number = final->after};
	int result = db_run(
		session->db, QUERY_FINAL_OVERALL_PUT, ARGS(grade, INT("audit", audit_id)));

	if (!result)
		result = trail_append(session, &(struct act){.verb = "final",
						       .record = record,
						       .audit_id = audit_id,
						       .service_id = final->service_id,
						       .field = "final_overall",
						       .old = name_or_null(final->before),
						       .new = name_or_null(final->after)});
	free(record);
	return result;
}

// The grade that the loop went by until now; *known is false for an audit of before there were steps, whose
// template has no overall grade.
static int loop_before(struct session *session, int64_t audit_id, const struct final *final,
	enum grade *before, bool *known)
{
	int64_t grade;
	int found;

	*before = final->before;
	*known = final->overall || final->stepped;
	if (final->overall)
		return 0;
	found = db_int(
		session->db, QUERY_LOOP_LAST_GRADE, ARGS(INT("audit", audit_id)), &grade);
	*before = found == 1 ? (enum grade)grade : GRADE_NONE;
	return found < 0 ? -1 : 0;
}

// What an open step is cancelled for, and a new one starts from. Yours.
static char *why_words(const struct session *session, enum final_cause cause, enum grade before,
	enum grade after)
{
	static const char *const causes[] = {
		[FINAL_SUBMISSION] = "submission",
		[FINAL_AMENDMENT] = "amendment",
		[FINAL_MODERATION] = "moderation",
		[FINAL_SETTLEMENT] = "settlement",
	};
	char day[DATE_TEXT];

	if (before == GRADE_NONE)
		return xasprintf("%s on %s as %s", causes[cause],
			date_show(session->today, day), grade_name(after));
	return xasprintf("%s on %s changed the grade from %s to %s", causes[cause],
		date_show(session->today, day), grade_name(before), grade_name(after));
}

static int loop_follow(struct session *session, int64_t audit_id, enum final_cause cause,
	const struct final *final)
{
	enum grade before, after;
	bool known;
	char *why;
	int result;

	if (loop_before(session, audit_id, final, &before, &known) ||
		loop_grade(session, audit_id, &after))
		return -1;
	if (cause == FINAL_SUBMISSION) {
		before = GRADE_NONE;
		known = true;
	}
	if (!known || before == after)
		return loop_close(session, audit_id);
	why = why_words(session, cause, before, after);
	result = loop_settle(session, audit_id, before, after, why);
	free(why);
	return result;
}

int final_settle(struct session *session, int64_t audit_id, enum final_cause cause)
{
	struct final final = {0};
	int result = 0;

	if (final_read(session, audit_id, &final))
		return -1;
	if (final.before != final.after)
		result = final_write(session, audit_id, &final);
	if (!result && cause == FINAL_SUBMISSION)
		result = loop_reviewed(session, audit_id);
	if (!result)
		result = loop_follow(session, audit_id, cause, &final);
	free(final.ref);
	return result;
}
