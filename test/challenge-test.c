// SPDX-License-Identifier: MIT
// Confirm and Challenge: what is drawn and left out, its receipt, who records what, and who sees it.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/challenge-agenda.h"
#include "core/notice.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/submitted.h"

// Audits 103, 106 and 109 are Inadequate, all of Assessment; the meeting is November's, of October's results.

static struct sample *drawn(struct world *world, long percent)
{
	struct challenge_request request = {"2026-11", percent, "a seed", DATE_NONE, DATE_NONE};
	struct sample *sample;

	assert_done(challenge_select(world->session, &request, &sample));
	return sample;
}

static size_t chosen(const struct sample *sample)
{
	size_t count = 0;

	for (size_t i = 0; i < sample->entry_count; i++)
		count += sample->entries[i].chosen;
	return count;
}

static void say(const char *sentence, void *context)
{
	fail_msg("verify: %s", sentence);
}

static void draws_a_share_with_a_receipt(void **state)
{
	struct world *world = *state;
	struct sample *sample = drawn(world, 50);
	int wrong;

	assert_string_equal(sample->name, "2026-11-challenge");
	assert_int_equal(sample->purpose, SAMPLE_CHALLENGE);
	assert_string_equal(sample->rule, "percent 50");
	assert_string_equal(
		sample->frame_rule, "Inadequate audits, results of 2026-10-01 to 2026-10-31");
	assert_int_equal(sample->entry_count, 3);
	assert_int_equal(chosen(sample), 2); // half of three, rounded up
	world_expect(world,
		"SELECT count(*) FROM challenge c JOIN sample_entry e JOIN audit a ON a.id = "
		"c.audit_id AND a.ref = e.ref WHERE e.chosen = 1 AND c.month = '2026-11'",
		"2");
	assert_done(sample_verify(world->session, sample->name, &wrong, say, NULL));
	assert_int_equal(wrong, 0);
	sample_destroy(sample);
	// Sue, the head of another service, hears nothing of it; nor does Sam, who is no head.
	world_expect(world,
		"SELECT group_concat(u.login) FROM notice n JOIN user u ON u.id = n.user_id "
		"WHERE n.act = 'challenge'",
		"ivy");
}

static void note(const char *sentence, void *context)
{
	char **text = context;
	char *longer = xasprintf("%s%s\n", *text ? *text : "", sentence);

	free(*text);
	*text = longer;
}

static void a_changed_agenda_shows(void **state)
{
	struct world *world = *state;
	struct sample *sample = drawn(world, 100);
	char *text = NULL;
	int wrong;

	base_tamper(world->base, "DELETE FROM challenge WHERE audit_id = (SELECT id FROM audit "
				 "WHERE ref = '2026-10-106')");
	assert_done(sample_verify(world->session, sample->name, &wrong, note, &text));
	assert_int_equal(wrong, 1);
	assert_string_equal(text, "2026-10-106 was drawn, and the agenda does not have it\n");
	free(text);
	base_tamper(
		world->base, "UPDATE sample_entry SET chosen = 0 WHERE ref = '2026-10-106'");
	assert_done(sample_verify(world->session, sample->name, &wrong, NULL, NULL));
	assert_true(wrong >= 2); // digest and the draw run again
	sample_destroy(sample);
}

