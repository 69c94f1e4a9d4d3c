// SPDX-License-Identifier: MIT
// export steps: closing the loop, step by step.
#include <stdlib.h>

#include "core/export/dataset.h"
#include "core/loop.h"
#include "db/mem.h"

// The columns of the query export_steps.
enum {
	ID,
	REF,
	STEP,
	WHO,
	GRADE,
	COUNTED_FROM,
	DUE_ON,
	DONE_ON,
	DONE_BY,
	STATE,
	LATE_REASON,
	CANCELLED_WHY,
	REVIEW_ID,
	REVIEW_REF,
};

static void put_done_by(struct export *export, size_t domain)
{
	put_lookup(export, &export->users, stmt_int(export->stmt, DONE_BY));
}

static void put_state(struct export *export, size_t domain)
{
	writer_plain(&export->writer,
		loop_state_name((enum loop_state)stmt_int(export->stmt, STATE)), SIZE_MAX);
}

// The note of the row at hand: what was signed, in words; of a cancelled one why, of a review its audit.
static int note_make(struct export *export)
{
	struct stmt *row = export->stmt;
	struct loop_step step = {
		.id = stmt_int(row, ID),
		.step = xstrdup(stmt_text(row, STEP)),
		.who = xstrdup(stmt_text(row, WHO)),
		.state = (enum loop_state)stmt_int(row, STATE),
		.cancelled_why = xstrdup(stmt_text(row, CANCELLED_WHY)),
		.review_id = stmt_int(row, REVIEW_ID),
		.review_ref = xstrdup(stmt_text(row, REVIEW_REF)),
	};
	int result = loop_parts_read(export->session, &step);

	free(export->own);
	export->own = result ? NULL : loop_step_note(&step);
	loop_step_finish(&step);
	return result;
}

static void finish(struct export *export)
{
	free(export->own);
	export->own = NULL;
}

static void put_note(struct export *export, size_t domain)
{
	writer_text(&export->writer, export->own, SIZE_MAX);
}

static const struct column columns[] = {
	{"audit_ref", COLUMN_TEXT, IMPORT_NONE, NULL, REF,
		"reference of the audit that asks for the step"},
	{"step", COLUMN_TEXT, IMPORT_NONE, NULL, STEP, "code of the step",
		"oversight, qa_check, meeting, visit, review, or one of QA's own"},
	{"who", COLUMN_TEXT, IMPORT_NONE, NULL, WHO, "who signs it",
		"posts, or qa, split by ;"},
	{"grade", COLUMN_GRADE, IMPORT_NONE, NULL, GRADE, "final grade that asked for it"},
	{"counted_from", COLUMN_DATE, IMPORT_NONE, NULL, COUNTED_FROM,
		"the limit counts from the day after this one"},
	{"due_on", COLUMN_DATE, IMPORT_NONE, NULL, DUE_ON, "day it is due"},
	{"done_on", COLUMN_DATE, IMPORT_NONE, NULL, DONE_ON,
		"day it was done, the latest of its signatures; empty: not done"},
	{"done_by", COLUMN_TEXT, IMPORT_NONE, put_done_by, 0, "who signed last",
		"the login of a user; empty: not done, or a review that was submitted"},
	{"state", COLUMN_CHOICE, IMPORT_NONE, put_state, 0, "how it stands",
		"open, done, cancelled"},
	{"late_reason", COLUMN_TEXT, IMPORT_NONE, NULL, LATE_REASON,
		"why it was done after the day it was due"},
	{"note", COLUMN_TEXT, IMPORT_NONE, put_note, 0,
		"what was done, by each who signed, or why it was cancelled"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, "where the row comes from",
		"live, practice"},
};

const struct dataset dataset_steps = {
	.name = "steps",
	.meaning = "one row for each step that closes the loop; belongs to the day it is due",
	.columns = columns,
	.count = LENGTH(columns),
	.rows = QUERY_EXPORT_STEPS,
	.total = QUERY_EXPORT_STEPS_TOTAL,
	.finish = finish,
	.row = note_make,
};
