// SPDX-License-Identifier: MIT
// workdays DATE N: the calendar, for scripts.
#include <errno.h>
#include <stdlib.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/workday.h"
#include "db/error.h"

// The bank holidays of the database where there is one that opens, else those shipped.
static date count_days(const struct run *run, date from, int count)
{
	struct session *session = session_open(run->asked);
	date day = workday_add(session ? session->holidays : NULL, from, count);

	session_close(session);
	error_clear();
	return day;
}

int command_workdays(struct run *run)
{
	char *end, text[DATE_TEXT];
	long count;
	date day;

	// A negative N is no option, so options are not read here.
	if (arguments_count(run, "workdays", 2, 2))
		return -1;
	if (date_parse(run->argv[0], DATE_ISO, &day))
		return fail(
			ERROR_USAGE, "%s is no date: write one like 2026-10-12", run->argv[0]);
	errno = 0;
	count = strtol(run->argv[1], &end, 10);
	if (!*run->argv[1] || *end || errno || labs(count) > 1000000)
		return fail(ERROR_USAGE, "%s is no number of working days: write one like 5",
			run->argv[1]);
	day = count_days(run, day, (int)count);
	if (day == DATE_NONE)
		return fail(
			ERROR_USAGE, "that date lies outside the calendar: name fewer days");
	fprintf(run->out, "%s\n", date_iso(day, text));
	return 0;
}
