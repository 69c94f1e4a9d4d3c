// SPDX-License-Identifier: MIT
// Calibration rounds: who may what, what nobody learns before it is closed, and what it says then.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/calibration.h"
#include "core/notice.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

static struct calibration_request request(void)
{
	static const char *const logins[] = {"ann", "bob", "sam"};

	return (struct calibration_request){
		"October", "C3", NULL, date_from(2026, 10, 20), logins, LENGTH(logins)};
}

static void start(struct world *world)
{
	struct calibration_request wanted = request();

	world_as(world, "quinn");
	assert_done(calibration_start(world->session, &wanted));
}

static struct calibration *open_as(struct world *world, const char *login)
{
	struct calibration *calibration;

	world_as(world, login);
	calibration = calibration_open(world->session, "october"); // any case
	if (!calibration)
		fail_msg("failed: %s", error_message());
	return calibration;
}

// Everything the same but the first domain.
static void grade_all(struct world *world, const char *login, enum grade first, enum grade rest)
{
	struct calibration *calibration = open_as(world, login);

	for (size_t i = 0; i < calibration->template->domain_count; i++)
		assert_done(calibration_grade(
			world->session, calibration, (int)i, i ? rest : first));
	calibration_destroy(calibration);
}

static void seal(struct world *world, const char *login)
{
	struct calibration *calibration = open_as(world, login);

	assert_done(calibration_seal(world->session, calibration));
	assert_true(calibration->sealed);
	calibration_destroy(calibration);
}

static void close_round(struct world *world)
{
	struct calibration *calibration = open_as(world, "quinn");

	assert_done(calibration_close(world->session, calibration));
	calibration_destroy(calibration);
}

static int notices(struct world *world, const char *login, const char *words)
{
	struct notice list[8];
	int count, found = 0;

	world_as(world, login);
	count = notice_unread(world->session, list, 8);
	for (int i = 0; i < count; i++) {
		found += strstr(list[i].words, words) != NULL;
		notice_finish(&list[i]);
	}
	return found;
}

static void a_round_is_opened_and_told(void **state)
{
	struct world *world = *state;
	struct calibration *calibration;

	start(world);
	assert_int_equal(
		notices(world, "ann", "October: grade case C3 by 20 Oct 2026, by yourself"), 1);
	assert_int_equal(notices(world, "abe", "October"), 0);
	calibration = open_as(world, "ann");
	assert_string_equal(calibration->name, "October");
	assert_string_equal(calibration->case_ref, "C3");
	assert_string_equal(calibration->opened_by, "Quinn Quill");
	assert_int_equal(calibration->auditor_count, 3);
	assert_string_equal(calibration->auditors[calibration->me].login, "ann");
	assert_true(calibration->closed_on == DATE_NONE);
	calibration_destroy(calibration);
	world_expect(world,
		"SELECT new FROM trail JOIN trail_value USING (seq) WHERE act = 'start'",
		"case C3, template case-file-2024 1, due 2026-10-20, graded by ann, bob, sam");
}

