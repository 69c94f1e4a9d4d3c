// SPDX-License-Identifier: MIT
// The sampling frame as it is imported: what is new, gone and changed is told, and kept only as it was shown.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/import.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

struct import_try {
	struct import_request request;
	struct case_changes changes;
	struct import_count count;
	char problem[200];
};

// Imports a text as quinn. Returns what import_run() does.
static int try_import(struct world *world, struct import_try *try, const char *text)
{
	char *path = base_write(world->base, "cases.csv", text);
	struct problems problems;
	int result;

	world_as(world, "quinn");
	case_changes_finish(&try->changes);
	problem_init(&problems, "cases.csv");
	try->request.kind = "cases";
	try->request.path = path;
	try->request.changes = &try->changes;
	result = import_run(world->session, &try->request, &problems, &try->count);
	snprintf(try->problem, sizeof(try->problem), "%s",
		problems.count ? problems.messages[0] : "");
	problem_finish(&problems);
	free(path);
	return result;
}

static void expect_line(
	const struct import_try *try, enum case_change change, size_t at, const char *text)
{
	const struct case_line *line = &try->changes.lines[change][at];
	char *found;

	assert_true(at < try->changes.listed[change]);
	found = xasprintf("%s: %s", line->ref, line->what);
	assert_string_equal(found, text);
	free(found);
}

static const char next_month[] = "case_ref,team,worker,plan_type,status\n"
				 "C1,B,Ann Archer,looked after,open\n"
				 "C3,C,Wendy \xc5\xb4yn,,open\n"
				 "C9,A,Wendy \xc5\xb4yn,,open\n"
				 "C4,A,,child in need,\n";

static void new_gone_and_changed_are_told(void **state)
{
	struct import_try try = {.request.dry_run = true};

	assert_done(try_import(*state, &try, next_month));
	assert_int_equal(try.changes.count[CASE_NEW], 1);
	expect_line(&try, CASE_NEW, 0, "C4: A, child in need");
	assert_int_equal(try.changes.count[CASE_CHANGED], 2);
	expect_line(&try, CASE_CHANGED, 0,
		"C1: team A -> B; worker Wendy \xc5\xb4yn -> Ann Archer; plan type child "
		"protection -> looked after");
	expect_line(&try, CASE_CHANGED, 1, "C9: status closed -> open");
	assert_int_equal(try.changes.count[CASE_GONE], 1);
	expect_line(&try, CASE_GONE, 0, "C2: A, Wendy \xc5\xb4yn");
	assert_int_equal(try.count.added, 1);
	assert_int_equal(try.count.changed, 2);
	assert_int_equal(try.count.unchanged, 1);
	assert_int_equal(try.count.gone, 1);
	world_expect(*state, "SELECT count(*) FROM casefile WHERE team_id = 2", "0");
	case_changes_finish(&try.changes);
}

static void the_gone_stay_open_unless_closed(void **state)
{
	struct import_try try = {0};

	assert_done(try_import(*state, &try, next_month));
	assert_int_equal(try.count.closed, 0);
	world_expect(*state, "SELECT status FROM casefile WHERE ref = 'C2'", "open");
	try.request.close_gone = true;
	assert_done(try_import(*state, &try, next_month));
	assert_int_equal(try.count.closed, 1);
	assert_int_equal(try.count.unchanged, 4);
	world_expect(*state, "SELECT status FROM casefile WHERE ref = 'C2'", "closed");
	world_expect(*state,
		"SELECT count(*) FROM trail WHERE record = 'case C2' AND act = 'change' "
		"AND service_id = 1 AND field = 'status'",
		"1");
	assert_done(try_import(*state, &try, next_month)); // nobody is gone twice
	assert_int_equal(try.count.gone, 0);
	case_changes_finish(&try.changes);
}

static void who_comes_back_is_open_again(void **state)
{
	struct import_try try = {.request.close_gone = true};

	assert_done(try_import(*state, &try, "case_ref,team\nC1,A\nC3,C\n"));
	world_expect(*state, "SELECT status FROM casefile WHERE ref = 'C2'", "closed");
	assert_done(try_import(*state, &try, "case_ref,team\nC1,A\nC2,A\nC3,C\n"));
	world_expect(*state, "SELECT status FROM casefile WHERE ref = 'C2'", "open");
	expect_line(&try, CASE_CHANGED, 0, "C2: status closed -> open");
	try.request.close_gone = false; // then a missing column says nothing
	assert_done(try_import(*state, &try, "case_ref,team\nC9,A\n"));
	world_expect(*state, "SELECT status FROM casefile WHERE ref = 'C9'", "closed");
	case_changes_finish(&try.changes);
}

