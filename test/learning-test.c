// SPDX-License-Identifier: MIT
// Learning: what is masked, what gathers by theme, who keeps the library, and that nothing tells the case.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/exemplar.h"
#include "core/learning.h"
#include "core/mask.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/moderated.h"
#include "test/table.h"

// The world's audit by ann of case C1, whose worker is Wendy Ŵyn, with two themes, two actions for the service and one
// for the case.
static int setup(void **state)
{
	struct world *world;

	if (moderated_setup(state))
		return -1;
	world = *state;
	moderated_audit(world);
	base_tamper(world->base,
		"INSERT INTO theme (id, name, listed) VALUES (71, 'Sibling time', 1), (72, "
		"'Late plans', 1), (73, 'Never named', 1);"
		"INSERT INTO audit_theme (audit_id, theme_id, aspect) SELECT id, 71, 1 FROM "
		"audit;"
		"INSERT INTO audit_theme (audit_id, theme_id, aspect) SELECT id, 72, 2 FROM "
		"audit;"
		"INSERT INTO action (audit_id, seq, scope, what, measure, owner_post, due_on, "
		"first_due_on, progress, created_on) SELECT id, 81, 2, 'Tell Wendy Ŵyn and all "
		"teams what C1 taught', 'Ann Archer has told them', 'team manager', "
		"'2026-10-20', "
		"'2026-10-20', 2, '2026-10-12' FROM audit;"
		"INSERT INTO action (audit_id, seq, scope, what, due_on, first_due_on, "
		"progress, created_on) SELECT id, 82, 2, 'Done', '2026-10-20', '2026-10-20', "
		"5, "
		"'2026-10-12' FROM audit;"
		"INSERT INTO action (audit_id, seq, scope, what, owner_name, due_on, "
		"first_due_on, "
		"progress, created_on) SELECT id, 83, 1, 'Only here', 'Máir Jones', "
		"'2026-10-20', "
		"'2026-10-20', 1, '2026-10-12' FROM audit;"
		"INSERT INTO action (audit_id, seq, scope, what, owner_name, due_on, "
		"first_due_on, "
		"progress, created_on) SELECT id, 84, 1, 'Here too', 'School nurse', "
		"'2026-10-20', "
		"'2026-10-20', 1, '2026-10-12' FROM audit");
	world_as(world, "quinn");
	return 0;
}

// The words that test/mask.tsv takes out of a text.
static void every_row_is_masked(void **state)
{
	struct world *world = *state;
	struct table *table = table_read("mask.tsv");
	char *id = world_look(world, "SELECT id FROM audit");
	struct mask mask;

	assert_done(mask_init(world->session, &mask));
	assert_done(mask_audit(world->session, &mask, strtoll(id, NULL, 10)));
	for (size_t row = 0; row < table_rows(table); row++) {
		const char *text = table_cell(table, row, "text"),
			   *first = table_cell(table, row, "first");
		char *masked = mask_apply(world->session, &mask, text), *found;

		assert_non_null(masked);
		table_expect(table, row, "masked", masked);
		assert_done(mask_find(world->session, &mask, text, &found));
		if (strcmp(found ? found : "", first) != 0)
			fail_msg("%s: found %s, not %s", table_where(table, row),
				found ? found : "nothing", first);
		free(found);
		free(masked);
	}
	mask_finish(&mask);
	free(id);
	table_destroy(table);
}

static struct learning_filter everything(struct world *world)
{
	return (struct learning_filter){
		.range = learning_year(world->session->today), .theme_id = LEARNING_ALL};
}

static void themes_are_counted(void **state)
{
	struct world *world = *state;
	struct learning_filter filter = everything(world);
	struct learning_theme *themes;
	size_t count;

	assert_done(learning_themes(world->session, &filter, &themes, &count));
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(themes[i].strengths, themes[i].id == 71);
		assert_int_equal(themes[i].developments, themes[i].id == 72);
		assert_int_equal(themes[i].open, 1);
		assert_int_equal(themes[i].done, 1);
	}
	learning_themes_free(themes, count);
	base_tamper(world->base, "DELETE FROM audit_theme");
	assert_done(learning_themes(world->session, &filter, &themes, &count));
	assert_int_equal(count, 1);
	assert_int_equal(themes[0].id, LEARNING_NONE);
	assert_int_equal(themes[0].open, 1);
	learning_themes_free(themes, count);
	filter.range.last = filter.range.first;
	assert_done(learning_themes(world->session, &filter, &themes, &count));
	assert_int_equal(count, 0);
	learning_themes_free(themes, count);
}

