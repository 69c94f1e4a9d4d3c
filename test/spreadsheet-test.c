// SPDX-License-Identifier: MIT
// A spreadsheet (LibreOffice Calc, without a screen) opens every export, keeps it as a workbook, and gives the same
// cells back.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/export.h"
#include "db/mem.h"
#include "test/grid.h"
#include "test/fixture.h"

#define SOFFICE "/usr/bin/soffice"
#define COLUMNS 100 // of the widest export, and some

// What spreadsheets are known to spoil.
static const char cases[] = "case_ref,team,worker,plan_type,status\n"
			    "00123,Gŵyr,Siân Ŵyn,child in need,open\n"
			    "12345678901234567890,Gŵyr,O'Neill,looked after,open\n"
			    "1E5,Gŵyr,007,early help,open\n"
			    "3-4,Gŵyr,TRUE,no plan,open\n";
static const char audits[] =
	"audit_ref,case_ref,team,auditor,allocated_on,due_on,completed_on,VOICE,ASSESS,overall,"
	"moderator,moderated_on,mod_overall,moderation_note,child_feedback,summary\n"
	"0001,00123,Gŵyr,sian,2023-05-01,2023-05-31,2023-05-20,G,RI,G,mo,2023-06-02,I,"
	"\"=1+1\",no: too young,\"Siân Ŵyn:\nfine, \"\"she\"\" said\n\nllŷn\"\n"
	"0002,12345678901234567890,Gŵyr,Old Person,2023-05-01,2023-06-30,2023-06-01,I,I,I,,,,,"
	"-5,@SUM(A1:A9)\n"
	"0003,1E5,Gŵyr,sian,2023-05-01,2023-06-30,2023-06-02,O,O,O,,,,,+44 20 7946 0000,"
	"-1+cmd|' /C calc'!A0\n"
	"0004,3-4,Gŵyr,sian,2023-05-01,2023-06-30,,,,,,,,,,\n";
static const char actions[] =
	"audit_ref,action,measure,owner,due_on,priority,escalated\n"
	"0001,\"=HYPERLINK(\"\"http://x\"\")\",-12.5,Zoë,2023-06-30,yes,yes\n"
	"0002,00042,1/2,007,2023-08-01,no,no\n";

static void import(
	const struct fixture *fixture, const char *login, const char *kind, const char *text)
{
	fixture_write(fixture, "in.csv", text, strlen(text));
	if (login)
		fixture_must_run(fixture, "--as", login, "import", kind, "in.csv", NULL);
	else
		fixture_must_run(fixture, "import", kind, "in.csv", NULL);
}

static void fill(const struct fixture *fixture)
{
	fixture_must_run(fixture, "init", "--practice", NULL);
	import(fixture, NULL, "services", "name\n=Assessment\n");
	import(fixture, NULL, "teams", "name,service\nGŵyr,=Assessment\n");
	import(fixture, NULL, "users",
		"login,name,post,roles,team,services\nsian,Siân Ŵyn,team "
		"manager,auditor,Gŵyr,\n"
		"mo,Mo,service manager,moderator,,=Assessment\nquinn,Quinn,qa "
		"co-ordinator,qa,,\n");
	import(fixture, NULL, "cases", cases);
	import(fixture, "quinn", "audits", audits);
	import(fixture, "quinn", "actions", actions);
}

// Each dataset as it is, and with a byte order mark.
static void export_all(const struct fixture *fixture)
{
	char *list = xstrdup(export_datasets()), *rest = list, *name;

	while ((name = strsep(&rest, " "))) {
		char *plain = xasprintf("%s.csv", name);
		char *marked = xasprintf("%s-bom.csv", name);

		fixture_must_run(fixture, "--as", "quinn", "export", name, "-o", plain, NULL);
		fixture_must_run(
			fixture, "--as", "quinn", "export", name, "--bom", "-o", marked, NULL);
		free(marked);
		free(plain);
	}
	free(list);
}

// One run of the spreadsheet over many files costs little more than one over one.
static void convert(const struct fixture *fixture, const char *options, const char *files)
{
	char *line = xasprintf("unset LD_PRELOAD; exec " SOFFICE " --headless "
			       "-env:UserInstallation=file://$PWD/profile %s %s",
		options, files);
	struct run_setup setup = {.arguments = (const char *[]){"/bin/sh", "-c", line, NULL}};
	struct outcome outcome = fixture_run_as(fixture, &setup);

	if (outcome.code)
		fail_msg("%s: is libreoffice-calc-nogui installed?\n%s%s", line, outcome.out,
			outcome.err);
	outcome_finish(&outcome);
	free(line);
}

// Every column as text, as people are told to choose: 1/2/2/2 ... of the filter's options.
static char *all_text(void)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	for (int i = 1; i <= COLUMNS; i++)
		fprintf(to, "%s%d/2", i > 1 ? "/" : "", i);
	fclose(to);
	return text;
}

#define BACK "'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false'"

