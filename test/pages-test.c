// SPDX-License-Identifier: MIT
// Lists of audits: every filter against a plain loop, in every order, both ways; search; Home.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit-list.h"
#include "core/audit-search.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

#define MANY 600

// Audits of all kinds: 600 over three teams, five auditors, twelve months, six states.
static const char many[] =
	"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, state, "
	"lead_id, "
	"peer_id, allocated_on, due_on, completed_on, final_overall, at_risk, kind) "
	"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 599) "
	"SELECT printf('2026-%02d-%03d', 1 + i % 12, i), 1 + i % 3, 1 + i * 7 % 3, 1 + (i * 7 "
	"% 3 = 2), "
	"1, printf('2026-%02d', 1 + i % 12), 1 + i * 5 % 6, (SELECT id FROM user WHERE login = "
	"CASE i * 11 % 5 WHEN 0 THEN 'ann' WHEN 1 THEN 'abe' WHEN 2 THEN 'bob' WHEN 3 THEN "
	"'cat' "
	"ELSE 'max' END), iif(i % 4 = 0, (SELECT id FROM user WHERE login = 'wyn'), NULL), "
	"'2026-01-01', printf('2026-%02d-%02d', 1 + i % 12, 1 + i * 13 % 28), "
	"iif(1 + i * 5 % 6 BETWEEN 3 AND 5, printf('2026-%02d-%02d', 1 + i % 12, 1 + i * 17 % "
	"28), NULL), "
	"iif(1 + i * 5 % 6 BETWEEN 3 AND 5, 1 + i * 3 % 4, NULL), i % 50 = 0, 1 + (i % 9 > 4) "
	"* "
	"(1 + i % 4) FROM n";

static int64_t user_id(struct world *world, const char *login)
{
	char *sql = xasprintf("SELECT id FROM user WHERE login = '%s'", login);
	char *text = world_look(world, sql);
	int64_t id = strtoll(text, NULL, 10);

	free(text);
	free(sql);
	return id;
}

// An audit as SQL tells it, to filter by hand.
struct plain {
	int64_t lead, peer, team, service;
	int state, grade, kind;
	char month[8], key[3][16]; // by enum audit_sort; "" where it has none
};

static struct plain plain[MANY + 1];

static void plain_load(struct world *world)
{
	for (int id = 1; id <= MANY; id++) {
		struct plain *row = &plain[id];
		char *sql = xasprintf("SELECT lead_id || ' ' || ifnull(peer_id, 0) || ' ' || "
				      "team_id || ' ' || "
				      "service_id || ' ' || state || ' ' || "
				      "ifnull(final_overall, 0) || ' ' || kind || ' ' || "
				      "month || ' ' || due_on || ' ' || ref || ' ' || "
				      "ifnull(completed_on, '') "
				      "FROM audit WHERE id = %d",
			id);
		char *text = world_look(world, sql);
		long long lead, peer, team, service;

		memset(row, 0, sizeof(*row));
		assert_true(sscanf(text, "%lld %lld %lld %lld %d %d %d %7s %15s %15s %15s",
				    &lead, &peer, &team, &service, &row->state, &row->grade,
				    &row->kind, row->month, row->key[SORT_DUE],
				    row->key[SORT_REFERENCE], row->key[SORT_COMPLETED]) >= 10);
		row->lead = lead;
		row->peer = peer;
		row->team = team;
		row->service = service;
		free(text);
		free(sql);
	}
}

static bool within(struct date_range range, const char *day)
{
	char first[DATE_TEXT], last[DATE_TEXT];

	return !range.last || (*day && strcmp(day, date_iso(range.first, first)) >= 0 &&
				      strcmp(day, date_iso(range.last, last)) <= 0);
}

static bool stands(
	const struct session *session, const struct plain *row, enum audit_standing standing)
{
	char today[DATE_TEXT];
	const char *due = row->key[SORT_DUE], *done = row->key[SORT_COMPLETED];
	bool over = strcmp(due, date_iso(session->today, today)) < 0;

	if (standing && row->state == AUDIT_WITHDRAWN)
		return false;
	switch (standing) {
	case STANDING_DONE: return *done;
	case STANDING_IN_TIME: return *done && strcmp(done, due) <= 0;
	case STANDING_LATE: return *done && strcmp(done, due) > 0;
	case STANDING_NOT_DUE: return !*done && !over;
	case STANDING_MISSING: return !*done && over;
	default: return true;
	}
}