static void what_cannot_be_opened_is_refused(void **state)
{
	static const char *const nobody[] = {"ann", "nobody"}, *const twice[] = {"ann", "ann"},
				 *const worker[] = {"ann", "wyn"},
				 *const administrator[] = {"ann", "adam"},
				 *const away[] = {"ann", "abe"};
	struct world *world = *state;
	struct {
		const char *name, *case_ref, *template;
		date due_on;
		const char *const *logins;
		size_t count;
		enum error kind;
	} wrong[] = {
		{" ", "C3", NULL, 0, NULL, 0, ERROR_DATA},
		{"a\nb", "C3", NULL, 0, NULL, 0, ERROR_DATA},
		{"OCTOBER", "C3", NULL, 0, NULL, 0, ERROR_CREATE},
		{"B", "C77", NULL, 0, NULL, 0, ERROR_MISSING},
		{"B", "C3", "none", 0, NULL, 0, ERROR_MISSING},
		{"B", "C3", NULL, date_from(2026, 10, 11), NULL, 0, ERROR_DATA},
		{"B", "C3", NULL, 0, nobody, 2, ERROR_MISSING},
		{"B", "C3", NULL, 0, nobody, 1, ERROR_DATA},
		{"B", "C3", NULL, 0, twice, 2, ERROR_DATA},
		{"B", "C3", NULL, 0, worker, 2, ERROR_DATA},
		{"B", "C3", NULL, 0, administrator, 2, ERROR_DATA},
		{"B", "C3", NULL, 0, away, 2, ERROR_DATA},
	};

	start(world);
	base_tamper(world->base, "UPDATE user SET active = 0 WHERE login = 'abe'");
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		struct calibration_request asked = request();

		asked.name = wrong[i].name;
		asked.case_ref = wrong[i].case_ref;
		asked.template = wrong[i].template;
		asked.due_on = wrong[i].due_on ? wrong[i].due_on : asked.due_on;
		asked.logins = wrong[i].logins ? wrong[i].logins : asked.logins;
		asked.count = wrong[i].logins ? wrong[i].count : asked.count;
		assert_refused(calibration_start(world->session, &asked), wrong[i].kind);
	}
	world_expect(world, "SELECT count(*) FROM calibration", "1");
	world_expect(world, "SELECT count(*) FROM calibration_auditor", "3");
}

static void only_qa_opens_and_closes(void **state)
{
	static const char *const others[] = {"ann", "sam", "adam", "max"};
	struct world *world = *state;
	struct calibration *calibration;

	start(world);
	calibration = open_as(world, "quinn");
	for (size_t i = 0; i < LENGTH(others); i++) {
		struct calibration_request asked = request();

		world_as(world, others[i]);
		asked.name = "Another";
		assert_refused(calibration_start(world->session, &asked), ERROR_DENIED);
		assert_refused(calibration_close(world->session, calibration), ERROR_DENIED);
	}
	calibration_destroy(calibration);
}

static void who_is_not_in_it_sees_and_grades_nothing(void **state)
{
	static const char *const others[] = {"abe", "sue", "adam", "wyn"};
	struct world *world = *state;
	struct calibration *calibration, **list;
	size_t count;

	start(world);
	for (size_t i = 0; i < LENGTH(others); i++) {
		world_as(world, others[i]);
		assert_null(calibration_open(world->session, "October"));
		assert_int_equal(error_kind(), ERROR_DENIED);
		assert_done(calibration_list(world->session, &list, &count));
		assert_int_equal(count, 0);
		calibration_list_free(list, count);
	}
	calibration = open_as(world, "quinn"); // who sees it, and is not in it
	assert_int_equal(calibration->me, -1);
	assert_refused(
		calibration_grade(world->session, calibration, 0, GRADE_GOOD), ERROR_DENIED);
	assert_refused(calibration_reason(world->session, calibration, 0, "x"), ERROR_DENIED);
	assert_refused(calibration_seal(world->session, calibration), ERROR_DENIED);
	calibration_destroy(calibration);
	assert_null(calibration_open(world->session, "September"));
	assert_int_equal(error_kind(), ERROR_MISSING);
}

// Of everybody but one: what the round tells that one.
static int told_of_others(const struct calibration *calibration)
{
	int told = 0;

	for (size_t i = 0; i < calibration->auditor_count; i++)
		for (int j = 0; j < TEMPLATE_DOMAINS_MAX && (int)i != calibration->me; j++)
			told += calibration->auditors[i].grades[j] != GRADE_NONE ||
				*calibration->auditors[i].rationales[j];
	for (int j = 0; j < TEMPLATE_DOMAINS_MAX; j++)
		told += calibration->median[j] > 0 || calibration->spread[j][GRADE_GOOD];
	return told;
}

