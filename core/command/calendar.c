// SPDX-License-Identifier: MIT
// calendar: due dates as a file that calendar programs read.
#include <inttypes.h>

#include "core/calendar.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/list.h"
#include "core/lookup.h"
#include "db/error.h"

#define DAYS_USUAL 260 // a year
#define DAYS_MOST 2600

int command_calendar(struct run *run)
{
	struct due_filter filter = {.horizon = DAYS_USUAL};
	const char *service = NULL, *team = NULL, *path = NULL;
	bool mine = false;
	const struct option_spec options[] = {
		{"--mine", OPTION_FLAG, &mine},
		{"--service", OPTION_TEXT, &service},
		{"--team", OPTION_TEXT, &team},
		{"--days", OPTION_NUMBER, &filter.horizon},
		{"-o", OPTION_TEXT, &path},
		{0},
	};
	struct session *session = run->session;
	int64_t count = 0;

	if (options_read(run, options) || arguments_count(run, "calendar", 0, 0) ||
		list_option_id(
			session, "service", service, lookup_services, &filter.service_id) ||
		list_option_id(session, "team", team, lookup_teams, &filter.team_id))
		return -1;
	if (!path)
		return command_usage("calendar", "-o FILE says where it goes");
	if (filter.horizon > DAYS_MOST)
		return fail(ERROR_USAGE, "--days %ld: look %d working days ahead at most",
			filter.horizon, DAYS_MOST);
	if (mine)
		filter.login = session->me.login;
	fflush(run->out);
	if (command_needs_file(run, path) || calendar_write(session, &filter, path, &count))
		return -1;
	fprintf(run->err, "%" PRId64 " due dates\n", count);
	return 0;
}
