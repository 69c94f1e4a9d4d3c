// SPDX-License-Identifier: MIT
// The clock of a safety concern over evenings, weekends, bank holidays and summer time, who is asked and who is told.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/setting.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/table.h"
#include "test/world.h"

// England, written so that no file of time zones is needed.
#define ENGLAND "GMT0BST,M3.5.0/1,M10.5.0"

static time_t moment(const struct table *table, size_t row, const char *column)
{
	time_t at = -1;

	if (moment_parse(table_cell(table, row, column), &at))
		fail_msg("%s: no moment in %s", table_where(table, row), column);
	return at;
}

static int seconds(const struct table *table, size_t row, const char *column)
{
	int hour, minute;

	assert_int_equal(sscanf(table_cell(table, row, column), "%d:%d", &hour, &minute), 2);
	return hour * 3600 + minute * 60;
}

static void clocks_run_in_working_hours(void **state)
{
	struct table *table = table_read("concern.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct concern_hours hours = {seconds(table, row, "from"),
			seconds(table, row, "to"), table_number(table, row, "limit")};
		time_t due = concern_due(NULL, &hours, moment(table, row, "raised"));
		time_t later = moment(table, row, "later");
		char text[MOMENT_TEXT];

		table_expect(table, row, "due", moment_text(due, text));
		assert_int_equal(concern_level(NULL, due, due), CONCERN_IN_TIME);
		assert_int_equal(concern_level(NULL, due, due + 1), CONCERN_OVERDUE);
		if (concern_level(NULL, due, later) != CONCERN_OVERDUE ||
			concern_level(NULL, due, later + 1) != CONCERN_DIRECTOR)
			fail_msg("%s: the directors are asked from another moment",
				table_where(table, row));
	}
	table_destroy(table);
}

static void working_hours_are_known(void **state)
{
	static const struct concern_hours hours = {9 * 3600, 17 * 3600, 0};
	static const struct {
		const char *at;
		bool in;
	} moments[] = {
		{"2026-10-12T07:59:59Z", false},
		{"2026-10-12T08:00:00Z", true},
		{"2026-10-12T15:59:59Z", true},
		{"2026-10-12T16:00:00Z", false},
		{"2026-10-17T10:00:00Z", false}, // a Saturday
		{"2026-12-25T10:00:00Z", false},
	};

	for (size_t i = 0; i < LENGTH(moments); i++) {
		time_t at;

		assert_int_equal(moment_parse(moments[i].at, &at), 0);
		assert_int_equal(concern_in_hours(NULL, &hours, at), moments[i].in);
	}
}

// Every reading of the clock on both nights comes back as it was, but for the hour that is skipped.
static void readings_and_moments_agree(void **state)
{
	char text[MOMENT_TEXT];
	time_t at;

	assert_int_equal(moment_parse("2026-10-24T00:00:00Z", &at), 0);
	for (time_t end = at + 2 * 86400; at < end; at += 600) {
		time_t back = moment_of(moment_local(at));

		// The second 01:30 of the night reads like the first.
		assert_true(back == at || back == at - 3600);
	}
	assert_string_equal(
		moment_text(moment_of((struct local){date_from(2026, 3, 29), 5400}), text),
		"2026-03-29T01:30:00Z");
	assert_int_equal(moment_parse("2026-10-24", &at), -1);
	assert_int_equal(moment_parse("2026-10-24T00:00:00Z ", &at), -1);
}

