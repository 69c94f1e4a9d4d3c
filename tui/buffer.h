// SPDX-License-Identifier: MIT
// The text an editor works on: caret, wrapping, selection, cutting, undo. Knows no terminal.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

// Offsets are bytes into the text and always stand at the boundary of a cluster (core/text.h).
// A line is a line as shown, after wrapping; lines count from 0.
struct buffer;

// Where the caret can go. A paragraph ends with a newline; a line where it wraps.
enum motion {
	MOTION_LEFT,
	MOTION_RIGHT,
	MOTION_WORD_LEFT,  // to the start of the word, or of the one before
	MOTION_WORD_RIGHT, // to the start of the next word
	MOTION_UP,         // keeps the column it set out from over shorter lines
	MOTION_DOWN,
	MOTION_HOME, // start of the line; from there start of the paragraph
	MOTION_END,  // end of the line; from there end of the paragraph
	MOTION_PARAGRAPH_UP,
	MOTION_PARAGRAPH_DOWN,
	MOTION_START,
	MOTION_FINISH,
	MOTION_SELECTION, // for buffer_erase and buffer_cut: what is selected
	MOTION_WHOLE_END, // for the same: to the line's end, or the newline itself where that is empty
};

// A buffer with a copy of text, the caret at its start, wrapped to 80 cells, nothing to undo.
struct buffer *buffer_create(enum text_kind kind, const char *text);
void buffer_destroy(struct buffer *buffer);

// The text, NUL-terminated. Borrowed, until the next change.
const char *buffer_text(const struct buffer *buffer);
size_t buffer_length(const struct buffer *buffer);

// Counts every change to the text, undo and redo too: compare it with the count at the last
// save.
unsigned long buffer_changes(const struct buffer *buffer);

// The caret. Setting it snaps to the boundary at or before the offset and ends the run of
// typing that undo takes as one.
size_t buffer_caret(const struct buffer *buffer);
void buffer_set_caret(struct buffer *buffer, size_t at);

// Wraps to a width in cells, at least 2. A TEXT_LINE buffer is never wrapped: it is one line.
void buffer_wrap(struct buffer *buffer, int width);

size_t buffer_line_count(const struct buffer *buffer);

// Where a line starts, and in *length the bytes it shows: without the newline, with the spaces
// that hang over the edge.
size_t buffer_line(const struct buffer *buffer, size_t line, size_t *length);

// The line an offset stands on, and in *column (may be NULL) its cells from the left.
size_t buffer_locate(const struct buffer *buffer, size_t at, int *column);

// The offset on a line nearest to a column, from the left.
size_t buffer_at(const struct buffer *buffer, size_t line, int column);

// Moves the caret, times times.
void buffer_move(struct buffer *buffer, enum motion motion, size_t times);

// Inserts text at the caret in place of what is selected, and moves the caret behind it. What
// text_refused refuses is dropped and counted in *dropped (may be NULL). Letters typed one by
// one are one step of undo until a new word, a new line or a moved caret; a longer text is a
// step of its own. Returns 0, or -1 with a message where the text would grow over TEXT_LIMIT:
// then nothing changes.
int buffer_insert(struct buffer *buffer, const char *text, size_t length, size_t *dropped);

// Removes from the caret to where the motion goes; what is selected instead where there is a
// selection and the motion is LEFT or RIGHT. False where there was nothing to remove.
bool buffer_erase(struct buffer *buffer, enum motion motion);

// The same, keeping what is removed on the clipboard; cuts one after another are kept together.
bool buffer_cut(struct buffer *buffer, enum motion motion);

// Copies the selection to the clipboard and ends it. False where nothing is selected.
bool buffer_copy(struct buffer *buffer);

// Inserts the clipboard. Returns like buffer_insert.
int buffer_paste(struct buffer *buffer);

// The clipboard that all buffers of the program share; "" at first. Borrowed, until the next
// cut.
const char *buffer_clipboard(void);

// Starts (true) or ends a selection at the caret: it reaches from there to wherever the caret
// moves.
void buffer_mark(struct buffer *buffer, bool on);

// Is something being selected? The selection, in order, may still be empty. from and to may be
// NULL.
bool buffer_selection(const struct buffer *buffer, size_t *from, size_t *to);

// Takes back the last step, or does it again. The caret goes to where it happened. False where
// there is none.
bool buffer_undo(struct buffer *buffer);
bool buffer_redo(struct buffer *buffer);

// Sets the text as one step of undo and the caret to `at`: to bring back a draft.
void buffer_replace(struct buffer *buffer, const char *text, size_t at);
