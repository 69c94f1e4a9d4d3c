// SPDX-License-Identifier: MIT
// What is behind a point or a cell of a chart, as a wish for the list of audits, of actions or of steps.
#include <stdlib.h>
#include <string.h>

#include "core/charts.h"
#include "db/mem.h"

#define ALL_DONE "\tstate=done"
#define PAIRS ALL_DONE "\tdomain=overall\tpair="

// By which of their days they are in a chart, and what else they have in common. list: of actions or steps; NULL: of audits.
// A chart that is not here has nothing behind it that could be listed.
static const struct {
	const char *code, *days, *also, *list;
} behind[] = {
	{"grades", "completed", ALL_DONE},
	{"domains", "completed", ALL_DONE},
	{"requires_improvement_or_better", "completed", ALL_DONE "\tgrades=graded"},
	{"good_or_better", "completed", ALL_DONE "\tgrades=graded"},
	{"completed", "completed", ALL_DONE},
	{"in_time", "due", "\tstate=counted"},
	{"calendar", "due", "\tstate=counted"},
	{"moderated_of_completed", "completed", ALL_DONE},
	{"agreement", "completed", PAIRS},
	{"same_grade", "completed", PAIRS "any"},
	{"child_feedback", "completed", ALL_DONE "\tfeedback=child said"},
	{"family_feedback", "completed", ALL_DONE},
	{"days_to_submit", "completed", ALL_DONE},
	{"actions_raised", "raised", "", "actions"},
	{"actions_in_time", "verified", "", "actions"},
	{"days_to_act", "verified", "", "actions"},
	{"days_late", "verified", "", "actions"},
	{"steps_in_time", "due", "\tstate=counted", "steps"},
	{"ageing", "due", "", "actions"},
};

static date end_of(date month)
{
	return date_add_months(month, 1) - 1;
}

// Of the ages of what is open today.
static struct date_range age_days(date today, size_t row)
{
	struct date_parts parts = date_split(today);
	date month = date_from(parts.year, parts.month, 1);
	int from, to;

	charts_age(row, &from, &to);
	return (struct date_range){to >= CHARTS_AGES_MOST ? date_from(DATE_YEAR_MIN, 1, 1)
							  : date_add_months(month, -to),
		from <= -CHARTS_AGES_MOST ? date_from(DATE_YEAR_MAX, 12, 31)
					  : end_of(date_add_months(month, -from))};
}

// The days of a column that is a month, else all that the chart is made of.
static struct date_range days_of(const struct session *session, const struct charts_wish *wish,
	const struct chart *chart, size_t row, size_t column)
{
	date end = charts_end(session, wish);
	int months = wish->months ? wish->months : CHARTS_MONTHS;

	if (chart->kind == CHART_AGEING)
		return age_days(session->today, row);
	if (chart->kind == CHART_HEAT || chart->kind == CHART_MATRIX)
		return (struct date_range){date_add_months(end, -months), end - 1};
	return date_month_of(date_add_months(end, (int)column - (int)chart->column_count));
}

// "\tservice=MASH" of "service MASH"; "" of "". Yours.
static char *place_of(const struct charts_wish *wish, const struct chart *chart)
{
	size_t kind = strcspn(wish->place, " ");

	if (!*wish->place || (chart->kind == CHART_CALENDAR && !wish->service_id))
		return xstrdup("");
	return xasprintf("\t%.*s=%s", (int)kind, wish->place, wish->place + kind + 1);
}

// What the row and the column say. Yours.
static char *cell_of(const struct session *session, const struct charts_wish *wish,
	const struct chart *chart, size_t row, size_t column)
{
	const char *name = chart->rows[row].name, *code = chart->rows[row].brief;
	char day[DATE_TEXT];

	switch (chart->kind) {
	case CHART_STACKED: return xasprintf("\tgrade=%s", name);
	case CHART_HEAT:
		return xasprintf("\tgrade=%s\tdomain=%s", chart->columns[column].name, code);
	case CHART_CALENDAR:
		return xasprintf("\t%s=%s", wish->service_id ? "team" : "service", name);
	case CHART_MATRIX: return xasprintf("%s/%s", name, chart->columns[column].name);
	case CHART_AGEING: return xasprintf("\topen=%s", date_iso(session->today, day));
	default: return xstrdup("");
	}
}

char *charts_behind(const struct session *session, const struct charts_wish *wish,
	const struct chart *chart, size_t row, size_t column)
{
	struct date_range days = days_of(session, wish, chart, row, column);
	char *place, *cell, *text, from[DATE_TEXT], to[DATE_TEXT];
	enum audit_kind kind = wish->kind ? wish->kind : AUDIT_MONTHLY;
	size_t i = 0;

	while (i < LENGTH(behind) && strcmp(behind[i].code, chart->code) != 0)
		i++;
	if (i == LENGTH(behind))
		return NULL;
	place = place_of(wish, chart);
	cell = cell_of(session, wish, chart, row, column);
	text = xasprintf("%s%s\tkind=%s\t%s=%s..%s%s%s%s", behind[i].list ? "list=" : "",
		behind[i].list ? behind[i].list : "reported=yes",
		chart->kind == CHART_AGEING ? "" : audit_kind_name(kind), behind[i].days,
		date_iso(days.first, from), date_iso(days.last, to), behind[i].also, cell,
		place);
	free(place);
	free(cell);
	return text;
}
