// SPDX-License-Identifier: MIT
// Receipts of draws: running them again after tampering, replacing, other kinds of audits, and who may what.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/sample.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

// The world with three more cases of team A, and the draw of October of one from each team.
static int setup(void **state)
{
	struct sample_request request = {.month = "2026-10",
		.rule = {.per = 1},
		.seed = "one",
		.exclude_months = -1,
		.due = DATE_NONE};
	struct sample *sample;
	struct world *world;

	world_setup(state);
	world = *state;
	base_tamper(world->base,
		"INSERT INTO casefile (ref, team_id, worker) VALUES ('C4', 1, 'Ann Archer'), "
		"('C5', 1, ''), ('C6', 1, '')");
	world_as(world, "quinn");
	assert_done(sample_draw(world->session, &request, &sample));
	sample_destroy(sample);
	return 0;
}

static struct sample *receipt(struct world *world, const char *name)
{
	struct sample *sample;

	assert_done(sample_get(world->session, name, &sample));
	return sample;
}

// The entry of team A with a rank.
static const struct sample_entry *ranked(const struct sample *sample, int64_t rank)
{
	for (size_t i = 0; i < sample->entry_count; i++)
		if (sample->entries[i].rank == rank &&
			strcmp(sample->entries[i].team, "A") == 0)
			return &sample->entries[i];
	fail_msg("nobody has the rank");
	return NULL;
}

// The audit of the case drawn from team A. Yours.
static char *drawn(struct world *world)
{
	struct sample *sample = receipt(world, "2026-10");
	char *ref = xstrdup(ranked(sample, 1)->audit_ref);

	sample_destroy(sample);
	return ref;
}

static char *sentences;

static void gather(const char *sentence, void *unused)
{
	char *longer = xasprintf("%s%s\n", sentences ? sentences : "", sentence);

	free(sentences);
	sentences = longer;
}

// How many things of the draw do not hold; the sentences are in `sentences`.
static int wrong(struct world *world, const char *name)
{
	int count;

	free(sentences);
	sentences = xstrdup("");
	world_as(world, "quinn");
	assert_done(sample_verify(world->session, name, &count, gather, NULL));
	return count;
}

static void replace(struct world *world, const char *audit, char **ref)
{
	world_as(world, "quinn");
	assert_done(sample_replace(
		world->session, audit, "the family moved away", "Dee Rector", ref));
}

static void a_receipt_as_it_was_made_holds(void **state)
{
	char *audit = drawn(*state), *ref;

	assert_int_equal(wrong(*state, "2026-10"), 0);
	replace(*state, audit, &ref);
	assert_int_equal(wrong(*state, "2026-10"), 0);
	assert_string_equal(sentences, "");
	free(audit);
	free(ref);
}

