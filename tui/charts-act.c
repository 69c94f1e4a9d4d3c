// SPDX-License-Identifier: MIT
// What else the charts may be asked for, the steps that are marked in them, and a chart in words.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/chart-step.h"
#include "db/error.h"
#include "db/mem.h"
#include "core/report.h"
#include "tui/behind.h"
#include "tui/charts-private.h"
#include "tui/form.h"
#include "tui/offer.h"
#include "tui/pager.h"
#include "tui/prompt.h"
#include "tui/screens.h"

#define CHARTS_ROOM 32 // of the list

int charts_choose(struct screen *screen)
{
	struct charts *charts = screen->state;
	struct choice choices[CHARTS_ROOM] = {{0}};
	size_t count = 0;
	int chosen;

	for (; charts_table[count].code && count < CHARTS_ROOM; count++)
		choices[count] = (struct choice){.name = charts_table[count].title};
	chosen = prompt_choice("Charts", choices, count, (int)(charts->info - charts_table));
	if (chosen < 0)
		return 0;
	xreplace(&charts->asked.code, charts_table[chosen].code);
	if (!charts_show(screen))
		return 0;
	xreplace(&charts->asked.code, charts->info->code);
	return -1;
}

static const struct choice spans[] = {
	{"12", "one year", '1'},
	{"24", "two years, as when it is empty", '2'},
	{"36", "three years", '3'},
	{"60", "five years", '5'},
	{NULL},
};

enum { SERVICE, TEAM, MONTHS, FIELDS };

static const struct field fields[FIELDS] = {
	[SERVICE] = {FIELD_PICK, "Service", "Space shows them, Backspace: any",
		.complete = offer_services},
	[TEAM] = {FIELD_PICK, "Team", "Space shows them, Backspace: any",
		.complete = offer_teams},
	[MONTHS] = {FIELD_CHOICE, "Months", "Right and left choose; empty: 24",
		.choices = spans},
};

// Asks for these instead; where that cannot be, what was asked for stands again.
static int ask(struct screen *screen, const char *service, const char *team, const char *months)
{
	struct charts_asked *asked = &((struct charts *)screen->state)->asked, old = *asked;
	int result;

	asked->service = xstrdup(service);
	asked->team = xstrdup(team);
	asked->months = xstrdup(months);
	result = charts_show(screen);
	if (result) {
		struct charts_asked refused = *asked;

		*asked = old;
		old = refused;
	}
	free(old.service);
	free(old.team);
	free(old.months);
	return result;
}

static int save_filter(struct form *form, void *context)
{
	return ask(context, form_value(form, SERVICE), form_value(form, TEAM),
		form_value(form, MONTHS));
}

int charts_filter(struct screen *screen)
{
	const struct charts_asked *asked = &((struct charts *)screen->state)->asked;
	const char *values[FIELDS] = {asked->service, asked->team, asked->months};

	if (offer_load(screen->session))
		return -1;
	return form_open(screen->session,
		&(struct form_content){"Filter",
			"Leave empty what may be anything. The filter is remembered.", fields,
			FIELDS, values, save_filter, screen, offer_free});
}

int charts_clear_filter(struct screen *screen)
{
	struct charts_asked *asked = &((struct charts *)screen->state)->asked;

	xreplace(&asked->kind, "");
	xreplace(&asked->until, "");
	return ask(screen, "", "", "");
}

// The month of the column in focus; DATE_NONE where there are no months with limits.
static date month_in_focus(const struct screen *screen)
{
	const struct charts *charts = screen->state;

	if (!chart_is_line(charts->chart))
		return DATE_NONE;
	return date_add_months(charts_end(screen->session, &charts->wish),
		(int)charts->column - (int)charts->chart->column_count);
}

// A step of a team's chart would be its service's.
static int check_place(const struct screen *screen)
{
	const struct charts *charts = screen->state;

	if (month_in_focus(screen) == DATE_NONE)
		return fail(ERROR_USAGE, "This chart has no limits: steps are marked in those "
					 "with a mean and limits");
	if (charts->wish.team_id)
		return fail(ERROR_USAGE, "Steps are marked for a service or the whole council: "
					 "f chooses, leave Team empty");
	return 0;
}

int charts_mark(struct screen *screen)
{
	struct charts *charts = screen->state;
	char *question, *why;
	int result = 0;

	if (check_place(screen))
		return -1;
	question = xasprintf("What was changed in %s, for %s",
		charts->chart->columns[charts->column].name,
		*charts->wish.place ? charts->wish.place : "the whole council");
	why = prompt_line(question, charts->chart->columns[charts->column].step);
	if (why && *why)
		result = chart_step_mark(screen->session, charts->info->code,
			charts->wish.service_id, month_in_focus(screen), why);
	if (why && *why && !result)
		result = charts_again(screen);
	free(question);
	free(why);
	return result;
}

int charts_unmark(struct screen *screen)
{
	struct charts *charts = screen->state;

	if (check_place(screen))
		return -1;
	if (!charts->chart->columns[charts->column].step)
		return fail(ERROR_MISSING, "No step is marked in %s: s marks one",
			charts->chart->columns[charts->column].name);
	if (!prompt_word("The limits no longer begin anew here.", "remove"))
		return 0;
	if (chart_step_remove(screen->session, charts->info->code, charts->wish.service_id,
		    month_in_focus(screen)))
		return -1;
	return charts_again(screen);
}

static int fill_words(struct pager *pager, const void *context)
{
	const struct charts *charts = context;
	const struct chart *chart = charts->chart;
	char *summary = chart_summary(chart);

	pager_add(pager, THEME_HEADING, 0, chart->title);
	pager_format(pager, THEME_TEXT, 0, "%s.", charts->info->help);
	pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_TEXT, 0, summary);
	pager_add(pager, THEME_TEXT, 0, "");
	for (size_t row = 0; row < chart->row_count; row++) {
		for (size_t column = 0; column < chart->column_count; column++) {
			char *words = chart_cell_words(chart, row, column);

			pager_add(pager,
				chart->points && chart->points[column].rules ? THEME_TITLE
									     : THEME_TEXT,
				2, words);
			free(words);
		}
	}
	free(summary);
	return 0;
}

// Where nothing can be listed: in words, which say it.
static int words_instead(struct screen *screen)
{
	if (charts_words(screen))
		return -1;
	view_say("What is behind this chart cannot be listed: here it is in words");
	return 0;
}

int charts_behind_it(struct screen *screen)
{
	const struct charts *charts = screen->state;
	const struct chart_cell *cell;
	char *wish;
	int result;

	if (!charts->chart->row_count || !charts->chart->column_count)
		return charts_words(screen);
	cell = chart_cell(charts->chart, charts->row, charts->column);
	wish = charts_behind(
		screen->session, &charts->wish, charts->chart, charts->row, charts->column);
	if (wish && !cell->count && !cell->of) {
		free(wish);
		return fail(ERROR_NONE, "There is none");
	}
	result = !wish ? words_instead(screen)
		 : report_wish_behind(wish)
			 ? behind_open(screen->session, wish, cell->of ? cell->of : cell->count)
			 : audits_open_at(screen->session, wish);
	free(wish);
	return result;
}

int charts_words(struct screen *screen)
{
	return pager_open(screen->session,
		&(struct pager_content){"Chart in words",
			"What the chart shows, then every value of it. Bold: more than chance "
			"would explain.",
			fill_words, screen->state});
}
