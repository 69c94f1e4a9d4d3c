// SPDX-License-Identifier: MIT
// The charts of a report, from what it has counted.
#include <stdlib.h>
#include <string.h>

#include "core/chart-step.h"
#include "core/moderation.h"
#include "core/report-private.h"
#include "db/mem.h"

#define CALENDAR_MONTHS 12
#define LINE_MIN 3 // months under which a line says nothing

static void note(struct chart *chart, const char *text)
{
	xreplace(&chart->note, text);
}

// The months of the history from one on, as columns.
static void add_months(struct chart *chart, const struct history *history, int first)
{
	for (int i = first; i < HISTORY_MONTHS; i++) {
		date day = history->months[i].range.first;
		struct date_parts parts = date_split(day);
		char name[DATE_TEXT], *brief;

		date_show_month(day, name);
		brief = xasprintf("%.3s %02d", name, parts.year % 100);
		chart_add_column(chart, name, brief);
		free(brief);
	}
}

static void add_grade_rows(struct chart *chart)
{
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		chart_add_row(chart, grade_name((enum grade)grade),
			grade_short((enum grade)grade), grade);
}

static void add_grade_columns(struct chart *chart)
{
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		chart_add_column(
			chart, grade_name((enum grade)grade), grade_short((enum grade)grade));
		chart->columns[grade - GRADE_OUTSTANDING].grade = grade;
	}
}

static bool too_short(const struct history *history)
{
	return HISTORY_MONTHS - history->first < LINE_MIN;
}

static void finish(struct maker *maker, struct chart *chart)
{
	chart_finish(chart);
	add_chart(maker, chart);
}

// The same of a line: limits begin anew where that was marked in the chart of its code (core/chart-step.h).
static int finish_line(struct maker *maker, struct chart *chart)
{
	struct date_parts first =
		date_split(maker->history.months[maker->history.first].range.first);
	const struct lookup_row *team = lookup_id(&maker->teams, maker->filter.team_id);

	if (chart_step_apply(maker->session, chart,
		    team ? team->parent : maker->filter.service_id,
		    first.year * 12 + first.month - 1)) {
		chart_destroy(chart);
		return -1;
	}
	finish(maker, chart);
	return 0;
}

int chart_in_time(struct maker *maker)
{
	const struct history *history = &maker->history;
	struct chart *chart;

	if (too_short(history))
		return 0;
	chart = chart_create(CHART_P, "in_time",
		"Audits completed in time, of those due in a month", "audits");
	chart->better = CHART_HIGHER;
	add_months(chart, history, history->first);
	chart_add_row(chart, "Completed in time", "in time", 0);
	chart_lay(chart);
	for (int i = history->first; i < HISTORY_MONTHS; i++)
		if (history->months[i].due)
			chart_count(chart, 0, (size_t)(i - history->first),
				history->months[i].in_time, history->months[i].due);
	return finish_line(maker, chart);
}

int chart_completed(struct maker *maker)
{
	const struct history *history = &maker->history;
	struct chart *chart;

	if (too_short(history))
		return 0;
	chart = chart_create(CHART_XMR, "completed", "Audits completed, by month", "audits");
	add_months(chart, history, history->first);
	chart_add_row(chart, "Completed", "completed", 0);
	chart_lay(chart);
	for (int i = history->first; i < HISTORY_MONTHS; i++)
		chart_count(chart, 0, (size_t)(i - history->first),
			history->months[i].completed, 0);
	return finish_line(maker, chart);
}

// Whether a place had audits due in the months of the calendar.
static bool has_due(const struct history *history, int first, size_t place)
{
	for (int i = first; i < HISTORY_MONTHS; i++)
		if (history->months[i].due_of[place])
			return true;
	return false;
}

static void calendar_fill(struct maker *maker, struct chart *chart, int first)
{
	const struct history *history = &maker->history;
	const struct lookup *places =
		maker->filter.service_id ? &maker->teams : &maker->services;
	size_t row = 0;

	for (size_t i = 0; i < places->count; i++) {
		size_t place = (size_t)(places->by_key[i] - places->rows);

		if (!has_due(history, first, place))
			continue;
		for (int at = first; at < HISTORY_MONTHS; at++)
			if (history->months[at].due_of[place])
				chart_count(chart, row, (size_t)(at - first),
					history->months[at].in_time_of[place],
					history->months[at].due_of[place]);
		row++;
	}
}

