// SPDX-License-Identifier: MIT
// The month's draw: who is in the frame, who is left out, what each team gives, and what becomes of it.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/sample.h"
#include "core/setting.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

static const struct sample_request october = {
	.month = "2026-10", .rule = {.per = 1}, .exclude_months = -1, .due = DATE_NONE};

// Draws as quinn, and ends the test where that fails.
static struct sample *draw(struct world *world, const struct sample_request *request)
{
	struct sample *sample;

	world_as(world, "quinn");
	assert_done(sample_draw(world->session, request, &sample));
	return sample;
}

static void refuse(struct world *world, const struct sample_request *request, enum error kind)
{
	struct sample *sample;

	world_as(world, "quinn");
	assert_refused(sample_draw(world->session, request, &sample), (int)kind);
	assert_null(sample);
}

// The frame as it would be, without a draw.
static struct sample *frame(struct world *world, const struct sample_request *request)
{
	struct sample *sample;

	world_as(world, "quinn");
	assert_done(sample_frame(world->session, request, &sample));
	return sample;
}

// Why a case is left out; NULL: it is not in the frame.
static const char *left_out(const struct sample *sample, const char *ref)
{
	for (size_t i = 0; i < sample->entry_count; i++)
		if (strcmp(sample->entries[i].ref, ref) == 0)
			return sample->entries[i].excluded;
	return NULL;
}

static size_t chosen_of(const struct sample *sample, const char *team)
{
	size_t count = 0;

	for (size_t i = 0; i < sample->entry_count; i++)
		count +=
			sample->entries[i].chosen && strcmp(sample->entries[i].team, team) == 0;
	return count;
}

static void expect_shortfall(const struct sample *sample, size_t at, const char *team,
	int64_t got, int64_t wanted, const char *why)
{
	const struct sample_shortfall *shortfall = &sample->shortfalls[at];

	assert_true(at < sample->shortfall_count);
	assert_string_equal(shortfall->team, team);
	assert_int_equal(shortfall->got, got);
	assert_int_equal(shortfall->wanted, wanted);
	assert_string_equal(shortfall->why, why);
}

// An audit of a case, as it would be left by earlier work.
static void put_audit(struct world *world, const char *ref, const char *case_ref, int state,
	const char *completed_on)
{
	char *sql = xasprintf(
		"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, "
		"state, allocated_on, due_on, completed_on) SELECT '%s', c.id, c.team_id, "
		"t.service_id, 1, '2025-09', %d, '2025-09-01', '2025-09-30', %s%s%s FROM "
		"casefile c JOIN team t ON t.id = c.team_id WHERE c.ref = '%s'",
		ref, state, *completed_on ? "'" : "NULL", completed_on,
		*completed_on ? "'" : "", case_ref);

	base_tamper(world->base, sql);
	free(sql);
}

static void an_audit_is_made_of_each_case_drawn(void **state)
{
	struct sample *sample = draw(*state, &october);

	assert_string_equal(sample->name, "2026-10");
	assert_int_equal(sample->entry_count, 3);
	assert_int_equal(chosen_of(sample, "A"), 1);
	assert_int_equal(chosen_of(sample, "C"), 1);
	world_expect(*state,
		"SELECT group_concat(state || ' ' || kind || ' ' || coalesce(lead_id, '-') || "
		"' ' "
		"|| month || ' ' || allocated_on || ' ' || due_on || ' ' || worker, ', ') FROM "
		"audit WHERE sample_id = 1",
		"1 1 - 2026-10 2026-10-12 2026-10-30 Wendy \xc5\xb4yn, 1 1 - 2026-10 "
		"2026-10-12 "
		"2026-10-30 Wendy \xc5\xb4yn");
	world_expect(*state,
		"SELECT count(*) FROM contact WHERE state = 1 AND audit_id IN (SELECT id FROM "
		"audit WHERE sample_id = 1)",
		"4");
	world_expect(*state, "SELECT due_on FROM cycle WHERE month = '2026-10'", "2026-10-30");
	world_expect(*state,
		"SELECT v.new = (SELECT digest FROM sample) FROM trail t JOIN trail_value v "
		"USING "
		"(seq) WHERE t.act = 'sample' AND t.record = 'sample 2026-10' AND t.actor = "
		"'quinn'",
		"1");
	for (size_t i = 0; i < sample->entry_count; i++)
		assert_int_equal(sample->entries[i].chosen != 0,
			strncmp(sample->entries[i].audit_ref, "2026-10-", 8) == 0);
	sample_destroy(sample);
}

