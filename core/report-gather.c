// SPDX-License-Identifier: MIT
// Everything that a report counts of one period, read from what is kept.
#include <stdlib.h>
#include <string.h>

#include "core/report-private.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/mem.h"

struct gathering {
	struct maker *maker;
	struct gathered *to;
	int cut; // the month after which what was verified is open still
};

static struct area *place_at(struct gathered *to, int64_t service, int64_t team)
{
	for (size_t i = 0; i < to->place_count; i++)
		if (to->places[i].service == service && to->places[i].team == team)
			return &to->places[i];
	to->places = xgrow(to->places, to->place_count, &to->place_room, sizeof(*to->places));
	to->places[to->place_count] = (struct area){.service = service, .team = team};
	return &to->places[to->place_count++];
}

// What belongs to a team belongs to its service and to everything, too. offset: of an int64_t in struct area.
static void place_add(
	struct gathered *to, int64_t service, int64_t team, size_t offset, int64_t count)
{
	const int64_t of[][2] = {{0, 0}, {service, 0}, {service, team}};

	for (size_t i = 0; i < LENGTH(of); i++) {
		struct area *place = place_at(to, of[i][0], of[i][1]);

		*(int64_t *)(void *)((char *)place + offset) += count;
	}
}

#define PLACE_ADD(to, row, field, count)                                                 \
	place_add((to), (row)->service_id, (row)->team_id, offsetof(struct area, field), \
		(count))
#define PLACE_ADD_AT(to, row, field, index, count)         \
	place_add((to), (row)->service_id, (row)->team_id, \
		offsetof(struct area, field) + (size_t)(index) * sizeof(int64_t), (count))

static void take_due(const struct tally_row *row, void *context)
{
	struct gathered *to = ((struct gathering *)context)->to;

	PLACE_ADD_AT(to, row, compliance, row->b, row->count);
	if (row->a < POSTS_MAX)
		to->posts[row->a][row->b] += row->count;
}

static void take_completed(const struct tally_row *row, void *context)
{
	struct gathered *to = ((struct gathering *)context)->to;

	PLACE_ADD(to, row, completed, row->count);
	if (row->b)
		PLACE_ADD(to, row, moderated, row->count);
}

static bool is_overall(const struct maker *maker, size_t code)
{
	return strcmp(maker->domains.codes[code], "overall") == 0;
}

static void take_final(const struct tally_row *row, void *context)
{
	struct gathering *gathering = context;
	size_t code = domains_code(&gathering->maker->domains, row->a);

	if (code == DOMAINS_NONE)
		return;
	gathering->to->final[code][row->b] += row->count;
	if (is_overall(gathering->maker, code))
		PLACE_ADD_AT(gathering->to, row, grades, row->b, row->count);
}

static void take_lead(const struct tally_row *row, void *context)
{
	struct gathering *gathering = context;
	size_t code = domains_code(&gathering->maker->domains, row->a);

	if (code != DOMAINS_NONE)
		gathering->to->lead[code][row->b] += row->count;
}

static void take_pair(const struct tally_row *row, void *context)
{
	struct gathering *gathering = context;
	size_t code = domains_code(&gathering->maker->domains, row->a);

	if (code != DOMAINS_NONE && row->b < MODES)
		gathering->to->pairs[code][row->b].matrix[row->c / 8 - GRADE_OUTSTANDING]
							 [row->c % 8 - GRADE_OUTSTANDING] +=
			(long)row->count;
}

static void take_feedback(const struct tally_row *row, void *context)
{
	((struct gathering *)context)->to->feedback[row->a][row->b ? 1 : 0] += row->count;
}

static void take_theme(const struct tally_row *row, void *context)
{
	struct gathered *to = ((struct gathering *)context)->to;
	size_t at = 0;

	while (at < to->theme_count && to->themes[at].id != row->a)
		at++;
	if (at == to->theme_count) {
		to->themes = xgrow(
			to->themes, to->theme_count, &to->theme_room, sizeof(*to->themes));
		to->themes[to->theme_count++] = (struct theme_count){.id = row->a};
	}
	if (row->b == ASPECT_STRENGTH)
		to->themes[at].strengths += row->count;
	else
		to->themes[at].developments += row->count;
}

