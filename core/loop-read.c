// SPDX-License-Identifier: MIT
// Reading the rules of closing the loop from a CSV file: every error with its line and column.
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/loop-rule.h"
#include "core/post.h"
#include "core/sheet.h"
#include "core/text.h"
#include "db/mem.h"

#define CODE_MAX 16
#define CODE_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"
#define LIMIT_MOST 400 // more working days than a year has is a slip of the pen
#define RULES_MOST 100

enum column {
	GRADE,
	RISK,
	STEP,
	NAME,
	WHO,
	NOT_BEFORE,
	LIMIT,
	UNIT,
	COUNTED_FROM,
	COLUMN_COUNT
};

static const struct sheet_column columns[COLUMN_COUNT] = {
	[GRADE] = {"grade", SHEET_REQUIRED},
	[RISK] = {"risk", SHEET_REQUIRED},
	[STEP] = {"step", SHEET_REQUIRED},
	[NAME] = {"name", SHEET_REQUIRED},
	[WHO] = {"who", SHEET_REQUIRED},
	[NOT_BEFORE] = {"not_before", SHEET_OPTIONAL},
	[LIMIT] = {"limit", SHEET_REQUIRED},
	[UNIT] = {"unit", SHEET_REQUIRED},
	[COUNTED_FROM] = {"counted_from", SHEET_OPTIONAL},
};

struct reader {
	struct sheet *sheet;
	struct problems *problems;
	struct loop_rules *rules;
	size_t room;
};

static char *cell(const struct reader *reader, enum column column)
{
	return sheet_cell(reader->sheet, column, NULL);
}

#define problem(reader, column, ...)                                                       \
	problem_add((reader)->problems, sheet_line((reader)->sheet), columns[column].name, \
		__VA_ARGS__)

static unsigned grades_read(struct reader *reader)
{
	char *rest = cell(reader, GRADE), *word;
	unsigned grades = 0;
	enum grade grade;

	while ((word = strsep(&rest, ";"))) {
		if (grade_parse(word, &grade) || grade < GRADE_OUTSTANDING)
			problem(reader, GRADE,
				"'%s' is no grade: write Outstanding, Good, Requires "
				"Improvement or Inadequate, split by ;",
				word);
		else
			grades |= 1u << grade;
	}
	return grades;
}

// The number, from first on, of the word in the cell among those of a list that ends with NULL.
static int word_read(
	struct reader *reader, enum column column, const char *const *words, const char *list)
{
	const char *text = cell(reader, column);

	for (int i = 0; words[i]; i++)
		if (strcasecmp(words[i], text) == 0)
			return i;
	problem(reader, column, "'%s' is not known here: write %s", text, list);
	return 0;
}

static int number_read(struct reader *reader, enum column column, int least)
{
	const char *text = cell(reader, column);
	size_t length = strlen(text);
	long number = length && length <= 4 && strspn(text, "0123456789") == length
			      ? strtol(text, NULL, 10)
			      : LONG_MAX;

	if (number >= least && number <= LIMIT_MOST)
		return (int)number;
	problem(reader, column, "'%s' is no number from %d to %d", text, least, LIMIT_MOST);
	return 0;
}

static char *code_read(struct reader *reader)
{
	const char *code = cell(reader, STEP);
	size_t length = strlen(code);

	if (!length || length > CODE_MAX || strspn(code, CODE_LETTERS) != length)
		problem(reader, STEP,
			"'%s' is no code: use 1 to %d small letters, digits and _, like "
			"oversight",
			code, CODE_MAX);
	return xstrdup(code);
}

static char *name_read(struct reader *reader)
{
	size_t length;
	const char *name = sheet_cell(reader->sheet, NAME, &length);

	if (!length)
		problem(reader, NAME, "is empty: say what the step is called");
	else if (text_check(name, length, TEXT_LINE, "the cell"))
		problem_add_error(
			reader->problems, sheet_line(reader->sheet), columns[NAME].name);
	return xstrdup(name);
}

// Whether a post stands among those read so far.
static bool named(const char *who, const char *post)
{
	char other[LOOP_POST];

	for (int part = 0; *who && loop_part_post(who, part, other); part++)
		if (strcmp(other, post) == 0)
			return true;
	return false;
}

