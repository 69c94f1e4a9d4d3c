// SPDX-License-Identifier: MIT
// The months up to a report, as far as what is kept goes back: what its charts show.
#include <stdlib.h>
#include <string.h>

#include "core/report-private.h"
#include "db/mem.h"

static int month_number(date day)
{
	struct date_parts parts = date_split(day);

	return parts.year * 12 + parts.month - 1;
}

// The last month that is over, of the period and of the calendar.
static date end_of(const struct maker *maker)
{
	date last = maker->now.range.last, today = maker->session->today, past;
	struct date_parts parts;

	past = last < today ? last + 1 : today;
	parts = date_split(past);
	return date_from(parts.year, parts.month, 1) - 1;
}

static void months_name(struct history *history, date end)
{
	struct date_parts parts = date_split(end);
	date first = date_add_months(date_from(parts.year, parts.month, 1), 1 - HISTORY_MONTHS);

	for (int i = 0; i < HISTORY_MONTHS; i++) {
		date month = date_add_months(first, i);

		history->months[i].range =
			(struct date_range){month, date_add_months(month, 1) - 1};
	}
}

// The month of a row; NULL: none of these.
static struct month *month_at(struct history *history, const struct tally_row *row)
{
	int at = row->month / 100 * 12 + row->month % 100 - 1 -
		 month_number(history->months[0].range.first);

	return at >= 0 && at < HISTORY_MONTHS ? &history->months[at] : NULL;
}

static void take_due(const struct tally_row *row, void *context)
{
	struct maker *maker = context;
	struct month *month = month_at(&maker->history, row);
	const struct lookup *places =
		maker->filter.service_id ? &maker->teams : &maker->services;
	const struct lookup_row *place =
		lookup_id(places, maker->filter.service_id ? row->team_id : row->service_id);

	if (!month || row->b == COMPLIANCE_EXEMPT)
		return;
	month->due += row->count;
	if (place)
		month->due_of[place - places->rows] += row->count;
	if (row->b != COMPLIANCE_IN_TIME)
		return;
	month->in_time += row->count;
	if (place)
		month->in_time_of[place - places->rows] += row->count;
}

static void take_completed(const struct tally_row *row, void *context)
{
	struct maker *maker = context;
	struct month *month = month_at(&maker->history, row);

	if (month)
		month->completed += row->count;
}

static void take_final(const struct tally_row *row, void *context)
{
	struct maker *maker = context;
	struct month *month = month_at(&maker->history, row);
	size_t code = domains_code(&maker->domains, row->a);

	if (month && code != DOMAINS_NONE && strcmp(maker->domains.codes[code], "overall") == 0)
		month->grades[row->b] += row->count;
}

int history_read(struct maker *maker)
{
	struct history *history = &maker->history;
	struct tally_filter filter = maker->filter;
	size_t places =
		(maker->filter.service_id ? maker->teams.count : maker->services.count) + 1;

	months_name(history, end_of(maker));
	for (int i = 0; i < HISTORY_MONTHS; i++) {
		history->months[i].due_of = xcalloc(places, sizeof(int64_t));
		history->months[i].in_time_of = xcalloc(places, sizeof(int64_t));
	}
	filter.range = (struct date_range){
		history->months[0].range.first, history->months[HISTORY_MONTHS - 1].range.last};
	if (tally_read(maker->session, TALLY_DUE, &filter, take_due, maker) ||
		tally_read(maker->session, TALLY_COMPLETED, &filter, take_completed, maker) ||
		tally_read(maker->session, TALLY_FINAL, &filter, take_final, maker))
		return -1;
	while (history->first < HISTORY_MONTHS && !history->months[history->first].due &&
		!history->months[history->first].completed)
		history->first++;
	return 0;
}

void history_finish(struct history *history)
{
	for (int i = 0; i < HISTORY_MONTHS; i++) {
		free(history->months[i].due_of);
		free(history->months[i].in_time_of);
	}
	*history = (struct history){0};
}
