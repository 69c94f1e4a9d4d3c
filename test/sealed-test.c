// SPDX-License-Identifier: MIT
// A moderator's terminal before the seal: not a byte of it depends on the auditor's grades; and nothing typed is lost.
#include "test/base.h"
#include "test/test.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/narrative.h"
#include "db/mem.h"
#include "test/screen.h"

// So high that a page is seen whole.
static const struct screen_setup high = {.rows = 120, .columns = 80};

// Two councils that differ in nothing but what the auditor and the peer graded.
struct graded {
	const char *lead, *peer; // of every domain, in the file and in the amendment
	int tick;                // the grade whose first indicator is ticked
	const char *why;         // the overall grade differs: it tells the grade
};

static const struct graded best = {"O", "Good", 1, "GIVEAWAY: it is outstanding"},
			   worst = {"I", "None", 4, "GIVEAWAY: it is inadequate!"};

static void found_council(const struct fixture *fixture)
{
	static const char users[] = "login,name,post,roles,team,services\n"
				    "quinn,Quinn Ash,qa co-ordinator,qa,,\n"
				    "ann,Ann Jones,team manager,auditor,East,\n"
				    "sam,Sam Stone,service manager,moderator,,MASH\n"
				    "sue,Sue Slate,head of service,moderator,,MASH\n",
			  cases[] = "case_ref,team,worker,plan_type,status\n"
				    "C-001,East,Bob Ellis,child in need,open\n";

	fixture_write(fixture, "users.csv", users, strlen(users));
	fixture_write(fixture, "cases.csv", cases, strlen(cases));
	fixture_must_run(fixture, "init", "--practice", NULL);
	fixture_must_run(fixture, "service", "add", "MASH", NULL);
	fixture_must_run(fixture, "team", "add", "East", "--service", "MASH", NULL);
	fixture_must_run(fixture, "import", "users", "users.csv", NULL);
	fixture_must_run(fixture, "--as", "quinn", "import", "cases", "cases.csv", NULL);
}

static void import_audit(const struct fixture *fixture, const char *grade)
{
	char *file = xasprintf(
		"audit_ref,case_ref,team,template,auditor,auditor_post,allocated_on,due_on,"
		"completed_on,VOICE,ASSESS,PLAN,PARTNER,SUPER,DIVERSE,overall,summary\n"
		"2026-10-001,C-001,East,,ann,team manager,2026-10-01,2026-10-30,2026-10-20,"
		"%s,%s,%s,%s,%s,%s,%s,The worker knows the family\n",
		grade, grade, grade, grade, grade, grade, grade);

	fixture_write(fixture, "past.csv", file, strlen(file));
	free(file);
	fixture_must_run(fixture, "--as", "quinn", "--today", "2026-11-02", "import", "audits",
		"past.csv", NULL);
}

// What an import cannot bring: ticks, the peer's grades, why the overall grade differs, and an amended grade.
static void add_rest(const struct fixture *fixture, const struct graded *graded)
{
	char *sql = xasprintf(
		"INSERT INTO tick SELECT 1, 0, id FROM descriptor WHERE grade = %d AND seq = 1;"
		"INSERT INTO judgement SELECT 1, 1, id, %d, NULL, 1, '2026-10-20T09:00:00Z' "
		"FROM "
		"domain;"
		"INSERT INTO narrative VALUES (%" PRId64 ", '%s', NULL, 1, "
		"'2026-10-20T09:00:00Z');"
		"INSERT INTO amendment SELECT 1, 1, 'VOICE.grade', '%s', '%s', 'GIVEAWAY', id, "
		"'2026-10-21T09:00:00Z' FROM user WHERE login = 'ann';",
		graded->tick, graded->tick, narrative_id(1, PART_LEAD, PLACE_WHY_DIFFERS),
		graded->why, graded->peer, graded->peer);

	base_tamper(&(struct base){.path = fixture->database}, sql);
	free(sql);
}