static bool fits(const struct session *session, const struct audit_filter *f, int id)
{
	const struct plain *row = &plain[id];
	struct subject subject = {.lead_id = row->lead,
		.peer_id = row->peer,
		.team_id = row->team,
		.service_id = row->service,
		.submitted = row->state >= AUDIT_SUBMITTED};

	return *row->key[f->sort] && may(session, RIGHT_SEE, &subject) &&
	       (!f->service_id || row->service == f->service_id) &&
	       (!f->team_id || row->team == f->team_id) &&
	       (!f->month || strcmp(row->month, f->month) == 0) &&
	       (!f->state || row->state == (int)f->state) && (!f->open || row->state <= 2) &&
	       (!f->grade || row->grade == f->grade) && within(f->due, row->key[SORT_DUE]) &&
	       within(f->completed, row->key[SORT_COMPLETED]) &&
	       stands(session, row, f->standing) && (!f->kind || row->kind == (int)f->kind) &&
	       (!f->auditor_id || row->lead == f->auditor_id || row->peer == f->auditor_id);
}

static bool in_order(const struct audit_filter *filter, int64_t a, int64_t b)
{
	int by_key = strcmp(plain[a].key[filter->sort], plain[b].key[filter->sort]);
	bool before = by_key < 0 || (by_key == 0 && a < b);

	return filter->descending ? !before : before;
}

// All pages from one end; the ids in the order in which they came.
static int walk(struct session *session, const struct audit_filter *filter, bool back,
	int64_t ids[MANY])
{
	struct audit_row rows[37], from = {0};
	int total = 0, got;

	do {
		got = audit_page(session, filter, total ? &from : NULL, back, rows, 37);
		if (got < 0)
			fail_msg("%s", error_message());
		for (int i = 0; i < got; i++) {
			assert_true(total < MANY);
			ids[total++] = rows[i].id;
			if (i == got - 1) {
				audit_row_finish(&from);
				from = rows[i];
			} else {
				audit_row_finish(&rows[i]);
			}
		}
	} while (got == 37);
	audit_row_finish(&from);
	return total;
}

static void check(struct session *session, const struct audit_filter *filter)
{
	static int64_t forward[MANY], backward[MANY];
	int expected = 0, total = walk(session, filter, false, forward);

	for (int id = 1; id <= MANY; id++)
		expected += fits(session, filter, id);
	assert_int_equal(total, expected);
	for (int i = 0; i < total; i++) {
		assert_true(fits(session, filter, (int)forward[i]));
		assert_true(i == 0 || in_order(filter, forward[i - 1], forward[i]));
	}
	assert_int_equal(walk(session, filter, true, backward), total);
	for (int i = 0; i < total; i++)
		assert_true(backward[i] == forward[total - 1 - i]);
}

static void check_orders(struct session *session, struct audit_filter filter)
{
	for (int sort = SORT_DUE; sort <= SORT_REFERENCE; sort++) {
		for (int down = 0; down < 2; down++) {
			filter.sort = (enum audit_sort)sort;
			filter.descending = down;
			check(session, &filter);
		}
	}
}

