// SPDX-License-Identifier: MIT
// What the list of audits is narrowed to: remembered, put in words, asked for in a form.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/team.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/audits-private.h"
#include "tui/form.h"
#include "tui/offer.h"

// The fields of a wish, in the order of the form; `name` is what the remembered line calls it.
static const struct {
	const char *name, *word; // word: before the value in the message line
	size_t offset;
} parts[] = {
	{"text", "with", offsetof(struct choice_of_audits, text)},
	{"state", "", offsetof(struct choice_of_audits, state)},
	{"service", "service", offsetof(struct choice_of_audits, service)},
	{"team", "team", offsetof(struct choice_of_audits, team)},
	{"month", "month", offsetof(struct choice_of_audits, month)},
	{"grade", "graded", offsetof(struct choice_of_audits, grade)},
	{"auditor", "auditor", offsetof(struct choice_of_audits, auditor)},
	{"kind", "", offsetof(struct choice_of_audits, kind)},
	{"sort", NULL, offsetof(struct choice_of_audits, sort)},
};

enum { FIELDS = LENGTH(parts) - 1 }; // all but the order

static char **part_of(const struct choice_of_audits *wish, size_t part)
{
	return (char **)((char *)wish + parts[part].offset);
}

static void take_part(struct choice_of_audits *wish, const char *line, size_t length)
{
	for (size_t i = 0; i < LENGTH(parts); i++) {
		size_t name = strlen(parts[i].name);
		if (length > name && line[name] == '=' &&
			strncmp(line, parts[i].name, name) == 0) {
			free(*part_of(wish, i));
			*part_of(wish, i) = xstrndup(line + name + 1, length - name - 1);
		}
	}
}

void wish_parse(struct choice_of_audits *wish, const char *text)
{
	for (size_t i = 0; i < LENGTH(parts); i++)
		if (*part_of(wish, i) == NULL)
			*part_of(wish, i) = xstrdup("");
	while (*text != '\0') {
		size_t length = strcspn(text, "\t");
		take_part(wish, text, length);
		text += length + (text[length] != '\0');
	}
}

char *wish_write(const struct choice_of_audits *wish)
{
	char *text = xstrdup("");

	for (size_t i = 0; i < LENGTH(parts); i++) {
		if ((*part_of(wish, i))[0] == '\0')
			continue;
		char *longer = xasprintf("%s%s%s=%s", text, text[0] == '\0' ? "" : "\t",
			parts[i].name, *part_of(wish, i));
		free(text);
		text = longer;
	}
	return text;
}

void wish_finish(struct choice_of_audits *wish)
{
	for (size_t i = 0; i < LENGTH(parts); i++)
		free(*part_of(wish, i));
	*wish = (struct choice_of_audits){0};
}

void wish_describe(const struct choice_of_audits *wish, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < FIELDS && used < size; i++) {
		const char *value = *part_of(wish, i), *word = parts[i].word;
		if (value[0] != '\0')
			used += (size_t)snprintf(text + used, size - used, "%s%s%s%s%s%s",
				used > 0 ? ", " : "", word, word[0] == '\0' ? "" : " ",
				i == 0 ? "\"" : "", value, i == 0 ? "\"" : "");
	}
}

// Filters of state: those of core, and the two that people ask for together.
static const struct choice states[] = {
	{"open", "allocated or in draft", 'o'},
	{"allocated", NULL, 'a'},
	{"draft", NULL, 'd'},
	{"submitted", NULL, 's'},
	{"moderated", NULL, 'm'},
	{"closed", NULL, 'c'},
	{"withdrawn", NULL, 'w'},
	{NULL},
};

static const struct choice grades[] = {
	{"Outstanding", NULL, 'o', THEME_GRADE_OUTSTANDING},
	{"Good", NULL, 'g', THEME_GRADE_GOOD},
	{"Requires Improvement", NULL, 'r', THEME_GRADE_REQUIRES_IMPROVEMENT},
	{"Inadequate", NULL, 'i', THEME_GRADE_INADEQUATE},
	{NULL},
};

