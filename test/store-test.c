// SPDX-License-Identifier: MIT
// The store: transactions, the queue of writers, copies, and what a killed process leaves behind.
#include "test/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"
#include "test/base.h"

static struct db *db_of(void **state)
{
	return ((struct base *)*state)->session->db;
}

static struct db *open_again(void **state)
{
	struct db *db = db_open(((struct base *)*state)->path);

	assert_non_null(db);
	return db;
}

static int put(struct db *db, const char *value)
{
	return db_run(db, QUERY_SETTING_PUT, ARGS(TEXT("name", "test"), TEXT("value", value)));
}

static void expect_kept(struct db *db, const char *expected)
{
	char *value = NULL;
	int found = db_text(db, QUERY_SETTING_GET, ARGS(TEXT("name", "test")), &value);

	assert_int_equal(found, expected ? 1 : 0);
	if (expected)
		assert_string_equal(value, expected);
	free(value);
}

static void every_query_fits_the_schema(void **state)
{
	if (db_prepare_all(db_of(state)) != 0)
		fail_msg("%s", error_message());
}

// Who makes a statement's arguments in a function of their own has left it when the rows are read.
static void a_statement_keeps_what_it_was_given(void **state)
{
	char name[] = "test";
	struct stmt *row;

	assert_int_equal(0, put(db_of(state), "kept"));
	row = db_query(db_of(state), QUERY_SETTING_GET, ARGS(TEXT("name", name)));
	assert_non_null(row);
	memcpy(name, "gone", sizeof(name));
	assert_int_equal(1, stmt_next(row));
	assert_string_equal("kept", stmt_text(row, 0));
	stmt_done(row);
}

static void every_connection_is_strict(void **state)
{
	static const struct {
		const char *pragma;
		int64_t value;
	} pragmas[] = {
		{"PRAGMA foreign_keys", 1},
		{"PRAGMA synchronous", 2}, // FULL
		{"PRAGMA trusted_schema", 0},
		{"PRAGMA application_id", APPLICATION_ID},
		{"SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'", 1},
		{"SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT strict"
		 " AND schema = 'main' AND name NOT LIKE 'sqlite_%'",
			0},
	};
	struct db *db = open_again(state);

	for (size_t i = 0; i < LENGTH(pragmas); i++) {
		int64_t value = -1;

		assert_int_equal(store_pragma(db, pragmas[i].pragma, &value), 0);
		if (value != pragmas[i].value)
			fail_msg("%s: %d", pragmas[i].pragma, (int)value);
	}
	assert_int_equal(
		store_exec(db, "PRAGMA writable_schema = ON;"
			       "UPDATE sqlite_schema SET sql = '' WHERE name = 'user'"),
		-1);
	db_close(db);
}

static void a_transaction_is_kept_whole_or_not_at_all(void **state)
{
	struct db *db = db_of(state), *other = open_again(state);

	assert_int_equal(db_begin(db), 0);
	assert_int_equal(put(db, "one"), 0);
	expect_kept(other, NULL);
	assert_int_equal(db_end(db, 0), 0);
	expect_kept(other, "one");
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(put(db, "two"), 0);
	assert_int_equal(db_end(db, -1), -1);
	expect_kept(db, "one");
	expect_kept(other, "one");
	db_close(other);
}

static void an_inner_failure_fails_the_whole(void **state)
{
	struct db *db = db_of(state);

	assert_int_equal(db_begin(db), 0);
	assert_int_equal(put(db, "outer"), 0);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(db_end(db, -1), -1);
	assert_int_equal(db_end(db, 0), -1);
	expect_kept(db, NULL);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(put(db, "both"), 0);
	assert_int_equal(db_end(db, 0), 0);
	assert_int_equal(db_end(db, 0), 0);
	expect_kept(db, "both");
}

static void a_snapshot_is_of_one_moment(void **state)
{
	struct db *db = db_of(state), *other = open_again(state);

	assert_int_equal(put(db, "before"), 0);
	assert_int_equal(db_snapshot(other), 0);
	expect_kept(other, "before");
	assert_int_equal(put(db, "after"), 0);
	expect_kept(other, "before");
	db_snapshot_end(other);
	expect_kept(other, "after");
	db_close(other);
}

