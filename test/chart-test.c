// SPDX-License-Identifier: MIT
// Charts: the words for a point, what is drawn in characters at any size, and SVG that is well formed.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/chart-draw.h"
#include "core/chart-svg.h"
#include "core/grade.h"
#include "db/mem.h"

#define KINDS (CHART_CALENDAR + 1)

static void add_months(struct chart *chart, int months)
{
	static const char *const names[] = {"January", "February", "March", "April", "May",
		"June", "July", "August", "September", "October", "November", "December"};

	for (int i = 0; i < months; i++) {
		char *name = xasprintf("%s %d", names[i % 12], 2021 + i / 12),
		     *brief = xasprintf("%.3s %d", names[i % 12], 21 + i / 12);

		chart_add_column(chart, name, brief);
		free(name);
		free(brief);
	}
}

static void add_grades(struct chart *chart, bool columns)
{
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		const char *name = grade_name((enum grade)grade),
			   *brief = grade_short((enum grade)grade);

		if (columns) {
			chart_add_column(chart, name, brief);
			chart->columns[grade - 1].grade = grade;
		} else {
			chart_add_row(chart, name, brief, grade);
		}
	}
}

static void add_rows(struct chart *chart, enum chart_kind kind)
{
	if (kind == CHART_STACKED || kind == CHART_MATRIX) {
		add_grades(chart, false);
		return;
	}
	chart_add_row(chart, "Voice of the child <&>", "VOICE", 0);
	for (int i = 1; i < 7 && kind != CHART_XMR && kind != CHART_P; i++)
		chart_add_row(chart, "Siân's team", "S", 0);
}

// Of any kind, filled so that each cell differs; one month is a gap.
static struct chart *make(enum chart_kind kind, int months)
{
	struct chart *chart = chart_create(kind, "code", "A title & <more>", "audits");

	add_rows(chart, kind);
	if (kind == CHART_HEAT || kind == CHART_MATRIX)
		add_grades(chart, true);
	else if (kind == CHART_AGEING)
		chart_add_column(chart, "priority", "priority"),
			chart_add_column(chart, "others", "others");
	else
		add_months(chart, months);
	chart_lay(chart);
	for (size_t row = 0; row < chart->row_count; row++)
		for (size_t i = 0; i < chart->column_count; i++)
			if (i != 5)
				chart_count(chart, row, i, (int64_t)(i * 7 + row * 5) % 11, 12);
	if (chart->column_count > 20)
		chart_step(chart, 14, "a new template & \"more\"");
	chart_finish(chart);
	return chart;
}

// Fourteen months, of which nothing was counted before the first and in the last.
static struct chart *make_shares_from(size_t first)
{
	struct chart *chart = chart_create(CHART_P, "in_time", "Completed in time", "audits");

	chart_add_row(chart, "Completed in time", "", 0);
	add_months(chart, 14);
	chart_lay(chart);
	for (size_t i = first; i < 13; i++)
		chart_count(chart, 0, i, i == 9 ? 20 : 9 + (int64_t)(i % 3), 20);
	chart->better = CHART_HIGHER;
	chart_finish(chart);
	return chart;
}

static struct chart *make_shares(void)
{
	return make_shares_from(0);
}

static void expect_words(const struct chart *chart, size_t column, const char *wanted)
{
	char *words = chart_cell_words(chart, 0, column);

	assert_string_equal(words, wanted);
	free(words);
}

static struct chart *make_means(void)
{
	static const int64_t days[][2] = {{140, 14}, {0, 0}, {31, 3}, {0, 2}, {187, 20}};
	struct chart *chart = chart_create(CHART_XMR, "days", "Days to submission", "days");

	chart->mean_of = xstrdup("audits");
	chart->better = CHART_LOWER;
	chart_add_row(chart, "Days to submission", "", 0);
	add_months(chart, 5);
	chart_lay(chart);
	for (size_t i = 0; i < 5; i++) // as two teams have them
		for (int part = 0; part < 2; part++)
			chart_mean(chart, i, part ? days[i][0] : 0, part ? 0 : days[i][1]);
	chart_finish(chart);
	return chart;
}

