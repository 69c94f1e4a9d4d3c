// SPDX-License-Identifier: MIT
// Signing the steps that close the loop: who, what, when, and two at once.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/error.h"
#include "db/mem.h"
#include "test/looped.h"

static void each_part_is_signed_by_its_post(void **state)
{
	struct table *table = table_read("loop-sign.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct world *world = *state;
		char result[16] = "done";

		looped_audit(world, cell_grade(table, row), cell_risk(table, row));
		if (looped_sign(world, table_cell(table, row, "who"),
			    table_cell(table, row, "step"), table_cell(table, row, "part"),
			    world->session->today, NULL))
			snprintf(result, sizeof(result), "%d", (int)error_kind());
		table_expect(table, row, "result", result);
		assert_int_equal(world_teardown(state), 0);
		assert_int_equal(looped_setup(state), 0);
	}
	table_destroy(table);
}

static void one_person_signs_one_part(void **state)
{
	struct world *world = *state;
	date today = world->session->today;

	looped_audit(world, GRADE_INADEQUATE, false);
	assert_done(looped_sign(world, "ivy", "meeting", "head of service", today, NULL));
	assert_refused(looped_sign(world, "ivy", "meeting", "service manager", today, NULL),
		ERROR_DENIED);
	assert_refused(looped_sign(world, "dot", "meeting", "head of service", today, NULL),
		ERROR_BUSY);
	assert_refused(looped_sign(world, "ivy", "meeting", NULL, today, NULL), ERROR_BUSY);
	world_expect(world, "SELECT state FROM loop_step WHERE seq = 2", "1");
	assert_done(looped_sign(world, "sam", "meeting", NULL, today, NULL));
	world_expect(
		world, "SELECT state || done_on FROM loop_step WHERE seq = 2", "22026-10-12");
	assert_refused(looped_sign(world, "sam", "meeting", NULL, today, NULL), ERROR_BUSY);
	assert_int_equal(world_trail(world, "2026-10-001", "sign", "step meeting"), 2);
	assert_int_equal(world_trail(world, "2026-10-001", "complete", "step meeting"), 1);
}

static void what_is_late_says_why_and_stays_late(void **state)
{
	struct world *world = *state;
	struct loop_step step;
	date today;

	looped_audit(world, GRADE_GOOD, false);
	today = world->session->today = date_from(2026, 10, 21); // due 19 October
	assert_refused(
		looped_sign(world, "ann", "oversight", NULL, today + 1, "Ill."), ERROR_DATA);
	assert_refused(
		looped_sign(world, "ann", "oversight", NULL, date_from(2026, 10, 11), NULL),
		ERROR_DATA);
	assert_refused(looped_sign(world, "ann", "oversight", NULL, today, NULL), ERROR_DATA);
	assert_refused(looped_sign(world, "ann", "oversight", NULL, today, " \n"), ERROR_DATA);
	assert_done(
		looped_sign(world, "ann", "oversight", NULL, date_from(2026, 10, 20), "Ill."));
	assert_done(
		looped_sign(world, "sam", "oversight", NULL, date_from(2026, 10, 12), NULL));
	step = looped_step(world, "oversight");
	assert_int_equal(step.state, LOOP_DONE);
	assert_int_equal(step.done_on, date_from(2026, 10, 20)); // the latest, not the last
	assert_true(loop_step_late(&step, today));
	assert_string_equal(step.late_reason, "Ill.");
	loop_step_finish(&step);
}

static void what_is_asked_must_be_said(void **state)
{
	struct world *world = *state;
	struct loop_value seen[] = {{"by_whom", "Wendy"}, {"seen", "no"}};
	struct loop_value why[] = {
		{"by_whom", "Wendy"}, {"seen", "no"}, {"why_not", "Not in."}};
	struct loop_value odd[] = {{"by_whom", "Wendy"}, {"seen", "perhaps"}, {"alone", "yes"}};
	struct loop_value unknown[] = {{"note", "x"}};
	struct loop_done done = {.part = 0, .done_on = world->session->today};
	struct loop_step step;

	looped_audit(world, GRADE_INADEQUATE, true);
	step = looped_step(world, "visit");
	world_as(world, "ann");
	assert_refused(loop_sign(world->session, step.id, &done), ERROR_DATA);
	done.values = seen;
	done.count = LENGTH(seen);
	assert_refused(loop_sign(world->session, step.id, &done), ERROR_DATA);
	done.values = odd;
	done.count = LENGTH(odd);
	assert_refused(loop_sign(world->session, step.id, &done), ERROR_DATA);
	done.values = unknown;
	done.count = LENGTH(unknown);
	assert_refused(loop_sign(world->session, step.id, &done), ERROR_DATA);
	done.values = why;
	done.count = LENGTH(why);
	assert_done(loop_sign(world->session, step.id, &done));
	world_expect(world,
		"SELECT group_concat(field || '=' || value, ' ') FROM (SELECT field, value "
		"FROM loop_detail ORDER BY field)",
		"by_whom=Wendy seen=no why_not=Not in.");
	loop_step_finish(&step);
}

// Two processes, each with a session of its own, sign the same part at once.
static void of_two_at_once_one_is_told(void **state)
{
	struct world *world = *state;
	int codes[2] = {0}, ends[2];

	looped_audit(world, GRADE_GOOD, false);
	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < 2; i++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			struct session_options options = {.db = world->base->path,
				.as = i ? "ann" : "abe",
				.today = "2026-10-12"};
			struct session *session = session_open(&options);
			struct loop_value note = {"note", "On file."};
			struct loop_done done = {.part = 0,
				.done_on = date_from(2026, 10, 12),
				.values = &note,
				.count = 1};
			char go;

			close(ends[1]);
			if (!session || read(ends[0], &go, 1) != 0)
				_exit(1);
			_exit(loop_sign(session, 1, &done) ? (int)error_kind() : 0);
		}
	}
	close(ends[0]);
	close(ends[1]); // both begin
	for (int i = 0; i < 2; i++) {
		int status;

		assert_true(wait(&status) > 0);
		codes[i] = WEXITSTATUS(status);
	}
	assert_int_equal(codes[0] + codes[1], ERROR_BUSY);
	assert_int_equal(codes[0] * codes[1], 0);
	world_expect(world, "SELECT count(*) FROM loop_sign", "1");
}

int main(void)
{
#define LOOPED(name) cmocka_unit_test_setup_teardown(name, looped_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		LOOPED(each_part_is_signed_by_its_post),
		LOOPED(one_person_signs_one_part),
		LOOPED(what_is_late_says_why_and_stays_late),
		LOOPED(what_is_asked_must_be_said),
		LOOPED(of_two_at_once_one_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
