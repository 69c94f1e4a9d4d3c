// SPDX-License-Identifier: MIT
// The grade that counts in the end, and what happens when it becomes another one.
#include <stdlib.h>

#include "core/final.h"
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

int final_settle(
	struct session *session, int64_t audit_id, enum grade *before, enum grade *after)
{
	struct final final = {0};
	int result = 0;

	if (final_read(session, audit_id, &final))
		return -1;
	if (final.before != final.after)
		result = final_write(session, audit_id, &final);
	if (before)
		*before = final.before;
	if (after)
		*after = final.after;
	free(final.ref);
	return result;
}
