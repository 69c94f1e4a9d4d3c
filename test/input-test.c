// SPDX-License-Identifier: MIT
// Bytes to keys and pastes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/table.h"
#include "tui/input.h"
#include <cmocka.h>

// The names of all keys that stand in the input, split by spaces.
static void read_keys(struct input *input, bool waited, char *names, size_t size)
{
	struct event event;

	names[0] = '\0';
	while (input_next(input, waited, &event)) {
		size_t used = strlen(names);
		snprintf(names + used, size - used, "%s%s", used > 0 ? " " : "",
			key_name(event.key));
	}
}

static void keys_are_what_the_table_says(void **state)
{
	struct table *table = table_read("input.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct input input;
		char names[200], *bytes = xstrdup(table_cell(table, row, "bytes"));
		bool waited = bytes[0] == '<';
		table_unescape(bytes);
		input_init(&input);
		input_feed(&input, bytes + waited, strlen(bytes + waited));
		read_keys(&input, waited, names, sizeof(names));
		table_expect(table, row, "keys", names);
		input_finish(&input);
		free(bytes);
	}
	table_destroy(table);
}

static void a_sequence_may_come_in_pieces(void **state)
{
	const char *bytes = "\033[1;5Cw\xc5\xb5";
	struct input input;
	char names[100], all[100] = "";

	input_init(&input);
	for (const char *byte = bytes; *byte != '\0'; byte++) {
		input_feed(&input, byte, 1);
		read_keys(&input, false, names, sizeof(names));
		size_t used = strlen(all);
		snprintf(all + used, sizeof(all) - used, "%s%s", names,
			names[0] == '\0' ? "" : ";");
	}
	assert_string_equal(all, "Ctrl-Right;w;U+0175;");
	assert_false(input_partial(&input));
	input_finish(&input);
}

static void expect_paste(const char *bytes, size_t piece, const char *text)
{
	struct input input;
	struct event event;
	bool got = false;

	input_init(&input);
	for (size_t at = 0; at < strlen(bytes); at += piece) {
		size_t left = strlen(bytes) - at;
		assert_false(got);
		input_feed(&input, bytes + at, left < piece ? left : piece);
		got = input_next(&input, false, &event);
	}
	assert_true(got);
	assert_int_equal(event.kind, EVENT_PASTE);
	assert_string_equal(event.text, text);
	assert_int_equal(event.length, strlen(text));
	input_finish(&input);
}

static void a_paste_is_one_event_however_it_comes(void **state)
{
	const char *bytes = "\033[200~one\r\ntwo\rthree\tŵyn \033[A\x07\xff\033[201~";
	const char *text = "one\ntwo\nthree\tŵyn [A\xef\xbf\xbd";

	expect_paste(bytes, 1, text);
	expect_paste(bytes, 7, text);
	expect_paste(bytes, 1000, text);
}

static void a_paste_without_an_end_ends_when_nothing_comes(void **state)
{
	struct input input;
	struct event event;

	input_init(&input);
	input_feed(&input, "\033[200~half", 10);
	assert_false(input_next(&input, false, &event));
	assert_true(input_next(&input, true, &event));
	assert_string_equal(event.text, "half");
	assert_false(input_partial(&input));
	input_finish(&input);
}

static void what_follows_a_paste_is_keys_again(void **state)
{
	struct input input;
	struct event event;
	char names[50];

	input_init(&input);
	input_feed(&input, "\033[200~q\033[201~jq", 15);
	assert_true(input_next(&input, false, &event));
	assert_string_equal(event.text, "q");
	read_keys(&input, false, names, sizeof(names));
	assert_string_equal(names, "j q");
	input_finish(&input);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_what_the_table_says),
		cmocka_unit_test(a_sequence_may_come_in_pieces),
		cmocka_unit_test(a_paste_is_one_event_however_it_comes),
		cmocka_unit_test(a_paste_without_an_end_ends_when_nothing_comes),
		cmocka_unit_test(what_follows_a_paste_is_keys_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
