// SPDX-License-Identifier: MIT
// theme add / change / list: the themes that QA keeps.
#include "core/theme.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "db/mem.h"

static int add(struct run *run)
{
	const struct option_spec options[] = {{0}};

	if (options_read(run, options) || arguments_count(run, "theme", 1, 1))
		return -1;
	return theme_put(run->session, run->argv[0], NULL, ACTIVE_KEEP, PUT_NEW);
}

static int change(struct run *run)
{
	const char *rename = NULL;
	bool active = false, inactive = false;
	const struct option_spec options[] = {
		{"--name", OPTION_TEXT, &rename},
		{"--active", OPTION_FLAG, &active},
		{"--inactive", OPTION_FLAG, &inactive},
		{0},
	};
	enum active listed;

	if (options_read(run, options) || arguments_count(run, "theme", 1, 1) ||
		active_option(active, inactive, &listed))
		return -1;
	return theme_put(run->session, run->argv[0], rename, listed, PUT_OLD);
}

static int list(struct run *run)
{
	static const char *const names[] = {"theme", "audits", "listed"};
	bool json = false, all = false;
	const struct option_spec options[] = {
		{"--json", OPTION_FLAG, &json}, {"--all", OPTION_FLAG, &all}, {0}};
	struct listing *listing;
	struct theme_row *rows;
	size_t count;

	if (options_read(run, options) || arguments_count(run, "theme", 0, 0) ||
		theme_rows(run->session, !all, &rows, &count))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		listing_text(listing, rows[i].name);
		listing_number(listing, rows[i].audits);
		listing_bool(listing, rows[i].listed);
	}
	listing_end(listing);
	theme_rows_free(rows, count);
	return 0;
}

int command_theme(struct run *run)
{
	static const struct subcommand subs[] = {
		{"add", add}, {"change", change}, {"list", list}, {0}};

	return subcommand_run(run, "theme", subs);
}
