// SPDX-License-Identifier: MIT
// Every error of a file that is read, not only the first: kept up to a readable limit, then counted.
#include <stdarg.h>
#include <stdlib.h>

#include "core/problem.h"
#include "db/error.h"
#include "db/mem.h"

void problem_init(struct problems *problems, const char *file)
{
	*problems = (struct problems){.file = file};
}

void problem_finish(struct problems *problems)
{
	for (size_t i = 0; i < problems->count && i < PROBLEM_LIMIT; i++)
		free(problems->messages[i]);
	problems->count = 0;
}

static char *place(const struct problems *problems, size_t line, const char *column)
{
	char number[24] = "";

	if (line)
		snprintf(number, sizeof(number), ":%zu", line);
	return xasprintf(
		"%s%s: %s%s", problems->file, number, column ? column : "", column ? ": " : "");
}

static void keep(struct problems *problems, size_t line, const char *column, const char *what)
{
	char *where = place(problems, line, column);

	fail(ERROR_DATA, "%s%s", where, what); // the floor makes it safe for a terminal
	problems->messages[problems->count++] = xstrdup(error_message());
	free(where);
}

void problem_add(
	struct problems *problems, size_t line, const char *column, const char *fmt, ...)
{
	va_list args;
	char *what;

	if (problems->count >= PROBLEM_LIMIT) {
		problems->count++;
		return;
	}
	va_start(args, fmt);
	what = xvasprintf(fmt, args);
	va_end(args);
	keep(problems, line, column, what);
	free(what);
}

void problem_add_error(struct problems *problems, size_t line, const char *column)
{
	char *what = xstrdup(error_message());

	problem_add(problems, line, column, "%s", what);
	free(what);
}

void problem_print(const struct problems *problems, FILE *to)
{
	for (size_t i = 0; i < problems->count && i < PROBLEM_LIMIT; i++)
		fprintf(to, "%s\n", problems->messages[i]);
	if (problems->count > PROBLEM_LIMIT)
		fprintf(to, "and %zu more\n", problems->count - PROBLEM_LIMIT);
}
