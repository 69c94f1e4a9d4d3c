// SPDX-License-Identifier: MIT
// The month at a glance: where each audit is counted, for whom, and what waits.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/cycle.h"
#include "core/sample.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/table.h"
#include "test/world.h"

static const char *const columns[CYCLE_COUNT] = {
	"not allocated", "allocated", "draft", "submitted", "moderated", "exempt"};

static void make(struct world *world, const struct table *table, size_t row)
{
	const char *lead = table_cell(table, row, "lead");
	const char *completed = table_cell(table, row, "completed");
	char *sql = xasprintf(
		"DELETE FROM audit; INSERT INTO audit (id, ref, casefile_id, team_id, "
		"service_id, "
		"template_id, month, kind, state, lead_id, lead_name, allocated_on, due_on, "
		"completed_on) SELECT 1, '2026-10-001', 1, 1, 1, 1, '2026-10', %d, %d, "
		"(SELECT id FROM user WHERE login = '%s'), iif('%s' = 'past', 'Old Hand', ''), "
		"'2026-09-01', '%s', nullif('%s', '')",
		table_number(table, row, "kind"), table_number(table, row, "state"), lead, lead,
		table_cell(table, row, "due"), completed);

	base_tamper(world->base, sql);
	free(sql);
}

static void expect_line(
	const struct table *table, size_t row, const struct cycle_line *line, bool here)
{
	const char *column = table_cell(table, row, "column");
	int64_t wanted[CYCLE_COUNT] = {0};

	for (int i = 0; i < CYCLE_LATE && here; i++)
		wanted[i] = strcmp(column, columns[i]) == 0;
	if (here) {
		wanted[CYCLE_LATE] = table_number(table, row, "late");
		wanted[CYCLE_LATE_DONE] = table_number(table, row, "late_done");
		wanted[CYCLE_TOTAL] = table_number(table, row, "total");
	}
	for (int i = 0; i < CYCLE_COUNT; i++)
		if (line->counts[i] != wanted[i])
			fail_msg("%s: %s %s: count %d is %d", table_where(table, row),
				line->service, line->team, i, (int)line->counts[i]);
}

static void each_state_on_each_side_of_its_day(void **state)
{
	struct world *world = *state;
	struct table *table = table_read("cycle.tsv");

	world_as(world, "quinn");
	for (size_t row = 0; row < table_rows(table); row++) {
		struct cycle cycle;

		make(world, table, row);
		assert_done(cycle_get(world->session, "2026-10", AUDIT_MONTHLY, &cycle));
		assert_int_equal(cycle.count, 6); // all, two services, three teams
		for (size_t i = 0; i < cycle.count; i++)
			expect_line(table, row, &cycle.lines[i],
				i == 0 || (cycle.lines[i].service_id == 1 &&
						  cycle.lines[i].team_id <= 1));
		cycle_finish(&cycle);
	}
	table_destroy(table);
}

// "all 3, Assessment 2, Assessment A 1": the total of each line.
static char *lines_of(struct world *world, const char *month, enum audit_kind kind)
{
	struct cycle cycle;
	char *text = xstrdup("");

	assert_done(cycle_get(world->session, month, kind, &cycle));
	for (size_t i = 0; i < cycle.count; i++) {
		const struct cycle_line *line = &cycle.lines[i];
		char *longer = xasprintf("%s%s%s%s%s %d", text, i ? ", " : "",
			line->service_id ? line->service : "all", line->team_id ? " " : "",
			line->team, (int)line->counts[CYCLE_TOTAL]);

		free(text);
		text = longer;
	}
	cycle_finish(&cycle);
	return text;
}

static void expect_lines(struct world *world, const char *login, const char *wanted)
{
	char *text;

	world_as(world, login);
	text = lines_of(world, "2026-10", AUDIT_MONTHLY);
	assert_string_equal(text, wanted);
	free(text);
}

// Of team A: one open of ann's with bob, one submitted of ann's. Of team C one open of cat's, and a thematic one.
static const char council[] =
	"INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, "
	"state, "
	"kind, lead_id, peer_id, allocated_on, due_on) "
	"SELECT 1, '2026-10-001', 1, 1, 1, 1, '2026-10', 1, 1, a.id, b.id, '2026-10-01', "
	"'2026-10-30' FROM user a, user b WHERE a.login = 'ann' AND b.login = 'bob' UNION ALL "
	"SELECT 2, '2026-10-002', 2, 1, 1, 1, '2026-10', 3, 1, a.id, NULL, '2026-10-01', "
	"'2026-10-30' FROM user a WHERE a.login = 'ann' UNION ALL "
	"SELECT 3, '2026-10-003', 3, 3, 2, 1, '2026-10', 2, 1, a.id, NULL, '2026-10-01', "
	"'2026-10-30' FROM user a WHERE a.login = 'cat' UNION ALL "
	"SELECT 4, '2026-08-004', 3, 3, 2, 1, '2026-08', 2, 2, a.id, NULL, '2026-08-01', "
	"'2026-08-30' FROM user a WHERE a.login = 'cat';";

