// SPDX-License-Identifier: MIT
// Leave and absence: a table of what becomes of ranges, and whose may be set by whom.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/away.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/table.h"
#include "test/world.h"

static struct date_range range_of(const char *text)
{
	char first[DATE_TEXT] = "", last[DATE_TEXT] = "";
	struct date_range range;

	assert_int_equal(sscanf(text, "%10s", first), 1);
	assert_int_equal(strlen(text), 22);
	memcpy(last, text + 12, 11);
	assert_int_equal(date_parse(first, DATE_ISO, &range.first), 0);
	assert_int_equal(date_parse(last, DATE_ISO, &range.last), 0);
	return range;
}

static date day_of(const char *text)
{
	date day;

	assert_int_equal(date_parse(text, DATE_ISO, &day), 0);
	return day;
}

static void put_all(struct world *world, const char *text)
{
	char *words = strdup(text), *place = NULL;

	for (char *word = strtok_r(words, " ", &place); word;
		word = strtok_r(NULL, " ", &place))
		assert_done(away_put(world->session, "ann", range_of(word)));
	free(words);
}

static char *kept(struct world *world)
{
	char *text = NULL, day[DATE_TEXT], last[DATE_TEXT];
	size_t size, count;
	FILE *out = open_memstream(&text, &size);
	struct away *list;

	assert_done(away_list(world->session, "ann", &list, &count));
	for (size_t i = 0; i < count; i++)
		fprintf(out, "%s%s..%s", i ? " " : "", date_iso(list[i].range.first, day),
			date_iso(list[i].range.last, last));
	fclose(out);
	away_free(list, count);
	return text;
}

static int64_t id_of(struct world *world, const char *login)
{
	char *sql = xasprintf("SELECT id FROM user WHERE login = '%s'", login);
	char *id = world_look(world, sql);
	int64_t value = atoll(id);

	free(id);
	free(sql);
	return value;
}

static void ranges_join_and_count(void **state)
{
	struct world *world = *state;
	struct table *table = table_read("away.tsv");

	world_as(world, "quinn");
	for (size_t row = 0; row < table_rows(table); row++) {
		char there[16], *now;

		base_tamper(world->base, "DELETE FROM user_away");
		put_all(world, table_cell(table, row, "put"));
		now = kept(world);
		table_expect(table, row, "kept", now);
		free(now);
		snprintf(there, sizeof(there), "%d",
			away_days_left(world->session, id_of(world, "ann"),
				day_of(table_cell(table, row, "from")),
				day_of(table_cell(table, row, "to"))));
		table_expect(table, row, "there", there);
	}
	table_destroy(table);
}

static void back_ends_what_has_begun(void **state)
{
	struct world *world = *state;

	world_as(world, "quinn");
	put_all(world, "2026-10-05..2026-10-20 2026-11-02..2026-11-06");
	assert_done(away_clear(world->session, "ann"));
	world_expect(
		world, "SELECT count(*) FROM user_away WHERE last_on >= '2026-10-12'", "0");
	world_expect(world, "SELECT first_on || ' ' || last_on FROM user_away",
		"2026-10-05 2026-10-11");
	world_expect(world, "SELECT count(*) FROM trail WHERE act = 'back'", "2");
	world_expect(world, "SELECT count(*) FROM trail WHERE act = 'away'", "2");
}

// Who sets whose, and what comes of it.
static const struct {
	const char *who, *whose;
	int kind; // of the error; 0: done
} rights[] = {
	{"ann", "ann", 0},
	{"ann", "abe", ERROR_DENIED},
	{"sam", "sam", 0},
	{"sam", "ann", ERROR_DENIED},
	{"quinn", "ann", 0},
	{"quinn", "sam", 0},
	{"adam", "ann", 0},
	{"adam", "nobody", ERROR_MISSING},
	{"ann", "nobody", ERROR_MISSING},
};

static void everybody_sets_their_own_and_qa_all(void **state)
{
	struct world *world = *state;
	struct date_range range = range_of("2026-10-19..2026-10-23");

	for (size_t i = 0; i < LENGTH(rights); i++) {
		int put, clear;

		world_as(world, rights[i].who);
		put = away_put(world->session, rights[i].whose, range);
		if (rights[i].kind)
			assert_refused(put, rights[i].kind);
		else
			assert_done(put);
		clear = away_clear(world->session, rights[i].whose);
		if (rights[i].kind)
			assert_refused(clear, rights[i].kind);
		else
			assert_done(clear);
	}
}

static void what_makes_no_sense_is_refused(void **state)
{
	struct world *world = *state;

	world_as(world, "quinn");
	assert_refused(away_put(world->session, "ann", range_of("2026-10-23..2026-10-19")),
		ERROR_DATA);
	assert_refused(away_put(world->session, "ann", range_of("2026-10-01..2026-10-11")),
		ERROR_DATA);
	assert_done(away_put(world->session, "ann", range_of("2026-10-01..2026-10-12")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			ranges_join_and_count, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			back_ends_what_has_begun, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			everybody_sets_their_own_and_qa_all, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			what_makes_no_sense_is_refused, world_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