static void hours_are_set_within_a_day(void **state)
{
	static const struct {
		const char *typed, *kept; // NULL: refused
	} values[] = {
		{"09:00-17:00", "09:00-17:00"},
		{"8.30-18:00", "08:30-18:00"},
		{"9:00 - 17:30", "09:00-17:30"},
		{"00:00-24:00", "00:00-24:00"},
		{"17:00-09:00", NULL},
		{"09:00-09:00", NULL},
		{"09:00-24:01", NULL},
		{"09:60-17:00", NULL},
		{"9-17", NULL},
		{"09:00-17:00 x", NULL},
		{"-9:00-17:00", NULL},
		{"", NULL},
	};
	struct world *world = *state;
	struct session *session = world->session;

	world_as(world, "adam");
	for (size_t i = 0; i < LENGTH(values); i++) {
		char *kept;

		if (!values[i].kept) {
			assert_refused(
				setting_put(session, SETTING_WORKING_HOURS, values[i].typed),
				ERROR_DATA);
			continue;
		}
		assert_done(setting_put(session, SETTING_WORKING_HOURS, values[i].typed));
		kept = setting_get(session, SETTING_WORKING_HOURS);
		assert_string_equal(kept, values[i].kept);
		free(kept);
	}
}

// People besides those of world.h: ivy is head, dora director of Assessment; kim leads an audit elsewhere.
static const char people[] =
	"INSERT INTO user (login, name, post, roles) VALUES"
	" ('ivy', 'Ivy Iron', 'head of service', 2), ('dora', 'Dora Day', 'service director', "
	"2);"
	"INSERT INTO user_service SELECT id, 1 FROM user WHERE login IN ('ivy', 'dora');";

// An audit of team A that cat of another team has begun, with a concern on it.
static char *concern_make(struct world *world)
{
	char *ref = world_audit(world, "C1", "cat", "");
	struct audit *audit = world_open(world, "cat", ref);

	base_tamper(world->base, people);
	assert_done(concern_raise(world->session, audit, 0, "Bruises", "MASH", "14:20"));
	audit_destroy(audit);
	return ref;
}

// "name (asked)" where somebody is told, "" where not.
static void expect_told(struct world *world, const char *login, const char *wanted)
{
	struct concern list[2];
	char *text = xstrdup("");

	world_as(world, login);
	if (concern_open(world->session, list, 2) == 1) {
		free(text);
		text = xasprintf("%d %s: %s%s", (int)list[0].level, rung_name(list[0].rung),
			list[0].asked, list[0].sees ? "" : ", unseen");
		concern_finish(&list[0]);
	}
	if (strcmp(text, wanted) != 0)
		fail_msg("%s is told '%s', not '%s'", login, text, wanted);
	free(text);
}

// Whose name comes up in the list of those asked.
static void expect_asked(struct world *world, enum concern_level level, const char *wanted)
{
	static const char *const logins[] = {"ann", "abe", "bob", "cat", "sam", "sue", "max",
		"ivy", "dora", "quinn", "adam"};
	struct staff *staff = staff_load(world->session);
	char *text = xstrdup("");

	for (size_t i = 0; i < LENGTH(logins); i++) {
		char *sql = xasprintf("SELECT id FROM user WHERE login = '%s'", logins[i]);
		char *id = world_look(world, sql), *longer;
		bool asked = concern_asks(staff, strtol(id, NULL, 10), level, 1, 1);

		free(sql);
		free(id);
		if (!asked)
			continue;
		longer = xasprintf("%s%s%s", text, *text ? " " : "", logins[i]);
		free(text);
		text = longer;
	}
	assert_string_equal(text, wanted);
	free(text);
	staff_destroy(staff);
}

#define DUE_AT(moment) "UPDATE concern SET due_at = '" moment "'"

static void those_who_answer_for_the_child_are_told(void **state)
{
	struct world *world = *state;

	free(concern_make(world));
	base_tamper(world->base, DUE_AT("2026-10-13T16:00:00Z"));
	expect_told(world, "ann", "0 team manager: Abe Ash, Ann Archer, unseen");
	expect_told(world, "abe", "0 team manager: Abe Ash, Ann Archer, unseen");
	expect_told(world, "bob", "");
	expect_told(world, "cat", "0 team manager: Abe Ash, Ann Archer");
	expect_told(world, "max", ""); // a service manager, of another service
	expect_told(world, "sam", "0 team manager: Abe Ash, Ann Archer");
	expect_told(world, "sue", "");
	expect_told(world, "ivy", "0 team manager: Abe Ash, Ann Archer");
	expect_told(world, "dora", "");
	expect_told(world, "quinn", "0 team manager: Abe Ash, Ann Archer");
	expect_told(world, "adam", "");
	base_tamper(world->base, DUE_AT("2026-10-11T23:59:59Z")); // a Sunday
	expect_told(world, "dora", "1 head of service: Ivy Iron");
	expect_told(world, "quinn", "1 head of service: Ivy Iron");
	base_tamper(world->base, DUE_AT("2026-10-08T16:00:00Z"));
	expect_told(world, "dora", "2 service director: Dora Day");
	expect_told(world, "ann", "2 service director: Dora Day, unseen");
}

