// SPDX-License-Identifier: MIT
// A folder of its own for each test, the program run in it, and what it left there.
#pragma once

#include <stddef.h>

struct fixture {
	char *folder;   // empty at first; HOME of what runs in it, removed at the end
	char *database; // folder/caseaudit.db, not made yet; $CASEAUDIT_DB of what runs in it
	int as_nobody; // what runs in it takes its user for nobody, whose name is the same everywhere
};

void fixture_init(struct fixture *fixture);
void fixture_finish(struct fixture *fixture);

// The same after a test that may have failed: ends every screen that it left running.
void fixture_end(struct fixture *fixture);

// fixture_init and fixture_end as setup and teardown of a cmocka test, whose *state is a struct fixture.
int fixture_setup(void **state);
int fixture_teardown(void **state);

// folder/name; yours.
char *fixture_path(const struct fixture *fixture, const char *name);

// Writes a file of the folder; reads any file whole, with a '\0' behind it (yours; *length may be
// NULL). Both end the test where they cannot.
void fixture_write(
	const struct fixture *fixture, const char *name, const void *bytes, size_t length);
char *fixture_read(const char *path, size_t *length);

// What a run of the program gave: its exit code (128 + N when signal N ended it) and its two outputs.
struct outcome {
	int code;
	char *out, *err;
	size_t out_length, err_length;
};

// How the program is run. NULL and 0 are the usual.
struct run_setup {
	const char *const
		*arguments; // the last is NULL; with a '/' in the first, another program
	const char *input;  // on standard input
	const char *const *settings; // NAME=value, added to the environment; the last is NULL
	long disk;                   // so many bytes fit on the disk, then it is full
	const char *file_system;     // statfs says "nfs", "cifs" ...
	int broken_sync;             // fsync fails: the disk is dying
	long uid;                    // the real user is another one
	int plain_user;              // file permissions hold, even where root runs the tests
};

// Runs the program in the folder to its end, with these arguments, the last of which is NULL, and nothing
// on its standard input.
struct outcome fixture_run(const struct fixture *fixture, ...) __attribute__((sentinel));
struct outcome fixture_run_as(const struct fixture *fixture, const struct run_setup *setup);
void outcome_finish(struct outcome *outcome);

// Runs the program and ends the test, showing what it said, unless it exits with 0.
void fixture_must_run(const struct fixture *fixture, ...) __attribute__((sentinel));

// A practice database with made-up records, always the same ones, made as if on 16 November 2026, as the
// fixture's database. It is made
// once for each test program and copied.
void fixture_demo(const struct fixture *fixture);

// The SHA-256 of a file in hex, "" where there is none, for what must stay untouched; yours.
char *fixture_hash(const char *path);

// The environment that the program runs in: nothing of ours but PATH, the sanitizers' options and where
// the fixture lies, in UTF-8, with settings NAME=value behind. Yours, with each text in it, up to NULL.
char **fixture_environment(const struct fixture *fixture, const char *const *settings);
void environment_destroy(char **environment);

// The program under test, and what test/shim.c became, as the build made them. Borrowed.
const char *fixture_program(void);
const char *fixture_shim(void);
