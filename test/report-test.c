// SPDX-License-Identifier: MIT
// The report: its numbers are those of the records behind it, counted by a plain loop.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/chart.h"
#include "core/measure.h"
#include "core/report.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/fixture.h"
#include "test/older.h"
#include "test/world.h"

static const struct report_section *section_of(const struct report *report, const char *code)
{
	for (size_t i = 0; i < report->count; i++)
		if (strcmp(report->sections[i].code, code) == 0)
			return &report->sections[i];
	fail_msg("there is no section %s", code);
	return NULL;
}

// The cell of a row by its name and a column, of the first table of a section that has both; an empty one where none has.
static const struct report_cell *cell_of(
	const struct report *report, const char *code, const char *row, const char *column)
{
	static const struct report_cell nothing;
	const struct report_section *section = section_of(report, code);

	for (size_t i = 0; i < section->count; i++) {
		const struct report_table *table = &section->parts[i].table;

		for (size_t r = 0; r < table->rows; r++)
			for (size_t c = 0; c < table->column_count; c++)
				if (strcmp(table->columns[c].name, column) == 0 &&
					strcmp(table->cells[r * table->column_count].text,
						row) == 0)
					return &table->cells[r * table->column_count + c];
	}
	return &nothing;
}

// As QA: who is to moderate something blind is told fewer grades.
static struct session *demo_open(const struct fixture *fixture)
{
	struct session *session = session_open(&(struct session_options){
		.db = fixture->database, .as = "lharris", .today = "2026-11-16"});

	if (!session)
		fail_msg("%s", error_message());
	return session;
}

static int64_t looked(const char *path, const char *sql)
{
	char *text = older_look(path, sql);
	int64_t number = strtoll(text, NULL, 10);

	free(text);
	return number;
}

// September 2026 of the demo database.
static const struct {
	const char *section, *row, *column, *sql;
} rows[] = {
	{"compliance", "The whole council", "Allocated",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND due_on "
		"LIKE "
		"'2026-09-%'"},
	{"compliance", "The whole council", "Completed",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND due_on "
		"LIKE "
		"'2026-09-%' AND completed_on IS NOT NULL"},
	{"compliance", "The whole council", "Late",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND due_on "
		"LIKE "
		"'2026-09-%' AND completed_on > due_on"},
	{"compliance", "The whole council", "Exempt",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state = 6 AND due_on "
		"LIKE "
		"'2026-09-%'"},
	{"compliance", "The whole council", "Missing",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <= 2 AND due_on "
		"LIKE "
		"'2026-09-%'"},
	{"compliance", "Assessment", "Allocated",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND due_on "
		"LIKE "
		"'2026-09-%' AND service_id = (SELECT id FROM service WHERE name = "
		"'Assessment')"},
	{"grades", "Overall", "Inadequate",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND "
		"completed_on "
		"LIKE '2026-09-%' AND final_overall = 4"},
	{"grades", "Overall", "Graded",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND "
		"completed_on "
		"LIKE '2026-09-%' AND final_overall > 0"},
	{"trajectory", "2026-08", "Good",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND "
		"completed_on "
		"LIKE '2026-08-%' AND final_overall = 2"},
	{"feedback", "Child", "Obtained",
		"SELECT count(*) FROM feedback f JOIN audit a ON a.id = f.audit_id "
		"WHERE "
		"a.kind = 1 AND a.state <> 6 AND a.completed_on LIKE '2026-09-%' AND "
		"f.source = 0 AND f.obtained = 1"},
	{"actions", "The whole council", "Raised",
		"SELECT count(*) FROM action x JOIN audit a ON a.id = x.audit_id WHERE "
		"a.kind = 1 AND a.state <> 6 AND a.completed_on IS NOT NULL AND "
		"x.created_on LIKE '2026-09-%'"},
	{"actions", "The whole council", "Open at the end",
		"SELECT count(*) FROM action x JOIN audit a ON a.id = x.audit_id WHERE "
		"a.kind = 1 AND a.state <> 6 AND a.completed_on IS NOT NULL AND "
		"x.created_on <= '2026-09-30' AND (x.verified_on IS NULL OR "
		"x.verified_on "
		"> '2026-09-30')"},
	{"actions", "The whole council", "Of these overdue",
		"SELECT count(*) FROM action x JOIN audit a ON a.id = x.audit_id WHERE "
		"a.kind = 1 AND a.state <> 6 AND a.completed_on IS NOT NULL AND "
		"x.due_on <= "
		"'2026-09-30' AND (x.verified_on IS NULL OR x.verified_on > "
		"'2026-09-30')"},
};

