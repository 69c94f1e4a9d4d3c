// SPDX-License-Identifier: MIT
// Rows for people as a table, or for programs as JSON: one description gives both.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "core/date.h"

struct listing;

// Begins a list with these columns, whose names are the keys of the JSON (an array of objects) and, with
// blanks for _, the heads of the table. names and to are borrowed until listing_end().
struct listing *listing_begin(FILE *to, bool json, const char *const *names, size_t count);

// The next cell of the row; after the last column the next row begins. Text NULL is empty, null in JSON.
// In a table text is made safe for terminals and put on one line; numbers stand at the right end.
void listing_text(struct listing *listing, const char *text);
void listing_number(struct listing *listing, int64_t number);
void listing_day(struct listing *listing, date day);    // ISO 8601; DATE_NONE is a NULL text
void listing_bool(struct listing *listing, bool value); // yes and no in a table

// Writes what is left and frees it.
void listing_end(struct listing *listing);
