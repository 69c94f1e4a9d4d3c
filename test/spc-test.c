// SPDX-License-Identifier: MIT
// Control charts: limits as they stand in print, and the rules at their edges.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/spc.h"
#include "db/mem.h"
#include "test/table.h"

#define MOST 64

struct series {
	struct spc_point points[MOST];
	size_t count;
};

static void read_point(struct series *series, const char *word, bool step)
{
	struct spc_point *point = &series->points[series->count++];
	char *end;

	assert_true(series->count < MOST);
	point->step = step;
	if (strcmp(word, "-") == 0)
		return;
	point->known = true;
	point->value = strtod(word, &end);
	point->count = (int64_t)point->value;
	if (*end == '/')
		point->of = strtol(end + 1, &end, 10);
	assert_int_equal(*end, '\0');
}

static struct series read_series(const char *text)
{
	struct series series = {0};
	char *copy = xstrdup(text), *rest = copy, *word;
	bool step = false;

	while ((word = strsep(&rest, " "))) {
		if (strcmp(word, "|") != 0)
			read_point(&series, word, step);
		step = strcmp(word, "|") == 0;
	}
	free(copy);
	return series;
}

static void compute(struct series *series, const char *chart)
{
	if (strcmp(chart, "p") == 0)
		spc_p(series->points, series->count);
	else
		spc_xmr(series->points, series->count, strcmp(chart, "screened") == 0, -1e9);
}

static void expect_figure(
	const struct table *table, size_t row, const char *column, double value)
{
	const char *cell = table_cell(table, row, column), *point = strchr(cell, '.');
	char *text;

	if (!*cell)
		return;
	text = xasprintf("%.*f", point ? (int)strlen(point + 1) : 0, value);
	table_expect(table, row, column, text);
	free(text);
}

static char *marks_of(const struct series *series)
{
	char text[MOST * (SPC_RULES + 1) + 1], *end = text;

	for (size_t i = 0; i < series->count; i++) {
		for (int rule = 0; rule < SPC_RULES; rule++)
			if (series->points[i].rules & 1u << rule)
				*end++ = "HLABUDhl"[rule];
		if (!series->points[i].rules)
			*end++ = '.';
		*end++ = ' ';
	}
	end[-1] = '\0';
	return xstrdup(text);
}

static void figures_are_those_in_print(void **state)
{
	struct table *table = table_read("spc.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct series series = read_series(table_cell(table, row, "values"));
		const struct spc_point *at = &series.points[table_number(table, row, "at") - 1];
		char *marks;

		compute(&series, table_cell(table, row, "chart"));
		expect_figure(table, row, "mean", at->mean);
		expect_figure(table, row, "low", at->low);
		expect_figure(table, row, "high", at->high);
		marks = marks_of(&series);
		if (*table_cell(table, row, "marks"))
			table_expect(table, row, "marks", marks);
		free(marks);
	}
	table_destroy(table);
}

static void few_points_are_provisional(void **state)
{
	for (size_t count = 1; count <= 14; count++) {
		struct series series = {.count = count + 1};

		for (size_t i = 0; i < count; i++)
			series.points[i] =
				(struct spc_point){.known = true, .value = (double)(i % 3)};
		spc_xmr(series.points, series.count, true, 0);
		assert_int_equal(series.points[0].provisional, count < 12);
		assert_int_equal(series.points[0].limited, count >= 2);
		assert_int_equal(series.points[count].used, count); // the gap behind them too
	}
}

static void nothing_is_below_the_floor(void **state)
{
	struct series series = read_series("0 5 1 4 0 6 1 3 0 5 2 4 1");

	spc_xmr(series.points, series.count, false, 0);
	assert_true(series.points[0].low == 0);
	assert_true(series.points[0].mean - 3 * series.points[0].sigma < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_those_in_print),
		cmocka_unit_test(few_points_are_provisional),
		cmocka_unit_test(nothing_is_below_the_floor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
