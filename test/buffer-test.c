// SPDX-License-Identifier: MIT
// The editor's text buffer: motions, wrapping that follows changes, selection, undo.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/text.h"
#include "db/mem.h"
#include "tui/buffer.h"
#include <cmocka.h>

#define FAMILY "👨‍👩‍👧‍👦"

static void type(struct buffer *buffer, const char *text)
{
	size_t length = strlen(text), size;

	for (size_t at = 0; at < length; at += size) {
		size = text_step(text + at, length - at, NULL);
		assert_int_equal(buffer_insert(buffer, text + at, size, NULL), 0);
	}
}

static void arrows_step_over_whole_characters(void **state)
{
	static const char *const clusters[] = {
		"T", "ŷ", "y\u0302", FAMILY, "漢", "🇬🇧", "\n", "x"};
	struct buffer *buffer = buffer_create(TEXT_LINES, "");
	size_t at = 0;

	for (size_t i = 0; i < LENGTH(clusters); i++)
		buffer_insert(buffer, clusters[i], strlen(clusters[i]), NULL);
	buffer_set_caret(buffer, 0);
	for (size_t i = 0; i < LENGTH(clusters); i++) {
		assert_int_equal(buffer_caret(buffer), at);
		buffer_move(buffer, MOTION_RIGHT, 1);
		at += strlen(clusters[i]);
	}
	assert_int_equal(buffer_caret(buffer), buffer_length(buffer));
	for (size_t i = LENGTH(clusters); i-- > 0;) {
		buffer_move(buffer, MOTION_LEFT, 1);
		at -= strlen(clusters[i]);
		assert_int_equal(buffer_caret(buffer), at);
	}
	buffer_destroy(buffer);
}

static void backspace_takes_a_whole_character(void **state)
{
	struct buffer *buffer = buffer_create(TEXT_LINES, "a" FAMILY);

	buffer_move(buffer, MOTION_FINISH, 1);
	assert_true(buffer_erase(buffer, MOTION_LEFT));
	assert_string_equal(buffer_text(buffer), "a");
	assert_true(buffer_erase(buffer, MOTION_LEFT));
	assert_false(buffer_erase(buffer, MOTION_LEFT));
	buffer_destroy(buffer);
}

static void words_are_welsh_too(void **state)
{
	// Where the caret stops from the left, as offsets.
	const char *text = "Tŷ'r  ŵyn, mae'n 漢字.";
	static const size_t stops[] = {0, 7, 13, 19};
	struct buffer *buffer = buffer_create(TEXT_LINES, text);

	for (size_t i = 0; i < LENGTH(stops); i++) {
		assert_int_equal(buffer_caret(buffer), stops[i]);
		buffer_move(buffer, MOTION_WORD_RIGHT, 1);
	}
	assert_int_equal(buffer_caret(buffer), strlen(text));
	for (size_t i = LENGTH(stops); i-- > 0;) {
		buffer_move(buffer, MOTION_WORD_LEFT, 1);
		assert_int_equal(buffer_caret(buffer), stops[i]);
	}
	buffer_destroy(buffer);
}

static void up_and_down_keep_the_column(void **state)
{
	struct buffer *buffer = buffer_create(TEXT_LINES, "abcdefgh\nxy\nabcdefgh");

	buffer_set_caret(buffer, 6);
	buffer_move(buffer, MOTION_DOWN, 1);
	assert_int_equal(buffer_caret(buffer), 11);
	buffer_move(buffer, MOTION_DOWN, 1);
	assert_int_equal(buffer_caret(buffer), 18);
	buffer_move(buffer, MOTION_UP, 2);
	assert_int_equal(buffer_caret(buffer), 6);
	buffer_destroy(buffer);
}

static void home_and_end_know_lines_and_paragraphs(void **state)
{
	struct buffer *buffer = buffer_create(TEXT_LINES, "one two three four\nfive");

	buffer_wrap(buffer, 8); // "one two |three |four|five"
	assert_int_equal(buffer_line_count(buffer), 4);
	buffer_set_caret(buffer, 10);
	buffer_move(buffer, MOTION_HOME, 1);
	assert_int_equal(buffer_caret(buffer), 8);
	buffer_move(buffer, MOTION_HOME, 1);
	assert_int_equal(buffer_caret(buffer), 0);
	buffer_set_caret(buffer, 10);
	buffer_move(buffer, MOTION_END, 1);
	assert_int_equal(buffer_caret(buffer), 13);
	buffer_move(buffer, MOTION_END, 1);
	assert_int_equal(buffer_caret(buffer), 18);
	buffer_destroy(buffer);
}