static void take_step(const struct tally_row *row, void *context)
{
	struct gathered *to = ((struct gathering *)context)->to;
	size_t at = 0;

	while (at < to->step_count && to->steps[at].rule != row->a)
		at++;
	if (at == to->step_count) {
		to->steps =
			xgrow(to->steps, to->step_count, &to->step_room, sizeof(*to->steps));
		to->steps[to->step_count++] = (struct step_count){.rule = row->a};
	}
	to->steps[at].by_state[row->b] += row->count;
}

static void take_raised(const struct tally_row *row, void *context)
{
	struct gathered *to = ((struct gathering *)context)->to;

	to->raised += row->count;
	to->slipped += row->b ? row->count : 0;
	to->for_service += row->a & FLAG_SERVICE ? row->count : 0;
	PLACE_ADD(to, row, raised, row->count);
}

static void take_closed(const struct tally_row *row, void *context)
{
	struct gathered *to = ((struct gathering *)context)->to;

	if (row->b == 1)
		to->closed_in_time += row->count;
	else
		to->closed_late += row->count;
	PLACE_ADD(to, row, closed, row->count);
}

static void take_raised_by_then(const struct tally_row *row, void *context)
{
	struct gathered *to = ((struct gathering *)context)->to;

	to->open += row->count;
	PLACE_ADD(to, row, open, row->count);
}

static void take_closed_by_then(const struct tally_row *row, void *context)
{
	struct gathered *to = ((struct gathering *)context)->to;

	to->open -= row->count;
	PLACE_ADD(to, row, open, -row->count);
}

// From how many months before the last one actions of an age were due.
static const int ages[ACTION_AGES] = {0, 1, 3, 6, 12};

static int age_of(int months)
{
	int age = 0;

	while (age + 1 < ACTION_AGES && months >= ages[age + 1])
		age++;
	return age;
}

static void take_overdue(const struct tally_row *row, void *context)
{
	struct gathering *gathering = context;

	if (row->b && row->b <= gathering->cut)
		return;
	gathering->to->overdue += row->count;
	gathering->to->ages[age_of((gathering->cut / 100 - row->month / 100) * 12 +
				   gathering->cut % 100 - row->month % 100)] += row->count;
	PLACE_ADD(gathering->to, row, overdue, row->count);
}

// Overdue actions that a statement counts by place; recent: all were due in the last month.
static int overdue_query(struct gathering *gathering, struct stmt *row, bool recent)
{
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		const struct tally_row place = {
			.service_id = stmt_int(row, 0), .team_id = stmt_int(row, 1)};

		gathering->to->overdue += stmt_int(row, 2);
		gathering->to->ages[0] += recent ? stmt_int(row, 2) : 0;
		PLACE_ADD(gathering->to, &place, overdue, stmt_int(row, 2));
	}
	return more;
}

static date month_first(date day)
{
	struct date_parts parts = date_split(day);

	return date_from(parts.year, parts.month, 1);
}

struct date_range age_days(const struct maker *maker, int age)
{
	date day = overdue_day(maker, maker->now.range), month = month_first(day);

	return (struct date_range){age + 1 < ACTION_AGES
					   ? date_add_months(month, 1 - ages[age + 1])
					   : date_from(DATE_YEAR_MIN, 1, 1),
		age ? date_add_months(month, 1 - ages[age]) - 1 : day};
}

// Actions past their date at the end of a day: of the months before it from what is kept, of its own from the actions
// that are open now; for a day in the middle of a month of the past from all actions.
static int overdue_count(struct gathering *gathering, date day)
{
	struct maker *maker = gathering->maker;
	struct session *session = maker->session;
	char from[DATE_TEXT], to[DATE_TEXT];
	struct tally_filter filter = maker->filter;
	date first = month_first(day);
	bool whole = month_first(day + 1) > day, now = day == session->today - 1;

	if (!whole && !now)
		return overdue_query(gathering,
			db_query(session->db, QUERY_REPORT_OVERDUE_THEN,
				ARGS(TEXT("to", date_iso(day, to)), WHOSE(maker))),
			false);
	gathering->cut = date_split(day).year * 100 + date_split(day).month;
	filter.range.first = date_from(DATE_YEAR_MIN, 1, 1);
	filter.range.last = whole ? day : first - 1;
	if (tally_read(session, TALLY_ACTION_DUE, &filter, take_overdue, gathering))
		return -1;
	return whole ? 0
		     : overdue_query(gathering,
			       db_query(session->db, QUERY_REPORT_OVERDUE_NOW,
				       ARGS(TEXT("from", date_iso(first, from)),
					       TEXT("to", date_iso(day, to)), WHOSE(maker))),
			       true);
}

