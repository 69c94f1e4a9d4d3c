// SPDX-License-Identifier: MIT
// Opening: what a file must be before it is touched, and making a new one out of sight.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"

// WAL needs memory that all processes share: no network file system gives it. Numbers: statfs(2).
static const struct {
	unsigned long magic;
	const char *name;
} networks[] = {
	{0x6969, "NFS"},
	{0x517b, "SMB"},
	{0xff534d42, "CIFS"},
	{0xfe534d42, "SMB"},
	{0x5346414f, "AFS"},
	{0x6b414653, "AFS"},
	{0x73757245, "Coda"},
	{0x564c, "NCP"},
	{0x00c36400, "Ceph"},
	{0x0bd00bd0, "Lustre"},
	{0x01021997, "9p"},
};

static int refuse_network(const char *path)
{
	struct statfs where;

	if (statfs(path, &where))
		return 0; // it will be told better by opening it
	for (size_t i = 0; i < LENGTH(networks); i++)
		if (((unsigned long)where.f_type & 0xffffffff) == networks[i].magic)
			return fail(ERROR_IO,
				"%s lies on a network file system (%s), where a database "
				"shared by several "
				"people gets damaged: keep it on a local disk of the server "
				"and log in there",
				path, networks[i].name);
	return 0;
}

static uint32_t big_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

// Looks at the file's own header, so that a foreign file is never written to, not even a lock.
static int inspect(const char *path)
{
	unsigned char header[100] = {0};
	struct stat status;
	ssize_t got;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return fail(ERROR_MISSING,
			"there is no database at %s: name one with --db, or make one with "
			"'caseaudit init'",
			path);
	if (fd < 0)
		return fail(errno == EACCES ? ERROR_DENIED : ERROR_IO, "cannot open %s: %s",
			path, strerror(errno));
	if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
		close(fd);
		return fail(ERROR_DATA, "%s is a folder: name the database file in it", path);
	}
	got = read(fd, header, sizeof(header));
	close(fd);
	if (got < (ssize_t)sizeof(header) || memcmp(header, "SQLite format 3", 16) != 0 ||
		big_endian(header + 68) != APPLICATION_ID)
		return fail(ERROR_DATA,
			"%s is not a caseaudit database: nothing was changed in it", path);
	if (big_endian(header + 60) > (uint32_t)schema_count)
		return fail(ERROR_DATA,
			"%s was made by a newer version of caseaudit (its schema is %u, this "
			"program knows %d): "
			"use the newer program",
			path, big_endian(header + 60), schema_count);
	return 0;
}

// The folder too: SQLite keeps its log beside the file.
static int refuse_read_only(const char *path)
{
	char *folder = xstrdup(path), *slash = strrchr(folder, '/');
	int result = 0;

	if (slash)
		slash[slash == folder] = '\0';
	if (access(path, W_OK))
		result = fail(ERROR_IO,
			"%s cannot be written (%s): every look is recorded in it; ask whoever "
			"keeps it for write permission",
			path, strerror(errno));
	else if (access(slash ? folder : ".", W_OK))
		result = fail(ERROR_IO,
			"the folder of %s cannot be written (%s): the database keeps its log "
			"there; ask whoever keeps it for write permission",
			path, strerror(errno));
	free(folder);
	return result;
}

int store_connect(struct db *db, const char *file, int flags)
{
	int code;

	// One thread, and nobody asks SQLite for memory statistics: no lock is worth its price. Refused, and
	// harmless, once a first database is open.
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	code = sqlite3_open_v2(file, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (code != SQLITE_OK)
		return store_fail(db, code, "open the database");
	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, 10000);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	return store_exec(db, "PRAGMA synchronous = FULL");
}

static struct db *allocate(const char *path)
{
	struct db *db = xcalloc(1, sizeof(*db));

	db->path = xstrdup(path);
	db->queue = -1;
	db->statements = xcalloc((size_t)query_count, sizeof(*db->statements));
	return db;
}

