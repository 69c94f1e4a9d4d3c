// SPDX-License-Identifier: MIT
// One line of text being typed: the base of prompts and of form fields.
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
