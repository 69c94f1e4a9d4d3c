// SPDX-License-Identifier: MIT
// What is missing before an audit can be submitted, submitting it, correcting it, withdrawing it.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

enum { VOICE = 0, V1 = 0 };

// Whether something at the spot is missing; *blocks (may be NULL) says whether it stands in the way.
static bool misses(const struct audit *audit, enum spot_kind kind, int number, bool *blocks)
{
	struct missing *list;
	size_t count = audit_missing(audit, &list);
	bool found = false;

	for (size_t i = 0; i < count; i++) {
		if (list[i].spot.kind != kind || list[i].spot.number != number)
			continue;
		found = true;
		if (blocks)
			*blocks = list[i].blocks;
	}
	missing_free(list, count);
	return found;
}

static int overall_seq(const struct audit *audit)
{
	return template_overall(audit->template)->seq;
}

static void an_empty_audit_misses_everything(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C2", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	assert_true(misses(audit, SPOT_HEADER, HEADER_PLAN_TYPE, NULL));
	assert_true(misses(audit, SPOT_HEADER, HEADER_AGE_BAND, NULL));
	assert_false(misses(audit, SPOT_HEADER, HEADER_WORKER, NULL));
	assert_true(misses(audit, SPOT_ANSWER, V1, NULL));
	assert_true(misses(audit, SPOT_GRADE, VOICE, NULL));
	assert_false(misses(audit, SPOT_TEXT, PLACE_RATIONALE + VOICE, NULL));
	assert_true(misses(audit, SPOT_GRADE, overall_seq(audit), NULL));
	assert_true(misses(audit, SPOT_TEXT, PLACE_WELL, NULL));
	assert_true(misses(audit, SPOT_TEXT, PLACE_SUMMARY, NULL));
	assert_true(misses(audit, SPOT_FEEDBACK, SOURCE_CARER, NULL));
	assert_refused(audit_submit(world->session, audit), ERROR_DATA);
	assert_int_equal(audit->state, AUDIT_ALLOCATED);
	audit_destroy(audit);
	free(ref);
}

static void a_whole_audit_is_submitted_and_fixed(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	world_fill(world, audit);
	assert_done(audit_submit(session, audit));
	assert_int_equal(audit->state, AUDIT_SUBMITTED);
	assert_int_equal(audit->completed_on, date_from(2026, 10, 12));
	assert_int_equal(audit->final_overall, GRADE_GOOD);
	assert_int_equal(world_trail(world, ref, "submit", "state"), 1);
	assert_refused(audit_set_text(session, audit, PLACE_WELL, "later", NULL), ERROR_DENIED);
	assert_refused(
		audit_set_grade(session, audit, VOICE, GRADE_INADEQUATE, NULL), ERROR_DENIED);
	assert_refused(draft_save(session, audit, PLACE_WELL, "later", 1), ERROR_DENIED);
	assert_refused(audit_submit(session, audit), ERROR_DENIED);
	audit_destroy(audit);
	free(ref);
}

static void a_grade_needs_its_rationale(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	world_fill(world, audit);
	assert_done(audit_set_text(world->session, audit, PLACE_RATIONALE + VOICE, "", NULL));
	assert_true(misses(audit, SPOT_TEXT, PLACE_RATIONALE + VOICE, NULL));
	assert_refused(audit_submit(world->session, audit), ERROR_DATA);
	audit_destroy(audit);
	free(ref);
}

static void weak_answers_on_safety_need_evidence(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);
	int v2 = V1 + 1;

	assert_true(template_prompt_at(audit->template, V1)->safety);
	assert_false(template_prompt_at(audit->template, v2)->safety);
	assert_done(audit_set_answer(session, audit, V1, ANSWER_YES, NULL));
	assert_done(audit_set_answer(session, audit, v2, ANSWER_NO, NULL));
	assert_false(misses(audit, SPOT_TEXT, PLACE_EVIDENCE + V1, NULL));
	assert_false(misses(audit, SPOT_TEXT, PLACE_EVIDENCE + v2, NULL));
	assert_done(audit_set_answer(session, audit, V1, ANSWER_PARTLY, NULL));
	assert_true(misses(audit, SPOT_TEXT, PLACE_EVIDENCE + V1, NULL));
	assert_done(audit_set_text(session, audit, PLACE_EVIDENCE + V1, "Gap in May", NULL));
	assert_false(misses(audit, SPOT_TEXT, PLACE_EVIDENCE + V1, NULL));
	audit_destroy(audit);
	free(ref);
}

