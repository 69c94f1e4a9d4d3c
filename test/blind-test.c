// SPDX-License-Identifier: MIT
// Whoever is to moderate an audit blind learns its grades by no way: every reader there is, one after the other.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit-list.h"
#include "core/blind.h"
#include "core/calibration.h"
#include "core/command.h"
#include "core/export.h"
#include "core/moderation.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

// Words that only the grades of the secret audit have.
static const char *const telling[] = {"Outstanding", "Inadequate", "OUTSTANDING", "giveaway"};

static const char *telling_word(const char *text)
{
	for (size_t i = 0; i < LENGTH(telling); i++)
		if (strstr(text, telling[i]))
			return telling[i];
	return NULL;
}

static void tick(struct world *world, struct audit *audit, int domain, enum grade grade)
{
	assert_done(audit_set_tick(world->session, audit,
		audit->template->domains[domain].descriptors[grade].list[0].id, true));
}

static void peer_writes(struct world *world, const char *ref)
{
	struct audit *audit = world_open(world, "bob", ref);

	assert_done(audit_set_grade(world->session, audit, 2, GRADE_OUTSTANDING, NULL));
	tick(world, audit, 2, GRADE_OUTSTANDING);
	audit_destroy(audit);
}

static void lead_writes(struct world *world, const char *ref)
{
	struct audit *audit = world_open(world, "ann", ref);
	int overall = (int)audit->template->domain_count - 1;

	world_fill(world, audit);
	assert_done(audit_set_grade(world->session, audit, 1, GRADE_INADEQUATE, NULL));
	assert_done(audit_set_grade(world->session, audit, 3, GRADE_OUTSTANDING, NULL));
	assert_done(audit_set_grade(world->session, audit, overall, GRADE_INADEQUATE, NULL));
	assert_done(audit_set_text(
		world->session, audit, PLACE_WHY_DIFFERS, "A giveaway: Inadequate.", NULL));
	assert_done(audit_set_text(world->session, audit, PLACE_RATIONALE + 1,
		"Not seen: it is Inadequate.", NULL));
	assert_done(audit_set_text(
		world->session, audit, PLACE_SUMMARY, "In all it is Inadequate.", NULL));
	tick(world, audit, 1, GRADE_INADEQUATE);
	assert_done(audit_add_action(world->session, audit,
		&(struct action){.what = (char *)"Visit",
			.measure = (char *)"Seen",
			.reason = (char *)"Safety",
			.owner_name = (char *)"Wendy",
			.scope = SCOPE_CASE,
			.due_on = date_from(2026, 11, 2)}));
	assert_done(audit_submit(world->session, audit));
	assert_done(audit_amend(world->session, audit, (struct spot){SPOT_GRADE, 0},
		"Outstanding", "a giveaway: it is Outstanding"));
	assert_done(audit_amend(world->session, audit,
		(struct spot){SPOT_TEXT, PLACE_WHY_DIFFERS}, "Still a giveaway.", "clearer"));
	audit_destroy(audit);
}

// An audit by ann and bob with telling grades in odd places, submitted and amended.
static char *secret_audit(struct world *world)
{
	char *ref = world_audit(world, "C1", "ann", "bob");

	peer_writes(world, ref);
	lead_writes(world, ref);
	return ref;
}

// Runs a command line as the session's person; what it wrote is yours, whatever its exit code.
static char *said(struct world *world, const char *line)
{
	static const struct session_options asked;
	struct run run = {.session = world->session, .asked = &asked, .in = stdin};
	char *text = NULL, **words, *argv[32];
	size_t size;

	run.out = run.err = open_memstream(&text, &size);
	run.argc = command_split(line, &words);
	assert_in_range(run.argc, 1, 31);
	memcpy(argv, words, ((size_t)run.argc + 1) * sizeof(*argv));
	run.argv = argv; // a command moves its words about: `words` keeps them all
	command_run(&run);
	fclose(run.out);
	command_words_free(words);
	return text;
}

