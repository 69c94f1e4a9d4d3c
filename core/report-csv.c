// SPDX-License-Identifier: MIT
// The report as CSV: a row for each number, and for each sentence.
#include <stdlib.h>

#include "core/chart.h"
#include "core/measure.h"
#include "core/report.h"
#include "db/mem.h"

// What every row begins with.
static void begin_row(const struct report *report, const struct report_section *section,
	struct writer *writer)
{
	writer_text(writer, report->period, SIZE_MAX);
	writer_text(writer, report->place, SIZE_MAX);
	writer_text(writer, section->title, SIZE_MAX);
}

static void end_row(const struct report *report, struct writer *writer)
{
	writer_plain(writer, report->practice ? "practice" : "live", SIZE_MAX);
	writer_end_row(writer);
}

static void put_words(const struct report *report, const struct report_section *section,
	const char *words, struct writer *writer)
{
	begin_row(report, section, writer);
	for (int i = 0; i < 3; i++)
		writer_empty(writer);
	writer_text(writer, words, SIZE_MAX);
	for (int i = 0; i < 3; i++)
		writer_empty(writer);
	end_row(report, writer);
}

static void put_numbers(const struct report_cell *cell, struct writer *writer)
{
	char *mean = cell->kind == CELL_MEAN ? mean_words(cell->count, cell->of) : NULL;

	if (cell->kind == CELL_TEXT || mean)
		writer_text(writer, mean ? mean : cell->text, SIZE_MAX);
	else
		writer_empty(writer);
	if (cell->kind == CELL_COUNT || cell->kind == CELL_SHARE || mean)
		writer_integer(writer, cell->count);
	else
		writer_empty(writer);
	if (cell->kind == CELL_SHARE || mean)
		writer_integer(writer, cell->of);
	else
		writer_empty(writer);
	if (cell->kind == CELL_SHARE && cell->of > 0)
		writer_integer(writer, share_percent(cell->count, cell->of));
	else
		writer_empty(writer);
	free(mean);
}

static void put_cell(const struct report *report, const struct report_section *section,
	const struct report_table *table, size_t row, size_t column, struct writer *writer)
{
	const struct report_cell *cells = &table->cells[row * table->column_count];
	char *name = report_cell_words(&cells[0]);

	begin_row(report, section, writer);
	writer_text(writer, table->title, SIZE_MAX);
	writer_text(writer, name, SIZE_MAX);
	writer_text(writer, table->columns[column].name, SIZE_MAX);
	put_numbers(&cells[column], writer);
	end_row(report, writer);
	free(name);
}

static void put_table(const struct report *report, const struct report_section *section,
	const struct report_table *table, struct writer *writer)
{
	for (size_t row = 0; row < table->rows; row++)
		for (size_t column = 1; column < table->column_count; column++)
			if (table->cells[row * table->column_count + column].kind != CELL_EMPTY)
				put_cell(report, section, table, row, column, writer);
}

// A row for each figure of a chart.
static void put_chart(const struct report *report, const struct report_section *section,
	const struct chart *chart, struct writer *writer)
{
	for (size_t i = 0; i < chart->row_count * chart->column_count; i++) {
		const struct chart_cell *cell = &chart->cells[i];
		const struct report_cell number = {.kind = chart->mean_of ? CELL_MEAN
							   : cell->of > 0 ? CELL_SHARE
									  : CELL_COUNT,
			.count = cell->count,
			.of = cell->of};

		if (!cell->known)
			continue;
		begin_row(report, section, writer);
		writer_text(writer, chart->title, SIZE_MAX);
		writer_text(writer, chart->rows[i / chart->column_count].name, SIZE_MAX);
		writer_text(writer, chart->columns[i % chart->column_count].name, SIZE_MAX);
		put_numbers(&number, writer);
		end_row(report, writer);
	}
}

void report_csv(const struct report *report, struct writer *writer)
{
	static const char *const names[] = {"period", "place", "section", "table", "row",
		"column", "text", "count", "of", "percent", "database"};

	writer_header(writer, names, LENGTH(names));
	for (size_t i = 0; i < report->count; i++) {
		const struct report_section *section = &report->sections[i];

		for (size_t at = 0; at < section->count; at++) {
			const struct report_part *part = &section->parts[at];

			if (part->kind == REPORT_TABLE)
				put_table(report, section, &part->table, writer);
			else if (part->kind == REPORT_CHART)
				put_chart(report, section, part->chart, writer);
			else if (part->words)
				put_words(report, section, part->words, writer);
		}
	}
}
