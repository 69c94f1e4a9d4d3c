// SPDX-License-Identifier: MIT
// A copy while others work, checked before it has its name; and back again.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"

// All in one read transaction of the source: a writer cannot make it start again.
static int copy_pages(struct db *to, struct db *from)
{
	sqlite3_backup *backup = sqlite3_backup_init(to->handle, "main", from->handle, "main");
	int code;

	if (!backup)
		return store_fail(to, sqlite3_errcode(to->handle), "copy the database");
	do
		code = sqlite3_backup_step(backup, -1);
	while (code == SQLITE_OK);
	sqlite3_backup_finish(backup);
	return code == SQLITE_DONE ? 0 : store_fail(to, code, "copy the database");
}

int db_backup(struct db *db, const char *path)
{
	struct db *copy = db_create_empty(path);
	int result;

	if (!copy)
		return -1;
	result = copy_pages(copy, db) || db_check(copy) || db_publish(copy) ? -1 : 0;
	db_close(copy);
	return result;
}

// SQLite's backup writes the pages in one transaction of the target: readers see the old or the new.
static int replace(struct db *db, struct db *backup)
{
	statements_drop(db);
	return copy_pages(db, backup) || store_exec(db, "PRAGMA journal_mode = WAL") ? -1 : 0;
}

// Nobody writes between the keeping and the replacing: it would be in neither.
int db_restore(struct db *db, const char *path, const char *kept)
{
	struct db *backup = db_open(path);
	int result = -1;

	if (!backup)
		return -1;
	if (!db_check(backup) && !queue_enter(db)) {
		result = db_backup(db, kept) || replace(db, backup) ? -1 : 0;
		queue_leave(db);
	}
	db_close(backup);
	return result;
}
