// SPDX-License-Identifier: MIT
// Where each motion takes the caret of a buffer.
#include <string.h>
#include <utf8proc.h>

#include "tui/buffer-private.h"

// Is the cluster at this offset part of a word? Letters, marks and numbers of any script are,
// and the apostrophe inside a word (Tŷ'r, don’t).
static bool word_at(const struct buffer *buffer, size_t at)
{
	int32_t code;

	if (at >= buffer->length)
		return false;
	text_decode(buffer->text + at, buffer->length - at, &code);
	if (code == '\'' || code == 0x2019 || code == '_')
		return at > 0 && at + 1 < buffer->length && buffer->text[at + 1] != ' ' &&
		       buffer->text[at - 1] != ' ' && buffer->text[at - 1] != '\n';
	if (code < 0)
		return false;
	return utf8proc_category(code) >= UTF8PROC_CATEGORY_LU &&
	       utf8proc_category(code) <= UTF8PROC_CATEGORY_NO;
}

static size_t right_of(const struct buffer *buffer, size_t at)
{
	return at + text_step(buffer->text + at, buffer->length - at, NULL);
}

static size_t left_of(const struct buffer *buffer, size_t at)
{
	return text_step_back(buffer->text, at);
}

static size_t word_left(const struct buffer *buffer, size_t at)
{
	while (at && !word_at(buffer, left_of(buffer, at)))
		at = left_of(buffer, at);
	while (at && word_at(buffer, left_of(buffer, at)))
		at = left_of(buffer, at);
	return at;
}

static size_t word_right(const struct buffer *buffer, size_t at)
{
	while (at < buffer->length && word_at(buffer, at))
		at = right_of(buffer, at);
	while (at < buffer->length && !word_at(buffer, at))
		at = right_of(buffer, at);
	return at;
}

static size_t paragraph_start(const struct buffer *buffer, size_t at)
{
	const char *newline = at ? memrchr(buffer->text, '\n', at) : NULL;

	return newline ? (size_t)(newline - buffer->text) + 1 : 0;
}

static size_t paragraph_end(const struct buffer *buffer, size_t at)
{
	const char *newline = memchr(buffer->text + at, '\n', buffer->length - at);

	return newline ? (size_t)(newline - buffer->text) : buffer->length;
}

static size_t home(const struct buffer *buffer, size_t at)
{
	size_t start = buffer_at(buffer, buffer_locate(buffer, at, NULL), 0);

	return at == start ? paragraph_start(buffer, at) : start;
}

static size_t end(const struct buffer *buffer, size_t at)
{
	size_t finish = buffer_at(buffer, buffer_locate(buffer, at, NULL), buffer->width);

	return at >= finish ? paragraph_end(buffer, at) : finish;
}

static size_t vertical(const struct buffer *buffer, size_t at, int *goal, bool down)
{
	int column;
	size_t line = buffer_locate(buffer, at, &column);

	if (*goal < 0)
		*goal = column;
	if (down ? line + 1 >= buffer->line_count : line == 0)
		return down ? buffer->length : 0;
	return buffer_at(buffer, down ? line + 1 : line - 1, *goal);
}

static size_t paragraph(const struct buffer *buffer, size_t at, bool down)
{
	if (down) {
		at = paragraph_end(buffer, at);
		return at < buffer->length ? at + 1 : at;
	}
	return paragraph_start(buffer, at && at == paragraph_start(buffer, at) ? at - 1 : at);
}

// To the end of the line, or over the newline where the caret is there already.
static size_t whole_end(const struct buffer *buffer, size_t at)
{
	size_t line = buffer_locate(buffer, at, NULL), length;
	size_t start = buffer_line(buffer, line, &length);

	return at < start + length ? start + length : right_of(buffer, at);
}

size_t motion_target(const struct buffer *buffer, enum motion motion, size_t from, int *goal)
{
	if (motion != MOTION_UP && motion != MOTION_DOWN)
		*goal = -1;
	switch (motion) {
	case MOTION_LEFT: return left_of(buffer, from);
	case MOTION_RIGHT: return right_of(buffer, from);
	case MOTION_WORD_LEFT: return word_left(buffer, from);
	case MOTION_WORD_RIGHT: return word_right(buffer, from);
	case MOTION_UP: return vertical(buffer, from, goal, false);
	case MOTION_DOWN: return vertical(buffer, from, goal, true);
	case MOTION_HOME: return home(buffer, from);
	case MOTION_END: return end(buffer, from);
	case MOTION_PARAGRAPH_UP: return paragraph(buffer, from, false);
	case MOTION_PARAGRAPH_DOWN: return paragraph(buffer, from, true);
	case MOTION_START: return 0;
	case MOTION_FINISH: return buffer->length;
	case MOTION_SELECTION: return buffer->selecting ? buffer->anchor : from;
	case MOTION_WHOLE_END: return whole_end(buffer, from);
	}
	return from;
}
