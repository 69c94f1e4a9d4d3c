// SPDX-License-Identifier: MIT
// The steps of an audit follow its final grade: what is asked for comes into being, what is not any more is cancelled.
#include <stdlib.h>
#include <string.h>

#include "core/loop-private.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

// A step that is open or done.
struct standing {
	int64_t id, review_id;
	const struct loop_rule *rule; // NULL: of another version
	enum loop_state state;
	date due_on;
};

struct settlement {
	struct session *session;
	struct loop_audit audit;
	struct loop_rules *rules;
	struct standing *standing;
	size_t count, room;
	enum grade grade;
	date counted_from;
	const char *why;
	bool risk_only; // nothing but what risk asks for
	bool raised;    // a safety concern was raised: what was due stays due no later
};

int loop_audit_load(struct session *session, int64_t audit_id, struct loop_audit *audit)
{
	struct stmt *row =
		db_query(session->db, QUERY_LOOP_AUDIT, ARGS(INT("audit", audit_id)));
	int found = row ? stmt_next(row) : -1;

	if (found <= 0)
		return found < 0 ? -1 : fail(ERROR_MISSING, "there is no such audit");
	*audit = (struct loop_audit){
		.audit = {.id = audit_id,
			.ref = xstrdup(stmt_text(row, 0)),
			.team_id = stmt_int(row, 1),
			.service_id = stmt_int(row, 2),
			.state = (enum audit_state)stmt_int(row, 3),
			.completed_on = stmt_date(row, 4),
			.lead_id = stmt_int(row, 7),
			.peer_id = stmt_int(row, 8),
			.casefile_id = stmt_int(row, 10),
			.review_of = stmt_int(row, 13)},
		.version_id = stmt_int(row, 5),
		.risk = stmt_int(row, 6),
		.moderator_id = stmt_int(row, 9),
		.template_id = stmt_int(row, 11),
		.case_ref = xstrdup(stmt_text(row, 12)),
		.worker = xstrdup(stmt_text(row, 14)),
	};
	stmt_done(row);
	return 0;
}

void loop_audit_finish(struct loop_audit *audit)
{
	free(audit->audit.ref);
	free(audit->case_ref);
	free(audit->worker);
}

int loop_record(struct session *session, const struct audit *audit, const char *verb,
	const char *code, const char *old, const char *new)
{
	char *field = xasprintf("step %s", code);
	int result = audit_trail(session, audit, verb, field, old, new);

	free(field);
	return result;
}

static const struct loop_rule *rule_by_id(const struct loop_rules *rules, int64_t id)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].id == id)
			return &rules->list[i];
	return NULL;
}

// The rules that the audit keeps, given to it now where it has none.
static int rules_find(struct settlement *settlement)
{
	struct session *session = settlement->session;
	struct loop_audit *audit = &settlement->audit;

	settlement->rules = audit->version_id
				    ? loop_rules_get(session, audit->version_id)
				    : loop_rules_on(session, settlement->counted_from);
	if (!settlement->rules)
		return -1;
	if (audit->version_id)
		return 0;
	return db_run(session->db, QUERY_LOOP_AUDIT_VERSION,
		ARGS(INT("version", settlement->rules->id), INT("audit", audit->audit.id)));
}

