// SPDX-License-Identifier: MIT
// Databases of every released version, with rows in every table, opened by this one.
#include "test/test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/audit-list.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"
#include "test/fixture.h"
#include "test/older.h"
#include "test/table.h"

// One version of the past: `old` stays as it was, `path` is for the test.
struct past {
	const struct fixture *fixture;
	int version;
	char *old, *path;
};

static void copy(const struct past *past, const char *to)
{
	size_t length;
	char *bytes = fixture_read(past->old, &length);

	fixture_write(past->fixture, to, bytes, length);
	free(bytes);
}

static void forget(const struct past *past)
{
	static const char *const suffixes[] = {"", "-wal", "-shm", "-queue"};

	for (size_t i = 0; i < LENGTH(suffixes); i++) {
		char *file = xasprintf("%s%s", past->path, suffixes[i]);

		unlink(file);
		free(file);
	}
}

// From the first version to this one: of this one nothing is to be migrated, and nothing may happen.
static void in_each_version(const struct fixture *fixture, void (*check)(const struct past *))
{
	for (int version = 1; version <= schema_count; version++) {
		char *name = xasprintf("old-%d.db", version);
		struct past past = {fixture, version, fixture_path(fixture, name),
			fixture_path(fixture, "test.db")};

		older_make(past.old, version);
		copy(&past, "test.db");
		check(&past);
		forget(&past);
		free(past.path);
		free(past.old);
		free(name);
	}
}

static void open_now(const struct past *past)
{
	struct db *db = db_open(past->path);

	if (!db)
		fail_msg("version %d: %s", past->version, error_message());
	db_close(db);
}

static struct session *begin(const struct past *past, const char *login)
{
	struct session *session =
		session_open(&(struct session_options){past->path, login, "2026-11-24"});

	if (!session)
		fail_msg("version %d: %s", past->version, error_message());
	return session;
}

static void has_a_row_in_each_table(const struct past *past)
{
	char *tables = older_look(past->old,
		     "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN "
		     "('table', 'virtual') AND name <> 'sqlite_schema'"),
	     *rest = tables, *table;
	int count = 0;

	while ((table = strsep(&rest, ","))) {
		char *sql = xasprintf("SELECT count(*) FROM %s", table),
		     *rows = older_look(past->old, sql);

		if (strcmp(rows, "0") == 0)
			fail_msg("%s has no row at version %d: add one to test/schema/%03d.sql",
				table, past->version, past->version);
		count++;
		free(rows);
		free(sql);
	}
	assert_true(count > 25);
	free(tables);
}

static void the_past_has_a_row_in_each_table(void **state)
{
	in_each_version(*state, has_a_row_in_each_table);
}

static void loses_nothing(const struct past *past)
{
	open_now(past);
	older_expect_same("what was there before", older_rows(past->path, past->old),
		older_rows(past->old, past->old));
}

static void nothing_is_lost(void **state)
{
	in_each_version(*state, loses_nothing);
}

static void is_as_one_made_today(const struct past *past)
{
	char *fresh = fixture_path(past->fixture, "fresh.db");
	struct db *db = db_create(fresh);

	assert_true(db && db_publish(db) == 0);
	db_close(db);
	open_now(past);
	older_expect_same("the schema", older_schema(past->path), older_schema(fresh));
	unlink(fresh);
	free(fresh);
}

static void the_schema_is_that_of_a_new_one(void **state)
{
	in_each_version(*state, is_as_one_made_today);
}

// SQLite's own checks, every statement of the program, the search index against the texts, and the trail.
static void is_sound(const struct past *past)
{
	struct session *session = begin(past, NULL);
	struct trail_check trail;

	assert_true(session->practice);
	if (db_check(session->db) || db_prepare_all(session->db) ||
		store_exec(session->db, "INSERT INTO narrative_index (narrative_index, rank) "
					"VALUES ('integrity-check', 1)"))
		fail_msg("version %d: %s", past->version, error_message());
	assert_int_equal(trail_verify(session, &trail, NULL, NULL), 0);
	assert_int_equal(trail.wrong, 0);
	assert_int_equal(trail.erased, 1);
	assert_true(trail.rows == 10);
	session_close(session);
}

static void it_is_sound(void **state)
{
	in_each_version(*state, is_sound);
}

static void says_what_the_schema_says(const struct past *past)
{
	struct table *table = table_read("migration.tsv");

	open_now(past);
	for (size_t row = 0; row < table_rows(table); row++) {
		char *text;

		if (table_number(table, row, "schema") <= past->version)
			continue;
		text = older_look(past->path, table_cell(table, row, "query"));
		table_expect(table, row, "text", text);
		free(text);
	}
	table_destroy(table);
}

static void what_is_new_starts_as_the_schema_says(void **state)
{
	in_each_version(*state, says_what_the_schema_says);
}

static void finds(struct session *session, const char *text, const char *expected)
{
	struct audit_filter filter = {.text = text};
	struct audit_row rows[10];
	char *refs = xstrdup("");
	int got = audit_page(session, &filter, NULL, false, rows, 10);

	for (int i = 0; i < got; i++) {
		char *more = xasprintf("%s%s ", refs, rows[i].ref);

		free(refs);
		refs = more;
		audit_row_finish(&rows[i]);
	}
	assert_string_equal(refs, expected);
	free(refs);
}

