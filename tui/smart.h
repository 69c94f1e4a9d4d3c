// SPDX-License-Identifier: MIT
// An action as a form asks for it: SMART, a line for each letter with a hint of what a good one looks like.
#pragma once

#include "core/action.h"
#include "tui/form.h"

enum smart_field {
	SMART_WHAT,
	SMART_MEASURE,
	SMART_OWNER,
	SMART_POST,
	SMART_REASON,
	SMART_DUE,
	SMART_SCOPE,
	SMART_PRIORITY,
	SMART_ESCALATED,
	SMART_FIELDS
};

// Its pickers want offer_load() first.
extern const struct field smart_fields[SMART_FIELDS];

#define SMART_HELP                                                                           \
	"An action is SMART: what exactly, how we will know, who can do it, why it matters " \
	"to the "                                                                            \
	"child, and by when."

// The action as its form shows it, in SMART_FIELDS values. Texts borrowed, but for the date, which is in due.
void smart_values(const struct action *action, char due[static DATE_TEXT], const char **values);

// What stands in the form. *action is to be action_finish()ed in any case. 0, or -1 with fail().
int smart_read(const struct form *form, struct session *session, struct action *action);

// Who is meant by what was typed: the login of a user, or the name of somebody who is none. Both are yours, one of them
// is ""; *post (yours, or NULL to leave it) becomes the user's own where it is "". 0, or -1.
int smart_owner(
	struct session *session, const char *value, char **login, char **name, char **post);

// Where a day is no working day: says so, and asks for the working day before it, the one after, or the day all the
// same. 0, or -1 where none was chosen.
int smart_day(const struct session *session, date *day);

// For the `complete` of an owner: people, and what was typed.
size_t smart_offer_owner(void *context, const char *text, struct choice *matches, size_t max);
