// SPDX-License-Identifier: MIT
// cycle open: begins a month.
#include "core/cycle.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/sample.h"

static int open_month(struct run *run)
{
	date due = DATE_NONE;
	const struct option_spec options[] = {{"--due", OPTION_DATE, &due}, {0}};

	if (options_read(run, options) || arguments_count(run, "cycle", 1, 1))
		return -1;
	return cycle_open(run->session, run->argv[0], due);
}

int command_cycle(struct run *run)
{
	static const struct subcommand subs[] = {{"open", open_month}, {0}};

	return subcommand_run(run, "cycle", subs);
}
