// SPDX-License-Identifier: MIT
// What is due: every thing in every state on each side of its day, and who is shown it.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/due.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/table.h"
#include "test/world.h"

static const char heads[] =
	"INSERT INTO user (login, name, post, roles) VALUES"
	" ('ivy', 'Ivy Iron', 'head of service', 2), ('hal', 'Hal Heath', 'service director', "
	"2);"
	"INSERT INTO user_service SELECT id, 1 FROM user WHERE login IN ('ivy', 'hal');"
	"INSERT INTO user_service SELECT id, 2 FROM user WHERE login = 'hal';";

static int setup(void **state)
{
	struct world *world;

	if (world_setup(state))
		return -1;
	world = *state;
	base_tamper(world->base, heads);
	return 0;
}

// An audit of case C1 in a state, with the days of an October that need not be the thing's.
static char *audit_sql(
	int state, const char *lead, const char *peer, const char *allocated, const char *due)
{
	return xasprintf(
		"INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, "
		"month, state, lead_id, peer_id, allocated_on, due_on) SELECT 1, "
		"'2026-10-001', (SELECT id FROM casefile WHERE ref = 'C1'), 1, 1, "
		"(SELECT min(id) FROM template), '2026-10', %d, "
		"(SELECT id FROM user WHERE login = '%s'), "
		"(SELECT id FROM user WHERE login = '%s'), '%s', '%s';",
		state, lead, peer, allocated, due);
}

// A step whose rule asks some posts, split by ';', of which those with a * behind have signed. Yours.
static char *step_sql(int state, const char *who, const char *day)
{
	char *posts = xstrdup(""), *copy = xstrdup(who), *rest = copy, *post, *sql;
	unsigned parts = 0;

	for (int part = 0; (post = strsep(&rest, ";")); part++) {
		size_t length = strcspn(post, "*");
		char *longer = xasprintf("%s%s%.*s", posts, part ? ";" : "", (int)length, post);

		parts |= (post[length] == '*' ? 1u : 0u) << part;
		free(posts);
		posts = longer;
	}
	sql = xasprintf(
		"INSERT INTO loop_version (id, effective_on) VALUES (1, '2026-01-01');"
		"INSERT INTO loop_rule (id, version_id, seq, grades, risk, step, name, who, "
		"time_limit, unit, counted_from) VALUES (1, 1, 0, 2, 2, 'x', 'A step', '%s', "
		"5, "
		"1, 1);"
		"INSERT INTO loop_step (id, audit_id, seq, rule_id, team_id, service_id, "
		"grade, "
		"risk, counted_from, due_on, state, revision) VALUES (1, 1, 1, 1, 1, 1, 1, 0, "
		"'2026-10-01', '%s', %d, %d);"
		"INSERT INTO loop_sign SELECT 1, 0, 1, '2026-10-01', '2026-10-01' WHERE %u & 1;"
		"INSERT INTO loop_sign SELECT 1, 1, 1, '2026-10-01', '2026-10-01' WHERE %u & "
		"2;",
		posts, day, state, 1 + __builtin_popcount(parts), parts, parts);
	free(posts);
	free(copy);
	return sql;
}

static char *concern_sql(int state, const char *moment)
{
	return xasprintf("INSERT INTO concern (audit_id, what, told_whom, told_at, raised_by, "
			 "raised_at, due_at, done_at) SELECT 1, 'Bruises', 'x', 'x', 1, "
			 "'2026-10-08T09:00:00Z', '%s', iif(%d = 1, NULL, '2026-10-08');",
		moment, state);
}

