// SPDX-License-Identifier: MIT
// The last error, in the user's words: the floor everything stands on.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/error.h"
#include "db/mem.h"

static struct {
	enum error kind;
	char *message;
} last;

// Messages carry names and cells that users typed, and end on other people's terminals.
static void defuse(char *text)
{
	for (unsigned char *c = (unsigned char *)text; *c; c++) {
		if (*c < 0x20 || *c == 0x7f)
			*c = '?';
		// U+0080 to U+009F, the C1 controls, are C2 80 to C2 9F in UTF-8.
		else if (*c == 0xc2 && c[1] >= 0x80 && c[1] <= 0x9f)
			*c = c[1] = '?';
	}
}

static void keep(char *message)
{
	defuse(message);
	free(last.message);
	last.message = message;
}

int fail(enum error kind, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	keep(xvasprintf(fmt, args));
	va_end(args);
	last.kind = kind;
	return -1;
}

int fail_in(const char *fmt, ...)
{
	va_list args;
	char *prefix;

	va_start(args, fmt);
	prefix = xvasprintf(fmt, args);
	va_end(args);
	keep(xasprintf("%s: %s", prefix, error_message()));
	free(prefix);
	return -1;
}

const char *error_message(void)
{
	return last.message ? last.message : "";
}

enum error error_kind(void)
{
	return last.kind;
}

void error_clear(void)
{
	last.kind = ERROR_NONE;
	free(last.message);
	last.message = NULL;
}
