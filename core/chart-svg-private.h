// SPDX-License-Identifier: MIT
// Drawing in SVG: what the kinds of charts share.
#pragma once

#include "core/chart-svg.h"

#define SVG_WIDTH 720
#define SVG_LEFT 52 // of the plot: the numbers of the axis stand before it
#define SVG_TOP 12
#define SVG_LETTER 7.2 // about what a letter takes, in the picture's 12 px

struct svg {
	struct html *html;
	const struct chart *chart;
	const char *id;
	double width, height; // of the plot, from SVG_LEFT, SVG_TOP
};

// A text at a point: anchor is start, middle or end.
void svg_text(const struct svg *svg, double x, double y, const char *anchor, const char *text);
void svg_line(
	const struct svg *svg, const char *class, double x1, double y1, double x2, double y2);
void svg_box(const struct svg *svg, const char *class, double x, double y, double width,
	double height);

// A box filled for one of some rows, 0 the first: in its colour and pattern. Both are the grade's where it has one.
void svg_fill(
	const struct svg *svg, size_t row, double x, double y, double width, double height);

// The middle of a column of the plot.
double svg_column(const struct svg *svg, size_t column);

// Names of the columns under the plot, as many as there is room for; the last always.
void svg_axis(const struct svg *svg);

// What each row's filling means, at a height. Returns the height it takes.
double svg_legend(const struct svg *svg, double y);

// The kinds. Each sets height and draws the plot; the picture's whole height is known beforehand.
double svg_line_height(const struct chart *chart);
void svg_line_draw(struct svg *svg);
double svg_bars_height(const struct chart *chart);
void svg_bars_draw(struct svg *svg);
double svg_grid_height(const struct chart *chart);
void svg_grid_draw(struct svg *svg);
