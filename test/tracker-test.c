// SPDX-License-Identifier: MIT
// What happens to actions after they were raised: each act, its refusals, its history, and coming too late.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/moderated.h"
#include "test/raised.h"
#include "test/table.h"

static void from_raised_to_verified(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);
	struct action *action = &raised.row.action;
	date today = session->today;

	world_as(world, "bob"); // the owner, of another team
	assert_done(
		tracker_progress(session, action, PROGRESS_PROGRESSING, DATE_NONE, "begun"));
	raised_look(world, &raised);
	assert_int_equal(action->progress, PROGRESS_PROGRESSING);
	assert_refused(tracker_done(session, action, today, " \n"), ERROR_DATA);
	assert_refused(tracker_done(session, action, today + 1, "on file"), ERROR_DATA);
	assert_done(tracker_done(session, action, today, "on file"));
	raised_look(world, &raised);
	assert_int_equal(action->progress, PROGRESS_SAID_DONE);
	assert_string_equal(action->said_by, "bob");
	assert_string_equal(action->evidence, "on file");
	assert_int_equal(action->completed_on, today);
	assert_refused(tracker_verify(session, action, "safe"), ERROR_DENIED);
	world_as(world, "quinn");
	assert_done(tracker_return(session, action, "no visit there"));
	raised_look(world, &raised);
	assert_int_equal(action->progress, PROGRESS_PROGRESSING);
	assert_int_equal(action->sent_back, 1);
	assert_string_equal(action->said_by, "");
	assert_string_equal(action->evidence, "");
	assert_refused(tracker_verify(session, action, "safe"), ERROR_DATA);
	world_as(world, "ann");
	assert_done(tracker_done(session, action, today, "visit of 12 October"));
	raised_look(world, &raised);
	world_as(world, "quinn");
	assert_refused(tracker_verify(session, action, ""), ERROR_DATA);
	assert_done(tracker_verify(session, action, "He feels heard"));
	raised_look(world, &raised);
	assert_int_equal(action->progress, PROGRESS_VERIFIED);
	assert_string_equal(action->verified_by, "quinn");
	assert_int_equal(world_trail(world, raised.ref, "done", "action 1"), 2);
	assert_int_equal(world_trail(world, raised.ref, "verify", "action 1"), 1);
	raised_finish(&raised);
}

// --- dates and owners ---

static void a_date_put_off_is_a_slip(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);
	struct action *action = &raised.row.action;
	date saturday = date_from(2026, 11, 14), christmas = date_from(2026, 12, 25);

	world_as(world, "ann");
	assert_refused(tracker_postpone(session, action, saturday, "ill", false), ERROR_DATA);
	assert_non_null(strstr(error_message(), "13 Nov 2026"));
	assert_non_null(strstr(error_message(), "16 Nov 2026"));
	assert_refused(tracker_postpone(session, action, christmas, "ill", false), ERROR_DATA);
	assert_non_null(strstr(error_message(), "bank holiday"));
	assert_refused(tracker_postpone(session, action, saturday, "", true), ERROR_DATA);
	assert_refused(
		tracker_postpone(session, action, session->today - 1, "ill", true), ERROR_DATA);
	assert_refused(
		tracker_postpone(session, action, action->due_on, "ill", true), ERROR_DATA);
	assert_done(tracker_postpone(session, action, saturday, "ill", true));
	raised_look(world, &raised);
	assert_int_equal(action->due_on, saturday);
	assert_int_equal(action->first_due_on, date_from(2026, 11, 6));
	assert_int_equal(action->slips, 1);
	assert_done(
		tracker_postpone(session, action, date_from(2026, 11, 10), "sooner", false));
	raised_look(world, &raised);
	assert_int_equal(action->slips, 1); // brought forward
	assert_null(action_day_warning(session, date_from(2026, 11, 13)));
	raised_finish(&raised);
}

static void an_action_is_handed_over(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);
	struct action *action = &raised.row.action;

	world_as(world, "sam");
	assert_refused(
		tracker_hand(session, action, "nobody", NULL, NULL, "leave"), ERROR_MISSING);
	assert_refused(tracker_hand(session, action, "bob", NULL, NULL, "leave"), ERROR_DATA);
	assert_refused(
		tracker_hand(session, action, NULL, "Dee Dale", "", "leave"), ERROR_DATA);
	assert_refused(tracker_hand(session, action, NULL, NULL, NULL, "leave"), ERROR_DATA);
	assert_refused(tracker_hand(session, action, "abe", NULL, NULL, NULL), ERROR_DATA);
	base_tamper(world->base, "UPDATE user SET active = 0 WHERE login = 'wyn'");
	assert_refused(tracker_hand(session, action, "wyn", NULL, NULL, "leave"), ERROR_DATA);
	assert_done(
		tracker_hand(session, action, NULL, "Dee Dale", "social worker", "on leave"));
	raised_look(world, &raised);
	assert_int_equal(action->owner_id, 0);
	assert_string_equal(action->owner_name, "Dee Dale");
	assert_string_equal(action->owner_post, "social worker");
	assert_done(tracker_hand(session, action, "cat", "", "", "is back"));
	raised_look(world, &raised);
	assert_string_equal(action->owner_login, "cat");
	assert_string_equal(action->owner_post, "early help team leader");
	world_expect(world,
		"SELECT count(*) FROM notice n JOIN user u ON u.id = n.user_id WHERE u.login = "
		"'cat' "
		"AND words LIKE 'Action %/1 was handed to you%'",
		"1");
	raised_finish(&raised);
}

