// SPDX-License-Identifier: MIT
// A screen is a table of callbacks and a table of keys; screens stand on a stack.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/right.h"
#include "tui/input.h"
#include "tui/paint.h"

struct screen;

// One act that a key starts. The footer, the help (?), and the palette (:) are made of these rows.
struct key {
	int key[5]; // the keys that start it, the first is the one shown; 0 for none
	const char
		*name; // one or two words: the footer's and palette's name, unique in a screen
	const char *help; // one sentence, for ? and the palette
	// Does it. Returns 0, or -1 with fail(): the message line then says why. An act that was
	// refused changes nothing.
	int (*run)(struct screen *screen);
	// NEEDS(RIGHT_WRITE) where it needs a right, else 0: asked of the view's `may`.
	int needs;
	bool quiet; // not in the footer: movement and the like
};
#define NEEDS(right) ((right) + 1)
// A table of keys ends with a row whose name is NULL.

// What a kind of screen does. All callbacks but `paint` may be NULL. Where one returns int, that is 0
// or -1 with fail().
struct view {
	const char *
		name; // one lower-case word: the palette's "go" name and the key of saved state
	const char *title; // as in the top line, unless `describe` is there
	const char *help;  // a few sentences over the list of keys in the help screen
	size_t size;       // bytes of its state, zeroed before `open`
	const struct key *keys;
	// Letters are text here from the start: see screen->typing.
	bool typing;

	// Makes the state ready from what the opener hands over (borrowed for the call only). On -1
	// the screen does not appear, `close` is not called, and the opener's message line says why.
	int (*open)(struct screen *screen, const void *argument);
	// Frees what the state holds. Nothing can fail here: see `leave`.
	void (*close)(struct screen *screen);
	// Asked before q or Esc leaves the screen: -1 stays. Drafts are saved here.
	int (*leave)(struct screen *screen);
	// The screen is on top again, another one having been closed: read again what may have changed.
	void (*shown)(struct screen *screen);
	// Paints all of screen->body, which is blank when it is called, and places the cursor.
	void (*paint)(struct screen *screen);
	// The size changed: reflow what depends on screen->body. `paint` follows.
	void (*resize)(struct screen *screen);
	// Gets each key and paste first. Returns true where it took it: a text editor takes letters
	// here. Else the table rows get it, the screen's, then the widget's, then the program's (q ? :).
	bool (*event)(struct screen *screen, const struct event *event);
	// The time set with view_tick_in() has come.
	void (*tick)(struct screen *screen);
	// Nothing is pending: time to read ahead. Short; view_again() asks for another turn.
	void (*idle)(struct screen *screen);
	// Store drafts now: the program is being stopped or ended. Must not ask.
	void (*keep)(struct screen *screen);
	// The top line's words for this screen ("A-0012"), in place of `title`.
	void (*describe)(struct screen *screen, char *text, size_t size);
	// What the message line says when there is no message: position, filter, since when the
	// draft stands.
	void (*status)(struct screen *screen, char *text, size_t size);
	// May the person do here what needs this right? 0, or -1 with fail(): who may. NULL: asked of
	// core for any subject at all.
	int (*may)(struct screen *screen, enum right right);
	// Is a row of use now? Where it is not the footer leaves it out; its key still says why not. NULL: all are.
	bool (*offers)(const struct screen *screen, const struct key *row);
	// What the screen remembers for the person from one time to the next (a filter, an order), as
	// one line of text under the view's name: `save` returns it, yours to free, or NULL; `restore`
	// is called before `open`.
	char *(*save)(struct screen *screen);
	void (*restore)(struct screen *screen, const char *text);
};

// One screen on the stack.
struct screen {
	const struct view *view;
	void *state;
	struct session *session;
	struct rect body; // where it paints: between the top line and the message line
	// The widget in focus, and its keys: rows whose `run` finds the widget here. Or NULL.
	void *widget;
	const struct key *widget_keys;
	bool typing;     // letters are text just now: F1 and Esc stand for ? and q
	bool stale;      // to be painted whole before the next wait
	int64_t tick_at; // tui_now() at which `tick` is due; -1 for none
	struct screen *below;
};

// Opens a screen on top. Returns -1 where its `open` failed, having shown why in the message line.
int view_open(struct session *session, const struct view *view, const void *argument);

// Leaves the top screen as q does: 0, or -1 where its `leave` refused.
int view_leave(void);

// Leaves without asking `leave`, after an act that finished the screen's work.
void view_close(struct screen *screen);

// Runs until the last screen is left or the session ends. All screens are closed then, having been
// told to keep their drafts.
void view_run(void);

// The top screen; NULL for none.
struct screen *view_top(void);

// Asks for the whole screen to be painted before the next wait.
void view_stale(struct screen *screen);

// For `idle`: there is more to do. It is called again once what is stale is painted and keys that came are served.
void view_again(void);

// Calls `tick` so many milliseconds from now, unless it is due earlier already.
void view_tick_in(struct screen *screen, int milliseconds);

// Names the widget whose keys are served and shown after the screen's own.
void view_focus(struct screen *screen, void *widget, const struct key *keys);

// The message line: a word on what was done, or why not. It stands until the next key.
void view_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void view_refuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
// Shows error_message() there.
void view_error(void);

// The keys of every screen: q ? : ^L ^Z.
extern const struct key view_keys[];

// Does what a row says, asking its right first and showing a refusal. Returns what `run` returned.
int view_do(struct screen *screen, const struct key *row);

// Paints the frame, all screens that are stale, the message and the footer. Modal helpers (prompt,
// menu) call it before they paint over it.
void view_paint(void);

// The next event for a modal helper: as tui_next(), with resizing already done and the screens
// painted, so that on EVENT_RESIZE the helper only paints itself again.
struct event view_next(void);
