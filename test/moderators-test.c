// SPDX-License-Identifier: MIT
// Who moderated, in the report: each line as SQL counts it, and names for those only whose work needs them.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/report.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/fixture.h"
#include "test/world.h"

#define QUARTER                                               \
	{                                                     \
		date_from(2026, 7, 1), date_from(2026, 9, 30) \
	}

static struct session *demo_open(const struct fixture *fixture, const char *login)
{
	struct session *session = session_open(&(struct session_options){
		.db = fixture->database, .as = login, .today = "2026-11-16"});

	if (!session)
		fail_msg("%s", error_message());
	return session;
}

// The table by its title; NULL: there is none.
static const struct report_table *table_of(const struct report *report, const char *title)
{
	for (size_t i = 0; i < report->count; i++)
		for (size_t at = 0; at < report->sections[i].count; at++) {
			const struct report_part *part = &report->sections[i].parts[at];

			if (part->kind == REPORT_TABLE && strcmp(part->table.title, title) == 0)
				return &part->table;
		}
	return NULL;
}

static void make(const struct fixture *fixture, const char *login, struct report *report)
{
	struct session *session = demo_open(fixture, login);

	assert_done(report_make(session, &(struct report_wish){.range = QUARTER}, report));
	session_close(session);
}

// The lines of the table, "NAME moderated upheld changed days\n". Yours.
static char *lines_of(const struct report_table *table)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	for (size_t row = 0; row < table->rows; row++) {
		const struct report_cell *cells = &table->cells[row * table->column_count];

		fprintf(to, "%s %lld %lld %lld %lld\n", cells[0].text,
			(long long)cells[1].count, (long long)cells[2].count,
			(long long)cells[3].count, (long long)cells[4].count);
		assert_int_equal(cells[4].kind, CELL_MEAN);
		assert_int_equal(cells[4].of, cells[1].count);
	}
	fclose(to);
	return text;
}

#define LINES                                                                                  \
	"SELECT group_concat(name || ' ' || n || ' ' || (n - k) || ' ' || k || ' ' || days "   \
	"|| "                                                                                  \
	"char(10), '') FROM (SELECT u.name AS name, count(*) AS n, sum(EXISTS ("               \
	"SELECT 1 FROM moderation_grade g WHERE g.audit_id = a.id AND g.decision = 2)) AS k, " \
	"CAST(sum(julianday(m.moderated_on) - julianday(a.completed_on)) AS INTEGER) AS days " \
	"FROM audit a JOIN moderation m ON m.audit_id = a.id JOIN user u ON u.id = m.user_id " \
	"WHERE m.state >= 4 AND m.mode > 0 AND a.state <> 6 AND a.kind = 1 "                   \
	"AND a.completed_on BETWEEN '2026-07-01' AND '2026-09-30' %s GROUP BY 1 ORDER BY 1)"

static void qa_sees_who_moderated(void **state)
{
	const struct fixture *fixture = *state;
	struct base base = {.path = fixture->database};
	struct world world = {.base = &base};
	const struct report_table *table;
	struct report report;
	char *lines, *slow, *sql = xasprintf(LINES, "");

	fixture_demo(fixture);
	make(fixture, "lharris", &report);
	table = table_of(&report, "By moderator");
	assert_non_null(table);
	lines = lines_of(table);
	slow = world_look(&world, sql);
	assert_string_equal(lines, slow);
	free(lines);
	free(slow);
	free(sql);
	report_finish(&report);
}

static void a_senior_manager_sees_the_own_name_alone(void **state)
{
	const struct fixture *fixture = *state;
	struct base base = {.path = fixture->database};
	struct world world = {.base = &base};
	const struct report_table *table;
	struct report report;
	char *login, *own, *lines, *sql;

	fixture_demo(fixture);
	// Who moderated in a service of theirs, where somebody else did so, too.
	login = world_look(&world,
		"SELECT u.login FROM audit a JOIN moderation m ON m.audit_id = a.id AND "
		"m.state >= 4"
		" JOIN user_service s ON s.service_id = a.service_id JOIN user u ON u.id = "
		"s.user_id"
		" WHERE u.roles = 2 AND a.kind = 1 AND a.completed_on BETWEEN '2026-07-01' AND"
		" '2026-09-30' GROUP BY 1 HAVING sum(m.user_id = u.id) > 0 AND"
		" sum(m.user_id <> u.id) > 0 ORDER BY 1 LIMIT 1");
	assert_non_null(login);
	sql = xasprintf("SELECT name FROM user WHERE login = '%s'", login);
	own = world_look(&world, sql);
	make(fixture, login, &report);
	table = table_of(&report, "By moderator");
	assert_non_null(table);
	lines = lines_of(table);
	assert_int_equal(table->rows, 2);
	assert_int_equal(strncmp(lines, own, strlen(own)), 0);
	assert_non_null(strstr(lines, "\nother moderators "));
	assert_non_null(
		strstr(table->cells[table->column_count + 1].wish, "\tmoderator=others"));
	free(lines);
	free(own);
	free(sql);
	free(login);
	report_finish(&report);
}

// Child and family, those who answered and by which means: the rows add up to the records.
static void contacts_add_up(void **state)
{
	static const char *const counts[] = {"c.who = 1", "c.who = 1 AND c.state = 3",
		"c.who = 2", "c.who = 2 AND c.state = 3"};
	const struct fixture *fixture = *state;
	struct base base = {.path = fixture->database};
	struct world world = {.base = &base};
	const struct report_table *table;
	struct report report;

	fixture_demo(fixture);
	make(fixture, "lharris", &report);
	table = table_of(&report, "How child and family were told of the audit");
	assert_non_null(table);
	assert_int_equal(table->column_count, LENGTH(counts) + 1);
	for (size_t i = 0; i < LENGTH(counts); i++) {
		char *sql = xasprintf(
			     "SELECT count(*) FROM contact c JOIN audit a ON a.id ="
			     " c.audit_id WHERE a.state <> 6 AND a.kind = 1 AND"
			     " a.completed_on BETWEEN '2026-07-01' AND '2026-09-30' AND %s",
			     counts[i]),
		     *slow = world_look(&world, sql);
		int64_t sum = 0;

		for (size_t row = 0; row < table->rows; row++)
			sum += table->cells[row * table->column_count + i + 1].count;
		assert_true(sum > 0);
		assert_int_equal(sum, atoll(slow));
		free(slow);
		free(sql);
	}
	report_finish(&report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			qa_sees_who_moderated, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(a_senior_manager_sees_the_own_name_alone,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			contacts_add_up, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