static void a_file_of_no_cases_closes_nothing(void **state)
{
	struct import_try try = {.request.close_gone = true};

	assert_refused(try_import(*state, &try, "case_ref,team\n"), ERROR_DATA);
	world_expect(*state, "SELECT count(*) FROM casefile WHERE status = 'open'", "3");
	try.request.close_gone = false;
	assert_done(try_import(*state, &try, "case_ref,team\n"));
	assert_int_equal(try.count.gone, 3);
	case_changes_finish(&try.changes);
}

static void one_error_closes_nothing(void **state)
{
	struct import_try try = {.request.close_gone = true};

	assert_refused(try_import(*state, &try, "case_ref,team\nC1,A\nC2,Nope\n"), ERROR_DATA);
	assert_non_null(strstr(try.problem, "cases.csv:3: team"));
	world_expect(*state, "SELECT count(*) FROM casefile WHERE status = 'open'", "3");
	case_changes_finish(&try.changes);
}

static void only_what_was_shown_is_kept(void **state)
{
	struct import_try try = {.request.dry_run = true};
	char digest[65];

	assert_done(try_import(*state, &try, next_month));
	memcpy(digest, try.changes.digest, sizeof(digest));
	try.request.dry_run = false;
	try.request.expected = digest;
	base_tamper(((struct world *)*state)->base,
		"UPDATE casefile SET worker = 'Somebody else' WHERE ref = 'C1'");
	assert_refused(try_import(*state, &try, next_month), ERROR_BUSY);
	world_expect(*state, "SELECT count(*) FROM casefile WHERE ref = 'C4'", "0");
	base_tamper(((struct world *)*state)->base,
		"UPDATE casefile SET worker = 'Wendy \xc5\xb4yn' WHERE ref = 'C1'");
	assert_done(try_import(*state, &try, next_month));
	world_expect(*state, "SELECT count(*) FROM casefile WHERE ref = 'C4'", "1");
	case_changes_finish(&try.changes);
}

static void who_had_a_case_is_remembered(void **state)
{
	struct import_try try = {0};

	assert_done(try_import(*state, &try,
		"case_ref,team,worker\nC1,A,Ann Archer\nC2,A,Wendy \xc5\xb4yn\n"));
	assert_done(try_import(*state, &try, "case_ref,team,worker\nC1,A,abe\n"));
	assert_done(try_import(*state, &try, "case_ref,team,worker\nC1,A,\n"));
	assert_done(try_import(*state, &try, "case_ref,team,worker\nC1,A,Ann Archer\n"));
	assert_done(try_import(*state, &try, "case_ref,team,worker\nC1,A,bob\n"));
	world_expect(*state,
		"SELECT group_concat(worker || ' ' || until_on, ', ') FROM (SELECT * FROM "
		"casefile_worker ORDER BY worker)",
		"Ann Archer 2026-10-12, Wendy \xc5\xb4yn 2026-10-12, abe 2026-10-12");
	case_changes_finish(&try.changes);
}

static void long_lists_are_counted_and_cut(void **state)
{
	struct import_try try = {.request.dry_run = true};
	char *text = xstrdup("case_ref,team\n");

	for (int i = 0; i < CASE_LINES + 7; i++) {
		char *longer = xasprintf("%sN%03d,B\n", text, i);

		free(text);
		text = longer;
	}
	assert_done(try_import(*state, &try, text));
	assert_int_equal(try.changes.count[CASE_NEW], CASE_LINES + 7);
	assert_int_equal(try.changes.listed[CASE_NEW], CASE_LINES);
	case_changes_finish(&try.changes);
	free(text);
}

static void only_cases_are_closed(void **state)
{
	struct world *world = *state;
	struct import_request request = {.kind = "actions", .path = "x", .close_gone = true};
	struct import_count count;
	struct problems problems;

	problem_init(&problems, "x");
	world_as(world, "quinn");
	assert_refused(import_run(world->session, &request, &problems, &count), ERROR_USAGE);
	world_as(world, "sam");
	request.kind = "cases";
	assert_refused(import_run(world->session, &request, &problems, &count), ERROR_DENIED);
	problem_finish(&problems);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(new_gone_and_changed_are_told),
		TEST(the_gone_stay_open_unless_closed),
		TEST(who_comes_back_is_open_again),
		TEST(a_file_of_no_cases_closes_nothing),
		TEST(one_error_closes_nothing),
		TEST(only_what_was_shown_is_kept),
		TEST(who_had_a_case_is_remembered),
		TEST(long_lists_are_counted_and_cut),
		TEST(only_cases_are_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