static char *thing_sql(const char *thing, int state, const char *who, const char *day)
{
	if (strcmp(thing, "moderation") == 0)
		return xasprintf("INSERT INTO moderation (audit_id, state, mode, user_id, "
				 "due_on) SELECT "
				 "1, %d, 1, (SELECT id FROM user WHERE login = '%s'), '%s';",
			state, who, day);
	if (strcmp(thing, "dispute") == 0)
		return xasprintf(
			"INSERT INTO moderation (audit_id, state, mode, user_id, due_on, "
			"disputed_on) SELECT 1, %d, 1, (SELECT id FROM user WHERE login = "
			"'%s'), "
			"'2026-09-01', '%s';",
			state, who, day);
	if (strcmp(thing, "step") == 0)
		return step_sql(state, who, day);
	if (strcmp(thing, "concern") == 0)
		return concern_sql(state, day);
	if (strcmp(thing, "contact") == 0)
		return xasprintf(
			"INSERT INTO contact (audit_id, who, state) VALUES (1, 1, %d);", state);
	if (strcmp(thing, "action") == 0 || strcmp(thing, "said") == 0)
		return xasprintf(
			"INSERT INTO action (audit_id, seq, what, owner_id, owner_name, "
			"due_on, "
			"first_due_on, progress, completed_on, created_on) SELECT 1, 1, 'Do "
			"it', "
			"(SELECT id FROM user WHERE login = '%s'), "
			"iif('%s' IN (SELECT login FROM user), '', '%s'), '%s', '%s', %d, "
			"iif(%d = 4, '%s', NULL), '2026-09-01';",
			who, who, who, day, day, state, state, day);
	assert_string_equal(thing, "audit");
	return xstrdup("");
}

// Makes the thing of a row as it stands, all else done or far away.
static void make(struct world *world, const struct table *table, size_t row)
{
	const char *thing = table_cell(table, row, "thing");
	const char *day = table_cell(table, row, "day");
	int state = table_number(table, row, "state");
	bool is_audit = strcmp(thing, "audit") == 0;
	bool is_contact = strcmp(thing, "contact") == 0;
	bool is_open = is_contact || strcmp(thing, "concern") == 0;
	char *audit = audit_sql(is_audit  ? state
				: is_open ? 1
					  : 3,
		table_cell(table, row, "lead"), table_cell(table, row, "peer"),
		is_contact ? day : "2026-09-01", is_audit ? day : "2027-10-01");
	char *more = thing_sql(thing, state, table_cell(table, row, "who"), day);

	base_tamper(world->base,
		"DELETE FROM loop_sign; DELETE FROM loop_step; DELETE FROM loop_rule; "
		"DELETE FROM loop_version; DELETE FROM concern; DELETE FROM action; DELETE "
		"FROM contact; DELETE FROM moderation; "
		"DELETE FROM audit;");
	base_tamper(world->base, audit);
	base_tamper(world->base, more);
	free(audit);
	free(more);
}

static int note(const struct due *due, void *context)
{
	char **text = context, day[DATE_TEXT], *longer;

	longer = xasprintf("%s%s%s %s %s %d%s", *text, **text ? "; " : "",
		*due->login  ? due->login
		: *due->name ? due->name
			     : "nobody",
		due_kind_name(due->kind), date_iso(due->due_on, day), due->days,
		due->overdue ? " overdue" : "");
	free(*text);
	*text = longer;
	return 0;
}

// All that is due in one line; the count of overdue ones must be that of the lines that say so.
static char *walk(struct world *world, const struct due_filter *filter)
{
	char *text = xstrdup("");
	int64_t overdue = -1;
	int said = 0;

	assert_done(due_walk(world->session, filter, note, &text, &overdue));
	for (const char *at = text; (at = strstr(at, "overdue")); at++)
		said++;
	assert_int_equal(overdue, said);
	return text;
}

static void every_thing_on_each_side_of_its_day(void **state)
{
	struct world *world = *state;
	struct table *table = table_read("due.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		struct due_filter filter = {.horizon = table_number(table, row, "ahead")};
		char *text;

		make(world, table, row);
		world_as(world, table_cell(table, row, "viewer"));
		text = walk(world, &filter);
		table_expect(table, row, "shown", text);
		free(text);
	}
	table_destroy(table);
}

