// SPDX-License-Identifier: MIT
// The board's measures: reproduced from imported records, as whole percent with their counts.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/import.h"
#include "core/measure.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"
#include "test/table.h"

static const char header[] = "audit_ref,case_ref,team,auditor,auditor_post,allocated_on,due_on,"
			     "completed_on,VOICE,overall,moderator,moderated_on,mod_overall\n";

static const char *or_nothing(const char *text)
{
	return strcmp(text, "-") == 0 ? "" : text;
}

// One kind of audit of the table, several times; *number counts them, withdrawn ones are noted by theirs.
static void write_audits(FILE *csv, const char *words, int *number, bool *withdrawn)
{
	char due[16], completed[16], overall[8], moderated[8];
	int times;
	bool gone;

	assert_int_equal(sscanf(words, "%15[^:]:%15[^:]:%7[^:]:%7[^*]*%d", due, completed,
				 overall, moderated, &times),
		5);
	gone = moderated[strlen(moderated) - 1] == 'w';
	if (gone)
		moderated[strlen(moderated) - 1] = '\0';
	for (int i = 0; i < times; i++, ++*number) {
		bool judged = *or_nothing(moderated) != '\0';

		withdrawn[*number] = gone;
		fprintf(csv, "A%d,C%d,East,sian,team manager,2023-01-01,%s,%s,%s,%s,%s,%s,%s\n",
			*number, *number, due, or_nothing(completed), or_nothing(overall),
			or_nothing(overall), judged ? "Somebody" : "", judged ? completed : "",
			or_nothing(moderated));
	}
}

static void import_csv(struct base *base, const char *kind, const char *text)
{
	char *path = base_write(base, "in.csv", text);
	struct problems problems;
	struct import_count count;

	problem_init(&problems, path);
	if (import_file(base->session, kind, path, false, &problems, &count))
		fail_msg("%s", problems.count ? problems.messages[0] : error_message());
	problem_finish(&problems);
	free(path);
}

static void make(struct base *base, const char *audits)
{
	char *copy = xstrdup(audits), *save, *text = NULL, ref[16];
	bool withdrawn[400] = {false};
	size_t size;
	int number = 0;
	FILE *csv = open_memstream(&text, &size);

	fputs(header, csv);
	for (char *words = strtok_r(copy, " ", &save); words;
		words = strtok_r(NULL, " ", &save))
		write_audits(csv, words, &number, withdrawn);
	fclose(csv);
	import_csv(base, "audits", text);
	for (int i = 0; i < number; i++) {
		snprintf(ref, sizeof(ref), "A%d", i);
		if (withdrawn[i] &&
			audit_withdraw(base->session, ref, "Moved away", "A director"))
			fail_msg("%s", error_message());
	}
	free(copy);
	free(text);
}

static void read_period(const char *name, struct date_range *range)
{
	if (date_parse_month(name, range) && date_parse_quarter(name, range) &&
		date_parse_year(name, range))
		fail_msg("%s is no period", name);
}

static char *measured(const int64_t *counts, const struct measure *measure)
{
	int64_t count = counts[measure->numerator], of = counts[measure->denominator];
	char denominator[24] = "", percent[24] = "";

	if (measure->denominator != FIGURE_NONE)
		snprintf(denominator, sizeof(denominator), "%lld", (long long)of);
	if (measure->denominator != FIGURE_NONE && of)
		snprintf(percent, sizeof(percent), "%d", share_percent(count, of));
	return xasprintf(
		"%s=%lld/%s/%s", measure->code, (long long)count, denominator, percent);
}

// Whether one of the measures reads like that.
static bool holds(const int64_t *counts, const char *expected)
{
	bool found = false;

	for (const struct measure *measure = measures; measure->code && !found; measure++) {
		char *words = measured(counts, measure);

		found = strcmp(words, expected) == 0;
		free(words);
	}
	return found;
}

static void check(struct base *base, const struct table *table, size_t row)
{
	struct tally_filter filter = {.kind = AUDIT_MONTHLY};
	char *expected = xstrdup(table_cell(table, row, "expected")), *save;
	int64_t counts[FIGURE_COUNT];

	read_period(table_cell(table, row, "period"), &filter.range);
	assert_int_equal(figures_count(base->session, &filter, counts), 0);
	for (char *one = strtok_r(expected, ";", &save); one; one = strtok_r(NULL, ";", &save))
		if (!holds(counts, one))
			fail_msg("%s: not %s", table_cell(table, row, "name"), one);
	free(expected);
}

static void each_row_of_the_table_holds(void **state)
{
	struct table *table = table_read("measure.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		void *base = NULL;

		assert_int_equal(base_setup(&base), 0);
		base_user(base, "sian", ROLE_AUDITOR, "East");
		make(base, table_cell(table, row, "audits"));
		check(base, table, row);
		assert_int_equal(base_teardown(&base), 0);
	}
	table_destroy(table);
}

static int64_t outstanding(struct base *base, const char *month)
{
	struct tally_filter filter = {.kind = AUDIT_MONTHLY};
	int64_t counts[FIGURE_COUNT];

	read_period(month, &filter.range);
	assert_int_equal(figures_count(base->session, &filter, counts), 0);
	return counts[FIGURE_PRIORITY_OPEN];
}

// As the open actions stand at the end of the period.
static void priority_actions_are_outstanding_until_verified(void **state)
{
	struct base *base = *state;

	base_user(base, "sian", ROLE_AUDITOR, "East");
	make(base, "2023-07-31:2023-07-20:I:-*1 2023-07-31:2023-07-20:RI:-*1");
	import_csv(base, "actions",
		"audit_ref,action,due_on,priority,escalated,completed_on,verified_on,impact\n"
		"A0,See the child,2023-08-31,yes,yes,2023-09-01,2023-10-05,Safe\n"
		"A0,Read the file,2023-08-31,yes,yes,2023-09-01,,\n"
		"A0,Not escalated,2023-08-31,yes,no,,,\n"
		"A0,No priority,2023-08-31,no,yes,,,\n"
		"A1,Not Inadequate,2023-08-31,yes,yes,,,\n");
	assert_int_equal(outstanding(base, "2023-06"), 0);
	assert_int_equal(outstanding(base, "2023-07"), 2);
	assert_int_equal(outstanding(base, "2023-24-Q2"), 2);
	assert_int_equal(outstanding(base, "2023-10"), 1);
}

static void periods_have_names(void **state)
{
	char text[PERIOD_TEXT];
	struct date_range range;

	read_period("2026-10", &range);
	assert_string_equal(period_name(range, text), "2026-10");
	read_period("2023-24-Q2", &range);
	assert_string_equal(period_name(range, text), "2023-24-Q2");
	read_period("2023-24", &range);
	assert_string_equal(period_name(range, text), "2023-24");
	range.last--;
	assert_string_equal(period_name(range, text), "2023-04-01 to 2024-03-30");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_of_the_table_holds),
		cmocka_unit_test_setup_teardown(priority_actions_are_outstanding_until_verified,
			base_setup, base_teardown),
		cmocka_unit_test(periods_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
