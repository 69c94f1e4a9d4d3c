// SPDX-License-Identifier: MIT
// export steps: closing the loop, step by step.
#include <stdlib.h>

#include "core/export/dataset.h"
#include "core/loop.h"
#include "db/mem.h"

// The columns of the query export_steps.
enum {
	AUDIT,
	ID,
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

// Those of the walks beside it.
enum { SIGNED_STEP, SIGNED_PART, SIGNED_BY, SIGNED_ON };
enum { DETAIL_STEP, DETAIL_PART, DETAIL_FIELD, DETAIL_VALUE };

struct steps {
	struct cursor signatures, details;
	struct loop_signature signed_by[LOOP_PARTS_MAX];
	char *note;
};

static void put_done_by(struct export *export, size_t domain)
{
	put_lookup(export, &export->users, stmt_int(export->stmt, DONE_BY));
}

static void put_state(struct export *export, size_t domain)
{
	put_word(export, loop_state_name((enum loop_state)stmt_int(export->stmt, STATE)));
}

static int begin(struct export *export)
{
	struct steps *own = xcalloc(1, sizeof(*own));
	struct db *db = export->session->db;

	own->signatures = (struct cursor){.db = db, .query = QUERY_EXPORT_SIGNATURES_FROM};
	own->details = (struct cursor){.db = db, .query = QUERY_EXPORT_DETAILS_FROM};
	export->own = own;
	return 0;
}

static void finish(struct export *export)
{
	struct steps *own = export->own;

	if (!own)
		return;
	cursor_finish(&own->signatures);
	cursor_finish(&own->details);
	free(own->note);
	free(own);
	export->own = NULL;
}

static int read_signatures(struct export *export, struct loop_step *step)
{
	struct steps *own = export->own;
	int more = cursor_find(&own->signatures, step->id);

	for (; more == 1; more = cursor_next(&own->signatures, step->id)) {
		struct stmt *row = own->signatures.stmt;
		const struct lookup_row *user =
			lookup_id(&export->users, stmt_int(row, SIGNED_BY));
		int part = (int)stmt_int(row, SIGNED_PART);

		if (!user || step->signature_count == LOOP_PARTS_MAX)
			continue;
		step->signatures[step->signature_count++] = (struct loop_signature){
			.part = part,
			.name = user->name,
			.done_on = stmt_date(row, SIGNED_ON),
		};
		step->signed_parts |= 1u << part;
	}
	return more;
}

static int read_details(struct export *export, struct loop_step *step)
{
	struct steps *own = export->own;
	int more = cursor_find(&own->details, step->id);

	for (; more == 1; more = cursor_next(&own->details, step->id)) {
		struct stmt *row = own->details.stmt;

		loop_detail_add(step, (int)stmt_int(row, DETAIL_PART),
			stmt_text(row, DETAIL_FIELD), stmt_text(row, DETAIL_VALUE));
	}
	return more;
}

// The note of the row at hand: what was signed, in words; of a cancelled one why, of a review its audit. All but the details
// of a signature is borrowed from the row.
static int note_make(struct export *export)
{
	struct steps *own = export->own;
	struct stmt *row = export->stmt;
	struct loop_step step = {
		.id = stmt_int(row, ID),
		.step = (char *)stmt_text(row, STEP),
		.who = (char *)stmt_text(row, WHO),
		.state = (enum loop_state)stmt_int(row, STATE),
		.cancelled_why = (char *)stmt_text(row, CANCELLED_WHY),
		.review_id = stmt_int(row, REVIEW_ID),
		.review_ref = (char *)stmt_text(row, REVIEW_REF),
		.signatures = own->signed_by,
	};
	int result = read_signatures(export, &step) || read_details(export, &step) ? -1 : 0;

	free(own->note);
	own->note = result ? NULL : loop_step_note(&step);
	for (size_t i = 0; i < step.signature_count; i++)
		loop_details_free(&step.signatures[i]);
	return result;
}

static void put_note(struct export *export, size_t domain)
{
	const struct steps *own = export->own;

	writer_text(&export->writer, own->note, SIZE_MAX);
}

static const struct column columns[] = {
	{"audit_ref", COLUMN_TEXT, IMPORT_NONE, put_audit_ref, 0,
		"reference of the audit that asks for the step", .same = true},
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
		"live, practice", .same = true},
};

const struct dataset dataset_steps = {
	.name = "steps",
	.meaning = "one row for each step that closes the loop; belongs to the day it is due",
	.columns = columns,
	.count = LENGTH(columns),
	.rows = QUERY_EXPORT_STEPS,
	.audits = QUERY_EXPORT_REFS_FROM,
	.filtered = FILTERED_PARTS,
	.total = QUERY_EXPORT_STEPS_TOTAL,
	.begin = begin,
	.finish = finish,
	.row = note_make,
};