static void actions_gather_by_theme(void **state)
{
	struct world *world = *state;
	struct learning_filter filter = everything(world);
	struct learning_action *actions;
	size_t count;

	assert_done(learning_actions(world->session, &filter, &actions, &count));
	assert_int_equal(
		count, 4); // two under each of two themes; the one for the case under none
	assert_string_equal(actions[0].theme, "Late plans");
	assert_string_equal(actions[0].what, "Tell [worker] and all teams what [case] taught");
	assert_string_equal(actions[0].measure, "[worker] has told them");
	assert_int_equal(actions[0].colour, COLOUR_GREEN);
	assert_int_equal(actions[1].colour, COLOUR_BLUE);
	learning_actions_free(actions, count);
	filter.theme_id = 73;
	assert_done(learning_actions(world->session, &filter, &actions, &count));
	assert_int_equal(count, 0);
	learning_actions_free(actions, count);
}

// Words of a row of the table that nobody who reads it may be told.
static void tells_nothing(const char *text)
{
	static const char *const words[] = {"C1", "2026-10-001", "Wendy", "Ŵyn", "Ann Archer"};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (strstr(text, words[i]))
			fail_msg("%s is told:\n%s", words[i], text);
}

static void candidates_are_proposed_without_the_case(void **state)
{
	struct world *world = *state;
	struct learning_filter filter = everything(world);
	struct learning_candidate *list;
	size_t count;

	base_tamper(world->base,
		"INSERT OR REPLACE INTO narrative (id, text, revision, changed_at) SELECT id * "
		"1024, 'Wendy and Ann Archer saw C1 weekly (2026-10-001).', 1, 'x' FROM audit;"
		"INSERT OR REPLACE INTO narrative (id, text, revision, changed_at) SELECT id * "
		"1024 + 526, 'A clear plan.', 1, 'x' FROM audit;"
		"DELETE FROM narrative WHERE id % 1024 = 14");
	assert_done(learning_candidates(world->session, &filter, 10, &list, &count));
	assert_int_equal(count, 2);
	assert_string_equal(
		list[0].proposal, "[worker] and [worker] saw [case] weekly ([case]).");
	assert_int_equal(list[0].source, LEARNING_WELL);
	assert_int_equal(list[1].source, LEARNING_MODERATION);
	learning_candidates_free(list, count);
	// What works well of a weak audit is not shown as an example; what moderation found good is.
	base_tamper(world->base, "UPDATE audit SET final_overall = 3");
	assert_done(learning_candidates(world->session, &filter, 10, &list, &count));
	assert_int_equal(count, 1);
	assert_int_equal(list[0].source, LEARNING_MODERATION);
	learning_candidates_free(list, count);
	world_as(world, "ivy");
	assert_refused(
		learning_candidates(world->session, &filter, 10, &list, &count), ERROR_DENIED);
}

static void exemplars_are_kept_by_qa(void **state)
{
	struct world *world = *state;
	struct exemplar_words words = {
		"sibling time", "voice", "Direct work", "Drawn by hand."};
	struct exemplar *list;
	size_t count;
	int64_t id;

	assert_done(exemplar_add(world->session, "2026-10-001", &words, &id));
	world_expect(world,
		"SELECT theme_id || domain_code || service_id || title || text || added_on "
		"FROM exemplar",
		"71VOICE1Direct workDrawn by hand.2026-10-12");
	assert_done(exemplar_change(world->session, id, 1,
		&(struct exemplar_words){.text = "Drawn by hand, with [worker]."}));
	assert_refused(exemplar_change(world->session, id, 1,
			       &(struct exemplar_words){.title = "Late"}),
		ERROR_BUSY);
	world_expect(world,
		"SELECT group_concat(act || ' ' || field, ', ') FROM trail WHERE record LIKE "
		"'exemplar %'",
		"share theme, share domain, share title, share text, change text");
	world_as(world, "bob"); // everybody reads them, QA keeps them
	assert_done(exemplar_list(world->session, 71, false, &list, &count));
	assert_int_equal(count, 1);
	exemplars_free(list, count);
	assert_refused(exemplar_withdraw(world->session, id, 0, false), ERROR_DENIED);
	assert_refused(exemplar_add(world->session, "2026-10-001", &words, NULL), ERROR_DENIED);
	world_as(world, "quinn");
	assert_done(exemplar_withdraw(world->session, id, 0, false));
	assert_refused(exemplar_withdraw(world->session, id, 0, false), ERROR_DATA);
	assert_done(exemplar_list(world->session, LEARNING_ALL, false, &list, &count));
	assert_int_equal(count, 0);
	exemplars_free(list, count);
	assert_done(exemplar_withdraw(world->session, id, 0, true));
}

