// SPDX-License-Identifier: MIT
// The report as text of 80 columns, for the screen and for mail.
#include <stdlib.h>
#include <string.h>

#include "core/chart-draw.h"
#include "core/report.h"
#include "core/text.h"
#include "db/mem.h"

#define WIDTH 79
#define GAP 1 // cells between two columns
#define CHART_ROWS 12
#define FIRST_MIN 16 // cells left for the first column of a table

// Wrapped words, each line indented. The text comes from people: it is cleaned.
static void put_wrapped(FILE *to, int indent, const char *first, const char *words)
{
	char *clean = text_clean(words, strlen(words), TEXT_LINES);
	const char *rest = clean;
	size_t left = strlen(clean), shown, step;
	const char *lead = first;

	while (left && (step = text_wrap(rest, left, WIDTH - indent, &shown)) > 0) {
		fprintf(to, "%*s%.*s\n", indent, lead, (int)shown, rest);
		lead = "";
		rest += step;
		left -= step;
	}
	free(clean);
}

// How wide each column is; the first has what is left. False where that is too little.
static bool widths_find(const struct report_table *table, char **words, int *widths)
{
	int used = 0, name = 0;

	for (size_t column = 0; column < table->column_count; column++) {
		widths[column] = text_longest_word(table->columns[column].name);
		for (size_t row = 0; row < table->rows; row++) {
			int width = text_width(words[row * table->column_count + column]);

			if (column)
				widths[column] =
					width > widths[column] ? width : widths[column];
			else
				name = width > name ? width : name;
		}
		used += column ? widths[column] + GAP : 0;
	}
	widths[0] = name > WIDTH - used ? WIDTH - used : name > FIRST_MIN ? name : FIRST_MIN;
	return widths[0] >= FIRST_MIN;
}

// The line of a text when it is wrapped to a width, 0 first; false where it has not so many.
static bool line_of(const char *text, int width, int line, const char **start, size_t *length)
{
	size_t left = strlen(text), step;

	*start = text;
	do {
		step = text_wrap(*start, left, width, length);
		if (line == 0)
			return step > 0;
		*start += step;
		left -= step;
	} while (step > 0 && line-- > 0);
	return false;
}

static int lines_of(const char *text, int width)
{
	return (int)text_lines(text, strlen(text), width);
}

static void put_cell(FILE *to, const char *words, size_t length, int width, bool right)
{
	int pad = width - text_width_of(words, length);

	if (right)
		fprintf(to, "%*s", pad > 0 ? pad : 0, "");
	fwrite(words, 1, length, to);
	if (!right)
		fprintf(to, "%*s", pad > 0 ? pad : 0, "");
}

// A row whose cells stand on as many lines as the longest needs, at the foot of each. Blanks at the end are left out.
static void put_row(FILE *out, const struct report_table *table, const int *widths,
	const char *const *words)
{
	int lines = 1;

	for (size_t i = 0; i < table->column_count; i++)
		if (lines_of(words[i], widths[i]) > lines)
			lines = lines_of(words[i], widths[i]);
	for (int line = 0; line < lines; line++) {
		char *text = NULL;
		size_t size;
		FILE *to = xmemstream(&text, &size);

		for (size_t i = 0; i < table->column_count; i++) {
			int skip = lines - lines_of(words[i], widths[i]);
			const char *start = "";
			size_t length = 0;

			if (line < skip ||
				!line_of(words[i], widths[i], line - skip, &start, &length))
				length = 0;
			put_cell(to, start, length, widths[i], table->columns[i].number);
			fprintf(to, "%*s", GAP, "");
		}
		xmemstream_end(to);
		while (size && text[size - 1] == ' ')
			size--;
		fprintf(out, "%.*s\n", (int)size, text);
		free(text);
	}
}

static void put_heads(FILE *to, const struct report_table *table, const int *widths)
{
	const char **names = xcalloc(table->column_count, sizeof(*names));

	for (size_t i = 0; i < table->column_count; i++)
		names[i] = table->columns[i].name;
	put_row(to, table, widths, names);
	free(names);
}

// Where the columns do not fit side by side: a row's name, and under it each of its cells on a line.
static void put_list(FILE *to, const struct report_table *table, char **words)
{
	for (size_t row = 0; row < table->rows; row++) {
		char **cells = &words[row * table->column_count];

		put_wrapped(to, 0, "", cells[0]);
		for (size_t column = 1; column < table->column_count; column++)
			if (*cells[column])
				fprintf(to, "    %s: %s\n", table->columns[column].name,
					cells[column]);
	}
}

static void put_lines(
	FILE *to, const struct report_table *table, char **words, const int *widths)
{
	put_heads(to, table, widths);
	for (size_t row = 0; row < table->rows; row++)
		put_row(to, table, widths,
			(const char *const *)&words[row * table->column_count]);
}

static void put_table(FILE *to, const struct report_table *table)
{
	size_t count = table->rows * table->column_count;
	char **words = xcalloc(count + 1, sizeof(*words));
	int *widths = xcalloc(table->column_count, sizeof(*widths));

	for (size_t i = 0; i < count; i++) {
		char *plain = report_cell_words(&table->cells[i]);

		words[i] = text_clean_line(plain);
		free(plain);
	}
	fprintf(to, "\n%s\n", table->title);
	if (widths_find(table, words, widths))
		put_lines(to, table, words, widths);
	else
		put_list(to, table, words);
	for (size_t i = 0; i < count; i++)
		free(words[i]);
	free(words);
	free(widths);
}

// As many lines as a chart needs: a line needs room to show its limits, the others a line for each row. The heat
// table of domains is left out: the table above it says the same in the same shape.
static void put_chart(FILE *to, const struct chart *chart)
{
	int rows = (int)chart->row_count + 2;

	if (chart->kind == CHART_HEAT)
		return;
	if (chart_is_line(chart) || chart->kind == CHART_STACKED)
		rows = CHART_ROWS;
	putc('\n', to);
	chart_print(to, chart, rows, WIDTH, chart_needs_ascii());
}

static void put_part(FILE *to, const struct report_part *part)
{
	switch (part->kind) {
	case REPORT_WORDS: put_wrapped(to, 2, "- ", part->words); break;
	case REPORT_NOTE: put_wrapped(to, 2, "! ", part->words); break;
	case REPORT_TABLE: put_table(to, &part->table); break;
	case REPORT_CHART: put_chart(to, part->chart); break;
	default: break;
	}
}

static void put_heading(FILE *to, const char *words, char line)
{
	fprintf(to, "\n%s\n", words);
	for (int i = text_width(words); i > 0; i--)
		fputc(line, to);
	fputc('\n', to);
}

void report_text(const struct report *report, FILE *to)
{
	char *title = text_clean_line(report->title), *place = text_clean_line(report->place);

	if (report->practice)
		fprintf(to, "PRACTICE: made-up records, or records to practise with\n");
	put_heading(to, title, '=');
	fprintf(to, "%s. Of %s audits.\n", place, audit_kind_name(report->kind));
	if (report->narratives)
		put_wrapped(to, 0, "",
			"With words that auditors wrote, names taken out: keep it "
			"confidential.");
	for (size_t i = 0; i < report->count; i++) {
		put_heading(to, report->sections[i].heading, '-');
		for (size_t part = 0; part < report->sections[i].count; part++)
			put_part(to, &report->sections[i].parts[part]);
	}
	fprintf(to, "\n* of fewer than %d: a small number\n", REPORT_FEW);
	fprintf(to, "Made %s by %s. Templates: %s.\nTrail %s\n", report->made_at,
		report->made_by, report->templates, report->head);
	free(title);
	free(place);
}
