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
#include "tui/offer.h"

static const struct {
	const char *name;
	size_t offset;
} parts[] = {
	{"span", offsetof(struct agreement_wish, span)},
	{"service", offsetof(struct agreement_wish, service)},
	{"team", offsetof(struct agreement_wish, team)},
	{"auditor", offsetof(struct agreement_wish, auditor)},
	{"moderator", offsetof(struct agreement_wish, moderator)},
	{"audits", offsetof(struct agreement_wish, kind)},
};

enum { FIRST_FIELD = 1, FIELDS = LENGTH(parts) - FIRST_FIELD }; // the form has all but the span

static char **part_of(const struct agreement_wish *wish, size_t part)
{
	return (char **)((char *)wish + parts[part].offset);
}

static void take_part(struct agreement_wish *wish, const char *line, size_t length)
{
	for (size_t i = 0; i < LENGTH(parts); i++) {
		size_t name = strlen(parts[i].name);

		if (length <= name || line[name] != '=' ||
			strncmp(line, parts[i].name, name) != 0)
			continue;
		free(*part_of(wish, i));
		*part_of(wish, i) = xstrndup(line + name + 1, length - name - 1);
	}
}

void agreement_wish_parse(struct agreement_wish *wish, const char *text)
{
	for (size_t i = 0; i < LENGTH(parts); i++)
		if (!*part_of(wish, i))
			*part_of(wish, i) = xstrdup("");
	while (*text) {
		size_t length = strcspn(text, "\t");

		take_part(wish, text, length);
		text += length + (text[length] != '\0');
	}
}

char *agreement_wish_write(const struct agreement_wish *wish)
{
	char *text = xstrdup("");

	for (size_t i = 0; i < LENGTH(parts); i++) {
		char *longer;

		if (!**part_of(wish, i))
			continue;
		longer = xasprintf(
			"%s%s%s=%s", text, *text ? "\t" : "", parts[i].name, *part_of(wish, i));
		free(text);
		text = longer;
	}
	return text;
}

void agreement_wish_finish(struct agreement_wish *wish)
{
	for (size_t i = 0; i < LENGTH(parts); i++)
		free(*part_of(wish, i));
	*wish = (struct agreement_wish){0};
}

void agreement_wish_describe(const struct agreement_wish *wish, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = FIRST_FIELD; i < LENGTH(parts) && used < size; i++) {
		const char *value = *part_of(wish, i);

		if (*value)
			used += (size_t)snprintf(text + used, size - used, "%s%s %s",
				used ? ", " : "", parts[i].name, value);
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
		old[i] = *part_of(&board->wish, FIRST_FIELD + i);
		*part_of(&board->wish, FIRST_FIELD + i) = xstrdup(form_value(form, i));
	}
	result = agreement_apply(screen);
	for (size_t i = 0; i < FIELDS; i++) {
		char **part = part_of(&board->wish, FIRST_FIELD + i);
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
		values[i] = *part_of(&board->wish, FIRST_FIELD + i);
	return form_open(screen->session,
		&(struct form_content){"Filter",
			"Leave empty what may be anything. The filter is remembered.", fields,
			FIELDS, values, save_filter, screen, offer_free});
}

int agreement_clear_filter(struct screen *screen)
{
	struct board *board = screen->state;

	for (size_t i = FIRST_FIELD; i < LENGTH(parts); i++)
		xreplace(part_of(&board->wish, i), "");
	return agreement_apply(screen);
}
