// SPDX-License-Identifier: MIT
// XmR and p-charts in characters: points joined by braille dots, over their mean and limits.
#include <math.h>
#include <stdlib.h>

#include "core/chart-draw-private.h"
#include "core/text.h"
#include "db/mem.h"

#define LEFT 7      // the numbers of the axis and the axis
#define DOTS_DOWN 4 // of a braille character
#define DOTS_ACROSS 2

struct plot {
	const struct drawing *drawing;
	struct layout layout;
	int rows, cols; // of the plot, from the top of the canvas, from LEFT
	double top;
	unsigned char *dots; // of each cell, as in the braille block
};

// The row of dots of a value, from the top.
static int dots_down(const struct plot *plot, double value)
{
	int most = plot->rows * DOTS_DOWN - 1,
	    row = (int)lround((1 - value / plot->top) * most);

	return row < 0 ? 0 : row > most ? most : row;
}

static int row_of(const struct plot *plot, double value)
{
	return dots_down(plot, value) / DOTS_DOWN;
}

// The cell of a column's point.
static int col_of(const struct plot *plot, size_t column)
{
	return layout_col(&plot->layout, column) + (plot->layout.each - 1) / 2;
}

static void dot(const struct plot *plot, int down, int across)
{
	static const unsigned char bits[DOTS_DOWN][DOTS_ACROSS] = {
		{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
	int row = down / DOTS_DOWN, col = across / DOTS_ACROSS;

	if (col >= 0 && col < plot->cols)
		plot->dots[row * plot->cols + col] |=
			bits[down % DOTS_DOWN][across % DOTS_ACROSS];
}

static void join(const struct plot *plot, size_t from, size_t to)
{
	const struct spc_point *points = plot->drawing->chart->points;
	int x1 = (col_of(plot, from) - LEFT) * DOTS_ACROSS,
	    x2 = (col_of(plot, to) - LEFT) * DOTS_ACROSS,
	    y1 = dots_down(plot, points[from].value), y2 = dots_down(plot, points[to].value);
	int steps = abs(y2 - y1) > x2 - x1 ? abs(y2 - y1) : x2 - x1;

	for (int i = 0; i <= steps; i++)
		dot(plot, y1 + (int)lround((double)(y2 - y1) * i / steps),
			x1 + (int)lround((double)(x2 - x1) * i / steps));
}

static void draw_dots(const struct plot *plot)
{
	for (int i = 0; i < plot->rows * plot->cols; i++) {
		unsigned rune = 0x2800 + plot->dots[i];
		const char text[] = {(char)(0xe0 | rune >> 12),
			(char)(0x80 | (rune >> 6 & 0x3f)), (char)(0x80 | (rune & 0x3f)), '\0'};

		if (plot->dots[i])
			draw_mark(plot->drawing, i / plot->cols, LEFT + i % plot->cols,
				CHART_TEXT, text, " ");
	}
}

static void draw_path(const struct plot *plot)
{
	const struct spc_point *points = plot->drawing->chart->points;
	size_t before = SIZE_MAX;

	if (plot->drawing->canvas->ascii)
		return;
	for (size_t i = plot->layout.first; i < plot->layout.first + plot->layout.shown; i++) {
		if (!points[i].known)
			continue;
		if (before != SIZE_MAX)
			join(plot, before, i);
		before = i;
	}
	draw_dots(plot);
}

static void draw_limits(const struct plot *plot, size_t column)
{
	const struct spc_point *point = &plot->drawing->chart->points[column];
	int col = layout_col(&plot->layout, column),
	    cells = layout_col(&plot->layout, column + 1) - col;

	for (int i = 0; i < cells && point->limited; i++) {
		if (point->known || plot->drawing->chart->kind == CHART_XMR) {
			draw_mark(plot->drawing, row_of(plot, point->high), col + i,
				CHART_MUTED, "┄", ".");
			draw_mark(plot->drawing, row_of(plot, point->low), col + i, CHART_MUTED,
				"┄", ".");
		}
		draw_mark(plot->drawing, row_of(plot, point->mean), col + i, CHART_MUTED, "─",
			"-");
	}
	for (int row = 0; row < plot->rows && point->step; row++)
		draw_mark(plot->drawing, row, col, CHART_MUTED, "┊", "|");
}

static void draw_point(const struct plot *plot, size_t column, bool focused)
{
	const struct spc_point *point = &plot->drawing->chart->points[column];
	unsigned rules = point->rules;
	enum chart_look look = focused ? CHART_FOCUSED : rules ? CHART_ODD : CHART_TEXT;
	int row = point->known ? row_of(plot, point->value) : plot->rows - 1,
	    col = col_of(plot, column);

	if (focused) {
		plot->drawing->canvas->cursor_row = row;
		plot->drawing->canvas->cursor_col = col;
	}
	if (!point->known)
		return;
	if (rules & SPC_HIGH)
		draw_mark(plot->drawing, row, col, look, "▲", "^");
	else if (rules & SPC_LOW)
		draw_mark(plot->drawing, row, col, look, "▼", "v");
	else if (rules)
		draw_mark(plot->drawing, row, col, look, "◆", "*");
	else
		draw_mark(plot->drawing, row, col, look, "●", "o");
}

static void draw_scale(const struct plot *plot)
{
	int steps = plot->rows >= 9 ? 4 : 2;

	for (int row = 0; row < plot->rows; row++)
		draw_mark(plot->drawing, row, LEFT - 1, CHART_MUTED, "│", "|");
	for (int i = 0; i <= steps; i++) {
		double value = plot->top * i / steps;
		char *text = chart_value_words(plot->drawing->chart, value);

		draw_right(plot->drawing, row_of(plot, value), LEFT - 1, LEFT - 1, CHART_MUTED,
			text);
		free(text);
	}
}

static void draw_key(const struct plot *plot)
{
	const struct chart_canvas *canvas = plot->drawing->canvas;
	const char *text = canvas->ascii
				   ? "- mean  . limits  ^ v out of limits  * run, trend or near"
				   : "─ mean  ┄ limits  ▲▼ out of limits  ◆ run, trend or near";

	draw_text(plot->drawing, canvas->rows - 1, 1, canvas->cols - 1, CHART_MUTED, text);
}

void draw_line(const struct drawing *drawing)
{
	const struct chart *chart = drawing->chart;
	int cols = drawing->canvas->cols;
	struct plot plot = {
		.drawing = drawing,
		.layout = layout_of(chart->column_count, drawing->column, LEFT, cols, 1, 8),
		.rows = drawing->canvas->rows - 2,
		.cols = cols - LEFT,
		.top = chart_top(chart),
	};

	if (plot.rows < 2 || plot.cols < 2)
		return;
	if (plot.layout.each < 8) // spread over the whole width
		plot.layout.span = plot.cols;
	plot.dots = xcalloc((size_t)(plot.rows * plot.cols), 1);
	draw_scale(&plot);
	for (size_t i = 0; i < plot.layout.shown; i++)
		draw_limits(&plot, plot.layout.first + i);
	draw_path(&plot);
	for (size_t i = 0; i < plot.layout.shown; i++)
		draw_point(
			&plot, plot.layout.first + i, plot.layout.first + i == drawing->column);
	draw_names(drawing, &plot.layout, plot.rows);
	draw_key(&plot);
	free(plot.dots);
}
