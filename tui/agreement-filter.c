// SPDX-License-Identifier: MIT
// Of which days, services and people the agreement is shown: remembered, put in words, asked for.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/agreement-private.h"
#include "tui/form.h"
#include "tui/kept.h"
#include "tui/offer.h"

static const struct kept parts[] = {
	{"span", offsetof(struct agreement_wish, span)},
	{"service", offsetof(struct agreement_wish, service), "service"},
	{"team", offsetof(struct agreement_wish, team), "team"},
	{"auditor", offsetof(struct agreement_wish, auditor), "auditor"},
	{"moderator", offsetof(struct agreement_wish, moderator), "moderator"},
	{"audits", offsetof(struct agreement_wish, kind), "audits"},
};

enum { FIRST_FIELD = 1, FIELDS = LENGTH(parts) - FIRST_FIELD }; // the form has all but the span

void agreement_wish_parse(struct agreement_wish *wish, const char *text)
{
	kept_parse(wish, parts, LENGTH(parts), text);
}

char *agreement_wish_write(const struct agreement_wish *wish)
{
	return kept_write(wish, parts, LENGTH(parts));
}

void agreement_wish_finish(struct agreement_wish *wish)
{
	kept_finish(wish, parts, LENGTH(parts));
}

void agreement_wish_describe(const struct agreement_wish *wish, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = FIRST_FIELD; i < LENGTH(parts) && used < size; i++) {
		const char *value = *kept_text(wish, &parts[i]);

		if (*value)
			used += (size_t)snprintf(text + used, size - used, "%s%s %s",
				used ? ", " : "", parts[i].word, value);
	}
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

struct agreement_filter agreement_wish_filter(const struct board *board)
{
	const struct agreement_wish *wish = &board->wish;
	struct agreement_filter filter = {
		.always = agreement_span(board) == SPAN_ALL,
		.service = or_null(wish->service),
		.team = or_null(wish->team),
		.auditor = or_null(wish->auditor),
		.moderator = or_null(wish->moderator),
		.mode = -1,
	};
	enum audit_kind kind = AUDIT_MONTHLY;

	if (!filter.always)
		filter.range = agreement_range(board);
	if (strcmp(wish->kind, "every kind") == 0)
		filter.kind = -1;
	else if (*wish->kind && !audit_kind_parse(wish->kind, &kind))
		filter.kind = (int)kind;
	return filter;
}

static const struct choice spans[SPAN_COUNT] = {
	[SPAN_MONTH] = {"month", NULL, 'm'},
	[SPAN_QUARTER] = {"quarter", "financial: from April, July, October, January", 'q'},
	[SPAN_YEAR] = {"year", "financial: from April", 'y'},
	[SPAN_ALL] = {"all", "every day there is", 'a'},
};

enum span agreement_span(const struct board *board)
{
	for (int i = 0; i < SPAN_COUNT; i++)
		if (strcmp(spans[i].name, board->wish.span) == 0)
			return (enum span)i;
	return SPAN_YEAR;
}

struct date_range agreement_range(const struct board *board)
{
	switch (agreement_span(board)) {
	case SPAN_MONTH: return date_month_of(board->day);
	case SPAN_QUARTER: return date_quarter_of(board->day);
	default: return date_year_of(board->day);
	}
}

void agreement_period(const struct board *board, char *text, size_t size)
{
	char period[DATE_TEXT];

	switch (agreement_span(board)) {
	case SPAN_MONTH: snprintf(text, size, "%s", date_show_month(board->day, period)); break;
	case SPAN_QUARTER:
		snprintf(text, size, "Quarter %s", date_quarter(board->day, period));
		break;
	case SPAN_YEAR: snprintf(text, size, "Year %s", date_year(board->day, period)); break;
	default: snprintf(text, size, "All days");
	}
}

int agreement_earlier(struct screen *screen)
{
	struct board *board = screen->state;
	date before = agreement_range(board).first - 1;

	if (agreement_span(board) == SPAN_ALL)
		return fail(ERROR_USAGE, "All days are shown: p chooses a period");
	if (before < date_from(2000, 1, 1))
		return fail(ERROR_USAGE, "There is nothing earlier");
	board->day = before;
	return agreement_apply(screen);
}

int agreement_later(struct screen *screen)
{
	struct board *board = screen->state;
	date after = agreement_range(board).last + 1;

	if (agreement_span(board) == SPAN_ALL)
		return fail(ERROR_USAGE, "All days are shown: p chooses a period");
	if (after > screen->session->today)
		return fail(ERROR_USAGE, "What comes later is still to come");
	board->day = after;
	return agreement_apply(screen);
}

int agreement_choose_span(struct screen *screen)
{
	struct board *board = screen->state;
	int chosen = prompt_choice("Period", spans, SPAN_COUNT, (int)agreement_span(board));

	if (chosen < 0)
		return 0;
	xreplace(&board->wish.span, spans[chosen].name);
	return agreement_apply(screen);
}

static const struct choice kinds[] = {
	{"monthly", "as when it is empty", 'm'},
	{"thematic", NULL, 't'},
	{"dip sample", NULL, 'd'},
	{"multi-agency", NULL, 'a'},
	{"review", NULL, 'r'},
	{"every kind", NULL, 'e'},
	{NULL},
};

static const struct field fields[FIELDS] = {
	{FIELD_PICK, "Service", "Space shows them, Backspace: any", .complete = offer_services},
	{FIELD_PICK, "Team", "Space shows them, Backspace: any", .complete = offer_teams},
	{FIELD_PICK, "Auditor", "The lead; Space shows them, Backspace: any",
		.complete = offer_people},
	{FIELD_PICK, "Moderator", "Space shows them, Backspace: any", .complete = offer_people},
	{FIELD_CHOICE, "Audits", "Right and left choose; empty: the monthly ones",
		.choices = kinds},
};

static int save_filter(struct form *form, void *context)
{
	struct screen *screen = context;
	struct board *board = screen->state;
	char *old[FIELDS];
	int result;

	for (size_t i = 0; i < FIELDS; i++) {
		old[i] = *kept_text(&board->wish, &parts[FIRST_FIELD + i]);
		*kept_text(&board->wish, &parts[FIRST_FIELD + i]) =
			xstrdup(form_value(form, i));
	}
	result = agreement_apply(screen);
	for (size_t i = 0; i < FIELDS; i++) {
		char **part = kept_text(&board->wish, &parts[FIRST_FIELD + i]);
		char *gone = result ? *part : old[i];

		*part = result ? old[i] : *part; // what cannot be asked is not remembered
		free(gone);
	}
	return result;
}

int agreement_choose_filter(struct screen *screen)
{
	struct board *board = screen->state;
	const char *values[FIELDS];

	if (offer_load(screen->session))
		return -1;
	for (size_t i = 0; i < FIELDS; i++)
		values[i] = *kept_text(&board->wish, &parts[FIRST_FIELD + i]);
	return form_open(screen->session,
		&(struct form_content){"Filter",
			"Leave empty what may be anything. The filter is remembered.", fields,
			FIELDS, values, save_filter, screen, offer_free});
}

int agreement_clear_filter(struct screen *screen)
{
	struct board *board = screen->state;

	for (size_t i = FIRST_FIELD; i < LENGTH(parts); i++)
		xreplace(kept_text(&board->wish, &parts[i]), "");
	return agreement_apply(screen);
}
