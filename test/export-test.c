// SPDX-License-Identifier: MIT
// Exports: who gets which rows, that every column is in the codebook, and that nothing is left of failures.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/export.h"
#include "core/import.h"
#include "core/sheet.h"
#include "core/user.h"
#include "core/writer.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"

static const char audits[] =
	"audit_ref,case_ref,team,auditor,allocated_on,due_on,completed_on,VOICE,overall,"
	"moderator,moderated_on,mod_overall,moderation_note,child_feedback,summary\n"
	"A1,C1,East,sian,2023-05-01,2023-05-31,2023-05-20,G,G,mo,2023-06-02,I,Look again,"
	"no: too young,\"=cmd|' /C calc'!A0\"\n"
	"A2,C2,West,Old Person,2023-05-01,2023-06-30,,,,,,,,,\n"
	"A3,C3,East,sian,2023-06-01,2023-06-30,2023-07-01,O,O,,,,,yes,\"Siân Ŵyn:\nfine\"\n";

static void import_text(struct base *base, const char *kind, const char *text)
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

static int setup(void **state)
{
	struct base *base;

	base_setup(state);
	base = *state;
	base_user(base, "sian", ROLE_AUDITOR, "East");
	base_user(base, "mo", ROLE_MODERATOR, "");
	import_text(base, "services", "name\nMASH\n");
	import_text(base, "teams", "name,service\nWest,MASH\n");
	import_text(base, "users",
		"login,name,post,roles,services\nmo,mo,service manager,"
		"moderator,Assessment\n");
	import_text(base, "audits", audits);
	import_text(base, "actions",
		"audit_ref,action,due_on\nA1,Visit,2023-06-30\n"
		"A2,Call,2023-08-01\n");
	return 0;
}

static struct export_receipt receipt;

static int try_export(
	struct base *base, const char *dataset, const struct export_filter *filter)
{
	char *path = base_file(base, "out.csv");
	int result = export_file(base->session, dataset, path, filter, 0, &receipt);

	free(path);
	return result;
}

static char *text_of(struct base *base, const char *dataset, const struct export_filter *filter)
{
	char *path = base_file(base, "out.csv"), *text;

	if (try_export(base, dataset, filter))
		fail_msg("%s: %s", dataset, error_message());
	text = base_read(path);
	free(path);
	return text;
}

static const struct export_filter all;

static void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in \"%s\"", part, text);
}

static void an_audit_is_a_row_with_its_final_grades(void **state)
{
	char *text = text_of(*state, "audits", &all);

	assert_int_equal(receipt.rows, 3);
	assert_holds(text,
		"audit_ref,case_ref,team,template,auditor,auditor_post,allocated_on,"
		"due_on,completed_on,VOICE,ASSESS,PLAN,PARTNER,SUPER,DIVERSE,overall,"
		"moderator,moderated_on,mod_VOICE,");
	assert_holds(text, "mod_overall,moderation_note,child_feedback,family_feedback,summary,"
			   "state,final_VOICE,");
	assert_holds(text, "\r\nA1,C1,East,case-file-2024,sian,");
	assert_holds(text, ",mo,2023-06-02,,,,,,,Inadequate,Look again,no: too young,,'=cmd|' "
			   "/C calc'!A0,moderated,Good,,,,,,Inadequate,1,2023-05,Assessment,");
	assert_holds(text, "\r\nA2,C2,West,");
	assert_holds(text, ",\"Siân Ŵyn:\nfine\",submitted,Outstanding,");
	assert_holds(text, ",no,0,1,1,1,0,practice\r\n");
	free(text);
}

static void a_period_is_that_of_completion_else_of_the_due_day(void **state)
{
	static const struct {
		const char *month;
		size_t rows;
	} months[] = {{"2023-05", 1}, {"2023-06", 1}, {"2023-07", 1}, {"2023-08", 0}};

	for (size_t i = 0; i < LENGTH(months); i++) {
		struct export_filter filter = {.dated = true};

		assert_int_equal(date_parse_month(months[i].month, &filter.range), 0);
		assert_int_equal(try_export(*state, "audits", &filter), 0);
		assert_int_equal(receipt.rows, months[i].rows);
	}
}

static void team_and_service_narrow_it(void **state)
{
	assert_int_equal(
		try_export(*state, "audits", &(struct export_filter){.service = "mash"}), 0);
	assert_int_equal(receipt.rows, 1);
	assert_int_equal(
		try_export(*state, "audits", &(struct export_filter){.team = "East"}), 0);
	assert_int_equal(receipt.rows, 2);
	assert_int_equal(
		try_export(*state, "audits", &(struct export_filter){.team = "Nope"}), -1);
	assert_int_equal(error_kind(), ERROR_MISSING);
	assert_int_equal(
		try_export(*state, "trail", &(struct export_filter){.team = "East"}), -1);
	assert_int_equal(error_kind(), ERROR_USAGE);
	assert_int_equal(try_export(*state, "nonsense", &all), -1);
	assert_int_equal(error_kind(), ERROR_USAGE);
}

