// SPDX-License-Identifier: MIT
// Who is passed over when a drawn case is replaced stands on the receipt; the teams of a draw, counted.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/sample.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

// October, one from each team; of team A rank 2 is closed since, 3 has moved, 4 is being audited, 5 was audited.
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
		"INSERT INTO casefile (ref, team_id) VALUES ('C4', 1), ('C5', 1), ('C6', 1), "
		"('C7', 1), ('C8', 1)");
	world_as(world, "quinn");
	assert_done(sample_draw(world->session, &request, &sample));
	sample_destroy(sample);
	base_tamper(world->base,
		"CREATE TEMP VIEW ranked AS SELECT c.id, e.rank FROM casefile c JOIN "
		"sample_entry e ON e.ref = c.ref WHERE e.team = 'A';"
		"UPDATE casefile SET status = 'closed' WHERE id = (SELECT id FROM ranked WHERE "
		"rank = 2);"
		"UPDATE casefile SET team_id = 2 WHERE id = (SELECT id FROM ranked WHERE rank "
		"= "
		"3);"
		"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, "
		"state, allocated_on, due_on, completed_on) SELECT 'O' || rank, id, 1, 1, 1, "
		"'2026-09', iif(rank = 4, 2, 3), '2026-10-12', '2026-10-30', iif(rank = 4, "
		"NULL, "
		"'2026-10-12') FROM ranked WHERE rank IN (4, 5)");
	return 0;
}

static char *drawn(struct world *world)
{
	return world_look(world, "SELECT a.ref FROM audit a JOIN casefile c ON c.id = "
				 "a.casefile_id JOIN sample_entry e ON e.ref = c.ref WHERE "
				 "e.team = 'A' AND e.chosen = 1 AND a.sample_id = 1");
}

static int wrong(struct world *world)
{
	int count;

	assert_done(sample_verify(world->session, "2026-10", &count, NULL, NULL));
	return count;
}

static void check_passed(const struct sample_replacement *replacement)
{
	static const char *const whys[] = {
		"closed", "now of B", "audit O4 is under way", "audited 2026-10-12 (O5)"};

	assert_int_equal(replacement->passed_count, LENGTH(whys));
	for (size_t i = 0; i < LENGTH(whys); i++)
		assert_string_equal(replacement->passed[i].why, whys[i]);
}

static void who_comes_next_is_known_before(void **state)
{
	struct world *world = *state;
	struct sample_replacement next;
	char *audit = drawn(world), *in, *ref;

	assert_done(sample_next(world->session, audit, &next));
	check_passed(&next);
	in = xstrdup(next.in_ref);
	sample_replacement_finish(&next);
	world_expect(world, "SELECT count(*) FROM sample_replacement", "0");
	assert_done(sample_replace(world->session, audit, "no file", "Sam", &ref));
	free(audit);
	audit = xasprintf("SELECT c.ref FROM audit a JOIN casefile c ON c.id = a.casefile_id "
			  "WHERE a.ref = '%s'",
		ref);
	world_expect(world, audit, in);
	free(audit);
	free(in);
	free(ref);
}

static void who_is_passed_over_is_on_the_receipt(void **state)
{
	struct world *world = *state;
	struct sample *sample;
	char *audit = drawn(world), *ref;

	assert_done(sample_replace(world->session, audit, "no file", "Sam", &ref));
	assert_done(sample_get(world->session, "2026-10", &sample));
	check_passed(&sample->replacements[0]);
	sample_destroy(sample);
	assert_int_equal(wrong(world), 0);
	base_tamper(world->base, "DELETE FROM sample_passed WHERE why = 'closed'");
	assert_int_equal(wrong(world), 2); // not said why; not as the trail noted
	free(audit);
	free(ref);
}

static void another_reason_is_found_out(void **state)
{
	struct world *world = *state;
	char *audit = drawn(world), *ref;

	assert_done(sample_replace(world->session, audit, "no file", "Sam", &ref));
	base_tamper(world->base, "UPDATE sample_passed SET why = 'moved' WHERE why = 'closed'");
	assert_int_equal(wrong(world), 1);
	free(audit);
	free(ref);
}

