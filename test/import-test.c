// SPDX-License-Identifier: MIT
// Imports: what goes in, what is refused and where, and that what export wrote goes in again.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/export.h"
#include "core/import.h"
#include "core/template-file.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"
#include "test/table.h"

static int setup(void **state)
{
	struct base *base;

	base_setup(state);
	base = *state;
	base_user(base, "sian", ROLE_AUDITOR, "East");
	base_user(base, "mo", ROLE_MODERATOR, "");
	assert_int_equal(
		service_put(base->session, &(struct service_fields){.name = "MASH"}, PUT_NEW),
		0);
	assert_int_equal(
		team_put(base->session,
			&(struct team_fields){.name = "West", .service = "MASH"}, PUT_NEW),
		0);
	return 0;
}

struct trial {
	int result;
	struct import_count count;
	struct problems problems;
};

static struct trial try_file(
	struct base *base, const char *kind, const char *text, bool dry_run)
{
	struct trial trial;
	char *path = base_write(base, "f.csv", text);

	problem_init(&trial.problems, "f.csv");
	trial.result =
		import_file(base->session, kind, path, dry_run, &trial.problems, &trial.count);
	free(path);
	return trial;
}

static void finish(struct trial *trial)
{
	problem_finish(&trial->problems);
}

static void check_problem(
	const struct table *table, size_t row, const struct trial *trial, const char *where)
{
	const char *problem = table_cell(table, row, "problem");
	const char *said =
		trial->problems.count ? trial->problems.messages[0] : error_message();
	char *expected = xasprintf("%s%s", where, problem);

	if (trial->result != (*problem ? -1 : 0) ||
		(*problem && strncmp(said, expected, strlen(expected)) != 0))
		fail_msg("%s: %s: %s", table_where(table, row), table_cell(table, row, "name"),
			said);
	free(expected);
}

static void files_follow_the_table(void **unused)
{
	void *state = NULL;
	struct table *table = table_read("import.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct trial trial;
		char count[64];

		setup(&state);
		trial = try_file(state, table_cell(table, row, "kind"),
			table_cell(table, row, "file"), false);
		check_problem(table, row, &trial, "");
		snprintf(count, sizeof(count), "%zu new, %zu changed, %zu unchanged",
			trial.count.added, trial.count.changed, trial.count.unchanged);
		if (trial.result == 0)
			table_expect(table, row, "count", count);
		finish(&trial);
		base_teardown(&state);
	}
	table_destroy(table);
}

// A row of a file of audits as names and values, which overrides may replace or add to.
struct cells {
	char *names[40], *values[40];
	size_t count;
};

static void cells_put(struct cells *cells, const char *name, const char *value)
{
	size_t at = 0;

	while (at < cells->count && strcmp(cells->names[at], name) != 0)
		at++;
	if (at == cells->count) {
		cells->names[cells->count] = xstrdup(name);
		cells->values[cells->count++] = NULL;
	}
	xreplace(&cells->values[at], value);
}

static void cells_read(struct cells *cells, const char *text)
{
	char *copy = xstrdup(text), *rest = copy, *pair;

	while ((pair = strsep(&rest, "|"))) {
		char *value = strchr(pair, '=');

		if (value) {
			*value = '\0';
			cells_put(cells, pair, value + 1);
		}
	}
	free(copy);
}

static char *cells_file(struct cells *cells)
{
	char *text = NULL;
	size_t size;
	FILE *memory = open_memstream(&text, &size);

	for (size_t i = 0; i < cells->count; i++)
		fprintf(memory, "%s%s", i ? "," : "", cells->names[i]);
	fputc('\n', memory);
	for (size_t i = 0; i < cells->count; i++)
		fprintf(memory, "%s\"%s\"", i ? "," : "", cells->values[i]);
	fputc('\n', memory);
	fclose(memory);
	return text;
}

static void cells_finish(struct cells *cells)
{
	for (size_t i = 0; i < cells->count; i++) {
		free(cells->names[i]);
		free(cells->values[i]);
	}
}

static char *sound_row_with(const char *cells_text)
{
	struct cells cells = {.count = 0};
	char *file;

	cells_read(&cells, "audit_ref=A1|case_ref=C1|team=East|auditor=Old Person|"
			   "allocated_on=2023-05-01|due_on=2023-05-31");
	cells_read(&cells, cells_text);
	file = cells_file(&cells);
	cells_finish(&cells);
	return file;
}

