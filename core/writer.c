// SPDX-License-Identifier: MIT
// A CSV file, written cell by cell and given its name when whole.
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/writer.h"
#include "db/mem.h"

int writer_create(struct writer *writer, const char *path, unsigned options)
{
	*writer = (struct writer){.raw = (options & WRITER_RAW) != 0};
	if (output_create(&writer->output, path) != 0)
		return -1;
	if (options & WRITER_BOM)
		output_write(writer->output, "\xef\xbb\xbf", 3);
	return 0;
}

// In a long text the first comma comes soon; a short one is looked at without branches.
static bool holds_special(const char *text, size_t length)
{
	unsigned char found = 0;

	if (length >= 32)
		return memchr(text, ',', length) || memchr(text, '"', length) ||
		       memchr(text, '\n', length) || memchr(text, '\r', length);
	for (size_t i = 0; i < length; i++)
		found |= (unsigned char)((text[i] == ',') | (text[i] == '"') |
					 (text[i] == '\n') | (text[i] == '\r'));
	return found;
}

static bool is_blank(char letter)
{
	return letter == ' ' || letter == '\t';
}

// Readers, ours too, take blanks off the ends of what is not quoted.
static bool needs_quotes(const char *text, size_t length)
{
	return is_blank(text[0]) || is_blank(text[length - 1]) || holds_special(text, length);
}

// A text too long for the buffer takes a way of its own.
static void put_huge(struct output *output, const char *text, size_t length)
{
	size_t size = csv_quoted_room(length);
	char *quoted = xmalloc(size);

	output_write(output, quoted, csv_quote(quoted, text, length));
	free(quoted);
}

static void put_quoted(struct output *output, const char *text, size_t length)
{
	char *to;

	if (csv_quoted_room(length) > OUTPUT_BUFFER) {
		put_huge(output, text, length);
		return;
	}
	to = output_room(output, csv_quoted_room(length));
	if (memchr(text, '"', length)) {
		output->used += csv_quote(to, text, length);
		return;
	}
	to[0] = '"';
	memcpy(to + 1, text, length);
	to[length + 1] = '"';
	output->used += length + 2;
}

static void begin_cell(struct writer *writer)
{
	if (writer->begun)
		writer->output->buffer[writer->output->used++] = ',';
	writer->begun = true;
}

static void put_defused(struct writer *writer, const char *text, size_t length)
{
	char *defused = xmalloc(length + 1);

	defused[0] = '\'';
	memcpy(defused + 1, text, length);
	if (needs_quotes(defused, length + 1))
		put_quoted(writer->output, defused, length + 1);
	else
		output_write(writer->output, defused, length + 1);
	free(defused);
}

void writer_text(struct writer *writer, const char *text, size_t length)
{
	if (text && length == SIZE_MAX)
		length = strlen(text);
	output_room(writer->output, 1);
	begin_cell(writer);
	if (!text || length == 0)
		return;
	if (!writer->raw && cell_is_formula(text, length))
		put_defused(writer, text, length);
	else if (needs_quotes(text, length))
		put_quoted(writer->output, text, length);
	else
		output_write(writer->output, text, length);
}

// Most cells of most rows are short: one look at the room, one copy.
void writer_plain(struct writer *writer, const char *text, size_t length)
{
	struct output *output = writer->output;

	if (!text)
		length = 0;
	else if (length == SIZE_MAX)
		length = strlen(text);
	if (OUTPUT_BUFFER - output->used <= length) {
		output_room(output, 1);
		begin_cell(writer);
		output_write(output, text, length);
		return;
	}
	begin_cell(writer);
	memcpy(output->buffer + output->used, text ? text : "", length);
	output->used += length;
}

void writer_integer(struct writer *writer, int64_t number)
{
	char digits[20], *at = digits + sizeof(digits);
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	size_t length;

	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	output_room(writer->output, 32);
	begin_cell(writer);
	if (number < 0)
		writer->output->buffer[writer->output->used++] = '-';
	length = (size_t)(digits + sizeof(digits) - at);
	memcpy(writer->output->buffer + writer->output->used, at, length);
	writer->output->used += length;
}

void writer_empty(struct writer *writer)
{
	output_room(writer->output, 1);
	begin_cell(writer);
}

static void put_line_end(struct writer *writer)
{
	char *to = output_room(writer->output, 2);

	to[0] = '\r';
	to[1] = '\n';
	writer->output->used += 2;
	writer->begun = false;
}

void writer_end_row(struct writer *writer)
{
	put_line_end(writer);
	writer->rows++;
}

void writer_header(struct writer *writer, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		writer_text(writer, names[i], SIZE_MAX);
	put_line_end(writer);
}

int writer_commit(struct writer *writer)
{
	return output_commit(writer->output);
}

void writer_discard(struct writer *writer)
{
	output_destroy(writer->output);
	writer->output = NULL;
}
