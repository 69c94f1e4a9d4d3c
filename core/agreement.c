// SPDX-License-Identifier: MIT
// How far two people who graded the same agree: the numbers, and what is said of them.
#include <math.h>
#include <stdlib.h>

#include "core/agreement.h"
#include "db/mem.h"

#define GRADES AGREEMENT_GRADES
#define FEW 20
#define NORMAL_95 \
	1.959963984540054 // of the normal distribution: 95% lie within so many standard errors

// Of the spread of what is summed, relative to its size: below, it is nothing but rounding.
#define ROUNDING 1e-12

static bool graded(enum grade grade)
{
	return grade >= GRADE_OUTSTANDING && grade <= GRADE_INADEQUATE;
}

void agreement_add(struct agreement *agreement, enum grade auditor, enum grade moderator)
{
	if (graded(auditor) && graded(moderator))
		agreement->matrix[auditor - 1][moderator - 1]++;
}

// How far apart two grades are: the weight's complement but for a factor, which falls out of kappa and its error.
static double apart(int i, int j)
{
	return (double)((i - j) * (i - j));
}

// The shares of the matrix, and of its rows and columns.
struct shares {
	double cell[GRADES][GRADES], row[GRADES], column[GRADES];
};

static void shares_of(const struct agreement *agreement, struct shares *shares)
{
	*shares = (struct shares){0};
	for (int i = 0; i < GRADES; i++) {
		for (int j = 0; j < GRADES; j++) {
			double share = (double)agreement->matrix[i][j] / (double)agreement->n;

			shares->cell[i][j] = share;
			shares->row[i] += share;
			shares->column[j] += share;
		}
	}
}

static void count(struct agreement *agreement)
{
	agreement->n = agreement->exact = agreement->within_one = 0;
	agreement->over = agreement->under = 0;
	for (int i = 0; i < GRADES; i++) {
		for (int j = 0; j < GRADES; j++) {
			long pairs = agreement->matrix[i][j];

			agreement->n += pairs;
			agreement->exact += i == j ? pairs : 0;
			agreement->within_one += abs(i - j) <= 1 ? pairs : 0;
			agreement->over += i < j ? pairs : 0;
			agreement->under += i > j ? pairs : 0;
		}
	}
}

// Whether one grade holds over 80% of what either of them gave.
static bool dominated(const struct agreement *agreement)
{
	for (int i = 0; i < GRADES; i++) {
		long auditor = 0, moderator = 0;

		for (int j = 0; j < GRADES; j++) {
			auditor += agreement->matrix[i][j];
			moderator += agreement->matrix[j][i];
		}
		if (5 * auditor > 4 * agreement->n || 5 * moderator > 4 * agreement->n)
			return true;
	}
	return false;
}

// The disagreement that is seen and the one that chance would give.
static void disagreement(const struct shares *shares, double *seen, double *chance)
{
	*seen = *chance = 0;
	for (int i = 0; i < GRADES; i++) {
		for (int j = 0; j < GRADES; j++) {
			*seen += apart(i, j) * shares->cell[i][j];
			*chance += apart(i, j) * shares->row[i] * shares->column[j];
		}
	}
}

// What the variance is summed from, of one cell: with d = 1 - w it is the formula's, but for its sign and a constant,
// which do not change a variance.
static double influence(const struct shares *shares, double ratio, int i, int j)
{
	double row = 0, column = 0;

	for (int k = 0; k < GRADES; k++) {
		row += shares->column[k] * apart(i, k);
		column += shares->row[k] * apart(k, j);
	}
	return apart(i, j) - (row + column) * ratio;
}

// The spread of the influences around their mean; 0 where it is nothing but rounding.
static double spread(const struct shares *shares, double ratio)
{
	double mean = 0, size = 0, sum = 0;

	for (int i = 0; i < GRADES; i++) {
		for (int j = 0; j < GRADES; j++) {
			double value = influence(shares, ratio, i, j);

			mean += shares->cell[i][j] * value;
			size += shares->cell[i][j] * value * value;
		}
	}
	for (int i = 0; i < GRADES; i++) {
		for (int j = 0; j < GRADES; j++) {
			double value = influence(shares, ratio, i, j) - mean;

			sum += shares->cell[i][j] * value * value;
		}
	}
	return sum > size * ROUNDING ? sum : 0;
}