static size_t sealed_seen(const struct calibration *calibration)
{
	size_t seen = 0;

	for (size_t i = 0; i < calibration->auditor_count; i++)
		seen += calibration->auditors[i].sealed_at != NULL;
	assert_int_equal(seen, calibration->sealed_count);
	return seen;
}

static void it_is_blind_until_it_is_closed(void **state)
{
	struct world *world = *state;
	struct calibration *calibration;

	start(world);
	grade_all(world, "ann", GRADE_GOOD, GRADE_GOOD);
	calibration = open_as(world, "ann");
	assert_done(calibration_reason(world->session, calibration, 0, "Her words.\nTwice."));
	assert_int_equal(calibration->auditors[calibration->me].grades[0], GRADE_GOOD);
	assert_string_equal(
		calibration->auditors[calibration->me].rationales[0], "Her words.\nTwice.");
	calibration_destroy(calibration);
	seal(world, "ann");
	calibration = open_as(world, "bob");
	assert_int_equal(told_of_others(calibration), 0);
	assert_int_equal(sealed_seen(calibration), 0);
	calibration_destroy(calibration);
	calibration = open_as(world, "quinn"); // QA knows who has sealed, not what
	assert_int_equal(told_of_others(calibration), 0);
	assert_int_equal(sealed_seen(calibration), 1);
	calibration_destroy(calibration);
	world_expect(world,
		"SELECT count(*) FROM trail_value WHERE old LIKE '%Good%' OR new LIKE "
		"'%Good%' OR new LIKE '%words%'",
		"0");
	world_expect(world, "SELECT count(*) FROM trail WHERE act = 'grade'", "7");
}

static void what_is_sealed_stands(void **state)
{
	struct world *world = *state;
	struct calibration *calibration;

	start(world);
	calibration = open_as(world, "ann");
	assert_done(calibration_grade(world->session, calibration, 0, GRADE_GOOD));
	assert_refused(calibration_seal(world->session, calibration), ERROR_DATA);
	assert_string_equal(
		error_message(), "Assessment has no grade yet: give it one, then seal");
	assert_done(calibration_grade(world->session, calibration, 0, GRADE_NONE));
	assert_int_equal(calibration->auditors[calibration->me].grades[0], GRADE_NONE);
	assert_refused(calibration_grade(world->session, calibration, 6, GRADE_NOT_APPLICABLE),
		ERROR_DATA);
	calibration_destroy(calibration);
	grade_all(world, "ann", GRADE_GOOD, GRADE_GOOD);
	seal(world, "ann");
	calibration = open_as(world, "ann");
	assert_refused(calibration_grade(world->session, calibration, 0, GRADE_INADEQUATE),
		ERROR_DATA);
	assert_refused(calibration_reason(world->session, calibration, 0, "x"), ERROR_DATA);
	assert_refused(calibration_seal(world->session, calibration), ERROR_DATA);
	calibration_destroy(calibration);
}

static void past_its_day_only_sealing_is_left(void **state)
{
	struct world *world = *state;
	struct calibration *calibration;

	start(world);
	world->session->today = date_from(2026, 10, 20); // its day belongs to it
	grade_all(world, "ann", GRADE_GOOD, GRADE_GOOD);
	world->session->today = date_from(2026, 10, 21);
	calibration = open_as(world, "ann");
	assert_true(calibration->runs_late);
	assert_refused(calibration_grade(world->session, calibration, 0, GRADE_INADEQUATE),
		ERROR_DATA);
	assert_refused(calibration_reason(world->session, calibration, 0, "x"), ERROR_DATA);
	calibration_destroy(calibration);
	seal(world, "ann");
}

