// SPDX-License-Identifier: MIT
// Commands whose first argument says what to do: user add, user list.
#pragma once

#include "core/put.h"

struct run;

struct subcommand {
	const char *name;
	int (*run)(struct run *run); // with the arguments behind the name
};

// Runs the one that the first argument names; a usage error (2) where it is none of them. subs ends with a
// NULL name.
int subcommand_run(struct run *run, const char *command, const struct subcommand *subs);

// What the flags --active and --inactive come to; -1 (usage) where both are given.
int active_option(bool active, bool inactive, enum active *choice);
