// SPDX-License-Identifier: MIT
// What stands behind the numbers of a report: the list that a number opens holds as many audits as it says.
#include "test/test.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/behind.h"
#include "core/charts.h"
#include "core/report.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"
#include "test/fixture.h"
#include "test/world.h"
#include "tui/audits-private.h"

#define PAGE 7 // small, so that lists are of several pages

static struct session *demo_open(const struct fixture *fixture, const char *login)
{
	struct session *session = session_open(&(struct session_options){
		.db = fixture->database, .as = login, .today = "2026-11-16"});

	if (!session)
		fail_msg("%s", error_message());
	return session;
}

// How many audits the list shows, walked page by page.
static int64_t listed(struct session *session, const struct audit_filter *filter, bool back)
{
	struct audit_row rows[PAGE], last = {0};
	int64_t count = 0;
	int got = PAGE;

	while (got == PAGE) {
		got = audit_page(session, filter, last.ref ? &last : NULL, back, rows, PAGE);
		assert_true(got >= 0);
		count += got;
		audit_row_finish(&last);
		for (int i = 0; i + 1 < got; i++)
			audit_row_finish(&rows[i]);
		if (got)
			last = rows[got - 1];
		else
			last = (struct audit_row){0};
	}
	audit_row_finish(&last);
	return count;
}

// How many actions or steps the list behind shows, likewise.
static int64_t listed_behind(
	struct session *session, const struct behind_filter *filter, bool back)
{
	struct behind_row rows[PAGE];
	int64_t count = 0, from = 0;
	int got = PAGE;

	while (got == PAGE) {
		got = behind_page(session, filter, from, back, rows, PAGE);
		assert_true(got >= 0);
		count += got;
		for (int i = 0; i < got; i++) {
			from = rows[i].id;
			behind_row_finish(&rows[i]);
		}
	}
	return count;
}

static void count_behind(
	struct session *session, const char *wish, int64_t *count, int64_t *back)
{
	struct behind_filter filter;

	assert_done(behind_parse(session, wish, &filter));
	*count = listed_behind(session, &filter, false);
	*back = listed_behind(session, &filter, true);
}

static void count_audits(
	struct session *session, const char *wish, int64_t *count, int64_t *back)
{
	struct audits audits = {0};

	wish_parse(&audits.wish, wish);
	assert_done(wish_resolve(session, &audits));
	*count = listed(session, &audits.filter, false);
	*back = listed(session, &audits.filter, true);
	wish_finish(&audits.wish);
}

// The cell of a table, or nothing where it leads nowhere; *wrong counts those whose list has another length.
static int drill(struct session *session, const struct report_cell *cell, int *wrong)
{
	int64_t count, back;

	if (!cell->wish && !cell->why && cell->kind != CELL_TEXT && cell->kind != CELL_EMPTY) {
		fprintf(stderr, "# nothing behind %lld\n", (long long)cell->count);
		++*wrong;
	}
	if (!cell->wish || report_cell_audit(cell))
		return 0;
	if (report_cell_behind(cell))
		count_behind(session, cell->wish, &count, &back);
	else
		count_audits(session, cell->wish, &count, &back);
	if ((cell->kind != CELL_TEXT && count != report_cell_counts(cell)) || back != count) {
		fprintf(stderr, "# %lld, listed %lld, backwards %lld: %s\n",
			(long long)cell->count, (long long)count, (long long)back, cell->wish);
		++*wrong;
	}
	return 1;
}

// Words with figures that nothing stands behind, and why.
static const struct {
	const char *begin, *why;
} plain[] = {
	{"Compared with ", "the period before, by its name"},
	{"The plan asks for at least 80%", "the council's target"},
	{"One of the two periods has fewer than 12 ", "what counts as few"},
	{"n under 20", "what counts as few, and as one-sided"},
	{"one grade holds over 80%", "what counts as one-sided"},
};

// How long the date is with which words begin, as "31 Oct 2026"; 0: none.
static size_t date_at(const char *words)
{
	int day, year, length = 0;
	char month[4];

	return sscanf(words, "%2d %3[A-Za-z] %4d%n", &day, month, &year, &length) == 3
		       ? (size_t)length
		       : 0;
}