static char *who_read(struct reader *reader)
{
	char *rest = cell(reader, WHO), *word, *who = xstrdup("");
	int parts = 0;

	while ((word = strsep(&rest, ";"))) {
		const char *post = strcasecmp(word, LOOP_QA) == 0 ? LOOP_QA : post_find(word);
		char *longer;

		if (!post) {
			problem(reader, WHO,
				"'%s' is no post: write qa or some of %s, split by ;", word,
				post_list());
			continue;
		}
		if (named(who, post))
			problem(reader, WHO, "%s stands twice: each signs once", post);
		if (++parts == LOOP_PARTS_MAX + 1)
			problem(reader, WHO, "more than %d sign: leave some out",
				LOOP_PARTS_MAX);
		longer = xasprintf("%s%s%s", who, *who ? ";" : "", post);
		free(who);
		who = longer;
	}
	return who;
}

static void check_times(struct reader *reader, const struct loop_rule *rule)
{
	if (rule->not_before >= rule->limit && rule->limit)
		problem(reader, NOT_BEFORE, "%d is not before the limit of %d: make it less",
			rule->not_before, rule->limit);
	if (strcmp(rule->step, LOOP_REVIEW) == 0 && strcmp(rule->who, LOOP_QA) != 0)
		problem(reader, WHO, "a review is an audit by QA: write qa");
}

// One result asks for a step once: two clocks for it would be one too many.
static void check_once(struct reader *reader, const struct loop_rule *rule)
{
	for (size_t i = 0; i < reader->rules->count; i++) {
		const struct loop_rule *other = &reader->rules->list[i];

		if (strcmp(other->step, rule->step) == 0 && other->grades & rule->grades &&
			(other->risk == rule->risk || other->risk == LOOP_RISK_EITHER ||
				rule->risk == LOOP_RISK_EITHER))
			problem(reader, STEP,
				"%s is asked for twice by the same grade and risk: delete one",
				rule->step);
	}
}

static void row_read(struct reader *reader)
{
	static const char *const risks[] = {"no", "yes", "either", NULL};
	static const char *const units[] = {"working days", "weeks", NULL};
	static const char *const froms[] = {"result", "completion", "", NULL};
	struct loop_rules *rules = reader->rules;
	struct loop_rule rule = {.grades = grades_read(reader)};

	rule.risk = (enum loop_risk)word_read(reader, RISK, risks, "yes, no or either");
	rule.step = code_read(reader);
	rule.name = name_read(reader);
	rule.who = who_read(reader);
	if (*cell(reader, NOT_BEFORE))
		rule.not_before = number_read(reader, NOT_BEFORE, 0);
	rule.limit = number_read(reader, LIMIT, 1);
	rule.unit = word_read(reader, UNIT, units, "working days or weeks") ? LOOP_WEEKS
									    : LOOP_WORKING_DAYS;
	rule.counted_from = word_read(reader, COUNTED_FROM, froms, "result or completion") == 1
				    ? LOOP_FROM_COMPLETION
				    : LOOP_FROM_RESULT;
	check_times(reader, &rule);
	check_once(reader, &rule);
	if (rules->count == RULES_MOST)
		problem(reader, STEP, "more than %d rules: leave some out", RULES_MOST);
	rules->list = xgrow(rules->list, rules->count, &reader->room, sizeof(*rules->list));
	rules->list[rules->count++] = rule;
}

static int sheet_read(struct sheet *sheet, struct problems *problems, struct loop_rules **rules)
{
	struct reader reader = {.sheet = sheet, .problems = problems};
	int more = -1;

	*rules = NULL;
	if (!sheet)
		return -1;
	reader.rules = xcalloc(1, sizeof(*reader.rules));
	while (reader.rules->count <= RULES_MOST && (more = sheet_next(sheet)) == 1)
		if (!sheet_blank(sheet))
			row_read(&reader);
	sheet_close(sheet);
	if (more >= 0 && !problems->count && !reader.rules->count)
		problem_add(problems, 0, "step", "there is no rule: add rows");
	if (more < 0 || problems->count)
		loop_rules_destroy(reader.rules);
	else
		*rules = reader.rules;
	return more < 0 ? -1 : 0;
}

int loop_rules_read(const char *path, struct problems *problems, struct loop_rules **rules)
{
	struct sheet *sheet;

	sheet_open(&sheet, path, columns, COLUMN_COUNT, problems);
	return sheet_read(sheet, problems, rules);
}

int loop_rules_read_text(const char *text, struct problems *problems, struct loop_rules **rules)
{
	struct sheet *sheet;

	sheet_open_text(&sheet, text, columns, COLUMN_COUNT, problems);
	return sheet_read(sheet, problems, rules);
}
