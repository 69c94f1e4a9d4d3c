// SPDX-License-Identifier: MIT
// What reports count: kept with each change, counted anew where it was not, compared when asked.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/tally.h"
#include "db/error.h"
#include "test/world.h"

static int64_t total;

static void add(const struct tally_row *row, void *context)
{
	const int64_t *wanted = context; // a, b; -1: any

	if ((wanted[0] < 0 || row->a == wanted[0]) && (wanted[1] < 0 || row->b == wanted[1]))
		total += row->count;
}

static int64_t count(struct world *world, enum tally what, const char *first, const char *last,
	int64_t a, int64_t b)
{
	struct tally_filter filter = {.kind = -1};

	total = 0;
	assert_int_equal(date_parse(first, DATE_ISO, &filter.range.first), 0);
	assert_int_equal(date_parse(last, DATE_ISO, &filter.range.last), 0);
	assert_done(tally_read(world->session, what, &filter, add, (int64_t[]){a, b}));
	return total;
}

static char *submitted(struct world *world)
{
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	world_fill(world, audit);
	assert_done(audit_submit(world->session, audit));
	audit_destroy(audit);
	world_as(world, "quinn");
	return ref;
}

static void an_audit_counts_when_it_is_submitted(void **state)
{
	struct world *world = *state;
	char *ref;

	free(world_audit(world, "C3", "cat", ""));
	ref = submitted(world);
	// Two are due in October: one is open, one was in time.
	assert_int_equal(
		count(world, TALLY_DUE, "2026-10-01", "2026-10-31", -1, COMPLIANCE_OPEN), 1);
	assert_int_equal(
		count(world, TALLY_DUE, "2026-10-01", "2026-10-31", -1, COMPLIANCE_IN_TIME), 1);
	assert_int_equal(count(world, TALLY_DUE, "2026-10-01", "2026-10-31",
				 tally_post("Team Manager"), -1),
		1); // the other is of a team leader
	assert_int_equal(count(world, TALLY_COMPLETED, "2026-10-01", "2026-10-31", 1, 0), 1);
	assert_int_equal(
		count(world, TALLY_FINAL, "2026-10-01", "2026-10-31", -1, GRADE_GOOD), 7);
	assert_int_equal(count(world, TALLY_FINAL, "2026-09-01", "2026-09-30", -1, -1), 0);
	free(ref);
}

static void what_is_withdrawn_is_exempt_and_counts_no_more(void **state)
{
	struct world *world = *state;
	char *ref = submitted(world);

	assert_done(audit_withdraw(world->session, ref, "Moved away", "A director"));
	assert_int_equal(count(world, TALLY_FINAL, "2026-10-01", "2026-10-31", -1, -1), 0);
	assert_int_equal(count(world, TALLY_COMPLETED, "2026-10-01", "2026-10-31", -1, -1), 0);
	assert_int_equal(
		count(world, TALLY_DUE, "2026-10-01", "2026-10-31", -1, COMPLIANCE_EXEMPT), 1);
	free(ref);
}

static void a_change_that_failed_counts_nothing(void **state)
{
	struct world *world = *state;
	char *ref = submitted(world);
	char *id = world_look(world, "SELECT max(id) FROM audit");

	world_as(world, "ann");
	assert_done(db_begin(world->session->db));
	assert_done(tally_touch(world->session, atoll(id)));
	assert_int_equal(db_end(world->session->db, -1), -1);
	// The next one starts afresh.
	assert_done(db_begin(world->session->db));
	assert_done(db_end(world->session->db, 0));
	world_as(world, "quinn");
	assert_int_equal(count(world, TALLY_FINAL, "2026-10-01", "2026-10-31", -1, -1), 7);
	free(id);
	free(ref);
}

static void parts_of_months_are_counted_from_the_audits(void **state)
{
	static const struct {
		const char *first, *last;
		int64_t count;
	} rows[] = {
		{"2026-10-12", "2026-10-12", 7}, // today
		{"2026-10-01", "2026-10-11", 0},
		{"2026-10-13", "2026-10-31", 0},
		{"2026-09-15", "2026-10-12", 7},
		{"2026-09-15", "2026-10-31", 7},
		{"2026-09-30", "2026-11-01", 7},
		{"2026-10-01", "2026-11-15", 7},
		{"2026-08-31", "2026-10-11", 0},
		{"1900-01-01", "9999-12-31", 7},
	};
	struct world *world = *state;
	char *ref = submitted(world);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(count(world, TALLY_FINAL, rows[i].first, rows[i].last, -1, -1),
			rows[i].count);
	free(ref);
}

static void who_may_not_report_on_it_gets_no_count(void **state)
{
	struct world *world = *state;
	char *ref = submitted(world);

	world_as(world, "sam"); // of Assessment
	assert_int_equal(count(world, TALLY_FINAL, "2026-10-01", "2026-10-31", -1, -1), 7);
	assert_int_equal(count(world, TALLY_FINAL, "2026-10-12", "2026-10-12", -1, -1), 7);
	world_as(world, "sue"); // of Early Help
	assert_int_equal(count(world, TALLY_FINAL, "2026-10-01", "2026-10-31", -1, -1), 0);
	assert_int_equal(count(world, TALLY_FINAL, "2026-10-12", "2026-10-12", -1, -1), 0);
	world_as(world, "quinn");
	free(ref);
}

static void tell(const char *sentence, void *context)
{
	snprintf(context, 200, "%s", sentence);
}

static void a_count_that_is_off_is_found_and_mended(void **state)
{
	struct world *world = *state;
	char *ref = submitted(world), sentence[200] = "";
	int64_t wrong;

	assert_done(db_begin(world->session->db));
	assert_done(db_run(world->session->db, QUERY_TALLY_ADD,
		ARGS(INT("what", TALLY_FINAL), INT("month", 202610), INT("service", 1),
			INT("team", 1), INT("kind", 1), INT("a", 1), INT("b", 4), INT("c", 0),
			INT("count", 2))));
	assert_done(db_end(world->session->db, 0));
	assert_done(tally_verify(world->session, &wrong, tell, sentence));
	assert_int_equal(wrong, 1);
	assert_non_null(strstr(sentence, "2 too great"));
	assert_done(tally_rebuild(world->session));
	assert_done(tally_verify(world->session, &wrong, tell, sentence));
	assert_int_equal(wrong, 0);
	free(ref);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			an_audit_counts_when_it_is_submitted, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(what_is_withdrawn_is_exempt_and_counts_no_more,
			world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_change_that_failed_counts_nothing, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(parts_of_months_are_counted_from_the_audits,
			world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			who_may_not_report_on_it_gets_no_count, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_count_that_is_off_is_found_and_mended, world_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
