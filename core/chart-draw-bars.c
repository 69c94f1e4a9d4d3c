// SPDX-License-Identifier: MIT
// Stacked shares by month, and the ageing of what is open, in characters: bars filled from light to dark.
#include <inttypes.h>
#include <stdlib.h>

#include "core/chart-draw-private.h"
#include "core/text.h"
#include "db/mem.h"

#define LEFT 6

// Parts of a bar of so many cells, in whole cells: what there is has one at least, while there is room.
static void share_out(const int64_t *counts, size_t count, int cells, int *parts)
{
	int64_t sum = 0, so_far = 0;
	int used = 0;

	for (size_t i = 0; i < count; i++)
		sum += counts[i];
	for (size_t i = 0; i < count; i++) {
		so_far += counts[i];
		parts[i] = sum ? (int)((2 * cells * so_far + sum) / (2 * sum)) - used : 0;
		used += parts[i];
	}
	for (size_t i = 0; i < count; i++) {
		size_t most = 0;

		for (size_t k = 1; k < count; k++)
			most = parts[k] > parts[most] ? k : most;
		if (counts[i] > 0 && parts[i] == 0 && parts[most] > 1) {
			parts[i]++;
			parts[most]--;
		}
	}
}

static void focus(const struct drawing *drawing, int row, int col)
{
	drawing->canvas->cursor_row = row;
	drawing->canvas->cursor_col = col;
}

static void draw_bar(
	const struct drawing *drawing, const struct layout *layout, size_t column, int rows)
{
	const struct chart *chart = drawing->chart;
	int64_t *counts = xcalloc(chart->row_count, sizeof(*counts));
	int *parts = xcalloc(chart->row_count, sizeof(*parts)), at = 0,
	    wide = layout->each > 1 ? layout->each - 1 : 1, col = layout_col(layout, column);

	for (size_t row = 0; row < chart->row_count; row++)
		counts[row] = chart_cell(chart, row, column)->count;
	share_out(counts, chart->row_count, rows, parts);
	for (size_t row = 0; row < chart->row_count; row++) {
		bool focused = column == drawing->column && row == drawing->row;

		if (focused)
			focus(drawing, at < rows ? at : rows - 1, col);
		for (int end = at + parts[row]; at < end; at++)
			for (int i = 0; i < wide; i++)
				draw_fill(
					drawing, &chart->rows[row], row, at, col + i, focused);
	}
	free(counts);
	free(parts);
}

// How many each bar is of, where there is room for all of these.
static void draw_numbers(const struct drawing *drawing, const struct layout *layout, int row)
{
	const struct chart *chart = drawing->chart;
	char text[24];

	for (size_t i = 0; i < chart->column_count; i++)
		if (snprintf(text, sizeof(text), "%" PRId64, chart_column_sum(chart, i)) >=
			layout->each)
			return;
	draw_right(drawing, row, LEFT - 1, LEFT - 1, CHART_MUTED, "n");
	for (size_t i = layout->first; i < layout->first + layout->shown; i++) {
		snprintf(text, sizeof(text), "%" PRId64, chart_column_sum(chart, i));
		draw_text(drawing, row, layout_col(layout, i), layout->each, CHART_MUTED, text);
	}
}

void draw_stacked(const struct drawing *drawing)
{
	const struct chart *chart = drawing->chart;
	int rows = drawing->canvas->rows - 3;
	struct layout layout = layout_of(
		chart->column_count, drawing->column, LEFT, drawing->canvas->cols, 1, 8);

	for (int row = 0; row < rows; row++)
		draw_mark(drawing, row, LEFT - 1, CHART_MUTED, "│", "|");
	for (int i = 0; i <= 2; i++) {
		char text[8];

		snprintf(text, sizeof(text), "%d%%", 100 - 50 * i);
		draw_right(drawing, (rows - 1) * i / 2, LEFT - 1, LEFT - 1, CHART_MUTED, text);
	}
	for (size_t i = layout.first; i < layout.first + layout.shown; i++)
		draw_bar(drawing, &layout, i, rows);
	draw_numbers(drawing, &layout, rows + 1);
	draw_names(drawing, &layout, rows);
	draw_legend(drawing, chart->rows, chart->row_count, rows + 2);
}

static int64_t longest(const struct chart *chart)
{
	int64_t most = 1;

	for (size_t row = 0; row < chart->row_count; row++)
		most = chart_row_sum(chart, row) > most ? chart_row_sum(chart, row) : most;
	return most;
}

struct lying {
	int left, room;
	int64_t longest;
};

static void draw_lying(
	const struct drawing *drawing, const struct lying *lying, size_t row, int at)
{
	const struct chart *chart = drawing->chart;
	int64_t sum = chart_row_sum(chart, row);
	int64_t *counts = xcalloc(chart->column_count, sizeof(*counts));
	int *parts = xcalloc(chart->column_count, sizeof(*parts)), col = lying->left,
	    cells = (int)((2 * lying->room * sum + lying->longest) / (2 * lying->longest));
	char text[24];

	draw_text(drawing, at, 1, lying->left - 2,
		row == drawing->row ? CHART_FOCUSED : CHART_TEXT, chart->rows[row].name);
	for (size_t i = 0; i < chart->column_count; i++)
		counts[i] = chart_cell(chart, row, i)->count;
	share_out(counts, chart->column_count, sum && !cells ? 1 : cells, parts);
	for (size_t i = 0; i < chart->column_count; i++) {
		bool focused = row == drawing->row && i == drawing->column;

		if (focused)
			focus(drawing, at, col);
		for (int end = col + parts[i]; col < end; col++)
			draw_fill(drawing, &chart->columns[i], i, at, col, focused);
	}
	snprintf(text, sizeof(text), "%" PRId64, sum);
	draw_text(drawing, at, col + 1, 8, CHART_TEXT, text);
	free(counts);
	free(parts);
}

void draw_ageing(const struct drawing *drawing)
{
	const struct chart *chart = drawing->chart;
	const struct chart_canvas *canvas = drawing->canvas;
	struct lying lying = {.longest = longest(chart)};
	int each = canvas->rows - 2 >= 2 * (int)chart->row_count ? 2 : 1;

	for (size_t row = 0; row < chart->row_count; row++)
		lying.left = text_width(chart->rows[row].name) > lying.left
				     ? text_width(chart->rows[row].name)
				     : lying.left;
	lying.left += 3;
	if (lying.left > canvas->cols / 2)
		lying.left = canvas->cols / 2;
	lying.room = canvas->cols - lying.left - 8;
	for (size_t row = 0; row < chart->row_count; row++)
		draw_lying(drawing, &lying, row, each * (int)row);
	draw_legend(drawing, chart->columns, chart->column_count, canvas->rows - 1);
}
