// SPDX-License-Identifier: MIT
// CSV in and out: what is read, what is refused and where, and that what was written reads the same.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <dirent.h>
#include <fcntl.h>

#include "core/cell.h"
#include "core/sheet.h"
#include "core/writer.h"
#include "db/error.h"
#include "db/mem.h"

// Last: its macro fail() hides ours.
#include <cmocka.h>

static char folder[] = "/tmp/caseaudit-csv-XXXXXX";
static char *path;

static int make_folder(void **state)
{
	assert_non_null(mkdtemp(folder));
	path = xasprintf("%s/in.csv", folder);
	return 0;
}

static int remove_folder(void **state)
{
	unlink(path);
	free(path);
	return rmdir(folder); // fails where something was left behind
}

static void put_file(const char *data, size_t size)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, size, file), size);
	fclose(file);
}

static const struct sheet_column two[] = {{"a", SHEET_REQUIRED}, {"b", SHEET_REQUIRED},
	{"c", SHEET_OPTIONAL}, {"d", SHEET_IGNORED}};

static struct problems problems;
static struct sheet *sheet;

static void open_bytes(const char *data, size_t size)
{
	put_file(data, size);
	problem_init(&problems, "in.csv");
	assert_int_equal(sheet_open(&sheet, path, two, 4, &problems), 0);
}

static void open_text(const char *text)
{
	open_bytes(text, strlen(text));
}

static void assert_row(size_t line, const char *a, const char *b)
{
	assert_int_equal(sheet_next(sheet), 1);
	assert_string_equal(sheet_cell(sheet, 0, NULL), a);
	assert_string_equal(sheet_cell(sheet, 1, NULL), b);
	assert_int_equal(sheet_line(sheet), line);
}

static void assert_problem(size_t index, const char *start)
{
	assert_true(problems.count > index);
	if (strncmp(problems.messages[index], start, strlen(start)) != 0)
		assert_string_equal(problems.messages[index], start);
}

static void close_after(size_t expected)
{
	assert_int_equal(sheet_next(sheet), 0);
	if (expected == 0 && problems.count)
		assert_string_equal(problems.messages[0], "");
	assert_int_equal(problems.count, expected);
	sheet_close(sheet);
	problem_finish(&problems);
}

static void any_separator_line_end_and_mark(void **state)
{
	static const char *const files[] = {
		"a,b\n1,2\n3,4\n",
		"a;b\r\n1;2\r\n3;4\r\n",
		"a\tb\r1\t2\r3\t4",
		("\xef\xbb\xbf"
		 "b,a\r\n2,1\n4,3"),
		"\"a\";\"B\"\n\"1\";2\n3;\"4\"",
		"d,b ,a\nx,2,1\nx,4,3\n",
	};

	for (size_t i = 0; i < LENGTH(files); i++) {
		open_text(files[i]);
		assert_row(2, "1", "2");
		assert_row(3, "3", "4");
		assert_string_equal(sheet_cell(sheet, 2, NULL), "");
		assert_false(sheet_has(sheet, 2));
		close_after(0);
	}
}

static void lines_are_those_of_the_file(void **state)
{
	open_text("a,b\r\n\"1\r\n2\n3\",x\r\n\r\n\n y ,\" z \"\r\n,\r\n");
	assert_row(2, "1\r\n2\n3", "x");
	assert_row(7, "y", " z ");
	assert_row(8, "", "");
	assert_true(sheet_blank(sheet));
	close_after(0);
}

static void header_is_checked_by_name(void **state)
{
	open_text("a,e,a,\n1,2,3,4\n");
	assert_problem(
		0, "in.csv:1: e: no such column: rename or delete it, the columns are a,b,c");
	assert_problem(1, "in.csv:1: a: the column stands twice: delete one");
	assert_problem(2, "in.csv:1: column 4 has no name");
	assert_problem(3, "in.csv:1: b: the column is missing: add it");
	close_after(4);
}

static void an_empty_file_has_no_header(void **state)
{
	open_text("");
	assert_problem(0, "in.csv: the file is empty");
	close_after(1);
	open_text("\xef\xbb\xbf\r\n\r\n");
	assert_problem(0, "in.csv: the file is empty");
	close_after(1);
}

