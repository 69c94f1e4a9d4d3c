// SPDX-License-Identifier: MIT
// Heat tables, agreement matrices and the calendar of compliance in characters: cells, from light to dark, with numbers.
#include <inttypes.h>

#include "core/chart-draw-private.h"
#include "core/measure.h"
#include "core/text.h"

#define LEVELS 5

struct grid {
	const struct drawing *drawing;
	struct layout layout;
	size_t first; // row at the top
	int left, rows;
	int64_t most; // the greatest cell, of a matrix
};

// 0 to LEVELS - 1: none, up to a quarter ... of what it is a share of.
static int level(const struct grid *grid, const struct chart_cell *cell)
{
	int64_t of = grid->drawing->chart->kind == CHART_MATRIX ? grid->most : cell->of;

	if (cell->count <= 0 || of <= 0)
		return 0;
	return 1 + (int)((4 * cell->count - 1) / of);
}

// The longest that fits: "4 (33%)", "33%", "33"; "" where nothing does.
static void cell_text(const struct grid *grid, size_t row, size_t column,
	const struct chart_cell *cell, char text[40])
{
	bool same = grid->drawing->chart->kind == CHART_MATRIX && row == column;
	int room = grid->layout.each - 3;
	char words[40];

	if (!cell->known) {
		snprintf(text, 40, "%s", room >= 1 ? "-" : "");
		return;
	}
	if (cell->of <= 0 || grid->drawing->chart->kind == CHART_MATRIX)
		snprintf(text, 40, same ? "[%" PRId64 "]" : "%" PRId64 " ", cell->count);
	else
		snprintf(text, 40, "%s%s", share_words(cell->count, cell->of, words),
			cell->of < CHART_FEW ? "*" : "");
	if (text_width(text) > room && cell->of > 0)
		snprintf(text, 40, "%d%%", share_percent(cell->count, cell->of));
	if (text_width(text) > room && cell->of > 0)
		snprintf(text, 40, "%d", share_percent(cell->count, cell->of));
	if (text_width(text) > room)
		text[0] = '\0';
}

static void draw_cell(const struct grid *grid, size_t row, size_t column, int at)
{
	static const char *const shades[LEVELS] = {"·", "░", "▒", "▓", "█"};
	static const char *const plain[LEVELS] = {".", ":", "+", "x", "#"};
	const struct drawing *drawing = grid->drawing;
	const struct chart_cell *cell = chart_cell(drawing->chart, row, column);
	bool focused = row == drawing->row && column == drawing->column;
	enum chart_look look = focused ? CHART_FOCUSED : CHART_TEXT;
	int col = layout_col(&grid->layout, column), of = level(grid, cell);
	char text[40];

	cell_text(grid, row, column, cell, text);
	if (focused) {
		drawing->canvas->cursor_row = at;
		drawing->canvas->cursor_col = col;
	}
	if (cell->known)
		draw_mark(drawing, at, col, look, shades[of], plain[of]);
	else
		draw_mark(drawing, at, col, look, " ", " ");
	draw_right(drawing, at, col + grid->layout.each - 1, grid->layout.each - 2, look, text);
}

static int widest(const struct chart *chart)
{
	int most = 0;

	for (size_t row = 0; row < chart->row_count; row++)
		most = text_width(chart->rows[row].name) > most
			       ? text_width(chart->rows[row].name)
			       : most;
	return most;
}

// In full where all have room for that.
static void draw_head(const struct grid *grid)
{
	const struct chart *chart = grid->drawing->chart;
	int room = grid->layout.each - 1;

	for (size_t i = 0; i < chart->column_count; i++)
		if (text_width(chart->columns[i].brief) > room) {
			draw_names(grid->drawing, &grid->layout, 0);
			return;
		}
	for (size_t i = grid->layout.first; i < grid->layout.first + grid->layout.shown; i++) {
		const struct chart_line *line = &chart->columns[i];
		const char *name = text_width(line->name) <= room ? line->name : line->brief;

		draw_right(grid->drawing, 0, layout_col(&grid->layout, i) + room, room,
			i == grid->drawing->column ? CHART_FOCUSED : CHART_MUTED, name);
	}
}

static void draw_key(const struct grid *grid)
{
	const struct chart_canvas *canvas = grid->drawing->canvas;
	const char *text =
		grid->drawing->chart->kind == CHART_MATRIX
			? "Rows: the auditor. Columns: the moderator. [ ] both the same."
		: canvas->ascii
			? ". none  : to 25%  + to 50%  x to 75%  # above  * small number"
			: "· none  ░ to 25%  ▒ to 50%  ▓ to 75%  █ above  * small number";

	draw_text(grid->drawing, canvas->rows - 1, 1, canvas->cols - 1, CHART_MUTED, text);
}

void draw_grid(const struct drawing *drawing)
{
	const struct chart *chart = drawing->chart;
	int cols = drawing->canvas->cols;
	struct grid grid = {.drawing = drawing, .rows = drawing->canvas->rows - 2};

	grid.left = widest(chart) + 3 > cols / 3 ? cols / 3 : widest(chart) + 3;
	grid.layout = layout_of(chart->column_count, drawing->column, grid.left, cols, 1, 22);
	for (size_t i = 0; i < chart->row_count * chart->column_count; i++)
		grid.most =
			chart->cells[i].count > grid.most ? chart->cells[i].count : grid.most;
	if (grid.rows <= 0)
		return;
	if (drawing->row >= (size_t)grid.rows)
		grid.first = drawing->row - (size_t)grid.rows + 1;
	draw_head(&grid);
	for (size_t row = grid.first;
		row < chart->row_count && (int)(row - grid.first) < grid.rows; row++) {
		int at = 1 + (int)(row - grid.first);

		draw_text(drawing, at, 1, grid.left - 2,
			row == drawing->row ? CHART_FOCUSED : CHART_TEXT,
			chart->rows[row].name);
		for (size_t i = 0; i < grid.layout.shown; i++)
			draw_cell(&grid, row, grid.layout.first + i, at);
	}
	draw_key(&grid);
}