static char *export_text(struct base *base, const char *dataset)
{
	struct export_receipt receipt;
	char *path = base_file(base, "out.csv"), *text;

	if (export_file(base->session, dataset, path, &(struct export_filter){0}, 0, &receipt))
		fail_msg("%s", error_message());
	text = base_read(path);
	free(path);
	return text;
}

static void import_again_into_another(const char *first)
{
	void *state = NULL;
	struct trial trial;
	char *second;

	setup(&state);
	trial = try_file(state, "audits", first, false);
	if (trial.result)
		fail_msg("%s in %s",
			trial.problems.count ? trial.problems.messages[0] : error_message(),
			first);
	second = export_text(state, "audits");
	assert_string_equal(second, first);
	free(second);
	finish(&trial);
	base_teardown(&state);
}

static void audits_follow_the_table(void **unused)
{
	void *state = NULL;
	struct table *table = table_read("import-audit.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		char *file = sound_row_with(table_cell(table, row, "cells"));
		struct trial trial;

		setup(&state);
		trial = try_file(state, "audits", file, false);
		check_problem(table, row, &trial,
			*table_cell(table, row, "problem") ? "f.csv:2: " : "");
		if (trial.result == 0) {
			char *text = export_text(state, "audits");

			import_again_into_another(text);
			free(text);
		}
		finish(&trial);
		free(file);
		base_teardown(&state);
	}
	table_destroy(table);
}

// A second version of the shipped template's name, which has another domain in place of five.
static void publish_second_version(struct base *base)
{
	struct problems problems;
	struct template *template;

	problem_init(&problems, "second");
	assert_int_equal(template_read_text("kind,domain,domain_name,grade,seq,text,flag\n"
					    "question,VOICE,Voice,,,How?,\n"
					    "question,EQUAL,Equality,,,How?,NA\n",
				 &problems, &template),
		0);
	assert_non_null(template_publish(
		base->session, template, TEMPLATE_SHIPPED, date_from(2025, 1, 1)));
	template_destroy(template);
	problem_finish(&problems);
}

static void versions_lie_side_by_side(void **state)
{
	static const char file[] =
		"audit_ref,case_ref,team,template,auditor,allocated_on,due_on,completed_on,"
		"VOICE,DIVERSE,EQUAL,overall\n"
		"A1,C1,East,,sian,2024-10-01,2024-10-31,2024-10-20,G,O,,G\n"
		"A2,C1,East,case-file-2024,sian,2025-01-01,2025-01-31,2025-01-20,G,,n/a,G\n"
		"A3,C1,East,case-file-2024 v1,sian,2025-01-01,2025-01-31,2025-01-20,G,RI,,G\n";
	void *other = NULL;
	struct trial trial;
	char *first, *second;

	publish_second_version(*state);
	trial = try_file(*state, "audits", file, false);
	assert_int_equal(trial.count.added, 3);
	finish(&trial);
	first = export_text(*state, "audits");
	assert_non_null(strstr(first, ",SUPER,DIVERSE,EQUAL,overall,moderator,"));
	assert_non_null(strstr(first, "\r\nA2,C1,East,case-file-2024,sian,"));
	assert_non_null(strstr(first, ",2025-01-20,Good,,,,,,Not applicable,Good,"));
	assert_non_null(strstr(first, "\r\nA3,C1,East,case-file-2024 v1,"));
	setup(&other);
	publish_second_version(other);
	trial = try_file(other, "audits", first, false);
	assert_int_equal(trial.count.added, 3);
	second = export_text(other, "audits");
	assert_string_equal(second, first);
	finish(&trial);
	free(first);
	free(second);
	base_teardown(&other);
}

static void one_bad_row_keeps_all_out(void **state)
{
	struct trial trial = try_file(
		*state, "cases", "case_ref,team\nC1,East\nC2,Nope\nC3,West\n,East\n", false);

	assert_int_equal(trial.result, -1);
	assert_int_equal(error_kind(), ERROR_DATA);
	assert_non_null(strstr(error_message(), "2 problems, nothing was imported"));
	assert_int_equal(trial.problems.count, 2);
	finish(&trial);
	trial = try_file(*state, "cases", "case_ref,team\nC1,East\n", false);
	assert_int_equal(trial.count.added, 1);
	finish(&trial);
}

