// SPDX-License-Identifier: MIT
// A text being typed, wrapped over several rows: where they begin, and the cursor among them.
#include "core/text.h"
#include "tui/line.h"

// One row of the wrapped text, in bytes.
struct row {
	size_t start,
		end;  // of the next row: behind the spaces and the newline that end this one
	size_t shown; // without those
};

static struct row row_at(const struct line *line, int cols, size_t start)
{
	struct row row = {.start = start};

	row.end = start + text_wrap(line->text + start, line->length - start,
				  cols > 2 ? cols - 1 : 2, &row.shown);
	return row;
}

// Steps on to the next row. Behind a newline at the end of the text stands an empty one. False behind the last.
static bool next_row(const struct line *line, int cols, struct row *row)
{
	if (row->end == line->length &&
		(row->end == row->start || line->text[row->end - 1] != '\n'))
		return false;
	*row = row_at(line, cols, row->end);
	return true;
}

int line_rows(const struct line *line, int cols)
{
	struct row row = row_at(line, cols, 0);
	int rows = 1;

	while (next_row(line, cols, &row))
		rows++;
	return rows;
}

// The row on which the cursor stands; returns its number.
static int find_row(const struct line *line, int cols, struct row *row)
{
	int number = 0;

	*row = row_at(line, cols, 0);
	while (line->at >= row->end && next_row(line, cols, row))
		number++;
	return number;
}

int line_row(const struct line *line, int cols)
{
	struct row row;

	return find_row(line, cols, &row);
}

bool line_move(struct line *line, int cols, int step)
{
	struct row row, to = row_at(line, cols, 0);
	int wanted = find_row(line, cols, &row) + step;
	int column = text_width_of(line->text + row.start, line->at - row.start);
	size_t at;

	if (wanted < 0)
		return false;
	for (int i = 0; i < wanted; i++)
		if (!next_row(line, cols, &to))
			return false;
	at = to.start + text_cut(line->text + to.start, to.shown, column, NULL);
	// Where a word was broken the end of a row is the start of the next one.
	line->at = at == to.end && at < line->length ? text_step_back(line->text, at) : at;
	return true;
}

static void place_cursor(const struct line *line, struct rect place, const struct row *row)
{
	int column = text_width_of(line->text + row->start, line->at - row->start);

	paint_cursor(place.row, place.col + (column < place.cols ? column : place.cols - 1));
}

void line_paint_rows(
	const struct line *line, struct rect place, int first, enum theme_role role, bool focus)
{
	struct row row = row_at(line, place.cols, 0);
	int cursor = line_row(line, place.cols), number = 0, last = first + place.rows;

	place.row -= first;
	do {
		if (number >= first && number < last) {
			paint_padded(place.row, place.col, place.cols, role, "");
			paint_bytes(place.row, place.col, place.cols, role,
				line->text + row.start, row.shown);
			if (focus && number == cursor)
				place_cursor(line, place, &row);
		}
		number++;
		place.row++;
	} while (number < last && next_row(line, place.cols, &row));
}
