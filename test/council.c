// SPDX-License-Identifier: MIT
// Practice databases in the states that rows of exit.tsv start from.
#include "test/test.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/allocate.h"
#include "core/import.h"
#include "core/loop.h"
#include "core/init.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"
#include "test/council.h"

// Databases that many rows start from are made once and copied.
struct original {
	struct fixture fixture;
	int made;
};

static struct original practice, council;

static void copy(struct original *original, void (*make)(const struct fixture *fixture),
	const struct fixture *fixture)
{
	size_t length;
	char *bytes;

	if (!original->made) {
		fixture_init(&original->fixture);
		make(&original->fixture);
		original->made = 1;
	}
	bytes = fixture_read(original->fixture.database, &length);
	fixture_write(fixture, "caseaudit.db", bytes, length);
	free(bytes);
}

void originals_finish(void)
{
	if (practice.made)
		fixture_finish(&practice.fixture);
	if (council.made)
		fixture_finish(&council.fixture);
}

static void init_practice(const struct fixture *fixture)
{
	fixture_must_run(fixture, "init", "--practice", NULL);
}

void make_practice(const struct fixture *fixture)
{
	copy(&practice, init_practice, fixture);
}

static void must(int result)
{
	if (result)
		fail_msg("%s", error_message());
}

// A practice database with a service, a team and four people besides the administrator, made without
// the program because so many rows want it.
static void init_council(const struct fixture *fixture)
{
	static const struct user_fields people[] = {
		{"quinn", "Quinn", "qa practitioner", "qa"},
		{"sian", "Siân Ŵyn", "team manager", "auditor", "East"},
		{"mel", "Mel", "head of service", "moderator", .services = "Assessment"},
		{"other", "Other", "head of service", "moderator"},
		{"gone", "Gone", "iro", "auditor", .active = ACTIVE_NO},
	};
	struct session *session = init_database(fixture->database, true);

	must(session ? db_publish(session->db) : -1);
	must(service_put(session, &(struct service_fields){.name = "Assessment"}, PUT_NEW));
	must(team_put(session, &(struct team_fields){.name = "East", .service = "Assessment"},
		PUT_NEW));
	for (size_t i = 0; i < LENGTH(people); i++)
		must(user_put(session, &people[i], PUT_NEW));
	session_close(session);
}

void make_council(const struct fixture *fixture)
{
	copy(&council, init_council, fixture);
}

static void act_as(struct session *session, const char *login)
{
	must(session_act_as(session, login));
}

// The council with an audit of October, 2026-10-001, that sian has begun to write.
void make_audited(const struct fixture *fixture)
{
	static const struct allocation allocation = {
		.case_ref = "CF-1", .month = "2026-10", .lead = "sian", .due = DATE_NONE};
	char *cases = fixture_path(fixture, "cases.csv"), *ref;
	struct import_count count;
	struct problems problems;
	struct session *session;
	struct audit *audit;

	make_council(fixture);
	session = session_open(&(struct session_options){
		.db = fixture->database, .as = "quinn", .today = "2026-10-05"});
	fixture_write(fixture, "cases.csv", "case_ref,team\nCF-1,East\nCF-2,East\n", 34);
	problem_init(&problems, cases);
	must(import_file(session, "cases", cases, false, &problems, &count));
	must(audit_add(session, &allocation, &ref));
	act_as(session, "sian");
	audit = audit_open(session, ref);
	must(audit ? audit_set_grade(session, audit, 0, GRADE_GOOD, NULL) : -1);
	audit_destroy(audit);
	problem_finish(&problems);
	session_close(session);
	unlink(cases);
	free(cases);
	free(ref);
}

// The same, submitted and Inadequate.
void make_submitted(const struct fixture *fixture)
{
	make_audited(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"UPDATE audit SET state = 3, completed_on = '2026-10-06', final_overall = 4");
}

