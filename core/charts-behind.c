// SPDX-License-Identifier: MIT
// The audits behind a point or a cell of a chart, as a wish for the list of audits.
#include <stdlib.h>
#include <string.h>

#include "core/charts.h"
#include "db/mem.h"

// By which of their days audits are in a chart, and what else they have in common; a chart that is not here has no audits
// behind it.
static const struct {
	const char *code, *days, *also;
} behind[] = {
	{"grades", "completed", "\tstate=done"},
	{"domains", "completed", "\tstate=done"},
	{"requires_improvement_or_better", "completed", "\tstate=done"},
	{"good_or_better", "completed", "\tstate=done"},
	{"completed", "completed", "\tstate=done"},
	{"in_time", "due", "\tstate=counted"},
	{"calendar", "due", "\tstate=counted"},
	{"moderated_of_completed", "completed", "\tstate=done\tmoderated=yes"},
	{"agreement", "completed", "\tstate=done\tmoderated=yes"},
	{"same_grade", "completed", "\tstate=done\tmoderated=yes"},
	{"child_feedback", "completed", "\tstate=done"},
	{"family_feedback", "completed", "\tstate=done"},
	{"days_to_submit", "completed", "\tstate=done"},
};

// The days of a column that is a month, else all that the chart is made of.
static struct date_range days_of(const struct session *session, const struct charts_wish *wish,
	const struct chart *chart, size_t column)
{
	struct date_parts today = date_split(session->today);
	date now = date_from(today.year, today.month, 1);
	int months = wish->months ? wish->months : CHARTS_MONTHS;

	if (chart->kind == CHART_HEAT || chart->kind == CHART_MATRIX)
		return (struct date_range){date_add_months(now, -months), now - 1};
	return date_month_of(date_add_months(now, (int)column - (int)chart->column_count));
}

// "\tservice=MASH" of "service MASH"; "" of "". Yours.
static char *place_of(const struct charts_wish *wish)
{
	size_t kind = strcspn(wish->place, " ");

	if (!*wish->place)
		return xstrdup("");
	return xasprintf("\t%.*s=%s", (int)kind, wish->place, wish->place + kind + 1);
}

// What the row and the column say. Yours.
static char *cell_of(
	const struct charts_wish *wish, const struct chart *chart, size_t row, size_t column)
{
	const char *name = chart->rows[row].name, *code = chart->rows[row].brief;
	bool overall = strcmp(code, "overall") == 0;

	if (chart->kind == CHART_STACKED)
		return xasprintf("\tgrade=%s", name);
	if (chart->kind == CHART_HEAT)
		return xasprintf("\tgrade=%s%s%s", chart->columns[column].name,
			overall ? "" : "\tdomain=", overall ? "" : code);
	if (chart->kind == CHART_CALENDAR)
		return xasprintf("\t%s=%s", wish->service_id ? "team" : "service", name);
	return xstrdup("");
}

char *charts_behind(const struct session *session, const struct charts_wish *wish,
	const struct chart *chart, size_t row, size_t column)
{
	struct date_range days = days_of(session, wish, chart, column);
	char *place, *cell, *text, from[DATE_TEXT], to[DATE_TEXT];
	size_t i = 0;

	while (i < LENGTH(behind) && strcmp(behind[i].code, chart->code) != 0)
		i++;
	if (i == LENGTH(behind))
		return NULL;
	place = chart->kind == CHART_CALENDAR && !wish->service_id ? xstrdup("")
								   : place_of(wish);
	cell = cell_of(wish, chart, row, column);
	text = xasprintf("reported=yes\tkind=monthly\t%s=%s..%s%s%s%s", behind[i].days,
		date_iso(days.first, from), date_iso(days.last, to), behind[i].also, place,
		cell);
	free(place);
	free(cell);
	return text;
}
