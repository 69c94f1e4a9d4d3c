// SPDX-License-Identifier: MIT
// Signing a part of a step: what is asked, that nobody was quicker, and what follows.
#include <stdlib.h>
#include <string.h>

#include "core/loop-private.h"
#include "core/tally.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

// One signature as it is being made.
struct signing {
	struct session *session;
	struct loop_step step;
	const struct loop_done *done;
	int part;
	char post[LOOP_POST];
	char *late; // the reason that stays; "" none
	char now[MOMENT_TEXT];
};

// "Ann Archer signed it as team manager first, 17:40: look at it again".
static int fail_signed(struct signing *signing, int part)
{
	struct session *session = signing->session;
	struct stmt *row = db_query(
		session->db, QUERY_LOOP_SIGNATURES, ARGS(INT("step", signing->step.id)));
	char shown[32];
	int more;

	while (row && (more = stmt_next(row)) == 1 && stmt_int(row, 0) != part)
		;
	if (!row || more < 0)
		return -1;
	loop_part_post(signing->step.who, part, signing->post);
	fail(ERROR_BUSY, "%s signed %s of %s as %s first, %s: look at it again",
		more ? stmt_text(row, 3) : "somebody", signing->step.step,
		signing->step.audit_ref, loop_post_words(signing->post),
		more ? session_show_moment(session, stmt_text(row, 5), shown) : "just now");
	if (more)
		stmt_done(row);
	return -1;
}

static bool is_signed(const struct loop_step *step, int part)
{
	return step->signed_parts & 1u << part;
}

// Where no part is named: the person's own, whether somebody signed it already or not; else the first that is open.
static int part_choose(struct signing *signing)
{
	const struct loop_step *step = &signing->step;
	int parts = loop_parts(step->who), part = loop_part_of(signing->session, step);
	char post[LOOP_POST];

	for (int i = 0; i < parts && part < 0; i++)
		if (loop_part_post(step->who, i, post) && loop_holds(signing->session, post) &&
			is_signed(step, i))
			part = i;
	for (int i = 0; i < parts && part < 0; i++)
		if (!is_signed(step, i))
			part = i;
	return part < 0 ? 0 : part;
}

static int state_check(struct signing *signing)
{
	const struct loop_step *step = &signing->step;
	char day[DATE_TEXT];

	if (step->state == LOOP_CANCELLED)
		return fail(ERROR_DATA, "%s of %s was cancelled on %s: %s", step->step,
			step->audit_ref, date_show(step->cancelled_on, day),
			step->cancelled_why);
	if (step->state == LOOP_DONE && !step->signed_parts)
		return fail(ERROR_BUSY, "%s of %s was done on %s: look at it again", step->step,
			step->audit_ref, date_show(step->done_on, day));
	signing->part = signing->done->part < 0 ? part_choose(signing) : signing->done->part;
	if (is_signed(step, signing->part))
		return fail_signed(signing, signing->part);
	loop_part_post(step->who, signing->part, signing->post);
	return loop_check_sign(signing->session, step, signing->part);
}

static int day_check(struct signing *signing)
{
	const struct loop_step *step = &signing->step;
	date day = signing->done->done_on, first = step->counted_from;
	char shown[DATE_TEXT], from[DATE_TEXT];

	if (day == DATE_NONE)
		return fail(ERROR_USAGE, "on which day was it done: name a date");
	if (day > signing->session->today)
		return fail(ERROR_DATA, "%s is to come: say it when it is done",
			date_show(day, shown));
	if (day < first)
		return fail(ERROR_DATA,
			"%s is before %s, the day of the result that asks for it: give the day "
			"on which it was done since",
			date_show(day, shown), date_show(first, from));
	if (step->not_before != DATE_NONE && day < step->not_before)
		return fail(ERROR_DATA, "it is not to be done before %s: it was not on %s",
			date_show(step->not_before, from), date_show(day, shown));
	return 0;
}

static int late_check(struct signing *signing)
{
	const struct loop_step *step = &signing->step;
	const char *reason = signing->done->late_reason ? signing->done->late_reason : "";
	bool late = signing->done->done_on > step->due_on;
	char due[DATE_TEXT], day[DATE_TEXT];

	if (text_check(reason, strlen(reason), TEXT_LINES, "why it is late"))
		return -1;
	if (!late || !reason[strspn(reason, " \t\n")])
		reason = "";
	if (late && !*reason && !*step->late_reason)
		return fail(ERROR_DATA,
			"%s of %s was due on %s and done on %s: say why it is late", step->step,
			step->audit_ref, date_show(step->due_on, due),
			date_show(signing->done->done_on, day));
	signing->late = *step->late_reason && *reason
				? xasprintf("%s\n%s", step->late_reason, reason)
				: xstrdup(*reason ? reason : step->late_reason);
	return 0;
}