static void where_nobody_is_left_that_is_known_too(void **state)
{
	struct world *world = *state;
	struct sample_replacement next;
	char *audit = drawn(world);

	base_tamper(world->base, "UPDATE casefile SET status = 'closed'");
	assert_done(sample_next(world->session, audit, &next));
	assert_string_equal(next.in_ref, "");
	assert_int_equal(next.passed_count, 6);
	sample_replacement_finish(&next);
	world_as(world, "ann");
	assert_refused(sample_next(world->session, audit, &next), ERROR_DENIED);
	free(audit);
}

static void the_teams_are_counted(void **state)
{
	struct world *world = *state;
	struct sample_request request = {
		.month = "2026-11", .rule = {.per = 4}, .exclude_months = -1, .due = DATE_NONE};
	struct sample_stratum *strata;
	struct sample *frame;
	size_t count;

	base_tamper(world->base, "INSERT INTO team (service_id, name) VALUES (1, 'AA')");
	assert_done(sample_frame(world->session, &request, &frame));
	strata = sample_strata(frame, false, &count);
	assert_int_equal(count, 4);
	assert_string_equal(strata[0].team, "A");
	assert_int_equal(strata[0].open, 5);
	assert_int_equal(strata[0].under_way, 2);
	assert_int_equal(strata[0].audited, 1);
	assert_int_equal(strata[0].left_out, 3);
	assert_int_equal(strata[0].wanted, 4);
	assert_int_equal(strata[0].got, 2);
	assert_non_null(strstr(strata[0].why, "5 open cases"));
	assert_string_equal(strata[1].team, "AA");
	assert_string_equal(strata[1].why, "no open cases");
	assert_int_equal(strata[1].wanted, 4);
	free(strata);
	sample_destroy(frame);
}

static void moderations_are_counted_by_service(void **state)
{
	char assessment[] = "Assessment", mash[] = "MASH", a[] = "A", b[] = "B", c[] = "C",
	     none[] = "", already[] = "selected already", percent[] = "percent 40";
	struct sample_entry entries[] = {
		{.service = assessment, .team = a, .excluded = none, .rank = 2},
		{.service = assessment, .team = b, .excluded = none, .rank = 1, .chosen = 1},
		{.service = assessment, .team = b, .excluded = already},
		{.service = mash, .team = c, .excluded = none, .rank = 1, .chosen = 2},
	};
	struct sample sample = {.purpose = SAMPLE_MODERATION,
		.rule = percent,
		.entries = entries,
		.entry_count = LENGTH(entries)};
	struct sample_stratum *strata;
	char *rule = sample_rule_shown(&sample);
	size_t count;

	strata = sample_strata(&sample, true, &count);
	assert_int_equal(count, 2);
	assert_string_equal(strata[0].team, "");
	assert_int_equal(strata[0].open, 3);
	assert_int_equal(strata[0].left_out, 1);
	assert_int_equal(strata[0].wanted, 2);
	assert_int_equal(strata[0].got, 1);
	assert_int_equal(strata[1].first, 3);
	assert_string_equal(rule, "40% of each service");
	assert_string_equal(sample_kind_name(&sample), "moderation");
	free(strata);
	free(rule);
}

static void the_list_has_the_counts(void **state)
{
	struct world *world = *state;
	struct sample **samples;
	size_t count;

	base_tamper(world->base, "INSERT INTO sample_shortfall (sample_id, service, team, "
				 "wanted, got, why) VALUES (1, 'Assessment', 'Z', 3, 1, '')");
	assert_done(sample_list(world->session, NULL, &samples, &count));
	assert_int_equal(count, 1);
	assert_int_equal(samples[0]->taken, 2);
	assert_int_equal(samples[0]->short_count, 2);
	assert_int_equal(samples[0]->missing, 3);
	sample_destroy(samples[0]);
	free(samples);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)
	const struct CMUnitTest tests[] = {
		TEST(who_comes_next_is_known_before),
		TEST(who_is_passed_over_is_on_the_receipt),
		TEST(another_reason_is_found_out),
		TEST(where_nobody_is_left_that_is_known_too),
		TEST(the_teams_are_counted),
		TEST(the_list_has_the_counts),
		cmocka_unit_test(moderations_are_counted_by_service),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
