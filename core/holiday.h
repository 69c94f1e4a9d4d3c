// SPDX-License-Identifier: MIT
// The bank holidays of England: those known as data, and the rules for other years.
#pragma once

#include <stddef.h>

#include "core/date.h"

// How many the rules give for each year.
#define HOLIDAYS_IN_YEAR 8

struct holiday {
	date day;
	const char *name; // "Christmas Day (substitute day)"
};

// A set of known bank holidays. A year of which it holds eight or more is known whole: England has
// never fewer. For any other year the set adds to those shipped, and they to what the rules give, so
// that one local day entered does not cost a year its Christmas.
struct holidays;

// A set with copies of the holidays given, in any order. A day given twice counts once, under the name
// that came first.
struct holidays *holidays_create(const struct holiday *list, size_t count);
void holidays_destroy(struct holidays *holidays);

// The set that comes with the program, England 2015 to 2035: core/data/bank-holidays.csv. Lives until
// the program ends; made on first use.
const struct holidays *holidays_shipped(void);

// The holidays of the set in order of date, for a table that is filled from it; *count is how many.
const struct holiday *holidays_list(const struct holidays *holidays, size_t *count);

// Whether the day is a bank holiday by the set, or, where the set does not know its year whole, by those
// shipped, or by the rules where they do not either.
// NULL stands for holidays_shipped().
int holidays_contain(const struct holidays *holidays, date day);

// How many bank holidays lie on a Monday to Friday from one day to another, both included: as often as holidays_contain()
// says so, counted by the year.
int holidays_on_weekdays(const struct holidays *holidays, date from, date to);

// Easter Sunday of a year.
date holiday_easter(int year);

// The bank holidays of a year by the rules of today: New Year's Day, Good Friday, Easter Monday, the
// first and last Mondays of May, the last of August, Christmas Day and Boxing Day. One of these that
// falls on a weekend is replaced by the next day that is neither weekend nor holiday, its substitute.
// Royal occasions have no rule. Writes the days in order of date, always HOLIDAYS_IN_YEAR of them, with
// static names, and returns that number.
size_t holiday_rules(int year, struct holiday days[static HOLIDAYS_IN_YEAR]);
