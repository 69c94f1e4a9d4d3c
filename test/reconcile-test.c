// SPDX-License-Identifier: MIT
// Every export on made-up records of all kinds, end to end: what one says is what a plain loop counts in another.
#include "test/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/export.h"
#include "db/mem.h"
#include "test/fixture.h"
#include "test/grid.h"

// What a run of export wrote, and what its manifest says.
struct exported {
	struct grid *grid;
	long rows; // by the manifest
};

// words: the dataset and its options, ended by NULL.
static struct exported export_with(const struct fixture *fixture, const char *const *words)
{
	const char *arguments[16] = {"--today", "2026-11-16", "export"};
	struct run_setup setup = {.arguments = arguments};
	struct exported exported;
	struct outcome outcome;
	char *told;

	for (size_t i = 0; words[i]; i++)
		arguments[3 + i] = words[i];
	outcome = fixture_run_as(fixture, &setup);
	if (outcome.code)
		fail_msg("export %s: %s", words[0], outcome.err);
	exported.grid = grid_of(outcome.out);
	told = strstr(outcome.err, ": ");
	assert_non_null(told);
	exported.rows = strtol(told + 2, NULL, 10);
	assert_non_null(strstr(outcome.err, ", SHA-256 "));
	assert_non_null(strstr(outcome.err, ", trail "));
	outcome_finish(&outcome);
	return exported;
}

#define EXPORT(fixture, ...) export_with(fixture, (const char *const[]){__VA_ARGS__, NULL})

static bool has(const struct grid *grid, size_t row, const char *column)
{
	return *grid_in(grid, row, column) != '\0';
}

// Whether the day in a column lies in a period of whole days.
static bool within(const struct grid *grid, size_t row, const char *column, const char *from,
	const char *to)
{
	const char *day = grid_in(grid, row, column);

	return *day && strcmp(day, from) >= 0 && strcmp(day, to) <= 0;
}

static int set_up(void **state)
{
	struct fixture *fixture;

	fixture_setup(state);
	fixture = *state;
	fixture->as_nobody = 1;
	fixture_demo(fixture);
	return 0;
}

static void the_manifest_counts_the_rows(void **state)
{
	char *list = xstrdup(export_datasets()), *rest = list, *name;

	while ((name = strsep(&rest, " "))) {
		struct exported plain = EXPORT(*state, name);
		struct exported raw = EXPORT(*state, name, "--raw", "--bom");

		assert_int_equal(plain.rows, grid_rows(plain.grid) - 1);
		assert_true(plain.rows > 0);
		for (size_t row = 1; row < grid_rows(plain.grid); row++)
			assert_int_equal(
				grid_columns(plain.grid, row), grid_columns(plain.grid, 0));
		// The export before is an act in the trail.
		assert_int_equal(raw.rows, plain.rows + (strcmp(name, "trail") == 0));
		grid_destroy(raw.grid);
		grid_destroy(plain.grid);
	}
	free(list);
}

// A period, as it is asked for and as its first and last day.
static const struct {
	const char *option, *value, *from, *to;
} periods[] = {
	{"--month", "2026-10", "2026-10-01", "2026-10-31"},
	{"--quarter", "2026-27-Q2", "2026-07-01", "2026-09-30"},
	{"--quarter", "2025-26-Q4", "2026-01-01", "2026-03-31"},
	{"--year", "2025-26", "2025-04-01", "2026-03-31"},
	{"--month", "2019-01", "2019-01-01", "2019-01-31"},
};

static struct exported in_period(const struct fixture *fixture, const char *name, size_t i)
{
	return EXPORT(fixture, name, periods[i].option, periods[i].value);
}

// The measures of the board, counted the slow way.
struct board {
	long completed, graded, grades[4], allocated, allocated_completed, moderated, priority;
};

static const char *const grade_names[] = {
	"Inadequate", "Requires Improvement", "Good", "Outstanding"};

static void count_audit(struct board *board, const struct grid *audits, size_t row,
	const char *from, const char *to)
{
	if (!grid_is(audits, row, "kind", "monthly") ||
		grid_is(audits, row, "state", "withdrawn"))
		return;
	if (within(audits, row, "due_on", from, to)) {
		board->allocated++;
		board->allocated_completed += has(audits, row, "completed_on");
	}
	if (!within(audits, row, "completed_on", from, to))
		return;
	board->completed++;
	board->moderated += has(audits, row, "moderated_on");
	board->graded += has(audits, row, "final_overall");
	for (size_t i = 0; i < LENGTH(grade_names); i++)
		board->grades[i] += grid_is(audits, row, "final_overall", grade_names[i]);
}