static void every_filter_gives_what_a_plain_loop_gives(void **state)
{
	static const char *const people[] = {
		"quinn", "sam", "sue", "ann", "wyn", "max", "adam"};
	const struct date_range spring = {date_from(2026, 3, 9), date_from(2026, 5, 20)};
	struct world *world = *state;
	struct audit_filter filters[] = {
		{0},
		{.service_id = 2},
		{.team_id = 1},
		{.month = "2026-05"},
		{.month = "2031-01"},
		{.kind = AUDIT_MONTHLY},
		{.kind = AUDIT_DIP, .team_id = 1},
		{.kind = AUDIT_THEMATIC, .month = "2026-05"},
		{.state = AUDIT_DRAFT},
		{.state = AUDIT_MODERATED},
		{.state = AUDIT_WITHDRAWN},
		{.open = true},
		{.grade = GRADE_INADEQUATE},
		{.auditor_id = user_id(world, "abe")},
		{.auditor_id = user_id(world, "wyn"), .open = true},
		{.team_id = 2, .month = "2026-02", .grade = GRADE_GOOD},
		{.due = spring},
		{.due = spring, .state = AUDIT_MODERATED},
		{.due = spring, .service_id = 1, .standing = STANDING_LATE},
		{.completed = spring},
		{.completed = spring, .team_id = 2, .standing = STANDING_IN_TIME},
		{.completed = spring, .due = spring, .grade = GRADE_INADEQUATE},
		{.standing = STANDING_COUNTED},
		{.standing = STANDING_DONE},
		{.standing = STANDING_MISSING},
		{.standing = STANDING_NOT_DUE, .open = true},
		{.service_id = 1, .state = AUDIT_CLOSED, .auditor_id = user_id(world, "ann")},
	};

	base_tamper(world->base, many);
	plain_load(world);
	for (size_t p = 0; p < LENGTH(people); p++) {
		world_as(world, people[p]);
		for (size_t f = 0; f < LENGTH(filters); f++)
			check_orders(world->session, filters[f]);
	}
}

static void lists_walk_their_indexes(void **state)
{
	static const struct {
		enum query query;
		const char *index;
	} plans[] = {
		{QUERY_LIST_DUE, "SEARCH a USING INDEX audit_due (due_on>? AND due_on<?)"},
		{QUERY_LIST_DUE, "SEARCH a USING INDEX audit_due (due_on=? AND id>?)"},
		{QUERY_LIST_DUE_BACK, "SEARCH a USING INDEX audit_due (due_on>? AND due_on<?)"},
		{QUERY_LIST_DUE_BACK, "SEARCH a USING INDEX audit_due (due_on=? AND id<?)"},
		{QUERY_LIST_COMPLETED, "SEARCH a USING INDEX audit_completed (completed_on>? "
				       "AND completed_on<?)"},
		{QUERY_LIST_COMPLETED_BACK, "SEARCH a USING INDEX audit_completed "
					    "(completed_on>? AND completed_on<?)"},
		{QUERY_LIST_STATE, "SEARCH a USING INDEX audit_state_due (state=? AND due_on>? "
				   "AND due_on<?)"},
		{QUERY_LIST_STATE_BACK, "SEARCH a USING INDEX audit_state_due (state=? AND "
					"due_on>? AND due_on<?)"},
		{QUERY_LIST_REF, "SEARCH a USING INDEX sqlite_autoindex_audit_1 (ref>?)"},
		{QUERY_LIST_REF_BACK, "SEARCH a USING INDEX sqlite_autoindex_audit_1 (ref<?)"},
		{QUERY_LIST_TEXT, "SCAN n VIRTUAL TABLE INDEX"},
		{QUERY_LIST_TEXT_BACK, "SCAN n VIRTUAL TABLE INDEX"},
		{QUERY_LIST_BEGINS_MANY, "SEARCH a USING INTEGER PRIMARY KEY (rowid>?)"},
		{QUERY_LIST_BEGINS_MANY_BACK, "SEARCH a USING INTEGER PRIMARY KEY (rowid<?)"},
	};
	struct world *world = *state;

	for (size_t i = 0; i < LENGTH(plans); i++) {
		char *plan = world_plan(world, plans[i].query);

		if (!strstr(plan, plans[i].index) || strstr(plan, "TEMP B-TREE") ||
			strstr(plan, "SCAN a"))
			fail_msg("not by %s but:\n%s", plans[i].index, plan);
		free(plan);
	}
}

// A part's indexes are merged as they come: nothing is gathered but the page itself.
static void parts_are_merged_not_gathered(void **state)
{
	static const enum query queries[] = {QUERY_LIST_ARMS, QUERY_LIST_ARMS_BACK};
	struct world *world = *state;

	for (size_t i = 0; i < LENGTH(queries); i++) {
		char *plan = world_plan(world, queries[i]);

		assert_non_null(strstr(plan, "MERGE (UNION)"));
		assert_null(strstr(plan, "UNION USING TEMP"));
		assert_null(strstr(plan, "SCAN a"));
		free(plan);
	}
}