// The figures of a part's words are numbers that lead somewhere, or are told above why they do not.
static void look_for_plain(const struct report_part *part, int *wrong)
{
	size_t number = 0;

	for (size_t i = 0; i < LENGTH(plain); i++)
		if (strncmp(part->words, plain[i].begin, strlen(plain[i].begin)) == 0)
			return;
	for (size_t at = 0; part->words[at]; at++) {
		if (number < part->number_count && at == part->numbers[number].at) {
			at += part->numbers[number++].length - 1;
		} else if (date_at(part->words + at)) {
			at += date_at(part->words + at) - 1;
		} else if (isdigit((unsigned char)part->words[at])) {
			fprintf(stderr, "# nothing behind: %s\n", part->words);
			++*wrong;
			return;
		}
	}
}

static int drill_words(struct session *session, const struct report_part *part, int *wrong)
{
	int drilled = 0;

	for (size_t i = 0; i < part->number_count; i++)
		drilled += drill(session, &part->numbers[i].cell, wrong);
	look_for_plain(part, wrong);
	return drilled;
}

static int drill_part(struct session *session, const struct report_part *part, int *wrong)
{
	int drilled = 0;

	if (part->words)
		return drill_words(session, part, wrong);
	// The table of domains stands above their heat; another chart has a screen, or its figures in a table.
	if (part->kind == REPORT_CHART && !charts_has(part->chart->code) &&
		!part->table.column_count && part->chart->kind != CHART_HEAT) {
		fprintf(stderr, "# nothing behind the chart: %s\n", part->chart->title);
		++*wrong;
	}
	for (size_t i = 0; i < part->table.cells_used; i++) {
		const struct report_cell *cell = &part->table.cells[i];

		drilled += drill(session, cell, wrong);
		if (i % part->table.column_count && cell->kind == CELL_TEXT && !cell->wish &&
			!cell->why && strpbrk(cell->text, "0123456789")) {
			fprintf(stderr, "# nothing behind the words: %s\n", cell->text);
			++*wrong;
		}
	}
	return drilled;
}

// Charts whose numbers are of something else than what can be listed, and why.
static const struct {
	const char *code, *why;
} others[] = {
	{"family_feedback", "of people asked: an audit has one or several"},
	{"days_to_moderate", "by the month of moderation: audits are listed by completion"},
};

static bool is_other(const char *code)
{
	for (size_t i = 0; i < LENGTH(others); i++)
		if (strncmp(code, others[i].code, strlen(others[i].code)) == 0)
			return true;
	return false;
}

// Each point and each cell of a chart: what it is a share of is behind it, else what it counts.
static int drill_chart(struct session *session, const struct charts_wish *wish,
	const struct chart *chart, int *wrong)
{
	for (size_t i = 0; i < chart->row_count * chart->column_count; i++) {
		const struct chart_cell *cell = &chart->cells[i];
		struct report_cell number = {.kind = CELL_COUNT,
			.count = chart_is_line(chart) && cell->of ? cell->of : cell->count,
			.wish = charts_behind(session, wish, chart, i / chart->column_count,
				i % chart->column_count)};

		if (chart->kind == CHART_CALENDAR)
			number.count = cell->of;
		if (cell->known)
			drill(session, &number, wrong);
		free(number.wish);
	}
	return (int)(chart->row_count * chart->column_count);
}

static void every_point_opens_what_it_counts(void **state)
{
	static const char *const logins[] = {"lharris", "cjames", "nobody"};
	const struct fixture *fixture = *state;
	struct charts_wish wishes[] = {
		{.months = 6}, {.months = 4, .until = date_from(2026, 8, 31)}};
	int wrong = 0;

	fixture_demo(fixture);
	for (size_t i = 0; i < LENGTH(logins) * LENGTH(wishes); i++) {
		struct session *session = demo_open(fixture, logins[i / LENGTH(wishes)]);

		for (const struct charts_info *info = charts_table; info->code; info++) {
			struct charts_wish *wish = &wishes[i % LENGTH(wishes)];
			struct chart *chart;

			assert_done(charts_make(session, info, wish, &chart));
			if (!is_other(info->code))
				drill_chart(session, wish, chart, &wrong);
			chart_destroy(chart);
		}
		session_close(session);
	}
	assert_int_equal(wrong, 0);
}

