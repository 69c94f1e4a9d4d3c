// SPDX-License-Identifier: MIT
// README.md shows the screens as test/screen/readme.ref has them, and its commands run; --update puts the screens into it.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/fixture.h"
#include "test/snapshot.h"

#define README TEST_DIR "/../README.md"
#define DAY "2026-11-24T10:00" // of test/screen/readme.keys too
#define INDENT "    "
#define TITLE INDENT " Home" // what the first row of a screen begins with
#define COMMAND INDENT "$ "

// In the order of the tour.
static const char *const screens[] = {"home", "guide", "allocation", "loop", "report"};

static const char *line_after(const char *line)
{
	const char *end = strchr(line, '\n');

	return end ? end + 1 : line + strlen(line);
}

// Where the text behind a screen begins, and how many rows of it are shown: empty ones at its end are not its own.
static const char *screen_after(const char *line, size_t *rows)
{
	const char *end = line;
	size_t count = 0;

	for (*rows = 0; *line == '\n' || strncmp(line, INDENT, strlen(INDENT)) == 0;
		line = line_after(line)) {
		count++;
		if (*line == '\n')
			continue;
		*rows = count;
		end = line_after(line);
	}
	return end;
}

static void put_row(FILE *out, const char *row)
{
	int length;

	assert_int_equal(*row, '|');
	length = (int)strcspn(row + 1, "\n");
	fprintf(out, "%s%.*s\n", length ? INDENT : "", length, row + 1);
}

// So many rows: those from the top of the screen, and the last, which is its footer.
static void put_screen(FILE *out, const char *section, size_t rows)
{
	const char *row = section;

	for (size_t i = 1; i < rows; i++, row = line_after(row))
		put_row(out, row);
	while (*line_after(row) == '|')
		row = line_after(row);
	put_row(out, row);
}

static const char *section_of(const struct snapshots *references, size_t screen)
{
	char *label;
	const char *section;

	if (screen >= LENGTH(screens))
		fail_msg("README.md has more screens than test/screen/readme.keys");
	label = xasprintf("%s 80x24 xterm-256color", screens[screen]);
	section = snapshots_get(references, label);
	if (!section)
		fail_msg("no section \"%s\" in readme.ref", label);
	free(label);
	return section;
}

// The text with each of its screens as it is now, as much of it as was shown. Yours.
static char *with_screens(const char *readme)
{
	struct snapshots *references = snapshots_read(TEST_DIR "/screen/readme.ref");
	size_t length, rows, count = 0;
	char *text;
	FILE *out = open_memstream(&text, &length);

	for (const char *line = readme, *next; *line; line = next) {
		if (strncmp(line, TITLE, strlen(TITLE)) == 0) {
			next = screen_after(line, &rows);
			put_screen(out, section_of(references, count++), rows);
		} else {
			next = line_after(line);
			fwrite(line, 1, (size_t)(next - line), out);
		}
	}
	fclose(out);
	snapshots_destroy(references);
	assert_int_equal(count, LENGTH(screens));
	return text;
}

static void its_screens_are_what_the_program_shows(void **state)
{
	char *readme = fixture_read(README, NULL), *now = with_screens(readme);
	const char *line = readme, *other = now;

	while (*line && strncmp(line, other, (size_t)(line_after(line) - line)) == 0) {
		line = line_after(line);
		other = line_after(other);
	}
	if (*line || *other)
		fail_msg("README.md shows\n%.*sand the screen is\n%.*s"
			 "readme-test --update puts it in: then read what stands around it",
			(int)(line_after(line) - line), line, (int)(line_after(other) - other),
			other);
	free(now);
	free(readme);
}

// As a reader would type it, in the practice database that the tour is about.
static void expect_runs(const struct fixture *fixture, const char *line)
{
	char *script = xasprintf("caseaudit() { \"%s\" --today %s \"$@\"; }\n%.*s\n",
		fixture_program(), DAY, (int)strcspn(line, "\n"), line);
	const char *const shell[] = {"/bin/sh", "-c", script, NULL};
	struct outcome outcome =
		fixture_run_as(fixture, &(struct run_setup){.arguments = shell});
	int expected = memmem(line, strcspn(line, "\n"), "exit code 1", 11) != NULL;

	if (outcome.code != expected)
		fail_msg("README.md: %.*s: exit %d: %s", (int)strcspn(line, "\n"), line,
			outcome.code, outcome.err);
	outcome_finish(&outcome);
	free(script);
}

static void its_commands_run(void **state)
{
	static const char cases[] = "case_ref,team\nCF-1,Court 1\n";
	const struct fixture *fixture = *state;
	char *readme = fixture_read(README, NULL);
	size_t count = 0;

	fixture_must_run(fixture, "--today", DAY, "init", "--demo", NULL);
	fixture_write(fixture, "cases.csv", cases, strlen(cases));
	for (const char *line = readme; *line; line = line_after(line)) {
		if (strncmp(line, COMMAND, strlen(COMMAND)) != 0)
			continue;
		expect_runs(fixture, line + strlen(COMMAND));
		count++;
	}
	assert_true(count > 20);
	free(readme);
}

static int put_screens_in(void)
{
	char *readme = fixture_read(README, NULL), *now = with_screens(readme);
	FILE *file = fopen(README, "w");
	int result = !file || fputs(now, file) < 0 || fclose(file) != 0;

	free(now);
	free(readme);
	return result;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_screens_are_what_the_program_shows),
		cmocka_unit_test_setup_teardown(
			its_commands_run, fixture_setup, fixture_teardown),
	};

	if (argc > 1 && strcmp(argv[1], "--update") == 0)
		return put_screens_in();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
