// SPDX-License-Identifier: MIT
// Writing to child and family when their case is audited, so that both have time to take part.
#pragma once

#include "core/audit.h"

enum contact_who { CONTACT_CHILD = 1, CONTACT_FAMILY = 2 };
enum contact_state {
	CONTACT_TO_WRITE = 1,
	CONTACT_WRITTEN = 2, // an answer is waited for
	CONTACT_REPLIED = 3,
	CONTACT_NONE = 4, // not written to, or no answer comes: the note says why
};

const char *contact_who_name(enum contact_who who);       // "child", "family"
const char *contact_state_name(enum contact_state state); // "to be written to" ...
int contact_who_parse(const char *text, enum contact_who *who);

struct contact {
	int64_t audit_id;
	char *ref, *case_ref, *lead, *means, *note, *by, *changed_at;
	enum contact_who who;
	enum contact_state state;
	date due_on; // of the audit
	date written_on, replied_on;
	int revision;
};
void contact_finish(struct contact *contact);

// Makes the two rows of a new audit, within the caller's transaction.
int contact_begin(struct session *session, int64_t audit_id);

// The rows of an audit (RIGHT_SEE): 0 to 2 into list. Returns how many, or -1.
int contact_of(struct session *session, int64_t audit_id, struct contact list[static 2]);

// Those open (states 1 and 2) of audits that are allocated or in draft: of the person's own audits, or of all for
// those who have RIGHT_SAMPLE; a month (NULL: any). By the audits' due date, at most max from `skip` on. Returns how many.
int contact_open(
	struct session *session, const char *month, bool mine, struct contact *list, int max);
int contact_count(struct session *session, bool mine, int64_t *count);

// Changes a row: its lead or peer auditor while it is open, and QA. state follows what is said: written_on asks
// for means; replied_on for written_on or a note; CONTACT_NONE for a note. Dates not in the future. -1: 65, 66, 77;
// 75 where somebody else changed it first (revision).
int contact_put(struct session *session, const struct contact *contact);
