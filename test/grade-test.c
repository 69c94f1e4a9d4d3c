// SPDX-License-Identifier: MIT
// Grades: how people write them, and the overall grade that a set of them suggests.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/grade.h"
#include "db/mem.h"
#include "test/table.h"

static size_t grades_read(const char *words, enum grade grades[static 8])
{
	char *copy = xstrdup(words), *rest = copy, *word;
	size_t count = 0;

	while (count < 8 && (word = strsep(&rest, " "))) {
		grades[count] = GRADE_NONE;
		if (strcmp(word, "-") != 0)
			assert_int_equal(grade_parse(word, &grades[count]), 0);
		count++;
	}
	free(copy);
	return count;
}

static void suggestions_follow_the_table(void **state)
{
	struct table *table = table_read("grade.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		enum grade grades[8];
		size_t count = grades_read(table_cell(table, row, "domains"), grades);
		struct grade_suggestion suggestion = grade_suggest(grades, count);
		const char *reason = table_cell(table, row, "reason");

		table_expect(table, row, "suggested", grade_name(suggestion.grade));
		if (!strstr(suggestion.reason, reason))
			fail_msg("%s: \"%s\" is not in \"%s\"", table_where(table, row), reason,
				suggestion.reason);
	}
	table_destroy(table);
}

// Over all 4^6 sets of six grades: no order matters, and a weaker domain never lifts the whole.
static void weaker_domains_never_lift_the_whole(void **state)
{
	for (int code = 0; code < 4096; code++) {
		enum grade grades[6], turned[6];
		enum grade whole;

		for (int i = 0; i < 6; i++)
			grades[i] = (enum grade)(1 + (code >> (2 * i)) % 4);
		whole = grade_suggest(grades, 6).grade;
		for (int i = 0; i < 6; i++)
			turned[i] = grades[(i + 1) % 6];
		assert_int_equal(grade_suggest(turned, 6).grade, whole);
		for (int i = 0; i < 6; i++) {
			memcpy(turned, grades, sizeof(turned));
			turned[i] = GRADE_INADEQUATE;
			assert_true(grade_suggest(turned, 6).grade >= whole);
		}
	}
}

static void grades_are_read_as_people_write_them(void **state)
{
	static const struct {
		const char *text;
		enum grade grade;
	} cases[] = {
		{"Outstanding", GRADE_OUTSTANDING},
		{"o", GRADE_OUTSTANDING},
		{" good ", GRADE_GOOD},
		{"G", GRADE_GOOD},
		{"requires improvement", GRADE_REQUIRES_IMPROVEMENT},
		{"ri", GRADE_REQUIRES_IMPROVEMENT},
		{"INADEQUATE", GRADE_INADEQUATE},
		{"I\t", GRADE_INADEQUATE},
		{"N/A", GRADE_NOT_APPLICABLE},
		{"na", GRADE_NOT_APPLICABLE},
		{"", GRADE_NONE},
		{"  ", GRADE_NONE},
	};
	static const char *const wrong[] = {"R", "requires", "Good.", "1", "goodish", "I I"};
	enum grade grade;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_int_equal(grade_parse(cases[i].text, &grade), 0);
		assert_int_equal(grade, cases[i].grade);
	}
	for (size_t i = 0; i < LENGTH(wrong); i++)
		assert_int_equal(grade_parse(wrong[i], &grade), -1);
}

static void names_are_read_back(void **state)
{
	for (int grade = GRADE_NOT_APPLICABLE; grade <= GRADE_INADEQUATE; grade++) {
		enum grade back;

		assert_int_equal(grade_parse(grade_name((enum grade)grade), &back), 0);
		assert_int_equal(back, grade);
		assert_int_equal(grade_parse(grade_short((enum grade)grade), &back), 0);
		assert_int_equal(back, grade);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(suggestions_follow_the_table),
		cmocka_unit_test(weaker_domains_never_lift_the_whole),
		cmocka_unit_test(grades_are_read_as_people_write_them),
		cmocka_unit_test(names_are_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
