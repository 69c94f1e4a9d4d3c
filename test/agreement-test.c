// SPDX-License-Identifier: MIT
// Agreement: figures that are printed elsewhere, cases without any, and a slow computation of the same.
#include "test/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/agreement.h"
#include "db/mem.h"
#include "test/table.h"

#define GRADES AGREEMENT_GRADES

static struct agreement read_matrix(const char *text)
{
	struct agreement agreement = {0};
	char *end;

	for (int i = 0; i < GRADES * GRADES; i++, text = end) {
		text += strspn(text, " /");
		agreement.matrix[i / GRADES][i % GRADES] = strtol(text, &end, 10);
		assert_true(end > text);
	}
	agreement_finish(&agreement);
	return agreement;
}

static int decimals(const char *cell)
{
	const char *point = strchr(cell, '.');

	return point ? (int)strlen(point + 1) : 0;
}

static void expect_figure(
	const struct table *table, size_t row, const char *column, bool defined, double value)
{
	const char *cell = table_cell(table, row, column);
	char *text;

	if (!*cell)
		return;
	text = defined ? xasprintf("%.*f", decimals(cell), value) : xstrdup("undefined");
	table_expect(table, row, column, text);
	free(text);
}

static void expect_count(const struct table *table, size_t row, const char *column, long value)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", value);
	table_expect(table, row, column, text);
}

// Every part of the cell, split by semicolons, stands in the note; "-": there is none.
static void expect_note(
	const struct table *table, size_t row, const struct agreement *agreement)
{
	char *note = agreement_note(agreement), *cell = xstrdup(table_cell(table, row, "note")),
	     *rest = cell, *part;

	if (strcmp(cell, "-") == 0) {
		assert_string_equal(note, "");
		rest = NULL;
	}
	while (rest && (part = strsep(&rest, ";")))
		if (!strstr(note, part + strspn(part, " ")))
			fail_msg(
				"%s: no \"%s\" in \"%s\"", table_where(table, row), part, note);
	free(cell);
	free(note);
}

static void figures_are_those_in_print(void **state)
{
	struct table *table = table_read("agreement.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct agreement got = read_matrix(table_cell(table, row, "matrix"));

		expect_count(table, row, "n", got.n);
		expect_count(table, row, "exact", got.exact);
		expect_count(table, row, "within_one", got.within_one);
		expect_count(table, row, "over", got.over);
		expect_count(table, row, "under", got.under);
		expect_figure(table, row, "kappa", got.defined, got.kappa);
		expect_figure(table, row, "error", got.interval,
			(got.kappa - got.low) / 1.959963984540054);
		expect_figure(table, row, "low", got.interval, got.low);
		expect_figure(table, row, "high", got.interval, got.high);
		expect_note(table, row, &got);
	}
	table_destroy(table);
}

static void only_grades_make_pairs(void **state)
{
	struct agreement agreement = {0};

	agreement_add(&agreement, GRADE_NOT_APPLICABLE, GRADE_GOOD);
	agreement_add(&agreement, GRADE_GOOD, GRADE_NOT_APPLICABLE);
	agreement_add(&agreement, GRADE_NONE, GRADE_GOOD);
	agreement_add(&agreement, GRADE_GOOD, GRADE_INADEQUATE);
	agreement_add(&agreement, GRADE_INADEQUATE, GRADE_OUTSTANDING);
	agreement_finish(&agreement);
	assert_int_equal(agreement.n, 2);
	assert_int_equal(agreement.over, 1); // Good is higher than Inadequate
	assert_int_equal(agreement.under, 1);
	assert_int_equal(agreement.matrix[1][3], 1);
	assert_int_equal(agreement.matrix[3][0], 1);
}

// Numbers that look random and are the same each time.
static unsigned dice(unsigned *seed, unsigned sides)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % sides;
}

static struct agreement random_matrix(unsigned *seed)
{
	struct agreement agreement = {0};
	unsigned most = 1 + dice(seed, 40), bare = dice(seed, 3);

	for (int i = 0; i < GRADES * GRADES; i++)
		agreement.matrix[i / GRADES][i % GRADES] =
			dice(seed, 3) < bare ? 0 : (long)dice(seed, most);
	agreement_finish(&agreement);
	return agreement;
}

