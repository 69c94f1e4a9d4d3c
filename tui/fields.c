// SPDX-License-Identifier: MIT
// What the fields of several forms take: a month, a percentage, a grade.
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "db/error.h"
#include "tui/fields.h"

int fields_check_month(void *context, const char *value)
{
	struct date_range range;

	return date_parse_month(value, &range) == 0
		       ? 0
		       : fail(ERROR_DATA, "Not a month: write it as 2026-10");
}

int fields_check_percent(void *context, const char *value)
{
	size_t digits = strspn(value, "0123456789");
	long number = strtol(value, NULL, 10);

	return value[digits] == '\0' && digits <= 3 && number >= 1 && number <= 100
		       ? 0
		       : fail(ERROR_DATA, "A whole number from 1 to 100");
}

date fields_day(const struct form *form, size_t field)
{
	date day = DATE_NONE;

	date_parse(form_value(form, field), DATE_ISO, &day);
	return day;
}

const struct choice fields_grades[] = {
	{"Outstanding", NULL, 'o', THEME_GRADE_OUTSTANDING},
	{"Good", NULL, 'g', THEME_GRADE_GOOD},
	{"Requires Improvement", NULL, 'r', THEME_GRADE_REQUIRES_IMPROVEMENT},
	{"Inadequate", NULL, 'i', THEME_GRADE_INADEQUATE},
	{NULL},
};
