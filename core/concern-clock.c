// SPDX-License-Identifier: MIT
// The clock of a safety concern: by when somebody is to have acted, and who is asked once that has passed.
#include "core/concern-clock.h"
#include "core/setting.h"
#include "core/workday.h"

int concern_hours_load(struct session *session, struct concern_hours *hours)
{
	long limit = 0;

	if (setting_hours(session, SETTING_WORKING_HOURS, &hours->from, &hours->to) ||
		setting_number(session, SETTING_CONCERN_HOURS, &limit))
		return -1;
	hours->limit = (int)limit;
	return 0;
}

static struct local next_morning(
	const struct holidays *holidays, const struct concern_hours *hours, date day)
{
	return (struct local){workday_add(holidays, day, 1), hours->from};
}

// When the clock of what was raised at a moment begins to run.
static struct local clock_start(
	const struct holidays *holidays, const struct concern_hours *hours, struct local raised)
{
	if (!workday_is(holidays, raised.day) || raised.seconds >= hours->to)
		return next_morning(holidays, hours, raised.day);
	if (raised.seconds < hours->from)
		raised.seconds = hours->from;
	return raised;
}

time_t concern_due(
	const struct holidays *holidays, const struct concern_hours *hours, time_t raised)
{
	struct local at = clock_start(holidays, hours, moment_local(raised));
	int left = hours->limit * 3600;

	if (!hours->limit)
		return moment_of((struct local){at.day, hours->to});
	while (left > hours->to - at.seconds) {
		left -= hours->to - at.seconds;
		at = next_morning(holidays, hours, at.day);
	}
	at.seconds += left;
	return moment_of(at);
}

enum concern_level concern_level(const struct holidays *holidays, time_t due, time_t now)
{
	struct local later = moment_local(due);

	if (now <= due)
		return CONCERN_IN_TIME;
	later.day = workday_add(holidays, later.day, 1);
	return now <= moment_of(later) ? CONCERN_OVERDUE : CONCERN_DIRECTOR;
}

bool concern_in_hours(
	const struct holidays *holidays, const struct concern_hours *hours, time_t at)
{
	struct local local = moment_local(at);

	return workday_is(holidays, local.day) && local.seconds >= hours->from &&
	       local.seconds < hours->to;
}
