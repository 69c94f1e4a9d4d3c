// SPDX-License-Identifier: MIT
// An HTML document, written as it comes: one file by itself, to be read, printed and sent on.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define HTML_DEPTH 16
#define HTML_COLUMNS 32

struct html {
	FILE *to; // borrowed; its ferror() says whether writing went well
	int depth;
	const char *open[HTML_DEPTH]; // names of what is open now
	char *heading; // of the last section, which names a table without a caption; NULL: none yet
	// Of the table that is open:
	const struct html_column *columns;
	size_t column_count, column; // column: of the next cell
};

// Begins a document with its first heading. It holds its own style, for light and dark screens and for print, and
// asks nothing of the network: no script, no font, no picture from elsewhere, which its own policy also forbids. note
// stands under the heading (NULL: none): the period, the day it was made. practice: says PRACTICE at the top, as
// everything from a practice database does.
void html_begin(
	struct html *html, FILE *to, const char *title, const char *note, bool practice);

// The style of all our documents, for a picture that stands alone.
void html_style(FILE *to);

// Closes what is open and ends the document.
void html_end(struct html *html);

// Opens and closes an element; name and class (NULL: none) are words of ours, never text from users, and name is
// borrowed until it is closed. Classes that the style knows: see html.c.
void html_open(struct html *html, const char *name, const char *class);
void html_close(struct html *html);

// Text within what is open: every character that HTML reads otherwise is escaped, and what a stored text may not
// hold (control characters, marks that turn the direction, invalid bytes) is U+FFFD. NULL is nothing.
void html_text(struct html *html, const char *text);

// An element with nothing but a text in it.
void html_element(struct html *html, const char *name, const char *class, const char *text);

// A section with its heading of a level, 2 to 6; html_close() ends it.
void html_section(struct html *html, int level, const char *heading);

// The same of level 2, with a name (a word of ours) that html_link() leads to.
void html_chapter(struct html *html, const char *id, const char *heading);
void html_link(struct html *html, const char *id, const char *text);

// A narrative: a paragraph for each of its parts between empty lines, single line ends kept. Nothing for "".
void html_narrative(struct html *html, const char *text);

// A table: a caption (NULL: the heading before it names it, and is read out), then a head cell for each column, at most HTML_COLUMNS. columns is borrowed until
// html_table_end(). Cells follow one after the other; after the last column the next row begins. Where `heads` is
// true the cell (unless empty) is the head of its row, read out with each of the others by a screen reader. A table of many columns
// scrolls by itself where the screen is narrow; on paper it never does.
struct html_column {
	const char *name;
	bool number; // stands at the right end, digits under digits
	bool heads;
};

void html_table(struct html *html, const char *caption, const struct html_column *columns,
	size_t count);
void html_cell(struct html *html, const char *text);
void html_number(struct html *html, int64_t number);
// The same with a class, in any case: the name of a colour, whose word the text says too.
void html_cell_as(struct html *html, const char *class, const char *text);
void html_table_end(struct html *html);

// A list of names and what they are: html_open(html, "dl", NULL), then pairs, then html_close(). A pair without a
// text is left out.
void html_pair(struct html *html, const char *name, const char *text);
