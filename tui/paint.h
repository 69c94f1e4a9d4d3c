// SPDX-License-Identifier: MIT
// The only way text reaches the screen: cut to its place, cleaned, aligned by display width.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "tui/theme.h"

// A part of the screen, in character cells from the top left.
struct rect {
	int row, col, rows, cols;
};

// Writes `text` (to its NUL) from the cell (row, col) on, in at most `cols` cells; what is longer is
// cut, with "…" in the last cell. Control characters, bidirectional marks and invalid UTF-8 show as
// visible stand-ins, never raw. Returns the cells used. Cells outside the screen are left out.
int paint_text(int row, int col, int cols, enum theme_role role, const char *text);

// The same for `length` bytes, not cut with "…" but at the last grapheme that fits.
int paint_bytes(
	int row, int col, int cols, enum theme_role role, const char *text, size_t length);

// The same, formatted; and one that also blanks the rest of the `cols` cells (in the role's look).
int paint_format(int row, int col, int cols, enum theme_role role, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
void paint_padded(int row, int col, int cols, enum theme_role role, const char *text);

// Blanks a part of the screen.
void paint_blank(struct rect place);

// A frame of lines just inside `place`, blank within, with a title in its top line ("" for none).
void paint_box(struct rect place, const char *title);

// A vertical line of `rows` cells; a horizontal one of `cols`.
void paint_column(int row, int col, int rows);
void paint_rule(int row, int col, int cols);

// Moves what stands in `place` up by `lines` (down where negative), the rows freed blank. `place`
// must be as wide as the screen. The terminal's own scrolling is used where it can.
void paint_scroll(struct rect place, int lines);

// Where the hardware cursor shall stand when all is painted. Each screen says so each time it paints.
void paint_cursor(int row, int col);

// Sends what was painted to the terminal, the cursor where paint_cursor() said. For tui.c.
void paint_show(void);

// The cells that `text` takes when painted: text_width(), quick for plain letters.
int paint_width(const char *text);

// Paints wrapped text into `place`. Returns the rows used, never more than there are.
int paint_wrapped(struct rect place, enum theme_role role, const char *text);
