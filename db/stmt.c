// SPDX-License-Identifier: MIT
// Statements: prepared once, bound by name, stepped; and write and read transactions.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"

// A misspelt or missing argument is a mistake in the program, not in the data: stop at once.
static void misuse(struct stmt *stmt, const char *what, const char *name)
{
	fprintf(stderr, "caseaudit: internal error: %s %s in: %s\n", what, name,
		sqlite3_sql(stmt->handle));
	abort();
}

static int parameter(struct stmt *stmt, const char *name, int next)
{
	if (next <= stmt->parameters && strcmp(stmt->names[next - 1], name) == 0)
		return next;
	for (int i = 0; i < stmt->parameters; i++)
		if (strcmp(stmt->names[i], name) == 0)
			return i + 1;
	misuse(stmt, "no parameter", name);
	return 0;
}

// keep: SQLITE_STATIC where texts outlive the statement, SQLITE_TRANSIENT where it is to keep copies.
static int bind_one(
	struct stmt *stmt, int index, const struct bind *arg, sqlite3_destructor_type keep)
{
	switch (arg->type) {
	case BIND_INT: return sqlite3_bind_int64(stmt->handle, index, arg->number);
	case BIND_TEXT:
		return sqlite3_bind_text64(stmt->handle, index, arg->data,
			arg->number < 0 && arg->data ? strlen(arg->data)
						     : (sqlite3_uint64)arg->number,
			keep, SQLITE_UTF8);
	case BIND_BLOB:
		return sqlite3_bind_blob64(
			stmt->handle, index, arg->data, (sqlite3_uint64)arg->number, keep);
	default: return sqlite3_bind_null(stmt->handle, index);
	}
}

static int bind_all(struct stmt *stmt, const struct bind *args, sqlite3_destructor_type keep)
{
	int count = 0, code = SQLITE_OK;

	for (; args[count].type != BIND_END && code == SQLITE_OK; count++)
		code = bind_one(
			stmt, parameter(stmt, args[count].name, count + 1), &args[count], keep);
	if (code != SQLITE_OK)
		return store_fail(stmt->db, code, "prepare what was asked");
	if (count != stmt->parameters)
		misuse(stmt, "wrong number of arguments", "");
	return 0;
}

// Fossil's lesson: SQLite ignores what stands after the first statement's end, so refuse it.
static int prepare(struct db *db, enum query query, sqlite3_stmt **handle)
{
	const char *tail;
	int code = sqlite3_prepare_v3(db->handle, query_texts[query].sql, -1,
		SQLITE_PREPARE_PERSISTENT, handle, &tail);

	if (code != SQLITE_OK) {
		store_fail(db, code, "prepare a query");
		return fail_in("%s", query_texts[query].name);
	}
	if (tail[strspn(tail, " \t\n")]) {
		sqlite3_finalize(*handle);
		*handle = NULL;
		return fail(ERROR_IO, "%s: something stands after the statement",
			query_texts[query].name);
	}
	return 0;
}

static int stmt_prepare(struct stmt *stmt, struct db *db, enum query query)
{
	stmt->db = db;
	if (prepare(db, query, &stmt->handle))
		return -1;
	stmt->parameters = sqlite3_bind_parameter_count(stmt->handle);
	stmt->names = xcalloc((size_t)stmt->parameters, sizeof(*stmt->names));
	for (int i = 0; i < stmt->parameters; i++)
		stmt->names[i] = xstrdup(sqlite3_bind_parameter_name(stmt->handle, i + 1) + 1);
	return 0;
}

static void stmt_finish(struct stmt *stmt)
{
	sqlite3_finalize(stmt->handle);
	for (int i = 0; i < stmt->parameters; i++)
		free(stmt->names[i]);
	free(stmt->names);
	*stmt = (struct stmt){0};
}

static struct stmt *spare(struct db *db, enum query query)
{
	struct stmt *stmt = xcalloc(1, sizeof(*stmt));

	stmt->spare = true;
	if (stmt_prepare(stmt, db, query)) {
		free(stmt);
		return NULL;
	}
	return stmt;
}

static struct stmt *start(
	struct db *db, enum query query, const struct bind *args, sqlite3_destructor_type keep)
{
	struct stmt *stmt = &db->statements[query];

	if (!stmt->handle && stmt_prepare(stmt, db, query))
		return NULL;
	if (stmt->running && !(stmt = spare(db, query)))
		return NULL;
	stmt->running = true;
	if (bind_all(stmt, args, keep)) {
		stmt_done(stmt);
		return NULL;
	}
	return stmt;
}

struct stmt *db_query(struct db *db, enum query query, const struct bind *args)
{
	return start(db, query, args, SQLITE_TRANSIENT);
}

int stmt_next(struct stmt *stmt)
{
	int code = sqlite3_step(stmt->handle);

	if (code == SQLITE_ROW)
		return 1;
	if (code != SQLITE_DONE)
		store_fail(stmt->db, code, "read or write the database");
	stmt_done(stmt);
	return code == SQLITE_DONE ? 0 : -1;
}

void stmt_done(struct stmt *stmt)
{
	if (!stmt)
		return;
	stmt->running = false;
	if (stmt->spare) {
		stmt_finish(stmt);
		free(stmt);
	} else {
		sqlite3_reset(stmt->handle);
	}
}