static void the_history_is_kept(void **state)
{
	static const enum note_kind kinds[] = {NOTE_PROGRESS, NOTE_PROGRESS, NOTE_POSTPONED,
		NOTE_HANDED, NOTE_PRIORITY, NOTE_ESCALATED, NOTE_CHANGED, NOTE_DONE,
		NOTE_RETURNED, NOTE_DONE, NOTE_VERIFIED};
	static const enum tracker_act acts[] = {TRACKER_PROGRESS, TRACKER_NOTE,
		TRACKER_POSTPONE, TRACKER_HAND, TRACKER_PRIORITY, TRACKER_ESCALATE,
		TRACKER_CHANGE, TRACKER_DONE, TRACKER_RETURN, TRACKER_DONE, TRACKER_VERIFY};
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);
	struct action_note *notes;
	size_t count;

	for (size_t i = 0; i < LENGTH(acts); i++) {
		world_as(world, acts[i] == TRACKER_VERIFY || acts[i] == TRACKER_RETURN ? "quinn"
										       : "ann");
		raised_look(world, &raised);
		assert_done(raised_act(session, acts[i], &raised.row.action));
		assert_int_equal(world_trail(world, raised.ref, tracker_act_name(acts[i]),
					 "action 1") > 0,
			1);
	}
	assert_done(tracker_history(session, raised.id, &notes, &count));
	assert_int_equal(count, LENGTH(kinds));
	for (size_t i = 0; i < count; i++)
		assert_int_equal(notes[i].kind, kinds[i]);
	assert_string_equal(action_note_head(&notes[0]), "off track");
	assert_string_equal(notes[0].text, "plan by 20 Nov 2026: ill");
	assert_string_equal(action_note_head(&notes[1]), "note");
	assert_int_equal(notes[2].due_on, date_from(2026, 11, 6));
	assert_string_equal(notes[3].text, "to abe: leave");
	assert_string_equal(notes[10].by, "Quinn Quill");
	action_notes_free(notes, count);
	world_expect(world, "SELECT what FROM action", "Visit twice");
	raised_finish(&raised);
}

static void nothing_new_writes_nothing(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);
	struct action *action = &raised.row.action;

	world_as(world, "ann");
	assert_done(tracker_progress(session, action, PROGRESS_NOT_STARTED, DATE_NONE, NULL));
	assert_done(tracker_priority(session, action, false, "no"));
	assert_done(tracker_change(session, action, action, "same"));
	world_expect(world, "SELECT count(*) FROM action_note", "0");
	world_expect(world, "SELECT revision FROM action", "1");
	raised_finish(&raised);
}

// --- many at once, and new ones ---

static void many_are_brought_up_to_date_or_none(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);
	struct action more = {.what = (char *)"Write the plan",
		.measure = (char *)"It is there",
		.reason = (char *)"To know",
		.owner_login = (char *)"abe",
		.due_on = date_from(2026, 11, 9),
		.start_on = DATE_NONE};
	const struct action *seen[2] = {&raised.row.action, &more};
	size_t failed = 9;
	int64_t id;

	world_as(world, "ann");
	assert_done(tracker_add(session, raised.ref, &more, false, &id));
	more.id = id;
	more.revision = 7;
	assert_refused(tracker_bulk(session, seen, 2, PROGRESS_PROGRESSING, DATE_NONE,
			       "Team meeting", &failed),
		ERROR_BUSY);
	assert_int_equal(failed, 1);
	world_expect(world, "SELECT sum(progress) FROM action", "2");
	more.revision = 1;
	assert_done(tracker_bulk(
		session, seen, 2, PROGRESS_PROGRESSING, DATE_NONE, "Team meeting", NULL));
	world_expect(world, "SELECT sum(progress) FROM action", "4");
	world_expect(
		world, "SELECT count(*) FROM action_note WHERE text = 'Team meeting'", "2");
	raised_finish(&raised);
}

