// SPDX-License-Identifier: MIT
// A buffer's text: inserting, erasing, selecting, and the clipboard that all buffers share.
#include <stdlib.h>
#include <string.h>

#include "tui/buffer-private.h"
#include "db/error.h"
#include "db/mem.h"

// What was cut or copied last. Cuts one after another, in one place, are kept together.
static struct {
	char *text;
	const struct buffer *from;
	unsigned long changes; // of that buffer right after the cut
	size_t caret;
} clipboard;

struct buffer *buffer_create(enum text_kind kind, const char *text)
{
	struct buffer *buffer = xcalloc(1, sizeof(*buffer));

	buffer->kind = kind;
	buffer->length = strlen(text);
	buffer->room = buffer->length + 64;
	buffer->text = xmalloc(buffer->room);
	memcpy(buffer->text, text, buffer->length + 1);
	buffer->goal = -1;
	buffer->history = history_create();
	buffer_wrap(buffer, 80);
	return buffer;
}

void buffer_destroy(struct buffer *buffer)
{
	if (!buffer)
		return;
	if (clipboard.from == buffer)
		clipboard.from = NULL;
	history_destroy(buffer->history);
	free(buffer->starts);
	free(buffer->text);
	free(buffer);
}

const char *buffer_text(const struct buffer *buffer)
{
	return buffer->text;
}

size_t buffer_length(const struct buffer *buffer)
{
	return buffer->length;
}

unsigned long buffer_changes(const struct buffer *buffer)
{
	return buffer->changes;
}

size_t buffer_caret(const struct buffer *buffer)
{
	return buffer->caret;
}

// The boundary at an offset, or else the one before it or (after true) behind it.
static size_t snap(const struct buffer *buffer, size_t at, bool after)
{
	size_t back, next;

	if (at >= buffer->length)
		return buffer->length;
	while (((unsigned char)buffer->text[at] & 0xc0) == 0x80)
		at--;
	if (at == 0)
		return 0;
	back = text_step_back(buffer->text, at);
	next = back + text_step(buffer->text + back, buffer->length - back, NULL);
	return next <= at ? at : after ? next : back;
}

void buffer_change(
	struct buffer *buffer, size_t at, size_t removed, const char *added, size_t length)
{
	size_t tail = buffer->length - at - removed;

	if (buffer->length - removed + length + 1 > buffer->room) {
		buffer->room = (buffer->length + length) * 2;
		buffer->text = xreallocarray(buffer->text, buffer->room, 1);
	}
	memmove(buffer->text + at + length, buffer->text + at + removed, tail + 1);
	memcpy(buffer->text + at, added, length);
	buffer->length += length - removed;
	lines_update(buffer, at, removed, length);
	buffer->changes++;
	buffer->selecting = false;
	buffer->goal = -1;
	// A mark or joiner may have joined what was added to what follows.
	buffer->caret = snap(buffer, at + length, true);
}

// The same as a step of undo.
static void change(struct buffer *buffer, size_t at, size_t removed, const char *added,
	size_t length, bool typed)
{
	history_record(buffer->history, at, buffer->text + at, removed, added, length, typed);
	buffer_change(buffer, at, removed, added, length);
}

void buffer_set_caret(struct buffer *buffer, size_t at)
{
	buffer->caret = snap(buffer, at, false);
	buffer->goal = -1;
	history_close(buffer->history);
}

void buffer_move(struct buffer *buffer, enum motion motion, size_t times)
{
	size_t at = buffer->caret, next;
	int goal = buffer->goal;

	for (; times; times--, at = next) {
		next = motion_target(buffer, motion, at, &goal);
		if (next == at)
			break;
	}
	if (at != buffer->caret)
		history_close(buffer->history);
	buffer->caret = at;
	buffer->goal = goal;
}

void buffer_mark(struct buffer *buffer, bool on)
{
	buffer->selecting = on;
	buffer->anchor = buffer->caret;
}

bool buffer_selection(const struct buffer *buffer, size_t *from, size_t *to)
{
	bool forward = buffer->anchor <= buffer->caret;

	if (!buffer->selecting)
		return false;
	if (from)
		*from = forward ? buffer->anchor : buffer->caret;
	if (to)
		*to = forward ? buffer->caret : buffer->anchor;
	return true;
}

int buffer_insert(struct buffer *buffer, const char *text, size_t length, size_t *dropped)
{
	char *clean = text_accept(text, length, buffer->kind, dropped);
	size_t from = buffer->caret, to = buffer->caret, size = strlen(clean);
	bool typed = size && text_step(clean, size, NULL) == size;

	buffer_selection(buffer, &from, &to);
	if (buffer->length - (to - from) + size > TEXT_LIMIT) {
		free(clean);
		return fail(ERROR_DATA,
			"The text would grow over %zu MB, the longest a field can hold: "
			"divide it over several fields.",
			TEXT_LIMIT >> 20);
	}
	if (size || to > from)
		change(buffer, from, to - from, clean, size, typed);
	free(clean);
	return 0;
}

// The stretch that a motion erases. False where it is empty.
static bool stretch(const struct buffer *buffer, enum motion motion, size_t *from, size_t *to)
{
	int goal = buffer->goal;
	size_t target;

	if (buffer_selection(buffer, from, to) && *from < *to &&
		(motion == MOTION_LEFT || motion == MOTION_RIGHT || motion == MOTION_SELECTION))
		return true;
	target = motion_target(buffer, motion, buffer->caret, &goal);
	*from = target < buffer->caret ? target : buffer->caret;
	*to = target < buffer->caret ? buffer->caret : target;
	return *from < *to;
}

bool buffer_erase(struct buffer *buffer, enum motion motion)
{
	size_t from, to;

	if (!stretch(buffer, motion, &from, &to))
		return false;
	change(buffer, from, to - from, "", 0, motion == MOTION_LEFT || motion == MOTION_RIGHT);
	return true;
}

static void keep(char *text)
{
	free(clipboard.text);
	clipboard.text = text;
}

bool buffer_cut(struct buffer *buffer, enum motion motion)
{
	size_t from, to;
	bool again = clipboard.from == buffer && clipboard.changes == buffer->changes &&
		     clipboard.caret == buffer->caret;
	bool backward;
	char *text;

	if (!stretch(buffer, motion, &from, &to))
		return false;
	backward = to == buffer->caret;
	text = xstrndup(buffer->text + from, to - from);
	if (again && motion != MOTION_SELECTION) {
		char *both = xasprintf("%s%s", backward ? text : clipboard.text,
			backward ? clipboard.text : text);

		free(text);
		text = both;
	}
	keep(text);
	change(buffer, from, to - from, "", 0, false);
	clipboard.from = buffer;
	clipboard.changes = buffer->changes;
	clipboard.caret = buffer->caret;
	return true;
}

bool buffer_copy(struct buffer *buffer)
{
	size_t from, to;

	if (!buffer_selection(buffer, &from, &to) || from == to)
		return false;
	keep(xstrndup(buffer->text + from, to - from));
	clipboard.from = NULL;
	buffer->selecting = false;
	return true;
}

int buffer_paste(struct buffer *buffer)
{
	const char *text = buffer_clipboard();
	int result = buffer_insert(buffer, text, strlen(text), NULL);

	history_close(buffer->history);
	return result;
}

const char *buffer_clipboard(void)
{
	return clipboard.text ? clipboard.text : "";
}

void buffer_replace(struct buffer *buffer, const char *text, size_t at)
{
	if (strcmp(text, buffer->text) != 0)
		change(buffer, 0, buffer->length, text, strlen(text), false);
	buffer_set_caret(buffer, at);
}
