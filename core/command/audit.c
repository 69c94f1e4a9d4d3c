// SPDX-License-Identifier: MIT
// audit add / withdraw: QA begins audits, and takes them out of the count.
#include <stdlib.h>

#include "core/allocate.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/allocate.h"
#include "core/command/sub.h"
#include "db/error.h"

static int add(struct run *run)
{
	struct allocation allocation = {.due = DATE_NONE};
	const char *kind = NULL;
	long days = -1;
	const struct option_spec options[] = {
		{"--month", OPTION_TEXT, &allocation.month},
		{"--template", OPTION_TEXT, &allocation.template},
		{"--to", OPTION_TEXT, &allocation.lead},
		{"--peer", OPTION_TEXT, &allocation.peer},
		{"--due", OPTION_DATE, &allocation.due},
		{"--days", OPTION_NUMBER, &days},
		{"--kind", OPTION_TEXT, &kind},
		{0},
	};
	char *ref;
	int result;

	if (options_read(run, options) || arguments_count(run, "audit", 1, 1))
		return -1;
	if (!allocation.lead)
		return fail(ERROR_USAGE, "who does the audit: name them with --to LOGIN");
	if (kind && audit_kind_read(kind, &allocation.kind))
		return -1;
	allocation.case_ref = run->argv[0];
	if (allocate_days(run, days, &allocation.due) ||
		audit_add(run->session, &allocation, &ref))
		return -1;
	fprintf(run->out, "%s\n", ref);
	result = allocate_warn(run, ref, &allocation);
	free(ref);
	return result;
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