static size_t row_of(const struct grid *audits, const char *ref)
{
	for (size_t row = 1; row < grid_rows(audits); row++)
		if (grid_is(audits, row, "audit_ref", ref))
			return row;
	fail_msg("there is no audit %s", ref);
	return 0;
}

static void count_action(struct board *board, const struct grid *actions, size_t row,
	const struct grid *audits, const char *to)
{
	size_t audit = row_of(audits, grid_in(actions, row, "audit_ref"));

	board->priority += grid_is(actions, row, "priority", "yes") &&
			   grid_is(actions, row, "escalated", "yes") &&
			   strcmp(grid_in(actions, row, "created_on"), to) <= 0 &&
			   (!has(actions, row, "verified_on") ||
				   strcmp(grid_in(actions, row, "verified_on"), to) > 0) &&
			   grid_is(audits, audit, "kind", "monthly") &&
			   grid_is(audits, audit, "final_overall", "Inadequate");
}

static struct board count_board(
	const struct grid *audits, const struct grid *actions, const char *from, const char *to)
{
	struct board board = {0};

	for (size_t row = 1; row < grid_rows(audits); row++)
		count_audit(&board, audits, row, from, to);
	for (size_t row = 1; row < grid_rows(actions); row++)
		count_action(&board, actions, row, audits, to);
	return board;
}

static void expect_measure(
	const struct grid *kpi, const char *code, const char *period, long count, long of)
{
	for (size_t row = 1; row < grid_rows(kpi); row++) {
		char percent[24] = "";

		if (!grid_is(kpi, row, "code", code))
			continue;
		assert_string_equal(grid_in(kpi, row, "period"), period);
		if (of > 0)
			snprintf(
				percent, sizeof(percent), "%ld", (200 * count + of) / (2 * of));
		if (strtol(grid_in(kpi, row, "numerator"), NULL, 10) != count ||
			(of >= 0 && strtol(grid_in(kpi, row, "denominator"), NULL, 10) != of) ||
			!grid_is(kpi, row, "percent", percent))
			fail_msg("%s of %s: %s of %s (%s%%), not %ld of %ld (%s%%)", code,
				period, grid_in(kpi, row, "numerator"),
				grid_in(kpi, row, "denominator"), grid_in(kpi, row, "percent"),
				count, of, percent);
		return;
	}
	fail_msg("there is no measure %s", code);
}

static void expect_board(const struct grid *kpi, const struct board *board, const char *period)
{
	static const char *const codes[] = {"grade_inadequate", "grade_requires_improvement",
		"grade_good", "grade_outstanding"};

	expect_measure(kpi, "completed", period, board->completed, -1);
	for (size_t i = 0; i < LENGTH(codes); i++)
		expect_measure(kpi, codes[i], period, board->grades[i], board->graded);
	expect_measure(kpi, "requires_improvement_or_better", period,
		board->graded - board->grades[0], board->graded);
	expect_measure(kpi, "completed_of_allocated", period, board->allocated_completed,
		board->allocated);
	expect_measure(
		kpi, "moderated_of_completed", period, board->moderated, board->completed);
	expect_measure(kpi, "priority_actions_outstanding", period, board->priority, -1);
}

static void the_board_is_what_the_audits_say(void **state)
{
	struct exported audits = EXPORT(*state, "audits"), actions = EXPORT(*state, "actions");
	long completed = 0, priority = 0;

	for (size_t i = 0; i < LENGTH(periods); i++) {
		struct exported kpi = in_period(*state, "kpi", i);
		struct board board =
			count_board(audits.grid, actions.grid, periods[i].from, periods[i].to);

		expect_board(kpi.grid, &board, periods[i].value);
		completed += board.completed;
		priority += board.priority;
		grid_destroy(kpi.grid);
	}
	assert_true(completed > 50 && priority > 0); // or else little was compared
	grid_destroy(actions.grid);
	grid_destroy(audits.grid);
}

// How many monthly audits, completed in the period, have that final grade there.
static long count_cell(const struct grid *audits, const struct grid *summary, size_t row,
	size_t i, const char *grade)
{
	char *column = xasprintf("final_%s", grid_in(summary, row, "domain"));
	long count = 0;

	for (size_t audit = 1; audit < grid_rows(audits); audit++)
		count +=
			grid_is(audits, audit, "kind", "monthly") &&
			!grid_is(audits, audit, "state", "withdrawn") &&
			within(audits, audit, "completed_on", periods[i].from, periods[i].to) &&
			grid_is(audits, audit, "team", grid_in(summary, row, "team")) &&
			grid_is(audits, audit, "service", grid_in(summary, row, "service")) &&
			grid_is(audits, audit, column, grade);
	free(column);
	return count;
}

