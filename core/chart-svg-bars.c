// SPDX-License-Identifier: MIT
// Stacked shares and the ageing of what is open, in SVG: bars of filled boxes.
#include <inttypes.h>

#include "core/chart-svg-private.h"
#include "core/text.h"

#define PLOT 200
#define LEGEND 44
#define BAR 26 // of a lying bar, with the room around it
#define NAMES 190

double svg_bars_height(const struct chart *chart)
{
	if (chart->kind == CHART_AGEING)
		return SVG_TOP + BAR * (double)chart->row_count + LEGEND;
	return SVG_TOP + PLOT + 40 + LEGEND;
}

static void put_bar(const struct svg *svg, size_t column)
{
	const struct chart *chart = svg->chart;
	double width = svg->width / (double)chart->column_count * 0.8,
	       x = svg_column(svg, column) - width / 2, y = SVG_TOP;
	int64_t sum = chart_column_sum(chart, column);

	for (size_t row = 0; row < chart->row_count && sum > 0; row++) {
		double height = svg->height * (double)chart_cell(chart, row, column)->count /
				(double)sum;

		if (height > 0)
			svg_fill(svg, row, x, y, width, height);
		y += height;
	}
}

// How many each bar is of, where there is room for all of these.
static void put_numbers(const struct svg *svg)
{
	const struct chart *chart = svg->chart;
	double room = svg->width / (double)chart->column_count;
	char text[24];

	for (size_t i = 0; i < chart->column_count; i++) {
		snprintf(text, sizeof(text), "%" PRId64, chart_column_sum(chart, i));
		if (SVG_LETTER * text_width(text) > room)
			return;
	}
	svg_text(svg, SVG_LEFT - 6, SVG_TOP + PLOT + 32, "end", "n");
	for (size_t i = 0; i < chart->column_count; i++) {
		snprintf(text, sizeof(text), "%" PRId64, chart_column_sum(chart, i));
		svg_text(svg, svg_column(svg, i), SVG_TOP + PLOT + 32, "middle", text);
	}
}

static void stacked(struct svg *svg)
{
	svg->height = PLOT;
	for (int i = 0; i <= 4; i++) {
		double y = SVG_TOP + PLOT * (1 - i / 4.0);
		char text[8];

		snprintf(text, sizeof(text), "%d%%", i * 25);
		svg_line(svg, i ? "grid" : "axis", SVG_LEFT, y, SVG_LEFT + svg->width, y);
		svg_text(svg, SVG_LEFT - 6, y + 4, "end", text);
	}
	for (size_t i = 0; i < svg->chart->column_count; i++)
		put_bar(svg, i);
	svg_axis(svg);
	put_numbers(svg);
	svg_legend(svg, SVG_TOP + PLOT + 44);
}

static int64_t longest(const struct chart *chart)
{
	int64_t most = 1;

	for (size_t row = 0; row < chart->row_count; row++)
		most = chart_row_sum(chart, row) > most ? chart_row_sum(chart, row) : most;
	return most;
}

// The parts of a lying bar are columns: filled as the rows of a chart turned over would be.
static void put_lying(const struct svg *svg, const struct svg *turned, size_t row)
{
	const struct chart *chart = svg->chart;
	double x = NAMES, y = SVG_TOP + BAR * (double)row, room = SVG_WIDTH - NAMES - 60,
	       most = (double)longest(chart);
	char text[24];

	svg_text(svg, NAMES - 8, y + 16, "end", chart->rows[row].name);
	for (size_t column = 0; column < chart->column_count; column++) {
		double width = room * (double)chart_cell(chart, row, column)->count / most;

		if (width > 0)
			svg_fill(turned, column, x, y + 3, width, BAR - 8);
		x += width;
	}
	snprintf(text, sizeof(text), "%" PRId64, chart_row_sum(chart, row));
	svg_text(svg, x + 6, y + 16, "start", text);
}

void svg_bars_draw(struct svg *svg)
{
	struct chart turned = *svg->chart;
	struct svg other = *svg;

	if (svg->chart->kind == CHART_STACKED) {
		stacked(svg);
		return;
	}
	turned.rows = svg->chart->columns;
	turned.row_count = svg->chart->column_count;
	other.chart = &turned;
	for (size_t row = 0; row < svg->chart->row_count; row++)
		put_lying(svg, &other, row);
	svg_line(svg, "axis", NAMES, SVG_TOP, NAMES,
		SVG_TOP + BAR * (double)svg->chart->row_count);
	svg_legend(&other, SVG_TOP + BAR * (double)svg->chart->row_count + 12);
}