static const struct choice kinds[] = {
	{"monthly", "of the month's draw", 'm'},
	{"thematic", NULL, 't'},
	{"dip sample", NULL, 'd'},
	{"multi-agency", NULL, 'a'},
	{"review", "a repeat of an earlier one", 'r'},
	{NULL},
};

static int resolve_auditor(struct session *session, const char *login, int64_t *id)
{
	struct user_row *rows;
	size_t count;

	if (user_list(session, login, &rows, &count) != 0)
		return -1;
	if (count == 1)
		*id = rows[0].id;
	user_rows_free(rows, count);
	return count == 1 ? 0 : fail(ERROR_MISSING, "No user %s: f changes the filter", login);
}

static void resolve_order(const struct choice_of_audits *wish, struct audit_filter *filter)
{
	const char *sort = wish->sort;

	filter->sort = strncmp(sort, "completed", 9) == 0   ? SORT_COMPLETED
		       : strncmp(sort, "reference", 9) == 0 ? SORT_REFERENCE
							    : SORT_DUE;
	filter->descending = sort[0] == '\0' || strstr(sort, "latest first") != NULL ||
			     strstr(sort, "last first") != NULL;
}

int wish_resolve(struct session *session, struct audits *audits)
{
	const struct choice_of_audits *wish = &audits->wish;
	struct audit_filter *filter = &audits->filter;
	enum grade grade = GRADE_NONE;
	int result = 0;

	*filter = (struct audit_filter){.month = wish->month, .text = wish->text};
	if (wish->service[0] != '\0')
		result |= service_find(session, wish->service, &filter->service_id);
	if (wish->team[0] != '\0')
		result |= team_find(session, wish->team, &filter->team_id);
	if (wish->auditor[0] != '\0')
		result |= resolve_auditor(session, wish->auditor, &filter->auditor_id);
	filter->open = strcmp(wish->state, "open") == 0;
	if (!filter->open && wish->state[0] != '\0')
		audit_state_parse(wish->state, &filter->state);
	if (wish->kind[0] != '\0')
		audit_kind_parse(wish->kind, &filter->kind);
	if (wish->grade[0] != '\0' && grade_parse(wish->grade, &grade) == 0)
		filter->grade = grade;
	resolve_order(wish, filter);
	return result;
}

static int check_month(void *context, const char *value)
{
	struct date_range range;

	return date_parse_month(value, &range) == 0
		       ? 0
		       : fail(ERROR_DATA, "Not a month: write it as 2026-10");
}

static const struct field fields[FIELDS] = {
	{FIELD_TEXT, "Text", "Words in what was written, or the beginning of a reference"},
	{FIELD_CHOICE, "State", "Right and left choose, Backspace: any", .choices = states},
	{FIELD_PICK, "Service", "Space shows them, Backspace: any", .complete = offer_services},
	{FIELD_PICK, "Team", "Space shows them, Backspace: any", .complete = offer_teams},
	{FIELD_TEXT, "Month", "The cycle it belongs to: 2026-10", .check = check_month},
	{FIELD_CHOICE, "Overall grade", "The final one; right and left choose",
		.choices = grades},
	{FIELD_PICK, "Auditor", "Lead or peer, by login or name", .complete = offer_people},
	{FIELD_CHOICE, "Kind", "Only monthly ones count in the month", .choices = kinds},
};

static int save_wish(struct form *form, void *context)
{
	struct screen *screen = context;
	struct audits *audits = screen->state;

	for (size_t i = 0; i < FIELDS; i++)
		xreplace(part_of(&audits->wish, i), form_value(form, i));
	return audits_apply(screen);
}

int wish_open(struct screen *screen)
{
	struct audits *audits = screen->state;
	const char *values[FIELDS];

	if (offer_load(screen->session) != 0)
		return -1;
	for (size_t i = 0; i < FIELDS; i++)
		values[i] = *part_of(&audits->wish, i);
	return form_open(screen->session,
		&(struct form_content){"Filter",
			"Leave empty what may be anything. The filter is remembered.", fields,
			FIELDS, values, save_wish, screen, offer_free});
}