static void expect_summary(const struct grid *summary, const struct grid *audits, size_t i)
{
	long whole = 0, counted = 0;

	for (size_t row = 1; row < grid_rows(summary); row++) {
		long count = strtol(grid_in(summary, row, "count"), NULL, 10);
		long of = 0;

		for (size_t grade = 0; grade < LENGTH(grade_names); grade++)
			of += count_cell(audits, summary, row, i, grade_names[grade]);
		assert_int_equal(count,
			count_cell(audits, summary, row, i, grid_in(summary, row, "grade")));
		assert_int_equal(strtol(grid_in(summary, row, "of"), NULL, 10), of);
		if (grid_is(summary, row, "domain", "overall"))
			whole += count;
	}
	for (size_t row = 1; row < grid_rows(audits); row++)
		counted += grid_is(audits, row, "kind", "monthly") &&
			   !grid_is(audits, row, "state", "withdrawn") &&
			   has(audits, row, "final_overall") &&
			   within(audits, row, "completed_on", periods[i].from, periods[i].to);
	assert_int_equal(whole, counted); // no team is missing
}

static void the_summary_is_what_the_audits_say(void **state)
{
	struct exported audits = EXPORT(*state, "audits");

	for (size_t i = 0; i < LENGTH(periods); i++) {
		struct exported summary = in_period(*state, "summary", i);

		expect_summary(summary.grid, audits.grid, i);
		grid_destroy(summary.grid);
	}
	grid_destroy(audits.grid);
}

static void the_parts_are_what_the_audits_say(void **state)
{
	static const char *const domains[] = {
		"VOICE", "ASSESS", "PLAN", "PARTNER", "SUPER", "DIVERSE", "overall"};
	struct exported audits = EXPORT(*state, "audits"), actions = EXPORT(*state, "actions");
	struct exported judgements = EXPORT(*state, "judgements");
	struct exported moderations = EXPORT(*state, "moderations");
	struct exported feedback = EXPORT(*state, "feedback");
	long lead = 0, moderated = 0;

	for (size_t i = 0; i < LENGTH(domains); i++)
		lead += grid_full(audits.grid, domains[i]);
	for (size_t row = 1; row < grid_rows(judgements.grid); row++)
		moderated += grid_is(judgements.grid, row, "part", "lead") &&
			     has(judgements.grid, row, "grade");
	assert_int_equal(moderated, lead);
	assert_int_equal(actions.rows, grid_sum(audits.grid, "actions"));
	assert_int_equal(grid_full(actions.grid, "verified_on"),
		grid_sum(audits.grid, "actions_closed"));
	assert_int_equal(moderations.rows,
		grid_full(audits.grid, "moderated_on") * (long)LENGTH(domains));
	assert_int_equal(grid_count(feedback.grid, "source", "child"),
		grid_full(audits.grid, "child_feedback"));
	grid_destroy(feedback.grid);
	grid_destroy(moderations.grid);
	grid_destroy(judgements.grid);
	grid_destroy(actions.grid);
	grid_destroy(audits.grid);
}

// Teams add up to services, services to all.
static void filters_divide_the_whole(void **state)
{
	static const char *const names[] = {"audits", "judgements", "answers", "feedback",
		"themes", "moderations", "actions"};

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct exported all = EXPORT(*state, names[i], "--year", "2025-26");
		struct outcome list =
			fixture_run(*state, "export", "summary", "--year", "2025-26", NULL);
		struct grid *summary = grid_of(list.out);
		const char *service = "";
		long rows = 0;

		for (size_t row = 1; row < grid_rows(summary); row++) {
			struct exported part;

			if (grid_is(summary, row, "service", service))
				continue;
			service = grid_in(summary, row, "service");
			part = EXPORT(
				*state, names[i], "--year", "2025-26", "--service", service);
			rows += part.rows;
			grid_destroy(part.grid);
		}
		assert_int_equal(rows, all.rows);
		grid_destroy(all.grid);
		grid_destroy(summary);
		outcome_finish(&list);
	}
}

#define HOLDS(name) cmocka_unit_test_setup_teardown(name, set_up, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOLDS(the_manifest_counts_the_rows),
		HOLDS(the_board_is_what_the_audits_say),
		HOLDS(the_summary_is_what_the_audits_say),
		HOLDS(the_parts_are_what_the_audits_say),
		HOLDS(filters_divide_the_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
