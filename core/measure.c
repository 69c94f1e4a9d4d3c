// SPDX-License-Identifier: MIT
// The measures of the council's performance board: one row of a table each, counted from what is kept.
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/domains.h"
#include "core/measure.h"
#include "db/db.h"
#include "db/mem.h"

const struct measure measures[] = {
	{"completed", "Number of audits completed", FIGURE_COMPLETED, FIGURE_NONE},
	{"grade_inadequate", "Number and % of audit grades at inadequate (post moderation)",
		FIGURE_INADEQUATE, FIGURE_GRADED},
	{"grade_requires_improvement",
		"Number and % of audit grades at requires improvement (post moderation)",
		FIGURE_REQUIRES_IMPROVEMENT, FIGURE_GRADED},
	{"grade_good", "Number and % of audit grades at good (post moderation)", FIGURE_GOOD,
		FIGURE_GRADED},
	{"grade_outstanding", "Number and % of audit grades at outstanding (post moderation)",
		FIGURE_OUTSTANDING, FIGURE_GRADED},
	{"completed_of_allocated",
		"Number and % of children's file audits completed by Managers, Child "
		"Protection Conference Chairs and Independent Reviewing Officers",
		FIGURE_ALLOCATED_COMPLETED, FIGURE_ALLOCATED},
	{"moderated_of_completed",
		"Number and % of completed children's file audits moderated by senior leaders",
		FIGURE_MODERATED, FIGURE_COMPLETED},
	{"priority_actions_outstanding",
		"Number of outstanding priority actions on the audit tracker following an "
		"inadequate audit outcome where concerns were escalated",
		FIGURE_PRIORITY_OPEN, FIGURE_NONE},
	{"requires_improvement_or_better",
		"Number and % of audits at requires improvement or better", FIGURE_BETTER,
		FIGURE_GRADED},
	{0},
};

struct counting {
	int64_t *counts;
	const struct domains *domains;
};

static void add_completed(const struct tally_row *row, void *context)
{
	struct counting *counting = context;

	counting->counts[FIGURE_COMPLETED] += row->count;
	if (row->b)
		counting->counts[FIGURE_MODERATED] += row->count;
}

static void add_grade(const struct tally_row *row, void *context)
{
	static const enum figure figures[] = {
		[GRADE_OUTSTANDING] = FIGURE_OUTSTANDING,
		[GRADE_GOOD] = FIGURE_GOOD,
		[GRADE_REQUIRES_IMPROVEMENT] = FIGURE_REQUIRES_IMPROVEMENT,
		[GRADE_INADEQUATE] = FIGURE_INADEQUATE,
	};
	struct counting *counting = context;
	size_t code = domains_code(counting->domains, row->a);

	if (code == DOMAINS_NONE || row->b == GRADE_NOT_APPLICABLE ||
		strcmp(counting->domains->codes[code], "overall") != 0)
		return;
	counting->counts[FIGURE_GRADED] += row->count;
	counting->counts[figures[row->b]] += row->count;
	if (row->b != GRADE_INADEQUATE)
		counting->counts[FIGURE_BETTER] += row->count;
}

static void add_due(const struct tally_row *row, void *context)
{
	struct counting *counting = context;

	if (row->b == COMPLIANCE_EXEMPT) {
		counting->counts[FIGURE_EXEMPT] += row->count;
		return;
	}
	counting->counts[FIGURE_ALLOCATED] += row->count;
	if (row->b != COMPLIANCE_OPEN)
		counting->counts[FIGURE_ALLOCATED_COMPLETED] += row->count;
}

static void add_raised(const struct tally_row *row, void *context)
{
	struct counting *counting = context;

	if (row->a & FLAG_PRIORITY)
		counting->counts[FIGURE_PRIORITY_OPEN] += row->count;
}

static void take_closed(const struct tally_row *row, void *context)
{
	struct counting *counting = context;

	if (row->a & FLAG_PRIORITY)
		counting->counts[FIGURE_PRIORITY_OPEN] -= row->count;
}

static int count(
	struct session *session, const struct tally_filter *filter, struct counting *counting)
{
	struct tally_filter by_then = *filter;

	by_then.range.first = date_from(DATE_YEAR_MIN, 1, 1);
	return tally_read(session, TALLY_COMPLETED, filter, add_completed, counting) ||
			       tally_read(session, TALLY_FINAL, filter, add_grade, counting) ||
			       tally_read(session, TALLY_DUE, filter, add_due, counting) ||
			       tally_read(
				       session, TALLY_RAISED, &by_then, add_raised, counting) ||
			       tally_read(
				       session, TALLY_CLOSED, &by_then, take_closed, counting)
		       ? -1
		       : 0;
}

int figures_count(struct session *session, const struct tally_filter *filter,
	int64_t counts[static FIGURE_COUNT])
{
	struct domains domains = {0};
	struct counting counting = {counts, &domains};
	int result;

	memset(counts, 0, FIGURE_COUNT * sizeof(*counts));
	if (db_snapshot(session->db))
		return -1;
	result = domains_load(session->db, &domains) || count(session, filter, &counting) ? -1
											  : 0;
	db_snapshot_end(session->db);
	domains_finish(&domains);
	return result;
}

int share_percent(int64_t count, int64_t of)
{
	return of > 0 ? (int)((200 * count + of) / (2 * of)) : -1;
}

const char *share_words(int64_t count, int64_t of, char text[static 40])
{
	if (of > 0)
		snprintf(text, 40, "%" PRId64 " (%d%%)", count, share_percent(count, of));
	else
		snprintf(text, 40, "%" PRId64, count);
	return text;
}

char *mean_words(int64_t sum, int64_t of)
{
	int64_t tenths = of > 0 ? (20 * sum + of) / (2 * of) : 0;

	if (of <= 0)
		return xstrdup("");
	return xasprintf("%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
}

static bool is_range(const char *name, int (*parse)(const char *, struct date_range *),
	struct date_range range)
{
	struct date_range named;

	return parse(name, &named) == 0 && named.first == range.first &&
	       named.last == range.last;
}

const char *period_name(struct date_range range, char text[static PERIOD_TEXT])
{
	char from[DATE_TEXT], to[DATE_TEXT];

	if (is_range(date_month(range.first, text), date_parse_month, range) ||
		is_range(date_quarter(range.first, text), date_parse_quarter, range) ||
		is_range(date_year(range.first, text), date_parse_year, range))
		return text;
	snprintf(text, PERIOD_TEXT, "%s to %s", date_iso(range.first, from),
		date_iso(range.last, to));
	return text;
}
