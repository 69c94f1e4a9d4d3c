// SPDX-License-Identifier: MIT
// template list / import / export / diff / use: versions of what audits are made with.
#include <stdlib.h>
#include <string.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "core/template-file.h"
#include "core/writer.h"
#include "db/error.h"
#include "db/mem.h"

static void list_one(struct listing *listing, const struct template_row *row)
{
	char day[DATE_TEXT];

	listing_text(listing, row->name);
	listing_number(listing, row->version);
	listing_text(listing, date_iso(row->effective_on, day));
	listing_number(listing, row->domains);
	listing_number(listing, row->prompts);
	listing_number(listing, row->indicators);
	listing_number(listing, row->audits);
	listing_bool(listing, row->in_use);
	listing_text(listing, row->published_by);
}

static int list(struct run *run)
{
	static const char *const names[] = {"template", "version", "effective_on", "domains",
		"prompts", "indicators", "audits", "in_use", "published_by"};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct listing *listing;
	struct template_row *rows;
	size_t count;

	if (options_read(run, options) || arguments_count(run, "template", 0, 0) ||
		template_list(run->session, &rows, &count))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	for (size_t i = 0; i < count; i++)
		list_one(listing, &rows[i]);
	listing_end(listing);
	template_rows_free(rows, count);
	return 0;
}

// What the options of import ask for.
struct import {
	const char *path, *name;
	date effective_on;
	bool dry_run;
};

static int publish(
	struct run *run, const struct import *import, const struct template *template)
{
	const struct template *published;
	char day[DATE_TEXT];

	if (import->dry_run) {
		fprintf(run->out, "%s: %zu domains, %zu prompts: nothing wrong, not imported\n",
			import->path, template->domain_count, template->prompt_count);
		return 0;
	}
	published =
		template_publish(run->session, template, import->name, import->effective_on);
	if (!published)
		return -1;
	fprintf(run->out, "%s version %d: %zu domains, %zu prompts, in force from %s\n",
		published->name, published->version, published->domain_count,
		published->prompt_count, date_iso(published->effective_on, day));
	return 0;
}

static int import_file(struct run *run, const struct import *import)
{
	struct problems problems;
	struct template *template;
	int result;

	problem_init(&problems, import->path);
	result = template_read(import->path, &problems, &template);
	if (!result && !template) {
		problem_print(&problems, run->err);
		result = fail(ERROR_DATA, "%s: nothing was imported: correct it and try again",
			import->path);
	}
	if (!result)
		result = publish(run, import, template);
	template_destroy(template);
	problem_finish(&problems);
	return result;
}

static int import(struct run *run)
{
	struct import import = {.effective_on = DATE_NONE};
	const struct option_spec options[] = {
		{"--name", OPTION_TEXT, &import.name},
		{"--effective", OPTION_DATE, &import.effective_on},
		{"--dry-run", OPTION_FLAG, &import.dry_run},
		{0},
	};

	if (options_read(run, options) || arguments_count(run, "template", 1, 1) ||
		require(run->session, RIGHT_TEMPLATE, NULL))
		return -1;
	if (!import.name || import.effective_on == DATE_NONE)
		return command_usage("template", "--name and --effective are needed");
	if (template_check_name(import.name))
		return -1;
	import.path = run->argv[0];
	return import_file(run, &import);
}

// NAME, or NAME@VERSION; version 0: the newest.
static const struct template *find(struct run *run, const char *spec, long version)
{
	const char *at = strrchr(spec, '@');
	char *name = at ? xstrndup(spec, (size_t)(at - spec)) : xstrdup(spec), *end;
	const struct template *template = NULL;

	if (at) {
		version = strtol(at + 1, &end, 10);
		if (!at[1] || *end)
			version = -1;
	}
	if (version < 0 || version > INT32_MAX)
		fail(ERROR_USAGE, "%s: a version is a number, as in case-file-2024@1", spec);
	else
		template = template_find(run->session, name, (int)version);
	free(name);
	return template;
}

