// SPDX-License-Identifier: MIT
// Charts made from what is counted: their figures, whose they are, and the steps that are marked in them.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/chart-step.h"
#include "core/charts.h"
#include "core/import.h"
#include "core/report.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

// Audits of teams A (Assessment) and C (Early Help): due in June and July 2026, of which some are late, missing,
// moderated.
static const char audits[] =
	"audit_ref,case_ref,team,auditor,auditor_post,allocated_on,due_on,completed_on,VOICE,"
	"overall,moderator,moderated_on,mod_overall\n"
	"A1,X1,A,ann,team manager,2026-05-01,2026-06-30,2026-06-20,G,G,Somebody,2026-06-25,RI\n"
	"A2,X2,A,ann,team manager,2026-05-01,2026-06-30,2026-07-02,RI,RI,,,\n"
	"A3,X3,A,ann,team manager,2026-05-01,2026-07-31,2026-07-20,I,I,Somebody,2026-07-25,I\n"
	"A4,X4,A,ann,team manager,2026-05-01,2026-07-31,,,,,,\n"
	"A5,X5,C,cat,team manager,2026-05-01,2026-07-31,2026-07-30,O,O,,,\n";
static const char actions[] = "audit_ref,action,due_on,priority,escalated,completed_on,"
			      "verified_on,impact\n"
			      "A3,See the child,2026-08-31,yes,yes,2026-08-20,2026-09-05,Safe\n"
			      "A3,Read the file,2026-06-15,yes,no,,,\n"
			      "A5,Write the plan,2026-12-01,no,no,,,\n";

static void import_csv(struct world *world, const char *kind, const char *text)
{
	char *path = base_write(world->base, "in.csv", text);
	struct problems problems;
	struct import_count count;

	problem_init(&problems, path);
	if (import_file(world->session, kind, path, false, &problems, &count))
		fail_msg("%s", problems.count ? problems.messages[0] : error_message());
	problem_finish(&problems);
	free(path);
}

static int setup(void **state)
{
	struct world *world;
	int result = world_setup(state);

	world = *state;
	world_as(world, "quinn");
	import_csv(world, "audits", audits);
	import_csv(world, "actions", actions);
	return result;
}

static struct chart *made(struct world *world, const char *code, const char *service)
{
	struct charts_wish wish = {.months = 4};
	const struct charts_info *info = charts_find(code);
	struct chart *chart;

	assert_non_null(info);
	assert_done(charts_place(world->session, service, NULL, &wish));
	assert_done(charts_make(world->session, info, &wish, &chart));
	return chart;
}

// The cells of a chart, row by row: "1/2 - 0/3 | 4 0".
static void expect(
	struct world *world, const char *code, const char *service, const char *wanted)
{
	struct chart *chart = made(world, code, service);
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);

	for (size_t row = 0; row < chart->row_count; row++) {
		fputs(row ? " |" : "", to);
		for (size_t i = 0; i < chart->column_count; i++) {
			const struct chart_cell *cell = chart_cell(chart, row, i);

			fputs(row || i ? " " : "", to);
			if (!cell->known)
				fputs("-", to);
			else if (cell->of)
				fprintf(to, "%d/%d", (int)cell->count, (int)cell->of);
			else
				fprintf(to, "%d", (int)cell->count);
		}
	}
	fclose(to);
	assert_string_equal(text, wanted);
	free(text);
	chart_destroy(chart);
}

// Today is 12 October 2026: the months are June to September.
static void the_figures_are_those_counted(void **state)
{
	struct world *world = *state;

	expect(world, "in_time", "", "1/2 2/3 - -");
	expect(world, "in_time", "Assessment", "1/2 1/2 - -");
	expect(world, "completed", "", "1 3 0 0");
	expect(world, "moderated_of_completed", "", "1/1 1/3 - -");
	expect(world, "requires_improvement_or_better", "", "1/1 2/3 - -");
	expect(world, "good_or_better", "", "0/1 1/3 - -");
	expect(world, "grades", "", "0/1 1/3 - - | 0/1 0/3 - - | 1/1 1/3 - - | 0/1 1/3 - -");
	expect(world, "calendar", "", "1/2 1/2 - - | - 1/1 - -");
	expect(world, "calendar", "Assessment", "1/2 1/2 - - | - - - -");
	expect(world, "agreement", "", "0 0 0 0 | 0 0 1 0 | 0 0 0 0 | 0 0 0 1");
	expect(world, "same_grade", "", "0/1 1/1 - -");
	expect(world, "actions_in_time", "", "- - - 1/1");
	// Sums of days over how many they are of: A1 50; A2, A3 and A5 62, 80 and 90.
	expect(world, "days_to_submit", "", "50/1 232/3 - -");
	expect(world, "days_to_submit", "Early Help", "- 90/1 - -");
	expect(world, "days_to_moderate", "", "5/1 5/1 - -");
	expect(world, "days_to_act", "", "- - - 31/1");
	expect(world, "days_late", "", "- - - 0/1");
	expect(world, "ageing", "", "1 | 0 | 0 | 0 | 1 | 0 | 0");
}

