// SPDX-License-Identifier: MIT
// Audits: what is saved, by whom, what is refused, and what stands in the trail.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/template-file.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

// The domain VOICE and the prompt V1 (SAFETY) are the first of the shipped template.
enum { VOICE = 0, V1 = 0 };

static void references_count_within_the_month(void **state)
{
	struct world *world = *state;
	char *first = world_audit(world, "C1", "ann", "");
	char *second = world_audit(world, "C2", "ann", "abe");

	assert_string_equal(first, "2026-10-001");
	assert_string_equal(second, "2026-10-002");
	assert_int_equal(world_trail(world, first, "add", NULL), 1);
	free(first);
	free(second);
}

static void a_new_audit_knows_its_case(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "abe");
	struct audit *audit = world_open(world, "ann", ref);

	assert_string_equal(audit->case_ref, "C1");
	assert_string_equal(audit->team, "A");
	assert_string_equal(audit->service, "Assessment");
	assert_string_equal(audit->lead_post, "team manager");
	assert_string_equal(audit->peer_name, "Abe Ash");
	assert_string_equal(audit->header[HEADER_PLAN_TYPE], "child protection");
	assert_string_equal(audit->header[HEADER_JUDGED_FROM], "2026-04-12");
	assert_string_equal(audit->header[HEADER_READ_FROM], "2025-10-12");
	assert_int_equal(audit->state, AUDIT_ALLOCATED);
	assert_int_equal(audit->part, PART_LEAD);
	assert_int_equal(world_trail(world, ref, "look", NULL), 1);
	audit_destroy(audit);
	free(ref);
}

static void due_is_the_last_working_day_unless_said(void **state)
{
	struct world *world = *state;
	struct allocation wanted = {
		.case_ref = "C1", .lead = "ann", .month = "2026-12", .due = DATE_NONE};
	struct audit *audit;
	char *ref;

	world_as(world, "quinn");
	assert_done(audit_add(world->session, &wanted, &ref));
	audit = world_open(world, "ann", ref);
	assert_int_equal(audit->due_on, date_from(2026, 12, 31));
	assert_string_equal(audit->month, "2026-12");
	audit_destroy(audit);
	free(ref);
}

static void add_fails(
	struct world *world, const char *case_ref, const char *lead, const char *peer, int kind)
{
	struct allocation wanted = {
		.case_ref = case_ref, .lead = lead, .peer = peer, .due = DATE_NONE};
	char *ref = NULL;

	assert_refused(audit_add(world->session, &wanted, &ref), kind);
	assert_null(ref);
}

static void allocation_refuses_whom_it_must(void **state)
{
	struct world *world = *state;

	world_as(world, "quinn");
	add_fails(world, "C1", "wyn", "", ERROR_DATA); // the worker of the case
	add_fails(world, "C1", "ann", "wyn", ERROR_DATA);
	add_fails(world, "C1", "ann", "ann", ERROR_DATA);
	add_fails(world, "C1", "sam", "", ERROR_DATA); // no auditor
	add_fails(world, "C1", "nobody", "", ERROR_MISSING);
	add_fails(world, "C1", "", "", ERROR_USAGE);
	add_fails(world, "C7", "ann", "", ERROR_MISSING);
	add_fails(world, "C9", "ann", "", ERROR_DATA); // closed
	world_as(world, "ann");
	add_fails(world, "C1", "ann", "", ERROR_DENIED);
}

static void a_case_is_audited_once_a_month(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");

	add_fails(world, "C1", "abe", "", ERROR_DATA);
	assert_done(audit_withdraw(world->session, ref, "Case moved away", "Head of service"));
	free(ref);
	ref = world_audit(world, "C1", "abe", "");
	assert_string_equal(ref, "2026-10-002");
	free(ref);
}

static void the_first_writing_makes_a_draft(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	assert_done(audit_set_grade(world->session, audit, VOICE, GRADE_GOOD, NULL));
	assert_int_equal(audit->state, AUDIT_DRAFT);
	assert_int_equal(audit->started_on, date_from(2026, 10, 12));
	assert_int_equal(world_trail(world, ref, "start", "state"), 1);
	assert_int_equal(world_trail(world, ref, "change", "VOICE.grade"), 1);
	audit_destroy(audit);
	audit = world_open(world, "ann", ref);
	assert_int_equal(audit->state, AUDIT_DRAFT);
	assert_int_equal(audit->judgements[PART_LEAD][VOICE].grade, GRADE_GOOD);
	audit_destroy(audit);
	free(ref);
}

