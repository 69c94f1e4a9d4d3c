// SPDX-License-Identifier: MIT
// A database of ours: opening, migrating, transactions, statements. No SQLite type leaves this folder.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/query.h"

struct db;
struct stmt;

// Opens the database at path for reading and writing, bringing an older one to today's schema. NULL
// with the error set, the file untouched, where it is missing (66), not ours, from a newer version or
// damaged (65), on a network file system, not writable or unreadable (74), or busy being migrated (75).
struct db *db_open(const char *path);

// Begins a new database, out of sight in a file beside path; db_publish() gives it its name. Until
// then nothing is synced, so that filling it is fast. NULL (73) where path exists or cannot be made.
struct db *db_create(const char *path);

// Makes what db_create() began durable and gives it its name, in one step. The db goes on being
// open, now under that name. -1 (73) where somebody else has made the path meanwhile; db_close()
// then discards the new one.
int db_publish(struct db *db);

// Closes; discards what was created and not published. Takes NULL.
void db_close(struct db *db);

// The path as given to db_open() or db_create(). Borrowed.
const char *db_path(const struct db *db);

// The write transaction of one user act. Waits its turn in a queue (flock(2) on the file beside the
// database, PATH-queue): everybody who wants to write stands in it, so nobody starves; up to 30 s, then -1 (75).
// Transactions nest: the inner ones join the outer, and one that fails fails them all.
int db_begin(struct db *db);

// Ends what db_begin() began: commits where result is 0, else rolls back. Returns result, or -1 with the
// error set where the commit failed; then nothing of the transaction is kept.
int db_end(struct db *db, int result);

// Has `act` called before each outer write transaction of this connection is committed, within it: what it returns
// but 0 fails the transaction. For what is derived from all that was written. One at a time; NULL: none.
void db_before_commit(struct db *db, int (*act)(void *context), void *context);

// Counts the outer write transactions of this connection: what was read in one may be kept while the number
// stays, because nobody else can have written since.
int64_t db_transaction(const struct db *db);

// Asked now and then while a statement reads: not 0 stops it with ERROR_STOPPED. Within a write transaction nobody is
// asked: whoever works there looks for themselves. Of databases opened from then on; NULL: never.
void db_stop_when(int (*stopped)(void));

// A read transaction: everything read until db_snapshot_end() is of one moment while others write.
// Not inside a write transaction's begin; nests within itself.
int db_snapshot(struct db *db);
void db_snapshot_end(struct db *db);

// A named argument of a statement. Text and blobs are borrowed for the call: what goes on after it has copies.
struct bind {
	const char *name; // without the colon
	enum { BIND_END, BIND_NULL, BIND_INT, BIND_TEXT, BIND_BLOB } type;
	int64_t number; // or the length of a blob or text; -1: text that ends with NUL
	const void *data;
};

#define INT(n, v)                                            \
	{                                                    \
		.name = (n), .type = BIND_INT, .number = (v) \
	}
#define TEXT(n, v)                                                        \
	{                                                                 \
		.name = (n), .type = BIND_TEXT, .number = -1, .data = (v) \
	} // NULL binds NULL
#define TEXT_OF(n, v, size)                                                   \
	{                                                                     \
		.name = (n), .type = BIND_TEXT, .number = (size), .data = (v) \
	}
#define BLOB(n, v, size)                                                      \
	{                                                                     \
		.name = (n), .type = BIND_BLOB, .number = (size), .data = (v) \
	}
#define NOTHING(n)                             \
	{                                      \
		.name = (n), .type = BIND_NULL \
	}
#define ARGS(...) ((const struct bind[]){__VA_ARGS__, {.type = BIND_END}})
#define NO_ARGS ((const struct bind[]){{.type = BIND_END}})

// Runs a statement that gives no rows. Every parameter of it must stand in args, once, and nothing
// else: otherwise the program is wrong and ends. Cheapest in the order of first use in the statement.
int db_run(struct db *db, enum query query, const struct bind *args);

// Starts a statement; its rows come with stmt_next(). Prepared once and kept: the result is borrowed,
// and done when stmt_next() returned 0 or -1, or with stmt_done(). One that is still running when it
// is asked for again is given a second copy. NULL on failure.
struct stmt *db_query(struct db *db, enum query query, const struct bind *args);

// 1 with a row, 0 after the last, -1 on failure.
int stmt_next(struct stmt *stmt);
void stmt_done(struct stmt *stmt); // takes NULL

// Columns of the row, counted from 0. Text is borrowed until the next stmt_next(); NULL reads as ""
// with stmt_text() and NULL with stmt_text_or_null(), as 0 with stmt_int().
int64_t stmt_int(struct stmt *stmt, int column);
int64_t stmt_int_or(struct stmt *stmt, int column, int64_t otherwise); // otherwise: where NULL
const char *stmt_text(struct stmt *stmt, int column);
const char *stmt_text_or_null(struct stmt *stmt, int column);
const void *stmt_blob(struct stmt *stmt, int column); // NULL where NULL or empty
size_t stmt_size(struct stmt *stmt, int column);      // bytes of the text or blob just read
bool stmt_is_null(struct stmt *stmt, int column);

// For millions of cells: what takes two of the above, at one look. The text with its size, NULL and 0 where NULL; and
// whether the column is not NULL, with its number.
const char *stmt_sized_text(struct stmt *stmt, int column, size_t *size);
bool stmt_number(struct stmt *stmt, int column, int64_t *number);

bool stmt_is_number(struct stmt *stmt, int column);

// How many columns a statement has, and what it calls them (borrowed).
int stmt_columns(struct stmt *stmt);
const char *stmt_name(struct stmt *stmt, int column);

// The first column of the first row: 1 and *value, 0 where there is no row, -1 on failure.
int db_int(struct db *db, enum query query, const struct bind *args, int64_t *value);

// The same for text, which is then yours.
int db_text(struct db *db, enum query query, const struct bind *args, char **value);

int64_t db_last_id(struct db *db); // of the row inserted last
int64_t db_changes(struct db *db); // rows changed by the last db_run()

// Room for pages in memory, in KiB; 0: as usual, 2,000. More helps a bulk load; who walks through tables once needs less.
void db_cache(struct db *db, int kib);

// Between on and off many rows are written at once, in one transaction that begins and ends between: there
// is room for pages in memory, 64 MiB, and SQLite does not look again for rows that others refer to. So only
// for a writer that has looked up, in that transaction, each row that it refers to. Not within a transaction.
void db_bulk(struct db *db, bool on);

// Prepares every statement there is; -1 names the first that does not fit the schema. For the tests.
int db_prepare_all(struct db *db);

// SQLite's own check of the whole file: structure, indexes, foreign keys. -1 (65) names what is wrong.
int db_check(struct db *db);

// A copy of the database as it stands, while others work, checked before it is given its name. -1
// where path exists or cannot be made (73), the disk is full (74) or the copy is damaged (65).
int db_backup(struct db *db, const char *path);

// Makes the content of this database that of the backup at path, in one step, after checking it; what
// stood before is kept in a backup at kept (which must not exist). Others may go on working.
int db_restore(struct db *db, const char *path, const char *kept);

// Rebuilds the file without what was deleted or overwritten in it since it was made, and empties the log beside it, so
// that no byte of that is left in either. Others may read meanwhile and wait with writing; it takes as long as a copy of
// the file and as much room. Outside of transactions, with no statement running. -1: 74, or 75 where the log is in use.
int db_purge(struct db *db);