static int drill_all(struct session *session, const struct report *report, int *wrong)
{
	int drilled = 0;

	for (size_t i = 0; i < report->count; i++)
		for (size_t at = 0; at < report->sections[i].count; at++)
			drilled += drill_part(session, &report->sections[i].parts[at], wrong);
	return drilled;
}

static const struct {
	const char *login, *service, *team;
	struct {
		int year, month, day;
	} first, last;
	int least; // numbers that lead somewhere
	enum audit_kind kind;
} reports[] = {
	{"lharris", NULL, NULL, {2026, 10, 1}, {2026, 10, 31}, 380},
	{"lharris", NULL, NULL, {2026, 11, 1}, {2026, 11, 30}, 150}, // still running
	{"lharris", "Assessment", NULL, {2026, 7, 1}, {2026, 9, 30}, 50},
	{"lharris", NULL, "MASH Enquiries", {2026, 9, 1}, {2026, 9, 30}, 30},
	{"cjames", NULL, NULL, {2026, 10, 1}, {2026, 10, 31}, 50}, // a manager's own services
	{"nobody", NULL, NULL, {2026, 10, 1}, {2026, 10, 31}, 50}, // who has one to grade blind
	{"lharris", NULL, NULL, {2026, 9, 12}, {2026, 10, 3}, 150},
	{"lharris", NULL, NULL, {2025, 4, 1}, {2026, 3, 31}, 150},
	{"rchambers", NULL, NULL, {2026, 7, 1}, {2026, 9, 30},
		50}, // where others moderated, too
	{"lharris", NULL, NULL, {2026, 4, 1}, {2026, 11, 16}, 50, AUDIT_REVIEW},
	{"nobody", NULL, NULL, {2025, 1, 1}, {2026, 11, 16}, 50, AUDIT_REVIEW},
	{"mhassan", "Assessment", NULL, {2026, 1, 1}, {2026, 11, 16}, 50, AUDIT_THEMATIC},
};

static void every_number_opens_as_many_audits(void **state)
{
	const struct fixture *fixture = *state;
	int wrong = 0;

	fixture_demo(fixture);
	// Sees, as an auditor, also what the report of the own services does not count.
	fixture_must_run(fixture, "--as", "nobody", "--today", "2026-11-16", "user", "change",
		"cjames", "--team", "MASH Enquiries", NULL);
	for (size_t i = 0; i < LENGTH(reports); i++) {
		struct session *session = demo_open(fixture, reports[i].login);
		struct report_wish wish = {.service = reports[i].service,
			.team = reports[i].team,
			.kind = reports[i].kind,
			.range = {date_from(reports[i].first.year, reports[i].first.month,
					  reports[i].first.day),
				date_from(reports[i].last.year, reports[i].last.month,
					reports[i].last.day)}};
		struct report report;
		int drilled;

		assert_done(report_make(session, &wish, &report));
		drilled = drill_all(session, &report, &wrong);
		if (drilled < reports[i].least)
			fail_msg("only %d numbers of report %zu lead anywhere", drilled, i);
		report_finish(&report);
		session_close(session);
	}
	assert_int_equal(wrong, 0);
}

static void tell_audits(struct session *session, const char *wish, FILE *to)
{
	struct audits audits = {0};
	struct audit_row rows[PAGE * PAGE];
	int got;

	wish_parse(&audits.wish, wish);
	assert_done(wish_resolve(session, &audits));
	got = audit_page(session, &audits.filter, NULL, false, rows, LENGTH(rows));
	assert_true(got >= 0);
	for (int i = 0; i < got; i++) {
		fprintf(to, " %s %s", rows[i].ref, grade_short(rows[i].final_overall));
		audit_row_finish(&rows[i]);
	}
	wish_finish(&audits.wish);
}

static void tell_behind(struct session *session, const char *wish, FILE *to)
{
	struct behind_filter filter;
	struct behind_row rows[PAGE * PAGE];
	int got;

	assert_done(behind_parse(session, wish, &filter));
	got = behind_page(session, &filter, 0, false, rows, LENGTH(rows));
	assert_true(got >= 0);
	for (int i = 0; i < got; i++) {
		fprintf(to, " %s", rows[i].name);
		behind_row_finish(&rows[i]);
	}
}

