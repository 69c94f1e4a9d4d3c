// SPDX-License-Identifier: MIT
// The terminal: started and always left sane, and the one place that waits for events.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "tui/input.h"

enum {
	TUI_ROWS_LEAST = 18,
	TUI_COLS_LEAST = 60,
};

// Takes the terminal over. Returns -1 with the message where standard input or output is none.
int tui_init(void);

// Gives the terminal back as it was. Also runs at exit() and on SIGTERM, SIGHUP, abort and the like,
// so that it is never left raw. Does nothing a second time.
void tui_finish(void);

// The size of the screen in cells.
int tui_rows(void);
int tui_cols(void);

// True where the screen is smaller than 60x18: nothing but a line that says so is painted then.
bool tui_too_small(void);

// What the waiting serves between two events. `idle` runs each time when all is painted and no key
// is pending (for reading ahead), and again, keys coming first, for as long as it returns true: there is more to do.
// `deadline` tells when `tick` is due (tui_now() milliseconds, -1
// for never). `keep` runs before the program is stopped (Ctrl-Z), and before EVENT_END: it saves the
// drafts. Set once by view.c.
struct tui_service {
	bool (*idle)(void);
	int64_t (*deadline)(void);
	void (*tick)(void);
	void (*keep)(void);
};
void tui_serve(const struct tui_service *service);

// Shows what was painted, then waits for the next event and returns it. While keys are pending the
// screen is not shown, so that typing ahead costs one painting. After EVENT_END it always is that.
struct event tui_next(void);

// True where a key is already waiting: long work stops or skips a painting then.
bool tui_pending(void);

// Milliseconds of the monotonic clock.
int64_t tui_now(void);

// The next tui_next() paints the whole screen from nothing (^L), first returning EVENT_RESIZE.
void tui_repaint(void);

// Stops the program as Ctrl-Z does and returns when it is continued.
void tui_suspend(void);

// True after EVENT_END was seen.
bool tui_ended(void);

// Ends the program by the signal that ended the screens, if one did: so that a shell or a service
// sees what happened. After all is saved and tui_finish().
void tui_pass_on(void);
