// SPDX-License-Identifier: MIT
// Who may run what: each command of the month, by everybody, row by row of test/may.tsv.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/calibration.h"
#include "core/command.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/moderated.h"
#include "test/table.h"

// The people of the table, each a column of it.
static const char *const people[] = {
	"ann", "bob", "abe", "cat", "sam", "ivy", "sue", "quinn", "adam", "max"};

// What a command did for somebody. Its texts are yours.
struct answer_to {
	int code;
	char *out, *message;
};

// What it wrote to OUT, and nothing else then, is what it said.
static void read_file(struct world *world, char **out)
{
	char *path = base_file(world->base, "out.csv"), *text = base_read(path);

	if (text) {
		free(*out);
		*out = text;
		unlink(path);
	}
	free(path);
}

// Everything that it changed is taken back afterwards.
static struct answer_to run_as(struct world *world, const char *login, const char *line)
{
	static const struct session_options asked;
	struct run run = {.session = world->session, .asked = &asked, .in = stdin};
	struct answer_to answer = {0};
	char **words, *argv[32];
	size_t size;

	world_as(world, login);
	run.out = run.err = open_memstream(&answer.out, &size);
	run.argc = command_split(line, &words);
	assert_in_range(run.argc, 1, 31);
	memcpy(argv, words, ((size_t)run.argc + 1) * sizeof(*argv));
	run.argv = argv; // a command moves its words about: `words` keeps them all
	assert_done(db_begin(world->session->db));
	answer.code = command_run(&run);
	db_end(world->session->db, -1);
	fclose(run.out);
	answer.message = xstrdup(answer.code ? error_message() : "");
	read_file(world, &answer.out);
	command_words_free(words);
	return answer;
}

// The command with the reference for its %, and a file to write to for its OUT. Yours.
static char *line_for(struct world *world, const char *command, const char *ref)
{
	const char *audit = strchr(command, '%'), *out = strstr(command, "OUT");
	char *path, *line;

	if (audit)
		return xasprintf("%.*s%s%s", (int)(audit - command), command, ref, audit + 1);
	if (!out)
		return xstrdup(command);
	path = base_file(world->base, "out.csv");
	line = xasprintf("%.*s%s", (int)(out - command), command, path);
	free(path);
	return line;
}

static bool fits(const struct answer_to *answer, const char *ref, const char *cell)
{
	bool shown = strstr(answer->out, ref) || strstr(answer->out, "Round");

	if (strcmp(cell, "no") == 0)
		return answer->code == ERROR_DENIED;
	if (answer->code != 0 && answer->code != ERROR_FOUND)
		return false;
	if (strcmp(cell, "yes") == 0)
		return true;
	return strcmp(cell, "shows") == 0 ? shown : strcmp(cell, "none") == 0 && !shown;
}

static void check_row(
	struct world *world, const struct table *table, size_t row, const char *ref)
{
	char *line = line_for(world, table_cell(table, row, "command"), ref);

	for (size_t i = 0; i < LENGTH(people); i++) {
		const char *cell = table_cell(table, row, people[i]);
		struct answer_to answer = run_as(world, people[i], line);

		if (!fits(&answer, ref, cell))
			fail_msg("%s: %s by %s is not '%s' but %d: %s\n%s",
				table_where(table, row), line, people[i], cell, answer.code,
				answer.message, answer.out);
		free(answer.message);
		free(answer.out);
	}
	free(line);
}

// --- the states ---

static void begun(struct world *world)
{
	free(world_audit(world, "C1", "ann", "bob"));
}

static void drawn(struct world *world)
{
	struct sample_request request = {
		.month = "2026-11", .rule = {.per = 1}, .exclude_months = 0, .due = DATE_NONE};
	struct sample *sample;

	begun(world);
	base_tamper(world->base, "UPDATE audit SET state = 6, withdrawn_on = '2026-10-12'");
	world_as(world, "quinn");
	assert_done(sample_draw(world->session, &request, &sample));
	sample_destroy(sample);
}

static void submitted(struct world *world)
{
	moderated_audit(world);
}

// With an action of cat's, who is of another service, and one that ann says is done.
static void raised(struct world *world)
{
	moderated_audit(world);
	base_tamper(world->base,
		"INSERT INTO action (audit_id, seq, what, measure, reason, owner_id, due_on, "
		"first_due_on, created_on, progress, completed_on, said_by, team_id, "
		"service_id) "
		"SELECT a.id, n.n, 'Visit', 'On file', 'Heard', c.id, '2026-11-06', "
		"'2026-11-06', '2026-10-12', iif(n.n = 1, 1, 4), iif(n.n = 1, NULL, "
		"'2026-10-12'), iif(n.n = 1, NULL, (SELECT id FROM user WHERE login = 'ann')), "
		"a.team_id, a.service_id FROM audit a, (SELECT 1 AS n UNION SELECT 2) n "
		"JOIN user c ON c.login = 'cat';"
		"INSERT INTO action_index (rowid, what, measure) SELECT id, what, measure FROM "
		"action");
}

static void selected(struct world *world)
{
	moderated_to(world, MODERATION_SELECTED);
}

static void completed(struct world *world)
{
	moderated_to(world, MODERATION_COMPLETED);
}

static void disputed(struct world *world)
{
	moderated_to(world, MODERATION_DISPUTED);
}

// Its final grade is Inadequate, and it is on the agenda of November.
static void challenged(struct world *world)
{
	moderated_audit(world);
	base_tamper(world->base,
		"UPDATE audit SET final_overall = 4;"
		"INSERT INTO challenge (month, audit_id) SELECT '2026-11', id FROM audit");
}

static void inadequate(struct world *world)
{
	moderated_audit(world);
	base_tamper(world->base, "UPDATE audit SET final_overall = 4");
}

static void round_open(struct world *world)
{
	static const char *const logins[] = {"ann", "cat"};

	begun(world);
	world_as(world, "quinn");
	assert_done(
		calibration_start(world->session, &(struct calibration_request){.name = "Round",
							  .case_ref = "C1",
							  .due_on = date_from(2026, 10, 30),
							  .logins = logins,
							  .count = LENGTH(logins)}));
}

static const struct {
	const char *name;
	void (*make)(struct world *);
} states[] = {
	{"begun", begun},
	{"drawn", drawn},
	{"submitted", submitted},
	{"raised", raised},
	{"selected", selected},
	{"completed", completed},
	{"disputed", disputed},
	{"inadequate", inadequate},
	{"challenged", challenged},
	{"round", round_open},
};

static size_t check_state(const struct table *table, const char *name, struct world *world)
{
	char *ref = world_look(world, "SELECT min(ref) FROM audit");
	size_t count = 0;

	for (size_t row = 0; row < table_rows(table); row++) {
		if (strcmp(table_cell(table, row, "state"), name) != 0)
			continue;
		check_row(world, table, row, ref);
		count++;
	}
	free(ref);
	return count;
}

static void everybody_may_what_the_table_says(void **state)
{
	struct table *table = table_read("may.tsv");
	size_t rows = 0;

	(void)state;
	for (size_t i = 0; i < LENGTH(states); i++) {
		void *world;

		assert_int_equal(moderated_setup(&world), 0);
		states[i].make(world);
		rows += check_state(table, states[i].name, world);
		assert_int_equal(world_teardown(&world), 0);
	}
	assert_int_equal(rows, table_rows(table));
	table_destroy(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybody_may_what_the_table_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