static int wait_for(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// In a child: adds one so many times, each in a transaction of its own that reads and writes.
static int count_up(const char *path, int times)
{
	struct db *db = db_open(path);
	int result = db ? 0 : -1;

	for (int i = 0; i < times && !result; i++) {
		char *value = NULL, *next;

		if (db_begin(db))
			return 1;
		db_text(db, QUERY_SETTING_GET, ARGS(TEXT("name", "test")), &value);
		next = xasprintf("%ld", (value ? strtol(value, NULL, 10) : 0) + 1);
		result = db_end(db, put(db, next));
		free(next);
		free(value);
	}
	if (result)
		fprintf(stderr, "# %s\n", error_message());
	db_close(db);
	return result ? 1 : 0;
}

#define WRITERS 50

static void writers_wait_for_each_other(void **state)
{
	struct base *base = *state;
	pid_t children[WRITERS];

	for (int i = 0; i < WRITERS; i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit(count_up(base->path, 5));
	}
	for (int i = 0; i < WRITERS; i++)
		assert_int_equal(wait_for(children[i]), 0);
	expect_kept(db_of(state), "250");
}

// In a child: leaves a transaction open, says so, and waits to be killed.
static void hold(const char *path, int ready)
{
	struct db *db = db_open(path);

	if (!db || db_begin(db) || put(db, "never") || write(ready, "x", 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

static pid_t start_holding(const struct base *base)
{
	int ready[2];
	char byte;
	pid_t child;

	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0)
		hold(base->path, ready[1]);
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return child;
}

static void readers_do_not_wait_for_a_writer(void **state)
{
	pid_t child;

	assert_int_equal(put(db_of(state), "before"), 0);
	child = start_holding(*state);
	expect_kept(db_of(state), "before");
	kill(child, SIGKILL);
	wait_for(child);
}

static void a_killed_writer_leaves_nothing_and_blocks_nobody(void **state)
{
	struct db *db = db_of(state);
	pid_t child = start_holding(*state);

	kill(child, SIGKILL);
	assert_int_equal(wait_for(child), 128 + SIGKILL);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(db_end(db, 0), 0);
	expect_kept(db, NULL);
	assert_int_equal(db_check(db), 0);
}

static void a_copy_is_whole_and_new(void **state)
{
	struct base *base = *state;
	struct db *db = db_of(state), *copy;
	char *path = base_file(base, "copy.db");

	assert_int_equal(put(db, "kept"), 0);
	assert_int_equal(db_backup(db, path), 0);
	assert_int_equal(put(db, "later"), 0);
	copy = db_open(path);
	assert_non_null(copy);
	expect_kept(copy, "kept");
	assert_int_equal(db_check(copy), 0);
	db_close(copy);
	assert_int_equal(db_backup(db, path), -1);
	assert_int_equal(error_kind(), ERROR_CREATE);
	free(path);
}

static void a_restore_keeps_what_stood_before(void **state)
{
	struct base *base = *state;
	struct db *db = db_of(state), *other = open_again(state), *before;
	char *path = base_file(base, "copy.db"), *kept = base_file(base, "kept.db");

	assert_int_equal(put(db, "then"), 0);
	assert_int_equal(db_backup(db, path), 0);
	assert_int_equal(put(db, "now"), 0);
	assert_int_equal(db_restore(db, path, kept), 0);
	expect_kept(db, "then");
	expect_kept(other, "then");
	before = db_open(kept);
	assert_non_null(before);
	expect_kept(before, "now");
	db_close(before);
	db_close(other);
	free(path);
	free(kept);
}

// In a child: counts on until the number falls back, and says what it was before.
static void count_until_restored(const char *path, int out)
{
	struct db *db = db_open(path);
	long last = 0;

	for (bool more = db != NULL; more;) {
		char *value = NULL, *next;

		if (db_begin(db) ||
			db_text(db, QUERY_SETTING_GET, ARGS(TEXT("name", "test")), &value) != 1)
			_exit(1);
		more = strtol(value, NULL, 10) >= last;
		next = xasprintf("%ld", strtol(value, NULL, 10) + 1);
		if (db_end(db, more ? put(db, next) : 0) ||
			write(out, &last, sizeof(last)) != sizeof(last))
			_exit(1);
		last = more ? strtol(next, NULL, 10) : last;
		free(next);
		free(value);
	}
	_exit(0);
}

static void a_restore_keeps_what_was_written_last(void **state)
{
	struct base *base = *state;
	struct db *db = db_of(state), *before;
	char *path = base_file(base, "copy.db"), *kept = base_file(base, "kept.db"), *expected;
	int ends[2];
	pid_t child;
	long last = 0;

	assert_int_equal(put(db, "0"), 0);
	assert_int_equal(db_backup(db, path), 0);
	assert_int_equal(put(db, "1000"), 0);
	assert_int_equal(pipe(ends), 0);
	if ((child = fork()) == 0)
		count_until_restored(base->path, ends[1]);
	close(ends[1]);
	assert_int_equal(read(ends[0], &last, sizeof(last)), sizeof(last));
	assert_int_equal(db_restore(db, path, kept), 0);
	while (read(ends[0], &last, sizeof(last)) == sizeof(last))
		continue;
	close(ends[0]);
	assert_int_equal(wait_for(child), 0);
	before = db_open(kept);
	assert_non_null(before);
	expected = xasprintf("%ld", last);
	expect_kept(before, expected);
	db_close(before);
	free(expected);
	free(path);
	free(kept);
}

static void a_damaged_copy_is_not_restored(void **state)
{
	struct base *base = *state;
	struct db *db = db_of(state);
	char *path = base_file(base, "copy.db"), *kept = base_file(base, "kept.db");
	FILE *file;

	assert_int_equal(put(db, "now"), 0);
	assert_int_equal(db_backup(db, path), 0);
	file = fopen(path, "r+");
	fseek(file, 5 * 4096, SEEK_SET); // the head of a page: SQLite keeps no checksums
	for (int i = 0; i < 3000; i++)
		putc(0xa5, file);
	fclose(file);
	assert_int_equal(db_restore(db, path, kept), -1);
	assert_int_equal(error_kind(), ERROR_DATA);
	expect_kept(db, "now");
	assert_int_equal(access(kept, F_OK), -1);
	free(path);
	free(kept);
}

static void a_message_is_safe_on_a_terminal(void **state)
{
	static const struct {
		const char *text, *kept;
	} messages[] = {
		{"\xc5\xb4yn, \xe2\x82\xac, \xf0\x9f\x98\x80",
			"\xc5\xb4yn, \xe2\x82\xac, \xf0\x9f\x98\x80"},
		{"\033[31m\n\177", "?[31m??"},
		{"\xc2\x9b", "?"}, // C1: CSI
		{"a\xe2\x80\xae"
		 "b\xe2\x81\xa7\xd8\x9c",
			"a?b??"},      // U+202E, U+2067, U+061C
		{"\xe2\x80\xa8", "?"}, // U+2028
		{"\xff\xc0\x9b", "???"},
		{"\xed\xa0\x80", "???"}, // a surrogate
		{"\xe2\x80", "??"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(messages); i++) {
		fail(ERROR_DATA, "%s", messages[i].text);
		assert_string_equal(error_message(), messages[i].kept);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_query_fits_the_schema),
		TEST(a_statement_keeps_what_it_was_given),
		TEST(every_connection_is_strict),
		TEST(a_transaction_is_kept_whole_or_not_at_all),
		TEST(an_inner_failure_fails_the_whole),
		TEST(a_snapshot_is_of_one_moment),
		TEST(writers_wait_for_each_other),
		TEST(readers_do_not_wait_for_a_writer),
		TEST(a_killed_writer_leaves_nothing_and_blocks_nobody),
		TEST(a_copy_is_whole_and_new),
		TEST(a_restore_keeps_what_stood_before),
		TEST(a_restore_keeps_what_was_written_last),
		TEST(a_damaged_copy_is_not_restored),
		cmocka_unit_test(a_message_is_safe_on_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
