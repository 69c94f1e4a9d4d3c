// SPDX-License-Identifier: MIT
// Heat tables, agreement matrices and the calendar of compliance, in SVG: cells whose tint the number in them says too.
#include <inttypes.h>
#include <stdlib.h>

#include "core/chart-svg-private.h"
#include "core/measure.h"
#include "core/text.h"

#define NAMES 268 // of rows
#define BRIEF 190 // of the rows of a calendar, whose months need the room
#define CELL 26
#define HEAD 24

double svg_grid_height(const struct chart *chart)
{
	return SVG_TOP + HEAD + CELL * (double)chart->row_count + 6;
}

// Where the cells begin.
static double left_of(const struct chart *chart)
{
	return chart->kind == CHART_CALENDAR ? BRIEF : NAMES;
}

// How strong the tint is: a share, of a matrix the share of the greatest cell.
static double strength(const struct chart *chart, const struct chart_cell *cell)
{
	int64_t most = 0;

	if (chart->kind != CHART_MATRIX)
		return cell->of > 0 ? (double)cell->count / (double)cell->of : 0;
	for (size_t i = 0; i < chart->row_count * chart->column_count; i++)
		most = chart->cells[i].count > most ? chart->cells[i].count : most;
	return most ? (double)cell->count / (double)most : 0;
}

static void cell_text(
	const struct chart *chart, const struct chart_cell *cell, double width, char text[40])
{
	share_words(cell->count, cell->of, text);
	if (SVG_LETTER * text_width(text) > width && cell->of > 0)
		snprintf(text, 40, "%d%%", share_percent(cell->count, cell->of));
	if (SVG_LETTER * text_width(text) > width && cell->of > 0)
		snprintf(text, 40, "%d", share_percent(cell->count, cell->of));
	if (!cell->known || SVG_LETTER * text_width(text) > width)
		text[0] = '\0';
}

// The tint of a cell; in a calendar it stands as high as the share, so that it needs no number.
static void put_tint(
	const struct svg *svg, const struct chart_cell *cell, double x, double y, double width)
{
	double share = strength(svg->chart, cell), height = CELL - 2;

	if (svg->chart->kind == CHART_CALENDAR) {
		y += height * (1 - share);
		height *= share;
		share = 1;
	}
	fprintf(svg->html->to,
		"<rect class=\"tint\" fill-opacity=\"%.2f\" x=\"%.1f\" y=\"%.1f\" "
		"width=\"%.1f\" height=\"%.1f\"/>\n",
		0.4 * share, x, y, width, height);
}

static void put_cell(const struct svg *svg, size_t row, size_t column, double width)
{
	const struct chart_cell *cell = chart_cell(svg->chart, row, column);
	double x = left_of(svg->chart) + width * (double)column,
	       y = SVG_TOP + HEAD + CELL * (double)row;
	bool same = svg->chart->kind == CHART_MATRIX && row == column;
	char text[40] = "";

	if (cell->known)
		put_tint(svg, cell, x + 1, y + 1, width - 2);
	svg_box(svg, same ? "same" : "edge", x + 1, y + 1, width - 2, CELL - 2);
	if (width >= 3 * SVG_LETTER) // room for a hundred
		cell_text(svg->chart, cell, width, text);
	svg_text(svg, x + width / 2, y + CELL / 2.0 + 4, "middle", text);
}

static void put_name(const struct svg *svg, size_t row)
{
	double left = left_of(svg->chart);
	char *name = text_truncate(svg->chart->rows[row].name, (int)((left - 8) / SVG_LETTER));

	svg_text(svg, left - 8, SVG_TOP + HEAD + CELL * (double)row + CELL / 2.0 + 4, "end",
		name);
	free(name);
}

void svg_grid_draw(struct svg *svg)
{
	const struct chart *chart = svg->chart;
	double left = left_of(chart),
	       width = (SVG_WIDTH - left - 4) / (double)chart->column_count,
	       free_to = SVG_WIDTH;

	for (size_t column = chart->column_count; column-- > 0;) {
		const char *brief = chart->columns[column].brief,
			   *name = SVG_LETTER * text_width(chart->columns[column].name) < width
					   ? chart->columns[column].name
					   : brief;
		double x = left + width * ((double)column + 0.5),
		       half = SVG_LETTER * text_width(name) / 2;

		x = x + half > SVG_WIDTH ? SVG_WIDTH - half : x;
		if (x + half > free_to)
			continue;
		svg_text(svg, x, SVG_TOP + HEAD - 8, "middle", name);
		free_to = x - half - 6;
	}
	for (size_t row = 0; row < chart->row_count; row++) {
		put_name(svg, row);
		for (size_t column = 0; column < chart->column_count; column++)
			put_cell(svg, row, column, width);
	}
}
