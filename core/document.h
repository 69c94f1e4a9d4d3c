// SPDX-License-Identifier: MIT
// A text for people, put together whole and then shown, or written to a file of its own.
#pragma once

#include <stddef.h>
#include <stdio.h>

struct document {
	FILE *to; // where it is written to
	FILE *out;
	const char *path;
	char *text;
	size_t size;
};

// Begins one: what is written to document->to is held until document_end(), so that a document which cannot be
// finished is not seen at all. path NULL or "-": it goes to out. Both are borrowed until then.
void document_begin(struct document *document, FILE *out, const char *path);

// Ends it. With result 0 it is shown, or written to the file (core/output.h: whole or not at all); otherwise thrown
// away. 0, or -1: result was, or the file cannot be written (ERROR_CREATE, ERROR_IO).
int document_end(struct document *document, int result);

// Writes a text to a stream wrapped to 78 cells, each line behind so many blanks, safe for terminals.
void document_wrap(FILE *to, int indent, const char *text);
