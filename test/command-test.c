// SPDX-License-Identifier: MIT
// What commands promise beyond their exit codes: test/exit.tsv has those.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "db/mem.h"
#include "test/fixture.h"

// A practice database with one audit, 2026-10-001, whose administrator is auditor and QA too.
static int make(void **state)
{
	static const char cases[] = "case_ref,team\nCF-1,East\n";
	static const char *const me = "--role=auditor,qa,admin";
	struct outcome whoami;
	const struct fixture *fixture;

	fixture_setup(state);
	fixture = *state;
	whoami = fixture_run(fixture, "/usr/bin/id", "-un", NULL);
	whoami.out[strcspn(whoami.out, "\n")] = '\0';
	fixture_write(fixture, "cases.csv", cases, strlen(cases));
	fixture_must_run(fixture, "init", "--practice", NULL);
	fixture_must_run(fixture, "service", "add", "MASH", NULL);
	fixture_must_run(fixture, "team", "add", "East", "--service", "MASH", NULL);
	fixture_must_run(fixture, "user", "change", whoami.out, me, "--team", "East", NULL);
	fixture_must_run(fixture, "import", "cases", "cases.csv", NULL);
	fixture_must_run(fixture, "--today", "2026-10-05", "audit", "add", "CF-1", "--to",
		whoami.out, NULL);
	outcome_finish(&whoami);
	return 0;
}

static struct outcome must_say(struct outcome outcome)
{
	if (outcome.code != 0)
		fail_msg("exit code %d: %s", outcome.code, outcome.err);
	return outcome;
}

static void a_backup_is_for_its_owner_only(void **state)
{
	const struct fixture *fixture = *state;
	char *path = fixture_path(fixture, "backup.db");
	struct stat status;

	fixture_must_run(fixture, "backup", "backup.db", NULL);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	free(path);
}

// Calls for each key of the outermost objects of a JSON text as our program writes it: indented by
// two blanks for each level.
static void for_keys(const char *json, const char *indent,
	void (*call)(const char *key, const char *context), const char *context)
{
	char *mark = xasprintf("\n%s\"", indent);

	for (const char *at = strstr(json, mark); at; at = strstr(at + 1, mark)) {
		const char *key = at + strlen(mark);
		char *name = xstrndup(key, strcspn(key, "\""));

		call(name, context);
		free(name);
	}
	free(mark);
}

static void is_a_column(const char *key, const char *codebook)
{
	// Lists within an audit have the names of datasets, or are told by show only.
	static const char *const lists[] = {"judgements", "answers", "feedback", "themes",
		"actions", "steps", "concerns", "contacts", "amendments", "links"};
	char *row;

	for (size_t i = 0; i < LENGTH(lists); i++)
		if (strcmp(lists[i], key) == 0)
			return;
	row = xasprintf("\naudits,%s,", key);
	if (!strstr(codebook, row))
		fail_msg("%s is no column of export audits", key);
	free(row);
}

static void keys_are_columns_of_the_export(void **state)
{
	const struct fixture *fixture = *state;
	struct outcome codebook = must_say(fixture_run(fixture, "export", "codebook", NULL)),
		       shown = must_say(
			       fixture_run(fixture, "show", "2026-10-001", "--json", NULL)),
		       listed =
			       must_say(fixture_run(fixture, "list", "audits", "--json", NULL));

	assert_non_null(strstr(shown.out, "\n  \"audit_ref\": \"2026-10-001\""));
	assert_non_null(strstr(listed.out, "\n    \"audit_ref\": \"2026-10-001\""));
	for_keys(shown.out, "  ", is_a_column, codebook.out);
	for_keys(listed.out, "    ", is_a_column, codebook.out);
	outcome_finish(&codebook);
	outcome_finish(&shown);
	outcome_finish(&listed);
}

static void looks_and_exports_are_in_the_trail(void **state)
{
	const struct fixture *fixture = *state;
	struct outcome trail;

	fixture_must_run(fixture, "show", "2026-10-001", NULL);
	fixture_must_run(fixture, "export", "audits", "-o", "audits.csv", NULL);
	trail = must_say(fixture_run(fixture, "trail", "--json", NULL));
	assert_non_null(strstr(trail.out, "\"act\": \"look\""));
	assert_non_null(strstr(trail.out, "\"act\": \"export\""));
	assert_non_null(strstr(trail.out, "\"act\": \"add\""));
	outcome_finish(&trail);
	trail = must_say(fixture_run(fixture, "trail", "2026-10-001", "--json", NULL));
	assert_non_null(strstr(trail.out, "\"record\": \"audit 2026-10-001\""));
	assert_null(strstr(trail.out, "\"record\": \"audits\""));
	outcome_finish(&trail);
}

static void a_restored_database_holds(void **state)
{
	const struct fixture *fixture = *state;
	struct outcome said;

	fixture_must_run(fixture, "backup", "backup.db", NULL);
	fixture_must_run(fixture, "team", "add", "West", "--service", "MASH", NULL);
	fixture_must_run(fixture, "restore", "backup.db", NULL);
	said = must_say(fixture_run(fixture, "team", "list", NULL));
	assert_null(strstr(said.out, "West"));
	outcome_finish(&said);
	said = must_say(fixture_run(fixture, "verify", NULL));
	assert_non_null(strstr(said.out, " 0 wrong; head "));
	outcome_finish(&said);
	said = must_say(fixture_run(fixture, "trail", "--last", "1", NULL));
	assert_non_null(strstr(said.out, " restore database"));
	outcome_finish(&said);
}

// More than a pipe holds, and nobody reads on: the exit code tells, and there is no line about it.
static void whoever_reads_no_further_is_not_told(void **state)
{
	const struct fixture *fixture = *state;
	char *script = xasprintf("{ %s --as lharris sample show 2026-11 --json; "
				 "echo code $? >&2; } | head -n 1",
		fixture_program());
	struct outcome outcome;

	fixture_demo(fixture);
	outcome = fixture_run(fixture, "/bin/sh", "-c", script, NULL);
	assert_string_equal(outcome.err, "code 74\n");
	assert_string_equal(outcome.out, "{\n");
	outcome_finish(&outcome);
	free(script);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_backup_is_for_its_owner_only),
		TEST(keys_are_columns_of_the_export),
		TEST(looks_and_exports_are_in_the_trail),
		TEST(a_restored_database_holds),
		TEST(whoever_reads_no_further_is_not_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
