// SPDX-License-Identifier: MIT
// Fifty people at the same moment, each a process of their own: what each was told is what the database and its trail
// have afterwards.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/moderation.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/submitted.h"

#define ROUNDS 8

// What a process was told, in memory shared with the test.
struct told {
	int done, refused; // acts
	enum error kind;   // of the first refusal
	char message[240];
	char kept[80],
		typed[80]; // the text that was kept last; what was typed after it, "" for nothing
};

struct member {
	struct session *session;
	struct told *told;
	int number; // among those who do the same
	struct audit *audit;
	struct moderation *moderation;
};

static void tell(struct member *member, int result)
{
	struct told *told = member->told;

	if (result == 0) {
		told->done++;
	} else if (told->refused++ == 0) {
		told->kind = error_kind();
		snprintf(told->message, sizeof(told->message), "%s", error_message());
	}
}

// --- typing: u00 to u11 lead an audit each, u12 to u17 are the peers of the first six ---

#define LEADS 12
#define FIRST 203 // number of the first of these audits

static int open_audit(struct member *member)
{
	char ref[32];

	snprintf(ref, sizeof(ref), "2026-10-%03d", FIRST + member->number % LEADS);
	member->audit = audit_open(member->session, ref);
	return member->audit ? 0 : -1;
}

static void type(struct member *member, const char *what, int round)
{
	char text[80];
	int result;

	snprintf(text, sizeof(text), "u%02d %s %d", member->number, what, round);
	result = draft_save(
		member->session, member->audit, PLACE_RATIONALE, text, (int)strlen(text));
	tell(member, result);
	if (result == 0)
		memcpy(member->told->typed, text, sizeof(text));
}

static void write_and_type_on(struct member *member, int round)
{
	char text[80];
	int result;

	type(member, "types", round);
	snprintf(text, sizeof(text), "u%02d wrote %d", member->number, round);
	result = audit_set_text(member->session, member->audit, PLACE_RATIONALE, text, NULL);
	tell(member, result);
	if (result == 0) {
		memcpy(member->told->kept, text, sizeof(text));
		*member->told->typed = '\0';
	}
	type(member, "types on", round);
}

// --- allocating: all give the same audit to ever other people, and begin audits of the same month ---

#define CONTESTED "2026-10-215"
#define TURNS 2 // each of ten gives it to two of u00 to u19

static void allocate(struct member *member, int round)
{
	char lead[16], file[32], *ref = NULL;

	snprintf(lead, sizeof(lead), "u%02d", member->number * TURNS + round);
	snprintf(file, sizeof(file), "N%d%d", member->number, round);
	tell(member, audit_allocate(member->session, CONTESTED,
			     &(struct allocation){.lead = lead, .due = DATE_NONE}));
	tell(member,
		audit_add(member->session,
			&(struct allocation){
				.case_ref = file, .lead = lead, .due = date_from(2026, 10, 30)},
			&ref));
	free(ref);
}

// --- taking their audits from u10 and u11, who are typing in them, and giving them to u18 and u19 ---

static void take_over(struct member *member, int round)
{
	char ref[32], lead[16];

	(void)round;
	snprintf(ref, sizeof(ref), "2026-10-%03d", FIRST + 10 + member->number);
	snprintf(lead, sizeof(lead), "u%d", 18 + member->number);
	tell(member, audit_allocate(member->session, ref,
			     &(struct allocation){.lead = lead, .due = DATE_NONE}));
}

// --- sealing: two terminals of the same moderator for each of six audits ---

#define SEALED 6

static int open_moderation(struct member *member)
{
	char ref[32];
	struct audit *audit;

	snprintf(ref, sizeof(ref), "2026-10-%d", 101 + member->number % SEALED);
	audit = audit_open(member->session, ref);
	member->moderation = audit ? moderation_open(member->session, audit->id) : NULL;
	audit_destroy(audit);
	return member->moderation ? 0 : -1;
}

static void seal(struct member *member, int round)
{
	(void)round;
	tell(member, moderation_seal(member->session, member->moderation));
}