// Quadratic weighted kappa is Lin's concordance of the two series of numbers (Krippendorff 1970): another way to it.
static double concordance(const double *shares)
{
	double mean[2] = {0, 0}, square[2] = {0, 0}, product = 0;

	for (int i = 0; i < GRADES; i++) {
		for (int j = 0; j < GRADES; j++) {
			double p = shares[i * GRADES + j];

			mean[0] += p * i;
			mean[1] += p * j;
			square[0] += p * i * i;
			square[1] += p * j * j;
			product += p * i * j;
		}
	}
	return 2 * (product - mean[0] * mean[1]) /
	       (square[0] - mean[0] * mean[0] + square[1] - mean[1] * mean[1] +
		       (mean[0] - mean[1]) * (mean[0] - mean[1]));
}

// The delta method with differences for derivatives: what one pair more in each cell would do, and how far that spreads.
static double slow_error(const double *shares, long n)
{
	double mean = 0, sum = 0, slopes[GRADES * GRADES];

	for (int k = 0; k < GRADES * GRADES; k++) {
		double more[GRADES * GRADES], less[GRADES * GRADES], step = 1e-5;

		for (int l = 0; l < GRADES * GRADES; l++) {
			more[l] = shares[l] * (1 - step) + (l == k ? step : 0);
			less[l] = shares[l] * (1 + step) - (l == k ? step : 0);
		}
		slopes[k] = (concordance(more) - concordance(less)) / (2 * step);
		mean += shares[k] * slopes[k];
	}
	for (int k = 0; k < GRADES * GRADES; k++)
		sum += shares[k] * (slopes[k] - mean) * (slopes[k] - mean);
	return sqrt(sum / (double)n);
}

static void compare_slowly(const struct agreement *agreement, int *intervals)
{
	double shares[GRADES * GRADES], error;

	for (int i = 0; i < GRADES * GRADES; i++)
		shares[i] = (double)agreement->matrix[i / GRADES][i % GRADES] /
			    (double)agreement->n;
	assert_true(fabs(concordance(shares) - agreement->kappa) < 1e-9);
	error = slow_error(shares, agreement->n);
	if (!agreement->interval) {
		assert_true(error < 1e-6);
		return;
	}
	assert_true(
		fabs(agreement->low - fmax(-1, agreement->kappa - 1.959964 * error)) < 1e-6);
	assert_true(
		fabs(agreement->high - fmin(1, agreement->kappa + 1.959964 * error)) < 1e-6);
	++*intervals;
}

static void a_slow_way_gives_the_same(void **state)
{
	unsigned seed = 42;
	int intervals = 0;

	for (int i = 0; i < 2000; i++) {
		struct agreement agreement = random_matrix(&seed);

		if (agreement.defined)
			compare_slowly(&agreement, &intervals);
	}
	assert_true(intervals > 1000);
}

static void expect_words(char *words, const char *wanted)
{
	assert_string_equal(words, wanted);
	free(words);
}

static void is_said_in_plain_words(void **state)
{
	struct agreement some = read_matrix("7 7 2 3 / 2 8 3 7 / 1 5 4 9 / 2 8 9 14"),
			 none = read_matrix("0 0 0 0 / 0 0 0 0 / 0 0 0 0 / 0 0 0 0"),
			 same = read_matrix("1 0 0 0 / 0 1 0 0 / 0 0 0 0 / 0 0 0 0"),
			 one = read_matrix("0 1 0 0 / 0 0 0 0 / 0 0 0 0 / 0 0 0 0");

	expect_words(agreement_share(1, 8), "1 of 8 (13%)"); // half up
	expect_words(agreement_share(0, 3), "0 of 3 (0%)");
	expect_words(agreement_share(0, 0), "undefined (no pairs)");
	expect_words(agreement_kappa(&some), "0.33, 95% interval 0.14 to 0.52");
	expect_words(agreement_kappa(&none), "undefined (no pairs)");
	expect_words(agreement_kappa(&same), "1.00, interval undefined (they never differ)");
	expect_words(agreement_direction(&some),
		"Of 91 pairs the auditor graded higher in 31 and lower in 27.");
	expect_words(agreement_direction(&none), "There are no pairs.");
	expect_words(agreement_cautions(&some), "");
	expect_words(agreement_cautions(&none), "n under 20");
	expect_words(agreement_cautions(&one), "n under 20, one grade over 80%");
	expect_words(agreement_direction(&same), "Both gave the same grade in every pair (2).");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_those_in_print),
		cmocka_unit_test(only_grades_make_pairs),
		cmocka_unit_test(a_slow_way_gives_the_same),
		cmocka_unit_test(is_said_in_plain_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
