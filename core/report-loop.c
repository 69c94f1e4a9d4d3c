// SPDX-License-Identifier: MIT
// Sections of the report: actions, steps, Confirm and Challenge, review audits, and what changed.
#include <stdlib.h>
#include <string.h>

#include "core/challenge.h"
#include "core/report-private.h"
#include "core/template.h"
#include "db/error.h"
#include "db/mem.h"

// Actions of the period: raised in it, or verified.
static char *wish_period(const struct maker *maker, int64_t service, const char *days)
{
	const struct date_range *range = &maker->now.range;
	char from[DATE_TEXT], to[DATE_TEXT];

	return wish_add(wish_behind(maker, "actions", service), "%s=%s..%s", days,
		date_iso(range->first, from), date_iso(range->last, to));
}

static void add_actions(struct maker *maker, const struct area *place)
{
	int64_t service = place->service;

	add_text(maker, service ? service_name(maker, service) : maker->report->place);
	add_count(maker, place->raised, wish_period(maker, service, "raised"));
	add_count(maker, place->closed, wish_period(maker, service, "verified"));
	add_count(maker, place->open,
		wish_open_then(maker, wish_behind(maker, "actions", service)));
	add_share(maker, place->overdue, place->open,
		wish_overdue_then(maker, wish_behind(maker, "actions", service)));
}

int section_actions(struct maker *maker)
{
	static const struct report_column columns[] = {{"Place", false}, {"Raised", true},
		{"Verified", true}, {"Open at the end", true}, {"Of these overdue", true}};
	const struct gathered *now = &maker->now;
	int64_t closed = now->closed_in_time + now->closed_late;
	char day[DATE_TEXT];

	head_as_at(maker, counted_until(maker, now->range));
	say_of(maker,
		"% actions were raised, % of them have slipped to a later date, % are for "
		"the service. % were verified, % of them done in time.",
		CELLS(count_of(now->raised, wish_period(maker, 0, "raised")),
			share_of(now->slipped, now->raised,
				wish_add(wish_period(maker, 0, "raised"), "slipped=yes")),
			count_of(now->for_service,
				wish_add(wish_period(maker, 0, "raised"), "for_service=yes")),
			count_of(closed, wish_period(maker, 0, "verified")),
			share_of(now->closed_in_time, closed,
				wish_add(wish_period(maker, 0, "verified"), "in_time=yes"))));
	say_of(maker,
		"Priority actions outstanding after an Inadequate audit where concerns were "
		"escalated: %.",
		CELLS(figure_of(maker, now, FIGURE_PRIORITY_OPEN, FIGURE_NONE)));
	chart_ages(maker);
	if (chart_months(maker, "days_to_act", 0) || chart_months(maker, "days_late", 0))
		return -1;
	table_begin(maker, "Actions by service", columns, LENGTH(columns));
	for (size_t i = 0; i < now->place_count; i++) {
		const struct area *place = &now->places[i];

		if (!place->team && (place->raised || place->closed || place->open))
			add_actions(maker, place);
	}
	caution(maker,
		"Open and overdue: as at %s, whatever became of them since; the tracker shows "
		"today. An action is open until QA has verified it, and overdue once the date "
		"that it has now had gone by. Raised and verified: in the period.",
		date_show(counted_until(maker, now->range), day));
	return 0;
}

static char *wish_steps(const struct maker *maker, int64_t rule, const char *state)
{
	const struct date_range *range = &maker->now.range;
	char from[DATE_TEXT], to[DATE_TEXT];

	return wish_add(wish_behind(maker, "steps", 0), "due=%s..%s\trule=%lld\tstate=%s",
		date_iso(range->first, from), date_iso(range->last, to), (long long)rule,
		state);
}

static int add_step(struct maker *maker, const struct step_count *step)
{
	const int64_t *counts = step->by_state;
	struct stmt *row =
		db_query(maker->session->db, QUERY_REPORT_RULE, ARGS(INT("id", step->rule)));
	int64_t of = counts[STEPS_IN_TIME] + counts[STEPS_LATE] + counts[STEPS_OPEN];

	if (!row || stmt_next(row) != 1)
		return -1;
	add_text(maker, stmt_text(row, 1));
	stmt_done(row);
	add_count(maker, of, wish_steps(maker, step->rule, "counted"));
	add_share(maker, counts[STEPS_IN_TIME], of, wish_steps(maker, step->rule, "in time"));
	add_share(maker, counts[STEPS_LATE], of, wish_steps(maker, step->rule, "late"));
	add_count(maker, counts[STEPS_OPEN], wish_steps(maker, step->rule, "open"));
	add_count(maker, counts[STEPS_CANCELLED], wish_steps(maker, step->rule, "cancelled"));
	return 0;
}

