// SPDX-License-Identifier: MIT
// init: a new database, whose first administrator is the person who runs it.
#include <stdlib.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/init.h"
#include "db/mem.h"

static int found(struct run *run, const char *path, bool practice)
{
	struct session *session = init_database(path, practice);
	int result = session ? db_publish(session->db) : -1;

	if (!result)
		fprintf(run->out, "%s: a %s database, whose administrator is %s\n", path,
			practice ? "practice" : "live", session->me.login);
	session_close(session);
	return result;
}

int command_init(struct run *run)
{
	bool practice = false;
	const struct option_spec options[] = {
		{"--practice", OPTION_FLAG, &practice},
		{0},
	};
	char *path;
	int result;

	if (options_read(run, options) || arguments_count(run, "init", 0, 0))
		return -1;
	path = run->asked->db ? xstrdup(run->asked->db) : session_default_path();
	result = found(run, path, practice);
	free(path);
	return result;
}
