// SPDX-License-Identifier: MIT
// A month given out: who is suggested, what is kept, what is warned of.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/away.h"
#include "core/sample.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

// Draws the month's cases: C1 and C2 of team A, C3 of team C, all due 2026-10-30.
static void draw(struct world *world)
{
	const struct sample_request request = {
		.month = "2026-10", .rule = {.by_team = true, .per = 5}, .due = DATE_NONE};
	struct sample *sample;

	base_tamper(world->base, "UPDATE user SET roles = 8 WHERE id = 1"); // who made it
	world_as(world, "quinn");
	assert_done(sample_draw(world->session, &request, &sample));
	sample_destroy(sample);
}

static void away(struct world *world, const char *login, int first, int last)
{
	assert_done(away_put(world->session, login,
		(struct date_range){date_from(2026, 10, first), date_from(2026, 10, last)}));
}

// What is suggested, one word each: "ref=lead+peer".
static char *suggested(struct world *world, bool peers)
{
	struct proposal *list;
	size_t count, size;
	char *text = NULL;
	FILE *out = open_memstream(&text, &size);

	assert_done(allocate_suggest(world->session, "2026-10", peers, NULL, 0, &list, &count));
	for (size_t i = 0; i < count; i++)
		fprintf(out, "%s%s=%s+%s", i ? " " : "", list[i].ref + 8, list[i].lead,
			list[i].peer ? list[i].peer : "");
	fclose(out);
	proposals_free(list, count);
	return text;
}

static void expect_suggested(struct world *world, bool peers, const char *text)
{
	char *now = suggested(world, peers);

	assert_string_equal(now, text);
	free(now);
}

// Auditors: ann, abe and max of team A, bob and wyn (the worker of all three) of team B, cat of team C.
static void nobody_gets_their_own_teams_case(void **state)
{
	struct world *world = *state;

	draw(world);
	world_expect(world,
		"SELECT group_concat(c.ref, ' ') FROM audit a JOIN casefile c ON "
		"c.id = a.casefile_id ORDER BY a.id",
		"C1 C2 C3");
	expect_suggested(world, false, "001=bob+ 002=cat+ 003=abe+");
	expect_suggested(world, true, "001=bob+cat 002=cat+bob 003=abe+ann");
	expect_suggested(world, true, "001=bob+cat 002=cat+bob 003=abe+ann");
}

static void what_is_chosen_already_counts(void **state)
{
	struct world *world = *state;
	char held[] = "", lead[] = "cat", peer[] = "bob";
	struct proposal kept = {.audit_id = 1,
				.held = held,
				.lead = lead,
				.peer = peer,
				.due = DATE_NONE},
			*list;
	size_t count;

	draw(world);
	assert_done(allocate_suggest(world->session, "2026-10", true, &kept, 1, &list, &count));
	assert_int_equal(count, 2);
	assert_string_equal(list[0].ref, "2026-10-002");
	assert_string_equal(list[0].lead, "bob"); // cat would have two
	assert_string_equal(list[0].peer, "cat");
	proposals_free(list, count);
	kept.peer = NULL; // a peer beside the lead that stands
	assert_done(
		allocate_suggest(world->session, "2026-10", false, &kept, 1, &list, &count));
	assert_int_equal(count, 2);
	proposals_free(list, count);
	assert_done(allocate_suggest(world->session, "2026-10", true, &kept, 1, &list, &count));
	assert_int_equal(count, 3);
	assert_string_equal(list[0].lead, "cat");
	assert_string_equal(list[0].peer, "bob");
	assert_string_equal(list[1].lead, "bob");
	proposals_free(list, count);
}

