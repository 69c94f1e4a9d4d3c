// SPDX-License-Identifier: MIT
// Closing the loop: grades that change, risk, reviews, closing, pages.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/due.h"
#include "core/tracker.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/looped.h"

static char *steps_words(struct world *world)
{
	char *words = world_look(world,
		"SELECT group_concat(w, ' ') FROM (SELECT r.step || ':' || x.state || ':' || "
		"x.counted_from AS w FROM loop_step x JOIN loop_rule r ON r.id = x.rule_id "
		"ORDER BY x.seq)");

	return words ? words : xstrdup("");
}

static void expect_steps(struct world *world, const char *words)
{
	char *now = steps_words(world);

	assert_string_equal(now, words);
	free(now);
}

static void a_grade_that_changes_revives_nothing(void **state)
{
	struct world *world = *state;
	int64_t id = looped_audit(world, GRADE_GOOD, false);

	expect_steps(world, "oversight:1:2026-10-12 qa_check:1:2026-10-12");
	world->session->today = date_from(2026, 10, 16); // a Friday
	looped_amend(world, id, "Inadequate");
	expect_steps(world, "oversight:3:2026-10-12 qa_check:3:2026-10-12 "
			    "oversight:1:2026-10-16 meeting:1:2026-10-16 review:1:2026-10-16");
	world_expect(world, "SELECT cancelled_why FROM loop_step WHERE seq = 1",
		"amendment on 16 Oct 2026 changed the grade from Good to Inadequate");
	world_expect(world, "SELECT due_on FROM loop_step WHERE seq = 4", "2026-10-21");
	world_expect(world,
		"SELECT not_before || ' ' || due_on || ' ' || kind || ' ' || state FROM audit "
		"WHERE review_of = 1",
		"2026-11-27 2026-12-11 5 1");
	world->session->today = date_from(2026, 10, 19);
	looped_amend(world, id, "Good");
	expect_steps(world, "oversight:3:2026-10-12 qa_check:3:2026-10-12 "
			    "oversight:3:2026-10-16 meeting:3:2026-10-16 review:3:2026-10-16 "
			    "oversight:1:2026-10-19 qa_check:1:2026-10-19");
	world_expect(world, "SELECT state FROM audit WHERE review_of = 1", "6");
	looped_amend(world, id, "Inadequate");
	expect_steps(world,
		"oversight:3:2026-10-12 qa_check:3:2026-10-12 "
		"oversight:3:2026-10-16 meeting:3:2026-10-16 review:3:2026-10-16 "
		"oversight:3:2026-10-19 qa_check:3:2026-10-19 oversight:1:2026-10-19 "
		"meeting:1:2026-10-19 review:1:2026-10-19");
	world_expect(world,
		"SELECT count(*) FROM trail WHERE act = 'start' AND field LIKE 'step %'", "10");
	world_expect(world,
		"SELECT count(*) FROM trail WHERE act = 'cancel' AND field LIKE 'step %'", "7");
}

static void risk_asks_for_more(void **state)
{
	struct world *world = *state;
	int64_t id = looped_audit(world, GRADE_INADEQUATE, false);
	struct audit *audit;

	expect_steps(world, "oversight:1:2026-10-12 meeting:1:2026-10-12 review:1:2026-10-12");
	world->session->today = date_from(2026, 10, 13);
	world_as(world, "quinn");
	audit = audit_open_id(world->session, id);
	looped_raise(world, audit);
	expect_steps(world, "oversight:3:2026-10-12 meeting:3:2026-10-12 review:1:2026-10-12 "
			    "oversight:1:2026-10-13 meeting:1:2026-10-13 visit:1:2026-10-13");
	looped_raise(world, audit); // a second one asks for nothing more
	world_expect(world, "SELECT count(*) FROM loop_step", "6");
	audit_destroy(audit);
}