struct db *db_open(const char *path)
{
	struct db *db;

	if (inspect(path) || refuse_network(path) || refuse_read_only(path))
		return NULL;
	db = allocate(path);
	if (store_connect(db, path, SQLITE_OPEN_READWRITE) || migrate(db)) {
		db_close(db);
		return NULL;
	}
	store_watch(db);
	return db;
}

static int begin_new(struct db *db)
{
	int fd = open(db->unnamed, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);

	if (fd < 0)
		return fail(ERROR_CREATE, "cannot create %s: %s", db->path, strerror(errno));
	close(fd);
	if (refuse_network(db->unnamed) ||
		store_connect(db, db->unnamed, SQLITE_OPEN_READWRITE) ||
		store_exec(db, "PRAGMA page_size = 4096; PRAGMA application_id = 0x43417564;"
			       "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"))
		return -1;
	return 0;
}

// The log of a database that was moved away would be taken for the new one's, and damage it.
static int refuse_left_log(const char *path)
{
	char *log = xasprintf("%s-wal", path);
	int result = 0;

	if (access(log, F_OK) == 0)
		result = fail(ERROR_CREATE,
			"%s is there without its database: move it away too first", log);
	free(log);
	return result;
}

struct db *db_create_empty(const char *path)
{
	struct db *db;

	if (access(path, F_OK) == 0) {
		fail(ERROR_CREATE,
			"%s exists already: name another file, or move it away first", path);
		return NULL;
	}
	if (refuse_left_log(path))
		return NULL;
	db = allocate(path);
	db->unnamed = xasprintf("%s.new-%ld", path, (long)getpid());
	if (begin_new(db)) {
		db_close(db);
		return NULL;
	}
	return db;
}

struct db *db_create(const char *path)
{
	struct db *db = db_create_empty(path);

	if (db && migrate(db)) {
		db_close(db);
		return NULL;
	}
	return db;
}

// A hard link gives the name without ever replacing what somebody else made in the meantime.
static int give_name(struct db *db)
{
	if (link(db->unnamed, db->path) == 0) {
		unlink(db->unnamed);
		return 0;
	}
	if (errno == EEXIST)
		return fail(ERROR_CREATE,
			"%s was made by somebody else meanwhile: nothing was changed in it",
			db->path);
	if (access(db->path, F_OK) != 0 && rename(db->unnamed, db->path) == 0)
		return 0; // a file system without hard links
	return fail(ERROR_CREATE, "cannot create %s: %s", db->path, strerror(errno));
}

static int sync_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC), result;

	if (fd < 0)
		return fail(ERROR_IO, "cannot open %s: %s", path, strerror(errno));
	result = fsync(fd) ? fail(ERROR_IO, "cannot write %s: %s", path, strerror(errno)) : 0;
	close(fd);
	return result;
}

int db_publish(struct db *db)
{
	// Turning WAL on writes the header: only then is the file whole.
	if (store_exec(db, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
			   "PRAGMA journal_mode = WAL"))
		return -1;
	statements_drop(db);
	sqlite3_close(db->handle);
	db->handle = NULL;
	if (sync_file(db->unnamed) || give_name(db))
		return -1;
	free(db->unnamed);
	db->unnamed = NULL;
	return store_connect(db, db->path, SQLITE_OPEN_READWRITE);
}

static void discard(const char *path)
{
	static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};

	for (size_t i = 0; i < LENGTH(suffixes); i++) {
		char *file = xasprintf("%s%s", path, suffixes[i]);

		unlink(file);
		free(file);
	}
}

void db_close(struct db *db)
{
	if (!db)
		return;
	statements_drop(db);
	sqlite3_close(db->handle);
	if (db->unnamed)
		discard(db->unnamed);
	if (db->queue >= 0)
		close(db->queue);
	free(db->unnamed);
	free(db->path);
	free(db->statements);
	free(db);
}