// Two audits, one of another kind and month, with all that hangs on them.
static const char some[] =
	"INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, "
	"state, "
	"lead_id, allocated_on, due_on, kind) SELECT 1, '2026-10-001', 1, 1, 1, 1, '2026-10', "
	"1, "
	"(SELECT id FROM user WHERE login = 'bob'), '2026-10-01', '2026-10-30', 1 UNION ALL "
	"SELECT 2, '2026-09-002', 2, 3, 2, 1, '2026-09', 2, "
	"(SELECT id FROM user WHERE login = 'ann'), '2026-10-01', '2026-10-09', 2 UNION ALL "
	"SELECT 3, '2026-10-003', 3, 1, 1, 1, '2026-10', 1, NULL, '2026-10-01', '2026-10-09', "
	"1;"
	"INSERT INTO contact (audit_id, who, state) VALUES (1, 2, 1);"
	"INSERT INTO action (audit_id, seq, what, owner_id, owner_name, due_on, first_due_on, "
	"created_on) SELECT 1, 1, 'x', NULL, 'Zed', '2026-10-01', '2026-10-01', '2026-09-01' "
	"UNION ALL SELECT 1, 2, 'y', NULL, 'Al', '2026-10-02', '2026-10-02', '2026-09-01' "
	"UNION ALL SELECT 1, 3, 'z', (SELECT id FROM user WHERE login = 'bob'), '', "
	"'2026-10-08', '2026-10-08', '2026-09-01';";

static void expect(struct world *world, const struct due_filter *filter, const char *wanted)
{
	char *text = walk(world, filter);

	assert_string_equal(text, wanted);
	free(text);
}

static void by_person_then_by_day(void **state)
{
	struct world *world = *state;

	base_tamper(world->base, some);
	world_as(world, "quinn");
	expect(world, &(struct due_filter){.horizon = -1},
		"nobody audit 2026-10-09 -1 overdue; Al action 2026-10-02 -6 overdue; "
		"Zed action 2026-10-01 -7 overdue; ann audit 2026-10-09 -1 overdue; "
		"bob contact 2026-10-08 -2 overdue; bob action 2026-10-08 -2 overdue");
	// The setting's ten days end on the 26th; fourteen reach the audit.
	expect(world, &(struct due_filter){.horizon = 14, .login = "bob"},
		"bob contact 2026-10-08 -2 overdue; bob action 2026-10-08 -2 overdue; "
		"bob audit 2026-10-30 14");
}

static void filters_narrow(void **state)
{
	struct world *world = *state;

	base_tamper(world->base, some);
	world_as(world, "quinn");
	expect(world, &(struct due_filter){.horizon = 14, .overdue = true, .login = "bob"},
		"bob contact 2026-10-08 -2 overdue; bob action 2026-10-08 -2 overdue");
	expect(world, &(struct due_filter){.service_id = 2, .horizon = 14},
		"ann audit 2026-10-09 -1 overdue");
	expect(world, &(struct due_filter){.team_id = 3, .horizon = 14},
		"ann audit 2026-10-09 -1 overdue");
	expect(world, &(struct due_filter){.month = "2026-09", .horizon = 14},
		"ann audit 2026-10-09 -1 overdue");
	expect(world, &(struct due_filter){.audit_kind = AUDIT_THEMATIC, .horizon = 14},
		"ann audit 2026-10-09 -1 overdue");
	expect(world, &(struct due_filter){.audit_kind = AUDIT_DIP, .horizon = 14}, "");
}

static int stop(const struct due *due, void *context)
{
	(*(int *)context)++;
	return -1;
}

static void what_cannot_be(void **state)
{
	struct world *world = *state;
	char *text = xstrdup("");
	int64_t overdue;
	int told = 0;

	base_tamper(world->base, some);
	world_as(world, "adam");
	assert_refused(due_walk(world->session, &(struct due_filter){0}, note, &text, &overdue),
		ERROR_DENIED);
	world_as(world, "quinn");
	assert_refused(due_walk(world->session, &(struct due_filter){.login = "nobody"}, note,
			       &text, &overdue),
		ERROR_MISSING);
	assert_string_equal(text, "");
	assert_int_equal(
		due_walk(world->session, &(struct due_filter){0}, stop, &told, &overdue), -1);
	assert_int_equal(told, 1);
	free(text);
}