static void every_team_that_falls_short_is_named(void **state)
{
	struct sample_request two = october;
	struct sample *sample;

	put_audit(*state, "O1", "C2", 3, "2026-03-12");
	put_audit(*state, "O2", "C3", 1, "");
	two.rule.per = 2;
	sample = draw(*state, &two);
	assert_int_equal(sample->shortfall_count, 3);
	expect_shortfall(sample, 0, "A", 1, 2, "2 open cases, 1 audited in the last 12 months");
	expect_shortfall(sample, 1, "B", 0, 2, "no open cases");
	expect_shortfall(sample, 2, "C", 0, 2, "1 open case, 1 with an audit under way");
	assert_string_equal(left_out(sample, "C2"), "audited 2026-03-12 (O1)");
	assert_string_equal(left_out(sample, "C3"), "audit O2 is under way");
	world_expect(*state, "SELECT count(*) FROM sample_shortfall", "3");
	sample_destroy(sample);
}

static void just_enough_is_no_shortfall(void **state)
{
	struct sample_request two = october;
	struct sample *sample;

	two.rule.per = 2;
	base_tamper(((struct world *)*state)->base,
		"UPDATE team SET active = 0 WHERE name <> 'A'; "
		"UPDATE casefile SET team_id = 1 WHERE ref = 'C3'");
	sample = frame(*state, &two);
	assert_int_equal(sample->shortfall_count, 0);
	sample_destroy(sample);
	two.rule.per = 4;
	sample = draw(*state, &two);
	expect_shortfall(sample, 0, "A", 3, 4, "3 open cases");
	sample_destroy(sample);
}

static void percent_is_of_each_team_and_rounds_up(void **state)
{
	struct sample_request percent = october;
	struct sample *sample;

	percent.rule = (struct draw_rule){.percent = 51};
	sample = draw(*state, &percent);
	assert_int_equal(chosen_of(sample, "A"), 2);
	assert_int_equal(chosen_of(sample, "C"), 1);
	assert_int_equal(sample->shortfall_count, 0); // of no cases no part is asked
	sample_destroy(sample);
}

static void closed_cases_and_closed_teams_are_out(void **state)
{
	struct world *world = *state;
	struct sample *sample = frame(world, &october);

	assert_null(left_out(sample, "C9"));
	assert_non_null(left_out(sample, "C3"));
	sample_destroy(sample);
	base_tamper(world->base, "UPDATE team SET active = 0 WHERE name = 'A'");
	sample = frame(world, &october);
	assert_null(left_out(sample, "C1"));
	sample_destroy(sample);
	base_tamper(world->base, "UPDATE service SET active = 0 WHERE name = 'Early Help'");
	sample = frame(world, &october);
	assert_int_equal(sample->entry_count, 0);
	assert_int_equal(sample->shortfall_count, 1); // B alone
	sample_destroy(sample);
	refuse(world, &october, ERROR_DATA);
}

static void withdrawn_audits_leave_nobody_out(void **state)
{
	struct sample *sample;

	put_audit(*state, "O1", "C1", 6, "");
	put_audit(*state, "O2", "C2", 6, "2026-09-01");
	sample = frame(*state, &october);
	assert_string_equal(left_out(sample, "C1"), "");
	assert_string_equal(left_out(sample, "C2"), "");
	sample_destroy(sample);
}

