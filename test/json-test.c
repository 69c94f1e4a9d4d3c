// SPDX-License-Identifier: MIT
// JSON out: nesting, and that nothing in a text can break out of it.
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/json.h"

static char *text;
static size_t size;

static struct json begin(void)
{
	struct json json;

	json_init(&json, open_memstream(&text, &size));
	return json;
}

static void assert_output(struct json *json, const char *expected)
{
	fclose(json->to);
	assert_string_equal(text, expected);
	free(text);
}

static void nests(void **state)
{
	struct json json = begin();

	json_array(&json, NULL);
	json_object(&json, NULL);
	json_text(&json, "case_ref", "C-1");
	json_integer(&json, "count", -3);
	json_decimal(&json, "share", 0.12346, 4);
	json_bool(&json, "open", true);
	json_null(&json, "due_on");
	json_array(&json, "actions");
	json_end(&json);
	json_end(&json);
	json_end(&json);
	assert_output(&json, "[\n  {\n    \"case_ref\": \"C-1\",\n    \"count\": -3,\n    "
			     "\"share\": 0.1235,\n"
			     "    \"open\": true,\n    \"due_on\": null,\n    \"actions\": []\n"
			     "  }\n]\n");
}

static void escapes_what_could_do_harm(void **state)
{
	struct json json = begin();

	json_text(&json, NULL,
		"\"\\/\b\x1b\n\t\x7f\xc2\x9b\xc3\xa9\xe2\x80\xae\xf0\x9f\x91\xa7\xff");
	assert_output(&json, "\"\\\"\\\\/\\u0008\\u001b\\n\\t\\u007f\\u009b\xc3\xa9\\u202e"
			     "\xf0\x9f\x91\xa7\\ufffd\"\n");
}

// What is held back is written in the order in which it came, whatever its size.
static void all_of_it_is_written(void **state)
{
	struct json json = begin();
	size_t size_long = 10000, wanted_size;
	char *wanted, *longer = malloc(size_long + 1);
	FILE *expected = open_memstream(&wanted, &wanted_size);

	memset(longer, 'x', size_long);
	longer[size_long] = '\0';
	json_array(&json, NULL);
	putc('[', expected);
	for (int i = 0; i < 3000; i++) {
		json_integer(&json, NULL, i % 2 ? i : INT64_MIN + i);
		fprintf(expected, "%s\n  %" PRId64, i ? "," : "", i % 2 ? i : INT64_MIN + i);
		if (i % 500 != 7)
			continue;
		json_text(&json, NULL, longer);
		fprintf(expected, ",\n  \"%s\"", longer);
	}
	json_end(&json);
	fputs("\n]\n", expected);
	fclose(expected);
	assert_output(&json, wanted);
	free(longer);
	free(wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nests),
		cmocka_unit_test(escapes_what_could_do_harm),
		cmocka_unit_test(all_of_it_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
