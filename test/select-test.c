// SPDX-License-Identifier: MIT
// Selecting audits for moderation, giving them out, and giving them to somebody else.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/command.h"
#include "core/command/sample.h"
#include "core/moderation-read.h"
#include "core/moderation.h"
#include "core/notice.h"
#include "core/setting.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/submitted.h"

static struct sample *selected(struct world *world, long percent, enum grade grade)
{
	struct moderation_request request = {"2026-10", percent, grade, "a seed"};
	struct sample *sample;

	assert_done(moderation_select(world->session, &request, &sample));
	return sample;
}

static int count(struct world *world, const char *sql)
{
	char *text = world_look(world, sql);
	int number = text ? (int)strtol(text, NULL, 10) : 0;

	free(text);
	return number;
}

static void expect(struct world *world, const char *sql, const char *wanted)
{
	char *text = world_look(world, sql);

	if (!text || strcmp(text, wanted) != 0)
		fail_msg("%s: %s, not %s", sql, text ? text : "NULL", wanted);
	free(text);
}

static int chosen(const struct sample *sample, int how)
{
	int number = 0;

	for (size_t i = 0; i < sample->entry_count; i++)
		number += sample->entries[i].chosen == how;
	return number;
}

static void say(const char *sentence, void *context)
{
	fail_msg("verify: %s", sentence);
}

// How often a receipt says that something was taken without a draw.
static int told(struct world *world, const struct sample *sample,
	void (*show)(struct run *run, const struct sample *sample), const char *words)
{
	struct run run = {.session = world->session};
	char *text = NULL;
	int number = 0;
	size_t size;

	run.out = open_memstream(&text, &size);
	show(&run, sample);
	fclose(run.out);
	for (const char *at = text; (at = strstr(at, words)); at++)
		number++;
	free(text);
	return number;
}

static void a_receipt_tells_who_was_taken_without_a_draw(void **state)
{
	struct world *world = *state;
	struct sample *sample = selected(world, 25, GRADE_NONE);
	int besides = chosen(sample, 2);

	assert_in_range(besides, 1, 8);
	assert_int_equal(told(world, sample, sample_show_receipt, "without a draw"), besides);
	assert_int_equal(
		told(world, sample, sample_show_json, "\"without_draw\": true"), besides);
	sample_destroy(sample);
}

static void draws_by_service_and_takes_every_inadequate_one(void **state)
{
	struct world *world = *state;
	struct sample *sample = selected(world, 25, GRADE_NONE);
	int wrong = 0;

	assert_string_equal(sample->name, "2026-10-moderation");
	assert_string_equal(sample->rule, "percent 25");
	assert_int_equal(sample->entry_count, 12);
	assert_int_equal(chosen(sample, 1), 3 + 1); // rounded up in each service
	expect(world,
		"SELECT count(*) FROM audit a WHERE final_overall = 4 AND NOT EXISTS (SELECT "
		"1 FROM moderation m WHERE m.audit_id = a.id)",
		"0");
	assert_int_equal(count(world, "SELECT count(*) FROM moderation"),
		chosen(sample, 1) + chosen(sample, 2));
	assert_int_equal(
		count(world, "SELECT count(*) FROM moderation WHERE why LIKE 'every Inad%'"),
		chosen(sample, 2));
	expect(world,
		"SELECT group_concat(DISTINCT state || mode || due_on || selected_on) FROM "
		"moderation",
		"112026-10-262026-10-12");
	assert_done(sample_verify(world->session, sample->name, &wrong, say, NULL));
	sample_destroy(sample);
}

static void seeds_give_the_same_and_the_setting_lifts_the_inadequate(void **state)
{
	struct world *world = *state;
	struct sample *sample;

	base_tamper(world->base, "INSERT INTO setting VALUES ('moderate-inadequate', 'no')");
	sample = selected(world, 25, GRADE_NONE);
	assert_int_equal(chosen(sample, 2), 0);
	assert_string_equal(sample->seed, "a seed");
	assert_true(sample->seed_given);
	sample_destroy(sample);
}

