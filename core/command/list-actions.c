// SPDX-License-Identifier: MIT
// list actions: the open ones that the person may see, by due date.
#include <limits.h>
#include <stdlib.h>

#include "core/action-list.h"
#include "core/command.h"
#include "core/command/list.h"
#include "core/listing.h"
#include "core/lookup.h"
#include "db/mem.h"

#define PAGE 200 // actions read at a time

static void put_day(struct listing *listing, date day)
{
	char text[DATE_TEXT];

	listing_text(listing, day == DATE_NONE ? NULL : date_iso(day, text));
}

static void put_row(struct listing *listing, const struct action_row *row, date today)
{
	const struct action *action = &row->action;

	listing_text(listing, row->audit_ref);
	listing_number(listing, action->seq);
	listing_text(listing, colour_name(action_colour(action, today)));
	put_day(listing, action->due_on);
	listing_text(listing, action->what);
	listing_text(listing, *action->owner_login ? action->owner_login : action->owner_name);
	listing_text(listing, action->owner_post);
	listing_text(listing, progress_name(action->progress));
	listing_bool(listing, action->priority);
	listing_bool(listing, action->escalated);
	listing_text(listing, row->case_ref);
	listing_text(listing, row->team);
	listing_text(listing, row->service);
}

static int put_all(struct session *session, const struct action_filter *filter,
	struct listing *listing, long first)
{
	struct action_row *rows = xcalloc(PAGE, sizeof(*rows)), last = {0};
	int got = PAGE;

	while (got == PAGE && first > 0) {
		got = action_page(session, filter, last.audit_ref ? &last : NULL, false, rows,
			first < PAGE ? (int)first : PAGE);
		for (int i = 0; i < got; i++) {
			put_row(listing, &rows[i], session->today);
			action_row_finish(&last);
			last = rows[i];
		}
		first -= got;
	}
	action_row_finish(&last);
	free(rows);
	return got < 0 ? -1 : 0;
}

int list_actions(struct run *run)
{
	static const char *const names[] = {"audit_ref", "number", "colour", "due_on", "action",
		"owner", "owner_post", "progress", "priority", "escalated", "case_ref", "team",
		"service"};
	const char *service = NULL, *team = NULL, *owner = NULL;
	struct action_filter filter = {0};
	bool json = false;
	long first = LONG_MAX;
	const struct option_spec options[] = {
		{"--service", OPTION_TEXT, &service},
		{"--team", OPTION_TEXT, &team},
		{"--owner", OPTION_TEXT, &owner},
		{"--overdue", OPTION_FLAG, &filter.overdue},
		{"--first", OPTION_NUMBER, &first},
		{"--json", OPTION_FLAG, &json},
		{0},
	};
	struct session *session = run->session;
	struct listing *listing;
	int result;

	if (options_read(run, options) || arguments_count(run, "list", 0, 0) ||
		list_option_id(
			session, "service", service, lookup_services, &filter.service_id) ||
		list_option_id(session, "team", team, lookup_teams, &filter.team_id) ||
		list_option_id(session, "user", owner, lookup_users, &filter.owner_id))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	result = put_all(session, &filter, listing, first);
	listing_end(listing);
	return result;
}
