// SPDX-License-Identifier: MIT
// export DATASET: what the records hold, as CSV.
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/period.h"
#include "core/export.h"
#include "core/writer.h"

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
	struct period period = PERIOD_NONE;
	struct export_filter filter = {0};
	const char *path = NULL;
	bool bom = false, raw = false;
	const struct option_spec specs[] = {
		PERIOD_OPTIONS(period),
		{"--service", OPTION_TEXT, &filter.service},
		{"--team", OPTION_TEXT, &filter.team},
		{"-o", OPTION_TEXT, &path},
		{"--bom", OPTION_FLAG, &bom},
		{"--raw", OPTION_FLAG, &raw},
		{0},
	};

	if (options_read(run, specs) || arguments_count(run, "export", 1, 1) ||
		command_needs_file(run, path) ||
		period_read(&period, &filter.dated, &filter.range))
		return -1;
	return run_export(
		run, path, &filter, (bom ? WRITER_BOM : 0u) | (raw ? WRITER_RAW : 0u));
}