// Into workbooks and back again; and as a spreadsheet opens them that is asked for nothing.
static void open_all(const struct fixture *fixture)
{
	char *columns = all_text();
	char *to_book =
		xasprintf("--convert-to xlsx --infilter='CSV:44,34,76,1,%s,1033,false,false' "
			  "--outdir books",
			columns);

	convert(fixture, to_book, "*.csv");
	convert(fixture, "--convert-to " BACK " --outdir back", "books/*.xlsx");
	convert(fixture,
		"--infilter='CSV:44,34,76,1,,1033,false,true' --convert-to " BACK
		" --outdir guessed",
		"*.csv");
	free(to_book);
	free(columns);
}

static int made(void **state)
{
	const struct fixture *fixture;
	char *stray;

	fixture_setup(state);
	fixture = *state;
	fill(fixture);
	stray = fixture_path(fixture, "in.csv");
	remove(stray);
	free(stray);
	export_all(fixture);
	open_all(fixture);
	return 0;
}

static struct grid *grid_of_file(
	const struct fixture *fixture, const char *folder, const char *dataset, const char *end)
{
	char *name = xasprintf("%s%s%s.csv", folder, dataset, end);
	char *path = fixture_path(fixture, name);
	struct grid *cells = grid_read(path);

	if (!cells)
		fail_msg("there is no %s", path);
	free(path);
	free(name);
	return cells;
}

static void expect_same(const char *name, const struct grid *cells, const struct grid *back)
{
	assert_int_equal(grid_rows(back), grid_rows(cells));
	for (size_t row = 0; row < grid_rows(cells); row++) {
		assert_int_equal(grid_columns(back, row), grid_columns(cells, row));
		for (size_t i = 0; i < grid_columns(cells, row); i++)
			if (strcmp(grid_at(cells, row, i), grid_at(back, row, i)) != 0)
				fail_msg("%s, row %zu, %s: \"%s\" came back as \"%s\"", name,
					row, grid_at(cells, 0, i), grid_at(cells, row, i),
					grid_at(back, row, i));
	}
}

static void every_cell_comes_back(void **state)
{
	static const char *const ends[] = {"", "-bom"};
	char *list = xstrdup(export_datasets()), *rest = list, *name;

	while ((name = strsep(&rest, " ")))
		for (size_t i = 0; i < LENGTH(ends); i++) {
			struct grid *cells = grid_of_file(*state, "", name, ends[i]);
			struct grid *back = grid_of_file(*state, "back/", name, ends[i]);

			expect_same(name, cells, back);
			grid_destroy(back);
			grid_destroy(cells);
		}
	free(list);
}

static void expect(const struct grid *cells, size_t row, const char *column, const char *text)
{
	assert_string_equal(grid_in(cells, row, column), text);
}

// What was typed is what stands in the workbook, cell by cell.
static void what_spreadsheets_spoil_is_whole(void **state)
{
	struct grid *cells = grid_of_file(*state, "back/", "audits", "");

	expect(cells, 1, "audit_ref", "0001");
	expect(cells, 1, "case_ref", "00123");
	expect(cells, 1, "team", "Gŵyr");
	expect(cells, 1, "summary", "Siân Ŵyn:\nfine, \"she\" said\n\nllŷn");
	expect(cells, 1, "service", "'=Assessment");
	expect(cells, 1, "moderation_note", "'=1+1");
	expect(cells, 1, "completed_on", "2023-05-20");
	expect(cells, 2, "case_ref", "12345678901234567890");
	expect(cells, 2, "child_feedback", "-5");
	expect(cells, 2, "summary", "'@SUM(A1:A9)");
	expect(cells, 3, "case_ref", "1E5");
	expect(cells, 3, "summary", "'-1+cmd|' /C calc'!A0");
	expect(cells, 4, "case_ref", "3-4");
	grid_destroy(cells);
	cells = grid_of_file(*state, "back/", "actions", "-bom");
	expect(cells, 1, "action", "'=HYPERLINK(\"http://x\")");
	expect(cells, 1, "measure", "-12.5");
	expect(cells, 1, "owner", "Zoë");
	expect(cells, 2, "action", "00042");
	expect(cells, 2, "owner", "007");
	grid_destroy(cells);
}

// A spreadsheet left to guess makes numbers of what looks like numbers; but it runs nothing, reads accents, and keeps
// lines together.
static void guessing_runs_no_formula(void **state)
{
	static const char *const ends[] = {"", "-bom"};

	for (size_t i = 0; i < LENGTH(ends); i++) {
		struct grid *cells = grid_of_file(*state, "guessed/", "audits", ends[i]);

		assert_int_equal(grid_rows(cells), 5);
		expect(cells, 1, "summary", "Siân Ŵyn:\nfine, \"she\" said\n\nllŷn");
		expect(cells, 1, "moderation_note", "'=1+1");
		expect(cells, 2, "summary", "'@SUM(A1:A9)");
		expect(cells, 2, "child_feedback", "-5");
		expect(cells, 3, "summary", "'-1+cmd|' /C calc'!A0");
		grid_destroy(cells);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_comes_back),
		cmocka_unit_test(what_spreadsheets_spoil_is_whole),
		cmocka_unit_test(guessing_runs_no_formula),
	};

	return cmocka_run_group_tests(tests, made, fixture_teardown);
}
