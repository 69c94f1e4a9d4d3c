// SPDX-License-Identifier: MIT
// The practice database's content: repeatable, whole and with something of everything.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/action.h"
#include "core/demo-words.h"
#include "core/demo-inner.h"
#include "core/sample.h"
#include "core/trail.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"
#include "test/base.h"

#define AUDITS 300

// One number from a statement.
static int64_t ask(const struct base *base, const char *sql)
{
	int64_t value = INT64_MIN;

	assert_int_equal(0, store_pragma(base->session->db, sql, &value));
	return value;
}

static int fill(struct base *base, long audits, uint64_t seed)
{
	base->session->today = date_from(2026, 11, 18);
	base->session->fixed_today = true;
	return demo_fill(base->session, audits, seed, NULL, NULL);
}

static int full_setup(void **state)
{
	return base_setup(state) || fill(*state, AUDITS, DEMO_SEED);
}

// A number that another letter, grade, date or person would make another.
static int64_t print_of(const struct base *base)
{
	static const char *const sums[] = {
		"SELECT total(id % 9973 * length(text) + 17 * unicode(substr(text, -9)) "
		"+ unicode(substr(text, length(text) / 2))) FROM narrative",
		"SELECT total(id % 97 * grade + part) FROM judgement j JOIN audit a ON a.id = "
		"audit_id",
		"SELECT total(id % 89 * (julianday(due_on) - 2400000 + lead_id * 7 + state)) "
		"FROM audit",
		"SELECT total(id % 83 * (progress + julianday(due_on) - 2400000)) FROM action",
		"SELECT total(prompt_id % 79 * (value + 1) * (audit_id % 71)) FROM answer",
		"SELECT total(length(worker) * (id % 61) + substr(ref, 4)) FROM casefile",
		"SELECT total(own * 7 + audit_id % 53 * domain_id) FROM moderation_grade",
		"SELECT total(chosen * place * sample_id + coalesce(rank, 0)) FROM "
		"sample_entry",
		"SELECT total(state * (audit_id % 59)) FROM contact",
	};
	uint64_t print = 0; // which may run over

	for (size_t i = 0; i < LENGTH(sums); i++)
		print = print * 31 + (uint64_t)(ask(base, sums[i]) % 1000000007);
	return (int64_t)print;
}

static int64_t print_with(uint64_t seed)
{
	void *state = NULL;
	int64_t print;

	assert_int_equal(0, base_setup(&state));
	assert_int_equal(0, fill(state, 60, seed));
	print = print_of(state);
	base_teardown(&state);
	return print;
}

static void the_same_seed_gives_the_same_records(void **state)
{
	int64_t print = print_with(7);

	assert_true(print == print_with(7));
	assert_true(print != print_with(8));
}

static void the_council_is_whole(void **state)
{
	const struct base *base = *state;

	assert_int_equal(6, ask(base, "SELECT count(*) FROM service"));
	assert_int_equal(24, ask(base, "SELECT count(*) FROM team"));
	assert_int_equal(60, ask(base, "SELECT count(*) FROM user"));
	assert_int_equal(1500, ask(base, "SELECT count(*) FROM casefile"));
	assert_int_equal(
		AUDITS, ask(base, "SELECT count(*) FROM audit WHERE sample_id IS NULL AND "
				  "review_of IS NULL"));
	assert_int_equal(24,
		ask(base, "SELECT count(DISTINCT month) FROM audit WHERE review_of IS NULL"));
	assert_int_equal(0, ask(base, "SELECT count(*) FROM team t WHERE NOT EXISTS "
				      "(SELECT 1 FROM user WHERE team_id = t.id AND active)"));
}

static int month_setup(void **state)
{
	return base_setup(state) || fill(*state, DEMO_AUDITS, DEMO_SEED);
}

static void no_sentence(const char *sentence, void *context)
{
	fail_msg("%s", sentence);
}

static void the_store_and_the_trail_hold(void **state)
{
	struct base *base = *state;
	struct trail_check check;

	assert_int_equal(0, db_check(base->session->db));
	assert_int_equal(0, trail_verify(base->session, &check, no_sentence, NULL));
	assert_true(check.rows > AUDITS);
	assert_int_equal(0,
		ask(base, "SELECT count(*) FROM trail a JOIN trail b "
			  "ON b.seq = a.seq + 1 AND substr(b.at, 1, 10) < substr(a.at, 1, 10) "
			  "AND a.audit_id IS NOT NULL"));
}

