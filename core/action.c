// SPDX-License-Identifier: MIT
// What an action is: its words, its colour, and what SMART still asks of it.
#include <stdlib.h>
#include <strings.h>

#include "core/action-store.h"
#include "db/mem.h"

static const char *const scopes[] = {[SCOPE_CASE] = "case", [SCOPE_SERVICE] = "service"};

const char *scope_name(enum scope scope)
{
	return scope == SCOPE_SERVICE ? scopes[SCOPE_SERVICE] : scopes[SCOPE_CASE];
}

int scope_parse(const char *text, enum scope *scope)
{
	for (int i = SCOPE_CASE; i <= SCOPE_SERVICE; i++) {
		if (strcasecmp(text, scopes[i]) == 0) {
			*scope = (enum scope)i;
			return 0;
		}
	}
	return -1;
}

static const char *const progresses[] = {[PROGRESS_NOT_STARTED] = "not started",
	[PROGRESS_PROGRESSING] = "progressing",
	[PROGRESS_OFF_TRACK] = "off track",
	[PROGRESS_SAID_DONE] = "said to be done",
	[PROGRESS_VERIFIED] = "verified"};

const char *progress_name(enum progress progress)
{
	return progress >= PROGRESS_NOT_STARTED && progress <= PROGRESS_VERIFIED
		       ? progresses[progress]
		       : "";
}

int progress_parse(const char *text, enum progress *progress)
{
	for (int i = PROGRESS_NOT_STARTED; i <= PROGRESS_VERIFIED; i++) {
		if (strcasecmp(text, progresses[i]) == 0) {
			*progress = (enum progress)i;
			return 0;
		}
	}
	return -1;
}

static const char *const colour_names[] = {[COLOUR_GREY] = "GREY",
	[COLOUR_BLUE] = "BLUE",
	[COLOUR_GREEN] = "GREEN",
	[COLOUR_AMBER] = "AMBER",
	[COLOUR_RED] = "RED"};

const char *colour_name(enum colour colour)
{
	return colour_names[colour];
}

int colour_parse(const char *text, enum colour *colour)
{
	for (int i = COLOUR_GREY; i <= COLOUR_RED; i++) {
		if (strcasecmp(text, colour_names[i]) == 0) {
			*colour = (enum colour)i;
			return 0;
		}
	}
	return -1;
}

enum colour action_colour(const struct action *action, date today)
{
	bool planned = action->plan_on != DATE_NONE && action->plan_on >= today;
	bool overslept = action->start_on != DATE_NONE && action->start_on < today;

	if (action->progress == PROGRESS_VERIFIED)
		return COLOUR_BLUE;
	if (action->progress == PROGRESS_SAID_DONE)
		return COLOUR_GREEN;
	if (action->due_on < today)
		return COLOUR_RED;
	if (action->progress == PROGRESS_OFF_TRACK)
		return planned ? COLOUR_AMBER : COLOUR_RED;
	if (action->progress == PROGRESS_NOT_STARTED)
		return overslept ? COLOUR_RED : COLOUR_GREY;
	return action->due_on > action->first_due_on ? COLOUR_AMBER : COLOUR_GREEN;
}

date colours_since(unsigned colours, date today)
{
	return colours && !(colours & (1u << COLOUR_RED | 1u << COLOUR_GREEN)) ? today
									       : DATE_NONE;
}

static bool empty(const char *text)
{
	return !text || !*text;
}

const char *action_lacks(const struct action *action)
{
	bool owned =
		action->owner_id || !empty(action->owner_login) || !empty(action->owner_name);

	return empty(action->what)           ? "what exactly is to be done"
	       : empty(action->measure)      ? "how we will know"
	       : !owned                      ? "who does it"
	       : empty(action->reason)       ? "why it matters to the child"
	       : action->due_on == DATE_NONE ? "by when"
					     : NULL;
}

void action_read(struct stmt *row, struct action *action)
{
	*action = (struct action){
		.id = stmt_int(row, 0),
		.audit_id = stmt_int(row, 1),
		.seq = (int)stmt_int(row, 2),
		.scope = (enum scope)stmt_int(row, 3),
		.what = xstrdup(stmt_text(row, 4)),
		.measure = xstrdup(stmt_text(row, 5)),
		.owner_id = stmt_int(row, 6),
		.owner_login = xstrdup(stmt_text(row, 7)),
		.owner_name = xstrdup(stmt_text(row, 8)),
		.owner_post = xstrdup(stmt_text(row, 9)),
		.reason = xstrdup(stmt_text(row, 10)),
		.start_on = stmt_date(row, 11),
		.due_on = stmt_date(row, 12),
		.first_due_on = stmt_date(row, 13),
		.priority = stmt_int(row, 14),
		.escalated = stmt_int(row, 15),
		.progress = (enum progress)stmt_int(row, 16),
		.plan_on = stmt_date(row, 17),
		.evidence = xstrdup(stmt_text(row, 18)),
		.completed_on = stmt_date(row, 19),
		.impact = xstrdup(stmt_text(row, 20)),
		.verified_on = stmt_date(row, 21),
		.created_on = stmt_date(row, 22),
		.revision = (int)stmt_int(row, 23),
		.slips = (int)stmt_int(row, 24),
		.sent_back = (int)stmt_int(row, 25),
		.said_id = stmt_int(row, 26),
		.said_by = xstrdup(stmt_text(row, 27)),
		.verified_by = xstrdup(stmt_text(row, 28)),
		.challenge_id = stmt_int(row, 29),
		.verified_id = stmt_int(row, 30),
	};
}

void action_finish(struct action *action)
{
	char *texts[] = {action->what, action->measure, action->owner_login, action->owner_name,
		action->owner_post, action->reason, action->evidence, action->impact,
		action->said_by, action->verified_by};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
	*action = (struct action){0};
}
