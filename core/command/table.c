// SPDX-License-Identifier: MIT
// The table of commands, in alphabetical order.
#include "core/command.h"
#include "core/command/all.h"

const struct command commands[] = {
	{
		.name = "init",
		.args = "[--practice]",
		.options = "--practice",
		.help = "Makes a new database, whose first administrator is you",
		.no_session = true,
		.no_screen = true,
		.right = RIGHT_COUNT,
		.run = command_init,
	},
	{
		.name = "workdays",
		.args = "DATE N",
		.help = "Prints the date N working days after DATE",
		.no_session = true,
		.right = RIGHT_COUNT,
		.run = command_workdays,
	},
	{0},
};
