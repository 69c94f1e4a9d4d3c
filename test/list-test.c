// SPDX-License-Identifier: MIT
// The list's window over a source of a million rows: nothing is painted here.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "tui/list.h"
#include <cmocka.h>

// Rows are numbers, from `least` to `most` at the moment; the one in `gone` was deleted by somebody else.
struct numbers {
	int64_t least, most, gone;
	int fetched; // rows asked for so far
	bool broken;
	struct screen screen;
	struct list list;
};

static const struct list_column columns[] = {{"Number", 8, 0, 0, false}};

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	struct numbers *numbers = context;
	int64_t number = from != NULL ? from->number
			 : forward    ? numbers->least - 1
				      : numbers->most + 1;

	number = number > numbers->most && !forward ? numbers->most + 1 : number;
	number = number < numbers->least && forward ? numbers->least - 1 : number;
	if (numbers->broken)
		return (fail)(ERROR_IO, "the disk is gone");
	while (count > 0) {
		char text[32];
		number += forward ? 1 : -1;
		if (number < numbers->least || number > numbers->most)
			break;
		if (number == numbers->gone)
			continue;
		snprintf(text, sizeof(text), "%lld", (long long)number);
		list_add(list, number, number, NULL, &(struct list_cell){text, THEME_TEXT});
		numbers->fetched++;
		count--;
	}
	return 0;
}

static const struct list_source source = {columns, 1, fetch, NULL};

static void begin(struct numbers *numbers, int64_t most)
{
	*numbers = (struct numbers){.least = 1, .most = most};
	numbers->screen.body = (struct rect){1, 0, 21, 80};
	numbers->screen.stale = true; // so that nothing is painted
	list_init(&numbers->list, &numbers->screen, &source, numbers);
	list_restart(&numbers->list, false);
}

static int64_t focus(const struct numbers *numbers)
{
	const struct list_row *row = list_focus(&numbers->list);

	return row == NULL ? 0 : row->number;
}

// The rows of the window follow each other without a gap, and the focus is in sight.
static void expect_sound(const struct numbers *numbers)
{
	const struct list *list = &numbers->list;

	for (int i = 1; i < list->count; i++) {
		int64_t step = list->rows[i]->number - list->rows[i - 1]->number;
		assert_true(
			step == 1 || (step == 2 && list->rows[i]->number - 1 == numbers->gone));
	}
	assert_in_range(list->at - list->top, 0, list_height(list) - 1);
}

static void walking_a_million_rows_keeps_a_small_window(void **state)
{
	struct numbers numbers;

	begin(&numbers, 1000000);
	for (int i = 1; i < 5000; i++) {
		assert_int_equal(list_move(&numbers.list, 1), 0);
		assert_in_range(numbers.list.count, 1, 400);
	}
	expect_sound(&numbers);
	assert_int_equal(focus(&numbers), 5000);
	assert_in_range(numbers.fetched, 5000, 5200);
	for (int i = 1; i < 5000; i++)
		assert_int_equal(list_move(&numbers.list, -1), 0);
	expect_sound(&numbers);
	assert_int_equal(focus(&numbers), 1);
	list_finish(&numbers.list);
}

static void the_end_costs_no_more_than_the_start(void **state)
{
	struct numbers numbers;

	begin(&numbers, 1000000);
	list_restart(&numbers.list, true);
	assert_int_equal(focus(&numbers), 1000000);
	assert_in_range(numbers.fetched, 1, 50);
	assert_int_equal(list_move(&numbers.list, 1), -1);
	assert_int_equal(list_move(&numbers.list, -30), 0);
	assert_int_equal(focus(&numbers), 1000000 - 30);
	expect_sound(&numbers);
	list_finish(&numbers.list);
}

static void both_ends_stop_the_focus(void **state)
{
	struct numbers numbers;

	begin(&numbers, 3);
	assert_int_equal(list_move(&numbers.list, -1), -1);
	assert_int_equal(list_move(&numbers.list, 10), 0);
	assert_int_equal(focus(&numbers), 3);
	assert_int_equal(list_move(&numbers.list, 1), -1);
	assert_string_equal(error_message(), "This is the last row");
	list_finish(&numbers.list);
}

