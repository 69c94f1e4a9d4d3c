// SPDX-License-Identifier: MIT
// Narratives put together from the grammar in data/demo-words.txt.
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/demo-words.h"
#include "db/mem.h"

struct rule {
	const char *name;
	size_t name_length;
	size_t first, count; // its lines
};

struct line {
	const char *text;
	size_t length;
};

struct words {
	struct rule *rules; // by name
	size_t rule_count, rule_room;
	struct line *lines;
	size_t line_count, line_room;
	char *text; // being composed
	size_t length, room;
};

static int rule_order(const struct rule *a, const char *name, size_t length)
{
	int order = memcmp(a->name, name, a->name_length < length ? a->name_length : length);

	return order ? order : (int)a->name_length - (int)length;
}

static int by_name(const void *a, const void *b)
{
	const struct rule *other = b;

	return rule_order(a, other->name, other->name_length);
}

static void read_line(struct words *words, const char *text, size_t length)
{
	if (length == 0 || text[0] == '#')
		return;
	if (text[0] == '[') {
		words->rules = xgrow(words->rules, words->rule_count, &words->rule_room,
			sizeof(*words->rules));
		words->rules[words->rule_count++] =
			(struct rule){text + 1, length - 2, words->line_count, 0};
		return;
	}
	words->lines = xgrow(
		words->lines, words->line_count, &words->line_room, sizeof(*words->lines));
	words->lines[words->line_count++] = (struct line){text, length};
	words->rules[words->rule_count - 1].count++;
}

struct words *words_create(void)
{
	struct words *words = xcalloc(1, sizeof(*words));

	for (const char *at = data_demo_words; *at;) {
		size_t length = strcspn(at, "\n");

		read_line(words, at, length);
		at += length + (at[length] == '\n');
	}
	qsort(words->rules, words->rule_count, sizeof(*words->rules), by_name);
	words->room = 4096;
	words->text = xmalloc(words->room);
	return words;
}

void words_destroy(struct words *words)
{
	if (!words)
		return;
	free(words->rules);
	free(words->lines);
	free(words->text);
	free(words);
}

static const struct rule *rule_find(const struct words *words, const char *name, size_t length)
{
	size_t low = 0, high = words->rule_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = rule_order(&words->rules[middle], name, length);

		if (order == 0)
			return &words->rules[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool words_has(const struct words *words, const char *rule)
{
	return rule_find(words, rule, strlen(rule)) != NULL;
}

static void add(struct words *words, const char *text, size_t length)
{
	while (words->length + length + 1 > words->room) {
		words->room *= 2;
		words->text = xreallocarray(words->text, words->room, 1);
	}
	memcpy(words->text + words->length, text, length);
	words->length += length;
	words->text[words->length] = '\0';
}

static const char *month_before(struct dice *dice, int month)
{
	static const char *const names[] = {"January", "February", "March", "April", "May",
		"June", "July", "August", "September", "October", "November", "December"};

	return names[(month + 11 - dice_between(dice, 1, 6)) % 12];
}

static const char *fact(
	struct dice *dice, const struct words_facts *facts, const char *name, size_t length)
{
	if (length == 5 && memcmp(name, "child", 5) == 0)
		return facts->child;
	if (length == 6 && memcmp(name, "worker", 6) == 0)
		return facts->worker;
	if (length == 5 && memcmp(name, "month", 5) == 0)
		return month_before(dice, facts->month);
	return NULL;
}

static void apply(struct words *words, struct dice *dice, const struct rule *rule,
	const struct words_facts *facts);

static void replace(struct words *words, struct dice *dice, const struct words_facts *facts,
	const char *name, size_t length)
{
	const struct rule *rule = rule_find(words, name, length);
	const char *known = rule ? NULL : fact(dice, facts, name, length);
	size_t start = words->length;
	char small[40];

	if (rule) {
		apply(words, dice, rule, facts);
	} else if (known) {
		add(words, known, strlen(known));
	} else if (isupper((unsigned char)name[0]) && length < sizeof(small)) {
		memcpy(small, name, length);
		small[0] = (char)tolower((unsigned char)small[0]);
		replace(words, dice, facts, small, length);
		words->text[start] = (char)toupper((unsigned char)words->text[start]);
	} else {
		abort(); // a name that the grammar does not have: a test composes them all
	}
}

static void apply(struct words *words, struct dice *dice, const struct rule *rule,
	const struct words_facts *facts)
{
	const struct line *line =
		&words->lines[rule->first + dice_below(dice, (uint32_t)rule->count)];
	const char *at = line->text, *end = at + line->length;

	while (at < end) {
		const char *open = memchr(at, '{', (size_t)(end - at)), *close;

		add(words, at, (size_t)((open ? open : end) - at));
		if (!open)
			return;
		close = memchr(open, '}', (size_t)(end - open));
		replace(words, dice, facts, open + 1, (size_t)(close - open - 1));
		at = close + 1;
	}
}

const char *words_compose(struct words *words, struct dice *dice, const char *rule,
	const struct words_facts *facts)
{
	words->length = 0;
	words->text[0] = '\0';
	replace(words, dice, facts, rule, strlen(rule));
	return words->text;
}

const char *words_of(struct words *words, struct dice *dice, const struct words_facts *facts,
	const char *fmt, ...)
{
	char rule[64];
	va_list args;

	va_start(args, fmt);
	vsnprintf(rule, sizeof(rule), fmt, args);
	va_end(args);
	return words_compose(words, dice, rule, facts);
}
