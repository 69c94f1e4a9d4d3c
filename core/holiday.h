// SPDX-License-Identifier: MIT
// The bank holidays of England: those known as data, and the rules for other years.
#pragma once

#include <stddef.h>

#include "core/date.h"

// No year has more: the most were ten, in 2022.
#define HOLIDAYS_IN_YEAR_MAX 16

struct holiday {
	date day;
	char *name; // "Christmas Day (substitute day)"
};

// A set of known bank holidays. The years from the first to the last of them are taken as known whole;
// all other years go by the rules.
struct holidays;

// A set with copies of the holidays given, in any order. A day given twice counts once.
struct holidays *holidays_create(const struct holiday *list, size_t count);
void holidays_destroy(struct holidays *holidays);

// Reads a CSV text with the header date,name (ISO dates) as a new set. NULL with a message that names
// the line where it is not that.
struct holidays *holidays_parse(const char *csv);

// The set that comes with the program, England 2015 to 2035: core/data/bank-holidays.csv. Lives until
// the program ends.
const struct holidays *holidays_shipped(void);

// The holidays of the set in order of date, for a table that is filled from it; *count is how many.
const struct holiday *holidays_list(const struct holidays *holidays, size_t *count);

// Whether the day is a bank holiday by the set, or by the rules where the set does not know its year.
// NULL stands for holidays_shipped().
int holidays_contain(const struct holidays *holidays, date day);

// How many bank holidays lie from the first to the last day of a range, those on weekends left out.
int holidays_count(const struct holidays *holidays, struct date_range range);

// Easter Sunday of a year.
date holiday_easter(int year);

// The bank holidays of a year by the rules of today: New Year's Day, Good Friday, Easter Monday, the
// first and last Mondays of May, the last of August, Christmas Day and Boxing Day. One of these that
// falls on a weekend is replaced by the next day that is neither weekend nor holiday, its substitute.
// Royal occasions have no rule. Writes the days in order and returns how many; names are static.
size_t holiday_rules(int year, struct holiday days[static HOLIDAYS_IN_YEAR_MAX]);
