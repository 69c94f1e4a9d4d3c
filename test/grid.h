// SPDX-License-Identifier: MIT
// A CSV file read by a plain loop that shares no code with the program: what others will see in it.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// A byte order mark is left out, quotes are resolved, nothing else is changed.
struct grid;

// NULL where the file cannot be read. A file that is no RFC 4180 ends the test.
struct grid *grid_read(const char *path);
struct grid *grid_of(const char *text);
void grid_destroy(struct grid *cells);

size_t grid_rows(const struct grid *cells); // with the header
size_t grid_columns(const struct grid *cells, size_t row);
const char *grid_at(const struct grid *cells, size_t row, size_t column);

// The cell of a row, 1 or more, under a name in the header; there being no such column ends the test.
const char *grid_in(const struct grid *cells, size_t row, const char *name);

// Whether the cell of a row is that text; the sum of a column's numbers; how many cells of it are full, or are that text.
bool grid_is(const struct grid *grid, size_t row, const char *name, const char *text);
long grid_sum(const struct grid *grid, const char *name);
long grid_full(const struct grid *grid, const char *name);
long grid_count(const struct grid *grid, const char *name, const char *text);
