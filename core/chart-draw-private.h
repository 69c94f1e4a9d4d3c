// SPDX-License-Identifier: MIT
// Drawing a chart with characters: what the kinds share.
#pragma once

#include "core/chart-draw.h"

// What is drawn, and of it what is in focus.
struct drawing {
	struct chart_canvas *canvas;
	const struct chart *chart;
	size_t row, column;
};

// A text from a cell on, at most so many cells of it. Outside of the canvas nothing is drawn. Returns the cells used.
int draw_text(const struct drawing *drawing, int row, int col, int cols, enum chart_look look,
	const char *text);
// The same at the right end of the cells before `end`.
void draw_right(const struct drawing *drawing, int row, int end, int cols, enum chart_look look,
	const char *text);

// One character: the first where there is more than ASCII, else the second.
void draw_mark(const struct drawing *drawing, int row, int col, enum chart_look look,
	const char *mark, const char *plain);

// Where the columns of a chart stand: those from `first` on, each so many cells wide.
struct layout {
	int left; // cell of the first
	int each; // cells for one, at least
	int span; // cells for all that are shown
	size_t first, shown;
};

// Room for as many as fit between `left` and `right`, each of the same width, `most` at most; `at` is among them.
struct layout layout_of(size_t count, size_t at, int left, int right, int least, int most);

// The cell in which a column begins.
int layout_col(const struct layout *layout, size_t column);

// Names of the columns in a row, as many as there is room for; the last always, the one in focus marked.
void draw_names(const struct drawing *drawing, const struct layout *layout, int row);

// The filling of a row of the chart (or of a column, of lying bars), by grade or by place, 0 the lightest.
void draw_fill(const struct drawing *drawing, const struct chart_line *line, size_t index,
	int row, int col, bool focused);
// What the fillings mean, in a row.
void draw_legend(
	const struct drawing *drawing, const struct chart_line *lines, size_t count, int row);

// The kinds.
void draw_line(const struct drawing *drawing);
void draw_stacked(const struct drawing *drawing);
void draw_ageing(const struct drawing *drawing);
void draw_grid(const struct drawing *drawing);