static void tell_cell(struct session *session, const struct report_cell *cell, FILE *to)
{
	fprintf(to, "%d %lld %lld %s:", (int)cell->kind, (long long)cell->count,
		(long long)cell->of, cell->kind == CELL_TEXT ? cell->text : "");
	if (cell->wish && report_cell_behind(cell))
		tell_behind(session, cell->wish, to);
	else if (cell->wish && !report_cell_audit(cell))
		tell_audits(session, cell->wish, to);
	fprintf(to, " %s\n", cell->wish ? cell->wish : "");
}

static void tell_part(struct session *session, const struct report_part *part, FILE *to)
{
	if (part->words)
		fprintf(to, "%s\n", part->words);
	for (size_t i = 0; i < part->number_count; i++)
		tell_cell(session, &part->numbers[i].cell, to);
	for (size_t i = 0; i < part->table.cells_used; i++)
		tell_cell(session, &part->table.cells[i], to);
}

// All that the report of October says to somebody, and the lists behind each of its numbers. Yours.
static char *told(const struct fixture *fixture, const char *login)
{
	struct session *session = demo_open(fixture, login);
	struct report_wish wish = {.range = {date_from(2026, 10, 1), date_from(2026, 10, 31)}};
	struct report report;
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_done(report_make(session, &wish, &report));
	for (size_t i = 0; i < report.count; i++)
		for (size_t at = 0; at < report.sections[i].count; at++)
			tell_part(session, &report.sections[i].parts[at], to);
	report_finish(&report);
	session_close(session);
	fclose(to);
	return text;
}

// The audits that somebody is still to grade blind, all of one grade; of Inadequate ones more is done.
static void grade_sealed(const struct fixture *fixture, const char *login, enum grade grade)
{
	char *those = xasprintf("(SELECT id FROM audit WHERE blind_id = (SELECT id FROM user "
				"WHERE login = '%s'))",
		     login),
	     *sql = xasprintf("UPDATE judgement SET grade = %d WHERE audit_id IN %s;"
			      "UPDATE audit SET final_overall = %d WHERE id IN %s;"
			      "UPDATE action SET priority = 1, escalated = 1 WHERE audit_id IN "
			      "%s;"
			      "UPDATE loop_step SET state = %d WHERE audit_id IN %s;"
			      "DELETE FROM challenge WHERE audit_id IN %s;"
			      "INSERT INTO challenge (month, audit_id, outcome) SELECT "
			      "'2026-10', id, 1 FROM audit WHERE %d AND id IN %s;",
		     grade, those, grade, those, those, grade == GRADE_INADEQUATE ? 1 : 3,
		     those, those, grade == GRADE_INADEQUATE, those);

	base_tamper(&(struct base){.path = fixture->database}, sql);
	free(sql);
	free(those);
}

static void no_number_tells_a_grade_before_the_seal(void **state)
{
	static const char *const logins[] = {"nobody", "mhassan"};
	const struct fixture *fixture = *state;

	fixture_demo(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"UPDATE audit SET blind_id = (SELECT id FROM user WHERE login = 'mhassan') "
		"WHERE id IN (SELECT id FROM audit WHERE completed_on LIKE '2026-10-%' AND "
		"kind = 1 "
		"AND blind_id IS NULL AND state BETWEEN 3 AND 5 ORDER BY id LIMIT 3)");
	for (size_t i = 0; i < LENGTH(logins); i++) {
		char *best, *worst;

		grade_sealed(fixture, logins[i], GRADE_OUTSTANDING);
		best = told(fixture, logins[i]);
		grade_sealed(fixture, logins[i], GRADE_INADEQUATE);
		worst = told(fixture, logins[i]);
		assert_non_null(strstr(best, "that you are to moderate"));
		assert_string_equal(best, worst);
		free(best);
		free(worst);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			every_number_opens_as_many_audits, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			every_point_opens_what_it_counts, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(no_number_tells_a_grade_before_the_seal,
			fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
