// SPDX-License-Identifier: MIT
// A chart drawn with characters: the canvas, and what the kinds share.
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "core/chart-draw-private.h"
#include "core/grade.h"
#include "core/text.h"
#include "db/mem.h"

void chart_canvas_init(struct chart_canvas *canvas, int rows, int cols, bool ascii)
{
	*canvas = (struct chart_canvas){.rows = rows, .cols = cols, .ascii = ascii};
	canvas->glyphs = xcalloc((size_t)(rows * cols) + 1, sizeof(*canvas->glyphs));
	for (int i = 0; i < rows * cols; i++)
		canvas->glyphs[i].text[0] = ' ';
}

void chart_canvas_finish(struct chart_canvas *canvas)
{
	free(canvas->glyphs);
}

static void put(const struct drawing *drawing, int row, int col, enum chart_look look,
	const char *text, size_t length)
{
	struct chart_canvas *canvas = drawing->canvas;
	struct chart_glyph *glyph = &canvas->glyphs[row * canvas->cols + col];

	if (row < 0 || row >= canvas->rows || col < 0 || col >= canvas->cols)
		return;
	if (length >= sizeof(glyph->text))
		text = "?", length = 1;
	memcpy(glyph->text, text, length);
	glyph->text[length] = '\0';
	glyph->look = (unsigned char)look;
}

int draw_text(const struct drawing *drawing, int row, int col, int cols, enum chart_look look,
	const char *text)
{
	char *clean = text_truncate(text, cols > 0 ? cols : 0), *at = clean;
	int used = 0, width;

	for (size_t length; (length = text_step(at, strlen(at), &width)); at += length) {
		put(drawing, row, col + used, look, at, length);
		if (width > 1)
			put(drawing, row, col + used + 1, look, "", 0);
		used += width;
	}
	free(clean);
	return used;
}

void draw_right(const struct drawing *drawing, int row, int end, int cols, enum chart_look look,
	const char *text)
{
	int width = text_width(text);

	draw_text(drawing, row, end - (width > cols ? cols : width), cols, look, text);
}

void draw_mark(const struct drawing *drawing, int row, int col, enum chart_look look,
	const char *mark, const char *plain)
{
	const char *text = drawing->canvas->ascii ? plain : mark;

	put(drawing, row, col, look, text, strlen(text));
}

struct layout layout_of(size_t count, size_t at, int left, int right, int least, int most)
{
	struct layout layout = {.left = left};
	int room = right - left;

	layout.each = count ? room / (int)count : room;
	layout.each = layout.each < least ? least : layout.each > most ? most : layout.each;
	layout.shown = room > 0 ? (size_t)(room / layout.each) : 0;
	if (layout.shown > count)
		layout.shown = count;
	layout.span = layout.each * (int)layout.shown;
	layout.first = count - layout.shown;
	if (at < layout.first)
		layout.first = at;
	return layout;
}

int layout_col(const struct layout *layout, size_t column)
{
	return layout->left + layout->span * (int)(column - layout->first) / (int)layout->shown;
}

void draw_names(const struct drawing *drawing, const struct layout *layout, int row)
{
	int free = drawing->canvas->cols + 1, focus = layout_col(layout, drawing->column);
	const char *name = drawing->chart->columns[drawing->column].brief;
	int width = text_width(name);

	// The one in focus first: the others stand where it leaves room.
	focus -= focus + width > drawing->canvas->cols ? focus + width - drawing->canvas->cols
						       : 0;
	draw_text(drawing, row, focus, width, CHART_FOCUSED, name);
	for (size_t i = layout->first + layout->shown; i-- > layout->first;) {
		const char *text = drawing->chart->columns[i].brief;
		int col = layout_col(layout, i), end = col + text_width(text);

		if (end >= free || (end >= focus && col <= focus + width))
			continue;
		draw_text(drawing, row, col, end - col, CHART_MUTED, text);
		free = col;
	}
}

void draw_fill(const struct drawing *drawing, const struct chart_line *line, size_t index,
	int row, int col, bool focused)
{
	static const char *const shades[] = {"░", "▒", "▓", "█"};
	int grade = line->grade, shade = grade > 0 ? grade - 1 : (int)(index % 4);
	char plain[] = {line->brief[0], '\0'};

	draw_mark(drawing, row, col,
		focused     ? CHART_FOCUSED
		: grade > 0 ? CHART_GRADE + grade
			    : CHART_TEXT,
		shades[shade], plain);
}

void draw_legend(
	const struct drawing *drawing, const struct chart_line *lines, size_t count, int row)
{
	int cols = drawing->canvas->cols, col = 1, wide = 1;

	for (size_t i = 0; i < count; i++)
		wide += text_width(lines[i].name) + 4;
	for (size_t i = 0; i < count; i++) {
		const char *name = wide <= cols ? lines[i].name : lines[i].brief;

		draw_fill(drawing, &lines[i], i, row, col, false);
		col += 2 + draw_text(drawing, row, col + 2, cols - col - 2, CHART_TEXT, name) +
		       2;
	}
}

void chart_draw(
	struct chart_canvas *canvas, const struct chart *chart, size_t row, size_t column)
{
	static void (*const kinds[])(const struct drawing *drawing) = {
		[CHART_STACKED] = draw_stacked,
		[CHART_HEAT] = draw_grid,
		[CHART_XMR] = draw_line,
		[CHART_P] = draw_line,
		[CHART_MATRIX] = draw_grid,
		[CHART_AGEING] = draw_ageing,
		[CHART_CALENDAR] = draw_grid,
	};
	const struct drawing drawing = {canvas, chart, row, column};

	if (chart->row_count && chart->column_count)
		kinds[chart->kind](&drawing);
	else
		draw_text(&drawing, 0, 1, canvas->cols - 1, CHART_TEXT,
			"There is nothing to draw here.");
}

bool chart_needs_ascii(void)
{
	static const char *const poor[] = {"linux", "vt52", "vt100", "vt102", "vt220", "dumb"};
	const char *term = getenv("TERM");

	for (size_t i = 0; term && i < LENGTH(poor); i++)
		if (strcmp(term, poor[i]) == 0)
			return true;
	return strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

static void print_row(FILE *to, const struct chart_canvas *canvas, int row)
{
	const struct chart_glyph *glyphs = canvas->glyphs + row * canvas->cols;
	int end = canvas->cols;

	while (end > 0 && strcmp(glyphs[end - 1].text, " ") == 0)
		end--;
	for (int i = 0; i < end; i++)
		fputs(glyphs[i].text, to);
	putc('\n', to);
}

static void print_wrapped(FILE *to, const char *text, int cols)
{
	size_t length = strlen(text), shown, step;

	for (; length && (step = text_wrap(text, length, cols, &shown)); text += step) {
		char *line = text_clean(text, shown, TEXT_LINE);

		fprintf(to, "%s\n", line);
		free(line);
		length -= step;
	}
}

void chart_print(FILE *to, const struct chart *chart, int rows, int cols, bool ascii)
{
	struct chart_canvas canvas;
	char *summary = chart_summary(chart);

	chart_canvas_init(&canvas, rows, cols, ascii);
	chart_draw(&canvas, chart, 0, chart->column_count ? chart->column_count - 1 : 0);
	print_wrapped(to, chart->title, cols);
	putc('\n', to);
	for (int row = 0; row < rows; row++)
		print_row(to, &canvas, row);
	putc('\n', to);
	print_wrapped(to, summary, cols);
	chart_canvas_finish(&canvas);
	free(summary);
}
