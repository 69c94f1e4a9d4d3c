// SPDX-License-Identifier: MIT
// Of which days, service and team the report is, and of which kind of audit: remembered, and asked for.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/form.h"
#include "tui/kept.h"
#include "tui/offer.h"
#include "tui/report-private.h"

static const struct kept parts[] = {
	{"span", offsetof(struct report_choice, span)},
	{"from", offsetof(struct report_choice, from)},
	{"to", offsetof(struct report_choice, to)},
	{"service", offsetof(struct report_choice, service)},
	{"team", offsetof(struct report_choice, team)},
	{"kind", offsetof(struct report_choice, kind)},
};

enum { FROM = 1, TO, FIELDS = LENGTH(parts) };

void report_choice_parse(struct report_choice *choice, const char *text)
{
	kept_parse(choice, parts, LENGTH(parts), text);
}

char *report_choice_write(const struct report_choice *choice)
{
	return kept_write(choice, parts, LENGTH(parts));
}

void report_choice_finish(struct report_choice *choice)
{
	kept_finish(choice, parts, LENGTH(parts));
}

static const struct choice spans[REPORT_SPANS + 1] = {
	[REPORT_MONTH] = {"month", NULL, 'm'},
	[REPORT_QUARTER] = {"quarter", "financial: from April, July, October, January", 'q'},
	[REPORT_YEAR] = {"year", "financial: from April", 'y'},
	[REPORT_DAYS] = {"days", "any days, from and to", 'd'},
};

static enum report_span span_of(const struct report_choice *choice)
{
	for (int i = 0; i < REPORT_SPANS; i++)
		if (strcmp(spans[i].name, choice->span) == 0)
			return (enum report_span)i;
	return REPORT_MONTH;
}

static struct date_range period_of(enum report_span span, date day)
{
	switch (span) {
	case REPORT_QUARTER: return date_quarter_of(day);
	case REPORT_YEAR: return date_year_of(day);
	default: return date_month_of(day);
	}
}

static bool read_days(const struct report_choice *choice, struct date_range *range)
{
	return form_date(choice->from, &range->first) == 0 &&
	       form_date(choice->to, &range->last) == 0 && range->first <= range->last;
}

struct date_range report_range(struct report_page *page, date today)
{
	enum report_span span = span_of(&page->choice);
	struct date_range range;

	if (span == REPORT_DAYS && read_days(&page->choice, &range))
		return range;
	if (page->day == DATE_NONE)
		page->day = period_of(span, today).first - 1;
	return period_of(span, page->day);
}

// Goes to the period in which a day lies, or to as many days that begin or end there. On -1 nothing is changed.
static int go(struct screen *screen, date day, bool back)
{
	struct report_page *page = screen->state;
	struct report_choice *choice = &page->choice;
	struct date_range range = report_range(page, screen->session->today), before = range;
	char from[DATE_TEXT], to[DATE_TEXT];
	date kept = page->day, length = range.last - range.first;
	bool days = span_of(choice) == REPORT_DAYS;

	if (days) {
		range.first = back ? day - length : day;
		xreplace(&choice->from, date_iso(range.first, from));
		xreplace(&choice->to, date_iso(range.first + length, to));
	}
	page->day = day;
	if (!report_apply(screen))
		return 0;
	page->day = kept;
	if (days) {
		xreplace(&choice->from, date_iso(before.first, from));
		xreplace(&choice->to, date_iso(before.last, to));
	}
	return -1;
}

int report_earlier(struct screen *screen)
{
	struct date_range range = report_range(screen->state, screen->session->today);

	if (range.first <= date_from(2000, 1, 1))
		return fail(ERROR_USAGE, "There is nothing earlier");
	return go(screen, range.first - 1, true);
}

int report_later(struct screen *screen)
{
	struct date_range range = report_range(screen->state, screen->session->today);

	if (range.last >= screen->session->today)
		return fail(ERROR_USAGE, "What comes later is still to come");
	return go(screen, range.last + 1, false);
}

static const struct choice kinds[] = {
	{"monthly", "as when it is empty", 'm'},
	{"thematic", NULL, 't'},
	{"dip sample", NULL, 'd'},
	{"multi-agency", NULL, 'a'},
	{"review", NULL, 'r'},
	{NULL},
};

static const struct field fields[FIELDS] = {
	{FIELD_CHOICE, "Period", "Right and left choose", .choices = spans},
	{FIELD_DATE, "From",
		"Days: the first. Else any day of the period; empty: the last one over"},
	{FIELD_DATE, "To", "Days: the last one"},
	{FIELD_PICK, "Service", "Space shows them, Backspace: any", .complete = offer_services},
	{FIELD_PICK, "Team", "Space shows them, Backspace: any", .complete = offer_teams},
	{FIELD_CHOICE, "Audits", "Right and left choose; empty: the monthly ones",
		.choices = kinds},
};

// The choice with the values of a form in its place. -1: what is typed says no days.
static int take_values(struct form *form, struct report_page *page)
{
	struct report_choice *choice = &page->choice;
	struct date_range range;
	date day = DATE_NONE;

	for (size_t i = 0; i < FIELDS; i++)
		*kept_text(choice, &parts[i]) = xstrdup(form_value(form, i));
	if (span_of(choice) == REPORT_DAYS)
		return read_days(choice, &range)
			       ? 0
			       : fail(ERROR_USAGE,
					 "Say From which day and To which, not before it");
	if (*choice->from)
		form_date(choice->from, &day);
	page->day = day;
	xreplace(&choice->from, "");
	xreplace(&choice->to, "");
	return 0;
}

static int save_choice(struct form *form, void *context)
{
	struct screen *screen = context;
	struct report_page *page = screen->state;
	struct report_choice old = page->choice;
	date day = page->day;
	int result = take_values(form, page);

	if (!result)
		result = report_apply(screen);
	if (!result) {
		report_choice_finish(&old);
		return 0;
	}
	report_choice_finish(&page->choice); // what cannot be asked is not remembered
	page->choice = old;
	page->day = day;
	return -1;
}

int report_choose(struct screen *screen)
{
	struct report_page *page = screen->state;
	struct date_range range = report_range(page, screen->session->today);
	const char *values[FIELDS];
	char from[DATE_TEXT], to[DATE_TEXT];

	if (offer_load(screen->session))
		return -1;
	for (size_t i = 0; i < FIELDS; i++)
		values[i] = *kept_text(&page->choice, &parts[i]);
	values[0] = spans[span_of(&page->choice)].name;
	values[FROM] = date_iso(range.first, from);
	values[TO] = date_iso(range.last, to);
	return form_open(screen->session,
		&(struct form_content){"Filter",
			"What is chosen is remembered, but for the month, quarter or year.",
			fields, FIELDS, values, save_choice, screen, offer_free});
}

int report_choose_all(struct screen *screen)
{
	struct report_choice *choice = &((struct report_page *)screen->state)->choice;

	xreplace(&choice->service, "");
	xreplace(&choice->team, "");
	xreplace(&choice->kind, "");
	return report_apply(screen);
}