// A peer may be named before there is a lead: they stay, and are not made the lead too.
static void a_peer_who_is_there_stays(void **state)
{
	struct world *world = *state;
	struct allocation wanted = {.peer = "bob", .due = DATE_NONE};
	struct proposal *list;
	size_t count;

	draw(world);
	assert_done(audit_allocate(world->session, "2026-10-001", &wanted));
	expect_suggested(world, false, "001=cat+ 002=bob+ 003=abe+");
	assert_done(allocate_suggest(world->session, "2026-10", true, NULL, 0, &list, &count));
	assert_null(list[0].peer);
	assert_done(allocate_accept(world->session, list, count));
	world_expect(world,
		"SELECT group_concat(l.login || '+' || p.login, ' ') FROM audit a "
		"JOIN user l ON l.id = a.lead_id JOIN user p ON p.id = a.peer_id",
		"cat+bob bob+cat abe+ann");
	proposals_free(list, count);
}

// Due date and peer may be chosen first: absence counts up to that date, and they are kept without a lead too.
static void a_date_may_be_chosen_before_the_lead(void **state)
{
	struct world *world = *state;
	char nobody[] = "", peer[] = "cat", ref[] = "2026-10-001";
	struct proposal kept = {.audit_id = 1,
				.ref = ref,
				.held = nobody,
				.lead = nobody,
				.peer = peer,
				.why_not = nobody,
				.due = date_from(2026, 11, 27)},
			*list;
	size_t count;

	draw(world);
	away(world, "bob", 12, 30);
	assert_done(allocate_suggest(world->session, "2026-10", true, &kept, 1, &list, &count));
	assert_int_equal(count, 3);
	assert_string_equal(list[0].lead, "bob");
	assert_null(list[0].peer);
	assert_int_equal(list[0].due, kept.due);
	proposals_free(list, count);
	assert_done(allocate_accept(world->session, &kept, 1));
	world_expect(world,
		"SELECT due_on || ' ' || (lead_id IS NULL) || ' ' || login FROM audit a "
		"JOIN user u ON u.id = a.peer_id",
		"2026-11-27 1 cat");
}

static void checking_keeps_nothing(void **state)
{
	struct world *world = *state;
	struct allocation wanted = {.lead = "bob", .peer = "bob", .due = DATE_NONE};

	draw(world);
	assert_refused(allocate_check(world->session, "2026-10-001", &wanted), ERROR_DATA);
	wanted.peer = "wyn";
	assert_refused(allocate_check(world->session, "2026-10-001", &wanted), ERROR_DATA);
	wanted.peer = NULL;
	wanted.due = date_from(2026, 10, 9);
	assert_refused(allocate_check(world->session, "2026-10-001", &wanted), ERROR_DATA);
	assert_refused(allocate_check(world->session, "2026-10-099", &wanted), ERROR_MISSING);
	wanted.due = date_from(2026, 11, 9);
	assert_done(allocate_check(world->session, "2026-10-001", &wanted));
	world_expect(world, "SELECT count(*) FROM audit WHERE lead_id IS NOT NULL", "0");
	world_as(world, "ann");
	assert_refused(allocate_check(world->session, "2026-10-001", &wanted), ERROR_DENIED);
}

static void what_they_have_in_hand_counts(void **state)
{
	struct world *world = *state;
	struct allocation wanted = {
		.case_ref = "C3", .lead = "abe", .kind = AUDIT_THEMATIC, .due = DATE_NONE};
	char *ref;

	draw(world);
	assert_done(audit_add(world->session, &wanted, &ref));
	expect_suggested(world, false, "001=bob+ 002=cat+ 003=ann+");
	free(ref);
}

static void who_is_away_for_half_is_left_out(void **state)
{
	struct world *world = *state;

	draw(world);
	away(world, "bob", 13, 20); // 6 of the 14 working days up to 30 October
	expect_suggested(world, false, "001=bob+ 002=cat+ 003=abe+");
	away(world, "bob", 21, 21); // 7
	expect_suggested(world, false, "001=cat+ 002=cat+ 003=abe+");
}