static void a_new_action_is_smart(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);
	char *draft = world_audit(world, "C2", "ann", "");
	struct action action = {.what = (char *)"Write the plan",
		.measure = (char *)"It is there",
		.reason = NULL,
		.owner_login = (char *)"abe",
		.due_on = date_from(2026, 11, 14),
		.start_on = DATE_NONE};

	world_as(world, "ann");
	assert_refused(tracker_add(session, raised.ref, &action, true, NULL), ERROR_DATA);
	assert_non_null(strstr(error_message(), "why it matters"));
	action.reason = (char *)"To know";
	assert_refused(tracker_add(session, raised.ref, &action, false, NULL), ERROR_DATA);
	assert_refused(tracker_add(session, draft, &action, true, NULL), ERROR_DATA);
	assert_refused(tracker_add(session, "none", &action, true, NULL), ERROR_MISSING);
	action.due_on = session->today - 1;
	assert_refused(tracker_add(session, raised.ref, &action, true, NULL), ERROR_DATA);
	action.due_on = date_from(2026, 11, 14);
	world_as(world, "bob"); // the owner of another one
	assert_refused(tracker_add(session, raised.ref, &action, true, NULL), ERROR_DENIED);
	world_as(world, "ann");
	assert_done(tracker_add(session, raised.ref, &action, true, NULL));
	world_expect(world, "SELECT what FROM action WHERE seq = 2", "Write the plan");
	world_expect(world,
		"SELECT count(*) FROM action_index WHERE action_index MATCH 'write'", "1");
	free(draft);
	raised_finish(&raised);
}

// --- whatever becomes of the audit ---

static void actions_survive_their_audit(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised;
	struct moderation *moderation;
	struct audit *audit;
	static const char all[] =
		"SELECT group_concat(what || measure || reason || due_on || progress || "
		"ifnull(owner_id, '') || revision) || (SELECT count(*) FROM action_note) FROM "
		"action";
	char *before;

	raised = raised_new(world);
	world_as(world, "ann");
	assert_done(tracker_progress(session, &raised.row.action, PROGRESS_OFF_TRACK,
		date_from(2026, 10, 20), "ill"));
	before = world_look(world, all);
	audit = world_open(world, "ann", raised.ref);
	assert_done(audit_amend(
		session, audit, (struct spot){SPOT_GRADE, 0}, "Inadequate", "Read again"));
	world_expect(world, all, before);
	world_as(world, "quinn");
	assert_done(moderation_add(session, raised.ref, "sam", "odd"));
	moderation = moderation_as(world, "sam", audit->id);
	assert_done(moderation_start(session, moderation));
	moderated_grade(world, moderation);
	assert_done(moderation_seal(session, moderation));
	moderated_decide(world, moderation);
	assert_done(moderation_complete(session, moderation));
	moderation_destroy(moderation);
	world_expect(world, all, before);
	world_expect(world, "SELECT state FROM audit", "4");
	raised_look(world, &raised);
	assert_int_equal(raised.row.action.progress, PROGRESS_OFF_TRACK);
	world_as(world, "ann");
	assert_done(tracker_done(session, &raised.row.action, session->today, "on file"));
	audit_destroy(audit);
	free(before);
	raised_finish(&raised);
}

// --- texts ---

static void texts_are_checked_on_their_way_in(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);
	struct table *table = table_read("hostile.tsv");

	world_as(world, "ann");
	for (size_t i = 0; i < table_rows(table); i++) {
		const char *text = table_cell(table, i, "text");
		bool taken = table_number(table, i, "code") == 0;
		int result;
		char *kept;

		if (!text[strspn(text, " \t\n")])
			continue;
		raised_look(world, &raised);
		result = tracker_note(session, &raised.row.action, text);
		if (taken != (result == 0))
			fail_msg("%s: %s", table_where(table, i), error_message());
		if (!taken) {
			assert_int_equal(error_kind(), ERROR_DATA);
			continue;
		}
		kept = world_look(
			world, "SELECT text FROM action_note ORDER BY id DESC LIMIT 1");
		assert_string_equal(kept, text);
		free(kept);
	}
	table_destroy(table);
	raised_finish(&raised);
}

static void a_text_is_long_but_not_endless(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	struct raised raised = raised_new(world);
	char *text = xmalloc(TEXT_LIMIT + 2);

	memset(text, 'a', TEXT_LIMIT + 1);
	text[TEXT_LIMIT + 1] = '\0';
	world_as(world, "ann");
	assert_refused(tracker_note(session, &raised.row.action, text), ERROR_DATA);
	text[TEXT_LIMIT] = '\0';
	assert_done(tracker_note(session, &raised.row.action, text));
	assert_refused(tracker_note(session, &raised.row.action, "late"), ERROR_BUSY);
	assert_true(strlen(error_message()) < 1000); // theirs is shortened
	free(text);
	raised_finish(&raised);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		WORLD(from_raised_to_verified),
		WORLD(a_date_put_off_is_a_slip),
		WORLD(an_action_is_handed_over),
		WORLD(the_history_is_kept),
		WORLD(nothing_new_writes_nothing),
		WORLD(many_are_brought_up_to_date_or_none),
		WORLD(a_new_action_is_smart),
		WORLD(actions_survive_their_audit),
		WORLD(texts_are_checked_on_their_way_in),
		WORLD(a_text_is_long_but_not_endless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
