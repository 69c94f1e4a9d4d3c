// SPDX-License-Identifier: MIT
// How much is due of somebody on each of the next working days.
#include "core/due.h"
#include "core/workday.h"

// A thing that is due on a day on which nobody works is to be done on the working day before.
static int add(const struct due *due, void *context)
{
	struct due_days *days = context;
	int at = 0;

	if (due->due_on >= days->end)
		return 0;
	if (due->overdue) {
		days->overdue++;
		return 0;
	}
	while (at + 1 < DUE_DAYS && days->days[at + 1] <= due->due_on)
		at++;
	days->counts[at]++;
	return 0;
}

int due_days_read(struct session *session, struct due_days *days)
{
	struct due_filter filter = {.login = session->me.login, .horizon = DUE_DAYS};
	int64_t overdue;

	*days = (struct due_days){0};
	days->days[0] = workday_is(session->holidays, session->today)
				? session->today
				: workday_add(session->holidays, session->today, 1);
	if (days->days[0] != session->today)
		filter.horizon++;
	for (int i = 1; i < DUE_DAYS; i++)
		days->days[i] = workday_add(session->holidays, days->days[i - 1], 1);
	days->end = workday_add(session->holidays, days->days[DUE_DAYS - 1], 1);
	return due_walk(session, &filter, add, days, &overdue);
}
