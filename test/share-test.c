// SPDX-License-Identifier: MIT
// Sharing out: on small cases as even as the best of all ways, found by trying them all.
#include "test/test.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/share.h"
#include "db/mem.h"

#define TASKS 6
#define PEOPLE 4

static uint64_t dice = 88172645463325252;

static unsigned roll(unsigned below)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (unsigned)(dice % below);
}

static long squares(const int *load)
{
	long sum = 0;

	for (int i = 0; i < PEOPLE; i++)
		sum += (long)load[i] * load[i];
	return sum;
}

// The least sum of squares over all ways to give out the tasks from `task` on.
static long least(const bool *can, int *load, size_t task)
{
	long best = LONG_MAX;
	bool anybody = false;

	if (task == TASKS)
		return squares(load);
	for (size_t person = 0; person < PEOPLE; person++)
		if (can[task * PEOPLE + person]) {
			long sum;

			anybody = true;
			load[person]++;
			sum = least(can, load, task + 1);
			load[person]--;
			best = sum < best ? sum : best;
		}
	return anybody ? best : least(can, load, task + 1);
}

static void it_is_the_most_even_of_all_ways(void **state)
{
	for (int round = 0; round < 3000; round++) {
		bool can[TASKS * PEOPLE];
		int load[PEOPLE], before[PEOPLE], taker[TASKS];
		unsigned share_of_can = 1 + roll(4);

		for (size_t i = 0; i < LENGTH(can); i++)
			can[i] = roll(4) < share_of_can;
		for (size_t i = 0; i < PEOPLE; i++)
			before[i] = load[i] = (int)roll(4);
		share_out(&(struct share){TASKS, PEOPLE, can, load, taker});
		assert_int_equal(squares(load), least(can, before, 0));
		for (size_t task = 0; task < TASKS; task++) {
			bool anybody = false;

			for (size_t person = 0; person < PEOPLE; person++)
				anybody |= can[task * PEOPLE + person];
			if (!anybody) {
				assert_int_equal(taker[task], -1);
				continue;
			}
			assert_in_range(taker[task], 0, PEOPLE - 1);
			assert_true(can[task * PEOPLE + (size_t)taker[task]]);
			before[taker[task]]++;
		}
		assert_memory_equal(before, load, sizeof(load));
	}
}

// The even way may lead through others: the first two tasks would go to person 0 and 1, and then only they can do
// the third and fourth.
static void tasks_pass_on_through_others(void **state)
{
	const bool can[] = {
		true, true, false,  // task by task
		true, false, false, //
		false, true, true,  //
		true, false, false, //
	};
	int load[3] = {0}, taker[4];

	share_out(&(struct share){4, 3, can, load, taker});
	assert_int_equal(load[0], 2);
	assert_int_equal(load[1], 1);
	assert_int_equal(load[2], 1);
}

static void nothing_and_nobody(void **state)
{
	int load[1] = {3}, taker[2] = {7, 7};
	const bool nobody[2] = {false, false};

	share_out(&(struct share){0, 1, nobody, load, taker});
	share_out(&(struct share){2, 1, nobody, load, taker});
	assert_int_equal(load[0], 3);
	assert_int_equal(taker[0], -1);
	assert_int_equal(taker[1], -1);
	share_out(&(struct share){2, 0, nobody, load, taker});
	assert_int_equal(taker[0], -1);
}

// As large as a big council's month: quick, and even to within one where everybody can do everything.
static void a_large_month_is_even(void **state)
{
	size_t tasks = 500, people = 120;
	bool *can = xcalloc(tasks * people, sizeof(*can));
	int *load = xcalloc(people, sizeof(*load)), *taker = xcalloc(tasks, sizeof(*taker));

	for (size_t i = 0; i < tasks * people; i++)
		can[i] = i % people % 12 != i / people % 12; // not their own team's
	share_out(&(struct share){tasks, people, can, load, taker});
	for (size_t i = 0; i < people; i++)
		assert_in_range(load[i], tasks / people, tasks / people + 1);
	free(can);
	free(load);
	free(taker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_the_most_even_of_all_ways),
		cmocka_unit_test(tasks_pass_on_through_others),
		cmocka_unit_test(nothing_and_nobody),
		cmocka_unit_test(a_large_month_is_even),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