static void audit_for_sam(const struct fixture *fixture, const struct graded *graded)
{
	found_council(fixture);
	import_audit(fixture, graded->lead);
	add_rest(fixture, graded);
	fixture_must_run(fixture, "--as", "quinn", "--today", "2026-11-02", "moderate", "add",
		"2026-10-001", "--why", "GIVEAWAY of the grade", "--to", "sam", NULL);
}

static struct screen *start(const struct fixture *fixture, const struct screen_setup *setup)
{
	struct screen *screen = screen_start(
		fixture, setup, (const char *[]){"--as", "sam", "--today", "2026-11-03", NULL});

	screen_wait(screen, "Sam Stone, Tue");
	return screen;
}

static void key_and_wait(struct screen *screen, const char *key, const char *text)
{
	screen_key(screen, key);
	screen_wait(screen, text);
}

static void type_and_wait(struct screen *screen, const char *keys, const char *text)
{
	screen_type(screen, keys);
	screen_wait(screen, text);
}

// Every page, from the one behind `from` on. Here and below each key is waited for by what it alone brings: keys that
// come faster are painted together, and the same session would be other bytes.
static void turn_pages(struct screen *screen, int from, int count)
{
	for (int i = 0; i < count; i++) {
		int page = (from + i) % count + 1;
		char *number = xasprintf(" %d/%d ", page, count);

		key_and_wait(screen, "Tab", number);
		free(number);
	}
}

// All that a moderator may look at: Home, the news, the queue, the audit's own pages, all audits, then their own pages.
static void look_everywhere(struct screen *screen)
{
	key_and_wait(screen, "BackTab", "[New");
	type_and_wait(screen, "m", "By due date");
	type_and_wait(screen, "A", "1/13");
	turn_pages(screen, 1, 13);
	type_and_wait(screen, "q", "By due date");
	type_and_wait(screen, "q", "Sam Stone, Tue");
	type_and_wait(screen, "a", "> Audits");
	type_and_wait(screen, "q", "Sam Stone, Tue");
	type_and_wait(screen, "m", "By due date");
	key_and_wait(screen, "Enter", "Moderate 2026-10-001");
	turn_pages(screen, 1, 15);
	type_and_wait(screen, "S", "grade it before you seal");
}

static void grade_all(struct screen *screen)
{
	static const char *const missing[] = {"6 things are missing", "5 things are missing",
		"4 things are missing", "3 things are missing", "2 things are missing",
		"1 thing is missing", "the grades can be sealed"};

	for (size_t i = 0; i < LENGTH(missing); i++) {
		key_and_wait(screen, "Enter", "Your own grade: not given yet");
		type_and_wait(screen, "r", "Your own grade: Requires");
		type_and_wait(screen, "C", missing[i]);
	}
}

// The time of the day is no grade.
static char *without_times(const char *bytes, size_t length)
{
	char *text = xstrndup(bytes, length);

	for (size_t i = 0; i + 4 < length; i++)
		if (text[i + 2] == ':' && strspn(text + i, "0123456789") == 2 &&
			strspn(text + i + 3, "0123456789") >= 2)
			memcpy(text + i, "~~:~~", 5);
	return text;
}

// What the terminal was sent up to the seal, and what came after it; both are yours.
static char *blind_session(const struct graded *graded, char **after)
{
	struct fixture fixture;
	struct screen *screen;
	const char *bytes;
	size_t length, sealed;
	char *before;

	fixture_init(&fixture);
	fixture.as_nobody = 1;
	audit_for_sam(&fixture, graded);
	screen = start(&fixture, &high);
	look_everywhere(screen);
	grade_all(screen);
	bytes = screen_output(screen, &sealed);
	before = without_times(bytes, sealed);
	screen_type(screen, "S");
	screen_wait(screen, "to confirm");
	screen_type(screen, "seal");
	key_and_wait(screen, "Enter", "Now decide each domain");
	bytes = screen_output(screen, &length);
	*after = without_times(bytes + sealed, length - sealed);
	screen_end(screen);
	fixture_end(&fixture);
	return before;
}

