// SPDX-License-Identifier: MIT
// The council of world.h with an action that was raised.
#include "test/test.h"

#include <stdlib.h>

#include "db/error.h"
#include "db/mem.h"
#include "test/raised.h"

struct raised raised_new(struct world *world)
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

void raised_look(struct world *world, struct raised *raised)
{
	assert_done(tracker_reload(world->session, raised->id, &raised->row));
}

void raised_finish(struct raised *raised)
{
	action_row_finish(&raised->row);
	free(raised->ref);
}

int raised_act(struct session *session, enum tracker_act act, const struct action *seen)
{
	struct action words = {.what = (char *)"Visit twice",
		.measure = (char *)"Two visits",
		.reason = (char *)"To be heard",
		.start_on = DATE_NONE};
	date due = date_from(2026, 11, 20);

	switch (act) {
	case TRACKER_PROGRESS:
		return tracker_progress(session, seen, PROGRESS_OFF_TRACK, due, "ill");
	case TRACKER_NOTE: return tracker_note(session, seen, "noted");
	case TRACKER_DONE: return tracker_done(session, seen, session->today, "on file");
	case TRACKER_VERIFY: return tracker_verify(session, seen, "safer");
	case TRACKER_RETURN: return tracker_return(session, seen, "not there");
	case TRACKER_POSTPONE: return tracker_postpone(session, seen, due, "ill", false);
	case TRACKER_HAND: return tracker_hand(session, seen, "abe", NULL, NULL, "leave");
	case TRACKER_PRIORITY: return tracker_priority(session, seen, true, NULL);
	case TRACKER_ESCALATE: return tracker_escalate(session, seen, true, "stuck");
	case TRACKER_CHANGE: return tracker_change(session, seen, &words, "clearer");
	default: return -1;
	}
}

void raised_state(struct world *world, const char *audit, const char *progress)
{
	enum audit_state state;
	enum progress stands;
	char *sql;

	assert_int_equal(audit_state_parse(audit, &state), 0);
	assert_int_equal(progress_parse(progress, &stands), 0);
	sql = xasprintf(
		"UPDATE audit SET state = %d; UPDATE action SET progress = %d,"
		" said_by = iif(%d > 3, (SELECT id FROM user WHERE login = 'ann'), NULL),"
		" completed_on = iif(%d > 3, '2026-10-12', NULL),"
		" verified_on = iif(%d > 4, '2026-10-12', NULL)",
		(int)state, (int)stands, (int)stands, (int)stands, (int)stands);
	base_tamper(world->base, sql);
	free(sql);
}