// Audits that are not done and past their date.
static int missing_count(struct gathering *gathering)
{
	struct maker *maker = gathering->maker;
	struct session *session = maker->session;
	struct gathered *gathered = gathering->to;
	char from[DATE_TEXT], to[DATE_TEXT];
	date last = gathered->range.last < session->today ? gathered->range.last
							  : session->today - 1;
	struct stmt *row = db_query(session->db, QUERY_REPORT_MISSING,
		ARGS(TEXT("from", date_iso(gathered->range.first, from)),
			TEXT("to", date_iso(last, to)), WHOSE(maker)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		const struct tally_row place = {
			.service_id = stmt_int(row, 0), .team_id = stmt_int(row, 1)};

		gathered->posts_missing[tally_post(stmt_text(row, 2))] += stmt_int(row, 3);
		PLACE_ADD(gathered, &place, missing, stmt_int(row, 3));
	}
	return more;
}

// What stood at the end of the period.
static int by_then_count(struct gathering *gathering)
{
	struct session *session = gathering->maker->session;
	struct tally_filter filter = gathering->maker->filter;
	date last = gathering->to->range.last;

	filter.range = (struct date_range){date_from(DATE_YEAR_MIN, 1, 1), last};
	return tally_read(session, TALLY_RAISED, &filter, take_raised_by_then, gathering) ||
			       tally_read(session, TALLY_CLOSED, &filter, take_closed_by_then,
				       gathering) ||
			       overdue_count(gathering,
				       overdue_day(gathering->maker, gathering->to->range))
		       ? -1
		       : 0;
}

static int period_count(struct gathering *gathering)
{
	static const struct {
		enum tally what;
		void (*take)(const struct tally_row *row, void *context);
	} reads[] = {
		{TALLY_DUE, take_due},
		{TALLY_COMPLETED, take_completed},
		{TALLY_FINAL, take_final},
		{TALLY_LEAD, take_lead},
		{TALLY_PAIR, take_pair},
		{TALLY_FEEDBACK, take_feedback},
		{TALLY_THEME, take_theme},
		{TALLY_STEP, take_step},
		{TALLY_RAISED, take_raised},
		{TALLY_CLOSED, take_closed},
	};
	struct session *session = gathering->maker->session;
	struct tally_filter filter = gathering->maker->filter;

	filter.range = gathering->to->range;
	for (size_t i = 0; i < LENGTH(reads); i++)
		if (tally_read(session, reads[i].what, &filter, reads[i].take, gathering))
			return -1;
	return figures_count(session, &filter, gathering->to->figures);
}

static void pairs_finish(struct gathered *gathered, size_t domains)
{
	for (size_t code = 0; code < domains; code++)
		for (int mode = 0; mode < MODES; mode++)
			agreement_finish(&gathered->pairs[code][mode]);
}

static int place_compare(const void *a, const void *b, void *context)
{
	const struct maker *maker = context;
	const struct area *left = a, *right = b;
	int order;

	if (left->service != right->service) {
		order = text_compare(service_name(maker, left->service),
			service_name(maker, right->service));
		return order ? order : (left->service > right->service) * 2 - 1;
	}
	order = text_compare(team_name(maker, left->team), team_name(maker, right->team));
	return order ? order : (left->team > right->team) - (left->team < right->team);
}

int gather(struct maker *maker, struct date_range range, struct gathered *gathered)
{
	struct gathering gathering = {.maker = maker, .to = gathered};
	size_t domains = maker->domains.count ? maker->domains.count : 1;

	gathered->range = range;
	gathered->final = xcalloc(domains, sizeof(*gathered->final));
	gathered->lead = xcalloc(domains, sizeof(*gathered->lead));
	gathered->pairs = xcalloc(domains, sizeof(*gathered->pairs));
	place_at(gathered, 0, 0);
	if (period_count(&gathering) || missing_count(&gathering) || by_then_count(&gathering))
		return -1;
	pairs_finish(gathered, maker->domains.count);
	qsort_r(gathered->places, gathered->place_count, sizeof(*gathered->places),
		place_compare, maker);
	return 0;
}

void gathered_finish(struct gathered *gathered)
{
	free(gathered->places);
	free(gathered->final);
	free(gathered->lead);
	free(gathered->pairs);
	free(gathered->themes);
	free(gathered->steps);
	*gathered = (struct gathered){0};
}