static void a_dry_run_keeps_nothing(void **state)
{
	for (int i = 0; i < 2; i++) {
		struct trial trial =
			try_file(*state, "cases", "case_ref,team\nC1,East\n", true);

		assert_int_equal(trial.result, 0);
		assert_int_equal(trial.count.added, 1);
		finish(&trial);
	}
}

static void an_audit_goes_in_once(void **state)
{
	char *file = sound_row_with("-");
	struct trial trial = try_file(*state, "audits", file, false);

	assert_int_equal(trial.result, 0);
	finish(&trial);
	trial = try_file(*state, "audits", file, false);
	assert_int_equal(trial.result, -1);
	assert_non_null(strstr(trial.problems.messages[0], "audit_ref: A1 is there already"));
	finish(&trial);
	free(file);
}

static void an_unknown_case_is_made_closed(void **state)
{
	char *file = sound_row_with("-");
	struct trial trial = try_file(*state, "audits", file, false);

	finish(&trial);
	free(file);
	trial = try_file(*state, "cases", "case_ref,team,status\nC1,East,closed\n", false);
	assert_int_equal(trial.count.unchanged, 1);
	finish(&trial);
}

static void actions_go_in_once_and_come_out_the_same(void **state)
{
	static const char file[] =
		"audit_ref,action,measure,owner,owner_post,reason,due_on,priority,escalated,"
		"completed_on,verified_on,impact\n"
		"A1,Visit,Seen,sian,social worker,\"She asked, twice\",2023-06-30,yes,no,,,\n"
		"A1,Visit,Seen,sian,social worker,\"She asked, twice\",2023-06-30,yes,no,,,\n"
		"A1,Plan,,Old Person,,,2023-07-01,no,yes,2023-06-20,2023-06-25,Safer\n";
	char *audit = sound_row_with("-"), *text, *line;
	struct trial trial = try_file(*state, "audits", audit, false);

	finish(&trial);
	trial = try_file(*state, "actions", file, false);
	assert_int_equal(trial.count.added, 3);
	assert_int_equal(trial.count.idle, 0); // a Friday; and a Saturday, but done
	finish(&trial);
	trial = try_file(*state, "actions",
		"audit_ref,action,due_on\nA1,Review,2023-07-01\nA1,Call,2023-12-26\n", true);
	assert_int_equal(trial.count.idle, 2);
	finish(&trial);
	trial = try_file(*state, "actions", file, false);
	assert_int_equal(trial.count.unchanged, 3);
	finish(&trial);
	text = export_text(*state, "actions");
	line = strstr(text, "\r\nA1,Plan,,Old Person,,,2023-07-01,no,yes,2023-06-20,2023-06-25,"
			    "Safer,3,case,verified,BLUE,");
	assert_non_null(line);
	assert_non_null(
		strstr(text, "\r\nA1,Visit,Seen,sian,social worker,\"She asked, twice\","
			     "2023-06-30,yes,no,,,,1,case,not started,RED,"));
	free(text);
	free(audit);
}

static void only_qa_imports_audits(void **state)
{
	struct base *base = *state;
	struct trial trial;

	assert_int_equal(session_act_as(base->session, "sian"), 0);
	trial = try_file(base, "audits", "audit_ref\n", false);
	assert_int_equal(trial.result, -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
	finish(&trial);
}

static void the_last_administrator_stays(void **state)
{
	struct base *base = *state;
	char *file = xasprintf(
		"login,name,post,roles\n%s,X,administrator,qa\n", base->session->me.login);
	struct trial trial = try_file(base, "users", file, false);

	assert_int_equal(trial.result, -1);
	assert_int_equal(trial.problems.count, 1);
	finish(&trial);
	free(file);
}

#define HOLDS(name) cmocka_unit_test_setup_teardown(name, setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_follow_the_table),
		cmocka_unit_test(audits_follow_the_table),
		HOLDS(versions_lie_side_by_side),
		HOLDS(one_bad_row_keeps_all_out),
		HOLDS(a_dry_run_keeps_nothing),
		HOLDS(an_audit_goes_in_once),
		HOLDS(an_unknown_case_is_made_closed),
		HOLDS(actions_go_in_once_and_come_out_the_same),
		HOLDS(only_qa_imports_audits),
		HOLDS(the_last_administrator_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
