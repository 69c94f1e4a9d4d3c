// SPDX-License-Identifier: MIT
// The draw: the published method by a table that another program computed, and that it is fair.
#include "test/test.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/draw.h"
#include "db/mem.h"
#include "test/table.h"

enum { ENTRIES = 32 };

// A row of the table: the entries point into text.
struct frame {
	char *text;
	struct draw_entry entries[ENTRIES];
	size_t count;
	struct draw_rule rule;
};

static void read_frame(const struct table *table, size_t row, struct frame *frame)
{
	const char *rule = table_cell(table, row, "rule");
	char *rest, *entry;

	*frame = (struct frame){.text = xstrdup(table_cell(table, row, "frame")),
		.rule.by_team = table_number(table, row, "by_team")};
	if (strncmp(rule, "per ", 4) == 0)
		frame->rule.per = strtol(rule + 4, NULL, 10);
	else
		frame->rule.percent = strtol(rule + 8, NULL, 10);
	rest = frame->text;
	while ((entry = strsep(&rest, ";")) && *entry) {
		size_t last = strlen(entry) - 1;
		struct draw_entry *next = &frame->entries[frame->count++];

		assert_true(frame->count <= ENTRIES);
		next->excluded = entry[last] == '!';
		entry[last + !next->excluded] = '\0';
		next->service = strsep(&entry, "/");
		next->team = strsep(&entry, "/");
		next->ref = entry;
	}
}

// The references in their drawn order, stratum by stratum; only those chosen.
static char *order_of(const struct frame *frame, bool chosen)
{
	char *text = xstrdup("");

	for (size_t first = 0, end; first < frame->count; first = end) {
		for (end = first + 1; end < frame->count; end++)
			if (!draw_same_stratum(
				    &frame->rule, &frame->entries[first], &frame->entries[end]))
				break;
		for (int64_t rank = 1; rank <= (int64_t)(end - first); rank++)
			for (size_t i = first; i < end; i++) {
				char *longer;

				if (frame->entries[i].rank != rank ||
					(chosen && !frame->entries[i].chosen))
					continue;
				longer = xasprintf("%s%s%s", text, *text ? " " : "",
					frame->entries[i].ref);
				free(text);
				text = longer;
			}
	}
	return text;
}

static void draws_follow_the_table(void **unused)
{
	struct table *table = table_read("draw.tsv");

	for (size_t row = 0; row < table_rows(table); row++) {
		char hash[DRAW_HASH_TEXT], *order, *chosen;
		struct frame frame;

		read_frame(table, row, &frame);
		draw_order(frame.entries, frame.count, hash);
		table_expect(table, row, "hash", hash);
		draw_run(frame.entries, frame.count, table_cell(table, row, "seed"), hash,
			&frame.rule);
		order = order_of(&frame, false);
		chosen = order_of(&frame, true);
		table_expect(table, row, "order", order);
		table_expect(table, row, "chosen", chosen);
		free(order);
		free(chosen);
		free(frame.text);
	}
	table_destroy(table);
}

enum { TEAM = 20, TAKEN = 3, DRAWS = 20000 };

// Seeds as draw_seed() makes them, from a stream that is the same in every run.
static void next_seed(uint64_t number, char seed[static DRAW_HASH_TEXT])
{
	static const unsigned char key[randombytes_SEEDBYTES] = "a fixed stream of seeds";
	unsigned char start[randombytes_SEEDBYTES], bytes[32];

	memcpy(start, key, sizeof(start));
	memcpy(start + 24, &number, sizeof(number));
	randombytes_buf_deterministic(bytes, sizeof(bytes), start);
	sodium_bin2hex(seed, DRAW_HASH_TEXT, bytes, sizeof(bytes));
}

static double chi_square(const long *seen, size_t count, double expected)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += ((double)seen[i] - expected) * ((double)seen[i] - expected) / expected;
	return sum;
}

// Of 20 cases 3 are drawn, 20,000 times: each case is as likely as any other, and each of the 3 places, and each
// pair. The bounds are those that one of 10,000 fair methods would miss.
static void every_case_has_the_same_chance(void **unused)
{
	static char refs[TEAM][8];
	static long drawn[TEAM], first[TEAM], pairs[TEAM * TEAM], pair[TEAM * (TEAM - 1) / 2];
	struct draw_entry entries[TEAM];
	const struct draw_rule rule = {.by_team = true, .per = TAKEN};
	char hash[DRAW_HASH_TEXT], seed[DRAW_HASH_TEXT];
	size_t count = 0;

	for (int i = 0; i < TEAM; i++) {
		snprintf(refs[i], sizeof(refs[i]), "CF-%d", i);
		entries[i] = (struct draw_entry){refs[i], "S", "T", .index = (size_t)i};
	}
	draw_order(entries, TEAM, hash);
	for (uint64_t draw = 0; draw < DRAWS; draw++) {
		next_seed(draw, seed);
		draw_run(entries, TEAM, seed, hash, &rule);
		for (int i = 0; i < TEAM; i++) {
			drawn[i] += entries[i].chosen;
			first[i] += entries[i].rank == 1;
			for (int j = 0; j < i; j++)
				pairs[i * TEAM + j] += entries[i].chosen && entries[j].chosen;
		}
	}
	for (int i = 0; i < TEAM; i++)
		for (int j = 0; j < i; j++)
			pair[count++] = pairs[i * TEAM + j];
	assert_true(chi_square(drawn, TEAM, (double)DRAWS * TAKEN / TEAM) < 50.8);
	assert_true(chi_square(first, TEAM, (double)DRAWS / TEAM) < 50.8);
	assert_true(chi_square(pair, count, (double)DRAWS * 3 / 190) < 270);
}

static void seeds_are_64_digits_and_never_the_same(void **unused)
{
	char one[DRAW_HASH_TEXT], other[DRAW_HASH_TEXT];

	draw_seed(one);
	draw_seed(other);
	assert_int_equal(strspn(one, "0123456789abcdef"), 64);
	assert_int_equal(strlen(one), 64);
	assert_string_not_equal(one, other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(draws_follow_the_table),
		cmocka_unit_test(every_case_has_the_same_chance),
		cmocka_unit_test(seeds_are_64_digits_and_never_the_same),
	};

	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
