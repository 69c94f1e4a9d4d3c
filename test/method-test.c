// SPDX-License-Identifier: MIT
// The script that the manual page prints draws from a receipt what this program drew, and of draws at once one is made.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/sheet.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/fixture.h"

// The script as it stands in the manual page, its \e made backslashes again. Yours.
static char *script_of(const char *manual)
{
	const char *from = strstr(manual, "\nimport csv, hashlib, sys\n"), *to;
	char *script, *end;

	assert_non_null(from);
	to = strstr(from, "\n.Ed");
	assert_non_null(to);
	script = end = xcalloc((size_t)(to - from) + 1, 1);
	for (from++; from <= to; from++) {
		*end++ = *from;
		if (*from == '\\' && from[1] == 'e')
			from++;
	}
	return script;
}

static void write_script(const struct fixture *fixture)
{
	char *manual = fixture_read(TEST_DIR "/../tui/caseaudit.1", NULL);
	char *script = script_of(manual);

	fixture_write(fixture, "again.py", script, strlen(script));
	free(script);
	free(manual);
}

enum { REF, CHOSEN };

// The references that a receipt says were drawn, one a line, in the order of the frame. Yours.
static char *drawn_of(const struct fixture *fixture, const char *name, size_t *count)
{
	static const struct sheet_column columns[] = {{"ref", SHEET_REQUIRED},
		{"chosen", SHEET_REQUIRED}, {"draw", SHEET_IGNORED}, {"seed", SHEET_IGNORED},
		{"frame_hash", SHEET_IGNORED}, {"rule", SHEET_IGNORED},
		{"strata", SHEET_IGNORED}, {"service", SHEET_IGNORED}, {"team", SHEET_IGNORED},
		{"excluded", SHEET_IGNORED}, {"rank", SHEET_IGNORED},
		{"audit_ref", SHEET_IGNORED}, {"replaced_by", SHEET_IGNORED},
		{"database", SHEET_IGNORED}};
	char *path = fixture_path(fixture, name), *text = xstrdup("");
	struct problems problems;
	struct sheet *sheet;

	*count = 0;
	problem_init(&problems, name);
	assert_int_equal(sheet_open(&sheet, path, columns, LENGTH(columns), &problems), 0);
	while (sheet_next(sheet) == 1) {
		char *longer;

		if (strcmp(sheet_cell(sheet, CHOSEN, NULL), "yes") != 0)
			continue;
		longer = xasprintf("%s%s\n", text, sheet_cell(sheet, REF, NULL));
		free(text);
		text = longer;
		++*count;
	}
	assert_int_equal(problems.count, 0);
	problem_finish(&problems);
	sheet_close(sheet);
	free(path);
	return text;
}

static bool has_line(const char *text, const char *line, size_t length)
{
	for (const char *at = text; *at; at += strcspn(at, "\n") + 1)
		if (strcspn(at, "\n") == length && strncmp(at, line, length) == 0)
			return true;
	return false;
}

// As many lines, and each of one among the other's.
static void expect_same_lines(const char *text, const char *other, size_t count)
{
	size_t lines = 0;

	for (const char *at = text; *at; at += strcspn(at, "\n") + 1, lines++)
		if (!has_line(other, at, strcspn(at, "\n")))
			fail_msg(
				"%.*s is drawn by the script only", (int)strcspn(at, "\n"), at);
	assert_int_equal(lines, count);
}

static void expect_same(const struct fixture *fixture, const char *draw, size_t at_least)
{
	static const char *const python[] = {
		"/usr/bin/env", "python3", "again.py", "receipt.csv", NULL};
	struct fixture ourselves = *fixture; // a language may be installed for its owner alone
	struct outcome outcome;
	size_t count;
	char *drawn;

	ourselves.as_nobody = 0;
	fixture_must_run(
		fixture, "sample", "show", draw, "--csv", "--raw", "-o", "receipt.csv", NULL);
	outcome = fixture_run_as(&ourselves, &(struct run_setup){.arguments = python});
	if (outcome.code == 127) {
		outcome_finish(&outcome);
		skip();
	}
	if (outcome.code)
		fail_msg("%s", outcome.err);
	drawn = drawn_of(fixture, "receipt.csv", &count);
	if (count < at_least)
		fail_msg("%s has %zu only", draw, count);
	expect_same_lines(outcome.out, drawn, count);
	free(drawn);
	outcome_finish(&outcome);
}

