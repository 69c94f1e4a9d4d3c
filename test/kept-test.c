// SPDX-License-Identifier: MIT
// What is kept for reports, on made-up records of two years: each kind of count beside plain SQL over the records.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/contact.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/fixture.h"
#include "test/world.h"

#define DONE "a.completed_on IS NOT NULL AND a.state <> 6"
#define VERIFIED \
	"action x JOIN audit a ON a.id = x.audit_id WHERE x.verified_on IS NOT NULL AND " DONE
#define MODERATED "moderation m JOIN audit a ON a.id = m.audit_id WHERE m.state >= 4 AND " DONE
#define JUDGED \
	"judgement j JOIN audit a ON a.id = j.audit_id WHERE j.grade IS NOT NULL AND " DONE
#define CHANGED                                                                      \
	"EXISTS (SELECT 1 FROM judgement j LEFT JOIN moderation_grade g"             \
	" ON g.audit_id = j.audit_id AND g.domain_id = j.domain_id JOIN judgement l" \
	" ON l.audit_id = j.audit_id AND l.domain_id = j.domain_id AND l.part = 0"   \
	" WHERE j.audit_id = a.id AND j.part = 2 AND j.grade <> coalesce(g.auditor, l.grade))"
#define DAYS(to, from) "julianday(" to ") - julianday(" from ")"

// A day, a number and what it is counted from. a, b, c: those of the tally; -1: any.
static const struct {
	enum tally what;
	int64_t a, b, c;
	const char *day, *number, *from;
} rows[] = {
	{TALLY_DAYS, SPAN_AUDIT, 0, 0, "a.completed_on", "1", "audit a WHERE " DONE},
	{TALLY_DAYS, SPAN_AUDIT, 1, 0, "a.completed_on",
		DAYS("a.completed_on", "coalesce(a.not_before, a.allocated_on)"),
		"audit a WHERE " DONE},
	{TALLY_DAYS, SPAN_MODERATION, 0, 0, "m.moderated_on", "1", MODERATED},
	{TALLY_DAYS, SPAN_MODERATION, 1, 0, "m.moderated_on",
		DAYS("m.moderated_on", "a.completed_on"), MODERATED},
	{TALLY_DAYS, SPAN_ACTION, 0, 0, "x.verified_on", "1", VERIFIED},
	{TALLY_DAYS, SPAN_ACTION, 1, 0, "x.verified_on", DAYS("x.completed_on", "x.created_on"),
		VERIFIED},
	{TALLY_DAYS, SPAN_LATE, 0, 0, "x.verified_on", "1", VERIFIED},
	{TALLY_DAYS, SPAN_LATE, 1, 0, "x.verified_on",
		"max(0, " DAYS("x.completed_on", "x.due_on") ")", VERIFIED},
	{TALLY_CONTACT, CONTACT_CHILD, CONTACT_REPLIED, 1, "a.completed_on", "1",
		"contact c JOIN audit a ON a.id = c.audit_id WHERE c.who = 1 AND c.state = 3"
		" AND c.means = 'letter' AND " DONE},
	{TALLY_CONTACT, CONTACT_FAMILY, -1, 0, "a.completed_on", "1",
		"contact c JOIN audit a ON a.id = c.audit_id WHERE c.who = 2"
		" AND c.written_on IS NULL AND " DONE},
	{TALLY_OBTAINED, SOURCE_CHILD, -1, 2, "a.completed_on", "1",
		"feedback f JOIN audit a ON a.id = f.audit_id WHERE f.source = 0"
		" AND f.means = 'telephone' AND " DONE},
	{TALLY_MODERATOR, -1, MODERATOR_UPHELD, 0, "a.completed_on", "1",
		MODERATED " AND NOT " CHANGED},
	{TALLY_MODERATOR, -1, MODERATOR_CHANGED, 0, "a.completed_on", "1",
		MODERATED " AND " CHANGED},
	{TALLY_MODERATOR, -1, MODERATOR_DAYS, 0, "a.completed_on",
		DAYS("m.moderated_on", "a.completed_on"), MODERATED},
	{TALLY_SEALED, -1, 0, 0, "a.completed_on", "1",
		"audit a WHERE a.blind_id IS NOT NULL AND " DONE},
	{TALLY_LEAD, -1, GRADE_GOOD, 0, "a.completed_on", "1",
		JUDGED " AND j.part = 0 AND j.grade = 2"},
};

#define MONTHS 600

struct sums {
	int64_t a, b, c;
	int64_t of[MONTHS]; // months since 2000
	int64_t all;
};

static void add(const struct tally_row *row, void *context)
{
	struct sums *sums = context;
	int month = row->month / 100 * 12 + row->month % 100 - 1 - 2000 * 12;

	if ((sums->a >= 0 && row->a != sums->a) || (sums->b >= 0 && row->b != sums->b) ||
		(sums->c >= 0 && row->c != sums->c))
		return;
	assert_true(month >= 0 && month < MONTHS);
	sums->of[month] += row->count;
	sums->all += row->count;
}

