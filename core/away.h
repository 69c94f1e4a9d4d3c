// SPDX-License-Identifier: MIT
// Leave and absence: who cannot be given work, and from when to when.
#pragma once

#include "core/session.h"

// Keeps that a user is away, both days included (RIGHT_SAMPLE or RIGHT_ADMIN; anybody for themselves). Ranges
// that touch or overlap become one. -1: 65 last before first, or gone by already; 66 no such user.
int away_put(struct session *session, const char *login, struct date_range range);

// Takes all absence of a user from today on away: they are back. Rights and errors as away_put().
int away_clear(struct session *session, const char *login);

struct away {
	char *login, *name;
	struct date_range range;
};
// Absences that end today or later, by first day; login NULL: of everybody who has not left. Yours: away_free().
// -1 (66): no such user.
int away_list(struct session *session, const char *login, struct away **list, size_t *count);
void away_free(struct away *list, size_t count);

// Working days from the day after `from` up to `to` on which the user is there; 0 where `to` comes first. -1
// where the store fails.
int away_days_left(struct session *session, int64_t user_id, date from, date to);
