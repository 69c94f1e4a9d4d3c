// SPDX-License-Identifier: MIT
// The rules of closing the loop: clocks by table, versions, and every deadline of a year calculated slowly.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/looped.h"

static struct loop_rules *shipped(void)
{
	struct problems problems;
	struct loop_rules *rules;

	problem_init(&problems, "loop.csv");
	assert_done(loop_rules_read_text(data_loop, &problems, &rules));
	assert_int_equal(problems.count, 0);
	problem_finish(&problems);
	return rules;
}

static void each_clock_follows_the_table(void **state)
{
	struct world *world = *state;
	struct table *table = table_read("loop.tsv");
	struct loop_rules *rules = shipped();

	for (size_t row = 0; row < table_rows(table); row++) {
		date from, not_before = DATE_NONE, due = DATE_NONE;
		int asked = 0;

		assert_int_equal(
			date_parse(table_cell(table, row, "from"), DATE_ISO, &from), 0);
		for (size_t i = 0; i < rules->count; i++) {
			if (strcmp(rules->list[i].step, table_cell(table, row, "step")) ||
				!loop_rule_asks(&rules->list[i], cell_grade(table, row),
					cell_risk(table, row)))
				continue;
			loop_rule_clock(
				world->session, &rules->list[i], from, &not_before, &due);
			asked++;
		}
		assert_true(asked <= 1);
		table_expect(
			table, row, "not_before", date_iso(not_before, (char[DATE_TEXT]){0}));
		table_expect(table, row, "due", date_iso(due, (char[DATE_TEXT]){0}));
	}
	loop_rules_destroy(rules);
	table_destroy(table);
}

static void an_audit_keeps_its_rules(void **state)
{
	struct world *world = *state;
	static const char text[] =
		"grade,risk,step,name,who,not_before,limit,unit,counted_from\n"
		"O;G;RI;I,either,talk,A talk,team manager,,2,working days,\n";
	struct problems problems;
	struct loop_rules *rules;
	int64_t version, id = looped_audit(world, GRADE_GOOD, false);

	problem_init(&problems, "rules.csv");
	assert_done(loop_rules_read_text(text, &problems, &rules));
	problem_finish(&problems);
	world_as(world, "ann");
	assert_refused(
		loop_rules_publish(world->session, rules, date_from(2026, 11, 1), &version),
		ERROR_DENIED);
	world_as(world, "quinn");
	assert_refused(
		loop_rules_publish(world->session, rules, date_from(2014, 1, 1), &version),
		ERROR_DATA);
	assert_done(
		loop_rules_publish(world->session, rules, date_from(2026, 11, 1), &version));
	loop_rules_destroy(rules);
	world->session->today = date_from(2026, 11, 2);
	looped_amend(world, id, "Inadequate");
	world_expect(world,
		"SELECT count(*) FROM loop_step x JOIN loop_rule r ON r.id = x.rule_id WHERE "
		"r.version_id = 1",
		"5");
	assert_int_equal(base_try(world->base, "UPDATE loop_rule SET time_limit = 9"), -1);
}

// Every error of a bad file is told, with its line and column.
static void bad_rules_are_told(void **state)
{
	static const char text[] =
		"grade,risk,step,name,who,not_before,limit,unit,counted_from\n"
		"Good,maybe,oversight,N,team manager,,5,working days,result\n"
		"Fair,no,oversight,N,team manager,,5,working days,result\n"
		"Good,no,Over sight,,boss,9,5,years,birth\n"
		"Good,no,talk,N,team manager;team manager,,0,weeks,\n"
		"Good,either,talk,N,qa,,3,weeks,\n";
	struct problems problems;
	struct loop_rules *rules;

	problem_init(&problems, "rules.csv");
	assert_done(loop_rules_read_text(text, &problems, &rules));
	assert_null(rules);
	assert_int_equal(problems.count, 11);
	problem_finish(&problems);
}