static const struct work {
	const char *name, *login; // of who does it: with a number, or the same for all
	int count, rounds;
	int (*open)(struct member *); // before the moment at which all begin; NULL: nothing
	void (*act)(struct member *, int round);
} works[] = {
	{"typing", "u%02d", 18, ROUNDS, open_audit, write_and_type_on},
	{"allocating", "q%d", 10, TURNS, NULL, allocate},
	{"taking over", "q%d", 2, 1, NULL, take_over},
	{"sealing", "sam", 2 * SEALED, 1, open_moderation, seal},
};

enum { TYPING, ALLOCATING, TAKING_OVER, SEALING };

// --- the crowd ---

#define CROWD_MAX 64
struct crowd {
	struct told *told; // of all, in the order of works
	pid_t children[CROWD_MAX];
	int count;
	int ready[2], go[2];
};

// In a child: comes in, says so, waits until everybody is there, and works.
static int take_part(const struct world *world, const struct crowd *crowd,
	const struct work *work, int number)
{
	char login[32], byte = 'x';
	struct member member = {.told = &crowd->told[crowd->count], .number = number};

	snprintf(login, sizeof(login), work->login, number);
	member.session =
		session_open(&(struct session_options){world->base->path, login, "2026-10-12"});
	if (!member.session || (work->open && work->open(&member))) {
		fprintf(stderr, "# %s as %s: %s\n", work->name, login, error_message());
		byte = '!';
	}
	close(crowd->go[1]);
	if (write(crowd->ready[1], &byte, 1) != 1 || byte == '!' ||
		read(crowd->go[0], &byte, 1) != 0)
		return 1;
	for (int round = 0; round < work->rounds; round++)
		work->act(&member, round);
	moderation_destroy(member.moderation);
	audit_destroy(member.audit);
	session_close(member.session);
	return 0;
}

static void start(const struct world *world, struct crowd *crowd)
{
	for (size_t w = 0; w < LENGTH(works); w++) {
		for (int i = 0; i < works[w].count; i++) {
			assert_true(crowd->count < CROWD_MAX);
			crowd->children[crowd->count] = fork();
			if (crowd->children[crowd->count] == 0)
				_exit(take_part(world, crowd, &works[w], i));
			crowd->count++;
		}
	}
}

