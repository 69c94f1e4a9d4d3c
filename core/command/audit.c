// SPDX-License-Identifier: MIT
// audit add / withdraw, and allocate: QA puts audits into people's hands and takes them out again.
#include <stdlib.h>

#include "core/allocate.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "db/error.h"

static int add(struct run *run)
{
	struct allocation allocation = {.due = DATE_NONE};
	const struct option_spec options[] = {
		{"--month", OPTION_TEXT, &allocation.month},
		{"--template", OPTION_TEXT, &allocation.template},
		{"--to", OPTION_TEXT, &allocation.lead},
		{"--peer", OPTION_TEXT, &allocation.peer},
		{"--due", OPTION_DATE, &allocation.due},
		{0},
	};
	char *ref;

	if (options_read(run, options) || arguments_count(run, "audit", 1, 1))
		return -1;
	if (!allocation.lead)
		return fail(ERROR_USAGE, "who does the audit: name them with --to LOGIN");
	allocation.case_ref = run->argv[0];
	if (audit_add(run->session, &allocation, &ref))
		return -1;
	fprintf(run->out, "%s\n", ref);
	free(ref);
	return 0;
}

static int withdraw(struct run *run)
{
	const char *why = "", *approved_by = "";
	const struct option_spec options[] = {
		{"--why", OPTION_TEXT, &why},
		{"--approved-by", OPTION_TEXT, &approved_by},
		{0},
	};

	if (options_read(run, options) || arguments_count(run, "audit", 1, 1))
		return -1;
	return audit_withdraw(run->session, run->argv[0], why, approved_by);
}

int command_audit(struct run *run)
{
	static const struct subcommand subs[] = {{"add", add}, {"withdraw", withdraw}, {0}};

	return subcommand_run(run, "audit", subs);
}

int command_allocate(struct run *run)
{
	struct allocation allocation = {.due = DATE_NONE};
	const struct option_spec options[] = {
		{"--to", OPTION_TEXT, &allocation.lead},
		{"--peer", OPTION_TEXT, &allocation.peer},
		{"--due", OPTION_DATE, &allocation.due},
		{0},
	};

	if (options_read(run, options) || arguments_count(run, "allocate", 1, 1))
		return -1;
	if (!allocation.lead && !allocation.peer && allocation.due == DATE_NONE)
		return fail(ERROR_USAGE, "nothing is asked for: give --to, --peer or --due");
	return audit_allocate(run->session, run->argv[0], &allocation);
}
