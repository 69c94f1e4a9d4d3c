// SPDX-License-Identifier: MIT
// One document for people, written by the same calls as text for terminals and mail or as HTML.
#pragma once

#include "core/html.h"

#define PROSE_COLUMNS 8

// As text: lines of at most 78 cells, safe for terminals. As HTML: core/html.h.
struct prose {
	FILE *to;
	struct html html; // where as_html
	bool as_html;
	// Of the table that is open, as text: its cells are held until prose_table_end(), which lays them out.
	const struct html_column *columns;
	size_t column_count;
	char **cells;
	size_t cell_count, cell_room;
};

// Begins and ends a document; see html_begin(). The stream is borrowed.
void prose_begin(struct prose *prose, FILE *to, bool as_html, const char *title,
	const char *note, bool practice);
void prose_end(struct prose *prose);

// A section with its heading, level 2 or 3; prose_close() ends it.
void prose_section(struct prose *prose, int level, const char *heading);
void prose_close(struct prose *prose);

// A text of one or more paragraphs; nothing for NULL and "". prose_note() is small print.
void prose_text(struct prose *prose, const char *text);
void prose_note(struct prose *prose, const char *text);

// What somebody said, set apart as theirs.
void prose_quote(struct prose *prose, const char *text);

// Names and what they are, between prose_pairs() and prose_close(). A pair without a text is left out.
void prose_pairs(struct prose *prose);
void prose_pair(struct prose *prose, const char *name, const char *text);

// A list, between prose_list() and prose_close().
void prose_list(struct prose *prose);
void prose_item(struct prose *prose, const char *text);

// A table of at most PROSE_COLUMNS columns, borrowed until its end; class as for html_cell_as(). As text it stands in
// columns where they fit, else row by row with the name of each column.
void prose_table(struct prose *prose, const char *caption, const struct html_column *columns,
	size_t count);
void prose_cell(struct prose *prose, const char *class, const char *text);
void prose_table_end(struct prose *prose);
