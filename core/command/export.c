// SPDX-License-Identifier: MIT
// export DATASET: what the records hold, as CSV.
#include <string.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/export.h"
#include "core/writer.h"
#include "db/error.h"

// The period as it was given: one of the first three, or both of the last two.
struct period {
	const char *month, *quarter, *year;
	date from, to;
};

static int read_named(const char *option, const char *text,
	int (*parse)(const char *, struct date_range *), struct export_filter *filter)
{
	if (!text)
		return 0;
	if (filter->dated)
		return fail(ERROR_USAGE, "more than one period is given: leave %s out", option);
	filter->dated = true;
	if (parse(text, &filter->range) == 0)
		return 0;
	return fail(ERROR_USAGE,
		"%s %s is no period: write a month as 2026-10, a quarter as 2023-24-Q2, a year "
		"as 2023-24",
		option, text);
}

static int read_period(const struct period *period, struct export_filter *filter)
{
	if (read_named("--month", period->month, date_parse_month, filter) ||
		read_named("--quarter", period->quarter, date_parse_quarter, filter) ||
		read_named("--year", period->year, date_parse_year, filter))
		return -1;
	if (period->from == DATE_NONE && period->to == DATE_NONE)
		return 0;
	if (filter->dated)
		return fail(ERROR_USAGE,
			"more than one period is given: leave --from and --to out");
	filter->dated = true;
	filter->range.first =
		period->from == DATE_NONE ? date_from(DATE_YEAR_MIN, 1, 1) : period->from;
	filter->range.last =
		period->to == DATE_NONE ? date_from(DATE_YEAR_MAX, 12, 31) : period->to;
	if (filter->range.first > filter->range.last)
		return fail(ERROR_USAGE, "--from is after --to: exchange them");
	return 0;
}

static int run_export(
	struct run *run, const char *path, const struct export_filter *filter, unsigned options)
{
	struct export_receipt receipt;

	fflush(run->out);
	if (export_file(run->session, run->argv[0], path, filter, options, &receipt) != 0)
		return -1;
	fprintf(run->err, "%s: %zu rows, SHA-256 %s, trail %s\n", run->argv[0], receipt.rows,
		receipt.sha256, receipt.head);
	return 0;
}

int command_export(struct run *run)
{
	struct period period = {.from = DATE_NONE, .to = DATE_NONE};
	struct export_filter filter = {0};
	const char *path = NULL;
	bool bom = false, raw = false;
	const struct option_spec specs[] = {
		{"--month", OPTION_TEXT, &period.month},
		{"--quarter", OPTION_TEXT, &period.quarter},
		{"--year", OPTION_TEXT, &period.year},
		{"--from", OPTION_DATE, &period.from},
		{"--to", OPTION_DATE, &period.to},
		{"--service", OPTION_TEXT, &filter.service},
		{"--team", OPTION_TEXT, &filter.team},
		{"-o", OPTION_TEXT, &path},
		{"--bom", OPTION_FLAG, &bom},
		{"--raw", OPTION_FLAG, &raw},
		{0},
	};

	if (options_read(run, specs) || arguments_count(run, "export", 1, 1) ||
		command_needs_file(run, path) || read_period(&period, &filter))
		return -1;
	return run_export(
		run, path, &filter, (bom ? WRITER_BOM : 0u) | (raw ? WRITER_RAW : 0u));
}
