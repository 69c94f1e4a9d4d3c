// SPDX-License-Identifier: MIT
// import KIND FILE: whole CSV files into the database.
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/lines.h"
#include "core/import.h"
#include "db/error.h"
#include "db/mem.h"

enum { SHOWN = 20 }; // of the new, the changed and the gone: the rest is counted

static void tell(const struct run *run, const struct import_request *request,
	const struct import_count *count)
{
	fprintf(run->out, "%s: %zu new, %zu changed, %zu unchanged", request->kind,
		count->added, count->changed, count->unchanged);
	if (request->close_gone)
		fprintf(run->out, ", %zu closed", count->closed);
	fprintf(run->out, "%s\n", request->dry_run ? "; dry run, nothing was kept" : "");
	if (count->gone && !request->close_gone)
		fprintf(run->err,
			"caseaudit: %zu open case%s not in the file: %s open; --close-gone "
			"closes %s\n",
			count->gone, count->gone == 1 ? " is" : "s are",
			count->gone == 1 ? "it stays" : "they stay",
			count->gone == 1 ? "it" : "them");
	if (count->idle)
		fprintf(run->err,
			"caseaudit: %zu action%s due on a day on which nobody works: action "
			"postpone gives %s another\n",
			count->idle, count->idle == 1 ? " is" : "s are",
			count->idle == 1 ? "it" : "each");
}

static void show_lines(
	const struct run *run, const struct case_changes *changes, enum case_change change)
{
	static const char *const heads[CASE_CHANGES] = {
		"New", "Changed", "Gone: open here, not in the file"};
	size_t listed = changes->listed[change];

	if (!changes->count[change])
		return;
	fprintf(run->out, "%s (%zu)\n", heads[change], changes->count[change]);
	for (size_t i = 0; i < listed && i < SHOWN; i++)
		lines_say(run->out, "  %s  %s", changes->lines[change][i].ref,
			changes->lines[change][i].what);
	if (changes->count[change] > SHOWN)
		fprintf(run->out, "  and %zu more\n", changes->count[change] - SHOWN);
}

static void show_changes(const struct run *run, const struct case_changes *changes)
{
	for (int change = 0; change < CASE_CHANGES; change++)
		show_lines(run, changes, (enum case_change)change);
}

static int import_once(
	struct run *run, const struct import_request *request, struct import_count *count)
{
	struct problems problems;
	int result;

	problem_init(
		&problems, strcmp(request->path, "-") == 0 ? "standard input" : request->path);
	result = import_run(run->session, request, &problems, count);
	if (result)
		problem_print(&problems, run->err);
	problem_finish(&problems);
	return result;
}

// Whether there is somebody to ask. What comes by standard input cannot be read twice.
static bool asks(const struct run *run, const struct import_request *request)
{
	return !request->dry_run && strcmp(request->path, "-") != 0 && run->in &&
	       isatty(fileno(run->in)) && isatty(fileno(run->out));
}

static bool says_yes(
	struct run *run, const struct import_request *request, const struct import_count *count)
{
	char answer[16] = "";

	fprintf(run->out, "%zu new, %zu changed, %zu gone", count->added, count->changed,
		count->gone);
	if (count->gone)
		fprintf(run->out, "%s",
			request->close_gone ? ", which are closed"
					    : ", which stay open (--close-gone closes them)");
	fprintf(run->out, ".\nType yes to keep this: ");
	fflush(run->out);
	if (!fgets(answer, sizeof(answer), run->in))
		answer[0] = '\0';
	answer[strcspn(answer, "\r\n")] = '\0';
	return strcasecmp(answer, "yes") == 0;
}

// Shows what would happen, asks, and keeps just that.
static int import_asked(struct run *run, struct import_request *request)
{
	struct case_changes changes = {0};
	struct import_request trial = *request;
	struct import_count count;
	int result;

	trial.dry_run = true;
	trial.changes = &changes;
	result = import_once(run, &trial, &count);
	if (!result)
		show_changes(run, &changes);
	if (!result && (count.added || count.changed || count.gone) &&
		!says_yes(run, request, &count)) {
		fprintf(run->out, "Nothing was imported.\n");
		case_changes_finish(&changes);
		return 0;
	}
	request->expected = changes.digest;
	if (!result)
		result = import_once(run, request, &count);
	if (!result)
		tell(run, request, &count);
	case_changes_finish(&changes);
	return result;
}

static int import_at_once(struct run *run, struct import_request *request)
{
	struct case_changes changes = {0};
	struct import_count count;
	int result;

	if (strcmp(request->kind, "cases") == 0)
		request->changes = &changes;
	result = import_once(run, request, &count);
	if (!result) {
		show_changes(run, &changes);
		tell(run, request, &count);
	}
	case_changes_finish(&changes);
	return result;
}

int command_import(struct run *run)
{
	struct import_request request = {0};
	const struct option_spec specs[] = {
		{"--dry-run", OPTION_FLAG, &request.dry_run},
		{"--close-gone", OPTION_FLAG, &request.close_gone},
		{"--steps", OPTION_FLAG, &request.steps},
		{0},
	};

	if (options_read(run, specs) || arguments_count(run, "import", 2, 2))
		return -1;
	request.kind = run->argv[0];
	request.path = run->argv[1];
	if (request.steps && strcmp(request.kind, "audits") != 0)
		return command_usage("import", "--steps goes with audits only");
	if (strcmp(request.path, "-") == 0 && run->in != stdin)
		return fail(ERROR_USAGE,
			"standard input is the keyboard here: name a file to import");
	if (strcmp(request.kind, "cases") == 0 && asks(run, &request))
		return import_asked(run, &request);
	return import_at_once(run, &request);
}
