// SPDX-License-Identifier: MIT
// What comes in by side doors: the trail's values, the search, rights taken away, dates gone by.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/audit-list.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

#define SECRET "Mother hid the bruises"

// How many rows of the trail the person is shown, and in *told how many of them with the secret.
static int rows_read(struct world *world, const char *login, int *told)
{
	struct trail_row *rows = xcalloc(200, sizeof(*rows));
	int got;

	world_as(world, login);
	got = trail_page(world->session, 0, INT64_MAX, false, rows, 200);
	assert_true(got >= 0);
	*told = 0;
	for (int i = 0; i < got; i++) {
		*told += (rows[i].old && strstr(rows[i].old, SECRET)) ||
			 (rows[i].new &&strstr(rows[i].new, SECRET));
		trail_row_finish(&rows[i]);
	}
	free(rows);
	return got;
}

// An audit by ann with abe as peer, in which she has written the secret.
static char *secret_audit(struct world *world, const char *peer)
{
	char *ref = world_audit(world, "C1", "ann", peer);
	struct audit *audit = world_open(world, "ann", ref);

	assert_done(audit_set_text(world->session, audit, PLACE_WELL, SECRET, NULL));
	audit_destroy(audit);
	return ref;
}

static void the_trail_tells_administrators_no_case_content(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world, "");
	int told, all = rows_read(world, "quinn", &told);

	assert_int_equal(told, 1);
	assert_int_equal(rows_read(world, "adam", &told), all);
	assert_int_equal(told, 0);
	rows_read(world, "ann", &told);
	assert_int_equal(told, 1);
	rows_read(world, "sam", &told);
	assert_int_equal(told, 1);
	assert_int_equal(rows_read(world, "sue", &told), 0);
	free(ref);
}

static void services_without_the_role_open_no_trail(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world, "");
	int told;

	base_tamper(world->base, "UPDATE user SET roles = 1 WHERE login = 'sam'");
	assert_int_equal(rows_read(world, "sam", &told), 0);
	free(ref);
}

static void a_peer_does_not_learn_from_the_trail(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world, "max");
	int told;

	base_tamper(world->base,
		"UPDATE user SET roles = 7 WHERE login = 'max';"
		"INSERT INTO user_service SELECT id, 1 FROM user WHERE login = 'max'");
	assert_true(rows_read(world, "max", &told) > 0);
	assert_int_equal(told, 0);
	base_tamper(world->base, "UPDATE audit SET state = 3, completed_on = '2026-10-12'");
	rows_read(world, "max", &told);
	assert_int_equal(told, 1);
	free(ref);
}

static int found(struct world *world, const char *login, const char *words)
{
	struct audit_filter filter = {.text = words};
	struct audit_row row;
	int got;

	world_as(world, login);
	got = audit_page(world->session, &filter, NULL, false, &row, 1);
	assert_true(got >= 0);
	if (got)
		audit_row_finish(&row);
	return got;
}

static void a_peer_does_not_find_the_leads_words(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world, "abe");
	struct audit *audit = world_open(world, "abe", ref);

	assert_done(
		audit_set_text(world->session, audit, PLACE_RATIONALE, "My own doubts", NULL));
	audit_destroy(audit);
	assert_int_equal(found(world, "ann", "bruises"), 1);
	assert_int_equal(found(world, "abe", "bruises"), 0);
	assert_int_equal(found(world, "abe", "doubts"), 1);
	base_tamper(world->base, "UPDATE audit SET state = 3, completed_on = '2026-10-12'");
	assert_int_equal(found(world, "abe", "bruises"), 1);
	free(ref);
}

static void who_has_left_opens_and_writes_nothing(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world, "");
	struct audit *audit = world_open(world, "ann", ref);

	base_tamper(world->base, "UPDATE user SET active = 0 WHERE login = 'ann'");
	assert_null(audit_open(world->session, ref));
	assert_int_equal((int)error_kind(), ERROR_DENIED);
	assert_refused(
		audit_set_grade(world->session, audit, 0, GRADE_GOOD, NULL), ERROR_DENIED);
	assert_false(session_watch(world->session));
	assert_false(may(world->session, RIGHT_SEE, NULL));
	audit_destroy(audit);
	free(ref);
}

static void a_role_taken_away_is_gone_at_once(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world, "");
	struct allocation wanted = {.lead = "abe", .due = DATE_NONE};

	world_as(world, "quinn");
	base_tamper(world->base, "UPDATE user SET roles = 1 WHERE login = 'quinn'");
	assert_refused(audit_allocate(world->session, ref, &wanted), ERROR_BUSY);
	assert_refused(audit_allocate(world->session, ref, &wanted), ERROR_DENIED);
	free(ref);
}

static void a_due_date_gone_by_is_refused(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world, "");
	struct allocation wanted = {.due = date_from(2026, 10, 11)};

	world_as(world, "quinn");
	assert_refused(audit_allocate(world->session, ref, &wanted), ERROR_DATA);
	wanted.due = date_from(2026, 10, 12);
	assert_done(audit_allocate(world->session, ref, &wanted));
	base_tamper(world->base, "UPDATE audit SET due_on = '2026-10-01'");
	wanted = (struct allocation){.lead = "abe", .due = date_from(2026, 10, 1)};
	assert_done(audit_allocate(world->session, ref, &wanted));
	free(ref);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_trail_tells_administrators_no_case_content),
		TEST(services_without_the_role_open_no_trail),
		TEST(a_peer_does_not_learn_from_the_trail),
		TEST(a_peer_does_not_find_the_leads_words),
		TEST(who_has_left_opens_and_writes_nothing),
		TEST(a_role_taken_away_is_gone_at_once),
		TEST(a_due_date_gone_by_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