static void every_fault_has_line_and_column(void **state)
{
	static const char file[] = "a,b\n1,\"x\ny\"\n1\n1,2,3\n\x80,2\n1,\0"
				   "2\n1,\x1b[2J\n"
				   "1,\"2\"3\nfine,4\nstray \" here,5\nfine,6\n1,\"open\n\n";

	open_bytes(file, sizeof(file) - 1);
	assert_row(2, "1", "x\ny");
	assert_row(10, "fine", "4");
	assert_row(12, "fine", "6");
	assert_int_equal(sheet_next(sheet), 0);
	assert_problem(0, "in.csv:4: 1 cells where the header has 2: put in");
	assert_problem(1, "in.csv:5: 3 cells where the header has 2: put cells");
	assert_problem(
		2, "in.csv:6: a: byte 0x80 is not UTF-8, the file seems to be Windows-1252");
	assert_problem(3, "in.csv:7: b: holds a NUL");
	assert_problem(4, "in.csv:8: b: holds U+001B");
	assert_problem(5, "in.csv:9: b: a quote stands inside the text");
	assert_problem(6, "in.csv:11: a: a quote stands inside the text");
	assert_problem(7, "in.csv:13: b: the quote that opens this cell is never closed");
	close_after(8);
}

static void utf16_is_told_apart(void **state)
{
	open_bytes("\xff\xfe"
		   "a\0,\0b\0\n\0",
		10);
	assert_problem(0, "in.csv:1: the file is UTF-16");
	close_after(1);
}

static void problems_stop_at_a_readable_number(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *memory;

	open_text("a,b\n");
	for (size_t i = 0; i < PROBLEM_LIMIT + 3; i++)
		problem_add(&problems, i + 1, "a", "wrong %s", "\x1b[2J");
	memory = open_memstream(&text, &size);
	problem_print(&problems, memory);
	fclose(memory);
	assert_non_null(strstr(text, "in.csv:50: a: wrong ?[2J\nand 3 more\n"));
	assert_null(strchr(text, '\x1b'));
	free(text);
	close_after(PROBLEM_LIMIT + 3);
}

static void a_quote_never_closed_ends_in_constant_memory(void **state)
{
	size_t size = CELL_MAX + (size_t)300000;
	char *file = xmalloc(size);

	memset(file, 'x', size);
	memcpy(file, "a,b\n1,\"", 7);
	open_bytes(file, size);
	assert_int_equal(sheet_next(sheet), 0);
	assert_problem(0, "in.csv:2: b: the quote that opens this cell is never closed");
	close_after(1);
	free(file);
}

static void a_missing_file_is_told(void **state)
{
	problem_init(&problems, "none.csv");
	assert_int_equal(sheet_open(&sheet, "/nonexistent/none.csv", two, 4, &problems), -1);
	assert_int_equal(error_kind(), ERROR_MISSING);
	assert_null(sheet);
}

static void formulas_are_defused_both_ways(void **state)
{
	static const struct {
		const char *text;
		bool formula;
	} cells[] = {{"=1+1", true}, {"+44", true}, {"-", true}, {"@x", true}, {"\tx", true},
		{"\rx", true}, {"'=1", true}, {"''-", true}, {"'", false}, {"'x", false},
		{"x=1", false}, {"-5", false}, {"-12.50", false}, {"'-5", false},
		{"-5+1", true}, {"-1.2.3", true}, {"-.5", true}, {"-5.", true}, {"-5x", true},
		{"", false}, {" =1", false}, {"''", false}};

	for (size_t i = 0; i < LENGTH(cells); i++) {
		assert_int_equal(cell_is_formula(cells[i].text, strlen(cells[i].text)),
			cells[i].formula);
		assert_false(cell_is_defused(cells[i].text, strlen(cells[i].text)) &&
			     !cells[i].formula);
	}
}

static char *read_file(const char *name)
{
	FILE *file = fopen(name, "rb");
	char *text = xcalloc(1, 4096);

	assert_non_null(file);
	fread(text, 1, 4095, file);
	fclose(file);
	return text;
}

