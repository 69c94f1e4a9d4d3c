// SPDX-License-Identifier: MIT
// What the tracker is narrowed to: remembered, put in words, asked for in a form.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/team.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/fields.h"
#include "tui/form.h"
#include "tui/kept.h"
#include "tui/offer.h"
#include "tui/smart.h"
#include "tui/tracker-private.h"

#define SAID_DONE "said to be done"
#define RED_OR_AMBER "RED or AMBER"

// A word stands for the text where that is "yes".
static const struct kept parts[WISH_PARTS] = {
	[WISH_TEXT] = {"text", offsetof(struct tracker, wish[WISH_TEXT]), "with"},
	[WISH_SERVICE] = {"service", offsetof(struct tracker, wish[WISH_SERVICE]), "service"},
	[WISH_TEAM] = {"team", offsetof(struct tracker, wish[WISH_TEAM]), "team"},
	[WISH_OWNER] = {"owner", offsetof(struct tracker, wish[WISH_OWNER]), "of"},
	[WISH_COLOUR] = {"colour", offsetof(struct tracker, wish[WISH_COLOUR]), ""},
	[WISH_GRADE] = {"grade", offsetof(struct tracker, wish[WISH_GRADE]), "graded"},
	[WISH_OVERDUE] = {"overdue", offsetof(struct tracker, wish[WISH_OVERDUE]), "overdue"},
	[WISH_STATE] = {"state", offsetof(struct tracker, wish[WISH_STATE]), ""},
	[WISH_PRIORITY] = {"priority", offsetof(struct tracker, wish[WISH_PRIORITY]),
		"priority"},
	[WISH_ESCALATED] = {"escalated", offsetof(struct tracker, wish[WISH_ESCALATED]),
		"escalated"},
	[WISH_MINE] = {"mine", offsetof(struct tracker, wish[WISH_MINE]), "yours"},
	[WISH_GROUP] = {"group", offsetof(struct tracker, wish[WISH_GROUP])},
	[WISH_TAB] = {"tab", offsetof(struct tracker, wish[WISH_TAB])},
};

enum { FIELDS = WISH_GROUP };

// The list of steps is narrowed by these, too.
static const bool of_steps[FIELDS] = {[WISH_SERVICE] = true,
	[WISH_TEAM] = true,
	[WISH_GRADE] = true,
	[WISH_OVERDUE] = true,
	[WISH_MINE] = true};

void tracker_wish_parse(struct tracker *tracker, const char *text)
{
	kept_parse(tracker, parts, LENGTH(parts), text);
}

char *tracker_wish_write(const struct tracker *tracker)
{
	return kept_write(tracker, parts, LENGTH(parts));
}

void tracker_wish_finish(struct tracker *tracker)
{
	kept_finish(tracker, parts, LENGTH(parts));
}

void tracker_wish_clear(struct tracker *tracker)
{
	for (size_t i = 0; i < FIELDS; i++)
		xreplace(&tracker->wish[i], "");
}

void tracker_wish_words(const struct tracker *tracker, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < FIELDS && used < size; i++) {
		const char *value = tracker->wish[i], *word = parts[i].word;
		bool flag = strcmp(value, "yes") == 0, quoted = i == WISH_TEXT;
		if (value[0] == '\0' || (tracker->tab == TRACKER_STEPS && !of_steps[i]))
			continue;
		used += (size_t)snprintf(text + used, size - used, "%s%s%s%s%s%s",
			used > 0 ? ", " : "", word, flag || word[0] == '\0' ? "" : " ",
			quoted ? "\"" : "", flag ? "" : value, quoted ? "\"" : "");
	}
}

static unsigned colours_of(const char *words)
{
	enum colour colour;

	if (strcmp(words, RED_OR_AMBER) == 0)
		return 1u << COLOUR_RED | 1u << COLOUR_AMBER;
	return colour_parse(words, &colour) == 0 ? 1u << colour : 0;
}

static bool is_on(const struct tracker *tracker, enum wish_part part)
{
	return strcmp(tracker->wish[part], "yes") == 0;
}

static int resolve_owner(struct session *session, struct tracker *tracker)
{
	struct action_filter *filter = &tracker->actions;
	struct user_row *rows;
	size_t count;

	if (is_on(tracker, WISH_MINE)) {
		filter->owner_id = session->me.id;
		return 0;
	}
	if (tracker->wish[WISH_OWNER][0] == '\0')
		return 0;
	if (user_list(session, tracker->wish[WISH_OWNER], &rows, &count) != 0)
		return -1;
	if (count == 1)
		filter->owner_id = rows[0].id;
	else
		filter->owner_name = tracker->wish[WISH_OWNER];
	user_rows_free(rows, count);
	return 0;
}

