// SPDX-License-Identifier: MIT
// Contact with children and families: what is said of it, by whom, and what is still to be done.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/contact.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/table.h"
#include "test/world.h"

static date day_of(const char *text)
{
	date day = DATE_NONE;

	if (*text)
		assert_int_equal(date_parse(text, DATE_ISO, &day), 0);
	return day;
}

static void finish(struct contact *list, int count)
{
	for (int i = 0; i < count; i++)
		contact_finish(&list[i]);
}

// The row of somebody in an audit, as the session's person sees it.
static struct contact row_of(struct world *world, const char *ref, enum contact_who who)
{
	struct contact list[2], row;

	if (contact_of_ref(world->session, ref, list) != 2)
		fail_msg("failed: %s", error_message());
	row = list[who - CONTACT_CHILD];
	contact_finish(&list[CONTACT_FAMILY - who]);
	assert_int_equal(row.who, who);
	return row;
}

static void expect_by(struct world *world, const char *ref, const char *day)
{
	struct contact row = row_of(world, ref, CONTACT_CHILD);

	assert_int_equal(contact_by(world->session, &row), day_of(day));
	contact_finish(&row);
}

static int say(struct world *world, struct contact *contact, const char *written,
	const char *means, const char *replied, const char *note)
{
	contact->written_on = day_of(written);
	contact->replied_on = day_of(replied);
	xreplace(&contact->means, means);
	xreplace(&contact->note, note);
	return contact_put(world->session, contact);
}

// Written to within five working days of allocation, whenever the audit is due; answered when it is.
static void what_is_next_has_its_day(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "bob");
	struct contact row = row_of(world, ref, CONTACT_CHILD);

	expect_by(world, ref, "2026-10-19");
	world_as(world, "ann");
	assert_done(say(world, &row, "2026-10-12", "letter", "", ""));
	expect_by(world, ref, "2026-10-30");
	contact_finish(&row);
	free(ref);
}

static void expect_row(struct world *world, const char *ref, struct table *table, size_t row)
{
	struct contact now = row_of(world, ref, CONTACT_CHILD);

	table_expect(table, row, "becomes", contact_state_name(now.state));
	table_expect(table, row, "means", now.means);
	table_expect(table, row, "note", now.note);
	assert_int_equal(now.written_on, day_of(table_cell(table, row, "written")));
	assert_int_equal(now.replied_on, day_of(table_cell(table, row, "replied")));
	contact_finish(&now);
}

static void expect_refusal(struct table *table, size_t row, int result)
{
	const char *becomes = table_cell(table, row, "becomes");

	if (result != -1 || (int)error_kind() != (int)strtol(becomes, NULL, 10) ||
		!strstr(error_message(), becomes + 3))
		fail_msg("%s: %d, %s", table_where(table, row), result,
			result ? error_message() : "done");
}

static void what_is_said_hangs_together(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "bob");
	struct table *table = table_read("contact.tsv");

	world_as(world, "ann");
	for (size_t i = 0; i < table_rows(table); i++) {
		struct contact row = row_of(world, ref, CONTACT_CHILD);
		int result;

		row.state = *table_cell(table, i, "none") ? CONTACT_NONE : CONTACT_TO_WRITE;
		result = say(world, &row, table_cell(table, i, "written"),
			table_cell(table, i, "means"), table_cell(table, i, "replied"),
			table_cell(table, i, "note"));
		if (result == 0)
			expect_row(world, ref, table, i);
		else
			expect_refusal(table, i, result);
		contact_finish(&row);
	}
	table_destroy(table);
	free(ref);
}

// The family's row is another one, and what is not new writes nothing.
static void each_change_is_recorded_once(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "bob");
	struct contact row;

	world_as(world, "bob");
	row = row_of(world, ref, CONTACT_FAMILY);
	assert_done(say(world, &row, "2026-10-12", "letter", "", "sent by the office"));
	contact_finish(&row);
	row = row_of(world, ref, CONTACT_FAMILY);
	assert_string_equal(row.by, "Bob Birch");
	assert_int_equal(row.revision, 2);
	assert_done(contact_put(world->session, &row));
	contact_finish(&row);
	assert_int_equal(world_trail(world, ref, "contact", "family"), 1);
	assert_int_equal(world_trail(world, ref, "contact", "child"), 0);
	world_expect(world,
		"SELECT v.new FROM trail t JOIN trail_value v USING (seq) WHERE act = "
		"'contact'",
		"written to on 12 Oct 2026, letter: sent by the office");
	row = row_of(world, ref, CONTACT_CHILD);
	assert_int_equal(row.state, CONTACT_TO_WRITE);
	assert_int_equal(row.revision, 1);
	contact_finish(&row);
	free(ref);
}

