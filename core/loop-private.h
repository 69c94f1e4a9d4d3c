// SPDX-License-Identifier: MIT
// What the files of closing the loop share among themselves.
#pragma once

#include "core/audit-private.h"
#include "core/loop.h"

// An audit as far as its steps go.
struct loop_audit {
	struct audit
		audit; // id, ref, team, service, state, lead and peer, completed_on, casefile and review_of only
	int64_t version_id; // 0: none yet
	bool risk;          // a safety concern was ever raised
	int64_t moderator_id, template_id;
	char *case_ref, *worker;
};

// -1: 66 no such audit.
int loop_audit_load(struct session *session, int64_t audit_id, struct loop_audit *audit);
void loop_audit_finish(struct loop_audit *audit);

// Reads the row of the queries with {loop_columns}.
void loop_step_read(struct stmt *row, struct loop_step *step);

// The step by its id, without its signatures, whoever asks. -1: 66.
int loop_step_get(struct session *session, int64_t step_id, struct loop_step *step);

// What rights on a step are asked about.
struct subject loop_subject(const struct loop_step *step);

// A row of the trail: on the field "step CODE" of an audit.
int loop_record(struct session *session, const struct audit *audit, const char *verb,
	const char *code, const char *old, const char *new);

// Cancels an open step, with why, and with it the review that does it (0: none). Within the caller's transaction.
int loop_cancel_step(struct session *session, const struct audit *audit, int64_t id,
	int64_t review_id, const char *code, const char *why);

// Begins the review audit of a new step: chooses who, links both. Within the caller's transaction.
int loop_review_begin(struct session *session, const struct loop_audit *first, int64_t step_id,
	date not_before, date due_on);

// Withdraws the review of a step that was cancelled, unless somebody has begun it.
int loop_review_drop(struct session *session, int64_t review_id, const char *why);

// A review is Inadequate as the first audit was: tells the heads and directors of its service.
int loop_review_again(struct session *session, const struct loop_audit *review);

// Whether the session's person holds the post of a part, or one that stands in for it.
bool loop_holds(const struct session *session, const char *post);

// Tests what was said about a part against loop_fields(). -1: 65 with what is wrong.
int loop_check_values(const char *step, const struct loop_value *values, size_t count);

// Whether a field must be answered, as the others are.
bool loop_field_needed(
	const struct loop_field *field, const struct loop_value *values, size_t count);

// The sentence of a part, in words: "on 12 Oct 2026: who attended: ...; child seen: yes". Yours.
char *loop_values_words(const char *step, const struct loop_value *values, size_t count);
