// SPDX-License-Identifier: MIT
// Commands whose first argument says what to do: user add, user list.
#include <string.h>

#include "core/command.h"
#include "core/command/sub.h"
#include "db/error.h"

int subcommand_run(struct run *run, const char *command, const struct subcommand *subs)
{
	const char *wanted = run->argc ? run->argv[0] : NULL;

	for (; wanted && subs->name; subs++) {
		if (strcmp(subs->name, wanted) == 0) {
			run->argc--;
			run->argv++;
			return subs->run(run);
		}
	}
	return command_usage(command, wanted ? wanted : "something is missing");
}

int active_option(bool active, bool inactive, enum active *choice)
{
	*choice = active ? ACTIVE_YES : inactive ? ACTIVE_NO : ACTIVE_KEEP;
	if (active && inactive)
		return fail(ERROR_USAGE,
			"--active and --inactive exclude each other: give one of them");
	return 0;
}
