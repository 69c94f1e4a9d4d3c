// SPDX-License-Identifier: MIT
// The tracker's pages: for everybody, by every filter and in every order, against a slow look at all there is.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "core/tracker.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

#define ACTIONS 360
#define MANY 6000 // more than are gathered to be sorted by group

// Audits of three teams in every state; of each lead and peer; of their actions every state, owner and date.
static const char audits[] =
	"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, state, "
	"lead_id, peer_id, allocated_on, due_on, completed_on, final_overall, blind_id) "
	"SELECT 'A-' || s.n || '-' || t.id || '-' || l.login, 1, t.id, t.service_id, 1, "
	"'2026-10', "
	"s.n, l.id, iif(l.login = 'ann', (SELECT id FROM user WHERE login = 'bob'), NULL), "
	"'2026-10-01', '2026-10-20', iif(s.n BETWEEN 3 AND 5, '2026-10-09', NULL), "
	"iif(s.n BETWEEN 3 AND 5, 1 + (s.n + t.id) % 4, NULL), "
	"iif(s.n = 3 AND t.id = 1, (SELECT id FROM user WHERE login = 'sam'), NULL) "
	"FROM (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 "
	"UNION "
	"SELECT 6) s, team t, "
	"(SELECT id, login FROM user WHERE login IN ('ann', 'cat', 'max')) l;"
	"WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 359) "
	"INSERT INTO action (audit_id, seq, what, measure, owner_id, owner_name, owner_post, "
	"reason, "
	"due_on, first_due_on, priority, escalated, progress, plan_on, completed_on, "
	"created_on, "
	"team_id, service_id) "
	"SELECT a.id, n.i, iif(n.i % 5, 'Visit the child at home', 'Write a plan'), "
	"iif(n.i % 11, 'On file', 'Caffi gyda Si\xc3\xa2n'), "
	"CASE n.i % 4 WHEN 0 THEN NULL ELSE 3 + n.i % 9 END, "
	"CASE n.i % 4 WHEN 0 THEN iif(n.i % 8, 'Dee ' || n.i % 3, '') ELSE '' END, 'iro', "
	"'Why', "
	"date('2026-10-12', (n.i * 7 % 40 - 20) || ' days'), "
	"date('2026-10-12', ((n.i * 7 % 40 - 20) - n.i % 2) || ' days'), n.i % 6 = 0, n.i % 10 "
	"= "
	"0, "
	"1 + n.i % 5, iif(n.i % 5 = 2, '2026-10-20', NULL), iif(n.i % 5 > 2, '2026-10-10', "
	"NULL), "
	"'2026-10-01', a.team_id, a.service_id "
	"FROM n JOIN audit a ON a.id = 1 + n.i * 13 % 54;"
	"INSERT INTO action_index (rowid, what, measure) SELECT id, what, measure FROM action";

static const char many[] =
	"WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 16) "
	"INSERT INTO action (audit_id, seq, what, measure, owner_id, owner_name, "
	"reason, due_on, "
	"first_due_on, priority, escalated, progress, plan_on, created_on, team_id, "
	"service_id) "
	"SELECT audit_id, seq + n.i * 1000, what, measure, owner_id, owner_name, "
	"reason, "
	"date(due_on, n.i || ' days'), first_due_on, priority, escalated, progress, "
	"plan_on, created_on, team_id, service_id FROM action, n WHERE progress < 5";

// --- slowly ---

static bool holds(const struct session *session, const struct action_filter *filter,
	const struct action_row *row)
{
	const struct action *action = &row->action;
	enum colour colour = action_colour(action, session->today);

	return action->progress != PROGRESS_VERIFIED && row->audit_state != AUDIT_WITHDRAWN &&
	       (!filter->service_id || filter->service_id == row->subject.service_id) &&
	       (!filter->team_id || filter->team_id == row->subject.team_id) &&
	       (!filter->owner_id || filter->owner_id == action->owner_id) &&
	       (!filter->owner_name ||
		       (!action->owner_id &&
			       strcmp(filter->owner_name, action->owner_name) == 0)) &&
	       (!filter->colours || filter->colours & 1u << colour) &&
	       (!filter->grade || filter->grade == (int)row->audit_grade) &&
	       (!filter->priority || action->priority) &&
	       (!filter->escalated || action->escalated) &&
	       (!filter->said_done || action->progress == PROGRESS_SAID_DONE) &&
	       (!filter->overdue || (action->due_on < session->today &&
					    action->progress != PROGRESS_SAID_DONE)) &&
	       (!filter->text || strstr(action->what, filter->text) ||
		       strstr(action->measure, filter->text));
}

static const struct action_filter *sorted_by;