// Each alteration, and what is said of it.
static void what_was_altered_is_named(void **unused)
{
	static const char *const rows[][2] = {
		{"UPDATE sample SET seed = 'two'", "in the drawn order, not"},
		{"UPDATE sample SET frame_hash = 'ab'", "the frame is not the one"},
		{"UPDATE sample SET rule = 'per-team 2'",
			"is drawn, and the receipt leaves it out"},
		{"UPDATE sample SET exclude_months = 6", "not the one that the trail noted"},
		{"UPDATE sample SET digest = 'ab'", "digest is not that of what it says"},
		{"UPDATE sample_entry SET ref = 'C55' WHERE ref = 'C5'", "the frame is not"},
		{"UPDATE sample_entry SET team = 'B' WHERE ref = 'C3'", "the frame is not"},
		{"DELETE FROM sample_entry WHERE ref = 'C3'", "the frame is not"},
		{"UPDATE sample_entry SET excluded = 'audited long ago', rank = NULL, chosen = "
		 "0 "
		 "WHERE team = 'A' AND rank = 1",
			"in the drawn order, not"},
		{"UPDATE sample_entry SET rank = 9 WHERE team = 'A' AND rank = 5",
			"has the place 5 in the drawn order, not 9"},
		{"UPDATE sample_entry SET chosen = 1 WHERE team = 'A' AND rank = 5",
			"is not drawn, and the receipt has it"},
		{"UPDATE sample_entry SET chosen = 0 WHERE team = 'A' AND rank = 1",
			"is drawn, and the receipt leaves it out"},
		{"UPDATE audit SET sample_id = NULL WHERE id = 1", "there is no audit of it"},
		{"UPDATE audit SET casefile_id = (SELECT c.id FROM casefile c JOIN "
		 "sample_entry e "
		 "ON e.ref = c.ref WHERE e.team = 'A' AND e.rank = 4) WHERE team_id = 1",
			"was not taken, and audit 2026-10-001 is said to come from here"},
		{"UPDATE sample_shortfall SET why = 'nobody was there'",
			"not the one that the trail noted"},
		{"UPDATE sample_shortfall SET got = 1", "gave 0"},
		{"DELETE FROM sample_shortfall", "not the one that the trail noted"},
		{"DROP TRIGGER trail_unchanged; UPDATE trail SET record = 'x' WHERE act = "
		 "'sample'",
			"the trail does not know of this draw"},
		{"INSERT INTO sample_replacement SELECT 1, o.place, i.place, 'so', 'me', 1, '' "
		 "FROM "
		 "sample_entry o, sample_entry i WHERE o.chosen = 1 AND o.team = 'A' AND "
		 "i.rank = 2",
			"the trail does not know that"},
		{"INSERT INTO sample_replacement SELECT 1, o.place, i.place, 'so', 'me', 1, '' "
		 "FROM "
		 "sample_entry o, sample_entry i WHERE o.chosen = 1 AND o.team = 'C' AND "
		 "i.rank = 2",
			"cannot take the place of C3"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		void *world = NULL;

		setup(&world);
		base_tamper(((struct world *)world)->base, rows[i][0]);
		if (!wrong(world, "2026-10") || !strstr(sentences, rows[i][1]))
			fail_msg("%s: said is: %s", rows[i][0], sentences);
		world_teardown(&world);
	}
}

static void a_replacement_altered_is_named(void **state)
{
	struct world *world = *state;
	char *audit = drawn(world), *ref;

	replace(world, audit, &ref);
	base_tamper(world->base, "UPDATE sample_replacement SET approved_by = 'Somebody'");
	assert_int_equal(wrong(world, "2026-10"), 1);
	assert_non_null(strstr(sentences, "was replaced otherwise than the trail noted"));
	base_tamper(world->base, "DELETE FROM sample_replacement");
	assert_int_equal(wrong(world, "2026-10"), 1);
	assert_non_null(strstr(sentences, "was not taken, and audit"));
	free(audit);
	free(ref);
}

static void the_next_in_order_takes_the_place(void **state)
{
	struct world *world = *state;
	char *audit = drawn(world), *ref;
	struct sample *sample;

	replace(world, audit, &ref);
	sample = receipt(world, "2026-10");
	assert_int_equal(sample->replacement_count, 1);
	assert_string_equal(sample->replacements[0].out_ref, ranked(sample, 1)->ref);
	assert_string_equal(sample->replacements[0].in_ref, ranked(sample, 2)->ref);
	assert_string_equal(sample->replacements[0].reason, "the family moved away");
	assert_string_equal(sample->replacements[0].approved_by, "Dee Rector");
	assert_string_equal(ranked(sample, 2)->audit_ref, ref);
	assert_string_equal(ranked(sample, 1)->audit_ref, audit); // both stay on it
	assert_int_equal(ranked(sample, 1)->chosen, 1);
	sample_destroy(sample);
	world_expect(world,
		"SELECT state || ' ' || withdrawn_why || ' ' || withdrawn_by FROM audit WHERE "
		"team_id = 1 ORDER BY id LIMIT 1",
		"6 replaced by audit 2026-10-003: the family moved away Dee Rector");
	world_expect(world,
		"SELECT group_concat(state || ' ' || kind || ' ' || due_on) FROM audit WHERE "
		"ref = "
		"'2026-10-003'",
		"1 1 2026-10-30");
	free(audit);
	free(ref);
}

static void replacing_goes_on_until_nobody_is_left(void **state)
{
	struct world *world = *state;
	char *audit = drawn(world), *ref;

	for (int i = 0; i < 4; i++) {
		replace(world, audit, &ref);
		free(audit);
		audit = ref;
	}
	assert_refused(sample_replace(world->session, audit, "why", "who", &ref), ERROR_DATA);
	assert_null(ref);
	assert_non_null(strstr(error_message(), "nobody is left"));
	world_expect(world, "SELECT count(*) FROM audit WHERE team_id = 1 AND state = 6", "4");
	world_expect(world, "SELECT count(*) FROM audit WHERE team_id = 1 AND state = 1", "1");
	assert_int_equal(wrong(world, "2026-10"), 0);
	free(audit);
}

static void who_cannot_be_audited_now_is_passed_over(void **state)
{
	struct world *world = *state;
	char *audit = drawn(world), *ref;
	struct sample *sample;

	base_tamper(
		world->base, // rank 2 is closed, 3 has moved to another team, 4 is being audited
		"UPDATE casefile SET status = 'closed' WHERE ref = (SELECT ref FROM "
		"sample_entry "
		"WHERE team = 'A' AND rank = 2);"
		"UPDATE casefile SET team_id = 2 WHERE ref = (SELECT ref FROM sample_entry "
		"WHERE "
		"team = 'A' AND rank = 3);"
		"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, "
		"state, allocated_on, due_on) SELECT 'O1', id, 1, 1, 1, '2026-10', 2, "
		"'2026-10-12', "
		"'2026-10-30' FROM casefile WHERE ref = (SELECT ref FROM sample_entry WHERE "
		"team = "
		"'A' AND rank = 4)");
	replace(world, audit, &ref);
	sample = receipt(world, "2026-10");
	assert_string_equal(sample->replacements[0].in_ref, ranked(sample, 5)->ref);
	sample_destroy(sample);
	free(audit);
	free(ref);
}

static void who_was_audited_meanwhile_is_passed_over(void **state)
{
	struct world *world = *state;
	char *audit = drawn(world), *ref;
	struct sample *sample;

	base_tamper(world->base, // rank 2 for another month, rank 3 for this one
		"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, "
		"kind, state, allocated_on, due_on, completed_on) SELECT 'O' || e.rank, c.id, "
		"1, 1, "
		"1, iif(e.rank = 2, '2026-09', '2026-10'), 4 - e.rank, 3, '2026-01-01', "
		"'2026-10-30', iif(e.rank = 2, '2026-10-12', '2025-01-01') FROM casefile c "
		"JOIN "
		"sample_entry e ON e.ref = c.ref WHERE e.team = 'A' AND e.rank IN (2, 3)");
	replace(world, audit, &ref);
	sample = receipt(world, "2026-10");
	assert_string_equal(sample->replacements[0].in_ref, ranked(sample, 4)->ref);
	sample_destroy(sample);
	free(audit);
	free(ref);
}

static void the_people_go_with_the_place(void **state)
{
	struct world *world = *state;
	struct allocation to = {.lead = "bob", .peer = "cat", .due = date_from(2026, 10, 20)};
	char *audit = drawn(world), *ref;

	base_tamper(world->base, "UPDATE casefile SET worker = 'somebody' WHERE team_id = 1");
	assert_done(audit_allocate(world->session, audit, &to));
	replace(world, audit, &ref);
	world_expect(world,
		"SELECT l.login || ' ' || p.login || ' ' || a.due_on || ' ' || a.lead_post "
		"FROM "
		"audit a JOIN user l ON l.id = a.lead_id JOIN user p ON p.id = a.peer_id WHERE "
		"a.ref = '2026-10-003'",
		"bob cat 2026-10-20 iro");
	free(audit);
	base_tamper(world->base, "INSERT INTO casefile_worker SELECT id, 'Bob Birch', "
				 "'2026-01-01' FROM casefile WHERE team_id = 1");
	audit = ref;
	replace(world, audit, &ref); // not to who had the new case
	world_expect(world,
		"SELECT coalesce(lead_id, 'nobody') FROM audit WHERE ref = '2026-10-004'",
		"nobody");
	free(audit);
	free(ref);
}

static void what_cannot_be_replaced(void **state)
{
	struct world *world = *state;
	char *audit = drawn(world), *other, *ref;

	base_tamper(world->base, "INSERT INTO casefile (ref, team_id) VALUES ('C7', 2)");
	other = world_audit(world, "C7", "ann", "");
	assert_refused(sample_replace(world->session, audit, "", "who", &ref), ERROR_DATA);
	assert_refused(sample_replace(world->session, audit, " \n", "who", &ref), ERROR_DATA);
	assert_refused(sample_replace(world->session, audit, "why", " ", &ref), ERROR_DATA);
	assert_refused(sample_replace(world->session, audit, "why\x01", "x", &ref), ERROR_DATA);
	assert_refused(sample_replace(world->session, "X", "why", "who", &ref), ERROR_MISSING);
	assert_refused(sample_replace(world->session, other, "why", "who", &ref), ERROR_DATA);
	base_tamper(world->base, "UPDATE audit SET state = 3, completed_on = '2026-10-12'");
	assert_refused(sample_replace(world->session, audit, "why", "who", &ref), ERROR_DATA);
	world_expect(world, "SELECT count(*) FROM sample_replacement", "0");
	free(audit);
	free(other);
}

static struct sample *draw_kind(struct world *world, const struct sample_request *request)
{
	struct sample *sample;

	world_as(world, "quinn");
	assert_done(sample_draw(world->session, request, &sample));
	return sample;
}

static void other_kinds_are_drawn_from_a_part(void **state)
{
	struct world *world = *state;
	struct sample_request request = {.month = "2026-10",
		.kind = AUDIT_THEMATIC,
		.rule = {.per = 1},
		.exclude_months = -1,
		.service = "Assessment",
		.due = date_from(2026, 11, 13)};
	struct sample *sample = draw_kind(world, &request);

	assert_string_equal(sample->name, "2026-10-thematic");
	assert_string_equal(sample->frame_rule, "open cases, service Assessment");
	assert_int_equal(sample->entry_count, 5);
	assert_int_equal(sample->shortfall_count, 1); // B; C is not asked
	assert_int_equal(sample->entries[0].chosen + sample->entries[1].chosen +
				 sample->entries[2].chosen + sample->entries[3].chosen +
				 sample->entries[4].chosen,
		1);
	sample_destroy(sample);
	world_expect(world, "SELECT kind || ' ' || due_on FROM audit ORDER BY id DESC LIMIT 1",
		"2 2026-11-13");
	sample = draw_kind(world, &request); // as often as one likes
	assert_string_equal(sample->name, "2026-10-thematic-2");
	assert_int_equal(wrong(world, "2026-10-thematic-2"), 0);
	sample_destroy(sample);
	request.service = NULL;
	request.kind = AUDIT_DIP;
	request.plan_type = "Child Protection";
	base_tamper(world->base, "UPDATE audit SET state = 6, withdrawn_on = '2026-10-12'");
	sample = draw_kind(world, &request);
	assert_int_equal(sample->entry_count, 1);
	assert_string_equal(sample->entries[0].ref, "C1");
	sample_destroy(sample);
}

static void hand_picked_cases_are_all_taken(void **state)
{
	struct world *world = *state;
	const char *const picked[] = {"C3", "C1", "C3"};
	struct sample_request request = {.month = "2026-10",
		.kind = AUDIT_REVIEW,
		.rule = {.percent = 100},
		.exclude_months = -1,
		.cases = picked,
		.case_count = 3,
		.due = DATE_NONE};
	struct sample *sample;

	base_tamper(world->base, "UPDATE audit SET state = 5, completed_on = '2026-10-01'");
	sample = draw_kind(world, &request); // a review repeats what was audited
	assert_string_equal(sample->name, "2026-10-review");
	assert_string_equal(sample->frame_rule, "3 hand-picked cases");
	assert_string_equal(sample->rule, "all");
	assert_int_equal(sample->entry_count, 2);
	assert_int_equal(sample->shortfall_count, 0);
	assert_true(sample->entries[0].chosen && sample->entries[1].chosen);
	assert_int_equal(wrong(world, "2026-10-review"), 0);
	sample_destroy(sample);
	base_tamper(world->base, "DELETE FROM contact; DELETE FROM audit WHERE kind = 5");
	request.kind = AUDIT_DIP; // another kind does not, and says so
	sample = draw_kind(world, &request);
	assert_int_equal(sample->shortfall_count, 1);
	assert_string_equal(
		sample->shortfalls[0].why, "1 open case, 1 audited in the last 12 months");
	assert_int_equal(wrong(world, "2026-10-dip-sample"), 0);
	sample_destroy(sample);
	base_tamper(world->base, "DELETE FROM contact; DELETE FROM audit WHERE kind = 3");
	base_tamper(world->base, "UPDATE casefile SET status = 'closed' WHERE ref = 'C1'");
	assert_refused(sample_draw(world->session, &request, &sample), ERROR_MISSING);
	request.case_count = 1;
	assert_refused(sample_draw(world->session, &request, &sample), ERROR_DATA);
}

static void who_may_do_what(void **state)
{
	static const struct {
		const char *login;
		bool draws, reads;
	} rows[] = {{"quinn", true, true}, {"sam", false, true}, {"sue", false, true},
		{"ann", false, false}, {"adam", false, false}};
	struct sample_request request = {
		.month = "2026-11", .rule = {.per = 1}, .due = DATE_NONE};
	struct world *world = *state;
	char *audit = drawn(world);

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct session *session = world->session;
		struct sample *sample, **samples;
		size_t count;
		char *ref;
		int bad;

		world_as(world, rows[i].login);
		if (!rows[i].draws) {
			assert_refused(sample_draw(session, &request, &sample), ERROR_DENIED);
			assert_refused(sample_frame(session, &request, &sample), ERROR_DENIED);
			assert_refused(
				sample_replace(session, audit, "a", "b", &ref), ERROR_DENIED);
			assert_refused(sample_verify(session, "2026-10", &bad, NULL, NULL),
				ERROR_DENIED);
			assert_refused(cycle_open(session, "2026-12", DATE_NONE), ERROR_DENIED);
		}
		if (!rows[i].reads) {
			assert_refused(sample_get(session, "2026-10", &sample), ERROR_DENIED);
			assert_refused(
				sample_list(session, NULL, &samples, &count), ERROR_DENIED);
			continue;
		}
		sample_destroy(receipt(world, "2026-10"));
		assert_done(sample_list(session, NULL, &samples, &count));
		assert_int_equal(count, 1);
		sample_destroy(samples[0]);
		free(samples);
	}
	free(audit);
}

