// SPDX-License-Identifier: MIT
// Reading what is kept: whole months from their counts, the days at either end from the audits.
#include <stdlib.h>

#include "core/right.h"
#include "core/tally-private.h"
#include "db/error.h"
#include "db/mem.h"

// The days of a month that is not whole, counted.
struct tally_part {
	date first, last;
	struct tally_cells *cells;
	struct tally_part *next;
};

struct reading {
	struct session *session;
	enum tally what;
	const struct tally_filter *filter;
	void (*each)(const struct tally_row *row, void *context);
	void *context;
};

static int day_number(date day)
{
	struct date_parts parts = date_split(day);

	return parts.year * 10000 + parts.month * 100 + parts.day;
}

// What is kept from the person is taken out; a priority that would tell a grade leaves an action like any other.
static void take_out(const struct reading *reading, const struct tally_row *kept)
{
	struct tally_row row = *kept;

	row.count = -kept->count;
	reading->each(&row, reading->context);
	if (reading->what != TALLY_RAISED && reading->what != TALLY_CLOSED)
		return;
	row.a &= ~(int64_t)FLAG_PRIORITY;
	row.count = kept->count;
	reading->each(&row, reading->context);
}

// what: that of the reading, or what of it is kept from the person.
static int months_read_of(struct reading *reading, int64_t what, int from, int to)
{
	struct session *session = reading->session;
	const struct tally_filter *filter = reading->filter;
	struct stmt *row = db_query(session->db, QUERY_TALLY_ROWS,
		ARGS(INT("what", what), INT("from", from), INT("to", to),
			INT("service", filter->service_id), INT("team", filter->team_id),
			INT("kind", filter->kind),
			INT("all", may_everywhere(session, RIGHT_REPORT)),
			INT("user", session->me.id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		const struct tally_row found = {(int)stmt_int(row, 0), stmt_int(row, 1),
			stmt_int(row, 2), stmt_int(row, 4), stmt_int(row, 5), stmt_int(row, 6),
			stmt_int(row, 7)};

		if (what == (int64_t)reading->what)
			reading->each(&found, reading->context);
		else
			take_out(reading, &found);
	}
	return more;
}

static int months_read(struct reading *reading, int from, int to)
{
	int64_t blind = tally_blind(reading->what, reading->session->me.id);

	return months_read_of(reading, reading->what, from, to) ||
			       months_read_of(reading, blind, from, to)
		       ? -1
		       : 0;
}

static bool wanted(const struct reading *reading, const struct tally_row *row, int64_t kind)
{
	const struct tally_filter *filter = reading->filter;
	const struct session *session = reading->session;

	return (!filter->service_id || row->service_id == filter->service_id) &&
	       (!filter->team_id || row->team_id == filter->team_id) &&
	       (filter->kind < 0 || kind == filter->kind) &&
	       (may_everywhere(session, RIGHT_REPORT) || answers_for(session, row->service_id));
}

static void take(const struct tally_row *row, int64_t kind, void *context)
{
	const struct reading *reading = context;

	if (wanted(reading, row, kind))
		reading->each(row, reading->context);
}

static void take_blind(const struct tally_row *row, int64_t kind, void *context)
{
	const struct reading *reading = context;

	if (wanted(reading, row, kind))
		take_out(reading, row);
}

static int part_count(struct session *session, struct tally_part *part)
{
	char from[DATE_TEXT], to[DATE_TEXT];
	struct stmt *row = db_query(session->db, QUERY_TALLY_DAYS,
		ARGS(TEXT("from", date_iso(part->first, from)),
			TEXT("to", date_iso(part->last, to))));
	int more = -1, result = 0;

	while (!result && row && (more = stmt_next(row)) == 1)
		result = cells_count_days(&part->cells, session, stmt_int(row, 0),
			day_number(part->first), day_number(part->last));
	if (result)
		stmt_done(row);
	return result || more < 0 ? -1 : 0;
}

// All that is counted on those days: what was counted since tally_keep() is there already.
static struct tally_part *part_get(struct session *session, date first, date last)
{
	struct tally_part *part = session->tally_parts;

	while (part && (part->first != first || part->last != last))
		part = part->next;
	if (part)
		return part;
	part = xcalloc(1, sizeof(*part));
	*part = (struct tally_part){.first = first, .last = last};
	if (part_count(session, part)) {
		cells_destroy(&part->cells);
		free(part);
		return NULL;
	}
	part->next = session->tally_parts;
	session->tally_parts = part;
	return part;
}

static void parts_drop(struct session *session)
{
	while (session->tally_parts) {
		struct tally_part *part = session->tally_parts;

		session->tally_parts = part->next;
		cells_destroy(&part->cells);
		free(part);
	}
}

void tally_keep(struct session *session)
{
	session->tally_kept = true;
}

void tally_drop(struct session *session)
{
	session->tally_kept = false;
	parts_drop(session);
}

// Days within one month.
static int days_read(struct reading *reading, date first, date last)
{
	struct session *session = reading->session;
	struct tally_part *part = part_get(session, first, last);

	if (!part)
		return -1;
	cells_each(part->cells, reading->what, take, reading);
	cells_each(
		part->cells, tally_blind(reading->what, session->me.id), take_blind, reading);
	if (!session->tally_kept)
		parts_drop(session);
	return 0;
}

// The first day of the month after that of a day.
static date next_month(date day)
{
	struct date_parts parts = date_split(day);

	return date_add_months(date_from(parts.year, parts.month, 1), 1);
}

// The parts of the range in order: days up to the first whole month, whole months, days after the last.
static int range_read(struct reading *reading, date first, date last)
{
	struct date_parts start = date_split(first), end;
	date whole = start.day == 1 ? first : next_month(first), behind;

	if (whole > last)
		return days_read(reading, first, last);
	end = date_split(last + 1);
	behind = end.day == 1 ? last + 1 : date_from(end.year, end.month, 1);
	if (first < whole && days_read(reading, first, whole - 1))
		return -1;
	if (whole < behind &&
		months_read(reading, day_number(whole) / 100, day_number(behind - 1) / 100))
		return -1;
	return behind <= last ? days_read(reading, behind, last) : 0;
}

int tally_read(struct session *session, enum tally what, const struct tally_filter *filter,
	void (*each)(const struct tally_row *row, void *context), void *context)
{
	struct reading reading = {session, what, filter, each, context};

	return range_read(&reading, filter->range.first, filter->range.last);
}
