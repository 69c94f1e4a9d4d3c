// SPDX-License-Identifier: MIT
// The lines of a report on the screen: words wrapped, tables in columns, or as lists where they are too wide.
#include <stdlib.h>
#include <string.h>

#include "core/chart-draw.h"
#include "core/charts.h"
#include "core/text.h"
#include "db/mem.h"
#include "tui/report-private.h"

enum {
	FIRST_MIN = 16, // cells for the first column of a table at least
	GAP_WIDE = 2,   // cells between two columns, where there is room
	GAP_LEAST = 1,
	LIST_GAP = 3, // between two numbers of a row that is a list
	LIST_INDENT = 4,
	CHART_ROWS = 12, // of a chart that needs height
	CHART_WIDTH = 100,
};

struct laying {
	struct report_lines *lines;
	size_t section;
	int width;
};

static void line_begin(struct laying *laying)
{
	struct report_lines *lines = laying->lines;

	lines->lines =
		xgrow(lines->lines, lines->count, &lines->line_room, sizeof(*lines->lines));
	lines->lines[lines->count++] =
		(struct report_line){.first = lines->piece_count, .section = laying->section};
}

// Adds to the line at hand. The text is copied.
static struct report_piece *piece_add(
	struct laying *laying, int col, enum theme_role role, const char *text, size_t length)
{
	struct report_lines *lines = laying->lines;
	struct report_piece *piece;

	lines->pieces = xgrow(
		lines->pieces, lines->piece_count, &lines->piece_room, sizeof(*lines->pieces));
	piece = &lines->pieces[lines->piece_count++];
	*piece = (struct report_piece){.col = col,
		.cols = text_width_of(text, length),
		.role = role,
		.text = xstrndup(text, length)};
	lines->lines[lines->count - 1].count++;
	return piece;
}

static void put_words(
	struct laying *laying, int indent, enum theme_role role, const char *words)
{
	char *clean = text_clean(words, strlen(words), TEXT_LINES);
	const char *rest = clean;
	size_t left = strlen(clean), shown, step;

	while (left) {
		step = text_wrap(rest, left, laying->width - indent - 1, &shown);
		line_begin(laying);
		piece_add(laying, indent, role, rest, shown);
		rest += step;
		left -= step;
	}
	free(clean);
}

// The words of a part as they are shown; places: where each of its numbers begins there. Yours.
static char *clean_words(const struct report_part *part, size_t *places)
{
	char *text, *clean;
	size_t size, at = 0;
	FILE *to = open_memstream(&text, &size);

	for (size_t i = 0; i <= part->number_count; i++) {
		size_t end = i < part->number_count ? part->numbers[i].at : strlen(part->words);

		clean = text_clean(part->words + at, end - at, TEXT_LINES);
		fputs(clean, to);
		free(clean);
		if (i == part->number_count)
			break;
		places[i] = (size_t)ftell(to);
		at = end + part->numbers[i].length;
		fwrite(part->words + end, 1, at - end, to);
	}
	fclose(to);
	return text;
}

// A line of them: numbers are pieces of their own. What is wrapped off a number is no number any more.
static void put_stretch(struct laying *laying, int col, enum theme_role role,
	const struct report_part *part, const size_t *places, const char *text, size_t from,
	size_t to)
{
	for (size_t i = 0; i < part->number_count; i++) {
		size_t at = places[i], end = at + part->numbers[i].length;

		if (at < from || at >= to)
			continue;
		if (at > from)
			col += piece_add(laying, col, role, text + from, at - from)->cols;
		end = end < to ? end : to;
		from = end;
		piece_add(laying, col, role, text + at, end - at)->cell =
			&part->numbers[i].cell;
		col += text_width_of(text + at, end - at);
	}
	if (to > from)
		piece_add(laying, col, role, text + from, to - from);
}

static void put_part(struct laying *laying, const struct report_part *part)
{
	enum { INDENT = 3 };
	size_t *places = xcalloc(part->number_count + 1, sizeof(*places));
	char *text = clean_words(part, places);
	const char *mark = part->kind == REPORT_NOTE ? "! " : "- ";
	enum theme_role role = part->kind == REPORT_NOTE ? THEME_MUTED : THEME_TEXT;
	size_t size = strlen(text), shown, step;

	for (size_t at = 0; at < size; at += step) {
		step = text_wrap(text + at, size - at, laying->width - INDENT - 1, &shown);
		line_begin(laying);
		if (!at)
			piece_add(laying, INDENT - (int)strlen(mark), role, mark, strlen(mark));
		put_stretch(laying, INDENT, role, part, places, text, at, at + shown);
	}
	free(text);
	free(places);
}

const struct report_cell *report_piece_number(const struct report_piece *piece)
{
	const struct report_cell *cell = piece->cell;

	if (!cell)
		return NULL;
	return cell->kind == CELL_COUNT || cell->kind == CELL_SHARE || cell->wish || cell->why
		       ? cell
		       : NULL;
}

bool report_piece_leads(const struct report_piece *piece)
{
	return piece->chart || report_piece_number(piece);
}