// With the steps that its grade asks for.
void make_looped(const struct fixture *fixture)
{
	struct session *session;

	make_submitted(fixture);
	session = session_open(&(struct session_options){
		.db = fixture->database, .as = "quinn", .today = "2026-10-06"});
	must(session ? session_begin(session) : -1);
	must(db_end(session->db,
		loop_settle(session, 1, GRADE_NONE, GRADE_INADEQUATE, "submission")));
	session_close(session);
}

// And on the agenda of November.
void make_challenged(const struct fixture *fixture)
{
	make_submitted(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"INSERT INTO challenge (month, audit_id, why) SELECT '2026-11', id, 'Asked' "
		"FROM audit");
}

// And closed.
void make_over(const struct fixture *fixture)
{
	make_submitted(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"UPDATE audit SET state = 5, closed_on = '2026-10-20'");
}

// And an action of sian's, due on 6 November.
void make_raised(const struct fixture *fixture)
{
	make_submitted(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"INSERT INTO action (audit_id, seq, what, measure, reason, owner_id, "
		"owner_post, "
		"due_on, first_due_on, created_on, team_id, service_id) SELECT a.id, 1, "
		"'Visit', "
		"'On file', 'Heard', u.id, u.post, '2026-11-06', '2026-11-06', '2026-10-06', "
		"a.team_id, a.service_id FROM audit a JOIN user u ON u.login = 'sian';"
		"INSERT INTO action_index (rowid, what, measure) SELECT id, what, measure FROM "
		"action");
}

// And selected for moderation, nobody's yet.
void make_selected(const struct fixture *fixture)
{
	make_submitted(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"INSERT INTO moderation (audit_id, state, mode, why, selected_on, due_on) "
		"SELECT "
		"id, 1, 1, 'by hand', '2026-10-07', '2026-10-21' FROM audit");
}

// And moderated sealed by mel, who found the whole weaker than sian.
void make_moderated(const struct fixture *fixture)
{
	make_submitted(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"INSERT INTO moderation (audit_id, state, mode, user_id, moderated_on) SELECT "
		"a.id, 4, 1, u.id, '2026-10-12' FROM audit a JOIN user u ON u.login = 'mel';"
		"INSERT INTO moderation_grade (audit_id, domain_id, own, auditor, changed_at) "
		"SELECT a.id, d.id, 3, 2, 'x' FROM audit a JOIN domain d ON d.template_id = "
		"a.template_id AND d.code = 'overall';"
		"INSERT INTO judgement (audit_id, part, domain_id, grade, changed_at) SELECT "
		"audit_id, 0, domain_id, 2, 'x' FROM moderation_grade WHERE true ON CONFLICT "
		"DO NOTHING");
}

// A calibration round on CF-1 by sian, who found all Good and has not sealed it, and mel.
void make_calibrated(const struct fixture *fixture)
{
	make_audited(fixture);
	fixture_must_run(fixture, "--as", "quinn", "--today", "2026-10-05", "calibration",
		"start", "Round", "--case", "CF-1", "--auditor", "sian,mel", "--due",
		"2026-10-20", NULL);
	base_tamper(&(struct base){.path = fixture->database},
		"INSERT INTO calibration_grade (calibration_id, user_id, domain_id, grade, "
		"changed_at) SELECT 1, u.id, d.id, 2, 'x' FROM user u JOIN domain d WHERE "
		"u.login = 'sian'");
}

// The same with the draw of October, in which CF-2 has audit 2026-10-002.
void make_drawn(const struct fixture *fixture)
{
	make_audited(fixture);
	fixture_must_run(fixture, "--as", "quinn", "--today", "2026-10-05", "sample", "2026-10",
		"--per-team", "1", NULL);
}

void make_redrawn(const struct fixture *fixture)
{
	make_drawn(fixture);
	base_tamper(&(struct base){.path = fixture->database},
		"UPDATE sample_entry SET rank = 2 WHERE ref = 'CF-2'");
}