// What QA does as a whole is told once; asked for alone, each of them has it, but what they own or did.
static void of_the_qa_team(void **state)
{
	static const char said[] =
		"INSERT INTO action (audit_id, seq, what, owner_id, due_on, first_due_on, "
		"progress, "
		"completed_on, said_by, created_on) SELECT 1, 4, 'x', u.id, '2026-10-01', "
		"'2026-10-01', 4, '2026-10-01', v.id, '2026-09-01' FROM user u, user v "
		"WHERE u.login = '%s' AND v.login = '%s'";
	struct world *world = *state;
	struct due_filter all = {.overdue = true}, one = {.overdue = true, .login = "quinn"};
	static const char *const whose[][3] = {
		{"wyn", "wyn", "quinn verify 2026-10-08 -2 overdue"},
		{"quinn", "wyn", ""},
		{"wyn", "quinn", ""},
	};

	all.without = ~(1u << DUE_VERIFY);
	base_tamper(world->base, some);
	world_as(world, "quinn");
	for (size_t i = 0; i < LENGTH(whose); i++) {
		char *sql = xasprintf(said, whose[i][0], whose[i][1]);

		base_tamper(world->base, "DELETE FROM action");
		base_tamper(world->base, sql);
		expect(world, &all, "QA team verify 2026-10-08 -2 overdue");
		expect(world, &one, whose[i][2]);
		free(sql);
	}
}

// A review audit is due as an audit; its step is not asked for besides.
static void a_review_stands_as_its_audit(void **state)
{
	struct world *world = *state;
	struct due_filter filter = {.overdue = true, .without = 1u << DUE_CONTACT};
	char *sql = step_sql(1, "qa", "2026-10-09");

	base_tamper(world->base, some);
	base_tamper(world->base, "DELETE FROM action");
	base_tamper(world->base, sql);
	world_as(world, "quinn");
	expect(world, &filter,
		"nobody audit 2026-10-09 -1 overdue; QA team step 2026-10-09 -1 overdue; "
		"ann audit 2026-10-09 -1 overdue");
	base_tamper(world->base, "UPDATE loop_step SET review_id = 3;"
				 "UPDATE audit SET review_of = 1, not_before = '2026-10-05', "
				 "kind = 5 WHERE id = 3");
	expect(world, &filter,
		"nobody audit 2026-10-09 -1 overdue; ann audit 2026-10-09 -1 overdue");
	free(sql);
}

// Ivy is the only head of Assessment, hal its director, sam its service manager.
static void a_step_goes_up_where_nobody_holds_the_post(void **state)
{
	static const struct {
		const char *gone, *shown;
	} cases[] = {
		{"", "ivy step 2026-10-09 -1 overdue; sam step 2026-10-09 -1 overdue"},
		{"ivy", "hal step 2026-10-09 -1 overdue; sam step 2026-10-09 -1 overdue"},
		{"sam", "ivy step 2026-10-09 -1 overdue"},
		{"hal", "nobody step 2026-10-09 -1 overdue; ivy step 2026-10-09 -1 overdue"},
	};
	struct world *world = *state;
	struct due_filter filter = {.overdue = true, .without = ~(1u << DUE_STEP)};
	char *sql = step_sql(1, "head of service;service manager", "2026-10-09");

	base_tamper(world->base, some);
	base_tamper(world->base, sql);
	free(sql);
	world_as(world, "quinn");
	for (size_t i = 0; i < LENGTH(cases); i++) {
		sql = xasprintf("UPDATE user SET active = 0 WHERE login = '%s'", cases[i].gone);
		base_tamper(world->base, sql);
		free(sql);
		if (strcmp(cases[i].gone, "sam") == 0) // ivy is back, and alone with hal
			base_tamper(
				world->base, "UPDATE user SET active = 1 WHERE login = 'ivy'");
		if (strcmp(cases[i].gone, "hal") == 0)
			base_tamper(world->base, "UPDATE loop_rule SET who = 'service "
						 "director;service manager'");
		expect(world, &filter, cases[i].shown);
	}
}