// The first place where they differ, shown.
static void expect_same(const char *one, const char *other)
{
	size_t at = 0;

	while (one[at] && one[at] == other[at])
		at++;
	if (one[at] != other[at])
		fail_msg("after %zu bytes\n%.200s\nis not\n%.200s", at, one + at, other + at);
}

static void no_byte_tells_a_grade_before_the_seal(void **state)
{
	char *after_best, *after_worst;
	char *with_best = blind_session(&best, &after_best),
	     *with_worst = blind_session(&worst, &after_worst);

	expect_same(with_best, with_worst);
	assert_null(strstr(with_best, "GIVEAWAY"));
	// The sessions do differ: it is seen as soon as it may be.
	assert_non_null(strstr(after_best, "Outstanding"));
	assert_non_null(strstr(after_worst, "Inadequate"));
	assert_string_not_equal(after_best, after_worst);
	free(with_best);
	free(with_worst);
	free(after_best);
	free(after_worst);
}

static const struct screen_setup usual;

// Sam's reason for the first grade, typed and saved as it was typed.
static struct screen *write_reason(const struct fixture *fixture, const char *text)
{
	struct screen *screen = start(fixture, &usual);

	key_and_wait(screen, "Enter", "Moderate 2026-10-001");
	key_and_wait(screen, "Tab", " 2/15 ");
	type_and_wait(screen, "e", "line 1 of 1");
	type_and_wait(screen, text, " saved ");
	return screen;
}

static void a_killed_moderator_finds_what_was_typed(void **state)
{
	struct screen *screen;

	audit_for_sam(*state, &best);
	screen = write_reason(*state, "The words stop in June");
	screen_type(screen, " and then the power");
	screen_signal(screen, SIGKILL);
	assert_int_equal(screen_wait_exit(screen), 128 + SIGKILL);
	screen_end(screen);
	screen = start(*state, &high);
	key_and_wait(screen, "Enter", " 2/15 ");
	screen_wait(screen, "  draft of ");
	screen_wait(screen, "The words stop in June");
	// It is the moderator's own text, and nothing of the auditor's.
	screen_wait_gone(screen, "not kept yet");
	screen_end(screen);
	fixture_must_run(*state, "verify", NULL);
}

// Given to somebody else while it is written: nobody is held in the text for ever, and nothing goes unasked.
static void who_has_it_no_more_is_let_go(void **state)
{
	struct screen *screen;

	audit_for_sam(*state, &best);
	screen = write_reason(*state, "The words stop in June");
	fixture_must_run(*state, "--as", "quinn", "--today", "2026-11-03", "moderate", "assign",
		"2026-10-001", "--to", "sue", NULL);
	type_and_wait(screen, " and more", "Sue Slate's to moderate");
	key_and_wait(screen, "Esc", "Type leave");
	screen_key(screen, "Esc");
	screen_wait_gone(screen, "Type leave");
	screen_wait(screen, "The words stop in June and more");
	key_and_wait(screen, "Esc", "Type leave");
	type_and_wait(screen, "leave", "leave");
	key_and_wait(screen, "Enter", " 2/15 ");
	type_and_wait(screen, "q", "Sam Stone, Tue");
	screen_end(screen);
	// What was saved is there when it comes back.
	fixture_must_run(*state, "--as", "quinn", "--today", "2026-11-03", "moderate", "assign",
		"2026-10-001", "--to", "sam", NULL);
	screen = start(*state, &high);
	key_and_wait(screen, "Enter", " 2/15 ");
	screen_wait(screen, "The words stop in June");
	screen_end(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_byte_tells_a_grade_before_the_seal),
		cmocka_unit_test_setup_teardown(a_killed_moderator_finds_what_was_typed,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			who_has_it_no_more_is_let_go, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
