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
	char words[2][40];

	say(maker,
		"%lld actions were raised, %s of them have slipped to a later date, %lld are "
		"for "
		"the service. %lld were verified, %s of them done in time.",
		(long long)now->raised, share_words(now->slipped, now->raised, words[0]),
		(long long)now->for_service, (long long)closed,
		share_words(now->closed_in_time, closed, words[1]));
	say(maker,
		"Priority actions outstanding after an Inadequate audit where concerns were "
		"escalated: %lld.",
		(long long)now->figures[FIGURE_PRIORITY_OPEN]);
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
		"An action is open until QA has verified it. Overdue: past its date on the "
		"last day of the period, or yesterday.");
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

	if (!now->step_count) {
		say(maker, "No step of closing the loop was due in this period.");
		return 0;
	}
	qsort(now->steps, now->step_count, sizeof(*now->steps), by_rule);
	table_begin(maker, "Steps due in the period", columns, LENGTH(columns));
	for (size_t i = 0; i < now->step_count; i++)
		if (add_step(maker, &now->steps[i]))
			return -1;
	caution(maker,
		"A step with one name and two limits stands twice: where risk is identified "
		"it is due sooner.");
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
	add_text(maker, date_show(stmt_date(row, 6), day));
	add_words(maker, stmt_text(row, 3), wish_audit(stmt_int(row, 2)), NULL);
	add_text(maker, grade_name((enum grade)stmt_int_or(row, 4, GRADE_NONE)));
	add_text(maker, grade_name((enum grade)stmt_int_or(row, 5, GRADE_NONE)));
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
		say(maker, "Of %d review audits completed %d are Inadequate again.", count,
			again);
	else if (more == 0)
		say(maker, "No review audit was completed in this period.");
	return more;
}

// "up from 3 to 5", "down from 5 to 3", "as before, 3".
static char *moved(int64_t before, int64_t now)
{
	if (before == now)
		return xasprintf("as before, %lld", (long long)now);
	return xasprintf("%s from %lld to %lld", now > before ? "up" : "down",
		(long long)before, (long long)now);
}

static char *moved_share(int64_t before, int64_t of_before, int64_t now, int64_t of_now)
{
	char words[2][40];

	return xasprintf("%s, before %s", share_words(now, of_now, words[0]),
		share_words(before, of_before, words[1]));
}

// One sentence from a count of both periods; text is taken over.
static void tell(struct maker *maker, const char *what, char *text)
{
	say(maker, "%s: %s.", what, text);
	free(text);
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
		char *label, *shares;

		if (!of_now || !of_before ||
			abs(share_percent(below_good(now), of_now) -
				share_percent(below_good(before), of_before)) < DOMAIN_POINTS)
			continue;
		label = domain_label(maker, code);
		shares = moved_share(below_good(before), of_before, below_good(now), of_now);
		say(maker, "%s, audits below Good: %s.", label, shares);
		free(label);
		free(shares);
	}
}

int section_changes(struct maker *maker)
{
	const struct gathered *now = &maker->now, *before = &maker->before;
	const int64_t *f = now->figures, *g = before->figures;
	char *name = period_words(before->range);

	say(maker, "Compared with %s.", name);
	free(name);
	tell(maker, "Audits completed", moved(g[FIGURE_COMPLETED], f[FIGURE_COMPLETED]));
	tell(maker, "Completed of those allocated",
		moved_share(g[FIGURE_ALLOCATED_COMPLETED], g[FIGURE_ALLOCATED],
			f[FIGURE_ALLOCATED_COMPLETED], f[FIGURE_ALLOCATED]));
	tell(maker, "At Requires Improvement or better",
		moved_share(g[FIGURE_BETTER], g[FIGURE_GRADED], f[FIGURE_BETTER],
			f[FIGURE_GRADED]));
	tell(maker, "Moderated",
		moved_share(g[FIGURE_MODERATED], g[FIGURE_COMPLETED], f[FIGURE_MODERATED],
			f[FIGURE_COMPLETED]));
	tell(maker, "Actions open at the end", moved(before->open, now->open));
	tell(maker, "Actions overdue at the end", moved(before->overdue, now->overdue));
	domains_changed(maker);
	if (f[FIGURE_GRADED] < REPORT_FEW || g[FIGURE_GRADED] < REPORT_FEW)
		caution(maker,
			"One of the two periods has fewer than %d graded audits: a change of "
			"a few audits moves a percentage by much.",
			REPORT_FEW);
	return 0;
}