static int by_rule(const void *a, const void *b)
{
	const struct step_count *left = a, *right = b;

	return (left->rule > right->rule) - (left->rule < right->rule);
}

int section_steps(struct maker *maker)
{
	static const struct report_column columns[] = {{"Step", false}, {"Due", true},
		{"In time", true}, {"Late", true}, {"Open", true}, {"Cancelled", true}};
	struct gathered *now = &maker->now;
	char day[DATE_TEXT];

	if (!now->step_count) {
		say(maker, "No step of closing the loop was due in this period.");
		return 0;
	}
	head_as_at(maker, maker->session->today);
	qsort(now->steps, now->step_count, sizeof(*now->steps), by_rule);
	table_begin(maker, "Steps due in the period", columns, LENGTH(columns));
	for (size_t i = 0; i < now->step_count; i++)
		if (add_step(maker, &now->steps[i]))
			return -1;
	caution(maker,
		"Steps that were due in the period, as at %s, when this was made: what was "
		"done since its end counts. A step with one name and two limits stands twice: "
		"where risk is identified it is due sooner.",
		date_show(maker->session->today, day));
	return 0;
}

// Of any kind, by the months of the meetings: the days of completion are for the list, which is in their order.
static char *wish_challenged(const struct maker *maker, struct stmt *row)
{
	const struct date_range *range = &maker->now.range;
	char from[DATE_TEXT], to[DATE_TEXT];

	return wish_add(wish_place(maker, 0, 0),
		"completed=%s..%s\tchallenge=%s..%s\toutcome=%s", stmt_text(row, 2),
		stmt_text(row, 3), date_iso(range->first, from), date_iso(range->last, to),
		challenge_outcome_name((enum challenge_outcome)stmt_int(row, 0)));
}

int section_challenge(struct maker *maker)
{
	static const struct report_column columns[] = {{"Outcome", false}, {"Audits", true}};
	char from[DATE_TEXT], to[DATE_TEXT];
	struct stmt *row = db_query(maker->session->db, QUERY_REPORT_CHALLENGES,
		ARGS(TEXT("from", date_month(maker->now.range.first, from)),
			TEXT("to", date_month(maker->now.range.last, to)), OF_PLACE(maker)));
	bool any = false;
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		if (!any)
			table_begin(maker, "Confirm and Challenge", columns, LENGTH(columns));
		any = true;
		add_text(maker,
			challenge_outcome_name((enum challenge_outcome)stmt_int(row, 0)));
		add_count(maker, stmt_int(row, 1), wish_challenged(maker, row));
	}
	if (!any && more == 0)
		say(maker, "No Inadequate audit was on the agenda of Confirm and Challenge.");
	return more;
}

static void add_review(struct maker *maker, struct stmt *row)
{
	char day[DATE_TEXT];

	add_words(maker, stmt_text(row, 1), wish_audit(stmt_int(row, 0)), NULL);
	add_words(maker, date_show(stmt_date(row, 6), day), wish_audit(stmt_int(row, 0)), NULL);
	add_words(maker, stmt_text(row, 3), wish_audit(stmt_int(row, 2)), NULL);
	add_text(maker, grade_name((enum grade)stmt_int_or(row, 4, GRADE_NONE)));
	add_text(maker, grade_name((enum grade)stmt_int_or(row, 5, GRADE_NONE)));
}

static char *wish_reviews(const struct maker *maker)
{
	const struct date_range *range = &maker->now.range;
	char from[DATE_TEXT], to[DATE_TEXT];

	return wish_add(wish_place(maker, 0, 0), "completed=%s..%s\tstate=done\treview=yes",
		date_iso(range->first, from), date_iso(range->last, to));
}

int section_reviews(struct maker *maker)
{
	static const struct report_column columns[] = {{"Review", false}, {"Completed", false},
		{"Of audit", false}, {"First grade", false}, {"Second grade", false}};
	char from[DATE_TEXT], to[DATE_TEXT];
	struct stmt *row = db_query(maker->session->db, QUERY_REPORT_REVIEWS,
		ARGS(TEXT("from", date_iso(maker->now.range.first, from)),
			TEXT("to", date_iso(maker->now.range.last, to)), OF_PLACE(maker)));
	int again = 0, count = 0, more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		if (!count++)
			table_begin(maker, "Review audits", columns, LENGTH(columns));
		again += stmt_int_or(row, 5, GRADE_NONE) == GRADE_INADEQUATE;
		add_review(maker, row);
	}
	if (more == 0 && count)
		say_of(maker, "Of % review audits completed % are Inadequate again.",
			CELLS(count_of(count, wish_reviews(maker)),
				count_of(again,
					wish_add(wish_reviews(maker), "grade=Inadequate"))));
	else if (more == 0)
		say(maker, "No review audit was completed in this period.");
	return more;
}

