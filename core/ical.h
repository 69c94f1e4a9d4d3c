// SPDX-License-Identifier: MIT
// An iCalendar file (RFC 5545) of all-day events, made by libical.
#pragma once

#include <time.h>

#include "core/date.h"

// One all-day event. Texts are UTF-8 and borrowed for the call; libical escapes and folds them.
struct ical_event {
	const char
		*uid; // the same each time the calendar is made: programs know the event by it
	const char *summary, *description, *category;
	date day;
};

struct ical;

// Begins a calendar of that name, whose events are stamped with a moment. NULL (66) where libical is not installed.
// The library is loaded here and not when the program starts, because it and ICU, which it needs, would cost every
// start more than all else together.
struct ical *ical_create(const char *name, time_t stamp);
void ical_destroy(struct ical *ical); // takes NULL

void ical_add(struct ical *ical, const struct ical_event *event);

// The whole file: CRLF, lines folded at 75 octets. Yours.
char *ical_text(const struct ical *ical);
