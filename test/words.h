// SPDX-License-Identifier: MIT
// A line of a script or table as arguments.
#pragma once

#include <stddef.h>

#define WORDS_MAX 64

struct words {
	char *text;
	const char *list[WORDS_MAX + 1]; // the last is NULL
	size_t count;
};

// Splits at blanks; '...' holds blanks together. Frees what the words, {0} at first, held before.
void words_split(struct words *words, const char *text);
void words_finish(struct words *words);
