// SPDX-License-Identifier: MIT
// A table of known columns, read from a CSV file row by row, with every error told by line and column.
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/sheet.h"
#include "db/error.h"
#include "db/mem.h"

#define CHUNK ((size_t)64 * 1024)
#define NOWHERE SIZE_MAX

struct sheet {
	struct csv_batch batch;
	size_t row_next, fault_next;
	const struct csv_row *row; // the current one
	struct problems *problems;
	const struct sheet_column *columns;
	size_t column_count;
	size_t *place;      // of each column in the file, or NOWHERE
	const char **names; // of the file's columns, in its order
	size_t width;       // how many columns the file has
	int fd;
	char *chunk;
};

// Fills the chunk as far as the file goes, so that a header is whole also from a pipe.
static int read_chunk(struct sheet *sheet, size_t *size)
{
	for (*size = 0; *size < CHUNK;) {
		ssize_t got = read(sheet->fd, sheet->chunk + *size, CHUNK - *size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(ERROR_IO,
				"%s cannot be read (%s): check the file and its disk",
				sheet->problems->file, strerror(errno));
		if (got == 0)
			break;
		*size += (size_t)got;
	}
	return 0;
}

static int refill(struct sheet *sheet)
{
	size_t size;

	csv_batch_clear(&sheet->batch);
	sheet->row_next = sheet->fault_next = 0;
	if (read_chunk(sheet, &size) != 0)
		return -1;
	if (size)
		csv_batch_parse(&sheet->batch, sheet->chunk, size);
	else
		csv_batch_end(&sheet->batch);
	return 0;
}

static const char *column_name(const struct sheet *sheet, size_t cell, char spare[32])
{
	if (sheet->names && cell < sheet->width)
		return sheet->names[cell];
	snprintf(spare, 32, "column %zu", cell + 1);
	return spare;
}

static void report_cell(
	struct problems *problems, size_t line, const char *column, struct cell_check check)
{
	switch (check.fault) {
	case CELL_ENCODING:
		problem_add(problems, line, column,
			"byte 0x%02X is not UTF-8, the file seems to be Windows-1252: save it "
			"again (Excel: Save As, \"CSV UTF-8\"; LibreOffice: Save As, character "
			"set \"Unicode (UTF-8)\")",
			check.found);
		break;
	case CELL_NUL:
		problem_add(problems, line, column,
			"holds a NUL character: save the file again as CSV UTF-8");
		break;
	case CELL_CONTROL:
		problem_add(problems, line, column,
			"holds U+%04X, which does not show but changes what is read: delete it",
			check.found);
		break;
	default:
		problem_add(problems, line, column,
			"is longer than %zu bytes: shorten the text", CELL_MAX);
	}
}

static void report_fault(
	const struct sheet *sheet, const struct csv_row *row, const struct csv_fault *fault)
{
	char spare[32];
	const char *column = column_name(sheet, fault->cell, spare);
	struct problems *problems = sheet->problems;

	switch (fault->kind) {
	case CSV_FAULT_CELL: report_cell(problems, row->line, column, fault->check); break;
	case CSV_FAULT_QUOTE:
		problem_add(problems, row->line, column,
			"a quote stands inside the text: write it twice and put the whole cell "
			"in quotes");
		break;
	case CSV_FAULT_OPEN:
		problem_add(problems, row->line, column,
			"the quote that opens this cell is never closed: close it");
		break;
	case CSV_FAULT_ROW:
		problem_add(problems, row->line, NULL,
			"the row is longer than %zu bytes: shorten its texts", CSV_ROW_MAX);
		break;
	}
}

// Tells what is wrong with the row, if anything. Faults lie in the order of rows.
static bool row_is_whole(struct sheet *sheet, const struct csv_row *row)
{
	size_t index = (size_t)(row - sheet->batch.rows);
	bool whole = true;

	for (; sheet->fault_next < sheet->batch.fault_count &&
		sheet->batch.faults[sheet->fault_next].row == index;
		sheet->fault_next++) {
		report_fault(sheet, row, &sheet->batch.faults[sheet->fault_next]);
		whole = false;
	}
	if (whole && sheet->names && row->count != sheet->width) {
		problem_add(sheet->problems, row->line, NULL,
			"%zu cells where the header has %zu: %s", row->count, sheet->width,
			row->count > sheet->width
				? "put cells that hold a separator in quotes"
				: "put in the missing ones, empty if need be");
		whole = false;
	}
	return whole;
}

int sheet_next(struct sheet *sheet)
{
	sheet->row = NULL;
	for (;;) {
		while (sheet->row_next < sheet->batch.row_count) {
			const struct csv_row *row = &sheet->batch.rows[sheet->row_next++];

			if (row_is_whole(sheet, row)) {
				sheet->row = row;
				return 1;
			}
		}
		if (sheet->batch.ended)
			return 0;
		if (refill(sheet) != 0)
			return -1;
	}
}

static char sniff_delimiter(const char *data, size_t size)
{
	static const char candidates[] = ",;\t";
	size_t counts[3] = {0}, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < size && (quoted || (data[i] != '\n' && data[i] != '\r')); i++) {
		const char *candidate = data[i] ? strchr(candidates, data[i]) : NULL;

		if (data[i] == '"')
			quoted = !quoted;
		else if (candidate && !quoted)
			counts[candidate - candidates]++;
	}
	for (size_t i = 1; i < 3; i++) {
		if (counts[i] > counts[best])
			best = i;
	}
	return candidates[best];
}

