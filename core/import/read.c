// SPDX-License-Identifier: MIT
// The cells of a row at hand, checked: what is wrong is told with line and column.
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/import/import.h"
#include "core/post.h"
#include "core/text.h"
#include "db/mem.h"

int import_wrong(struct import *import, size_t column, const char *fmt, ...)
{
	va_list args;
	char *what = NULL;

	va_start(args, fmt);
	if (import->problems->count < PROBLEM_LIMIT)
		what = xvasprintf(fmt, args);
	va_end(args);
	problem_add(import->problems, sheet_line(import->sheet), import->columns[column].name,
		"%s", what ? what : "");
	free(what);
	return -1;
}

bool import_is_bad(const struct import *import)
{
	return import->problems->count != import->problems_before;
}

// What stands in a message of a cell that may be long.
static char *excerpt(const char *text)
{
	return text_truncate(text, 40);
}

static int wrong_value(struct import *import, size_t column, const char *text, const char *hint)
{
	char *shown = excerpt(text);

	import_wrong(import, column, "\"%s\" %s", shown, hint);
	free(shown);
	return -1;
}

static char *trim(char *text, size_t length, const char *blanks)
{
	while (length && strchr(blanks, text[length - 1]))
		length--;
	text[length] = '\0';
	return text + strspn(text, " ");
}

char *import_line(struct import *import, size_t column)
{
	size_t length;
	char *text = sheet_cell(import->sheet, column, &length);

	if (length == 0)
		return text;
	text = trim(text, length, " ");
	if (text[strcspn(text, "\t\r\n")]) {
		import_wrong(import, column,
			"holds a line end or tab: put the whole of it on one line");
		return NULL;
	}
	return text;
}

char *import_needed(struct import *import, size_t column)
{
	char *text = import_line(import, column);

	if (text && !*text) {
		import_wrong(import, column, "is empty: fill it in");
		return NULL;
	}
	return text;
}

char *import_key(struct import *import, size_t column)
{
	char *key = import_needed(import, column);

	if (!key)
		return NULL;
	if (!import->seen)
		import->seen = seen_create();
	if (seen_before(import->seen, key)) {
		import_wrong(import, column,
			"%s stands in this file twice: keep the row that is right", key);
		return NULL;
	}
	return key;
}

char *import_text(struct import *import, size_t column)
{
	size_t length;
	char *text = sheet_cell(import->sheet, column, &length), *to = text;

	if (length == 0)
		return text;
	if (memchr(text, '\r', length)) {
		for (const char *at = text; *at; at++) {
			if (*at != '\r')
				*to++ = *at;
			else if (at[1] != '\n')
				*to++ = '\n';
		}
		length = (size_t)(to - text);
	}
	while (length && strchr(" \t\n", text[length - 1]))
		length--;
	text[length] = '\0';
	return text;
}

int import_date(struct import *import, size_t column, bool needed, date *day)
{
	const char *text = needed ? import_needed(import, column) : import_line(import, column);

	*day = DATE_NONE;
	if (!text)
		return -1;
	if (!*text || date_parse(text, DATE_ISO_OR_BRITISH, day) == 0)
		return 0;
	return wrong_value(
		import, column, text, "is no date: write it as 2026-10-12 or 12/10/2026");
}

int import_grade(struct import *import, size_t column, enum grade *grade)
{
	const char *text = import_line(import, column);

	*grade = GRADE_NONE;
	if (!text)
		return -1;
	if (!*text || grade_parse(text, grade) == 0)
		return 0;
	return wrong_value(import, column, text,
		"is no grade: write Outstanding, Good, Requires Improvement or Inadequate, or "
		"O, "
		"G, RI, I");
}

static const char *const yes_words[] = {"yes", "y", "1", "true", "x"};
static const char *const no_words[] = {"", "no", "n", "0", "false"};

int import_yes_no(struct import *import, size_t column, bool *yes)
{
	const char *text = import_line(import, column);

	*yes = false;
	if (!text)
		return -1;
	for (size_t i = 0; i < LENGTH(yes_words); i++)
		*yes |= strcasecmp(text, yes_words[i]) == 0;
	if (*yes)
		return 0;
	for (size_t i = 0; i < LENGTH(no_words); i++) {
		if (strcasecmp(text, no_words[i]) == 0)
			return 0;
	}
	return wrong_value(import, column, text, "is neither yes nor no: write one of them");
}

const struct lookup_row *import_team(struct import *import, size_t column)
{
	const char *name = import_needed(import, column);
	const struct lookup_row *team = name ? lookup_key(&import->teams, name) : NULL;

	if (name && !team)
		wrong_value(import, column, name,
			"is no team here: correct the name, or add it with import teams");
	return team;
}

const char *import_post(struct import *import, size_t column)
{
	const char *name = import_line(import, column), *post;

	if (!name || !*name)
		return name;
	post = post_find(name);
	if (!post) {
		char *hint = xasprintf("is no post: write one of %s", post_list());

		wrong_value(import, column, name, hint);
		free(hint);
	}
	return post;
}
