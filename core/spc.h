// SPDX-License-Identifier: MIT
// Statistical process control: the limits of chance, and the points that chance alone hardly explains.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What is unusual about a point: these add up. "High" is towards the upper limit.
enum spc_rule {
	SPC_HIGH = 1,     // above the upper limit
	SPC_LOW = 2,      // below the lower limit
	SPC_RUN_HIGH = 4, // one of 7 or more in a row above the mean
	SPC_RUN_LOW = 8,  // below
	SPC_RISE = 16, // one of 7 or more in a row of which each is greater than the one before
	SPC_FALL = 32, // smaller
	SPC_NEAR_HIGH = 64, // one of 2 of 3 in a row near the upper limit
	SPC_NEAR_LOW = 128, // the lower
};
#define SPC_RULES 8

#define SPC_RUN_LENGTH 7 // points that make a run, and a trend
#define SPC_ENOUGH 12    // known points; with fewer the limits are provisional

struct spc_point {
	bool known;        // false: nothing was measured: a gap, over which the line goes on
	bool step;         // marked by hand: from this point on limits are computed anew
	double value;      // spc_p() computes it
	int64_t count, of; // of spc_p() only; of 0 makes a gap
	// Computed, of gaps too but for the rules:
	bool limited;       // there are limits; false where fewer than two points are known
	bool provisional;   // they rest on fewer than SPC_ENOUGH points
	double mean, sigma; // sigma: a third of the way from the mean to a limit
	double low, high;   // the limits, cut at what cannot be passed
	unsigned rules;     // sum of enum spc_rule; 0: nothing but chance
	size_t first, past,
		used; // its stretch of points between steps, and how many of it are known
};

// XmR, for counts and days (Shewhart's chart of individual values: Wheeler, Understanding Variation, 2nd edition 2000,
// appendix; Montgomery, Introduction to Statistical Quality Control, section 6.4 in the 6th and 7th editions). With x
// the known points of a stretch in their order and MR[i] = |x[i] - x[i-1]| their moving ranges,
//     mean = average of x,  limits = mean -/+ 2.66 * average of MR
// where 2.66 = 3 / 1.128, the constant d2 of ranges of two. A gap is stepped over: its neighbours make a moving
// range.
//
// With screen true, moving ranges of 3.267 times their average or more are left out, once, and the average is taken of
// the rest: so one slip does not widen the limits until they hide the next. (3.267 = D4 of ranges of two: Nelson 1982,
// Control charts for individual measurements, Journal of Quality Technology 14, 172-173; it is what NHSRplotthedots, the
// health services' own program for R, does unless told otherwise, and what their spreadsheet does not do.)
//
// Days of a month (how long audits, moderations, actions took) are plotted as their mean, one value a month: Wheeler,
// Making Sense of Data, has weekly averages on XmR charts, and says why no other limits are needed: "the advantage
// of the XmR chart is that the variation is characterized after the data have been transformed" (quoted by Graban,
// measuresofsuccessbook.com, "Is it appropriate to plot averages on a process behavior chart?"). The mean and not the
// median, because one case that waited very long is what such a chart is to show, because the means of teams and
// their numbers make that of the service, and because means of skewed days are less skewed than days. What the limits do
// not know is of how many a month's mean is: that stands beside each. Days count in the month in which they were over:
// by when they began, the newest months would hold the quick ones only.
//
// floor: what values cannot go below (0 for counts and days; -INFINITY where there is no such thing): the lower limit is
// cut there.
void spc_xmr(struct spc_point *points, size_t count, bool screen, double floor);

// p-chart, for proportions (Montgomery, section 7.2). With p the sum of count over the sum of `of` of a stretch,
//     mean = p,  limits of a point = p -/+ 3 * sqrt(p * (1 - p) / of)
// cut at 0 and 1: each point has its own limits, wide where it rests on few.
void spc_p(struct spc_point *points, size_t count);

// Both find these, within each stretch, as NHS England's Making Data Count has them (Getting started, 2019) and
// NHSRplotthedots computes them; gaps are left out and break nothing:
//   1. a point beyond a limit;
//   2. 7 or more points in a row all above or all below the mean (one on the mean ends the row);
//   3. 7 or more points in a row of which each is greater (or each smaller) than the one before;
//   4. of 3 points in a row, all on the same side of the mean, 2 or 3 in the outer third between the mean and the limit,
//      the limit itself included, beyond it not: those in the outer third are marked.
// All points of a row are marked, not only the one that completes it.

// What a rule says of a point, as the end of a sentence: "above the upper limit", "one of 7 or more in a row
// below the mean". index counts from 0 in the order of the enum. Borrowed.
const char *spc_rule_words(int index);
