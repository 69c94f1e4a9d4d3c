// SPDX-License-Identifier: MIT
// What the keys of the editor do: one row each.
#include <string.h>
#include <utf8proc.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/editor-private.h"

// Moves, selecting with Shift held.
static int go(struct screen *screen, enum motion motion, size_t times)
{
	struct editor *editor = editor_of(screen);
	bool shift = editor->key & K_SHIFT;

	if (shift && !buffer_selection(editor->buffer, NULL, NULL)) {
		buffer_mark(editor->buffer, true);
		editor->shifted = true;
	} else if (!shift && editor->shifted) {
		buffer_mark(editor->buffer, false);
		editor->shifted = false;
	}
	buffer_move(editor->buffer, motion, times);
	editor_paint(screen);
	return 0;
}

#define GO(name, motion, times)                   \
	static int name(struct screen *screen)    \
	{                                         \
		return go(screen, motion, times); \
	}
GO(go_left, MOTION_LEFT, 1)
GO(go_right, MOTION_RIGHT, 1)
GO(go_up, MOTION_UP, 1)
GO(go_down, MOTION_DOWN, 1)
GO(go_word_left, MOTION_WORD_LEFT, 1)
GO(go_word_right, MOTION_WORD_RIGHT, 1)
GO(go_home, MOTION_HOME, 1)
GO(go_end, MOTION_END, 1)
GO(go_paragraph_up, MOTION_PARAGRAPH_UP, 1)
GO(go_paragraph_down, MOTION_PARAGRAPH_DOWN, 1)
GO(go_start, MOTION_START, 1)
GO(go_finish, MOTION_FINISH, 1)
GO(page_up, MOTION_UP, (size_t)editor_of(screen)->place.rows - 1)
GO(page_down, MOTION_DOWN, (size_t)editor_of(screen)->place.rows - 1)

static int erase(struct screen *screen, enum motion motion)
{
	buffer_erase(editor_of(screen)->buffer, motion);
	editor_changed(screen);
	return 0;
}

#define ERASE(name, motion)                    \
	static int name(struct screen *screen) \
	{                                      \
		return erase(screen, motion);  \
	}
ERASE(backspace, MOTION_LEFT)
ERASE(delete_right, MOTION_RIGHT)
ERASE(delete_word_right, MOTION_WORD_RIGHT)

static int cut(struct screen *screen, enum motion motion)
{
	struct buffer *buffer = editor_of(screen)->buffer;
	bool selected = buffer_selection(buffer, NULL, NULL);

	if (!buffer_cut(buffer, selected ? MOTION_SELECTION : motion))
		return fail(ERROR_USAGE, "There is nothing to cut here");
	editor_changed(screen);
	return 0;
}

#define CUT(name, motion)                      \
	static int name(struct screen *screen) \
	{                                      \
		return cut(screen, motion);    \
	}
CUT(cut_line, MOTION_WHOLE_END)
CUT(cut_word, MOTION_WORD_LEFT)
CUT(cut_home, MOTION_HOME)
CUT(cut_selection, MOTION_SELECTION)

static int copy(struct screen *screen)
{
	if (!buffer_copy(editor_of(screen)->buffer))
		return fail(ERROR_USAGE,
			"Nothing is selected: hold Shift and use the arrows, or Ctrl-Space");
	view_say("Copied: Ctrl-v inserts it, here or in another text");
	editor_paint(screen);
	return 0;
}

static int paste(struct screen *screen)
{
	struct buffer *buffer = editor_of(screen)->buffer;

	if (!*buffer_clipboard())
		return fail(ERROR_USAGE, "Nothing was cut or copied yet");
	if (buffer_paste(buffer) != 0)
		return -1;
	editor_changed(screen);
	return 0;
}

static int mark(struct screen *screen)
{
	struct editor *editor = editor_of(screen);
	bool on = !buffer_selection(editor->buffer, NULL, NULL);

	buffer_mark(editor->buffer, on);
	editor->shifted = false;
	if (on)
		view_say("Selecting: move to the other end, then cut or copy");
	editor_paint(screen);
	return 0;
}

static int select_all(struct screen *screen)
{
	struct editor *editor = editor_of(screen);

	buffer_move(editor->buffer, MOTION_START, 1);
	buffer_mark(editor->buffer, true);
	buffer_move(editor->buffer, MOTION_FINISH, 1);
	editor->shifted = true;
	editor_paint(screen);
	return 0;
}

