// SPDX-License-Identifier: MIT
// Text: what is accepted, what reaches a terminal, widths and wrapping.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include <cmocka.h> // last: it takes the name fail

#define FAMILY "👨‍👩‍👧‍👦"
#define WALES "🏴󠁧󠁢󠁷󠁬󠁳󠁿"

static void people_s_text_is_accepted(void **state)
{
	static const char *const good[] = {"", "Siân Llŷr-Gruffydd, Tŷ'r Ŵyn", FAMILY, WALES,
		"שלום عليكم", "नमस्ते", "a\u0301\u0323", "漢字かな", "tab\tand\nnewline",
		"–’“”…•½"};

	for (size_t i = 0; i < LENGTH(good); i++)
		assert_int_equal(text_check(good[i], strlen(good[i]), TEXT_LINES, "note"), 0);
}

static void refusals_say_what_and_where(void **state)
{
	static const struct {
		const char *text;
		size_t length;
		const char *message;
	} bad[] = {
		{"ab\x1b[2J", 6,
			"note: character 3 (U+001B) is a control character: remove it"},
		{"ab\0c", 4, "note: character 3 (U+0000) is a NUL byte: remove it"},
		{"one\ntŵo\xc2\x85", 10,
			"note: line 2, character 4 (U+0085) is a control character: remove it"},
		{"\xff", 1,
			"note: character 1 is not valid UTF-8: save the file as UTF-8, or type "
			"the character again"},
		{"\xed\xa0\x80", 3,
			"note: character 1 is not valid UTF-8: save the file as UTF-8, or type "
			"the character again"},
		{"12345678\u202etxt", 14,
			"note: character 9 (U+202E) is an invisible control that changes how "
			"text is read: remove it"},
	};

	for (size_t i = 0; i < LENGTH(bad); i++) {
		assert_int_equal(
			text_check(bad[i].text, bad[i].length, TEXT_LINES, "note"), -1);
		assert_string_equal(error_message(), bad[i].message);
		assert_int_equal(error_kind(), ERROR_DATA);
	}
	assert_int_equal(text_check("a\nb", 3, TEXT_LINE, "name"), -1);
}

static void every_hidden_control_is_refused(void **state)
{
	static const int32_t hidden[] = {0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a,
		0x202e, 0x2060, 0x2066, 0x2069, 0xfeff, 0xfff9, 0xfffe, 0xe0001, 0x7f, 0x9b,
		0x3164};
	static const int32_t needed[] = {0x200c, 0x200d, 0xfe0f, 0xe0067, 0xad, 0x600, 0xa0};

	for (size_t i = 0; i < LENGTH(hidden); i++)
		assert_true(text_refused(hidden[i], TEXT_LINES));
	for (size_t i = 0; i < LENGTH(needed); i++)
		assert_false(text_refused(needed[i], TEXT_LINES));
}

static void a_text_over_the_limit_is_refused_whole(void **state)
{
	char *text = xmalloc(TEXT_LIMIT + 1);

	memset(text, 'x', TEXT_LIMIT + 1);
	assert_int_equal(text_check(text, TEXT_LIMIT, TEXT_LINES, "note"), 0);
	assert_int_equal(text_check(text, TEXT_LIMIT + 1, TEXT_LINES, "note"), -1);
	free(text);
}

