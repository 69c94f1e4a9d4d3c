// SPDX-License-Identifier: MIT
// What the lists of the command `list` share.
#pragma once

#include "core/audit.h"

struct db;
struct lookup;
struct run;
struct session;

// The id of the service, team or user (kind) that an option names, 0 where name is NULL. -1 (66): none.
int list_option_id(struct session *session, const char *kind, const char *name,
	int (*load)(struct db *db, struct lookup *lookup), int64_t *id);

// The kind of audit that an option --kind names; NULL leaves it. -1 (2): it names none.
int list_option_kind(const char *word, enum audit_kind *kind);

int list_actions(struct run *run);
int list_contacts(struct run *run);
int list_steps(struct run *run);