static void where_nobody_fits_it_says_why(void **state)
{
	struct world *world = *state;
	struct proposal *list;
	size_t count;

	draw(world);
	away(world, "bob", 12, 30);
	away(world, "cat", 12, 30);
	assert_done(allocate_suggest(world->session, "2026-10", true, NULL, 0, &list, &count));
	assert_int_equal(count, 3);
	assert_string_equal(list[0].lead, "");
	assert_null(list[0].peer);
	assert_string_equal(list[0].why_not,
		"none of 6 auditors: 3 of its own team or service, 1 worked on it, 2 away");
	assert_string_equal(list[2].lead, "abe");
	assert_done(allocate_accept(world->session, list, count));
	world_expect(world, "SELECT count(*) FROM audit WHERE lead_id IS NULL", "2");
	proposals_free(list, count);
}

static void accepted_is_all_or_nothing(void **state)
{
	struct world *world = *state;
	struct proposal *list;
	size_t count;

	draw(world);
	assert_done(allocate_suggest(world->session, "2026-10", true, NULL, 0, &list, &count));
	xreplace(&list[2].lead, "wyn");
	assert_refused(allocate_accept(world->session, list, count), ERROR_DATA);
	assert_non_null(strstr(error_message(), "2026-10-003"));
	world_expect(world, "SELECT count(*) FROM audit WHERE lead_id IS NOT NULL", "0");
	world_expect(world, "SELECT count(*) FROM notice", "0");
	xreplace(&list[2].lead, "ann");
	xreplace(&list[2].peer, "");
	assert_done(allocate_accept(world->session, list, count));
	world_expect(world,
		"SELECT group_concat(l.login || '+' || coalesce(p.login, ''), ' ') FROM audit "
		"a "
		"JOIN user l ON l.id = a.lead_id LEFT JOIN user p ON p.id = a.peer_id",
		"bob+cat cat+bob ann+");
	world_expect(world, "SELECT count(*) FROM notice WHERE act = 'allocated'", "5");
	proposals_free(list, count);
}

static void who_was_quicker_is_not_overwritten(void **state)
{
	struct world *world = *state;
	struct allocation wanted = {.lead = "cat", .due = DATE_NONE};
	struct proposal *list;
	size_t count;

	draw(world);
	assert_done(allocate_suggest(world->session, "2026-10", false, NULL, 0, &list, &count));
	assert_done(audit_allocate(world->session, "2026-10-001", &wanted));
	assert_refused(allocate_accept(world->session, list, count), ERROR_BUSY);
	world_expect(world, "SELECT count(*) FROM audit WHERE lead_id IS NOT NULL", "1");
	proposals_free(list, count);
}

static void first_given_is_when_it_was_allocated(void **state)
{
	struct world *world = *state;
	struct allocation to_bob = {.lead = "bob", .due = DATE_NONE},
			  to_cat = {.lead = "cat", .due = DATE_NONE};

	draw(world);
	world->session->today = date_from(2026, 10, 14);
	assert_done(audit_allocate(world->session, "2026-10-001", &to_bob));
	world->session->today = date_from(2026, 10, 16);
	assert_done(audit_allocate(world->session, "2026-10-001", &to_cat));
	world_expect(world, "SELECT allocated_on FROM audit WHERE ref = '2026-10-001'",
		"2026-10-14");
}

static void candidates_say_what_speaks_against_them(void **state)
{
	struct world *world = *state;
	struct candidate *list;
	size_t count;

	draw(world);
	away(world, "cat", 19, 30);
	assert_done(allocate_candidates(world->session, 1, false, &list, &count));
	assert_int_equal(count, 6);
	assert_string_equal(list[0].login, "bob"); // the only one who fits
	for (size_t i = 0; i < count; i++) {
		const char *login = list[i].login;

		assert_int_equal(list[i].worked_on, strcmp(login, "wyn") == 0);
		assert_int_equal(list[i].away, strcmp(login, "cat") == 0);
		assert_int_equal(list[i].own_team, strcmp(login, "ann") == 0 ||
							   strcmp(login, "abe") == 0 ||
							   strcmp(login, "max") == 0);
		assert_int_equal(list[i].of, 14);
		assert_int_equal(list[i].days, strcmp(login, "cat") == 0 ? 4 : 14);
		assert_false(list[i].part);
	}
	assert_string_equal(list[count - 1].login, "wyn"); // who would be refused
	candidates_free(list, count);
	assert_refused(
		allocate_candidates(world->session, 99, false, &list, &count), ERROR_MISSING);
}