// Who changes a contact, while the audit is open and after that. 0: done.
static const struct {
	const char *who;
	int open, submitted;
} rights[] = {
	{"ann", 0, ERROR_DENIED},            // lead
	{"bob", 0, ERROR_DENIED},            // peer
	{"abe", ERROR_DENIED, ERROR_DENIED}, // of its team
	{"cat", ERROR_DENIED, ERROR_DENIED},
	{"sam", ERROR_DENIED, ERROR_DENIED}, // senior manager of its service
	{"sue", ERROR_DENIED, ERROR_DENIED},
	{"quinn", 0, 0},
	{"adam", ERROR_DENIED, ERROR_DENIED},
};

static void change_as(struct world *world, const char *ref, const char *who, int kind)
{
	struct contact row;
	char *note = xasprintf("by %s, %d", who, kind);
	int result;

	world_as(world, "quinn");
	row = row_of(world, ref, CONTACT_CHILD);
	row.state = CONTACT_NONE;
	world_as(world, who);
	result = say(world, &row, "", "", "", note);
	if (kind)
		assert_refused(result, kind);
	else
		assert_done(result);
	contact_finish(&row);
	free(note);
}

static void its_auditors_and_qa_change_it(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "bob");

	for (size_t i = 0; i < LENGTH(rights); i++)
		change_as(world, ref, rights[i].who, rights[i].open);
	base_tamper(world->base, "UPDATE audit SET state = 3, completed_on = '2026-10-12'");
	for (size_t i = 0; i < LENGTH(rights); i++) {
		base_tamper(world->base, "UPDATE contact SET note = 'x', state = 4");
		change_as(world, ref, rights[i].who, rights[i].submitted);
	}
	free(ref);
}

static void who_may_not_see_the_audit_sees_no_contact(void **state)
{
	static const char *const blind[] = {"abe", "cat", "sue", "adam"};
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "bob");
	static const struct contact_filter all = {0}, open = {.open = true};
	struct contact list[4];

	for (size_t i = 0; i < LENGTH(blind); i++) {
		world_as(world, blind[i]);
		assert_refused(contact_of_ref(world->session, ref, list), ERROR_DENIED);
		assert_int_equal(contact_page(world->session, &all, NULL, false, list, 4), 0);
		assert_int_equal(contact_page(world->session, &open, NULL, false, list, 4), 0);
		assert_int_equal(contact_open(world->session, NULL, false, list, 4), 0);
	}
	world_as(world, "sam");
	assert_int_equal(contact_page(world->session, &all, NULL, false, list, 4), 2);
	finish(list, 2);
	assert_refused(contact_of_ref(world->session, "2026-10-999", list), ERROR_MISSING);
	free(ref);
}

// Both had it open; the second is told what the first said, and what they have typed is theirs to save again.
static void who_comes_second_is_told(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "bob");
	struct contact mine, theirs;

	world_as(world, "ann");
	mine = row_of(world, ref, CONTACT_CHILD);
	world_as(world, "quinn");
	theirs = row_of(world, ref, CONTACT_CHILD);
	assert_done(say(world, &theirs, "2026-10-09", "letter", "", ""));
	contact_finish(&theirs);
	world_as(world, "ann");
	assert_refused(say(world, &mine, "2026-10-12", "telephone", "", ""), ERROR_BUSY);
	assert_non_null(strstr(error_message(), "Quinn Quill changed it first"));
	assert_non_null(strstr(error_message(), "written to on 9 Oct 2026, letter"));
	world_expect(world, "SELECT means FROM contact WHERE who = 1", "letter");
	mine.revision++;
	assert_done(contact_put(world->session, &mine));
	world_expect(world, "SELECT means FROM contact WHERE who = 1", "telephone");
	contact_finish(&mine);
	free(ref);
}

