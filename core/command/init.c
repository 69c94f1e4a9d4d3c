// SPDX-License-Identifier: MIT
// init: a new database, whose first administrator is the person who runs it.
#include <stdlib.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/demo.h"
#include "core/init.h"
#include "core/progress.h"
#include "db/error.h"
#include "db/mem.h"

// What is asked for besides a path.
struct wish {
	bool practice, demo;
	long audits, seed;
};

static int tell(long done, long of, void *context)
{
	return progress_tell(context, done, of);
}

static int begin(struct session *session, const struct wish *wish)
{
	static char words[] = "made-up audits";
	int result =
		wish->demo ? demo_fill(session, wish->audits, (uint64_t)wish->seed, tell, words)
			   : 0;

	progress_end();
	return result ? -1 : db_publish(session->db);
}

// A date of today is for practice only, as ever; nobody but oneself is there to act as.
static int check(const struct run *run, const struct wish *wish)
{
	struct session asked = {0};

	if (run->asked->as)
		return fail(ERROR_USAGE, "--as: a new database has nobody else yet");
	if (run->asked->today && !wish->practice && !wish->demo)
		return fail(ERROR_DENIED,
			"--today works in a practice database only: give --practice too");
	if (run->asked->today && session_pretend(&asked, run->asked->today))
		return -1;
	if (wish->audits < 1 || wish->audits > DEMO_AUDITS_MAX)
		return fail(ERROR_USAGE, "--audits %ld: a number from 1 to %d is needed",
			wish->audits, DEMO_AUDITS_MAX);
	return 0;
}

static int found(struct run *run, const char *path, const struct wish *wish)
{
	bool practice = wish->practice || wish->demo;
	struct session *session = check(run, wish) ? NULL : init_database(path, practice);
	int result = -1;

	if (session && (!run->asked->today || !session_pretend(session, run->asked->today)))
		result = begin(session, wish);
	if (!result)
		fprintf(run->out, "%s: a %s database, whose administrator is %s\n", path,
			practice ? "practice" : "live", session->me.login);
	session_close(session);
	return result;
}

int command_init(struct run *run)
{
	struct wish wish = {.audits = DEMO_AUDITS, .seed = DEMO_SEED};
	const struct option_spec options[] = {
		{"--practice", OPTION_FLAG, &wish.practice},
		{"--demo", OPTION_FLAG, &wish.demo},
		{"--audits", OPTION_NUMBER, &wish.audits},
		{"--seed", OPTION_NUMBER, &wish.seed},
		{0},
	};
	char *path;
	int result;

	if (options_read(run, options) || arguments_count(run, "init", 0, 0))
		return -1;
	path = run->asked->db ? xstrdup(run->asked->db) : session_default_path();
	result = found(run, path, &wish);
	free(path);
	return result;
}