static void an_empty_list_has_no_focus(void **state)
{
	struct numbers numbers;

	begin(&numbers, 0);
	assert_null(list_focus(&numbers.list));
	assert_int_equal(list_move(&numbers.list, 1), -1);
	assert_int_equal(list_reload(&numbers.list), 0);
	list_idle(&numbers.list);
	list_finish(&numbers.list);
}

static void reading_again_keeps_the_focus_on_its_row(void **state)
{
	struct numbers numbers;

	begin(&numbers, 1000);
	list_move(&numbers.list, 499);
	numbers.least = 100; // rows before it have gone
	assert_int_equal(list_reload(&numbers.list), 0);
	assert_int_equal(focus(&numbers), 500);
	numbers.gone = 500; // and now the row itself
	assert_int_equal(list_reload(&numbers.list), 0);
	assert_int_equal(focus(&numbers), 501);
	expect_sound(&numbers);
	numbers.most = 300; // and now all from there on
	assert_int_equal(list_reload(&numbers.list), 0);
	assert_int_equal(focus(&numbers), 300);
	expect_sound(&numbers);
	list_finish(&numbers.list);
}

// Rows that stand in an array: the number is the place, the id tells who it is.
static int64_t people[] = {30, 10, 20};

static void add_person(struct list *list, int index)
{
	list_add(list, people[index], index, NULL, &(struct list_cell){"somebody", THEME_TEXT});
}

static int fetch_people(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(list, from, forward, count, 3, add_person);
}

static void a_row_that_moved_keeps_the_focus(void **state)
{
	static const struct list_source array = {columns, 1, fetch_people, NULL};
	struct screen screen = {.body = {1, 0, 21, 80}, .stale = true};
	struct list list;

	list_init(&list, &screen, &array, NULL);
	list_restart(&list, false);
	list_move(&list, 1);
	assert_int_equal(list_focus(&list)->id, 10);
	people[1] = 20;
	people[2] = 10;
	list_reload(&list);
	assert_int_equal(list_focus(&list)->id, 10);
	assert_int_equal(list.count, 3);
	list_finish(&list);
}

static void rows_that_come_later_are_met(void **state)
{
	struct numbers numbers;

	begin(&numbers, 3);
	list_move(&numbers.list, 2);
	numbers.most = 10;
	list_reload(&numbers.list);
	assert_int_equal(list_move(&numbers.list, 7), 0);
	assert_int_equal(focus(&numbers), 10);
	list_finish(&numbers.list);
}

static void a_search_finds_both_ways_or_stays(void **state)
{
	struct numbers numbers;

	begin(&numbers, 5000);
	list_search(&numbers.list, "222");
	assert_int_equal(list_find(&numbers.list, true), 0);
	assert_int_equal(focus(&numbers), 222);
	assert_int_equal(list_find(&numbers.list, true), 0);
	assert_int_equal(focus(&numbers), 1222);
	assert_int_equal(list_find(&numbers.list, false), 0);
	assert_int_equal(focus(&numbers), 222);
	list_search(&numbers.list, "no such");
	assert_int_equal(list_find(&numbers.list, true), -1);
	assert_string_equal(error_message(), "No \"no such\" below here");
	assert_int_equal(focus(&numbers), 222);
	list_finish(&numbers.list);
}

static void a_source_that_fails_is_said_and_leaves_the_list_whole(void **state)
{
	struct numbers numbers;

	begin(&numbers, 1000);
	numbers.broken = true;
	assert_int_equal(list_move(&numbers.list, 100), -1);
	assert_string_equal(error_message(), "the disk is gone");
	assert_int_equal(focus(&numbers), 1);
	expect_sound(&numbers);
	list_finish(&numbers.list);
}

// A source that hardly finds anything: of its numbers those that divide by `of` are rows, and it looks at so many at a
// time, going on where it stopped.
struct rare {
	struct screen screen;
	struct list list;
	int64_t most, of, stopped[2]; // [forward]: 0 nowhere
	int64_t from[2];              // the row behind which it stopped there
};

