// SPDX-License-Identifier: MIT
// Statistical process control: the limits of chance, and the points that chance alone hardly explains.
#include <math.h>
#include <stdlib.h>

#include "core/spc.h"
#include "db/mem.h"

#define XMR_FACTOR 2.66 // 3 / 1.128, as it is printed everywhere
#define SCREEN_AT 3.267 // D4: beyond this times the average a moving range is an outlier
#define ROUNDING 1e-9   // relative: what lies closer is the same
#define OUTER 2.0       // in sigma: where the outer third of the way to a limit begins

// The known points of a stretch, in their order.
struct stretch {
	struct spc_point **points;
	size_t count;
};

const char *spc_rule_words(int index)
{
	static const char *const words[SPC_RULES] = {
		"above the upper limit",
		"below the lower limit",
		"one of 7 or more in a row above the mean",
		"one of 7 or more in a row below the mean",
		"one of 7 or more in a row that rise",
		"one of 7 or more in a row that fall",
		"one of 2 in 3 near the upper limit",
		"one of 2 in 3 near the lower limit",
	};

	return words[index];
}

// Negative, 0 or positive as a is smaller than, the same as or greater than b.
static int compare(double a, double b)
{
	double size = fmax(fabs(a), fabs(b));

	if (fabs(a - b) <= ROUNDING * size)
		return 0;
	return a < b ? -1 : 1;
}

// The side of the mean on which a point lies.
static int side(const struct spc_point *point)
{
	return compare(point->value, point->mean);
}

static double average(const double *values, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += values[i];
	return count ? sum / (double)count : 0;
}

static size_t screen_out(double *ranges, size_t count)
{
	double most = SCREEN_AT * average(ranges, count);
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (compare(ranges[i], most) < 0)
			ranges[kept++] = ranges[i];
	return most > 0 ? kept : count;
}

static double moving_range(const struct stretch *stretch, bool screen)
{
	double *ranges = xcalloc(stretch->count + 1, sizeof(*ranges)), mean;
	size_t count = 0;

	for (size_t i = 1; i < stretch->count; i++)
		ranges[count++] =
			fabs(stretch->points[i]->value - stretch->points[i - 1]->value);
	if (screen)
		count = screen_out(ranges, count);
	mean = average(ranges, count);
	free(ranges);
	return mean;
}

static double mean_value(const struct stretch *stretch)
{
	double sum = 0;

	for (size_t i = 0; i < stretch->count; i++)
		sum += stretch->points[i]->value;
	return stretch->count ? sum / (double)stretch->count : 0;
}

// Rule 1.
static void mark_out(const struct stretch *stretch)
{
	for (size_t i = 0; i < stretch->count; i++) {
		struct spc_point *point = stretch->points[i];

		if (point->limited && compare(point->value, point->high) > 0)
			point->rules |= SPC_HIGH;
		if (point->limited && compare(point->value, point->low) < 0)
			point->rules |= SPC_LOW;
	}
}

static void mark_row(const struct stretch *stretch, size_t first, size_t past, unsigned rule)
{
	for (size_t i = first; past - first >= SPC_RUN_LENGTH && i < past; i++)
		stretch->points[i]->rules |= rule;
}

// Rule 2.
static void mark_runs(const struct stretch *stretch)
{
	for (size_t first = 0, past; first < stretch->count; first = past) {
		int of = side(stretch->points[first]);

		for (past = first + 1; past < stretch->count; past++)
			if (side(stretch->points[past]) != of)
				break;
		if (of)
			mark_row(stretch, first, past, of > 0 ? SPC_RUN_HIGH : SPC_RUN_LOW);
	}
}

static int change(const struct stretch *stretch, size_t i)
{
	return compare(stretch->points[i]->value, stretch->points[i - 1]->value);
}

// Rule 3: the point at which a rise turns into a fall belongs to both.
static void mark_trends(const struct stretch *stretch)
{
	for (size_t first = 1, past; first < stretch->count; first = past) {
		int of = change(stretch, first);

		for (past = first + 1; past < stretch->count; past++)
			if (change(stretch, past) != of)
				break;
		if (of)
			mark_row(stretch, first - 1, past, of > 0 ? SPC_RISE : SPC_FALL);
	}
}

