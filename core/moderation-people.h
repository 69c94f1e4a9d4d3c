// SPDX-License-Identifier: MIT
// Who could moderate what: senior managers, what they have in hand, and when they are there.
#pragma once

#include "core/moderation-read.h"
#include "core/right.h"

struct moderator {
	struct person
		person; // id, login, post, roles, team and services: what rights are asked about
	int64_t load;   // open moderations
	bool there;     // on more than half of the working days up to the due date
	int given;      // in this selection
};

struct moderators {
	struct moderator *list;
	size_t count, room;
};

// All active senior managers. due: up to when a moderation is to be done.
int moderators_load(struct session *session, date due, struct moderators *moderators);
void moderators_finish(struct moderators *moderators);

// By login; NULL where it is none of them.
struct moderator *moderators_find(const struct moderators *moderators, const char *login);

// Whether one may moderate a subject (RIGHT_MODERATE), as core/right.c says.
bool moderator_may(const struct session *session, const struct moderator *moderator,
	const struct subject *subject);

// How many of them may, and are there.
int moderators_able(const struct session *session, const struct moderators *moderators,
	const struct subject *subject);

// The best for an audit: of those who may and are there first who has not read its grades, then not the session's
// person, who sees the receipt, then who has fewest in hand. NULL: nobody.
struct moderator *moderators_pick(const struct session *session,
	const struct moderators *moderators, const struct subject *subject,
	const struct readers *readers);
