// SPDX-License-Identifier: MIT
// What would tell whose case a text is about: found, and replaced, before the text leaves its audit.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/session.h"

// What stands in the place of a reference, and of a name.
#define MASK_CASE "[case]"
#define MASK_WORKER "[worker]"

// What is looked for. A word is a run of letters, marks and digits; what is between words does not matter where it is
// short (3 bytes), nor do case, accents and apostrophes: "CH 10023" and "ch10023" are the reference CH-10023, and
// "siân o’neill" is Sian O'Neill. A login, and a single part of the worker's name (3 letters or more), must
// stand in the same spelling, because many of them are words too: Will, Grace.
struct mask {
	struct mask_word *people, *audit; // sorted
	size_t people_count, people_room, audit_count, audit_room;
};

// Begins with the names and logins of all users. Its audit's own are added by mask_audit().
int mask_init(struct session *session, struct mask *mask);
void mask_finish(struct mask *mask);

// Looks for one audit's from now on, in place of another's: its reference and that of its case, the worker of the
// audit, those whom the case has and had, the lead as imported; and, as a whole, a moderator as imported and owners of its
// actions who are no users here, where that is a name, all words with a capital: not "School nurse". 0: for none's.
int mask_audit(struct session *session, struct mask *mask, int64_t audit_id);

// The text with each of them replaced, and every other reference of a case or an audit (spelt as it is stored).
// Yours; NULL with the error set.
char *mask_apply(struct session *session, const struct mask *mask, const char *text);

// The first of them, as the text has it; *found is NULL where there is none, else yours. 0 or -1.
int mask_find(struct session *session, const struct mask *mask, const char *text, char **found);