static void clean_text_holds_nothing_a_terminal_obeys(void **state)
{
	static const struct {
		const char *text;
		enum text_kind kind;
		const char *clean;
	} rows[] = {
		{"a\x1b[31mb", TEXT_LINES, "a\uFFFD[31mb"},
		{"a\xffz", TEXT_LINES, "a\uFFFDz"},
		{"a\u202ez", TEXT_LINES, "a\uFFFDz"},
		{"a\xc2\x9b"
		 "2J",
			TEXT_LINES, "a\uFFFD2J"},
		{"a\nb\tc", TEXT_LINES, "a\nb    c"},
		{"a\nb\tc", TEXT_LINE, "a b c"},
		{"❤\uFE0F", TEXT_LINE, "❤"},
		{"👩‍👧", TEXT_LINE, "👩👧"},
		{"\uf0b7 item", TEXT_LINE, "\uFFFD item"},
		{"e\u0301\u0301\u0301\u0301\u0301\u0301x", TEXT_LINE,
			"e\u0301\u0301\u0301\u0301x"},
		{"\u0301", TEXT_LINE, " \u0301"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *clean = text_clean(rows[i].text, strlen(rows[i].text), rows[i].kind);

		assert_string_equal(clean, rows[i].clean);
		free(clean);
	}
}

static void a_paste_is_made_acceptable(void **state)
{
	const char paste[] = "one\r\ntwo\rthree\x1b\u200b\xff";
	size_t dropped;
	char *text = text_accept(paste, sizeof(paste) - 1, TEXT_LINES, &dropped);

	assert_string_equal(text, "one\ntwo\nthree\uFFFD");
	assert_int_equal(dropped, 2);
	assert_int_equal(text_check(text, strlen(text), TEXT_LINES, "paste"), 0);
	free(text);
}

static void widths_are_those_of_the_terminal(void **state)
{
	static const struct {
		const char *text;
		int width;
		size_t clusters;
	} rows[] = {
		{"", 0, 0},
		{"Tŷ", 2, 2},
		{"y\u0302", 1, 1},
		{"漢字", 4, 2},
		{FAMILY, 8, 1},
		{WALES, 2, 1},
		{"🇬🇧", 2, 1},
		{"a\tb", 6, 3},
		{"a\r\nb", 3, 3},
		{"\xff\xfe", 2, 2},
		{"नि", 2, 1},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		const char *text = rows[i].text;
		size_t clusters = 0, length = strlen(text);

		assert_int_equal(text_width(text), rows[i].width);
		for (size_t at = 0; at < length; clusters++)
			at += text_step(text + at, length - at, NULL);
		assert_int_equal(clusters, rows[i].clusters);
	}
}

static void a_text_is_written_clean(void **state)
{
	static const char *const texts[] = {"", "Plain text, long enough for two looks",
		"One\nand\ttwo", "\x1b[31mred", "Gw\xc5\xb7r", "\xff"};

	for (size_t i = 0; i < LENGTH(texts); i++) {
		char *wanted = text_clean_line(texts[i]), *written;
		size_t size;
		FILE *to = open_memstream(&written, &size);

		text_put_line(to, texts[i]);
		fclose(to);
		assert_string_equal(written, wanted);
		free(written);
		free(wanted);
	}
}

static void cleaning_keeps_the_width(void **state)
{
	static const char *const rows[] = {
		FAMILY "x", "a\tb", "\xff\x1b", "🇬🇧 ❤\uFE0F", "ŵ漢a\u0301", WALES};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *clean = text_clean(rows[i], strlen(rows[i]), TEXT_LINES);

		assert_int_equal(text_width(clean), text_width(rows[i]));
		free(clean);
	}
}

static void steps_back_meet_the_steps_forward(void **state)
{
	const char *text = "Tŷ y\u0302n " FAMILY "🇬🇧🇮🇪 漢 a\r\nb\n\n" WALES "e\u0301.";
	size_t starts[64], count = 0, length = strlen(text);

	for (size_t at = 0; at < length; at += text_step(text + at, length - at, NULL))
		starts[count++] = at;
	for (size_t at = length; count; at = starts[count])
		assert_int_equal(text_step_back(text, at), starts[--count]);
}

static void padding_fills_and_cuts(void **state)
{
	static const struct {
		const char *text;
		int width;
		bool right;
		const char *padded;
	} rows[] = {
		{"Siân", 6, false, "Siân  "},
		{"Siân", 6, true, "  Siân"},
		{"Gwendolen", 5, false, "Gwen…"},
		{"漢字漢字", 6, false, "漢字… "},
		{"12345", 5, false, "12345"},
		{"ab", 1, false, "…"},
		{"ab", 0, false, ""},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *padded = text_pad(rows[i].text, rows[i].width, rows[i].right);

		assert_string_equal(padded, rows[i].padded);
		free(padded);
	}
}

// The lines of a text joined by a bar.
static char *wrapped(const char *text, int width)
{
	size_t length = strlen(text), shown, size;
	char *joined = xstrdup(""), *more;

	for (size_t at = 0; at < length; at += size) {
		size = text_wrap(text + at, length - at, width, &shown);
		assert_true(size > 0);
		more = xasprintf("%s%s%.*s", joined, at ? "|" : "", (int)shown, text + at);
		free(joined);
		joined = more;
	}
	return joined;
}