// Both gave one and the same grade throughout.
static bool chance_is_total(const struct agreement *agreement)
{
	for (int i = 0; i < GRADES; i++)
		if (agreement->matrix[i][i] == agreement->n)
			return true;
	return false;
}

void agreement_finish(struct agreement *agreement)
{
	struct shares shares;
	double seen, chance, error;

	count(agreement);
	agreement->few = agreement->n < FEW;
	agreement->dominated = agreement->n > 0 && dominated(agreement);
	agreement->defined = agreement->n > 0 && !chance_is_total(agreement);
	agreement->interval = false;
	agreement->kappa = agreement->low = agreement->high = 0;
	if (!agreement->defined)
		return;
	shares_of(agreement, &shares);
	disagreement(&shares, &seen, &chance);
	agreement->kappa = 1 - seen / chance;
	error = sqrt(spread(&shares, seen / chance) / (double)agreement->n) / chance;
	agreement->interval = error > 0;
	if (agreement->interval) {
		agreement->low = fmax(-1, agreement->kappa - NORMAL_95 * error);
		agreement->high = fmin(1, agreement->kappa + NORMAL_95 * error);
	}
}

static const char *why_undefined(const struct agreement *agreement)
{
	return agreement->n ? "both gave one grade throughout" : "no pairs";
}

static const char *why_no_interval(const struct agreement *agreement)
{
	return agreement->exact == agreement->n ? "they never differ" : "too little differs";
}

char *agreement_share(long count, long n)
{
	if (!n)
		return xstrdup("undefined (no pairs)");
	return xasprintf("%ld of %ld (%ld%%)", count, n, (200 * count + n) / (2 * n));
}

double agreement_figure(double value)
{
	return round(value * 100) / 100 + 0.0;
}

char *agreement_kappa(const struct agreement *agreement)
{
	if (!agreement->defined)
		return xasprintf("undefined (%s)", why_undefined(agreement));
	if (!agreement->interval)
		return xasprintf("%.2f, interval undefined (%s)",
			agreement_figure(agreement->kappa), why_no_interval(agreement));
	return xasprintf("%.2f, 95%% interval %.2f to %.2f", agreement_figure(agreement->kappa),
		agreement_figure(agreement->low), agreement_figure(agreement->high));
}

char *agreement_direction(const struct agreement *agreement)
{
	if (!agreement->n)
		return xstrdup("There are no pairs.");
	if (!agreement->over && !agreement->under)
		return xasprintf("Both gave the same grade in every pair (%ld).", agreement->n);
	return xasprintf("Of %ld pair%s the auditor graded higher in %ld and lower in %ld.",
		agreement->n, agreement->n == 1 ? "" : "s", agreement->over, agreement->under);
}

char *agreement_cautions(const struct agreement *agreement)
{
	return xasprintf("%s%s%s", agreement->few ? "n under 20" : "",
		agreement->few && agreement->dominated ? ", " : "",
		agreement->dominated ? "one grade over 80%" : "");
}

char *agreement_warnings(const struct agreement *agreement)
{
	return xasprintf("%s%s%s",
		agreement->few ? "n under 20: a few more could change it" : "",
		agreement->few && agreement->dominated ? "; " : "",
		agreement->dominated ? "one grade holds over 80%: kappa can be low all the same"
				     : "");
}

char *agreement_note(const struct agreement *agreement)
{
	char *warnings = agreement_warnings(agreement), *note;

	if (agreement->interval)
		return warnings;
	note = xasprintf("%s%s%s undefined: %s", warnings, *warnings ? "; " : "",
		agreement->defined ? "interval" : "kappa",
		agreement->defined ? why_no_interval(agreement) : why_undefined(agreement));
	free(warnings);
	return note;
}