// A table being laid out: what its cells say, and how wide its columns are.
struct grid {
	const struct report_table *table;
	char **words; // row by row
	int *widths;
	int gap;
};

static int widest(const struct grid *grid, size_t column)
{
	const struct report_table *table = grid->table;
	int most = 0;

	for (size_t row = 0; row < table->rows; row++) {
		int width = text_width(grid->words[row * table->column_count + column]);

		most = width > most ? width : most;
	}
	return most;
}

// The first column has what the others leave. False where that is too little.
static bool widths_find(struct grid *grid, int width)
{
	const struct report_table *table = grid->table;
	int used = 1, name = widest(grid, 0), columns = (int)table->column_count;

	for (size_t column = 1; column < table->column_count; column++) {
		int head = text_longest_word(table->columns[column].name),
		    cells = widest(grid, column);

		grid->widths[column] = head > cells ? head : cells;
		used += grid->widths[column];
	}
	grid->gap = used + name + GAP_WIDE * (columns - 1) < width ? GAP_WIDE : GAP_LEAST;
	used += grid->gap * (columns - 1) + 1;
	name = name > FIRST_MIN ? name : FIRST_MIN;
	grid->widths[0] = name > width - used ? width - used : name;
	return grid->widths[0] >= FIRST_MIN;
}

// The line of a text when it is wrapped to a width, 0 first; its length, 0 where it has not so many.
static size_t line_of(const char *text, int width, int line, const char **start)
{
	size_t left = strlen(text), step = 1, shown = 0;

	for (*start = text; left && step && line >= 0; line--) {
		step = text_wrap(*start, left, width, &shown);
		if (line == 0)
			return shown;
		*start += step;
		left -= step;
	}
	return 0;
}

// The line of a cell, of so many that its row takes: it stands at the foot of its place.
static void put_cell(struct laying *laying, const struct grid *grid, const char *words,
	size_t column, int col, int line, int lines, size_t cell)
{
	int width = grid->widths[column],
	    skip = lines - (int)text_lines(words, strlen(words), width);
	const char *start = "";
	size_t length = line < skip ? 0 : line_of(words, width, line - skip, &start);
	struct report_piece *piece;

	if (!length)
		return;
	piece = piece_add(
		laying, col, cell == SIZE_MAX ? THEME_MUTED : THEME_TEXT, start, length);
	if (grid->table->columns[column].number)
		piece->col += width - piece->cols;
	if (cell != SIZE_MAX) {
		piece->table = grid->table;
		piece->cell = &grid->table->cells[cell];
	}
}

// A row on as many lines as the longest cell needs. first: of its cells; SIZE_MAX: these are the headings.
static void put_row(
	struct laying *laying, const struct grid *grid, const char *const *words, size_t first)
{
	size_t columns = grid->table->column_count;
	int lines = 1;

	for (size_t i = 0; i < columns; i++) {
		int own = (int)text_lines(words[i], strlen(words[i]), grid->widths[i]);

		lines = own > lines ? own : lines;
	}
	for (int line = 0; line < lines; line++) {
		int col = 1;

		line_begin(laying);
		for (size_t i = 0; i < columns; col += grid->widths[i] + grid->gap, i++)
			put_cell(laying, grid, words[i], i, col, line, lines,
				first == SIZE_MAX ? SIZE_MAX : first + i);
	}
}

static void put_grid(struct laying *laying, const struct grid *grid)
{
	const struct report_table *table = grid->table;
	const char **names = xcalloc(table->column_count, sizeof(*names));

	for (size_t i = 0; i < table->column_count; i++)
		names[i] = table->columns[i].name;
	put_row(laying, grid, names, SIZE_MAX);
	free(names);
	for (size_t row = 0; row < table->rows; row++)
		put_row(laying, grid,
			(const char *const *)&grid->words[row * table->column_count],
			row * table->column_count);
}

// The name of a row, and below it its cells, each with its column's name before it.
static void put_list(struct laying *laying, const struct grid *grid)
{
	const struct report_table *table = grid->table;

	for (size_t row = 0; row < table->rows; row++) {
		size_t first = row * table->column_count;
		int col = laying->width;

		put_words(laying, 1, THEME_TEXT, grid->words[first]);
		for (size_t i = first + 1; i < first + table->column_count; i++) {
			char *text = xasprintf(
				"%s: %s", table->columns[i - first].name, grid->words[i]);
			struct report_piece *piece;

			if (col + text_width(text) > laying->width) {
				line_begin(laying);
				col = LIST_INDENT;
			}
			piece = piece_add(laying, col, THEME_TEXT, text, strlen(text));
			piece->table = table;
			piece->cell = &table->cells[i];
			col += piece->cols + LIST_GAP;
			free(text);
		}
	}
}