static void senior_managers_see_their_services_only(void **state)
{
	struct world *world = *state;
	char *audit = drawn(world), *ref;
	struct sample *sample;

	replace(world, audit, &ref);
	world_as(world, "sue"); // Early Help: team C, which was not short, and nobody replaced
	sample = receipt(world, "2026-10");
	assert_int_equal(sample->entry_count, 1);
	assert_string_equal(sample->entries[0].ref, "C3");
	assert_int_equal(sample->shortfall_count, 0);
	assert_int_equal(sample->replacement_count, 0);
	sample_destroy(sample);
	world_as(world, "sam");
	sample = receipt(world, "2026-10");
	assert_int_equal(sample->entry_count, 5);
	assert_int_equal(sample->shortfall_count, 1);
	assert_int_equal(sample->replacement_count, 1);
	sample_destroy(sample);
	assert_refused(sample_get(world->session, "2026-09", &sample), ERROR_MISSING);
	free(audit);
	free(ref);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_receipt_as_it_was_made_holds),
		TEST(what_was_altered_is_named),
		TEST(a_replacement_altered_is_named),
		TEST(the_next_in_order_takes_the_place),
		TEST(replacing_goes_on_until_nobody_is_left),
		TEST(who_cannot_be_audited_now_is_passed_over),
		TEST(who_was_audited_meanwhile_is_passed_over),
		TEST(the_people_go_with_the_place),
		TEST(what_cannot_be_replaced),
		TEST(other_kinds_are_drawn_from_a_part),
		TEST(hand_picked_cases_are_all_taken),
		TEST(who_may_do_what),
		TEST(senior_managers_see_their_services_only),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	free(sentences);
	return failed;
}
