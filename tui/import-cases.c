// SPDX-License-Identifier: MIT
// Cases from a file: what is new, changed and gone is shown, and kept only when somebody says yes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/import.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/import-cases.h"
#include "tui/list.h"
#include "tui/pager.h"
#include "tui/prompt.h"
#include "tui/words.h"

struct importing {
	char *path;
	bool close_gone;
	struct import_count count;
	struct case_changes changes;
	struct problems problems; // where there are some, nothing else is shown
	struct list list;
};

struct asking {
	const char *path;
	bool close_gone;
};

// A line of the list: a problem, a case, or how many more there are.
struct line {
	const char *kind, *name, *text; // borrowed, but for words
	char *words;                    // "and 300 more"; NULL
	enum theme_role role;
};

static const char *const kinds[CASE_CHANGES] = {"new", "changed", "gone"};

static const struct list_column case_columns[] = {
	{"", 8, 0, 0, false},
	{"Case", 12, 1, 0, false},
	{"What", 20, 4, 0, false},
};

static const struct list_column problem_columns[] = {
	{"Line", 6, 0, 0, true},
	{"Column", 12, 1, 0, false},
	{"What is wrong", 24, 6, 0, false},
};

static int lines_of(const struct case_changes *changes, int change)
{
	return (int)changes->listed[change] +
	       (changes->count[change] > changes->listed[change]);
}

static int line_count(const struct importing *importing)
{
	int count = 0;

	if (importing->problems.count)
		return importing->problems.count < PROBLEM_LIMIT
			       ? (int)importing->problems.count
			       : PROBLEM_LIMIT;
	for (int change = 0; change < CASE_CHANGES; change++)
		count += lines_of(&importing->changes, change);
	return count;
}

// New ones first, then the changed, then the gone.
static struct line case_line(const struct importing *importing, int index)
{
	static const enum case_change order[] = {CASE_NEW, CASE_CHANGED, CASE_GONE};
	const struct case_changes *changes = &importing->changes;
	enum case_change change;
	size_t at = 0;

	while (index >= lines_of(changes, order[at]))
		index -= lines_of(changes, order[at++]);
	change = order[at];
	if ((size_t)index == changes->listed[change])
		return (struct line){.kind = kinds[change],
			.words = xasprintf("and %zu more that are not listed",
				changes->count[change] - changes->listed[change]),
			.role = THEME_MUTED};
	return (struct line){.kind = kinds[change],
		.name = changes->lines[change][index].ref,
		.text = changes->lines[change][index].what,
		.role = change == CASE_GONE && importing->close_gone ? THEME_OVERDUE
								     : THEME_TEXT};
}

static void add_case(struct list *list, int index)
{
	struct line line = case_line(list->screen->state, index);
	const struct list_cell cells[LENGTH(case_columns)] = {{line.kind, line.role},
		{line.name, line.role}, {line.words ? line.words : line.text, line.role}};

	list_add(list, index, index, NULL, cells);
	free(line.words);
}

// A message is FILE:LINE: COLUMN: what, the line and the column left out where there are none.
static const char *problem_parts(
	const struct importing *importing, int index, char *number, char *column, size_t size)
{
	const char *text = importing->problems.messages[index];
	size_t skip = strlen(importing->problems.file), length;

	*number = *column = '\0';
	if (strncmp(text, importing->problems.file, skip) != 0 || text[skip] != ':')
		return text;
	text += skip + 1;
	length = strspn(text, "0123456789");
	if (length && text[length] == ':') {
		snprintf(number, size, "%.*s", (int)length, text);
		text += length + 1;
	}
	text += strspn(text, " ");
	length = strcspn(text, " :");
	if (text[length] != ':' || text[length + 1] != ' ')
		return text;
	snprintf(column, size, "%.*s", (int)length, text);
	return text + length + 2;
}

static void add_problem(struct list *list, int index)
{
	char number[40], column[40];
	const char *what =
		problem_parts(list->screen->state, index, number, column, sizeof(column));
	const struct list_cell cells[LENGTH(problem_columns)] = {
		{number, THEME_TEXT}, {column, THEME_TEXT}, {what, THEME_ERROR}};

	list_add(list, index, index, NULL, cells);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct importing *importing = context;

	return list_fetch_indexed(list, from, forward, count, line_count(importing),
		importing->problems.count ? add_problem : add_case);
}

static const char *empty(void *context)
{
	return "The cases here are just as the file has them: there is nothing to import.";
}

