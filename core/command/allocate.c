// SPDX-License-Identifier: MIT
// allocate: who does which audit, one by one or a whole month as suggested.
#include <string.h>
#include <stdlib.h>

#include "core/allocate.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/allocate.h"
#include "core/listing.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

struct wish {
	struct allocation allocation;
	long days; // -1: not given
	const char *suggest;
	bool peers, accept, json;
};

int allocate_days(struct run *run, long days, date *due)
{
	if (days < 0)
		return 0;
	if (*due != DATE_NONE)
		return fail(ERROR_USAGE, "two due dates: give --due or --days, not both");
	if (days < 1 || days > ALLOCATE_DAYS)
		return fail(ERROR_USAGE, "--days %ld: give 1 to %d working days", days,
			ALLOCATE_DAYS);
	*due = workday_add(run->session->holidays, run->session->today, (int)days);
	return 0;
}

int allocate_warn(struct run *run, const char *ref, const struct allocation *allocation)
{
	char *words = allocate_warnings(run->session, ref, allocation), *line, *rest = NULL;

	if (!words)
		return -1;
	for (line = strtok_r(words, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		fprintf(run->err, "caseaudit: note: %s\n", line);
	free(words);
	return 0;
}

static int allocate_one(struct run *run, struct wish *wish)
{
	const char *ref = run->argv[0];

	if (wish->peers || wish->accept || wish->json)
		return command_usage(
			"allocate", "--peers, --accept and --json go with --suggest");
	if (allocate_days(run, wish->days, &wish->allocation.due))
		return -1;
	if (!wish->allocation.lead && !wish->allocation.peer &&
		wish->allocation.due == DATE_NONE)
		return fail(ERROR_USAGE,
			"nothing is asked for: give --to, --peer, --due or --days");
	return audit_allocate(run->session, ref, &wish->allocation) ||
			       allocate_warn(run, ref, &wish->allocation)
		       ? -1
		       : 0;
}

static void list_proposals(
	struct run *run, const struct proposal *list, size_t count, bool json)
{
	static const char *const names[] = {"audit_ref", "lead", "peer", "due_on", "note"};
	struct listing *listing = listing_begin(run->out, json, names, LENGTH(names));
	char day[DATE_TEXT];

	for (size_t i = 0; i < count; i++) {
		listing_text(listing, list[i].ref);
		listing_text(listing, list[i].lead);
		listing_text(listing, list[i].peer);
		listing_text(listing, date_iso(list[i].due, day));
		listing_text(listing, list[i].why_not);
	}
	listing_end(listing);
}

// What nobody fits for stays on the list and is said: a case that is silently nobody's is a missing audit.
static int suggest(struct run *run, const struct wish *wish)
{
	struct proposal *list;
	size_t count, left = 0;
	int result = 0;

	if (allocate_suggest(run->session, wish->suggest, wish->peers, NULL, 0, &list, &count))
		return -1;
	for (size_t i = 0; i < count; i++)
		left += !*list[i].lead;
	if (wish->accept)
		result = allocate_accept(run->session, list, count);
	if (!result) {
		list_proposals(run, list, count, wish->json);
		if (wish->accept)
			fprintf(run->err, "caseaudit: %zu given out%s\n", count - left,
				left ? ", for the others nobody fits" : "");
		else if (count)
			fputs("caseaudit: nothing is kept: say --accept to keep it\n",
				run->err);
		else
			fprintf(run->err, "caseaudit: no audit of %s waits for an auditor\n",
				wish->suggest);
	}
	proposals_free(list, count);
	return result;
}

int command_allocate(struct run *run)
{
	struct wish wish = {.allocation.due = DATE_NONE, .days = -1};
	const struct option_spec options[] = {
		{"--to", OPTION_TEXT, &wish.allocation.lead},
		{"--peer", OPTION_TEXT, &wish.allocation.peer},
		{"--due", OPTION_DATE, &wish.allocation.due},
		{"--days", OPTION_NUMBER, &wish.days},
		{"--suggest", OPTION_TEXT, &wish.suggest},
		{"--peers", OPTION_FLAG, &wish.peers},
		{"--accept", OPTION_FLAG, &wish.accept},
		{"--json", OPTION_FLAG, &wish.json},
		{0},
	};

	if (options_read(run, options) ||
		arguments_count(run, "allocate", !wish.suggest, !wish.suggest))
		return -1;
	if (!wish.suggest)
		return allocate_one(run, &wish);
	if (wish.allocation.lead || wish.allocation.peer || wish.allocation.due != DATE_NONE ||
		wish.days >= 0)
		return command_usage("allocate",
			"--suggest chooses: --to, --peer, --due and --days are for one audit");
	return suggest(run, &wish);
}
