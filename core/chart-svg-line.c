// SPDX-License-Identifier: MIT
// XmR and p-charts in SVG: the line, its mean and limits, the points that are more than chance.
#include <math.h>
#include <stdlib.h>

#include "core/chart-svg-private.h"

#define PLOT 220
#define RIGHT 110 // for the words at the right end of mean and limits
#define MARKS 24  // height of a line of the legend

struct scale {
	const struct svg *svg;
	double top; // the value at the upper edge of the plot; 0 is at the lower
};

double svg_line_height(const struct chart *chart)
{
	return SVG_TOP + PLOT + 26 + MARKS;
}

static double y_of(const struct scale *scale, double value)
{
	return SVG_TOP + scale->svg->height * (1 - value / scale->top);
}

static void put_scale(const struct scale *scale)
{
	const struct svg *svg = scale->svg;

	for (int i = 0; i <= 4; i++) {
		double value = scale->top * i / 4, y = y_of(scale, value);
		char *text = chart_value_words(svg->chart, value);

		svg_line(svg, i ? "grid" : "axis", SVG_LEFT, y, SVG_LEFT + svg->width, y);
		svg_text(svg, SVG_LEFT - 6, y + 4, "end", text);
		free(text);
	}
}

// A line through a figure of each point, a step at each column: broken where limits begin anew.
static void put_limit(const struct scale *scale, const char *class,
	double (*figure)(const struct spc_point *))
{
	const struct svg *svg = scale->svg;
	double half = svg->width / (double)svg->chart->column_count / 2;
	bool open = false;

	for (size_t i = 0; i < svg->chart->column_count; i++) {
		const struct spc_point *point = &svg->chart->points[i];
		double x = svg_column(svg, i), y = y_of(scale, figure(point));

		if (!point->limited || (svg->chart->kind == CHART_P && !point->known))
			continue;
		if (!open)
			fprintf(svg->html->to, "<path class=\"%s\" d=\"", class);
		fprintf(svg->html->to, "%s%.1f %.1fH%.1f", !open || point->step ? "M" : "L",
			x - half, y, x + half);
		open = true;
	}
	if (open)
		fputs("\"/>\n", svg->html->to);
}

static double mean_of(const struct spc_point *point)
{
	return point->mean;
}

static double low_of(const struct spc_point *point)
{
	return point->low;
}

static double high_of(const struct spc_point *point)
{
	return point->high;
}

static void put_path(const struct scale *scale)
{
	const struct svg *svg = scale->svg;
	bool open = false;

	for (size_t i = 0; i < svg->chart->column_count; i++) {
		const struct spc_point *point = &svg->chart->points[i];

		if (!point->known)
			continue;
		fprintf(svg->html->to, "%s%.1f %.1f", open ? "L" : "<path class=\"path\" d=\"M",
			svg_column(svg, i), y_of(scale, point->value));
		open = true;
	}
	if (open)
		fputs("\"/>\n", svg->html->to);
}

// A shape for what a point is: a triangle out of limits, a diamond unusual otherwise, else a disc.
static void put_mark(const struct svg *svg, unsigned rules, double x, double y)
{
	const char *shape = rules & SPC_HIGH  ? "-6 5h12l-6 -11z"
			    : rules & SPC_LOW ? "-6 -5h12l-6 11z"
			    : rules           ? "-6 0l6 -6l6 6l-6 6z"
					      : NULL;

	if (shape)
		fprintf(svg->html->to, "<path class=\"odd\" d=\"M%.1f %.1fm%s\"/>\n", x, y,
			shape);
	else
		fprintf(svg->html->to,
			"<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>\n", x, y);
}

static void put_points(const struct scale *scale)
{
	const struct svg *svg = scale->svg;

	for (size_t i = 0; i < svg->chart->column_count; i++) {
		const struct spc_point *point = &svg->chart->points[i];
		double x = svg_column(svg, i),
		       half = svg->width / (double)svg->chart->column_count / 2;

		if (point->step)
			svg_line(svg, "step", x - half, SVG_TOP, x - half,
				SVG_TOP + svg->height);
		if (point->known)
			put_mark(svg, point->rules, x, y_of(scale, point->value));
	}
}

// The figures of the last column in words at the right end, none over another.
static void put_ends(const struct scale *scale)
{
	const struct svg *svg = scale->svg;
	const struct spc_point *last = &svg->chart->points[svg->chart->column_count - 1];
	const struct {
		const char *name;
		double value;
	} ends[] = {
		{"upper limit", last->high}, {"mean", last->mean}, {"lower limit", last->low}};
	double above = -100;

	for (int i = 0; i < 3 && last->limited; i++) {
		char *value = chart_value_words(svg->chart, ends[i].value), text[64];
		double y = fmax(y_of(scale, ends[i].value) + 4, above + 13);

		snprintf(text, sizeof(text), "%s %s", ends[i].name, value);
		svg_text(svg, SVG_LEFT + svg->width + 6, y, "start", text);
		above = y;
		free(value);
	}
}

static bool any_marked(const struct chart *chart, unsigned rules)
{
	for (size_t i = 0; i < chart->column_count; i++)
		if (chart->points[i].rules & rules)
			return true;
	return false;
}

static void put_marks(const struct svg *svg, double y)
{
	static const struct {
		unsigned rules, shown;
		const char *words;
	} marks[] = {
		{SPC_HIGH, SPC_HIGH, "above the upper limit"},
		{SPC_LOW, SPC_LOW, "below the lower limit"},
		{~(unsigned)(SPC_HIGH | SPC_LOW), SPC_RISE,
			"in a run, a trend or near a limit"},
	};
	double x = SVG_LEFT + 6;

	for (int i = 0; i < 3; i++) {
		if (!any_marked(svg->chart, marks[i].rules))
			continue;
		put_mark(svg, marks[i].shown, x, y);
		svg_text(svg, x + 12, y + 4, "start", marks[i].words);
		x += 200;
	}
}

void svg_line_draw(struct svg *svg)
{
	struct scale scale = {svg, chart_top(svg->chart)};

	svg->height = PLOT;
	svg->width -= RIGHT;
	put_scale(&scale);
	put_limit(&scale, "limit", high_of);
	put_limit(&scale, "limit", low_of);
	put_limit(&scale, "mean", mean_of);
	put_path(&scale);
	put_points(&scale);
	put_ends(&scale);
	svg_axis(svg);
	put_marks(svg, SVG_TOP + PLOT + 26 + MARKS / 2.0 - 2);
}
