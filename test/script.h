// SPDX-License-Identifier: MIT
// Screen tests as data: test/screen/NAME.keys says what is typed, NAME.ref what the screen then shows.
#pragma once

#include "test/fixture.h"

// A script is read line by line; empty lines and # comments are skipped. First its settings:
//
//	size 80x24 60x18       the whole script is run once for each size (columns x rows)
//	term xterm-256color linux   and for each terminal
//	set NAME=value         added to the environment; not split, as the rest of any line is not
//	mask REGEX             what differs from run to run (POSIX extended); replaced by ~
//
// and then its steps. What stands before the first start is done once; all runs begin with copies of it.
//
//	database practice      the fixture's database: `init --practice`, or `demo`, or a copy made once
//	file NAME              a file in the fixture's folder: the lines that follow, up to one with a dot
//	run ARGUMENTS          the program, without a terminal, must exit with 0
//	sql STATEMENT          run on the database behind the program's back: a state that takes too long to reach
//	start ARGUMENTS        the program in the terminal; words are split at blanks, '...' holds them together
//	shell COMMAND          /bin/sh -c COMMAND in the terminal instead
//	type TEXT              as typed, with the escapes of test/table.h
//	key NAME...            see screen_key
//	paste TEXT             as pasted, with escapes
//	resize 60x18
//	wait TEXT, gone TEXT   until some row shows the text, none does
//	snap NAME              until the screen is the section NAME of the .ref file
//	look NAME              the same with attributes and colours
//	exit CODE              until the program has ended, with that exit code
//	holds FILE TEXT        a file of the folder contains the text
struct script;

struct script *script_read(const char *path);
void script_destroy(struct script *script);

// How often it is run (sizes times terminals), and what the run is called: "home 80x24 linux"; yours.
size_t script_runs(const struct script *script);
char *script_run_name(const struct script *script, size_t run);

// Runs it, failing the test at the first line that does not hold; with update the .ref file is written
// anew instead of compared with.
void script_run(struct script *script, size_t run, const struct fixture *fixture, int update);
