// SPDX-License-Identifier: MIT
// A chart drawn with characters: for the screen and for mails.
#pragma once

#include <stdio.h>

#include "core/chart.h"

// How a character is to look; the character itself tells as much without any look.
enum chart_look {
	CHART_TEXT,
	CHART_MUTED,
	CHART_ODD,     // more than chance
	CHART_FOCUSED, // in focus
	CHART_GRADE,   // and 1 to 4: of a grade (core/grade.h)
	CHART_LOOKS = CHART_GRADE + 5
};

struct chart_glyph {
	char text[16]; // one cluster; "" behind a wide one
	unsigned char look;
};

// A field of cells. ascii: nothing but ASCII is drawn by itself (names stay what they are), for terminals without
// block and braille characters.
struct chart_canvas {
	int rows, cols;
	bool ascii;
	struct chart_glyph *glyphs; // row by row
	int cursor_row, cursor_col; // of what is in focus
};

void chart_canvas_init(struct chart_canvas *canvas, int rows, int cols, bool ascii);
void chart_canvas_finish(struct chart_canvas *canvas);

// Draws the chart over the whole canvas, with a row and a column of it in focus: what does not fit is left out
// around the focus. Needs 8 rows and 30 columns to be of use. Lines are points joined by braille dots over their mean and
// limits; bars and cells are filled from light to dark, with a legend in the last row.
void chart_draw(
	struct chart_canvas *canvas, const struct chart *chart, size_t row, size_t column);

// Writes it as text, `cols` wide: title, chart, then the summary (core/chart.h).
void chart_print(FILE *to, const struct chart *chart, int rows, int cols, bool ascii);

// Can what is here be shown with nothing but ASCII: the locale is not UTF-8, or $TERM is one whose font lacks
// block and braille characters (linux, vt100 and older).
bool chart_needs_ascii(void);
