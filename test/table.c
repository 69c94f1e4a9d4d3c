// SPDX-License-Identifier: MIT
// Tables of cases: a .tsv file in test/, so that a rule is tested by rows that anyone can add to.
#include "test/test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/table.h"

struct row {
	char **cells; // as many as there are columns
	int line;
};

struct table {
	char *name;
	struct row header, *rows;
	size_t columns, count, room;
};

static void give_up(const char *where, const char *what)
{
	fprintf(stderr, "%s: %s\n", where, what);
	exit(99);
}

void table_unescape(char *text)
{
	char *out = text, hex[3] = "";

	for (; *text; text++) {
		if (*text != '\\') {
			*out++ = *text;
			continue;
		}
		switch (*++text) {
		case 't': *out++ = '\t'; break;
		case 'n': *out++ = '\n'; break;
		case 'r': *out++ = '\r'; break;
		case '\\': *out++ = '\\'; break;
		case 'x':
			strncpy(hex, text + 1, 2);
			*out++ = (char)strtol(hex, NULL, 16);
			text += 2;
			break;
		default: give_up("table", "an escape that is none of \\t \\n \\r \\\\ \\xNN");
		}
	}
	*out = '\0';
}

// The cells of a line; with columns 0 as many as there are, else exactly that number.
static struct row split(const struct table *table, char *line, int number, size_t *columns)
{
	struct row row = {NULL, number};
	size_t count = 0, room = 0;
	char *cell;

	while ((cell = strsep(&line, "\t"))) {
		table_unescape(cell);
		row.cells = xgrow(row.cells, count, &room, sizeof(*row.cells));
		row.cells[count++] = xstrdup(cell);
	}
	if (*columns == 0)
		*columns = count;
	if (count > *columns)
		give_up(table->name, xasprintf("line %d has more cells than columns", number));
	while (count < *columns) {
		row.cells = xgrow(row.cells, count, &room, sizeof(*row.cells));
		row.cells[count++] = xstrdup("");
	}
	return row;
}

struct table *table_read(const char *name)
{
	char *path = xasprintf("%s/%s", TEST_DIR, name), *line = NULL;
	struct table *table = xcalloc(1, sizeof(*table));
	FILE *file = fopen(path, "r");
	size_t size = 0;

	if (!file)
		give_up(path, strerror(errno));
	table->name = xstrdup(name);
	for (int number = 1; getline(&line, &size, file) >= 0; number++) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '\0' || line[0] == '#')
			continue;
		if (!table->columns) {
			table->header = split(table, line, number, &table->columns);
			continue;
		}
		table->rows =
			xgrow(table->rows, table->count, &table->room, sizeof(*table->rows));
		table->rows[table->count++] = split(table, line, number, &table->columns);
	}
	if (table->count == 0)
		give_up(path, "no rows");
	fclose(file);
	free(line);
	free(path);
	return table;
}

static void row_finish(struct row *row, size_t columns)
{
	for (size_t i = 0; i < columns; i++)
		free(row->cells[i]);
	free(row->cells);
}

void table_destroy(struct table *table)
{
	if (!table)
		return;
	row_finish(&table->header, table->columns);
	for (size_t i = 0; i < table->count; i++)
		row_finish(&table->rows[i], table->columns);
	free(table->rows);
	free(table->name);
	free(table);
}

size_t table_rows(const struct table *table)
{
	return table->count;
}

const char *table_cell(const struct table *table, size_t row, const char *column)
{
	for (size_t i = 0; i < table->columns; i++) {
		if (strcmp(table->header.cells[i], column) == 0)
			return table->rows[row].cells[i];
	}
	give_up(table->name, column);
	return NULL;
}

int table_number(const struct table *table, size_t row, const char *column)
{
	const char *cell = table_cell(table, row, column);
	char *end;
	long number = strtol(cell, &end, 10);

	if (end == cell || *end)
		give_up(table_where(table, row), "a cell that is no number");
	return (int)number;
}

const char *table_where(const struct table *table, size_t row)
{
	static char where[160];

	snprintf(where, sizeof(where), "%s:%d", table->name, table->rows[row].line);
	return where;
}

void table_expect(const struct table *table, size_t row, const char *column, const char *actual)
{
	const char *cell = table_cell(table, row, column);

	if (strcmp(cell, actual) != 0)
		fail_msg("%s: %s is \"%s\", not \"%s\"", table_where(table, row), column,
			actual, cell);
}