static void the_numbers_are_those_of_the_records(void **state)
{
	const struct fixture *fixture = *state;
	struct session *session;
	struct report_wish wish = {0};
	struct report report;

	fixture_demo(fixture);
	session = demo_open(fixture);
	assert_int_equal(date_parse_month("2026-09", &wish.range), 0);
	assert_done(report_make(session, &wish, &report));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		int64_t expected = looked(fixture->database, rows[i].sql),
			got = cell_of(&report, rows[i].section, rows[i].row, rows[i].column)
				      ->count;

		if (got != expected)
			fail_msg("%s of %s: %lld, the records say %lld", rows[i].column,
				rows[i].row, (long long)got, (long long)expected);
	}
	report_finish(&report);
	session_close(session);
}

// The same by months that are not whole, which are counted from the audits.
static void parts_of_months_give_the_same(void **state)
{
	const struct fixture *fixture = *state;
	struct report_wish wish = {0};
	struct report whole, first, second;
	struct session *session;
	int64_t sum;

	fixture_demo(fixture);
	session = demo_open(fixture);
	assert_int_equal(date_parse_month("2026-09", &wish.range), 0);
	assert_done(report_make(session, &wish, &whole));
	wish.range.last = wish.range.first + 20;
	assert_done(report_make(session, &wish, &first));
	wish.range = (struct date_range){wish.range.last + 1, date_from(2026, 9, 30)};
	assert_done(report_make(session, &wish, &second));
	sum = cell_of(&first, "grades", "Overall", "Graded")->count +
	      cell_of(&second, "grades", "Overall", "Graded")->count;
	assert_true(sum > 0);
	assert_int_equal(sum, cell_of(&whole, "grades", "Overall", "Graded")->count);
	assert_int_equal(
		cell_of(&second, "actions", "The whole council", "Of these overdue")->count,
		cell_of(&whole, "actions", "The whole council", "Of these overdue")->count);
	report_finish(&whole);
	report_finish(&first);
	report_finish(&second);
	session_close(session);
}

static const struct chart *chart_of(
	const struct report *report, const char *section, const char *code)
{
	const struct report_section *found = section_of(report, section);

	for (size_t i = 0; i < found->count; i++)
		if (found->parts[i].chart && strcmp(found->parts[i].chart->code, code) == 0)
			return found->parts[i].chart;
	fail_msg("there is no chart %s in %s", code, section);
	return NULL;
}

// What charts show in the report of September 2026: rows and columns by name.
static const struct {
	const char *section, *chart, *row, *column, *sql;
} charts[] = {
	{"compliance", "in_time", "Audits completed in time", "September 2026",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND due_on LIKE "
		"'2026-09-%' AND completed_on <= due_on"},
	{"compliance", "completed", "Audits completed", "September 2025",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND completed_on "
		"LIKE '2025-09-%'"},
	{"compliance", "calendar", "Assessment", "June 2026",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND due_on LIKE "
		"'2026-06-%' AND completed_on <= due_on AND service_id = (SELECT id FROM "
		"service WHERE name = 'Assessment')"},
	{"trajectory", "grades", "Good", "March 2026",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND completed_on "
		"LIKE '2026-03-%' AND final_overall = 2"},
	{"grades", "domains", "Overall", "Requires Improvement",
		"SELECT count(*) FROM audit WHERE kind = 1 AND state <> 6 AND completed_on "
		"LIKE '2026-09-%' AND final_overall = 3"},
	{"actions", "ages", "Due in the last month", "open actions",
		"SELECT count(*) FROM action x JOIN audit a ON a.id = x.audit_id WHERE a.kind "
		"= 1 AND a.state <> 6 AND a.completed_on IS NOT NULL AND x.due_on LIKE "
		"'2026-09-%' AND (x.verified_on IS NULL OR x.verified_on > '2026-09-30')"},
	{"actions", "ages", "Due 3 to 5 months before", "open actions",
		"SELECT count(*) FROM action x JOIN audit a ON a.id = x.audit_id WHERE a.kind "
		"= 1 AND a.state <> 6 AND a.completed_on IS NOT NULL AND x.due_on BETWEEN "
		"'2026-04-01' AND '2026-06-30' AND (x.verified_on IS NULL OR x.verified_on > "
		"'2026-09-30')"},
};

static size_t line_of(const struct chart_line *lines, size_t count, const char *name)
{
	size_t at = 0;

	while (at < count && strcmp(lines[at].name, name) != 0)
		at++;
	if (at == count)
		fail_msg("the chart has no %s", name);
	return at;
}

static void the_charts_show_the_records(void **state)
{
	const struct fixture *fixture = *state;
	struct session *session;
	struct report_wish wish = {0};
	struct report report;

	fixture_demo(fixture);
	session = demo_open(fixture);
	assert_int_equal(date_parse_month("2026-09", &wish.range), 0);
	assert_done(report_make(session, &wish, &report));
	for (size_t i = 0; i < LENGTH(charts); i++) {
		const struct chart *chart =
			chart_of(&report, charts[i].section, charts[i].chart);
		int64_t expected = looked(fixture->database, charts[i].sql),
			got = chart_cell(chart,
				line_of(chart->rows, chart->row_count, charts[i].row),
				line_of(chart->columns, chart->column_count, charts[i].column))
				      ->count;

		if (got != expected || !expected)
			fail_msg("%s, %s of %s: %lld, the records say %lld", charts[i].chart,
				charts[i].column, charts[i].row, (long long)got,
				(long long)expected);
	}
	report_finish(&report);
	session_close(session);
}

