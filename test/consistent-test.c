// SPDX-License-Identifier: MIT
// Exports, reports and charts are of one moment each while real processes write.
#include "test/test.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/report.h"
#include "core/session.h"
#include "db/mem.h"
#include "test/fixture.h"
#include "test/grid.h"

// One import is two audits, whole or not at all. Returns its exit code.
static int write_pair(const struct fixture *fixture, int writer, int i)
{
	char *text =
		xasprintf("audit_ref,case_ref,team,auditor,allocated_on,due_on,completed_on,"
			  "VOICE,"
			  "overall\nX%d-%d,C1,East,Old,2023-05-01,2023-05-31,2023-05-20,G,G\n"
			  "Y%d-%d,C2,East,Old,2023-05-01,2023-05-31,2023-05-20,I,I\n",
			writer, i, writer, i);
	struct run_setup setup = {.input = text,
		.arguments = (const char *[]){"--as", "quinn", "import", "audits", "-", NULL}};
	struct outcome outcome = fixture_run_as(fixture, &setup);
	int code = outcome.code;

	outcome_finish(&outcome);
	free(text);
	return code;
}

// One of those who write.
static void write_pairs(const struct fixture *fixture, int writer, int times)
{
	for (int i = 0; i < times; i++)
		if (write_pair(fixture, writer, i))
			_exit(1);
	_exit(0);
}

#define WRITERS 3
#define TIMES 25

// Each in a folder of its own, all on one database.
static void start_writers(const struct fixture *fixture, struct fixture own[static WRITERS])
{
	for (int i = 0; i < WRITERS; i++) {
		pid_t pid;

		fixture_init(&own[i]);
		xreplace(&own[i].database, fixture->database);
		pid = fork();
		assert_true(pid >= 0);
		if (pid == 0)
			write_pairs(&own[i], i, TIMES);
	}
}

// Looks whether all have ended; that one of them failed ends the test.
static bool writers_ended(int *left)
{
	int status;

	while (*left && waitpid(-1, &status, WNOHANG) > 0) {
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		--*left;
	}
	return *left == 0;
}

static struct grid *exported(const struct fixture *fixture, const char *name)
{
	struct outcome outcome = fixture_run(fixture, "--as", "quinn", "export", name, NULL);
	struct grid *grid;

	if (outcome.code)
		fail_msg("export %s: %s", name, outcome.err);
	grid = grid_of(outcome.out);
	outcome_finish(&outcome);
	return grid;
}

// Returns how many audits there were.
static long look_once(const struct fixture *fixture)
{
	struct grid *audits = exported(fixture, "audits");
	struct grid *judgements = exported(fixture, "judgements");
	struct grid *kpi = exported(fixture, "kpi"), *summary = exported(fixture, "summary");
	long good = grid_count(audits, "final_overall", "Good");

	assert_int_equal((grid_rows(audits) - 1) % 2, 0);
	assert_int_equal(good * 2, (grid_rows(audits) - 1));
	assert_int_equal((grid_rows(judgements) - 1) % 4, 0);
	for (size_t row = 1; row < grid_rows(kpi); row++)
		if (grid_is(kpi, row, "code", "grade_good"))
			assert_int_equal(2 * strtol(grid_in(kpi, row, "numerator"), NULL, 10),
				strtol(grid_in(kpi, row, "denominator"), NULL, 10));
	assert_int_equal(grid_sum(summary, "count") % 4, 0);
	grid_destroy(summary);
	grid_destroy(kpi);
	grid_destroy(judgements);
	grid_destroy(audits);
	return good * 2;
}

static char *said(const struct fixture *fixture, const char *const *arguments)
{
	struct run_setup setup = {.arguments = arguments};
	struct outcome outcome = fixture_run_as(fixture, &setup);
	char *text = xstrdup(outcome.out);

	if (outcome.code)
		fail_msg("%s %s: %s", arguments[4], arguments[5], outcome.err);
	outcome_finish(&outcome);
	return text;
}

// The number that stands right before these words; 0 where they do not stand there.
static long number_before(const char *text, const char *words)
{
	const char *at = strstr(text, words), *from = at;

	while (from && from > text && isdigit((unsigned char)from[-1]))
		from--;
	return from ? strtol(from, NULL, 10) : 0;
}

// Each section counts for itself: that they agree shows that all were counted at one moment. Half of what is imported is
// Good, the other half Inadequate. Returns how many audits there were.
static long look_at_words(const char *text)
{
	long completed = number_before(text, " audits were completed;");

	assert_int_equal(completed % 2, 0);
	if (!completed)
		return 0;
	assert_int_equal(number_before(text, " audits due in the period"), completed);
	assert_int_equal(number_before(text, " (100%) were completed; late: 0"), completed);
	assert_int_equal(2 * number_before(text, " (50%) of those graded"), completed);
	assert_int_equal(number_before(text, " audits completed in the period"), completed);
	return completed;
}

