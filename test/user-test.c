// SPDX-License-Identifier: MIT
// People, teams, services and themes: what may be put, who may, what the trail keeps of it.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "core/theme.h"
#include "core/trail.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"

// Two services, two teams, one person.
static int setup(void **state)
{
	struct session *session;

	base_setup(state);
	session = ((struct base *)*state)->session;
	assert_int_equal(
		service_put(session, &(struct service_fields){.name = "Assessment"}, PUT_NEW),
		0);
	assert_int_equal(
		service_put(session, &(struct service_fields){.name = "MASH"}, PUT_NEW), 0);
	assert_int_equal(team_put(session,
				 &(struct team_fields){.name = "East", .service = "assessment"},
				 PUT_NEW),
		0);
	assert_int_equal(
		team_put(session, &(struct team_fields){.name = "West", .service = "MASH"},
			PUT_NEW),
		0);
	assert_int_equal(user_put(session,
				 &(struct user_fields){.login = "sian",
					 .name = "Siân Ŵyn",
					 .post = "Team Manager",
					 .roles = "Auditor;qa",
					 .team = "east",
					 .services = "MASH, assessment"},
				 PUT_NEW),
		0);
	return 0;
}

static struct session *session_of(void **state)
{
	return ((struct base *)*state)->session;
}

// The person of a login; ends the test where there is none.
static struct user_row *user_of(struct session *session, const char *login)
{
	struct user_row *rows;
	size_t count;

	assert_int_equal(user_list(session, login, &rows, &count), 0);
	assert_int_equal(count, 1);
	return rows;
}

static void a_person_is_kept_in_our_spelling(void **state)
{
	struct user_row *row = user_of(session_of(state), "sian");

	assert_string_equal(row->name, "Siân Ŵyn");
	assert_string_equal(row->post, "team manager");
	assert_int_equal(row->roles, ROLE_AUDITOR | ROLE_QA);
	assert_string_equal(row->team, "East");
	assert_string_equal(row->services, "Assessment;MASH");
	assert_true(row->active);
	user_rows_free(row, 1);
}

static void what_is_not_given_stays(void **state)
{
	struct session *session = session_of(state);
	struct user_row *row;

	assert_int_equal(
		user_put(session, &(struct user_fields){.login = "sian", .post = "iro"},
			PUT_OLD),
		0);
	row = user_of(session, "sian");
	assert_string_equal(row->post, "iro");
	assert_string_equal(row->name, "Siân Ŵyn");
	assert_string_equal(row->team, "East");
	assert_string_equal(row->services, "Assessment;MASH");
	user_rows_free(row, 1);
	assert_int_equal(
		user_put(session,
			&(struct user_fields){.login = "sian", .team = "", .services = ""},
			PUT_ANY),
		0);
	row = user_of(session, "sian");
	assert_string_equal(row->team, "");
	assert_string_equal(row->services, "");
	user_rows_free(row, 1);
}

static const struct {
	struct user_fields fields;
	enum put put;
	enum error kind;
	const char *message;
} wrong_users[] = {
	{{"sian", "S", "iro", "qa"}, PUT_NEW, ERROR_CREATE, "is there already"},
	{{"nobody", .post = "iro"}, PUT_OLD, ERROR_MISSING, "no user nobody"},
	{{"a b", "S", "iro", "qa"}, PUT_NEW, ERROR_DATA, "is no login"},
	{{"-rf", "S", "iro", "qa"}, PUT_NEW, ERROR_DATA, "is no login"},
	{{"", "S", "iro", "qa"}, PUT_NEW, ERROR_DATA, "is no login"},
	{{"new", NULL, "iro", "qa"}, PUT_NEW, ERROR_USAGE, "what is the name"},
	{{"new", "", "iro", "qa"}, PUT_NEW, ERROR_DATA, "is empty"},
	{{"new", "A\033[31m", "iro", "qa"}, PUT_NEW, ERROR_DATA, "name"},
	{{"new", "S", "king", "qa"}, PUT_NEW, ERROR_DATA, "cp chair"},
	{{"new", "S", NULL, "qa"}, PUT_NEW, ERROR_USAGE, "cp chair"},
	{{"new", "S", "iro", "boss"}, PUT_NEW, ERROR_DATA, "auditor, moderator, qa, admin"},
	{{"new", "S", "iro", NULL}, PUT_NEW, ERROR_USAGE, "roles"},
	{{"new", "S", "iro", "qa", "North"}, PUT_NEW, ERROR_MISSING,
		"there is no team North: those there are: East, West"},
	{{"new", "S", "iro", "qa", "", "North"}, PUT_NEW, ERROR_MISSING,
		"there is no service North: those there are: Assessment, MASH"},
};

static void what_is_wrong_is_named(void **state)
{
	for (size_t i = 0; i < LENGTH(wrong_users); i++) {
		assert_int_equal(
			user_put(session_of(state), &wrong_users[i].fields, wrong_users[i].put),
			-1);
		assert_int_equal(error_kind(), wrong_users[i].kind);
		if (!strstr(error_message(), wrong_users[i].message))
			fail_msg("'%s' does not say '%s'", error_message(),
				wrong_users[i].message);
	}
}