static void each_chart_is_made(void **state)
{
	struct world *world = *state;

	for (size_t i = 0; charts_table[i].code; i++) {
		struct chart *chart = made(world, charts_table[i].code, "");
		char *summary = chart_summary(chart);

		assert_string_equal(chart->code, charts_table[i].code);
		assert_true(chart->row_count > 0 && chart->column_count > 0);
		assert_true(*summary != '\0');
		free(summary);
		chart_destroy(chart);
	}
}

static void a_senior_manager_sees_the_own_services(void **state)
{
	struct world *world = *state;
	struct charts_wish wish = {.months = 4};
	struct chart *chart;

	world_as(world, "sam");
	expect(world, "in_time", "", "1/2 1/2 - -");
	expect(world, "calendar", "", "1/2 1/2 - -");
	chart = made(world, "in_time", "");
	assert_string_equal(chart->title, "Audits completed in time: your services");
	chart_destroy(chart);
	assert_refused(charts_place(world->session, "Early Help", NULL, &wish), ERROR_DENIED);
	world_as(world, "ann");
	assert_refused(charts_make(world->session, charts_find("grades"), &wish, &chart),
		ERROR_DENIED);
}

static void a_place_is_found(void **state)
{
	struct world *world = *state;
	struct charts_wish wish = {0};

	assert_done(charts_place(world->session, NULL, "C", &wish));
	assert_string_equal(wish.place, "team C");
	assert_true(wish.service_id && wish.team_id);
	assert_refused(charts_place(world->session, "Assessment", "C", &wish), ERROR_DATA);
	assert_refused(charts_place(world->session, "Nowhere", "", &wish), ERROR_MISSING);
	assert_refused(charts_place(world->session, "", "Nowhere", &wish), ERROR_MISSING);
	assert_null(charts_find("nothing"));
	assert_int_equal((int)error_kind(), ERROR_MISSING);
}

static void months_have_bounds(void **state)
{
	struct world *world = *state;
	struct chart *chart;

	assert_refused(charts_make(world->session, charts_find("grades"),
			       &(struct charts_wish){.months = 61}, &chart),
		ERROR_USAGE);
	assert_refused(charts_make(world->session, charts_find("grades"),
			       &(struct charts_wish){.months = 2}, &chart),
		ERROR_USAGE);
}

static void expect_behind(struct world *world, const char *code, const char *service,
	size_t row, size_t column, const char *wanted)
{
	struct chart *chart = made(world, code, service);
	struct charts_wish wish = {.months = 4};
	char *behind;

	assert_done(charts_place(world->session, service, NULL, &wish));
	behind = charts_behind(world->session, &wish, chart, row, column);
	if (wanted)
		assert_string_equal(behind, wanted);
	else
		assert_null(behind);
	free(behind);
	chart_destroy(chart);
}

static void each_cell_names_its_audits(void **state)
{
	struct world *world = *state;

	expect_behind(world, "grades", "Assessment", 2, 1,
		"reported=yes\tkind=monthly\tcompleted=2026-07-01..2026-07-31\tstate=done"
		"\tgrade=Requires Improvement\tservice=Assessment");
	expect_behind(world, "domains", "", 0, 3,
		"reported=yes\tkind=monthly\tcompleted=2026-06-01..2026-09-30\tstate="
		"done\tgrade=Inadequate"
		"\tdomain=VOICE");
	expect_behind(world, "in_time", "", 0, 0,
		"reported=yes\tkind=monthly\tdue=2026-06-01..2026-06-30\tstate=counted");
	expect_behind(world, "calendar", "", 1, 1,
		"reported=yes\tkind=monthly\tdue=2026-07-01..2026-07-31\tstate=counted"
		"\tservice=Early Help");
	expect_behind(world, "calendar", "Assessment", 0, 1,
		"reported=yes\tkind=monthly\tdue=2026-07-01..2026-07-31\tstate=counted"
		"\tteam=A\tservice=Assessment");
	expect_behind(world, "agreement", "", 0, 0,
		"reported=yes\tkind=monthly\tcompleted=2026-06-01..2026-09-30\tstate="
		"done\tdomain=overall\tpair=Outstanding/Outstanding");
	expect_behind(world, "actions_raised", "", 0, 0,
		"list=actions\tkind=monthly\traised=2026-06-01..2026-06-30");
	expect_behind(world, "days_to_submit", "", 0, 1,
		"reported=yes\tkind=monthly\tcompleted=2026-07-01..2026-07-31\tstate=done");
	expect_behind(world, "days_late", "", 0, 3,
		"list=actions\tkind=monthly\tverified=2026-09-01..2026-09-30");
	expect_behind(world, "days_to_moderate", "", 0, 0, NULL);
	expect_behind(world, "ageing", "", 1, 0,
		"list=actions\tkind=\tdue=2026-10-01..2026-10-31\topen=2026-10-12");
}

