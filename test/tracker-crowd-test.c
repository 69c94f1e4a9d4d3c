// SPDX-License-Identifier: MIT
// Many at the same action at the same moment, each a process of their own: one is done what they asked for, the others are
// told who was first, and history and trail have it once.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/tracker.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

#define CROWD 8
#define ROUNDS 6

// What a process was told, in memory shared with the test.
struct told {
	int result;
	enum error kind;
	char message[240];
};

struct round {
	const char *path;
	int64_t id;
	const char *const *logins; // of CROWD people
	int (*act)(struct session *session, const struct action *seen);
	struct told *told;
	int ready[2], go[2];
};

static int say_done(struct session *session, const struct action *seen)
{
	return tracker_done(session, seen, session->today, "on file");
}

static int verify(struct session *session, const struct action *seen)
{
	return tracker_verify(session, seen, "he is heard");
}

// In a child: looks at the action, waits until everybody did, and acts on what it saw.
static int take_part(const struct round *round, int number)
{
	struct session *session = session_open(
		&(struct session_options){round->path, round->logins[number], "2026-10-12"});
	struct told *told = &round->told[number];
	struct action_row row = {0};
	char byte = 'x';

	if (!session || tracker_reload(session, round->id, &row)) {
		fprintf(stderr, "# %s: %s\n", round->logins[number], error_message());
		byte = '!';
	}
	close(round->go[1]);
	if (write(round->ready[1], &byte, 1) != 1 || byte == '!' ||
		read(round->go[0], &byte, 1) != 0)
		return 1;
	told->result = round->act(session, &row.action);
	told->kind = told->result ? error_kind() : ERROR_NONE;
	snprintf(told->message, sizeof(told->message), "%s", error_message());
	action_row_finish(&row);
	session_close(session);
	return 0;
}

static void run(struct round *round)
{
	pid_t children[CROWD];
	int status;
	char byte;

	round->told = mmap(NULL, CROWD * sizeof(*round->told), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(round->told != MAP_FAILED);
	assert_int_equal(pipe(round->ready) | pipe(round->go), 0);
	for (int i = 0; i < CROWD; i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit(take_part(round, i));
	}
	close(round->ready[1]);
	for (int i = 0; i < CROWD; i++)
		assert_int_equal(read(round->ready[0], &byte, 1), 1);
	close(round->go[0]);
	close(round->go[1]); // now
	for (int i = 0; i < CROWD; i++) {
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	close(round->ready[0]);
}

// One was first; everybody else was told who.
static void expect_one(struct round *round)
{
	int first = -1;

	for (int i = 0; i < CROWD; i++) {
		if (round->told[i].result == 0) {
			assert_int_equal(first, -1);
			first = i;
		}
	}
	assert_true(first >= 0);
	for (int i = 0; i < CROWD; i++) {
		if (i == first)
			continue;
		assert_int_equal(round->told[i].kind, ERROR_BUSY);
		assert_non_null(strstr(round->told[i].message, round->logins[first]));
	}
	munmap(round->told, CROWD * sizeof(*round->told));
}

// p0 to p3 are of team A, q0 to q7 QA; their names are their logins.
static void add_people(struct world *world)
{
	base_tamper(world->base,
		"WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 7) "
		"INSERT INTO user (login, name, post, roles, team_id) "
		"SELECT 'p' || i, 'p' || i, 'team manager', 1, 1 FROM n "
		"UNION ALL SELECT 'q' || i, 'q' || i, 'qa practitioner', 4, NULL FROM n");
}

static void one_completes_and_one_verifies(void **state)
{
	static const char *const completing[CROWD] = {
		"p0", "p1", "p2", "p3", "p4", "p5", "q6", "q7"};
	static const char *const verifying[CROWD] = {
		"q0", "q1", "q2", "q3", "q4", "q5", "q0", "q1"};
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");
	struct round round = {.path = world->base->path, .id = 1};
	struct trail_check check;

	free(ref);
	add_people(world);
	base_tamper(world->base,
		"UPDATE audit SET state = 3, completed_on = '2026-10-10';"
		"INSERT INTO action (audit_id, seq, what, measure, reason, owner_name, due_on, "
		"first_due_on, created_on, team_id, service_id) "
		"VALUES (1, 1, 'Visit', 'On file', 'Why', 'Dee', '2026-10-30', '2026-10-30', "
		"'2026-10-10', 1, 1)");
	for (int i = 0; i < ROUNDS; i++) {
		round.logins = completing;
		round.act = say_done;
		run(&round);
		expect_one(&round);
		world_expect(world, "SELECT progress FROM action", "4");
		round.logins = verifying;
		round.act = verify;
		run(&round);
		expect_one(&round);
		world_expect(
			world, "SELECT progress FROM action WHERE verified_by <> said_by", "5");
		base_tamper(world->base, "UPDATE action SET progress = 2, said_by = NULL");
	}
	world_expect(world, "SELECT count(*) FROM action_note WHERE kind = 3", "6");
	world_expect(world, "SELECT count(*) FROM action_note WHERE kind = 5", "6");
	world_expect(world, "SELECT count(*) FROM trail WHERE act = 'done'", "6");
	world_expect(world, "SELECT count(*) FROM trail WHERE act = 'verify'", "6");
	assert_done(trail_verify(world->session, &check, NULL, NULL));
	assert_int_equal(check.wrong, 0);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		WORLD(one_completes_and_one_verifies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
