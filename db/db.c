// SPDX-License-Identifier: MIT
// What SQLite says, in the user's words; pragmas; the schema's migrations.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"

static const struct {
	int code; // primary result code
	enum error kind;
	const char *what, *advice;
} failures[] = {
	{SQLITE_FULL, ERROR_IO, "the disk is full",
		"nothing of this was saved; make room and try again"},
	{SQLITE_IOERR, ERROR_IO, "the disk cannot be read or written",
		"nothing of this was saved; tell whoever keeps the machine"},
	{SQLITE_BUSY, ERROR_BUSY, "somebody else is writing", "try again"},
	{SQLITE_LOCKED, ERROR_BUSY, "somebody else is writing", "try again"},
	{SQLITE_CORRUPT, ERROR_DATA, "the database is damaged",
		"do not go on with it; bring back the last backup with 'caseaudit restore'"},
	{SQLITE_NOTADB, ERROR_DATA, "the file is not a database", "name another with --db"},
	{SQLITE_READONLY, ERROR_IO, "the database cannot be written",
		"ask whoever keeps it for write permission"},
	{SQLITE_CANTOPEN, ERROR_IO, "the database cannot be opened",
		"its folder must be there and writable"},
	{SQLITE_TOOBIG, ERROR_DATA, "a text is too long", "shorten it"},
	{SQLITE_INTERRUPT, ERROR_STOPPED, "stopped at your wish", "nothing of this was kept"},
	{SQLITE_CONSTRAINT, ERROR_DATA, "the database refuses this", "nothing of it was saved"},
};

// SQLite says so only of some writes: the memory it shares with other processes is a file too.
static int disk_is_full(const struct db *db, int code)
{
	struct statvfs room;

	return (code & 0xff) == SQLITE_IOERR && statvfs(db->path, &room) == 0 &&
	       room.f_bavail * room.f_frsize < 65536;
}

int store_fail(struct db *db, int code, const char *doing)
{
	const char *detail = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);

	if (disk_is_full(db, code))
		code = SQLITE_FULL;
	for (size_t i = 0; i < LENGTH(failures); i++)
		if (failures[i].code == (code & 0xff))
			return fail(failures[i].kind, "%s: %s (%s: %s)", failures[i].what,
				failures[i].advice, db->path, detail);
	return fail(ERROR_IO, "could not %s: %s (%s)", doing, detail, db->path);
}

int store_exec(struct db *db, const char *sql)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : store_fail(db, code, "work with the database");
}

int store_pragma(struct db *db, const char *sql, int64_t *value)
{
	sqlite3_stmt *handle;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &handle, NULL);

	if (code == SQLITE_OK && (code = sqlite3_step(handle)) == SQLITE_ROW) {
		*value = sqlite3_column_int64(handle, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(handle);
	return code == SQLITE_OK ? 0 : store_fail(db, code, "read the database");
}

static int step_up(struct db *db, int64_t version)
{
	char *pragma = sqlite3_mprintf("PRAGMA user_version = %d", (int)version + 1);
	int result = store_exec(db, schema_texts[version]) || store_exec(db, pragma) ? -1 : 0;

	sqlite3_free(pragma);
	return result;
}

// The version is read again inside the transaction: two programs may start at once.
int migrate(struct db *db)
{
	int64_t version;

	if (store_pragma(db, "PRAGMA user_version", &version))
		return -1;
	while (version < schema_count) {
		int result;

		if (db_begin(db))
			return -1;
		result = store_pragma(db, "PRAGMA user_version", &version);
		if (!result && version < schema_count)
			result = step_up(db, version++);
		if (db_end(db, result))
			return -1;
	}
	if (version > schema_count)
		return fail(ERROR_DATA, "%s was made by a newer version of caseaudit: use that",
			db->path);
	return 0;
}

#define STEPS 20000 // of SQLite's machine between two looks: some milliseconds

static int (*stop_asked)(void);

void db_stop_when(int (*stopped)(void))
{
	stop_asked = stopped;
}

bool store_stopped(void)
{
	return stop_asked && stop_asked();
}

// SQLite would take back a whole write transaction by itself, behind the back of who is within it.
static int look(void *context)
{
	const struct db *db = context;
	bool reads = sqlite3_get_autocommit(db->handle) || db->snapshots > 0;

	return db->depth == 0 && reads && store_stopped();
}

void store_watch(struct db *db)
{
	if (stop_asked)
		sqlite3_progress_handler(db->handle, STEPS, look, db);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

#define CACHE_KIB 2000

void db_cache(struct db *db, int kib)
{
	char *pragma = sqlite3_mprintf("PRAGMA cache_size = -%d", kib ? kib : CACHE_KIB);

	sqlite3_exec(db->handle, pragma, NULL, NULL, NULL);
	sqlite3_free(pragma);
}

void db_bulk(struct db *db, bool on)
{
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, !on, NULL);
	db_cache(db, on ? 64 * 1024 : 0);
}

int db_check(struct db *db)
{
	static const char *const checks[] = {
		"PRAGMA integrity_check(1)", "PRAGMA foreign_key_check"};
	sqlite3_stmt *handle;
	int result = 0;

	for (size_t i = 0; i < LENGTH(checks) && !result; i++) {
		int code = sqlite3_prepare_v2(db->handle, checks[i], -1, &handle, NULL);

		if (code == SQLITE_OK && (code = sqlite3_step(handle)) == SQLITE_ROW &&
			strcmp((const char *)sqlite3_column_text(handle, 0), "ok") != 0)
			result = fail(ERROR_DATA,
				"%s is damaged (%s): bring back the last backup with "
				"'caseaudit restore'",
				db->path, (const char *)sqlite3_column_text(handle, 0));
		else if (code != SQLITE_ROW && code != SQLITE_DONE)
			result = store_fail(db, code, "check the database");
		sqlite3_finalize(handle);
	}
	return result;
}