static void one_grade_only(void **state)
{
	struct world *world = *state;
	struct sample *sample = selected(world, 100, GRADE_INADEQUATE);

	assert_int_equal(sample->entry_count, 3);
	assert_int_equal(chosen(sample, 1), 3);
	assert_string_equal(sample->rule, "all");
	assert_non_null(strstr(sample->frame_rule, "Inadequate"));
	sample_destroy(sample);
}

static void is_given_out_evenly_and_blind(void **state)
{
	struct world *world = *state;
	struct sample *sample = selected(world, 100, GRADE_NONE);

	expect(world,
		"SELECT group_concat(n) FROM (SELECT count(*) AS n FROM moderation m JOIN "
		"audit a ON a.id = m.audit_id WHERE service_id = 1 GROUP BY m.user_id "
		"ORDER BY n)",
		"3,3,4");
	expect(world,
		"SELECT group_concat(DISTINCT u.login) FROM moderation m JOIN audit a ON "
		"a.id = m.audit_id JOIN user u ON u.id = m.user_id WHERE service_id = 2",
		"sue"); // max led them
	expect(world,
		"SELECT count(*) FROM audit a JOIN moderation m ON m.audit_id = a.id WHERE "
		"a.blind_id IS NOT m.user_id",
		"0");
	expect(world,
		"SELECT words FROM notice n JOIN user u ON u.id = n.user_id WHERE u.login = "
		"'sue'",
		"2 audits to moderate by 26 Oct 2026");
	assert_int_equal(
		count(world, "SELECT count(*) FROM trail WHERE act = 'select' AND field = "
			     "'moderator'"),
		12);
	sample_destroy(sample);
}

static void who_has_read_it_comes_last_and_is_open(void **state)
{
	struct world *world = *state;
	struct sample *sample;

	base_tamper(world->base,
		"DELETE FROM user_service WHERE user_id IN (SELECT id FROM user "
		"WHERE login = 'ivy')");
	audit_destroy(world_open(world, "sam", "2026-10-101"));
	audit_destroy(world_open(world, "sam", "2026-10-102"));
	audit_destroy(world_open(world, "ida", "2026-10-102"));
	world_as(world, "quinn");
	sample = selected(world, 100, GRADE_NONE);
	expect(world,
		"SELECT u.login || m.mode FROM moderation m JOIN audit a ON a.id = m.audit_id "
		"JOIN user u ON u.id = m.user_id WHERE a.ref = '2026-10-101'",
		"ida1");
	expect(world,
		"SELECT m.mode || m.open_why || (a.blind_id IS NULL) FROM moderation m JOIN "
		"audit a ON a.id = m.audit_id WHERE a.ref = '2026-10-102'",
		"2had read the audit before1");
	sample_destroy(sample);
}

static void who_is_away_for_half_the_time_is_spared(void **state)
{
	struct world *world = *state;
	struct sample *sample;

	// Ten working days from Tuesday 13 to Monday 26 October: four and five of them.
	base_tamper(world->base,
		"INSERT INTO user_away SELECT id, '2026-10-01', '2026-10-16' FROM "
		"user WHERE login = 'ida';"
		"INSERT INTO user_away SELECT id, '2026-10-20', '2026-12-31' FROM "
		"user WHERE login = 'ivy'");
	sample = selected(world, 100, GRADE_NONE);
	expect(world,
		"SELECT group_concat(login) FROM (SELECT DISTINCT u.login FROM moderation m "
		"JOIN user u ON u.id = m.user_id ORDER BY 1)",
		"ida,sam,sue");
	sample_destroy(sample);
}

static void open_by_the_setting(void **state)
{
	struct world *world = *state;
	struct sample *sample;

	base_tamper(world->base, "INSERT INTO setting VALUES ('moderation-mode', 'open')");
	sample = selected(world, 100, GRADE_NONE);
	expect(world, "SELECT group_concat(DISTINCT mode || open_why) FROM moderation",
		"2by the setting");
	expect(world, "SELECT count(*) FROM audit WHERE blind_id IS NOT NULL", "0");
	sample_destroy(sample);
}

