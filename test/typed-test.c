// SPDX-License-Identifier: MIT
// A whole audit, typed by the people who do it: from no database at all to the file that QA exports.
#include "test/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/screen.h"

#define TODAY "2026-11-16"

static const struct screen_setup usual;

static struct screen *start(const struct fixture *fixture, const char *login)
{
	struct screen *screen = screen_start(
		fixture, &usual, (const char *[]){"--as", login, "--today", TODAY, NULL});

	screen_wait(screen, "Mon 16 Nov 2026");
	return screen;
}

static void type_and_wait(struct screen *screen, const char *keys, const char *text)
{
	screen_type(screen, keys);
	screen_wait(screen, text);
}

static void key_and_wait(struct screen *screen, const char *key, const char *text)
{
	screen_key(screen, key);
	screen_wait(screen, text);
}

// People and one case, as an administrator and QA bring them in.
static void found_council(const struct fixture *fixture)
{
	static const char services[] = "name\nAssessment\n",
			  teams[] = "name,service\nEast,Assessment\n",
			  users[] = "login,name,post,roles,team,services\n"
				    "sian,Siân Ŵyn,team manager,auditor,East,\n"
				    "quinn,Quinn Ash,qa co-ordinator,qa,,\n",
			  cases[] = "case_ref,team,worker,plan_type,status\n"
				    "CF-104233,East,Bob Ellis,child in need,open\n";

	fixture_write(fixture, "services.csv", services, strlen(services));
	fixture_write(fixture, "teams.csv", teams, strlen(teams));
	fixture_write(fixture, "users.csv", users, strlen(users));
	fixture_write(fixture, "cases.csv", cases, strlen(cases));
	fixture_must_run(fixture, "init", "--practice", NULL);
	fixture_must_run(fixture, "import", "services", "services.csv", NULL);
	fixture_must_run(fixture, "import", "teams", "teams.csv", NULL);
	fixture_must_run(fixture, "import", "users", "users.csv", NULL);
	fixture_must_run(fixture, "--as", "quinn", "import", "cases", "cases.csv", NULL);
}

static void allocate(const struct fixture *fixture)
{
	fixture_must_run(fixture, "--as", "quinn", "--today", TODAY, "audit", "add",
		"CF-104233", "--month", "2026-11", "--to", "sian", NULL);
}

// The text in focus: opened, typed, saved as typed, left.
static void write_text(struct screen *screen, const char *text)
{
	screen_type(screen, "e");
	screen_wait(screen, "line 1 of 1");
	screen_type(screen, text);
	screen_wait(screen, " saved ");
	screen_key(screen, "Esc");
	screen_wait_gone(screen, "line 1 of 1");
}

static void fill_in_case(struct screen *screen)
{
	screen_wait(screen, "1/14");
	screen_key(screen, "Down");
	screen_key(screen, "Down");
	key_and_wait(screen, "Enter", "unborn");
	screen_key(screen, "Down");
	screen_key(screen, "Down");
	screen_key(screen, "Enter");
	screen_wait(screen, "5 of 5 done");
}

// A page of eight prompts, a grade and its rationale.
static void fill_in_domain(struct screen *screen, const char *page, const char *grade,
	const char *says, const char *why)
{
	key_and_wait(screen, "Tab", page);
	screen_key(screen, "Home");
	for (int i = 0; i < 8; i++) {
		screen_type(screen, i == 3 ? "p" : "y");
		screen_key(screen, "Down");
	}
	screen_wait(screen, "Grade: not given yet");
	screen_type(screen, grade);
	screen_wait(screen, says);
	screen_key(screen, "End");
	screen_wait(screen, "Enter or e opens the text");
	write_text(screen, why);
	screen_wait(screen, "10 of 10 done");
}

static void write_findings(struct screen *screen)
{
	key_and_wait(screen, "Tab", "8/14");
	write_text(screen, "The worker knows Siân well and writes down her words.");
	screen_key(screen, "Down");
	write_text(screen, "The plan says what, not by when.");
	screen_key(screen, "Down");
	write_text(screen, "She is safer, and says so: \"nid oes ofn arna i\".");
	screen_wait(screen, "3 of 3 done");
}