static void saving_the_same_writes_nothing(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	assert_done(audit_set_text(world->session, audit, PLACE_WELL, "", NULL));
	assert_int_equal(audit->state, AUDIT_ALLOCATED);
	assert_done(audit_set_text(world->session, audit, PLACE_WELL, "Seen weekly.", NULL));
	assert_done(audit_set_text(world->session, audit, PLACE_WELL, "Seen weekly.", NULL));
	assert_int_equal(world_trail(world, ref, "change", "well"), 1);
	audit_destroy(audit);
	free(ref);
}

static void everything_saved_is_read_again(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);
	int64_t indicator = audit->template->domains[0].descriptors[GRADE_GOOD].list[2].id;

	assert_done(audit_set_header(session, audit, HEADER_JUDGED_FROM, "01/05/2026", NULL));
	assert_done(audit_set_answer(session, audit, V1, ANSWER_PARTLY, NULL));
	assert_done(audit_set_text(session, audit, PLACE_EVIDENCE + V1, "Two\nlines", NULL));
	assert_done(audit_set_tick(session, audit, indicator, true));
	assert_done(audit_set_feedback(
		session, audit, SOURCE_CHILD, OBTAINED_YES, "in person", NULL));
	assert_done(audit_add_theme(session, audit, "Drift", ASPECT_DEVELOPMENT));
	assert_done(bookmark_save(session, audit, "VOICE", 3));
	audit_destroy(audit);
	audit = world_open(world, "ann", ref);
	assert_string_equal(audit->header[HEADER_JUDGED_FROM], "2026-05-01");
	assert_int_equal(audit->answers[PART_LEAD][V1].value, ANSWER_PARTLY);
	assert_string_equal(audit->texts[PART_LEAD][PLACE_EVIDENCE + V1].text, "Two\nlines");
	assert_string_equal(
		audit->texts[PART_LEAD][PLACE_EVIDENCE + V1].changed_by, "Ann Archer");
	assert_true(audit_ticked(audit, PART_LEAD, indicator));
	assert_int_equal(audit->feedback[SOURCE_CHILD].obtained, OBTAINED_YES);
	assert_string_equal(audit->feedback[SOURCE_CHILD].means, "in person");
	assert_int_equal(audit->theme_count, 1);
	assert_string_equal(audit->themes[0].name, "Drift");
	assert_string_equal(audit->bookmark.page, "VOICE");
	assert_int_equal(audit->bookmark.item, 3);
	assert_done(audit_set_tick(session, audit, indicator, false));
	assert_false(audit_ticked(audit, PART_LEAD, indicator));
	assert_done(audit_drop_theme(session, audit, audit->themes[0].id));
	assert_int_equal(audit->theme_count, 0);
	audit_destroy(audit);
	free(ref);
}

static void hostile_values_are_refused_whole(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	assert_refused(audit_set_text(session, audit, PLACE_WELL, "\x1b[2J", NULL), ERROR_DATA);
	assert_refused(audit_set_text(session, audit, PLACE_WELL, "\xff", NULL), ERROR_DATA);
	assert_refused(
		audit_set_text(session, audit, PLACE_COMMENTARY, "x", NULL), ERROR_MISSING);
	assert_refused(audit_set_text(session, audit, 31, "x", NULL), ERROR_MISSING);
	assert_refused(audit_set_grade(session, audit, 31, GRADE_GOOD, NULL), ERROR_MISSING);
	assert_refused(
		audit_set_grade(session, audit, VOICE, GRADE_NOT_APPLICABLE, NULL), ERROR_DATA);
	assert_refused(audit_set_header(session, audit, HEADER_READ_FROM, "31/02/2026", NULL),
		ERROR_DATA);
	assert_refused(
		audit_set_header(session, audit, HEADER_WORKER, "a\nb", NULL), ERROR_DATA);
	assert_int_equal(audit->state, AUDIT_ALLOCATED);
	assert_int_equal(world_trail(world, ref, "change", NULL), 0);
	audit_destroy(audit);
	free(ref);
}

static void an_older_revision_is_refused_and_shows_both(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *first = world_open(world, "ann", ref),
		     *second = world_open(world, "ann", ref);
	struct conflict conflict;

	assert_done(audit_set_text(session, first, PLACE_WELL, "first", NULL));
	assert_refused(
		audit_set_text(session, second, PLACE_WELL, "second", &conflict), ERROR_BUSY);
	assert_string_equal(conflict.who, "Ann Archer");
	assert_string_equal(conflict.theirs, "first");
	assert_string_equal(conflict.ours, "second");
	conflict_finish(&conflict);
	assert_string_equal(second->texts[PART_LEAD][PLACE_WELL].text, "first");
	assert_done(audit_set_text(session, second, PLACE_WELL, "both", &conflict));
	assert_null(conflict.who);
	assert_refused(audit_set_text(session, first, PLACE_WELL, "", NULL), ERROR_BUSY);
	audit_destroy(first);
	audit_destroy(second);
	free(ref);
}

