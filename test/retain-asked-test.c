// SPDX-License-Identifier: MIT
// Retention at a terminal: shown before it is done, and done by a typed word alone.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/council.h"
#include "test/fixture.h"
#include "test/older.h"
#include "test/screen.h"

static struct screen *start(const struct fixture *fixture)
{
	const char *const arguments[] = {"retain", "--before", "2026-11-01", NULL};
	struct screen *screen = screen_start(fixture, &(struct screen_setup){0}, arguments);

	screen_wait(screen, "2026-10-001");
	screen_wait(screen, "1 audit, 0 actions, 0 cases");
	screen_wait(screen, "Type anonymise to do it:");
	return screen;
}

static void expect_anonymised(const struct fixture *fixture, const char *count)
{
	char *found = older_look(fixture->database,
		"SELECT count(*) FROM audit WHERE anonymised_on IS NOT NULL");

	assert_string_equal(found, count);
	free(found);
}

static void nothing_is_done_without_the_word(void **state)
{
	static const char *const answers[] = {
		"no\r", "\r", "y\r", "yes\r", "anonymise it\r", "anon\r", "\x04"};
	const struct fixture *fixture = *state;

	make_over(fixture);
	for (size_t i = 0; i < LENGTH(answers); i++) {
		struct screen *screen = start(fixture);

		screen_type(screen, answers[i]);
		screen_wait(screen, "Nothing was changed.");
		assert_int_equal(screen_wait_exit(screen), 0);
		screen_end(screen);
		expect_anonymised(fixture, "0");
	}
}

static void the_word_does_what_was_shown(void **state)
{
	const struct fixture *fixture = *state;
	struct screen *screen;

	make_over(fixture);
	screen = start(fixture);
	screen_type(screen, "anonymise\r");
	screen_wait(screen, "Anonymised. Receipt 1:");
	assert_int_equal(screen_wait_exit(screen), 0);
	screen_end(screen);
	expect_anonymised(fixture, "1");
	fixture_must_run(fixture, "verify", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			nothing_is_done_without_the_word, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			the_word_does_what_was_shown, fixture_setup, fixture_teardown),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	originals_finish();
	return failed;
}