// A case is left out when it was audited after the same day so many months before.
static void the_months_end_on_the_same_day(void **state)
{
	static const struct {
		const char *today, *completed;
		long months;
		bool out;
	} rows[] = {
		{"2026-10-12", "2025-10-12", 12, false},
		{"2026-10-12", "2025-10-13", 12, true},
		{"2026-10-12", "2026-10-12", 12, true},
		{"2026-10-12", "2026-04-12", 6, false},
		{"2026-10-12", "2026-04-13", 6, true},
		{"2026-10-12", "2026-10-11", 0, false},
		{"2026-10-12", "2025-10-13", -1, true}, // 12, unless set otherwise
		{"2028-02-29", "2027-02-28", 12, false},
		{"2028-02-29", "2027-03-01", 12, true},
		{"2029-02-28", "2028-02-28", 12, false},
		{"2029-02-28", "2028-02-29", 12, true},
		{"2029-03-01", "2028-02-29", 12, false},
		{"2026-12-31", "2026-11-30", 1, false},
		{"2026-12-31", "2026-12-01", 1, true},
	};
	struct world *world = *state;

	put_audit(world, "O1", "C1", 5, "2025-10-12");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct sample_request request = october;
		char month[8], *sql = xasprintf("UPDATE audit SET completed_on = '%s'",
				       rows[i].completed);
		struct sample *sample;

		base_tamper(world->base, sql);
		snprintf(month, sizeof(month), "%.7s", rows[i].today);
		request.month = month;
		request.exclude_months = rows[i].months;
		date_parse(rows[i].today, DATE_ISO, &world->session->today);
		sample = frame(world, &request);
		if ((left_out(sample, "C1")[0] != '\0') != rows[i].out)
			fail_msg("on %s, audited %s, %ld months: %s", rows[i].today,
				rows[i].completed, rows[i].months, left_out(sample, "C1"));
		sample_destroy(sample);
		free(sql);
	}
}

static void the_setting_says_how_many_months(void **state)
{
	struct world *world = *state;
	struct sample *sample;

	put_audit(world, "O1", "C1", 3, "2026-05-01");
	world_as(world, "adam");
	assert_done(setting_put(world->session, SETTING_EXCLUDE_MONTHS, "3"));
	sample = frame(world, &october);
	assert_int_equal(sample->exclude_months, 3);
	assert_string_equal(left_out(sample, "C1"), "");
	sample_destroy(sample);
}

static void a_month_is_drawn_once(void **state)
{
	struct sample_request all = october, dip = october;

	all.rule = (struct draw_rule){.percent = 100};
	sample_destroy(draw(*state, &all));
	refuse(*state, &october, ERROR_CREATE); // also where nothing is left to be drawn
	world_expect(*state, "SELECT count(*) FROM sample", "1");
	world_expect(*state, "SELECT count(*) FROM audit", "3");
	dip.kind = AUDIT_DIP;
	refuse(*state, &dip, ERROR_DATA);
}

static void a_refused_draw_leaves_nothing(void **state)
{
	struct sample_request none = october;
	const char *nobody[] = {"C1", "C77"};

	none.kind = AUDIT_THEMATIC;
	none.rule = (struct draw_rule){.percent = 100};
	none.cases = nobody;
	none.case_count = 2;
	refuse(*state, &none, ERROR_MISSING);
	world_expect(*state,
		"SELECT (SELECT count(*) FROM sample) + (SELECT count(*) FROM audit) + (SELECT "
		"count(*) FROM cycle)",
		"0");
}

static void a_frame_alone_keeps_nothing(void **state)
{
	struct sample *sample = frame(*state, &october);

	assert_int_equal(sample->entry_count, 3);
	assert_int_equal(chosen_of(sample, "A"), 0);
	expect_shortfall(sample, 0, "B", 0, 1, "no open cases");
	sample_destroy(sample);
	world_expect(*state,
		"SELECT (SELECT count(*) FROM sample) + (SELECT count(*) FROM cycle)", "0");
}

static void other_kinds_open_no_month(void **state)
{
	struct sample_request dip = october;

	dip.kind = AUDIT_DIP;
	sample_destroy(draw(*state, &dip));
	world_expect(*state, "SELECT count(*) FROM cycle", "0");
	world_expect(*state, "SELECT max(due_on) FROM audit", "2026-10-30");
}

