// SPDX-License-Identifier: MIT
// Dates as they are read and written, and the months, quarters and years that hold them.
#include "test/test.h"

#include <string.h>

#include "core/date.h"
#include "test/table.h"

static void texts_are_read_strictly(void **state)
{
	struct table *table = table_read("date.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		int british = strcmp(table_cell(table, row, "form"), "british") == 0;
		date day = DATE_NONE;

		date_parse(table_cell(table, row, "text"),
			british ? DATE_ISO_OR_BRITISH : DATE_ISO, &day);
		table_expect(table, row, "iso", date_iso(day, (char[DATE_TEXT]){0}));
	}
	table_destroy(table);
}

static void an_unread_text_leaves_the_date(void **state)
{
	date day = 42;

	assert_int_equal(date_parse("2026-02-30", DATE_ISO, &day), -1);
	assert_int_equal(day, 42);
}

static int parse_period(const char *kind, const char *text, struct date_range *range)
{
	if (strcmp(kind, "month") == 0)
		return date_parse_month(text, range);
	if (strcmp(kind, "quarter") == 0)
		return date_parse_quarter(text, range);
	return date_parse_year(text, range);
}

static void periods_are_read_strictly(void **state)
{
	struct table *table = table_read("period.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct date_range range = {DATE_NONE, DATE_NONE};

		parse_period(
			table_cell(table, row, "kind"), table_cell(table, row, "text"), &range);
		table_expect(table, row, "first", date_iso(range.first, (char[DATE_TEXT]){0}));
		table_expect(table, row, "last", date_iso(range.last, (char[DATE_TEXT]){0}));
	}
	table_destroy(table);
}

// What date_month, date_quarter and date_year write for any day of a period is how it is read.
static void every_day_is_in_its_periods(void **state)
{
	for (date day = date_from(1999, 1, 1); day <= date_from(2036, 12, 31); day++) {
		char text[DATE_TEXT];
		struct date_range range, same;

		assert_int_equal(date_parse_month(date_month(day, text), &range), 0);
		assert_true(range.first <= day && day <= range.last);
		same = date_month_of(day);
		assert_memory_equal(&range, &same, sizeof(range));
		assert_int_equal(date_parse_quarter(date_quarter(day, text), &range), 0);
		assert_true(range.first <= day && day <= range.last);
		same = date_quarter_of(day);
		assert_memory_equal(&range, &same, sizeof(range));
		assert_int_equal(date_parse_year(date_year(day, text), &range), 0);
		assert_true(range.first <= day && day <= range.last);
		same = date_year_of(day);
		assert_memory_equal(&range, &same, sizeof(range));
	}
}

static void splitting_undoes_putting_together(void **state)
{
	date last = date_from(DATE_YEAR_MAX, 12, 31);
	struct date_parts before = {DATE_YEAR_MIN - 1, 12, 31};

	for (date day = date_from(DATE_YEAR_MIN, 1, 1); day <= last; day++) {
		struct date_parts parts = date_split(day);

		if (date_from(parts.year, parts.month, parts.day) != day)
			fail_msg("day %d is not itself", day);
		if (parts.day != before.day + 1 && parts.day != 1)
			fail_msg("day %d does not follow", day);
		before = parts;
	}
}

static void the_epoch_is_a_thursday(void **state)
{
	assert_int_equal(date_from(1970, 1, 1), 0);
	assert_int_equal(date_weekday(0), 4);
	assert_int_equal(date_weekday(-1), 3);
	assert_int_equal(date_weekday(date_from(1900, 1, 1)), 1);
	assert_string_equal(date_weekday_name(date_from(2026, 11, 22)), "Sun");
}

static void screens_show_names_of_months(void **state)
{
	char text[DATE_TEXT];

	assert_string_equal(date_show(date_from(2026, 10, 12), text), "12 Oct 2026");
	assert_string_equal(date_show(date_from(2026, 5, 1), text), "1 May 2026");
	assert_string_equal(date_show_month(date_from(2026, 9, 30), text), "September 2026");
}

static void no_date_is_an_empty_text(void **state)
{
	char text[DATE_TEXT];

	assert_string_equal(date_iso(DATE_NONE, text), "");
	assert_string_equal(date_show(DATE_NONE, text), "");
	assert_string_equal(date_show_month(DATE_NONE, text), "");
	assert_string_equal(date_month(DATE_NONE, text), "");
	assert_string_equal(date_quarter(DATE_NONE, text), "");
	assert_string_equal(date_year(DATE_NONE, text), "");
}

static void months_later_stay_in_the_month(void **state)
{
	assert_int_equal(date_add_months(date_from(2024, 1, 31), 1), date_from(2024, 2, 29));
	assert_int_equal(
		date_add_months(date_from(2026, 11, 22), -12), date_from(2025, 11, 22));
	assert_int_equal(date_add_months(date_from(2026, 11, 30), 3), date_from(2027, 2, 28));
	assert_int_equal(date_add_months(date_from(2026, 1, 15), -1), date_from(2025, 12, 15));
	assert_int_equal(date_add_months(date_from(1900, 1, 1), -1), DATE_NONE);
	assert_int_equal(date_add_months(date_from(2026, 1, 1), INT32_MAX), DATE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_read_strictly),
		cmocka_unit_test(an_unread_text_leaves_the_date),
		cmocka_unit_test(periods_are_read_strictly),
		cmocka_unit_test(every_day_is_in_its_periods),
		cmocka_unit_test(splitting_undoes_putting_together),
		cmocka_unit_test(the_epoch_is_a_thursday),
		cmocka_unit_test(screens_show_names_of_months),
		cmocka_unit_test(no_date_is_an_empty_text),
		cmocka_unit_test(months_later_stay_in_the_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