static const struct {
	struct contact contact;
	const char *words;
} told[] = {
	{{.state = CONTACT_TO_WRITE, .audit_state = AUDIT_DRAFT}, "to be written to"},
	{{.state = CONTACT_TO_WRITE, .audit_state = AUDIT_SUBMITTED}, "never written to"},
	{{.state = CONTACT_WRITTEN, .audit_state = AUDIT_ALLOCATED, .written_on = 1},
		"written to on DAY, letter"},
	{{.state = CONTACT_WRITTEN, .audit_state = AUDIT_CLOSED, .written_on = 1},
		"written to on DAY, letter; no answer"},
	{{.state = CONTACT_REPLIED,
		 .audit_state = AUDIT_DRAFT,
		 .written_on = 1,
		 .replied_on = 1},
		"written to on DAY, letter; answered on DAY"},
	{{.state = CONTACT_REPLIED, .audit_state = AUDIT_CLOSED, .replied_on = 1},
		"answered on DAY"},
	{{.state = CONTACT_NONE, .audit_state = AUDIT_DRAFT}, "no contact"},
	{{.state = CONTACT_NONE, .audit_state = AUDIT_DRAFT, .written_on = 1},
		"written to on DAY, letter; no answer"},
};

static char *with_day(const char *words)
{
	char *text = xstrdup(words), *at;

	while ((at = strstr(text, "DAY"))) {
		char *longer = xasprintf("%.*s12 Oct 2026%s", (int)(at - text), text, at + 3);

		free(text);
		text = longer;
	}
	return text;
}

static void what_was_done_is_told_in_words(void **state)
{
	date day = date_from(2026, 10, 12);

	for (size_t i = 0; i < LENGTH(told); i++) {
		struct contact contact = told[i].contact;
		char *expected = with_day(told[i].words), *words;

		contact.means = (char[]){"letter"};
		contact.written_on = contact.written_on ? day : DATE_NONE;
		contact.replied_on = contact.replied_on ? day : DATE_NONE;
		words = contact_words(&contact);
		assert_string_equal(words, expected);
		free(words);
		free(expected);
	}
}

static int64_t open_count(struct world *world, const char *login, bool mine)
{
	int64_t count;
	struct contact list[32];
	int got;

	world_as(world, login);
	assert_done(contact_count(world->session, mine, &count));
	got = contact_open(world->session, NULL, mine, list, LENGTH(list));
	assert_int_equal(got, count);
	finish(list, got);
	return count;
}

static void expect_open(struct world *world, int ann, int bob, int all)
{
	assert_int_equal(open_count(world, "ann", true), ann);
	assert_int_equal(open_count(world, "ann", false), ann);
	assert_int_equal(open_count(world, "bob", true), bob);
	assert_int_equal(open_count(world, "quinn", false), all);
	assert_int_equal(open_count(world, "quinn", true), 0);
}

static void answer(struct world *world, const char *ref, const char *replied)
{
	struct contact row = row_of(world, ref, CONTACT_CHILD);

	assert_done(say(world, &row, "2026-10-12", "visit", replied, ""));
	contact_finish(&row);
}

// Open from the first day of the month until there is an answer, or the audit is submitted or withdrawn.
static void it_is_open_as_long_as_something_is_to_be_done(void **state)
{
	struct world *world = *state;
	char *first = world_audit(world, "C1", "ann", "bob");
	char *second = world_audit(world, "C3", "bob", "");

	expect_open(world, 2, 4, 4);
	world_as(world, "quinn");
	answer(world, first, "");
	expect_open(world, 2, 4, 4);
	world_as(world, "ann");
	answer(world, first, "2026-10-12");
	expect_open(world, 1, 3, 3);
	base_tamper(world->base, "UPDATE audit SET month = '2026-11' WHERE id = 2");
	expect_open(world, 1, 1, 1);
	world->session->today = date_from(2026, 10, 31);
	expect_open(world, 1, 1, 1);
	world->session->today = date_from(2026, 11, 1);
	expect_open(world, 1, 3, 3);
	base_tamper(world->base, "UPDATE audit SET state = 2 WHERE id = 1");
	expect_open(world, 1, 3, 3);
	base_tamper(world->base, "UPDATE audit SET state = 3 WHERE id = 1");
	expect_open(world, 0, 2, 2);
	base_tamper(world->base, "UPDATE audit SET state = 6 WHERE id = 2");
	expect_open(world, 0, 0, 0);
	free(first);
	free(second);
}

