// SPDX-License-Identifier: MIT
// Long work says on the terminal how far it is, and can be stopped with Ctrl-C leaving nothing half-written.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

// From now on SIGINT, SIGTERM and SIGHUP are a wish to stop, once; a second one ends the program at once, which SQLite and
// unnamed files survive. Statements that only read stop too (db_stop_when()). A signal that was ignored stays ignored.
// How far work is goes to the stream (borrowed) where that is a terminal. For the program's commands: the screens have
// their own ways, and without this call nothing is said or stopped.
void progress_watch(FILE *to);

// Says how far the work is, at most ten times a second and not before the first half second: done of so many; of 0:
// nobody knows how many; -1: done is in percent. -1 with the error set (ERROR_STOPPED) where it is to stop. Cheap: call it for each row.
int progress_tell(const char *what, int64_t done, int64_t of);

// The same as a callback of who counts in percent; context is the words (const char *).
int progress_percent(int percent, void *context);

// Takes what was said off the terminal: before anything else is printed there.
void progress_end(void);

// Whether it is to stop.
bool progress_stopped(void);

// Ends the program by the signal that asked it to stop, so that the shell knows; returns where there was none.
void progress_pass_on(void);