// The lines, with % for the audit's reference, and whether they tell who is not blind.
static const struct {
	const char *line;
	bool tells;
} lines[] = {
	{"show %", true},
	{"show % --json", true},
	{"show % --format text", true},
	{"show % --format html", true},
	{"show % --for family", false},
	{"list audits", true},
	{"list audits --json", true},
	{"list audits --sort reference", true},
	{"list audits --sort completed", true},
	{"list audits --state submitted", true},
	{"list audits --month 2026-10", true},
	{"list audits --service Assessment", true},
	{"list audits --text Seen --json", true},
	{"list audits --text %", true},
	{"list actions", false},
	{"trail", true},
	{"trail --json", true},
	{"trail 'audit %'", true},
	{"moderate list", false},
	{"moderate list --open", false},
	{"moderate list --open --json", false},
	{"sample list", false},
	{"sample list --json", false},
	{"sample show 2026-10-moderation", false},
	{"sample show 2026-10-moderation --json", false},
	{"sample show 2026-10-moderation --csv", false},
	{"sample verify 2026-10-moderation", false},
};

// % becomes the reference.
static char *line_for(const char *pattern, const char *ref)
{
	const char *mark = strchr(pattern, '%');

	return mark ? xasprintf("%.*s%s%s", (int)(mark - pattern), pattern, ref, mark + 1)
		    : xstrdup(pattern);
}

static void commands_tell(struct world *world, const char *ref, bool blind)
{
	for (size_t i = 0; i < LENGTH(lines); i++) {
		char *line = line_for(lines[i].line, ref), *text = said(world, line);
		const char *word = telling_word(text);

		if (blind && word)
			fail_msg("%s as %s: \"%s\" in\n%s", line, world->session->me.login,
				word, text);
		if (!blind && lines[i].tells && !word)
			fail_msg("%s as %s tells nothing:\n%s", line, world->session->me.login,
				text);
		free(line);
		free(text);
	}
}

static bool export_tells(struct world *world, const char *dataset)
{
	char *path = base_file(world->base, "out.csv"), *text;
	struct export_receipt receipt;
	const char *word;

	assert_done(export_file(
		world->session, dataset, path, &(struct export_filter){0}, 0, &receipt));
	text = base_read(path);
	assert_true(receipt.rows || strcmp(dataset, "audits") != 0);
	word = telling_word(text);
	free(text);
	remove(path);
	free(path);
	return word;
}

// All datasets, also those to come; the codebook lists the grades that there are.
static void exports_tell(struct world *world, bool blind)
{
	char *list = xstrdup(export_datasets()), *rest = NULL;

	for (char *name = strtok_r(list, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
		bool tells = strcmp(name, "codebook") != 0 && export_tells(world, name);
		bool full = strcmp(name, "audits") == 0 || strcmp(name, "judgements") == 0 ||
			    strcmp(name, "trail") == 0;

		if (blind && tells)
			fail_msg("export %s tells %s", name, world->session->me.login);
		if (!blind && full && !tells)
			fail_msg("export %s tells %s nothing", name, world->session->me.login);
	}
	free(list);
}

static int found(struct world *world, struct audit_filter filter)
{
	struct audit_row row = {0};
	int got = audit_page(world->session, &filter, NULL, false, &row, 1);

	assert_true(got >= 0);
	audit_row_finish(&row);
	return got;
}

// By every way in which core/audit-list.c reads: with the grade, and with words that tell it.
static int finds(struct world *world)
{
	static const struct audit_filter filters[] = {
		{.grade = GRADE_INADEQUATE},
		{.grade = GRADE_INADEQUATE, .sort = SORT_COMPLETED},
		{.grade = GRADE_INADEQUATE, .sort = SORT_REFERENCE, .descending = true},
		{.grade = GRADE_INADEQUATE, .month = "2026-10"},
		{.grade = GRADE_INADEQUATE, .state = AUDIT_SUBMITTED},
		{.grade = GRADE_INADEQUATE, .service_id = 1},
		{.grade = GRADE_INADEQUATE, .team_id = 1, .sort = SORT_COMPLETED},
		{.grade = GRADE_INADEQUATE, .text = "Seen"},
		{.grade = GRADE_INADEQUATE, .text = "2026"},
		{.text = "giveaway"},
		{.text = "giveaway", .descending = true},
	};
	int count = 0;

	for (size_t i = 0; i < LENGTH(filters); i++)
		count += found(world, filters[i]);
	return count == 0 ? 0 : count == (int)LENGTH(filters) ? 1 : -1;
}

static void memory_is_empty(struct world *world, const char *login, const char *ref)
{
	struct audit *audit = world_open(world, login, ref);
	int shown = 0;

	assert_true(audit->blind);
	assert_int_equal(audit->final_overall, GRADE_NONE);
	for (int part = 0; part < PART_COUNT; part++) {
		assert_int_equal(audit->tick_count[part], 0);
		for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++)
			shown += audit->judgements[part][i].grade != GRADE_NONE;
	}
	assert_int_equal(shown, 0);
	assert_int_equal(audit->amendment_count, 0);
	assert_string_equal(audit->texts[PART_LEAD][PLACE_WHY_DIFFERS].text, "");
	assert_string_equal(audit->texts[PART_LEAD][PLACE_RATIONALE].text, "Seen on file.");
	assert_string_equal(
		audit->texts[PART_LEAD][PLACE_RATIONALE + 1].text, "Not seen: it is [grade].");
	assert_done(audit_reload(world->session, audit));
	assert_int_equal(audit->final_overall, GRADE_NONE);
	audit_destroy(audit);
}

