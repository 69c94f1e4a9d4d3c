// SPDX-License-Identifier: MIT
// What the files of the tracker share among themselves.
#pragma once

#include "core/tracker.h"

// What somebody wants done to an action. Of the fields each act reads its own (core/tracker.h).
struct wish {
	enum tracker_act act;
	enum progress progress;
	date day;         // of the plan, done, another due date
	const char *text; // note, evidence, impact, reason
	const char *login, *name, *post;
	bool flag; // priority, escalated
	bool anyway;
	const struct action *words;
};

// An act under way: the action as it stands now, which it changes.
struct tracked {
	struct session *session;
	struct action_row row;
	char now[MOMENT_TEXT];
	char *old;       // for the trail: what it replaces; NULL: nothing
	date due_before; // DATE_NONE: the date stays
};

// Brings tracked->row.action to what the wish says, and sets tracked->old. 1: nothing would change; -1: it cannot be so.
int tracked_apply(struct tracked *tracked, const struct wish *wish);

// Whether the texts of a wish can be stored, and say what they must. -1 (65).
int wish_check(const struct wish *wish);

// What it says, for the history: "on 12 Oct 2026: in the file". Yours.
char *wish_words(const struct wish *wish);

// -1 (65) where it is no working day and that is not meant.
int tracked_day(const struct session *session, date day, bool anyway);

// Tells somebody about an action of an audit, in one sentence that %s, its name, stands in.
int tracked_tell(struct session *session, int64_t user_id, const struct action_row *row,
	const char *sentence);

// Heads and directors of the service hear of what is taken up to them: of one action that is escalated.
int tracked_tell_heads(struct session *session, const struct action_row *row);

// A row of the trail on an action.
int tracked_trail(struct session *session, const struct action_row *row, const char *verb,
	const char *old, const char *new);

// One action as it stands, whoever asks. -1 (66).
int tracked_load(struct session *session, int64_t id, struct action_row *row);

// An act on each of the actions, in one transaction of its own: all or none. failed: core/tracker.h.
int tracked_do(struct session *session, const struct action *const *seen, size_t count,
	const struct wish *wish, size_t *failed);