static void every_state_is_there(void **state)
{
	const struct base *base = *state;

	assert_int_equal(6, ask(base, "SELECT count(DISTINCT state) FROM audit"));
	assert_true(ask(
		base, "SELECT count(*) FROM audit WHERE state < 3 AND due_on < '2026-11-18'"));
	assert_true(
		ask(base, "SELECT count(*) FROM audit WHERE state = 6 AND withdrawn_why > ''"));
	assert_true(ask(base, "SELECT count(*) FROM audit WHERE peer_id IS NOT NULL"));
	assert_true(ask(base, "SELECT count(*) FROM audit WHERE amended"));
	assert_int_equal(2, ask(base, "SELECT count(DISTINCT done_at IS NULL) FROM concern"));
	assert_true(ask(base, "SELECT count(*) FROM draft"));
	assert_int_equal(
		2, ask(base, "SELECT count(DISTINCT obtained) FROM feedback WHERE source = 0"));
}

// As action_colour() has it.
static int64_t actions_where(const struct base *base, const char *condition)
{
	char *sql = xasprintf("SELECT count(*) FROM action WHERE %s", condition);
	int64_t count = ask(base, sql);

	free(sql);
	return count;
}

static void every_colour_is_there(void **state)
{
	const struct base *base = *state;

	assert_true(actions_where(base, "progress = 5") > 0);
	assert_true(actions_where(base, "progress = 1 AND start_on > '2026-11-18'") > 0);
	assert_true(
		actions_where(base,
			"progress = 2 AND due_on > '2026-11-18' AND due_on = first_due_on") >
		0);
	assert_true(
		actions_where(base,
			"progress = 3 AND plan_on > '2026-11-18' AND due_on > '2026-11-18'") >
		0);
	assert_true(actions_where(base, "progress IN (2, 3) AND due_on < '2026-11-18'") > 0);
	assert_true(actions_where(base, "priority AND escalated") > 0);
	assert_true(actions_where(base, "due_on > first_due_on") > 0);
}

static void the_final_grade_is_the_moderators_or_the_leads(void **state)
{
	const struct base *base = *state;

	assert_int_equal(
		0, ask(base, "SELECT count(*) FROM audit a JOIN domain d ON d.code = 'overall' "
			     "LEFT JOIN judgement l ON l.audit_id = a.id AND l.part = 0 AND "
			     "l.domain_id = d.id "
			     "LEFT JOIN judgement m ON m.audit_id = a.id AND m.part = 2 AND "
			     "m.domain_id = d.id "
			     "WHERE a.final_overall IS NOT CASE WHEN a.completed_on IS NULL "
			     "THEN NULL "
			     "ELSE coalesce(m.grade, l.grade) END"));
}

static void nobody_moderates_their_own(void **state)
{
	const struct base *base = *state;

	assert_int_equal(0,
		ask(base, "SELECT count(*) FROM moderation m JOIN audit a ON a.id = m.audit_id "
			  "WHERE m.user_id IN (a.lead_id, a.peer_id)"));
	assert_int_equal(0, ask(base, "SELECT count(*) FROM audit WHERE lead_id = peer_id"));
	assert_int_equal(0, actions_where(base, "verified_by = owner_id"));
}

static void what_is_closed_has_nothing_open(void **state)
{
	const struct base *base = *state;

	assert_int_equal(
		0, ask(base, "SELECT count(*) FROM audit a WHERE a.state = 5 AND EXISTS "
			     "(SELECT 1 FROM action x WHERE x.audit_id = a.id AND "
			     "x.progress < 5)"));
	assert_int_equal(
		0, ask(base, "SELECT count(*) FROM audit a WHERE a.state <> 5 AND "
			     "(a.closed_on IS NOT NULL OR EXISTS (SELECT 1 FROM trail t "
			     "WHERE t.audit_id = a.id AND t.act = 'close' AND NOT EXISTS "
			     "(SELECT 1 FROM trail r WHERE r.audit_id = a.id AND r.seq > "
			     "t.seq AND r.act = 'reopen')))"));
}

static int64_t events_before_their_cause(const struct base *base, const char *today)
{
	char *audits =
		xasprintf("SELECT count(*) FROM audit WHERE due_on < allocated_on "
			  "OR started_on < allocated_on OR completed_on < started_on "
			  "OR moderated_on < completed_on OR closed_on < completed_on "
			  "OR max(coalesce(completed_on, ''), coalesce(moderated_on, ''), "
			  "coalesce(closed_on, ''), coalesce(withdrawn_on, ''), allocated_on) "
			  "> '%s'",
			today);
	char *actions = xasprintf("completed_on < created_on OR verified_on < completed_on "
				  "OR due_on < created_on OR verified_on > '%s'",
		today);
	int64_t count = ask(base, audits) + actions_where(base, actions);

	free(audits);
	free(actions);
	return count;
}

