// SPDX-License-Identifier: MIT
// Screen tests as data: test/screen/NAME.keys says what is typed, NAME.ref what the screen then shows.
#include "test/base.h"
#include "test/test.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/mem.h"
#include "test/script.h"
#include "test/snapshot.h"
#include "test/table.h"
#include "test/words.h"

struct line {
	char *verb, *rest;
	int number;
};

struct script {
	char *path, *name;
	struct words sizes, terms;
	const char *settings[WORDS_MAX + 1];
	size_t setting_count;
	regex_t masks[WORDS_MAX];
	size_t mask_count;
	struct line *lines;
	size_t count, room;
	char *prepared; // the database as it was before the first start; NULL before the first run
	size_t prepared_length;
};

// A run of a script under way.
struct play {
	struct script *script;
	const struct fixture *fixture;
	struct snapshots *snapshots;
	struct screen *screen;
	const char *size, *term;
	size_t at; // the line
	int update;
};

static void add_mask(struct script *script, const char *pattern)
{
	assert_true(script->mask_count < WORDS_MAX);
	if (regcomp(&script->masks[script->mask_count++], pattern, REG_EXTENDED) != 0)
		fail_msg("%s: mask %s is no regular expression", script->path, pattern);
}

// Takes a line that is a setting; 0 where it is a step.
static int take_setting(struct script *script, const char *verb, const char *rest)
{
	if (strcmp(verb, "size") == 0)
		words_split(&script->sizes, rest);
	else if (strcmp(verb, "term") == 0)
		words_split(&script->terms, rest);
	else if (strcmp(verb, "mask") == 0)
		add_mask(script, rest);
	else if (strcmp(verb, "set") == 0) {
		assert_true(script->setting_count < WORDS_MAX);
		script->settings[script->setting_count++] = xstrdup(rest);
	} else
		return 0;
	return 1;
}

static void take_line(struct script *script, char *text, int number)
{
	char *rest = text + strcspn(text, " ");

	if (*rest)
		*rest++ = '\0';
	if (take_setting(script, text, rest))
		return;
	script->lines =
		xgrow(script->lines, script->count, &script->room, sizeof(*script->lines));
	script->lines[script->count++] = (struct line){xstrdup(text), xstrdup(rest), number};
}

// Puts the lines of a file, up to the dot, behind the name of its step: "NAME\nline\nline\n".
static void take_file(struct line *step, char **text, int *number)
{
	char *line;

	while ((line = strsep(text, "\n")) && strcmp(line, ".") != 0) {
		char *longer = xasprintf("%s\n%s", step->rest, line);

		free(step->rest);
		step->rest = longer;
		++*number;
	}
	++*number;
}

static char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	return xstrndup(name, strcspn(name, "."));
}

struct script *script_read(const char *path)
{
	struct script *script = xcalloc(1, sizeof(*script));
	char *text = fixture_read(path, NULL), *rest = text, *line;
	int number = 0;

	script->path = xstrdup(path);
	script->name = base_name(path);
	words_split(&script->sizes, "80x24");
	words_split(&script->terms, "xterm-256color");
	while ((line = strsep(&rest, "\n"))) {
		number++;
		if (line[0] == '\0' || line[0] == '#')
			continue;
		take_line(script, line, number);
		if (strcmp(line, "file") == 0)
			take_file(&script->lines[script->count - 1], &rest, &number);
	}
	free(text);
	return script;
}

void script_destroy(struct script *script)
{
	for (size_t i = 0; i < script->count; i++) {
		free(script->lines[i].verb);
		free(script->lines[i].rest);
	}
	for (size_t i = 0; i < script->mask_count; i++)
		regfree(&script->masks[i]);
	for (size_t i = 0; i < script->setting_count; i++)
		free((char *)script->settings[i]);
	free(script->lines);
	words_finish(&script->sizes);
	words_finish(&script->terms);
	free(script->path);
	free(script->prepared);
	free(script->name);
	free(script);
}

size_t script_runs(const struct script *script)
{
	return script->sizes.count * script->terms.count;
}

char *script_run_name(const struct script *script, size_t run)
{
	return xasprintf("%s %s %s", script->name,
		script->sizes.list[run % script->sizes.count],
		script->terms.list[run / script->sizes.count]);
}