static void a_line_ends_where_a_new_one_begins(void **state)
{
	struct buffer *buffer = buffer_create(TEXT_LINES, "");
	size_t length;

	assert_int_equal(buffer_line_count(buffer), 1);
	type(buffer, "a\n");
	assert_int_equal(buffer_line_count(buffer), 2);
	assert_int_equal(buffer_line(buffer, 1, &length), 2);
	assert_int_equal(length, 0);
	assert_int_equal(buffer_locate(buffer, 2, NULL), 1);
	buffer_erase(buffer, MOTION_LEFT);
	assert_int_equal(buffer_line_count(buffer), 1);
	buffer_destroy(buffer);
}

static void a_selection_is_replaced_by_what_is_typed(void **state)
{
	struct buffer *buffer = buffer_create(TEXT_LINES, "good plan here");
	size_t from, to;

	buffer_set_caret(buffer, 9);
	buffer_mark(buffer, true);
	buffer_move(buffer, MOTION_WORD_LEFT, 1);
	assert_true(buffer_selection(buffer, &from, &to));
	assert_int_equal(from, 5);
	assert_int_equal(to, 9);
	type(buffer, "cynllun");
	assert_string_equal(buffer_text(buffer), "good cynllun here");
	assert_true(buffer_undo(buffer));
	assert_string_equal(buffer_text(buffer), "good plan here");
	buffer_destroy(buffer);
}

static void cuts_one_after_another_paste_as_one(void **state)
{
	struct buffer *buffer = buffer_create(TEXT_LINES, "one\ntwo\nthree");

	assert_true(buffer_cut(buffer, MOTION_WHOLE_END));
	assert_true(buffer_cut(buffer, MOTION_WHOLE_END));
	assert_true(buffer_cut(buffer, MOTION_WHOLE_END));
	assert_string_equal(buffer_text(buffer), "\nthree");
	assert_string_equal(buffer_clipboard(), "one\ntwo");
	buffer_move(buffer, MOTION_FINISH, 1);
	assert_int_equal(buffer_paste(buffer), 0);
	assert_string_equal(buffer_text(buffer), "\nthreeone\ntwo");
	buffer_destroy(buffer);
}

static void copying_leaves_the_text(void **state)
{
	struct buffer *buffer = buffer_create(TEXT_LINES, "abc");

	assert_false(buffer_copy(buffer));
	buffer_mark(buffer, true);
	buffer_move(buffer, MOTION_RIGHT, 2);
	assert_true(buffer_copy(buffer));
	assert_string_equal(buffer_clipboard(), "ab");
	assert_string_equal(buffer_text(buffer), "abc");
	assert_false(buffer_selection(buffer, NULL, NULL));
	buffer_destroy(buffer);
}

static void undo_takes_back_a_word_at_a_time(void **state)
{
	struct buffer *buffer = buffer_create(TEXT_LINES, "");
	static const char *const steps[] = {"one two ", "one ", ""};

	type(buffer, "one two three");
	for (size_t i = 0; i < LENGTH(steps); i++) {
		assert_true(buffer_undo(buffer));
		assert_string_equal(buffer_text(buffer), steps[i]);
	}
	assert_false(buffer_undo(buffer));
	for (size_t i = 0; i < LENGTH(steps); i++)
		assert_true(buffer_redo(buffer));
	assert_false(buffer_redo(buffer));
	assert_string_equal(buffer_text(buffer), "one two three");
	buffer_destroy(buffer);
}

static void undo_takes_back_a_run_of_erasing(void **state)
{
	struct buffer *buffer = buffer_create(TEXT_LINES, "one two");

	buffer_move(buffer, MOTION_FINISH, 1);
	for (int i = 0; i < 5; i++)
		buffer_erase(buffer, MOTION_LEFT);
	assert_string_equal(buffer_text(buffer), "on");
	assert_true(buffer_undo(buffer));
	assert_string_equal(buffer_text(buffer), "one two");
	buffer_destroy(buffer);
}

static void a_paste_is_cleaned_and_counted(void **state)
{
	const char paste[] = "a\r\nb\x1b[0m\u202e";
	struct buffer *buffer = buffer_create(TEXT_LINES, "");
	struct buffer *line = buffer_create(TEXT_LINE, "");
	size_t dropped;

	assert_int_equal(buffer_insert(buffer, paste, sizeof(paste) - 1, &dropped), 0);
	assert_int_equal(dropped, 2);
	assert_string_equal(buffer_text(buffer), "a\nb[0m");
	buffer_insert(line, "a\nb", 3, NULL);
	assert_string_equal(buffer_text(line), "a b");
	assert_int_equal(buffer_line_count(line), 1);
	buffer_destroy(line);
	buffer_destroy(buffer);
}

static void a_text_over_the_limit_leaves_all_as_it_was(void **state)
{
	char *huge = xmalloc(TEXT_LIMIT);
	struct buffer *buffer = buffer_create(TEXT_LINES, "ab");

	memset(huge, 'x', TEXT_LIMIT);
	assert_int_equal(buffer_insert(buffer, huge, TEXT_LIMIT, NULL), -1);
	assert_string_equal(buffer_text(buffer), "ab");
	assert_false(buffer_undo(buffer));
	buffer_destroy(buffer);
	free(huge);
}