static void assert_written(unsigned options, const char *expected)
{
	static const char *const names[] = {"a", "b"};
	struct writer writer;
	char *text;

	assert_int_equal(writer_create(&writer, path, options), 0);
	writer_header(&writer, names, 2);
	writer_text(&writer, "say \"no\"", SIZE_MAX);
	writer_integer(&writer, INT64_MIN);
	writer_end_row(&writer);
	writer_text(&writer, "=1,2", SIZE_MAX);
	writer_text(&writer, "-x", SIZE_MAX);
	writer_end_row(&writer);
	writer_plain(&writer, "2026-10-01", 10);
	writer_text(&writer, " n\n", 3);
	writer_end_row(&writer);
	writer_empty(&writer);
	writer_text(&writer, NULL, SIZE_MAX);
	writer_end_row(&writer);
	assert_int_equal(writer_commit(&writer), 0);
	assert_int_equal(writer.rows, 4);
	writer_discard(&writer);
	text = read_file(path);
	assert_string_equal(text, expected);
	free(text);
}

static void writes_as_rfc_4180(void **state)
{
	assert_written(0, "a,b\r\n\"say \"\"no\"\"\",-9223372036854775808\r\n\"'=1,2\",'-x\r\n"
			  "2026-10-01,\" n\n\"\r\n,\r\n");
	assert_written(WRITER_BOM | WRITER_RAW,
		"\xef\xbb\xbf"
		"a,b\r\n\"say \"\"no\"\"\",-9223372036854775808\r\n\"=1,2\",-x\r\n"
		"2026-10-01,\" n\n\"\r\n,\r\n");
}

static void the_sum_is_that_of_the_file(void **state)
{
	struct writer writer;

	assert_int_equal(writer_create(&writer, path, 0), 0);
	writer_text(&writer, "abc", 3);
	assert_int_equal(writer_commit(&writer), 0);
	assert_string_equal(writer.output->sha256,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	writer_discard(&writer);
}

static size_t files_in_folder(void)
{
	DIR *dir = opendir(folder);
	size_t count = 0;

	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2;
}

static void nothing_is_left_of_what_was_not_committed(void **state)
{
	struct writer writer;
	char *text;

	put_file("old", 3);
	assert_int_equal(writer_create(&writer, path, 0), 0);
	writer_text(&writer, "new", 3);
	writer_discard(&writer);
	text = read_file(path);
	assert_string_equal(text, "old");
	free(text);
	assert_int_equal(files_in_folder(), 1);
}

static void an_older_file_is_replaced_and_keeps_its_mode(void **state)
{
	struct writer writer;
	struct stat status;
	char *text;

	put_file("old", 3);
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(writer_create(&writer, path, 0), 0);
	writer_text(&writer, "new", 3);
	assert_int_equal(writer_commit(&writer), 0);
	writer_discard(&writer);
	text = read_file(path);
	assert_string_equal(text, "new");
	free(text);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0640);
	assert_int_equal(files_in_folder(), 1);
}

static void a_full_disk_is_an_error(void **state)
{
	struct writer writer;
	struct stat status;

	assert_int_equal(writer_create(&writer, "/dev/full", 0), 0);
	writer_text(&writer, "x", 1);
	assert_int_equal(writer_commit(&writer), -1);
	assert_int_equal(error_kind(), ERROR_IO);
	writer_discard(&writer);
	assert_int_equal(stat("/dev/full", &status), 0);
	assert_true(S_ISCHR(status.st_mode));
	assert_int_equal(writer_create(&writer, "/nonexistent/x.csv", 0), -1);
	assert_int_equal(error_kind(), ERROR_CREATE);
	writer_discard(&writer);
}

// A small generator of our own: the same bytes on every machine.
static uint32_t next_random(void)
{
	static uint32_t seed = 2463534242;

	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed;
}

static const char *const pieces[] = {"\"", ",", "\r", "\n", "\r\n", "'", "=", "+", "-", "@",
	"\t", ";", " ", "a", "long word ", "\xc3\xa9", "\xe2\x80\x99", "\xf0\x9f\x91\xa7",
	"12345678"};

