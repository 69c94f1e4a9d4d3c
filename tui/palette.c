// SPDX-License-Identifier: MIT
// The palette: one line, completed from the tables of keys, screens and commands.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/command.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/pager.h"
#include "tui/palette.h"
#include "tui/prompt.h"

enum { OUTPUT_MOST = 1 << 20 }; // bytes of a command's output that are shown

static const struct palette_place *places;
static palette_words *own_screen;

void palette_places(const struct palette_place *table)
{
	places = table;
}

void palette_screens(palette_words *open)
{
	own_screen = open;
}

// What completes a line, gathered while the tables are walked.
struct gathering {
	const char *text;
	struct choice *matches;
	size_t count, max;
};

static void gather(struct gathering *gathering, const char *name, const char *help)
{
	for (size_t i = 0; i < gathering->count; i++)
		if (strcmp(gathering->matches[i].name, name) == 0)
			return; // the screen's own act goes before a command of its name
	if (gathering->count < gathering->max &&
		strncmp(name, gathering->text, strlen(gathering->text)) == 0)
		gathering->matches[gathering->count++] =
			(struct choice){name, help, 0, THEME_TEXT};
}

static bool needs_met(const struct session *session, int needs)
{
	return needs == 0 || may(session, (enum right)(needs - 1), NULL);
}

static bool offered(const struct session *session, const struct command *command)
{
	return !command->no_screen &&
	       (command->right == RIGHT_COUNT || may(session, command->right, NULL));
}

static void gather_keys(struct gathering *gathering, const struct key *rows)
{
	for (; rows != NULL && rows->name != NULL; rows++)
		if (!rows->quiet || gathering->text[0] != '\0')
			gather(gathering, rows->name, rows->help);
}

// Offers the words of a list (split by spaces) that could end the line. `from` is where the line's last
// word begins.
static void gather_words(struct gathering *gathering, size_t from, const char *words)
{
	static char *lines[16]; // what the matches point at, until the next call

	while (words != NULL && *words != '\0' && gathering->count < LENGTH(lines)) {
		size_t length = strcspn(words, " ");
		char *line =
			xasprintf("%.*s%.*s", (int)from, gathering->text, (int)length, words);
		free(lines[gathering->count]);
		lines[gathering->count] = line;
		gather(gathering, line, NULL);
		words += length + strspn(words + length, " ");
	}
}

// What a command takes: its first word, or an option; else its line of help, to be read.
static void gather_arguments(struct gathering *gathering, const struct command *command)
{
	const char *text = gathering->text, *last = strrchr(text, ' ') + 1;
	bool first = strchr(text, ' ') == last - 1;

	gather_words(
		gathering, (size_t)(last - text), first ? command->words : command->options);
	if (gathering->count == 0)
		gather(gathering, text, command->args);
}

// The command whose name and a space the line begins with; NULL for none.
static const struct command *command_of(const struct session *session, const char *line)
{
	for (const struct command *command = commands; command->name != NULL; command++) {
		size_t length = strlen(command->name);
		if (strncmp(line, command->name, length) == 0 && line[length] == ' ' &&
			offered(session, command))
			return command;
	}
	return NULL;
}

static size_t complete(void *context, const char *text, struct choice *matches, size_t max)
{
	struct screen *screen = context;
	struct gathering gathering = {text, matches, 0, max};
	const struct command *begun = command_of(screen->session, text);

	if (begun != NULL) {
		gather_arguments(&gathering, begun);
		return gathering.count;
	}
	gather_keys(&gathering, screen->view->keys);
	for (const struct palette_place *place = places; place != NULL && place->name != NULL;
		place++)
		if (needs_met(screen->session, place->needs))
			gather(&gathering, place->name, place->help);
	for (const struct command *command = commands; command->name != NULL; command++)
		if (offered(screen->session, command))
			gather(&gathering, command->name, command->help);
	gather_keys(&gathering, screen->widget_keys);
	return gathering.count;
}

