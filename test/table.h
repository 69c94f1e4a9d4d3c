// SPDX-License-Identifier: MIT
// Tables of cases: a .tsv file in test/, so that a rule is tested by rows that anyone can add to.
#pragma once

#include <stddef.h>

// Cells are split by one tab. The first line that is neither empty nor a comment (#) names the columns.
// In a cell \t, \n, \r, \\ and \xNN stand for those characters; a row may leave out its last cells, which
// are then empty.
struct table;

// Reads test/NAME; a file that is not there, has no rows or a row with more cells than columns ends the
// program with a message, because a test without its table must not pass.
struct table *table_read(const char *name);
void table_destroy(struct table *table);

size_t table_rows(const struct table *table);

// The cell of a row, 0 first; "" where it is empty. Ends the program where there is no such column.
// Borrowed from the table.
const char *table_cell(const struct table *table, size_t row, const char *column);
int table_number(const struct table *table, size_t row, const char *column);

// "date.tsv:12", for messages. Borrowed until the next call.
const char *table_where(const struct table *table, size_t row);

// Fails the test, naming file, line and column, unless the cell is the text.
void table_expect(
	const struct table *table, size_t row, const char *column, const char *actual);

// Replaces the escapes of a cell in place.
void table_unescape(char *text);
