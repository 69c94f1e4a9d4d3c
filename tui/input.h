// SPDX-License-Identifier: MIT
// What a terminal sends, decoded: bytes in, keys and pastes out. Pure, so that tests can feed it.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// A key is a Unicode code point, or one of these, with modifiers added. Control-letter is the code
// that terminals send (K_CTRL('f') == 6), so Tab, Enter and Esc have their usual ones.
enum key_code {
	K_TAB = '\t',
	K_ENTER = '\r',
	K_ESC = 27,
	K_BACKSPACE = 127,
	K_UP = 0x200000,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PGUP,
	K_PGDN,
	K_INSERT,
	K_DELETE,
	K_F1,
	K_F12 = K_F1 + 11,
	K_CTRL_SPACE,         // terminals send a NUL byte
	K_SHIFT = 0x400000,   // added to a special key or to K_TAB
	K_CONTROL = 0x800000, // added to a special key
	K_ALT = 0x1000000,    // added to any
	K_BACKTAB = K_SHIFT + K_TAB,
};
#define K_CTRL(letter) ((letter)&31)

enum event_kind {
	EVENT_KEY, // `key` was pressed
	EVENT_PASTE, // `text` was pasted (bracketed paste): valid UTF-8, lines end in \n, no other
		     // control character than \n and \t
	EVENT_RESIZE, // the screen has another size, or must be painted again from nothing
	EVENT_END, // the session ends now: terminal gone, or a signal. Keep the drafts and return
};

struct event {
	enum event_kind kind;
	int key;
	const char *text; // of a paste: borrowed, until the next event
	size_t length;
};

struct input {
	char *bytes; // read but not yet decoded: from `at` up to `count`
	size_t at, count, room;
	char *paste; // the last paste's text
};

void input_init(struct input *input);
void input_finish(struct input *input);

// Adds bytes as read from the terminal.
void input_feed(struct input *input, const char *bytes, size_t count);

// Takes the next event out. Returns true with *event, or false where more bytes are needed. With
// `waited` true no more bytes came for a while, so what stands is taken as it is: a lone ESC is the
// Esc key, an unfinished paste ends. Sequences that mean nothing here are dropped.
bool input_next(struct input *input, bool waited, struct event *event);

// True where bytes stand that input_next() could not yet decode.
bool input_partial(const struct input *input);

// The key as the footer and the help write it: "j", "^F", "PgDn", "Shift-Tab", "Alt-b". The text
// is kept in a ring of eight, so a few may be used in one expression.
const char *key_name(int key);
