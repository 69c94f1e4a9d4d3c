// SPDX-License-Identifier: MIT
// What the parts of test/screen share.
#pragma once

#include <sys/types.h>
#include <vterm.h>

#include "test/screen.h"

struct screen {
	struct screen *next;
	VTerm *terminal;
	VTermScreen *cells;
	char *term, *title, *output;
	size_t output_length, output_room;
	pid_t child;
	int master; // -1 once the program has let go of the terminal
	int rows, columns, cursor_visible, alternate;
	int exit_code; // -1 while the program runs
};
