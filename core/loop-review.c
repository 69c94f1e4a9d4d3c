// SPDX-License-Identifier: MIT
// The review audit of an Inadequate one: it comes into being by itself, goes to QA, and does its step when submitted.
#include <stdlib.h>

#include "core/allocate-private.h"
#include "core/loop-private.h"
#include "core/moderation-people.h"
#include "core/notice.h"
#include "core/post.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

// The people of QA who could do it, as a list of ids.
struct reviewers {
	int64_t *ids;
	size_t count, room;
};

static int reviewers_read(struct session *session, struct reviewers *reviewers)
{
	struct stmt *row = db_query(session->db, QUERY_LOOP_REVIEWERS, NO_ARGS);
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		reviewers->ids = xgrow(reviewers->ids, reviewers->count, &reviewers->room,
			sizeof(*reviewers->ids));
		reviewers->ids[reviewers->count++] = stmt_int(row, 0);
	}
	return more;
}

static bool is_reviewer(const struct reviewers *reviewers, int64_t id)
{
	for (size_t i = 0; i < reviewers->count; i++)
		if (reviewers->ids[i] == id)
			return true;
	return false;
}

// Whoever took part in the first has seen it with their own eyes: another pair looks.
static bool suits(const struct pool_person *person, const struct reviewers *reviewers,
	const struct loop_audit *first, const struct wanted *wanted)
{
	return is_reviewer(reviewers, person->id) && person->id != first->audit.lead_id &&
	       person->id != first->audit.peer_id && person->id != first->moderator_id &&
	       !pool_away(person) && !wanted_worked_on(wanted, person);
}

// The one with fewest audits in hand; of equals who had fewest lately, then by login.
static const struct pool_person *choose(const struct pool *pool,
	const struct reviewers *reviewers, const struct loop_audit *first,
	const struct wanted *wanted)
{
	const struct pool_person *best = NULL;

	for (size_t i = 0; i < pool->count; i++) {
		const struct pool_person *person = &pool->list[i];

		if (!suits(person, reviewers, first, wanted))
			continue;
		if (!best || person->load < best->load ||
			(person->load == best->load && person->recent < best->recent))
			best = person;
	}
	return best;
}

static int lead_find(struct session *session, const struct loop_audit *first, struct pool *pool,
	date due_on, const struct pool_person **lead)
{
	struct wanted wanted = {.casefile_id = first->audit.casefile_id};
	struct reviewers reviewers = {0};
	int result = reviewers_read(session, &reviewers) ||
				     wanted_workers(session, &wanted, first->worker) ||
				     pool_days(session, pool, due_on)
			     ? -1
			     : 0;

	if (!result)
		*lead = choose(pool, &reviewers, first, &wanted);
	free(reviewers.ids);
	wanted_finish(&wanted);
	return result;
}

static int insert(struct session *session, const struct loop_audit *first,
	const struct pool_person *lead, date due_on, int64_t *id)
{
	struct stmt *row =
		db_query(session->db, QUERY_CASE_FOR_AUDIT, ARGS(TEXT("ref", first->case_ref)));
	struct new_audit review = {.casefile_id = first->audit.casefile_id,
		.team_id = first->audit.team_id,
		.service_id = first->audit.service_id,
		.case_ref = first->case_ref,
		.kind = AUDIT_REVIEW,
		.due = due_on};
	char month[DATE_TEXT], *worker, *plan_type, *ref = NULL;
	int result;

	if (!row || stmt_next(row) != 1)
		return -1;
	review.worker = worker = xstrdup(stmt_text(row, 3));
	review.plan_type = plan_type = xstrdup(stmt_text(row, 4));
	stmt_done(row);
	review.month = date_month(due_on, month);
	review.template = template_get(session, first->template_id);
	if (lead) {
		review.lead_id = lead->id;
		review.lead_login = lead->login;
		review.lead_post = lead->post;
	}
	result = review.template ? audit_insert(session, &review, id, &ref) : -1;
	free(worker);
	free(plan_type);
	free(ref);
	return result;
}

static int begin(struct session *session, const struct loop_audit *first, struct pool *pool,
	int64_t step_id, date not_before, date due_on)
{
	const struct pool_person *lead = NULL;
	int64_t id;

	if (lead_find(session, first, pool, due_on, &lead) ||
		insert(session, first, lead, due_on, &id) ||
		db_run(session->db, QUERY_AUDIT_REVIEWS,
			ARGS(INT("first", first->audit.id), DAY("not_before", not_before),
				INT("audit", id))))
		return -1;
	return db_run(session->db, QUERY_LOOP_REVIEW_PUT,
		ARGS(INT("review", id), INT("id", step_id)));
}

