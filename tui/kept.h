// SPDX-License-Identifier: MIT
// What a screen keeps from one time to the next: named texts of a record, in one line.
#pragma once

#include <stddef.h>

// A text of the record, "" where it is not said.
struct kept {
	const char *name; // in the line
	size_t offset;    // of its char * in the record, which is yours
	const char *
		word; // for the screen, which tells what is kept: stands before the text; NULL: it is not told
};

char **kept_text(const void *record, const struct kept *part);

// Takes over what a line "name=value" says, split by tabs; a name that is not known, or has no value, is passed over.
// What the line does not say stays; NULL becomes "".
void kept_parse(void *record, const struct kept *parts, size_t count, const char *line);

// The line again, without what is "". Yours.
char *kept_write(const void *record, const struct kept *parts, size_t count);

// Frees the texts and leaves NULL.
void kept_finish(void *record, const struct kept *parts, size_t count);
