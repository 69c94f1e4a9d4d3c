// SPDX-License-Identifier: MIT
// What the terminal behind a test shows: its cells, rows and cursor.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/screen-private.h"

int screen_rows(const struct screen *screen)
{
	return screen->rows;
}

int screen_columns(const struct screen *screen)
{
	return screen->columns;
}

static size_t put_utf8(char *out, uint32_t point)
{
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xc0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3f));
		return 2;
	}
	if (point < 0x10000) {
		out[0] = (char)(0xe0 | point >> 12);
		out[1] = (char)(0x80 | (point >> 6 & 0x3f));
		out[2] = (char)(0x80 | (point & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | point >> 18);
	out[1] = (char)(0x80 | (point >> 12 & 0x3f));
	out[2] = (char)(0x80 | (point >> 6 & 0x3f));
	out[3] = (char)(0x80 | (point & 0x3f));
	return 4;
}

static int colour_of(const VTermColor *colour, int is_default)
{
	if (is_default)
		return -1;
	return VTERM_COLOR_IS_INDEXED(colour) ? colour->indexed.idx : -2;
}

struct screen_cell screen_cell(const struct screen *screen, int row, int column)
{
	struct screen_cell result = {.text = " "};
	VTermScreenCell cell;
	size_t length = 0;

	vterm_screen_get_cell(screen->cells, (VTermPos){.row = row, .col = column}, &cell);
	if (cell.chars[0] == UINT32_MAX)
		result.text[0] = '\0';
	else {
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			length += put_utf8(result.text + length, cell.chars[i]);
	}
	if (length)
		result.text[length] = '\0';
	result.bold = cell.attrs.bold;
	result.underline = cell.attrs.underline != 0;
	result.blink = cell.attrs.blink;
	result.reverse = cell.attrs.reverse;
	result.italic = cell.attrs.italic;
	result.foreground = colour_of(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
	result.background = colour_of(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
	return result;
}

char *screen_row(const struct screen *screen, int row)
{
	char *text =
		xcalloc((size_t)screen->columns + 1, sizeof(((struct screen_cell *)0)->text));
	size_t length = 0;

	for (int column = 0; column < screen->columns; column++) {
		struct screen_cell cell = screen_cell(screen, row, column);

		memcpy(text + length, cell.text, strlen(cell.text));
		length += strlen(cell.text);
	}
	while (length && text[length - 1] == ' ')
		length--;
	text[length] = '\0';
	return text;
}

char *screen_text(const struct screen *screen)
{
	char *text = xstrdup(""), *row, *longer;

	for (int i = 0; i < screen->rows; i++) {
		row = screen_row(screen, i);
		longer = xasprintf("%s%s\n", text, row);
		free(row);
		free(text);
		text = longer;
	}
	return text;
}

// The column of the cell that holds a byte of the row's text.
static int column_at(const struct screen *screen, int row, size_t offset)
{
	size_t length = 0;

	for (int column = 0; column < screen->columns; column++) {
		struct screen_cell cell = screen_cell(screen, row, column);

		length += strlen(cell.text);
		if (length > offset)
			return column;
	}
	return screen->columns;
}

int screen_find(const struct screen *screen, const char *text, int *row, int *column)
{
	for (int i = 0; i < screen->rows; i++) {
		char *line = screen_row(screen, i), *place = strstr(line, text);

		if (place && row)
			*row = i;
		if (place && column)
			*column = column_at(screen, i, (size_t)(place - line));
		free(line);
		if (place)
			return i;
	}
	return -1;
}

struct screen_cursor screen_cursor(const struct screen *screen)
{
	VTermPos place;

	vterm_state_get_cursorpos(vterm_obtain_state(screen->terminal), &place);
	return (struct screen_cursor){place.row, place.col, screen->cursor_visible};
}

const char *screen_output(const struct screen *screen, size_t *length)
{
	*length = screen->output_length;
	return screen->output ? screen->output : "";
}

const char *screen_title(const struct screen *screen)
{
	return screen->title;
}

int screen_is_alternate(const struct screen *screen)
{
	return screen->alternate;
}
