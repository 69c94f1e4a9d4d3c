// SPDX-License-Identifier: MIT
// The list of audits: its state, shared with audits-filter.c.
#pragma once

#include "core/audit-list.h"
#include "tui/list.h"

// What the list is narrowed to and ordered by, in the names that people use: it is remembered as such,
// and turned into ids each time it is used, because ids mean nothing to anybody.
struct choice_of_audits {
	// Never NULL, "" is any. completed, due: FROM..TO, or a month, quarter or year; state: one of enum audit_state, open,
	// or one of enum audit_standing.
	char *service, *team, *month, *state, *grade, *auditor, *kind, *text, *completed, *due,
		*post, *grades, *own, *pair, *mode, *domain, *theme, *aspect, *moderated,
		*feedback, *challenge, *outcome, *review, *sealed, *reported, *contact, *means,
		*answered, *moderator, *decision, *sort;
};

struct audits {
	struct choice_of_audits wish;
	struct audit_filter filter; // the same, for core
	struct list list;
	char *kept; // the wish that is remembered, where another was handed over for once; NULL
};

// The wish from one line of text and back: "team=MASH 1" and so on, split by tabs.
void wish_parse(struct choice_of_audits *wish, const char *text);
char *wish_write(const struct choice_of_audits *wish);
void wish_finish(struct choice_of_audits *wish);

// Turns the wish into audits->filter. -1 with fail() where a name of it is not known (any more).
int wish_resolve(struct session *session, struct audits *audits);

// In words for the message line: "team MASH 1, draft, \"plan\""; "" where nothing is narrowed.
void wish_describe(const struct choice_of_audits *wish, char *text, size_t size);

// Opens the form in which the wish is changed. 0, or -1 with fail().
int wish_open(struct screen *screen);

// Uses the wish as it stands now: the list begins anew.
int audits_apply(struct screen *screen);
