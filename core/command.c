// SPDX-License-Identifier: MIT
// The commands: their table, dispatch, help, and the reading of their options.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/command.h"
#include "core/command/all.h"
#include "db/error.h"
#include "db/mem.h"

const struct command *command_find(const char *name)
{
	for (const struct command *command = commands; command->name; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}

static int run_with_session(struct run *run, const struct command *command)
{
	if (command->right != RIGHT_COUNT && require(run->session, command->right, NULL))
		return -1;
	return command->run(run);
}

static int dispatch(struct run *run, const struct command *command)
{
	int result;

	if (command->no_session || run->session)
		return command->no_session ? command->run(run) : run_with_session(run, command);
	run->session = session_open(run->asked);
	if (!run->session)
		return -1;
	result = run_with_session(run, command);
	session_close(run->session);
	run->session = NULL;
	return result;
}

// Wherever it stands: whoever asks for help does not know the order.
static bool asks_for_help(const struct run *run)
{
	for (int i = 0; i < run->argc && strcmp(run->argv[i], "--") != 0; i++)
		if (strcmp(run->argv[i], "--help") == 0)
			return true;
	return false;
}

// The result, unless the output cannot be written. A reader who has seen enough (list | head) needs no message.
static int written(FILE *out, int result)
{
	if (!fflush(out) && !ferror(out))
		return result;
	if (errno == EPIPE)
		return fail(ERROR_IO, "%s", "");
	return fail(ERROR_IO, "cannot write what was asked: %s", strerror(errno));
}

// The first argument names the command; the rest are its own.
int command_run(struct run *run)
{
	const struct command *command = command_find(run->argv[0]);
	int result;

	if (!command) {
		fail(ERROR_USAGE, "there is no command %s: see 'caseaudit --help'",
			run->argv[0]);
		return ERROR_USAGE;
	}
	run->argv++;
	run->argc--;
	if (asks_for_help(run)) {
		command_help_one(run->out, command);
		return 0;
	}
	result = dispatch(run, command);
	if (result >= 0)
		result = written(run->out, result);
	return result < 0 ? (int)error_kind() : result;
}

// One line for each form that the arguments can have.
int command_needs_file(const struct run *run, const char *path)
{
	if (run->out == stdout || (path && strcmp(path, "-") != 0))
		return 0;
	return fail(ERROR_USAGE, "the screens have the terminal: name a file with -o FILE");
}

void command_help_one(FILE *out, const struct command *command)
{
	const char *form = command->args, *before = "usage: ";

	do {
		size_t length = strcspn(form, "\n");

		fprintf(out, "%scaseaudit %s%s%.*s\n", before, command->name, length ? " " : "",
			(int)length, form);
		form += length + (form[length] == '\n');
		before = "       ";
	} while (*form);
	fprintf(out, "%s.\n", command->help);
}

void command_help(FILE *out)
{
	fputs("usage: caseaudit [--db FILE] [--as LOGIN] [--today DATE] [COMMAND ...]\n"
	      "Audits the quality of children's casework. Without a command it opens the "
	      "screens.\n\n"
	      "  --db FILE     the database (else $CASEAUDIT_DB, else the one in your data "
	      "folder)\n"
	      "  --as LOGIN    act as somebody else: practice databases only\n"
	      "  --today DATE  set the date: practice databases only\n"
	      "  --version     print the version\n"
	      "  --help        print this; after a command, that command's help\n\n",
		out);
	for (const struct command *command = commands; command->name; command++)
		fprintf(out, "  %-12s %s\n", command->name, command->help);
}

int command_usage(const char *name, const char *what)
{
	const struct command *command = command_find(name);
	const char *args = command ? command->args : "";

	if (strchr(args, '\n'))
		return fail(ERROR_USAGE, "%s: see 'caseaudit help %s'", what, name);
	return fail(ERROR_USAGE, "%s: usage: caseaudit %s %s", what, name, args);
}

int arguments_count(const struct run *run, const char *command, int min, int max)
{
	if (run->argc < min)
		return command_usage(command, "something is missing");
	if (run->argc > max)
		return command_usage(command, run->argv[max]);
	return 0;
}

static const struct option_spec *spec_find(
	const struct option_spec *specs, const char *arg, size_t length)
{
	for (; specs->name; specs++)
		if (strlen(specs->name) == length && strncmp(specs->name, arg, length) == 0)
			return specs;
	return NULL;
}

static int number_read(const char *name, const char *text, long *value)
{
	char *end;

	errno = 0;
	*value = strtol(text, &end, 10);
	if (!*text || *end || errno || *value < 0)
		return fail(ERROR_USAGE, "%s %s: a whole number is needed", name, text);
	return 0;
}

static int date_read(const char *name, const char *text, date *value)
{
	if (date_parse(text, DATE_ISO, value))
		return fail(ERROR_USAGE, "%s %s: a date like 2026-10-12 is needed", name, text);
	return 0;
}

static void list_add(char **list, const char *text)
{
	char *longer = *list ? xasprintf("%s,%s", *list, text) : xstrdup(text);

	free(*list);
	*list = longer;
}

static int option_set(const struct option_spec *spec, const char *text)
{
	switch (spec->type) {
	case OPTION_FLAG: *(bool *)spec->value = true; return 0;
	case OPTION_TEXT: *(const char **)spec->value = text; return 0;
	case OPTION_LIST: list_add(spec->value, text); return 0;
	case OPTION_NUMBER: return number_read(spec->name, text, spec->value);
	case OPTION_DATE: return date_read(spec->name, text, spec->value);
	case OPTION_RANGE: break; // option_range() has read it
	}
	return 0;
}

// The two words behind argv[*at].
static int option_range(struct run *run, const struct option_spec *spec, int *at)
{
	struct date_range *range = spec->value;

	if (*at + 2 >= run->argc)
		return fail(ERROR_USAGE, "%s needs two dates: write the first day and the last",
			spec->name);
	*at += 2;
	return date_read(spec->name, run->argv[*at - 1], &range->first) ||
			       date_read(spec->name, run->argv[*at], &range->last)
		       ? -1
		       : 0;
}

// Reads the option at argv[*at], and moves *at to its last word.
static int option_read(struct run *run, const struct option_spec *specs, int *at)
{
	const char *arg = run->argv[*at], *equals = arg[1] == '-' ? strchr(arg, '=') : NULL;
	const struct option_spec *spec =
		spec_find(specs, arg, equals ? (size_t)(equals - arg) : strlen(arg));

	if (!spec)
		return fail(ERROR_USAGE,
			"there is no option %s here: --help after the command lists them", arg);
	if (spec->type == OPTION_FLAG && equals)
		return fail(ERROR_USAGE, "%s takes no value: write it alone", spec->name);
	if (spec->type == OPTION_FLAG)
		return option_set(spec, NULL);
	if (spec->type == OPTION_RANGE && equals)
		return fail(ERROR_USAGE,
			"%s takes two dates: write them behind it, with spaces between",
			spec->name);
	if (spec->type == OPTION_RANGE)
		return option_range(run, spec, at);
	if (equals)
		return option_set(spec, equals + 1);
	if (*at + 1 >= run->argc)
		return fail(ERROR_USAGE, "%s needs a value: write it behind", arg);
	return option_set(spec, run->argv[++*at]);
}

int options_read(struct run *run, const struct option_spec *specs)
{
	int kept = 0;
	bool ended = false;

	for (int i = 0; i < run->argc; i++) {
		char *arg = run->argv[i];

		if (ended || arg[0] != '-' || !arg[1])
			run->argv[kept++] = arg;
		else if (strcmp(arg, "--") == 0)
			ended = true;
		else if (option_read(run, specs, &i))
			return -1;
	}
	run->argc = kept;
	run->argv[kept] = NULL;
	return 0;
}

// Copies one word to the end of `word` and returns where it stopped; NULL where a quote is open.
static const char *word_read(const char *line, char *word)
{
	char quote = '\0';

	for (; *line && (quote || !strchr(" \t", *line)); line++) {
		if (*line == quote)
			quote = '\0';
		else if (!quote && (*line == '\'' || *line == '"'))
			quote = *line;
		else if (*line == '\\' && quote != '\'' && line[1])
			*word++ = *++line;
		else
			*word++ = *line;
	}
	*word = '\0';
	return quote ? NULL : line;
}

int command_split(const char *line, char ***words)
{
	size_t count = 0, room = 0;

	*words = NULL;
	while (*(line += strspn(line, " \t"))) {
		char *word = xmalloc(strlen(line) + 1);

		*words = xgrow(*words, count + 1, &room, sizeof(**words));
		(*words)[count++] = word;
		(*words)[count] = NULL;
		line = word_read(line, word);
		if (!line) {
			command_words_free(*words);
			*words = NULL;
			return fail(ERROR_USAGE, "a quote is open: close it");
		}
	}
	return (int)count;
}

void command_words_free(char **words)
{
	for (char **word = words; words && *word; word++)
		free(*word);
	free(words);
}
