// SPDX-License-Identifier: MIT
// A text being typed: insert, move and delete by what people call a character; painted on one line.
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "core/text.h"
#include "db/mem.h"
#include "tui/line.h"

void line_init(struct line *line, const char *text)
{
	*line = (struct line){0};
	line_set(line, text);
}

void line_finish(struct line *line)
{
	free(line->text);
	*line = (struct line){0};
}

void line_set(struct line *line, const char *text)
{
	if (text == NULL)
		text = "";
	line->length = line->at = strlen(text);
	line->from = 0;
	line->room = line->length + 64;
	char *copy = xmalloc(line->room);
	memcpy(copy, text, line->length + 1);
	free(line->text);
	line->text = copy;
}

static bool insert(struct line *line, const char *text, size_t count)
{
	line->too_long = line->limit > 0 && line->length + count > line->limit;
	if (line->too_long)
		return true;
	if (line->length + count + 1 > line->room) {
		line->room = (line->length + count + 1) * 2;
		line->text = xreallocarray(line->text, line->room, 1);
	}
	memmove(line->text + line->at + count, line->text + line->at,
		line->length - line->at + 1);
	memcpy(line->text + line->at, text, count);
	line->length += count;
	line->at += count;
	return true;
}

static bool cut(struct line *line, size_t from, size_t to)
{
	memmove(line->text + from, line->text + to, line->length - to + 1);
	line->length -= to - from;
	line->at = from;
	return true;
}

static bool go(struct line *line, size_t to)
{
	line->at = to;
	return true;
}

static size_t left(const struct line *line)
{
	return line->at == 0 ? 0 : text_step_back(line->text, line->at);
}

static size_t right(const struct line *line)
{
	return line->at + text_step(line->text + line->at, line->length - line->at, NULL);
}

static bool space_at(const struct line *line, size_t at)
{
	return line->text[at] == ' ';
}

static size_t word_left(const struct line *line)
{
	size_t at = line->at;

	while (at > 0 && space_at(line, at - 1))
		at--;
	while (at > 0 && !space_at(line, at - 1))
		at--;
	return at;
}

static size_t word_right(const struct line *line)
{
	size_t at = line->at;

	while (at < line->length && space_at(line, at))
		at++;
	while (at < line->length && !space_at(line, at))
		at++;
	return at;
}

static bool type(struct line *line, int key)
{
	char bytes[4];
	utf8proc_ssize_t count = utf8proc_encode_char(key, (utf8proc_uint8_t *)bytes);

	return text_refused(key, TEXT_LINE) || insert(line, bytes, (size_t)count);
}

static bool paste(struct line *line, const struct event *event)
{
	char *text = text_accept(
		event->text, event->length, line->lines ? TEXT_LINES : TEXT_LINE, NULL);

	insert(line, text, strlen(text));
	free(text);
	return true;
}

bool line_event(struct line *line, const struct event *event)
{
	line->too_long = false;
	if (event->kind == EVENT_PASTE)
		return paste(line, event);
	if (event->kind != EVENT_KEY)
		return false;
	switch (event->key) {
	case K_LEFT:
	case K_CTRL('b'): return go(line, left(line));
	case K_RIGHT:
	case K_CTRL('f'): return go(line, right(line));
	case K_HOME:
	case K_CTRL('a'): return go(line, 0);
	case K_END:
	case K_CTRL('e'): return go(line, line->length);
	case K_LEFT + K_CONTROL:
	case 'b' + K_ALT: return go(line, word_left(line));
	case K_RIGHT + K_CONTROL:
	case 'f' + K_ALT: return go(line, word_right(line));
	case K_BACKSPACE: return cut(line, left(line), line->at);
	case K_DELETE:
	case K_CTRL('d'): return cut(line, line->at, right(line));
	case K_CTRL('w'): return cut(line, word_left(line), line->at);
	case K_CTRL('u'): return cut(line, 0, line->at);
	case K_CTRL('k'): return cut(line, line->at, line->length);
	case K_ENTER + K_ALT: return line->lines && insert(line, "\n", 1);
	}
	return event->key >= ' ' && event->key < 0x110000 && type(line, event->key);
}

void line_paint(struct line *line, int row, int col, int cols, enum theme_role role, bool focus)
{
	if (!focus || line->from > line->at)
		line->from = 0;
	while (focus && text_width_of(line->text + line->from, line->at - line->from) >= cols)
		line->from +=
			text_step(line->text + line->from, line->length - line->from, NULL);
	paint_padded(row, col, cols, role, line->text + line->from);
	if (focus)
		paint_cursor(row,
			col + text_width_of(line->text + line->from, line->at - line->from));
}
