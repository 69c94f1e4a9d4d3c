// SPDX-License-Identifier: MIT
// The trail: what is recorded, what an intruder cannot hide, and who reads it.
#include "test/test.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"
#include "test/table.h"

static void append(struct session *session, const struct act *act)
{
	assert_int_equal(db_begin(session->db), 0);
	assert_int_equal(db_end(session->db, trail_append(session, act)), 0);
}

static int64_t last_seq(struct session *session)
{
	struct trail_row row;
	int64_t seq;

	assert_int_equal(trail_page(session, 0, INT64_MAX, false, &row, 1), 1);
	seq = row.seq;
	trail_row_finish(&row);
	return seq;
}

// Six rows; returns the number of the first.
static int64_t write_rows(struct session *session)
{
	append(session, &(struct act){.verb = "look", .record = "audit A", .audit_id = 7});
	append(session, &(struct act){.verb = "change",
				.record = "audit A",
				.audit_id = 7,
				.field = "colour",
				.old = "red",
				.new = "green"});
	for (int i = 0; i < 4; i++)
		append(session,
			&(struct act){.verb = "look", .record = "audit B", .audit_id = 8});
	return last_seq(session) - 5;
}

struct findings {
	char *text;
	int count;
};

static void find(const char *sentence, void *context)
{
	struct findings *findings = context;
	char *longer = xasprintf("%s%s\n", findings->text, sentence);

	free(findings->text);
	findings->text = longer;
	findings->count++;
}

static void verify(
	struct session *session, struct trail_check *check, struct findings *findings)
{
	*findings = (struct findings){xstrdup(""), 0};
	assert_int_equal(trail_verify(session, check, find, findings), 0);
	assert_int_equal(check->wrong, findings->count);
}

// Replaces @N by the number of the N-th row of the test; yours.
static char *number_rows(const char *text, int64_t first)
{
	char *result = xstrdup("");

	while (*text) {
		size_t plain = strcspn(text, "@");
		char *longer = xasprintf("%s%.*s", result, (int)plain, text);

		free(result);
		result = longer;
		text += plain;
		if (*text == '@') {
			longer = xasprintf("%s%" PRId64, result, first + text[1] - '1');
			free(result);
			result = longer;
			text += 2;
		}
	}
	return result;
}

static void expect_findings(
	const struct table *table, size_t row, int64_t first, const struct findings *findings)
{
	char *says = number_rows(table_cell(table, row, "says"), first), *rest = says,
	     *sentence;
	int count = 0;

	while (says[0] && (sentence = strsep(&rest, "|"))) {
		count++;
		if (!strstr(findings->text, sentence))
			fail_msg("%s: \"%s\" is not said in:\n%s", table_where(table, row),
				sentence, findings->text);
	}
	if (findings->count != count)
		fail_msg("%s: %d findings:\n%s", table_where(table, row), findings->count,
			findings->text);
	free(says);
}

static void tamper(struct base *base, const char *sql)
{
	char *all = xasprintf("PRAGMA foreign_keys = OFF; DROP TRIGGER trail_unchanged;"
			      "DROP TRIGGER trail_kept; DROP TRIGGER trail_value_unchanged;"
			      "DROP TRIGGER trail_value_kept; %s",
		sql);

	base_tamper(base, all);
	free(all);
}

static void verify_finds_what_an_intruder_did(void **state)
{
	struct table *table = table_read("trail.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct trail_check check;
		struct findings findings;
		struct base *base;
		void *fresh;
		int64_t first;
		char *sql;

		base_setup(&fresh);
		base = fresh;
		first = write_rows(base->session);
		sql = number_rows(table_cell(table, row, "sql"), first);
		tamper(base, sql);
		verify(base->session, &check, &findings);
		expect_findings(table, row, first, &findings);
		assert_int_equal(check.erased, table_number(table, row, "erased"));
		free(sql);
		free(findings.text);
		base_teardown(&fresh);
	}
	table_destroy(table);
}

static void the_database_refuses_to_change_the_trail(void **state)
{
	static const char *const refused[] = {
		"UPDATE trail SET actor = 'x'",
		"DELETE FROM trail",
		"UPDATE trail_value SET new = 'x'",
		"DELETE FROM trail_value",
	};
	struct base *base = *state;

	write_rows(base->session);
	for (size_t i = 0; i < LENGTH(refused); i++) {
		assert_int_equal(base_try(base, refused[i]), -1);
		assert_non_null(strstr(error_message(), "only ever added to"));
	}
}