// Answers that are one of some words are kept as those words.
static int detail_keep(struct signing *signing, const struct loop_value *value)
{
	size_t count;
	const struct loop_field *fields = loop_fields(signing->step.step, &count);
	char *kept = xstrdup(value->value);
	int result;

	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i].field, value->field) == 0 &&
			fields[i].kind >= LOOP_FIELD_YES_NO)
			for (char *c = kept; *c; c++)
				*c |= 'a' - 'A';
	result = db_run(signing->session->db, QUERY_LOOP_DETAIL_ADD,
		ARGS(INT("step", signing->step.id), INT("part", signing->part),
			TEXT("field", value->field), TEXT("value", kept)));
	free(kept);
	return result;
}

static int sign_keep(struct signing *signing)
{
	const struct loop_done *done = signing->done;

	if (db_run(signing->session->db, QUERY_LOOP_SIGN_ADD,
		    ARGS(INT("step", signing->step.id), INT("part", signing->part),
			    INT("user", signing->session->me.id), DAY("done_on", done->done_on),
			    TEXT("at", signing->now))))
		return -1;
	for (size_t i = 0; i < done->count; i++)
		if (done->values[i].value &&
			done->values[i].value[strspn(done->values[i].value, " \t\n")] &&
			detail_keep(signing, &done->values[i]))
			return -1;
	return 0;
}

static int sign_record(struct signing *signing, const struct audit *audit)
{
	char day[DATE_TEXT];
	char *said = loop_values_words(
		signing->step.step, signing->done->values, signing->done->count);
	char *words = xasprintf("%s, on %s: %s%s%s", signing->post,
		date_iso(signing->done->done_on, day), said,
		signing->done->done_on > signing->step.due_on ? "; late: " : "",
		signing->done->done_on > signing->step.due_on ? signing->late : "");
	int result =
		loop_record(signing->session, audit, "sign", signing->step.step, NULL, words);

	free(words);
	free(said);
	return result;
}

// The latest day of all signatures: the step was not done before.
static int latest(struct signing *signing, date *day)
{
	struct stmt *row = db_query(signing->session->db, QUERY_LOOP_SIGNATURES,
		ARGS(INT("step", signing->step.id)));
	int more = -1;

	*day = signing->done->done_on;
	while (row && (more = stmt_next(row)) == 1)
		if (stmt_date(row, 4) > *day)
			*day = stmt_date(row, 4);
	return more;
}

static int complete(struct signing *signing, const struct audit *audit)
{
	struct session *session = signing->session;
	date day;

	if (latest(signing, &day) ||
		db_run(session->db, QUERY_LOOP_DONE,
			ARGS(DAY("done_on", day), TEXT("at", signing->now),
				INT("by", session->me.id), TEXT("late_reason", signing->late),
				INT("id", signing->step.id))) ||
		loop_record(session, audit, "complete", signing->step.step,
			loop_state_name(LOOP_OPEN), loop_state_name(LOOP_DONE)))
		return -1;
	return loop_close(session, signing->step.audit_id);
}

static int sign_write(struct signing *signing)
{
	const struct loop_step *step = &signing->step;
	struct audit audit = {
		.id = step->audit_id, .ref = step->audit_ref, .service_id = step->service_id};
	unsigned all = (1u << loop_parts(step->who)) - 1;

	if (tally_touch(signing->session, step->audit_id) || sign_keep(signing) ||
		sign_record(signing, &audit))
		return -1;
	if ((step->signed_parts | 1u << signing->part) == all)
		return complete(signing, &audit);
	return db_run(signing->session->db, QUERY_LOOP_SIGNED,
		ARGS(TEXT("late_reason", signing->late), INT("id", step->id)));
}

int loop_sign(struct session *session, int64_t step_id, const struct loop_done *done)
{
	struct signing signing = {.session = session, .done = done};
	int result;

	session_now(session, signing.now);
	if (session_begin(session))
		return -1;
	result = loop_step_get(session, step_id, &signing.step) || state_check(&signing) ||
				 day_check(&signing) ||
				 loop_check_values(
					 signing.step.step, done->values, done->count) ||
				 late_check(&signing) || sign_write(&signing)
			 ? -1
			 : 0;
	loop_step_finish(&signing.step);
	free(signing.late);
	return db_end(session->db, result);
}
