// SPDX-License-Identifier: MIT
// verify: the whole trail, the whole file and what reports count, and what in them does not hold.
#include <inttypes.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/tally.h"
#include "core/trail.h"
#include "db/error.h"

static void found(const char *sentence, void *context)
{
	fprintf(context, "%s\n", sentence);
}

// What SQLite finds is a finding like any other, unless the file cannot be read at all.
static int check_file(struct run *run, bool *whole)
{
	*whole = db_check(run->session->db) == 0;
	if (*whole)
		return 0;
	if (error_kind() != ERROR_DATA)
		return -1;
	fprintf(run->out, "%s\n", error_message());
	error_clear();
	return 0;
}

// Whether a head that was noted once is still in the chain, which the walk has found to hold or not.
static int check_head(struct run *run, const char *head, bool *whole)
{
	int64_t seq;
	int there = head ? trail_find_head(run->session, head, &seq) : 1;

	if (there < 0)
		return -1;
	if (head && there)
		fprintf(run->out, "row %" PRId64 " has the head that was noted\n", seq);
	if (there)
		return 0;
	fprintf(run->out, "no row has the head that was noted: the trail was rewritten\n");
	*whole = false;
	return 0;
}

int command_verify(struct run *run)
{
	const char *head = NULL;
	const struct option_spec options[] = {{"--head", OPTION_TEXT, &head}, {0}};
	struct trail_check check;
	int64_t counts;
	bool whole;

	if (options_read(run, options) || arguments_count(run, "verify", 0, 0))
		return -1;
	if (!may_everywhere(run->session, RIGHT_TRAIL))
		return fail(ERROR_DENIED,
			"%s may not verify the trail: QA and administrators do",
			run->session->me.login);
	if (check_file(run, &whole) || check_head(run, head, &whole) ||
		trail_verify(run->session, &check, found, run->out) ||
		tally_verify(run->session, &counts, found, run->out))
		return -1;
	fprintf(run->out,
		"%" PRId64 " rows, %" PRId64 " with a value erased, %" PRId64
		" wrong; head %s\n",
		check.rows, check.erased, check.wrong, check.head);
	if (counts)
		fprintf(run->out, "%" PRId64 " counts that reports read are off\n", counts);
	return whole && check.wrong == 0 && counts == 0 ? 0 : ERROR_FOUND;
}