static void two_windows_of_one_person_lose_nothing(void **state)
{
	struct world *world = *state;
	struct calibration *one, *other;

	start(world);
	one = open_as(world, "ann");
	other = open_as(world, "ann");
	assert_done(calibration_reason(world->session, one, 0, "Typed first."));
	for (int tries = 0; tries < 2; tries++)
		assert_refused(calibration_reason(world->session, other, 0, "Typed later."),
			ERROR_BUSY);
	assert_done(calibration_grade(world->session, other, 1, GRADE_GOOD));
	assert_string_equal(other->auditors[other->me].rationales[0], "Typed first.");
	assert_done(calibration_reason(world->session, other, 0, "Typed first. And later."));
	assert_refused(calibration_grade(world->session, one, 0, GRADE_GOOD), ERROR_BUSY);
	assert_done(calibration_reload(world->session, one));
	assert_done(calibration_grade(world->session, one, 0, GRADE_GOOD));
	assert_string_equal(one->auditors[one->me].rationales[0], "Typed first. And later.");
	calibration_destroy(one);
	calibration_destroy(other);
}

static const struct calibration_auditor *auditor(
	const struct calibration *calibration, const char *login)
{
	for (size_t i = 0; i < calibration->auditor_count; i++)
		if (strcmp(calibration->auditors[i].login, login) == 0)
			return &calibration->auditors[i];
	fail_msg("%s is not in it", login);
	return NULL;
}

static void once_closed_it_shows_spread_and_distance(void **state)
{
	struct world *world = *state;
	struct calibration *calibration;

	start(world);
	grade_all(world, "ann", GRADE_OUTSTANDING, GRADE_GOOD);
	grade_all(world, "bob", GRADE_INADEQUATE, GRADE_GOOD);
	grade_all(world, "sam", GRADE_INADEQUATE, GRADE_INADEQUATE); // never sealed
	seal(world, "ann");
	seal(world, "bob");
	close_round(world);
	assert_int_equal(notices(world, "sam", "October is closed"), 1);
	calibration = open_as(world, "ann");
	assert_true(calibration->closed_on == world->session->today);
	assert_int_equal(calibration->spread[0][GRADE_OUTSTANDING], 1);
	assert_int_equal(calibration->spread[0][GRADE_INADEQUATE], 1);
	assert_true(calibration->median[0] == 2.5);
	assert_true(calibration->median[1] == 2.0);
	assert_true(auditor(calibration, "ann")->distance[0] == -1.5);
	assert_true(auditor(calibration, "bob")->distance[0] == 1.5);
	assert_true(auditor(calibration, "bob")->distance[1] == 0);
	assert_int_equal(auditor(calibration, "bob")->compared_count, 7);
	assert_true(auditor(calibration, "bob")->mean_distance == 1.5 / 7);
	assert_true(auditor(calibration, "ann")->mean_distance == -1.5 / 7);
	assert_true(auditor(calibration, "ann")->mean_apart == 1.5 / 7);
	assert_false(auditor(calibration, "sam")->compared[0]);
	assert_int_equal(auditor(calibration, "sam")->grades[0], GRADE_NONE);
	calibration_destroy(calibration);
	world_expect(world,
		"SELECT count(*) FROM trail_value WHERE new LIKE 'VOICE Outstanding, ASSESS "
		"Good%'",
		"1");
}

static void closed_without_grades_it_says_nothing(void **state)
{
	struct world *world = *state;
	struct calibration *calibration;

	start(world);
	close_round(world);
	calibration = open_as(world, "sam");
	assert_true(calibration->median[0] == 0);
	assert_int_equal(auditor(calibration, "sam")->compared_count, 0);
	assert_refused(
		calibration_grade(world->session, calibration, 0, GRADE_GOOD), ERROR_DATA);
	calibration_destroy(calibration);
	calibration = open_as(world, "quinn");
	assert_refused(calibration_close(world->session, calibration), ERROR_DATA);
	calibration_destroy(calibration);
}