static void the_last_administrator_stays(void **state)
{
	struct session *session = session_of(state);
	struct user_fields gone = {.login = session->me.login, .active = ACTIVE_NO},
			   lesser = {.login = session->me.login, .roles = "qa"};

	assert_int_equal(user_put(session, &gone, PUT_OLD), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
	assert_int_equal(user_put(session, &lesser, PUT_OLD), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
	assert_true(may(session, RIGHT_ADMIN, NULL));
	assert_int_equal(
		user_put(session, &(struct user_fields){.login = "sian", .roles = "admin"},
			PUT_OLD),
		0);
	assert_int_equal(user_put(session, &gone, PUT_OLD), 0);
	assert_false(may(session, RIGHT_ADMIN, NULL));
	assert_int_equal(session_act_as(session, "sian"), 0);
}

static void an_inactive_administrator_does_not_count(void **state)
{
	struct session *session = session_of(state);
	struct user_fields gone = {.login = session->me.login, .active = ACTIVE_NO};

	assert_int_equal(
		user_put(session,
			&(struct user_fields){
				.login = "sian", .roles = "admin", .active = ACTIVE_NO},
			PUT_OLD),
		0);
	assert_int_equal(user_put(session, &gone, PUT_OLD), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
}

static void own_rights_change_at_once(void **state)
{
	struct session *session = session_of(state);

	assert_true(may(session, RIGHT_TEMPLATE, NULL));
	assert_int_equal(
		user_put(session,
			&(struct user_fields){.login = session->me.login, .roles = "admin"},
			PUT_OLD),
		0);
	assert_false(may(session, RIGHT_TEMPLATE, NULL));
}

static void only_administrators_put(void **state)
{
	struct session *session = session_of(state);

	assert_int_equal(session_act_as(session, "sian"), 0);
	assert_int_equal(user_put(session, &(struct user_fields){.login = "x"}, PUT_ANY), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
	assert_int_equal(team_put(session, &(struct team_fields){.name = "x"}, PUT_ANY), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
	assert_int_equal(
		service_put(session, &(struct service_fields){.name = "x"}, PUT_ANY), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
}

// The newest rows of the trail, newest first, in one line each.
static void expect_trail(struct session *session, const char *const *lines, int count)
{
	struct trail_row rows[8];
	int got = trail_page(session, 0, INT64_MAX, false, rows, count);

	assert_int_equal(got, count);
	for (int i = 0; i < got; i++) {
		char *line = xasprintf("%s %s %s: %s -> %s", rows[i].act, rows[i].record,
			rows[i].field, rows[i].old ? rows[i].old : "-",
			rows[i].new ? rows[i].new : "-");

		assert_string_equal(line, lines[i]);
		free(line);
		trail_row_finish(&rows[i]);
	}
}

static void each_thing_changed_is_in_the_trail(void **state)
{
	static const char *const lines[] = {
		"change user sian active: active -> inactive",
		"change user sian team: East -> West",
		"change user sian roles: auditor;qa -> auditor",
		"add user sian : - -> Siân Ŵyn, team manager, roles auditor;qa, team East, "
		"services Assessment;MASH",
	};
	struct session *session = session_of(state);

	assert_int_equal(user_put(session,
				 &(struct user_fields){.login = "sian",
					 .name = "Siân Ŵyn",
					 .roles = "auditor",
					 .team = "west",
					 .active = ACTIVE_NO},
				 PUT_OLD),
		0);
	expect_trail(session, lines, LENGTH(lines));
}

static void a_refused_change_leaves_nothing(void **state)
{
	struct session *session = session_of(state);
	char before[TRAIL_HASH_TEXT], after[TRAIL_HASH_TEXT];
	struct user_row *row;

	trail_head(session, before);
	assert_int_equal(
		user_put(session,
			&(struct user_fields){
				.login = "sian", .post = "iro", .services = "MASH;Nowhere"},
			PUT_OLD),
		-1);
	trail_head(session, after);
	assert_string_equal(before, after);
	row = user_of(session, "sian");
	assert_string_equal(row->post, "team manager");
	assert_string_equal(row->services, "Assessment;MASH");
	user_rows_free(row, 1);
}

static const struct {
	struct team_fields fields;
	enum put put;
	enum error kind;
	const char *message;
} wrong_teams[] = {
	{{"EAST", .service = "MASH"}, PUT_NEW, ERROR_CREATE, "is there already"},
	{{"North"}, PUT_NEW, ERROR_USAGE, "of which service"},
	{{"North", .service = "None"}, PUT_NEW, ERROR_MISSING, "Assessment, MASH"},
	{{"North", .service = "MASH"}, PUT_OLD, ERROR_MISSING, "East, West"},
	{{"East", .rename = "West"}, PUT_OLD, ERROR_CREATE, "West is there already"},
	{{"East", .active = ACTIVE_NO}, PUT_OLD, ERROR_DATA, "1 active people"},
	{{"A;B", .service = "MASH"}, PUT_NEW, ERROR_DATA, "split lists"},
	{{" A", .service = "MASH"}, PUT_NEW, ERROR_DATA, "blank"},
	{{"", .service = "MASH"}, PUT_NEW, ERROR_DATA, "is empty"},
};

static void wrong_teams_are_named(void **state)
{
	for (size_t i = 0; i < LENGTH(wrong_teams); i++) {
		assert_int_equal(
			team_put(session_of(state), &wrong_teams[i].fields, wrong_teams[i].put),
			-1);
		assert_int_equal(error_kind(), wrong_teams[i].kind);
		if (!strstr(error_message(), wrong_teams[i].message))
			fail_msg("'%s' does not say '%s'", error_message(),
				wrong_teams[i].message);
	}
}

static void a_team_moves_and_is_renamed(void **state)
{
	static const char *const lines[] = {
		"change team east side service: Assessment -> MASH",
		"change team East name: East -> east side",
	};
	struct session *session = session_of(state);
	struct team_row *rows;
	size_t count;

	assert_int_equal(
		team_put(session,
			&(struct team_fields){
				.name = "EAST", .rename = "east side", .service = "MASH"},
			PUT_OLD),
		0);
	expect_trail(session, lines, LENGTH(lines));
	assert_int_equal(team_list(session, &rows, &count), 0);
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].name, "east side");
	assert_string_equal(rows[0].service, "MASH");
	assert_int_equal(rows[0].people, 1);
	team_rows_free(rows, count);
}

static void an_inactive_team_is_offered_no_more(void **state)
{
	struct session *session = session_of(state);

	assert_int_equal(
		team_put(session, &(struct team_fields){.name = "West", .active = ACTIVE_NO},
			PUT_OLD),
		0);
	assert_int_equal(
		user_put(session, &(struct user_fields){.login = "sian", .team = "West"},
			PUT_OLD),
		-1);
	assert_int_equal(error_kind(), ERROR_MISSING);
}

static void a_service_with_teams_stays(void **state)
{
	struct session *session = session_of(state);

	assert_int_equal(
		service_put(session,
			&(struct service_fields){.name = "MASH", .active = ACTIVE_NO}, PUT_OLD),
		-1);
	assert_int_equal(error_kind(), ERROR_DATA);
	assert_int_equal(
		team_put(session, &(struct team_fields){.name = "West", .active = ACTIVE_NO},
			PUT_OLD),
		0);
	assert_int_equal(
		service_put(session,
			&(struct service_fields){.name = "mash", .active = ACTIVE_NO}, PUT_OLD),
		0);
}

static void themes_come_and_go_and_are_renamed(void **state)
{
	struct session *session = session_of(state);
	struct theme_row *rows;
	size_t count, listed;

	assert_int_equal(theme_rows(session, true, &rows, &listed), 0);
	assert_in_range(listed, 15, 20);
	theme_rows_free(rows, listed);
	assert_int_equal(theme_put(session, "Drift and delay", NULL, ACTIVE_NO, PUT_OLD), 0);
	assert_int_equal(theme_rows(session, true, &rows, &count), 0);
	assert_int_equal(count, listed - 1);
	theme_rows_free(rows, count);
	assert_int_equal(theme_rows(session, false, &rows, &count), 0);
	assert_int_equal(count, listed);
	theme_rows_free(rows, count);
	assert_int_equal(theme_put(session, "drift and delay", NULL, ACTIVE_KEEP, PUT_NEW), 0);
	assert_int_equal(theme_put(session, "drift and delay", NULL, ACTIVE_KEEP, PUT_NEW), -1);
	assert_int_equal(error_kind(), ERROR_CREATE);
	assert_int_equal(theme_put(session, "Visiting", "Neglect", ACTIVE_KEEP, PUT_OLD), -1);
	assert_int_equal(error_kind(), ERROR_CREATE);
	assert_int_equal(theme_put(session, "Visiting", "Visits", ACTIVE_KEEP, PUT_OLD), 0);
	assert_int_equal(theme_put(session, "Visiting", NULL, ACTIVE_NO, PUT_OLD), -1);
	assert_int_equal(error_kind(), ERROR_MISSING);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_person_is_kept_in_our_spelling),
		TEST(what_is_not_given_stays),
		TEST(what_is_wrong_is_named),
		TEST(the_last_administrator_stays),
		TEST(an_inactive_administrator_does_not_count),
		TEST(own_rights_change_at_once),
		TEST(only_administrators_put),
		TEST(each_thing_changed_is_in_the_trail),
		TEST(a_refused_change_leaves_nothing),
		TEST(wrong_teams_are_named),
		TEST(a_team_moves_and_is_renamed),
		TEST(an_inactive_team_is_offered_no_more),
		TEST(a_service_with_teams_stays),
		TEST(themes_come_and_go_and_are_renamed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
