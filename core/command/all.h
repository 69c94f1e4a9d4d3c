// SPDX-License-Identifier: MIT
// The functions behind the rows of the command table, each in the file of its command's name.
#pragma once

struct run;

int command_init(struct run *run);
int command_workdays(struct run *run);