static void lists_are_newest_first(void **state)
{
	struct world *world = *state;
	struct calibration_request second = request();
	static const char *const logins[] = {"ann", "abe"};
	struct calibration **list;
	size_t count;

	start(world);
	second.name = "Second";
	second.logins = logins;
	second.count = 2;
	assert_done(calibration_start(world->session, &second));
	grade_all(world, "ann", GRADE_GOOD, GRADE_GOOD);
	seal(world, "ann");
	assert_done(calibration_list(world->session, &list, &count));
	assert_int_equal(count, 2);
	assert_string_equal(list[0]->name, "Second");
	assert_false(list[0]->sealed);
	assert_string_equal(list[1]->name, "October");
	assert_true(list[1]->sealed);
	assert_int_equal(list[1]->auditor_count, 3);
	assert_int_equal(list[1]->me, 0);
	calibration_list_free(list, count);
	world_as(world, "bob");
	assert_done(calibration_list(world->session, &list, &count));
	assert_int_equal(count, 1);
	assert_int_equal(list[0]->sealed_count, 0); // that ann sealed is not for bob to know
	calibration_list_free(list, count);
	world_as(world, "quinn");
	assert_done(calibration_list(world->session, &list, &count));
	assert_int_equal(count, 2);
	assert_int_equal(list[1]->sealed_count, 1);
	assert_int_equal(list[1]->me, -1);
	calibration_list_free(list, count);
}

static const char *const many[] = {"ann", "abe", "bob", "cat", "sam", "sue", "max", "quinn"};

// A process of its own. Returns its exit code.
static int grade_and_seal(const char *path, const char *login)
{
	struct session *session = session_open(
		&(struct session_options){.db = path, .as = login, .today = "2026-10-13"});
	struct calibration *calibration = session ? calibration_open(session, "October") : NULL;

	if (!calibration)
		return 1;
	for (size_t i = 0; i < calibration->template->domain_count; i++)
		if (calibration_grade(session, calibration, (int)i, GRADE_GOOD) ||
			calibration_reason(session, calibration, (int)i, login))
			return 2;
	if (calibration_seal(session, calibration))
		return 3;
	calibration_destroy(calibration);
	session_close(session);
	return 0;
}

static void many_at_once_lose_nothing(void **state)
{
	struct world *world = *state;
	struct calibration_request wanted = request();
	pid_t people[LENGTH(many)];

	wanted.logins = many;
	wanted.count = LENGTH(many);
	world_as(world, "quinn");
	assert_done(calibration_start(world->session, &wanted));
	for (size_t i = 0; i < LENGTH(many); i++) {
		people[i] = fork();
		if (people[i] == 0)
			_exit(grade_and_seal(world->base->path, many[i]));
		assert_true(people[i] > 0);
	}
	for (size_t i = 0; i < LENGTH(many); i++) {
		int status;

		assert_int_equal(waitpid(people[i], &status, 0), people[i]);
		assert_int_equal(status, 0);
	}
	world_expect(world,
		"SELECT count(*) FROM calibration_auditor WHERE sealed_at IS NOT NULL", "8");
	world_expect(world,
		"SELECT count(*) FROM calibration_grade g JOIN user u ON u.id = g.user_id "
		"WHERE grade = 2 AND rationale = u.login",
		"56");
	world_expect(world, "SELECT count(*) FROM trail WHERE act = 'seal'", "8");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_round_is_opened_and_told),
		TEST(what_cannot_be_opened_is_refused),
		TEST(only_qa_opens_and_closes),
		TEST(who_is_not_in_it_sees_and_grades_nothing),
		TEST(it_is_blind_until_it_is_closed),
		TEST(what_is_sealed_stands),
		TEST(past_its_day_only_sealing_is_left),
		TEST(two_windows_of_one_person_lose_nothing),
		TEST(once_closed_it_shows_spread_and_distance),
		TEST(closed_without_grades_it_says_nothing),
		TEST(lists_are_newest_first),
		TEST(many_at_once_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