static size_t bom_length(const char *data, size_t size)
{
	return size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static bool is_utf16(const char *data, size_t size)
{
	return size >= 2 &&
	       (memcmp(data, "\xff\xfe", 2) == 0 || memcmp(data, "\xfe\xff", 2) == 0);
}

// Reads up to the first row; returns 0 also where there is none, with a problem told.
static int read_header(struct sheet *sheet)
{
	size_t size, skip, before = sheet->problems->count;

	if (read_chunk(sheet, &size) != 0)
		return -1;
	skip = bom_length(sheet->chunk, size);
	if (is_utf16(sheet->chunk, size)) {
		problem_add(sheet->problems, 1, NULL,
			"the file is UTF-16: save it again as CSV UTF-8");
		sheet->batch.ended = true;
		return 0;
	}
	csv_batch_init(&sheet->batch, sniff_delimiter(sheet->chunk + skip, size - skip));
	csv_batch_parse(&sheet->batch, sheet->chunk + skip, size - skip);
	if (sheet_next(sheet) < 0)
		return -1;
	if (!sheet->row && sheet->problems->count == before)
		problem_add(sheet->problems, 0, NULL,
			"the file is empty: its first line must name the columns");
	return 0;
}

static size_t find_column(const struct sheet *sheet, const char *name)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
		if (strcasecmp(sheet->columns[i].name, name) == 0)
			return i;
	}
	return NOWHERE;
}

static char *known_names(const struct sheet *sheet)
{
	char *known = xstrdup("");

	for (size_t i = 0; i < sheet->column_count; i++) {
		char *longer;

		if (sheet->columns[i].need == SHEET_IGNORED)
			continue;
		longer = xasprintf("%s%s%s", known, *known ? "," : "", sheet->columns[i].name);
		free(known);
		known = longer;
	}
	return known;
}

static void report_unknown(struct sheet *sheet, const char *name, size_t at)
{
	char *known = known_names(sheet);

	if (*name)
		problem_add(sheet->problems, sheet->row->line, name,
			"no such column: rename or delete it, the columns are %s", known);
	else
		problem_add(sheet->problems, sheet->row->line, NULL,
			"column %zu has no name: delete it, the columns are %s", at + 1, known);
	free(known);
}

static char *trimmed(const char *text)
{
	size_t length;

	text += strspn(text, " \t\r\n");
	length = strlen(text);
	while (length && strchr(" \t\r\n", text[length - 1]))
		length--;
	return xstrndup(text, length);
}