static int export(struct run *run)
{
	const char *path = NULL;
	bool bom = false, raw = false;
	long version = 0;
	const struct option_spec options[] = {
		{"--version", OPTION_NUMBER, &version},
		{"-o", OPTION_TEXT, &path},
		{"--bom", OPTION_FLAG, &bom},
		{"--raw", OPTION_FLAG, &raw},
		{0},
	};
	const struct template *template;

	if (options_read(run, options) || arguments_count(run, "template", 1, 1) ||
		command_needs_file(run, path))
		return -1;
	template = find(run, run->argv[0], version);
	if (!template)
		return -1;
	return template_export(template, path, (bom ? WRITER_BOM : 0) | (raw ? WRITER_RAW : 0));
}

static void show_json(FILE *out, const struct template_change *changes, size_t count)
{
	static const char *const names[] = {"change", "what", "old", "new"};
	struct listing *listing = listing_begin(out, true, names, LENGTH(names));

	for (size_t i = 0; i < count; i++) {
		listing_text(listing, template_change_name(changes[i].kind));
		listing_text(listing, changes[i].what);
		listing_text(listing, changes[i].old);
		listing_text(listing, changes[i].new);
	}
	listing_end(listing);
}

static void show_text(FILE *out, const struct template_change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		fprintf(out, "%s %s\n", template_change_name(changes[i].kind), changes[i].what);
		if (changes[i].old)
			fprintf(out, "  - %s\n", changes[i].old);
		if (changes[i].new)
			fprintf(out, "  + %s\n", changes[i].new);
	}
}

static void show_diff(
	struct run *run, const struct template *old, const struct template *new, bool json)
{
	struct template_change *changes;
	size_t count = template_diff(old, new, &changes);

	if (json) {
		show_json(run->out, changes, count);
	} else {
		fprintf(run->out, "%s version %d, then %s version %d: %zu difference%s\n",
			old->name, old->version, new->name, new->version, count,
			count == 1 ? "" : "s");
		show_text(run->out, changes, count);
	}
	template_changes_free(changes, count);
}

// One name: its last two versions; two: NAME[@VERSION] each; three: a name and two versions.
static int find_two(struct run *run, const struct template **old, const struct template **new)
{
	const char *first = run->argv[0];

	*old = *new = NULL;
	if (run->argc == 1) {
		*new = find(run, first, 0);
		if (*new && (*new)->version == 1)
			return fail(ERROR_MISSING,
				"%s has one version only: name another "
				"template to compare it with",
				(*new)->name);
		if (*new)
			*old = template_find(run->session, (*new)->name, (*new)->version - 1);
	} else if (run->argc == 2) {
		*old = find(run, first, 0);
		*new = *old ? find(run, run->argv[1], 0) : NULL;
	} else {
		char *specs[] = {xasprintf("%s@%s", first, run->argv[1]),
			xasprintf("%s@%s", first, run->argv[2])};

		*old = find(run, specs[0], 0);
		*new = *old ? find(run, specs[1], 0) : NULL;
		free(specs[0]);
		free(specs[1]);
	}
	return *old && *new ? 0 : -1;
}

static int diff(struct run *run)
{
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	const struct template *old, *new;

	if (options_read(run, options) || arguments_count(run, "template", 1, 3) ||
		find_two(run, &old, &new))
		return -1;
	show_diff(run, old, new, json);
	return 0;
}

static int use(struct run *run)
{
	const struct option_spec options[] = {{0}};

	if (options_read(run, options) || arguments_count(run, "template", 1, 1))
		return -1;
	return template_use(run->session, run->argv[0]);
}

int command_template(struct run *run)
{
	static const struct subcommand subs[] = {{"diff", diff}, {"export", export},
		{"import", import}, {"list", list}, {"use", use}, {0}};

	return subcommand_run(run, "template", subs);
}