int db_run(struct db *db, enum query query, const struct bind *args)
{
	struct stmt *stmt = start(db, query, args, SQLITE_STATIC);

	if (!stmt)
		return -1;
	switch (stmt_next(stmt)) {
	case 0: return 0;
	case 1:
		misuse(stmt,
			"a row from a statement that gives none:", query_texts[query].name);
	}
	return -1;
}

int64_t stmt_int(struct stmt *stmt, int column)
{
	return sqlite3_column_int64(stmt->handle, column);
}

int64_t stmt_int_or(struct stmt *stmt, int column, int64_t otherwise)
{
	return stmt_is_null(stmt, column) ? otherwise : stmt_int(stmt, column);
}

const char *stmt_text_or_null(struct stmt *stmt, int column)
{
	return (const char *)sqlite3_column_text(stmt->handle, column);
}

const char *stmt_text(struct stmt *stmt, int column)
{
	const char *text = stmt_text_or_null(stmt, column);

	return text ? text : "";
}

const void *stmt_blob(struct stmt *stmt, int column)
{
	return sqlite3_column_blob(stmt->handle, column);
}

size_t stmt_size(struct stmt *stmt, int column)
{
	return (size_t)sqlite3_column_bytes(stmt->handle, column);
}

// A value taken out once is read without the guards of sqlite3_column_...(), each of which looks for it anew.
const char *stmt_sized_text(struct stmt *stmt, int column, size_t *size)
{
	sqlite3_value *value = sqlite3_column_value(stmt->handle, column);
	const unsigned char *text = sqlite3_value_text(value);

	*size = (size_t)sqlite3_value_bytes(value);
	return (const char *)text;
}

bool stmt_number(struct stmt *stmt, int column, int64_t *number)
{
	sqlite3_value *value = sqlite3_column_value(stmt->handle, column);

	*number = sqlite3_value_int64(value);
	return sqlite3_value_type(value) != SQLITE_NULL;
}

bool stmt_is_null(struct stmt *stmt, int column)
{
	return sqlite3_column_type(stmt->handle, column) == SQLITE_NULL;
}

bool stmt_is_number(struct stmt *stmt, int column)
{
	return sqlite3_column_type(stmt->handle, column) == SQLITE_INTEGER;
}

int stmt_columns(struct stmt *stmt)
{
	return sqlite3_column_count(stmt->handle);
}

const char *stmt_name(struct stmt *stmt, int column)
{
	return sqlite3_column_name(stmt->handle, column);
}

int db_int(struct db *db, enum query query, const struct bind *args, int64_t *value)
{
	struct stmt *stmt = start(db, query, args, SQLITE_STATIC);
	int found = stmt ? stmt_next(stmt) : -1;

	if (found == 1) {
		*value = stmt_int(stmt, 0);
		stmt_done(stmt);
	}
	return found;
}

int db_text(struct db *db, enum query query, const struct bind *args, char **value)
{
	struct stmt *stmt = start(db, query, args, SQLITE_STATIC);
	int found = stmt ? stmt_next(stmt) : -1;

	if (found == 1) {
		*value = xstrdup(stmt_text(stmt, 0));
		stmt_done(stmt);
	}
	return found;
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

int64_t db_changes(struct db *db)
{
	return sqlite3_changes64(db->handle);
}

int db_prepare_all(struct db *db)
{
	sqlite3_stmt *handle;

	for (int query = 0; query < query_count; query++) {
		if (prepare(db, (enum query)query, &handle))
			return -1;
		sqlite3_finalize(handle);
	}
	return 0;
}

void statements_drop(struct db *db)
{
	for (int i = 0; i < query_count; i++)
		stmt_finish(&db->statements[i]);
}

int db_begin(struct db *db)
{
	if (db->depth > 0) {
		db->depth++;
		return 0;
	}
	if (queue_enter(db))
		return -1;
	if (store_exec(db, "BEGIN IMMEDIATE")) {
		queue_leave(db);
		return -1;
	}
	db->depth = 1;
	db->serial++;
	db->doomed = false;
	return 0;
}

// A statement that still runs (a list half read) does not hinder a commit, but does a rollback of a
// schema change; and a failed write may have rolled back by itself (a full disk).
static void roll_back(struct db *db)
{
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

void db_before_commit(struct db *db, int (*act)(void *context), void *context)
{
	db->before_commit = act;
	db->context = context;
}

// What it writes belongs to the transaction: it may nest, not begin another.
static int commit_ready(struct db *db)
{
	int result;

	db->depth = 1;
	result = db->before_commit(db->context);
	db->depth = 0;
	return result;
}

int db_end(struct db *db, int result)
{
	if (result)
		db->doomed = true;
	if (--db->depth > 0)
		return result;
	if (!result && db->doomed)
		result = fail_in("an earlier part of this failed");
	if (!result && db->before_commit)
		result = commit_ready(db);
	if (!result)
		result = store_exec(db, "COMMIT");
	if (result)
		roll_back(db);
	queue_leave(db);
	return result;
}

int64_t db_transaction(const struct db *db)
{
	return db->serial;
}

int db_snapshot(struct db *db)
{
	if (db->depth == 0 && db->snapshots == 0 && store_exec(db, "BEGIN"))
		return -1;
	db->snapshots++;
	return 0;
}

void db_snapshot_end(struct db *db)
{
	if (--db->snapshots == 0 && db->depth == 0)
		sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
}
