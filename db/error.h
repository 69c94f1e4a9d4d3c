// SPDX-License-Identifier: MIT
// The last error, in the user's words: the floor everything stands on.
#pragma once

// What went wrong, as the exit code that a command ends with (design section 4, sysexits.h).
enum error {
	ERROR_NONE = 0,
	ERROR_FOUND = 1,     // a check found something: verify, due --check
	ERROR_USAGE = 2,     // the command line or a key's argument is off
	ERROR_DATA = 65,     // bad input data, or a file that is not ours
	ERROR_MISSING = 66,  // no such file or record
	ERROR_CREATE = 73,   // cannot create
	ERROR_IO = 74,       // input/output, or the disk is full
	ERROR_BUSY = 75,     // somebody else is writing, or changed the record first: try again
	ERROR_DENIED = 77,   // not permitted
	ERROR_STOPPED = 130, // somebody stopped it: Ctrl-C
};

// Keeps the message "what happened: what to do" and its kind as the last error, and returns -1, so
// that a caller writes `return fail(ERROR_DATA, ...)`. Set it once, where the cause is known. Text
// taken from users or files may stand in the arguments: control characters, those that turn the
// direction of text, and what is no UTF-8 become ? before the message is kept. The message is of any
// length and lives until the next call.
int fail(enum error kind, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

// The same, with the kind and message that are kept placed behind a prefix: `fail_in("line 3")`
// turns "no such team" into "line 3: no such team". Returns -1.
int fail_in(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

// The last message; "" before the first. Borrowed, until the next fail().
const char *error_message(void);

// The last error's kind; ERROR_NONE before the first and after error_clear().
enum error error_kind(void);

void error_clear(void);