static void nothing_happens_before_its_cause(void **state)
{
	assert_int_equal(0, events_before_their_cause(*state, "2026-11-18"));
}

// The first and last days of months and years, holidays and leap days among them.
static void any_day_will_do(void **state)
{
	static const char *const days[] = {
		"2026-08-01", "2027-01-01", "2028-02-29", "2026-12-31", "2026-06-02"};

	for (size_t i = 0; i < LENGTH(days); i++) {
		void *place = NULL;
		struct base *base;

		assert_int_equal(0, base_setup(&place));
		base = place;
		assert_int_equal(0, date_parse(days[i], DATE_ISO, &base->session->today));
		base->session->fixed_today = true;
		assert_int_equal(0, demo_fill(base->session, 60, i, NULL, NULL));
		assert_int_equal(0, events_before_their_cause(base, days[i]));
		base_teardown(&place);
	}
}

static void home_of_the_one_who_runs_it_is_full(void **state)
{
	const struct base *base = *state;

	assert_int_equal(15, base->session->me.roles);
	assert_string_equal("team manager", base->session->me.post);
	assert_true(base->session->me.team_id > 0);
	assert_true(ask(base,
		"SELECT count(*) FROM audit a JOIN user u ON u.id = a.lead_id "
		"WHERE u.name = 'Alex Morgan' AND a.state = 2 AND a.due_on < '2026-11-18'"));
	assert_true(ask(base, "SELECT count(*) FROM audit a JOIN user u ON u.id = a.lead_id "
			      "WHERE u.name = 'Alex Morgan' AND a.due_on = '2026-11-18'"));
	assert_true(
		ask(base, "SELECT count(*) FROM audit a JOIN user u ON u.team_id = a.team_id "
			  "WHERE u.name = 'Alex Morgan' AND a.at_risk"));
}

static void the_month_was_drawn(void **state)
{
	struct base *base = *state;
	struct sample **samples;
	size_t count;

	assert_int_equal(24, ask(base, "SELECT count(*) FROM cycle"));
	assert_true(
		ask(base, "SELECT count(*) FROM audit a JOIN sample s ON s.id = "
			  "a.sample_id WHERE s.name = '2026-11' AND a.lead_id IS NULL") > 20);
	assert_true(ask(base, "SELECT count(*) FROM sample_shortfall"));
	assert_int_equal(1, ask(base, "SELECT count(*) FROM sample_replacement"));
	assert_int_equal(0, session_act_as(base->session, "lharris"));
	assert_int_equal(0, sample_list(base->session, NULL, &samples, &count));
	assert_int_equal(5, count);
	for (size_t i = 0; i < count; i++) {
		int wrong;

		assert_int_equal(0, sample_verify(base->session, samples[i]->name, &wrong,
					    no_sentence, NULL));
		assert_int_equal(0, wrong);
		sample_destroy(samples[i]);
	}
	free(samples);
}

static void moderation_is_in_every_state(void **state)
{
	const struct base *base = *state;

	assert_int_equal(
		6, ask(base, "SELECT count(DISTINCT state) FROM moderation WHERE mode = 1"));
	assert_int_equal(3, ask(base, "SELECT count(DISTINCT mode) FROM moderation"));
	assert_int_equal(3, ask(base, "SELECT count(DISTINCT m.state) FROM moderation m JOIN "
				      "user u ON u.id = m.user_id WHERE m.state <= 3 AND "
				      "u.name = 'Alex Morgan'"));
	assert_int_equal(0, ask(base, "SELECT count(*) FROM moderation m WHERE state >= 4 AND "
				      "NOT EXISTS (SELECT 1 FROM narrative n WHERE n.id = "
				      "m.audit_id * 1024 + 512 + 17)"));
	assert_int_equal(2, ask(base, "SELECT count(DISTINCT acknowledged_at IS NULL) FROM "
				      "moderation WHERE state = 4 AND mode = 1"));
}

static void there_is_something_to_do_for_everybody(void **state)
{
	const struct base *base = *state;

	assert_int_equal(4, ask(base, "SELECT count(DISTINCT state) FROM contact"));
	assert_true(ask(base, "SELECT count(*) FROM user_away WHERE '2026-11-18' BETWEEN "
			      "first_on AND last_on"));
	assert_true(ask(base, "SELECT count(*) FROM user_away WHERE first_on > '2026-11-18'"));
	assert_true(ask(base, "SELECT count(*) FROM casefile_worker w JOIN user u ON u.name = "
			      "w.worker"));
	assert_true(ask(base, "SELECT count(*) FROM notice n JOIN user u ON u.id = n.user_id "
			      "WHERE u.name = 'Alex Morgan' AND n.read_at IS NULL"));
}

