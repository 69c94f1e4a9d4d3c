// SPDX-License-Identifier: MIT
// The making of charts: what their kinds share.
#pragma once

#include "core/charts.h"
#include "core/domains.h"
#include "core/tally.h"

// A chart being made.
struct making {
	struct session *session;
	const struct charts_info *info;
	const struct charts_wish *wish;
	struct tally_filter filter; // the months shown
	int first, months;          // first: year * 12 + month - 1
	struct domains domains;
	struct chart *chart;
	int64_t *ids; // of rows that stand for something; NULL: none do
};

// The column of a row's month; SIZE_MAX where it is none of them.
size_t making_column(const struct making *making, int month);
// Is the domain the one of the overall grade?
bool making_overall(const struct making *making, int64_t domain);

// Makes the columns, one for each month.
void making_months(struct making *making);

// The kinds: rows, columns and cells.
int make_stacked(struct making *making);
int make_heat(struct making *making);
int make_line(struct making *making);
int make_matrix(struct making *making);
int make_ageing(struct making *making);
int make_calendar(struct making *making);