static void is_read_as_before(const struct past *past)
{
	struct session *session = begin(past, "quinn");
	static const char *const refs[] = {
		"2026-10-001", "2026-10-002", "2026-10-003", "A-1", "A-2", "2026-09-001"};

	finds(session, "drift", "2026-10-002 2026-10-003 ");
	finds(session, "gwyr imported", "A-1 ");
	finds(session, "CF-2", past->version < 2 ? "2026-10-002 " : "2026-10-002 2026-11-001 ");
	for (size_t i = 0; i < LENGTH(refs); i++) {
		struct audit *audit = audit_open(session, refs[i]);

		if (!audit)
			fail_msg("%s: %s", refs[i], error_message());
		audit_destroy(audit);
	}
	session_close(session);
}

static void search_and_audits_are_there(void **state)
{
	in_each_version(*state, is_read_as_before);
}

// Called as each statement begins.
static int die_at(unsigned what, void *left, void *statement, void *text)
{
	(void)what;
	(void)statement;
	(void)text;
	if (--*(int *)left == 0)
		raise(SIGKILL);
	return 0;
}

// In a child: what db_open() does, killed as the statement with this number begins. 0: all were done before.
static int migrate_until(const char *path, int number)
{
	struct db db = {.path = xstrdup(path), .queue = -1};
	int status;
	pid_t child = fork();

	if (child == 0) {
		db.statements = xcalloc((size_t)query_count, sizeof(*db.statements));
		if (store_connect(&db, path, SQLITE_OPEN_READWRITE))
			_exit(1);
		sqlite3_trace_v2(db.handle, SQLITE_TRACE_STMT, die_at, &number);
		_exit(migrate(&db) ? 1 : 0);
	}
	free(db.path);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

// The database as it stands is one of the whole versions, the old one included.
static void expect_whole_version(const struct past *past, int number)
{
	char *version = older_look(past->path, "PRAGMA user_version"),
	     *expected = fixture_path(past->fixture, "expected.db");
	int reached = (int)strtol(version, NULL, 10);
	char *what = xasprintf("killed at statement %d of version %d, at version %d", number,
		past->version, reached);

	copy(past, "expected.db");
	older_raise(expected, past->version, reached);
	older_expect_same(what, older_schema(past->path), older_schema(expected));
	older_expect_same(
		what, older_rows(past->path, expected), older_rows(expected, expected));
	unlink(expected);
	free(what);
	free(expected);
	free(version);
}

static void survives(const struct past *past)
{
	int number = 0, killed;

	do {
		forget(past);
		copy(past, "test.db");
		killed = migrate_until(past->path, ++number);
		expect_whole_version(past, number);
		loses_nothing(past);
	} while (killed);
	// BEGIN, at least two statements of a schema, COMMIT, for each step.
	assert_true(number > 4 * (schema_count - past->version));
}

static void killed_anywhere_it_is_whole(void **state)
{
	in_each_version(*state, survives);
}

static void is_migrated_once(const struct past *past)
{
	pid_t children[8];

	for (size_t i = 0; i < LENGTH(children); i++) {
		children[i] = fork();
		if (children[i] == 0) {
			struct db *db = db_open(past->path);

			_exit(db ? 0 : 1);
		}
	}
	for (size_t i = 0; i < LENGTH(children); i++) {
		int status;

		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	is_sound(past);
}

static void many_may_open_it_at_once(void **state)
{
	in_each_version(*state, is_migrated_once);
}

static void comes_back(const struct past *past)
{
	char *here = fixture_path(past->fixture, "here.db"),
	     *kept = fixture_path(past->fixture, "kept.db");
	struct db *db;

	fixture_must_run(past->fixture, "--db", here, "init", "--practice", NULL);
	db = db_open(here);
	assert_non_null(db);
	if (db_restore(db, past->path, kept))
		fail_msg("version %d: %s", past->version, error_message());
	assert_int_equal(db_check(db), 0);
	db_close(db);
	older_expect_same(
		"restored", older_rows(here, past->old), older_rows(past->old, past->old));
	fixture_must_run(past->fixture, "--db", here, "verify", NULL);
	unlink(here);
	unlink(kept);
	free(kept);
	free(here);
}

static void an_old_backup_comes_back(void **state)
{
	in_each_version(*state, comes_back);
}

static void is_refused(const struct past *past, const char *command, const char *argument)
{
	char *number = xasprintf("its schema is %d", schema_count + 1), *before, *after;
	const char *arguments[] = {"--db", past->path, command, argument, NULL};
	struct outcome outcome;

	before = fixture_hash(past->path);
	outcome = fixture_run_as(past->fixture, &(struct run_setup){.arguments = arguments});
	assert_int_equal(outcome.code, ERROR_DATA);
	assert_non_null(strstr(outcome.err, "newer version of caseaudit"));
	assert_non_null(strstr(outcome.err, number));
	after = fixture_hash(past->path);
	assert_string_equal(after, before);
	outcome_finish(&outcome);
	free(after);
	free(before);
	free(number);
}

static void a_newer_one_is_refused_untouched(void **state)
{
	struct past past = {.fixture = *state, .path = fixture_path(*state, "test.db")};

	older_make(past.path, schema_count);
	older_raise(past.path, schema_count + 1, schema_count + 1);
	is_refused(&past, "verify", NULL);
	free(past.path);
	past.path = fixture_path(*state, "here.db");
	fixture_must_run(*state, "--db", past.path, "init", "--practice", NULL);
	is_refused(&past, "restore", "test.db");
	free(past.path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_past_has_a_row_in_each_table),
		TEST(nothing_is_lost),
		TEST(the_schema_is_that_of_a_new_one),
		TEST(it_is_sound),
		TEST(what_is_new_starts_as_the_schema_says),
		TEST(search_and_audits_are_there),
		TEST(killed_anywhere_it_is_whole),
		TEST(many_may_open_it_at_once),
		TEST(an_old_backup_comes_back),
		TEST(a_newer_one_is_refused_untouched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