// The day of the result, not that of the audit, puts one into the frame.
static void the_result_counts(void **state)
{
	static const struct {
		const char *tamper;
		const char *frame;
	} rows[] = {
		{"UPDATE audit SET completed_on = '2026-09-30' WHERE ref = '2026-10-103'",
			"2026-10-106 2026-10-109 "},
		{"UPDATE audit SET completed_on = '2026-09-30' WHERE ref = '2026-10-103';"
		 "INSERT INTO moderation (audit_id, state, mode, moderated_on) SELECT id, 4, "
		 "1, "
		 "'2026-10-02' FROM audit WHERE ref = '2026-10-103'",
			"2026-10-103 2026-10-106 2026-10-109 "},
		{"UPDATE audit SET final_overall = 3 WHERE ref = '2026-10-103'",
			"2026-10-106 2026-10-109 "},
		{"UPDATE audit SET state = 6 WHERE ref = '2026-10-103'",
			"2026-10-106 2026-10-109 "},
		{"UPDATE audit SET state = 5, kind = 2 WHERE ref = '2026-10-103'",
			"2026-10-103 2026-10-106 2026-10-109 "},
		// Of a template without an overall grade, by its steps: the loop's suggestion.
		{"INSERT INTO loop_version (id, effective_on) VALUES (90, '2020-01-01');"
		 "INSERT INTO loop_rule VALUES (90, 90, 0, 16, 2, 'meeting', 'Meeting', "
		 "'head of service', NULL, 3, 1, 1);"
		 "UPDATE audit SET final_overall = NULL WHERE ref LIKE '2026-10-10%';"
		 "INSERT INTO loop_step (audit_id, seq, rule_id, team_id, service_id, grade, "
		 "risk, counted_from, due_on) SELECT id, 1, 90, 1, 1, 4, 0, '2026-10-05', "
		 "'2026-10-08' FROM audit WHERE ref IN ('2026-10-101', '2026-10-102');"
		 "UPDATE loop_step SET counted_from = '2026-11-02' WHERE audit_id = (SELECT id "
		 "FROM audit WHERE ref = '2026-10-102')",
			"2026-10-101 "},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct world *world;
		struct sample *sample;
		char *frame = xstrdup("");

		assert_int_equal(submitted_setup(state), 0);
		world = *state;
		base_tamper(world->base, rows[i].tamper);
		sample = drawn(world, 100);
		for (size_t j = 0; j < sample->entry_count; j++)
			note(sample->entries[j].ref, &frame);
		for (char *end = frame; (end = strchr(end, '\n'));)
			*end = ' ';
		assert_string_equal(frame, rows[i].frame);
		free(frame);
		sample_destroy(sample);
		world_teardown(state);
	}
}

static void leaves_out_what_was_looked_at(void **state)
{
	struct world *world = *state;
	struct challenge_request again = {
		"2026-12", 100, NULL, date_from(2026, 10, 1), date_from(2026, 10, 12)};
	struct sample *sample;

	base_tamper(world->base,
		"INSERT INTO challenge (month, audit_id, outcome) SELECT '2026-09', id, 1 FROM "
		"audit WHERE ref = '2026-10-103';"
		"INSERT INTO challenge (month, audit_id, outcome) SELECT '2026-09', id, 3 FROM "
		"audit WHERE ref = '2026-10-106';"
		"UPDATE audit SET blind_id = 1 WHERE ref = '2026-10-109'");
	sample = drawn(world, 100);
	assert_string_equal(sample->entries[0].excluded, "looked at in 2026-09");
	assert_string_equal(sample->entries[1].excluded, "");
	assert_string_equal(sample->entries[2].excluded, "its moderator has not graded it yet");
	assert_int_equal(chosen(sample), 1);
	assert_int_equal(sample->shortfall_count, 1);
	assert_string_equal(
		sample->shortfalls[0].why, "3 Inadequate audits, 2 of them left out");
	sample_destroy(sample);
	assert_refused(challenge_select(world->session, &again, &sample), ERROR_DATA);
	assert_non_null(strstr(error_message(), "none of the 3 Inadequate audits"));
}

static void what_cannot_be_drawn_is_refused(void **state)
{
	struct world *world = *state;
	date first = date_from(2026, 10, 1);
	const struct {
		struct challenge_request request;
		enum error error;
	} rows[] = {
		{{"2026-13", 50, NULL, DATE_NONE, DATE_NONE}, ERROR_USAGE},
		{{"2026-11", 0, NULL, DATE_NONE, DATE_NONE}, ERROR_USAGE},
		{{"2026-11", 101, NULL, DATE_NONE, DATE_NONE}, ERROR_USAGE},
		{{"2026-11", 50, "a\nb", DATE_NONE, DATE_NONE}, ERROR_USAGE},
		{{"2026-11", 50, NULL, first, DATE_NONE}, ERROR_USAGE},
		{{"2026-11", 50, NULL, first, first - 1}, ERROR_USAGE},
		{{"2026-11", 50, NULL, first + 60, first + 61}, ERROR_DATA},
		{{"2026-10", 50, NULL, DATE_NONE, DATE_NONE},
			ERROR_DATA}, // nothing in September
	};
	struct sample *sample;

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_refused(challenge_select(world->session, &rows[i].request, &sample),
			(int)rows[i].error);
	world_expect(world, "SELECT count(*) FROM challenge", "0");
	world_as(world, "ivy");
	assert_refused(
		challenge_select(world->session, &rows[0].request, &sample), ERROR_DENIED);
}

