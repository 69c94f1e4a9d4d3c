// SPDX-License-Identifier: MIT
// Reads a CSV file whole through core/sheet.h, every check of its cells included, and counts them.
#include <stdio.h>
#include <string.h>

#include "core/sheet.h"
#include "db/error.h"
#include "db/mem.h"

#define COLUMNS_MAX 256

// Every name of the header is a column; names of ours hold neither commas nor quotes.
static size_t header_columns(const char *path, struct sheet_column *columns)
{
	static char line[65536];
	FILE *file = fopen(path, "r");
	size_t count = 0;
	char *rest = line, *name;

	if (!file || !fgets(line, sizeof(line), file))
		return 0;
	fclose(file);
	line[strcspn(line, "\r\n")] = '\0';
	while (count < COLUMNS_MAX && (name = strsep(&rest, ",")))
		columns[count++] = (struct sheet_column){name, SHEET_REQUIRED};
	return count;
}

int main(int argc, char **argv)
{
	struct sheet_column columns[COLUMNS_MAX];
	size_t count = argc == 2 ? header_columns(argv[1], columns) : 0, cells = 0;
	struct problems problems;
	struct sheet *sheet;

	problem_init(&problems, argc == 2 ? argv[1] : "");
	if (!count || sheet_open(&sheet, argv[1], columns, count, &problems) != 0) {
		fprintf(stderr, "sheet: %s\n", error_message());
		return 1;
	}
	while (sheet_next(sheet) == 1)
		cells += count;
	sheet_close(sheet);
	problem_print(&problems, stderr);
	printf("%zu\n", cells);
	return problems.count != 0;
}
