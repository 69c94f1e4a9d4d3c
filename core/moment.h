// SPDX-License-Identifier: MIT
// Moments: as the database keeps them, UTC, and as a clock on the wall shows them.
#pragma once

#include <time.h>

#include "core/date.h"

#define MOMENT_TEXT 24 // room for YYYY-MM-DDTHH:MM:SSZ

// A moment as people of this machine's time zone live it. On the night on which the clocks go back one reading
// stands for two moments: moment_of() takes the first of them.
struct local {
	date day;
	int seconds; // since midnight as the clock shows it: 61200 is 17:00
};

// Reads YYYY-MM-DDTHH:MM:SSZ; -1 with *at untouched and no message where it is none.
int moment_parse(const char *text, time_t *at);

// Writes text and returns it.
const char *moment_text(time_t at, char text[static MOMENT_TEXT]);

struct local moment_local(time_t at);

// 24:00 is the midnight that ends the day. A reading that the clocks skip when they go forward is the moment as if they had not: 01:30 is 02:30.
time_t moment_of(struct local local);