static int undo(struct screen *screen)
{
	if (!buffer_undo(editor_of(screen)->buffer))
		return fail(ERROR_USAGE, "There is nothing more to undo in this text");
	editor_changed(screen);
	return 0;
}

static int redo(struct screen *screen)
{
	if (!buffer_redo(editor_of(screen)->buffer))
		return fail(ERROR_USAGE, "There is nothing to do again");
	editor_changed(screen);
	return 0;
}

static int store(struct screen *screen)
{
	if (editor_store(screen) == 0)
		view_say("The draft is saved; it is also saved as you type");
	return 0;
}

static int turn(struct screen *screen, int by, int rows)
{
	struct editor *editor = editor_of(screen);

	if (!editor->job.paint)
		return fail(ERROR_USAGE, "There is nothing to turn or scroll here");
	editor->turn += by;
	editor->scroll = by || editor->scroll + rows < 0 ? 0 : editor->scroll + rows;
	view_stale(screen);
	return 0;
}

static int turn_next(struct screen *screen)
{
	return turn(screen, 1, 0);
}

static int turn_back(struct screen *screen)
{
	return turn(screen, -1, 0);
}

static int scroll_down(struct screen *screen)
{
	return turn(screen, 0, 3);
}

static int scroll_up(struct screen *screen)
{
	return turn(screen, 0, -3);
}

static int alarm_raise(struct screen *screen)
{
	const struct editor_job *job = &editor_of(screen)->job;

	if (!job->alarm)
		return fail(ERROR_USAGE, "There is no audit here to raise a concern about");
	return job->alarm(job->owner);
}

bool editor_offers(const struct screen *screen, const struct key *row)
{
	return row->run != alarm_raise || ((const struct editor *)screen->state)->job.alarm;
}

static int finish(struct screen *screen)
{
	view_leave();
	return 0;
}

