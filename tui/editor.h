// SPDX-License-Identifier: MIT
// The screen a person writes in: a text of any length, with what it is about kept in sight.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "tui/view.h"

// What is written, and who keeps it. The strings are copied; the owner and what it points at
// must live as long as the editor.
struct editor_job {
	const char *title; // for the top line: "Voice of the child: rationale"
	const char *
		hint; // one or two sentences on what to write, in sight while the text is empty
	const char *text;  // as it is kept now
	const char *draft; // typed earlier and not kept yet, or NULL; undo takes it back
	size_t caret;      // where the caret was in the draft, or else in the text
	const char *
		since; // what the message line says at first ("draft of 21 Nov, 17:40"), or NULL

	void *owner;
	// Stores what is typed, at most a second after the key, and when the program is stopped
	// or ended. Returns 0, or -1 with fail(): the text stays and is tried again.
	int (*draft_store)(void *owner, const char *text, size_t caret);
	// Takes the text over as the person leaves, changed or not. Returns 0, or -1 with
	// fail(): the editor stays open.
	int (*commit)(void *owner, const char *text, size_t caret);
	// Paints what should be in sight while writing, and returns the rows it would take in
	// all (it is asked with no rows first); NULL for nothing. `turn` is how often the
	// person turned to the next (negative: the one before) with Alt-Right and Alt-Left,
	// `scroll` the rows that are out of sight at the top, by Alt-Down and Alt-Up.
	int (*paint)(void *owner, struct rect place, int turn, int scroll);
	int turn;
	// Raises a safety concern without leaving the text (F2); NULL where there is none to
	// raise.
	int (*alarm)(void *owner);
};

// Opens the editor on top of the screen. Returns -1 where that failed. The screen below gets
// `shown` when the text has been committed.
int editor_open(struct session *session, const struct editor_job *job);
