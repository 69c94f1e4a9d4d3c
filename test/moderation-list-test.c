// SPDX-License-Identifier: MIT
// Lists of moderations: who sees which, a page at a time over an index.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/moderation.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/submitted.h"

// All refs of a list, one page of two after the other, forwards and back again.
static char *walk(struct world *world, enum moderation_list list, bool back)
{
	struct moderation_row rows[2], last = {0};
	char *text = xstrdup("");
	int got;

	do {
		got = moderation_page(
			world->session, list, last.ref ? &last : NULL, back, rows, 2);
		assert_true(got >= 0);
		for (int i = 0; i < got; i++) {
			char *longer =
				xasprintf("%s%s%s", text, *text ? " " : "", rows[i].ref + 8);

			free(text);
			text = longer;
			moderation_row_finish(&last);
			last = rows[i];
		}
	} while (got == 2);
	moderation_row_finish(&last);
	return text;
}

static void listed(struct world *world, const char *login, enum moderation_list list,
	const char *forwards, const char *backwards)
{
	char *there, *back;
	int64_t many;
	int words = *forwards != '\0';

	world_as(world, login);
	there = walk(world, list, false);
	back = walk(world, list, true);
	assert_string_equal(there, forwards);
	assert_string_equal(back, backwards);
	for (const char *at = forwards; (at = strchr(at, ' ')); at++)
		words++;
	assert_done(moderation_list_count(world->session, list, &many));
	assert_int_equal(many, words);
	free(there);
	free(back);
}

static const char states[] =
	"UPDATE moderation SET due_on = '2026-10-20' WHERE audit_id = (SELECT id FROM audit "
	"WHERE "
	"ref = '2026-10-103');"
	"UPDATE moderation SET state = 4, moderated_on = '2026-10-13' WHERE audit_id IN "
	"(SELECT id "
	"FROM audit WHERE ref IN ('2026-10-104', '2026-10-105', '2026-10-201'));"
	"UPDATE moderation SET state = 4, moderated_on = '2026-10-12' WHERE audit_id IN "
	"(SELECT id "
	"FROM audit WHERE ref = '2026-10-106');"
	"UPDATE moderation SET acknowledged_at = 'x' WHERE audit_id IN (SELECT id FROM audit "
	"WHERE "
	"ref = '2026-10-105');"
	"UPDATE moderation SET state = 5, moderated_on = '2026-10-14', disputed_on = "
	"'2026-10-15' "
	"WHERE audit_id IN (SELECT id FROM audit WHERE ref = '2026-10-107');";

static void lists_are_pages(void **state)
{
	static const char *const refs[] = {
		"101", "102", "103", "104", "105", "106", "107", "201"};
	struct world *world = *state;

	for (size_t i = 0; i < LENGTH(refs); i++) {
		char *ref = xasprintf("2026-10-%s", refs[i]);

		assert_done(moderation_add(world->session, ref, i == 7 ? "sue" : "sam", "x"));
		free(ref);
	}
	base_tamper(world->base, states);
	listed(world, "sam", MODERATIONS_MINE, "103 101 102", "102 101 103");
	listed(world, "ida", MODERATIONS_MINE, "", "");
	listed(world, "ida", MODERATIONS_OPEN, "103 101 102", "102 101 103");
	listed(world, "quinn", MODERATIONS_OPEN, "103 101 102", "102 101 103");
	listed(world, "sue", MODERATIONS_OPEN, "", "");
	listed(world, "ann", MODERATIONS_OPEN, "", "");
	listed(world, "ivy", MODERATIONS_DISPUTED, "107", "107");
	listed(world, "sue", MODERATIONS_DISPUTED, "", "");
	listed(world, "quinn", MODERATIONS_COMPLETED, "107 201 105 104 106",
		"106 104 105 201 107");
	listed(world, "sam", MODERATIONS_COMPLETED, "107 105 104 106", "106 104 105 107");
	listed(world, "sue", MODERATIONS_COMPLETED, "201", "201");
	listed(world, "ann", MODERATIONS_COMPLETED, "107 105 104 106", "106 104 105 107");
	listed(world, "max", MODERATIONS_COMPLETED, "201", "201");
	listed(world, "bob", MODERATIONS_COMPLETED, "", "");
	listed(world, "adam", MODERATIONS_COMPLETED, "", "");
	listed(world, "adam", MODERATIONS_OPEN, "", "");
	listed(world, "ann", MODERATIONS_OUTCOMES, "104 106 107", "107 106 104");
	listed(world, "max", MODERATIONS_OUTCOMES, "201", "201");
	listed(world, "sam", MODERATIONS_OUTCOMES, "", "");
}

