// SPDX-License-Identifier: MIT
// user add / change / list / away: people, and when they are not there.
#include <stdlib.h>

#include "core/away.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "core/role.h"
#include "core/user.h"
#include "db/mem.h"

// What add and change are asked for.
struct wish {
	struct user_fields fields;
	bool active, inactive;
	struct date_range away; // last: DATE_NONE where it is not given
	bool back;
};

static bool is_away(const struct wish *wish)
{
	return wish->back || wish->away.last != DATE_NONE;
}

// Absence is everybody's own to say, the rest an administrator's: so the two are not mixed in one act.
static int away(struct run *run, const struct wish *wish)
{
	const struct user_fields *fields = &wish->fields;

	if (wish->back && wish->away.last != DATE_NONE)
		return command_usage("user", "--away and --back exclude each other");
	if (fields->name || fields->post || fields->roles || fields->team || fields->services ||
		wish->active || wish->inactive)
		return command_usage("user", "--away and --back stand alone");
	return wish->back ? away_clear(run->session, fields->login)
			  : away_put(run->session, fields->login, wish->away);
}

static int put(
	struct run *run, const struct option_spec *options, struct wish *wish, enum put how)
{
	if (options_read(run, options) || arguments_count(run, "user", 1, 1))
		return -1;
	wish->fields.login = run->argv[0];
	if (is_away(wish))
		return away(run, wish);
	if (active_option(wish->active, wish->inactive, &wish->fields.active))
		return -1;
	return user_put(run->session, &wish->fields, how);
}

#define FIELDS(wish)                                                  \
	{"--name", OPTION_TEXT, &(wish)->fields.name},                \
		{"--post", OPTION_TEXT, &(wish)->fields.post},        \
		{"--role", OPTION_TEXT, &(wish)->fields.roles},       \
		{"--team", OPTION_TEXT, &(wish)->fields.team},        \
		{"--service", OPTION_TEXT, &(wish)->fields.services}, \
		{"--active", OPTION_FLAG, &(wish)->active},           \
	{                                                             \
		"--inactive", OPTION_FLAG, &(wish)->inactive          \
	}

static int add(struct run *run)
{
	struct wish wish = {.away.last = DATE_NONE};
	const struct option_spec options[] = {FIELDS(&wish), {0}};

	return put(run, options, &wish, PUT_NEW);
}

static int change(struct run *run)
{
	struct wish wish = {.away.last = DATE_NONE};
	const struct option_spec options[] = {FIELDS(&wish),
		{"--away", OPTION_RANGE, &wish.away}, {"--back", OPTION_FLAG, &wish.back}, {0}};

	return put(run, options, &wish, PUT_OLD);
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

static void list_away(struct run *run, bool json, const struct away *list, size_t count)
{
	static const char *const names[] = {"login", "name", "first_on", "last_on"};
	struct listing *listing = listing_begin(run->out, json, names, LENGTH(names));
	char day[DATE_TEXT];

	for (size_t i = 0; i < count; i++) {
		listing_text(listing, list[i].login);
		listing_text(listing, list[i].name);
		listing_text(listing, date_iso(list[i].range.first, day));
		listing_text(listing, date_iso(list[i].range.last, day));
	}
	listing_end(listing);
}

static int away_show(struct run *run)
{
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct away *list;
	size_t count;

	if (options_read(run, options) || arguments_count(run, "user", 0, 1) ||
		away_list(run->session, run->argv[0], &list, &count))
		return -1;
	list_away(run, json, list, count);
	away_free(list, count);
	return 0;
}

int command_user(struct run *run)
{
	static const struct subcommand subs[] = {
		{"add", add}, {"away", away_show}, {"change", change}, {"list", list}, {0}};

	return subcommand_run(run, "user", subs);
}
