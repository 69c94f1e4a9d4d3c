// SPDX-License-Identifier: MIT
// What a chart shows, in words: for the message line, for mails, for who cannot see it.
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/chart.h"
#include "core/measure.h"
#include "db/mem.h"

// Adds to a text, which it frees. Yours.
static char *more(char *text, char *part)
{
	char *longer = xasprintf("%s%s", text, part);

	free(text);
	free(part);
	return longer;
}

char *chart_value_words(const struct chart *chart, double value)
{
	if (chart->kind == CHART_P)
		return xasprintf("%d%%", (int)floor(100 * value + 0.5 + 1e-9));
	if (fabs(value - rint(value)) < 0.05)
		return xasprintf("%.0f", fabs(rint(value)));
	return xasprintf("%.1f", value);
}

char *chart_figure_words(const struct chart *chart, const struct chart_cell *cell)
{
	char words[40], *value, *text;

	if (!cell->known)
		return xstrdup("");
	if (!chart->mean_of)
		return xstrdup(share_words(cell->count, cell->of, words));
	value = mean_words(cell->count, cell->of);
	text = xasprintf("%s (%" PRId64 " %s)", value, cell->of, chart->mean_of);
	free(value);
	return text;
}

char *chart_place_words(const struct chart *chart, size_t row, size_t column)
{
	if (chart_is_line(chart))
		return xstrdup(chart->columns[column].name);
	return xasprintf("%s, %s", chart->rows[row].name, chart->columns[column].name);
}

static char *mean_whole_words(const struct chart *chart, const struct chart_cell *cell)
{
	char *mean = mean_words(cell->count, cell->of),
	     *text = xasprintf("%s %s, the mean of %" PRId64 " %s%s", mean, chart->unit,
		     cell->of, chart->mean_of, cell->of < CHART_FEW ? " (a small number)" : "");

	free(mean);
	return text;
}

static char *count_words(const struct chart *chart, const struct chart_cell *cell)
{
	if (!cell->known)
		return xstrdup("nothing");
	if (chart->mean_of)
		return mean_whole_words(chart, cell);
	if (chart->kind == CHART_XMR) {
		char *value = chart_value_words(chart, cell->value),
		     *text = xasprintf("%s %s", value, chart->unit);

		free(value);
		return text;
	}
	if (cell->of <= 0)
		return xasprintf("%" PRId64 " %s", cell->count, chart->unit);
	return xasprintf("%" PRId64 " of %" PRId64 " %s (%d%%%s)", cell->count, cell->of,
		chart->unit, share_percent(cell->count, cell->of),
		cell->of < CHART_FEW ? ", a small number" : "");
}

static char *limits_words(const struct chart *chart, const struct spc_point *point)
{
	char *mean = chart_value_words(chart, point->mean),
	     *low = chart_value_words(chart, point->low),
	     *high = chart_value_words(chart, point->high), *text;

	if (point->limited)
		text = xasprintf("mean %s, %slimits %s to %s", mean,
			point->provisional ? "provisional " : "", low, high);
	else
		text = xstrdup("too few points for limits");
	free(mean);
	free(low);
	free(high);
	return text;
}

// Which way a rule points.
static bool is_high(int rule)
{
	return rule % 2 == 0;
}

static const char *news(const struct chart *chart, int rule)
{
	if (chart->better == CHART_EITHER)
		return "";
	return is_high(rule) == (chart->better == CHART_HIGHER) ? " (better)" : " (worse)";
}

char *chart_rules_words(const struct chart *chart, unsigned rules)
{
	char *text = xstrdup("");

	for (int i = 0; i < SPC_RULES; i++)
		if (rules & 1u << i)
			text = more(text, xasprintf("%s%s%s", *text ? "; " : "",
						  spc_rule_words(i), news(chart, i)));
	return text;
}

static char *point_words(const struct chart *chart, size_t column)
{
	const struct spc_point *point = &chart->points[column];
	char *limits = limits_words(chart, point),
	     *rules = chart_rules_words(chart, point->rules),
	     *text = xasprintf("; %s%s%s", limits, *rules ? "; " : "", rules);

	if (chart->columns[column].step)
		text = more(text,
			xasprintf("; limits begin anew here: %s", chart->columns[column].step));
	free(limits);
	free(rules);
	return text;
}

// Parts of a column are shares of it, whether or not they were counted so.
static struct chart_cell cell_of(const struct chart *chart, size_t row, size_t column)
{
	struct chart_cell cell = *chart_cell(chart, row, column);

	if (chart->kind == CHART_STACKED && cell.of <= 0)
		cell.of = chart_column_sum(chart, column);
	return cell;
}

char *chart_cell_words(const struct chart *chart, size_t row, size_t column)
{
	const struct chart_cell cell = cell_of(chart, row, column);
	char *place = chart_place_words(chart, row, column), *count = count_words(chart, &cell),
	     *text = xasprintf("%s: %s", place, count);

	if (chart->points && chart->points[column].known)
		text = more(text, point_words(chart, column));
	free(place);
	free(count);
	return text;
}

// A stretch between steps, from the first month in which something was counted: before it nothing was there to count.
static char *stretch_words(const struct chart *chart, size_t first, size_t past)
{
	const struct spc_point *point = &chart->points[first];
	char *text, *mean = chart_value_words(chart, point->mean);

	while (point->used && !chart->points[first].known)
		first++;
	text = xasprintf("%s%s%s: ", chart->columns[first].name,
		first + 1 == past ? "" : " to ",
		first + 1 == past ? "" : chart->columns[past - 1].name);
	if (!point->used)
		text = more(text, xstrdup("nothing was counted. "));
	else if (!point->limited)
		text = more(text, xasprintf("%s, too few points for limits. ", mean));
	else if (chart->kind == CHART_P)
		text = more(text, xasprintf("mean %s, the limits of each month by its own "
					    "number. ",
					  mean));
	else
		text = more(text, more(limits_words(chart, point), xstrdup(". ")));
	if (point->limited && point->provisional)
		text = more(text, xasprintf("The limits are provisional: they rest on %zu "
					    "points, fewer than %d. ",
					  point->used, SPC_ENOUGH));
	free(mean);
	return text;
}