static void crowd_run(const struct world *world, struct crowd *crowd)
{
	char byte;

	crowd->told = mmap(NULL, CROWD_MAX * sizeof(*crowd->told), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(crowd->told != MAP_FAILED);
	assert_int_equal(pipe(crowd->ready) | pipe(crowd->go), 0);
	start(world, crowd);
	close(crowd->ready[1]);
	for (int i = 0; i < crowd->count; i++)
		assert_int_equal(read(crowd->ready[0], &byte, 1), 1);
	close(crowd->go[0]);
	close(crowd->go[1]); // now
	for (int i = 0; i < crowd->count; i++) {
		int status;

		assert_int_equal(waitpid(crowd->children[i], &status, 0), crowd->children[i]);
		assert_int_equal(status, 0);
	}
	close(crowd->ready[0]);
}

// Of those who did a work.
static const struct told *told_of(const struct crowd *crowd, int work, int number)
{
	int first = 0;

	for (int w = 0; w < work; w++)
		first += works[w].count;
	return &crowd->told[first + number];
}

static void expect_all_done(const struct crowd *crowd, int work, int number, int acts)
{
	const struct told *told = told_of(crowd, work, number);

	if (told->refused || told->done != acts)
		fail_msg("%s, %d: %d done, %d refused: %s", works[work].name, number,
			told->done, told->refused, told->message);
}

static void expect(struct world *world, const char *text, const char *sql, ...)
	__attribute__((format(printf, 3, 4)));
static void expect(struct world *world, const char *text, const char *sql, ...)
{
	char full[512];
	va_list args;

	va_start(args, sql);
	vsnprintf(full, sizeof(full), sql, args);
	va_end(args);
	world_expect(world, full, text);
}

// --- what is there afterwards ---

static void check_typed(struct world *world, const struct crowd *crowd, int number)
{
	const struct told *told = told_of(crowd, TYPING, number);
	int id = number % LEADS, part = number < LEADS ? 0 : 1;
	char place[200], kept[16];

	snprintf(place, sizeof(place),
		"(SELECT id FROM audit WHERE ref = '2026-10-%03d') * 1024 + %d", FIRST + id,
		part * 256 + 32);
	expect(world, *told->kept ? told->kept : "(null)",
		"SELECT (SELECT text FROM narrative WHERE id = %s)", place);
	expect(world, *told->typed ? told->typed : "(null)",
		"SELECT group_concat(text) FROM draft WHERE narrative_id = %s", place);
	// The trail has each text that was said to be kept, the last one last.
	snprintf(kept, sizeof(kept), "%d", (told->done + told->refused) / 3);
	if (!told->refused)
		expect(world, kept,
			"SELECT count(*) FROM trail WHERE actor = 'u%02d' AND field LIKE "
			"'%%VOICE.rationale'",
			number);
	expect(world, *told->kept ? told->kept : "(null)",
		"SELECT (SELECT v.new FROM trail t JOIN trail_value v ON v.seq = t.seq WHERE "
		"t.actor = 'u%02d' AND t.field LIKE '%%VOICE.rationale' ORDER BY t.seq DESC "
		"LIMIT 1)",
		number);
}

static void check_typing(struct world *world, const struct crowd *crowd)
{
	for (int i = 0; i < works[TYPING].count; i++) {
		bool moved = i == 10 || i == 11;
		const struct told *told = told_of(crowd, TYPING, i);

		if (moved && told->refused)
			assert_int_equal((int)told->kind, ERROR_DENIED);
		else
			expect_all_done(crowd, TYPING, i, 3 * ROUNDS);
		check_typed(world, crowd, i);
	}
}

// Whoever took over has what was being typed.
static void check_taken_over(struct world *world, const struct crowd *crowd)
{
	for (int i = 0; i < works[TAKING_OVER].count; i++) {
		expect_all_done(crowd, TAKING_OVER, i, 1);
		expect(world, "1",
			"SELECT lead_id = (SELECT id FROM user WHERE login = 'u%d') FROM "
			"audit WHERE ref = '2026-10-%03d'",
			18 + i, FIRST + 10 + i);
		expect(world, "0",
			"SELECT count(*) FROM draft JOIN user u ON u.id = user_id WHERE "
			"u.login = 'u%d'",
			10 + i);
	}
}

static void check_allocating(struct world *world, const struct crowd *crowd)
{
	for (int i = 0; i < works[ALLOCATING].count; i++)
		expect_all_done(crowd, ALLOCATING, i, 2 * TURNS);
		// Each change took up where the one before had left it, and the last one stands.
#define MOVES                                                                        \
	"FROM trail t JOIN trail_value v ON v.seq = t.seq WHERE t.act = 'allocate' " \
	"AND t.record = 'audit " CONTESTED "' AND t.field = 'lead'"
	expect(world, "20", "SELECT count(*) " MOVES);
	expect(world, "20", "SELECT count(DISTINCT v.new) " MOVES);
	expect(world, "19",
		"SELECT count(*) FROM (SELECT v.old AS old, lag(v.new) OVER (ORDER BY t.seq) "
		"AS before " MOVES ") WHERE old = before");
	expect(world, "1",
		"SELECT (SELECT v.new " MOVES " ORDER BY t.seq DESC LIMIT 1) = (SELECT u.login "
		"FROM audit a JOIN user u ON u.id = a.lead_id WHERE a.ref = '" CONTESTED "')");
	expect(world, "20",
		"SELECT count(*) FROM audit a JOIN casefile c ON c.id = "
		"a.casefile_id WHERE c.ref LIKE 'N%%'");
	expect(world, "40",
		"SELECT count(*) FROM contact c JOIN audit a ON a.id = c.audit_id "
		"JOIN casefile f ON f.id = a.casefile_id WHERE f.ref LIKE 'N%%'");
}

static void check_sealing(struct world *world, const struct crowd *crowd)
{
	for (int i = 0; i < SEALED; i++) {
		const struct told *one = told_of(crowd, SEALING, i),
				  *other = told_of(crowd, SEALING, i + SEALED);

		assert_int_equal(one->done + other->done, 1);
		assert_int_equal(one->refused + other->refused, 1);
		assert_string_equal(one->done ? one->message : other->message, "");
		assert_non_null(strstr(one->done ? other->message : one->message,
			"changed the moderation of"));
		expect(world, "3",
			"SELECT m.state FROM moderation m JOIN audit a ON a.id = m.audit_id "
			"WHERE a.ref = '2026-10-%d'",
			101 + i);
		expect(world, "1",
			"SELECT count(*) FROM trail WHERE act = 'seal' AND record = 'audit "
			"2026-10-%d'",
			101 + i);
	}
}

static void check_whole(struct world *world)
{
	struct trail_check trail;

	world_as(world, "quinn");
	assert_done(db_check(world->session->db));
	assert_done(trail_verify(world->session, &trail, NULL, NULL));
	assert_int_equal(trail.wrong, 0);
}

static void busy_is_no_answer(const struct crowd *crowd)
{
	for (int i = 0; i < crowd->count; i++)
		if (strstr(crowd->told[i].message, "writing"))
			fail_msg("%d: %s", i, crowd->told[i].message);
}

// --- before ---

static const char people[] =
	"WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19) "
	"INSERT INTO user (login, name, post, roles, team_id) SELECT printf('u%02d', i), "
	"printf('U %d', i), 'iro', 1, 2 FROM n;"
	"WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9) "
	"INSERT INTO user (login, name, post, roles) SELECT 'q' || i, 'Q ' || i, 'qa "
	"co-ordinator', 4 FROM n;"
	"WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 13) "
	"INSERT INTO casefile (ref, team_id) SELECT printf('K%02d', i), 1 FROM n;"
	"WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19) "
	"INSERT INTO casefile (ref, team_id) SELECT printf('N%d%d', i / 2, i % 2), 1 FROM n;";

static void begin_audits(struct world *world)
{
	for (int i = 1; i <= LEADS + 1; i++) {
		char file[16], lead[16], peer[16] = "", *ref;

		snprintf(file, sizeof(file), "K%02d", i);
		snprintf(lead, sizeof(lead), i > LEADS ? "abe" : "u%02d", i - 1);
		if (i <= 6)
			snprintf(peer, sizeof(peer), "u%02d", i + LEADS - 1);
		ref = world_audit(world, file, lead, peer);
		free(ref);
	}
}

static void begin_moderations(struct world *world)
{
	for (int i = 0; i < SEALED; i++) {
		struct member member = {.session = world->session, .number = i};
		char ref[32];

		world_as(world, "quinn");
		snprintf(ref, sizeof(ref), "2026-10-%d", 101 + i);
		assert_done(moderation_add(world->session, ref, "sam", "chosen"));
		world_as(world, "sam");
		assert_done(open_moderation(&member));
		assert_done(moderation_start(world->session, member.moderation));
		for (size_t d = 0; d < member.moderation->audit->template->domain_count; d++)
			assert_done(moderation_grade(
				world->session, member.moderation, (int)d, GRADE_GOOD));
		moderation_destroy(member.moderation);
	}
}

static void fifty_at_once_lose_nothing(void **state)
{
	struct world *world = *state;
	struct crowd crowd = {0};

	base_tamper(world->base, people);
	begin_audits(world);
	begin_moderations(world);
	crowd_run(world, &crowd);
	busy_is_no_answer(&crowd);
	check_typing(world, &crowd);
	check_taken_over(world, &crowd);
	check_allocating(world, &crowd);
	check_sealing(world, &crowd);
	check_whole(world);
	munmap(crowd.told, CROWD_MAX * sizeof(*crowd.told));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			fifty_at_once_lose_nothing, submitted_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