static void expect_figure(const struct chart *chart, size_t column, const char *wanted)
{
	char *words = chart_figure_words(chart, chart_cell(chart, 0, column));

	assert_string_equal(words, wanted);
	free(words);
}

static void a_mean_stands_with_what_it_is_of(void **state)
{
	struct chart *chart = make_means();

	assert_true(chart->points[0].value == 10 && !chart->points[1].known);
	assert_true(chart->points[3].known && chart->points[3].value == 0);
	expect_words(chart, 0,
		"January 2021: 10.0 days, the mean of 14 audits; mean 7.4, provisional limits "
		"0 "
		"to 25.2");
	expect_words(chart, 1, "February 2021: nothing");
	expect_words(chart, 2,
		"March 2021: 10.3 days, the mean of 3 audits (a small number); mean 7.4, "
		"provisional limits 0 to 25.2");
	expect_figure(chart, 0, "10.0 (14 audits)");
	expect_figure(chart, 1, "");
	expect_figure(chart, 4, "9.4 (20 audits)"); // 9.35
	chart_destroy(chart);
}

static void a_point_is_told_in_words(void **state)
{
	struct chart *chart = make_shares();

	expect_words(
		chart, 0, "January 2021: 9 of 20 audits (45%); mean 54%, limits 20% to 87%");
	expect_words(chart, 9,
		"October 2021: 20 of 20 audits (100%); mean 54%, limits 20% to 87%; above the "
		"upper limit (better)");
	expect_words(chart, 13, "February 2022: nothing");
	chart_step(chart, 8, "a new template");
	chart_finish(chart);
	expect_words(chart, 8,
		"September 2021: 11 of 20 audits (55%); mean 61%, provisional limits 28% to "
		"94%; limits begin anew here: a new template");
	chart_destroy(chart);
}

static void the_summary_tells_what_is_seen(void **state)
{
	static const char *const parts[] = {
		"January 2021 to February 2022: mean 54%",
		"Above the upper limit (better): October 2021.",
	};
	struct chart *chart = make_shares();
	char *summary = chart_summary(chart);

	for (size_t i = 0; i < LENGTH(parts); i++)
		if (!strstr(summary, parts[i]))
			fail_msg("no '%s' in '%s'", parts[i], summary);
	assert_null(strstr(summary, "provisional"));
	free(summary);
	chart_destroy(chart);
}

static void months_before_the_first_audit_are_no_part_of_it(void **state)
{
	struct chart *chart = make_shares_from(2);
	char *summary = chart_summary(chart);

	assert_non_null(strstr(summary, "March 2021 to February 2022: mean "));
	free(summary);
	chart_destroy(chart);
}

static void check_canvas(const struct chart *chart, int rows, int cols, bool ascii)
{
	for (size_t row = 0; row < chart->row_count; row++) {
		for (size_t column = 0; column < chart->column_count; column++) {
			struct chart_canvas canvas;

			chart_canvas_init(&canvas, rows, cols, ascii);
			canvas.cursor_row = canvas.cursor_col = -1;
			chart_draw(&canvas, chart, row, column);
			assert_in_range(canvas.cursor_row, 0, rows - 1);
			assert_in_range(canvas.cursor_col, 0, cols - 1);
			chart_canvas_finish(&canvas);
		}
	}
}

static void the_cursor_stands_on_what_is_in_focus(void **state)
{
	static const int sizes[][2] = {{8, 30}, {12, 60}, {18, 80}, {44, 200}};

	for (int kind = 0; kind < KINDS; kind++) {
		struct chart *chart = make((enum chart_kind)kind, 60);

		for (size_t i = 0; i < LENGTH(sizes); i++)
			check_canvas(chart, sizes[i][0], sizes[i][1], i % 2);
		chart_destroy(chart);
	}
}

static char *printed(const struct chart *chart, int rows, int cols, bool ascii)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);

	chart_print(to, chart, rows, cols, ascii);
	fclose(to);
	return text;
}