int loop_review_begin(struct session *session, const struct loop_audit *first, int64_t step_id,
	date not_before, date due_on)
{
	char month[DATE_TEXT];
	struct pool pool;
	int result;

	if (pool_load(session, date_month(due_on, month), &pool))
		return -1;
	result = begin(session, first, &pool, step_id, not_before, due_on);
	pool_finish(&pool);
	return result;
}

int loop_review_drop(struct session *session, int64_t review_id, const char *why)
{
	struct loop_audit review;
	int result = 0;

	if (loop_audit_load(session, review_id, &review))
		return -1;
	if (review.audit.state == AUDIT_ALLOCATED)
		result = audit_withdraw_within(
			session, review.audit.ref, why, "the program: nothing asks for it");
	loop_audit_finish(&review);
	return result;
}

static int step_done(struct session *session, int64_t id, const char *late_reason,
	const struct audit *first, const struct loop_audit *review)
{
	char now[MOMENT_TEXT];
	char *words = xasprintf("review audit %s submitted", review->audit.ref);
	int result =
		tally_touch(session, first->id) ||
				db_run(session->db, QUERY_LOOP_DONE,
					ARGS(DAY("done_on", review->audit.completed_on),
						TEXT("at", session_now(session, now)),
						NOTHING("by"), TEXT("late_reason", late_reason),
						INT("id", id)))
			? -1
			: 0;

	if (!result)
		result = loop_record(session, first, "complete", LOOP_REVIEW,
			loop_state_name(LOOP_OPEN), words);
	free(words);
	return result ? result : loop_close(session, first->id);
}

int loop_review_late(struct session *session, int64_t audit_id, date *due_on)
{
	struct stmt *row =
		db_query(session->db, QUERY_LOOP_REVIEWED, ARGS(INT("audit", audit_id)));
	int found = row ? stmt_next(row) : -1;
	bool late;

	if (found <= 0)
		return found;
	*due_on = stmt_date(row, 5);
	late = stmt_int(row, 2) == LOOP_OPEN && session->today > *due_on;
	stmt_done(row);
	return late;
}

int loop_review_why(struct session *session, int64_t audit_id, const char *why)
{
	return db_run(session->db, QUERY_LOOP_REVIEW_WHY,
		ARGS(TEXT("why", why), INT("audit", audit_id)));
}

int loop_reviewed(struct session *session, int64_t audit_id)
{
	struct stmt *row =
		db_query(session->db, QUERY_LOOP_REVIEWED, ARGS(INT("audit", audit_id)));
	int found = row ? stmt_next(row) : -1, result = 0;
	struct loop_audit review;
	struct audit first;
	enum loop_state state;
	int64_t step_id;
	char *why;

	if (found <= 0)
		return found;
	step_id = stmt_int(row, 0);
	state = (enum loop_state)stmt_int(row, 2);
	first = (struct audit){.id = stmt_int(row, 1),
		.ref = xstrdup(stmt_text(row, 3)),
		.service_id = stmt_int(row, 4)};
	why = xstrdup(stmt_text(row, 6));
	stmt_done(row);
	if (state == LOOP_OPEN) {
		result = loop_audit_load(session, audit_id, &review);
		if (!result) {
			result = step_done(session, step_id, why, &first, &review);
			loop_audit_finish(&review);
		}
	}
	free(first.ref);
	free(why);
	return result;
}

int loop_review_again(struct session *session, const struct loop_audit *review)
{
	struct moderators moderators;
	struct loop_audit first;
	char *words;
	int result = 0;

	if (loop_audit_load(session, review->audit.review_of, &first))
		return -1;
	words = xasprintf("Review %s of %s, case %s, is Inadequate again", review->audit.ref,
		first.audit.ref, first.case_ref);
	loop_audit_finish(&first);
	if (moderators_load(session, session->today, &moderators)) {
		free(words);
		return -1;
	}
	for (size_t i = 0; i < moderators.count && !result; i++) {
		struct session theirs = *session;

		theirs.me = moderators.list[i].person;
		if (post_is_head(theirs.me.post) &&
			answers_for(&theirs, review->audit.service_id))
			result = notice_give(session, theirs.me.id, review->audit.id,
				"inadequate again", words);
	}
	moderators_finish(&moderators);
	free(words);
	return result;
}