static bool is_near(const struct spc_point *point, int of)
{
	double edge = point->mean + of * OUTER * point->sigma,
	       limit = point->mean + of * 3 * point->sigma;

	return point->limited && of * compare(point->value, edge) > 0 &&
	       of * compare(point->value, limit) <= 0;
}

static void mark_near_of(const struct stretch *stretch, int of)
{
	for (size_t i = 0; i + 3 <= stretch->count; i++) {
		struct spc_point **three = stretch->points + i;
		int near = 0, same = 0;

		for (int k = 0; k < 3; k++) {
			near += is_near(three[k], of);
			same += side(three[k]) == of;
		}
		for (int k = 0; near >= 2 && same == 3 && k < 3; k++)
			if (is_near(three[k], of))
				three[k]->rules |= of > 0 ? SPC_NEAR_HIGH : SPC_NEAR_LOW;
	}
}

static void mark(const struct stretch *stretch)
{
	mark_out(stretch);
	mark_runs(stretch);
	mark_trends(stretch);
	mark_near_of(stretch, 1); // rule 4
	mark_near_of(stretch, -1);
}

// What a kind of chart computes of a stretch: mean and sigma of each of its points, gaps included.
struct method {
	void (*compute)(const struct method *method, const struct stretch *stretch,
		struct spc_point *points, size_t count);
	bool screen;
	double floor, ceiling;
	size_t least; // known points that limits need
};

static void compute_xmr(const struct method *method, const struct stretch *stretch,
	struct spc_point *points, size_t count)
{
	double mean = mean_value(stretch),
	       sigma = XMR_FACTOR / 3 * moving_range(stretch, method->screen);

	for (size_t i = 0; i < count; i++) {
		points[i].mean = mean;
		points[i].sigma = sigma;
	}
}

static void compute_p(const struct method *method, const struct stretch *stretch,
	struct spc_point *points, size_t count)
{
	int64_t sum = 0, of = 0;
	double p;

	for (size_t i = 0; i < stretch->count; i++) {
		sum += stretch->points[i]->count;
		of += stretch->points[i]->of;
	}
	p = of ? (double)sum / (double)of : 0;
	for (size_t i = 0; i < count; i++) {
		points[i].mean = p;
		points[i].sigma =
			points[i].of > 0 ? sqrt(p * (1 - p) / (double)points[i].of) : 0;
	}
}

static void limit(const struct method *method, struct spc_point *point)
{
	point->limited = point->used >= method->least;
	point->provisional = point->used < SPC_ENOUGH;
	if (!point->limited)
		point->sigma = 0;
	point->low = fmax(method->floor, point->mean - 3 * point->sigma);
	point->high = fmin(method->ceiling, point->mean + 3 * point->sigma);
}

static void compute_stretch(
	const struct method *method, struct spc_point *all, size_t first, size_t past)
{
	struct stretch stretch = {xcalloc(past - first, sizeof(*stretch.points)), 0};

	for (size_t i = first; i < past; i++)
		if (all[i].known)
			stretch.points[stretch.count++] = &all[i];
	method->compute(method, &stretch, all + first, past - first);
	for (size_t i = first; i < past; i++) {
		all[i].first = first;
		all[i].past = past;
		all[i].used = stretch.count;
		all[i].rules = 0;
		limit(method, &all[i]);
	}
	mark(&stretch);
	free(stretch.points);
}

static void compute(const struct method *method, struct spc_point *points, size_t count)
{
	for (size_t first = 0, past; first < count; first = past) {
		for (past = first + 1; past < count && !points[past].step; past++)
			;
		compute_stretch(method, points, first, past);
	}
}

void spc_xmr(struct spc_point *points, size_t count, bool screen, double floor)
{
	const struct method method = {compute_xmr, screen, floor, INFINITY, 2};

	compute(&method, points, count);
}

void spc_p(struct spc_point *points, size_t count)
{
	const struct method method = {compute_p, false, 0, 1, 1};

	for (size_t i = 0; i < count; i++) {
		points[i].known = points[i].of > 0;
		points[i].value =
			points[i].known ? (double)points[i].count / (double)points[i].of : 0;
	}
	compute(&method, points, count);
}
