// SPDX-License-Identifier: MIT
// backup FILE and restore FILE.
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

static int record(struct session *session, const char *verb, const char *path)
{
	if (db_begin(session->db))
		return -1;
	return db_end(session->db,
		trail_append(session,
			&(struct act){.verb = verb, .record = "database", .new = path}));
}

static int tell(struct run *run, struct session *session, const char *what, const char *path)
{
	char head[TRAIL_HASH_TEXT], *shown;

	if (trail_head(session, head))
		return -1;
	shown = text_clean_line(path);
	fprintf(run->out, "%s %s; head %s\n", what, shown, head);
	free(shown);
	return 0;
}

// A copy is for its owner only, whoever may open the database itself: it holds all of it.
static int copy_privately(struct db *db, const char *path)
{
	mode_t before = umask(077);
	int result = db_backup(db, path);

	umask(before);
	return result;
}

static int restore_privately(struct db *db, const char *path, const char *kept)
{
	mode_t before = umask(077);
	int result = db_restore(db, path, kept);

	umask(before);
	return result;
}

int command_backup(struct run *run)
{
	const struct option_spec options[] = {{0}};
	const char *path;

	if (options_read(run, options) || arguments_count(run, "backup", 1, 1))
		return -1;
	path = run->argv[0];
	if (copy_privately(run->session->db, path) ||
		tell(run, run->session, "backed up to", path))
		return -1;
	return record(run->session, "backup", path);
}

// Where what stood before is kept.
static char *kept_path(const char *path)
{
	time_t now = time(NULL);
	char moment[32];
	struct tm local;

	localtime_r(&now, &local);
	strftime(moment, sizeof(moment), "%Y%m%d-%H%M%S", &local);
	return xasprintf("%s.before-restore-%s", path, moment);
}

// The backup is looked at first, so that a fault found afterwards is the database's.
static int check_backup(const char *path)
{
	struct db *backup = db_open(path);
	int result = backup ? db_check(backup) : -1;

	db_close(backup);
	return result;
}

static int restore_over(struct run *run, struct session *session, const char *path)
{
	char *kept = kept_path(db_path(session->db));
	int result = check_backup(path);

	if (!result && restore_privately(session->db, path, kept)) {
		result = -1;
		if (error_kind() == ERROR_DATA)
			fail(ERROR_DATA,
				"%s is too damaged to be kept beside the restored one: move it "
				"and its -wal file away, then restore again",
				db_path(session->db));
	}
	if (!result)
		result = record(session, "restore", path);
	if (!result) {
		fprintf(run->out, "what stood before is kept in %s\n", kept);
		result = tell(run, session, "restored from", path);
	}
	free(kept);
	return result;
}

// There is no database yet, or no more: the backup itself says who is an administrator.
static int restore_anew(struct run *run, const char *path, const char *to)
{
	struct session_options in_backup = {.db = path, .as = run->asked->as};
	struct session_options in_place = {.db = to, .as = run->asked->as};
	struct session *session = session_open(&in_backup);
	int result = session ? require(session, RIGHT_ADMIN, NULL) : -1;

	if (!result)
		result = db_check(session->db) || db_backup(session->db, to) ? -1 : 0;
	session_close(session);
	if (result)
		return -1;
	session = session_open(&in_place);
	result = session ? record(session, "restore", path) : -1;
	if (!result)
		result = tell(run, session, "restored from", path);
	session_close(session);
	return result;
}

static int restore(struct run *run, const char *path)
{
	struct session *session = session_open(run->asked);
	char *to;
	int result;

	if (session) {
		result = require(session, RIGHT_ADMIN, NULL);
		if (!result)
			result = restore_over(run, session, path);
		session_close(session);
		return result;
	}
	if (error_kind() == ERROR_DATA)
		return fail(ERROR_DATA,
			"%s; to restore, move that file and its -wal file away first",
			error_message());
	if (error_kind() != ERROR_MISSING)
		return -1;
	to = run->asked->db ? xstrdup(run->asked->db) : session_default_path();
	result = restore_anew(run, path, to);
	free(to);
	return result;
}

int command_restore(struct run *run)
{
	const struct option_spec options[] = {{0}};

	if (options_read(run, options) || arguments_count(run, "restore", 1, 1))
		return -1;
	return restore(run, run->argv[0]);
}
