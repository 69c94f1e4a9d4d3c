// SPDX-License-Identifier: MIT
// What the fields of several forms take: a month, a percentage, a grade.
#pragma once

#include "core/date.h"
#include "tui/form.h"

// For .check: a month as 2026-10, a whole number from 1 to 100. -1 with what is to be typed instead.
int fields_check_month(void *context, const char *value);
int fields_check_percent(void *context, const char *value);

// The day in a field of FIELD_DATE, which the form has checked; DATE_NONE where it is empty.
date fields_day(const struct form *form, size_t field);

// For .choices: the four grades, best first, in their colours.
extern const struct choice fields_grades[];