// Six audits: three cases in two kinds, some due on the same day, every third contact answered.
static void make_many(struct world *world)
{
	static const char *const cases[] = {"C1", "C2", "C3"};
	static const int days[] = {30, 20, 20, 15, 30, 20};

	world_as(world, "quinn");
	for (int i = 0; i < 6; i++) {
		struct allocation wanted = {.case_ref = cases[i % 3],
			.lead = i % 2 ? "abe" : "bob",
			.peer = i == 3 ? "bob" : "",
			.kind = i < 3 ? AUDIT_MONTHLY : AUDIT_THEMATIC,
			.due = date_from(2026, 10, days[i])};
		char *ref;

		assert_done(audit_add(world->session, &wanted, &ref));
		free(ref);
	}
	base_tamper(world->base,
		"UPDATE contact SET state = 3 WHERE (audit_id * 2 + who) % 3 = 0;"
		"UPDATE audit SET state = 3 WHERE id = 5;"
		"UPDATE audit SET month = '2026-09' WHERE id = 6");
}

static void note_row(FILE *out, const struct contact *row)
{
	fprintf(out, "%s%s ", row->ref + 8, contact_who_name(row->who));
}

// All rows in pages of so many; the other way about they are turned round.
static char *walk(struct world *world, const struct contact_filter *filter, int page, bool back)
{
	struct contact last = {0}, rows[32], all[32];
	int got, total = 0;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	do {
		got = contact_page(
			world->session, filter, last.ref ? &last : NULL, back, rows, page);
		assert_in_range(got, 0, page);
		for (int i = 0; i < got; i++)
			last = all[total++] = rows[i];
	} while (got == page);
	for (int i = 0; i < total; i++)
		note_row(out, &all[back ? total - 1 - i : i]);
	finish(all, total);
	fclose(out);
	return text;
}

static const struct {
	const char *who;
	struct contact_filter filter;
	const char *rows;
} lists[] = {
	{"quinn", {.open = true},
		"004family 002child 003child 003family 006child 006family 001family "},
	{"quinn", {0},
		"001child 001family 002child 002family 003child 003family 004child 004family "
		"005child 005family 006child 006family "},
	{"quinn", {.month = "2026-10"},
		"004child 004family 002child 002family 003child 003family 001child 001family "
		"005child 005family "},
	{"quinn", {.month = "2026-09"}, "006child 006family "},
	{"quinn", {.month = "2026-10", .open = true},
		"004family 002child 003child 003family 001family "},
	{"quinn", {.mine = true}, ""},
	{"bob", {.open = true}, "004family 003child 003family 001family "},
	{"bob", {.open = true, .mine = true}, "004family 003child 003family 001family "},
	{"bob", {.mine = true},
		"004child 004family 003child 003family 001child 001family 005child 005family "},
	{"bob", {.month = "2026-10", .mine = true},
		"004child 004family 003child 003family 001child 001family 005child 005family "},
	{"abe", {.mine = true, .open = true}, "004family 002child 006child 006family "},
	{"sam", {.open = true}, "004family 002child 001family "},
};

static void pages_of_any_size_give_the_same(void **state)
{
	struct world *world = *state;

	make_many(world);
	for (size_t i = 0; i < LENGTH(lists); i++) {
		world_as(world, lists[i].who);
		for (int page = 1; page <= 20; page++) {
			for (int back = 0; back <= 1; back++) {
				char *rows = walk(world, &lists[i].filter, page, back);

				if (strcmp(rows, lists[i].rows) != 0)
					fail_msg("list %zu, page %d, back %d: %s", i, page,
						back, rows);
				free(rows);
			}
		}
	}
}

// A page costs what the page holds: each part is walked along its index.
static void pages_are_walked_along_indexes(void **state)
{
	static const enum query pages[] = {QUERY_CONTACT_PAGE, QUERY_CONTACT_PAGE_BACK,
		QUERY_CONTACT_ALL, QUERY_CONTACT_ALL_BACK};
	struct world *world = *state;

	for (size_t i = 0; i < LENGTH(pages); i++) {
		char *plan = world_plan(world, pages[i]);

		if (strstr(plan, "SCAN a\n") || strstr(plan, "UNION USING TEMP") ||
			(i >= 2 && strstr(plan, "TEMP")))
			fail_msg("%s", plan);
		free(plan);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_said_hangs_together),
		TEST(what_is_next_has_its_day),
		TEST(each_change_is_recorded_once),
		TEST(its_auditors_and_qa_change_it),
		TEST(who_may_not_see_the_audit_sees_no_contact),
		TEST(who_comes_second_is_told),
		cmocka_unit_test(what_was_done_is_told_in_words),
		TEST(it_is_open_as_long_as_something_is_to_be_done),
		TEST(pages_of_any_size_give_the_same),
		TEST(pages_are_walked_along_indexes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