static int fetch_rare(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	struct rare *rare = context;
	int64_t number = from != NULL ? from->number : forward ? 0 : rare->most + 1;
	int looked = 0;

	if (rare->stopped[forward] != 0 && rare->from[forward] == (from ? from->number : 0))
		number = rare->stopped[forward];
	rare->from[forward] = from ? from->number : 0;
	for (number += forward ? 1 : -1; count > 0 && number > 0 && number <= rare->most;
		number += forward ? 1 : -1) {
		char text[32];
		rare->stopped[forward] = number;
		if (number % rare->of == 0) {
			snprintf(text, sizeof(text), "%lld", (long long)number);
			list_add(list, number, number, NULL,
				&(struct list_cell){text, THEME_TEXT});
			rare->from[forward] = number;
			count--;
		}
		if (++looked == 1000 && count > 0) {
			list_unfinished(list);
			break;
		}
	}
	return 0;
}

static const struct list_source source_rare = {columns, 1, fetch_rare, NULL};

static void begin_rare(struct rare *rare, int64_t most, int64_t of)
{
	*rare = (struct rare){.most = most, .of = of};
	rare->screen.body = (struct rect){1, 0, 21, 80};
	rare->screen.stale = true;
	list_init(&rare->list, &rare->screen, &source_rare, rare);
	list_restart(&rare->list, false);
}

// As often as it takes until the list has what it wants.
static void wait_for(struct rare *rare)
{
	int before = -1, looked = -1;

	while (before != rare->list.count || looked != rare->stopped[0] + rare->stopped[1]) {
		before = rare->list.count;
		looked = (int)(rare->stopped[0] + rare->stopped[1]);
		list_idle(&rare->list);
	}
}

static void what_is_rare_comes_by_and_by(void **state)
{
	struct rare rare;

	begin_rare(&rare, 1000000, 300);
	assert_int_equal(rare.list.count, 3);
	assert_int_equal(list_move(&rare.list, 2), 0);
	assert_int_equal(list_move(&rare.list, 1), -1);
	assert_string_equal(error_message(), "Still looking for more rows");
	rare.screen.stale = false;
	list_idle(&rare.list);
	assert_true(rare.screen.stale);
	assert_in_range(rare.list.count, 5, 7);
	wait_for(&rare);
	assert_in_range(rare.list.count, 40, 60);
	assert_int_equal(list_move(&rare.list, 30), 0);
	assert_int_equal(list_focus(&rare.list)->number, 33 * 300);
	list_reload(&rare.list);
	assert_int_equal(list_focus(&rare.list)->number, 33 * 300);
	wait_for(&rare);
	for (int i = 1; i < rare.list.count; i++)
		assert_int_equal(
			rare.list.rows[i]->number - rare.list.rows[i - 1]->number, 300);
	list_finish(&rare.list);
}

static void what_is_rarer_than_a_page_is_shown_from_the_end_too(void **state)
{
	struct rare rare;

	begin_rare(&rare, 9000, 4000);
	wait_for(&rare);
	assert_int_equal(rare.list.count, 2);
	assert_true(rare.list.first && rare.list.last);
	list_restart(&rare.list, true);
	wait_for(&rare);
	assert_int_equal(rare.list.count, 2);
	assert_int_equal(list_focus(&rare.list)->number, 8000);
	assert_int_equal(list_move(&rare.list, 1), -1);
	assert_string_equal(error_message(), "This is the last row");
	list_finish(&rare.list);
}

static void that_there_is_nothing_is_said_at_the_end_only(void **state)
{
	struct rare rare;

	begin_rare(&rare, 5000, 1000000);
	assert_true(rare.list.unfinished && !rare.list.last);
	rare.screen.stale = false;
	wait_for(&rare);
	assert_true(rare.list.first && rare.list.last);
	assert_true(rare.screen.stale);
	assert_null(list_focus(&rare.list));
	list_finish(&rare.list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walking_a_million_rows_keeps_a_small_window),
		cmocka_unit_test(the_end_costs_no_more_than_the_start),
		cmocka_unit_test(both_ends_stop_the_focus),
		cmocka_unit_test(an_empty_list_has_no_focus),
		cmocka_unit_test(reading_again_keeps_the_focus_on_its_row),
		cmocka_unit_test(a_row_that_moved_keeps_the_focus),
		cmocka_unit_test(rows_that_come_later_are_met),
		cmocka_unit_test(a_search_finds_both_ways_or_stays),
		cmocka_unit_test(what_is_rare_comes_by_and_by),
		cmocka_unit_test(what_is_rarer_than_a_page_is_shown_from_the_end_too),
		cmocka_unit_test(that_there_is_nothing_is_said_at_the_end_only),
		cmocka_unit_test(a_source_that_fails_is_said_and_leaves_the_list_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