// A random number below n, from a seed: the same on every machine.
static uint64_t seed;

static size_t below(size_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(seed >> 33) % n;
}

static void random_edit(struct buffer *buffer)
{
	static const char *const pieces[] = {"a", "ŵ", " ", " ", "\n", "y\u0302", "\u0301",
		FAMILY, "\u200d", "👧", "漢字", "long-hyphenated-word ", "🇬", "\t", ".",
		"the quick brown fox\njumps"};
	const char *piece = pieces[below(LENGTH(pieces))];

	switch (below(12)) {
	case 0: buffer_erase(buffer, MOTION_LEFT); break;
	case 1: buffer_erase(buffer, MOTION_WORD_RIGHT); break;
	case 2: buffer_cut(buffer, MOTION_WHOLE_END); break;
	case 3: buffer_mark(buffer, true); break;
	case 4: buffer_paste(buffer); break;
	case 5: buffer_set_caret(buffer, below(buffer_length(buffer) + 1)); break;
	case 6: buffer_move(buffer, (enum motion)below(MOTION_SELECTION), 1 + below(3)); break;
	default: buffer_insert(buffer, piece, strlen(piece), NULL);
	}
	if (buffer_length(buffer) > 3000)
		buffer_erase(buffer, MOTION_START);
}

// The lines must be those of a buffer that was wrapped afresh.
static void check_lines(const struct buffer *buffer, int width)
{
	struct buffer *fresh = buffer_create(TEXT_LINES, buffer_text(buffer));
	size_t length, other;

	buffer_wrap(fresh, width);
	assert_int_equal(buffer_line_count(buffer), buffer_line_count(fresh));
	for (size_t i = 0; i < buffer_line_count(buffer); i++) {
		assert_int_equal(
			buffer_line(buffer, i, &length), buffer_line(fresh, i, &other));
		assert_int_equal(length, other);
	}
	buffer_destroy(fresh);
}

static void undoing_all_of_any_edits_gives_the_text_back(void **state)
{
	for (int round = 0; round < 20; round++) {
		struct buffer *buffer = buffer_create(TEXT_LINES, "Dechrau’r testun\n");
		int width = 2 + (int)below(30);
		char *after;

		buffer_wrap(buffer, width);
		for (int i = 0; i < 300; i++) {
			random_edit(buffer);
			check_lines(buffer, width);
			assert_int_equal(text_check(buffer_text(buffer), buffer_length(buffer),
						 TEXT_LINES, "text"),
				0);
		}
		after = xstrdup(buffer_text(buffer));
		while (buffer_undo(buffer))
			check_lines(buffer, width);
		assert_string_equal(buffer_text(buffer), "Dechrau’r testun\n");
		while (buffer_redo(buffer))
			;
		assert_string_equal(buffer_text(buffer), after);
		free(after);
		buffer_destroy(buffer);
	}
}

// Typing in the middle of 100 KB, whether of paragraphs or one endless line, may not rewrap the whole.
static void typing_in_a_long_text_stays_quick(void **state)
{
	for (int newlines = 0; newlines < 2; newlines++) {
		struct buffer *buffer = buffer_create(TEXT_LINES, "");
		clock_t whole, typing;

		while (buffer_length(buffer) < 100000)
			buffer_insert(buffer,
				newlines ? "some words here\n" : "some words here ", 16, NULL);
		whole = clock();
		for (int i = 0; i < 10; i++)
			buffer_wrap(buffer, 60 + i);
		whole = (clock() - whole) / 10;
		buffer_set_caret(buffer, 50000);
		typing = clock();
		for (int i = 0; i < 100; i++)
			type(buffer, "x");
		typing = (clock() - typing) / 100;
		assert_true(typing * 2 < whole);
		buffer_destroy(buffer);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arrows_step_over_whole_characters),
		cmocka_unit_test(backspace_takes_a_whole_character),
		cmocka_unit_test(words_are_welsh_too),
		cmocka_unit_test(up_and_down_keep_the_column),
		cmocka_unit_test(home_and_end_know_lines_and_paragraphs),
		cmocka_unit_test(a_line_ends_where_a_new_one_begins),
		cmocka_unit_test(a_selection_is_replaced_by_what_is_typed),
		cmocka_unit_test(cuts_one_after_another_paste_as_one),
		cmocka_unit_test(copying_leaves_the_text),
		cmocka_unit_test(undo_takes_back_a_word_at_a_time),
		cmocka_unit_test(undo_takes_back_a_run_of_erasing),
		cmocka_unit_test(a_paste_is_cleaned_and_counted),
		cmocka_unit_test(a_text_over_the_limit_leaves_all_as_it_was),
		cmocka_unit_test(undoing_all_of_any_edits_gives_the_text_back),
		cmocka_unit_test(typing_in_a_long_text_stays_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
