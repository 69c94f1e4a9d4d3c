// SPDX-License-Identifier: MIT
// A CSV file read by a plain loop that shares no code with the program: what others will see in it.
#include "test/test.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/base.h"
#include "test/grid.h"

struct row {
	char **cells;
	size_t count, room;
};

struct grid {
	char *text; // all cells, each ended by a NUL, in place of the file's text
	struct row *rows;
	size_t count, room;
};

static void add(struct grid *cells, bool first, char *text)
{
	struct row *row;

	if (first) {
		cells->rows =
			xgrow(cells->rows, cells->count, &cells->room, sizeof(*cells->rows));
		cells->rows[cells->count++] = (struct row){0};
	}
	row = &cells->rows[cells->count - 1];
	row->cells = xgrow(row->cells, row->count, &row->room, sizeof(*row->cells));
	row->cells[row->count++] = text;
}

// Takes one cell from *from on; what ended it is returned: ',', '\n', '\0'.
static char take(char **from, char **to)
{
	bool quoted = **from == '"';
	char *at = *from + quoted, end;

	for (; *at; at++) {
		if (quoted && at[0] == '"' && at[1] == '"')
			at++;
		else if (quoted && at[0] == '"')
			break;
		else if (!quoted && strchr(",\r\n", *at))
			break;
		*(*to)++ = *at;
	}
	if (quoted && *at++ != '"')
		fail_msg("a quote is not closed");
	if (at[0] == '\r' && at[1] == '\n')
		at++;
	end = *at;
	if (end && end != ',' && end != '\n')
		fail_msg("byte %d behind a cell", end);
	*(*to)++ = '\0';
	*from = at + (end != '\0');
	return end;
}

static struct grid *parse(char *text)
{
	struct grid *cells = xcalloc(1, sizeof(*cells));
	char *from = strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text, end = '\n';

	cells->text = text;
	for (char *to = text; *from;) {
		char *cell = to, was = end;

		end = take(&from, &to);
		add(cells, was == '\n', cell);
	}
	return cells;
}

struct grid *grid_read(const char *path)
{
	char *text = base_read(path);

	return text ? parse(text) : NULL;
}

struct grid *grid_of(const char *text)
{
	return parse(xstrdup(text));
}

void grid_destroy(struct grid *cells)
{
	if (!cells)
		return;
	for (size_t i = 0; i < cells->count; i++)
		free(cells->rows[i].cells);
	free(cells->rows);
	free(cells->text);
	free(cells);
}

size_t grid_rows(const struct grid *cells)
{
	return cells->count;
}

size_t grid_columns(const struct grid *cells, size_t row)
{
	return cells->rows[row].count;
}

const char *grid_at(const struct grid *cells, size_t row, size_t column)
{
	if (row >= cells->count || column >= cells->rows[row].count)
		fail_msg("there is no cell %zu in row %zu", column, row);
	return cells->rows[row].cells[column];
}

const char *grid_in(const struct grid *cells, size_t row, const char *name)
{
	for (size_t i = 0; i < cells->rows[0].count; i++)
		if (strcmp(cells->rows[0].cells[i], name) == 0)
			return grid_at(cells, row, i);
	fail_msg("there is no column %s", name);
	return NULL;
}

bool grid_is(const struct grid *grid, size_t row, const char *name, const char *text)
{
	return strcmp(grid_in(grid, row, name), text) == 0;
}

long grid_sum(const struct grid *grid, const char *name)
{
	long total = 0;

	for (size_t row = 1; row < grid_rows(grid); row++)
		total += strtol(grid_in(grid, row, name), NULL, 10);
	return total;
}

long grid_full(const struct grid *grid, const char *name)
{
	long total = 0;

	for (size_t row = 1; row < grid_rows(grid); row++)
		total += *grid_in(grid, row, name) != '\0';
	return total;
}

long grid_count(const struct grid *grid, const char *name, const char *text)
{
	long total = 0;

	for (size_t row = 1; row < grid_rows(grid); row++)
		total += grid_is(grid, row, name, text);
	return total;
}