// Selects it, as the session's person, because it is Inadequate: another one is drawn with this seed.
static void select_it(struct world *world)
{
	struct moderation_request request = {"2026-10", 1, GRADE_NONE, "1"};
	struct sample *sample;

	base_tamper(world->base,
		"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, "
		"state, allocated_on, due_on, completed_on, final_overall) SELECT "
		"'2026-10-002', "
		"casefile_id, team_id, service_id, template_id, month, 3, allocated_on, "
		"due_on, "
		"completed_on, 2 FROM audit WHERE id = 1");
	assert_done(moderation_select(world->session, &request, &sample));
	assert_int_equal(sample->entries[0].chosen, 2);
	sample_destroy(sample);
}

static void learns_nothing(struct world *world, const char *login, const char *ref)
{
	char *blind = world_look(world,
		"SELECT u.login FROM audit a JOIN user u ON u.id = a.blind_id WHERE a.id = 1");

	assert_string_equal(blind, login);
	free(blind);
	memory_is_empty(world, login, ref);
	commands_tell(world, ref, true);
	exports_tell(world, true);
	assert_int_equal(finds(world), 0);
}

static void learns_all(struct world *world, const char *login, const char *ref)
{
	world_as(world, login);
	commands_tell(world, ref, false);
	exports_tell(world, false);
	assert_int_equal(finds(world), 1);
}

static void no_reader_tells_a_blind_moderator(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world);

	world_as(world, "quinn");
	select_it(world);
	learns_nothing(world, "sam", ref);
	learns_all(world, "quinn", ref); // the others are told as before
	base_tamper(world->base, "UPDATE audit SET blind_id = NULL");
	learns_all(world, "sam", ref);
	free(ref);
}

// A reason that QA typed may tell as much.
static void nor_does_a_selection_by_hand(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world);

	world_as(world, "quinn");
	assert_done(moderation_add(world->session, ref, "sam", "a giveaway: Inadequate"));
	learns_nothing(world, "sam", ref);
	free(ref);
}

// The widest rights there are do not lift it, nor having selected it oneself.
static void nor_one_who_is_qa_as_well(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world);

	base_tamper(world->base,
		"UPDATE user SET roles = 14 WHERE login = 'sue';"
		"INSERT INTO user_service SELECT id, 1 FROM user WHERE login = 'sue';"
		"UPDATE user SET active = 0 WHERE login = 'sam'");
	world_as(world, "sue");
	select_it(world);
	learns_nothing(world, "sue", ref);
	free(ref);
}

