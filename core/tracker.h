// SPDX-License-Identifier: MIT
// What happens to actions after they were raised: progress, completion, verification, and their history.
#pragma once

#include "core/action-list.h"

// Everything that can be done to an action of a submitted audit. While an audit is being written its auditors change
// its actions there (core/audit.h); on one that is withdrawn nothing is done any more.
enum tracker_act {
	TRACKER_PROGRESS = 1, // how it stands; also takes back that it is said to be done
	TRACKER_NOTE,         // a note without a change
	TRACKER_DONE,         // it is said to be done, with evidence
	TRACKER_VERIFY,       // QA has seen the evidence, and the impact
	TRACKER_RETURN,       // QA sends it back
	TRACKER_POSTPONE,     // another date
	TRACKER_HAND,         // another owner
	TRACKER_PRIORITY,
	TRACKER_ESCALATE,
	TRACKER_CHANGE, // its words
	TRACKER_ACTS
};

// Its name on the command line: "progress", "note", "done", "verify", "return", "postpone", "hand", "priority",
// "escalate", "change". Borrowed.
const char *tracker_act_name(enum tracker_act act);

// Whether the session's person may do the act to the action as it stands, by right and by the state of action and audit:
// what a key is shown for. RIGHT_LOOP (its audit's team, the service's senior managers, QA); the owner also elsewhere, but
// for priority and words; TRACKER_VERIFY and TRACKER_RETURN RIGHT_VERIFY (QA, never the owner, also by name, nor who
// said it done). By state:
//   progress            any but verified
//   note                any
//   done                not started, progressing, off track
//   verify              said to be done
//   return              said to be done, verified (what was verified by mistake)
//   postpone            not started, progressing, off track
//   hand, priority, escalate, change   any but verified
bool tracker_may(
	const struct session *session, enum tracker_act act, const struct action_row *row);

// The same as 0, or -1: 77 no right, 65 not in this state, with a message that says who may, or when.
int tracker_require(
	const struct session *session, enum tracker_act act, const struct action_row *row);

// One action by id, for who may see its audit (RIGHT_SEE), and its owner once the audit is submitted. Records the look in
// the trail. *row is action_row_finish()ed by the caller. -1: 66 no such action, 77.
int tracker_open(struct session *session, int64_t id, struct action_row *row);

// The same without the look: to bring a row up to date after an act. row may be in use: it is replaced on success.
int tracker_reload(struct session *session, int64_t id, struct action_row *row);

// The id of AUDIT/N: "2026-10-017/2". -1: 2 where it has not that form, 66 where there is none.
int tracker_find(struct session *session, const char *name, int64_t *id);

// A line of the history of an action, oldest first.
enum note_kind { // as stored
	NOTE_PROGRESS = 1,
	NOTE_POSTPONED = 2,
	NOTE_DONE = 3,
	NOTE_RETURNED = 4,
	NOTE_VERIFIED = 5,
	NOTE_HANDED = 6,
	NOTE_PRIORITY = 7,
	NOTE_ESCALATED = 8,
	NOTE_CHANGED = 9,
};

struct action_note {
	char *at, *by; // moment as stored; name, "" where nobody is known
	enum note_kind kind;
	enum progress progress; // how it stood then; 0: not said
	date due_on;            // NOTE_POSTPONED: the date it had before; DATE_NONE
	char *text; // what was written; of NOTE_HANDED, _PRIORITY and _ESCALATED opened by what was done
};

// "progress", "another date", "said to be done", "sent back", "verified", "another owner", "priority", "escalated",
// "words changed". Borrowed.
const char *note_kind_name(enum note_kind kind);

// What a line of the history is, in a word or two: "off track", "note", "sent back". Borrowed.
const char *action_note_head(const struct action_note *note);

// The history of an action that the caller was given by tracker_open() or action_page(). *notes is yours through
// action_notes_free(). Returns 0 or -1.
int tracker_history(
	struct session *session, int64_t id, struct action_note **notes, size_t *count);
