// SPDX-License-Identifier: MIT
// sample: the random draw of cases, and its subcommands verify, show, list and replace.
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/lines.h"
#include "core/command/sample.h"
#include "core/command/sub.h"
#include "db/error.h"
#include "db/mem.h"

// References of --cases, or of the lines of --from. What they point into is yours.
struct picked {
	char *text;
	const char **refs;
	size_t count, room;
};

static void picked_finish(struct picked *picked)
{
	free(picked->text);
	free(picked->refs);
}

static void picked_split(struct picked *picked, const char *ends)
{
	static const char mark[] = "\xef\xbb\xbf"; // as Windows begins a text
	bool marked = strncmp(picked->text, mark, 3) == 0;

	for (char *rest = NULL, *ref = strtok_r(picked->text + 3 * marked, ends, &rest); ref;
		ref = strtok_r(NULL, ends, &rest)) {
		ref += strspn(ref, " \t");
		for (size_t n = strlen(ref); n && strchr(" \t", ref[n - 1]); n--)
			ref[n - 1] = '\0';
		if (!*ref)
			continue;
		picked->refs = xgrow(
			picked->refs, picked->count, &picked->room, sizeof(*picked->refs));
		picked->refs[picked->count++] = ref;
	}
}

static int picked_read(struct run *run, const char *path, struct picked *picked)
{
	bool input = strcmp(path, "-") == 0;
	FILE *file = input ? run->in : fopen(path, "re");
	size_t length = 0, got;
	int result = 0;

	if (input && file != stdin)
		return fail(ERROR_USAGE,
			"standard input is the keyboard here: name a file of cases");
	if (!file)
		return fail(ERROR_MISSING, "cannot read %s: %s", path, strerror(errno));
	do {
		picked->text = xreallocarray(picked->text, length + 4096, 1);
		got = fread(picked->text + length, 1, 4095, file);
		length += got;
	} while (got);
	picked->text[length] = '\0';
	if (ferror(file))
		result = fail(ERROR_IO, "%s cannot be read: %s", path, strerror(errno));
	else if (strlen(picked->text) != length)
		result = fail(ERROR_DATA, "%s is no text: write one case a line", path);
	if (!input)
		fclose(file);
	return result;
}

static int picked_make(
	struct run *run, const char *cases, const char *from, struct picked *picked)
{
	if (cases && from)
		return fail(
			ERROR_USAGE, "--cases and --from both name cases: give one of them");
	if (!cases && !from)
		return 0;
	if (cases)
		picked->text = xstrdup(cases);
	else if (picked_read(run, from, picked))
		return -1;
	picked_split(picked, cases ? "," : "\r\n");
	return picked->count ? 0 : fail(ERROR_DATA, "no case is named: write one a line");
}

static int rule_make(long per_team, long percent, struct sample_request *request)
{
	if (per_team >= 0 && percent >= 0)
		return fail(
			ERROR_USAGE, "--per-team and --percent exclude each other: give one");
	if (per_team == 0)
		return fail(ERROR_USAGE, "--per-team 0 draws nothing: give 1 or more");
	request->rule.per = per_team > 0 ? per_team : 0;
	request->rule.percent = percent >= 0 ? percent : 0;
	if (per_team < 0 && percent < 0 && request->case_count)
		request->rule.percent = 100;
	return 0;
}

static int drawn(struct run *run, const struct sample_request *request, bool dry)
{
	struct sample *sample;

	if (dry ? sample_frame(run->session, request, &sample)
		: sample_draw(run->session, request, &sample))
		return -1;
	if (dry)
		sample_show_frame(run, sample);
	else
		sample_show_drawn(run, sample);
	sample_show_shortfalls(run->err, "caseaudit: ", sample);
	sample_destroy(sample);
	return 0;
}

