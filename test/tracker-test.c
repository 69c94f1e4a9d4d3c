// SPDX-License-Identifier: MIT
// What happens to actions after they were raised: each act, its refusals, its history, and coming too late.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/tracker.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/submitted.h"
#include "test/world.h"

// An action of the submitted audit of C1 (team A; ann leads it), owned by bob of team B, due 2026-11-06.
struct raised {
	char *ref;
	int64_t id;
	struct action_row row;
};

static struct raised raise(struct world *world)
{
	struct raised raised = {.ref = world_audit(world, "C1", "ann", "")};
	struct audit *audit = world_open(world, "ann", raised.ref);
	struct action action = {.what = (char *)"See the child alone",
		.measure = (char *)"A visit is on file",
		.reason = (char *)"So that he is heard",
		.owner_login = (char *)"bob",
		.due_on = date_from(2026, 11, 6),
		.start_on = DATE_NONE};

	assert_done(audit_add_action(world->session, audit, &action));
	raised.id = audit->actions[0].id;
	world_fill(world, audit);
	assert_done(audit_submit(world->session, audit));
	audit_destroy(audit);
	assert_done(tracker_reload(world->session, raised.id, &raised.row));
	return raised;
}

static void look_again(struct world *world, struct raised *raised)
{
	assert_done(tracker_reload(world->session, raised->id, &raised->row));
}

static void finish(struct raised *raised)
{
	action_row_finish(&raised->row);
	free(raised->ref);
}

static void from_raised_to_verified(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raise(world);
	struct action *action = &raised.row.action;
	date today = session->today;

	world_as(world, "bob"); // the owner, of another team
	assert_done(
		tracker_progress(session, action, PROGRESS_PROGRESSING, DATE_NONE, "begun"));
	look_again(world, &raised);
	assert_int_equal(action->progress, PROGRESS_PROGRESSING);
	assert_refused(tracker_done(session, action, today, " \n"), ERROR_DATA);
	assert_refused(tracker_done(session, action, today + 1, "on file"), ERROR_DATA);
	assert_done(tracker_done(session, action, today, "on file"));
	look_again(world, &raised);
	assert_int_equal(action->progress, PROGRESS_SAID_DONE);
	assert_string_equal(action->said_by, "bob");
	assert_string_equal(action->evidence, "on file");
	assert_int_equal(action->completed_on, today);
	assert_refused(tracker_verify(session, action, "safe"), ERROR_DENIED);
	world_as(world, "quinn");
	assert_done(tracker_return(session, action, "no visit there"));
	look_again(world, &raised);
	assert_int_equal(action->progress, PROGRESS_PROGRESSING);
	assert_int_equal(action->sent_back, 1);
	assert_string_equal(action->said_by, "");
	assert_string_equal(action->evidence, "");
	assert_refused(tracker_verify(session, action, "safe"), ERROR_DATA);
	world_as(world, "ann");
	assert_done(tracker_done(session, action, today, "visit of 12 October"));
	look_again(world, &raised);
	world_as(world, "quinn");
	assert_refused(tracker_verify(session, action, ""), ERROR_DATA);
	assert_done(tracker_verify(session, action, "He feels heard"));
	look_again(world, &raised);
	assert_int_equal(action->progress, PROGRESS_VERIFIED);
	assert_string_equal(action->verified_by, "quinn");
	assert_int_equal(world_trail(world, raised.ref, "done", "action 1"), 2);
	assert_int_equal(world_trail(world, raised.ref, "verify", "action 1"), 1);
	finish(&raised);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		WORLD(from_raised_to_verified),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
