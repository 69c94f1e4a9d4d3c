// SPDX-License-Identifier: MIT
// The completion script, used by a real bash as the Tab key uses it.
#include "test/test.h"

#include <string.h>

#include "db/mem.h"
#include "test/fixture.h"

// What bash offers for the last word of a line.
static const struct {
	const char *line, *offered;
} cases[] = {
	{"ve", "verify\n"},
	{"--to", "--today\n"},
	{"--db my.db verif", "verify\n"},
	{"--as jones user li", "list\n"},
	{"user add --na", "--name\n"},
	{"template impo", "import\n"},
	{"team xyz", ""},
};

static const char script[] = "eval \"$(\"$1\" completion bash)\"\n"
			     "COMP_WORDS=(caseaudit $2)\n"
			     "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
			     "_caseaudit\n"
			     "for word in \"${COMPREPLY[@]}\"; do echo \"$word\"; done\n";

static void bash_offers_what_fits(void **state)
{
	const struct fixture *fixture = *state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct outcome outcome = fixture_run(fixture, "/bin/bash", "-c", script, "bash",
			fixture_program(), cases[i].line, NULL);

		assert_string_equal(outcome.err, "");
		if (strcmp(outcome.out, cases[i].offered) != 0)
			fail_msg("'%s' offers '%s'", cases[i].line, outcome.out);
		outcome_finish(&outcome);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			bash_offers_what_fits, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