static int64_t service_id(struct world *world, const char *name)
{
	struct charts_wish wish = {0};

	assert_done(charts_place(world->session, name, NULL, &wish));
	return wish.service_id;
}

static void expect_step(struct world *world, const char *service, const char *why)
{
	struct chart *chart = made(world, "in_time", service);

	if (why)
		assert_string_equal(chart->columns[1].step, why);
	else
		assert_null(chart->columns[1].step);
	assert_int_equal(chart->points[1].step, why != NULL);
	chart_destroy(chart);
}

static void a_step_is_marked_and_taken_away(void **state)
{
	struct world *world = *state;
	date july = date_from(2026, 7, 15);
	int64_t assessment = service_id(world, "Assessment");

	assert_done(chart_step_mark(world->session, "in_time", 0, july, "New template"));
	expect_step(world, "", "New template");
	expect_step(world, "Assessment", "New template"); // the council's holds for all
	assert_done(chart_step_remove(world->session, "in_time", 0, july));
	expect_step(world, "", NULL);
	assert_done(chart_step_mark(world->session, "in_time", assessment, july, "Moved"));
	assert_done(
		chart_step_mark(world->session, "in_time", assessment, july, "Moved house"));
	expect_step(world, "", NULL);
	expect_step(world, "Early Help", NULL);
	expect_step(world, "Assessment", "Moved house");
	world_expect(world,
		"SELECT group_concat(act || ' ' || field, ', ') FROM trail WHERE record = "
		"'chart in_time'",
		"change step 2026-07, remove step 2026-07, change step 2026-07, change step "
		"2026-07");
}

static char *reported(struct world *world, const char *team)
{
	struct report_wish wish = {
		.range = {date_from(2026, 9, 1), date_from(2026, 9, 30)}, .team = team};
	struct report report;
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);

	assert_done(report_make(world->session, &wish, &report));
	report_text(&report, to);
	fclose(to);
	report_finish(&report);
	return text;
}

static void the_report_begins_anew_there_too(void **state)
{
	struct world *world = *state;
	char *text = reported(world, NULL);

	assert_null(strstr(text, "anew"));
	free(text);
	assert_done(chart_step_mark(world->session, "in_time", service_id(world, "Assessment"),
		date_from(2026, 7, 1), "Moved"));
	text = reported(world, NULL);
	assert_null(strstr(text, "anew"));
	free(text);
	text = reported(world, "A");
	if (!strstr(text, "Moved"))
		fail_msg("not there: %s", text);
	free(text);
}

static void a_step_is_refused(void **state)
{
	struct world *world = *state;
	date july = date_from(2026, 7, 1);
	int64_t assessment = service_id(world, "Assessment"),
		early = service_id(world, "Early Help");
	struct session *session = world->session;

	assert_refused(chart_step_mark(session, "in_time", 0, july, ""), ERROR_DATA);
	assert_refused(chart_step_mark(session, "in_time", 0, july, "a\nb"), ERROR_DATA);
	assert_refused(chart_step_mark(session, "grades", 0, july, "Why"), ERROR_USAGE);
	assert_refused(chart_step_mark(session, "none", 0, july, "Why"), ERROR_MISSING);
	assert_refused(chart_step_remove(session, "in_time", 0, july), ERROR_MISSING);
	world_as(world, "sam"); // answers for Assessment
	assert_refused(chart_step_mark(session, "in_time", 0, july, "Why"), ERROR_DENIED);
	assert_refused(chart_step_mark(session, "in_time", early, july, "Why"), ERROR_DENIED);
	assert_done(chart_step_mark(session, "in_time", assessment, july, "Why"));
	assert_refused(chart_step_remove(session, "in_time", early, july), ERROR_DENIED);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_figures_are_those_counted),
		TEST(each_chart_is_made),
		TEST(a_senior_manager_sees_the_own_services),
		TEST(a_place_is_found),
		TEST(months_have_bounds),
		TEST(each_cell_names_its_audits),
		TEST(a_step_is_marked_and_taken_away),
		TEST(the_report_begins_anew_there_too),
		TEST(a_step_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
