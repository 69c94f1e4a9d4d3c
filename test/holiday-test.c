// SPDX-License-Identifier: MIT
// Bank holidays: the shipped data against the rules, and the rules against known Easters.
#include "test/test.h"

#include "core/holiday.h"
#include "db/mem.h"
#include "test/table.h"

static void easter_falls_as_printed(void **state)
{
	struct table *table = table_read("easter.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		date easter = holiday_easter(table_number(table, row, "year"));

		table_expect(table, row, "easter", date_iso(easter, (char[DATE_TEXT]){0}));
	}
	table_destroy(table);
}

static void shipped_days_are_whole_and_in_order(void **state)
{
	size_t count;
	const struct holiday *list = holidays_list(holidays_shipped(), &count);

	assert_int_equal(count, 21 * 8 + 3);
	assert_int_equal(date_split(list[0].day).year, 2015);
	assert_int_equal(date_split(list[count - 1].day).year, 2035);
	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || list[i - 1].day < list[i].day);
		assert_true(date_weekday(list[i].day) <= 5);
		assert_true(list[i].name[0] != '\0');
	}
}

// The exceptions by proclamation, which no rule can know: everything else in the data is ruled.
static const struct {
	int year, month, day;
	int added; // else taken away
} royal[] = {
	{2020, 5, 4, 0},
	{2020, 5, 8, 1},
	{2022, 5, 30, 0},
	{2022, 6, 2, 1},
	{2022, 6, 3, 1},
	{2022, 9, 19, 1},
	{2023, 5, 8, 1},
};

static int is_royal(date day, int added)
{
	for (size_t i = 0; i < LENGTH(royal); i++) {
		if (royal[i].added == added &&
			date_from(royal[i].year, royal[i].month, royal[i].day) == day)
			return 1;
	}
	return 0;
}

static int is_ruled(date day)
{
	struct holiday days[HOLIDAYS_IN_YEAR];
	size_t count = holiday_rules(date_split(day).year, days);

	for (size_t i = 0; i < count; i++) {
		if (days[i].day == day)
			return 1;
	}
	return 0;
}

static void data_and_rules_agree_but_for_royal_days(void **state)
{
	date last = date_from(2035, 12, 31);

	for (date day = date_from(2015, 1, 1); day <= last; day++) {
		int expected = (is_ruled(day) && !is_royal(day, 0)) || is_royal(day, 1);

		if (holidays_contain(NULL, day) != expected)
			fail_msg("%s: data and rules differ",
				date_iso(day, (char[DATE_TEXT]){0}));
	}
}

static void rules_give_eight_days_of_every_year(void **state)
{
	for (int year = DATE_YEAR_MIN; year <= DATE_YEAR_MAX; year++) {
		struct holiday days[HOLIDAYS_IN_YEAR];

		assert_int_equal(holiday_rules(year, days), HOLIDAYS_IN_YEAR);
		for (size_t i = 0; i < HOLIDAYS_IN_YEAR; i++) {
			assert_true(i == 0 || days[i - 1].day < days[i].day);
			assert_true(date_weekday(days[i].day) <= 5);
			assert_int_equal(date_split(days[i].day).year, year);
		}
	}
}

static void substitutes_are_named(void **state)
{
	struct holiday days[HOLIDAYS_IN_YEAR];

	holiday_rules(2027, days);
	assert_int_equal(days[6].day, date_from(2027, 12, 27));
	assert_string_equal(days[6].name, "Christmas Day (substitute day)");
	assert_string_equal(days[7].name, "Boxing Day (substitute day)");
	holiday_rules(2022, days);
	assert_string_equal(days[6].name, "Boxing Day");
	assert_string_equal(days[7].name, "Christmas Day (substitute day)");
}

static void years_outside_the_data_go_by_the_rules(void **state)
{
	assert_true(holidays_contain(NULL, date_from(2014, 12, 25)));
	assert_true(holidays_contain(NULL, date_from(2036, 12, 26)));
	assert_false(holidays_contain(NULL, date_from(2036, 12, 24)));
}

static void one_day_of_a_year_adds_to_its_rules(void **state)
{
	const struct holiday list[] = {
		{date_from(2040, 6, 4), "Royal wedding"},
		{date_from(2038, 6, 1), "Jubilee"},
		{date_from(2040, 6, 4), "Again"},
	};
	struct holidays *holidays = holidays_create(list, LENGTH(list));
	size_t count;

	assert_string_equal(holidays_list(holidays, &count)[1].name, "Royal wedding");
	assert_int_equal(count, 2);
	assert_true(holidays_contain(holidays, date_from(2040, 6, 4)));
	assert_true(holidays_contain(holidays, date_from(2040, 12, 25)));
	assert_true(holidays_contain(holidays, date_from(2039, 12, 26)));
	holidays_destroy(holidays);
}

static void eight_days_of_a_year_are_all(void **state)
{
	struct holiday list[HOLIDAYS_IN_YEAR];
	struct holidays *holidays;

	for (int i = 0; i < HOLIDAYS_IN_YEAR; i++)
		list[i] = (struct holiday){date_from(2040, 3, 1 + i), "Made up"};
	holidays = holidays_create(list, HOLIDAYS_IN_YEAR);
	assert_true(holidays_contain(holidays, date_from(2040, 3, 8)));
	assert_false(holidays_contain(holidays, date_from(2040, 12, 25)));
	assert_true(holidays_contain(holidays, date_from(2041, 12, 25)));
	holidays_destroy(holidays);
}

static void an_empty_set_is_as_shipped(void **state)
{
	struct holidays *holidays = holidays_create(NULL, 0);

	assert_true(holidays_contain(holidays, date_from(2026, 4, 3)));
	assert_true(holidays_contain(holidays, date_from(2022, 9, 19)));
	assert_false(holidays_contain(holidays, date_from(2022, 5, 30)));
	assert_true(holidays_contain(holidays, date_from(2040, 12, 25)));
	holidays_destroy(holidays);
	holidays_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(easter_falls_as_printed),
		cmocka_unit_test(shipped_days_are_whole_and_in_order),
		cmocka_unit_test(data_and_rules_agree_but_for_royal_days),
		cmocka_unit_test(rules_give_eight_days_of_every_year),
		cmocka_unit_test(substitutes_are_named),
		cmocka_unit_test(years_outside_the_data_go_by_the_rules),
		cmocka_unit_test(one_day_of_a_year_adds_to_its_rules),
		cmocka_unit_test(eight_days_of_a_year_are_all),
		cmocka_unit_test(an_empty_set_is_as_shipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