static void differing_from_the_suggestion_needs_a_reason(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	world_fill(world, audit);
	assert_int_equal(audit_suggestion(audit, PART_LEAD).grade, GRADE_GOOD);
	assert_done(audit_set_grade(
		session, audit, overall_seq(audit), GRADE_REQUIRES_IMPROVEMENT, NULL));
	assert_true(misses(audit, SPOT_TEXT, PLACE_WHY_DIFFERS, NULL));
	assert_done(audit_set_text(session, audit, PLACE_WHY_DIFFERS, "Drift.", NULL));
	assert_false(misses(audit, SPOT_TEXT, PLACE_WHY_DIFFERS, NULL));
	audit_destroy(audit);
	free(ref);
}

static void inadequate_needs_an_action(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);
	struct action action = {.what = (char *)"Visit",
		.due_on = date_from(2026, 11, 2),
		.start_on = DATE_NONE};

	world_fill(world, audit);
	assert_done(audit_set_grade(session, audit, VOICE, GRADE_INADEQUATE, NULL));
	assert_true(misses(audit, SPOT_ACTION, -1, NULL));
	assert_done(audit_add_action(session, audit, &action));
	assert_false(misses(audit, SPOT_ACTION, -1, NULL));
	assert_true(misses(audit, SPOT_ACTION, 0, NULL)); // it is not SMART yet
	action.measure = (char *)"Visit on file";
	action.owner_name = (char *)"Jo, social worker";
	action.reason = (char *)"To be safe";
	assert_done(audit_change_action(session, audit, 0, &action, NULL));
	assert_false(misses(audit, SPOT_ACTION, 0, NULL));
	audit_destroy(audit);
	free(ref);
}

static void owners_of_actions_are_told(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);
	struct action action = {.what = (char *)"Visit",
		.measure = (char *)"Visit on file",
		.reason = (char *)"To be safe",
		.owner_login = (char *)"wyn",
		.due_on = date_from(2026, 11, 2),
		.start_on = DATE_NONE};
	char *wanted =
		xasprintf("wyn: Action %s/1 is yours: read it, and report its progress", ref);

	world_fill(world, audit);
	assert_done(audit_add_action(world->session, audit, &action));
	action.owner_login = (char *)"ann"; // who submits it knows
	assert_done(audit_add_action(world->session, audit, &action));
	world_expect(world, "SELECT count(*) FROM notice WHERE act = 'action'", "0");
	assert_done(audit_submit(world->session, audit));
	world_expect(world,
		"SELECT group_concat(u.login || ': ' || n.words) FROM notice n "
		"JOIN user u ON u.id = n.user_id WHERE n.act = 'action'",
		wanted);
	free(wanted);
	audit_destroy(audit);
	free(ref);
}

static void feedback_says_how_or_why_not(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);
	bool blocks = true;

	assert_done(audit_set_feedback(session, audit, SOURCE_CHILD, OBTAINED_NO, NULL, NULL));
	assert_false(misses(audit, SPOT_FEEDBACK, SOURCE_CHILD, NULL));
	assert_true(misses(audit, SPOT_TEXT, PLACE_CHILD_WHY_NOT, NULL));
	assert_done(audit_set_feedback(session, audit, SOURCE_CHILD, OBTAINED_YES, "", NULL));
	assert_true(misses(audit, SPOT_FEEDBACK, SOURCE_CHILD, NULL));
	assert_true(misses(audit, SPOT_TEXT, PLACE_CHILD_WORDS, NULL));
	assert_done(audit_set_feedback(
		session, audit, SOURCE_CHILD, OBTAINED_YES, "in person", NULL));
	assert_done(audit_set_text(session, audit, PLACE_CHILD_WORDS, "\"I like her\"", NULL));
	assert_false(misses(audit, SPOT_FEEDBACK, SOURCE_CHILD, NULL));
	assert_false(misses(audit, SPOT_TEXT, PLACE_CHILD_WORDS, NULL));
	assert_true(misses(audit, SPOT_FEEDBACK, SOURCE_PRACTITIONER, &blocks));
	assert_false(blocks);
	audit_destroy(audit);
	free(ref);
}