static void what_is_withdrawn_is_nobodys_to_do(void **state)
{
	struct world *world = *state;
	char *blind;

	assert_done(moderation_add(world->session, "2026-10-101", "sam", "x"));
	assert_done(moderation_add(world->session, "2026-10-102", "sam", "x"));
	assert_done(audit_withdraw(world->session, "2026-10-101", "wrong case", "Sue Slate"));
	blind = world_look(world, "SELECT count(*) FROM audit WHERE blind_id IS NOT NULL");
	assert_string_equal(blind, "1");
	free(blind);
	listed(world, "sam", MODERATIONS_MINE, "102", "102");
	listed(world, "quinn", MODERATIONS_OPEN, "102", "102");
}

static void counts_end_where_they_are_many(void **state)
{
	static const char many[] =
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
		"1500) "
		"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, "
		"state, lead_id, lead_post, worker, plan_type, allocated_on, due_on, kind) "
		"SELECT 'M-' || i, casefile_id, team_id, service_id, template_id, month, "
		"state, "
		"lead_id, lead_post, worker, plan_type, allocated_on, due_on, kind "
		"FROM audit, n WHERE ref = '2026-10-101';"
		"INSERT INTO moderation (audit_id, state, mode, user_id, due_on) "
		"SELECT a.id, 1, 1, u.id, '2026-10-20' FROM audit a, user u "
		"WHERE a.ref GLOB 'M-*' AND u.login = 'sam';";
	static const struct {
		const char *login;
		int64_t mine, open;
	} table[] = {{"sam", 1000, 1000}, {"quinn", 0, 1000}, {"sue", 0, 0}, {"ann", 0, 0}};
	struct world *world = *state;
	int64_t count;

	base_tamper(world->base, many);
	for (size_t i = 0; i < LENGTH(table); i++) {
		world_as(world, table[i].login);
		assert_done(moderation_list_count(world->session, MODERATIONS_MINE, &count));
		assert_int_equal(count, table[i].mine);
		assert_done(moderation_list_count(world->session, MODERATIONS_OPEN, &count));
		assert_int_equal(count, table[i].open);
	}
}

// No page walks a whole table, or sorts what may be many.
static void pages_walk_indexes(void **state)
{
	static const enum query pages[] = {QUERY_MODERATION_MINE, QUERY_MODERATION_MINE_BACK,
		QUERY_MODERATION_OPEN, QUERY_MODERATION_OPEN_BACK, QUERY_MODERATION_DISPUTED,
		QUERY_MODERATION_DISPUTED_BACK, QUERY_MODERATION_COMPLETED_PAGE,
		QUERY_MODERATION_COMPLETED_PAGE_BACK, QUERY_MODERATION_OUTCOMES,
		QUERY_MODERATION_OUTCOMES_BACK};
	struct world *world = *state;

	for (size_t i = 0; i < LENGTH(pages); i++) {
		char *plan = world_plan(world, pages[i]);

		if (strstr(plan, "SCAN a") || strstr(plan, "SCAN m\n") || strstr(plan, "TEMP"))
			fail_msg("%s", plan);
		free(plan);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, submitted_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lists_are_pages),
		TEST(what_is_withdrawn_is_nobodys_to_do),
		TEST(counts_end_where_they_are_many),
		TEST(pages_walk_indexes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
