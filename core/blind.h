// SPDX-License-Identifier: MIT
// Who is to moderate an audit grades it first without knowing its grades: what is kept from them until then.
#pragma once

#include "core/audit.h"

// True where the person is the one whom audit.blind_id names. Statements say so themselves: a.blind_id IS :user.
bool blind_for(const struct session *session, int64_t blind_id);

// True for a text that would tell a grade: why the overall one differs from the suggested.
bool blind_place(int place);

// A text of the audit as who is blind reads it: a grade that it names is "[grade]". Such are the names in full (Requires
// Improvement in any case, the others with a capital, for "good" is a word like any other) and RI. At the beginning of a
// sentence "Good practice ..." stays, "Good." does not. Yours.
char *blind_words(const char *text);

// True for a part whose grades are kept from a blind moderator: everybody's but their own.
bool blind_part(enum part part);

// True for an amendment that would tell a grade, by its field.
bool blind_amendment(const char *field);

// Whether the person has an audit to grade blind among those that a draw selected. Its receipt would tell grades:
// "every Inadequate audit", a rank too high to have been drawn, --grade. 1, 0, or -1.
int blind_in_sample(struct session *session, int64_t sample_id);

// The same of a draw for Confirm and Challenge, all of whose frame is Inadequate.
int blind_in_challenge(struct session *session, int64_t sample_id);