static void record_people(struct screen *screen)
{
	key_and_wait(screen, "Tab", "9/14");
	type_and_wait(screen, "y", "By which means");
	key_and_wait(screen, "Enter", "1 of 1 done");
	key_and_wait(screen, "Tab", "10/14");
	type_and_wait(screen, "y", "By which means");
	key_and_wait(screen, "Enter", "1 of 3 done");
	screen_key(screen, "Down");
	write_text(screen, "\"They ask me first now.\"");
	for (int i = 0; i < 2; i++) {
		screen_key(screen, "Down");
		type_and_wait(screen, "n", i ? "3 of 3 done" : "2 of 3 done");
		screen_key(screen, "Down");
		write_text(screen, "Wrote twice, no answer.");
	}
	screen_wait(screen, "3 of 3 done");
}

static void write_learning(struct screen *screen)
{
	key_and_wait(screen, "Tab", "11/14");
	write_text(screen, "Put dates to each action of the plan.");
	screen_key(screen, "Down");
	write_text(screen, "Plans without dates drift.");
	screen_wait(screen, "2 of 2 done");
}

static void add_action(struct screen *screen)
{
	key_and_wait(screen, "Tab", "12/14");
	key_and_wait(screen, "Enter", "What exactly");
	screen_type(screen, "Put a date to every action of the plan");
	screen_key(screen, "Tab");
	screen_type(screen, "Each action of the plan has a date");
	screen_key(screen, "Tab");
	screen_type(screen, "Bob Ellis");
	screen_key(screen, "Tab");
	screen_key(screen, "Tab");
	screen_type(screen, "She knows what happens next");
	screen_key(screen, "Tab");
	screen_type(screen, "2026-12-18");
	screen_key(screen, "Ctrl-S");
	screen_wait(screen, "Put a date to every action");
	screen_wait(screen, "12/14");
}

static void judge_overall(struct screen *screen)
{
	key_and_wait(screen, "Tab", "13/14");
	screen_wait(screen, "Suggested: Requires Improvement");
	screen_key(screen, "Home");
	screen_type(screen, "r");
	screen_wait(screen, "Grade: Requires Improvement");
	screen_key(screen, "End");
	write_text(screen, "Good work with one weak plan.");
	screen_wait(screen, "2 of 2 done");
}

static void submit(struct screen *screen)
{
	key_and_wait(screen, "Tab", "14/14");
	screen_wait(screen, "> Submit the audit");
	screen_key(screen, "Enter");
	screen_wait(screen, "Type submit to confirm");
	screen_key(screen, "Enter"); // alone it confirms nothing
	screen_wait_gone(screen, "Type submit to confirm");
	key_and_wait(screen, "Enter", "Type submit to confirm");
	screen_type(screen, "submit");
	screen_key(screen, "Enter");
	screen_wait(screen, "Submitted. A correction is an amendment");
}

static void expect_export(const struct fixture *fixture)
{
	static const char *const cells[] = {
		"2026-11-001,CF-104233,East,case-file-2024,sian,team manager," TODAY,
		TODAY ",Good,Good,Inadequate,Good,Good,Outstanding,Requires Improvement",
		"Good work with one weak plan.",
		"\"She is safer, and says so: \"\"nid oes ofn arna i\"\".\"",
		"1 to 4",
		"submitted",
		"practice",
	};
	char *path = fixture_path(fixture, "audits.csv"), *text;

	fixture_must_run(
		fixture, "--as", "quinn", "export", "audits", "-o", "audits.csv", NULL);
	text = fixture_read(path, NULL);
	for (size_t i = 0; i < LENGTH(cells); i++) {
		if (!strstr(text, cells[i]))
			fail_msg("the export lacks %s:\n%s", cells[i], text);
	}
	free(text);
	free(path);
	fixture_must_run(fixture, "verify", NULL);
}