static void risk_found_late_gives_no_more_time(void **state)
{
	struct world *world = *state;
	int64_t id = looped_audit(world, GRADE_INADEQUATE, false);
	struct audit *audit;

	world->session->today =
		date_from(2026, 10, 16); // a Friday; oversight and meeting were due on Thursday
	world_as(world, "quinn");
	audit = audit_open_id(world->session, id);
	looped_raise(world, audit);
	world_expect(world,
		"SELECT group_concat(w, ' ') FROM (SELECT r.step || ':' || x.due_on AS w FROM "
		"loop_step x JOIN loop_rule r ON r.id = x.rule_id WHERE x.seq > 3 ORDER BY "
		"x.seq)",
		"oversight:2026-10-15 meeting:2026-10-15 visit:2026-10-19");
	assert_refused(looped_sign(world, "ivy", "meeting", NULL, world->session->today, NULL),
		ERROR_DATA);
	audit_destroy(audit);
}

static void an_action_that_is_escalated_is_told_upwards(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "bob", "");
	struct audit *audit = world_open(world, "bob", ref);
	struct action action = {.what = (char *)"Visit",
		.measure = (char *)"Visit on file",
		.reason = (char *)"To be safe",
		.owner_name = (char *)"Jo, social worker",
		.escalated = true,
		.due_on = date_from(2026, 11, 2),
		.start_on = DATE_NONE};

	world_fill(world, audit);
	assert_done(audit_add_action(world->session, audit, &action));
	assert_done(audit_submit(world->session, audit));
	world_as(world, "quinn");
	assert_done(tracker_add(world->session, ref, &action, false, NULL));
	world_expect(world,
		"SELECT group_concat(w, ' ') FROM (SELECT u.login || ':' || substr(n.words, "
		"20, 18) AS "
		"w FROM notice n JOIN user u ON u.id = n.user_id WHERE n.act = 'action' ORDER "
		"BY w, n.id)",
		"dot:1 was escalated to dot:2 was escalated to ivy:1 was escalated to "
		"ivy:2 was escalated to");
	audit_destroy(audit);
	free(ref);
}

static void a_step_done_in_less_time_is_not_asked_for_again(void **state)
{
	struct world *world = *state;
	int64_t id = looped_audit(world, GRADE_INADEQUATE, false);

	base_tamper(world->base,
		"UPDATE loop_step SET state = 2, done_on = '2026-10-12' WHERE seq = 1");
	looped_amend(world, id, "Good");
	expect_steps(world, "oversight:2:2026-10-12 meeting:3:2026-10-12 review:3:2026-10-12 "
			    "qa_check:1:2026-10-12");
}

static void a_review_does_its_step(void **state)
{
	struct world *world = *state;
	struct audit *review;

	looped_audit(world, GRADE_INADEQUATE, false);
	world_expect(world,
		"SELECT u.login FROM audit a JOIN user u ON u.id = a.lead_id WHERE review_of = "
		"1",
		"qed");
	review = world_open(world, "qed", "2026-12-001");
	assert_int_equal(review->review_of, 1);
	assert_int_equal(review->not_before, date_from(2026, 11, 23));
	audit_destroy(review);
	world->session->today = date_from(2026, 11, 30);
	review = world_open(world, "qed", "2026-12-001");
	looped_grade(world, review, GRADE_INADEQUATE);
	assert_done(audit_submit(world->session, review));
	audit_destroy(review);
	world_expect(world,
		"SELECT state || ' ' || done_on || ' ' || ifnull(done_by, 'nobody') FROM "
		"loop_step WHERE audit_id = 1 AND review_id",
		"2 2026-11-30 nobody");
	world_expect(world,
		"SELECT count(*) FROM notice n JOIN user u ON u.id = n.user_id WHERE n.act = "
		"'inadequate again' AND u.login IN ('ivy', 'dot')",
		"2");
	world_expect(
		world, "SELECT count(*) FROM loop_step WHERE audit_id = 2 AND state = 1", "3");
}