static void adds_one_by_hand(void **state)
{
	struct world *world = *state;
	struct session *session = world->session;

	assert_done(challenge_add(session, "2026-10-103", "2026-11", "Asked for by Ivy"));
	assert_refused(challenge_add(session, "2026-10-103", "2026-11", "x"), ERROR_CREATE);
	assert_refused(challenge_add(session, "2026-10-103", "2026-12", "x"), ERROR_CREATE);
	assert_refused(
		challenge_add(session, "2026-10-101", "2026-11", "x"), ERROR_DATA); // Good
	assert_refused(challenge_add(session, "2026-10-106", "2026-11", " "), ERROR_DATA);
	assert_refused(challenge_add(session, "2026-10-999", "2026-11", "x"), ERROR_MISSING);
	assert_refused(challenge_add(session, "2026-10-106", "soon", "x"), ERROR_USAGE);
	assert_int_equal(world_trail(world, "2026-10-103", "challenge", "2026-11"), 1);
	world_as(world, "ivy");
	assert_refused(
		challenge_add(world->session, "2026-10-106", "2026-11", "x"), ERROR_DENIED);
}

static int64_t on_agenda(struct world *world, const char *ref, int *revision)
{
	struct challenge challenge;
	int64_t id;

	assert_done(challenge_find(world->session, "2026-11", ref, &challenge));
	id = challenge.id;
	*revision = challenge.revision;
	challenge_finish(&challenge);
	return id;
}

static void records_what_the_meeting_said(void **state)
{
	struct world *world = *state;
	struct challenge_word word = {CHALLENGE_CHALLENGED, "The plan has no dates.",
		"The team rewrites it.", DATE_NONE, 0};
	int64_t id;
	int revision;

	sample_destroy(drawn(world, 100));
	world_as(world, "ivy");
	id = on_agenda(world, "2026-10-103", &revision);
	word.revision = revision;
	assert_done(challenge_record(world->session, id, &word));
	world_expect(world,
		"SELECT outcome || discussed || follows || met_on || u.login FROM challenge c "
		"JOIN user u ON u.id = c.recorded_by",
		"2The plan has no dates.The team rewrites it.2026-10-12ivy");
	assert_int_equal(world_trail(world, "2026-10-103", "challenge", "2026-11 outcome"), 1);
	assert_int_equal(world_trail(world, "2026-10-103", "challenge", "2026-11 follows"), 1);

	// Quinn saw what stood there before.
	world_as(world, "quinn");
	word.outcome = CHALLENGE_CONFIRMED;
	assert_refused(challenge_record(world->session, id, &word), ERROR_BUSY);
	assert_non_null(strstr(error_message(), "Ivy Inn recorded \"challenged\""));
	word.revision = 0;
	assert_done(challenge_record(world->session, id, &word));
	assert_int_equal(world_trail(world, "2026-10-103", "challenge", "2026-11 outcome"), 2);
	assert_int_equal(world_trail(world, "2026-10-103", "challenge", "2026-11 follows"), 1);
}

static void what_is_missing_is_asked_for(void **state)
{
	struct world *world = *state;
	date tomorrow = world->session->today + 1;
	const struct challenge_word rows[] = {
		{CHALLENGE_WAITS, "x", "y", DATE_NONE, 0},
		{CHALLENGE_CONFIRMED, " \n", "y", DATE_NONE, 0},
		{CHALLENGE_CHALLENGED, "x", "", DATE_NONE, 0},
		{CHALLENGE_CONFIRMED, "x\x1b", "", DATE_NONE, 0},
		{CHALLENGE_CONFIRMED, "x", "y\x1b", DATE_NONE, 0},
		{CHALLENGE_CONFIRMED, "x", "", tomorrow, 0},
	};
	int64_t id;
	int revision;

	sample_destroy(drawn(world, 100));
	id = on_agenda(world, "2026-10-103", &revision);
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_refused(challenge_record(world->session, id, &rows[i]), ERROR_DATA);
	world_expect(world, "SELECT count(*) FROM challenge WHERE outcome IS NOT NULL", "0");
}

static void what_is_put_off_stands_on_the_next_agenda(void **state)
{
	struct world *world = *state;
	struct challenge_word word = {CHALLENGE_DEFERRED, "No time.", "", DATE_NONE, 0};
	struct challenge_meeting meetings[8];
	int64_t id;
	int revision;

	sample_destroy(drawn(world, 100));
	id = on_agenda(world, "2026-10-103", &revision);
	assert_done(challenge_record(world->session, id, &word));
	assert_done(challenge_record(world->session, id, &word)); // not twice
	world_expect(world,
		"SELECT group_concat(a.ref || ' ' || c.why) FROM challenge c JOIN audit a ON "
		"a.id = c.audit_id WHERE c.month = '2026-12'",
		"2026-10-103 deferred in 2026-11");
	assert_int_equal(challenge_meetings(world->session, meetings, 8), 2);
	assert_string_equal(meetings[0].month, "2026-12");
	assert_int_equal(meetings[0].waiting, 1);
	assert_int_equal(meetings[1].audits, 3);
	assert_int_equal(meetings[1].deferred, 1);
	assert_int_equal(meetings[1].waiting, 2);
	assert_int_equal(meetings[1].met_on, world->session->today);
}