int tracker_resolve(struct session *session, struct tracker *tracker)
{
	struct action_filter *filter = &tracker->actions;
	struct loop_filter *steps = &tracker->steps;
	const char *group = tracker->wish[WISH_GROUP];
	enum grade grade = GRADE_NONE;
	int result;

	*filter = (struct action_filter){
		.text = tracker->wish[WISH_TEXT],
		.colours = colours_of(tracker->wish[WISH_COLOUR]),
		.priority = is_on(tracker, WISH_PRIORITY),
		.escalated = is_on(tracker, WISH_ESCALATED),
		.overdue = is_on(tracker, WISH_OVERDUE),
		.said_done = strcmp(tracker->wish[WISH_STATE], SAID_DONE) == 0,
		.group = strcmp(group, "owner") == 0  ? GROUP_OWNER
			 : strcmp(group, "team") == 0 ? GROUP_TEAM
						      : GROUP_NONE,
	};
	result = resolve_owner(session, tracker);
	if (tracker->wish[WISH_SERVICE][0] != '\0')
		result |=
			service_find(session, tracker->wish[WISH_SERVICE], &filter->service_id);
	if (tracker->wish[WISH_TEAM][0] != '\0')
		result |= team_find(session, tracker->wish[WISH_TEAM], &filter->team_id);
	if (grade_parse(tracker->wish[WISH_GRADE], &grade) == 0 && grade > 0)
		filter->grade = grade;
	*steps = (struct loop_filter){.service_id = filter->service_id,
		.team_id = filter->team_id,
		.grade = (enum grade)filter->grade,
		.overdue = filter->overdue,
		.mine = is_on(tracker, WISH_MINE)};
	return result ? -1 : 0;
}

static const struct choice colours[] = {
	{"RED", "past its date, or in need of attention", 'r', THEME_STATUS_RED},
	{"AMBER", "not fully on track, with a plan", 'a', THEME_STATUS_AMBER},
	{RED_OR_AMBER, NULL, 'o', THEME_TEXT},
	{"GREEN", "on target, or said to be done", 'g', THEME_STATUS_GREEN},
	{"GREY", "not due to start yet", 'y', THEME_STATUS_GREY},
	{NULL},
};

static const struct choice states[] = {
	{SAID_DONE, "it waits for QA to verify it", 's'}, {NULL}};

static const struct choice yes[] = {{"yes", "only those", 'y'}, {NULL}};

static const struct field fields[FIELDS] = {
	[WISH_TEXT] = {FIELD_TEXT, "Text", "Words in what is to be done and how it is known"},
	[WISH_SERVICE] = {FIELD_PICK, "Service", "Space shows them, Backspace: any",
		.complete = offer_services},
	[WISH_TEAM] = {FIELD_PICK, "Team", "Space shows them, Backspace: any",
		.complete = offer_teams},
	[WISH_OWNER] = {FIELD_PICK, "Owner", "By login or name; also who is no user here",
		.complete = smart_offer_owner},
	[WISH_COLOUR] = {FIELD_CHOICE, "Colour", "As of today; Backspace: any",
		.choices = colours},
	[WISH_GRADE] = {FIELD_CHOICE, "Audit's grade", "The final one; Backspace: any",
		.choices = fields_grades},
	[WISH_OVERDUE] = {FIELD_CHOICE, "Overdue", "Space: only those; Backspace: all",
		.choices = yes},
	[WISH_STATE] = {FIELD_CHOICE, "Waiting for", "Said to be done: QA is to verify it",
		.choices = states},
	[WISH_PRIORITY] = {FIELD_CHOICE, "Priority", "Space: only those; Backspace: all",
		.choices = yes},
	[WISH_ESCALATED] = {FIELD_CHOICE, "Escalated", "Space: only those; Backspace: all",
		.choices = yes},
	[WISH_MINE] = {FIELD_CHOICE, "Yours", "That you own; steps that you can sign",
		.choices = yes},
};

static int save(struct form *form, void *context)
{
	struct screen *screen = context;
	struct tracker *tracker = screen->state;

	for (size_t i = 0; i < FIELDS; i++)
		xreplace(&tracker->wish[i], form_value(form, i));
	return tracker_apply(screen);
}

int tracker_filter(struct screen *screen)
{
	struct tracker *tracker = screen->state;
	const char *values[FIELDS];

	if (offer_load(screen->session) != 0)
		return -1;
	for (size_t i = 0; i < FIELDS; i++)
		values[i] = tracker->wish[i];
	return form_open(screen->session,
		&(struct form_content){"Filter",
			"Leave empty what may be anything. The filter is remembered. Steps are "
			"narrowed by service, team, grade, overdue and yours.",
			fields, FIELDS, values, save, screen, offer_free});
}