static const char *where(const struct play *play)
{
	static char text[512];
	const struct line *line = &play->script->lines[play->at];

	snprintf(text, sizeof(text), "%s.keys:%d: %s %.80s", play->script->name, line->number,
		line->verb, line->rest);
	return text;
}

static void parse_size(const struct play *play, const char *text, int *rows, int *columns)
{
	if (sscanf(text, "%dx%d", columns, rows) != 2)
		fail_msg("%s: a size is COLUMNSxROWS", where(play));
}

static void do_database(struct play *play, const char *kind)
{
	if (strcmp(kind, "practice") == 0)
		fixture_must_run(play->fixture, "init", "--practice", NULL);
	else if (strcmp(kind, "demo") == 0)
		fixture_demo(play->fixture);
	else
		fail_msg("%s: no such kind of database", where(play));
}

static void do_file(struct play *play, const char *rest)
{
	size_t length = strcspn(rest, "\n");
	char *name = xstrndup(rest, length), *text = xasprintf("%s\n", rest + length);

	fixture_write(play->fixture, name, text + 1, strlen(text + 1));
	free(text);
	free(name);
}

static void do_run(struct play *play, const char *rest)
{
	struct words words = {0};
	struct run_setup setup = {words.list, NULL, play->script->settings};
	struct outcome outcome;

	words_split(&words, rest);
	outcome = fixture_run_as(play->fixture, &setup);
	if (outcome.code != 0)
		fail_msg("%s: exit %d: %s%s", where(play), outcome.code, outcome.out,
			outcome.err);
	outcome_finish(&outcome);
	words_finish(&words);
}

static void do_sql(struct play *play, const char *rest)
{
	base_tamper(&(struct base){.path = play->fixture->database}, rest);
}

static void start(
	struct play *play, const struct fixture *fixture, const char *const *arguments)
{
	struct screen_setup setup = {.term = play->term, .settings = play->script->settings};

	if (play->screen)
		screen_end(play->screen);
	parse_size(play, play->size, &setup.rows, &setup.columns);
	play->screen = screen_start(fixture, &setup, arguments);
}

static void do_start(struct play *play, const char *rest)
{
	struct words words = {0};

	words_split(&words, rest);
	start(play, play->fixture, words.list);
	words_finish(&words);
}

// A shell that takes its user for another one gives up its rights.
static void do_shell(struct play *play, const char *rest)
{
	struct fixture as_ourselves = *play->fixture;

	as_ourselves.as_nobody = 0;
	start(play, &as_ourselves, (const char *[]){"/bin/sh", "-c", rest, NULL});
}

static void do_type(struct play *play, const char *rest)
{
	char *text = xstrdup(rest);

	table_unescape(text);
	screen_type(play->screen, text);
	free(text);
}

static void do_paste(struct play *play, const char *rest)
{
	char *text = xstrdup(rest);

	table_unescape(text);
	screen_paste(play->screen, text);
	free(text);
}

static void do_key(struct play *play, const char *rest)
{
	struct words words = {0};

	words_split(&words, rest);
	for (size_t i = 0; i < words.count; i++)
		screen_key(play->screen, words.list[i]);
	words_finish(&words);
}

static void do_resize(struct play *play, const char *rest)
{
	int rows, columns;

	parse_size(play, rest, &rows, &columns);
	screen_resize(play->screen, rows, columns);
}

static void do_wait(struct play *play, const char *rest)
{
	screen_wait(play->screen, rest);
}

static void do_gone(struct play *play, const char *rest)
{
	screen_wait_gone(play->screen, rest);
}

struct expected {
	const struct script *script;
	const char *text;
	int with_looks;
};

static char *take_snapshot(const struct play *play, int with_looks)
{
	return snapshot_of(
		play->screen, with_looks, play->script->masks, play->script->mask_count);
}

static int is_expected(struct screen *screen, const void *data)
{
	const struct expected *expected = data;
	char *text = snapshot_of(screen, expected->with_looks, expected->script->masks,
		expected->script->mask_count);
	int same = strcmp(text, expected->text) == 0;

	free(text);
	return same;
}