static void map_name(struct sheet *sheet, const char *name, size_t at)
{
	size_t column = find_column(sheet, name);

	if (column == NOWHERE) {
		report_unknown(sheet, name, at);
		return;
	}
	if (sheet->place[column] != NOWHERE)
		problem_add(sheet->problems, sheet->row->line, name,
			"the column stands twice: delete one");
	sheet->place[column] = at;
	sheet->names[at] = sheet->columns[column].name;
}

static void map_header(struct sheet *sheet)
{
	const struct csv_row *row = sheet->row;

	sheet->width = row->count < CSV_CELLS_MAX ? row->count : CSV_CELLS_MAX;
	sheet->names = xcalloc(sheet->width, sizeof(*sheet->names));
	for (size_t i = 0; i < sheet->width; i++) {
		char *name = trimmed(sheet->batch.text + sheet->batch.spans[row->first + i].at);

		map_name(sheet, name, i);
		free(name);
	}
	for (size_t i = 0; i < sheet->column_count; i++) {
		const struct sheet_column *column = &sheet->columns[i];

		if (column->need == SHEET_REQUIRED && sheet->place[i] == NOWHERE)
			problem_add(sheet->problems, row->line, column->name,
				"the column is missing: add it");
	}
}

static struct sheet *make_sheet(
	const struct sheet_column *columns, size_t count, struct problems *problems)
{
	struct sheet *sheet = xcalloc(1, sizeof(*sheet));

	sheet->problems = problems;
	sheet->columns = columns;
	sheet->column_count = count;
	sheet->place = xcalloc(count, sizeof(*sheet->place));
	for (size_t i = 0; i < count; i++)
		sheet->place[i] = NOWHERE;
	sheet->chunk = xmalloc(CHUNK);
	return sheet;
}

// Takes over fd.
static int open_on(struct sheet **sheet, int fd, const struct sheet_column *columns,
	size_t count, struct problems *problems)
{
	size_t before = problems->count;
	struct sheet *made = make_sheet(columns, count, problems);

	made->fd = fd;
	if (read_header(made) != 0) {
		sheet_close(made);
		return -1;
	}
	if (made->row)
		map_header(made);
	if (problems->count > before) {
		made->batch.ended = true;
		made->row_next = made->batch.row_count;
	}
	*sheet = made;
	return 0;
}

int sheet_open(struct sheet **sheet, const char *path, const struct sheet_column *columns,
	size_t count, struct problems *problems)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	*sheet = NULL;
	if (fd < 0)
		return fail(errno == ENOENT ? ERROR_MISSING : ERROR_IO,
			"%s cannot be opened (%s): check its name and place", path,
			strerror(errno));
	return open_on(sheet, fd, columns, count, problems);
}

int sheet_open_text(struct sheet **sheet, const char *text, const struct sheet_column *columns,
	size_t count, struct problems *problems)
{
	size_t size = strlen(text);
	int fd = memfd_create("sheet", MFD_CLOEXEC);

	*sheet = NULL;
	if (fd < 0 || write(fd, text, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0) {
		fail(ERROR_IO, "no room in memory for a file (%s): try again", strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return open_on(sheet, fd, columns, count, problems);
}

char *sheet_cell(const struct sheet *sheet, size_t column, size_t *length)
{
	static char none[1];
	size_t place = sheet->place[column];
	const struct csv_span *span;

	if (length)
		*length = 0;
	if (place == NOWHERE)
		return none;
	span = &sheet->batch.spans[sheet->row->first + place];
	if (length)
		*length = span->length;
	return sheet->batch.text + span->at;
}

bool sheet_has(const struct sheet *sheet, size_t column)
{
	return sheet->place[column] != NOWHERE;
}

size_t sheet_line(const struct sheet *sheet)
{
	return sheet->row->line;
}

bool sheet_blank(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->row->count; i++) {
		if (sheet->batch.spans[sheet->row->first + i].length)
			return false;
	}
	return true;
}

void sheet_close(struct sheet *sheet)
{
	if (!sheet)
		return;
	if (sheet->fd > STDIN_FILENO)
		close(sheet->fd);
	csv_batch_finish(&sheet->batch);
	free(sheet->place);
	free(sheet->names);
	free(sheet->chunk);
	free(sheet);
}
