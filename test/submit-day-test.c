// SPDX-License-Identifier: MIT
// Which day a submission counts for, by the clock on the wall: just before and after midnight, in summer time, on a
// bank holiday.
#include "test/test.h"

#include <stdlib.h>

#include "db/error.h"
#include "db/mem.h"

#include "test/looped.h"

static time_t clock_now;

// In the place of the C library's.
time_t time(time_t *at)
{
	if (at)
		*at = clock_now;
	return clock_now;
}

static const struct {
	const char *utc, *day, *due; // due: of the oversight, five working days later
} cases[] = {
	{"2026-10-16T22:59:59Z", "2026-10-16", "2026-10-23"}, // Friday 23:59:59 in summer
	{"2026-10-16T23:00:00Z", "2026-10-17", "2026-10-23"}, // and midnight
	{"2026-11-20T23:59:00Z", "2026-11-20", "2026-11-27"}, // Friday 23:59 in winter
	{"2026-11-23T00:00:00Z", "2026-11-23", "2026-11-30"}, // Monday begins
	{"2026-12-24T23:59:59Z", "2026-12-24",
		"2027-01-05"}, // 25, 28 December, 1 January: nobody works
	{"2026-12-25T09:00:00Z", "2026-12-25", "2027-01-05"},
	{"2026-12-28T12:00:00Z", "2026-12-28", "2027-01-05"}, // in the place of Boxing Day
	{"2026-12-31T23:59:00Z", "2026-12-31", "2027-01-08"},
	{"2027-03-28T22:59:00Z", "2027-03-28",
		"2027-04-05"}, // Easter Sunday, the day the clocks go on
	{"2027-05-31T22:59:00Z", "2027-05-31", "2027-06-07"}, // a bank holiday's last minute
};

static void submitted_at(struct world *world, size_t row)
{
	char *ref = world_audit(world, "C1", "bob", "");
	struct audit *audit = world_open(world, "bob", ref);

	free(ref);
	looped_grade(world, audit, GRADE_GOOD);
	assert_done(moment_parse(cases[row].utc, &clock_now));
	world->session->fixed_today = false;
	session_clock(world->session);
	assert_done(audit_submit(world->session, audit));
	audit_destroy(audit);
	ref = xasprintf("%s %s %s", cases[row].day, cases[row].day, cases[row].due);
	world_expect(world,
		"SELECT a.completed_on || ' ' || x.counted_from || ' ' || x.due_on FROM audit "
		"a JOIN loop_step x ON x.audit_id = a.id WHERE x.seq = 1",
		ref);
	free(ref);
}

static void the_day_is_the_one_on_the_wall(void **state)
{
	setenv("TZ", "GMT0BST,M3.5.0/1,M10.5.0", 1);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_done(moment_parse("2026-10-12T10:00:00Z", &clock_now));
		assert_int_equal(looped_setup(state), 0);
		submitted_at(*state, i);
		assert_int_equal(world_teardown(state), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_day_is_the_one_on_the_wall)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