const struct key editor_keys[] = {
	{{K_ESC, K_F1 + 9}, "done", "Leave the text: what you wrote becomes part of the record",
		finish},
	{{K_CTRL('_'), K_ALT + 'u'}, "undo", "Take back the last words typed or the last cut",
		undo},
	{{K_CTRL('r'), K_ALT + 'r'}, "redo", "Do again what was undone", redo},
	{{K_CTRL('k')}, "cut line",
		"Cut to the end of the line, or what is selected; again and again keeps it all",
		cut_line},
	{{K_CTRL('w'), K_ALT + K_BACKSPACE}, "cut word",
		"Cut the word before the cursor, or what is selected", cut_word, .quiet = true},
	{{K_CTRL('u')}, "cut start", "Cut to the start of the line, or what is selected",
		cut_home, .quiet = true},
	{{K_CTRL('x'), K_SHIFT + K_DELETE}, "cut", "Cut what is selected", cut_selection,
		.quiet = true},
	{{K_ALT + 'w', K_CTRL('c'), K_CONTROL + K_INSERT}, "copy", "Copy what is selected",
		copy, .quiet = true},
	{{K_CTRL('y'), K_CTRL('v'), K_SHIFT + K_INSERT}, "paste",
		"Insert what was cut or copied, also in another text", paste},
	{{K_F1 + 1}, "child at risk",
		"Raise an immediate safety concern at once; the text waits", alarm_raise},
	{{K_CTRL_SPACE, K_ALT + ' '}, "mark",
		"Begin to select; once more ends it. Shift with the arrows selects too", mark},
	{{K_ALT + 'a'}, "all", "Select the whole text", select_all, .quiet = true},
	{{K_ALT + K_RIGHT, K_ALT + 'n'}, "next grade",
		"Turn to the next of what is shown beside the text", turn_next, .quiet = true},
	{{K_ALT + K_LEFT, K_ALT + 'p'}, "grade before", "Turn to the one before", turn_back,
		.quiet = true},
	{{K_ALT + K_DOWN, K_ALT + 'j'}, "scroll", "Scroll what is shown beside the text down",
		scroll_down, .quiet = true},
	{{K_ALT + K_UP, K_ALT + 'k'}, "scroll back", "Scroll it up again", scroll_up,
		.quiet = true},
	{{K_CTRL('s')}, "save", "Save the draft now; it is saved as you type in any case",
		store, .quiet = true},
	{{K_LEFT, K_SHIFT + K_LEFT, K_CTRL('b')}, "left", "One character to the left", go_left,
		.quiet = true},
	{{K_RIGHT, K_SHIFT + K_RIGHT, K_CTRL('f')}, "right", "One character to the right",
		go_right, .quiet = true},
	{{K_UP, K_SHIFT + K_UP, K_CTRL('p')}, "up", "One line up", go_up, .quiet = true},
	{{K_DOWN, K_SHIFT + K_DOWN, K_CTRL('n')}, "down", "One line down", go_down,
		.quiet = true},
	{{K_CONTROL + K_LEFT, K_CONTROL + K_SHIFT + K_LEFT, K_ALT + 'b'}, "word left",
		"To the start of the word", go_word_left, .quiet = true},
	{{K_CONTROL + K_RIGHT, K_CONTROL + K_SHIFT + K_RIGHT, K_ALT + 'f'}, "word right",
		"To the next word", go_word_right, .quiet = true},
	{{K_HOME, K_SHIFT + K_HOME, K_CTRL('a')}, "home",
		"To the start of the line; again: of the paragraph", go_home, .quiet = true},
	{{K_END, K_SHIFT + K_END, K_CTRL('e')}, "end",
		"To the end of the line; again: of the paragraph", go_end, .quiet = true},
	{{K_CONTROL + K_UP, K_CONTROL + K_SHIFT + K_UP}, "paragraph up",
		"To the start of the paragraph", go_paragraph_up, .quiet = true},
	{{K_CONTROL + K_DOWN, K_CONTROL + K_SHIFT + K_DOWN}, "paragraph down",
		"To the next paragraph", go_paragraph_down, .quiet = true},
	{{K_PGUP, K_SHIFT + K_PGUP}, "page up", "A screen up", page_up, .quiet = true},
	{{K_PGDN, K_SHIFT + K_PGDN}, "page down", "A screen down", page_down, .quiet = true},
	{{K_CONTROL + K_HOME, K_CONTROL + K_SHIFT + K_HOME, K_ALT + '<'}, "start",
		"To the start of the text", go_start, .quiet = true},
	{{K_CONTROL + K_END, K_CONTROL + K_SHIFT + K_END, K_ALT + '>'}, "finish",
		"To the end of the text", go_finish, .quiet = true},
	{{K_BACKSPACE}, "backspace", "Erase the character before the cursor", backspace,
		.quiet = true},
	{{K_DELETE, K_CTRL('d')}, "delete", "Erase the character at the cursor", delete_right,
		.quiet = true},
	{{K_CONTROL + K_DELETE, K_ALT + 'd'}, "delete word", "Erase to the next word",
		delete_word_right, .quiet = true},
	{{0}},
};

static int insert(struct screen *screen, const char *text, size_t length)
{
	struct editor *editor = editor_of(screen);
	size_t dropped = 0;

	if (buffer_insert(editor->buffer, text, length, &dropped) != 0) {
		view_error();
		return -1;
	}
	editor->shifted = false;
	if (dropped)
		view_say("%zu hidden control character%s left out", dropped,
			dropped == 1 ? " was" : "s were");
	editor_changed(screen);
	return 0;
}

static const struct key *row_of(int key)
{
	for (const struct key *row = editor_keys; row->name; row++)
		for (size_t i = 0; i < LENGTH(row->key) && row->key[i]; i++)
			if (row->key[i] == key)
				return row;
	return NULL;
}

bool editor_event(struct screen *screen, const struct event *event)
{
	const struct key *row;
	utf8proc_uint8_t bytes[4];

	if (event->kind == EVENT_PASTE) {
		insert(screen, event->text, event->length);
		return true;
	}
	if (event->kind != EVENT_KEY)
		return false;
	editor_of(screen)->key = event->key;
	row = row_of(event->key);
	if (row) {
		view_do(screen, row);
		return true;
	}
	if (event->key == K_ENTER || event->key == K_TAB) {
		insert(screen, event->key == K_TAB ? "\t" : "\n", 1);
		return true;
	}
	if (event->key < 0x20 || event->key > 0x10ffff)
		return false;
	insert(screen, (const char *)bytes, (size_t)utf8proc_encode_char(event->key, bytes));
	return true;
}
