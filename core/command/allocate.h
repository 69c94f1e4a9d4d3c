// SPDX-License-Identifier: MIT
// What beginning an audit shares with allocating one.
#pragma once

#include "core/allocate.h"
#include "core/command.h"

// Makes *due of a number of working days from today on; days below 0: not given. -1 (usage) where both are.
int allocate_days(struct run *run, long days, date *due);

// Writes what speaks against an allocation to run->err.
int allocate_warn(struct run *run, const char *ref, const struct allocation *allocation);
