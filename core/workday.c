// SPDX-License-Identifier: MIT
// Working days: Monday to Friday less the bank holidays of England.
#include "core/workday.h"

int workday_is(const struct holidays *holidays, date day)
{
	return date_weekday(day) <= 5 && !holidays_contain(holidays, day);
}

date workday_add(const struct holidays *holidays, date day, int count)
{
	date first = date_from(DATE_YEAR_MIN, 1, 1), last = date_from(DATE_YEAR_MAX, 12, 31);
	int step = count < 0 ? -1 : 1;

	if (day == DATE_NONE)
		return DATE_NONE;
	while (count) {
		day += step;
		if (day < first || day > last)
			return DATE_NONE;
		if (workday_is(holidays, day))
			count -= step;
	}
	return day;
}

// Mondays to Fridays behind one day and up to another.
static int weekdays(date from, date to)
{
	int weeks = (to - from) / 7, count = weeks * 5;

	for (date day = from + weeks * 7 + 1; day <= to; day++)
		count += date_weekday(day) <= 5;
	return count;
}

int workday_count(const struct holidays *holidays, date from, date to)
{
	if (from == DATE_NONE || to == DATE_NONE)
		return 0;
	if (to < from)
		return -workday_count(holidays, to, from);
	return weekdays(from, to) - holidays_on_weekdays(holidays, from + 1, to);
}
