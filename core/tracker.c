// SPDX-License-Identifier: MIT
// Acts on the tracker's actions: who may, in which state, and each as one transaction.
#include <stdlib.h>
#include <string.h>

#include "core/action-store.h"
#include "core/audit-private.h"
#include "core/loop.h"
#include "core/notice.h"
#include "core/tally.h"
#include "core/text.h"
#include "core/tracker-private.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

#define OPEN \
	(1u << PROGRESS_NOT_STARTED | 1u << PROGRESS_PROGRESSING | 1u << PROGRESS_OFF_TRACK)
#define SAID (1u << PROGRESS_SAID_DONE)
#define VERIFIED (1u << PROGRESS_VERIFIED)

static const struct {
	const char *name;
	enum right right;
	bool owner_too;  // the owner also where the audit is not of their team or services
	unsigned states; // in which it can be done: the sum of 1u << progress
	enum note_kind kind;
} acts[TRACKER_ACTS] = {
	[TRACKER_PROGRESS] = {"progress", RIGHT_LOOP, true, OPEN | SAID, NOTE_PROGRESS},
	[TRACKER_NOTE] = {"note", RIGHT_LOOP, true, OPEN | SAID | VERIFIED, NOTE_PROGRESS},
	[TRACKER_DONE] = {"done", RIGHT_LOOP, true, OPEN, NOTE_DONE},
	[TRACKER_VERIFY] = {"verify", RIGHT_VERIFY, false, SAID, NOTE_VERIFIED},
	[TRACKER_RETURN] = {"return", RIGHT_VERIFY, false, SAID | VERIFIED, NOTE_RETURNED},
	[TRACKER_POSTPONE] = {"postpone", RIGHT_LOOP, true, OPEN, NOTE_POSTPONED},
	[TRACKER_HAND] = {"hand", RIGHT_LOOP, true, OPEN | SAID, NOTE_HANDED},
	[TRACKER_PRIORITY] = {"priority", RIGHT_LOOP, false, OPEN | SAID, NOTE_PRIORITY},
	[TRACKER_ESCALATE] = {"escalate", RIGHT_LOOP, true, OPEN | SAID, NOTE_ESCALATED},
	[TRACKER_CHANGE] = {"change", RIGHT_LOOP, false, OPEN | SAID, NOTE_CHANGED},
};

const char *tracker_act_name(enum tracker_act act)
{
	return acts[act].name;
}

// What the right is asked about. Somebody whose name stands as the owner's does not verify it, either.
static struct subject subject_of(
	const struct session *session, enum tracker_act act, const struct action_row *row)
{
	struct subject subject = row->subject;

	if (acts[act].right == RIGHT_VERIFY && !subject.owner_id &&
		same_person(row->action.owner_name, session->me.name))
		subject.owner_id = session->me.id;
	if (acts[act].right == RIGHT_LOOP && !acts[act].owner_too)
		subject.owner_id = 0;
	return subject;
}

static bool in_state(enum tracker_act act, const struct action_row *row)
{
	return row->audit_state >= AUDIT_SUBMITTED && row->audit_state <= AUDIT_CLOSED &&
	       acts[act].states & 1u << row->action.progress;
}

bool tracker_may(
	const struct session *session, enum tracker_act act, const struct action_row *row)
{
	struct subject subject = subject_of(session, act, row);

	return in_state(act, row) && may(session, acts[act].right, &subject);
}

static int state_refused(enum tracker_act act, const struct action_row *row)
{
	int seq = row->action.seq;
	const char *ref = row->audit_ref;

	if (row->audit_state < AUDIT_SUBMITTED)
		return fail(ERROR_DATA,
			"audit %s is still being written: its auditors change its actions "
			"there until it is submitted",
			ref);
	if (row->audit_state == AUDIT_WITHDRAWN)
		return fail(ERROR_DATA,
			"audit %s is withdrawn: nothing is done about its actions any more",
			ref);
	if (row->action.progress == PROGRESS_VERIFIED)
		return fail(ERROR_DATA,
			"action %s/%d is verified and closed: QA can send it back, or add a "
			"new one",
			ref, seq);
	if (row->action.progress == PROGRESS_SAID_DONE)
		return fail(ERROR_DATA,
			"action %s/%d is said to be done: QA verifies it or sends it back; to "
			"take that back report progress",
			ref, seq);
	return fail(ERROR_DATA,
		"action %s/%d is not said to be done yet: there is nothing to %s", ref, seq,
		act == TRACKER_VERIFY ? "verify" : "send back");
}