// --- a year of audits, each deadline against a slow calculation of its own ---

// England, 2026 and 2027, from gov.uk; not the program's list.
static const char *const days_off[] = {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04",
	"2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26",
	"2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"};

static bool works(date day)
{
	char iso[DATE_TEXT];

	if ((day + 3) % 7 >= 5) // 1 January 1970 was a Thursday
		return false;
	for (size_t i = 0; i < LENGTH(days_off); i++)
		if (strcmp(days_off[i], date_iso(day, iso)) == 0)
			return false;
	return true;
}

static date slowly(date from, int count)
{
	while (count > 0)
		count -= works(++from);
	return from;
}

static date expected_due(const char *step, enum grade grade, bool risk, date from)
{
	if (strcmp(step, "review") == 0)
		return from + 56;
	if (strcmp(step, "qa_check") == 0)
		return slowly(from, 20);
	if (grade == GRADE_INADEQUATE)
		return slowly(from, risk ? 1 : 3);
	return slowly(from, 5);
}

static int expected_count(enum grade grade, bool risk)
{
	return grade != GRADE_INADEQUATE ? 2 : risk ? 4 : 3;
}

#define YEAR_AUDITS 2000

static const char year_rows[] =
	"INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, "
	"state, "
	"lead_id, allocated_on, due_on, completed_on, final_overall) "
	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
	"SELECT 1000 + i, 'Y-' || i, 1 + i % 3, 1, 1, 1, '2026-01', 3, 2, '2026-01-01', "
	"'2026-01-31', date('2026-01-01', (i % 365) || ' days'), 1 + i % 4 FROM n;"
	"INSERT INTO concern (audit_id, what, told_whom, told_at, raised_by, raised_at, done, "
	"done_by, done_at) SELECT id, 'x', 'x', 'x', 2, '2026-01-01T09:00:00Z', 'y', 2, "
	"'2026-01-01T10:00:00Z' FROM audit WHERE id > 1000 AND id % 3 = 0;";

static void check_year_audit(struct world *world, int64_t id)
{
	struct loop_step *steps;
	size_t count, open = 0;
	enum grade grade = (enum grade)(1 + (id - 1000) % 4);
	bool risk = id % 3 == 0;
	date from = date_from(2026, 1, 1) + (date)((id - 1000) % 365);

	assert_done(loop_of_audit(world->session, id, &steps, &count));
	for (size_t i = 0; i < count; i++) {
		open += steps[i].state == LOOP_OPEN;
		assert_int_equal(steps[i].counted_from, from);
		assert_int_equal(
			steps[i].due_on, expected_due(steps[i].step, grade, risk, from));
		if (steps[i].review_id)
			assert_int_equal(steps[i].not_before, from + 42);
	}
	assert_int_equal(open, expected_count(grade, risk));
	assert_int_equal(count, open);
	loop_steps_free(steps, count);
}

static void every_deadline_of_a_year(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;

	base_tamper(world->base, year_rows);
	world_as(world, "quinn");
	session->today = date_from(2026, 12, 31);
	assert_done(session_begin(session));
	for (int64_t id = 1001; id <= 1000 + YEAR_AUDITS; id++)
		assert_done(loop_settle(session, id, GRADE_NONE,
			(enum grade)(1 + (id - 1000) % 4), "submission"));
	assert_done(db_end(session->db, 0));
	for (int64_t id = 1001; id <= 1000 + YEAR_AUDITS; id++)
		check_year_audit(world, id);
	world_expect(world, "SELECT count(*) FROM audit WHERE kind = 5", "500");
}

int main(void)
{
#define LOOPED(name) cmocka_unit_test_setup_teardown(name, looped_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		LOOPED(each_clock_follows_the_table),
		LOOPED(an_audit_keeps_its_rules),
		LOOPED(bad_rules_are_told),
		LOOPED(every_deadline_of_a_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
