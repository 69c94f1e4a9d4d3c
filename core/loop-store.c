// SPDX-License-Identifier: MIT
// The rules of closing the loop in the database: read, given to one that has none, published as a next version.
#include <inttypes.h>
#include <stdlib.h>

#include "core/data.h"
#include "core/loop-rule.h"
#include "core/right.h"
#include "core/trail.h"
#include "core/writer.h"
#include "db/error.h"
#include "db/mem.h"

#define SHIPPED_ON 2015, 1, 1 // before the oldest audits that a council brings along

static void rule_read(struct stmt *row, struct loop_rule *rule)
{
	*rule = (struct loop_rule){
		.id = stmt_int(row, 0),
		.grades = (unsigned)stmt_int(row, 1),
		.risk = (enum loop_risk)stmt_int(row, 2),
		.step = xstrdup(stmt_text(row, 3)),
		.name = xstrdup(stmt_text(row, 4)),
		.who = xstrdup(stmt_text(row, 5)),
		.not_before = (int)stmt_int(row, 6),
		.limit = (int)stmt_int(row, 7),
		.unit = (enum loop_unit)stmt_int(row, 8),
		.counted_from = (enum loop_from)stmt_int(row, 9),
	};
}

static int list_read(struct db *db, struct loop_rules *rules)
{
	struct stmt *row = db_query(db, QUERY_LOOP_RULES_OF, ARGS(INT("version", rules->id)));
	size_t room = 0;
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		rules->list = xgrow(rules->list, rules->count, &room, sizeof(*rules->list));
		rule_read(row, &rules->list[rules->count++]);
	}
	return more;
}

static struct loop_rules *head_read(struct stmt *row)
{
	struct loop_rules *rules = xcalloc(1, sizeof(*rules));

	rules->id = stmt_int(row, 0);
	rules->effective_on = stmt_date(row, 1);
	rules->published_at = xstrdup(stmt_text(row, 2));
	rules->published_by = xstrdup(stmt_text(row, 3));
	return rules;
}

// The version that the query's first row names: 1 and *rules, 0 where there is none, -1.
static int version_read(struct session *session, struct stmt *row, struct loop_rules **rules)
{
	int found = row ? stmt_next(row) : -1;

	*rules = NULL;
	if (found <= 0)
		return found;
	*rules = head_read(row);
	stmt_done(row);
	if (!list_read(session->db, *rules))
		return 1;
	loop_rules_destroy(*rules);
	*rules = NULL;
	return -1;
}

static int store_rule(struct db *db, const struct loop_rule *rule, int64_t version, size_t seq)
{
	struct bind not_before = {.name = "not_before",
		.type = rule->not_before ? BIND_INT : BIND_NULL,
		.number = rule->not_before};

	return db_run(db, QUERY_LOOP_RULE_ADD,
		ARGS(INT("version", version), INT("seq", (int64_t)seq),
			INT("grades", rule->grades), INT("risk", rule->risk),
			TEXT("step", rule->step), TEXT("name", rule->name),
			TEXT("who", rule->who), not_before, INT("limit", rule->limit),
			INT("unit", rule->unit), INT("counted_from", rule->counted_from)));
}

static int record(struct session *session, int64_t id, const struct loop_rules *rules, date day)
{
	char iso[DATE_TEXT];
	char *what = xasprintf("loop rules version %" PRId64, id);
	char *new = xasprintf("in force from %s, %zu rules", date_iso(day, iso), rules->count);
	int result = trail_append(
		session, &(struct act){.verb = "publish", .record = what, .new = new});

	free(what);
	free(new);
	return result;
}

static int store(struct session *session, const struct loop_rules *rules, date effective_on,
	const char *by, int64_t *id)
{
	char now[MOMENT_TEXT];

	if (db_run(session->db, QUERY_LOOP_VERSION_ADD,
		    ARGS(DAY("effective_on", effective_on), TEXT("by", by))))
		return -1;
	*id = db_last_id(session->db);
	for (size_t i = 0; i < rules->count; i++)
		if (store_rule(session->db, &rules->list[i], *id, i))
			return -1;
	if (db_run(session->db, QUERY_LOOP_VERSION_PUBLISH,
		    ARGS(TEXT("at", session_now(session, now)), INT("id", *id))))
		return -1;
	return record(session, *id, rules, effective_on);
}

// Gives the database the rules that come with the program.
static int ship(struct session *session)
{
	struct problems problems;
	struct loop_rules *rules;
	int64_t id;
	int result;

	problem_init(&problems, "loop.csv");
	result = loop_rules_read_text(data_loop, &problems, &rules);
	if (!result && !rules)
		result = fail(ERROR_DATA, "%s",
			problems.count ? problems.messages[0] : "there are no rules");
	problem_finish(&problems);
	if (!result)
		result = store(session, rules, date_from(SHIPPED_ON), "", &id);
	loop_rules_destroy(rules);
	return result;
}

