// SPDX-License-Identifier: MIT
// The steps of an audit in memory: read whole, told in words.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/blind.h"
#include "core/loop-private.h"
#include "db/error.h"
#include "db/mem.h"

static const char *const states[] = {
	[LOOP_OPEN] = "open",
	[LOOP_DONE] = "done",
	[LOOP_CANCELLED] = "cancelled",
};

const char *loop_state_name(enum loop_state state)
{
	return states[state];
}

void loop_step_read(struct stmt *row, struct loop_step *step)
{
	*step = (struct loop_step){
		.id = stmt_int(row, 0),
		.audit_id = stmt_int(row, 1),
		.seq = (int)stmt_int(row, 2),
		.rule_id = stmt_int(row, 3),
		.step = xstrdup(stmt_text(row, 4)),
		.name = xstrdup(stmt_text(row, 5)),
		.who = xstrdup(stmt_text(row, 6)),
		.team_id = stmt_int(row, 7),
		.service_id = stmt_int(row, 8),
		.audit_ref = xstrdup(stmt_text(row, 9)),
		.case_ref = xstrdup(stmt_text(row, 10)),
		.team = xstrdup(stmt_text(row, 11)),
		.service = xstrdup(stmt_text(row, 12)),
		.grade = (enum grade)stmt_int(row, 13),
		.risk = stmt_int(row, 14),
		.counted_from = stmt_date(row, 15),
		.not_before = stmt_date(row, 16),
		.due_on = stmt_date(row, 17),
		.state = (enum loop_state)stmt_int(row, 18),
		.done_on = stmt_date(row, 19),
		.done_by = xstrdup(stmt_text(row, 21)),
		.done_by_name = xstrdup(stmt_text(row, 22)),
		.late_reason = xstrdup(stmt_text(row, 23)),
		.cancelled_on = stmt_date(row, 24),
		.cancelled_why = xstrdup(stmt_text(row, 25)),
		.review_id = stmt_int(row, 26),
		.review_ref = xstrdup(stmt_text(row, 27)),
		.signed_parts = (unsigned)stmt_int(row, 28),
		.signed_by_me = stmt_int(row, 29),
		.revision = (int)stmt_int(row, 30),
	};
	if (!stmt_is_null(row, 20))
		step->done_at = xstrdup(stmt_text(row, 20));
}

void loop_details_free(struct loop_signature *signature)
{
	for (size_t i = 0; i < signature->detail_count; i++) {
		free(signature->details[i].field);
		free(signature->details[i].value);
	}
	free(signature->details);
	signature->details = NULL;
	signature->detail_count = 0;
}

static void signature_finish(struct loop_signature *signature)
{
	loop_details_free(signature);
	free(signature->login);
	free(signature->name);
	free(signature->at);
}

void loop_step_finish(struct loop_step *step)
{
	char *texts[] = {step->step, step->name, step->who, step->audit_ref, step->case_ref,
		step->team, step->service, step->done_at, step->done_by, step->done_by_name,
		step->late_reason, step->cancelled_why, step->review_ref};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
	for (size_t i = 0; i < step->signature_count; i++)
		signature_finish(&step->signatures[i]);
	free(step->signatures);
	*step = (struct loop_step){0};
}

void loop_steps_free(struct loop_step *steps, size_t count)
{
	for (size_t i = 0; i < count; i++)
		loop_step_finish(&steps[i]);
	free(steps);
}

bool loop_step_late(const struct loop_step *step, date today)
{
	switch (step->state) {
	case LOOP_OPEN: return step->due_on < today;
	case LOOP_DONE: return step->done_on > step->due_on;
	default: return false;
	}
}

struct subject loop_subject(const struct loop_step *step)
{
	return (struct subject){
		.team_id = step->team_id, .service_id = step->service_id, .submitted = true};
}

static int signatures_read(struct session *session, struct loop_step *step)
{
	struct stmt *row =
		db_query(session->db, QUERY_LOOP_SIGNATURES, ARGS(INT("step", step->id)));
	size_t room = 0;
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		step->signatures = xgrow(step->signatures, step->signature_count, &room,
			sizeof(*step->signatures));
		step->signatures[step->signature_count++] = (struct loop_signature){
			.part = (int)stmt_int(row, 0),
			.user_id = stmt_int(row, 1),
			.login = xstrdup(stmt_text(row, 2)),
			.name = xstrdup(stmt_text(row, 3)),
			.done_on = stmt_date(row, 4),
			.at = xstrdup(stmt_text(row, 5)),
		};
		step->signed_parts |= 1u << stmt_int(row, 0);
	}
	return more;
}

void loop_detail_add(struct loop_step *step, int part, const char *field, const char *value)
{
	for (size_t i = 0; i < step->signature_count; i++) {
		struct loop_signature *signature = &step->signatures[i];

		if (signature->part != part)
			continue;
		signature->details = xreallocarray(signature->details,
			signature->detail_count + 1, sizeof(*signature->details));
		signature->details[signature->detail_count++] =
			(struct loop_detail){xstrdup(field), xstrdup(value)};
	}
}