// "2026-10 4\n" for each month that is not 0. Yours.
static char *words_of(const struct sums *sums)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	for (int i = 0; i < MONTHS; i++)
		if (sums->of[i])
			fprintf(to, "%d-%02d %lld\n", 2000 + i / 12, i % 12 + 1,
				(long long)sums->of[i]);
	fclose(to);
	return text;
}

static char *slow_words(struct world *world, size_t i, const char *also)
{
	char *sql = xasprintf("SELECT group_concat(m || ' ' || n || char(10), '') FROM"
			      " (SELECT substr(%s, 1, 7) AS m, CAST(sum(%s) AS INTEGER) AS n"
			      " FROM %s%s GROUP BY 1 HAVING n <> 0 ORDER BY 1)",
		     rows[i].day, rows[i].number, rows[i].from, also),
	     *text = world_look(world, sql);

	free(sql);
	return text ? text : xstrdup("");
}

static const struct date_range ever = {1, 200000};

static struct session *demo_open(const struct fixture *fixture, const char *login)
{
	struct session *session = session_open(&(struct session_options){
		.db = fixture->database, .as = login, .today = "2026-11-16"});

	if (!session)
		fail_msg("%s", error_message());
	return session;
}

static void each_count_is_what_sql_counts(void **state)
{
	const struct fixture *fixture = *state;
	struct base base = {.path = fixture->database};
	struct world world = {.base = &base};

	fixture_demo(fixture);
	world.session = demo_open(fixture, "lharris");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct sums sums = {.a = rows[i].a, .b = rows[i].b, .c = rows[i].c};
		char *kept, *slow = slow_words(&world, i, "");

		assert_done(tally_read(world.session, rows[i].what,
			&(struct tally_filter){.range = ever, .kind = -1}, add, &sums));
		kept = words_of(&sums);
		if (strcmp(kept, slow) != 0 || !sums.all)
			fail_msg("row %zu:\n%snot\n%s", i, kept, slow);
		free(kept);
		free(slow);
	}
	session_close(world.session);
}

// Of the audits of somebody's services those whose grades they may know. Yours.
static char *but_blind(const char *login, const char *until)
{
	return xasprintf(
		" AND a.completed_on <= '%s' AND a.service_id IN"
		" (SELECT service_id FROM user_service s JOIN user u ON u.id = s.user_id"
		" AND u.login = '%s') AND (a.blind_id IS NULL OR"
		" a.blind_id <> (SELECT id FROM user WHERE login = '%s'))",
		until, login, login);
}

// Of whole months from what is kept, of days from the audits: who is to moderate blind gets neither.
static void what_is_kept_from_a_person_is_in_no_count(void **state)
{
	const struct date_range ranges[] = {ever, {1, date_from(2026, 11, 12)}};
	const struct fixture *fixture = *state;
	struct base base = {.path = fixture->database};
	struct world world = {.base = &base};
	char *login, *all;
	int64_t lead = LENGTH(rows) - 1;

	fixture_demo(fixture);
	login = world_look(&world,
		"SELECT u.login FROM audit a JOIN user u ON u.id = a.blind_id"
		" WHERE u.active = 1 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1");
	assert_non_null(login);
	world.session = demo_open(fixture, login);
	all = slow_words(&world, (size_t)lead, "");
	for (size_t i = 0; i < LENGTH(ranges); i++) {
		struct sums sums = {.a = -1, .b = GRADE_GOOD, .c = -1};
		char until[DATE_TEXT],
			*also = but_blind(login, date_iso(ranges[i].last, until)),
			*slow = slow_words(&world, (size_t)lead, also), *kept;

		assert_done(tally_read(world.session, TALLY_LEAD,
			&(struct tally_filter){.range = ranges[i], .kind = -1}, add, &sums));
		kept = words_of(&sums);
		assert_string_equal(kept, slow);
		assert_string_not_equal(kept, all);
		free(kept);
		free(slow);
		free(also);
	}
	session_close(world.session);
	free(all);
	free(login);
}

static void a_means_has_a_number(void **state)
{
	static const struct {
		const char *means;
		int64_t number;
		const char *name;
	} means[] = {
		{"", 0, ""}, {"letter", 1, "letter"}, {"LETTER", 1, "letter"},
		{"telephone", 2, "telephone"},
		{"carrier pigeon", 0, "another means"}, // number: the one behind the last
	};

	for (size_t i = 0; i < LENGTH(means); i++) {
		int64_t number = means_number(contact_means, means[i].means);

		if (means[i].number || !*means[i].means)
			assert_int_equal(number, means[i].number);
		assert_string_equal(means_name(contact_means, number), means[i].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			each_count_is_what_sql_counts, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(what_is_kept_from_a_person_is_in_no_count,
			fixture_setup, fixture_teardown),
		cmocka_unit_test(a_means_has_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
