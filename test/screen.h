// SPDX-License-Identifier: MIT
// The real program in a pseudo-terminal, with a terminal emulator behind it that a test can read.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "test/fixture.h"

struct screen;

struct screen_setup {
	int rows, columns; // 24 and 80 when 0
	const char *term;  // xterm-256color when NULL; linux, screen and vt100 are known too
	const char *const
		*settings; // NAME=value, added to the environment; NULL, or ends with NULL
};

// What stands in a cell, and how.
struct screen_cell {
	char text[32]; // UTF-8; "" in the second half of a wide character, " " where nothing is
	unsigned bold : 1, underline : 1, blink : 1, reverse : 1, italic : 1;
	int foreground,
		background; // the index in the palette, -1 for the terminal's own, -2 for RGB
};

struct screen_cursor {
	int row, column, visible;
};

// Starts the program in the fixture's folder with these arguments (NULL for none; the last is NULL); with
// a '/' in the first of them another program, as /bin/sh. Ends with screen_end, or with the fixture.
struct screen *screen_start(const struct fixture *fixture, const struct screen_setup *setup,
	const char *const *arguments);

// Kills the program where it still runs, and frees.
void screen_end(struct screen *screen);
void screen_end_all(void);

// Sends text as it is typed, byte by byte as it stands: "\n" is not what the Enter key sends.
void screen_type(struct screen *screen, const char *text);

// Sends a key by its name as the terminal sends it: Enter Tab BackTab Esc Backspace Up Down Left Right Home
// End PageUp PageDown Insert Delete Space F1 to F12, Ctrl-A to Ctrl-Z, Alt-x for any character,
// and a character for itself.
void screen_key(struct screen *screen, const char *name);

// Sends text as the terminal does when it is pasted: in brackets where the program asked for them.
void screen_paste(struct screen *screen, const char *text);

// The tests below read what the program writes until they hold, and fail the test, showing the screen,
// when they do not within 20 seconds, or when a program in full screen is quiet for 6. None of them sleeps.

// What stands before the message of such a failure: the step of a script. "" takes it away.
void screen_says_where(const char *where);

// Until the text stands in one row of the screen (gone: in none).
void screen_wait(struct screen *screen, const char *text);
void screen_wait_gone(struct screen *screen, const char *text);

// Until holds(screen, data) is not 0; what is for the message.
void screen_wait_for(struct screen *screen, int (*holds)(struct screen *, const void *data),
	const void *data, const char *what);

// Until the program has ended; its exit code, or 128 + N when signal N ended it.
int screen_wait_exit(struct screen *screen);

// Until the program has stayed quiet for so many milliseconds. Only for writing references anew.
void screen_settle(struct screen *screen, int milliseconds);

// The program's window becomes so big, as when a user drags its corner.
void screen_resize(struct screen *screen, int rows, int columns);

// The terminal goes away, as when an ssh connection drops; returns what screen_wait_exit does.
int screen_hang_up(struct screen *screen);

// Sends the program a signal.
void screen_signal(struct screen *screen, int signal);

int screen_rows(const struct screen *screen);
int screen_columns(const struct screen *screen);

// The row, or all rows with "\n" behind each, without spaces at the ends of rows; yours.
char *screen_row(const struct screen *screen, int row);
char *screen_text(const struct screen *screen);
struct screen_cell screen_cell(const struct screen *screen, int row, int column);
struct screen_cursor screen_cursor(const struct screen *screen);

// Whether the text stands in a row, and where: the first row from above, the first column; -1 where not.
int screen_find(const struct screen *screen, const char *text, int *row, int *column);

// Every byte the program has sent so far. Borrowed until the next call that reads.
const char *screen_output(const struct screen *screen, size_t *length);

// The title that the program gave the terminal; "" at first.
const char *screen_title(const struct screen *screen);

// Whether the program shows the alternate screen, as full-screen programs do.
int screen_is_alternate(const struct screen *screen);
