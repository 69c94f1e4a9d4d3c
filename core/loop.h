// SPDX-License-Identifier: MIT
// The steps that close the loop of an audit, each with its clock: how they come into being, are signed and cancelled.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/loop-rule.h"
#include "core/session.h"

// As stored.
enum loop_state {
	LOOP_OPEN = 1,
	LOOP_DONE = 2,
	LOOP_CANCELLED = 3,
};

// "open", "done", "cancelled". Borrowed.
const char *loop_state_name(enum loop_state state);

// What was said of a part when it was signed: a field of loop_fields() and its value.
struct loop_detail {
	char *field, *value;
};

// A part of a step that is signed.
struct loop_signature {
	int part;
	int64_t user_id;
	char *login, *name;
	date done_on; // the day it was done, as they say
	char *at;     // the moment it was recorded
	struct loop_detail *details;
	size_t detail_count;
};

struct loop_step {
	int64_t id, audit_id;
	int seq; // 1, 2 ... within the audit
	int64_t rule_id;
	char *step, *name, *who; // of its rule
	int64_t team_id, service_id;
	char *audit_ref, *case_ref, *team, *service;
	enum grade grade;                      // the final grade that asked for it
	bool risk;                             // risk was identified
	date counted_from, not_before, due_on; // not_before DATE_NONE: at once
	enum loop_state state;
	date done_on;  // the latest day of its signatures; DATE_NONE while open
	char *done_at; // NULL while open
	char *done_by,
		*done_by_name; // login and name of who signed last; "" while open, or where the program did it
	char *late_reason; // "" where it was in time
	date cancelled_on;
	char *cancelled_why;   // "" where it is not cancelled
	int64_t review_id;     // the audit that does a review step; 0: none
	char *review_ref;      // "" none
	unsigned signed_parts; // the sum of 1 << part
	bool signed_by_me;     // the session's person signed one of them
	int revision;
	// loop_load() and loop_of_audit() only, in the order of parts.
	struct loop_signature *signatures;
	size_t signature_count;
};
void loop_step_finish(struct loop_step *step);

// Whether it is or was late: done after its due day, or open past it.
bool loop_step_late(const struct loop_step *step, date today);

// What was done, in words, or why it was cancelled: "team manager, Ann Archer, 12 Oct 2026: ...". Of a step without
// its signatures (loop_page()) no more than "signed by team manager". Yours.
char *loop_step_note(const struct loop_step *step);

// Adds what was said to the signature of a part, where there is one: both texts are copied. loop_step_finish() frees them, or
// where the step is not whole loop_details_free(), signature by signature.
void loop_detail_add(struct loop_step *step, int part, const char *field, const char *value);
void loop_details_free(struct loop_signature *signature);

// A step by its id, whole. Whoever may see its audit or has RIGHT_LOOP on it, but nobody who is still to grade the audit
// blind: its steps tell its grade. -1: 66, 77.
int loop_load(struct session *session, int64_t step_id, struct loop_step *step);

// All steps of an audit in the order they came into being, whole. Likewise; none for who is blind. Yours:
// loop_steps_free().
int loop_of_audit(
	struct session *session, int64_t audit_id, struct loop_step **steps, size_t *count);
void loop_steps_free(struct loop_step *steps, size_t count);

// Which open steps are wanted; 0, NULL, false: any.
struct loop_filter {
	int64_t service_id, team_id;
	enum grade
		grade; // the final grade that asked for them; 0 (not applicable) and GRADE_NONE: any
	const char *step; // a code
	bool overdue;
	bool mine; // those with an unsigned part that the person may sign
};

// A page of the open steps where RIGHT_LOOP reaches, and of the audits that the person leads or is peer of, by due date and id: up to count rows after the row `from` (NULL: from the start) or, with back, before
// it, nearest first. Each row is to be finished. Returns how many, or -1.
int loop_page(struct session *session, const struct loop_filter *filter,
	const struct loop_step *from, bool back, struct loop_step *rows, int count);

// What is asked for when a step is done: one row for each field of each code. Codes that the program does not know
// ask for a note.
enum loop_field_kind {
	LOOP_FIELD_LINE,   // one line
	LOOP_FIELD_TEXT,   // lines
	LOOP_FIELD_YES_NO, // yes, no
	LOOP_FIELD_YES_PARTLY_NO,
};