static void what_is_typed_but_not_saved_is_missing(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	world_fill(world, audit);
	assert_done(draft_save(world->session, audit, PLACE_GOOD_PRACTICE, "half", 4));
	assert_true(misses(audit, SPOT_TEXT, PLACE_GOOD_PRACTICE, NULL));
	assert_refused(audit_submit(world->session, audit), ERROR_DATA);
	assert_done(draft_drop(world->session, audit, PLACE_GOOD_PRACTICE));
	assert_done(audit_submit(world->session, audit));
	audit_destroy(audit);
	free(ref);
}

static void submission_looks_at_what_is_stored(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *first = world_open(world, "ann", ref), *second;

	world_fill(world, first);
	second = world_open(world, "ann", ref);
	assert_done(audit_set_text(session, second, PLACE_SUMMARY, "", NULL));
	assert_refused(audit_submit(session, first), ERROR_DATA);
	audit_destroy(first);
	audit_destroy(second);
	free(ref);
}

static void an_open_concern_is_no_obstacle(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "abe");
	struct audit *audit = world_open(world, "ann", ref);
	bool blocks = true;

	world_fill(world, audit);
	assert_done(concern_raise(world->session, audit, 0, "Bruises", "MASH", "now"));
	assert_true(misses(audit, SPOT_CONCERN, 0, &blocks));
	assert_false(blocks);
	assert_done(audit_submit(world->session, audit));
	audit_destroy(audit);
	free(ref);
}

static struct audit *submitted(struct world *world, char **ref, const char *peer)
{
	struct audit *audit;

	*ref = world_audit(world, "C1", "ann", peer);
	audit = world_open(world, "ann", *ref);
	world_fill(world, audit);
	assert_done(audit_submit(world->session, audit));
	return audit;
}

static void an_amendment_shows_old_and_new(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref;
	struct audit *audit = submitted(world, &ref, "");
	struct spot overall = {SPOT_GRADE, overall_seq(audit)}, well = {SPOT_TEXT, PLACE_WELL};

	assert_refused(audit_amend(session, audit, overall, "Inadequate", " "), ERROR_DATA);
	assert_refused(audit_amend(session, audit, overall, "", "why"), ERROR_DATA);
	assert_refused(audit_amend(session, audit, overall, "Good", "why"), ERROR_DATA);
	assert_refused(audit_amend(session, audit, overall, "Great", "why"), ERROR_DATA);
	assert_done(audit_amend(session, audit, overall, "ri", "Misread the file"));
	assert_int_equal(audit->final_overall, GRADE_REQUIRES_IMPROVEMENT);
	assert_int_equal(audit->amended, 1);
	assert_int_equal(audit->amendment_count, 1);
	assert_string_equal(audit->amendments[0].field, "overall.grade");
	assert_string_equal(audit->amendments[0].old, "Good");
	assert_string_equal(audit->amendments[0].new, "Requires Improvement");
	assert_string_equal(audit->amendments[0].reason, "Misread the file");
	assert_string_equal(audit->amendments[0].by, "Ann Archer");
	assert_done(audit_amend(session, audit, well, "Other words.", "Wrong child"));
	assert_string_equal(audit->texts[PART_LEAD][PLACE_WELL].text, "Other words.");
	assert_int_equal(audit->amended, 2);
	assert_int_equal(world_trail(world, ref, "amend", NULL), 2);
	audit_destroy(audit);
	free(ref);
}

