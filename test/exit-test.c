// SPDX-License-Identifier: MIT
// Exit codes and messages of the whole program, row by row of test/exit.tsv, on good and on bad days.
#include "test/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"
#include "test/council.h"
#include "test/fixture.h"
#include "test/table.h"
#include "test/words.h"

static struct table *table;

static void make_live(const struct fixture *fixture)
{
	fixture_must_run(fixture, "init", NULL);
}

static void make_letter(const struct fixture *fixture)
{
	char letter[400];

	memset(letter, 'a', sizeof(letter));
	fixture_write(fixture, "caseaudit.db", letter, sizeof(letter));
}

static void make_empty(const struct fixture *fixture)
{
	fixture_write(fixture, "caseaudit.db", "", 0);
}

static void make_folder(const struct fixture *fixture)
{
	assert_int_equal(mkdir(fixture->database, 0700), 0);
}

// A practice database with some of its bytes changed.
static void make_changed(
	const struct fixture *fixture, size_t place, const void *bytes, size_t length)
{
	size_t size;
	char *whole;

	make_practice(fixture);
	whole = fixture_read(fixture->database, &size);
	assert_true(place + length <= size);
	memcpy(whole + place, bytes, length);
	fixture_write(fixture, "caseaudit.db", whole, size);
	free(whole);
}

// Places in the header: sqlite.org/fileformat.html.
static void make_foreign(const struct fixture *fixture)
{
	make_changed(fixture, 68, "\0\0\0\1", 4);
}

static void make_newer(const struct fixture *fixture)
{
	make_changed(fixture, 60, "\0\0\3\347", 4);
}

static void make_corrupt(const struct fixture *fixture)
{
	char noise[12000];

	memset(noise, 0xa5, sizeof(noise));
	make_changed(fixture, 4096, noise, sizeof(noise));
}

static void make_truncated(const struct fixture *fixture)
{
	size_t size;
	char *whole;

	make_practice(fixture);
	whole = fixture_read(fixture->database, &size);
	fixture_write(fixture, "caseaudit.db", whole, 6000);
	free(whole);
}

static void make_read_only(const struct fixture *fixture)
{
	make_practice(fixture);
	assert_int_equal(chmod(fixture->database, 0444), 0);
}

static void make_unreadable(const struct fixture *fixture)
{
	make_practice(fixture);
	assert_int_equal(chmod(fixture->database, 0), 0);
}

// A folder that cannot be written would not take the outputs of the run: so the database lies deeper.
static void make_locked_folder(const struct fixture *fixture)
{
	char *folder = fixture_path(fixture, "locked"),
	     *moved = fixture_path(fixture, "locked/a.db");

	make_practice(fixture);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(rename(fixture->database, moved), 0);
	assert_int_equal(chmod(folder, 0500), 0);
	free(moved);
	free(folder);
}

static void make_tampered(const struct fixture *fixture)
{
	make_council(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"DROP TRIGGER trail_unchanged; UPDATE trail SET actor = 'x' WHERE seq = 3");
}

// A council and a backup of it, backup.db.
static void make_backed_up(const struct fixture *fixture)
{
	make_council(fixture);
	fixture_must_run(fixture, "backup", "backup.db", NULL);
}

// Only the backup is left.
static void make_lost(const struct fixture *fixture)
{
	make_backed_up(fixture);
	assert_int_equal(unlink(fixture->database), 0);
}

// The same, with the log of the database that was there.
static void make_left_log(const struct fixture *fixture)
{
	make_lost(fixture);
	fixture_write(fixture, "caseaudit.db-wal", "log", 3);
}

// The kinds of database that a row can ask for, and the day on which its command is run.
static const struct kind {
	const char *name;
	void (*make)(const struct fixture *fixture);
	enum {
		MAY_CHANGE,
		KEEPS_BYTES,  // no byte of it changes
		KEEPS_FOLDER, // and nothing appears beside it
	} stays;
	struct run_setup day;
} kinds[] = {
	{"none", NULL, MAY_CHANGE, {0}},
	{"practice", make_practice, MAY_CHANGE, {0}},
	{"live", make_live, MAY_CHANGE, {0}},
	{"council", make_council, MAY_CHANGE, {0}},
	{"audited", make_audited, MAY_CHANGE, {0}},
	{"submitted", make_submitted, MAY_CHANGE, {0}},
	{"challenged", make_challenged, MAY_CHANGE, {0}},
	{"looped", make_looped, MAY_CHANGE, {0}},
	{"over", make_over, MAY_CHANGE, {0}},
	{"raised", make_raised, MAY_CHANGE, {0}},
	{"selected", make_selected, MAY_CHANGE, {0}},
	{"moderated", make_moderated, MAY_CHANGE, {0}},
	{"calibrated", make_calibrated, MAY_CHANGE, {0}},
	{"drawn", make_drawn, MAY_CHANGE, {0}},
	{"redrawn", make_redrawn, MAY_CHANGE, {0}},
	{"stranger", make_live, MAY_CHANGE, {.uid = 65534}},
	{"tampered", make_tampered, MAY_CHANGE, {0}},
	{"backed-up", make_backed_up, MAY_CHANGE, {0}},
	{"lost", make_lost, MAY_CHANGE, {0}},
	{"left-log", make_left_log, MAY_CHANGE, {0}},
	{"demo", fixture_demo, MAY_CHANGE, {0}},
	{"letter", make_letter, KEEPS_FOLDER, {0}},
	{"empty", make_empty, KEEPS_FOLDER, {0}},
	{"folder", make_folder, MAY_CHANGE, {0}},
	{"foreign", make_foreign, KEEPS_FOLDER, {0}},
	{"newer", make_newer, KEEPS_FOLDER, {0}},
	{"corrupt", make_corrupt, KEEPS_BYTES, {0}},
	{"truncated", make_truncated, KEEPS_BYTES, {0}},
	{"read-only", make_read_only, KEEPS_FOLDER, {.plain_user = 1}},
	{"unreadable", make_unreadable, MAY_CHANGE, {.plain_user = 1}},
	{"locked-folder", make_locked_folder, MAY_CHANGE, {.plain_user = 1}},
	{"nfs", make_practice, KEEPS_FOLDER, {.file_system = "nfs"}},
	{"cifs", make_practice, KEEPS_FOLDER, {.file_system = "cifs"}},
	{"new-nfs", NULL, KEEPS_FOLDER, {.file_system = "nfs"}},
	{"full-disk", make_practice, KEEPS_BYTES, {.disk = 1}},
	{"new-full", NULL, KEEPS_FOLDER, {.disk = 100000}},
	{"dying-disk", make_practice, MAY_CHANGE, {.broken_sync = 1}},
};

