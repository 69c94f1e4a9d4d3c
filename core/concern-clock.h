// SPDX-License-Identifier: MIT
// The clock of a safety concern: by when somebody is to have acted, and who is asked once that has passed.
#pragma once

#include "core/session.h"

struct concern_hours {
	int from, to; // of a working day, seconds since midnight by the clock on the wall
	int limit;    // working hours; 0: by the end of the working day
};

// As the settings working-hours and concern-hours say.
int concern_hours_load(struct session *session, struct concern_hours *hours);

// The moment by which a concern that was raised at one is to be answered. The clock runs in working hours only, in
// this machine's local time: what is raised in the evening, at the weekend or on a bank holiday counts as raised
// when the next working day begins. With limit 0 it is the end of that working day.
time_t concern_due(
	const struct holidays *holidays, const struct concern_hours *hours, time_t raised);

// How far up an unanswered concern has gone.
enum concern_level {
	CONCERN_IN_TIME, // the team's managers and the service's managers are asked, and QA
	CONCERN_OVERDUE, // the moment has passed: the heads of service too
	CONCERN_DIRECTOR, // and so has the same time of the next working day: the service directors too
};
enum concern_level concern_level(const struct holidays *holidays, time_t due, time_t now);

// Whether a moment is in working hours. Outside of them a child at risk does not wait for the clock.
bool concern_in_hours(
	const struct holidays *holidays, const struct concern_hours *hours, time_t at);
