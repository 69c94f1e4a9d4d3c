// SPDX-License-Identifier: MIT
// The measures of the council's performance board (brief section 5): one row of a table each.
#pragma once

#include "core/tally.h"

// What is counted for them, of the monthly audits of a period.
enum figure {
	FIGURE_NONE,      // nothing: a number without a denominator
	FIGURE_COMPLETED, // audits completed in the period, those withdrawn since left out
	FIGURE_GRADED,    // of these, those with a final overall grade
	FIGURE_INADEQUATE,
	FIGURE_REQUIRES_IMPROVEMENT,
	FIGURE_GOOD,
	FIGURE_OUTSTANDING,
	FIGURE_BETTER,    // Requires Improvement, Good or Outstanding
	FIGURE_MODERATED, // of those completed, those whose moderation is completed
	FIGURE_ALLOCATED, // audits due in the period, withdrawn ones left out: they are exempt
	FIGURE_ALLOCATED_COMPLETED, // of these, those completed, whenever
	FIGURE_EXEMPT,              // audits due in the period that were withdrawn
	FIGURE_PRIORITY_OPEN, // actions with priority, escalated, of audits whose final grade is
	// Inadequate, raised by the end of the period and not verified by then
	FIGURE_COUNT
};

struct measure {
	const char *code; // as in export kpi
	const char *name; // as the board has it
	enum figure numerator, denominator;
};

// All of them, in the order of the board; ends with a row whose code is NULL.
extern const struct measure measures[];

// Counts all figures of a period: of the whole council (RIGHT_REPORT: a senior manager's own services), of a service, or
// of a team. The kind of the filter says of which audits; figures of the month are of AUDIT_MONTHLY.
int figures_count(struct session *session, const struct tally_filter *filter,
	int64_t counts[static FIGURE_COUNT]);

// A share as the board prints it: whole percent, halves up. -1 where of is 0: there is none.
int share_percent(int64_t count, int64_t of);

// "4 (33%)", "0 (0%)"; "0" where of is 0: there is no percentage of nothing. Writes text and returns it.
const char *share_words(int64_t count, int64_t of, char text[static 40]);

// A mean to one decimal, halves up: "9.3", "9.0"; "" where of is 0. Yours.
char *mean_words(int64_t sum, int64_t of);

// A period as people name it: 2026-10, 2023-24-Q2, 2023-24, else "2026-10-03 to 2026-10-20". Writes text and returns it.
#define PERIOD_TEXT 32
const char *period_name(struct date_range range, char text[static PERIOD_TEXT]);
