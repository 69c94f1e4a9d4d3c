// SPDX-License-Identifier: MIT
// import KIND FILE: whole CSV files into the database.
#include <string.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/import.h"
#include "db/error.h"

static void tell(
	const struct run *run, const char *kind, const struct import_count *count, bool dry_run)
{
	fprintf(run->out, "%s: %zu new, %zu changed, %zu unchanged%s\n", kind, count->added,
		count->changed, count->unchanged, dry_run ? "; dry run, nothing was kept" : "");
}

int command_import(struct run *run)
{
	bool dry_run = false;
	const struct option_spec specs[] = {
		{"--dry-run", OPTION_FLAG, &dry_run},
		{0},
	};
	struct import_count count;
	struct problems problems;
	const char *path;
	int result;

	if (options_read(run, specs) || arguments_count(run, "import", 2, 2))
		return -1;
	path = run->argv[1];
	if (strcmp(path, "-") == 0 && run->in != stdin)
		return fail(ERROR_USAGE,
			"standard input is the keyboard here: name a file to import");
	problem_init(&problems, strcmp(path, "-") == 0 ? "standard input" : path);
	result = import_file(run->session, run->argv[0], path, dry_run, &problems, &count);
	if (result == 0)
		tell(run, run->argv[0], &count, dry_run);
	else
		problem_print(&problems, run->err);
	problem_finish(&problems);
	return result;
}
