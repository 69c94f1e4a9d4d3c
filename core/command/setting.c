// SPDX-License-Identifier: MIT
// setting list / set: what holds for the whole database.
#include <stdlib.h>
#include <string.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "core/setting.h"
#include "db/mem.h"

static int list(struct run *run)
{
	static const char *const names[] = {"name", "value", "usual", "meaning"};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct listing *listing;
	int result = 0;

	if (options_read(run, options) || arguments_count(run, "setting", 0, 0))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	for (int i = 0; i < SETTING_COUNT && !result; i++) {
		char *value = setting_get(run->session, (enum setting)i);

		listing_text(listing, setting_info((enum setting)i)->name);
		listing_text(listing, value);
		listing_text(listing, setting_info((enum setting)i)->initial);
		listing_text(listing, setting_info((enum setting)i)->meaning);
		result = value ? 0 : -1;
		free(value);
	}
	listing_end(listing);
	return result;
}

static int set(struct run *run)
{
	enum setting setting;

	if (options_read(run, (const struct option_spec[]){{0}}) ||
		arguments_count(run, "setting", 2, 2) || setting_find(run->argv[0], &setting))
		return -1;
	return setting_put(run->session, setting, run->argv[1]);
}

int command_setting(struct run *run)
{
	static const struct subcommand subs[] = {{"list", list}, {"set", set}, {0}};

	return subcommand_run(run, "setting", subs);
}