static void emptied_and_written_again_is_still_seen(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *first = world_open(world, "ann", ref), *second;

	assert_done(audit_set_text(session, first, PLACE_WELL, "one", NULL));
	assert_done(audit_set_answer(session, first, V1, ANSWER_YES, NULL));
	second = world_open(world, "ann", ref);
	assert_done(audit_set_text(session, first, PLACE_WELL, "", NULL));
	assert_done(audit_set_text(session, first, PLACE_WELL, "two", NULL));
	assert_done(audit_set_answer(session, first, V1, ANSWER_NONE, NULL));
	assert_done(audit_set_answer(session, first, V1, ANSWER_NO, NULL));
	assert_refused(audit_set_text(session, second, PLACE_WELL, "three", NULL), ERROR_BUSY);
	assert_refused(audit_set_answer(session, second, V1, ANSWER_PARTLY, NULL), ERROR_BUSY);
	audit_destroy(first);
	audit_destroy(second);
	free(ref);
}

static void other_saves_are_late_too(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *first = world_open(world, "ann", ref),
		     *second = world_open(world, "ann", ref);

	assert_done(audit_set_grade(session, first, VOICE, GRADE_GOOD, NULL));
	assert_refused(
		audit_set_grade(session, second, VOICE, GRADE_INADEQUATE, NULL), ERROR_BUSY);
	assert_done(audit_set_header(session, first, HEADER_AGE_BAND, "1 to 4", NULL));
	assert_done(audit_set_header(session, second, HEADER_PLAN_TYPE, "no plan", NULL));
	assert_refused(
		audit_set_header(session, second, HEADER_AGE_BAND, "5 to 9", NULL), ERROR_BUSY);
	assert_done(audit_set_feedback(session, first, SOURCE_CHILD, OBTAINED_NO, NULL, NULL));
	assert_refused(
		audit_set_feedback(session, second, SOURCE_CHILD, OBTAINED_YES, "survey", NULL),
		ERROR_BUSY);
	audit_destroy(first);
	audit_destroy(second);
	free(ref);
}

static void a_draft_comes_back_with_its_cursor(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "abe");
	struct audit *audit = world_open(world, "ann", ref);

	assert_done(draft_save(session, audit, PLACE_IMPACT, "half a sen", 10));
	assert_int_equal(audit->state, AUDIT_ALLOCATED);
	audit_destroy(audit);
	audit = world_open(world, "ann", ref);
	assert_non_null(audit->drafts[PLACE_IMPACT]);
	assert_string_equal(audit->drafts[PLACE_IMPACT]->text, "half a sen");
	assert_int_equal(audit->drafts[PLACE_IMPACT]->caret, 10);
	assert_string_equal(audit->texts[PART_LEAD][PLACE_IMPACT].text, "");
	assert_int_equal(world_trail(world, ref, "change", NULL), 0);
	assert_done(audit_set_text(session, audit, PLACE_IMPACT, "half a sentence", NULL));
	assert_null(audit->drafts[PLACE_IMPACT]);
	assert_done(draft_save(session, audit, PLACE_WELL, "x", 1));
	assert_done(draft_drop(session, audit, PLACE_WELL));
	audit_destroy(audit);
	audit = world_open(world, "ann", ref);
	assert_null(audit->drafts[PLACE_IMPACT]);
	assert_null(audit->drafts[PLACE_WELL]);
	audit_destroy(audit);
	free(ref);
}

static void an_old_draft_does_not_overwrite(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *first = world_open(world, "ann", ref), *second;

	assert_done(draft_save(session, first, PLACE_WELL, "begun on the train", 5));
	second = world_open(world, "ann", ref);
	assert_done(draft_drop(session, second, PLACE_WELL));
	assert_done(audit_set_text(session, second, PLACE_WELL, "at the desk", NULL));
	assert_done(draft_save(session, first, PLACE_WELL, "begun on the train, ended", 5));
	audit_destroy(second);
	second = world_open(world, "ann", ref);
	assert_refused(
		audit_set_text(session, second, PLACE_WELL, "begun on the train, ended", NULL),
		ERROR_BUSY);
	assert_non_null(second->drafts[PLACE_WELL]);
	assert_done(
		audit_set_text(session, second, PLACE_WELL, "begun on the train, ended", NULL));
	audit_destroy(first);
	audit_destroy(second);
	free(ref);
}

