// SPDX-License-Identifier: MIT
// The options by which a command is told a period.
#pragma once

#include <stdbool.h>

#include "core/command.h"

// As they were given: one of the first three, or one or both of the last two.
struct period {
	const char *month, *quarter, *year;
	date from, to;
};

#define PERIOD_NONE                                \
	{                                          \
		.from = DATE_NONE, .to = DATE_NONE \
	}

// Rows for options_read().
// clang-format off
#define PERIOD_OPTIONS(period) \
	{"--month", OPTION_TEXT, &(period).month}, {"--quarter", OPTION_TEXT, &(period).quarter}, \
	{"--year", OPTION_TEXT, &(period).year}, {"--from", OPTION_DATE, &(period).from}, \
	{"--to", OPTION_DATE, &(period).to}
// clang-format on

// Its days; *dated is false where none was given, and *range then as it was. -1 (2): more than one, or one that is none.
int period_read(const struct period *period, bool *dated, struct date_range *range);
