// SPDX-License-Identifier: MIT
// moderate: somebody senior looks at an audit and its grades.
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/moderate-select.h"
#include "core/command/sub.h"

int command_moderate(struct run *run)
{
	static const struct subcommand subs[] = {
		{"add", moderate_add},
		{"assign", moderate_assign},
		{"list", moderate_list},
		{"select", moderate_select},
		{0},
	};

	return subcommand_run(run, "moderate", subs);
}
