// SPDX-License-Identifier: MIT
// help [COMMAND].
#include "core/command.h"
#include "core/command/all.h"
#include "db/error.h"

int command_help_show(struct run *run)
{
	const struct command *command;

	if (arguments_count(run, "help", 0, 1))
		return -1;
	if (run->argc == 0) {
		command_help(run->out);
		return 0;
	}
	command = command_find(run->argv[0]);
	if (!command)
		return fail(ERROR_USAGE, "there is no command %s: 'caseaudit help' lists them",
			run->argv[0]);
	command_help_one(run->out, command);
	return 0;
}
