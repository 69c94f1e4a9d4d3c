// SPDX-License-Identifier: MIT
// What people are told of moderation leaves their Home when it is done, and no sooner.
#include "test/test.h"

#include <stdlib.h>

#include "core/notice.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/moderated.h"

// How many notices of an act about the audit are not read, of everybody.
static void expect_told(struct world *world, const char *act, const char *count)
{
	char *query = xasprintf(
		"SELECT count(*) FROM notice WHERE act = '%s' AND read_at IS NULL AND audit_id",
		act);

	world_expect(world, query, count);
	free(query);
}

static void completing_is_the_end_of_being_asked_to_moderate(void **state)
{
	struct world *world = *state;
	int64_t id = moderated_to(world, MODERATION_REVEALED);
	struct moderation *moderation;

	expect_told(world, "moderate", "1");
	moderation = moderation_as(world, "sam", id);
	moderated_decide(world, moderation);
	assert_done(moderation_complete(world->session, moderation));
	moderation_destroy(moderation);
	expect_told(world, "moderate", "0");
	expect_told(world, "moderated", "2"); // lead and peer
}

static void acknowledging_is_the_end_for_the_lead_alone(void **state)
{
	struct world *world = *state;
	struct moderation *moderation =
		moderation_as(world, "ann", moderated_to(world, MODERATION_COMPLETED));

	expect_told(world, "moderated", "2");
	assert_done(moderation_acknowledge(world->session, moderation));
	expect_told(world, "moderated", "1");
	world_expect(world,
		"SELECT u.login FROM notice n JOIN user u ON u.id = n.user_id "
		"WHERE n.act = 'moderated' AND n.read_at IS NULL",
		"bob");
	moderation_destroy(moderation);
}

static void an_answer_acknowledges_too(void **state)
{
	struct world *world = *state;
	struct moderation *moderation =
		moderation_as(world, "ann", moderated_to(world, MODERATION_COMPLETED));

	assert_done(moderation_answer(world->session, moderation, "I see it now."));
	expect_told(world, "moderated", "1");
	expect_told(world, "answered", "1");
	moderation_destroy(moderation);
}

static void who_could_settle_is_told_of_a_dispute(void **state)
{
	struct world *world = *state;

	moderated_to(world, MODERATION_DISPUTED);
	world_expect(world,
		"SELECT count(*) > 1 FROM notice WHERE act = 'disputed' AND read_at IS NULL",
		"1");
}

static void settling_is_the_end_of_it(void **state)
{
	struct world *world = *state;

	moderated_to(world, MODERATION_SETTLED);
	expect_told(world, "disputed", "0");
	world_expect(world,
		"SELECT count(*) > 1 FROM notice WHERE act = 'settled' AND read_at IS NULL",
		"1");
}

static void who_gets_it_instead_is_told_and_who_had_it_not_twice(void **state)
{
	struct world *world = *state;

	moderated_to(world, MODERATION_SELECTED);
	world_as(world, "quinn");
	assert_done(moderation_assign(world->session, "2026-10-001", "ida"));
	world_expect(world,
		"SELECT group_concat(told, '; ') FROM (SELECT u.login || ': ' || n.words AS "
		"told "
		"FROM notice n JOIN user u ON u.id = n.user_id WHERE n.act = 'moderate' "
		"AND n.read_at IS NULL ORDER BY u.login)",
		"ida: Audit 2026-10-001 is yours to moderate by 26 Oct 2026; sam: Audit "
		"2026-10-001 is not yours to moderate any more: it was given to somebody else");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, moderated_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(completing_is_the_end_of_being_asked_to_moderate),
		TEST(acknowledging_is_the_end_for_the_lead_alone),
		TEST(an_answer_acknowledges_too),
		TEST(who_could_settle_is_told_of_a_dispute),
		TEST(settling_is_the_end_of_it),
		TEST(who_gets_it_instead_is_told_and_who_had_it_not_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
