// SPDX-License-Identifier: MIT
// Working days: a table of due dates, and what must hold between any two days.
#include "test/test.h"

#include "core/workday.h"
#include "test/table.h"

static date cell_date(struct table *table, size_t row, const char *column)
{
	date day = DATE_NONE;

	date_parse(table_cell(table, row, column), DATE_ISO, &day);
	return day;
}

static void due_dates_follow_the_table(void **state)
{
	struct table *table = table_read("workday.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		date from = cell_date(table, row, "from");
		int count = table_number(table, row, "count");
		date to = workday_add(NULL, from, count);

		table_expect(table, row, "weekday", date_weekday_name(from));
		table_expect(table, row, "to", date_iso(to, (char[DATE_TEXT]){0}));
	}
	table_destroy(table);
}

static void counting_undoes_adding(void **state)
{
	for (date from = date_from(2019, 12, 1); from < date_from(2024, 2, 1); from++) {
		for (int count = 1; count <= 21; count += 4)
			assert_int_equal(
				workday_count(NULL, from, workday_add(NULL, from, count)),
				count);
	}
}

static void overdue_counts_as_negative(void **state)
{
	date friday = date_from(2026, 10, 16), tuesday = date_from(2026, 10, 20);

	assert_int_equal(workday_count(NULL, friday, tuesday), 2);
	assert_int_equal(workday_count(NULL, tuesday, friday), -2);
	assert_int_equal(workday_count(NULL, friday, friday), 0);
	assert_int_equal(workday_count(NULL, friday, friday + 2), 0);
}

static void a_day_without_a_date_has_no_count(void **state)
{
	assert_int_equal(workday_add(NULL, DATE_NONE, 5), DATE_NONE);
	assert_int_equal(workday_count(NULL, DATE_NONE, 0), 0);
	assert_int_equal(workday_count(NULL, 0, DATE_NONE), 0);
}

static void adding_never_ends_on_a_day_off(void **state)
{
	for (date from = date_from(2034, 1, 1); from < date_from(2038, 1, 1); from++) {
		assert_true(workday_is(NULL, workday_add(NULL, from, 1)));
		assert_true(workday_is(NULL, workday_add(NULL, from, -1)));
	}
}

static void another_set_gives_other_days(void **state)
{
	const struct holiday strike = {date_from(2036, 10, 13), "Local holiday"};
	struct holidays *holidays = holidays_create(&strike, 1);

	assert_int_equal(workday_add(holidays, strike.day - 3, 1), strike.day + 1);
	assert_int_equal(workday_add(NULL, strike.day - 3, 1), strike.day);
	holidays_destroy(holidays);
}

static void expect_counted_day_by_day(const struct holidays *holidays, date from, date to)
{
	int count = 0;

	for (date day = from + 1; day <= to; day++)
		count += workday_is(holidays, day);
	assert_int_equal(workday_count(holidays, from, to), count);
}

// Of years that are known, that are not, and of a set that adds to them.
static void counting_by_the_year_is_counting_by_the_day(void **state)
{
	const struct holiday strike = {date_from(2036, 10, 13), "Local holiday"};
	struct holidays *holidays = holidays_create(&strike, 1);
	const date starts[] = {date_from(2012, 12, 20), date_from(2026, 4, 1),
		date_from(2034, 12, 31), date_from(2036, 10, 12)};

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		for (int length = 0; length < 1200; length += length < 20 ? 1 : 53) {
			expect_counted_day_by_day(NULL, starts[i], starts[i] + length);
			expect_counted_day_by_day(holidays, starts[i], starts[i] + length);
		}
	holidays_destroy(holidays);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(due_dates_follow_the_table),
		cmocka_unit_test(counting_undoes_adding),
		cmocka_unit_test(overdue_counts_as_negative),
		cmocka_unit_test(a_day_without_a_date_has_no_count),
		cmocka_unit_test(adding_never_ends_on_a_day_off),
		cmocka_unit_test(another_set_gives_other_days),
		cmocka_unit_test(counting_by_the_year_is_counting_by_the_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