static void a_late_review_says_why(void **state)
{
	struct world *world = *state;
	struct audit *review;
	date due_on;

	looped_audit(world, GRADE_INADEQUATE, false);
	world->session->today = date_from(2026, 12, 7);
	review = world_open(world, "qed", "2026-12-001");
	looped_grade(world, review, GRADE_GOOD);
	assert_int_equal(audit_review_late(world->session, review, &due_on), 0);
	world->session->today = date_from(2026, 12, 8);
	assert_int_equal(audit_review_late(world->session, review, &due_on), 1);
	assert_int_equal(due_on, date_from(2026, 12, 7));
	assert_refused(audit_submit(world->session, review), ERROR_DATA);
	assert_refused(audit_submit_late(world->session, review, " "), ERROR_DATA);
	assert_done(audit_submit_late(world->session, review, "The file was in court."));
	audit_destroy(review);
	world_expect(world,
		"SELECT state || ' ' || done_on || ' ' || late_reason FROM loop_step WHERE "
		"review_id",
		"2 2026-12-08 The file was in court.");
}

static void a_review_is_not_begun_before_its_day(void **state)
{
	struct world *world = *state;
	struct audit *review;

	looped_audit(world, GRADE_INADEQUATE, false);
	world->session->today = date_from(2026, 11, 22);
	review = world_open(world, "qed", "2026-12-001");
	assert_false(audit_writable(world->session, review));
	assert_refused(
		audit_set_grade(world->session, review, 0, GRADE_GOOD, NULL), ERROR_DATA);
	world->session->today = date_from(2026, 11, 23);
	assert_true(audit_writable(world->session, review));
	assert_done(audit_set_grade(world->session, review, 0, GRADE_GOOD, NULL));
	audit_destroy(review);
}

// Neither its steps nor its review tell a grade to who is to grade it blind.
static int count_step(const struct due *due, void *context)
{
	*(int *)context += due->kind == DUE_STEP;
	return 0;
}

// Of the steps that are due of anybody within the year, as the session's person is told.
static int steps_due(struct world *world)
{
	int64_t overdue;
	int count = 0;

	assert_done(due_walk(world->session, &(struct due_filter){.horizon = 260}, count_step,
		&count, &overdue));
	return count;
}

static void who_is_blind_learns_nothing(void **state)
{
	struct world *world = *state;
	struct loop_step *steps, step;
	size_t count;

	looped_audit(world, GRADE_INADEQUATE, false);
	world_as(world, "sam");
	assert_done(loop_of_audit(world->session, 1, &steps, &count));
	assert_int_equal(count, 3);
	loop_steps_free(steps, count);
	assert_int_not_equal(steps_due(world), 0);
	base_tamper(world->base, "UPDATE audit SET blind_id = (SELECT id FROM user WHERE "
				 "login = 'sam') WHERE id = 1");
	assert_done(loop_of_audit(world->session, 1, &steps, &count));
	assert_int_equal(count, 0);
	loop_steps_free(steps, count);
	assert_int_equal(steps_due(world), 0);
	assert_refused(loop_load(world->session, 1, &step), ERROR_DENIED);
	assert_null(audit_open(world->session, "2026-12-001"));
	assert_int_equal((int)error_kind(), ERROR_DENIED);
	world_as(world, "ivy");
	assert_done(loop_of_audit(world->session, 1, &steps, &count));
	assert_int_equal(count, 3);
	loop_steps_free(steps, count);
}

static void withdrawing_cancels(void **state)
{
	struct world *world = *state;

	looped_audit(world, GRADE_INADEQUATE, false);
	world_as(world, "quinn");
	assert_done(audit_withdraw(world->session, "2026-10-001", "Moved away", "Dot Dale"));
	world_expect(world, "SELECT count(*) FROM loop_step WHERE state = 3", "3");
	world_expect(world, "SELECT count(*) FROM audit WHERE state = 6", "2");
	world_expect(world, "SELECT cancelled_why FROM loop_step WHERE seq = 1",
		"the audit was withdrawn: Moved away (approved by Dot Dale)");
}

static void a_review_withdrawn_is_not_waited_for(void **state)
{
	struct world *world = *state;

	looped_audit(world, GRADE_INADEQUATE, false);
	world_as(world, "quinn");
	assert_done(audit_withdraw(world->session, "2026-12-001", "Case closed", "Dot Dale"));
	expect_steps(world, "oversight:1:2026-10-12 meeting:1:2026-10-12 review:3:2026-10-12");
}