static void look_at_numbers(const char *text, long completed)
{
	struct grid *grid = grid_of(text);
	long seen = 0;

	for (size_t row = 1; row < grid_rows(grid); row++) {
		long count = strtol(grid_in(grid, row, "count"), NULL, 10),
		     of = strtol(grid_in(grid, row, "of"), NULL, 10);
		const char *column = grid_in(grid, row, "column");

		if (!grid_is(grid, row, "period", "2023-05") || !completed)
			continue;
		if (strcmp(column, "Allocated") == 0 || strcmp(column, "Graded") == 0)
			seen++, assert_int_equal(count, completed);
		else if (strcmp(column, "Completed") == 0 || strcmp(column, "In time") == 0)
			seen++, assert_int_equal(count, completed);
		else if (strcmp(column, "Not said") == 0)
			seen++, assert_int_equal(of, completed);
		else if (grid_is(grid, row, "table", "Overall grades by service and team"))
			seen++, assert_int_equal(of, completed);
	}
	assert_true(!completed || seen > 20);
	grid_destroy(grid);
}

#define ASKED "--as", "quinn", "--today", "2023-06-15"

static long look_at_report(const struct fixture *fixture, const char *format)
{
	const char *const arguments[] = {
		ASKED, "report", "--month", "2023-05", "--format", format, NULL};
	char *text = said(fixture, arguments);
	long completed = look_at_words(text);

	if (strcmp(format, "csv") == 0)
		look_at_numbers(text, completed);
	free(text);
	return completed;
}

static long look_at_chart(const struct fixture *fixture, const char *format)
{
	const char *const arguments[] = {
		ASKED, "chart", "grades", "--months", "3", "--format", format, NULL};
	char *text = said(fixture, arguments);
	long all = number_before(text, " audits: Outstanding 0 (0%)");

	assert_int_equal(2 * number_before(text, " (50%), Requires"), all);
	free(text);
	return all;
}

// One after the other, so that none has fewer than the one before.
static long look_at_all(const struct fixture *fixture, long least)
{
	static const char *const reports[] = {"text", "html", "csv"}, *const charts[] = {
									      "text", "svg"};

	for (size_t i = 0; i < LENGTH(reports); i++) {
		long now = look_at_report(fixture, reports[i]);

		assert_true(now >= least);
		least = now;
	}
	for (size_t i = 0; i < LENGTH(charts); i++) {
		long now = look_at_chart(fixture, charts[i]);

		assert_true(now >= least);
		least = now;
	}
	return least;
}

static void council_make(const struct fixture *fixture)
{
	fixture_must_run(fixture, "init", "--practice", NULL);
	fixture_must_run(fixture, "service", "add", "MASH", NULL);
	fixture_must_run(fixture, "team", "add", "East", "--service", "MASH", NULL);
	fixture_must_run(fixture, "user", "add", "quinn", "--name", "Quinn", "--post",
		"qa co-ordinator", "--role", "qa", NULL);
}

static void each_is_of_one_moment_while_others_write(void **state)
{
	const struct fixture *fixture = *state;
	struct fixture own[WRITERS];
	int left = WRITERS, looks = 0;
	long last = 0;

	council_make(fixture);
	start_writers(fixture, own);
	while (!writers_ended(&left)) {
		long now = look_once(fixture);

		assert_true(now >= last);
		last = look_at_all(fixture, now);
		looks++;
	}
	assert_true(looks > 1);
	assert_int_equal(look_once(fixture), 2 * WRITERS * TIMES);
	assert_int_equal(look_at_all(fixture, 0), 2 * WRITERS * TIMES);
	fixture_must_run(fixture, "--as", "quinn", "verify", NULL);
	for (int i = 0; i < WRITERS; i++)
		fixture_finish(&own[i]);
}

struct interrupting {
	const struct fixture *fixture;
	int times;
};

// Another process writes while the report is made.
static int interrupt(int percent, void *context)
{
	struct interrupting *interrupting = context;

	assert_int_equal(write_pair(interrupting->fixture, 0, ++interrupting->times), 0);
	return 0;
}

static void a_report_is_of_the_moment_it_was_begun(void **state)
{
	const struct fixture *fixture = *state;
	struct interrupting interrupting = {.fixture = fixture};
	struct report_wish wish = {.progress = interrupt, .context = &interrupting};
	struct report report;
	struct session *session;
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	council_make(fixture);
	assert_int_equal(write_pair(fixture, 1, 0), 0);
	session = session_open(&(struct session_options){
		.db = fixture->database, .as = "quinn", .today = "2023-06-15"});
	assert_non_null(session);
	assert_int_equal(date_parse_month("2023-05", &wish.range), 0);
	assert_int_equal(report_make(session, &wish, &report), 0);
	report_text(&report, to);
	fclose(to);
	assert_true(interrupting.times > 3);
	assert_int_equal(look_at_words(text), 2);
	report_finish(&report);
	session_close(session);
	free(text);
	assert_int_equal(look_once(fixture), 2 * (interrupting.times + 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_is_of_one_moment_while_others_write,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(a_report_is_of_the_moment_it_was_begun,
			fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
