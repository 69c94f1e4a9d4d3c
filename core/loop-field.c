// SPDX-License-Identifier: MIT
// What is asked for when a step is done, by its code, and whether it was said.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/loop-private.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

#define ALWAYS "always"

// Those of one code stand together, in the order in which they are asked.
static const struct loop_field fields[] = {
	{LOOP_OVERSIGHT, "note", "What was recorded",
		"what your oversight on the child's file says: your view, your direction, by "
		"when",
		LOOP_FIELD_TEXT, ALWAYS},
	{LOOP_MEETING, "attended", "Who attended",
		"by post: practitioner, team manager, service manager, head of service",
		LOOP_FIELD_LINE, ALWAYS, true},
	{LOOP_MEETING, "decisions", "What was decided",
		"what changes for the child, who does it, by when", LOOP_FIELD_TEXT, ALWAYS,
		true},
	{LOOP_VISIT, "by_whom", "Who visited", "name and post of the worker who went",
		LOOP_FIELD_LINE, ALWAYS},
	{LOOP_VISIT, "seen", "Was the child seen?", "yes or no", LOOP_FIELD_YES_NO, ALWAYS},
	{LOOP_VISIT, "alone", "Was the child seen alone?", "yes or no", LOOP_FIELD_YES_NO,
		"seen=yes"},
	{LOOP_VISIT, "why_not", "Why not",
		"why the child was not seen, or not alone, and what is done about it",
		LOOP_FIELD_TEXT, "seen=no;alone=no"},
	{LOOP_QA_CHECK, "looked_at", "What was looked at",
		"the child's file since the audit, supervision notes, the plan, the actions",
		LOOP_FIELD_TEXT, ALWAYS},
	{LOOP_QA_CHECK, "in_place", "Is the corrective action in place?", "yes, partly or no",
		LOOP_FIELD_YES_PARTLY_NO, ALWAYS},
	{LOOP_QA_CHECK, "follows", "What follows",
		"what still has to be done, who does it, by when", LOOP_FIELD_TEXT,
		"in_place=partly;in_place=no"},
	{"", "note", "What was done", "what was done, by whom, with what result",
		LOOP_FIELD_TEXT, ALWAYS},
};

static const char *const words_yes_no[] = {"yes", "no", NULL};
static const char *const words_partly[] = {"yes", "partly", "no", NULL};

const struct loop_field *loop_fields(const char *step, size_t *count)
{
	const struct loop_field *first = NULL;

	*count = 0;
	for (size_t i = 0; i < LENGTH(fields); i++) {
		if (strcmp(fields[i].step, step) != 0)
			continue;
		first = first ? first : &fields[i];
		++*count;
	}
	return first ? first : loop_fields("", count);
}

const char *loop_done_label(const char *step)
{
	static const struct {
		const char *step, *label;
	} labels[] = {
		{LOOP_OVERSIGHT, "Recorded on the child's file on"},
		{LOOP_MEETING, "Held on"},
		{LOOP_VISIT, "Visited on"},
		{LOOP_QA_CHECK, "Checked on"},
	};

	for (size_t i = 0; i < LENGTH(labels); i++)
		if (strcmp(labels[i].step, step) == 0)
			return labels[i].label;
	return "Done on";
}

// What was said of a field, NULL: nothing.
static const char *said(const char *field, const struct loop_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(values[i].field, field) == 0 && values[i].value &&
			values[i].value[strspn(values[i].value, " \t\n")])
			return values[i].value;
	return NULL;
}

// Whether one of the conditions "field=value;field=value" holds.
bool loop_field_needed(
	const struct loop_field *field, const struct loop_value *values, size_t count)
{
	char *copy = xstrdup(field->needed), *rest = copy, *one;
	bool needed = strcmp(field->needed, ALWAYS) == 0;

	while (!needed && (one = strsep(&rest, ";")) && *one) {
		const char *name = strsep(&one, "=");
		const char *value = said(name, values, count);

		needed = value && one && strcasecmp(value, one) == 0;
	}
	free(copy);
	return needed;
}

const struct loop_field *loop_missing(
	const char *step, const struct loop_value *values, size_t count)
{
	size_t asked;
	const struct loop_field *list = loop_fields(step, &asked);

	for (size_t i = 0; i < asked; i++)
		if (!said(list[i].field, values, count) &&
			loop_field_needed(&list[i], values, count))
			return &list[i];
	return NULL;
}

static int word_check(
	const struct loop_field *field, const char *const *words, const char *value)
{
	for (; *words; words++)
		if (strcasecmp(*words, value) == 0)
			return 0;
	return fail(ERROR_DATA, "'%s' is no answer to \"%s\": %s", value, field->label,
		field->kind == LOOP_FIELD_YES_NO ? "say yes or no" : "say yes, partly or no");
}

static int value_check(const struct loop_field *field, const char *value)
{
	switch (field->kind) {
	case LOOP_FIELD_YES_NO: return word_check(field, words_yes_no, value);
	case LOOP_FIELD_YES_PARTLY_NO: return word_check(field, words_partly, value);
	case LOOP_FIELD_LINE: return text_check(value, strlen(value), TEXT_LINE, field->label);
	default: return text_check(value, strlen(value), TEXT_LINES, field->label);
	}
}

// What is asked for, for a message. Yours.
static char *names_of(const struct loop_field *list, size_t count)
{
	char *names = xstrdup("");

	for (size_t i = 0; i < count; i++) {
		char *longer = xasprintf("%s%s%s", names, *names ? ", " : "", list[i].field);

		free(names);
		names = longer;
	}
	return names;
}

static int known_check(const char *step, const char *field)
{
	size_t count;
	const struct loop_field *list = loop_fields(step, &count);
	char *names;

	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].field, field) == 0)
			return 0;
	names = names_of(list, count);
	fail(ERROR_DATA, "the step %s does not ask for '%s': it asks for %s", step, field,
		names);
	free(names);
	return -1;
}

int loop_check_values(const char *step, const struct loop_value *values, size_t count)
{
	size_t asked;
	const struct loop_field *list = loop_fields(step, &asked);
	const struct loop_field *missing = loop_missing(step, values, count);

	for (size_t i = 0; i < count; i++)
		if (known_check(step, values[i].field))
			return -1;
	if (missing)
		return fail(ERROR_DATA, "\"%s\" (%s) is not said: %s", missing->label,
			missing->field, missing->hint);
	for (size_t i = 0; i < asked; i++) {
		const char *value = said(list[i].field, values, count);

		if (value && value_check(&list[i], value))
			return -1;
	}
	return 0;
}

char *loop_values_words(const char *step, const struct loop_value *values, size_t count)
{
	size_t asked;
	const struct loop_field *list = loop_fields(step, &asked);
	char *words = xstrdup("");

	for (size_t i = 0; i < asked; i++) {
		const char *value = said(list[i].field, values, count);
		char *longer;

		if (!value)
			continue;
		longer = asked == 1 ? xstrdup(value)
				    : xasprintf("%s%s%s: %s", words, *words ? "; " : "",
					      list[i].label, value);
		free(words);
		words = longer;
	}
	return words;
}