static void ascii_draws_nothing_else(void **state)
{
	for (int kind = 0; kind < KINDS; kind++) {
		struct chart *chart = make((enum chart_kind)kind, 30);
		char *text;

		for (size_t i = 0; i < chart->row_count; i++)
			xreplace(&chart->rows[i].name, "Plain");
		text = printed(chart, 16, 76, true);
		for (const char *at = text; *at; at++)
			if ((unsigned char)*at > 126)
				fail_msg("not ASCII in: %s", text);
		free(text);
		text = printed(chart, 16, 76, false);
		if (getenv("CHART_SHOW"))
			print_message("%s\n", text);
		free(text);
		chart_destroy(chart);
	}
}

struct tags {
	char *open[32];
	int depth;
};

static void check_tag(struct tags *tags, const char *tag, size_t length)
{
	assert_null(memchr(tag, '<', length));
	if (tag[0] == '/') {
		assert_true(tags->depth-- > 0);
		assert_memory_equal(
			tags->open[tags->depth], tag + 1, strlen(tags->open[tags->depth]));
		free(tags->open[tags->depth]);
	} else if (tag[length - 1] != '/') {
		assert_true(tags->depth < 32);
		tags->open[tags->depth++] = xstrndup(tag, strcspn(tag, " />"));
	}
}

// Tags that open and close in order, and no figure that is none.
static void check_well_formed(const char *text)
{
	struct tags tags = {0};
	size_t at = strcspn(text, "<");

	while (text[at]) {
		size_t length = strcspn(text + at, ">");

		assert_true(text[at + length] == '>');
		check_tag(&tags, text + at + 1, length - 1);
		at += length;
		at += strcspn(text + at, "<");
	}
	assert_int_equal(tags.depth, 0);
	assert_null(strstr(text, "nan"));
	assert_null(strstr(text, "inf"));
}

static char *drawn(const struct chart *chart)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);
	struct html html = {.to = to};

	chart_svg(&html, chart, "c1");
	fclose(to);
	return text;
}

static void svg_is_well_formed(void **state)
{
	static const int months[] = {0, 1, 24, 60};

	for (int kind = 0; kind < KINDS; kind++) {
		for (size_t i = 0; i < LENGTH(months); i++) {
			struct chart *chart = make((enum chart_kind)kind, months[i]);
			char *text = drawn(chart);

			check_well_formed(text);
			assert_non_null(strstr(text, "role=\"img\" aria-labelledby=\"c1-t\" "
						     "aria-describedby=\"c1-d\""));
			assert_non_null(strstr(
				text, "<title id=\"c1-t\">A title &amp; &lt;more&gt;</title>"));
			assert_non_null(strstr(text, "<desc id=\"c1-d\">"));
			assert_null(strstr(text, "style="));
			assert_null(strstr(text, "http"));
			free(text);
			chart_destroy(chart);
		}
	}
}

// A chart with nothing in it, and one whose points are all the same.
static void the_empty_are_drawn(void **state)
{
	for (int kind = 0; kind < KINDS; kind++) {
		struct chart *chart = make((enum chart_kind)kind, 0);
		char *text = printed(chart, 10, 60, false);

		free(text);
		for (size_t i = 0; chart->cells && i < chart->row_count * chart->column_count;
			i++)
			chart->cells[i] = (struct chart_cell){0};
		text = printed(chart, 10, 60, false);
		free(text);
		chart_destroy(chart);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_point_is_told_in_words),
		cmocka_unit_test(a_mean_stands_with_what_it_is_of),
		cmocka_unit_test(the_summary_tells_what_is_seen),
		cmocka_unit_test(months_before_the_first_audit_are_no_part_of_it),
		cmocka_unit_test(the_cursor_stands_on_what_is_in_focus),
		cmocka_unit_test(ascii_draws_nothing_else),
		cmocka_unit_test(svg_is_well_formed),
		cmocka_unit_test(the_empty_are_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