static int stop_at(int percent, void *context)
{
	return percent < *(int *)context ? 0 : fail(ERROR_STOPPED, "stopped");
}

static void a_report_that_is_stopped_leaves_nothing(void **state)
{
	struct world *world = *state;
	int at[] = {0, 35, 70, 85};
	struct report_wish wish = {.progress = stop_at};
	struct report report;
	char *before;

	world_as(world, "quinn");
	assert_int_equal(date_parse_month("2026-10", &wish.range), 0);
	before = world_look(world, "SELECT count(*) FROM trail");
	for (size_t i = 0; i < LENGTH(at); i++) {
		wish.context = &at[i];
		assert_refused(report_make(world->session, &wish, &report), ERROR_STOPPED);
	}
	world_expect(world, "SELECT count(*) FROM trail", before);
	free(before);
}

static void a_period_without_audits_has_no_percentages(void **state)
{
	struct world *world = *state;
	struct report_wish wish = {0};
	struct report report;
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	world_as(world, "quinn");
	assert_int_equal(date_parse_quarter("2020-21-Q1", &wish.range), 0);
	assert_done(report_make(world->session, &wish, &report));
	report_text(&report, to);
	fclose(to);
	*strstr(text, "- The plan") = '\0';
	assert_null(strstr(text, "%)"));
	text[strlen(text)] = '-';
	assert_non_null(strstr(text, "No audit was completed in this period."));
	report_finish(&report);
	free(text);
}

static char *text_of(struct session *session, bool narratives)
{
	struct report_wish wish = {.narratives = narratives};
	struct report report;
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_int_equal(date_parse_month("2026-09", &wish.range), 0);
	assert_done(report_make(session, &wish, &report));
	report_text(&report, to);
	fclose(to);
	report_finish(&report);
	return text;
}

// And neither case nor worker is named where it is.
static void what_people_wrote_is_told_only_when_asked_for(void **state)
{
	const struct fixture *fixture = *state;
	struct session *session;
	char *plain, *asked;

	fixture_demo(fixture);
	session = demo_open(fixture);
	plain = text_of(session, false);
	asked = text_of(session, true);
	assert_null(strstr(plain, "why not:"));
	assert_null(strstr(plain, "keep it confidential"));
	assert_non_null(strstr(asked, "why not:"));
	assert_non_null(strstr(asked, "keep it confidential"));
	assert_null(strstr(asked, "CF-"));
	free(plain);
	free(asked);
	session_close(session);
}

// What people get in each format.
static char *written(const struct fixture *fixture, const char *period, const char *format)
{
	struct outcome outcome = fixture_run(fixture, "--as", "lharris", "--today",
		"2026-11-16", "report", "--month", period, "--format", format, NULL);
	char *text = xstrdup(outcome.out);

	assert_int_equal(outcome.code, 0);
	outcome_finish(&outcome);
	return text;
}

// The tracker is of today: a report says of which day its open actions are, a running period's of today.
static void the_day_of_what_is_open_is_told_in_each_format(void **state)
{
	static const struct {
		const char *period, *format, *words;
	} told[] = {
		{"2026-10", "text", "Actions, as at 31 Oct 2026\n"},
		{"2026-10", "text", "Open and overdue: as at 31 Oct 2026,"},
		{"2026-10", "text", "Closing the loop, as at 16 Nov 2026\n"},
		{"2026-10", "text", "Outstanding actions: as at 31 Oct 2026,"},
		{"2026-10", "html", ">Actions, as at 31 Oct 2026</h2>"},
		{"2026-10", "html", ">Actions, as at 31 Oct 2026</a>"},
		{"2026-10", "csv", ",Actions,,,,\"Open and overdue: as at 31 Oct 2026,"},
		{"2026-11", "text", "Actions, as at 16 Nov 2026\n"},
	};
	const struct fixture *fixture = *state;

	fixture_demo(fixture);
	for (size_t i = 0; i < LENGTH(told); i++) {
		char *text = written(fixture, told[i].period, told[i].format);

		if (!strstr(text, told[i].words))
			fail_msg("%s as %s does not say: %s", told[i].period, told[i].format,
				told[i].words);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_numbers_are_those_of_the_records, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			the_charts_show_the_records, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			parts_of_months_give_the_same, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(what_people_wrote_is_told_only_when_asked_for,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(the_day_of_what_is_open_is_told_in_each_format,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			a_report_that_is_stopped_leaves_nothing, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(a_period_without_audits_has_no_percentages,
			world_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
