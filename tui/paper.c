// SPDX-License-Identifier: MIT
// A page longer than the screen: what is written on it is measured or painted by the same code.
#include <string.h>

#include "core/text.h"
#include "tui/paper.h"

// The row of the screen on which a row of the page stands; -1 where it cannot be seen.
static int screen_row(const struct paper *paper, int row)
{
	row -= paper->scroll;
	if (paper->dry || row < 0 || row >= paper->place.rows)
		return -1;
	return paper->place.row + row;
}

// Cells from a column to the right edge, at most cols.
static int room(const struct paper *paper, int col, int cols)
{
	return cols < paper->place.cols - col ? cols : paper->place.cols - col;
}

int paper_text(struct paper *paper, int col, int cols, enum theme_role role, const char *text)
{
	int row = screen_row(paper, paper->row), width;

	cols = room(paper, col, cols);
	if (row >= 0)
		return paint_text(row, paper->place.col + col, cols, role, text);
	width = paint_width(text);
	return width < cols ? width : cols;
}

// Marks at the end of a row that the text goes on: a text cut short must not read as whole.
static void paint_more(
	const struct paper *paper, int row, int col, int cols, const char *text, size_t shown)
{
	int width = text_width_of(text, shown);

	paint_text(row, paper->place.col + col + (width < cols ? width : cols - 1), 1,
		THEME_KEY, "…");
}

int paper_wrap(struct paper *paper, int col, int cols, int most, enum theme_role role,
	const char *text)
{
	size_t length = strlen(text), shown, size;
	int rows = 0;

	cols = room(paper, col, cols);
	for (size_t at = 0; at < length && (most == 0 || rows < most); at += size) {
		int row = screen_row(paper, paper->row + rows++);

		size = text_wrap(text + at, length - at, cols, &shown);
		if (row >= 0)
			paint_bytes(row, paper->place.col + col, cols, role, text + at, shown);
		if (row >= 0 && rows == most && at + size < length)
			paint_more(paper, row, col, cols, text + at, shown);
	}
	return rows;
}

void paper_add(struct paper *paper, int col, int cols, enum theme_role role, const char *text)
{
	int rows = paper_wrap(paper, col, cols, 0, role, text);

	paper->row += rows ? rows : 1;
}

void paper_cursor(struct paper *paper, int col)
{
	int row = screen_row(paper, paper->row);

	if (row >= 0)
		paint_cursor(row, paper->place.col + col);
}