static void every_rule_of_the_grammar_can_be_said(void **state)
{
	static const struct words_facts facts = {"the child", "social worker", 6};
	static const char *const rules[] = {"why_differs better", "why_differs worse",
		"commentary under", "commentary partly", "reflect close", "settled upheld",
		"contact none", "carer words", "practitioner why_not", "concern what",
		"note plan", "action any", "summary 1", "summary 2", "summary 3", "summary 4"};
	struct words *words = words_create();
	struct dice dice;

	dice_init(&dice, 1, 1);
	for (size_t i = 0; i < LENGTH(rules); i++)
		for (int times = 0; times < 60; times++)
			assert_null(strchr(words_compose(words, &dice, rules[i], &facts), '{'));
	words_destroy(words);
}

static void dice_are_fair_enough(void **state)
{
	int seen[6] = {0};
	struct dice dice;

	dice_init(&dice, 5, 0);
	for (int i = 0; i < 60000; i++)
		seen[dice_below(&dice, 6)]++;
	for (int i = 0; i < 6; i++)
		assert_in_range(seen[i], 9600, 10400);
}

// Beyond the whole ones, the oldest are only what a spreadsheet holds.
static void many_are_as_if_imported(void **state)
{
	struct base *base = *state;

	assert_int_equal(0, demo_fill_whole(base->session, 170, 20, 3, NULL, NULL));
	assert_int_equal(150, ask(base, "SELECT count(*) FROM audit WHERE imported"));
	assert_int_equal(150 * 7,
		ask(base, "SELECT count(*) FROM judgement j JOIN audit a ON a.id = j.audit_id "
			  "WHERE a.imported AND j.part = 0"));
	assert_int_equal(150 * 3, ask(base, "SELECT count(*) FROM action x JOIN audit a ON "
					    "a.id = x.audit_id WHERE a.imported"));
	assert_int_equal(150, ask(base, "SELECT count(*) FROM trail WHERE act = 'import'"));
	assert_int_equal(0, db_check(base->session->db));
}

// Where every case was audited in the last months the month is drawn nevertheless.
static void so_many_leave_cases_to_be_drawn(void **state)
{
	struct base *base = *state;

	if (demo_fill_whole(base->session, 20000, 100, 3, NULL, NULL))
		fail_msg("%s", error_message());
	assert_true(ask(base, "SELECT count(*) FROM sample WHERE purpose = 1") >= 2);
}

static void only_an_empty_practice_database_is_filled(void **state)
{
	struct base *base = *state;

	assert_int_equal(-1, fill(base, 0, 1));
	assert_int_equal(0, fill(base, 5, 1));
	assert_int_equal(-1, fill(base, 5, 1));
	assert_int_equal(ERROR_DATA, error_kind());
	base->session->practice = false;
	assert_int_equal(-1, fill(base, 5, 1));
}

int main(void)
{
	const struct CMUnitTest full[] = {
		cmocka_unit_test(the_council_is_whole),
		cmocka_unit_test(the_store_and_the_trail_hold),
		cmocka_unit_test(every_state_is_there),
		cmocka_unit_test(every_colour_is_there),
		cmocka_unit_test(the_final_grade_is_the_moderators_or_the_leads),
		cmocka_unit_test(nobody_moderates_their_own),
		cmocka_unit_test(what_is_closed_has_nothing_open),
		cmocka_unit_test(nothing_happens_before_its_cause),
		cmocka_unit_test(home_of_the_one_who_runs_it_is_full),
	};
	const struct CMUnitTest month[] = {
		cmocka_unit_test(the_store_and_the_trail_hold),
		cmocka_unit_test(moderation_is_in_every_state),
		cmocka_unit_test(there_is_something_to_do_for_everybody),
		cmocka_unit_test(the_month_was_drawn),
	};
	const struct CMUnitTest alone[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_records),
		cmocka_unit_test(any_day_will_do),
		cmocka_unit_test(every_rule_of_the_grammar_can_be_said),
		cmocka_unit_test(dice_are_fair_enough),
		cmocka_unit_test_setup_teardown(
			many_are_as_if_imported, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(
			so_many_leave_cases_to_be_drawn, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(
			only_an_empty_practice_database_is_filled, base_setup, base_teardown),
	};
	int failed = cmocka_run_group_tests(full, full_setup, base_teardown) +
		     cmocka_run_group_tests(month, month_setup, base_teardown);

	return cmocka_run_group_tests(alone, NULL, NULL) + failed;
}