static void compare(struct play *play, const char *name, int with_looks)
{
	char *label = xasprintf("%s %s %s", name, play->size, play->term), *text;
	struct expected expected = {play->script, NULL, with_looks};

	if (play->update) {
		screen_settle(play->screen, 300);
		text = take_snapshot(play, with_looks);
		snapshots_set(play->snapshots, label, text);
		free(text);
	} else {
		expected.text = snapshots_get(play->snapshots, label);
		if (!expected.text)
			fail_msg("%s: no section \"%s\" in the .ref file", where(play), label);
		text = xasprintf("section \"%s\" of %s.ref:\n%s", label, play->script->name,
			expected.text);
		screen_wait_for(play->screen, is_expected, &expected, text);
		free(text);
	}
	free(label);
}

static void do_snap(struct play *play, const char *rest)
{
	compare(play, rest, 0);
}

static void do_look(struct play *play, const char *rest)
{
	compare(play, rest, 1);
}

static void do_exit(struct play *play, const char *rest)
{
	int code = screen_wait_exit(play->screen);

	if (code != (int)strtol(rest, NULL, 10))
		fail_msg("%s: the exit code was %d:\n%s", where(play), code,
			screen_text(play->screen));
}

static void do_holds(struct play *play, const char *rest)
{
	size_t length = strcspn(rest, " ");
	char *name = xstrndup(rest, length), *path = fixture_path(play->fixture, name);
	char *text = fixture_read(path, NULL);

	if (!strstr(text, rest + length + (rest[length] == ' ')))
		fail_msg("%s: it holds:\n%s", where(play), text);
	free(text);
	free(path);
	free(name);
}

static const struct {
	const char *verb;
	void (*act)(struct play *play, const char *rest);
	int in_terminal; // needs a program that was started
} verbs[] = {
	{"database", do_database, 0},
	{"file", do_file, 0},
	{"run", do_run, 0},
	{"sql", do_sql, 0},
	{"holds", do_holds, 0},
	{"start", do_start, 0},
	{"shell", do_shell, 0},
	{"type", do_type, 1},
	{"key", do_key, 1},
	{"paste", do_paste, 1},
	{"resize", do_resize, 1},
	{"wait", do_wait, 1},
	{"gone", do_gone, 1},
	{"snap", do_snap, 1},
	{"look", do_look, 1},
	{"exit", do_exit, 1},
};

static void do_line(struct play *play)
{
	const struct line *line = &play->script->lines[play->at];

	for (size_t i = 0; i < LENGTH(verbs); i++) {
		if (strcmp(verbs[i].verb, line->verb) != 0)
			continue;
		if (verbs[i].in_terminal && !play->screen)
			fail_msg("%s: nothing is started yet", where(play));
		screen_says_where(where(play));
		verbs[i].act(play, line->rest);
		return;
	}
	fail_msg("%s: there is no such verb", where(play));
}

// Keeps the database when the first run comes to the first start.
static void keep_prepared(const struct play *play)
{
	struct script *script = play->script;

	if (!script->prepared && access(play->fixture->database, F_OK) == 0)
		script->prepared =
			fixture_read(play->fixture->database, &script->prepared_length);
}

// Whether the line is one of the first steps and an earlier run has done it: only files are made again.
static int is_prepared(struct play *play)
{
	struct script *script = play->script;
	const char *verb = script->lines[play->at].verb;

	if (play->screen)
		return 0;
	if (strcmp(verb, "start") == 0 || strcmp(verb, "shell") == 0) {
		keep_prepared(play);
		return 0;
	}
	if (!script->prepared || strcmp(verb, "file") == 0)
		return 0;
	fixture_write(play->fixture, "caseaudit.db", script->prepared, script->prepared_length);
	return 1;
}

void script_run(struct script *script, size_t run, const struct fixture *fixture, int update)
{
	char *ref = xasprintf(
		"%.*s.ref", (int)(strlen(script->path) - strlen(".keys")), script->path);
	struct play play = {.script = script,
		.fixture = fixture,
		.snapshots = snapshots_read(ref),
		.size = script->sizes.list[run % script->sizes.count],
		.term = script->terms.list[run / script->sizes.count],
		.update = update};

	for (; play.at < script->count; play.at++) {
		if (!is_prepared(&play))
			do_line(&play);
	}
	if (update)
		snapshots_write(play.snapshots);
	if (play.screen)
		screen_end(play.screen);
	snapshots_destroy(play.snapshots);
	free(ref);
}