// "Audits completed: up from 3 to 5.", "down from 5 to 3", "as before, 3".
static void tell_moved(struct maker *maker, const char *what, struct report_cell before,
	struct report_cell now)
{
	if (before.count == now.count) {
		free(before.wish);
		say_of(maker, "%: as before, %.", CELLS(text_of(what), now));
	} else {
		say_of(maker,
			now.count > before.count ? "%: up from % to %."
						 : "%: down from % to %.",
			CELLS(text_of(what), before, now));
	}
}

static void tell_figure(struct maker *maker, const char *what, enum figure figure)
{
	tell_moved(maker, what, figure_of(maker, &maker->before, figure, FIGURE_NONE),
		figure_of(maker, &maker->now, figure, FIGURE_NONE));
}

static void tell_share(
	struct maker *maker, const char *what, enum figure figure, enum figure of)
{
	say_of(maker, "%: %, before %.",
		CELLS(text_of(what), figure_of(maker, &maker->now, figure, of),
			figure_of(maker, &maker->before, figure, of)));
}

// Actions at the end of a period.
static struct report_cell actions_of(
	struct maker *maker, const struct gathered *gathered, bool overdue)
{
	struct date_range kept = maker->report_range;
	char *wish = wish_behind(maker, "actions", 0);

	maker->report_range = gathered->range;
	wish = overdue ? wish_overdue_then(maker, wish) : wish_open_then(maker, wish);
	maker->report_range = kept;
	return count_of(overdue ? gathered->overdue : gathered->open, wish);
}

// By how many points of a hundred the share of audits below Good must move to be named.
#define DOMAIN_POINTS 10

static int64_t below_good(const int64_t *grades)
{
	return grades[GRADE_REQUIRES_IMPROVEMENT] + grades[GRADE_INADEQUATE];
}

static int64_t graded(const int64_t *grades)
{
	return below_good(grades) + grades[GRADE_OUTSTANDING] + grades[GRADE_GOOD];
}

static void domains_changed(struct maker *maker)
{
	for (size_t code = 0; code < maker->domains.count; code++) {
		const int64_t *now = maker->now.final[code],
			      *before = maker->before.final[code];
		int64_t of_now = graded(now), of_before = graded(before);
		char *label;

		if (!of_now || !of_before ||
			abs(share_percent(below_good(now), of_now) -
				share_percent(below_good(before), of_before)) < DOMAIN_POINTS)
			continue;
		label = domain_label(maker, code);
		say_of(maker, "%, audits below Good: %, before %.",
			CELLS(text_of(label),
				share_of(below_good(now), of_now,
					wish_below(maker, maker->now.range, code)),
				share_of(below_good(before), of_before,
					wish_below(maker, maker->before.range, code))));
		free(label);
	}
}

int section_changes(struct maker *maker)
{
	const struct gathered *now = &maker->now, *before = &maker->before;
	const int64_t *f = now->figures, *g = before->figures;
	char *name = period_words(before->range), day[2][DATE_TEXT];

	say(maker, "Compared with %s.", name);
	free(name);
	tell_figure(maker, "Audits completed", FIGURE_COMPLETED);
	tell_share(maker, "Completed of those allocated", FIGURE_ALLOCATED_COMPLETED,
		FIGURE_ALLOCATED);
	tell_share(maker, "At Requires Improvement or better", FIGURE_BETTER, FIGURE_GRADED);
	tell_share(maker, "Moderated", FIGURE_MODERATED, FIGURE_COMPLETED);
	tell_moved(maker, "Actions open at the end", actions_of(maker, before, false),
		actions_of(maker, now, false));
	tell_moved(maker, "Actions overdue at the end", actions_of(maker, before, true),
		actions_of(maker, now, true));
	domains_changed(maker);
	caution(maker,
		"Actions at the end: as at %s, before as at %s. The tracker shows today.",
		date_show(counted_until(maker, now->range), day[0]),
		date_show(before->range.last, day[1]));
	if (f[FIGURE_GRADED] < REPORT_FEW || g[FIGURE_GRADED] < REPORT_FEW)
		caution(maker,
			"One of the two periods has fewer than %d graded audits: a change of "
			"a few audits moves a percentage by much.",
			REPORT_FEW);
	return 0;
}
