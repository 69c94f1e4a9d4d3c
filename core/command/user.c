// SPDX-License-Identifier: MIT
// user add / change / list: people.
#include <stdlib.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "core/role.h"
#include "core/user.h"
#include "db/mem.h"

static int put(struct run *run, enum put how)
{
	struct user_fields fields = {0};
	bool active = false, inactive = false;
	const struct option_spec options[] = {
		{"--name", OPTION_TEXT, &fields.name},
		{"--post", OPTION_TEXT, &fields.post},
		{"--role", OPTION_TEXT, &fields.roles},
		{"--team", OPTION_TEXT, &fields.team},
		{"--service", OPTION_TEXT, &fields.services},
		{"--active", OPTION_FLAG, &active},
		{"--inactive", OPTION_FLAG, &inactive},
		{0},
	};

	if (options_read(run, options) || arguments_count(run, "user", 1, 1) ||
		active_option(active, inactive, &fields.active))
		return -1;
	fields.login = run->argv[0];
	return user_put(run->session, &fields, how);
}

static int add(struct run *run)
{
	return put(run, PUT_NEW);
}

static int change(struct run *run)
{
	return put(run, PUT_OLD);
}

static void list_one(struct listing *listing, const struct user_row *row)
{
	char *roles = roles_text(row->roles);

	listing_text(listing, row->login);
	listing_text(listing, row->name);
	listing_text(listing, row->post);
	listing_text(listing, roles);
	listing_text(listing, row->team);
	listing_text(listing, row->services);
	listing_bool(listing, row->active);
	free(roles);
}

static int list(struct run *run)
{
	static const char *const names[] = {
		"login", "name", "post", "roles", "team", "services", "active"};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct listing *listing;
	struct user_row *rows;
	size_t count;

	if (options_read(run, options) || arguments_count(run, "user", 0, 0) ||
		user_list(run->session, NULL, &rows, &count))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	for (size_t i = 0; i < count; i++)
		list_one(listing, &rows[i]);
	listing_end(listing);
	user_rows_free(rows, count);
	return 0;
}

int command_user(struct run *run)
{
	static const struct subcommand subs[] = {
		{"add", add}, {"change", change}, {"list", list}, {0}};

	return subcommand_run(run, "user", subs);
}
