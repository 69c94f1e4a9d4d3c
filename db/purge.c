// SPDX-License-Identifier: MIT
// Making sure that what was deleted is gone from the file too.
#include "db/error.h"
#include "db/store.h"

// SQLite leaves what was deleted or overwritten in free places of the file, and older pages in its log. A new file is
// built of what is there, and the log is emptied into it. What waits to be run would hinder that.
static int rebuild(struct db *db)
{
	int64_t busy = 0;

	statements_drop(db);
	if (store_exec(db, "VACUUM") ||
		store_pragma(db, "PRAGMA wal_checkpoint(TRUNCATE)", &busy))
		return -1;
	if (busy)
		return fail(ERROR_BUSY,
			"somebody is reading, so that the log beside the database could not be "
			"emptied: try again when nobody works with it");
	return 0;
}

int db_purge(struct db *db)
{
	int result;

	if (queue_enter(db))
		return -1;
	result = rebuild(db);
	queue_leave(db);
	return result;
}
