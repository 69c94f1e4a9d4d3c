// SPDX-License-Identifier: MIT
// Memory that is either given or the end: no caller tests for NULL.
#pragma once

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

// Like malloc, calloc, reallocarray, strdup, strndup and asprintf, but they say "out of memory" on
// standard error and end the program where those would return NULL. What they return is yours.
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xreallocarray(void *old, size_t count, size_t size);
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t max);
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *xvasprintf(const char *fmt, va_list args) __attribute__((format(printf, 1, 0)));

// A file that is written into a text, as open_memstream() makes it: *text and *length are yours once it was ended with
// xmemstream_end(), which ends the program where the text is not whole.
FILE *xmemstream(char **text, size_t *length);
void xmemstream_end(FILE *stream);

// Frees what *place points at and makes it a copy of text (NULL stays NULL).
void xreplace(char **place, const char *text);

// Room for one more in an array that doubles: `array = xgrow(array, count, &room, sizeof(*array))`
// before array[count] is written. *room counts elements and starts at 0 with array NULL.
void *xgrow(void *array, size_t count, size_t *room, size_t size);

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
