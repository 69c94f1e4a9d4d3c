// SPDX-License-Identifier: MIT
// What the screens say about dates and people, in words: never by colour alone.
#pragma once

#include "core/audit-list.h"
#include "tui/theme.h"

// When something is due, seen from today: "3 working days overdue", "overdue since 20 Nov 2026" (no
// working day has passed since), "due today", "due in 1 working day". Writes at most `size` bytes;
// returns the role it is shown in. DATE_NONE gives "".
enum theme_role words_due(const struct session *session, date due, char *text, size_t size);

// Where an audit stands, in a list: AT RISK before all else, "nobody's" where it is not allocated yet.
const char *words_audit_state(const struct audit_row *row);

// The same as words_due() for an audit as a list shows it: when it is due while it is open, when it was completed
// afterwards, "withdrawn".
enum theme_role words_audit_due(
	const struct session *session, const struct audit_row *row, char *text, size_t size);

// "1 audit", "2 audits": writes the count and the noun, with an s unless it is one.
const char *words_count(int64_t count, const char *noun, char *text, size_t size);

// What an act of the trail did to a field of an audit, "" for the audit, as the news tell it: "submitted", "allocated",
// "action verified"; the act itself where no better word is known.
const char *words_act(const char *act, const char *field);

// "once", "twice", "3 times".
const char *words_times(int64_t count, char *text, size_t size);

// Who signs a step, as its rule names them: "team manager;service manager" as "team manager, service manager", qa as
// "QA team". Yours.
char *words_posts(const char *who);

// How two grades of the same differ, the auditor's first: "auditor one grade higher", "auditor two grades lower", "the
// same grade"; "" where one is none or not applicable and the other is not. Borrowed.
const char *words_difference(enum grade auditor, enum grade moderator);