// Nobody signs both parts: who signed one is not asked for the other, and where there is nobody else QA sees it.
static void who_signed_is_not_asked_again(void **state)
{
	struct world *world = *state;
	struct due_filter filter = {.overdue = true, .without = ~(1u << DUE_STEP)};
	char *sql = step_sql(1, "service manager*;head of service", "2026-10-09");

	base_tamper(world->base, some);
	base_tamper(world->base, sql);
	free(sql);
	world_as(world, "quinn");
	expect(world, &filter, "ivy step 2026-10-09 -1 overdue");
	base_tamper(world->base, "UPDATE loop_sign SET user_id = (SELECT id FROM user WHERE "
				 "login = 'ivy')");
	expect(world, &filter, "nobody step 2026-10-09 -1 overdue");
	base_tamper(world->base, "UPDATE loop_sign SET part = 1");
	expect(world, &filter, "sam step 2026-10-09 -1 overdue");
	base_tamper(world->base, "UPDATE user SET active = 0 WHERE login = 'sam'");
	expect(world, &filter, "nobody step 2026-10-09 -1 overdue");
}

static void the_next_days_are_counted(void **state)
{
	static const struct {
		date today;
		const char *due;
		int at; // -1: overdue, -2: beyond
	} cases[] = {
		{20738, "2026-10-12", 0}, // Monday 12 October
		{20738, "2026-10-09", -1},
		{20738, "2026-10-13", 1},
		{20738, "2026-10-16", 4},
		{20738, "2026-10-17", 4}, // a Saturday
		{20738, "2026-10-18", 4},
		{20738, "2026-10-19", 5},
		{20738, "2026-10-23", 9},
		{20738, "2026-10-24", 9},
		{20738, "2026-10-26", -2},
		{20736, "2026-10-10", 0}, // from that Saturday on, the Monday is the first
		{20736, "2026-10-12", 0},
		{20736, "2026-10-23", 9},
		{20736, "2026-10-26", -2},
	};
	struct world *world = *state;

	base_tamper(world->base, some);
	base_tamper(world->base, "DELETE FROM action; DELETE FROM contact");
	world_as(world, "bob");
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char *sql =
			xasprintf("UPDATE audit SET due_on = '%s' WHERE id = 1", cases[i].due);
		struct due_days days;

		base_tamper(world->base, sql);
		world->session->today = cases[i].today;
		assert_done(due_days_read(world->session, &days));
		assert_int_equal(days.overdue, cases[i].at == -1);
		for (int at = 0; at < DUE_DAYS; at++)
			assert_int_equal(days.counts[at], at == cases[i].at);
		free(sql);
	}
}

// Neither the tables nor a temporary tree: what a person has is found by an index and stands in order there.
static void indexes_are_walked(void **state)
{
	static const enum query queries[] = {QUERY_DUE_AUDITS, QUERY_DUE_MODERATIONS,
		QUERY_DUE_DISPUTES, QUERY_DUE_ACTIONS, QUERY_DUE_STEPS,
		QUERY_DUE_STEPS_OF_TEAM};

	for (size_t i = 0; i < LENGTH(queries); i++) {
		char *plan = world_plan(*state, queries[i]);

		if (strstr(plan, "SCAN a") || strstr(plan, "SCAN x") ||
			strstr(plan, "TEMP B-TREE"))
			fail_msg("a plan walks a table or sorts:\n%s", plan);
		free(plan);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_thing_on_each_side_of_its_day),
		TEST(by_person_then_by_day),
		TEST(filters_narrow),
		TEST(of_the_qa_team),
		TEST(a_review_stands_as_its_audit),
		TEST(who_signed_is_not_asked_again),
		TEST(a_step_goes_up_where_nobody_holds_the_post),
		TEST(the_next_days_are_counted),
		TEST(what_cannot_be),
		TEST(indexes_are_walked),
	};

	setenv("TZ", "GMT0BST,M3.5.0/1,M10.5.0", 1); // England
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