static void whom_nobody_can_moderate_is_said(void **state)
{
	struct world *world = *state;
	struct sample *sample;

	base_tamper(world->base, "UPDATE user SET active = 0 WHERE login = 'sue'");
	sample = selected(world, 100, GRADE_NONE);
	assert_int_equal(sample->shortfall_count, 1);
	assert_string_equal(sample->shortfalls[0].service, "Early Help");
	assert_int_equal(sample->shortfalls[0].wanted, 2);
	assert_int_equal(sample->shortfalls[0].got, 0);
	assert_non_null(strstr(sample->shortfalls[0].why, "2026-10-201, 2026-10-202"));
	expect(world, "SELECT count(*) FROM moderation WHERE user_id IS NULL", "2");
	expect(world, "SELECT count(*) FROM audit WHERE blind_id IS NULL AND service_id = 2",
		"2");
	sample_destroy(sample);
}

// One more audit of Assessment, completed on the day.
static void complete_another(struct world *world, const char *ref)
{
	char *sql = xasprintf("INSERT INTO audit (ref, casefile_id, team_id, service_id, "
			      "template_id, month, state, lead_id, allocated_on, due_on, "
			      "completed_on, final_overall) SELECT '%s', casefile_id, "
			      "team_id, service_id, template_id, month, 3, lead_id, "
			      "allocated_on, due_on, '2026-10-12', 2 FROM audit LIMIT 1",
		ref);

	base_tamper(world->base, sql);
	free(sql);
}

// 25% of ten are three, of two one: they stay so, however often it is asked for.
static void what_was_drawn_counts_when_it_is_drawn_again(void **state)
{
	struct world *world = *state;
	struct moderation_request again = {"2026-10", 25, GRADE_NONE, NULL};
	struct sample *sample = selected(world, 25, GRADE_NONE);
	int drawn = chosen(sample, 1), wrong = 0;

	sample_destroy(sample);
	assert_refused(moderation_select(world->session, &again, &sample), ERROR_DATA);
	// One of those drawn is moderated meanwhile, and counts all the same.
	base_tamper(world->base,
		"UPDATE audit SET state = 4 WHERE id = (SELECT audit_id FROM moderation WHERE "
		"why = '' LIMIT 1)");
	complete_another(world, "2026-10-997");
	complete_another(world, "2026-10-998");
	assert_refused(moderation_select(world->session, &again, &sample), ERROR_DATA);
	complete_another(world, "2026-10-999");
	assert_done(moderation_select(world->session, &again, &sample));
	assert_int_equal(chosen(sample, 1), 1); // 25% of thirteen are four
	assert_int_equal(sample->entry_count, 15);
	assert_int_equal(sample->shortfall_count, 0);
	for (size_t i = 0; i < sample->entry_count; i++)
		drawn -= strcmp(sample->entries[i].excluded, "drawn already") == 0;
	assert_int_equal(drawn, 0);
	assert_done(sample_verify(world->session, sample->name, &wrong, say, NULL));
	sample_destroy(sample);
}

static void works_again_later(void **state)
{
	struct world *world = *state;
	struct sample *sample = selected(world, 100, GRADE_NONE);
	struct moderation_request again = {"2026-10", 100, GRADE_NONE, NULL};

	sample_destroy(sample);
	assert_refused(moderation_select(world->session, &again, &sample), ERROR_DATA);
	assert_null(sample);
	complete_another(world, "2026-10-999");
	assert_done(moderation_select(world->session, &again, &sample));
	assert_string_equal(sample->name, "2026-10-moderation-2");
	assert_int_equal(chosen(sample, 1), 1);
	for (size_t i = 0; i < sample->entry_count; i++)
		if (strcmp(sample->entries[i].ref, "2026-10-999") == 0)
			assert_int_equal(sample->entries[i].chosen, 1);
		else
			assert_string_equal(sample->entries[i].excluded, "drawn already");
	assert_int_equal(sample->shortfall_count, 0);
	sample_destroy(sample);
}

static void only_what_belongs_to_it_is_in_the_frame(void **state)
{
	struct world *world = *state;
	struct sample *sample;

	base_tamper(world->base,
		"UPDATE audit SET kind = 2 WHERE ref = '2026-10-101';"
		"UPDATE audit SET completed_on = '2026-09-30' WHERE ref = '2026-10-102';"
		"UPDATE audit SET state = 4 WHERE ref = '2026-10-103';"
		"UPDATE audit SET state = 6 WHERE ref = '2026-10-104';"
		"UPDATE audit SET state = 2, completed_on = NULL WHERE ref = '2026-10-105';");
	sample = selected(world, 100, GRADE_NONE);
	assert_int_equal(sample->entry_count, 7);
	sample_destroy(sample);
}

