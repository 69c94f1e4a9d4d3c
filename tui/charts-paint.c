// SPDX-License-Identifier: MIT
// The chart on the screen: what core/chart-draw.h draws, in the looks of the theme, and its focus in words.
#include <stdlib.h>
#include <string.h>

#include "core/chart-draw.h"
#include "core/grade.h"
#include "tui/charts-private.h"

#define WORDS \
	2 // rows at the bottom in which what is in focus stands whole: the message line has no room for it
#define NARROW 80 // columns below which it takes one more
#define ENOUGH 14 // rows from which on there is room for them

static enum theme_role role_of(unsigned char look)
{
	switch (look) {
	case CHART_MUTED: return THEME_MUTED;
	case CHART_ODD: return THEME_OVERDUE;
	case CHART_FOCUSED: return THEME_FOCUS;
	default: return look > CHART_GRADE ? theme_grade(look - CHART_GRADE) : THEME_TEXT;
	}
}

// Cells of one look, from col on, as one text.
static int paint_run(const struct chart_canvas *canvas, struct rect place, int row, int col)
{
	const struct chart_glyph *glyphs = canvas->glyphs + row * canvas->cols;
	size_t room = sizeof(glyphs->text) * (size_t)canvas->cols, length = 0;
	char text[room];
	int end = col;

	for (; end < canvas->cols && glyphs[end].look == glyphs[col].look; end++) {
		size_t size = strlen(glyphs[end].text);

		memcpy(text + length, glyphs[end].text, size);
		length += size;
	}
	paint_bytes(place.row + row, place.col + col, end - col, role_of(glyphs[col].look),
		text, length);
	return end;
}

static void paint_canvas(const struct chart_canvas *canvas, struct rect place)
{
	for (int row = 0; row < canvas->rows; row++)
		for (int col = 0; col < canvas->cols;)
			col = paint_run(canvas, place, row, col);
	paint_cursor(place.row + canvas->cursor_row, place.col + canvas->cursor_col);
}

static void paint_chart(const struct charts *charts, struct rect place)
{
	struct chart_canvas canvas;

	chart_canvas_init(&canvas, place.rows, place.cols, chart_needs_ascii());
	chart_draw(&canvas, charts->chart, charts->row, charts->column);
	paint_canvas(&canvas, place);
	chart_canvas_finish(&canvas);
}

// What is in focus, whole: of lines the message line has no room for all of it.
static void paint_words(const struct charts *charts, struct rect place)
{
	char *words = chart_cell_words(charts->chart, charts->row, charts->column);

	paint_wrapped(place, THEME_TEXT, words);
	free(words);
}

void charts_paint(struct screen *screen)
{
	const struct charts *charts = screen->state;
	struct rect place = screen->body;
	int words = !chart_is_line(charts->chart) || place.rows < ENOUGH ? 0
		    : place.cols < NARROW                                ? WORDS + 1
									 : WORDS;

	paint_text(
		place.row, place.col + 1, place.cols - 2, THEME_HEADING, charts->chart->title);
	place.row += 2;
	place.rows -= words ? 3 + words : 2;
	if (place.rows < 3)
		return;
	if (words)
		paint_words(charts, (struct rect){place.row + place.rows + 1, place.col + 1,
					    words, place.cols - 2});
	paint_chart(charts, place);
}