static const struct kind *kind_of(size_t row)
{
	const char *name = table_cell(table, row, "database");

	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	}
	fail_msg("%s: no such kind of database: %s", table_where(table, row), name);
	return NULL;
}

static size_t files_in(const char *folder)
{
	DIR *list = opendir(folder);
	size_t count = 0;

	while (readdir(list))
		count++;
	closedir(list);
	return count;
}

static void expect_text(
	size_t row, const char *column, const struct outcome *outcome, const char *text)
{
	const char *expected = table_cell(table, row, column);

	if (!strstr(text, expected))
		fail_msg("%s: %s lacks \"%s\":\n%s%s", table_where(table, row), column,
			expected, outcome->out, outcome->err);
}

// Every failure ends in one line of the program's name, what happened, what to do; before it stand the
// errors of a file that was read.
static void expect_message(size_t row, const struct outcome *outcome)
{
	const char *line = outcome->err, *next;

	if (outcome->code <= 1)
		return;
	while ((next = strchr(line, '\n')) && next[1])
		line = next + 1;
	if (strncmp(line, "caseaudit: ", 11) != 0 || !next || !strchr(line + 11, ':'))
		fail_msg("%s: not one line of what happened and what to do:\n%s",
			table_where(table, row), outcome->err);
}

static void run_row(const struct fixture *fixture, size_t row)
{
	const struct kind *kind = kind_of(row);
	struct run_setup setup = kind->day;
	struct words words = {0};
	struct outcome outcome;

	words_split(&words, table_cell(table, row, "arguments"));
	setup.arguments = words.list;
	setup.input = table_cell(table, row, "input");
	outcome = fixture_run_as(fixture, &setup);
	if (outcome.code != table_number(table, row, "code"))
		fail_msg("%s: the exit code is %d:\n%s%s", table_where(table, row),
			outcome.code, outcome.out, outcome.err);
	expect_text(row, "out", &outcome, outcome.out);
	expect_text(row, "err", &outcome, outcome.err);
	expect_message(row, &outcome);
	outcome_finish(&outcome);
	words_finish(&words);
}

struct test {
	struct fixture fixture;
	size_t row;
};

static int set_up(void **state)
{
	fixture_init(&((struct test *)*state)->fixture);
	return 0;
}

static int tear_down(void **state)
{
	const struct fixture *fixture = &((struct test *)*state)->fixture;
	char *locked = fixture_path(fixture, "locked");

	chmod(locked, 0700);
	free(locked);
	fixture_end(&((struct test *)*state)->fixture);
	return 0;
}

static void the_program_ends_as_written(void **state)
{
	struct test *test = *state;
	const struct kind *kind = kind_of(test->row);
	char *before, *after;
	size_t files;

	if (kind->make)
		kind->make(&test->fixture);
	if (kind->stays == MAY_CHANGE) {
		run_row(&test->fixture, test->row);
		return;
	}
	before = fixture_hash(test->fixture.database);
	files = files_in(test->fixture.folder);
	run_row(&test->fixture, test->row);
	after = fixture_hash(test->fixture.database);
	if (strcmp(before, after) != 0 ||
		(kind->stays == KEEPS_FOLDER && files_in(test->fixture.folder) != files))
		fail_msg("%s: the database was touched", table_where(table, test->row));
	free(before);
	free(after);
}

int main(void)
{
	struct CMUnitTest *tests;
	struct test *states;
	size_t count;
	int failed;

	table = table_read("exit.tsv");
	count = table_rows(table);
	tests = xcalloc(count, sizeof(*tests));
	states = xcalloc(count, sizeof(*states));
	for (size_t row = 0; row < count; row++) {
		states[row].row = row;
		tests[row] = (struct CMUnitTest){table_cell(table, row, "name"),
			the_program_ends_as_written, set_up, tear_down, &states[row]};
	}
	failed = _cmocka_run_group_tests("exit", tests, count, NULL, NULL);
	originals_finish();
	if (failed)
		_exit(1); // what a failed test left behind is no leak of ours
	free(tests);
	free(states);
	table_destroy(table);
	return failed != 0;
}
