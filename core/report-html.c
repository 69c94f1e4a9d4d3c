// SPDX-License-Identifier: MIT
// The report as one HTML document.
#include <stdlib.h>
#include <string.h>

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

		html_cell(html, words);
		free(words);
	}
	html_table_end(html);
	free(columns);
}

static void put_section(struct html *html, const struct report_section *section)
{
	bool list = false;

	html_section(html, 2, section->title);
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
	}
	if (list)
		html_close(html);
	html_close(html);
}

static void put_footer(struct html *html, const struct report *report)
{
	char *few = xasprintf("* of fewer than %d: a small number.", REPORT_FEW);

	html_section(html, 2, "About this report");
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
	for (size_t i = 0; i < report->count; i++)
		put_section(&html, &report->sections[i]);
	put_footer(&html, report);
	html_end(&html);
	free(note);
}
