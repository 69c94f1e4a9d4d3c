// SPDX-License-Identifier: MIT
// The help screen, made from the tables of keys.
#pragma once

#include "tui/view.h"

// Opens the help of the top screen: what it is for, and every key that works there.
int help_open(struct screen *screen);