static const struct list_source case_source = {
	case_columns, LENGTH(case_columns), fetch, empty};
static const struct list_source problem_source = {
	problem_columns, LENGTH(problem_columns), fetch, empty};

static void forget(struct importing *importing)
{
	list_finish(&importing->list);
	case_changes_finish(&importing->changes);
	problem_finish(&importing->problems);
}

// Goes the whole way through the file, and keeps nothing of it. Errors of the file are no failure here.
static int read_file(struct screen *screen)
{
	struct importing *importing = screen->state;
	struct import_request request = {.kind = "cases",
		.path = importing->path,
		.dry_run = true,
		.close_gone = importing->close_gone,
		.changes = &importing->changes};
	int result;

	forget(importing);
	problem_init(&importing->problems, importing->path);
	result = import_run(screen->session, &request, &importing->problems, &importing->count);
	list_init(&importing->list, screen,
		importing->problems.count ? &problem_source : &case_source, importing);
	view_focus(screen, &importing->list, list_keys);
	if (result && !importing->problems.count)
		return -1;
	return list_reload(&importing->list);
}

static int open_importing(struct screen *screen, const void *argument)
{
	struct importing *importing = screen->state;
	const struct asking *asking = argument;

	importing->path = xstrdup(asking->path);
	importing->close_gone = asking->close_gone;
	problem_init(&importing->problems, importing->path);
	if (!read_file(screen))
		return 0;
	forget(importing);
	free(importing->path);
	return -1;
}

static void close_importing(struct screen *screen)
{
	struct importing *importing = screen->state;

	forget(importing);
	free(importing->path);
}

// What importing it would do. Yours.
static char *sum_words(const struct importing *importing)
{
	const struct case_changes *changes = &importing->changes;
	char wrong[40];

	words_count((int64_t)importing->problems.count, "problem", wrong, sizeof(wrong));
	if (importing->problems.count)
		return xasprintf(
			"%s: %s, nothing can be imported. Correct the file, then r reads "
			"it again.",
			importing->path, wrong);
	return xasprintf(
		"%s: %zu new, %zu changed, %zu unchanged, %zu gone. Nothing is imported "
		"yet.",
		importing->path, changes->count[CASE_NEW], changes->count[CASE_CHANGED],
		importing->count.unchanged, changes->count[CASE_GONE]);
}

static const char *gone_words(const struct importing *importing)
{
	if (importing->problems.count > PROBLEM_LIMIT)
		return "The first 50 are shown.";
	if (importing->problems.count || !importing->changes.count[CASE_GONE])
		return "";
	return importing->close_gone ? "[x] close the gone: open here, not in the file (c)"
				     : "[ ] close the gone: open here, not in the file (c)";
}

static void paint(struct screen *screen)
{
	struct importing *importing = screen->state;
	struct rect place = screen->body;
	char *sum = sum_words(importing);
	int rows = paint_wrapped((struct rect){place.row, place.col + 1, 4, place.cols - 2},
		importing->problems.count ? THEME_ERROR : THEME_HEADING, sum);

	free(sum);
	paint_text(place.row + rows, place.col + 1, place.cols - 2,
		importing->close_gone ? THEME_OVERDUE : THEME_TEXT, gone_words(importing));
	rows += 2;
	list_paint(&importing->list,
		(struct rect){place.row + rows, place.col, place.rows - rows, place.cols});
}

// What a narrow column cuts.
static void status(struct screen *screen, char *text, size_t size)
{
	struct importing *importing = screen->state;
	const struct list_row *row = list_focus(&importing->list);
	char number[40], column[40];
	struct line line;

	if (!row)
		return;
	if (importing->problems.count) {
		snprintf(text, size, "%s",
			problem_parts(
				importing, (int)row->number, number, column, sizeof(column)));
		return;
	}
	line = case_line(importing, (int)row->number);
	snprintf(text, size, "%s", line.words ? line.words : line.text);
	free(line.words);
}

static int fill_row(struct pager *pager, const void *context)
{
	const struct importing *importing = context;
	int index = (int)list_focus(&importing->list)->number;
	struct line line;

	if (importing->problems.count) {
		pager_add(pager, THEME_ERROR, 0, importing->problems.messages[index]);
		return 0;
	}
	line = case_line(importing, index);
	if (line.words)
		pager_format(pager, THEME_TEXT, 0, "%s: %s", line.kind, line.words);
	else {
		pager_format(pager, THEME_HEADING, 0, "%s, %s", line.name, line.kind);
		pager_add(pager, THEME_TEXT, 0, line.text);
	}
	free(line.words);
	return 0;
}

