// SPDX-License-Identifier: MIT
// loop list / import / export / diff: the rules of closing the loop, version by version.
#include <inttypes.h>
#include <stdlib.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "core/loop-rule.h"
#include "core/writer.h"
#include "db/error.h"
#include "db/mem.h"

static int list(struct run *run)
{
	static const char *const names[] = {
		"version", "effective_on", "rules", "audits", "published_by"};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct listing *listing;
	struct loop_rules **versions;
	size_t count;
	char day[DATE_TEXT];

	if (options_read(run, options) || arguments_count(run, "loop", 0, 0) ||
		loop_rules_list(run->session, &versions, &count))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		listing_number(listing, versions[i]->id);
		listing_text(listing, date_iso(versions[i]->effective_on, day));
		listing_number(listing, (int64_t)versions[i]->count);
		listing_number(listing, versions[i]->audits);
		listing_text(listing, versions[i]->published_by);
	}
	listing_end(listing);
	loop_rules_free(versions, count);
	return 0;
}

static int publish(struct run *run, const char *path, const struct loop_rules *rules,
	date effective_on, bool dry_run)
{
	char day[DATE_TEXT];
	int64_t id;

	if (dry_run) {
		fprintf(run->out, "%s: %zu rules: nothing wrong, not imported\n", path,
			rules->count);
		return 0;
	}
	if (loop_rules_publish(run->session, rules, effective_on, &id))
		return -1;
	fprintf(run->out, "version %" PRId64 ": %zu rules, in force from %s\n", id,
		rules->count, date_iso(effective_on, day));
	return 0;
}

static int import(struct run *run)
{
	date effective_on = DATE_NONE;
	bool dry_run = false;
	const struct option_spec options[] = {
		{"--effective", OPTION_DATE, &effective_on},
		{"--dry-run", OPTION_FLAG, &dry_run},
		{0},
	};
	struct problems problems;
	struct loop_rules *rules;
	const char *path;
	int result;

	if (options_read(run, options) || arguments_count(run, "loop", 1, 1) ||
		require(run->session, RIGHT_TEMPLATE, NULL))
		return -1;
	if (effective_on == DATE_NONE)
		return command_usage("loop", "--effective is needed");
	path = run->argv[0];
	problem_init(&problems, path);
	result = loop_rules_read(path, &problems, &rules);
	if (!result && !rules) {
		problem_print(&problems, run->err);
		result = fail(
			ERROR_DATA, "%s: nothing was imported: correct it and try again", path);
	}
	if (!result)
		result = publish(run, path, rules, effective_on, dry_run);
	loop_rules_destroy(rules);
	problem_finish(&problems);
	return result;
}

// A version by its number; NULL: the one before `before`, 0 the newest.
static struct loop_rules *find(struct run *run, const char *number, int64_t before)
{
	struct loop_rules **versions, *found = NULL;
	char *end = NULL;
	int64_t id = number ? strtoll(number, &end, 10) : 0;
	size_t count;

	if (number && (id < 1 || *end)) {
		fail(ERROR_USAGE, "'%s' is no version: it is a number, as in loop list",
			number);
		return NULL;
	}
	if (loop_rules_list(run->session, &versions, &count))
		return NULL;
	for (size_t i = 0; !number && i < count; i++)
		if (!before || versions[i]->id < before)
			id = versions[i]->id;
	loop_rules_free(versions, count);
	if (id)
		found = loop_rules_get(run->session, id);
	else
		fail(ERROR_MISSING, "there is one version of the rules only: nothing to "
				    "compare it with");
	return found;
}

static int export(struct run *run)
{
	const char *path = NULL, *version = NULL;
	bool bom = false, raw = false;
	const struct option_spec options[] = {
		{"--version", OPTION_TEXT, &version},
		{"-o", OPTION_TEXT, &path},
		{"--bom", OPTION_FLAG, &bom},
		{"--raw", OPTION_FLAG, &raw},
		{0},
	};
	struct loop_rules *rules;
	int result;

	if (options_read(run, options) || arguments_count(run, "loop", 0, 0) ||
		command_needs_file(run, path))
		return -1;
	rules = find(run, version, 0);
	if (!rules)
		return -1;
	result =
		loop_rules_export(rules, path, (bom ? WRITER_BOM : 0) | (raw ? WRITER_RAW : 0));
	loop_rules_destroy(rules);
	return result;
}

static void show_json(FILE *out, const struct loop_change *changes, size_t count)
{
	static const char *const names[] = {"what", "old", "new"};
	struct listing *listing = listing_begin(out, true, names, LENGTH(names));

	for (size_t i = 0; i < count; i++) {
		listing_text(listing, changes[i].what);
		listing_text(listing, changes[i].old);
		listing_text(listing, changes[i].new);
	}
	listing_end(listing);
}

static void show_text(FILE *out, const struct loop_change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		fprintf(out, "%s\n", changes[i].what);
		if (changes[i].old)
			fprintf(out, "  - %s\n", changes[i].old);
		if (changes[i].new)
			fprintf(out, "  + %s\n", changes[i].new);
	}
}

static void show_diff(
	struct run *run, const struct loop_rules *old, const struct loop_rules *new, bool json)
{
	struct loop_change *changes;
	size_t count = loop_rules_diff(old, new, &changes);

	if (json) {
		show_json(run->out, changes, count);
	} else {
		fprintf(run->out,
			"version %" PRId64 ", then version %" PRId64 ": %zu difference%s\n",
			old->id, new->id, count, count == 1 ? "" : "s");
		show_text(run->out, changes, count);
	}
	loop_changes_free(changes, count);
}

// None: the last two versions; one: that and the one before it; two: these.
static int diff(struct run *run)
{
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct loop_rules *old = NULL, *new;

	if (options_read(run, options) || arguments_count(run, "loop", 0, 2))
		return -1;
	new = find(run, run->argc ? run->argv[run->argc - 1] : NULL, 0);
	if (new)
		old = find(run, run->argc == 2 ? run->argv[0] : NULL, new->id);
	if (old)
		show_diff(run, old, new, json);
	loop_rules_destroy(new);
	loop_rules_destroy(old);
	return old ? 0 : -1;
}

int command_loop(struct run *run)
{
	static const struct subcommand subs[] = {
		{"diff", diff}, {"export", export}, {"import", import}, {"list", list}, {0}};

	return subcommand_run(run, "loop", subs);
}
