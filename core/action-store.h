// SPDX-License-Identifier: MIT
// Writing actions: what those of an audit being written and those of the tracker have in common.
#pragma once

#include "core/action-list.h"

// Who owns an action, as it is stored.
struct owner {
	int64_t id;
	char *name, *post; // name "" where id is not 0
};

// By login where that is not empty, else by the name of somebody who is no user here. post "": the user's own. -1 (66):
// no such user. To be finished in any case.
int owner_find(struct session *session, const char *login, const char *name, const char *post,
	struct owner *owner);
void owner_finish(struct owner *owner);

// Whether the texts and days of an action can be stored, on an audit allocated on that day. -1 (65).
int action_check(const struct action *action, date allocated_on);

// An action in one text, for the trail and for a conflict. Yours.
char *action_words(const struct action *action);

// "Bob Birch, iro". Yours.
char *action_owner_words(const char *name, const char *post);

int action_insert(struct session *session, int64_t audit_id, const struct action *action,
	const struct owner *owner, int64_t *id);
int action_update(struct session *session, const struct action *action, int64_t id,
	const struct owner *owner);

int action_remove(struct session *session, int64_t id);

// The search index over what and measure, which goes along with every write of them, within the same transaction: _drop
// before they change or go, _add after they came or changed. _from: of all from one id on, after many were added.
int action_index_drop(struct db *db, int64_t id);
int action_index_add(struct db *db, int64_t id);
int action_index_from(struct db *db, int64_t first_id);

// A row with {action_columns} of db/query/action.sql, and one with {tracked_columns}.
void action_read(struct stmt *row, struct action *action);
void tracked_read(struct stmt *row, struct action_row *tracked);