static void what_names_the_case_is_refused(void **state)
{
	static const struct {
		struct exemplar_words words;
		enum error error;
		const char *says;
	} rows[] = {
		{{"", "", "Seen in C1", "x"}, ERROR_DATA, "\"C1\""},
		{{"", "", "x", "As wendy wrote"}, 0, NULL}, // a word, in another spelling
		{{"", "", "x", "As Wendy wrote"}, ERROR_DATA, "\"Wendy\""},
		{{"", "", "x", "See 2026-10-001"}, ERROR_DATA, "[case]"},
		{{"", "", "x", "ann archer wrote"}, ERROR_DATA, "\"ann archer\""},
		{{"", "", "x", "C3 is another case"}, ERROR_DATA, "\"C3\""},
		{{"", "", " ", "x"}, ERROR_DATA, "title"},
		{{"", "", "x", "\n"}, ERROR_DATA, "text"},
		{{"Gone", "", "x", "x"}, ERROR_MISSING, "no theme Gone"},
		{{"", "HOPE", "x", "x"}, ERROR_MISSING, "no domain HOPE"},
	};
	struct world *world = *state;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		int result = exemplar_add(world->session, "2026-10-001", &rows[i].words, NULL);

		if (!rows[i].says) {
			assert_done(result);
			continue;
		}
		assert_refused(result, (int)rows[i].error);
		assert_non_null(strstr(error_message(), rows[i].says));
	}
	assert_refused(exemplar_add(world->session, "2026-10-999", &rows[1].words, NULL),
		ERROR_MISSING);
}

static char *brief_as(struct world *world, bool html)
{
	struct learning_brief brief;
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_done(learning_brief(world->session, "Late plans", &brief));
	(html ? learning_brief_html : learning_brief_text)(world->session, &brief, to);
	fclose(to);
	learning_brief_finish(&brief);
	return text;
}

static void a_brief_tells_all_but_the_case(void **state)
{
	static const char *const says[] = {"Late plans", "2026-27-Q3", "School first",
		"Tell [worker] and all teams what [case] taught", "GREEN", "Plan early",
		"By week two &lt;at most&gt;."};
	struct world *world = *state;
	struct exemplar_words words = {
		"Late plans", "", "Plan early", "By week two <at most>."};
	char *text, *html;

	base_tamper(world->base,
		"INSERT OR REPLACE INTO narrative (id, text, revision, changed_at) SELECT id * "
		"1024 + 13, 'School first, said Wendy of C1.', 1, 'x' FROM audit");
	assert_done(exemplar_add(world->session, "2026-10-001", &words, NULL));
	html = brief_as(world, true);
	text = brief_as(world, false);
	for (size_t i = 0; i < LENGTH(says); i++) {
		if (!strstr(html, says[i]))
			fail_msg("lacks %s:\n%s", says[i], html);
		if (!strchr(says[i], '&') && !strstr(text, says[i]))
			fail_msg("lacks %s:\n%s", says[i], text);
	}
	tells_nothing(html);
	tells_nothing(text);
	free(html);
	free(text);
}

static void of_the_own_services_only(void **state)
{
	static const struct {
		const char *login;
		int themes; // -1: not permitted
	} rows[] = {{"sam", 2}, {"ivy", 2}, {"sue", 0}, {"max", 0}, {"ann", -1}, {"adam", -1}};
	struct world *world = *state;
	struct learning_filter filter = everything(world);
	struct learning_theme *themes;
	size_t count;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		int result;

		world_as(world, rows[i].login);
		result = learning_themes(world->session, &filter, &themes, &count);
		if (rows[i].themes < 0) {
			assert_refused(result, ERROR_DENIED);
			continue;
		}
		assert_done(result);
		assert_int_equal(count, rows[i].themes);
		learning_themes_free(themes, count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_row_is_masked, setup, world_teardown),
		cmocka_unit_test_setup_teardown(themes_are_counted, setup, world_teardown),
		cmocka_unit_test_setup_teardown(actions_gather_by_theme, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			candidates_are_proposed_without_the_case, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			exemplars_are_kept_by_qa, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			what_names_the_case_is_refused, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_brief_tells_all_but_the_case, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			of_the_own_services_only, setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
