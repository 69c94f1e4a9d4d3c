// SPDX-License-Identifier: MIT
// An audit that changes hands, or leaves them: what is kept, and who is told.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

#define VOICE 0 // the first domain

// What somebody is told, newest first, each with a newline. Yours.
static char *told(struct world *world, const char *login)
{
	char *sql = xasprintf("SELECT group_concat(words, '; ') FROM (SELECT n.words FROM "
			      "notice n JOIN user u ON u.id = n.user_id "
			      "WHERE u.login = '%s' ORDER BY n.id DESC)",
		login);
	char *words = world_look(world, sql);

	free(sql);
	return words;
}

static void expect_told(struct world *world, const char *login, const char *words)
{
	char *said = told(world, login);

	assert_string_equal(said ? said : "", words);
	free(said);
}

static void type_draft(
	struct world *world, const char *login, const char *ref, const char *text)
{
	struct audit *audit = world_open(world, login, ref);

	assert_done(
		draft_save(world->session, audit, PLACE_RATIONALE + VOICE, text, strlen(text)));
	audit_destroy(audit);
}

static void what_was_being_typed_changes_hands_too(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "cat");
	struct allocation wanted = {.lead = "bob", .due = date_from(2026, 11, 6)};
	struct audit *audit;

	type_draft(world, "ann", ref, "She told her story in Octo");
	type_draft(world, "cat", ref, "Mine");
	world_as(world, "quinn");
	base_tamper(world->base, "DELETE FROM notice");
	assert_done(audit_allocate(world->session, ref, &wanted));
	audit = world_open(world, "bob", ref);
	assert_string_equal(
		audit->drafts[PLACE_RATIONALE + VOICE]->text, "She told her story in Octo");
	audit_destroy(audit);
	audit = world_open(world, "cat", ref);
	assert_string_equal(audit->drafts[PLACE_RATIONALE + VOICE]->text, "Mine");
	audit_destroy(audit);
	expect_told(world, "ann",
		"2026-10-001, case C1: Bob Birch is its lead auditor now; what you wrote is "
		"kept");
	expect_told(world, "bob",
		"2026-10-001, case C1: you are its lead auditor now, due 6 Nov 2026; what Ann "
		"Archer "
		"wrote is there");
	expect_told(world, "cat", "2026-10-001, case C1, is due on 6 Nov 2026 now");
	free(ref);
}

static void both_are_told_of_a_withdrawal(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "cat");

	expect_told(world, "ann", "2026-10-001, case C1, is yours to audit, due 30 Oct 2026");
	expect_told(world, "cat",
		"2026-10-001, case C1: you are its peer auditor, due 30 Oct 2026");
	base_tamper(world->base, "DELETE FROM notice");
	world_as(world, "quinn");
	assert_done(audit_withdraw(world->session, ref, "Child moved away", "Sue Slate"));
	expect_told(world, "ann",
		"2026-10-001, case C1, was withdrawn, approved by Sue Slate: nothing is left "
		"to "
		"do");
	expect_told(world, "cat",
		"2026-10-001, case C1, was withdrawn, approved by Sue Slate: nothing is left "
		"to "
		"do");
	free(ref);
}

static void who_had_the_case_before_does_not_audit_it(void **state)
{
	struct world *world = *state;
	struct allocation wanted = {.case_ref = "C3", .due = DATE_NONE};
	char *ref;

	base_tamper(world->base,
		"INSERT INTO casefile_worker (casefile_id, worker, until_on) "
		"SELECT id, 'Ann', '2026-05-01' FROM casefile WHERE ref = 'C3'");
	world_as(world, "quinn");
	wanted.lead = "ann";
	assert_refused(audit_add(world->session, &wanted, &ref), ERROR_DATA);
	wanted.lead = "cat";
	wanted.peer = "ann";
	assert_refused(audit_add(world->session, &wanted, &ref), ERROR_DATA);
}

static void given_to_somebody_else_it_keeps_what_was_written(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *old = world_open(world, "ann", ref), *audit;
	struct allocation wanted = {.lead = "bob", .due = DATE_NONE};

	assert_done(audit_set_grade(session, old, VOICE, GRADE_GOOD, NULL));
	world_as(world, "quinn");
	assert_done(audit_allocate(session, ref, &wanted));
	assert_int_equal(world_trail(world, ref, "allocate", "lead"), 1);
	assert_int_equal(world_trail(world, ref, "allocate", "due_on"), 0);
	world_as(world, "ann");
	assert_refused(
		audit_set_grade(session, old, VOICE, GRADE_INADEQUATE, NULL), ERROR_DENIED);
	assert_null(audit_open(session, ref));
	audit = world_open(world, "bob", ref);
	assert_int_equal(audit->judgements[PART_LEAD][VOICE].grade, GRADE_GOOD);
	assert_string_equal(audit->lead_post, "iro");
	assert_int_equal(audit->due_on, date_from(2026, 10, 30));
	audit_destroy(old);
	audit_destroy(audit);
	free(ref);
}

// Who has left is no reason to refuse another date.
static void nothing_changed_is_nothing_written(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "cat");
	char held[] = "ann", why_not[] = "";
	struct allocation same = {.lead = "ann", .peer = "cat", .due = DATE_NONE};
	struct proposal later = {.audit_id = 1,
		.ref = ref,
		.held = held,
		.lead = held,
		.why_not = why_not,
		.due = date_from(2026, 11, 27)};

	world_as(world, "quinn");
	base_tamper(world->base, "DELETE FROM notice; UPDATE audit SET revision = 7");
	assert_done(audit_allocate(world->session, ref, &same));
	world_expect(world, "SELECT revision FROM audit", "7");
	base_tamper(world->base, "UPDATE user SET active = 0 WHERE login = 'ann'");
	assert_done(allocate_accept(world->session, &later, 1));
	world_expect(world, "SELECT revision || ' ' || due_on FROM audit", "8 2026-11-27");
	free(ref);
}

#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD(nothing_changed_is_nothing_written),
		WORLD(given_to_somebody_else_it_keeps_what_was_written),
		WORLD(what_was_being_typed_changes_hands_too),
		WORLD(both_are_told_of_a_withdrawal),
		WORLD(who_had_the_case_before_does_not_audit_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