static void the_peer_has_rows_of_their_own(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "abe");
	struct audit *lead = world_open(world, "ann", ref), *peer;

	assert_done(audit_set_grade(session, lead, VOICE, GRADE_GOOD, NULL));
	assert_done(audit_set_text(session, lead, PLACE_RATIONALE + VOICE, "lead", NULL));
	peer = world_open(world, "abe", ref);
	assert_int_equal(peer->part, PART_PEER);
	assert_int_equal(peer->judgements[PART_LEAD][VOICE].grade, GRADE_NONE);
	assert_string_equal(peer->texts[PART_LEAD][PLACE_RATIONALE + VOICE].text, "");
	assert_done(audit_set_grade(session, peer, VOICE, GRADE_INADEQUATE, NULL));
	assert_done(audit_set_text(session, peer, PLACE_RATIONALE + VOICE, "peer", NULL));
	assert_refused(
		audit_set_text(session, peer, PLACE_SUMMARY, "mine", NULL), ERROR_DENIED);
	assert_refused(
		audit_set_header(session, peer, HEADER_AGE_BAND, "unborn", NULL), ERROR_DENIED);
	assert_refused(audit_submit(session, peer), ERROR_DENIED);
	assert_int_equal(world_trail(world, ref, "change", "peer.VOICE.grade"), 1);
	audit_destroy(lead);
	lead = world_open(world, "ann", ref);
	assert_int_equal(lead->judgements[PART_LEAD][VOICE].grade, GRADE_GOOD);
	assert_int_equal(lead->judgements[PART_PEER][VOICE].grade, GRADE_INADEQUATE);
	assert_string_equal(lead->texts[PART_PEER][PLACE_RATIONALE + VOICE].text, "peer");
	audit_destroy(lead);
	audit_destroy(peer);
	free(ref);
}

// Publishes a template with one domain that may be not applicable, one prompt and no overall grade.
static void publish_small(struct world *world, const char *name, const char *question)
{
	char *text = xasprintf("kind,domain,domain_name,grade,seq,text,flag\n"
			       "question,VOICE,Voice,,,%s,NA\nprompt,VOICE,Voice,,V1,Seen?,\n"
			       "template,,,,,,NO_OVERALL\n",
		question);
	struct problems problems;
	struct template *template;

	world_as(world, "quinn");
	problem_init(&problems, "small");
	assert_done(template_read_text(text, &problems, &template));
	problem_finish(&problems);
	assert_non_null(
		template_publish(world->session, template, name, date_from(2026, 1, 1)));
	template_destroy(template);
	free(text);
}

static struct audit *small_audit(struct world *world, const char *case_ref)
{
	struct allocation wanted = {
		.case_ref = case_ref, .lead = "ann", .template = "small", .due = DATE_NONE};
	struct audit *audit;
	char *ref;

	world_as(world, "quinn");
	assert_done(audit_add(world->session, &wanted, &ref));
	audit = world_open(world, "ann", ref);
	free(ref);
	return audit;
}

static void a_template_without_overall_asks_for_none(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct audit *audit;

	publish_small(world, "small", "How?");
	audit = small_audit(world, "C1");
	world_fill(world, audit);
	assert_done(audit_set_grade(session, audit, VOICE, GRADE_NOT_APPLICABLE, NULL));
	assert_done(audit_submit(session, audit));
	assert_int_equal(audit->final_overall, GRADE_NONE);
	assert_int_equal(audit->judgements[PART_LEAD][VOICE].grade, GRADE_NOT_APPLICABLE);
	audit_destroy(audit);
}

static void an_audit_keeps_the_version_it_was_started_on(void **state)
{
	struct world *world = *state;
	struct audit *old, *new;

	publish_small(world, "small", "How was it?");
	old = small_audit(world, "C1");
	publish_small(world, "small", "How is it?");
	new = small_audit(world, "C2");
	assert_done(audit_reload(world->session, old));
	assert_int_equal(old->template->version, 1);
	assert_string_equal(old->template->domains[0].question, "How was it?");
	assert_int_equal(new->template->version, 2);
	assert_string_equal(new->template->domains[0].question, "How is it?");
	audit_destroy(old);
	audit_destroy(new);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		WORLD(references_count_within_the_month),
		WORLD(a_new_audit_knows_its_case),
		WORLD(due_is_the_last_working_day_unless_said),
		WORLD(allocation_refuses_whom_it_must),
		WORLD(a_case_is_audited_once_a_month),
		WORLD(the_first_writing_makes_a_draft),
		WORLD(saving_the_same_writes_nothing),
		WORLD(everything_saved_is_read_again),
		WORLD(hostile_values_are_refused_whole),
		WORLD(an_older_revision_is_refused_and_shows_both),
		WORLD(emptied_and_written_again_is_still_seen),
		WORLD(other_saves_are_late_too),
		WORLD(a_draft_comes_back_with_its_cursor),
		WORLD(an_old_draft_does_not_overwrite),
		WORLD(the_peer_has_rows_of_their_own),
		WORLD(a_template_without_overall_asks_for_none),
		WORLD(an_audit_keeps_the_version_it_was_started_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
