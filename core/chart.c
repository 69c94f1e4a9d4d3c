// SPDX-License-Identifier: MIT
// A chart as data: rows, columns, cells, and the points of a line with their limits.
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "core/chart.h"
#include "db/mem.h"

struct chart *chart_create(
	enum chart_kind kind, const char *code, const char *title, const char *unit)
{
	struct chart *chart = xcalloc(1, sizeof(*chart));

	chart->kind = kind;
	chart->code = xstrdup(code);
	chart->title = xstrdup(title);
	chart->unit = xstrdup(unit);
	chart->note = xstrdup("");
	return chart;
}

static void lines_destroy(struct chart_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(lines[i].name);
		free(lines[i].brief);
		free(lines[i].step);
	}
	free(lines);
}

void chart_destroy(struct chart *chart)
{
	if (!chart)
		return;
	lines_destroy(chart->rows, chart->row_count);
	lines_destroy(chart->columns, chart->column_count);
	free(chart->code);
	free(chart->title);
	free(chart->unit);
	free(chart->mean_of);
	free(chart->note);
	free(chart->cells);
	free(chart->points);
	free(chart);
}

void chart_add_row(struct chart *chart, const char *name, const char *brief, int grade)
{
	assert(!chart->cells);
	chart->rows =
		xgrow(chart->rows, chart->row_count, &chart->row_room, sizeof(*chart->rows));
	chart->rows[chart->row_count++] =
		(struct chart_line){xstrdup(name), xstrdup(brief), NULL, grade};
}

void chart_add_column(struct chart *chart, const char *name, const char *brief)
{
	assert(!chart->cells);
	chart->columns = xgrow(chart->columns, chart->column_count, &chart->column_room,
		sizeof(*chart->columns));
	chart->columns[chart->column_count++] =
		(struct chart_line){xstrdup(name), xstrdup(brief), NULL, 0};
}

void chart_lay(struct chart *chart)
{
	chart->cells =
		xcalloc(chart->row_count * chart->column_count + 1, sizeof(*chart->cells));
}

struct chart_cell *chart_cell(const struct chart *chart, size_t row, size_t column)
{
	assert(chart->cells && row < chart->row_count && column < chart->column_count);
	return &chart->cells[row * chart->column_count + column];
}

void chart_count(struct chart *chart, size_t row, size_t column, int64_t count, int64_t of)
{
	struct chart_cell *cell = chart_cell(chart, row, column);

	cell->known = true;
	cell->count += count;
	cell->of += of;
	cell->value += (double)count;
}

void chart_mean(struct chart *chart, size_t column, int64_t sum, int64_t of)
{
	struct chart_cell *cell = chart_cell(chart, 0, column);

	cell->count += sum;
	cell->of += of;
	cell->known = cell->of > 0;
	cell->value = cell->known ? (double)cell->count / (double)cell->of : 0;
}

void chart_step(struct chart *chart, size_t column, const char *why)
{
	xreplace(&chart->columns[column].step, why);
}

bool chart_is_line(const struct chart *chart)
{
	return chart->kind == CHART_XMR || chart->kind == CHART_P;
}

static struct spc_point point_of(const struct chart *chart, size_t column)
{
	const struct chart_cell *cell = chart_cell(chart, 0, column);
	struct spc_point point = {
		.known = cell->known,
		.step = chart->columns[column].step != NULL,
		.value = cell->value,
		.count = cell->count,
		.of = cell->of,
	};

	return point;
}

void chart_finish(struct chart *chart)
{
	if (!chart_is_line(chart))
		return;
	free(chart->points);
	chart->points = xcalloc(chart->column_count + 1, sizeof(*chart->points));
	for (size_t i = 0; i < chart->column_count; i++)
		chart->points[i] = point_of(chart, i);
	if (chart->kind == CHART_P)
		spc_p(chart->points, chart->column_count);
	else
		spc_xmr(chart->points, chart->column_count, true, 0);
}

int64_t chart_row_sum(const struct chart *chart, size_t row)
{
	int64_t sum = 0;

	for (size_t i = 0; i < chart->column_count; i++)
		sum += chart_cell(chart, row, i)->count;
	return sum;
}

int64_t chart_column_sum(const struct chart *chart, size_t column)
{
	int64_t sum = 0;

	for (size_t i = 0; i < chart->row_count; i++)
		sum += chart_cell(chart, i, column)->count;
	return sum;
}

int64_t chart_sum(const struct chart *chart)
{
	int64_t sum = 0;

	for (size_t i = 0; i < chart->row_count; i++)
		sum += chart_row_sum(chart, i);
	return sum;
}

// Four equal steps of whole numbers that are easy to read: 1 to 5, else multiples of 5, of 50 ...
static double round_up(double most)
{
	double step = most / 4, unit = step <= 5 ? 1 : 5;

	while (step > 10 * unit)
		unit *= 10;
	return 4 * unit * fmax(1, ceil(step / unit - 1e-9));
}

double chart_top(const struct chart *chart)
{
	double most = 0;

	if (chart->kind == CHART_P)
		return 1;
	for (size_t i = 0; i < chart->column_count; i++)
		most = fmax(most, fmax(chart->points[i].high, chart->points[i].value));
	return round_up(most);
}
