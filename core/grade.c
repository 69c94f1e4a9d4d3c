// SPDX-License-Identifier: MIT
// The four grades, and the overall grade that a set of domain grades suggests.
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/grade.h"
#include "db/mem.h"

const char grade_inadequate_note[] =
	"Inadequate means that urgent and significant work is needed. It does not in itself "
	"mean "
	"that the child is unsafe: if you are worried about that now, raise a safety concern.";

static const struct {
	const char *name, *abbreviation;
} grades[] = {
	[GRADE_NOT_APPLICABLE] = {"Not applicable", "n/a"},
	[GRADE_OUTSTANDING] = {"Outstanding", "O"},
	[GRADE_GOOD] = {"Good", "G"},
	[GRADE_REQUIRES_IMPROVEMENT] = {"Requires Improvement", "RI"},
	[GRADE_INADEQUATE] = {"Inadequate", "I"},
};

const char *grade_name(enum grade grade)
{
	return grade == GRADE_NONE ? "" : grades[grade].name;
}

const char *grade_short(enum grade grade)
{
	return grade == GRADE_NONE ? "-" : grades[grade].abbreviation;
}

static int same(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && strncasecmp(text, word, length) == 0;
}

int grade_parse(const char *text, enum grade *grade)
{
	size_t length;

	text += strspn(text, " \t");
	length = strlen(text);
	while (length && strchr(" \t", text[length - 1]))
		length--;
	*grade = GRADE_NONE;
	if (length == 0)
		return 0;
	for (size_t i = 0; i < LENGTH(grades); i++) {
		if (same(text, length, grades[i].name) ||
			same(text, length, grades[i].abbreviation)) {
			*grade = (enum grade)i;
			return 0;
		}
	}
	if (same(text, length, "NA")) {
		*grade = GRADE_NOT_APPLICABLE;
		return 0;
	}
	return -1;
}

// The weaker of the middle two, from the counts of each grade.
static enum grade lower_median(const size_t *counts, size_t total)
{
	size_t seen = 0;

	for (int grade = GRADE_OUTSTANDING; grade < GRADE_INADEQUATE; grade++) {
		seen += counts[grade];
		if (seen > total / 2)
			return (enum grade)grade;
	}
	return GRADE_INADEQUATE;
}

struct grade_suggestion grade_suggest(const enum grade *domains, size_t count)
{
	struct grade_suggestion suggestion = {GRADE_NONE, "No domain is graded yet."};
	size_t counts[GRADE_INADEQUATE + 1] = {0}, total = 0;
	enum grade median;

	for (size_t i = 0; i < count; i++) {
		if (domains[i] >= GRADE_OUTSTANDING) {
			counts[domains[i]]++;
			total++;
		}
	}
	if (total == 0)
		return suggestion;
	median = lower_median(counts, total);
	suggestion.grade = median;
	snprintf(suggestion.reason, sizeof(suggestion.reason),
		"The lower median of the %zu graded domain%s.", total, total == 1 ? "" : "s");
	if (counts[GRADE_INADEQUATE] >= 2) {
		suggestion.grade = GRADE_INADEQUATE;
		snprintf(suggestion.reason, sizeof(suggestion.reason),
			"Inadequate, because %zu domains are Inadequate (two or more decide).",
			counts[GRADE_INADEQUATE]);
	} else if (counts[GRADE_INADEQUATE] == 1 && median < GRADE_REQUIRES_IMPROVEMENT) {
		suggestion.grade = GRADE_REQUIRES_IMPROVEMENT;
		snprintf(suggestion.reason, sizeof(suggestion.reason),
			"The lower median is %s, capped at Requires Improvement by one "
			"Inadequate domain.",
			grade_name(median));
	}
	return suggestion;
}
