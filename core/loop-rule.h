// SPDX-License-Identifier: MIT
// The rules of closing the loop: which steps a result asks for, of whom, and by when (brief section 4).
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/grade.h"
#include "core/problem.h"

struct session;

// The codes that the program knows more of than of others: what is asked for when they are done (core/loop.h), and
// that a review is an audit of its own.
#define LOOP_OVERSIGHT "oversight"
#define LOOP_QA_CHECK "qa_check"
#define LOOP_MEETING "meeting"
#define LOOP_VISIT "visit"
#define LOOP_REVIEW "review"
#define LOOP_QA "qa" // in loop_rule.who: the role, not a post

// The most who sign one step.
#define LOOP_PARTS_MAX 4

// As stored.
enum loop_risk {
	LOOP_RISK_NO = 0,  // only where no risk is identified
	LOOP_RISK_YES = 1, // only where it is
	LOOP_RISK_EITHER = 2,
};

enum loop_unit {
	LOOP_WORKING_DAYS = 1,
	LOOP_WEEKS = 2,
};

enum loop_from {
	LOOP_FROM_RESULT =
		1, // the completion, or what changed the grade: moderation, settlement, amendment, concern
	LOOP_FROM_COMPLETION =
		2, // always the completion, however late the grade became what it is
};

// A step that a result asks for.
struct loop_rule {
	int64_t id;      // 0: not stored yet
	unsigned grades; // the final grades that ask for it: the sum of 1 << enum grade
	enum loop_risk risk;
	char *step; // its code: oversight, meeting ...
	char *name; // in words
	char *who; // who signs, by post as core/post.h spells them, or "qa"; several split by ';', one part each
	int not_before; // in the unit; 0: at once
	int limit;      // in the unit, at least 1
	enum loop_unit unit;
	enum loop_from counted_from;
};

// A version of the rules, whole. A published one never changes: an audit keeps the version that was in force when it
// was given its first result (audit.loop_version_id).
struct loop_rules {
	int64_t id;             // 0: not stored yet
	date effective_on;      // audits whose result is received from this day on are given it
	char *published_at;     // a moment; NULL: not published
	char *published_by;     // login; "": came with the program
	int64_t audits;         // that were given it; loop_rules_list() only
	struct loop_rule *list; // in the order of the file
	size_t count;
};
void loop_rules_destroy(struct loop_rules *rules); // takes NULL

// Whether a final grade, with risk identified or not, asks for the rule's step.
bool loop_rule_asks(const struct loop_rule *rule, enum grade grade, bool risk);

// The days between which the step is to be done, where the clock starts on a day. Working days are counted from the
// day after it (workday_add()); weeks are whole ones: eight weeks after a Monday is a Monday, also where that is a bank
// holiday. *not_before is DATE_NONE where it may be done at once.
void loop_rule_clock(const struct session *session, const struct loop_rule *rule,
	date counted_from, date *not_before, date *due_on);

// Whether a rule leaves no more time than another: working days are compared with weeks of five of them.
bool loop_rule_as_strict(const struct loop_rule *rule, const struct loop_rule *as);

// How many parts a step has, one for each of its rule's who; and who signs one (0, 1 ...), written to post, which has
// room for LOOP_POST bytes. False where there is no such part.
#define LOOP_POST 64
int loop_parts(const char *who);
bool loop_part_post(const char *who, int part, char post[static LOOP_POST]);

// A post as people read it: the role is "QA". Borrowed.
const char *loop_post_words(const char *post);

// "3 working days", "6 to 8 weeks". Yours.
char *loop_rule_limit(const struct loop_rule *rule);

// The version in force on a day: the newest of those in force by then; before the first, the first. Inside
// the caller's write transaction, because a database that has no rules yet is given those that come with the program.
// Yours; NULL with the error set.
struct loop_rules *loop_rules_on(struct session *session, date day);

// A version by its id, 0 for the newest. NULL (66). Yours.
struct loop_rules *loop_rules_get(struct session *session, int64_t id);

// All versions, oldest first (RIGHT_TEMPLATE); gives the database those that come with the program where it has none.
// Yours: loop_rules_free().
int loop_rules_list(struct session *session, struct loop_rules ***list, size_t *count);
void loop_rules_free(struct loop_rules **list, size_t count);

// Reads a file (path "-": standard input) of the columns grade,risk,step,name,who,not_before,limit,unit,counted_from in
// any order: grade one or several split by ';'; risk yes, no or either; step a code of small letters, digits and _;
// who posts split by ';', or qa; unit working days or weeks; counted_from result (also where empty) or completion. One grade with one risk
// asks for a step once. All that is wrong goes to problems; then, or where the file cannot be read (-1 with
// the error set), *rules is NULL. Yours.
int loop_rules_read(const char *path, struct problems *problems, struct loop_rules **rules);
int loop_rules_read_text(
	const char *text, struct problems *problems, struct loop_rules **rules);

// Stores what was read as the next version, in force from a day, published at once and so frozen for ever, with a row
// in the trail (RIGHT_TEMPLATE). A day before that of the newest version is refused (65): results received in between
// have their steps. -1 with the error set.
int loop_rules_publish(struct session *session, const struct loop_rules *rules,
	date effective_on, int64_t *id);

// Writes the file that would import as the same rules; options as for writer_create().
int loop_rules_export(const struct loop_rules *rules, const char *path, unsigned options);

// What differs between two versions, by grade, risk and step.
struct loop_change {
	char *what; // "Inadequate, risk identified: meeting"
	char *old,
		*new; // "Reflective practice ..., head of service;service manager, 3 working days"; NULL: there was or is none
};
size_t loop_rules_diff(const struct loop_rules *old, const struct loop_rules *new,
	struct loop_change **changes);
void loop_changes_free(struct loop_change *changes, size_t count);