static int require_right(
	const struct session *session, enum tracker_act act, const struct action_row *row)
{
	struct subject subject = subject_of(session, act, row);

	return require(session, acts[act].right, &subject);
}

int tracker_require(
	const struct session *session, enum tracker_act act, const struct action_row *row)
{
	if (require_right(session, act, row))
		return -1;
	return in_state(act, row) ? 0 : state_refused(act, row);
}

char *action_day_warning(const struct session *session, date day)
{
	static const char *const names[] = {"", "Monday", "Tuesday", "Wednesday", "Thursday",
		"Friday", "Saturday", "Sunday"};
	char text[DATE_TEXT], before[DATE_TEXT], after[DATE_TEXT];
	bool weekend;

	if (day == DATE_NONE || workday_is(session->holidays, day))
		return NULL;
	weekend = date_weekday(day) > 5;
	return xasprintf("%s is a %s%s: the working day before is %s, the one after %s",
		date_show(day, text), names[date_weekday(day)],
		weekend ? "" : " and a bank holiday",
		date_show(workday_add(session->holidays, day, -1), before),
		date_show(workday_add(session->holidays, day, 1), after));
}

int tracked_day(const struct session *session, date day, bool anyway)
{
	char *warning = anyway ? NULL : action_day_warning(session, day);

	if (!warning)
		return 0;
	fail(ERROR_DATA, "%s; choose one, or confirm that it is meant (--anyway)", warning);
	free(warning);
	return -1;
}

int tracked_tell(struct session *session, int64_t user_id, const struct action_row *row,
	const char *sentence)
{
	char *name = action_row_name(row), *words = xasprintf("Action %s %s", name, sentence);
	int result = notice_give(session, user_id, row->action.audit_id, "action", words);

	free(words);
	free(name);
	return result;
}

static int put_row(struct tracked *tracked)
{
	const struct action *action = &tracked->row.action;

	return db_run(tracked->session->db, QUERY_TRACKED_PUT,
		ARGS(INT("scope", action->scope), TEXT("what", action->what),
			TEXT("measure", action->measure), ID_OR_NULL("owner", action->owner_id),
			TEXT("owner_name", action->owner_id ? "" : action->owner_name),
			TEXT("owner_post", action->owner_post), TEXT("reason", action->reason),
			DAY("start", action->start_on), DAY("due", action->due_on),
			INT("priority", action->priority), INT("escalated", action->escalated),
			INT("progress", action->progress), DAY("plan", action->plan_on),
			TEXT("evidence", action->evidence),
			DAY("completed", action->completed_on),
			ID_OR_NULL("said", action->said_id), TEXT("impact", action->impact),
			DAY("verified", action->verified_on),
			ID_OR_NULL("verifier", action->verified_id),
			INT("slips", action->slips), INT("sent_back", action->sent_back),
			INT("id", action->id)));
}

// The words of an action, and with them its entry in the search index, change by one act only.
static int put(struct tracked *tracked, const struct wish *wish)
{
	struct db *db = tracked->session->db;
	int64_t id = tracked->row.action.id;
	bool words = wish->act == TRACKER_CHANGE;

	return (words && action_index_drop(db, id)) || put_row(tracked) ||
			       (words && action_index_add(db, id))
		       ? -1
		       : 0;
}

static int put_note(struct tracked *tracked, const struct wish *wish, const char *words)
{
	const struct action *action = &tracked->row.action;

	return db_run(tracked->session->db, QUERY_ACTION_NOTE_ADD,
		ARGS(INT("action", action->id), TEXT("at", tracked->now),
			INT("user", tracked->session->me.id), TEXT("text", words),
			INT("kind", acts[wish->act].kind),
			ID_OR_NULL("progress",
				wish->act == TRACKER_NOTE ? 0 : (int64_t)action->progress),
			DAY("due", tracked->due_before)));
}

int tracked_tell_heads(struct session *session, const struct action_row *row)
{
	struct stmt *head = db_query(session->db, QUERY_SERVICE_HEADS,
		ARGS(INT("service", row->subject.service_id)));
	int more = -1;

	while (head && (more = stmt_next(head)) == 1)
		if (tracked_tell(session, stmt_int(head, 0), row,
			    "was escalated to you: read why, and say what follows")) {
			stmt_done(head);
			return -1;
		}
	return more < 0 ? -1 : 0;
}