static void everybody_counts_what_they_see(void **state)
{
	struct world *world = *state;
	struct cycle cycle;

	base_tamper(world->base, council);
	expect_lines(world, "quinn",
		"all 3, Assessment 2, Assessment A 2, Assessment B 0, Early Help 1, "
		"Early Help C 1");
	expect_lines(world, "sam", "all 2, Assessment 2, Assessment A 2, Assessment B 0");
	expect_lines(world, "sue", "all 1, Early Help 1, Early Help C 1");
	expect_lines(world, "ann", "all 2, Assessment 2, Assessment A 2");
	expect_lines(world, "abe", "all 1, Assessment 1, Assessment A 1");
	expect_lines(world, "bob", "all 1, Assessment 1, Assessment A 1, Assessment B 0");
	expect_lines(world, "max",
		"all 2, Assessment 1, Assessment A 1, Early Help 1, Early Help C 1");
	world_as(world, "adam");
	assert_refused(
		cycle_get(world->session, "2026-10", AUDIT_MONTHLY, &cycle), ERROR_DENIED);
	world_as(world, "quinn");
	assert_refused(
		cycle_get(world->session, "october", AUDIT_MONTHLY, &cycle), ERROR_USAGE);
}

static void teams_move_and_close(void **state)
{
	struct world *world = *state;

	base_tamper(world->base, council);
	base_tamper(world->base, "UPDATE team SET service_id = 2 WHERE id = 1; UPDATE team SET "
				 "active = 0 WHERE id "
				 "IN (2, 3)");
	expect_lines(world, "quinn",
		"all 3, Assessment 2, Assessment A 2, Early Help 1, Early Help A 0, "
		"Early Help C 1");
}

// Each line is the sum of what is in it.
static void services_are_the_sum_of_their_teams(void **state)
{
	struct world *world = *state;
	struct cycle cycle;
	int64_t services = 0, teams = 0;

	base_tamper(world->base, council);
	world_as(world, "quinn");
	assert_done(cycle_get(world->session, "2026-10", AUDIT_MONTHLY, &cycle));
	for (size_t i = 1; i < cycle.count; i++)
		*(cycle.lines[i].team_id ? &teams : &services) +=
			cycle.lines[i].counts[CYCLE_DRAFT] * 100 +
			cycle.lines[i].counts[CYCLE_ALLOCATED] * 10 +
			cycle.lines[i].counts[CYCLE_SUBMITTED];
	assert_int_equal(services, 111);
	assert_int_equal(teams, 111);
	cycle_finish(&cycle);
}

static void what_waits_is_counted(void **state)
{
	struct world *world = *state;
	struct cycle cycle;

	base_tamper(world->base, council);
	base_tamper(world->base,
		"INSERT INTO contact (audit_id, who, state) VALUES (1, 1, 1), (1, 2, 2), (2, "
		"1, 1), "
		"(3, 1, 3), (3, 2, 4), (4, 1, 1);"
		"INSERT INTO moderation (audit_id, state, mode, due_on, disputed_on) VALUES "
		"(1, 1, 1, '2026-10-30', NULL), (2, 5, 1, '2026-10-30', '2026-10-12'), "
		"(3, 4, 1, '2026-10-30', NULL), (4, 1, 1, '2026-10-30', NULL)");
	world_as(world, "quinn");
	assert_done(cycle_open(world->session, "2026-10", date_from(2026, 10, 23)));
	assert_done(cycle_get(world->session, "2026-10", AUDIT_MONTHLY, &cycle));
	assert_int_equal(cycle.contacts_open, 2);
	assert_int_equal(cycle.moderations_open, 1);
	assert_int_equal(cycle.disputes, 1);
	assert_int_equal(cycle.due_on, date_from(2026, 10, 23));
	assert_int_equal(cycle.opened_on, date_from(2026, 10, 12));
	assert_null(cycle.sample);
	cycle_finish(&cycle);
	world_as(world, "sue");
	assert_done(cycle_get(world->session, "2026-10", AUDIT_MONTHLY, &cycle));
	assert_int_equal(cycle.contacts_open + cycle.moderations_open + cycle.disputes, 0);
	cycle_finish(&cycle);
	assert_done(cycle_get(world->session, "2026-08", AUDIT_THEMATIC, &cycle));
	assert_int_equal(cycle.contacts_open, 1);
	assert_int_equal(cycle.moderations_open, 1);
	assert_int_equal(cycle.opened_on, DATE_NONE);
	cycle_finish(&cycle);
}

static void months_newest_first(void **state)
{
	struct world *world = *state;
	char months[8][DATE_TEXT];

	world_as(world, "quinn");
	assert_int_equal(cycle_months(world->session, months, 8), 0);
	base_tamper(world->base, council);
	assert_done(cycle_open(world->session, "2026-11", DATE_NONE));
	assert_int_equal(cycle_months(world->session, months, 8), 3);
	assert_string_equal(months[0], "2026-11");
	assert_string_equal(months[1], "2026-10");
	assert_string_equal(months[2], "2026-08");
	assert_int_equal(cycle_months(world->session, months, 2), 2);
	world_as(world, "adam");
	assert_refused(cycle_months(world->session, months, 8), ERROR_DENIED);
}

// The counts come from the month's index, and neither the months from a walk through the table.
static void indexes_are_walked(void **state)
{
	char *plan = world_plan(*state, QUERY_CYCLE_AUDITS);

	assert_non_null(strstr(plan, "audit_month_due"));
	assert_null(strstr(plan, "TEMP B-TREE"));
	free(plan);
	plan = world_plan(*state, QUERY_CYCLE_BEFORE);
	assert_null(strstr(plan, "SCAN a"));
	free(plan);
	plan = world_plan(*state, QUERY_COUNT_STATES_ALL);
	assert_non_null(strstr(plan, "COVERING INDEX audit_month_due"));
	free(plan);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_state_on_each_side_of_its_day),
		TEST(everybody_counts_what_they_see),
		TEST(teams_move_and_close),
		TEST(services_are_the_sum_of_their_teams),
		TEST(what_waits_is_counted),
		TEST(months_newest_first),
		TEST(indexes_are_walked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