static void counts_read_indexes_alone(void **state)
{
	static const enum query queries[] = {QUERY_COUNT_STATES_ALL, QUERY_COUNT_STATES,
		QUERY_COUNT_OPEN_ALL, QUERY_COUNT_OPEN, QUERY_COUNT_MINE};
	struct world *world = *state;

	for (size_t i = 0; i < LENGTH(queries); i++) {
		char *plan = world_plan(world, queries[i]);

		if (!strstr(plan, " a USING COVERING INDEX audit_"))
			fail_msg("not by its index alone:\n%s", plan);
		free(plan);
	}
}

static void what_people_type_is_quoted(void **state)
{
	static const struct {
		const char *typed, *match;
	} rows[] = {
		{"drift", "\"drift\"*"},
		{"  drift   del ", "\"drift\" \"del\"*"},
		{"\"OR", "\"\"\"OR\"*"},
		{"a AND NOT b*", "\"a\" \"AND\" \"NOT\" \"b*\"*"},
		{"NEAR(a b)", "\"NEAR(a\" \"b)\"*"},
		{"text:x -y ^z", "\"text:x\" \"-y\" \"^z\"*"},
		{"- \" *", NULL},
		{"", NULL},
		{"\xc5\xb5yn", "\"\xc5\xb5yn\"*"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *match = search_match(rows[i].typed);

		if (rows[i].match)
			assert_string_equal(match, rows[i].match);
		else
			assert_null(match);
		free(match);
	}
}

// The references that a search gives, in order, separated by blanks. Yours.
static char *found(struct world *world, const char *login, const char *text, bool descending)
{
	struct audit_filter filter = {.text = text, .descending = descending};
	struct audit_row row, from = {0};
	char *refs = NULL;
	size_t size;
	FILE *out = open_memstream(&refs, &size);
	int got;

	world_as(world, login);
	// One at a time: what is found twice, or missed between two pages, would show.
	for (int i = 0; (got = audit_page(world->session, &filter, i ? &from : NULL, false,
				 &row, 1)) == 1;
		i++) {
		fprintf(out, "%s%s", i ? " " : "", row.ref);
		audit_row_finish(&from);
		from = row;
	}
	assert_int_equal(got, 0);
	audit_row_finish(&from);
	fclose(out);
	return refs;
}

static void search_gives(struct world *world, const char *login, const char *text,
	bool descending, const char *expected)
{
	char *refs = found(world, login, text, descending);

	if (strcmp(refs, expected) != 0)
		fail_msg("%s searched %s: %s instead of %s", login, text, refs, expected);
	free(refs);
}

static void search_finds_words_and_references(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *one = world_audit(world, "C1", "ann", "abe"),
	     *two = world_audit(world, "C3", "cat", "");
	struct audit *audit = world_open(world, "ann", one);

	assert_done(audit_set_text(session, audit, PLACE_WELL, "\xc5\xb4yn saw drift", NULL));
	assert_done(audit_set_text(session, audit, PLACE_IMPACT, "More drift here", NULL));
	audit_destroy(audit);
	audit = world_open(world, "cat", two);
	assert_done(audit_set_text(session, audit, PLACE_SUMMARY, "Drifting plans", NULL));
	audit_destroy(audit);
	search_gives(world, "quinn", "drift", false, "2026-10-001 2026-10-002");
	search_gives(world, "quinn", "drift", true, "2026-10-002 2026-10-001");
	search_gives(world, "quinn", "drift here", false, "2026-10-001");
	search_gives(world, "quinn", "WYN", false, "2026-10-001");
	search_gives(world, "quinn", "2026-10", false, "2026-10-001 2026-10-002");
	search_gives(world, "quinn", "2026-10-002", false, "2026-10-002");
	search_gives(world, "quinn", "C3", false, "2026-10-002");
	search_gives(world, "quinn", "C9", false, "");
	search_gives(world, "quinn", "\" OR drift", false, "");
	search_gives(world, "quinn", "%", false, "");
	search_gives(world, "ann", "drift", false, "2026-10-001");
	search_gives(world, "ann", "2026", false, "2026-10-001");
	search_gives(world, "sue", "drift", false, "2026-10-002");
	search_gives(
		world, "max", "drift", false, "2026-10-002"); // not the draft of the own team
	search_gives(world, "bob", "drift", false, "");
	search_gives(world, "adam", "2026", false, "");
	free(one);
	free(two);
}

static void a_text_taken_out_is_found_no_more(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");
	struct audit *audit = world_open(world, "ann", ref);

	assert_done(audit_set_text(world->session, audit, PLACE_WELL, "zebra", NULL));
	search_gives(world, "ann", "zebra", false, ref);
	assert_done(audit_set_text(world->session, audit, PLACE_WELL, "horse", NULL));
	search_gives(world, "ann", "zebra", false, "");
	search_gives(world, "ann", "hors", false, ref);
	assert_done(audit_set_text(world->session, audit, PLACE_WELL, "", NULL));
	search_gives(world, "ann", "horse", false, "");
	audit_destroy(audit);
	free(ref);
}

static void home_counts_and_tells(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;
	char *ref = world_audit(world, "C1", "ann", "bob"), *other;
	struct audit_counts counts;
	struct audit_row rows[4];
	struct news news[4];
	struct audit *audit;

	other = world_audit(world, "C3", "cat", "");
	world_as(world, "ann");
	assert_int_equal(audit_mine(session, rows, 4), 1);
	assert_string_equal(rows[0].ref, ref);
	audit_row_finish(&rows[0]);
	assert_int_equal(audit_news(session, news, 4), 1);
	assert_string_equal(news[0].ref, ref);
	assert_string_equal(news[0].act, "add");
	assert_string_equal(news[0].who, "Quinn Quill");
	news_finish(&news[0]);
	session->today = date_from(2026, 11, 2);
	// Others than monthly ones are no part of the month, but are work all the same.
	base_tamper(world->base,
		"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, "
		"kind, state, allocated_on, due_on) SELECT 'T-1', 1, 1, 1, 1, '2026-10', 2, 3, "
		"'2026-10-01', '2026-10-30'");
	assert_done(audit_count(session, "2026-10", &counts));
	assert_int_equal(counts.mine, 1);
	assert_int_equal(counts.mine_overdue, 1);
	assert_int_equal(counts.open, 1);
	assert_int_equal(counts.by_state[AUDIT_ALLOCATED], 1);
	assert_int_equal(counts.by_state[AUDIT_SUBMITTED], 0);
	assert_done(home_left(session));
	assert_int_equal(audit_news(session, news, 4), 0);
	world_as(world, "quinn");
	assert_done(audit_count(session, "2026-10", &counts));
	assert_int_equal(counts.mine, 0);
	assert_int_equal(counts.by_state[AUDIT_SUBMITTED], 0);
	assert_int_equal(counts.open, 2);
	assert_int_equal(counts.overdue, 2);
	assert_int_equal(counts.at_risk, 0);
	audit = world_open(world, "ann", ref);
	assert_done(concern_raise(session, audit, 0, "Bruises", "MASH", "now"));
	audit_destroy(audit);
	world_as(world, "quinn");
	assert_done(audit_count(session, "2026-10", &counts));
	assert_int_equal(counts.at_risk, 1);
	assert_int_equal(audit_news(session, news, 4), 1);
	assert_string_equal(news[0].act, "concern");
	news_finish(&news[0]);
	free(ref);
	free(other);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		WORLD(every_filter_gives_what_a_plain_loop_gives),
		WORLD(lists_walk_their_indexes),
		WORLD(parts_are_merged_not_gathered),
		WORLD(counts_read_indexes_alone),
		cmocka_unit_test(what_people_type_is_quoted),
		WORLD(search_finds_words_and_references),
		WORLD(a_text_taken_out_is_found_no_more),
		WORLD(home_counts_and_tells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
