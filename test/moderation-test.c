// SPDX-License-Identifier: MIT
// The life of a moderation: blind grades, seal, reveal, decisions, commentary, completion, answer, dispute, settlement.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/final.h"
#include "core/moderation.h"
#include "core/notice.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/moderated.h"
#include "test/table.h"

// --- which act in which state, by whom ---

static int act_open(struct session *session, struct moderation *moderation)
{
	return 0;
}

static int act_grade(struct session *session, struct moderation *moderation)
{
	return moderation_grade(session, moderation, 1, GRADE_OUTSTANDING);
}

static int act_decide(struct session *session, struct moderation *moderation)
{
	return moderation_decide(session, moderation, 1, DECISION_CHANGED, GRADE_INADEQUATE);
}

static int act_judge(struct session *session, struct moderation *moderation)
{
	return moderation_set_verdict(session, moderation, VERDICT_EVIDENCE, VERDICT_NO);
}

static int act_took_part(struct session *session, struct moderation *moderation)
{
	return moderation_set_took_part(session, moderation, false);
}

static int act_type(struct session *session, struct moderation *moderation)
{
	return draft_save(session, moderation->audit,
		moderation->audit->part == PART_LEAD ? PLACE_ANSWER : PLACE_COMMENTARY, "Well",
		0);
}

// With all that is needed, so that only the state and the person decide.
static int act_complete(struct session *session, struct moderation *moderation)
{
	struct world world = {NULL, session};

	if (moderation->state == MODERATION_REVEALED &&
		moderation->audit->part == PART_MODERATOR)
		moderated_decide(&world, moderation);
	return moderation_complete(session, moderation);
}

static int act_answer(struct session *session, struct moderation *moderation)
{
	return moderation_answer(session, moderation, "I see it now.");
}

static int act_dispute(struct session *session, struct moderation *moderation)
{
	return moderation_dispute(session, moderation, "It is on page two.");
}

static int act_settle(struct session *session, struct moderation *moderation)
{
	enum grade grades[TEMPLATE_DOMAINS_MAX];

	for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++)
		grades[i] = GRADE_NONE;
	return moderation_settle(session, moderation, grades, "It stands.");
}

static const struct {
	const char *name;
	int (*act)(struct session *session, struct moderation *moderation);
} acts[] = {
	{"open", act_open},
	{"start", moderation_start},
	{"grade", act_grade},
	{"seal", moderation_seal},
	{"decide", act_decide},
	{"judge", act_judge},
	{"took part", act_took_part},
	{"type", act_type},
	{"complete", act_complete},
	{"acknowledge", moderation_acknowledge},
	{"answer", act_answer},
	{"dispute", act_dispute},
	{"settle", act_settle},
};

static int act_by_name(const char *name)
{
	for (size_t i = 0; i < LENGTH(acts); i++)
		if (strcmp(acts[i].name, name) == 0)
			return (int)i;
	fail_msg("%s is no act", name);
	return 0;
}

// Runs an act on a copy of the database, and gives its exit code.
static int code_of(struct world *world, int64_t audit_id, const char *login, const char *name)
{
	char *path = base_file(world->base, "copy.db");
	struct session *session;
	struct moderation *moderation;
	int code = 0;

	assert_done(db_backup(world->session->db, path));
	session = session_open(
		&(struct session_options){.db = path, .as = login, .today = "2026-10-12"});
	if (!session)
		fail_msg("failed: %s", error_message());
	moderation = moderation_open(session, audit_id);
	if (!moderation || acts[act_by_name(name)].act(session, moderation))
		code = (int)error_kind();
	moderation_destroy(moderation);
	session_close(session);
	remove(path);
	free(path);
	return code;
}

static const char *const states[] = {
	"", "selected", "grading", "revealed", "completed", "disputed", "settled"};

// Each cell of a row's people for one state; several act in one row, as "ann bob".
static void row_run(struct world *world, struct table *table, size_t row,
	enum moderation_state state, int64_t audit_id)
{
	char *people = xstrdup(table_cell(table, row, "who")), *rest = NULL;

	for (char *login = strtok_r(people, " ", &rest); login;
		login = strtok_r(NULL, " ", &rest)) {
		int code = code_of(world, audit_id, login, table_cell(table, row, "act"));

		if (code != table_number(table, row, states[state]))
			fail_msg("%s: %s, %s: %d (%s)", table_where(table, row), login,
				states[state], code, code ? error_message() : "");
	}
	free(people);
}

static void each_act_in_each_state(void **state)
{
	struct table *table = table_read("moderation.tsv");

	for (int at = MODERATION_SELECTED; at <= MODERATION_SETTLED; at++) {
		void *world;
		int64_t id;

		assert_int_equal(moderated_setup(&world), 0);
		id = moderated_to(world, (enum moderation_state)at);
		for (size_t row = 0; row < table_rows(table); row++)
			row_run(world, table, row, (enum moderation_state)at, id);
		world_teardown(&world);
	}
	table_destroy(table);
}

// What was upheld is as much the last word as what was changed.
static void a_moderated_grade_is_not_amended(void **state)
{
	struct world *world = *state;
	struct audit *audit;
	char *ref;

	moderated_to(world, MODERATION_COMPLETED);
	ref = world_look(world, "SELECT ref FROM audit");
	world_as(world, "ann");
	audit = audit_open(world->session, ref);
	for (int domain = 0; domain < 2; domain++)
		assert_refused(
			audit_amend(world->session, audit, (struct spot){SPOT_GRADE, domain},
				"Outstanding", "Looked again"),
			ERROR_DATA);
	assert_non_null(strstr(error_message(), "12 Oct 2026 and stand"));
	assert_done(audit_amend(world->session, audit, (struct spot){SPOT_TEXT, PLACE_WELL},
		"Seen weekly.", "A word was missing"));
	assert_int_equal(final_grade(audit, 0), GRADE_REQUIRES_IMPROVEMENT);
	assert_int_equal(final_grade(audit, 1), GRADE_GOOD);
	audit_destroy(audit);
	// The peer's grades do not count in the end.
	world_as(world, "bob");
	audit = audit_open(world->session, ref);
	assert_done(audit_amend(
		world->session, audit, (struct spot){SPOT_GRADE, 2}, "Good", "Looked again"));
	audit_destroy(audit);
	free(ref);
}

// A closed audit that is disputed is open until that is settled.
static void a_dispute_opens_what_was_closed(void **state)
{
	struct world *world = *state;
	int64_t id = moderated_to(world, MODERATION_COMPLETED);
	struct moderation *moderation = moderation_as(world, "ann", id);
	enum grade grades[TEMPLATE_DOMAINS_MAX];

	for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++)
		grades[i] = GRADE_NONE;
	base_tamper(world->base, "UPDATE loop_step SET state = 2, done_on = '2026-10-12';"
				 "UPDATE action SET progress = 5;"
				 "UPDATE audit SET state = 5, closed_on = '2026-10-12'");
	assert_done(moderation_dispute(world->session, moderation, "It is on page two."));
	moderation_destroy(moderation);
	world_expect(world, "SELECT state || ifnull(closed_on, '') FROM audit", "4");
	moderation = moderation_as(world, "ivy", id);
	assert_done(moderation_settle(world->session, moderation, grades, "It is not."));
	moderation_destroy(moderation);
	world_expect(world, "SELECT state || closed_on FROM audit", "52026-10-12");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_act_in_each_state),
		cmocka_unit_test_setup_teardown(
			a_moderated_grade_is_not_amended, moderated_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_dispute_opens_what_was_closed, moderated_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
