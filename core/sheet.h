// SPDX-License-Identifier: MIT
// A table of known columns, read from a CSV file row by row, with every error told by line and column.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/problem.h"

enum sheet_need {
	SHEET_REQUIRED,
	SHEET_OPTIONAL, // where the file has no such column its cells read as ""
	SHEET_IGNORED,  // may stand in the file, never looked at
};

// One row for each column that a file may have.
struct sheet_column {
	const char *name;
	enum sheet_need need;
};

struct sheet;

// Opens a CSV file (path "-": standard input) and reads its header. Comma, semicolon or tab,
// whichever the header line has most of; a byte order mark is skipped; LF, CR LF or CR. The header's
// names may stand in any order and case. Columns and problems are borrowed until sheet_close(). What
// is wrong with the header goes to problems (unknown, double and missing columns, each by name) and
// leaves nothing to read. Returns 0, or -1 (ERROR_MISSING, ERROR_IO) where the file cannot be read.
int sheet_open(struct sheet **sheet, const char *path, const struct sheet_column *columns,
	size_t count, struct problems *problems);

// The same for a text in memory: what comes with the program.
int sheet_open_text(struct sheet **sheet, const char *text, const struct sheet_column *columns,
	size_t count, struct problems *problems);

// Steps to the next row that is whole. Rows with stray quotes, too many or too few cells, NUL or other
// control characters, text that is not UTF-8 or longer than CELL_MAX are added to problems, with line
// and column name, and skipped; so are blank lines, in silence. Memory stays the same whatever the
// file's size. Returns 1, 0 at the end, or -1 (ERROR_IO).
int sheet_next(struct sheet *sheet);

// The cell of this row in the column with that index in the table, "" where the file has none. Blanks
// around what is not in quotes are no part of it, and the formula guard is taken off: '=A1 reads as =A1.
// Borrowed until the next sheet_next(). length may be NULL. The caller may change the text in place.
char *sheet_cell(const struct sheet *sheet, size_t column, size_t *length);

// Whether the file has that column.
bool sheet_has(const struct sheet *sheet, size_t column);

// The line of the file on which this row begins, from 1.
size_t sheet_line(const struct sheet *sheet);

// Whether every cell of this row is empty: spreadsheets leave such rows at the end.
bool sheet_blank(const struct sheet *sheet);

// Takes NULL.
void sheet_close(struct sheet *sheet);
