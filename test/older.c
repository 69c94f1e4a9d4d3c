// SPDX-License-Identifier: MIT
// Databases as older versions of the program left them, with rows in every table.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/session.h"
#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"
#include "test/base.h"
#include "test/older.h"

static sqlite3 *open_plainly(const char *path, int flags)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(path, &db, flags, NULL), SQLITE_OK);
	return db;
}

static void run(sqlite3 *db, const char *what, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", what, message);
}

// What a released program would have written stands in a file of rows beside this one.
static void add_rows(sqlite3 *db, int version)
{
	char *path = xasprintf("%s/schema/%03d.sql", TEST_DIR, version),
	     *rows = base_read(path);

	if (!rows)
		fail_msg("%s is missing: write rows for the tables that schema %d brought",
			path, version);
	run(db, path, rows);
	free(rows);
	free(path);
}

static void become_me(sqlite3 *db)
{
	char *login = session_login(),
	     *sql = sqlite3_mprintf("UPDATE user SET login = %Q WHERE login = 'me'", login);

	run(db, "login", sql);
	sqlite3_free(sql);
	free(login);
}

static void set_version(sqlite3 *db, int version)
{
	char *sql = xasprintf("PRAGMA user_version = %d", version);

	run(db, "version", sql);
	free(sql);
}

void older_make(const char *path, int version)
{
	sqlite3 *db = open_plainly(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);

	run(db, "a new file",
		"PRAGMA page_size = 4096; PRAGMA application_id = 0x43417564;"
		"PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; BEGIN");
	for (int i = 1; i <= version; i++) {
		run(db, "schema", schema_texts[i - 1]);
		add_rows(db, i);
		if (i == 1)
			become_me(db);
	}
	set_version(db, version);
	run(db, "a new file", "COMMIT");
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

void older_raise(const char *path, int from, int to)
{
	sqlite3 *db = open_plainly(path, SQLITE_OPEN_READWRITE);

	for (int i = from + 1; i <= to; i++)
		run(db, "schema", schema_texts[i - 1]);
	set_version(db, to);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void print_rows(sqlite3 *db, const char *sql, const char *before, FILE *out)
{
	sqlite3_stmt *row;

	if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while (sqlite3_step(row) == SQLITE_ROW)
		fprintf(out, "%s%s\n", before, sqlite3_column_text(row, 0));
	sqlite3_finalize(row);
}

// Of each table a statement whose rows are its rows as one text. What SQLite keeps for itself and what lies behind
// the search index is left out; where the counting of the trail stands is not.
static const char statements[] =
	"SELECT t.name, 'SELECT ' || (SELECT group_concat('quote(\"' || c.name || '\")', ' || "
	"'', '' || ') FROM pragma_table_info(t.name) c) || ' FROM \"' || t.name || '\" ORDER "
	"BY 1' FROM pragma_table_list t WHERE t.schema = 'main' AND t.type IN ('table', "
	"'virtual') AND (t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR t.name = "
	"'sqlite_sequence') ORDER BY t.name";

char *older_rows(const char *path, const char *like)
{
	sqlite3 *db = open_plainly(path, SQLITE_OPEN_READWRITE),
		*model = open_plainly(like, SQLITE_OPEN_READWRITE);
	size_t size;
	char *text = NULL;
	FILE *out = open_memstream(&text, &size);
	sqlite3_stmt *table;

	assert_int_equal(sqlite3_prepare_v2(model, statements, -1, &table, NULL), SQLITE_OK);
	while (sqlite3_step(table) == SQLITE_ROW) {
		char *name = xasprintf("%s: ", sqlite3_column_text(table, 0));

		print_rows(db, (const char *)sqlite3_column_text(table, 1), name, out);
		free(name);
	}
	sqlite3_finalize(table);
	fclose(out);
	sqlite3_close(model);
	sqlite3_close(db);
	return text;
}

char *older_schema(const char *path)
{
	sqlite3 *db = open_plainly(path, SQLITE_OPEN_READWRITE);
	size_t size;
	char *text = NULL;
	FILE *out = open_memstream(&text, &size);

	print_rows(db, "PRAGMA user_version", "schema ", out);
	print_rows(db,
		"SELECT type || ' ' || name || ' ' || ifnull(sql, '') FROM sqlite_schema ORDER "
		"BY type, name",
		"", out);
	fclose(out);
	sqlite3_close(db);
	return text;
}

void older_expect_same(const char *what, char *got, char *expected)
{
	size_t line = 0;

	for (size_t i = 0; got[i] == expected[i] && got[i]; i++)
		line = got[i] == '\n' ? i + 1 : line;
	if (strcmp(got, expected) != 0)
		fail_msg("%s:\n%.*s\ninstead of\n%.*s", what, (int)strcspn(got + line, "\n"),
			got + line, (int)strcspn(expected + line, "\n"), expected + line);
	free(got);
	free(expected);
}

char *older_look(const char *path, const char *sql)
{
	sqlite3 *db = open_plainly(path, SQLITE_OPEN_READWRITE);
	sqlite3_stmt *row;
	size_t size, count = 0;
	char *text = NULL;
	FILE *out = open_memstream(&text, &size);
	int code;

	if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while ((code = sqlite3_step(row)) == SQLITE_ROW)
		fprintf(out, "%s%s", count++ ? "," : "", sqlite3_column_text(row, 0));
	assert_int_equal(code, SQLITE_DONE);
	sqlite3_finalize(row);
	fclose(out);
	sqlite3_close(db);
	return text;
}