static int standing_read(struct settlement *settlement)
{
	struct stmt *row = db_query(settlement->session->db, QUERY_LOOP_STANDING,
		ARGS(INT("audit", settlement->audit.audit.id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		settlement->standing = xgrow(settlement->standing, settlement->count,
			&settlement->room, sizeof(*settlement->standing));
		settlement->standing[settlement->count++] = (struct standing){
			.id = stmt_int(row, 0),
			.rule = rule_by_id(settlement->rules, stmt_int(row, 1)),
			.state = (enum loop_state)stmt_int(row, 2),
			.review_id = stmt_int(row, 3),
			.due_on = stmt_date(row, 4),
		};
	}
	return more;
}

static bool asks(const struct settlement *settlement, const struct loop_rule *rule)
{
	return rule && loop_rule_asks(rule, settlement->grade, settlement->audit.risk) &&
	       (!settlement->risk_only || rule->risk == LOOP_RISK_YES);
}

static int cancel_unasked(struct settlement *settlement)
{
	for (size_t i = 0; i < settlement->count; i++) {
		const struct standing *standing = &settlement->standing[i];

		if (standing->state != LOOP_OPEN || asks(settlement, standing->rule))
			continue;
		if (loop_cancel_step(settlement->session, &settlement->audit.audit,
			    standing->id, standing->review_id,
			    standing->rule ? standing->rule->step : "of other rules",
			    settlement->why))
			return -1;
	}
	return 0;
}

// Whether what the rule asks for stands open, or was done in no more time than it leaves.
static bool stands(const struct settlement *settlement, const struct loop_rule *rule)
{
	for (size_t i = 0; i < settlement->count; i++) {
		const struct standing *standing = &settlement->standing[i];

		if (standing->rule == rule ||
			(standing->rule && standing->state == LOOP_DONE &&
				strcmp(standing->rule->step, rule->step) == 0 &&
				loop_rule_as_strict(standing->rule, rule)))
			return true;
	}
	return false;
}

static int start_record(struct settlement *settlement, const struct loop_rule *rule,
	date counted_from, date due_on)
{
	char from[DATE_TEXT], due[DATE_TEXT];
	char *words = xasprintf("%s, %s, due %s, counted from %s%s%s", rule->name, rule->who,
		date_iso(due_on, due), date_iso(counted_from, from),
		*settlement->why ? ": " : "", settlement->why);
	int result = loop_record(settlement->session, &settlement->audit.audit, "start",
		rule->step, NULL, words);

	free(words);
	return result;
}

// Risk that is found late leaves no more time than there was: the day by which an open step of the same code was due.
static date no_later(
	const struct settlement *settlement, const struct loop_rule *rule, date due_on)
{
	for (size_t i = 0; settlement->raised && i < settlement->count; i++) {
		const struct standing *standing = &settlement->standing[i];

		if (standing->state == LOOP_OPEN && standing->rule &&
			strcmp(standing->rule->step, rule->step) == 0 &&
			standing->due_on < due_on)
			due_on = standing->due_on;
	}
	return due_on;
}

static int start(struct settlement *settlement, const struct loop_rule *rule)
{
	struct session *session = settlement->session;
	const struct loop_audit *audit = &settlement->audit;
	date from = rule->counted_from == LOOP_FROM_COMPLETION ? audit->audit.completed_on
							       : settlement->counted_from;
	date not_before, due_on;
	int64_t id;

	loop_rule_clock(session, rule, from, &not_before, &due_on);
	due_on = no_later(settlement, rule, due_on);
	if (db_run(session->db, QUERY_LOOP_ADD,
		    ARGS(INT("audit", audit->audit.id), INT("rule", rule->id),
			    INT("team", audit->audit.team_id),
			    INT("service", audit->audit.service_id),
			    INT("grade", settlement->grade), INT("risk", audit->risk),
			    DAY("counted_from", from), DAY("not_before", not_before),
			    DAY("due", due_on))))
		return -1;
	id = db_last_id(session->db);
	if (start_record(settlement, rule, from, due_on))
		return -1;
	if (strcmp(rule->step, LOOP_REVIEW) != 0)
		return 0;
	return loop_review_begin(session, audit, id, not_before, due_on);
}

static int start_asked(struct settlement *settlement)
{
	for (size_t i = 0; i < settlement->rules->count; i++) {
		const struct loop_rule *rule = &settlement->rules->list[i];

		if (asks(settlement, rule) && !stands(settlement, rule) &&
			start(settlement, rule))
			return -1;
	}
	return 0;
}

static int settle(struct settlement *settlement)
{
	return tally_touch(settlement->session, settlement->audit.audit.id) ||
			       rules_find(settlement) || standing_read(settlement) ||
			       cancel_unasked(settlement) || start_asked(settlement) ||
			       loop_close(settlement->session, settlement->audit.audit.id)
		       ? -1
		       : 0;
}

static int settle_on(struct settlement *settlement)
{
	int result = settle(settlement);

	loop_audit_finish(&settlement->audit);
	loop_rules_destroy(settlement->rules);
	free(settlement->standing);
	return result;
}

int loop_settle_from(struct session *session, int64_t audit_id, enum grade after,
	date counted_from, const char *why)
{
	struct settlement settlement = {
		.session = session, .grade = after, .counted_from = counted_from, .why = why};

	if (loop_audit_load(session, audit_id, &settlement.audit))
		return -1;
	return settle_on(&settlement);
}

int loop_settle(struct session *session, int64_t audit_id, enum grade before, enum grade after,
	const char *why)
{
	struct settlement settlement = {.session = session, .grade = after, .why = why};

	if (loop_audit_load(session, audit_id, &settlement.audit))
		return -1;
	settlement.counted_from =
		before == GRADE_NONE ? settlement.audit.audit.completed_on : session->today;
	if (settlement.audit.audit.review_of && after == GRADE_INADEQUATE &&
		before != GRADE_INADEQUATE && loop_review_again(session, &settlement.audit)) {
		loop_audit_finish(&settlement.audit);
		return -1;
	}
	return settle_on(&settlement);
}

int loop_raised(struct session *session, int64_t audit_id)
{
	char day[DATE_TEXT];
	char *why =
		xasprintf("a safety concern was raised on %s", date_show(session->today, day));
	struct settlement settlement = {
		.session = session, .counted_from = session->today, .why = why, .raised = true};
	int result = loop_grade(session, audit_id, &settlement.grade) ||
				     loop_audit_load(session, audit_id, &settlement.audit)
			     ? -1
			     : 0;
	enum audit_state state = settlement.audit.audit.state;

	settlement.risk_only = !settlement.audit.version_id;
	if (!result && state >= AUDIT_SUBMITTED && state <= AUDIT_CLOSED)
		result = settle_on(&settlement);
	else
		loop_audit_finish(&settlement.audit);
	free(why);
	return result;
}

static int suggested(struct session *session, int64_t audit_id, enum grade *grade)
{
	enum grade grades[TEMPLATE_DOMAINS_MAX];
	struct stmt *row =
		db_query(session->db, QUERY_LOOP_GRADES, ARGS(INT("audit", audit_id)));
	size_t count = 0;
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		grades[count++] = (enum grade)stmt_int_or(row, 0, GRADE_NONE);
	if (more == 0)
		*grade = grade_suggest(grades, count).grade;
	return more;
}

int loop_grade(struct session *session, int64_t audit_id, enum grade *grade)
{
	struct stmt *row =
		db_query(session->db, QUERY_LOOP_GRADE, ARGS(INT("audit", audit_id)));
	int found = row ? stmt_next(row) : -1;
	bool completed, overall;

	if (found <= 0)
		return found < 0 ? -1 : fail(ERROR_MISSING, "there is no such audit");
	completed = !stmt_is_null(row, 0);
	*grade = completed ? (enum grade)stmt_int_or(row, 1, GRADE_NONE) : GRADE_NONE;
	overall = !stmt_is_null(row, 2);
	stmt_done(row);
	return completed && !overall ? suggested(session, audit_id, grade) : 0;
}
