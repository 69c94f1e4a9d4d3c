// SPDX-License-Identifier: MIT
// Hostile text through the whole program: it goes in with an error, or comes out whole, and neither way
// reaches a terminal raw.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/fixture.h"
#include "test/table.h"

#define HEADER                                                                                 \
	"audit_ref,case_ref,team,template,auditor,auditor_post,allocated_on,due_on,completed_" \
	"on,"                                                                                  \
	"VOICE,ASSESS,PLAN,PARTNER,SUPER,DIVERSE,overall,child_feedback,summary\n"
#define ROW                                               \
	"A-1,CF-1,East,case-file-2024,sian,team "         \
	"manager,2025-01-06,2025-01-31,2025-01-20,G,G,G," \
	"G,G,G,G,"

static void make_council(const struct fixture *fixture)
{
	fixture_must_run(fixture, "init", "--practice", NULL);
	fixture_must_run(fixture, "service", "add", "Assessment", NULL);
	fixture_must_run(fixture, "team", "add", "East", "--service", "Assessment", NULL);
	fixture_must_run(fixture, "user", "add", "sian", "--name", "Siân", "--post",
		"team manager", "--role", "auditor", "--team", "East", NULL);
	fixture_must_run(fixture, "user", "add", "quinn", "--name", "Quinn", "--post",
		"qa practitioner", "--role", "qa", NULL);
}

// The text as a cell of a CSV file; yours.
static char *quoted(const char *text, size_t length, size_t *size)
{
	char *cell = xmalloc(2 * length + 3), *out = cell;

	*out++ = '"';
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '"')
			*out++ = '"';
		*out++ = text[i];
	}
	*out++ = '"';
	*size = (size_t)(out - cell);
	return cell;
}

static void write_file(const struct fixture *fixture, const char *cell, size_t size)
{
	char *file = xmalloc(sizeof(HEADER) + sizeof(ROW) + size + 8);
	size_t length = 0;

	memcpy(file, HEADER ROW, strlen(HEADER ROW));
	length = strlen(HEADER ROW);
	memcpy(file + length, ",", 1);
	memcpy(file + length + 1, cell, size);
	file[length + 1 + size] = '\n';
	fixture_write(fixture, "in.csv", file, length + size + 2);
	free(file);
}

// No byte that a terminal obeys: controls but newline and tab, DEL, C1 controls, invalid UTF-8 leads.
static void expect_harmless(const char *what, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if ((c < 0x20 && !strchr("\n\t\r", c)) || c == 0x7f || c == 0xff || c == 0xc0 ||
			(c == 0xc2 && (unsigned char)bytes[i + 1] < 0xa0) || c == '\0')
			fail_msg("%s: byte %02x in: %s", what, c, bytes);
	}
}

static void expect_in_export(
	const struct fixture *fixture, const char *what, const char *cell, size_t size)
{
	char *path = fixture_path(fixture, "out.csv"), *out;
	size_t length;

	fixture_must_run(
		fixture, "--as", "quinn", "export", "audits", "--raw", "-o", "out.csv", NULL);
	out = fixture_read(path, &length);
	// A cell that needs no quotes is written without.
	if (!memmem(out, length, cell, size) && !memmem(out, length, cell + 1, size - 2))
		fail_msg("%s: not in the export:\n%.2000s", what, out);
	free(out);
	free(path);
}

static void try_text(const struct fixture *original, const char *what, const char *text,
	size_t length, int code)
{
	const char *arguments[] = {"--as", "quinn", "import", "audits", "in.csv", NULL};
	struct fixture fixture;
	struct outcome outcome;
	char *bytes, *cell;
	size_t size;

	fixture_init(&fixture);
	bytes = fixture_read(original->database, &size);
	fixture_write(&fixture, "caseaudit.db", bytes, size);
	free(bytes);
	cell = quoted(text, length, &size);
	write_file(&fixture, cell, size);
	outcome = fixture_run_as(&fixture, &(struct run_setup){.arguments = arguments});
	if (outcome.code != code)
		fail_msg("%s: exit %d: %s", what, outcome.code, outcome.err);
	expect_harmless(what, outcome.err, outcome.err_length);
	expect_harmless(what, outcome.out, outcome.out_length);
	if (code == 0)
		expect_in_export(&fixture, what, cell, size);
	outcome_finish(&outcome);
	free(cell);
	fixture_finish(&fixture);
}

static void texts_are_refused_or_kept_whole(void **state)
{
	struct table *table = table_read("hostile.tsv");

	make_council(*state);
	for (size_t row = 0; row < table_rows(table); row++) {
		const char *text = table_cell(table, row, "text");

		try_text(*state, table_where(table, row), text, strlen(text),
			table_number(table, row, "code"));
	}
	table_destroy(table);
}

static void a_nul_byte_is_refused(void **state)
{
	make_council(*state);
	try_text(*state, "NUL", "a\0b", 3, 65);
}

static void a_megabyte_of_text_is_kept_whole(void **state)
{
	size_t length = 1 << 20;
	char *text = xmalloc(length);

	for (size_t i = 0; i < length; i++)
		text[i] = "Siân's \"file\",\n"[i % 16];
	text[length - 1] = '.';
	make_council(*state);
	try_text(*state, "a megabyte", text, length, 0);
	free(text);
}

static void too_much_text_is_refused_whole(void **state)
{
	size_t length = 5 << 20;
	char *text = xmalloc(length);

	memset(text, 'x', length);
	make_council(*state);
	try_text(*state, "five megabytes", text, length, 65);
	free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(texts_are_refused_or_kept_whole),
		TEST(a_nul_byte_is_refused),
		TEST(a_megabyte_of_text_is_kept_whole),
		TEST(too_much_text_is_refused_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