static int open_row(struct screen *screen)
{
	struct importing *importing = screen->state;

	if (!list_focus(&importing->list))
		return fail(ERROR_MISSING, "There is nothing here");
	return pager_open(screen->session,
		&(struct pager_content){
			.title = "In the file", .fill = fill_row, .context = importing});
}

static int toggle_gone(struct screen *screen)
{
	struct importing *importing = screen->state;
	int result;

	importing->close_gone = !importing->close_gone;
	result = read_file(screen);
	if (result)
		importing->close_gone = !importing->close_gone;
	view_stale(screen);
	return result;
}

static int read_again(struct screen *screen)
{
	view_stale(screen);
	return read_file(screen);
}

static bool anything(const struct importing *importing)
{
	const struct case_changes *changes = &importing->changes;

	return changes->count[CASE_NEW] || changes->count[CASE_CHANGED] ||
	       (importing->close_gone && changes->count[CASE_GONE]);
}

static int keep_it(struct screen *screen)
{
	struct importing *importing = screen->state;
	struct import_request request = {.kind = "cases",
		.path = importing->path,
		.close_gone = importing->close_gone,
		.expected = importing->changes.digest};
	struct import_count count;
	struct problems problems;
	int result;

	problem_init(&problems, importing->path);
	result = import_run(screen->session, &request, &problems, &count);
	if (result && problems.count)
		fail(ERROR_DATA, "the file has errors now: r reads it again");
	problem_finish(&problems);
	if (result)
		return -1;
	view_say("Imported: %zu new, %zu changed, %zu closed", count.added, count.changed,
		count.closed);
	view_close(screen);
	return 0;
}

static int import(struct screen *screen)
{
	struct importing *importing = screen->state;
	const struct case_changes *changes = &importing->changes;
	char *question;
	bool yes;

	if (importing->problems.count)
		return fail(ERROR_DATA, "Nothing can be imported: correct the file, then r");
	if (!anything(importing))
		return fail(ERROR_DATA, "There is nothing to import%s",
			changes->count[CASE_GONE] ? ": c closes those that are gone" : "");
	question = xasprintf("%zu new, %zu changed, %zu gone%s.", changes->count[CASE_NEW],
		changes->count[CASE_CHANGED], changes->count[CASE_GONE],
		!changes->count[CASE_GONE] ? ""
		: importing->close_gone    ? " and closed"
					   : " and left open");
	yes = prompt_word(question, "yes");
	free(question);
	return yes ? keep_it(screen) : fail(ERROR_NONE, "Nothing was imported");
}

static const struct key keys[] = {
	{{'i'}, "import", "Keeps what is shown, having asked for a typed yes", import,
		NEEDS(RIGHT_IMPORT)},
	{{'c'}, "close gone", "Whether cases that are open here and not in the file are closed",
		toggle_gone, NEEDS(RIGHT_IMPORT)},
	{{K_ENTER}, "whole", "The line in focus, whole", open_row},
	{{'r'}, "read again", "Reads the file again", read_again, NEEDS(RIGHT_IMPORT)},
	{{0}},
};

int import_cases_open(struct session *session, const char *path, bool close_gone)
{
	static const struct view view = {
		.name = "import",
		.title = "Import of cases",
		.help = "What the file would do to the cases here: those that are new, those "
			"that "
			"are changed and how, and those that are open here and not in the "
			"file. "
			"Nothing is kept before i and a typed yes; if the file or the cases "
			"change "
			"before that, nothing is kept either.",
		.size = sizeof(struct importing),
		.keys = keys,
		.open = open_importing,
		.close = close_importing,
		.paint = paint,
		.status = status,
	};

	if (require(session, RIGHT_IMPORT, NULL))
		return -1;
	return view_open(session, &view, &(struct asking){path, close_gone});
}

int import_cases_words(struct session *session, char *const *words, int count)
{
	const char *path = NULL;
	bool close_gone = false;

	if (count < 3 || strcmp(words[0], "import") != 0 || strcmp(words[1], "cases") != 0)
		return 0;
	for (int i = 2; i < count; i++) {
		if (strcmp(words[i], "--close-gone") == 0)
			close_gone = true;
		else if (words[i][0] == '-' || path)
			return 0;
		else
			path = words[i];
	}
	if (!path)
		return 0;
	return import_cases_open(session, path, close_gone) ? -1 : 1;
}
