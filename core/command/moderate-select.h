// SPDX-License-Identifier: MIT
// moderate select, add, assign and list: subcommands of core/command/moderate.c.
#pragma once

struct run;

int moderate_select(struct run *run);
int moderate_add(struct run *run);
int moderate_assign(struct run *run);
int moderate_list(struct run *run);
