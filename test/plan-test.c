// SPDX-License-Identifier: MIT
// How SQLite answers every statement of the program: none walks a whole table or sorts, but for those of test/plan.tsv.
#include "test/test.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "db/store.h"
#include "test/table.h"
#include "test/world.h"

// Tables that hold what a council has few of, however many audits there are.
static const char *const small[] = {"service", "team", "user", "user_service", "template",
	"domain", "prompt", "descriptor", "setting", "bank_holiday", "theme", "trail_head",
	"cycle", "calibration", "calibration_auditor", "calibration_grade", "user_away",
	"challenge", "exemplar", "sample", "sample_shortfall", "sample_replacement",
	"sample_passed", "screen_state", "loop_version", "loop_rule", "chart_step"};

// Indexes of what waits for somebody, which is little too.
static const char *const short_indexes[] = {"audit_open", "audit_unallocated", "concern_open",
	"action_said", "moderation_open", "moderation_disputed"};

static bool listed(const char *name, size_t length, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(list[i]) == length && strncmp(list[i], name, length) == 0)
			return true;
	return false;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

// The word before the first " alias" of the statement that is not AS: the table which has that alias. Borrowed.
static const char *table_of(const char *sql, const char *alias, size_t length, size_t *size)
{
	for (const char *at = sql; (at = strchr(at, ' ')); at++) {
		const char *from = at;

		if (strncmp(at + 1, alias, length) != 0 || is_word(at[1 + length]))
			continue;
		while (from > sql && is_word(from[-1]))
			from--;
		*size = (size_t)(at - from);
		if (*size && !(isupper((unsigned char)*from)))
			return from;
	}
	*size = length; // it has none
	return alias;
}

// The rows of a statement within the statement, which has lines of its own in the plan.
static bool is_within(const char *plan, const char *alias, size_t length)
{
	char *co = xasprintf("CO-ROUTINE %.*s\n", (int)length, alias),
	     *kept = xasprintf("MATERIALIZE %.*s\n", (int)length, alias);
	bool within = strstr(plan, co) || strstr(plan, kept);

	free(co);
	free(kept);
	return within;
}

// SCAN a, SCAN a USING INDEX b: whether what is walked grows with the audits.
static bool walks_what_grows(const char *sql, const char *plan, const char *line)
{
	const char *alias = line + strlen("SCAN "), *index = strstr(line, "INDEX "), *table;
	size_t length = strcspn(alias, " "), size;

	if (strstr(line, "CONSTANT ROW") || is_within(plan, alias, length))
		return false;
	index = index ? index + strlen("INDEX ") : "";
	if (listed(index, strcspn(index, " "), short_indexes, LENGTH(short_indexes)))
		return false;
	table = table_of(sql, alias, length, &size);
	return !listed(table, size, small, LENGTH(small));
}

struct plan {
	bool scans, sorts;
	char *text;
};

static struct plan plan_of(struct world *world, enum query query)
{
	struct plan plan = {.text = world_plan(world, query)};
	char *copy = xstrdup(plan.text), *rest = copy, *line;

	while ((line = strsep(&rest, "\n"))) {
		if (strncmp(line, "SCAN ", 5) == 0)
			plan.scans |= walks_what_grows(query_texts[query].sql, plan.text, line);
		plan.sorts |= strstr(line, "TEMP B-TREE") != NULL;
	}
	free(copy);
	return plan;
}

static const char *may_do(const struct table *table, const char *query, size_t *found)
{
	for (size_t row = 0; row < table_rows(table); row++) {
		if (strcmp(table_cell(table, row, "query"), query) != 0)
			continue;
		++*found;
		assert_true(*table_cell(table, row, "why"));
		return table_cell(table, row, "does");
	}
	return "";
}

static void every_statement_is_answered_by_an_index(void **state)
{
	struct table *table = table_read("plan.tsv");
	size_t found = 0;
	int wrong = 0;

	for (int i = 0; i < query_count; i++) {
		struct plan plan = plan_of(*state, (enum query)i);
		const char *does = plan.scans && plan.sorts ? "scan sort"
				   : plan.scans             ? "scan"
				   : plan.sorts             ? "sort"
							    : "",
			   *may = may_do(table, query_texts[i].name, &found);

		if (strcmp(does, may) != 0) {
			fprintf(stderr, "# %s: '%s', in plan.tsv '%s':\n%s",
				query_texts[i].name, does, may, plan.text);
			wrong++;
		}
		free(plan.text);
	}
	assert_int_equal(wrong, 0);
	assert_int_equal(found, table_rows(table)); // no row of a statement that is no more
	table_destroy(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			every_statement_is_answered_by_an_index, world_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