struct loop_rules *loop_rules_on(struct session *session, date day)
{
	struct loop_rules *rules;
	int found = version_read(session,
		db_query(session->db, QUERY_LOOP_VERSION_ON, ARGS(DAY("day", day))), &rules);

	if (found)
		return rules;
	if (!ship(session))
		version_read(session,
			db_query(session->db, QUERY_LOOP_VERSION_ON, ARGS(DAY("day", day))),
			&rules);
	return rules;
}

struct loop_rules *loop_rules_get(struct session *session, int64_t id)
{
	struct loop_rules *rules;
	int found = version_read(session,
		db_query(session->db, QUERY_LOOP_VERSION_GET, ARGS(INT("id", id))), &rules);

	if (!found)
		fail(ERROR_MISSING,
			"there is no version %" PRId64
			" of the rules: 'caseaudit loop list' shows those there are",
			id);
	return rules;
}

// Within a transaction of its own, so that an older database shows what would hold in it.
static int ship_first(struct session *session)
{
	struct loop_rules *rules;

	if (session_begin(session))
		return -1;
	rules = loop_rules_on(session, session->today);
	loop_rules_destroy(rules);
	return db_end(session->db, rules ? 0 : -1);
}

int loop_rules_list(struct session *session, struct loop_rules ***list, size_t *count)
{
	struct stmt *row;
	size_t room = 0;
	int more = -1;

	*list = NULL;
	*count = 0;
	if (require(session, RIGHT_TEMPLATE, NULL) || ship_first(session))
		return -1;
	row = db_query(session->db, QUERY_LOOP_VERSION_ALL, NO_ARGS);
	while (row && (more = stmt_next(row)) == 1) {
		*list = xgrow(*list, *count, &room, sizeof(**list));
		(*list)[*count] = head_read(row);
		(*list)[(*count)++]->audits = stmt_int(row, 4);
	}
	for (size_t i = 0; i < *count && more == 0; i++)
		more = list_read(session->db, (*list)[i]);
	if (more == 0)
		return 0;
	loop_rules_free(*list, *count);
	return -1;
}

static int in_order(struct session *session, date effective_on)
{
	struct loop_rules *newest = loop_rules_on(session, date_from(DATE_YEAR_MAX, 12, 31));
	char day[DATE_TEXT];
	int result = newest ? 0 : -1;

	if (newest && effective_on < newest->effective_on)
		result = fail(ERROR_DATA,
			"the newest rules are in force from %s: choose that day or a later one",
			date_show(newest->effective_on, day));
	loop_rules_destroy(newest);
	return result;
}

int loop_rules_publish(
	struct session *session, const struct loop_rules *rules, date effective_on, int64_t *id)
{
	int result;

	if (require(session, RIGHT_TEMPLATE, NULL))
		return -1;
	if (effective_on == DATE_NONE)
		return fail(ERROR_USAGE, "from which day are the rules in force: name a date");
	if (session_begin(session))
		return -1;
	result = in_order(session, effective_on);
	if (!result)
		result = store(session, rules, effective_on, session->me.login, id);
	return db_end(session->db, result);
}

static void write_grades(struct writer *writer, unsigned grades)
{
	char *text = xstrdup("");

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		char *longer;

		if (!(grades & 1u << grade))
			continue;
		longer = xasprintf(
			"%s%s%s", text, *text ? ";" : "", grade_name((enum grade)grade));
		free(text);
		text = longer;
	}
	writer_plain(writer, text, SIZE_MAX);
	free(text);
}

static void write_rule(struct writer *writer, const struct loop_rule *rule)
{
	static const char *const risks[] = {"no", "yes", "either"};

	write_grades(writer, rule->grades);
	writer_plain(writer, risks[rule->risk], SIZE_MAX);
	writer_plain(writer, rule->step, SIZE_MAX);
	writer_text(writer, rule->name, SIZE_MAX);
	writer_plain(writer, rule->who, SIZE_MAX);
	if (rule->not_before)
		writer_integer(writer, rule->not_before);
	else
		writer_empty(writer);
	writer_integer(writer, rule->limit);
	writer_plain(writer, rule->unit == LOOP_WEEKS ? "weeks" : "working days", SIZE_MAX);
	writer_plain(writer,
		rule->counted_from == LOOP_FROM_COMPLETION ? "completion" : "result", SIZE_MAX);
	writer_end_row(writer);
}

int loop_rules_export(const struct loop_rules *rules, const char *path, unsigned options)
{
	static const char *const names[] = {"grade", "risk", "step", "name", "who",
		"not_before", "limit", "unit", "counted_from"};
	struct writer writer = {0};
	int result;

	if (writer_create(&writer, path, options))
		return -1;
	writer_header(&writer, names, LENGTH(names));
	for (size_t i = 0; i < rules->count; i++)
		write_rule(&writer, &rules->list[i]);
	result = writer_commit(&writer);
	writer_discard(&writer);
	return result;
}