static void what_has_nothing_open_is_closed(void **state)
{
	struct world *world = *state;
	int64_t id = looped_audit(world, GRADE_GOOD, false);
	date today = world->session->today;
	struct audit *audit;

	assert_done(looped_sign(world, "ann", "oversight", NULL, today, NULL));
	assert_done(looped_sign(world, "sam", "oversight", NULL, today, NULL));
	world_expect(world, "SELECT state FROM audit", "3");
	assert_done(looped_sign(world, "quinn", "qa_check", NULL, today, NULL));
	world_expect(world, "SELECT state || closed_on FROM audit", "52026-10-12");
	audit = audit_open_id(world->session, id);
	looped_raise(world, audit);
	world_expect(world, "SELECT state FROM audit", "3");
	assert_int_equal(audit->state, AUDIT_SUBMITTED);
	assert_done(concern_answer(world->session, audit->concerns[0].id, "Seen."));
	world_expect(world, "SELECT state FROM audit", "5");
	audit_destroy(audit);
	looped_amend(world, id, "Inadequate");
	world_expect(world, "SELECT state FROM audit WHERE id = 1", "3");
}

// How many open steps the pages hold, fewer than ten, and how many of them are late.
static void expect_open(
	struct world *world, const struct loop_filter *filter, int count, int late)
{
	struct loop_step rows[10];
	int got = loop_page(world->session, filter, NULL, false, rows, LENGTH(rows));

	assert_int_equal(got, count);
	for (int i = 0; i < got; i++) {
		late -= loop_step_late(&rows[i], world->session->today);
		loop_step_finish(&rows[i]);
	}
	assert_int_equal(late, 0);
}

// The pages tell each open step once, in order, whichever way.
static void the_pages_hold_all(void **state)
{
	struct world *world = *state;
	struct loop_filter filter = {0};
	struct loop_step rows[3], last = {0};
	int got, seen = 0;

	looped_audit(world, GRADE_INADEQUATE, true);
	world->session->today = date_from(2026, 10, 14);
	world_as(world, "quinn");
	do {
		got = loop_page(
			world->session, &filter, last.id ? &last : NULL, false, rows, 3);
		for (int i = 0; i < got; i++) {
			assert_true(last.id == 0 || rows[i].due_on > last.due_on ||
				    (rows[i].due_on == last.due_on && rows[i].id > last.id));
			loop_step_finish(&last);
			last = rows[i];
		}
		seen += got;
	} while (got == 3);
	assert_int_equal(seen, 4);
	got = loop_page(world->session, &filter, &last, true, rows, 3);
	assert_int_equal(got, 3);
	for (int i = 0; i < got; i++)
		loop_step_finish(&rows[i]);
	loop_step_finish(&last);
	expect_open(world, &filter, 4, 3);
	filter.mine = true;
	world_as(world, "ivy");
	expect_open(
		world, &filter, 3, 3); // oversight and meeting, and any visit may be recorded
	world_as(world, "cat");
	filter.mine = false;
	expect_open(world, &filter, 0, 0);
	world_as(world, "bob"); // who led it
	expect_open(world, &filter, 4, 3);
}

int main(void)
{
#define LOOPED(name) cmocka_unit_test_setup_teardown(name, looped_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		LOOPED(a_grade_that_changes_revives_nothing),
		LOOPED(risk_asks_for_more),
		LOOPED(risk_found_late_gives_no_more_time),
		LOOPED(an_action_that_is_escalated_is_told_upwards),
		LOOPED(a_step_done_in_less_time_is_not_asked_for_again),
		LOOPED(a_review_does_its_step),
		LOOPED(a_late_review_says_why),
		LOOPED(a_review_is_not_begun_before_its_day),
		LOOPED(who_is_blind_learns_nothing),
		LOOPED(withdrawing_cancels),
		LOOPED(a_review_withdrawn_is_not_waited_for),
		LOOPED(what_has_nothing_open_is_closed),
		LOOPED(the_pages_hold_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
