// SPDX-License-Identifier: MIT
// Every error of a file that is read, not only the first: kept up to a readable limit, then counted.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define PROBLEM_LIMIT 50

struct problems {
	const char *file; // as the user named it; borrowed, opens each message
	size_t count;     // all of them, also those over the limit
	char *messages[PROBLEM_LIMIT];
};

void problem_init(struct problems *problems, const char *file);
void problem_finish(struct problems *problems);

// Keeps "FILE:LINE: COLUMN: what: what to do", where line 0 and column NULL are left out. Control
// characters in the arguments are replaced. Past the limit it only counts, and costs nothing else.
void problem_add(struct problems *problems, size_t line, const char *column, const char *fmt,
	...) __attribute__((format(printf, 4, 5)));

// The same with the last error of db/error.h as what happened: for a rule that core already checks.
void problem_add_error(struct problems *problems, size_t line, const char *column);

// Prints one message a line, then "and N more".
void problem_print(const struct problems *problems, FILE *to);