void chart_calendar(struct maker *maker)
{
	const struct history *history = &maker->history;
	const struct lookup *places =
		maker->filter.service_id ? &maker->teams : &maker->services;
	int first = HISTORY_MONTHS - CALENDAR_MONTHS;
	struct chart *chart;

	first = history->first > first ? history->first : first;
	if (maker->filter.team_id || first == HISTORY_MONTHS)
		return;
	chart = chart_create(CHART_CALENDAR, "calendar",
		maker->filter.service_id ? "Completed in time, by team and month due"
					 : "Completed in time, by service and month due",
		"audits in time");
	chart->better = CHART_HIGHER;
	add_months(chart, history, first);
	for (size_t i = 0; i < places->count; i++)
		if (has_due(history, first, (size_t)(places->by_key[i] - places->rows)))
			chart_add_row(chart, places->by_key[i]->key, places->by_key[i]->key, 0);
	chart_lay(chart);
	calendar_fill(maker, chart, first);
	note(chart, "The fuller a cell, the more of the audits due were completed in time; "
		    "empty: none was due.");
	finish(maker, chart);
}

void chart_grades(struct maker *maker)
{
	const struct history *history = &maker->history;
	struct chart *chart;

	if (HISTORY_MONTHS - history->first < 2)
		return;
	chart = chart_create(CHART_STACKED, "by-month",
		"Final overall grades, by month of completion", "grades");
	add_months(chart, history, history->first);
	add_grade_rows(chart);
	chart_lay(chart);
	for (int i = history->first; i < HISTORY_MONTHS; i++)
		for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
			chart_count(chart, (size_t)(grade - GRADE_OUTSTANDING),
				(size_t)(i - history->first), history->months[i].grades[grade],
				0);
	finish(maker, chart);
}

static int64_t graded(const int64_t *grades)
{
	int64_t of = 0;

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		of += grades[grade];
	return of;
}

void chart_domains(struct maker *maker)
{
	struct chart *chart =
		chart_create(CHART_HEAT, "domains", "Final grades of each domain", "grades");
	const struct gathered *now = &maker->now;
	size_t row = 0;

	add_grade_columns(chart);
	for (size_t code = 0; code < maker->domains.count; code++) {
		char *label = domain_label(maker, code);

		if (graded(now->final[code]))
			chart_add_row(chart, label, maker->domains.codes[code], 0);
		free(label);
	}
	chart_lay(chart);
	for (size_t code = 0; code < maker->domains.count; code++) {
		const int64_t *grades = now->final[code];

		if (!graded(grades))
			continue;
		for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
			chart_count(chart, row, (size_t)(grade - GRADE_OUTSTANDING),
				grades[grade], graded(grades));
		row++;
	}
	note(chart, "The darker a cell, the greater its share of the row.");
	finish(maker, chart);
}

void chart_agreement(struct maker *maker, size_t code, int mode)
{
	const struct agreement *agreement = &maker->now.pairs[code][mode];
	char *name = xasprintf("agreement-%d", mode),
	     *title = xasprintf("Overall grades of auditor and moderator, %s",
		     moderation_mode_name((enum moderation_mode)mode));
	struct chart *chart = chart_create(CHART_MATRIX, name, title, "pairs");

	add_grade_rows(chart);
	add_grade_columns(chart);
	chart_lay(chart);
	for (size_t row = 0; row < AGREEMENT_GRADES; row++)
		for (size_t column = 0; column < AGREEMENT_GRADES; column++)
			chart_count(chart, row, column, agreement->matrix[row][column], 0);
	note(chart,
		"Rows are the auditors' grades, columns the moderators'. In a framed cell both "
		"gave the same.");
	finish(maker, chart);
	free(name);
	free(title);
}

void chart_ages(struct maker *maker)
{
	static const char *const names[ACTION_AGES] = {"Due in the last month",
		"Due 1 or 2 months before", "Due 3 to 5 months before",
		"Due 6 to 11 months before", "Due a year before or more"};
	const struct gathered *now = &maker->now;
	struct chart *chart;
	int64_t sum = 0;

	for (int i = 0; i < ACTION_AGES; i++)
		sum += now->ages[i];
	if (sum != now->overdue || now->open <= 0) // of a day within a month ages are not kept
		return;
	chart = chart_create(CHART_AGEING, "ages",
		"Actions open at the end of the period, by when they were due", "actions");
	chart->better = CHART_LOWER;
	chart_add_column(chart, "open actions", "open");
	chart_add_row(chart, "Not overdue", "not overdue", 0);
	for (int i = 0; i < ACTION_AGES; i++)
		chart_add_row(chart, names[i], names[i], 0);
	chart_lay(chart);
	chart_count(chart, 0, 0, now->open - now->overdue, 0);
	for (int i = 0; i < ACTION_AGES; i++)
		chart_count(chart, (size_t)i + 1, 0, now->ages[i], 0);
	finish(maker, chart);
}