static size_t seen_by(struct world *world, const char *login)
{
	struct challenge *list;
	size_t count;

	world_as(world, login);
	assert_done(challenge_list(world->session, "2026-11", &list, &count));
	challenge_list_free(list, count);
	return count;
}

// How many acts of the meeting the trail shows the person for an audit.
static int acts_seen(struct world *world, const char *ref)
{
	char *sql = xasprintf("SELECT id FROM audit WHERE ref = '%s'", ref),
	     *id = world_look(world, sql);
	struct trail_row rows[50];
	int seen = 0,
	    got = trail_page(world->session, strtoll(id, NULL, 10), INT64_MAX, false, rows, 50);

	assert_true(got >= 0);
	for (int i = 0; i < got; i++) {
		seen += strcmp(rows[i].act, "challenge") == 0;
		trail_row_finish(&rows[i]);
	}
	free(id);
	free(sql);
	return seen;
}

static void who_sees_it(void **state)
{
	static const char *const nobody[] = {"ann", "bob", "sam", "ida", "adam"};
	struct world *world = *state;
	struct challenge_word word = {CHALLENGE_CONFIRMED, "x", "", DATE_NONE, 0};
	struct challenge *list;
	size_t count;
	int64_t id;
	int revision;

	sample_destroy(drawn(world, 100));
	id = on_agenda(world, "2026-10-103", &revision);
	assert_int_equal(seen_by(world, "quinn"), 3);
	assert_int_equal(seen_by(world, "ivy"), 3);
	base_tamper(
		world->base, "UPDATE user SET post = 'service director' WHERE login = 'sue'");
	assert_int_equal(seen_by(world, "sue"), 0); // of another service
	assert_refused(challenge_record(world->session, id, &word), ERROR_DENIED);
	for (size_t i = 0; i < LENGTH(nobody); i++) {
		world_as(world, nobody[i]);
		assert_refused(
			challenge_list(world->session, NULL, &list, &count), ERROR_DENIED);
		assert_refused(challenge_record(world->session, id, &word), ERROR_DENIED);
	}
	// What Ivy is to grade blind is kept from her, here too.
	base_tamper(world->base,
		"UPDATE audit SET blind_id = (SELECT id FROM user WHERE login = "
		"'ivy') WHERE ref = '2026-10-103'");
	assert_int_equal(seen_by(world, "ivy"), 2);
	assert_int_equal(acts_seen(world, "2026-10-103"), 0);
	assert_int_equal(acts_seen(world, "2026-10-106"), 1);
	world_as(world, "sam"); // a service manager, whose meeting it is not
	assert_int_equal(acts_seen(world, "2026-10-106"), 0);
	world_as(world, "adam");
	assert_int_equal(acts_seen(world, "2026-10-106"), 1);
	world_as(world, "ivy");
	assert_int_equal(seen_by(world, "quinn"), 3);
}

