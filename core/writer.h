// SPDX-License-Identifier: MIT
// A CSV file, written cell by cell and given its name when whole.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/output.h"

struct writer {
	struct output *output;
	bool raw;    // formulas are not defused
	bool begun;  // this row has a cell
	size_t rows; // written so far, without the header
};

enum writer_option {
	WRITER_BOM = 1, // a byte order mark, without which Excel takes UTF-8 for Windows-1252
	WRITER_RAW = 2, // text cells as they are, also where a spreadsheet would run them
};

// Opens a CSV file to write, see output_create(): RFC 4180, CR LF, UTF-8. options: enum writer_option.
int writer_create(struct writer *writer, const char *path, unsigned options);

// The header row, from names; not counted in rows.
void writer_header(struct writer *writer, const char *const *names, size_t count);

// Appends one cell. Text (NULL: empty) that a spreadsheet would run as a formula gets an apostrophe in
// front, and quotes where it needs them; length SIZE_MAX measures it. Plain text is known to hold
// neither formula nor quote, comma or line end: a name from a table of ours, a date, a code. What goes
// wrong is told by writer_commit().
void writer_text(struct writer *writer, const char *text, size_t length);
void writer_plain(struct writer *writer, const char *text, size_t length);
void writer_integer(struct writer *writer, int64_t number);
void writer_empty(struct writer *writer);
void writer_end_row(struct writer *writer);

// From writer_keep() to writer_kept() the bytes of the cells are also kept (the row's begin or the comma before the first
// among them), for writer_again() to append them in another row at the same place. kept->bytes is freed by the caller.
void writer_keep(struct writer *writer, struct piece *kept);
void writer_kept(struct writer *writer);
void writer_again(struct writer *writer, const struct piece *kept);

// Makes the file whole: output_commit(), whose SHA-256 is then in writer->output->sha256.
int writer_commit(struct writer *writer);

// Frees it; a file that was not committed vanishes. May be called on a zeroed writer.
void writer_discard(struct writer *writer);
