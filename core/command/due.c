// SPDX-License-Identifier: MIT
// due: what is due and overdue, by person, for cron and mail.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/list.h"
#include "core/due.h"
#include "core/listing.h"
#include "core/lookup.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

#define DAYS_MOST 2600 // ten years

struct told {
	FILE *out;
	struct listing *listing; // NULL: for people
	char *login, *name;      // whose heading was printed last; NULL: none yet
	// Lines of one day follow each other: its columns, as written last.
	date day;
	bool overdue;
	char when[DATE_TEXT + 48];
	int64_t count;
};

static int tell_json(const struct due *due, void *context)
{
	struct told *told = context;
	struct listing *listing = told->listing;
	char day[DATE_TEXT];

	listing_text(listing, *due->login ? due->login : NULL);
	listing_text(listing, *due->name ? due->name : NULL);
	listing_text(listing, *due->post ? due->post : NULL);
	listing_text(listing, due_kind_name(due->kind));
	listing_text(listing, due->ref);
	listing_text(listing, due->what);
	listing_text(listing, due->team);
	listing_text(listing, due->service);
	listing_text(listing, date_iso(due->due_on, day));
	listing_number(listing, due->days);
	listing_bool(listing, due->overdue);
	if (due->number)
		listing_number(listing, due->number);
	else
		listing_text(listing, NULL);
	return 0;
}

// "Ann Archer, team manager (ann)", where somebody's things begin.
static void tell_person(struct told *told, const struct due *due)
{
	char *text;

	if (told->name && strcmp(told->login, due->login) == 0 &&
		strcmp(told->name, due->name) == 0)
		return;
	text = *due->name
		       ? xasprintf("%s%s%s%s%s%s", due->name, *due->post ? ", " : "", due->post,
				 *due->login ? " (" : "", due->login, *due->login ? ")" : "")
		       : xstrdup("Nobody yet");
	if (told->name)
		putc('\n', told->out);
	text_put_line(told->out, text);
	putc('\n', told->out);
	free(text);
	xreplace(&told->login, due->login);
	xreplace(&told->name, due->name);
}

// "12 Oct 2026  overdue 3 days", in columns.
static void tell_when(struct told *told, const struct due *due)
{
	int days = due->overdue ? -due->days : due->days;
	char day[DATE_TEXT], text[48];

	if (due->due_on == told->day && due->overdue == told->overdue) {
		fputs(told->when, told->out);
		return;
	}
	if (due->overdue && days == 0)
		snprintf(text, sizeof(text), "overdue"); // by a weekend
	else if (days == 0)
		snprintf(text, sizeof(text), "today");
	else
		snprintf(text, sizeof(text), "%s%d day%s", due->overdue ? "overdue " : "in ",
			days, days == 1 ? "" : "s");
	snprintf(told->when, sizeof(told->when), "  %-11s  %-18s", date_show(due->due_on, day),
		text);
	told->day = due->due_on;
	told->overdue = due->overdue;
	fputs(told->when, told->out);
}

// The audit's, or that of a step or action of it.
static void tell_ref(struct told *told, const struct due *due)
{
	char number[16];

	text_put_line(told->out, due->ref);
	if (!due->number)
		return;
	snprintf(number, sizeof(number), "/%d", due->number);
	fputs(number, told->out);
}

// One after the other, as there are many lines: what formats is slower by half.
static int tell_line(const struct due *due, void *context)
{
	struct told *told = context;
	const char *kind = due_kind_name(due->kind);
	static const char blanks[] = "            ";

	tell_person(told, due);
	tell_when(told, due);
	fputs(kind, told->out);
	fputs(blanks + strlen(kind), told->out);
	tell_ref(told, due);
	fputs("  ", told->out);
	text_put_line(told->out, due->what);
	fputs("  [", told->out);
	text_put_line(told->out, due->team);
	fputs("]\n", told->out);
	told->count++;
	return 0;
}

static int64_t tell_all_json(struct run *run, const struct due_filter *filter)
{
	static const char *const names[] = {"login", "name", "post", "kind", "audit_ref",
		"what", "team", "service", "due_on", "working_days", "overdue", "number"};
	struct told told = {.listing = listing_begin(run->out, true, names, LENGTH(names))};
	int64_t overdue = 0;
	int result = due_walk(run->session, filter, tell_json, &told, &overdue);

	listing_end(told.listing);
	return result ? -1 : overdue;
}

static int64_t tell_all_lines(struct run *run, const struct due_filter *filter)
{
	struct told told = {.out = run->out, .day = DATE_NONE};
	int64_t overdue = 0;
	int result = due_walk(run->session, filter, tell_line, &told, &overdue);

	free(told.login);
	free(told.name);
	if (result)
		return -1;
	if (!told.count)
		fprintf(run->out, "Nothing is %s.\n", filter->overdue ? "overdue" : "due");
	else
		fprintf(run->out,
			"\n%" PRId64 " due, %" PRId64 " of them overdue, in working days\n",
			told.count, overdue);
	return overdue;
}

int command_due(struct run *run)
{
	struct due_filter filter = {.horizon = -1};
	const char *service = NULL, *team = NULL;
	bool json = false, check = false, mine = false;
	const struct option_spec options[] = {
		{"--json", OPTION_FLAG, &json},
		{"--check", OPTION_FLAG, &check},
		{"--mine", OPTION_FLAG, &mine},
		{"--person", OPTION_TEXT, &filter.login},
		{"--service", OPTION_TEXT, &service},
		{"--team", OPTION_TEXT, &team},
		{"--overdue", OPTION_FLAG, &filter.overdue},
		{"--days", OPTION_NUMBER, &filter.horizon},
		{0},
	};
	struct session *session = run->session;
	int64_t overdue;

	if (options_read(run, options) || arguments_count(run, "due", 0, 0) ||
		list_option_id(
			session, "service", service, lookup_services, &filter.service_id) ||
		list_option_id(session, "team", team, lookup_teams, &filter.team_id))
		return -1;
	if (mine && filter.login)
		return command_usage("due", "--mine and --person exclude each other");
	if (filter.horizon > DAYS_MOST)
		return fail(ERROR_USAGE, "--days %ld: look %d working days ahead at most",
			filter.horizon, DAYS_MOST);
	if (mine)
		filter.login = session->me.login;
	overdue = json ? tell_all_json(run, &filter) : tell_all_lines(run, &filter);
	if (overdue < 0)
		return -1;
	return check && overdue ? (int)ERROR_FOUND : 0;
}
