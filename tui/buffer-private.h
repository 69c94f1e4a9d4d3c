// SPDX-License-Identifier: MIT
// The inside of a buffer, shared by buffer.c (text, undo), buffer-lines.c and buffer-motion.c.
#pragma once

#include "tui/buffer.h"

// The text is one block: moving 4 MiB takes less than a frame, and every reader of it stays
// simple.
struct buffer {
	enum text_kind kind;
	char *text;
	size_t length, room;
	size_t caret, anchor; // the selection lies between the two
	bool selecting;
	int goal; // the column that up and down aim for; -1: take the caret's
	unsigned long changes;

	int width;
	size_t *starts; // of each line
	size_t line_count, line_room;

	struct history *history;
};

// Sets the lines anew after `removed` bytes at `at` were replaced by `added` ones: only from
// the lines that can differ until the old breaks are met again.
void lines_update(struct buffer *buffer, size_t at, size_t removed, size_t added);

// Where the caret would go; *goal is the column kept by up and down (see struct buffer).
size_t motion_target(const struct buffer *buffer, enum motion motion, size_t from, int *goal);

// Replaces `removed` bytes at `at` without a step of undo, and puts the caret behind what was
// added.
void buffer_change(
	struct buffer *buffer, size_t at, size_t removed, const char *added, size_t length);

// The steps of undo. A typed step may join the one before it; closing ends that.
struct history *history_create(void);
void history_destroy(struct history *history);
void history_close(struct history *history);
void history_record(struct history *history, size_t at, const char *removed,
	size_t removed_length, const char *added, size_t added_length, bool typed);
