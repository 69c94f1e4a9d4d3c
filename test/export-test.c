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
#include "test/world.h"

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

// Why whoever's feedback there is none of, the practitioner's too.
static void it_is_told_why_there_is_no_feedback(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", ""), *text;
	struct audit *audit = world_open(world, "ann", ref);

	for (int source = 0; source < SOURCE_COUNT; source++) {
		assert_int_equal(audit_set_feedback(world->session, audit, source, OBTAINED_NO,
					 NULL, NULL),
			0);
		assert_int_equal(audit_set_text(world->session, audit,
					 source_info(source)->why_not, "Not in town", NULL),
			0);
	}
	audit_destroy(audit);
	free(ref);
	world_as(world, "quinn");
	text = text_of(world->base, "feedback", &all);
	for (int source = 0; source < SOURCE_COUNT; source++) {
		char *row = xasprintf(",%s,no,,,Not in town,", source_info(source)->code);

		assert_holds(text, row);
		free(row);
	}
	free(text);
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

static void an_imported_moderation_is_a_row_for_each_domain(void **state)
{
	char *text = text_of(*state, "moderations", &all);

	assert_int_equal(receipt.rows, 7);
	assert_holds(text,
		"audit_ref,case_ref,service,team,template,month,domain,domain_name,"
		"auditor,moderator,auditor_grade,moderator_grade,decision,final_grade,"
		"mode,open_why,reason,selected_on,how,sealed_at,moderated_on,days_taken,"
		"took_part,evidence,timeliness,rationale,commentary,state,disputed_on,"
		"settled_on,kind,database\r\n");
	assert_holds(text,
		"\r\nA1,C1,Assessment,East,case-file-2024,2023-05,VOICE,Voice of the "
		"child,sian,mo,Good,Good,upheld,Good,imported,,,,,,2023-06-02,,,,,,Look "
		"again,completed,,,monthly,practice\r\n");
	assert_holds(
		text, ",overall,Overall,sian,mo,Good,Inadequate,changed,Inadequate,imported,");
	assert_holds(text, ",sian,mo,,,,,imported,"); // a domain that nobody graded
	free(text);
}

// A3, sealed after it was drawn on Thursday 6 July and completed on Monday 10: overall O by the auditor, G sealed,
// RI decided, and Good in the end by who settled the dispute.
static const char sealed[] =
	"INSERT INTO sample (id, name, month, purpose, kind, method, seed, seed_given, rule, "
	"frame_rule, exclude_months, frame_count, frame_hash, digest, drawn_on, drawn_at, "
	"drawn_by) "
	"VALUES (1, '2023-07-moderation', '2023-07', 2, 1, 'draw-1', '', 0, 'all', '', 0, 1, "
	"'', "
	"'', '2023-07-06', '', 1);"
	"INSERT INTO moderation (audit_id, state, mode, sample_id, selected_on, user_id, "
	"due_on, "
	"sealed_at, moderated_on, took_part, evidence, timeliness, rationale, disputed_on, "
	"settled_on) SELECT a.id, 6, 1, 1, '2023-07-06', u.id, '2023-07-20', "
	"'2023-07-07T10:00:00Z', '2023-07-10', 1, 1, 2, 3, '2023-07-11', '2023-07-12' FROM "
	"audit a, "
	"user u WHERE a.ref = 'A3' AND u.login = 'mo';"
	"INSERT INTO moderation_grade (audit_id, domain_id, own, auditor, decision, "
	"changed_to, "
	"changed_at) SELECT m.audit_id, d.id, 2, 1, 2, 3, '' FROM moderation m, domain d WHERE "
	"m.mode "
	"= 1 AND d.code = 'overall';"
	"INSERT INTO judgement (audit_id, part, domain_id, grade, changed_at) SELECT "
	"g.audit_id, 2, "
	"g.domain_id, 3, '' FROM moderation_grade g UNION ALL SELECT g.audit_id, 3, "
	"g.domain_id, 2, "
	"'' FROM moderation_grade g;"
	"INSERT INTO narrative (id, text, revision, changed_at) SELECT g.audit_id * 1024 + 512 "
	"+ 32 "
	"+ d.seq, 'Thin evidence', 1, '' FROM moderation_grade g JOIN domain d ON d.id = "
	"g.domain_id;"
	"INSERT INTO narrative (id, text, revision, changed_at) SELECT g.audit_id * 1024 + 512 "
	"+ 17, "
	"'Well read', 1, '' FROM moderation_grade g;";

static void a_sealed_moderation_has_all_that_was_said(void **state)
{
	struct base *base = *state;
	char *text;

	base_tamper(base, sealed);
	text = text_of(base, "moderations", &all);
	assert_int_equal(receipt.rows, 14);
	assert_holds(text,
		",overall,Overall,sian,mo,Outstanding,Good,changed,Good,sealed,,Thin "
		"evidence,2023-07-06,drawn: 2023-07-moderation,2023-07-07T10:00:00Z,"
		"2023-07-10,2,yes,yes,partly,no,Well read,settled,2023-07-11,2023-07-12,"
		"monthly,practice\r\n");
	free(text);
	base_tamper(base, "UPDATE moderation SET why = 'every Inadequate audit is moderated'");
	text = text_of(base, "moderations", &all);
	assert_holds(text, ",2023-07-06,every Inadequate audit,2023-07-07");
	free(text);
	base_tamper(base,
		"UPDATE moderation SET sample_id = NULL, why = 'odd', mode = 2, open_why = "
		"'by the setting' WHERE mode = 1");
	text = text_of(base, "moderations", &all);
	assert_holds(text, ",open,by the setting,Thin evidence,2023-07-06,by hand: odd,");
	free(text);
	base_tamper(base, "UPDATE moderation SET state = 3 WHERE mode = 2");
	free(text_of(base, "moderations", &all));
	assert_int_equal(receipt.rows, 7); // completed ones only
}

// The database is damaged, and the export is no file.
static void assert_damaged(struct base *base, const char *dataset, const char *message)
{
	char *path = base_file(base, "out.csv");

	assert_int_equal(try_export(base, dataset, &all), -1);
	assert_int_equal(error_kind(), ERROR_IO);
	assert_holds(error_message(), message);
	assert_int_equal(access(path, F_OK), -1);
	free(path);
}

static void no_file_is_left_where_rows_are_missing(void **state)
{
	struct base *base = *state;

	base_tamper(base, "PRAGMA foreign_keys = OFF; DELETE FROM casefile WHERE ref = 'C2'");
	assert_damaged(base, "audits", "an audit belongs to no case");
}

static void no_file_is_left_where_rows_belong_to_nothing(void **state)
{
	struct base *base = *state;

	base_tamper(base, "PRAGMA foreign_keys = OFF; DELETE FROM audit WHERE ref = 'A1'");
	assert_damaged(base, "judgements", " rows were read where ");
}

// Who is to grade an audit blind gets neither its review nor the review's grades, but a file without them.
static void a_review_that_tells_is_left_out(void **state)
{
	struct base *base = *state;
	size_t before, grades;

	free(text_of(base, "audits", &all));
	before = receipt.rows;
	free(text_of(base, "judgements", &all));
	grades = receipt.rows;
	base_tamper(base, "UPDATE audit SET review_of = 2 WHERE id = 1;"
			  "UPDATE audit SET blind_id = (SELECT id FROM user ORDER BY id LIMIT "
			  "1) WHERE id = 2");
	free(text_of(base, "audits", &all));
	assert_int_equal(receipt.rows, before - 1);
	free(text_of(base, "judgements", &all));
	assert_in_range(receipt.rows, 1, grades - 1);
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
		cmocka_unit_test_setup_teardown(
			it_is_told_why_there_is_no_feedback, world_setup, world_teardown),
		HOLDS(the_trail_tells_of_exports),
		HOLDS(the_codebook_knows_every_column),
		HOLDS(an_imported_moderation_is_a_row_for_each_domain),
		HOLDS(a_sealed_moderation_has_all_that_was_said),
		HOLDS(no_file_is_left_where_rows_are_missing),
		HOLDS(no_file_is_left_where_rows_belong_to_nothing),
		HOLDS(a_review_that_tells_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
