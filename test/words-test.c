// SPDX-License-Identifier: MIT
// What the screens say about due dates, and a line being typed.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "db/mem.h"
#include "tui/line.h"
#include "tui/words.h"
#include <cmocka.h>

// Monday 12 October 2026.
static date monday(void)
{
	return date_from(2026, 10, 12);
}

static void expect_due(int days, const char *words, enum theme_role role)
{
	struct session session = {.today = monday()};
	char text[64];

	assert_int_equal(words_due(&session, monday() + days, text, sizeof(text)), role);
	assert_string_equal(text, words);
}

static void due_is_said_in_working_days(void **state)
{
	expect_due(-3, "1 working day overdue", THEME_OVERDUE);
	expect_due(-4, "2 working days overdue", THEME_OVERDUE);
	expect_due(0, "due today", THEME_DUE);
	expect_due(1, "due in 1 working day", THEME_DUE);
	expect_due(4, "due in 4 working days", THEME_TEXT);
	expect_due(7, "due in 5 working days", THEME_TEXT);
}

static void a_weekend_does_not_make_a_working_day_overdue(void **state)
{
	struct session session = {.today = monday() - 1};
	char text[64];

	words_due(&session, monday() - 3, text, sizeof(text));
	assert_string_equal(text, "overdue since 9 Oct 2026");
	words_due(&session, monday(), text, sizeof(text));
	assert_string_equal(text, "due in 1 working day");
}

static void no_date_is_no_words(void **state)
{
	struct session session = {.today = monday()};
	char text[64] = "x";

	assert_int_equal(words_due(&session, DATE_NONE, text, sizeof(text)), THEME_TEXT);
	assert_string_equal(text, "");
}

static void an_answer_is_not_kept_for_another_day(void **state)
{
	struct session session = {.today = monday()};
	char text[64];

	words_due(&session, monday() + 1, text, sizeof(text));
	session.today = monday() + 1;
	words_due(&session, monday() + 1, text, sizeof(text));
	assert_string_equal(text, "due today");
	session.today = monday() + 2;
	words_due(&session, monday() + 1, text, sizeof(text));
	assert_string_equal(text, "1 working day overdue");
}

static void a_completed_audit_is_not_overdue(void **state)
{
	struct session session = {.today = monday()};
	struct audit_row row = {.state = AUDIT_SUBMITTED,
		.due_on = monday() - 30,
		.completed_on = monday() - 5};
	char text[64];

	assert_int_equal(words_audit_due(&session, &row, text, sizeof(text)), THEME_TEXT);
	assert_string_equal(text, "completed 7 Oct 2026");
	row.state = AUDIT_WITHDRAWN;
	words_audit_due(&session, &row, text, sizeof(text));
	assert_string_equal(text, "withdrawn");
}

static void press(struct line *line, const int *keys)
{
	for (; *keys != 0; keys++)
		assert_true(line_event(line, &(struct event){EVENT_KEY, *keys, NULL, 0}));
}

static void expect_line(const char *start, const int *keys, const char *text, size_t at)
{
	struct line line;

	line_init(&line, start);
	press(&line, keys);
	assert_string_equal(line.text, text);
	assert_int_equal(line.at, at);
	line_finish(&line);
}

static void a_line_moves_and_deletes_by_whole_characters(void **state)
{
	expect_line("w\u0175n", (const int[]){K_LEFT, K_BACKSPACE, 0x177, 0}, "w\u0177n", 3);
	expect_line("e\u0301a", (const int[]){K_LEFT, K_BACKSPACE, 0}, "a", 0);
	expect_line("👩‍👧", (const int[]){K_BACKSPACE, K_BACKSPACE, 0}, "", 0);
	expect_line("one two  three", (const int[]){K_CTRL('w'), K_CTRL('w'), 0}, "one ", 4);
	expect_line("one two", (const int[]){K_CTRL('a'), K_RIGHT + K_CONTROL, K_CTRL('k'), 0},
		"one", 3);
	expect_line("one two", (const int[]){K_LEFT + K_CONTROL, K_CTRL('u'), 0}, "two", 0);
	expect_line(
		"abc", (const int[]){K_HOME, K_DELETE, K_DELETE, K_DELETE, K_DELETE, 0}, "", 0);
}

static void a_paste_into_a_line_stays_one_line(void **state)
{
	struct line line;
	struct event paste = {EVENT_PASTE, 0, "two\nlines\tand more", 18};

	line_init(&line, "<>");
	press(&line, (const int[]){K_LEFT, 0});
	line_event(&line, &paste);
	assert_null(strchr(line.text, '\n'));
	assert_int_equal(line.text[0], '<');
	assert_int_equal(line.text[line.length - 1], '>');
	line_finish(&line);
}

static void a_line_refuses_what_is_over_its_limit(void **state)
{
	struct line line;

	line_init(&line, "12");
	line.limit = 3;
	press(&line, (const int[]){'3', 0});
	assert_false(line.too_long);
	press(&line, (const int[]){'4', 0});
	assert_true(line.too_long);
	assert_string_equal(line.text, "123");
	line_finish(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(due_is_said_in_working_days),
		cmocka_unit_test(a_weekend_does_not_make_a_working_day_overdue),
		cmocka_unit_test(no_date_is_no_words),
		cmocka_unit_test(an_answer_is_not_kept_for_another_day),
		cmocka_unit_test(a_completed_audit_is_not_overdue),
		cmocka_unit_test(a_line_moves_and_deletes_by_whole_characters),
		cmocka_unit_test(a_paste_into_a_line_stays_one_line),
		cmocka_unit_test(a_line_refuses_what_is_over_its_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
