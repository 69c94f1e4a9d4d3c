// SPDX-License-Identifier: MIT
// The outcome to hand over: one record with everybody's grades, and a version for the family that names nobody.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/handover.h"
#include "core/prose.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/moderated.h"

static char *ref_of(struct world *world)
{
	char *ref = world_look(world, "SELECT ref FROM audit");

	assert_non_null(ref);
	return ref;
}

// Moderated and disputed, settled; with what a family must not read in many places.
static int setup(void **state)
{
	struct world *world;

	if (moderated_setup(state))
		return -1;
	world = *state;
	moderated_to(world, MODERATION_SETTLED);
	base_tamper(world->base,
		"DELETE FROM action;"
		"INSERT INTO action (audit_id, seq, scope, what, measure, reason, owner_post, "
		"due_on, first_due_on, progress, created_on) SELECT id, 1, 1, 'Wendy Ŵyn sees "
		"the child of C1 at home', 'Measured', 'Reasoned', 'social worker', "
		"'2026-10-20', '2026-10-20', 2, '2026-10-12' FROM audit;"
		"INSERT INTO action (audit_id, seq, scope, what, due_on, first_due_on, "
		"progress, created_on) SELECT id, 2, 2, 'For the service only', '2026-10-20', "
		"'2026-10-20', 1, '2026-10-12' FROM audit;"
		"INSERT OR REPLACE INTO feedback (audit_id, source, obtained, means, revision, "
		"changed_at) SELECT id, 0, 1, 'in person', 2, '' FROM audit;"
		"INSERT OR REPLACE INTO narrative (id, text, revision, changed_at) SELECT id * "
		"1024 + 5, 'I <3 Wendy and quinn', 1, '' FROM audit;"
		"INSERT INTO concern (audit_id, what, told_whom, told_at, raised_by, "
		"raised_at, "
		"due_at) SELECT a.id, 'Secretconcern', 'Manager', '', u.id, "
		"'2026-10-12T09:00:00Z', '2026-10-13T09:00:00Z' FROM audit a, user u WHERE "
		"u.login = 'ann'");
	world_as(world, "quinn");
	return 0;
}

static char *try(struct world *world, struct handover_wish wish, int *result)
{
	char *ref = ref_of(world), *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	wish.ref = ref;
	*result = handover_write(world->session, &wish, out, NULL);
	fclose(out);
	free(ref);
	return text;
}

static char *written(struct world *world, struct handover_wish wish)
{
	int result;
	char *text = try(world, wish, &result);

	assert_done(result);
	return text;
}

static void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" is in\n%s", part, text);
}

static void the_record_has_all_sides(void **state)
{
	struct world *world = *state;
	char *text = written(world, (struct handover_wish){0});

	assert_holds(text, "PRACTICE");
	assert_holds(text, "Case: C1");
	assert_holds(text, "Lead  Peer        Moderator");
	assert_holds(text, "Settled");
	assert_holds(text, "Voice of the child    Good              Requires Improvement  Good "
			   "    Good\n");
	assert_holds(text, "Quality of plans      Good  Inadequate  upheld                     "
			   "    Good\n");
	assert_holds(text, "Good looks like this:\n  - ");
	assert_holds(text, "Seen on file.");
	assert_holds(text, "Ann wrote clearly");
	assert_holds(text, "1. Wendy Ŵyn sees the child of C1 at home");
	assert_holds(text, "GREEN: progressing");
	assert_holds(text, "For: the service");
	assert_holds(text, "Closing the loop");
	assert_holds(text, "Secretconcern");
	assert_holds(text, "Head of the trail:\n");
	free(text);
}

static void an_amendment_is_seen_as_such(void **state)
{
	struct world *world = *state;
	char *ref = ref_of(world), *text;
	struct audit *audit = world_open(world, "ann", ref);

	assert_done(audit_amend(world->session, audit, (struct spot){SPOT_TEXT, PLACE_WELL},
		"Newer words", "clearer"));
	audit_destroy(audit);
	world_as(world, "quinn");
	text = written(world, (struct handover_wish){.html = true});
	assert_holds(text, "<h2>Amendments after submission</h2>");
	assert_holds(text, "<td>Newer words</td>");
	assert_holds(text, "<td>clearer</td>");
	free(text);
	free(ref);
}

static void the_family_reads_plain_words_and_no_names(void **state)
{
	static const char *const kept[] = {"C1", "Wendy", "Ŵyn", "Ann", "quinn", "Quinn",
		"Sam ", "Bob", "Secretconcern", "Measured", "Reasoned", "service only",
		"Assessment", "looked after", "5 to 9", "Seen on file", "Not this time",
		"Ann wrote", "Good", "Requires Improvement", "Head of the trail"};
	struct world *world = *state;

	for (int html = 0; html <= 1; html++) {
		char *text = written(
			world, (struct handover_wish){.reader = HANDOVER_FAMILY, .html = html});

		for (size_t i = 0; i < LENGTH(kept); i++)
			assert_lacks(text, kept[i]);
		assert_holds(text, "Our work with you was good.");
		assert_holds(text, "Listening to the child");
		assert_holds(text, "[member of staff] sees the child of [reference]");
		assert_holds(text, "We are doing this now, and will have done it by 20 Oct");
		assert_holds(text, "Who does it: social worker.");
		assert_holds(text, html ? "I &lt;3 [member of staff] and [member of staff]"
					: "I <3 [member of staff] and [member of staff]");
		free(text);
	}
}

