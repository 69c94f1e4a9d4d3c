// SPDX-License-Identifier: MIT
// The median of grades, and what it is called.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calibration.h"
#include "db/mem.h"
#include "test/table.h"

static void medians_follow_the_table(void **state)
{
	struct table *table = table_read("median.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		enum grade grades[8];
		char *copy = xstrdup(table_cell(table, row, "grades")), *rest = copy, *word,
		     number[16], *words;
		size_t count = 0;

		while ((word = strsep(&rest, " "))) {
			grades[count] = GRADE_NONE;
			if (strcmp(word, "-") != 0)
				assert_int_equal(grade_parse(word, &grades[count]), 0);
			count++;
		}
		snprintf(number, sizeof(number), "%.1f", calibration_median(grades, count));
		table_expect(table, row, "median", number);
		words = calibration_median_words(calibration_median(grades, count));
		table_expect(table, row, "words", words);
		free(words);
		free(copy);
	}
	assert_true(calibration_median(NULL, 0) == 0);
	table_destroy(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(medians_follow_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
