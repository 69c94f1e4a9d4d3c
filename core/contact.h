// SPDX-License-Identifier: MIT
// Writing to child and family when their case is audited, so that both have time to take part.
#pragma once

#include "core/audit.h"
#include "core/means.h"

enum contact_who { CONTACT_CHILD = 1, CONTACT_FAMILY = 2 };
enum contact_state {
	CONTACT_TO_WRITE = 1,
	CONTACT_WRITTEN = 2, // an answer is waited for
	CONTACT_REPLIED = 3,
	CONTACT_NONE = 4, // not written to, or no answer comes: the note says why
};

const char *contact_who_name(enum contact_who who);       // "child", "family"
const char *contact_state_name(enum contact_state state); // "to be written to" ...
int contact_who_parse(
	const char *text, enum contact_who *who); // any case; -1 (2) for another word

// Child and family are written to within so many working days of the allocation, so that both have time to take part
// (brief section 3; the number is our default).
#define CONTACT_DAYS 5

struct contact {
	int64_t audit_id;
	char *ref, *case_ref, *lead, *means, *note, *by, *changed_at; // "" where there is none
	enum contact_who who;
	enum contact_state state;
	enum audit_state audit_state;
	date allocated_on, due_on; // of the audit
	date written_on, replied_on;
	int revision;
	struct subject subject; // of the audit: whose it is to change
};
void contact_finish(struct contact *contact);

// True where something is still to be done: an audit that is allocated or in draft, and no answer yet.
bool contact_is_open(const struct contact *contact);

// By when the next step is to be done: to write within CONTACT_DAYS, to have an answer by the day the audit is due. The
// day the audit is due, too, where nothing is to be done any more.
date contact_by(const struct session *session, const struct contact *contact);

// True where the session's person may change the row.
bool contact_may_put(const struct session *session, const struct contact *contact);

// The state as people read it: what was left undone when the audit was submitted is "never written to", "no answer".
const char *contact_state_words(const struct contact *contact);

// What was done, in words: "written to on 12 Oct 2026, letter; answered on 15 Oct 2026". Without the note. Yours.
char *contact_words(const struct contact *contact);

// Makes the two rows of a new audit, within the caller's transaction.
int contact_begin(struct session *session, int64_t audit_id);

// The rows of an audit (RIGHT_SEE): 0 to 2 into list. Returns how many, or -1.
int contact_of(struct session *session, int64_t audit_id, struct contact list[static 2]);

// The same by the audit's reference; -1 (66): there is none.
int contact_of_ref(struct session *session, const char *ref, struct contact list[static 2]);

// Those open (states 1 and 2) of audits that are allocated or in draft: of the person's own audits, or of all for
// those who have RIGHT_SAMPLE; a month (NULL: any that has begun). By the audits' due date, at most max. Returns how
// many, or -1.
int contact_open(
	struct session *session, const char *month, bool mine, struct contact *list, int max);
int contact_count(struct session *session, bool mine, int64_t *count);

// What a list leaves. month NULL: any; of those open only months that have begun, unless the month is named.
struct contact_filter {
	const char *month;
	bool open; // contact_is_open()
	bool mine; // of the audits in which the person is lead or peer
};

// Up to count rows that the person may see behind `from` (back: before it; NULL: from the start or end), nearest first.
// By due date, audit and who; with an empty filter in the order in which their audits began. Returns how many, or -1.
int contact_page(struct session *session, const struct contact_filter *filter,
	const struct contact *from, bool back, struct contact *rows, int count);

// Changes a row: its lead or peer auditor while their audit is open, and QA. State follows what is said: written_on asks
// for means; replied_on for written_on or a note; CONTACT_NONE, the only state read, for a note and no reply. Dates not
// in the future, nor the reply before the writing. Nothing new writes nothing. -1: 65, 66, 77; 75 where somebody else
// changed it first (revision), with a message that says what they said.
int contact_put(struct session *session, const struct contact *contact);