static void it_goes_up_and_past_posts_that_nobody_holds(void **state)
{
	struct world *world = *state;

	free(concern_make(world));
	base_tamper(world->base, DUE_AT("2026-10-11T23:59:59Z"));
	expect_asked(world, CONCERN_IN_TIME, "ann abe sam");
	expect_asked(world, CONCERN_OVERDUE, "ann abe sam ivy");
	expect_asked(world, CONCERN_DIRECTOR, "ann abe sam ivy dora");
	base_tamper(world->base, "UPDATE user SET active = 0 WHERE login = 'ivy'");
	expect_told(world, "quinn", "1 service director: Dora Day");
	base_tamper(world->base, "UPDATE user SET team_id = 2 WHERE login IN ('ann', 'abe');"
				 "UPDATE user SET active = 0 WHERE login = 'sam'");
	base_tamper(world->base, "UPDATE user SET active = 1 WHERE login = 'ivy'");
	expect_asked(world, CONCERN_IN_TIME, "ivy");
	base_tamper(world->base, "DELETE FROM user_service");
	expect_told(world, "quinn", "1 nobody: ");
}

static void its_team_answers_it_before_submission(void **state)
{
	struct world *world = *state;

	free(concern_make(world));
	world_as(world, "bob");
	assert_refused(concern_answer(world->session, 1, "Visited"), ERROR_DENIED);
	world_as(world, "ann");
	assert_done(concern_answer(world->session, 1, "Visited, safe"));
	expect_told(world, "ann", "");
	expect_told(world, "quinn", "");
}

static void the_moment_is_kept_as_it_was_set(void **state)
{
	struct world *world = *state;
	struct concern list[1];

	free(concern_make(world));
	world_expect(world, "SELECT due_at > raised_at FROM concern", "1");
	base_tamper(world->base,
		"UPDATE concern SET raised_at = '2026-10-09T18:00:00Z', due_at = NULL");
	world_as(world, "quinn");
	assert_int_equal(concern_open(world->session, list, 1), 1);
	assert_string_equal(list[0].due_at, "2026-10-12T16:00:00Z"); // one from before clocks
	concern_finish(&list[0]);
	world_as(world, "adam");
	assert_done(setting_put(world->session, SETTING_CONCERN_HOURS, "2"));
	world_as(world, "quinn");
	assert_int_equal(concern_open(world->session, list, 1), 1);
	assert_string_equal(list[0].due_at, "2026-10-12T10:00:00Z");
	concern_finish(&list[0]);
	base_tamper(world->base, DUE_AT("2026-10-14T16:00:00Z"));
	assert_int_equal(concern_open(world->session, list, 1), 1);
	assert_string_equal(list[0].due_at, "2026-10-14T16:00:00Z");
	concern_finish(&list[0]);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clocks_run_in_working_hours),
		cmocka_unit_test(working_hours_are_known),
		cmocka_unit_test(readings_and_moments_agree),
		WORLD(hours_are_set_within_a_day),
		WORLD(those_who_answer_for_the_child_are_told),
		WORLD(it_goes_up_and_past_posts_that_nobody_holds),
		WORLD(its_team_answers_it_before_submission),
		WORLD(the_moment_is_kept_as_it_was_set),
	};

	setenv("TZ", ENGLAND, 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