static void refuses_what_cannot_be(void **state)
{
	struct world *world = *state;
	struct moderation_request request = {"2026-10", 0, GRADE_NONE, NULL};
	struct sample *sample;

	assert_refused(moderation_select(world->session, &request, &sample), ERROR_USAGE);
	request.percent = 101;
	assert_refused(moderation_select(world->session, &request, &sample), ERROR_USAGE);
	request.percent = 10;
	request.month = "2026-13";
	assert_refused(moderation_select(world->session, &request, &sample), ERROR_USAGE);
	request.month = "2026-08";
	assert_refused(moderation_select(world->session, &request, &sample), ERROR_DATA);
}

static void only_qa_selects(void **state)
{
	static const char *const others[] = {"ann", "sam", "sue", "adam", "max"};
	struct moderation_request request = {"2026-10", 10, GRADE_NONE, NULL};
	struct world *world = *state;
	struct sample *sample;

	assert_done(moderation_add(world->session, "2026-10-101", "sam", "worth a look"));
	for (size_t i = 0; i < LENGTH(others); i++) {
		world_as(world, others[i]);
		assert_refused(
			moderation_select(world->session, &request, &sample), ERROR_DENIED);
		assert_refused(
			moderation_add(world->session, "2026-10-102", "", "x"), ERROR_DENIED);
		assert_refused(
			moderation_assign(world->session, "2026-10-101", "ida"), ERROR_DENIED);
	}
}

static void by_hand_with_a_reason(void **state)
{
	struct world *world = *state;

	assert_refused(moderation_add(world->session, "2026-10-101", "", " \n"), ERROR_DATA);
	assert_refused(moderation_add(world->session, "none", "", "x"), ERROR_MISSING);
	assert_refused(
		moderation_add(world->session, "2026-10-101", "nobody", "x"), ERROR_MISSING);
	assert_refused(moderation_add(world->session, "2026-10-101", "sue", "x"), ERROR_DENIED);
	assert_refused(moderation_add(world->session, "2026-10-101", "ann", "x"), ERROR_DENIED);
	assert_refused(moderation_add(world->session, "2026-10-201", "max", "x"), ERROR_DENIED);
	expect(world, "SELECT count(*) FROM moderation", "0");
	assert_done(moderation_add(world->session, "2026-10-101", "ivy", "worth a look"));
	assert_refused(moderation_add(world->session, "2026-10-101", "", "x"), ERROR_CREATE);
	expect(world, "SELECT why || mode || (sample_id IS NULL) FROM moderation",
		"worth a look11");
	assert_done(moderation_add(world->session, "2026-10-201", NULL, "another"));
	base_tamper(world->base, "UPDATE audit SET state = 2 WHERE ref = '2026-10-102'");
	assert_refused(moderation_add(world->session, "2026-10-102", "", "x"), ERROR_DATA);
	expect(world,
		"SELECT words FROM notice n JOIN user u ON u.id = n.user_id WHERE u.login = "
		"'ivy'",
		"Audit 2026-10-101 is yours to moderate by 26 Oct 2026");
}

static void assigning_moves_blindness_and_keeps_what_was_graded(void **state)
{
	struct world *world = *state;

	assert_done(moderation_add(world->session, "2026-10-101", "sam", "worth a look"));
	base_tamper(world->base,
		"UPDATE moderation SET state = 2, took_part = 1;"
		"INSERT INTO moderation_grade (audit_id, domain_id, own, changed_at) SELECT "
		"m.audit_id, d.id, 4, '' FROM moderation m JOIN domain d WHERE d.code = "
		"'VOICE' "
		"LIMIT 1");
	assert_refused(moderation_assign(world->session, "2026-10-101", "sue"), ERROR_DENIED);
	assert_refused(moderation_assign(world->session, "2026-10-101", "sam"), ERROR_DATA);
	assert_refused(moderation_assign(world->session, "2026-10-102", "sam"), ERROR_MISSING);
	assert_refused(moderation_assign(world->session, "2026-10-101", ""), ERROR_USAGE);
	assert_done(moderation_assign(world->session, "2026-10-101", "ida"));
	expect(world,
		"SELECT u.login || m.state || m.mode || (m.took_part IS NULL) || (a.blind_id "
		"= u.id) FROM moderation m JOIN audit a ON a.id = m.audit_id JOIN user u ON "
		"u.id = m.user_id",
		"ida1111");
	expect(world, "SELECT count(*) FROM moderation_grade", "0");
	assert_int_equal(
		world_trail(world, "2026-10-101", "remove", "moderator.VOICE.grade"), 1);
	expect(world,
		"SELECT v.old FROM trail t JOIN trail_value v ON v.seq = t.seq WHERE t.field "
		"= 'moderator.VOICE.grade'",
		"Inadequate");
	expect(world, "SELECT count(*) FROM notice", "3");
	base_tamper(world->base, "UPDATE moderation SET state = 4");
	assert_refused(moderation_assign(world->session, "2026-10-101", "sam"), ERROR_DATA);
}