// Those concerned hear of it; owner_id and said_id are those before the act.
static int tell(struct tracked *tracked, const struct wish *wish, const struct subject *before)
{
	struct session *session = tracked->session;
	const struct action_row *row = &tracked->row;
	const char *sentence = wish->act == TRACKER_RETURN
				       ? "was sent back by QA: read why, and go on with it"
				       : "was verified by QA and is closed";

	if (wish->act == TRACKER_HAND)
		return tracked_tell(session, row->action.owner_id, row,
			"was handed to you: read it, and report its progress");
	if (wish->act == TRACKER_ESCALATE && wish->flag)
		return tracked_tell_heads(session, row);
	if (wish->act != TRACKER_RETURN && wish->act != TRACKER_VERIFY)
		return 0;
	if (tracked_tell(session, before->owner_id, row, sentence))
		return -1;
	return before->said_id == before->owner_id
		       ? 0
		       : tracked_tell(session, before->said_id, row, sentence);
}

static char *trail_words(
	const struct tracked *tracked, const struct wish *wish, const char *words)
{
	if (wish->act == TRACKER_CHANGE) {
		char *whole = action_words(&tracked->row.action),
		     *both = xasprintf("%s | why: %s", whole, words);

		free(whole);
		return both;
	}
	if (wish->act != TRACKER_PROGRESS)
		return xstrdup(words);
	return xasprintf("%s%s%s", progress_name(wish->progress), *words ? ": " : "", words);
}

static int keep(struct tracked *tracked, const struct wish *wish, const struct subject *before)
{
	char *words = wish_words(wish), *new = trail_words(tracked, wish, words);
	int result = put(tracked, wish) || put_note(tracked, wish, words) ||
				     tracked_trail(tracked->session, &tracked->row,
					     acts[wish->act].name, tracked->old, new) ||
				     tell(tracked, wish, before) ||
				     loop_close(tracked->session, tracked->row.action.audit_id)
			     ? -1
			     : 0;

	free(words);
	free(new);
	return result;
}

// Somebody else was there first: says who, what and when, and what was wanted here.
static int late(struct tracked *tracked, const struct wish *wish)
{
	const struct action_row *row = &tracked->row;
	char *field = xasprintf("action %d", row->action.seq), *words = wish_words(wish),
	     *ours = trail_words(tracked, wish, words), moment[32];
	struct stmt *last = db_query(tracked->session->db, QUERY_ACTION_CHANGED_LAST,
		ARGS(INT("audit", row->action.audit_id), TEXT("field", field)));
	bool known = last && stmt_next(last) == 1;
	char *theirs = text_truncate(known ? stmt_text(last, 3) : "", 60),
	     *wanted = text_truncate(ours, 60);

	fail(ERROR_BUSY,
		"%s changed action %s/%d first, %s (%s: \"%s\"); you wanted %s: \"%s\": look "
		"at "
		"both, then do it again",
		known ? stmt_text(last, 0) : "Somebody", row->audit_ref, row->action.seq,
		session_show_moment(
			tracked->session, known ? stmt_text(last, 1) : tracked->now, moment),
		known ? stmt_text(last, 2) : "change", theirs, acts[wish->act].name, wanted);
	if (known)
		stmt_done(last);
	free(theirs);
	free(wanted);
	free(ours);
	free(words);
	free(field);
	return -1;
}

// Within the caller's transaction.
static int act_within(
	struct session *session, const struct action *seen, const struct wish *wish)
{
	struct tracked tracked = {.session = session, .due_before = DATE_NONE};
	struct subject before;
	int result = tracked_load(session, seen->id, &tracked.row);

	session_now(session, tracked.now);
	before = tracked.row.subject;
	if (!result)
		result = require_right(session, wish->act, &tracked.row) ||
					 tally_touch(session, tracked.row.action.audit_id)
				 ? -1
				 : 0;
	if (!result && tracked.row.action.revision != seen->revision)
		result = late(&tracked, wish);
	if (!result)
		result = tracker_require(session, wish->act, &tracked.row);
	if (!result)
		result = tracked_apply(&tracked, wish);
	if (!result)
		result = keep(&tracked, wish, &before);
	free(tracked.old);
	action_row_finish(&tracked.row);
	return result < 0 ? -1 : 0;
}

int tracked_do(struct session *session, const struct action *const *seen, size_t count,
	const struct wish *wish, size_t *failed)
{
	int result = 0;

	if (wish_check(wish) || session_begin(session))
		return -1;
	for (size_t i = 0; i < count && !result; i++) {
		result = act_within(session, seen[i], wish);
		if (result && failed)
			*failed = i;
	}
	return db_end(session->db, result);
}