// The end of the columns that follow each other and to which a rule applies.
static size_t past_rule(const struct chart *chart, size_t first, int rule)
{
	while (first < chart->column_count && chart->points[first].rules & 1u << rule)
		first++;
	return first;
}

// The months to which a rule applies: "Above the upper limit: March 2025, June 2025 to August 2025. "
static char *rule_summary(const struct chart *chart, int rule)
{
	char *text = xstrdup(""), *sentence;

	for (size_t i = 0, past; i<chart->column_count; i = past> i ? past : i + 1) {
		past = past_rule(chart, i, rule);
		if (past > i)
			text = more(text,
				xasprintf("%s%s%s%s", *text ? ", " : "", chart->columns[i].name,
					past > i + 1 ? " to " : "",
					past > i + 1 ? chart->columns[past - 1].name : ""));
	}
	if (!*text)
		return text;
	sentence = xasprintf("%s%s: %s. ", spc_rule_words(rule), news(chart, rule), text);
	if (*sentence >= 'a' && *sentence <= 'z')
		*sentence -= 'a' - 'A';
	free(text);
	return sentence;
}

static char *line_summary(const struct chart *chart)
{
	char *text = xstrdup("");
	unsigned rules = 0;
	bool limited = false;

	for (size_t i = 0; i < chart->column_count; i = chart->points[i].past) {
		text = more(text, stretch_words(chart, i, chart->points[i].past));
		if (chart->columns[i].step)
			text = more(text, xasprintf("Limits begin anew there: %s. ",
						  chart->columns[i].step));
	}
	for (int i = 0; i < SPC_RULES; i++)
		text = more(text, rule_summary(chart, i));
	for (size_t i = 0; i < chart->column_count; i++) {
		rules |= chart->points[i].rules;
		limited |= chart->points[i].limited;
	}
	if (limited && !rules)
		text = more(text, xstrdup("Nothing in it is more than chance would explain. "));
	return text;
}

static char *share(const char *name, int64_t count, int64_t of)
{
	char words[40];

	return xasprintf("%s %s", name, share_words(count, of, words));
}

// "71 audits: Good 31 (44%), Requires Improvement 40 (56%). "
static char *sums_summary(const struct chart *chart)
{
	int64_t sum = chart_sum(chart);
	char *text = xasprintf("%" PRId64 " %s", sum, chart->unit);

	for (size_t i = 0; i < chart->row_count; i++) {
		text = more(text, xstrdup(i ? ", " : ": "));
		text = more(text, share(chart->rows[i].name, chart_row_sum(chart, i), sum));
	}
	return more(text, xstrdup(". "));
}

// Each row: "Assessment: Outstanding 2 (8%), Good 9 (38%). "
static char *rows_summary(const struct chart *chart)
{
	char *text = xstrdup("");

	for (size_t i = 0; i < chart->row_count; i++) {
		text = more(text, xasprintf("%s: ", chart->rows[i].name));
		for (size_t k = 0; k < chart->column_count; k++) {
			const struct chart_cell *cell = chart_cell(chart, i, k);

			text = more(text, xstrdup(k ? ", " : ""));
			text = more(text, share(chart->columns[k].name, cell->count, cell->of));
		}
		text = more(text, xstrdup(". "));
	}
	return text;
}

// Each row over all columns: "Assessment: 21 of 24 audits (88%). "
static char *calendar_summary(const struct chart *chart)
{
	char *text = xstrdup("");

	for (size_t i = 0; i < chart->row_count; i++) {
		struct chart_cell all = {.known = true, .count = chart_row_sum(chart, i)};

		for (size_t k = 0; k < chart->column_count; k++)
			all.of += chart_cell(chart, i, k)->of;
		text = more(text, xasprintf("%s: ", chart->rows[i].name));
		text = more(text, count_words(chart, &all));
		text = more(text, xstrdup(". "));
	}
	return text;
}

static char *matrix_summary(const struct chart *chart)
{
	int64_t sum = chart_sum(chart), same = 0, over = 0, under = 0;
	char *text = xasprintf("%" PRId64 " %s", sum, chart->unit);

	for (size_t i = 0; i < chart->row_count; i++) {
		for (size_t k = 0; k < chart->column_count; k++) {
			int64_t count = chart_cell(chart, i, k)->count;

			*(i == k ? &same : i < k ? &over : &under) += count;
		}
	}
	text = more(text, share(": the same grade", same, sum));
	text = more(text, share(", the auditor higher", over, sum));
	text = more(text, share(", lower", under, sum));
	return more(text, xstrdup(". "));
}

char *chart_summary(const struct chart *chart)
{
	static char *(*const kinds[])(const struct chart *chart) = {
		[CHART_STACKED] = sums_summary,
		[CHART_HEAT] = rows_summary,
		[CHART_XMR] = line_summary,
		[CHART_P] = line_summary,
		[CHART_MATRIX] = matrix_summary,
		[CHART_AGEING] = sums_summary,
		[CHART_CALENDAR] = calendar_summary,
	};
	char *text = kinds[chart->kind](chart);
	size_t length;

	text = more(text, xstrdup(chart->note));
	length = strlen(text);
	while (length && text[length - 1] == ' ')
		text[--length] = '\0';
	return text;
}
