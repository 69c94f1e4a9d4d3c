// SPDX-License-Identifier: MIT
// A chart as data: what the terminal (core/chart-draw.h), the HTML report (core/chart-svg.h) and a mail paint. No database.
#pragma once

#include "core/spc.h"

#define CHART_FEW 12 // a share of fewer is marked as one of a small number

enum chart_kind {
	CHART_STACKED, // of each column (month) what its count is made of, row by row
	CHART_HEAT,    // rows by columns, each cell a share of its row
	CHART_XMR,     // counts by month, or means (of days), with the limits of chance
	CHART_P,       // shares by month, likewise
	CHART_MATRIX,  // rows by columns, counts: the diagonal is agreement
	CHART_AGEING,  // rows are ages, columns what is that old: lying bars, stacked
	CHART_CALENDAR, // rows (services, teams) by columns (months), each cell a share of its own
};

// Which way is better: to say whether what is unusual is good news.
enum chart_better { CHART_EITHER, CHART_HIGHER, CHART_LOWER };

// A row or a column.
struct chart_line {
	char *name;  // in full: "October 2026", "Requires Improvement"
	char *brief; // for a narrow place, without the others' help still clear: "Oct 26", "RI"
	char *step; // of a column of XmR and p: why limits are computed anew from here; NULL: they are not
	int grade; // enum grade, for its colour; 0: of no grade
};

struct chart_cell {
	bool known; // false: nothing was there to be counted
	int64_t count;
	int64_t of; // what count is a share of; 0: of nothing, there is only the count
	double value; // what XmR plots: count, or of means count / of, the sum over how many it is of
};

struct chart {
	enum chart_kind kind;
	char *code;    // one word of the table of charts
	char *title;   // "Audits completed in time"
	char *unit;    // what is counted, plural: "audits", "actions", "days"
	char *mean_of; // of XmR of means: what they are of, plural: "audits"; NULL: of counts
	char *note;    // sentences about what is counted and how, or ""
	enum chart_better better;
	struct chart_line *rows, *columns; // in the order in which they are shown
	size_t row_count, column_count, row_room, column_room;
	struct chart_cell *cells; // row by row; NULL before chart_lay()
	struct spc_point
		*points; // of XmR and p, one for each column, after chart_finish(); else NULL
};

// A chart without rows and columns. Yours, chart_destroy() frees it (NULL: nothing). All texts are copied.
struct chart *chart_create(
	enum chart_kind kind, const char *code, const char *title, const char *unit);
void chart_destroy(struct chart *chart);

// Rows and columns, in their order, all before chart_lay(). XmR and p have one row.
void chart_add_row(struct chart *chart, const char *name, const char *brief, int grade);
void chart_add_column(struct chart *chart, const char *name, const char *brief);

// Makes the cells, all unknown.
void chart_lay(struct chart *chart);

// The cell of a row and a column, counting from 0: to be read and written.
struct chart_cell *chart_cell(const struct chart *chart, size_t row, size_t column);

// Adds to a cell, which is known from then on.
void chart_count(struct chart *chart, size_t row, size_t column, int64_t count, int64_t of);

// Of XmR of means, in place of a count: adds to the sum and to the number of which a column is the mean. It is known
// from the first that it is of.
void chart_mean(struct chart *chart, size_t column, int64_t sum, int64_t of);

// From this column on the limits are computed anew.
void chart_step(struct chart *chart, size_t column, const char *why);

// When all cells are there: computes points, of XmR with moving ranges screened and 0 as the floor (core/spc.h).
void chart_finish(struct chart *chart);

// The sum of the counts of a row, of a column, of all.
int64_t chart_row_sum(const struct chart *chart, size_t row);
int64_t chart_column_sum(const struct chart *chart, size_t column);
int64_t chart_sum(const struct chart *chart);

// True of XmR and p: one line of points.
bool chart_is_line(const struct chart *chart);

// Of a line: the round number at which its scale ends, at or above all values and limits; the scale begins at 0.
double chart_top(const struct chart *chart);

// In words, each yours:
// A value of a line as it is printed: "78%", "9", "9.3".
char *chart_value_words(const struct chart *chart, double value);
// What stands in a table of figures: "4", "4 (33%)", "9.3 (14 audits)"; "" of what is not known.
char *chart_figure_words(const struct chart *chart, const struct chart_cell *cell);
// All that is known of a cell, one line: "October 2026: 7 of 9 audits (78%); mean 64%, limits 20% to 100%; above the
// upper limit, which is better". What the message line says of the point in focus.
char *chart_cell_words(const struct chart *chart, size_t row, size_t column);
// What rules (enum spc_rule) say, "above the upper limit (better); ..."; "" for none.
char *chart_rules_words(const struct chart *chart, unsigned rules);
// The same of its row and column alone: "Requires Improvement, October 2026". Of a line: the column.
char *chart_place_words(const struct chart *chart, size_t row, size_t column);
// Sentences that tell what the chart shows to who cannot see it: span, mean and limits of each stretch, what is
// unusual and when, that limits are provisional; of other kinds the greatest and the sums.
char *chart_summary(const struct chart *chart);