static void rows_begin_with_nobodys(void **state)
{
	struct world *world = *state;
	struct allocation wanted = {.lead = "bob", .peer = "cat", .due = DATE_NONE};
	struct allocation_row *rows;
	size_t count;

	draw(world);
	assert_done(audit_allocate(world->session, "2026-10-001", &wanted));
	assert_done(allocation_rows(world->session, "2026-10", &rows, &count));
	assert_int_equal(count, 3);
	assert_string_equal(rows[0].case_ref, "C2");
	assert_string_equal(rows[0].lead, "");
	assert_string_equal(rows[1].case_ref, "C3");
	assert_string_equal(rows[2].lead_login, "bob");
	assert_string_equal(rows[2].peer, "Cat Cole");
	assert_string_equal(rows[2].worker, "Wendy \xc5\xb4yn");
	allocation_rows_free(rows, count);
}

static void expect_warned(struct world *world, const char *lead, date due, const char *words)
{
	struct allocation wanted = {.lead = lead, .due = due};
	char *said = allocate_warnings(world->session, "2026-10-001", &wanted);

	assert_non_null(said);
	assert_string_equal(said, words);
	free(said);
}

static void what_is_let_through_is_warned_of(void **state)
{
	struct world *world = *state;

	draw(world);
	expect_warned(world, "bob", DATE_NONE, "");
	expect_warned(world, "bob", date_from(2026, 10, 31),
		"nobody works on Sat 31 Oct 2026: the working day before it is 30 Oct 2026\n");
	expect_warned(world, "ann", DATE_NONE,
		"Ann Archer works in A: better somebody of another team\n");
	base_tamper(world->base,
		"INSERT INTO user_service SELECT id, 1 FROM user WHERE login = 'cat'");
	expect_warned(world, "cat", DATE_NONE,
		"Cat Cole answers for Assessment: better somebody else\n");
	expect_suggested(world, false, "001=bob+ 002=bob+ 003=abe+");
	away(world, "bob", 12, 16);
	expect_warned(world, "bob", DATE_NONE,
		"Bob Birch is away on 4 of the 14 working days that are left\n");
	expect_warned(world, "nobody", DATE_NONE, "");
}

static void only_qa_gives_out(void **state)
{
	static const char *const others[] = {"ann", "sam", "adam"};
	struct world *world = *state;

	draw(world);
	for (size_t i = 0; i < LENGTH(others); i++) {
		struct proposal *list;
		struct candidate *people;
		struct allocation_row *rows;
		size_t count;

		world_as(world, others[i]);
		assert_refused(allocate_suggest(world->session, "2026-10", false, NULL, 0,
				       &list, &count),
			ERROR_DENIED);
		assert_refused(allocate_accept(world->session, NULL, 0), ERROR_DENIED);
		assert_refused(allocate_candidates(world->session, 1, false, &people, &count),
			ERROR_DENIED);
		assert_refused(allocation_rows(world->session, "2026-10", &rows, &count),
			ERROR_DENIED);
	}
}

#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD(nobody_gets_their_own_teams_case),
		WORLD(what_is_chosen_already_counts),
		WORLD(a_peer_who_is_there_stays),
		WORLD(a_date_may_be_chosen_before_the_lead),
		WORLD(checking_keeps_nothing),
		WORLD(what_they_have_in_hand_counts),
		WORLD(who_is_away_for_half_is_left_out),
		WORLD(where_nobody_fits_it_says_why),
		WORLD(accepted_is_all_or_nothing),
		WORLD(who_was_quicker_is_not_overwritten),
		WORLD(first_given_is_when_it_was_allocated),
		WORLD(candidates_say_what_speaks_against_them),
		WORLD(rows_begin_with_nobodys),
		WORLD(what_is_let_through_is_warned_of),
		WORLD(only_qa_gives_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
