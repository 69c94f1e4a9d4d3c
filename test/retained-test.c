// SPDX-License-Identifier: MIT
// Retention: what is taken away is gone to the last byte, and every figure is as before.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/person.h"
#include "core/retain.h"
#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"
#include "test/fixture.h"
#include "test/older.h"
#include "test/table.h"
#include "test/words.h"
#include "test/world.h"

// Every text in the schema, and whether retain.tsv says what becomes of it.

static char *columns_of(const char *path)
{
	return older_look(path,
		"SELECT t.name || '.' || x.name FROM pragma_table_list t JOIN "
		"pragma_table_xinfo(t.name) x WHERE t.schema = 'main' AND t.type = 'table' AND "
		"t.name NOT LIKE 'sqlite%' AND x.type NOT IN ('INTEGER', 'BLOB') ORDER BY 1");
}

static int rows_for(const struct table *table, const char *column)
{
	int found = 0;

	for (size_t row = 0; row < table_rows(table); row++) {
		char *name = xasprintf("%s.%s", table_cell(table, row, "table"),
			table_cell(table, row, "column"));

		found += strcmp(name, column) == 0;
		free(name);
	}
	return found;
}

static void every_text_is_accounted_for(void **state)
{
	struct world *world = *state;
	struct table *table = table_read("retain.tsv");
	char *columns = columns_of(world->base->path), *rest = columns, *column;
	size_t count = 0;

	for (; (column = strsep(&rest, ",")); count++)
		if (rows_for(table, column) != 1)
			fail_msg("%s: say in test/retain.tsv, once, whether retention takes it "
				 "away or why not",
				column);
	assert_int_equal(table_rows(table), count); // none of a column that is no more
	for (size_t row = 0; row < count; row++) {
		const char *does = table_cell(table, row, "does");

		assert_true(strcmp(does, "gone") == 0 || strcmp(does, "kept") == 0);
		assert_true(*table_cell(table, row, "why"));
	}
	free(columns);
	table_destroy(table);
}

// A database with rows in every table, a word of its own in every text that goes, all of it over.

static char *word_of(const struct table *table, size_t row)
{
	char *word = xasprintf("zq%s%s", table_cell(table, row, "table"),
		     table_cell(table, row, "column")),
	     *to = word;

	for (char *from = word; *from; from++)
		if (*from != '_')
			*to++ = *from;
	*to = '\0';
	return word;
}

static void run_sql(const char *path, const char *sql)
{
	char *message = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	sqlite3_close(db);
}

// The expression of a row with its word in the place of each @. Yours.
static char *value_of(const struct table *table, size_t row, const char *word)
{
	const char *value = table_cell(table, row, "value");
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (value = *value ? value : "@"; *value; value++)
		if (*value == '@')
			fprintf(out, "'%s'", word);
		else
			fputc(*value, out);
	fclose(out);
	return text;
}

static void put_words(const struct table *table, const char *path)
{
	for (size_t row = 0; row < table_rows(table); row++) {
		char *word = word_of(table, row), *value = value_of(table, row, word);
		char *sql = xasprintf("UPDATE %s SET %s = %s", table_cell(table, row, "table"),
			table_cell(table, row, "column"), value);

		if (strcmp(table_cell(table, row, "does"), "gone") == 0 &&
			strcmp(value, "-") != 0)
			run_sql(path, sql);
		free(sql);
		free(value);
		free(word);
	}
}

static const char over[] = "UPDATE casefile SET status = 'closed';"
			   "UPDATE calibration SET closed_on = '2019-01-01';"
			   "UPDATE loop_step SET state = 2 WHERE state = 1;"
			   "UPDATE action SET progress = 5;"
			   "UPDATE concern SET done_at = '2019-01-01T09:00:00Z';"
			   "UPDATE moderation SET state = 4;"
			   "UPDATE challenge SET outcome = 1;"
			   "UPDATE audit SET state = 5, closed_on = '2019-01-01', imported = 1;"
			   "INSERT INTO narrative_index (narrative_index) VALUES ('rebuild');"
			   "INSERT INTO action_index (action_index) VALUES ('rebuild')";

