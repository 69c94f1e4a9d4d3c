// SPDX-License-Identifier: MIT
// Exit codes and messages of the whole program, row by row of test/exit.tsv, on good and on bad days.
#include "test/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/allocate.h"
#include "core/import.h"
#include "core/init.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"
#include "test/fixture.h"
#include "test/table.h"
#include "test/words.h"

static struct table *table;

// Databases that many rows start from are made once and copied.
struct original {
	struct fixture fixture;
	int made;
};

static struct original practice, council;

static void copy(struct original *original, void (*make)(const struct fixture *fixture),
	const struct fixture *fixture)
{
	size_t length;
	char *bytes;

	if (!original->made) {
		fixture_init(&original->fixture);
		make(&original->fixture);
		original->made = 1;
	}
	bytes = fixture_read(original->fixture.database, &length);
	fixture_write(fixture, "caseaudit.db", bytes, length);
	free(bytes);
}

static void originals_finish(void)
{
	if (practice.made)
		fixture_finish(&practice.fixture);
	if (council.made)
		fixture_finish(&council.fixture);
}

static void init_practice(const struct fixture *fixture)
{
	fixture_must_run(fixture, "init", "--practice", NULL);
}

static void make_practice(const struct fixture *fixture)
{
	copy(&practice, init_practice, fixture);
}

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

static void must(int result)
{
	if (result)
		fail_msg("%s", error_message());
}

// A practice database with a service, a team and four people besides the administrator, made without
// the program because so many rows want it.
static void init_council(const struct fixture *fixture)
{
	static const struct user_fields people[] = {
		{"quinn", "Quinn", "qa practitioner", "qa"},
		{"sian", "Siân Ŵyn", "team manager", "auditor", "East"},
		{"mel", "Mel", "head of service", "moderator", .services = "Assessment"},
		{"other", "Other", "head of service", "moderator"},
		{"gone", "Gone", "iro", "auditor", .active = ACTIVE_NO},
	};
	struct session *session = init_database(fixture->database, true);

	must(session ? db_publish(session->db) : -1);
	must(service_put(session, &(struct service_fields){.name = "Assessment"}, PUT_NEW));
	must(team_put(session, &(struct team_fields){.name = "East", .service = "Assessment"},
		PUT_NEW));
	for (size_t i = 0; i < LENGTH(people); i++)
		must(user_put(session, &people[i], PUT_NEW));
	session_close(session);
}

static void make_council(const struct fixture *fixture)
{
	copy(&council, init_council, fixture);
}

static void act_as(struct session *session, const char *login)
{
	must(session_act_as(session, login));
}

// The council with an audit of October, 2026-10-001, that sian has begun to write.
static void make_audited(const struct fixture *fixture)
{
	static const struct allocation allocation = {
		.case_ref = "CF-1", .month = "2026-10", .lead = "sian", .due = DATE_NONE};
	char *cases = fixture_path(fixture, "cases.csv"), *ref;
	struct import_count count;
	struct problems problems;
	struct session *session;
	struct audit *audit;

	make_council(fixture);
	session = session_open(&(struct session_options){
		.db = fixture->database, .as = "quinn", .today = "2026-10-05"});
	fixture_write(fixture, "cases.csv", "case_ref,team\nCF-1,East\nCF-2,East\n", 34);
	problem_init(&problems, cases);
	must(import_file(session, "cases", cases, false, &problems, &count));
	must(audit_add(session, &allocation, &ref));
	act_as(session, "sian");
	audit = audit_open(session, ref);
	must(audit ? audit_set_grade(session, audit, 0, GRADE_GOOD, NULL) : -1);
	audit_destroy(audit);
	problem_finish(&problems);
	session_close(session);
	unlink(cases);
	free(cases);
	free(ref);
}

// The same, submitted and Inadequate.
static void make_submitted(const struct fixture *fixture)
{
	make_audited(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"UPDATE audit SET state = 3, completed_on = '2026-10-06', final_overall = 4");
}

// And selected for moderation, nobody's yet.
static void make_selected(const struct fixture *fixture)
{
	make_submitted(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"INSERT INTO moderation (audit_id, state, mode, why, selected_on, due_on) "
		"SELECT "
		"id, 1, 1, 'by hand', '2026-10-07', '2026-10-21' FROM audit");
}

// And moderated sealed by mel, who found the whole weaker than sian.
static void make_moderated(const struct fixture *fixture)
{
	make_submitted(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"INSERT INTO moderation (audit_id, state, mode, user_id, moderated_on) SELECT "
		"a.id, 4, 1, u.id, '2026-10-12' FROM audit a JOIN user u ON u.login = 'mel';"
		"INSERT INTO moderation_grade (audit_id, domain_id, own, auditor, changed_at) "
		"SELECT a.id, d.id, 3, 2, 'x' FROM audit a JOIN domain d ON d.template_id = "
		"a.template_id AND d.code = 'overall';"
		"INSERT INTO judgement (audit_id, part, domain_id, grade, changed_at) SELECT "
		"audit_id, 0, domain_id, 2, 'x' FROM moderation_grade WHERE true ON CONFLICT "
		"DO NOTHING");
}

// A calibration round on CF-1 by sian, who found all Good and has not sealed it, and mel.
static void make_calibrated(const struct fixture *fixture)
{
	make_audited(fixture);
	fixture_must_run(fixture, "--as", "quinn", "--today", "2026-10-05", "calibration",
		"start", "Round", "--case", "CF-1", "--auditor", "sian,mel", "--due",
		"2026-10-20", NULL);
	base_tamper(&(struct base){.path = fixture->database},
		"INSERT INTO calibration_grade (calibration_id, user_id, domain_id, grade, "
		"changed_at) SELECT 1, u.id, d.id, 2, 'x' FROM user u JOIN domain d WHERE "
		"u.login = 'sian'");
}

// The same with the draw of October, in which CF-2 has audit 2026-10-002.
static void make_drawn(const struct fixture *fixture)
{
	make_audited(fixture);
	fixture_must_run(fixture, "--as", "quinn", "--today", "2026-10-05", "sample", "2026-10",
		"--per-team", "1", NULL);
}

static void make_redrawn(const struct fixture *fixture)
{
	make_drawn(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"UPDATE sample_entry SET rank = 2 WHERE ref = 'CF-2'");
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