static void only_auditors_amend_and_only_afterwards(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct spot voice = {SPOT_GRADE, VOICE}, well = {SPOT_TEXT, PLACE_WELL};
	char *ref = world_audit(world, "C2", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	assert_refused(audit_amend(session, audit, voice, "Good", "why"), ERROR_DENIED);
	audit_destroy(audit);
	free(ref);
	audit = submitted(world, &ref, "bob");
	world_as(world, "quinn");
	assert_refused(audit_amend(session, audit, voice, "Inadequate", "why"), ERROR_DENIED);
	audit_destroy(audit);
	audit = world_open(world, "bob", ref);
	assert_refused(audit_amend(session, audit, well, "mine", "why"), ERROR_DENIED);
	assert_done(audit_amend(session, audit, voice, "Inadequate", "My own view"));
	assert_string_equal(audit->amendments[0].field, "peer.VOICE.grade");
	assert_int_equal(audit->judgements[PART_LEAD][VOICE].grade, GRADE_GOOD);
	assert_int_equal(audit->final_overall, GRADE_GOOD);
	audit_destroy(audit);
	free(ref);
}

static void the_moderators_grade_stays_final(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref;
	struct audit *audit = submitted(world, &ref, "");
	struct spot overall = {SPOT_GRADE, overall_seq(audit)};

	base_tamper(world->base,
		"INSERT INTO judgement (audit_id, part, domain_id, grade, changed_at) SELECT "
		"1, 2, id, "
		"4, '2026-10-13T10:00:00Z' FROM domain WHERE code = 'overall'; "
		"UPDATE audit SET final_overall = 4, state = 4");
	assert_done(audit_reload(session, audit));
	assert_done(audit_amend(session, audit, overall, "Outstanding", "I differ"));
	assert_int_equal(audit->final_overall, GRADE_INADEQUATE);
	audit_destroy(audit);
	free(ref);
}

static void withdrawing_says_why_and_who_approved(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit;

	assert_refused(audit_withdraw(session, ref, " ", "Director"), ERROR_DATA);
	assert_refused(audit_withdraw(session, ref, "Moved", ""), ERROR_DATA);
	world_as(world, "ann");
	assert_refused(audit_withdraw(session, ref, "Moved", "Director"), ERROR_DENIED);
	world_as(world, "quinn");
	assert_refused(audit_withdraw(session, "2026-10-999", "Moved", "D"), ERROR_MISSING);
	assert_done(audit_withdraw(session, ref, "Moved", "Director"));
	assert_refused(audit_withdraw(session, ref, "Moved", "Director"), ERROR_DATA);
	audit = world_open(world, "ann", ref);
	assert_int_equal(audit->state, AUDIT_WITHDRAWN);
	assert_string_equal(audit->withdrawn_by, "Director");
	assert_refused(audit_set_text(session, audit, PLACE_WELL, "x", NULL), ERROR_DENIED);
	assert_refused(
		audit_amend(session, audit, (struct spot){SPOT_TEXT, PLACE_WELL}, "x", "why"),
		ERROR_DENIED);
	audit_destroy(audit);
	free(ref);
}

static void every_spot_has_a_code(void **state)
{
	static const struct {
		struct spot spot;
		const char *code;
	} spots[] = {{{SPOT_HEADER, HEADER_AGE_BAND}, "age_band"},
		{{SPOT_GRADE, VOICE}, "VOICE.grade"}, {{SPOT_ANSWER, V1}, "V1.answer"},
		{{SPOT_TEXT, PLACE_LEARNING_CASE}, "learning_case"},
		{{SPOT_TEXT, PLACE_RATIONALE + VOICE}, "VOICE.rationale"},
		{{SPOT_TEXT, PLACE_EVIDENCE + V1}, "V1.evidence"},
		{{SPOT_FEEDBACK, SOURCE_PARENT}, "parent.feedback"}};
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	for (size_t i = 0; i < LENGTH(spots); i++) {
		char *code = audit_spot_code(audit, PART_LEAD, spots[i].spot);

		assert_string_equal(code, spots[i].code);
		free(code);
	}
	audit_destroy(audit);
	free(ref);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		WORLD(an_empty_audit_misses_everything),
		WORLD(a_whole_audit_is_submitted_and_fixed),
		WORLD(a_grade_needs_its_rationale),
		WORLD(weak_answers_on_safety_need_evidence),
		WORLD(differing_from_the_suggestion_needs_a_reason),
		WORLD(inadequate_needs_an_action),
		WORLD(owners_of_actions_are_told),
		WORLD(feedback_says_how_or_why_not),
		WORLD(what_is_typed_but_not_saved_is_missing),
		WORLD(submission_looks_at_what_is_stored),
		WORLD(an_open_concern_is_no_obstacle),
		WORLD(an_amendment_shows_old_and_new),
		WORLD(only_auditors_amend_and_only_afterwards),
		WORLD(the_moderators_grade_stays_final),
		WORLD(withdrawing_says_why_and_who_approved),
		WORLD(every_spot_has_a_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