struct loop_field {
	const char *step;  // code; "": of every code that has no row
	const char *field; // attended ...: as stored, and as --attended
	const char *label; // Who attended
	const char *hint;  // what a good answer looks like
	enum loop_field_kind kind;
	const char *
		needed; // "always"; "": may be left out; "seen=no;alone=no": where one of these was answered so
	bool shared; // of one event that all who sign were at: the first one's answer is a beginning for the others
};
const struct loop_field *loop_fields(
	const char *step, size_t *count); // borrowed, count of them in a row

struct loop_value {
	const char *field, *value;
};

// The first field of a code that is needed, given what was said, and not said; NULL: nothing is missing. Borrowed.
const struct loop_field *loop_missing(
	const char *step, const struct loop_value *values, size_t count);

// What the date of a signature means for a code: "Recorded on the child's file on". Borrowed.
const char *loop_done_label(const char *step);

// Whether the session's person may sign a part of an open step: RIGHT_LOOP on its audit; the post that the part
// names (team manager: also an early help team leader; service manager: also a head of service or service director; head of
// service: also a service director; qa: the role; social worker: anybody with the right records the visit on the worker's behalf); and no other part of
// it signed by them. The check is 0, or -1 (77, 65 a review: submitting its audit does it) with why not. False too
// where the part is signed.
bool loop_may_sign(const struct session *session, const struct loop_step *step, int part);
int loop_check_sign(const struct session *session, const struct loop_step *step, int part);

// The first unsigned part that the person may sign; -1: none.
int loop_part_of(const struct session *session, const struct loop_step *step);

// What somebody says when they sign.
struct loop_done {
	int part; // -1: loop_part_of()
	date done_on;
	const char *late_reason; // NULL: none
	const struct loop_value *values;
	size_t count;
};

// Signs a part. The last one does the step: done_on is the latest day of its signatures; the audit may become
// closed. What guards it is the part itself: two people who sign different parts at once do not disturb each other. The reason is kept where the day is past
// the due day. -1: 66 no such step; 77 loop_check_sign(); 65 a day to come, before that counted from or before
// not_before, a field that is missing, unknown or cannot be read, no reason where the day is past the due day and none
// was given with another part, a cancelled step; 75 somebody signed the part first (says who and when).
int loop_sign(struct session *session, int64_t step_id, const struct loop_done *done);

// Brings the steps of a completed audit in line with its final grade, within the caller's transaction: called when the final grade comes into being or
// becomes another, and when a safety concern is raised after completion. before GRADE_NONE: the first result, which
// counts from the day of completion; else what comes into being counts from today. Risk is identified where a safety concern was ever
// raised on the audit, answered or not. An open step whose rule is asked for still stays; one
// whose rule is not is cancelled, and why ("moderation on 12 Oct 2026 changed the grade from Inadequate to Good") kept; a rule without an open step starts one, unless a step of the same code is done already under a limit at least as strict. What was
// cancelled is never revived. Each is a row of the trail. The audit is closed or opened again as loop_close() says.
int loop_settle(struct session *session, int64_t audit_id, enum grade before, enum grade after,
	const char *why);

// A safety concern was raised: on a completed audit steps follow, counted from today, but due no later than an open step
// of the same code that they take the place of. An audit from before there were steps is
// asked for nothing but what the risk asks for. Within the caller's transaction.
int loop_raised(struct session *session, int64_t audit_id);

// loop_settle() with the day from which new steps count: for what is imported.
int loop_settle_from(struct session *session, int64_t audit_id, enum grade after,
	date counted_from, const char *why);

// The grade that the loop goes by: the final overall grade or, where the template gives none, what the final grades of
// the domains suggest (grade_suggest()). Within any transaction. GRADE_NONE: not completed.
int loop_grade(struct session *session, int64_t audit_id, enum grade *grade);

// An audit was withdrawn: cancels its open steps and, where it is the review of another, the step of that one which asked for it. Within
// the caller's transaction.
int loop_withdrawn(struct session *session, int64_t audit_id, const char *why);

// Whether the step that an audit is the review of is open and past its day: 1 with the day, 0, or -1; and keeps why,
// within the caller's transaction, before loop_reviewed() does the step.
int loop_review_late(struct session *session, int64_t audit_id, date *due_on);
int loop_review_why(struct session *session, int64_t audit_id, const char *why);

// An audit was submitted: does the review step that it is the review of. Within the caller's transaction.
int loop_reviewed(struct session *session, int64_t audit_id);

// Closes an audit (closed_on today) that is submitted or moderated, had a step once, and has no open step, action
// (progress < 5), safety concern, moderation or dispute; and opens one that is closed and has any of these again (moderated where it was, else submitted).
// Within the caller's transaction, after each change of one of them: a step, an action, a concern, a moderation.
int loop_close(struct session *session, int64_t audit_id);
