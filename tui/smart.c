// SPDX-License-Identifier: MIT
// An action as a form asks for it: the fields, their hints, and the day that is no working day.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/tracker.h"
#include "core/user.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/offer.h"
#include "tui/smart.h"

// Somebody who is no user here can own an action: what was typed is offered behind the people.
size_t smart_offer_owner(void *context, const char *text, struct choice *matches, size_t max)
{
	size_t count = offer_people(context, text, matches, max > 0 ? max - 1 : 0);

	for (size_t i = 0; i < count; i++)
		if (strcmp(matches[i].name, text) == 0)
			return count;
	if (*text != '\0' && count < max)
		matches[count++] =
			(struct choice){.name = text, .help = "as typed: no user here"};
	return count;
}

static const struct choice scopes[] = {{.name = "case", .help = "for this child", .key = 'c'},
	{.name = "service", .help = "for how the service works", .key = 's'}, {0}};

const struct field smart_fields[SMART_FIELDS] = {
	[SMART_WHAT] = {FIELD_TEXT, "What exactly",
		"Specific: one thing, verb first: Hold a planning meeting", true},
	[SMART_MEASURE] = {FIELD_TEXT, "How we will know",
		"Measurable: what will be on file: minutes, a task for each"},
	[SMART_OWNER] = {FIELD_PICK, "Who",
		"Achievable: one person who can do it; Space shows people",
		.complete = smart_offer_owner},
	[SMART_POST] = {FIELD_PICK, "Their post",
		"Social worker, CP chair, IRO ...; a user's own if empty",
		.complete = offer_posts},
	[SMART_REASON] = {FIELD_TEXT, "Why it matters",
		"Relevant: what changes for the child: she is safe at home"},
	[SMART_DUE] = {FIELD_DATE, "By when",
		"Time-bound: a working day that can be kept: 12/11/2026", true},
	[SMART_SCOPE] = {FIELD_CHOICE, "For",
		"case: for this child; service: for how the service works", true,
		.choices = scopes},
	[SMART_PRIORITY] = {FIELD_YES_NO, "Priority", "yes: it cannot wait its turn"},
	[SMART_ESCALATED] = {FIELD_YES_NO, "Escalated",
		"yes: concerns were taken to senior managers"},
};

void smart_values(const struct action *action, char due[static DATE_TEXT], const char **values)
{
	values[SMART_WHAT] = action->what;
	values[SMART_MEASURE] = action->measure;
	values[SMART_OWNER] = action->owner_id ? action->owner_login : action->owner_name;
	values[SMART_POST] = action->owner_post;
	values[SMART_REASON] = action->reason;
	values[SMART_DUE] = date_iso(action->due_on, due);
	values[SMART_SCOPE] = scope_name(action->scope);
	values[SMART_PRIORITY] = action->priority ? "yes" : "no";
	values[SMART_ESCALATED] = action->escalated ? "yes" : "no";
}

int smart_owner(
	struct session *session, const char *value, char **login, char **name, char **post)
{
	struct user_row *rows = NULL;
	size_t count = 0;

	if (*value && user_list(session, value, &rows, &count) != 0)
		return -1;
	*login = xstrdup(count ? rows[0].login : "");
	*name = xstrdup(count ? rows[0].name : value);
	if (post != NULL && count && !**post)
		xreplace(post, rows[0].post);
	user_rows_free(rows, count);
	return 0;
}

int smart_read(const struct form *form, struct session *session, struct action *action)
{
	*action = (struct action){.what = xstrdup(form_value(form, SMART_WHAT)),
		.measure = xstrdup(form_value(form, SMART_MEASURE)),
		.reason = xstrdup(form_value(form, SMART_REASON)),
		.owner_post = xstrdup(form_value(form, SMART_POST)),
		.priority = strcmp(form_value(form, SMART_PRIORITY), "yes") == 0,
		.escalated = strcmp(form_value(form, SMART_ESCALATED), "yes") == 0,
		.start_on = DATE_NONE,
		.due_on = DATE_NONE};
	date_parse(form_value(form, SMART_DUE), DATE_ISO, &action->due_on);
	if (scope_parse(form_value(form, SMART_SCOPE), &action->scope) != 0)
		action->scope = SCOPE_CASE;
	return smart_owner(session, form_value(form, SMART_OWNER), &action->owner_login,
		&action->owner_name, &action->owner_post);
}

int smart_day(const struct session *session, date *day)
{
	char *warning = action_day_warning(session, *day), before[48], after[48], same[48],
	     text[DATE_TEXT];
	const date days[] = {workday_add(session->holidays, *day, -1),
		workday_add(session->holidays, *day, 1), *day};
	const struct choice choices[] = {{before, "the working day before", 'b'},
		{after, "the working day after", 'a'}, {same, "all the same", 's'}};
	int chosen;

	if (warning == NULL)
		return 0;
	snprintf(before, sizeof(before), "%s", date_show(days[0], text));
	snprintf(after, sizeof(after), "%s", date_show(days[1], text));
	snprintf(same, sizeof(same), "%s", date_show(days[2], text));
	warning[strcspn(warning, ":")] = '\0';
	chosen = prompt_choice(warning, choices, LENGTH(choices), 0);
	free(warning);
	if (chosen < 0)
		return fail(ERROR_NONE, "It is no working day: give another, or choose");
	*day = days[chosen];
	return 0;
}
