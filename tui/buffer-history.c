// SPDX-License-Identifier: MIT
// A buffer's undo: steps that each replace one stretch of text by another.
#include <stdlib.h>
#include <string.h>

#include "tui/buffer-private.h"
#include "db/mem.h"

// Steps beyond this many bytes are forgotten, the oldest first.
#define HISTORY_LIMIT ((size_t)16 << 20)

struct step {
	size_t at;
	char *removed, *added;
	size_t removed_length, added_length;
};

struct history {
	struct step *steps;
	size_t count, room;
	size_t done; // steps before this are in the text, those from it on were undone
	bool open;   // may the last step still grow by typing?
	size_t bytes;
};

struct history *history_create(void)
{
	return xcalloc(1, sizeof(struct history));
}

static void step_finish(struct history *history, struct step *step)
{
	history->bytes -= step->removed_length + step->added_length;
	free(step->removed);
	free(step->added);
}

void history_destroy(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		step_finish(history, &history->steps[i]);
	free(history->steps);
	free(history);
}

void history_close(struct history *history)
{
	history->open = false;
}

// Puts bytes into a step's text at an offset of it.
static void extend(struct history *history, char **text, size_t *length, size_t at,
	const char *bytes, size_t size)
{
	*text = xreallocarray(*text, *length + size + 1, 1);
	memmove(*text + at + size, *text + at, *length - at);
	memcpy(*text + at, bytes, size);
	*length += size;
	history->bytes += size;
}

static bool blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t';
}

// Typing goes on in the last step until a word begins.
static bool grows(const struct step *last, size_t at, const char *added)
{
	if (!last->added_length || at != last->at + last->added_length)
		return false;
	return blank(*added) || !blank(last->added[last->added_length - 1]);
}

static bool merge(struct history *history, size_t at, const char *removed,
	size_t removed_length, const char *added, size_t added_length)
{
	struct step *last = history->done ? &history->steps[history->done - 1] : NULL;

	if (!last || !history->open)
		return false;
	if (added_length && !removed_length && grows(last, at, added)) {
		extend(history, &last->added, &last->added_length, last->added_length, added,
			added_length);
		return true;
	}
	if (added_length || last->added_length)
		return false;
	if (at + removed_length != last->at && at != last->at)
		return false;
	extend(history, &last->removed, &last->removed_length,
		at == last->at ? last->removed_length : 0, removed, removed_length);
	last->at = at;
	return true;
}

static void forget_undone(struct history *history)
{
	while (history->count > history->done)
		step_finish(history, &history->steps[--history->count]);
}

static void forget_oldest(struct history *history)
{
	while (history->bytes > HISTORY_LIMIT && history->count > 1) {
		step_finish(history, &history->steps[0]);
		memmove(history->steps, history->steps + 1,
			--history->count * sizeof(*history->steps));
		history->done--;
	}
}

void history_record(struct history *history, size_t at, const char *removed,
	size_t removed_length, const char *added, size_t added_length, bool typed)
{
	struct step *step;

	forget_undone(history);
	if (!typed || !merge(history, at, removed, removed_length, added, added_length)) {
		history->steps = xgrow(history->steps, history->count, &history->room,
			sizeof(*history->steps));
		step = &history->steps[history->count++];
		*step = (struct step){.at = at};
		extend(history, &step->removed, &step->removed_length, 0, removed,
			removed_length);
		extend(history, &step->added, &step->added_length, 0, added, added_length);
		history->done = history->count;
	}
	history->open = typed;
	forget_oldest(history);
}

bool buffer_undo(struct buffer *buffer)
{
	struct history *history = buffer->history;
	const struct step *step;

	if (history->done == 0)
		return false;
	step = &history->steps[--history->done];
	history->open = false;
	buffer_change(
		buffer, step->at, step->added_length, step->removed, step->removed_length);
	return true;
}

bool buffer_redo(struct buffer *buffer)
{
	struct history *history = buffer->history;
	const struct step *step;

	if (history->done == history->count)
		return false;
	step = &history->steps[history->done++];
	history->open = false;
	buffer_change(buffer, step->at, step->removed_length, step->added, step->added_length);
	return true;
}