// That there is a review audit, with steps before it, tells that the first was Inadequate.
static void learns_of_no_review(struct world *world, const char *ref, bool blind)
{
	static const char *const lines_of_review[] = {"show % --json", "due --days 60",
		"due --days 60 --json", "list audits --json", "list contacts",
		"list contacts --month 2026-12", "list actions", "trail --last 1000",
		"cycle show 2026-12 --kind review --json", "report --month 2026-10"};
	char *review = world_look(world, "SELECT ref FROM audit WHERE review_of = 1");
	char *all = xstrdup(""), *pattern = xasprintf("start audit %s", ref);
	struct audit_counts counts;

	for (size_t i = 0; i < LENGTH(lines_of_review); i++) {
		char *line = line_for(lines_of_review[i], ref);
		char *text = said(world, line);
		char *longer = xasprintf("%s%s", all, text);

		free(line);
		free(text);
		free(all);
		all = longer;
	}
	assert_true(!strstr(all, review) == blind);
	assert_true(!strstr(all, "\"reviews\": [\n      {") == blind);
	assert_true(!strstr(all, "\"step\": \"review\"") == blind);
	assert_true(!strstr(all, pattern) == blind);
	assert_true(!strstr(all, "\"total\": 1") == blind);
	assert_done(audit_count(world->session, "2026-10", &counts));
	assert_int_equal(counts.open, blind ? 0 : 1);
	free(pattern);
	free(all);
	free(review);
}

static void nor_does_its_review(void **state)
{
	struct world *world = *state;
	char *ref = secret_audit(world);

	world_as(world, "quinn");
	assert_done(moderation_add(world->session, ref, "sam", "by hand"));
	learns_of_no_review(world, ref, false);
	world_as(world, "sam");
	learns_of_no_review(world, ref, true);
	base_tamper(world->base, "UPDATE audit SET blind_id = NULL");
	learns_of_no_review(world, ref, false);
	free(ref);
}

// What the auditor's own words would tell, as a moderator reads them.
static void nor_do_the_words_that_name_a_grade(void **state)
{
	static const char *const words[][2] = {
		{"Taken together this meets Good.", "Taken together this meets [grade]."},
		{"Good. Seen weekly.", "[grade]. Seen weekly."},
		{"Overall: GOOD", "Overall: [grade]"},
		{"Between Good and Outstanding", "Between [grade] and [grade]"},
		{"it requires improvement, I say", "it [grade], I say"},
		{"RI, nearly \"Inadequate\"", "[grade], nearly \"[grade]\""},
		{"Good practice.\n- Good notes! Inadequate space", NULL},
		{"a good file of Mr Goodwin, in the RIGHT order", NULL},
		{"Outstandingly", NULL},
		{"", NULL},
	};

	for (size_t i = 0; i < LENGTH(words); i++) {
		char *read = blind_words(words[i][0]);

		assert_string_equal(read, words[i][words[i][1] ? 1 : 0]);
		free(read);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

static void grade_in_a_round(struct world *world)
{
	static const char *const logins[] = {"ann", "bob"};
	const struct calibration_request wanted = {
		"October", "C3", NULL, date_from(2026, 10, 20), logins, LENGTH(logins)};
	struct calibration *round;

	world_as(world, "quinn");
	assert_done(calibration_start(world->session, &wanted));
	world_as(world, "ann");
	round = calibration_open(world->session, "October");
	for (size_t i = 0; i < round->template->domain_count; i++)
		assert_done(calibration_grade(world->session, round, (int)i, GRADE_GOOD));
	assert_done(calibration_seal(world->session, round));
	calibration_destroy(round);
	world_as(world, "quinn");
	round = calibration_open(world->session, "October");
	assert_done(calibration_close(world->session, round));
	calibration_destroy(round);
}

// Whether the trail tells somebody a value that was recorded when a round was closed: the grades.
static bool trail_tells(struct world *world, const char *login)
{
	struct trail_row rows[50];
	bool tells = false;
	int count;

	world_as(world, login);
	count = trail_page(world->session, 0, INT64_MAX, false, rows, LENGTH(rows));
	assert_true(count > 0);
	for (int i = 0; i < count; i++) {
		tells |= strcmp(rows[i].record, "calibration October") == 0 &&
			 strcmp(rows[i].act, "close") == 0 && rows[i].new;
		trail_row_finish(&rows[i]);
	}
	return tells;
}

static void nor_does_the_trail_tell_an_administrator_of_a_round(void **state)
{
	struct world *world = *state;

	grade_in_a_round(world);
	assert_true(trail_tells(world, "quinn"));
	assert_false(trail_tells(world, "adam"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_reader_tells_a_blind_moderator),
		TEST(nor_does_a_selection_by_hand),
		TEST(nor_one_who_is_qa_as_well),
		TEST(nor_does_its_review),
		cmocka_unit_test(nor_do_the_words_that_name_a_grade),
		TEST(nor_does_the_trail_tell_an_administrator_of_a_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
