// SPDX-License-Identifier: MIT
// What the files of this folder share, and nobody else sees.
#pragma once

#include <sqlite3.h>
#include <stdbool.h>

#include "db/db.h"

#define APPLICATION_ID 0x43417564 // "CAud", in the file's header

struct query_text {
	const char *name, *sql;
};

extern const struct query_text query_texts[]; // by enum query
extern const int query_count;
extern const char *const schema_texts[]; // schema_texts[0] is db/schema/001.sql
extern const int schema_count;

struct stmt {
	struct db *db;
	sqlite3_stmt *handle;
	// Of the parameters, without the colon: asking SQLite each time is slow, and what it answers is
	// gone when it prepares the statement anew by itself, after a change of schema or settings.
	char **names;
	int parameters;
	bool spare; // a second copy, finalized when done
	bool running;
};

struct db {
	sqlite3 *handle;
	char *path;     // as given
	char *unnamed;  // where it lies until db_publish(); NULL: it has its name
	int queue;      // file descriptor of PATH-queue; -1: not opened yet
	int depth;      // of nested write transactions
	bool doomed;    // an inner one failed
	int64_t serial; // of the newest outer write transaction
	int (*before_commit)(void *context); // NULL: nothing
	void *context;                       // of before_commit
	int snapshots;                       // depth of nested read transactions
	struct stmt *statements;             // by enum query, prepared when first used
};

// Whether somebody stopped the work, see db_stop_when().
bool store_stopped(void);

// Has SQLite ask that while it reads.
void store_watch(struct db *db);

// Turns what SQLite says into a message and an exit code; `doing` completes "could not ...". Returns -1.
int store_fail(struct db *db, int code, const char *doing);

// Runs SQL text of ours that takes no arguments: pragmas, a schema file.
int store_exec(struct db *db, const char *sql);

// One integer from a pragma; -1 with the error set on failure.
int store_pragma(struct db *db, const char *sql, int64_t *value);

// Flags, pragmas and checks that hold for each connection. 0 or -1.
int store_connect(struct db *db, const char *file, int flags);

// Like db_create(), but without a schema: the pages come from elsewhere.
struct db *db_create_empty(const char *path);

// The queue of writers.
int queue_enter(struct db *db);
void queue_leave(struct db *db);

// Forgets prepared statements: a restore or a close comes.
void statements_drop(struct db *db);

// Brings the schema to the newest, one transaction a step. 0 or -1.
int migrate(struct db *db);
