// SPDX-License-Identifier: MIT
// cycle: begins a month, and shows where its audits stand.
#include "core/cycle.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/list.h"
#include "core/command/sub.h"
#include "core/json.h"
#include "core/listing.h"
#include "core/sample.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

#define MONTHS_MOST 1200

// The columns of a line's counts, and their keys.
static const char *const names[CYCLE_COUNT] = {
	[CYCLE_UNALLOCATED] = "not_allocated",
	[CYCLE_ALLOCATED] = "allocated",
	[CYCLE_DRAFT] = "draft",
	[CYCLE_SUBMITTED] = "submitted",
	[CYCLE_MODERATED] = "moderated",
	[CYCLE_EXEMPT] = "exempt",
	[CYCLE_LATE] = "late",
	[CYCLE_LATE_DONE] = "late_done",
	[CYCLE_TOTAL] = "total",
};

static int open_month(struct run *run)
{
	date due = DATE_NONE;
	const struct option_spec options[] = {{"--due", OPTION_DATE, &due}, {0}};

	if (options_read(run, options) || arguments_count(run, "cycle", 1, 1))
		return -1;
	return cycle_open(run->session, run->argv[0], due);
}

static void json_line(struct json *json, const struct cycle_line *line)
{
	json_object(json, NULL);
	json_text(json, "service", line->service_id ? line->service : NULL);
	json_text(json, "team", line->team_id ? line->team : NULL);
	for (int i = 0; i < CYCLE_COUNT; i++)
		json_integer(json, names[i], line->counts[i]);
	json_end(json);
}

static void show_json(FILE *out, const struct cycle *cycle, enum audit_kind kind)
{
	struct json json;

	json_init(&json, out);
	json_object(&json, NULL);
	json_text(&json, "month", cycle->month);
	json_text(&json, "kind", audit_kind_name(kind));
	json_day(&json, "opened_on", cycle->opened_on);
	json_day(&json, "due_on", cycle->due_on);
	json_text(&json, "sample", cycle->sample);
	json_integer(&json, "teams_short", cycle->teams_short);
	json_integer(&json, "contacts_open", cycle->contacts_open);
	json_integer(&json, "moderations_open", cycle->moderations_open);
	json_integer(&json, "disputes", cycle->disputes);
	json_array(&json, "lines");
	for (size_t i = 0; i < cycle->count; i++)
		json_line(&json, &cycle->lines[i]);
	json_end(&json);
	json_end(&json);
}

static void show_head(FILE *out, const struct cycle *cycle, enum audit_kind kind)
{
	char day[DATE_TEXT];

	fprintf(out, "%s, %s audits", cycle->month, audit_kind_name(kind));
	if (cycle->opened_on == DATE_NONE)
		fputs(": not opened", out);
	else
		fprintf(out, ": due %s", date_show(cycle->due_on, day));
	fprintf(out, "%s%s", cycle->sample ? ", drawn as " : "",
		cycle->sample ? cycle->sample : "");
	if (cycle->teams_short)
		fprintf(out, ", %" PRId64 " team%s short", cycle->teams_short,
			cycle->teams_short == 1 ? "" : "s");
	fputc('\n', out);
	fprintf(out,
		"Families to be written to or to answer: %" PRId64
		"   Moderations open: %" PRId64 "   Disputes: %" PRId64 "\n\n",
		cycle->contacts_open, cycle->moderations_open, cycle->disputes);
}

static void show_lines(FILE *out, const struct cycle *cycle)
{
	static const char *const heads[1 + CYCLE_COUNT] = {"service_and_team", "nobody's",
		"alloc.", "draft", "subm.", "moder.", "exempt", "late", "late_done", "total"};
	struct listing *listing = listing_begin(out, false, heads, LENGTH(heads));

	for (size_t i = 0; i < cycle->count; i++) {
		const struct cycle_line *line = &cycle->lines[i];
		char *name = xasprintf("%s%s", line->team_id ? "  " : "",
			line->team_id      ? line->team
			: line->service_id ? line->service
					   : "All services");

		listing_text(listing, name);
		for (int count = 0; count < CYCLE_COUNT; count++)
			listing_number(listing, line->counts[count]);
		free(name);
	}
	listing_end(listing);
}

static int show(struct run *run)
{
	const char *word = NULL;
	bool json = false;
	enum audit_kind kind = AUDIT_MONTHLY;
	struct cycle cycle;
	char month[DATE_TEXT];
	const struct option_spec options[] = {
		{"--kind", OPTION_TEXT, &word}, {"--json", OPTION_FLAG, &json}, {0}};

	if (options_read(run, options) || arguments_count(run, "cycle", 0, 1) ||
		list_option_kind(word, &kind) ||
		cycle_get(run->session,
			run->argc ? run->argv[0] : date_month(run->session->today, month), kind,
			&cycle))
		return -1;
	if (json) {
		show_json(run->out, &cycle, kind);
	} else {
		show_head(run->out, &cycle, kind);
		show_lines(run->out, &cycle);
	}
	cycle_finish(&cycle);
	return 0;
}

static int put_month(struct session *session, const char *month, struct listing *listing)
{
	struct cycle cycle;
	char day[DATE_TEXT];

	if (cycle_get(session, month, AUDIT_MONTHLY, &cycle))
		return -1;
	listing_text(listing, cycle.month);
	listing_text(
		listing, cycle.opened_on == DATE_NONE ? NULL : date_iso(cycle.opened_on, day));
	listing_text(listing, cycle.due_on == DATE_NONE ? NULL : date_iso(cycle.due_on, day));
	listing_text(listing, cycle.sample);
	listing_number(listing, cycle.lines[0].counts[CYCLE_TOTAL]);
	listing_number(listing, cycle.lines[0].counts[CYCLE_LATE]);
	listing_number(listing, cycle.lines[0].counts[CYCLE_EXEMPT]);
	cycle_finish(&cycle);
	return 0;
}

static int list(struct run *run)
{
	static const char *const columns[] = {
		"month", "opened_on", "due_on", "sample", "total", "late", "exempt"};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	char(*months)[DATE_TEXT];
	struct listing *listing;
	int count, result = 0;

	if (options_read(run, options) || arguments_count(run, "cycle", 0, 0))
		return -1;
	months = xcalloc(MONTHS_MOST, sizeof(*months));
	count = cycle_months(run->session, months, MONTHS_MOST);
	listing = listing_begin(run->out, json, columns, LENGTH(columns));
	for (int i = 0; i < count && !result; i++)
		result = put_month(run->session, months[i], listing);
	listing_end(listing);
	free(months);
	return count < 0 ? -1 : result;
}

int command_cycle(struct run *run)
{
	static const struct subcommand subs[] = {
		{"list", list}, {"open", open_month}, {"show", show}, {0}};

	return subcommand_run(run, "cycle", subs);
}
