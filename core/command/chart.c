// SPDX-License-Identifier: MIT
// chart: one chart as text for mails or as SVG, the list of them, and the steps that are marked in them.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/chart-draw.h"
#include "core/chart-step.h"
#include "core/chart-svg.h"
#include "core/charts.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "db/error.h"
#include "db/mem.h"

#define ROWS 18
#define COLS 78

static int list(struct run *run)
{
	static const char *const names[] = {"chart", "shows", "answers"};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct listing *listing;

	if (options_read(run, options) || arguments_count(run, "chart", 0, 0))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	for (size_t i = 0; charts_table[i].code; i++) {
		listing_text(listing, charts_table[i].code);
		listing_text(listing, charts_table[i].title);
		listing_text(listing, charts_table[i].help);
	}
	listing_end(listing);
	return 0;
}

static int steps(struct run *run)
{
	static const char *const names[] = {"chart", "service", "month", "why", "by", "at"};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct chart_step_row *rows;
	struct listing *listing;
	size_t count;

	if (options_read(run, options) || arguments_count(run, "chart", 0, 0) ||
		require(run->session, RIGHT_REPORT, NULL) ||
		chart_step_list(run->session, &rows, &count))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		char month[16];

		snprintf(month, sizeof(month), "%04d-%02d", rows[i].month / 100,
			rows[i].month % 100);
		listing_text(listing, rows[i].code);
		listing_text(listing, rows[i].service);
		listing_text(listing, month);
		listing_text(listing, rows[i].why);
		listing_text(listing, rows[i].by);
		listing_text(listing, rows[i].at);
	}
	listing_end(listing);
	chart_steps_free(rows, count);
	return 0;
}

static int mark(struct run *run, const char *service, const char *why, bool remove)
{
	struct charts_wish wish = {0};
	struct date_range month;

	if (date_parse_month(run->argv[1], &month))
		return fail(ERROR_USAGE, "%s is no month: write it as 2026-10", run->argv[1]);
	if (remove == (why != NULL))
		return command_usage("chart", "say --why, or --remove");
	if (charts_place(run->session, service, NULL, &wish))
		return -1;
	if (remove)
		return chart_step_remove(
			run->session, run->argv[0], wish.service_id, month.first);
	return chart_step_mark(run->session, run->argv[0], wish.service_id, month.first, why);
}

static int step(struct run *run)
{
	const char *service = NULL, *why = NULL;
	bool remove = false;
	const struct option_spec options[] = {
		{"--service", OPTION_TEXT, &service},
		{"--why", OPTION_TEXT, &why},
		{"--remove", OPTION_FLAG, &remove},
		{0},
	};

	if (options_read(run, options) || arguments_count(run, "chart", 2, 2))
		return -1;
	return mark(run, service, why, remove);
}

// How one is asked for.
struct asked {
	const char *service, *team, *format;
	long months;
	bool ascii;
};

static void write_text(struct run *run, const struct chart *chart, bool ascii)
{
	if (run->session->practice)
		fputs("PRACTICE: made-up records\n", run->out);
	chart_print(run->out, chart, ROWS, COLS, ascii || chart_needs_ascii());
}

static int write_chart(
	struct run *run, const struct charts_info *info, const struct asked *asked, bool svg)
{
	struct charts_wish wish = {.months = (int)asked->months};
	struct chart *chart;

	if (charts_place(run->session, asked->service, asked->team, &wish) ||
		charts_make(run->session, info, &wish, &chart))
		return -1;
	if (charts_record(run->session, info, &wish)) {
		chart_destroy(chart);
		return -1;
	}
	if (svg)
		chart_svg_alone(run->out, chart, run->session->practice);
	else
		write_text(run, chart, asked->ascii);
	chart_destroy(chart);
	return 0;
}

static int show(struct run *run)
{
	struct asked asked = {.format = "text", .months = CHARTS_MONTHS};
	const struct option_spec options[] = {
		{"--service", OPTION_TEXT, &asked.service},
		{"--team", OPTION_TEXT, &asked.team},
		{"--months", OPTION_NUMBER, &asked.months},
		{"--format", OPTION_TEXT, &asked.format},
		{"--ascii", OPTION_FLAG, &asked.ascii},
		{0},
	};
	const struct charts_info *info;
	bool svg;

	if (options_read(run, options) || arguments_count(run, "chart", 1, 1))
		return -1;
	svg = strcasecmp(asked.format, "svg") == 0;
	if (!svg && strcasecmp(asked.format, "text") != 0)
		return fail(ERROR_USAGE, "--format %s: it is text or svg", asked.format);
	if (asked.months < CHARTS_LEAST || asked.months > CHARTS_MOST)
		return fail(ERROR_USAGE, "--months %ld: a chart has from %d to %d",
			asked.months, CHARTS_LEAST, CHARTS_MOST);
	info = charts_find(run->argv[0]);
	return info ? write_chart(run, info, &asked, svg) : -1;
}

int command_chart(struct run *run)
{
	static const struct subcommand subs[] = {
		{"list", list}, {"steps", steps}, {"step", step}, {0}};

	for (const struct subcommand *sub = subs; sub->name && run->argc; sub++)
		if (strcmp(sub->name, run->argv[0]) == 0)
			return subcommand_run(run, "chart", subs);
	return show(run);
}