static void what_is_asked_is_checked(void **state)
{
	const char *one[] = {"C1"};
	struct sample_request wrong[] = {[0 ... 10] = october};

	wrong[0].month = "2026-13";
	wrong[1].rule = (struct draw_rule){0};
	wrong[2].rule = (struct draw_rule){.percent = 101};
	wrong[3].seed = "";
	wrong[4].seed = "two\nlines";
	wrong[5].service = "Assessment"; // part of the cases is no monthly draw
	wrong[6].team = "A";
	wrong[7].plan_type = "child protection";
	wrong[8].cases = one;
	wrong[8].case_count = 1;
	wrong[9].exclude_months = 1201;
	wrong[10].month = NULL;
	for (size_t i = 0; i < LENGTH(wrong); i++)
		refuse(*state, &wrong[i], ERROR_USAGE);
	wrong[0] = wrong[1] = wrong[2] = wrong[3] = october;
	wrong[0].month = "2026-09"; // gone by
	refuse(*state, &wrong[0], ERROR_DATA);
	wrong[1].due = date_from(2026, 10, 11);
	refuse(*state, &wrong[1], ERROR_DATA);
	wrong[2].template = "none";
	refuse(*state, &wrong[2], ERROR_MISSING);
	wrong[3].kind = AUDIT_DIP;
	wrong[3].team = "Z";
	refuse(*state, &wrong[3], ERROR_MISSING);
	wrong[3].team = NULL;
	wrong[3].service = "Z";
	refuse(*state, &wrong[3], ERROR_MISSING);
}

// 31 October 2026 is a Saturday: its last working day has gone by.
static void nothing_is_due_before_it_is_drawn(void **state)
{
	struct sample_request late = october;
	struct world *world = *state;

	world->session->today = date_from(2026, 10, 31);
	refuse(world, &late, ERROR_DATA);
	world_expect(world, "SELECT count(*) FROM cycle", "0");
	late.due = date_from(2026, 11, 6);
	sample_destroy(draw(world, &late));
	world_expect(world, "SELECT group_concat(due_on) FROM audit", "2026-11-06,2026-11-06");
	world_expect(world, "SELECT due_on FROM cycle", "2026-11-06");
}

static void a_seed_given_draws_the_same_again(void **state)
{
	struct sample_request seeded = october;
	struct sample *sample;
	void *again = NULL;
	size_t first;

	seeded.seed = "lottery 4 8 15 16 23 42";
	sample = draw(*state, &seeded);
	assert_true(sample->seed_given);
	first = sample->entries[0].chosen ? 0 : 1;
	sample_destroy(sample);
	world_setup(&again);
	sample = draw(again, &seeded);
	assert_true(sample->entries[first].chosen);
	sample_destroy(sample);
	world_teardown(&again);
	world_expect(*state, "SELECT seed || ' ' || seed_given FROM sample",
		"lottery 4 8 15 16 23 42 1");
}

static void a_month_is_opened_once(void **state)
{
	struct world *world = *state;
	struct sample_request request = {
		.month = "2026-12", .rule = {.per = 1}, .exclude_months = -1, .due = DATE_NONE};
	struct sample *sample;

	world_as(world, "quinn");
	assert_done(cycle_open(world->session, "2026-10", DATE_NONE));
	assert_refused(cycle_open(world->session, "2026-10", DATE_NONE), ERROR_CREATE);
	assert_refused(cycle_open(world->session, "2026-1", DATE_NONE), ERROR_USAGE);
	assert_refused(cycle_open(world->session, "2026-09", DATE_NONE), ERROR_DATA);
	assert_refused(
		cycle_open(world->session, "2026-12", date_from(2026, 11, 30)), ERROR_DATA);
	assert_done(cycle_open(world->session, "2026-12", date_from(2026, 12, 18)));
	world_expect(world,
		"SELECT count(*) FROM trail WHERE act = 'open' AND record = 'cycle 2026-12'",
		"1");
	assert_done(sample_draw(world->session, &request, &sample));
	world_expect(world,
		"SELECT min(due_on) || max(due_on) FROM audit WHERE month = '2026-12'",
		"2026-12-182026-12-18");
	sample_destroy(sample);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_audit_is_made_of_each_case_drawn),
		TEST(every_team_that_falls_short_is_named),
		TEST(just_enough_is_no_shortfall),
		TEST(percent_is_of_each_team_and_rounds_up),
		TEST(closed_cases_and_closed_teams_are_out),
		TEST(withdrawn_audits_leave_nobody_out),
		TEST(the_months_end_on_the_same_day),
		TEST(the_setting_says_how_many_months),
		TEST(a_month_is_drawn_once),
		TEST(a_refused_draw_leaves_nothing),
		TEST(a_frame_alone_keeps_nothing),
		TEST(other_kinds_open_no_month),
		TEST(what_is_asked_is_checked),
		TEST(nothing_is_due_before_it_is_drawn),
		TEST(a_month_is_opened_once),
		TEST(a_seed_given_draws_the_same_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
