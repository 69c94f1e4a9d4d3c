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

int workday_count(const struct holidays *holidays, date from, date to)
{
	int count = 0;

	if (from == DATE_NONE || to == DATE_NONE)
		return 0;
	if (to < from)
		return -workday_count(holidays, to, from);
	for (date day = from + 1; day <= to; day++)
		count += workday_is(holidays, day);
	return count;
}