// Audit 103 with a step done late, one open past its day and one cancelled, a review, a concern, an action.
static const char story[] =
	"INSERT INTO loop_version (id, effective_on) VALUES (90, '2020-01-01');"
	"INSERT INTO loop_rule VALUES (90, 90, 0, 16, 2, 'oversight', 'Oversight', 'team "
	"manager', "
	"NULL, 3, 1, 1), (91, 90, 1, 16, 2, 'meeting', 'The meeting', 'head of service', NULL, "
	"3, 1, "
	"1), (92, 90, 2, 16, 2, 'visit', 'The visit', 'social worker', NULL, 1, 1, 1);"
	"INSERT INTO loop_step (audit_id, seq, rule_id, team_id, service_id, grade, risk, "
	"counted_from, due_on, state, done_on, late_reason, cancelled_why) "
	"SELECT id, 1, 90, 1, 1, 4, 0, '2026-10-05', '2026-10-06', 2, '2026-10-07', 'Ill.', '' "
	"FROM audit WHERE ref = '2026-10-103' UNION ALL "
	"SELECT id, 2, 91, 1, 1, 4, 0, '2026-10-05', '2026-10-08', 1, NULL, '', '' FROM audit "
	"WHERE "
	"ref = '2026-10-103' UNION ALL "
	"SELECT id, 3, 92, 1, 1, 4, 0, '2026-10-05', '2026-10-08', 3, NULL, '', 'settled as "
	"Good' "
	"FROM audit WHERE ref = '2026-10-103';"
	"INSERT INTO action (audit_id, seq, what, owner_name, owner_post, due_on, "
	"first_due_on, "
	"created_on, priority) SELECT id, 1, 'See <the child>', 'Wendy', 'social worker', "
	"'2026-10-09', '2026-10-09', '2026-10-05', 1 FROM audit WHERE ref = '2026-10-103';"
	"INSERT INTO concern (audit_id, what, told_whom, told_at, raised_by, raised_at) SELECT "
	"id, "
	"'Nobody has seen her', 'the manager', 'today', 1, '2026-10-05T10:00:00Z' FROM audit "
	"WHERE "
	"ref = '2026-10-103';"
	"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, state, "
	"allocated_on, due_on, kind, review_of, not_before) SELECT '2026-12-001', 101, 1, 1, "
	"template_id, '2026-12', 1, '2026-10-05', '2026-11-30', 5, id, '2026-11-16' FROM audit "
	"WHERE "
	"ref = '2026-10-103';";

static char *written(
	struct world *world, const struct agenda *agenda, enum agenda_format format)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_done(agenda_write(world->session, agenda, format, to, NULL));
	fclose(to);
	return text;
}

static void expect_all(const char *text, const char *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strstr(text, parts[i]))
			fail_msg("lacks \"%s\":\n%s", parts[i], text);
}

static void the_agenda_says_how_each_stands(void **state)
{
	static const char *const says[] = {"Confirm and Challenge, November 2026",
		"1. Audit 2026-10-103", "2. Audit 2026-10-106",
		"Oversight: done 7 Oct 2026, due 6 Oct 2026, late: Ill.",
		"The meeting: open, due 8 Oct 2026: 2 working days late",
		"The visit: cancelled: settled as Good",
		"1 RED: See <the child> (priority; Wendy, social worker; due 9 Oct 2026;",
		"OPEN: Nobody has seen her",
		"2026-12-001: allocated, nobody's yet; between 16 Nov",
		"Moderation: not selected for it", "Outcome: to be discussed"};
	static const char *const marked[] = {"<h2>1. Audit 2026-10-103</h2>",
		"<th scope=\"row\">The meeting</th>\n<td class=\"red\">open,",
		"<td class=\"red\">See &lt;the child&gt;", "<article class=\"page\">"};
	struct world *world = *state;
	struct agenda agenda;
	char *text;

	base_tamper(world->base, story);
	sample_destroy(drawn(world, 100));
	world_as(world, "ivy");
	assert_done(agenda_load(world->session, "2026-11", &agenda));
	assert_int_equal(agenda.count, 3);
	assert_int_equal(agenda.items[0].steps_open, 1);
	assert_int_equal(agenda.items[0].steps_late, 1);
	assert_int_equal(agenda.items[0].actions_red, 1);
	assert_int_equal(agenda.items[0].concerns_open, 1);
	text = written(world, &agenda, AGENDA_AS_TEXT);
	expect_all(text, says, LENGTH(says));
	free(text);
	text = written(world, &agenda, AGENDA_AS_HTML);
	expect_all(text, marked, LENGTH(marked));
	assert_null(strstr(text, "<script"));
	free(text);
	agenda_finish(&agenda);
	assert_int_equal(world_trail(world, "2026-10-103", "look", NULL), 1);
	assert_refused(agenda_load(world->session, "2026-12", &agenda), ERROR_MISSING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			draws_a_share_with_a_receipt, submitted_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_changed_agenda_shows, submitted_setup, world_teardown),
		cmocka_unit_test(the_result_counts),
		cmocka_unit_test_setup_teardown(
			leaves_out_what_was_looked_at, submitted_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			what_cannot_be_drawn_is_refused, submitted_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			adds_one_by_hand, submitted_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			records_what_the_meeting_said, submitted_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			what_is_missing_is_asked_for, submitted_setup, world_teardown),
		cmocka_unit_test_setup_teardown(what_is_put_off_stands_on_the_next_agenda,
			submitted_setup, world_teardown),
		cmocka_unit_test_setup_teardown(who_sees_it, submitted_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			the_agenda_says_how_each_stands, submitted_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
