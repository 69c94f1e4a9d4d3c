// SPDX-License-Identifier: MIT
// The inside of the editor, shared by editor.c (screen) and editor-keys.c (what the keys do).
#pragma once

#include <stdint.h>
#include <time.h>

#include "tui/buffer.h"
#include "tui/editor.h"

struct editor {
	struct editor_job job;
	char *title, *hint;
	struct buffer *buffer;
	struct rect place;     // of the text
	size_t top;            // the first line shown
	int turn, scroll;      // see struct editor_job
	int key;               // the key being served: with Shift it selects
	bool shifted;          // the selection was begun with Shift, so a plain motion ends it
	unsigned long stored;  // buffer_changes() at the last save
	time_t stored_at;      // 0: nothing was saved yet
	uint64_t painted[512]; // a digest of each row as painted; 0: not known, 1: empty
};

extern const struct key editor_keys[];

// A concern is raised only where there is an audit to raise it on.
bool editor_offers(const struct screen *screen, const struct key *row);

struct editor *editor_of(struct screen *screen);
bool editor_event(struct screen *screen, const struct event *event);

// Paints the rows that differ from what stands there, and places the cursor.
void editor_paint(struct screen *screen);

// Something may have changed: paints it and sees that it will be saved.
void editor_changed(struct screen *screen);

// Stores the draft now, if there is anything new. Returns -1 where that failed, having said so.
int editor_store(struct screen *screen);
