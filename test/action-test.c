// SPDX-License-Identifier: MIT
// Actions of an audit, their colours, and safety concerns.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/action-list.h"
#include "db/error.h"
#include "test/table.h"
#include "test/world.h"

static date cell_date(const struct table *table, size_t row, const char *column)
{
	date day = DATE_NONE;

	date_parse(table_cell(table, row, column), DATE_ISO, &day);
	return day;
}

static enum progress cell_progress(const struct table *table, size_t row)
{
	int progress = PROGRESS_NOT_STARTED;

	while (progress <= PROGRESS_VERIFIED &&
		strcmp(progress_name(progress), table_cell(table, row, "progress")) != 0)
		progress++;
	return (enum progress)progress;
}

static void colours_follow_the_key(void **state)
{
	struct table *table = table_read("colour.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct action action = {
			.progress = cell_progress(table, row),
			.start_on = cell_date(table, row, "start_on"),
			.due_on = cell_date(table, row, "due_on"),
			.first_due_on = cell_date(table, row, "first_due_on"),
			.plan_on = cell_date(table, row, "plan_on"),
		};

		table_expect(table, row, "progress", progress_name(action.progress));
		table_expect(table, row, "colour",
			colour_name(action_colour(&action, date_from(2026, 10, 12))));
	}
	table_destroy(table);
}

static void actions_are_smart_and_counted(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);
	struct action action = {.what = (char *)"See the child alone",
		.owner_login = (char *)"bob",
		.due_on = date_from(2026, 11, 6),
		.start_on = DATE_NONE};

	assert_done(audit_add_action(session, audit, &action));
	assert_int_equal(audit->action_count, 1);
	assert_int_equal(audit->actions[0].seq, 1);
	assert_string_equal(audit->actions[0].owner_name, "Bob Birch");
	assert_string_equal(audit->actions[0].owner_post, "iro");
	assert_string_equal(action_lacks(&audit->actions[0]), "how we will know");
	action.measure = (char *)"A visit is on file";
	action.reason = (char *)"So that he is heard";
	assert_done(audit_change_action(session, audit, 0, &action, NULL));
	assert_null(action_lacks(&audit->actions[0]));
	assert_done(audit_add_action(session, audit, &action));
	assert_int_equal(audit->actions[1].seq, 2);
	assert_done(audit_drop_action(session, audit, 0));
	assert_int_equal(audit->action_count, 1);
	assert_int_equal(audit->actions[0].seq, 2);
	assert_int_equal(world_trail(world, ref, "remove", "action 1"), 1);
	action.due_on = date_from(2026, 10, 1);
	assert_refused(audit_add_action(session, audit, &action), ERROR_DATA);
	action.due_on = DATE_NONE;
	assert_refused(audit_add_action(session, audit, &action), ERROR_DATA);
	action.due_on = date_from(2026, 11, 6);
	action.owner_login = (char *)"nobody";
	assert_refused(audit_add_action(session, audit, &action), ERROR_MISSING);
	audit_destroy(audit);
	free(ref);
}

static void an_action_changed_by_another_is_late(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *first = world_open(world, "ann", ref), *second;
	struct action action = {.what = (char *)"Visit",
		.due_on = date_from(2026, 11, 6),
		.start_on = DATE_NONE};
	struct conflict conflict;

	assert_done(audit_add_action(session, first, &action));
	second = world_open(world, "ann", ref);
	action.what = (char *)"Visit weekly";
	assert_done(audit_change_action(session, first, 0, &action, NULL));
	action.what = (char *)"Visit twice";
	assert_refused(audit_change_action(session, second, 0, &action, &conflict), ERROR_BUSY);
	assert_non_null(strstr(conflict.theirs, "Visit weekly"));
	assert_non_null(strstr(conflict.ours, "Visit twice"));
	conflict_finish(&conflict);
	assert_done(audit_change_action(session, second, 0, &action, &conflict));
	audit_destroy(first);
	audit_destroy(second);
	free(ref);
}

static void a_concern_is_raised_at_once_and_answered(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "bob", "");
	struct audit *audit = world_open(world, "bob", ref);
	struct concern list[4];

	assert_refused(concern_raise(session, audit, 0, "Bruises", " ", "now"), ERROR_DATA);
	assert_done(concern_raise(session, audit, 0, "Bruises", "MASH", "today 14:20"));
	assert_true(audit->at_risk);
	assert_int_equal(audit->concern_count, 1);
	assert_int_equal(world_trail(world, ref, "concern", "concern"), 1);
	world_as(world, "sue");
	assert_int_equal(concern_open(session, list, 4), 0);
	assert_refused(concern_answer(session, audit->concerns[0].id, "x"), ERROR_DENIED);
	world_as(world, "sam");
	assert_int_equal(concern_open(session, list, 4), 1);
	assert_string_equal(list[0].raised_by, "Bob Birch");
	concern_finish(&list[0]);
	assert_done(concern_answer(session, audit->concerns[0].id, "Visited, safe"));
	assert_refused(concern_answer(session, audit->concerns[0].id, "Again"), ERROR_BUSY);
	world_as(world, "bob");
	assert_done(audit_reload(session, audit));
	assert_false(audit->at_risk);
	assert_true(audit->concerns[0].answered);
	audit_destroy(audit);
	free(ref);
}

static int listed(struct world *world, const char *login, const struct action_filter *filter)
{
	struct action_row row, from = {0};
	date last = DATE_NONE;
	int count = 0, got;

	world_as(world, login);
	while ((got = action_page(
			world->session, filter, count ? &from : NULL, false, &row, 1)) == 1) {
		assert_true(row.action.due_on >= last);
		last = row.action.due_on;
		action_row_finish(&from);
		from = row;
		count++;
	}
	action_row_finish(&from);
	return got < 0 ? -1 : count;
}

static void open_actions_are_listed_by_due_date(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);
	struct action action = {.what = (char *)"Visit", .start_on = DATE_NONE};
	struct action_filter all = {0}, overdue = {.overdue = true}, team = {.team_id = 2};

	for (int i = 0; i < 5; i++) {
		action.due_on = date_from(2026, 11, i % 2 ? 6 : 3);
		assert_done(audit_add_action(world->session, audit, &action));
	}
	assert_int_equal(listed(world, "ann", &all), 5);
	assert_int_equal(listed(world, "quinn", &all), 5);
	assert_int_equal(listed(world, "quinn", &team), 0);
	assert_int_equal(listed(world, "abe", &all), 0); // of the team, but a draft
	assert_int_equal(listed(world, "sue", &all), 0);
	world->session->today = date_from(2026, 11, 4);
	assert_int_equal(listed(world, "quinn", &overdue), 3);
	base_tamper(world->base, "UPDATE action SET progress = 5 WHERE seq = 1");
	assert_int_equal(listed(world, "quinn", &all), 4);
	audit_destroy(audit);
	free(ref);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(colours_follow_the_key),
		WORLD(actions_are_smart_and_counted),
		WORLD(an_action_changed_by_another_is_late),
		WORLD(a_concern_is_raised_at_once_and_answered),
		WORLD(open_actions_are_listed_by_due_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
