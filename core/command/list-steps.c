// SPDX-License-Identifier: MIT
// list steps: the open ones where the person has a say, by due date.
#include <limits.h>
#include <stdlib.h>

#include "core/command.h"
#include "core/command/list.h"
#include "core/command/step-row.h"
#include "core/lookup.h"
#include "db/error.h"
#include "db/mem.h"

#define PAGE 200 // steps read at a time

static int put_all(struct session *session, const struct loop_filter *filter,
	struct listing *listing, bool json, long first)
{
	struct loop_step *rows = xcalloc(PAGE, sizeof(*rows)), last = {0};
	int got = PAGE;

	while (got == PAGE && first > 0) {
		got = loop_page(session, filter, last.audit_ref ? &last : NULL, false, rows,
			first < PAGE ? (int)first : PAGE);
		for (int i = 0; i < got; i++) {
			step_row(listing, session, &rows[i], json);
			loop_step_finish(&last);
			last = rows[i];
		}
		first -= got;
	}
	loop_step_finish(&last);
	free(rows);
	return got < 0 ? -1 : 0;
}

static int grade_option(const char *text, enum grade *grade)
{
	if (!text || (!grade_parse(text, grade) && *grade >= GRADE_OUTSTANDING))
		return 0;
	return fail(ERROR_USAGE,
		"'%s' is no grade: write Outstanding, Good, Requires Improvement or Inadequate",
		text);
}

int list_steps(struct run *run)
{
	const char *service = NULL, *team = NULL, *grade = NULL;
	struct loop_filter filter = {0};
	bool json = false;
	long first = LONG_MAX;
	const struct option_spec options[] = {
		{"--service", OPTION_TEXT, &service},
		{"--team", OPTION_TEXT, &team},
		{"--grade", OPTION_TEXT, &grade},
		{"--step", OPTION_TEXT, &filter.step},
		{"--overdue", OPTION_FLAG, &filter.overdue},
		{"--mine", OPTION_FLAG, &filter.mine},
		{"--first", OPTION_NUMBER, &first},
		{"--json", OPTION_FLAG, &json},
		{0},
	};
	struct session *session = run->session;
	struct listing *listing;
	int result;

	if (options_read(run, options) || arguments_count(run, "list", 0, 0) ||
		grade_option(grade, &filter.grade) ||
		list_option_id(
			session, "service", service, lookup_services, &filter.service_id) ||
		list_option_id(session, "team", team, lookup_teams, &filter.team_id))
		return -1;
	listing = step_listing(run->out, json);
	result = put_all(session, &filter, listing, json, first);
	listing_end(listing);
	return result;
}
