// SPDX-License-Identifier: MIT
// Which charts there are, and their making from what is counted (core/tally.h): one row of a table each.
#pragma once

#include "core/audit.h"
#include "core/chart.h"
#include "core/session.h"

#define CHARTS_MONTHS 24 // how many are shown where nobody said
#define CHARTS_LEAST 3
#define CHARTS_MOST 60

struct charts_info {
	const char *
		code; // as typed; those of measures that the board has are the board's (core/measure.h)
	const char *title; // as on the chart
	const char *help;  // one sentence: what it answers
	enum chart_kind kind;
};

// All of them, in the order in which they are offered; ends with a row whose code is NULL.
extern const struct charts_info charts_table[];

// The row of a code; NULL with the error set (66), which lists the codes.
const struct charts_info *charts_find(const char *code);

// Whether there is one, without an error.
bool charts_has(const char *code);

// Of what a chart is made. Zeroed: the whole council (or all that the person may report on), CHARTS_MONTHS months.
struct charts_wish {
	int64_t service_id, team_id; // 0: all; of a team, service_id is its service
	int months;                  // 0: CHARTS_MONTHS
	date until; // the last month shown is the last whole one that ends on this day or before; 0: before today
	enum audit_kind kind; // 0: monthly
	char place[120];      // in words: "service Assessment"; "" for all
};

// Reads names of a service and a team (NULL or "": all) into the wish. -1: 66 there is none, 77 not permitted, 65 the
// team is another service's.
int charts_place(struct session *session, const char *service, const char *team,
	struct charts_wish *wish);

// Makes the chart (RIGHT_REPORT: a senior manager gets the own services), in one snapshot, of the last whole
// months before the session's today or as the wish says; those of actions by what is open today. Steps that were marked
// (core/chart-step.h) are in it. *chart is yours. -1: 65 for a bad number of months, 77, or the store failed.
int charts_make(struct session *session, const struct charts_info *info,
	const struct charts_wish *wish, struct chart **chart);

// The first day behind the last month shown.
date charts_end(const struct session *session, const struct charts_wish *wish);

// How many months before this one the open actions of a row of the chart of their ages are due: from..to; below 0: after it.
#define CHARTS_AGES_MOST 12000 // any number
void charts_age(size_t row, int *from, int *to);

// What is behind a cell, as a wish (core/report.h says which keys): audits, or actions or steps. Of a share it is that of
// which it is a share, of a mean what it is the mean of. NULL: none. Yours.
char *charts_behind(const struct session *session, const struct charts_wish *wish,
	const struct chart *chart, size_t row, size_t column);

// That a chart was shown to somebody stands in the trail, as any report.
int charts_record(struct session *session, const struct charts_info *info,
	const struct charts_wish *wish);
