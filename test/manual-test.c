// SPDX-License-Identifier: MIT
// The manual page knows every command, word, option and exit code that the program knows.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/command.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/fixture.h"

#define ITEM "\n.It Ic "

static int read_manual(void **state)
{
	*state = fixture_read(TEST_DIR "/../tui/caseaudit.1", NULL);
	return 0;
}

static int free_manual(void **state)
{
	free(*state);
	return 0;
}

static bool is_item_of(const char *item, const char *name)
{
	const char *after = item + strlen(ITEM) + strlen(name);

	return strncmp(item + strlen(ITEM), name, strlen(name)) == 0 && strchr(" \n", *after);
}

// All that the page says of a command: its items, which stand together, up to the next command's or
// the next list's end. Yours; ends the test where there is none.
static char *part_of(const char *manual, const char *name)
{
	const char *first = strstr(manual, ITEM), *end;

	while (first && !is_item_of(first, name))
		first = strstr(first + 1, ITEM);
	if (!first)
		fail_msg("tui/caseaudit.1 lacks \".It Ic %s\"", name);
	for (end = first; end && is_item_of(end, name);)
		end = strstr(end + 1, ITEM);
	return end ? xstrndup(first, (size_t)(end - first)) : xstrdup(first);
}

static bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		if (strchr(" \n", at[-1]) && strchr(" \n,", at[length]))
			return true;
	return false;
}

// Each of a list of words split by blanks; options as mdoc writes them: --json is "Fl Fl json".
static void expect_each(const char *name, const char *part, const char *list)
{
	char *words = xstrdup(list ? list : ""), *rest = words, *word;

	while ((word = strsep(&rest, " "))) {
		char *shown = strncmp(word, "--", 2) == 0 ? xasprintf("Fl Fl %s", word + 2)
			      : *word == '-'              ? xasprintf("Fl %s", word + 1)
							  : xstrdup(word);

		if (*word && !has_word(part, shown))
			fail_msg("tui/caseaudit.1 says nothing of '%s' under '%s'", word, name);
		free(shown);
	}
	free(words);
}

static void every_command_is_in_the_manual(void **state)
{
	for (const struct command *command = commands; command->name; command++) {
		char *part = part_of(*state, command->name);

		expect_each(command->name, part, command->words);
		expect_each(command->name, part, command->options);
		free(part);
	}
}

static void every_exit_code_is_in_the_manual(void **state)
{
	static const enum error kinds[] = {ERROR_NONE, ERROR_FOUND, ERROR_USAGE, ERROR_DATA,
		ERROR_MISSING, ERROR_CREATE, ERROR_IO, ERROR_BUSY, ERROR_DENIED};
	const char *part = strstr(*state, ".Sh EXIT STATUS");

	assert_non_null(part);
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		char *item = xasprintf("\n.It %d\n", kinds[i]);

		if (!strstr(part, item))
			fail_msg("tui/caseaudit.1 lacks the exit code %d", kinds[i]);
		free(item);
	}
}

static void commands_stand_in_alphabetical_order(void **state)
{
	for (const struct command *command = commands + 1; command->name; command++)
		if (strcmp(command[-1].name, command->name) >= 0)
			fail_msg("%s stands behind %s", command->name, command[-1].name);
}

// What an option of a command is called stands in its line of help too.
static void help_shows_every_option(void **state)
{
	for (const struct command *command = commands; command->name; command++) {
		char *options = xstrdup(command->options ? command->options : "");
		char *rest = options, *option;

		while ((option = strsep(&rest, " ")))
			if (*option && !strstr(command->args, option))
				fail_msg("the help of %s lacks %s", command->name, option);
		free(options);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_is_in_the_manual),
		cmocka_unit_test(every_exit_code_is_in_the_manual),
		cmocka_unit_test(commands_stand_in_alphabetical_order),
		cmocka_unit_test(help_shows_every_option),
	};

	return cmocka_run_group_tests(tests, read_manual, free_manual);
}