static void the_head_is_that_of_the_check(void **state)
{
	struct base *base = *state;
	char head[TRAIL_HASH_TEXT], later[TRAIL_HASH_TEXT];
	struct trail_check check;
	struct findings findings;

	write_rows(base->session);
	assert_int_equal(trail_head(base->session, head), 0);
	verify(base->session, &check, &findings);
	assert_string_equal(check.head, head);
	append(base->session, &(struct act){.verb = "look", .record = "audit B"});
	assert_int_equal(trail_head(base->session, later), 0);
	assert_string_not_equal(later, head);
	free(findings.text);
}

static void a_noted_head_is_found_again(void **state)
{
	struct base *base = *state;
	char head[TRAIL_HASH_TEXT];
	int64_t seq = 0, last;

	write_rows(base->session);
	assert_int_equal(trail_head(base->session, head), 0);
	assert_int_equal(trail_find_head(base->session, head, &last), 1);
	append(base->session, &(struct act){.verb = "look", .record = "audit B"});
	assert_int_equal(trail_find_head(base->session, head, &seq), 1);
	assert_int_equal(seq, last);
	head[0] = head[0] == '0' ? '1' : '0';
	assert_int_equal(trail_find_head(base->session, head, &seq), 0);
	head[0] = 'x';
	assert_int_equal(trail_find_head(base->session, head, &seq), -1);
}

static void a_row_that_was_rolled_back_is_not_there(void **state)
{
	struct base *base = *state;
	struct session *session = base->session;
	struct trail_check check;
	struct findings findings;
	int64_t before = write_rows(session) + 5;

	assert_int_equal(db_begin(session->db), 0);
	assert_int_equal(
		trail_append(session, &(struct act){.verb = "look", .record = "audit C"}), 0);
	assert_int_equal(db_end(session->db, -1), -1);
	assert_int_equal(last_seq(session), before);
	append(session, &(struct act){.verb = "look", .record = "audit D"});
	assert_int_equal(last_seq(session), before + 1);
	verify(session, &check, &findings);
	assert_int_equal(findings.count, 0);
	free(findings.text);
}

// Two connections take turns: each must continue the other's chain.
static void two_writers_make_one_chain(void **state)
{
	struct base *base = *state;
	struct session *other = session_open(&(struct session_options){.db = base->path});
	struct trail_check check;
	struct findings findings;

	assert_non_null(other);
	for (int i = 0; i < 10; i++)
		append(i % 2 ? other : base->session,
			&(struct act){.verb = "look", .record = "audit A"});
	verify(other, &check, &findings);
	assert_int_equal(findings.count, 0);
	free(findings.text);
	session_close(other);
}

static void pages_come_newest_first_and_back_again(void **state)
{
	struct base *base = *state;
	int64_t first = write_rows(base->session);
	struct trail_row rows[4];
	int count = trail_page(base->session, 8, INT64_MAX, false, rows, 3);

	assert_int_equal(count, 3);
	for (int i = 0; i < count; i++) {
		assert_int_equal(rows[i].seq, first + 5 - i);
		trail_row_finish(&rows[i]);
	}
	count = trail_page(base->session, 7, first, true, rows, 4);
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].old, "red");
	assert_string_equal(rows[0].new, "green");
	assert_string_equal(rows[0].field, "colour");
	assert_false(rows[0].erased);
	trail_row_finish(&rows[0]);
}

static void auditors_read_their_own_acts_only(void **state)
{
	struct base *base = *state;
	struct trail_row rows[4];
	int count;

	write_rows(base->session);
	base_user(base, "ann", ROLE_AUDITOR, "East");
	assert_int_equal(session_act_as(base->session, "ann"), 0);
	append(base->session, &(struct act){.verb = "look", .record = "audit E"});
	count = trail_page(base->session, 0, INT64_MAX, false, rows, 4);
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].actor, "ann");
	assert_string_equal(rows[0].record, "audit E");
	trail_row_finish(&rows[0]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verify_finds_what_an_intruder_did),
		TEST(the_database_refuses_to_change_the_trail),
		TEST(the_head_is_that_of_the_check),
		TEST(a_noted_head_is_found_again),
		TEST(a_row_that_was_rolled_back_is_not_there),
		TEST(two_writers_make_one_chain),
		TEST(pages_come_newest_first_and_back_again),
		TEST(auditors_read_their_own_acts_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
