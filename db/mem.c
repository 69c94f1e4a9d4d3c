// SPDX-License-Identifier: MIT
// Memory that is either given or the end: no caller tests for NULL.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"

__attribute__((noreturn)) static void none_left(void)
{
	fputs("caseaudit: out of memory\n", stderr);
	abort();
}

static void *given(void *memory)
{
	if (!memory)
		none_left();
	return memory;
}

void *xmalloc(size_t size)
{
	return given(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
	return given(calloc(count ? count : 1, size ? size : 1));
}

void *xreallocarray(void *old, size_t count, size_t size)
{
	return given(reallocarray(old, count ? count : 1, size ? size : 1));
}

char *xstrdup(const char *text)
{
	return given(strdup(text));
}

char *xstrndup(const char *text, size_t max)
{
	return given(strndup(text, max));
}

char *xasprintf(const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = xvasprintf(fmt, args);
	va_end(args);
	return text;
}

char *xvasprintf(const char *fmt, va_list args)
{
	char *text = NULL;

	if (vasprintf(&text, fmt, args) < 0)
		text = NULL;
	return given(text);
}

FILE *xmemstream(char **text, size_t *length)
{
	return given(open_memstream(text, length));
}

void xmemstream_end(FILE *stream)
{
	int lost = ferror(stream);

	if (fclose(stream) != 0 || lost)
		none_left();
}

void xreplace(char **place, const char *text)
{
	char *copy = text ? xstrdup(text) : NULL;

	free(*place);
	*place = copy;
}

void *xgrow(void *array, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return array;
	*room = *room ? *room * 2 : 16;
	return xreallocarray(array, *room, size);
}
