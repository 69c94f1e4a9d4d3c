// SPDX-License-Identifier: MIT
// A text being typed, on one line or wrapped: the base of prompts and of form fields.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "tui/input.h"
#include "tui/paint.h"

struct line {
	char *text; // always ends in NUL, never NULL after line_init()
	size_t length, room;
	size_t at;     // the cursor, in bytes, at a cluster's boundary
	size_t from;   // the first byte shown, when the text is wider than its place
	size_t limit;  // the longest text in bytes; 0 for no limit of its own
	bool too_long; // the last event was refused because of the limit
	bool lines;    // newlines are part of it: Alt-Enter begins one, a paste keeps its own
};

// `text` (NULL for none) is copied; the cursor stands at its end.
void line_init(struct line *line, const char *text);
void line_finish(struct line *line);
void line_set(struct line *line, const char *text);

// Takes a key or paste: letters, movement, deleting by letter, word and to either end. Returns false
// where the event is none of these: Enter, Tab, Esc, up, down and the rest are for the caller.
bool line_event(struct line *line, const struct event *event);

// Paints the part that holds the cursor into `cols` cells and, with `focus`, puts the cursor there.
void line_paint(
	struct line *line, int row, int col, int cols, enum theme_role role, bool focus);

// The text wrapped to `cols` cells, the last of which stays free for the cursor: how many rows it takes, at least 1,
// and on which of them, from 0, the cursor stands.
int line_rows(const struct line *line, int cols);
int line_row(const struct line *line, int cols);

// Moves the cursor a row of the wrapped text up (-1) or down (1), as near to its column as can be. False on the first
// or last one: nothing moved.
bool line_move(struct line *line, int cols, int step);

// Paints the wrapped text from its row `first` on, as much as `place` has room for, the rest of its rows blank, and
// with `focus` puts the cursor there where its row is shown.
void line_paint_rows(const struct line *line, struct rect place, int first,
	enum theme_role role, bool focus);