static int group_order(const struct action_row *a, const struct action_row *b)
{
	bool users = a->action.owner_id && b->action.owner_id;
	int order;

	if (sorted_by->group == GROUP_TEAM) {
		order = text_compare(a->service, b->service);
		return order ? order : text_compare(a->team, b->team);
	}
	if (!a->action.owner_id != !b->action.owner_id)
		return a->action.owner_id ? -1 : 1;
	order = users ? text_compare(a->action.owner_name, b->action.owner_name)
		      : strcmp(a->action.owner_name, b->action.owner_name);
	return order;
}

static int row_order(const void *left, const void *right)
{
	const struct action_row *a = left, *b = right;
	int order = sorted_by->text || !sorted_by->group ? 0 : group_order(a, b);

	if (!order && !sorted_by->text)
		order = (a->action.due_on > b->action.due_on) -
			(a->action.due_on < b->action.due_on);
	return order ? order : (a->action.id > b->action.id) - (a->action.id < b->action.id);
}

static int slowly(
	struct session *session, const struct action_filter *filter, struct action_row *rows)
{
	int count = 0;

	for (int64_t id = 1; id <= MANY; id++) {
		struct action_row row = {0};

		if (tracker_reload(session, id, &row) && error_kind() == ERROR_MISSING)
			break;
		if (row.audit_ref && holds(session, filter, &row))
			rows[count++] = row;
		else
			action_row_finish(&row);
	}
	sorted_by = filter;
	qsort(rows, (size_t)count, sizeof(*rows), row_order);
	return count;
}

// --- by pages ---

#define PAGE_MOST 211

static int page = 7;

static int by_pages(struct session *session, const struct action_filter *filter, bool back,
	struct action_row *rows)
{
	int count = 0, got;

	do {
		got = action_page(session, filter, count ? &rows[count - 1] : NULL, back,
			rows + count, page);
		if (got < 0)
			fail_msg("%s", error_message());
		count += got;
		assert_true(count <= MANY);
	} while (got == page);
	return count;
}

static void rows_free(struct action_row *rows, int count)
{
	for (int i = 0; i < count; i++)
		action_row_finish(&rows[i]);
	free(rows);
}

static void expect_pages(struct session *session, const char *what,
	const struct action_filter *filter, bool back, const struct action_row *all, int count)
{
	struct action_row *rows = xcalloc(MANY + PAGE_MOST, sizeof(*rows));
	int got = by_pages(session, filter, back, rows);

	if (got != count)
		fail_msg("%s, %s: %d, not %d", session->me.login, what, got, count);
	for (int i = 0; i < count; i++)
		if (rows[i].action.id != all[back ? count - 1 - i : i].action.id)
			fail_msg("%s, %s%s: line %d is %d, not %d", session->me.login, what,
				back ? " back" : "", i, (int)rows[i].action.id,
				(int)all[back ? count - 1 - i : i].action.id);
	rows_free(rows, got);
}

static const struct {
	const char *name;
	struct action_filter filter;
} filters[] = {
	{"all", {0}},
	{"a service", {.service_id = 1}},
	{"a team", {.team_id = 2}},
	{"an owner", {.owner_id = 4}},
	{"an owner who is no user", {.owner_name = "Dee 1"}},
	{"nobody", {.owner_name = ""}},
	{"priority", {.priority = true}},
	{"escalated", {.escalated = true}},
	{"overdue", {.overdue = true}},
	{"said to be done", {.said_done = true}},
	{"red", {.colours = 1u << COLOUR_RED}},
	{"amber or grey", {.colours = 1u << COLOUR_AMBER | 1u << COLOUR_GREY}},
	{"green", {.colours = 1u << COLOUR_GREEN}},
	{"blue", {.colours = 1u << COLOUR_BLUE}},
	{"Inadequate", {.grade = GRADE_INADEQUATE}},
	{"Good", {.grade = GRADE_GOOD}},
	{"a word", {.text = "plan"}},
	{"a word of the measure", {.text = "Caffi"}},
	{"red priority of a service",
		{.service_id = 1, .priority = true, .colours = 1u << COLOUR_RED}},
};

static const char *const people[] = {
	"ann", "abe", "bob", "cat", "sam", "sue", "quinn", "adam", "max"};

static size_t expect_all(struct world *world, const char *login, size_t some)
{
	size_t found = 0;

	world_as(world, login);
	for (size_t f = 0; f < some; f++) {
		for (int group = GROUP_NONE; group <= GROUP_TEAM; group++) {
			struct action_filter filter = filters[f].filter;
			struct action_row *all = xcalloc(MANY, sizeof(*all));
			int count;

			filter.group = (enum action_group)group;
			count = slowly(world->session, &filter, all);
			expect_pages(
				world->session, filters[f].name, &filter, false, all, count);
			expect_pages(
				world->session, filters[f].name, &filter, true, all, count);
			found += (size_t)count;
			rows_free(all, count);
		}
	}
	return found;
}