static void a_whole_audit_is_typed_and_exported(void **state)
{
	struct screen *screen;

	found_council(*state);
	allocate(*state);
	screen = start(*state, "sian");
	screen_wait(screen, "2026-11-001");
	screen_key(screen, "Enter");
	fill_in_case(screen);
	fill_in_domain(screen, "2/14", "g", "Grade: Good",
		"Seen every ten days, alone, her words kept.");
	fill_in_domain(
		screen, "3/14", "g", "Grade: Good", "Assessment of 3 March with chronology.");
	fill_in_domain(screen, "4/14", "i", "Grade: Inadequate",
		"No dates; two actions drift since June.");
	fill_in_domain(
		screen, "5/14", "g", "Grade: Good", "School and health at each core group.");
	fill_in_domain(screen, "6/14", "g", "Grade: Good", "Monthly and reflective.");
	fill_in_domain(
		screen, "7/14", "o", "Grade: Outstanding", "Welsh spoken at each visit.");
	write_findings(screen);
	record_people(screen);
	write_learning(screen);
	add_action(screen);
	judge_overall(screen);
	submit(screen);
	screen_type(screen, "q");
	screen_wait(screen, "1 submitted");
	screen_type(screen, "q");
	assert_int_equal(screen_wait_exit(screen), 0);
	screen_end(screen);
	expect_export(*state);
}

// Opens the rationale of the first domain and writes into it, up to where it is saved.
static struct screen *write_rationale(const struct fixture *fixture, const char *text)
{
	struct screen *screen = start(fixture, "sian");

	screen_wait(screen, "2026-11-001");
	key_and_wait(screen, "Enter", "1/14");
	key_and_wait(screen, "Tab", "2/14");
	screen_key(screen, "End");
	screen_wait(screen, "Enter or e opens the text");
	screen_type(screen, "e");
	screen_wait(screen, "line 1 of 1");
	screen_type(screen, text);
	screen_wait(screen, " saved ");
	return screen;
}

// The text stands where it was left, as a draft that is told of and one key away.
static void expect_kept(const struct fixture *fixture, const char *text)
{
	struct screen *screen = start(fixture, "sian");

	screen_wait(screen, "2026-11-001");
	key_and_wait(screen, "Enter", "stands since");
	type_and_wait(screen, "e", "Your draft of");
	screen_wait(screen, text);
	screen_end(screen);
}

static void a_killed_program_keeps_what_was_saved(void **state)
{
	struct screen *screen;

	found_council(*state);
	allocate(*state);
	screen = write_rationale(*state, "Seen every ten days, alone");
	screen_type(screen, " and then the power");
	screen_signal(screen, SIGKILL);
	assert_int_equal(screen_wait_exit(screen), 128 + SIGKILL);
	screen_end(screen);
	expect_kept(*state, "Seen every ten days, alone");
	fixture_must_run(*state, "verify", NULL);
}

// A second after the last key at the latest, also while keys keep coming.
static void typing_without_a_pause_is_saved_meanwhile(void **state)
{
	struct screen *screen;

	found_council(*state);
	allocate(*state);
	screen = write_rationale(*state, "On");
	for (int i = 0; i < 40; i++) {
		char *word = xasprintf(" w%02d.", i);

		screen_type(screen, word);
		screen_wait(screen, word + 1); // as fast as the screen follows
		free(word);
	}
	screen_type(screen, " Last.");
	screen_wait(screen, "Last.");
	screen_wait(screen, " saved ");
	screen_signal(screen, SIGKILL);
	screen_wait_exit(screen);
	screen_end(screen);
	expect_kept(*state, "w39.");
}

static void a_terminated_program_keeps_every_key(void **state)
{
	struct screen *screen;

	found_council(*state);
	allocate(*state);
	screen = write_rationale(*state, "Seen every ten days");
	type_and_wait(screen, ", alone, always", "always");
	screen_signal(screen, SIGTERM);
	assert_int_equal(screen_wait_exit(screen), 128 + SIGTERM);
	screen_end(screen);
	expect_kept(*state, "Seen every ten days, alone, always");
}

static void a_dropped_line_keeps_every_key(void **state)
{
	struct screen *screen;

	found_council(*state);
	allocate(*state);
	screen = write_rationale(*state, "Seen every ten days");
	type_and_wait(screen, ", alone, always", "always");
	assert_int_equal(screen_hang_up(screen), 128 + SIGHUP);
	screen_end(screen);
	expect_kept(*state, "Seen every ten days, alone, always");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_whole_audit_is_typed_and_exported),
		TEST(a_killed_program_keeps_what_was_saved),
		TEST(typing_without_a_pause_is_saved_meanwhile),
		TEST(a_terminated_program_keeps_every_key),
		TEST(a_dropped_line_keeps_every_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