static void how_far_an_action_is_comes_in_plain_words(void **state)
{
	static const struct {
		const char *set, *says;
	} states[] = {
		{"progress = 1", "We will do this by 20 Oct 2026."},
		{"progress = 1, due_on = '2026-10-09'", "should have been done by 9 Oct 2026"},
		{"progress = 3, due_on = '2026-10-20', plan_on = '2026-10-19'",
			"We plan to have it done by 19 Oct"},
		{"progress = 4", "This is done. We still have to check it."},
		{"progress = 5", "This is done, and we have checked it."},
		{"scope = 2", "There is nothing that we have to do differently"},
	};
	struct world *world = *state;

	for (size_t i = 0; i < LENGTH(states); i++) {
		char *sql = xasprintf("UPDATE action SET %s WHERE seq = 1", states[i].set);
		char *text;

		base_tamper(world->base, sql);
		text = written(world, (struct handover_wish){.reader = HANDOVER_FAMILY});
		assert_holds(text, states[i].says);
		free(text);
		free(sql);
	}
}

static void nobody_was_heard(void **state)
{
	struct world *world = *state;
	char *text;

	base_tamper(world->base, "UPDATE feedback SET obtained = 0");
	text = written(world, (struct handover_wish){.reader = HANDOVER_FAMILY});
	assert_holds(text, "We have not heard from you");
	assert_lacks(text, "What the child told us");
	free(text);
}

static void the_trail_tells_of_it(void **state)
{
	struct world *world = *state;
	char *ref = ref_of(world);

	assert_int_equal(world_trail(world, ref, "hand over", "outcome"), 0);
	free(written(world, (struct handover_wish){.reader = HANDOVER_FAMILY}));
	assert_int_equal(world_trail(world, ref, "hand over", "outcome"), 1);
	world_expect(world,
		"SELECT new FROM trail_value WHERE seq = (SELECT max(seq) FROM trail)",
		"for the family");
	free(ref);
}

static void no_file_is_left_of_what_may_not_be_had(void **state)
{
	struct world *world = *state;
	char *ref = ref_of(world), *path = base_file(world->base, "out.html");
	struct handover_wish wish = {.ref = ref, .html = true};

	world_as(world, "cat"); // of another service
	assert_refused(handover_write(world->session, &wish, NULL, path), ERROR_DENIED);
	assert_int_equal(access(path, F_OK), -1);
	world_as(world, "quinn");
	assert_done(handover_write(world->session, &wish, NULL, path));
	assert_int_equal(access(path, F_OK), 0);
	free(path);
	free(ref);
}

static void there_is_none_before_it_is_submitted(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C2", "ann", "");
	struct handover_wish wish = {.ref = ref};

	world_as(world, "ann");
	assert_refused(handover_write(world->session, &wish, NULL, NULL), ERROR_DATA);
	free(ref);
}

static void who_moderates_blind_gets_none(void **state)
{
	struct world *world = *state;
	char *ref;
	struct handover_wish wish;

	moderated_to(world, MODERATION_SELECTED);
	ref = ref_of(world);
	wish = (struct handover_wish){.ref = ref};
	world_as(world, "sam");
	assert_refused(handover_write(world->session, &wish, NULL, NULL), ERROR_DENIED);
	wish.reader = HANDOVER_FAMILY;
	assert_refused(handover_write(world->session, &wish, NULL, NULL), ERROR_DENIED);
	free(ref);
}

// A table as text: in columns where they fit, wrapped, numbers at the right end; else row by row.
static void a_table_fits_the_page(void **state)
{
	static const struct html_column columns[] = {{"Name"}, {"Count", true}, {"Words"}};
	static const char narrow[] = "Table\n=====\n"
				     "  Name  Count  Words\n"
				     "  a        12  b\n";
	struct prose prose;
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	prose_begin(&prose, to, false, "Table", NULL, false);
	prose_table(&prose, NULL, columns, LENGTH(columns));
	prose_cell(&prose, NULL, "a");
	prose_cell(&prose, NULL, "12");
	prose_cell(&prose, NULL, "b");
	prose_table_end(&prose);
	prose_end(&prose);
	fclose(to);
	assert_string_equal(text, narrow);
	free(text);
}

#define HOLDS(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOLDS(the_record_has_all_sides),
		HOLDS(an_amendment_is_seen_as_such),
		HOLDS(the_family_reads_plain_words_and_no_names),
		HOLDS(how_far_an_action_is_comes_in_plain_words),
		HOLDS(nobody_was_heard),
		HOLDS(the_trail_tells_of_it),
		HOLDS(no_file_is_left_of_what_may_not_be_had),
		HOLDS(there_is_none_before_it_is_submitted),
		cmocka_unit_test_setup_teardown(
			who_moderates_blind_gets_none, moderated_setup, world_teardown),
		cmocka_unit_test(a_table_fits_the_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