// title: whether it stands over it.
static void put_table(struct laying *laying, const struct report_table *table, bool title)
{
	size_t count = table->rows * table->column_count;
	struct grid grid = {.table = table,
		.words = xcalloc(count + 1, sizeof(*grid.words)),
		.widths = xcalloc(table->column_count, sizeof(*grid.widths))};

	for (size_t i = 0; i < count; i++) {
		char *plain = report_cell_words(&table->cells[i]);

		grid.words[i] = text_clean_line(plain);
		free(plain);
	}
	line_begin(laying);
	if (title)
		put_words(laying, 1, THEME_HEADING, table->title);
	if (widths_find(&grid, laying->width))
		put_grid(laying, &grid);
	else
		put_list(laying, &grid);
	for (size_t i = 0; i < count; i++)
		free(grid.words[i]);
	free(grid.words);
	free(grid.widths);
}

static enum theme_role role_of(unsigned char look)
{
	if (look > CHART_GRADE)
		return theme_grade(look - CHART_GRADE);
	return look == CHART_MUTED ? THEME_MUTED : look == CHART_ODD ? THEME_DUE : THEME_TEXT;
}

// A row of a drawing: a piece for each stretch of one look.
static void put_glyphs(struct laying *laying, const struct chart_glyph *glyphs, int cols)
{
	int at = 0;

	line_begin(laying);
	while (at < cols) {
		enum theme_role role = role_of(glyphs[at].look);
		int from = at;
		char *text = xstrdup("");

		for (; at < cols && role_of(glyphs[at].look) == role; at++) {
			char *longer = xasprintf("%s%s", text, glyphs[at].text);

			free(text);
			text = longer;
		}
		if (text[strspn(text, " ")])
			piece_add(laying, 1 + from, role, text, strlen(text));
		free(text);
	}
}

// As many rows as it needs: a line needs room to show its limits, the others a row for each of theirs.
static void put_chart(struct laying *laying, const struct chart *chart)
{
	int rows = chart_is_line(chart) || chart->kind == CHART_STACKED
			   ? CHART_ROWS
			   : (int)chart->row_count + 2,
	    cols = laying->width - 2 < CHART_WIDTH ? laying->width - 2 : CHART_WIDTH;
	struct chart_canvas canvas;
	char *summary = chart_summary(chart);
	size_t title = laying->lines->piece_count;

	line_begin(laying);
	put_words(laying, 1, THEME_HEADING, chart->title);
	if (charts_has(chart->code))
		laying->lines->pieces[title].chart = chart;
	chart_canvas_init(&canvas, rows, cols, chart_needs_ascii());
	chart_draw(&canvas, chart, 0, chart->column_count ? chart->column_count - 1 : 0);
	for (int row = 0; row < rows; row++)
		put_glyphs(laying, &canvas.glyphs[row * cols], cols);
	chart_canvas_finish(&canvas);
	put_words(laying, 1, THEME_TEXT, summary);
	free(summary);
}

// A chart, and the table of its figures: of a matrix that alone, which is its drawing.
static void put_figure(struct laying *laying, const struct report_part *part)
{
	bool matrix = part->chart->kind == CHART_MATRIX && part->table.column_count;
	char *summary;

	if (!matrix)
		put_chart(laying, part->chart);
	if (part->table.column_count)
		put_table(laying, &part->table, matrix);
	if (!matrix)
		return;
	summary = chart_summary(part->chart);
	put_words(laying, 1, THEME_TEXT, summary);
	free(summary);
}

static void put_section(struct laying *laying, const struct report_section *section)
{
	if (laying->lines->count)
		line_begin(laying);
	line_begin(laying);
	piece_add(laying, 0, THEME_TITLE, section->heading, strlen(section->heading));
	for (size_t i = 0; i < section->count; i++) {
		const struct report_part *part = &section->parts[i];

		if (part->kind == REPORT_TABLE)
			put_table(laying, &part->table, true);
		else if (part->kind == REPORT_CHART && part->chart->kind != CHART_HEAT)
			put_figure(laying, part); // the table of domains says what heat would
		else if (part->words)
			put_part(laying, part);
	}
}

static void put_footer(struct laying *laying, const struct report *report)
{
	char *few = xasprintf("* of fewer than %d: a small number", REPORT_FEW),
	     *made = xasprintf("Made %s by %s. Templates: %s.", report->made_at,
		     report->made_by, report->templates),
	     *head = xasprintf("Trail %s", report->head);

	line_begin(laying);
	put_words(laying, 1, THEME_MUTED, few);
	put_words(laying, 1, THEME_MUTED, made);
	put_words(laying, 1, THEME_MUTED, head);
	free(few);
	free(made);
	free(head);
}

void report_lines_lay(struct report_lines *lines, const struct report *report, int width)
{
	struct laying laying = {.lines = lines, .width = width};

	report_lines_finish(lines);
	lines->width = width;
	for (; laying.section < report->count; laying.section++)
		put_section(&laying, &report->sections[laying.section]);
	laying.section--;
	put_footer(&laying, report);
}

void report_lines_finish(struct report_lines *lines)
{
	for (size_t i = 0; i < lines->piece_count; i++)
		free(lines->pieces[i].text);
	free(lines->pieces);
	free(lines->lines);
	*lines = (struct report_lines){0};
}
