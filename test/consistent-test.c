// SPDX-License-Identifier: MIT
// Exports are of one moment each while real processes write.
#include "test/test.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/mem.h"
#include "test/fixture.h"
#include "test/grid.h"

// One of those who write: each import is two audits, whole or not at all.
static void write_pairs(const struct fixture *fixture, int writer, int times)
{
	for (int i = 0; i < times; i++) {
		char *text = xasprintf(
			"audit_ref,case_ref,team,auditor,allocated_on,due_on,completed_on,"
			"VOICE,"
			"overall\nX%d-%d,C1,East,Old,2023-05-01,2023-05-31,2023-05-20,G,G\n"
			"Y%d-%d,C2,East,Old,2023-05-01,2023-05-31,2023-05-20,I,I\n",
			writer, i, writer, i);
		struct run_setup setup = {.input = text,
			.arguments = (const char *[]){
				"--as", "quinn", "import", "audits", "-", NULL}};
		struct outcome outcome = fixture_run_as(fixture, &setup);

		if (outcome.code)
			_exit(1);
		outcome_finish(&outcome);
		free(text);
	}
	_exit(0);
}

#define WRITERS 3
#define TIMES 25

// Each in a folder of its own, all on one database.
static void start_writers(const struct fixture *fixture, struct fixture own[static WRITERS])
{
	for (int i = 0; i < WRITERS; i++) {
		pid_t pid;

		fixture_init(&own[i]);
		xreplace(&own[i].database, fixture->database);
		pid = fork();
		assert_true(pid >= 0);
		if (pid == 0)
			write_pairs(&own[i], i, TIMES);
	}
}

// Looks whether all have ended; that one of them failed ends the test.
static bool writers_ended(int *left)
{
	int status;

	while (*left && waitpid(-1, &status, WNOHANG) > 0) {
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		--*left;
	}
	return *left == 0;
}

static struct grid *exported(const struct fixture *fixture, const char *name)
{
	struct outcome outcome = fixture_run(fixture, "--as", "quinn", "export", name, NULL);
	struct grid *grid;

	if (outcome.code)
		fail_msg("export %s: %s", name, outcome.err);
	grid = grid_of(outcome.out);
	outcome_finish(&outcome);
	return grid;
}

// Returns how many audits there were.
static long look_once(const struct fixture *fixture)
{
	struct grid *audits = exported(fixture, "audits");
	struct grid *judgements = exported(fixture, "judgements");
	struct grid *kpi = exported(fixture, "kpi"), *summary = exported(fixture, "summary");
	long good = grid_count(audits, "final_overall", "Good");

	assert_int_equal((grid_rows(audits) - 1) % 2, 0);
	assert_int_equal(good * 2, (grid_rows(audits) - 1));
	assert_int_equal((grid_rows(judgements) - 1) % 4, 0);
	for (size_t row = 1; row < grid_rows(kpi); row++)
		if (grid_is(kpi, row, "code", "grade_good"))
			assert_int_equal(2 * strtol(grid_in(kpi, row, "numerator"), NULL, 10),
				strtol(grid_in(kpi, row, "denominator"), NULL, 10));
	assert_int_equal(grid_sum(summary, "count") % 4, 0);
	grid_destroy(summary);
	grid_destroy(kpi);
	grid_destroy(judgements);
	grid_destroy(audits);
	return good * 2;
}

static void each_is_of_one_moment_while_others_write(void **state)
{
	const struct fixture *fixture = *state;
	struct fixture own[WRITERS];
	int left = WRITERS, looks = 0;
	long last = 0;

	fixture_must_run(fixture, "init", "--practice", NULL);
	fixture_must_run(fixture, "service", "add", "MASH", NULL);
	fixture_must_run(fixture, "team", "add", "East", "--service", "MASH", NULL);
	fixture_must_run(fixture, "user", "add", "quinn", "--name", "Quinn", "--post",
		"qa co-ordinator", "--role", "qa", NULL);
	start_writers(fixture, own);
	while (!writers_ended(&left)) {
		long now = look_once(fixture);

		assert_true(now >= last);
		last = now;
		looks++;
	}
	assert_true(looks > 1);
	assert_int_equal(look_once(fixture), 2 * WRITERS * TIMES);
	fixture_must_run(fixture, "--as", "quinn", "verify", NULL);
	for (int i = 0; i < WRITERS; i++)
		fixture_finish(&own[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_is_of_one_moment_while_others_write,
			fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
