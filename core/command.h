// SPDX-License-Identifier: MIT
// The commands: one row each, from which --help, the manual page's list, the shell completion, the
// palette of the screens and the program's dispatch all come.
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "core/right.h"

// What a command is run with. Core prints nothing by itself: a command writes to these streams, which
// are the terminal's for the program and a pager's for the screens.
struct run {
	struct session *session;             // NULL for commands that need no database
	const struct session_options *asked; // the global options as given; never NULL
	FILE *in, *out, *err;
	int argc; // the arguments after the command's name; argv[argc] is NULL
	char **argv;
};

struct command {
	const char *name; // as typed: "template"; subcommands read their own first argument
	const char *args; // for --help: "list | import FILE --name N --effective DATE"
	const char *
		words; // subcommands and choices for the completion, separated by spaces; NULL: none
	const char *options; // its options for the completion, separated by spaces; NULL: none
	const char *help;    // one sentence, no full stop
	enum right right;    // needed by the person; RIGHT_COUNT: anybody who is a user
	bool no_session;     // works without a database: init, workdays ...
	bool no_screen;      // not offered in the palette: init, restore ...
	// 0, an exit code above 0 for a finding (ERROR_FOUND), or -1 with the error set. Called with the
	// session open (unless no_session) and the right checked.
	int (*run)(struct run *run);
};

// The table, in alphabetical order of names; ends with a row whose name is NULL.
extern const struct command commands[];

// The row of a name; NULL where there is none.
const struct command *command_find(const char *name);

// Finds the command of argv[0], opens a session where it needs one and run->session is NULL, checks its
// right and runs it. Returns the exit code: 0, 1, or the kind of the error, whose message is then
// error_message().
int command_run(struct run *run);

// Splits a line of the palette into words as a shell does for quotes: 'a b', "a b", a\ b. Returns how many,
// or -1 where a quote is open. words and their array are yours: command_words_free().
int command_split(const char *line, char ***words);
void command_words_free(char **words);

// Writes the list of commands and global options, or the help of one command, to a stream.
void command_help(FILE *out);
void command_help_one(FILE *out, const struct command *command);

// Options of one command: read by options_read() below.
enum option_type {
	OPTION_FLAG, // no argument
	OPTION_TEXT,
	OPTION_LIST,   // may be given several times: joined by commas
	OPTION_NUMBER, // a whole number of 0 or more
	OPTION_DATE,
	OPTION_RANGE, // two words: the first day and the last
};

struct option_spec {
	const char *name; // "--per-team"; or "-o"
	enum option_type type;
	// bool *, const char **, char ** (a list: yours), long *, date *, struct date_range *: left alone where the
	// option is not given
	void *value;
};

// Reads options out of run->argv (they may stand anywhere; `--` ends them; --name=value works
// for one value) and leaves
// the other arguments, in order, in run->argv with run->argc their number. specs ends with a NULL name.
// -1 (usage, 2) for an unknown option, a missing or bad argument.
int options_read(struct run *run, const struct option_spec *specs);

// -1 (usage) with the command's own line of help unless min <= run->argc <= max.
int arguments_count(const struct run *run, const char *command, int min, int max);

// -1 (usage) where a command that writes a file to `path` would write it to standard output (path NULL or "-")
// from within the screens, which have the terminal.
int command_needs_file(const struct run *run, const char *path);

// A usage error that shows the command's line of help.
int command_usage(const char *command, const char *what);
