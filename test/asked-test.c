// SPDX-License-Identifier: MIT
// An import of cases at a terminal: shown before it is kept, asked for, and only what was shown is kept.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "test/fixture.h"
#include "test/screen.h"

static const char first[] = "case_ref,team,worker\nC1,East,Ann\nC2,East,Ann\n",
		  next[] = "case_ref,team,worker\nC1,East,Bob\nC3,East,Ann\n",
		  other[] = "case_ref,team,worker\nC1,East,Cat\nC2,East,Ann\n";

static void put(const struct fixture *fixture, const char *name, const char *text)
{
	fixture_write(fixture, name, text, strlen(text));
}

static void council(const struct fixture *fixture)
{
	fixture_must_run(fixture, "init", "--practice", NULL);
	fixture_must_run(fixture, "service", "add", "Assessment", NULL);
	fixture_must_run(fixture, "team", "add", "East", "--service", "Assessment", NULL);
	put(fixture, "first.csv", first);
	put(fixture, "next.csv", next);
	put(fixture, "other.csv", other);
	fixture_must_run(fixture, "import", "cases", "first.csv", NULL);
}

// What importing a file now would do, by its line of counts.
static void expect_counts(const struct fixture *fixture, const char *file, const char *counts)
{
	struct outcome outcome =
		fixture_run(fixture, "import", "cases", file, "--dry-run", NULL);

	if (!strstr(outcome.out, counts))
		fail_msg("%s: %s, not %s", file, outcome.out, counts);
	outcome_finish(&outcome);
}

static struct screen *start(const struct fixture *fixture, const char *option)
{
	const char *const arguments[] = {"import", "cases", "next.csv", option, NULL};

	return screen_start(fixture, &(struct screen_setup){0}, arguments);
}

static void nothing_is_kept_without_a_yes(void **state)
{
	static const char *const answers[] = {"no\r", "\r", "y\r", "yes please\r", "\x04"};
	const struct fixture *fixture = *state;

	council(fixture);
	for (size_t i = 0; i < LENGTH(answers); i++) {
		struct screen *screen = start(fixture, NULL);

		screen_wait(screen, "C3  East, Ann");
		screen_wait(screen, "C1  worker Ann -> Bob");
		screen_wait(screen, "C2  East, Ann");
		screen_wait(screen, "1 gone, which stay open");
		screen_wait(screen, "Type yes to keep this:");
		screen_type(screen, answers[i]);
		screen_wait(screen, "Nothing was imported.");
		assert_int_equal(screen_wait_exit(screen), 0);
		screen_end(screen);
		expect_counts(fixture, "first.csv", "0 new, 0 changed, 2 unchanged");
	}
}

static void a_yes_keeps_what_was_shown(void **state)
{
	const struct fixture *fixture = *state;
	struct screen *screen;

	council(fixture);
	screen = start(fixture, "--close-gone");
	screen_wait(screen, "1 gone, which are closed");
	screen_wait(screen, "Type yes");
	screen_type(screen, "yes\r");
	screen_wait(screen, "cases: 1 new, 1 changed, 0 unchanged, 1 closed");
	assert_int_equal(screen_wait_exit(screen), 0);
	screen_end(screen);
	screen = start(fixture, NULL); // where nothing changes nothing is asked
	screen_wait(screen, "cases: 0 new, 0 changed, 2 unchanged");
	assert_int_equal(screen_wait_exit(screen), 0);
	screen_end(screen);
}

static void what_somebody_changed_meanwhile_is_shown_again(void **state)
{
	const struct fixture *fixture = *state;
	struct screen *screen;

	council(fixture);
	screen = start(fixture, NULL);
	screen_wait(screen, "Type yes");
	fixture_must_run(fixture, "import", "cases", "other.csv", NULL);
	screen_type(screen, "yes\r");
	screen_wait(screen, "have changed since they were shown");
	assert_int_equal(screen_wait_exit(screen), ERROR_BUSY);
	screen_end(screen);
	expect_counts(fixture, "other.csv", "0 new, 0 changed, 2 unchanged");
}

#define TEST(function) \
	cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_is_kept_without_a_yes),
		TEST(a_yes_keeps_what_was_shown),
		TEST(what_somebody_changed_meanwhile_is_shown_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
