// SPDX-License-Identifier: MIT
// A new database: its first administrator, the shipped template, the first themes.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/init.h"
#include "core/session.h"
#include "core/template-file.h"
#include "core/theme.h"
#include "db/error.h"
#include "db/mem.h"

// Makes each folder on the way to path that is not there.
static int make_folders(const char *path)
{
	char *folder = xstrdup(path);
	int result = 0;

	for (char *slash = strchr(folder + 1, '/'); slash && !result;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(folder, 0700) && errno != EEXIST)
			result = fail(ERROR_CREATE, "cannot create the folder %s: %s", folder,
				strerror(errno));
		*slash = '/';
	}
	free(folder);
	return result;
}

static int fill(struct session *session)
{
	if (db_begin(session->db))
		return -1;
	return db_end(session->db, template_ship(session) || theme_ship(session) ? -1 : 0);
}

struct session *init_database(const char *path, bool practice)
{
	struct session *session;
	struct db *db;

	if (make_folders(path) || !(db = db_create(path)))
		return NULL;
	session = session_found(db, practice);
	if (session && fill(session)) {
		session_close(session);
		return NULL;
	}
	return session;
}
