// SPDX-License-Identifier: MIT
// The options by which a command is told a period.
#include "core/command/period.h"
#include "db/error.h"

static int read_named(const char *option, const char *text,
	int (*parse)(const char *, struct date_range *), bool *dated, struct date_range *range)
{
	if (!text)
		return 0;
	if (*dated)
		return fail(ERROR_USAGE, "more than one period is given: leave %s out", option);
	*dated = true;
	if (parse(text, range) == 0)
		return 0;
	return fail(ERROR_USAGE,
		"%s %s is no period: write a month as 2026-10, a quarter as 2023-24-Q2, a year "
		"as 2023-24",
		option, text);
}

int period_read(const struct period *period, bool *dated, struct date_range *range)
{
	*dated = false;
	if (read_named("--month", period->month, date_parse_month, dated, range) ||
		read_named("--quarter", period->quarter, date_parse_quarter, dated, range) ||
		read_named("--year", period->year, date_parse_year, dated, range))
		return -1;
	if (period->from == DATE_NONE && period->to == DATE_NONE)
		return 0;
	if (*dated)
		return fail(ERROR_USAGE,
			"more than one period is given: leave --from and --to out");
	*dated = true;
	range->first =
		period->from == DATE_NONE ? date_from(DATE_YEAR_MIN, 1, 1) : period->from;
	range->last = period->to == DATE_NONE ? date_from(DATE_YEAR_MAX, 12, 31) : period->to;
	if (range->first > range->last)
		return fail(ERROR_USAGE, "--from is after --to: exchange them");
	return 0;
}
