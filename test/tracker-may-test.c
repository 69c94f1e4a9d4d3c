// SPDX-License-Identifier: MIT
// Who may do what to an action: every act, in every state, by everybody; and who comes too late.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "test/raised.h"
#include "test/table.h"

// --- every act, in every state, by everybody ---

static const char *const people[] = {
	"ann", "abe", "bob", "cat", "sam", "sue", "quinn", "adam", "max"};

static enum tracker_act act_of(const char *name)
{
	int act = TRACKER_PROGRESS;

	while (act < TRACKER_ACTS && strcmp(tracker_act_name(act), name) != 0)
		act++;
	assert_true(act < TRACKER_ACTS);
	return (enum tracker_act)act;
}

// What somebody is told; everything that was done is taken back.
static const char *answer_to(struct world *world, enum tracker_act act, int64_t id)
{
	struct session *session = world->session;
	char *login = xstrdup(session->me.login);
	struct action_row row = {0};
	bool may;
	int result;

	world_as(world, "quinn");
	assert_done(tracker_reload(session, id, &row));
	world_as(world, login);
	may = tracker_may(session, act, &row);
	assert_done(db_begin(session->db));
	result = raised_act(session, act, &row.action);
	db_end(session->db, -1);
	if (may != (result == 0))
		fail_msg("%s: %s %s, but: %s", login, tracker_act_name(act),
			may ? "is offered" : "is not offered", error_message());
	action_row_finish(&row);
	free(login);
	if (result == 0)
		return "yes";
	return error_kind() == ERROR_DENIED ? "no" : error_kind() == ERROR_DATA ? "late" : "?";
}

static void every_act_by_everybody(void **state)
{
	struct world *world = *state;
	struct raised raised = raised_new(world);
	struct table *table = table_read("tracker.tsv");

	for (size_t i = 0; i < table_rows(table); i++) {
		enum tracker_act act = act_of(table_cell(table, i, "act"));

		raised_state(
			world, table_cell(table, i, "audit"), table_cell(table, i, "progress"));
		for (size_t p = 0; p < LENGTH(people); p++) {
			world_as(world, people[p]);
			table_expect(table, i, people[p], answer_to(world, act, raised.id));
		}
	}
	table_destroy(table);
	raised_finish(&raised);
}

static void the_owner_by_name_does_not_verify(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);

	raised_state(world, "submitted", "said to be done");
	base_tamper(
		world->base, "UPDATE action SET owner_id = NULL, owner_name = 'QUINN Quill'");
	world_as(world, "quinn");
	raised_look(world, &raised);
	assert_false(tracker_may(session, TRACKER_VERIFY, &raised.row));
	assert_refused(tracker_verify(session, &raised.row.action, "safe"), ERROR_DENIED);
	base_tamper(world->base, "UPDATE action SET owner_name = 'Quinn Other'");
	raised_look(world, &raised);
	assert_done(tracker_verify(session, &raised.row.action, "safe"));
	raised_finish(&raised);
}

// --- coming too late ---

static void who_saw_an_older_one_is_told_both(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);

	for (int act = TRACKER_PROGRESS; act < TRACKER_ACTS; act++) {
		raised_state(world, "submitted",
			act == TRACKER_VERIFY || act == TRACKER_RETURN ? "said to be done"
								       : "progressing");
		world_as(world, "quinn");
		raised_look(world, &raised);
		world_as(world, "sam");
		assert_done(tracker_note(session, &raised.row.action, "Rang the school"));
		world_as(world, "quinn");
		assert_refused(raised_act(session, (enum tracker_act)act, &raised.row.action),
			ERROR_BUSY);
		assert_non_null(strstr(error_message(), "Sam Stone"));
		assert_non_null(strstr(error_message(), "Rang the school"));
		assert_non_null(
			strstr(error_message(), tracker_act_name((enum tracker_act)act)));
		raised_look(world, &raised);
		assert_done(raised_act(session, (enum tracker_act)act, &raised.row.action));
	}
	raised_finish(&raised);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		WORLD(every_act_by_everybody),
		WORLD(the_owner_by_name_does_not_verify),
		WORLD(who_saw_an_older_one_is_told_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
