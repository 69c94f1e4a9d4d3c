// SPDX-License-Identifier: MIT
// A chart as inline SVG: the frame around the kinds, and what they share.
#include <stdlib.h>
#include <string.h>

#include "core/chart-svg-private.h"
#include "core/grade.h"
#include "core/text.h"
#include "db/mem.h"

#define LEGEND_LINE 20
#define FILLS 4
#define TITLE 32 // room for the title of a picture that stands alone

void svg_text(const struct svg *svg, double x, double y, const char *anchor, const char *text)
{
	fprintf(svg->html->to, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
	html_text(svg->html, text);
	fputs("</text>\n", svg->html->to);
}

void svg_line(
	const struct svg *svg, const char *class, double x1, double y1, double x2, double y2)
{
	fprintf(svg->html->to,
		"<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", class,
		x1, y1, x2, y2);
}

void svg_box(const struct svg *svg, const char *class, double x, double y, double width,
	double height)
{
	fprintf(svg->html->to,
		"<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
		class, x, y, width, height);
}

// Which of the fillings a row has, from 1.
static int fill_of(const struct chart *chart, size_t row)
{
	int grade = chart->rows[row].grade;

	return grade >= GRADE_OUTSTANDING && grade <= GRADE_INADEQUATE ? grade
								       : (int)(row % FILLS) + 1;
}

void svg_fill(
	const struct svg *svg, size_t row, double x, double y, double width, double height)
{
	int fill = fill_of(svg->chart, row);
	char class[] = {'f', (char)('0' + fill), '\0'};

	svg_box(svg, class, x, y, width, height);
	if (fill > 1)
		fprintf(svg->html->to,
			"<rect fill=\"url(#%s-%d)\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
			"height=\"%.1f\"/>\n",
			svg->id, fill, x, y, width, height);
	svg_box(svg, "edge", x, y, width, height);
}

// Outstanding is plain, and the weaker the grade the more there is on it.
static void put_patterns(const struct svg *svg)
{
	static const char *const paths[] = {"M0 6L6 0", "M0 3H6",
		"M0 0L6 6M0 6L6 0"}; // Good, Requires Improvement, Inadequate

	fputs("<defs>\n", svg->html->to);
	for (int i = 0; i < 3; i++)
		fprintf(svg->html->to,
			"<pattern id=\"%s-%d\" width=\"6\" height=\"6\" "
			"patternUnits=\"userSpaceOnUse\"><path class=\"hatch\" d=\"%s\"/>"
			"</pattern>\n",
			svg->id, i + 2, paths[i]);
	fputs("</defs>\n", svg->html->to);
}

double svg_column(const struct svg *svg, size_t column)
{
	return SVG_LEFT +
	       svg->width * ((double)column + 0.5) / (double)svg->chart->column_count;
}

void svg_axis(const struct svg *svg)
{
	double free = SVG_LEFT + svg->width + 30, y = SVG_TOP + svg->height + 16;

	for (size_t i = svg->chart->column_count; i-- > 0;) {
		const char *text = svg->chart->columns[i].brief;
		double half = SVG_LETTER * text_width(text) / 2, x = svg_column(svg, i);

		if (x + half > free || x - half < 0)
			continue;
		svg_text(svg, x + half > SVG_WIDTH ? SVG_WIDTH - half : x, y, "middle", text);
		svg_line(svg, "axis", x, SVG_TOP + svg->height, x, SVG_TOP + svg->height + 4);
		free = x - half - 10;
	}
}

double svg_legend(const struct svg *svg, double y)
{
	double x = SVG_LEFT, first = y;

	for (size_t row = 0; row < svg->chart->row_count; row++) {
		const char *name = svg->chart->rows[row].name;
		double width = 30 + SVG_LETTER * text_width(name);

		if (x > SVG_LEFT && x + width > SVG_WIDTH) {
			x = SVG_LEFT;
			y += LEGEND_LINE;
		}
		svg_fill(svg, row, x, y, 14, 12);
		svg_text(svg, x + 18, y + 10, "start", name);
		x += width;
	}
	return y + LEGEND_LINE - first;
}

static const struct {
	double (*height)(const struct chart *chart);
	void (*draw)(struct svg *svg);
} kinds[] = {
	[CHART_STACKED] = {svg_bars_height, svg_bars_draw},
	[CHART_HEAT] = {svg_grid_height, svg_grid_draw},
	[CHART_XMR] = {svg_line_height, svg_line_draw},
	[CHART_P] = {svg_line_height, svg_line_draw},
	[CHART_MATRIX] = {svg_grid_height, svg_grid_draw},
	[CHART_AGEING] = {svg_bars_height, svg_bars_draw},
	[CHART_CALENDAR] = {svg_grid_height, svg_grid_draw},
};

// The picture, which begins so far above the plot. alone: it is a file of its own.
static void begin_picture(struct svg *svg, double above, bool alone)
{
	double height = kinds[svg->chart->kind].height(svg->chart);

	fprintf(svg->html->to,
		"<svg%s class=\"chart\" role=\"img\" aria-labelledby=\"%s-t\" "
		"aria-describedby=\"%s-d\" viewBox=\"0 %.0f %d %.0f\">\n",
		alone ? " xmlns=\"http://www.w3.org/2000/svg\"" : "", svg->id, svg->id,
		above > 0 ? -above : 0, SVG_WIDTH, height + above);
}

static void put_picture(struct svg *svg, const char *summary)
{
	FILE *to = svg->html->to;

	fprintf(to, "<title id=\"%s-t\">", svg->id);
	html_text(svg->html, svg->chart->title);
	fprintf(to, "</title>\n<desc id=\"%s-d\">", svg->id);
	html_text(svg->html, summary);
	fputs("</desc>\n", to);
	put_patterns(svg);
	if (svg->chart->row_count && svg->chart->column_count)
		kinds[svg->chart->kind].draw(svg);
}

static struct svg begin(struct html *html, const struct chart *chart, const char *id)
{
	return (struct svg){html, chart, id, SVG_WIDTH - SVG_LEFT - 8, 0};
}

void chart_svg(struct html *html, const struct chart *chart, const char *id)
{
	struct svg svg = begin(html, chart, id);
	char *summary = chart_summary(chart), *title = xasprintf("%s. ", chart->title);

	html_open(html, "figure", NULL);
	begin_picture(&svg, 0, false);
	put_picture(&svg, summary);
	fputs("</svg>\n", html->to);
	html_open(html, "figcaption", NULL);
	html_element(html, "strong", NULL, title);
	html_text(html, summary);
	html_close(html);
	html_close(html);
	free(title);
	free(summary);
}

void chart_svg_alone(FILE *to, const struct chart *chart, bool practice)
{
	struct html html = {.to = to};
	struct svg svg = begin(&html, chart, "chart");
	char *summary = chart_summary(chart),
	     *title = xasprintf("%s%s", practice ? "PRACTICE: " : "", chart->title);

	begin_picture(&svg, TITLE, true);
	html_style(to);
	fprintf(to,
		"<rect class=\"paper\" x=\"0\" y=\"%d\" width=\"100%%\" "
		"height=\"100%%\"/>\n<text class=\"name\" x=\"%d\" y=\"-10\">",
		-TITLE, 8);
	html_text(&html, title);
	fputs("</text>\n", to);
	put_picture(&svg, summary);
	fputs("</svg>\n", to);
	free(summary);
	free(title);
}
