// SPDX-License-Identifier: MIT
// What ties an audit to others: the audit it reviews, its reviews, the meetings that looked at it, its retention.
#pragma once

#include "core/audit.h"

enum audit_link_kind {
	LINK_REVIEW_OF = 1,
	LINK_NOT_BEFORE,
	LINK_REVIEW,
	LINK_CHALLENGE,
	LINK_ANONYMISED
};

struct audit_link {
	enum audit_link_kind kind;
	const char *label; // "Review of" ... Borrowed.
	char *words;       // "2026-10-001"; "2026-12-001, draft, due on 21 Dec 2026"
	char *ref;         // of the other audit, the month of a meeting; ""
	int state;         // enum audit_state of a review, enum challenge_outcome of a meeting
	date day; // of a review the day it was submitted, else due; of a meeting the day it met, or DATE_NONE; of the others theirs
};

// In the order: the audit that it reviews, from which day on a review is begun, its reviews, the Confirm and Challenge
// meetings, the day on which it was anonymised. Who is to grade the audit blind is told nothing of its reviews and
// meetings, which Inadequate audits alone have. Yours: audit_links_free(). Returns 0 with *count, or -1.
int audit_links(struct session *session, const struct audit *audit, struct audit_link **list,
	size_t *count);
void audit_links_free(struct audit_link *list, size_t count);
