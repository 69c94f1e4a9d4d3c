// SPDX-License-Identifier: MIT
// What a screen keeps in a line comes back as it was, and what else stands in a line does no harm.
#include "test/test.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/kept.h"

struct record {
	int number;
	char *team, *text;
};

static const struct kept parts[] = {
	{"team", offsetof(struct record, team)},
	{"text", offsetof(struct record, text)},
};

static const struct {
	const char *line, *team, *text, *written;
} cases[] = {
	{"", "", "", ""},
	{"team=East\ttext=late", "East", "late", "team=East\ttext=late"},
	{"text=a=b\tteam=East", "East", "a=b", "team=East\ttext=a=b"}, // in the record's order
	{"team=\tteams=West\ttea=North\tcolour=red", "", "", ""},
	{"team", "", "", ""},
	{"\t\ttext=x\t", "", "x", "text=x"},
	{"team=East\tteam=West", "West", "", "team=West"},
};

static void a_line_is_read_and_written(void **state)
{
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct record record = {0};
		char *written;

		kept_parse(&record, parts, LENGTH(parts), cases[i].line);
		assert_string_equal(record.team, cases[i].team);
		assert_string_equal(record.text, cases[i].text);
		written = kept_write(&record, parts, LENGTH(parts));
		assert_string_equal(written, cases[i].written);
		free(written);
		kept_finish(&record, parts, LENGTH(parts));
		assert_null(record.team);
	}
}

static void what_a_line_does_not_say_stays(void **state)
{
	struct record record = {0};

	kept_parse(&record, parts, LENGTH(parts), "team=East\ttext=late");
	kept_parse(&record, parts, LENGTH(parts), "text=soon");
	assert_string_equal(*kept_text(&record, &parts[0]), "East");
	assert_string_equal(*kept_text(&record, &parts[1]), "soon");
	kept_finish(&record, parts, LENGTH(parts));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_read_and_written),
		cmocka_unit_test(what_a_line_does_not_say_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