static int details_read(struct session *session, struct loop_step *step)
{
	struct stmt *row =
		db_query(session->db, QUERY_LOOP_DETAILS, ARGS(INT("step", step->id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		loop_detail_add(
			step, (int)stmt_int(row, 0), stmt_text(row, 1), stmt_text(row, 2));
	return more;
}

static int parts_read(struct session *session, struct loop_step *step)
{
	return signatures_read(session, step) || details_read(session, step) ? -1 : 0;
}

// Whoever may see the audit sees its steps.
static int sight(struct session *session, const struct loop_step *step)
{
	struct loop_audit audit;
	struct subject subject = loop_subject(step);

	if (may(session, RIGHT_LOOP, &subject))
		return 0;
	if (loop_audit_load(session, step->audit_id, &audit))
		return -1;
	subject = audit_subject(&audit.audit);
	loop_audit_finish(&audit);
	return require(session, RIGHT_SEE, &subject);
}

int loop_step_get(struct session *session, int64_t step_id, struct loop_step *step)
{
	struct stmt *row = db_query(session->db, QUERY_LOOP_GET,
		ARGS(INT("me", session->me.id), INT("id", step_id)));
	int found = row ? stmt_next(row) : -1;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING, "there is no such step: look again");
	if (blind_for(session, stmt_int(row, 31))) {
		stmt_done(row);
		return fail(ERROR_DENIED,
			"its steps would tell the grade: they are shown when you have sealed "
			"yours");
	}
	loop_step_read(row, step);
	stmt_done(row);
	return 0;
}

static int get(struct session *session, int64_t step_id, struct loop_step *step)
{
	if (loop_step_get(session, step_id, step))
		return -1;
	if (!sight(session, step) && !parts_read(session, step))
		return 0;
	loop_step_finish(step);
	return -1;
}

int loop_load(struct session *session, int64_t step_id, struct loop_step *step)
{
	int result;

	if (db_snapshot(session->db))
		return -1;
	result = get(session, step_id, step);
	db_snapshot_end(session->db);
	return result;
}

static int all_of(
	struct session *session, int64_t audit_id, struct loop_step **steps, size_t *count)
{
	struct stmt *row = db_query(session->db, QUERY_LOOP_OF_AUDIT,
		ARGS(INT("me", session->me.id), INT("audit", audit_id)));
	size_t room = 0;
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		if (blind_for(session, stmt_int(row, 31)))
			continue;
		*steps = xgrow(*steps, *count, &room, sizeof(**steps));
		loop_step_read(row, &(*steps)[(*count)++]);
	}
	if (more == 0 && *count)
		more = sight(session, &(*steps)[0]);
	for (size_t i = 0; i < *count && more == 0; i++)
		more = parts_read(session, &(*steps)[i]);
	return more;
}

int loop_of_audit(
	struct session *session, int64_t audit_id, struct loop_step **steps, size_t *count)
{
	int result;

	*steps = NULL;
	*count = 0;
	if (db_snapshot(session->db))
		return -1;
	result = all_of(session, audit_id, steps, count);
	db_snapshot_end(session->db);
	if (!result)
		return 0;
	loop_steps_free(*steps, *count);
	*steps = NULL;
	*count = 0;
	return -1;
}

// A text that grows: an export has as many notes as there are steps.
struct note {
	char *text;
	size_t length, room;
};

static void add(struct note *note, const char *text)
{
	size_t length = strlen(text);

	if (note->room <= note->length + length) {
		note->room = (note->length + length + 1) * 2;
		note->text = xreallocarray(note->text, note->room, 1);
	}
	memcpy(note->text + note->length, text, length + 1);
	note->length += length;
}

static void add_post(struct note *note, const struct loop_step *step, int part)
{
	char post[LOOP_POST];

	loop_part_post(step->who, part, post);
	add(note, loop_post_words(post));
}

static void add_details(
	struct note *note, const struct loop_step *step, const struct loop_signature *signature)
{
	struct loop_value *values = xcalloc(signature->detail_count, sizeof(*values));
	char *said;

	for (size_t i = 0; i < signature->detail_count; i++)
		values[i] = (struct loop_value){
			signature->details[i].field, signature->details[i].value};
	said = loop_values_words(step->step, values, signature->detail_count);
	if (*said)
		add(note, ": ");
	add(note, said);
	free(said);
	free(values);
}

// "team manager, Ann Archer, 12 Oct 2026: what was recorded: ...".
static void add_signature(
	struct note *note, const struct loop_step *step, const struct loop_signature *signature)
{
	char day[DATE_TEXT];

	add_post(note, step, signature->part);
	add(note, ", ");
	add(note, signature->name);
	add(note, ", ");
	add(note, date_show(signature->done_on, day));
	if (signature->detail_count)
		add_details(note, step, signature);
}

// The same of a part; of a step without its signatures nothing but who signed.
static void add_part(struct note *note, const struct loop_step *step, int part)
{
	for (size_t i = 0; i < step->signature_count; i++) {
		if (step->signatures[i].part == part) {
			add_signature(note, step, &step->signatures[i]);
			return;
		}
	}
	add(note, "signed by ");
	add_post(note, step, part);
}

char *loop_step_note(const struct loop_step *step)
{
	struct note note = {0};
	bool reviewed = step->state == LOOP_DONE && step->review_id;

	add(&note, reviewed ? "review audit " : step->cancelled_why);
	if (reviewed) {
		add(&note, step->review_ref);
		add(&note, " submitted");
	}
	for (int part = 0; step->signed_parts >> part; part++) {
		if (!(step->signed_parts & 1u << part))
			continue;
		if (note.length)
			add(&note, note.text[note.length - 1] == '.' ? " " : ". ");
		add_part(&note, step, part);
	}
	return note.text;
}