static void a_name_is_abridged_before_its_last_word(void **state)
{
	static const struct {
		const char *text;
		int width;
		const char *short_form;
	} cases[] = {
		{"Children Looked After East", 26, "Children Looked After East"},
		{"Children Looked After East", 16, "Children Lo…East"},
		{"Children Looked After Gŵyr", 14,
			"Children…Gŵyr"}, // no blank before the ellipsis
		{"    Child Protection West", 16, "    Child P…West"},
		{"Children Safeguarding", 14, "Children Safe…"}, // the last word would fill it
		{"Safeguarding", 6, "Safeg…"},
		{"East ", 3, "Ea…"},
		{"", 3, ""},
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		char *text = text_abridge(cases[i].text, cases[i].width);

		assert_string_equal(text, cases[i].short_form);
		assert_true(text_width(text) <= cases[i].width);
		free(text);
	}
}

static void wrapping_breaks_where_people_would(void **state)
{
	static const struct {
		const char *text;
		int width;
		const char *lines;
	} rows[] = {
		{"the quick brown fox", 9, "the quick|brown fox"},
		{"the quick   brown", 9, "the quick|brown"},
		{"the quick\nbrown", 20, "the quick|brown"},
		{"the quick \nbrown", 9, "the quick|brown"},
		{"a\n\nb", 5, "a||b"},
		{"abcdefghij", 4, "abcd|efgh|ij"},
		{"well-being", 6, "well-|being"},
		{"at -5 degrees", 4, "at|-5|degr|ees"},
		{"漢字。漢字", 4, "漢|字。|漢字"},
		{"ab漢字", 4, "ab漢|字"},
		{"Tŷ'r Ŵyn yma", 8, "Tŷ'r Ŵyn|yma"},
		{"漢", 1, "漢"},
		{"    x", 3, "|x"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *lines = wrapped(rows[i].text, rows[i].width);

		assert_string_equal(lines, rows[i].lines);
		free(lines);
	}
	assert_int_equal(text_lines("", 0, 10), 1);
	assert_int_equal(text_lines("a\n", 2, 10), 2);
	assert_int_equal(text_lines("a\nb", 3, 10), 2);
}

static int by_name(const void *a, const void *b)
{
	return text_compare(*(const char *const *)a, *(const char *const *)b);
}

static void names_sort_beside_their_plain_forms(void **state)
{
	const char *names[] = {"Zoë", "ŵyn", "Wyn", "Wynne", "Élodie", "Elliott", "Ørsted",
		"O’Neill", "O'Neill", "Owen", "Łukasz", "Luther"};
	static const char *const sorted[] = {"Elliott", "Élodie", "Łukasz", "Luther", "O'Neill",
		"O’Neill", "Ørsted", "Owen", "Wyn", "ŵyn", "Wynne", "Zoë"};

	qsort(names, LENGTH(names), sizeof(*names), by_name);
	for (size_t i = 0; i < LENGTH(names); i++)
		assert_string_equal(names[i], sorted[i]);
}

static void the_longest_word_is_as_wide_as_its_cells(void **state)
{
	static const struct {
		const char *text;
		int cells;
	} cases[] = {{"", 0}, {"Not yet due", 3}, {"  of  all ", 3}, {"G\xc5\xb5yr a b", 4},
		{"\xe6\x96\x87\xe6\x9c\xac abc", 4}};

	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(text_longest_word(cases[i].text), cases[i].cells);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_s_text_is_accepted),
		cmocka_unit_test(refusals_say_what_and_where),
		cmocka_unit_test(every_hidden_control_is_refused),
		cmocka_unit_test(a_text_over_the_limit_is_refused_whole),
		cmocka_unit_test(clean_text_holds_nothing_a_terminal_obeys),
		cmocka_unit_test(a_paste_is_made_acceptable),
		cmocka_unit_test(widths_are_those_of_the_terminal),
		cmocka_unit_test(a_text_is_written_clean),
		cmocka_unit_test(cleaning_keeps_the_width),
		cmocka_unit_test(steps_back_meet_the_steps_forward),
		cmocka_unit_test(padding_fills_and_cuts),
		cmocka_unit_test(a_name_is_abridged_before_its_last_word),
		cmocka_unit_test(wrapping_breaks_where_people_would),
		cmocka_unit_test(names_sort_beside_their_plain_forms),
		cmocka_unit_test(the_longest_word_is_as_wide_as_its_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
