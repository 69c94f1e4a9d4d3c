// SPDX-License-Identifier: MIT
// team add / change / list.
#include "core/team.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "db/mem.h"

static int put(struct run *run, enum put how)
{
	struct team_fields fields = {0};
	bool active = false, inactive = false;
	const struct option_spec options[] = {
		{"--name", OPTION_TEXT, &fields.rename},
		{"--service", OPTION_TEXT, &fields.service},
		{"--active", OPTION_FLAG, &active},
		{"--inactive", OPTION_FLAG, &inactive},
		{0},
	};

	if (options_read(run, options) || arguments_count(run, "team", 1, 1) ||
		active_option(active, inactive, &fields.active))
		return -1;
	fields.name = run->argv[0];
	return team_put(run->session, &fields, how);
}

static int add(struct run *run)
{
	return put(run, PUT_NEW);
}

static int change(struct run *run)
{
	return put(run, PUT_OLD);
}

static int list(struct run *run)
{
	static const char *const names[] = {"name", "service", "people", "active"};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct listing *listing;
	struct team_row *rows;
	size_t count;

	if (options_read(run, options) || arguments_count(run, "team", 0, 0) ||
		team_list(run->session, &rows, &count))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		listing_text(listing, rows[i].name);
		listing_text(listing, rows[i].service);
		listing_number(listing, rows[i].people);
		listing_bool(listing, rows[i].active);
	}
	listing_end(listing);
	team_rows_free(rows, count);
	return 0;
}

int command_team(struct run *run)
{
	static const struct subcommand subs[] = {
		{"add", add}, {"change", change}, {"list", list}, {0}};

	return subcommand_run(run, "team", subs);
}
