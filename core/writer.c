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

// The bytes of a text that is not empty, eight or fewer, as a word; some of them twice in one that is shorter.
static uint64_t short_word(const char *text, size_t length)
{
	uint32_t first, last;

	if (length < 4)
		return (uint64_t)(unsigned char)text[0] << 16 |
		       (uint64_t)(unsigned char)text[length / 2] << 8 |
		       (unsigned char)text[length - 1];
	memcpy(&first, text, sizeof(first));
	memcpy(&last, text + length - 4, sizeof(last));
	return (uint64_t)first << 32 | last;
}

static uint64_t word_at(const char *text)
{
	uint64_t word;

	memcpy(&word, text, sizeof(word));
	return word;
}

#define ONES UINT64_C(0x0101010101010101)

// Not 0 where a byte of the word is that one: the well-known test for a zero byte.
static uint64_t holds(uint64_t word, unsigned char byte)
{
	word ^= ONES * byte;
	return (word - ONES) & ~word & (ONES * 0x80);
}

static uint64_t word_is_special(uint64_t word)
{
	return holds(word, ',') | holds(word, '"') | holds(word, '\n') | holds(word, '\r');
}

static bool holds_special(const char *text, size_t length)
{
	if (length <= 8)
		return word_is_special(short_word(text, length));
	for (size_t at = 0; at + 8 < length; at += 8)
		if (word_is_special(word_at(text + at)))
			return true;
	return word_is_special(word_at(text + length - 8));
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

static void begin_cell(struct writer *writer)
{
	if (writer->begun)
		writer->output->buffer[writer->output->used++] = ',';
	writer->begun = true;
}

// One look at the room for all of it.
static void put_quoted(struct writer *writer, const char *text, size_t length)
{
	struct output *output = writer->output;
	size_t size = csv_quoted_room(length) + 1;
	char *to;

	output_room(output, size < OUTPUT_BUFFER ? size : 1);
	begin_cell(writer);
	if (size >= OUTPUT_BUFFER) {
		put_huge(output, text, length);
		return;
	}
	to = output->buffer + output->used;
	if (memchr(text, '"', length)) {
		output->used += csv_quote(to, text, length);
		return;
	}
	to[0] = '"';
	memcpy(to + 1, text, length);
	to[length + 1] = '"';
	output->used += length + 2;
}

static void put_checked(struct writer *writer, const char *text, size_t length)
{
	if (needs_quotes(text, length))
		put_quoted(writer, text, length);
	else
		writer_plain(writer, text, length);
}

static void put_defused(struct writer *writer, const char *text, size_t length)
{
	char *defused = xmalloc(length + 1);

	defused[0] = '\'';
	memcpy(defused + 1, text, length);
	put_checked(writer, defused, length + 1);
	free(defused);
}

void writer_text(struct writer *writer, const char *text, size_t length)
{
	if (text && length == SIZE_MAX)
		length = strlen(text);
	if (!text || length == 0)
		writer_empty(writer);
	else if (!writer->raw && cell_may_be_formula(text) && cell_is_formula(text, length))
		put_defused(writer, text, length);
	else
		put_checked(writer, text, length);
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

void writer_keep(struct writer *writer, struct piece *kept)
{
	output_keep(writer->output, kept);
}

void writer_kept(struct writer *writer)
{
	output_kept(writer->output);
}

void writer_again(struct writer *writer, const struct piece *kept)
{
	output_write(writer->output, kept->bytes, kept->length);
	writer->begun = true;
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
