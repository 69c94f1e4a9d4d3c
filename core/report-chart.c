// SPDX-License-Identifier: MIT
// The charts of a report, from what it has counted.
#include <stdlib.h>
#include <string.h>

#include "core/charts.h"
#include "core/moderation.h"
#include "core/report-private.h"
#include "db/mem.h"

#define KNOWN_MIN 2 // months under which a chart of months says nothing

static void note(struct chart *chart, const char *text)
{
	xreplace(&chart->note, text);
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

static void finish(struct maker *maker, struct chart *chart)
{
	chart_finish(chart);
	add_chart(maker, chart);
}

// In how many columns anything was counted.
static int known_columns(const struct chart *chart)
{
	int known = 0;

	for (size_t column = 0; column < chart->column_count; column++) {
		size_t row = 0;

		while (row < chart->row_count && !chart_cell(chart, row, column)->known)
			row++;
		known += row < chart->row_count;
	}
	return known;
}

int chart_months(struct maker *maker, const char *code, int months)
{
	const struct charts_info *info = charts_find(code);
	const struct lookup_row *team = lookup_id(&maker->teams, maker->filter.team_id);
	const struct charts_wish wish = {
		.service_id = team ? team->parent : maker->filter.service_id,
		.team_id = maker->filter.team_id,
		.months = months,
		.until = maker->now.range.last,
		.kind = (enum audit_kind)maker->filter.kind,
	};
	struct chart *chart;

	if (!info || charts_make(maker->session, info, &wish, &chart))
		return -1;
	xreplace(&chart->title, info->title); // the place stands on the cover
	if (known_columns(chart) < KNOWN_MIN)
		chart_destroy(chart);
	else
		add_chart(maker, chart);
	return 0;
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

// The same with what is behind each cell.
static void matrix_table(struct maker *maker, size_t code, int mode)
{
	static const struct report_column columns[] = {{"", false}, {"Moderator O", true},
		{"Moderator G", true}, {"Moderator RI", true}, {"Moderator I", true}};
	const struct agreement *agreement = &maker->now.pairs[code][mode];

	table_of_chart(maker, columns, LENGTH(columns));
	for (int i = 0; i < AGREEMENT_GRADES * AGREEMENT_GRADES; i++) {
		int row = i / AGREEMENT_GRADES, column = i % AGREEMENT_GRADES;
		const char *mine = grade_name((enum grade)(GRADE_OUTSTANDING + row));
		char *which = xasprintf("%s/%s", mine,
			     grade_name((enum grade)(GRADE_OUTSTANDING + column))),
		     *name = xasprintf("Auditor %s", mine);

		if (!column)
			add_text(maker, name);
		add_count(maker, agreement->matrix[row][column],
			wish_pairs(maker, code, mode, which));
		free(which);
		free(name);
	}
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
		"Rows are the auditors' grades, columns the moderators'. On the diagonal both "
		"gave the same.");
	finish(maker, chart);
	matrix_table(maker, code, mode);
	free(name);
	free(title);
}

static char *wish_later(const struct maker *maker)
{
	char from[DATE_TEXT], to[DATE_TEXT];

	return wish_add(wish_open_then(maker, wish_behind(maker, "actions", 0)), "due=%s..%s",
		date_iso(overdue_day(maker, maker->now.range) + 1, from),
		date_iso(date_from(DATE_YEAR_MAX, 12, 31), to));
}

// The same with what is behind each bar.
static void ages_table(struct maker *maker, const struct chart *chart)
{
	static const struct report_column columns[] = {{"When due", false}, {"Open", true}};
	const struct gathered *now = &maker->now;

	table_of_chart(maker, columns, LENGTH(columns));
	add_text(maker, chart->rows[0].name);
	add_count(maker, now->open - now->overdue, wish_later(maker));
	for (int i = 0; i < ACTION_AGES; i++) {
		add_text(maker, chart->rows[i + 1].name);
		add_count(maker, now->ages[i],
			wish_due_then(
				maker, wish_behind(maker, "actions", 0), age_days(maker, i)));
	}
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
	ages_table(maker, chart);
}