// A look while blind is no reading; one before or after is.
static void looks_while_blind_are_no_reading(void **state)
{
	struct world *world = *state;
	struct readers readers;
	char *id = world_look(world, "SELECT id FROM audit WHERE ref = '2026-10-101'");
	int64_t audit = strtoll(id, NULL, 10);

	free(id);
	assert_done(moderation_add(world->session, "2026-10-101", "sam", "worth a look"));
	audit_destroy(world_open(world, "sam", "2026-10-101"));
	audit_destroy(world_open(world, "ida", "2026-10-101"));
	assert_done(readers_load(world->session, audit, &readers));
	assert_false(readers_have(&readers, "sam"));
	assert_true(readers_have(&readers, "ida"));
	readers_finish(&readers);
	world_as(world, "quinn");
	assert_done(moderation_assign(world->session, "2026-10-101", "ivy"));
	audit_destroy(world_open(world, "sam", "2026-10-101"));
	assert_done(readers_load(world->session, audit, &readers));
	assert_true(readers_have(&readers, "sam"));
	assert_false(readers_have(&readers, "ivy"));
	readers_finish(&readers);
	world_as(world, "quinn");
	assert_done(moderation_assign(world->session, "2026-10-101", "sam"));
	expect(world, "SELECT mode FROM moderation", "2");
}

// A receipt tells grades: QA who are to grade one of its audits blind are refused it, and may verify it.
static void the_receipt_is_not_for_the_blind(void **state)
{
	struct world *world = *state;
	struct sample *sample = selected(world, 100, GRADE_NONE), **list;
	size_t many;
	int wrong;

	sample_destroy(sample);
	base_tamper(world->base, "UPDATE user SET roles = 6 WHERE login = 'sue'");
	world_as(world, "sue");
	assert_refused(sample_get(world->session, "2026-10-moderation", &sample), ERROR_DENIED);
	assert_done(sample_list(world->session, NULL, &list, &many));
	assert_int_equal(many, 0);
	free(list);
	assert_done(sample_verify(world->session, "2026-10-moderation", &wrong, say, NULL));
	base_tamper(world->base, "UPDATE audit SET blind_id = NULL");
	assert_done(sample_get(world->session, "2026-10-moderation", &sample));
	sample_destroy(sample);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, submitted_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(draws_by_service_and_takes_every_inadequate_one),
		TEST(a_receipt_tells_who_was_taken_without_a_draw),
		TEST(seeds_give_the_same_and_the_setting_lifts_the_inadequate),
		TEST(one_grade_only),
		TEST(is_given_out_evenly_and_blind),
		TEST(who_has_read_it_comes_last_and_is_open),
		TEST(who_is_away_for_half_the_time_is_spared),
		TEST(open_by_the_setting),
		TEST(whom_nobody_can_moderate_is_said),
		TEST(what_was_drawn_counts_when_it_is_drawn_again),
		TEST(works_again_later),
		TEST(only_what_belongs_to_it_is_in_the_frame),
		TEST(refuses_what_cannot_be),
		TEST(only_qa_selects),
		TEST(by_hand_with_a_reason),
		TEST(assigning_moves_blindness_and_keeps_what_was_graded),
		TEST(looks_while_blind_are_no_reading),
		TEST(the_receipt_is_not_for_the_blind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
