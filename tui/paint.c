// SPDX-License-Identifier: MIT
// The sanitising painter: text to cells.
#include <curses.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "core/text.h"
#include "db/mem.h"
#include "tui/burst.h"
#include "tui/paint.h"

#define ELLIPSIS "…"

static struct {
	int row, col;
} cursor;

static bool plain(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < 0x20 || text[i] == 0x7f)
			return false;
	return true;
}

// Cells made by hand: addnstr() asks the locale for each character and its width.
static void put_plain(int row, int col, enum theme_role role, const char *text, size_t length)
{
	chtype cells[length + 1], attributes = (chtype)theme_attributes(role);

	for (size_t i = 0; i < length; i++)
		cells[i] = (unsigned char)text[i] | attributes;
	mvaddchnstr(row, col, cells, (int)length);
}

// Whether cutting at `length` bytes cuts plain letters apart and nothing else: no mark stands on the last of them.
static bool cuts_plain(const char *text, size_t length)
{
	return plain(text, length) && (unsigned char)text[length] < 0x80;
}

int paint_bytes(
	int row, int col, int cols, enum theme_role role, const char *text, size_t length)
{
	int used = 0;

	if (row < 0 || row >= LINES || col < 0 || col >= COLS)
		return 0;
	cols = cols > COLS - col ? COLS - col : cols;
	cols = cols > 0 ? cols : 0;
	if (length <= (size_t)cols ? plain(text, length) : cuts_plain(text, (size_t)cols)) {
		length = length <= (size_t)cols ? length : (size_t)cols;
		put_plain(row, col, role, text, length);
		return (int)length;
	}
	attrset(theme_attributes(role));
	move(row, col);
	length = text_cut(text, length, cols, &used);
	char *clean = text_clean(text, length, TEXT_LINE);
	addstr(clean);
	free(clean);
	return used;
}

int paint_width(const char *text)
{
	size_t length = strlen(text);

	return plain(text, length) ? (int)length : text_width_of(text, length);
}

int paint_text(int row, int col, int cols, enum theme_role role, const char *text)
{
	size_t length = strlen(text);

	if (col + cols > COLS)
		cols = COLS - col;
	if (cols <= 0)
		return 0;
	if (length <= (size_t)cols || paint_width(text) <= cols)
		return paint_bytes(row, col, cols, role, text, length);
	int used = paint_bytes(row, col, cols - 1, role, text, length);
	return used + paint_bytes(row, col + used, 1, role, ELLIPSIS, strlen(ELLIPSIS));
}

int paint_format(int row, int col, int cols, enum theme_role role, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	char *text = xvasprintf(fmt, args);
	va_end(args);
	int used = paint_text(row, col, cols, role, text);
	free(text);
	return used;
}

void paint_padded(int row, int col, int cols, enum theme_role role, const char *text)
{
	int used = paint_text(row, col, cols, role, text);

	if (row < 0 || row >= LINES || col + cols > COLS)
		cols = COLS - col;
	if (used < cols && row >= 0 && row < LINES)
		mvhline(row, col + used, ' ' | theme_attributes(role), cols - used);
}

void paint_blank(struct rect place)
{
	attrset(A_NORMAL);
	for (int row = place.row; row < place.row + place.rows && row < LINES; row++)
		mvhline(row, place.col, ' ', place.cols);
}

void paint_box(struct rect place, const char *title)
{
	int bottom = place.row + place.rows - 1, right = place.col + place.cols - 1;

	paint_blank(place);
	paint_rule(place.row, place.col + 1, place.cols - 2);
	paint_rule(bottom, place.col + 1, place.cols - 2);
	paint_column(place.row + 1, place.col, place.rows - 2);
	paint_column(place.row + 1, right, place.rows - 2);
	mvaddch(place.row, place.col, ACS_ULCORNER);
	mvaddch(place.row, right, ACS_URCORNER);
	mvaddch(bottom, place.col, ACS_LLCORNER);
	mvaddch(bottom, right, ACS_LRCORNER);
	if (title[0] != '\0')
		paint_format(
			place.row, place.col + 2, place.cols - 4, THEME_TITLE, " %s ", title);
}

void paint_column(int row, int col, int rows)
{
	attrset(A_NORMAL);
	mvvline(row, col, ACS_VLINE, rows);
}

void paint_rule(int row, int col, int cols)
{
	attrset(A_NORMAL);
	mvhline(row, col, ACS_HLINE, cols);
}

void paint_scroll(struct rect place, int lines)
{
	attrset(A_NORMAL);
	setscrreg(place.row, place.row + place.rows - 1);
	scrollok(stdscr, TRUE);
	scrl(lines);
	scrollok(stdscr, FALSE);
}

void paint_cursor(int row, int col)
{
	cursor.row = row < 0 ? 0 : row >= LINES ? LINES - 1 : row;
	cursor.col = col < 0 ? 0 : col >= COLS ? COLS - 1 : col;
}

void paint_show(void)
{
	move(cursor.row, cursor.col);
	burst_begin();
	refresh();
	burst_end();
}

int paint_wrapped(struct rect place, enum theme_role role, const char *text)
{
	size_t length = strlen(text);
	int row = 0;

	for (; length > 0 && row < place.rows; row++) {
		size_t shown, next = text_wrap(text, length, place.cols, &shown);
		paint_bytes(place.row + row, place.col, place.cols, role, text, shown);
		text += next;
		length -= next;
	}
	return row;
}
