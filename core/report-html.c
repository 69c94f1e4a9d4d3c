// SPDX-License-Identifier: MIT
// The report as one HTML document.
#include <stdlib.h>
#include <string.h>

#include "core/chart-svg.h"
#include "core/html.h"
#include "core/report.h"
#include "db/mem.h"

static void put_table(struct html *html, const struct report_table *table)
{
	struct html_column *columns = xcalloc(table->column_count, sizeof(*columns));

	for (size_t i = 0; i < table->column_count; i++) {
		const char *name = table->columns[i].name;

		columns[i] = (struct html_column){
			*name ? name : "Of what", table->columns[i].number, i == 0};
	}
	html_table(html, table->title, columns, table->column_count);
	for (size_t i = 0; i < table->rows * table->column_count; i++) {
		char *words = report_cell_words(&table->cells[i]);
		size_t indent = strspn(words, " ");

		html_cell_as(html, indent ? "inner" : NULL, words + indent);
		free(words);
	}
	html_table_end(html);
	free(columns);
}

static void put_figure(
	struct html *html, const struct chart *chart, const struct chart_cell *cell)
{
	char *words = chart_figure_words(chart, cell);

	html_cell(html, words);
	free(words);
}

static void put_limits(struct html *html, const struct chart *chart, size_t column)
{
	const struct spc_point *point = &chart->points[column];
	const double values[] = {point->mean, point->low, point->high};
	char *words = chart_rules_words(chart, point->rules);

	for (size_t i = 0; i < LENGTH(values); i++) {
		char *value = chart_value_words(chart, values[i]);

		html_cell(html, point->limited ? value : "");
		free(value);
	}
	html_cell(html, words);
	free(words);
}

// The months of a line or of stacked bars one under the other, else its rows as they are drawn.
static void put_figures(struct html *html, const struct chart *chart)
{
	static const struct html_column limits[] = {
		{"Mean", true}, {"Lower limit", true}, {"Upper limit", true}, {"Unusual"}};
	bool turned = chart_is_line(chart) || chart->kind == CHART_STACKED ||
		      chart->kind == CHART_CALENDAR;
	const struct chart_line *over = turned ? chart->rows : chart->columns,
				*down = turned ? chart->columns : chart->rows;
	size_t across = turned ? chart->row_count : chart->column_count,
	       count = turned ? chart->column_count : chart->row_count;
	struct html_column columns[HTML_COLUMNS] = {
		{turned ? "Month" : "Of what", false, true}};
	size_t used = 1;

	for (size_t i = 0; i < across && used < HTML_COLUMNS - LENGTH(limits); i++)
		columns[used++] = (struct html_column){over[i].name, true, false};
	for (size_t i = 0; i < LENGTH(limits) && chart->points; i++)
		columns[used++] = limits[i];
	html_table(html, chart->title, columns, used);
	for (size_t i = 0; i < count; i++) {
		html_cell(html, down[i].name);
		for (size_t at = 0; at < across && at + 1 < used; at++)
			put_figure(html, chart,
				turned ? chart_cell(chart, at, i) : chart_cell(chart, i, at));
		if (chart->points)
			put_limits(html, chart, i);
	}
	html_table_end(html);
}

// The picture, and its figures for who cannot see it or wants to know.
static void put_chart(struct html *html, const struct chart *chart)
{
	char *id = xasprintf("chart-%s", chart->code),
	     *summary = xasprintf("Figures of: %s", chart->title);

	chart_svg(html, chart, id);
	html_open(html, "details", NULL);
	html_element(html, "summary", NULL, summary);
	put_figures(html, chart);
	html_close(html);
	free(id);
	free(summary);
}

static void put_section(struct html *html, const struct report_section *section)
{
	bool list = false;

	html_chapter(html, section->code, section->heading);
	for (size_t i = 0; i < section->count; i++) {
		const struct report_part *part = &section->parts[i];

		if (list && part->kind != REPORT_WORDS)
			html_close(html);
		if (!list && part->kind == REPORT_WORDS)
			html_open(html, "ul", NULL);
		list = part->kind == REPORT_WORDS;
		if (part->kind == REPORT_WORDS)
			html_element(html, "li", NULL, part->words);
		else if (part->kind == REPORT_NOTE)
			html_element(html, "p", "note", part->words);
		else if (part->kind == REPORT_TABLE)
			put_table(html, &part->table);
		else
			put_chart(html, part->chart);
	}
	if (list)
		html_close(html);
	html_close(html);
}

static void put_footer(struct html *html, const struct report *report)
{
	char *few = xasprintf("* of fewer than %d: a small number.", REPORT_FEW);

	html_chapter(html, "about", "About this report");
	html_element(html, "p", NULL, few);
	html_open(html, "dl", NULL);
	html_pair(html, "Made", report->made_at);
	html_pair(html, "By", report->made_by);
	html_pair(html, "Templates", report->templates);
	html_pair(html, "Head of the trail", report->head);
	html_close(html);
	html_close(html);
	free(few);
}

static void put_contents(struct html *html, const struct report *report)
{
	html_open(html, "nav", NULL);
	html_element(html, "h2", NULL, "Contents");
	html_open(html, "ul", NULL);
	for (size_t i = 0; i <= report->count; i++) {
		const struct report_section *section = &report->sections[i];

		html_open(html, "li", NULL);
		html_link(html, i < report->count ? section->code : "about",
			i < report->count ? section->heading : "About this report");
		html_close(html);
	}
	html_close(html);
	html_close(html);
}

void report_html(const struct report *report, FILE *to)
{
	struct html html;
	char *note =
		xasprintf("%s. Of %s audits.%s", report->place, audit_kind_name(report->kind),
			report->narratives
				? " With words that auditors wrote, names taken out: keep it "
				  "confidential."
				: "");

	html_begin(&html, to, report->title, note, report->practice);
	put_contents(&html, report);
	for (size_t i = 0; i < report->count; i++)
		put_section(&html, &report->sections[i]);
	put_footer(&html, report);
	html_end(&html);
	free(note);
}