void action_notes_free(struct action_note *notes, size_t count);

// A warning where an action would be due on a day that is no working day: "14 Nov 2026 is a Saturday: the working day
// before is 13 Nov 2026, the one after 16 Nov 2026". Yours; NULL for a working day and for DATE_NONE. Shown before the
// day is kept; the acts below take it only with `anyway`.
char *action_day_warning(const struct session *session, date day);

// The acts. Of `seen` only id and revision are read: an action that another changed since (its revision is a later one) is
// left alone, -1 (75), with a message that says who did what when, and what this act wanted. Texts are checked
// (TEXT_LINES, not blank where required: 65). Each is one transaction: looks at right and state as they are now
// (tracker_require), writes the action and a line of its history, adds a row "audit REF", field "action N" to the trail
// with old and new words, tells those concerned (core/notice.h), and closes or opens the audit again where that follows.
// What changes nothing and says nothing writes nothing. -1 also: 66 no such action.

// progress: PROGRESS_NOT_STARTED, _PROGRESSING or _OFF_TRACK (65 otherwise). plan_on: of _OFF_TRACK, the date of the
// plan, today or later; DATE_NONE where there is none (then it is RED). note: may be NULL; required for _OFF_TRACK (what
// is in the way, and the plan) and where it takes back that it is said to be done.
int tracker_progress(struct session *session, const struct action *seen, enum progress progress,
	date plan_on, const char *note);
int tracker_note(struct session *session, const struct action *seen, const char *note);

// done_on: the day it was done, from the day it was raised to today. evidence: what shows it, where it is on file.
int tracker_done(
	struct session *session, const struct action *seen, date done_on, const char *evidence);

// impact: what it changed for the child. Verified today.
int tracker_verify(struct session *session, const struct action *seen, const char *impact);

// Back to PROGRESS_PROGRESSING: evidence, impact and their dates leave the action and stay in its history. Owner and who
// said it done are told.
int tracker_return(struct session *session, const struct action *seen, const char *why);

// due_on: today or later, another than it has. A later one counts as a slip; first_due_on stays. reason required. anyway:
// also on a day that is no working day, else -1 (65) with action_day_warning().
int tracker_postpone(struct session *session, const struct action *seen, date due_on,
	const char *reason, bool anyway);

// login: of a user who is active (66, 65), who is told; or where it is NULL or "" name, of somebody who is none, with
// their post. post NULL or "": the user's own. reason required.
int tracker_hand(struct session *session, const struct action *seen, const char *login,
	const char *name, const char *post, const char *reason);

// note: may be NULL.
int tracker_priority(
	struct session *session, const struct action *seen, bool priority, const char *note);

// reason required. The service's heads and directors are told when it is escalated.
int tracker_escalate(
	struct session *session, const struct action *seen, bool escalated, const char *reason);

// Of words: what, measure, reason (none may be empty: 65), scope and start_on (not after it is due). why required.
int tracker_change(struct session *session, const struct action *seen,
	const struct action *words, const char *why);

// One progress and note for many, as a meeting went through them: all or none. A refusal names the action. *failed (may
// be NULL) is then its place in `seen`.
int tracker_bulk(struct session *session, const struct action *const *seen, size_t count,
	enum progress progress, date plan_on, const char *note, size_t *failed);

// The owners of an audit's actions, as they stand in it, are told that these are theirs, and heads and directors of the
// service of those that are escalated; who acts is not. Within the caller's transaction, which submits it.
int tracker_tell_owners(struct session *session, const struct audit *audit);

// A new action on a submitted audit (RIGHT_LOOP on the audit). Of the action are read what audit_add_action() reads, and
// challenge_id; it must be SMART (action_lacks(): 65), and due today or later. The owner is told. *id (may be NULL) is
// the new one's.
int tracker_add(struct session *session, const char *audit_ref, const struct action *action,
	bool anyway, int64_t *id);