static void random_text(char *text, size_t pieces_max)
{
	text[0] = '\0';
	for (size_t i = next_random() % pieces_max; i; i--)
		text = stpcpy(text, pieces[next_random() % LENGTH(pieces)]);
}

#define FUZZ_ROWS 4000

static void what_was_written_reads_the_same(void **state)
{
	static char cells[FUZZ_ROWS][2][320];
	static const char *const names[] = {"a", "b"};
	struct writer writer;

	assert_int_equal(writer_create(&writer, path, WRITER_BOM), 0);
	writer_header(&writer, names, 2);
	for (size_t i = 0; i < FUZZ_ROWS; i++) {
		for (size_t j = 0; j < 2; j++) {
			random_text(cells[i][j], 20);
			writer_text(&writer, cells[i][j], SIZE_MAX);
		}
		writer_end_row(&writer);
	}
	assert_int_equal(writer_commit(&writer), 0);
	writer_discard(&writer);
	problem_init(&problems, "in.csv");
	assert_int_equal(sheet_open(&sheet, path, two, 4, &problems), 0);
	for (size_t i = 0; i < FUZZ_ROWS; i++) {
		assert_int_equal(sheet_next(sheet), 1);
		assert_string_equal(sheet_cell(sheet, 0, NULL), cells[i][0]);
		assert_string_equal(sheet_cell(sheet, 1, NULL), cells[i][1]);
	}
	close_after(0);
}

static void a_megabyte_in_a_cell_comes_out_whole(void **state)
{
	static const char *const names[] = {"a", "b"};
	size_t size = 1024 * 1024, length;
	char *text = xmalloc(size + 1);
	struct writer writer;

	memset(text, '"', size);
	text[size] = '\0';
	assert_int_equal(writer_create(&writer, path, 0), 0);
	writer_header(&writer, names, 2);
	writer_text(&writer, text, size);
	writer_text(&writer, "x", 1);
	writer_end_row(&writer);
	assert_int_equal(writer_commit(&writer), 0);
	writer_discard(&writer);
	problem_init(&problems, "in.csv");
	assert_int_equal(sheet_open(&sheet, path, two, 4, &problems), 0);
	assert_int_equal(sheet_next(sheet), 1);
	assert_string_equal(sheet_cell(sheet, 0, &length), text);
	assert_int_equal(length, size);
	close_after(0);
	free(text);
}

// Whatever the bytes are, reading ends, with rows or problems.
static void random_bytes_do_no_harm(void **state)
{
	static char file[3000];

	for (size_t round = 0; round < 300; round++) {
		size_t size = 4 + next_random() % (sizeof(file) - 4);

		for (size_t i = 0; i < size; i++) {
			uint32_t random = next_random();

			file[i] =
				random % 4 ? "\",\n\r;a"[random / 4 % 6] : (char)(random >> 8);
		}
		memcpy(file, "a,b\n", 4);
		open_bytes(file, size);
		while (sheet_next(sheet) == 1)
			assert_true(sheet_line(sheet) > 1);
		sheet_close(sheet);
		problem_finish(&problems);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_separator_line_end_and_mark),
		cmocka_unit_test(lines_are_those_of_the_file),
		cmocka_unit_test(header_is_checked_by_name),
		cmocka_unit_test(an_empty_file_has_no_header),
		cmocka_unit_test(every_fault_has_line_and_column),
		cmocka_unit_test(utf16_is_told_apart),
		cmocka_unit_test(problems_stop_at_a_readable_number),
		cmocka_unit_test(a_quote_never_closed_ends_in_constant_memory),
		cmocka_unit_test(a_missing_file_is_told),
		cmocka_unit_test(formulas_are_defused_both_ways),
		cmocka_unit_test(writes_as_rfc_4180),
		cmocka_unit_test(the_sum_is_that_of_the_file),
		cmocka_unit_test(nothing_is_left_of_what_was_not_committed),
		cmocka_unit_test(an_older_file_is_replaced_and_keeps_its_mode),
		cmocka_unit_test(a_full_disk_is_an_error),
		cmocka_unit_test(what_was_written_reads_the_same),
		cmocka_unit_test(a_megabyte_in_a_cell_comes_out_whole),
		cmocka_unit_test(random_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
