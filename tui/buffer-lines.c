// SPDX-License-Identifier: MIT
// A buffer's lines: wrapping that follows each change, and the way between offset, line and
// column.
#include <stdlib.h>
#include <string.h>

#include "tui/buffer-private.h"
#include "db/mem.h"

static size_t line_after(const struct buffer *buffer, size_t start)
{
	if (buffer->kind == TEXT_LINE)
		return buffer->length;
	return start +
	       text_wrap(buffer->text + start, buffer->length - start, buffer->width, NULL);
}

static void push(struct buffer *buffer, size_t start)
{
	buffer->starts = xgrow(buffer->starts, buffer->line_count, &buffer->line_room,
		sizeof(*buffer->starts));
	buffer->starts[buffer->line_count++] = start;
}

// Does a line start at the very end: after a newline, and in an empty text?
static bool empty_end(const struct buffer *buffer)
{
	return buffer->length == 0 ||
	       (buffer->kind == TEXT_LINES && buffer->text[buffer->length - 1] == '\n');
}

void buffer_wrap(struct buffer *buffer, int width)
{
	width = width < 2 ? 2 : width;
	if (width == buffer->width)
		return;
	buffer->width = width;
	buffer->line_count = 0;
	lines_update(buffer, 0, 0, buffer->length);
}

// The number of the last line that starts at or before an offset.
static size_t line_of(const struct buffer *buffer, size_t at)
{
	size_t low = 0, high = buffer->line_count;

	while (low + 1 < high) {
		size_t middle = (low + high) / 2;

		if (buffer->starts[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

// Puts the fresh starts (count of them) in the place of the lines from first up to `kept`, and
// moves the kept ones by shift bytes.
static void splice(struct buffer *buffer, size_t first, size_t kept, const struct buffer *fresh,
	ptrdiff_t shift)
{
	size_t tail = buffer->line_count - kept, count = first + fresh->line_count + tail;

	while (buffer->line_room < count)
		buffer->starts = xgrow(buffer->starts, buffer->line_room, &buffer->line_room,
			sizeof(*buffer->starts));
	memmove(buffer->starts + first + fresh->line_count, buffer->starts + kept,
		tail * sizeof(*buffer->starts));
	if (fresh->line_count)
		memcpy(buffer->starts + first, fresh->starts,
			fresh->line_count * sizeof(*fresh->starts));
	buffer->line_count = count;
	for (size_t i = count - tail; shift && i < count; i++)
		buffer->starts[i] = (size_t)((ptrdiff_t)buffer->starts[i] + shift);
}

void lines_update(struct buffer *buffer, size_t at, size_t removed, size_t added)
{
	ptrdiff_t shift = (ptrdiff_t)added - (ptrdiff_t)removed;
	size_t first = line_of(buffer, at), kept, start;
	struct buffer fresh = {0};

	// A word made shorter may move up to the line before, and a mark may join a letter
	// there.
	first = buffer->line_count == 0 ? 0 : first < 2 ? 0 : first - 2;
	start = buffer->line_count == 0 ? 0 : buffer->starts[first];
	kept = first;
	while (start < buffer->length) {
		while (kept < buffer->line_count &&
			(buffer->starts[kept] < at + removed ||
				(ptrdiff_t)buffer->starts[kept] + shift < (ptrdiff_t)start))
			kept++;
		if (kept < buffer->line_count && start > at + added &&
			(ptrdiff_t)buffer->starts[kept] + shift == (ptrdiff_t)start)
			break;
		push(&fresh, start);
		start = line_after(buffer, start);
	}
	if (start >= buffer->length) {
		kept = buffer->line_count;
		if (empty_end(buffer))
			push(&fresh, buffer->length);
	}
	splice(buffer, first, kept, &fresh, shift);
	free(fresh.starts);
}

size_t buffer_line_count(const struct buffer *buffer)
{
	return buffer->line_count;
}

size_t buffer_line(const struct buffer *buffer, size_t line, size_t *length)
{
	size_t start = buffer->starts[line];
	size_t end = line + 1 < buffer->line_count ? buffer->starts[line + 1] : buffer->length;

	if (end > start && buffer->kind == TEXT_LINES && buffer->text[end - 1] == '\n')
		end--;
	*length = end - start;
	return start;
}

size_t buffer_locate(const struct buffer *buffer, size_t at, int *column)
{
	size_t line = line_of(buffer, at), start = buffer->starts[line];

	if (column)
		*column = text_width_of(buffer->text + start, at - start);
	return line;
}

size_t buffer_at(const struct buffer *buffer, size_t line, int column)
{
	size_t length, start = buffer_line(buffer, line, &length), end = start + length;
	size_t at = start + text_cut(buffer->text + start, length, column, NULL);

	// The end of a line that wraps is the start of the next one: stay on this one.
	if (at == end && line + 1 < buffer->line_count && buffer->starts[line + 1] == end)
		at = text_step_back(buffer->text, end);
	return at < start ? start : at;
}
