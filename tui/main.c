// SPDX-License-Identifier: MIT
// The program: a command from the arguments, else the screens.
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/command.h"
#include "core/progress.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/screens.h"
#include "tui/tui.h"

static int complain(int code)
{
	if (*error_message())
		fprintf(stderr, "caseaudit: %s\n", error_message());
	return code;
}

// The place for the value of a global option, given as --name or --name=value; NULL where arg is none.
static const char **global_find(
	struct session_options *options, const char *arg, const char **value)
{
	const struct {
		const char *name;
		const char **value;
	} globals[] = {
		{"--db", &options->db},
		{"--as", &options->as},
		{"--today", &options->today},
	};

	for (size_t i = 0; i < LENGTH(globals); i++) {
		size_t length = strlen(globals[i].name);

		if (strncmp(arg, globals[i].name, length) != 0 || !strchr("=", arg[length]))
			continue;
		*value = arg[length] ? arg + length + 1 : NULL;
		return globals[i].value;
	}
	return NULL;
}

// Takes the global options out of the arguments, before or after the command, up to `--`.
static int globals_read(int *argc, char **argv, struct session_options *options)
{
	int kept = 1, i = 1;

	for (; i < *argc && strcmp(argv[i], "--") != 0; i++) {
		const char *value, **place = global_find(options, argv[i], &value);

		if (!place) {
			argv[kept++] = argv[i];
			continue;
		}
		if (!value && i + 1 >= *argc)
			return fail(ERROR_USAGE, "%s needs a value: see 'caseaudit --help'",
				argv[i]);
		*place = value ? value : argv[++i];
	}
	while (i < *argc)
		argv[kept++] = argv[i++];
	*argc = kept;
	argv[kept] = NULL;
	return 0;
}

static int run_command(int argc, char **argv, const struct session_options *options)
{
	struct run run = {
		.asked = options,
		.in = stdin,
		.out = stdout,
		.err = stderr,
		.argc = argc - 1,
		.argv = argv + 1,
	};
	int code;

	if (argv[1][0] == '-') {
		fail(ERROR_USAGE, "there is no option %s: see 'caseaudit --help'", argv[1]);
		return complain(ERROR_USAGE);
	}
	progress_watch(stderr);
	code = command_run(&run);
	progress_end();
	if (code > ERROR_FOUND)
		complain(code);
	progress_pass_on();
	return code;
}

static int run_screens(const struct session_options *options)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		fail(ERROR_USAGE,
			"the screens need a terminal: name a command, see 'caseaudit --help'");
		return complain(ERROR_USAGE);
	}
	struct session *session = session_open(options);
	if (!session)
		return complain((int)error_kind());
	int result = screens_run(session);
	session_close(session);
	tui_pass_on();
	return result ? complain((int)error_kind()) : 0;
}

int main(int argc, char **argv)
{
	struct session_options options = {0};

	setlocale(LC_CTYPE, ""); // no more of it: numbers in files have a point everywhere
	// A reader that goes away (export | head) is an error of writing, not a sudden death.
	signal(SIGPIPE, SIG_IGN);
	if (globals_read(&argc, argv, &options))
		return complain(ERROR_USAGE);
	if (argc == 1)
		return run_screens(&options);
	if (strcmp(argv[1], "--version") == 0) {
		puts("caseaudit " VERSION);
		return 0;
	}
	if (strcmp(argv[1], "--help") == 0) {
		command_help(stdout);
		return 0;
	}
	return run_command(argc, argv, &options);
}