// The demo's council, and the script beside it.
static const struct fixture *begin(struct fixture *fixture)
{
	fixture->as_nobody = 1;
	write_script(fixture);
	fixture_demo(fixture);
	return fixture;
}

static void the_published_script_draws_the_same_cases(void **state)
{
	const struct fixture *fixture = begin(*state);

	fixture_must_run(
		fixture, "--today", "2026-11-16", "sample", "2026-12", "--per-team", "2", NULL);
	expect_same(fixture, "2026-12", 40);
	fixture_must_run(fixture, "--today", "2026-11-16", "sample", "2026-12", "--kind",
		"thematic", "--percent", "3", "--seed", "=\xc5\xb4yn, \"4\"", NULL);
	expect_same(fixture, "2026-12-thematic", 24);
	fixture_must_run(fixture, "--today", "2026-11-16", "sample", "2026-12", "--kind", "dip",
		"--percent", "100", "--team", "Court 1", NULL);
	expect_same(fixture, "2026-12-dip-sample", 5);
}

static void it_draws_the_moderations_too(void **state)
{
	const struct fixture *fixture = begin(*state);

	// What is lacking of all: those of the demo's own draw are taken off.
	fixture_must_run(fixture, "--today", "2026-11-16", "moderate", "select", "2026-10",
		"--percent", "100", NULL);
	expect_same(fixture, "2026-10-moderation-2", 2);
	fixture_must_run(fixture, "--today", "2026-11-16", "moderate", "select", "2026-09",
		"--percent", "65", NULL);
	expect_same(fixture, "2026-09-moderation", 2);
}

static void council(const struct fixture *fixture)
{
	static const char cases[] = "case_ref,team\nC1,East\nC2,East\nC3,East\n";

	fixture_must_run(fixture, "init", "--practice", NULL);
	fixture_must_run(fixture, "service", "add", "Assessment", NULL);
	fixture_must_run(fixture, "team", "add", "East", "--service", "Assessment", NULL);
	fixture_must_run(fixture, "user", "add", "quinn", "--name", "Quinn", "--post",
		"qa co-ordinator", "--role", "qa", NULL);
	fixture_write(fixture, "cases.csv", cases, strlen(cases));
	fixture_must_run(fixture, "--as", "quinn", "import", "cases", "cases.csv", NULL);
}

// Eight people draw the same month at the same moment: one draws, the others are told.
static void of_draws_at_once_one_is_made(void **state)
{
	const struct fixture *fixture = *state;
	char *line = xasprintf(
		"for i in 1 2 3 4 5 6 7 8; do (%s --as quinn --today 2026-11-16 sample 2026-12 "
		"--per-team 2 >/dev/null 2>&1; echo $?) & done; wait",
		fixture_program());
	const char *const shell[] = {"/bin/sh", "-c", line, NULL};
	struct outcome outcome;
	size_t made = 0, told = 0;

	council(fixture);
	outcome = fixture_run_as(fixture, &(struct run_setup){.arguments = shell});
	for (const char *at = outcome.out; *at; at += strcspn(at, "\n") + 1) {
		made += strncmp(at, "0\n", 2) == 0;
		told += strncmp(at, "73\n", 3) == 0;
	}
	if (made != 1 || told != 7)
		fail_msg("the exit codes are %s", outcome.out);
	fixture_must_run(fixture, "--as", "quinn", "sample", "verify", "2026-12", NULL);
	outcome_finish(&outcome);
	free(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_published_script_draws_the_same_cases,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			it_draws_the_moderations_too, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			of_draws_at_once_one_is_made, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