// The acts on an audit and on a case that the program would have written.
static void put_acts(struct session *session, const char *path)
{
	char *cases = older_look(path, "SELECT ref FROM casefile"), *rest = cases, *ref;

	assert_done(db_begin(session->db));
	while ((ref = strsep(&rest, ","))) {
		char *record = xasprintf("case %s", ref);

		assert_done(trail_append(session, &(struct act){.verb = "change",
							  .record = record,
							  .old = "zqtrailvalueold",
							  .new = "zqtrailvaluenew"}));
		free(record);
	}
	assert_done(trail_append(session, &(struct act){.verb = "change",
						  .record = "audit zqauditref3",
						  .audit_id = 3,
						  .field = "well",
						  .old = "zqtrailvalueold",
						  .new = "zqtrailvaluenew"}));
	assert_done(db_end(session->db, 0));
	free(cases);
}

// Whether a word is anywhere in the bytes of the database or its log.
static bool in_file(const char *path, const char *word)
{
	char *name = xstrdup(path), *log = xasprintf("%s-wal", path), *bytes;
	bool found = false;
	size_t length;

	bytes = fixture_read(name, &length);
	found = memmem(bytes, length, word, strlen(word)) != NULL;
	free(bytes);
	if (!found && access(log, F_OK) == 0) {
		bytes = fixture_read(log, &length);
		found = memmem(bytes, length, word, strlen(word)) != NULL;
		free(bytes);
	}
	free(log);
	free(name);
	return found;
}

// Whether the word of a row is put somewhere.
static bool has_word(const struct table *table, size_t row)
{
	const char *value = table_cell(table, row, "value");

	return strcmp(table_cell(table, row, "does"), "gone") == 0 &&
	       strcmp(table_cell(table, row, "column"), "record") != 0 &&
	       (strcmp(value, "") == 0 || strcmp(value, "-") == 0 || strchr(value, '@'));
}

static void expect_words(const struct table *table, const char *path, bool there)
{
	for (size_t row = 0; row < table_rows(table); row++) {
		char *word = word_of(table, row);

		if (has_word(table, row) && in_file(path, word) != there)
			fail_msg("%s: %s is %s the file", table_where(table, row), word,
				there ? "not in" : "still in");
		free(word);
	}
}

static void holds(struct session *session, int64_t least_erased)
{
	struct trail_check check;

	assert_done(trail_verify(session, &check, NULL, NULL));
	assert_int_equal(check.wrong, 0);
	assert_true(check.erased >= least_erased);
	assert_done(db_check(session->db));
	assert_done(store_exec(session->db, "INSERT INTO narrative_index (narrative_index, "
					    "rank) VALUES ('integrity-check', 1)"));
	assert_done(store_exec(session->db,
		"INSERT INTO action_index (action_index, rank) VALUES ('integrity-check', 1)"));
}

// With those words in it. Yours.
static struct session *make_over(struct fixture *fixture, const struct table *table)
{
	struct session *session;

	older_make(fixture->database, schema_count);
	run_sql(fixture->database, over);
	put_words(table, fixture->database);
	run_sql(fixture->database,
		"INSERT INTO narrative_index (narrative_index) VALUES ('rebuild');"
		"INSERT INTO action_index (action_index) VALUES ('rebuild')");
	session = session_open(
		&(struct session_options){.db = fixture->database, .today = "2026-11-24"});
	assert_non_null(session);
	put_acts(session, fixture->database);
	expect_words(table, fixture->database, true);
	return session;
}

static void not_a_byte_is_left(void **state)
{
	struct fixture *fixture = *state;
	struct table *table = table_read("retain.tsv");
	struct session *session = make_over(fixture, table);
	struct retention retention;

	assert_done(retain_run(session,
		&(struct retain_request){.before = date_from(2020, 1, 1)}, &retention));
	assert_true(retention.audits > 5 && retention.cases == 3 && retention.actions == 3);
	expect_words(table, fixture->database, false);
	holds(session, 5);
	session_close(session);
	table_destroy(table);
}

