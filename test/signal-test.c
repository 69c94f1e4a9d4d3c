// SPDX-License-Identifier: MIT
// Signals, stopping and dropped lines: the terminal is left as it was found.
#include "test/test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/screen.h"

// The program between two looks at the terminal's settings, its process id in the file pid.
static const char in_a_shell[] = "stty -g >before; echo started; "
				 "/bin/sh -c 'echo $$ >pid; exec \"$PROGRAM\"'; "
				 "echo ended $?; stty -g >after; echo over; read line";

static struct screen *start_in_shell(
	const struct fixture *fixture, const char *options, const char *line)
{
	char *program = xasprintf("PROGRAM=%s", fixture_program());
	const char *settings[] = {program, NULL};
	struct screen_setup setup = {.settings = settings};
	struct screen *screen;

	fixture_must_run(fixture, "init", "--practice", NULL);
	screen =
		screen_start(fixture, &setup, (const char *[]){"/bin/sh", options, line, NULL});
	free(program);
	screen_wait(screen, "PRACTICE");
	assert_true(screen_is_alternate(screen));
	return screen;
}

static pid_t pid_in(const struct fixture *fixture, const char *name)
{
	char *path = fixture_path(fixture, name), *text = fixture_read(path, NULL);
	pid_t pid = (pid_t)strtol(text, NULL, 10);

	free(text);
	free(path);
	assert_true(pid > 1);
	return pid;
}

static void expect_same_settings(const struct fixture *fixture, const char *name)
{
	char *before = fixture_path(fixture, "before"), *after = fixture_path(fixture, name);
	char *was = fixture_read(before, NULL), *is = fixture_read(after, NULL);

	assert_string_equal(is, was);
	free(is);
	free(was);
	free(after);
	free(before);
}

// Full-screen mode is left, the cursor is there, letters are plain again, nothing is asked of the mouse.
static void expect_sane(const struct fixture *fixture, struct screen *screen, const char *name)
{
	struct screen_cursor cursor = screen_cursor(screen);
	struct screen_cell cell;
	int row, column;

	assert_false(screen_is_alternate(screen));
	assert_true(cursor.visible);
	assert_true(screen_find(screen, "over", &row, &column) >= 0);
	cell = screen_cell(screen, row, column);
	assert_false(cell.bold || cell.reverse || cell.underline);
	assert_int_equal(cell.foreground, -1);
	expect_same_settings(fixture, name);
}

static void ends_sane_on(const struct fixture *fixture, int signal, const char *said)
{
	struct screen *screen = start_in_shell(fixture, "-c", in_a_shell);

	kill(pid_in(fixture, "pid"), signal);
	screen_wait(screen, "over");
	screen_wait(screen, said);
	expect_sane(fixture, screen, "after");
	screen_end(screen);
}

static void sigterm_leaves_the_terminal_sane(void **state)
{
	ends_sane_on(*state, SIGTERM, "ended 143");
}

static void sighup_leaves_the_terminal_sane(void **state)
{
	ends_sane_on(*state, SIGHUP, "ended 129");
}

static void quitting_leaves_the_terminal_sane(void **state)
{
	struct screen *screen = start_in_shell(*state, "-c", in_a_shell);

	screen_type(screen, "q");
	screen_wait(screen, "over");
	screen_wait(screen, "ended 0");
	expect_sane(*state, screen, "after");
	screen_end(screen);
}

static void ctrl_z_gives_the_terminal_back_and_fg_repaints(void **state)
{
	static const char line[] =
		"stty -g >before; \"$PROGRAM\"; stty -g >stopped; echo over; "
		"read line; fg; stty -g >after; echo done";
	struct screen *screen = start_in_shell(*state, "-mc", line);

	screen_key(screen, "Ctrl-Z");
	screen_wait(screen, "over");
	expect_sane(*state, screen, "stopped");
	screen_type(screen, "\n");
	screen_wait(screen, "PRACTICE");
	assert_true(screen_is_alternate(screen));
	screen_type(screen, "q");
	screen_wait(screen, "done");
	expect_sane(*state, screen, "after");
	screen_end(screen);
}

static void a_resize_while_stopped_is_noticed(void **state)
{
	static const char line[] = "\"$PROGRAM\"; echo over; read line; fg";
	struct screen *screen = start_in_shell(*state, "-mc", line);

	screen_key(screen, "Ctrl-Z");
	screen_wait(screen, "over");
	screen_resize(screen, 18, 60);
	screen_type(screen, "\n");
	screen_wait(screen, "PRACTICE");
	screen_end(screen);
}

static void a_dropped_line_ends_the_program(void **state)
{
	const struct fixture *fixture = *state;
	struct screen *screen;
	int code;

	fixture_must_run(fixture, "init", "--practice", NULL);
	screen = screen_start(fixture, &(struct screen_setup){0}, NULL);
	screen_wait(screen, "PRACTICE");
	code = screen_hang_up(screen);
	assert_int_equal(code, 129);
	screen_end(screen);
	fixture_must_run(fixture, "verify", NULL);
}

static void any_size_is_painted_or_refused_in_words(void **state)
{
	static const struct {
		int rows, columns;
		const char *shows;
	} sizes[] = {
		{24, 80, "PRACTICE"},
		{18, 60, "PRACTICE"},
		{17, 60, "60x18"},
		{18, 59, "60x18"},
		{1, 1, ""},
		{60, 200, "PRACTICE"},
		{3, 20, ""},
		{100, 500, "PRACTICE"},
		{24, 80, "PRACTICE"},
	};
	const struct fixture *fixture = *state;
	struct screen *screen;

	fixture_must_run(fixture, "init", "--practice", NULL);
	screen = screen_start(fixture, &(struct screen_setup){0}, NULL);
	screen_wait(screen, "PRACTICE");
	for (size_t i = 0; i < LENGTH(sizes); i++) {
		screen_resize(screen, sizes[i].rows, sizes[i].columns);
		screen_wait(screen, sizes[i].shows);
	}
	screen_type(screen, "q");
	assert_int_equal(screen_wait_exit(screen), 0);
	screen_end(screen);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(quitting_leaves_the_terminal_sane),
		TEST(sigterm_leaves_the_terminal_sane),
		TEST(sighup_leaves_the_terminal_sane),
		TEST(ctrl_z_gives_the_terminal_back_and_fg_repaints),
		TEST(a_resize_while_stopped_is_noticed),
		TEST(a_dropped_line_ends_the_program),
		TEST(any_size_is_painted_or_refused_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
