// SPDX-License-Identifier: MIT
// A practice database in a temporary folder of its own, with the shipped template: a cmocka fixture.
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/init.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"
#include "test/base.h"

static void must(int result)
{
	if (result >= 0)
		return;
	fprintf(stderr, "# the test's own setting up failed: %s\n", error_message());
	abort();
}

static int all_roles(struct session *session)
{
	must(db_begin(session->db));
	must(db_run(session->db, QUERY_USER_CHANGE,
		ARGS(TEXT("name", session->me.name), TEXT("post", session->me.post),
			INT("roles", ROLE_AUDITOR | ROLE_MODERATOR | ROLE_QA | ROLE_ADMIN),
			NOTHING("team"), INT("active", 1), INT("id", session->me.id))));
	must(db_end(session->db, 0));
	return session_refresh(session);
}

int base_setup(void **state)
{
	struct base *base = xcalloc(1, sizeof(*base));
	const char *where = getenv("TMPDIR");

	base->folder = xasprintf("%s/caseaudit-XXXXXX", where ? where : "/tmp");
	must(mkdtemp(base->folder) ? 0 : fail(ERROR_IO, "no temporary folder"));
	base->path = base_file(base, "test.db");
	base->session = init_database(base->path, true);
	must(base->session ? db_publish(base->session->db) : -1);
	must(all_roles(base->session));
	*state = base;
	return 0;
}

static void remove_folder(const char *folder)
{
	DIR *open = opendir(folder);
	struct dirent *entry;

	while (open && (entry = readdir(open))) {
		char *path = xasprintf("%s/%s", folder, entry->d_name);

		if (unlink(path) && entry->d_name[0] != '.')
			remove_folder(path);
		free(path);
	}
	if (open)
		closedir(open);
	rmdir(folder);
}

int base_teardown(void **state)
{
	struct base *base = *state;

	session_close(base->session);
	remove_folder(base->folder);
	free(base->folder);
	free(base->path);
	free(base);
	return 0;
}

char *base_file(const struct base *base, const char *name)
{
	return xasprintf("%s/%s", base->folder, name);
}

char *base_write(const struct base *base, const char *name, const char *text)
{
	char *path = base_file(base, name);
	FILE *file = fopen(path, "wb");

	must(file && fputs(text, file) >= 0 && fclose(file) == 0
			? 0
			: fail(ERROR_IO, "cannot write %s", path));
	return path;
}

char *base_read(const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t used = 0, room = 0;
	char *text = NULL;
	int c;

	if (!file)
		return NULL;
	do {
		c = getc(file);
		text = xgrow(text, used, &room, 1);
		text[used++] = c == EOF ? '\0' : (char)c;
	} while (c != EOF);
	fclose(file);
	return text;
}

static int64_t team_id(struct db *db, const char *name)
{
	int64_t id;

	if (db_int(db, QUERY_TEAM_BY_NAME, ARGS(TEXT("name", name)), &id) == 1)
		return id;
	if (db_int(db, QUERY_SERVICE_BY_NAME, ARGS(TEXT("name", "Assessment")), &id) != 1) {
		must(db_run(db, QUERY_SERVICE_ADD, ARGS(TEXT("name", "Assessment"))));
		id = db_last_id(db);
	}
	must(db_run(db, QUERY_TEAM_ADD, ARGS(INT("service", id), TEXT("name", name))));
	return db_last_id(db);
}

int64_t base_user(struct base *base, const char *login, unsigned roles, const char *team)
{
	struct db *db = base->session->db;
	int64_t id, of_team;

	must(db_begin(db));
	of_team = *team ? team_id(db, team) : 0;
	must(db_run(db, QUERY_USER_ADD,
		ARGS(TEXT("login", login), TEXT("name", login), TEXT("post", "team manager"),
			INT("roles", roles),
			{.name = "team",
				.type = of_team ? BIND_INT : BIND_NULL,
				.number = of_team})));
	id = db_last_id(db);
	must(db_end(db, 0));
	return id;
}

int base_try(const struct base *base, const char *sql)
{
	struct db *db = db_open(base->path);
	int result;

	must(db ? 0 : -1);
	result = store_exec(db, sql);
	if (!result && !base->session) // whoever opens it next counts
		must(store_exec(db, "DELETE FROM setting WHERE name = 'tallies'"));
	db_close(db);
	if (!result && base->session) // what the program does from here on is checked
		must(tally_rebuild(base->session));
	return result;
}

void base_tamper(const struct base *base, const char *sql)
{
	must(base_try(base, sql));
}