static void senior_managers_get_their_services(void **state)
{
	struct base *base = *state;
	char *text;

	assert_int_equal(session_act_as(base->session, "mo"), 0);
	text = text_of(base, "audits", &all);
	assert_int_equal(receipt.rows, 2);
	assert_null(strstr(text, "A2,C2"));
	free(text);
	text = text_of(base, "actions", &all);
	assert_int_equal(receipt.rows, 1);
	free(text);
	assert_int_equal(
		try_export(base, "audits", &(struct export_filter){.service = "MASH"}), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
	assert_int_equal(
		try_export(base, "audits", &(struct export_filter){.team = "West"}), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
}

static void auditors_get_nothing_and_no_file(void **state)
{
	struct base *base = *state;
	char *path = base_file(base, "out.csv");

	assert_int_equal(session_act_as(base->session, "sian"), 0);
	assert_int_equal(try_export(base, "audits", &all), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
	assert_int_equal(access(path, F_OK), -1);
	free(path);
}

static void the_parts_have_their_rows(void **state)
{
	char *text = text_of(*state, "judgements", &all);

	assert_int_equal(receipt.rows, 5);
	assert_holds(text, "\r\nA1,C1,East,Assessment,case-file-2024,1,overall,");
	assert_holds(text, ",moderator,Inadequate,,0,mo,2023-05-20,moderated,");
	free(text);
	text = text_of(*state, "feedback", &all);
	assert_int_equal(receipt.rows, 2);
	assert_holds(
		text, "\r\nA1,C1,East,Assessment,child,no,,,too young,2023-05-20,moderated,");
	assert_holds(text, "\r\nA3,C3,East,Assessment,child,yes,,,,2023-07-01,submitted,");
	free(text);
	assert_int_equal(try_export(*state, "answers", &all), 0);
	assert_int_equal(try_export(*state, "themes", &all), 0);
}

static void the_trail_tells_of_exports(void **state)
{
	char *text, *expected;
	char sum[65];

	free(text_of(*state, "audits", &all));
	memcpy(sum, receipt.sha256, sizeof(sum));
	text = text_of(*state, "trail", &all);
	expected = xasprintf("\"3 rows, SHA-256 %s\",no,", sum);
	assert_holds(text, expected);
	free(expected);
	free(text);
}

// The header of an export is what the codebook says of it, in the same order.
static size_t check_codebook(const char *codebook, const char *dataset, char *header)
{
	size_t columns = 0;
	const char *at = codebook;
	char *name;

	*strchr(header, '\r') = '\0';
	while ((name = strsep(&header, ","))) {
		char *line = xasprintf("\r\n%s,%s,", dataset, name);

		at = strstr(at, line);
		if (!at)
			fail_msg("%s.%s is not in the codebook", dataset, name);
		at += 2;
		columns++;
		free(line);
	}
	return columns;
}

static void the_codebook_knows_every_column(void **state)
{
	char *codebook = text_of(*state, "codebook", &all), *list = xstrdup(export_datasets());
	char *rest = list, *dataset;
	size_t rows = receipt.rows, columns = 0;

	while ((dataset = strsep(&rest, " "))) {
		char *text = text_of(*state, dataset, &all);

		columns += check_codebook(codebook, dataset, text);
		free(text);
	}
	assert_int_equal(columns, rows);
	free(list);
	free(codebook);
}

static void no_file_is_left_where_rows_are_missing(void **state)
{
	struct base *base = *state;
	char *path = base_file(base, "out.csv");

	// A row that the count sees and the joins do not: the database is damaged.
	base_tamper(base, "PRAGMA foreign_keys = OFF; DELETE FROM casefile WHERE ref = 'C2'");
	assert_int_equal(try_export(base, "audits", &all), -1);
	assert_int_equal(error_kind(), ERROR_IO);
	assert_holds(error_message(), "2 rows were written where 3 were selected");
	assert_int_equal(access(path, F_OK), -1);
	free(path);
}

#define HOLDS(name) cmocka_unit_test_setup_teardown(name, setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOLDS(an_audit_is_a_row_with_its_final_grades),
		HOLDS(a_period_is_that_of_completion_else_of_the_due_day),
		HOLDS(team_and_service_narrow_it),
		HOLDS(senior_managers_get_their_services),
		HOLDS(auditors_get_nothing_and_no_file),
		HOLDS(the_parts_have_their_rows),
		HOLDS(the_trail_tells_of_exports),
		HOLDS(the_codebook_knows_every_column),
		HOLDS(no_file_is_left_where_rows_are_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
