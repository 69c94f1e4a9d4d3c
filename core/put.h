// SPDX-License-Identifier: MIT
// What putting a named record has in common: people, teams, services, themes.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct session;

// What a record put by name may meet.
enum put {
	PUT_NEW, // it must not be there yet: else -1 (73)
	PUT_OLD, // it must be there: else -1 (66), with a message that lists those there are
	PUT_ANY,
};

// Whether a record is still offered. Inactive ones are kept for the past.
enum active {
	ACTIVE_KEEP, // as it is; a new one is active
	ACTIVE_YES,
	ACTIVE_NO,
};

// What ACTIVE_KEEP comes to.
bool put_active(enum active active, bool before);

// A name is one line of 1 to 100 characters without blanks at its ends, and without ; and , which split
// lists of names. 0, or -1 (65) with a message that opens with what ("team name").
int put_check_name(const char *name, const char *what);

// Whether a record that is there (found 1) or not (0) may be put so: 0, or -1 as enum put says.
// known: the names of those there are, for the message.
int put_check(enum put put, int found, const char *kind, const char *name, const char *known);

// A row in the trail for a record "kind name": of what is new as a whole (field NULL, old NULL), or of one
// field, unless old and new are the same text. service_id: whose trail it is; 0: the whole council's.
struct put_change {
	const char *kind, *name;
	int64_t service_id;
	const char *field, *old, *new;
};

int put_record(struct session *session, const struct put_change *change);
