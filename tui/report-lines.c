// SPDX-License-Identifier: MIT
// The lines of a report on the screen: words wrapped, tables in columns, or as lists where they are too wide.
#include <stdlib.h>
#include <string.h>

#include "core/chart-draw.h"
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

static void put_words(struct laying *laying, int indent, const char *mark, enum theme_role role,
	const char *words)
{
	char *clean = text_clean(words, strlen(words), TEXT_LINES);
	const char *rest = clean;
	size_t left = strlen(clean), shown, step;

	for (bool first = true; left; first = false) {
		step = text_wrap(rest, left, laying->width - indent - 1, &shown);
		line_begin(laying);
		if (first && *mark)
			piece_add(laying, indent - (int)strlen(mark), role, mark, strlen(mark));
		piece_add(laying, indent, role, rest, shown);
		rest += step;
		left -= step;
	}
	free(clean);
}

const struct report_cell *report_piece_number(const struct report_piece *piece)
{
	const struct report_cell *cell;

	if (!piece->table)
		return NULL;
	cell = &piece->table->cells[piece->cell];
	return cell->kind == CELL_COUNT || cell->kind == CELL_SHARE || cell->wish || cell->why
		       ? cell
		       : NULL;
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
		piece->cell = cell;
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

		put_words(laying, 1, "", THEME_TEXT, grid->words[first]);
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
			piece->cell = i;
			col += piece->cols + LIST_GAP;
			free(text);
		}
	}
}

static void put_table(struct laying *laying, const struct report_table *table)
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
	put_words(laying, 1, "", THEME_HEADING, table->title);
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

	line_begin(laying);
	put_words(laying, 1, "", THEME_HEADING, chart->title);
	chart_canvas_init(&canvas, rows, cols, chart_needs_ascii());
	chart_draw(&canvas, chart, 0, chart->column_count ? chart->column_count - 1 : 0);
	for (int row = 0; row < rows; row++)
		put_glyphs(laying, &canvas.glyphs[row * cols], cols);
	chart_canvas_finish(&canvas);
	put_words(laying, 1, "", THEME_TEXT, summary);
	free(summary);
}

static void put_section(struct laying *laying, const struct report_section *section)
{
	if (laying->lines->count)
		line_begin(laying);
	line_begin(laying);
	piece_add(laying, 0, THEME_TITLE, section->title, strlen(section->title));
	for (size_t i = 0; i < section->count; i++) {
		const struct report_part *part = &section->parts[i];

		if (part->kind == REPORT_TABLE)
			put_table(laying, &part->table);
		else if (part->kind == REPORT_CHART && part->chart->kind != CHART_HEAT)
			put_chart(laying,
				part->chart); // the table of domains says what heat would
		else if (part->words)
			put_words(laying, 3, part->kind == REPORT_NOTE ? "! " : "- ",
				part->kind == REPORT_NOTE ? THEME_MUTED : THEME_TEXT,
				part->words);
	}
}

static void put_footer(struct laying *laying, const struct report *report)
{
	char *few = xasprintf("* of fewer than %d: a small number", REPORT_FEW),
	     *made = xasprintf("Made %s by %s. Templates: %s.", report->made_at,
		     report->made_by, report->templates),
	     *head = xasprintf("Trail %s", report->head);

	line_begin(laying);
	put_words(laying, 1, "", THEME_MUTED, few);
	put_words(laying, 1, "", THEME_MUTED, made);
	put_words(laying, 1, "", THEME_MUTED, head);
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
