// SPDX-License-Identifier: MIT
// CSV as bytes: the only file that knows libcsv. core/sheet.h reads, core/writer.h writes with it.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/cell.h"

#define CSV_CELLS_MAX 4096         // kept of a row
#define CSV_ROW_MAX (2 * CELL_MAX) // bytes kept of a row

struct csv_parser;

struct csv_span {
	size_t at, length; // in the text of the batch
};

struct csv_row {
	size_t line;  // of the file, on which the row begins, from 1
	size_t first; // of its cells in spans
	size_t count; // of its cells in the file, also where fewer are kept
};

enum csv_fault_kind {
	CSV_FAULT_CELL,  // what the check of the cell says
	CSV_FAULT_QUOTE, // a quote where none may stand
	CSV_FAULT_OPEN,  // a quote that is never closed
	CSV_FAULT_ROW,   // the row as a whole is too long
};

struct csv_fault {
	size_t row, cell; // index of the row in rows, position of the cell in the row, from 0
	enum csv_fault_kind kind;
	struct cell_check check;
};

// libcsv pushes, readers pull: a chunk of the file is parsed into a batch of whole rows; the row that
// the chunk's end cuts is kept for the next batch.
struct csv_batch {
	char *text; // of all cells, each ended by a NUL, the formula guard taken off
	struct csv_span *spans;
	struct csv_row *rows;
	struct csv_fault *faults; // in the order of rows
	size_t text_used, span_count, row_count, fault_count;
	size_t text_room, span_room, row_room, fault_room;
	bool ended; // nothing more can come

	struct csv_parser *parser;
	struct csv_row pending; // the row that is not whole yet
	size_t line, breaks;    // where it begins, and the line ends within it
	int last;               // the character that ended the row before
	bool skipping;          // to the end of a line that was given up
};

void csv_batch_init(struct csv_batch *batch, char delimiter);
void csv_batch_finish(struct csv_batch *batch);

// Parses a chunk and adds its whole rows. A row with a fault of its quotes is given up and the next
// line is a fresh start, so that one stray quote does not hide the errors below it.
void csv_batch_parse(struct csv_batch *batch, const char *data, size_t size);

// Says that the file has ended: adds the last row where it has no line end.
void csv_batch_end(struct csv_batch *batch);

// Drops the rows and their faults, keeps the row that is not whole yet.
void csv_batch_clear(struct csv_batch *batch);

// The text in quotes, those within it doubled; to has room for csv_quoted_room(length). Returns how
// long it is.
size_t csv_quote(char *to, const char *text, size_t length);

static inline size_t csv_quoted_room(size_t length)
{
	return 2 * length + 2;
}
