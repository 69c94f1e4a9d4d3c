// SPDX-License-Identifier: MIT
// Lists for people and for programs.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/listing.h"
#include "db/mem.h"

static const char *const names[] = {"name", "due_on", "count", "open"};

// The list of two rows, one of them hostile, or of none.
static char *listed(bool json, int rows)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	struct listing *listing = listing_begin(to, json, names, LENGTH(names));

	for (int i = 0; i < rows; i++) {
		listing_text(listing, i ? "a\033[31m\nb" : "Siân");
		listing_text(listing, i ? NULL : "2026-10-12");
		listing_number(listing, i ? 1700 : 7);
		listing_bool(listing, i);
	}
	listing_end(listing);
	fclose(to);
	return text;
}

static void a_table_aligns_and_is_safe(void **state)
{
	char *text = listed(false, 2);

	assert_string_equal(text, "name      due on      count  open\n"
				  "Siân      2026-10-12      7  no\n"
				  "a\uFFFD[31m b               1700  yes\n");
	free(text);
}

static void json_escapes_and_keeps_types(void **state)
{
	char *text = listed(true, 2);

	assert_non_null(strstr(text, "\"name\": \"Siân\""));
	assert_non_null(strstr(text, "\"count\": 7"));
	assert_non_null(strstr(text, "\"open\": false"));
	assert_non_null(strstr(text, "\"due_on\": null"));
	assert_non_null(strstr(text, "\"name\": \"a\\u001b[31m\\nb\""));
	free(text);
}

// Rows are written as they come, not held to the end; later ones may be wider.
static void long_tables_do_not_wait_for_their_end(void **state)
{
	static const char *const wide[] = {"n", "text"};
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	struct listing *listing = listing_begin(to, false, wide, LENGTH(wide));

	for (int i = 0; i < 1000; i++) {
		listing_number(listing, i);
		listing_text(listing, "x");
	}
	fflush(to);
	assert_true(size > 3000);
	listing_number(listing, 12345);
	listing_text(listing, "y");
	listing_end(listing);
	fclose(to);
	assert_non_null(strstr(text, "\n  7  x\n"));
	assert_non_null(strstr(text, "\n  999  x\n12345  y\n"));
	free(text);
}

static void nothing_is_an_empty_list(void **state)
{
	char *table = listed(false, 0), *json = listed(true, 0);

	assert_string_equal(table, "name  due on  count  open\n");
	assert_string_equal(json, "[]\n");
	free(table);
	free(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_aligns_and_is_safe),
		cmocka_unit_test(json_escapes_and_keeps_types),
		cmocka_unit_test(long_tables_do_not_wait_for_their_end),
		cmocka_unit_test(nothing_is_an_empty_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