static int draw(struct run *run)
{
	struct sample_request request = {.exclude_months = -1, .due = DATE_NONE};
	const char *kind = NULL, *cases = NULL, *from = NULL;
	long per_team = -1, percent = -1;
	bool dry = false;
	struct picked picked = {0};
	const struct option_spec options[] = {
		{"--per-team", OPTION_NUMBER, &per_team},
		{"--percent", OPTION_NUMBER, &percent},
		{"--seed", OPTION_TEXT, &request.seed},
		{"--exclude-months", OPTION_NUMBER, &request.exclude_months},
		{"--kind", OPTION_TEXT, &kind},
		{"--template", OPTION_TEXT, &request.template},
		{"--service", OPTION_TEXT, &request.service},
		{"--team", OPTION_TEXT, &request.team},
		{"--plan-type", OPTION_TEXT, &request.plan_type},
		{"--cases", OPTION_TEXT, &cases},
		{"--from", OPTION_TEXT, &from},
		{"--due", OPTION_DATE, &request.due},
		{"--dry-run", OPTION_FLAG, &dry},
		{0},
	};
	int result;

	if (options_read(run, options) || arguments_count(run, "sample", 1, 1))
		return -1;
	request.month = run->argv[0];
	if (kind && audit_kind_read(kind, &request.kind))
		return -1;
	result = picked_make(run, cases, from, &picked);
	request.cases = picked.refs;
	request.case_count = picked.count;
	if (!result)
		result = rule_make(per_team, percent, &request);
	if (!result)
		result = drawn(run, &request, dry);
	picked_finish(&picked);
	return result;
}

static void tell(const char *sentence, void *context)
{
	lines_say(((struct run *)context)->out, "%s", sentence);
}

// The receipt itself is kept from somebody who is to moderate one of its audits blind: not that it holds.
static int holds(struct run *run, const char *name)
{
	struct sample *sample;

	if (!sample_get(run->session, name, &sample))
		fprintf(run->out, "The draw %s holds: %zu lines\nFrame   %s\nReceipt %s\n",
			sample->name, sample->entry_count, sample->frame_hash, sample->digest);
	else if (error_kind() == ERROR_DENIED)
		fprintf(run->out, "The draw %s holds\n", name);
	else
		return -1;
	sample_destroy(sample);
	return 0;
}

static int verify(struct run *run)
{
	int wrong = 0;

	if (options_read(run, (const struct option_spec[]){{0}}) ||
		arguments_count(run, "sample", 1, 1) ||
		sample_verify(run->session, run->argv[0], &wrong, tell, run))
		return -1;
	return wrong ? ERROR_FOUND : holds(run, run->argv[0]);
}

static int show(struct run *run)
{
	bool json = false, csv = false, raw = false;
	const char *path = NULL;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json},
		{"--csv", OPTION_FLAG, &csv}, {"--raw", OPTION_FLAG, &raw},
		{"-o", OPTION_TEXT, &path}, {0}};
	struct sample *sample;
	int result = 0;

	if (options_read(run, options) || arguments_count(run, "sample", 1, 1))
		return -1;
	if ((json && csv) || ((path || raw) && !csv))
		return fail(ERROR_USAGE, "these do not go together: give --json, or --csv with "
					 "or without --raw and -o FILE");
	if ((csv && command_needs_file(run, path)) ||
		sample_get(run->session, run->argv[0], &sample))
		return -1;
	if (csv)
		result = sample_show_csv(run, sample, path, raw);
	else if (json)
		sample_show_json(run, sample);
	else
		sample_show_receipt(run, sample);
	sample_destroy(sample);
	return result;
}

static int replace(struct run *run)
{
	const char *why = "", *approved_by = "";
	const struct option_spec options[] = {{"--why", OPTION_TEXT, &why},
		{"--approved-by", OPTION_TEXT, &approved_by}, {0}};
	char *ref;

	if (options_read(run, options) || arguments_count(run, "sample", 1, 1) ||
		sample_replace(run->session, run->argv[0], why, approved_by, &ref))
		return -1;
	fprintf(run->out, "%s\n", ref);
	free(ref);
	return 0;
}

int command_sample(struct run *run)
{
	static const struct subcommand subs[] = {{"verify", verify}, {"show", show},
		{"list", sample_show_list}, {"replace", replace}, {0}};

	for (size_t i = 0; run->argc && subs[i].name; i++)
		if (strcmp(run->argv[0], subs[i].name) == 0)
			return subcommand_run(run, "sample", subs);
	return draw(run);
}