static void pages_are_what_there_is(void **state)
{
	struct world *world = *state;
	size_t found = 0;

	page = 7;
	base_tamper(world->base, audits);
	for (size_t p = 0; p < LENGTH(people); p++)
		found += expect_all(world, people[p], LENGTH(filters));
	assert_true(found > 1000);
}

static void pages_of_many_are_walked_group_by_group(void **state)
{
	struct world *world = *state;

	page = PAGE_MOST;
	base_tamper(world->base, audits);
	base_tamper(world->base, many);
	assert_true(expect_all(world, "quinn", 2) > 3 * 4000);
	expect_all(world, "ann", 1);
	expect_all(world, "sam", 1);
}

// A step looks at so many and no more: what a filter hardly leaves is found by and by.
static void a_step_is_bounded(void **state)
{
	struct world *world = *state;
	struct action_filter filter = {.grade = GRADE_NOT_APPLICABLE + 9};
	struct action_row row;
	struct action_walk *walk;
	int steps = 0;

	base_tamper(world->base, audits);
	base_tamper(world->base, many);
	world_as(world, "quinn");
	walk = action_walk_begin(world->session, &filter, NULL, false);
	assert_non_null(walk);
	while (!action_walk_ended(walk) && steps++ < 100)
		assert_int_equal(action_walk_step(walk, &row, 1), 0);
	action_walk_end(walk);
	assert_in_range(steps, 3, 5);
}

struct shown {
	struct action_row *rows; // whole ones, in the same order
	size_t at;
};

static void expect_shown(const struct action_row *row, void *context)
{
	struct shown *shown = context;
	const struct action_row *whole = &shown->rows[shown->at++];
	const struct action *a = &row->action, *b = &whole->action;

	assert_int_equal(a->id, b->id);
	assert_int_equal(a->audit_id, b->audit_id);
	assert_int_equal(a->seq, b->seq);
	assert_int_equal(a->due_on, b->due_on);
	assert_int_equal(a->start_on, b->start_on);
	assert_int_equal(a->first_due_on, b->first_due_on);
	assert_int_equal(a->plan_on, b->plan_on);
	assert_int_equal(a->progress, b->progress);
	assert_int_equal(a->priority, b->priority);
	assert_int_equal(a->escalated, b->escalated);
	assert_int_equal(a->revision, b->revision);
	assert_int_equal(a->slips, b->slips);
	assert_int_equal(a->sent_back, b->sent_back);
	assert_int_equal(a->owner_id, b->owner_id);
	assert_string_equal(a->owner_name, b->owner_name);
	assert_string_equal(a->owner_post, b->owner_post);
	assert_string_equal(a->what, b->what);
	assert_string_equal(a->measure, b->measure);
	assert_string_equal(row->audit_ref, whole->audit_ref);
	assert_string_equal(row->team, whole->team);
	assert_int_equal(row->subject.team_id, whole->subject.team_id);
	assert_int_equal(row->subject.service_id, whole->subject.service_id);
	assert_int_equal(row->subject.owner_id, whole->subject.owner_id);
}

// What a list shows of a line is what the whole line says.
static void shown_lines_are_the_whole_ones(void **state)
{
	static const enum action_group groups[] = {GROUP_NONE, GROUP_OWNER, GROUP_TEAM};
	struct world *world = *state;
	struct action_row rows[PAGE_MOST];

	base_tamper(world->base, audits);
	for (size_t p = 0; p < LENGTH(people); p++)
		for (size_t g = 0; g < LENGTH(groups); g++) {
			struct action_filter filter = {.group = groups[g]};
			struct shown shown = {.rows = rows};
			struct action_walk *walk;
			int count;

			world_as(world, people[p]);
			count = action_page(
				world->session, &filter, NULL, false, rows, LENGTH(rows));
			walk = action_walk_begin(world->session, &filter, NULL, false);
			while ((int)shown.at < count)
				assert_true(action_walk_show(walk,
						    (int)shown.at + 3 > count ? 1 : 3,
						    expect_shown, &shown) >= 0);
			assert_int_equal(shown.at, count);
			action_walk_end(walk);
			for (int i = 0; i < count; i++)
				action_row_finish(&rows[i]);
		}
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		WORLD(pages_are_what_there_is),
		WORLD(pages_of_many_are_walked_group_by_group),
		WORLD(a_step_is_bounded),
		WORLD(shown_lines_are_the_whole_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