static const struct key *find_row(const struct screen *screen, const char *name)
{
	const struct key *tables[] = {screen->view->keys, screen->widget_keys, view_keys};

	for (size_t i = 0; i < LENGTH(tables); i++)
		for (const struct key *row = tables[i]; row != NULL && row->name != NULL; row++)
			if (strcmp(row->name, name) == 0)
				return row;
	return NULL;
}

static int fill_output(struct pager *pager, const void *context)
{
	pager_add_plain(pager, context);
	return 0;
}

// Shows what a command wrote: one line in the message line, more in a screen of its own.
static int show_output(struct session *session, const char *title, char *text)
{
	size_t length = strlen(text);

	while (length > 0 && text[length - 1] == '\n')
		text[--length] = '\0';
	if (strchr(text, '\n') != NULL)
		return pager_open(
			session, &(struct pager_content){title, NULL, fill_output, text});
	view_say("%s", length == 0 ? "Done" : text);
	return 0;
}

// What a command writes, kept up to a limit: an export of everything belongs into a file.
struct output {
	char *text;
	size_t length, room;
	bool cut;
};

static ssize_t take_output(void *cookie, const char *bytes, size_t count)
{
	struct output *output = cookie;
	size_t take =
		count < OUTPUT_MOST - output->length ? count : OUTPUT_MOST - output->length;

	output->cut |= take < count;
	if (output->length + take + 1 > output->room) {
		output->room = (output->length + take + 1) * 2;
		output->text = xreallocarray(output->text, output->room, 1);
	}
	memcpy(output->text + output->length, bytes, take);
	output->length += take;
	output->text[output->length] = '\0';
	return (ssize_t)count;
}

static int run_words(struct session *session, const char *line, char **words, int count)
{
	char **arguments =
		xcalloc((size_t)count + 1, sizeof(*arguments)); // options are taken out of it
	struct output output = {.text = xstrdup(""), .room = 1};
	struct session_options asked = {0};
	FILE *out = fopencookie(&output, "w", (cookie_io_functions_t){.write = take_output});
	FILE *in = fopen("/dev/null", "r");
	struct run run = {session, &asked, in, out, out, count, arguments};

	memcpy(arguments, words, (size_t)count * sizeof(*arguments));
	int result = command_run(&run);
	fclose(out);
	fclose(in);
	if (result > ERROR_FOUND)
		result = -1;
	else
		result = show_output(session, line, output.text);
	if (output.cut)
		view_refuse("Only the beginning is shown: %s -o FILE writes all of it", line);
	free(output.text);
	free(arguments);
	return result;
}

static int run_command(struct session *session, const char *line)
{
	char **words = NULL;
	int count = command_split(line, &words);

	if (count < 0)
		return -1;
	const struct command *command = count == 0 ? NULL : command_find(words[0]);
	int result = 0;
	if (count > 0 && command == NULL)
		result = fail(
			ERROR_USAGE, "No command \"%s\": Tab shows those there are", words[0]);
	else if (count > 0 && command->no_screen)
		result = fail(
			ERROR_USAGE, "\"%s\" is for the shell, not for the screens", words[0]);
	else if (count > 0)
		result = own_screen ? own_screen(session, words, count) : 0;
	if (result == 0 && command != NULL && !command->no_screen)
		result = run_words(session, line, words, count);
	command_words_free(words);
	return result < 0 ? -1 : 0;
}

static int run_line(struct screen *screen, const char *line)
{
	const struct key *row = find_row(screen, line);

	if (row != NULL) {
		view_do(screen, row); // has shown its own refusal
		return 0;
	}
	for (const struct palette_place *place = places; place != NULL && place->name != NULL;
		place++)
		if (strcmp(place->name, line) == 0) {
			if (place->needs != 0 &&
				require(screen->session, (enum right)(place->needs - 1),
					NULL) != 0)
				return -1;
			return place->open(screen->session);
		}
	return run_command(screen->session, line);
}

int palette_open(struct screen *screen)
{
	char *line = prompt_ask(
		&(struct question){.words = ":", .complete = complete, .context = screen});
	int result = line == NULL || line[0] == '\0' ? 0 : run_line(screen, line);

	free(line);
	return result;
}