// What is held on a case is what retention takes away.

static void begin(const struct person_part *part, void *context)
{
	(void)part;
	(void)context;
}

static void row(const struct person_cell *cells, int count, void *context)
{
	for (int i = 0; i < count; i++)
		fprintf(context, "%s\n", cells[i].kind == CELL_TEXT ? cells[i].text : "");
}

static void end(void *context)
{
	(void)context;
}

// All that is held on every case. Yours.
static char *held(struct session *session, const char *path)
{
	char *cases = older_look(path, "SELECT ref FROM casefile"), *rest = cases, *ref,
	     *text = NULL;
	size_t size;
	struct person_reader reader = {begin, row, end, open_memstream(&text, &size)};

	while ((ref = strsep(&rest, ",")))
		assert_done(person_read(session, ref, &reader));
	fclose(reader.context);
	free(cases);
	return text;
}

static void all_that_goes_is_shown_on_request(void **state)
{
	struct fixture *fixture = *state;
	struct table *table = table_read("retain.tsv");
	struct session *session = make_over(fixture, table);
	char *text = held(session, fixture->database);

	for (size_t i = 0; i < table_rows(table); i++) {
		char *word = word_of(table, i);

		if (has_word(table, i) && !strstr(text, word))
			fail_msg("%s: %s is not shown", table_where(table, i), word);
		free(word);
	}
	free(text);
	session_close(session);
	table_destroy(table);
}

// Figures, before and after, of two years of a council.

static char *output_of(const struct fixture *fixture, const char *line)
{
	struct words words = {0};
	struct outcome outcome;
	char *text;

	words_split(&words, line);
	outcome = fixture_run_as(fixture, &(struct run_setup){.arguments = words.list});
	if (outcome.code)
		fail_msg("%s: %s", line, outcome.err);
	text = xstrdup(outcome.out);
	outcome_finish(&outcome);
	words_finish(&words);
	return text;
}

// What commands that count say, and the figures of figures.tsv.
static char *figures(const struct fixture *fixture)
{
	static const char *const lines[] = {"agreement --always --format csv",
		"agreement --year 2025-26 --format csv", "export kpi --year 2024-25",
		"export kpi --year 2025-26", "export summary --year 2025-26",
		"export summary --quarter 2024-25-Q4", "cycle show 2025-03 --json",
		"cycle show 2026-11 --json", "cycle list --json", "due --json --days 60",
		"list actions --json", "list contacts --open --json",
		"list audits --open --json", "moderate list --open --json", "sample list"};
	struct table *table = table_read("figures.tsv");
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (size_t i = 0; i < LENGTH(lines); i++) {
		char *line = xasprintf("--today 2026-11-16 %s", lines[i]),
		     *said = output_of(fixture, line);

		fprintf(out, "%s:\n%s\n", lines[i], said);
		free(said);
		free(line);
	}
	for (size_t row = 0; row < table_rows(table); row++) {
		char *found = older_look(fixture->database, table_cell(table, row, "query"));

		fprintf(out, "%s: %s\n", table_cell(table, row, "what"), found);
		free(found);
	}
	fclose(out);
	table_destroy(table);
	return text;
}

static void every_figure_is_as_before(void **state)
{
	struct fixture *fixture = *state;
	char *before, *said;

	fixture->as_nobody = 1;
	fixture_demo(fixture);
	before = figures(fixture);
	said = output_of(fixture, "--today 2026-11-16 retain --before 2026-04-01 --yes");
	assert_null(strstr(said, " 0 audits"));
	older_expect_same("figures", figures(fixture), before);
	free(said);
	said = output_of(fixture, "verify");
	assert_non_null(strstr(said, ", 0 wrong"));
	free(said);
	said = output_of(fixture, "sample verify 2026-11");
	assert_non_null(strstr(said, "lines were anonymised by retention"));
	free(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			every_text_is_accounted_for, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			not_a_byte_is_left, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			all_that_goes_is_shown_on_request, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			every_figure_is_as_before, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
