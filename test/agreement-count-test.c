// SPDX-License-Identifier: MIT
// Agreement over the database: which pairs count, for whom, and how they are kept apart.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/agreement.h"
#include "core/moderation.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/submitted.h"

// Of each audit VOICE and the overall grade are Good by its lead. 101 to 105, 108 to 110 and 201 were moderated
// sealed, 106 open, 107 was imported. Of 105 the grades are only revealed, 108 is withdrawn, 109 has a domain that
// does not apply, 110 is thematic. 103 was amended after it was moderated, 104 settled.
static const char moderations[] =
	"INSERT INTO judgement (audit_id, part, domain_id, grade, changed_at)"
	" SELECT a.id, 0, d.id, 2, 'x' FROM audit a JOIN domain d ON d.template_id = "
	"a.template_id AND d.code IN ('VOICE', 'overall');"
	"INSERT INTO moderation (audit_id, state, mode, user_id)"
	" SELECT a.id, iif(ref LIKE '%105', 3, iif(ref LIKE '%104', 6, 4)),"
	" CASE ref WHEN '2026-10-106' THEN 2 WHEN '2026-10-107' THEN 0 ELSE 1 END,"
	" u.id FROM audit a JOIN user u ON u.login = iif(ref = '2026-10-201', 'sue',"
	" iif(ref IN ('2026-10-101', '2026-10-102'), 'sam', 'ida')) WHERE ref <> '2026-10-202';"
	"INSERT INTO moderation_grade (audit_id, domain_id, own, auditor, changed_at)"
	" SELECT m.audit_id, d.id, iif(d.code = 'overall', 2, iif(mode = 2, 1, 3)), 2, 'x'"
	" FROM moderation m JOIN audit a ON a.id = m.audit_id JOIN domain d ON d.template_id ="
	" a.template_id AND d.code IN ('VOICE', 'overall') WHERE mode > 0;"
	"UPDATE moderation_grade SET own = 0 WHERE domain_id = (SELECT id FROM domain WHERE "
	"code = 'VOICE') AND audit_id = (SELECT id FROM audit WHERE ref = '2026-10-109');"
	"UPDATE judgement SET grade = 4 WHERE part = 0 AND audit_id = (SELECT id FROM audit "
	"WHERE ref = '2026-10-103');"
	"INSERT INTO judgement (audit_id, part, domain_id, grade, changed_at)"
	" SELECT a.id, 2, d.id, 4, 'x' FROM audit a JOIN domain d ON d.template_id ="
	" a.template_id AND d.code = 'VOICE' WHERE a.ref = '2026-10-107';"
	"UPDATE audit SET state = 6 WHERE ref = '2026-10-108';"
	"UPDATE audit SET kind = 2 WHERE ref = '2026-10-110';"
	"UPDATE audit SET lead_id = (SELECT id FROM user WHERE login = 'abe') WHERE ref = "
	"'2026-10-101';";

static int setup(void **state)
{
	struct world *world;

	if (submitted_setup(state))
		return -1;
	world = *state;
	base_tamper(world->base, moderations);
	return 0;
}

static struct agreement_filter everything(void)
{
	return (struct agreement_filter){.always = true, .mode = -1};
}

static struct agreements counted(struct world *world, struct agreement_filter filter)
{
	struct agreements agreements;

	assert_done(agreement_count(world->session, &filter, &agreements));
	return agreements;
}

// All lines as "service/domain/mode n exact over under", split by semicolons.
static void expect(struct world *world, struct agreement_filter filter, const char *wanted)
{
	struct agreements agreements = counted(world, filter);
	char *text = xstrdup("");

	for (size_t i = 0; i < agreements.count; i++) {
		const struct agreement_line *line = &agreements.lines[i];
		const struct agreement *a = &line->agreement;
		char *longer = xasprintf("%s%s%s/%s/%s %ld %ld %ld %ld", text, i ? "; " : "",
			line->service, line->domain,
			moderation_mode_name((enum moderation_mode)line->mode), a->n, a->exact,
			a->over, a->under);

		free(text);
		text = longer;
	}
	assert_string_equal(text, wanted);
	free(text);
	agreements_finish(&agreements);
}

static void counts_completed_ones_each_mode_apart(void **state)
{
	expect(*state, everything(),
		"/VOICE/sealed 5 0 5 0; /VOICE/open 1 0 0 1; /VOICE/imported 1 0 1 0; "
		"/overall/sealed 6 6 0 0; /overall/open 1 1 0 0; /overall/imported 1 1 0 0; "
		"Assessment/VOICE/sealed 4 0 4 0; Assessment/VOICE/open 1 0 0 1; "
		"Assessment/VOICE/imported 1 0 1 0; Assessment/overall/sealed 5 5 0 0; "
		"Assessment/overall/open 1 1 0 0; Assessment/overall/imported 1 1 0 0; "
		"Early Help/VOICE/sealed 1 0 1 0; Early Help/overall/sealed 1 1 0 0");
}

static struct agreement_filter sealed_voice(void)
{
	struct agreement_filter filter = everything();

	filter.domain = "voice"; // any case
	filter.mode = MODERATION_SEALED;
	return filter;
}

// n of the whole, by a filter.
static void expect_n(struct world *world, struct agreement_filter filter, long n)
{
	struct agreements agreements = counted(world, filter);

	assert_int_equal(agreements.lines[0].agreement.n, n);
	assert_string_equal(agreements.lines[0].service, "");
	assert_string_equal(agreements.lines[0].domain, "VOICE");
	assert_string_equal(agreements.lines[0].domain_name, "Voice of the child");
	agreements_finish(&agreements);
}

static void filters_leave_what_was_asked_for(void **state)
{
	struct world *world = *state;
	struct agreement_filter filter = sealed_voice();

	expect_n(world, filter, 5);
	filter.kind = AUDIT_THEMATIC;
	expect_n(world, filter, 1);
	filter.kind = -1;
	expect_n(world, filter, 6);
	filter = sealed_voice();
	filter.service = "assessment";
	expect_n(world, filter, 4);
	filter.team = "C";
	expect_n(world, filter, 0);
	filter = sealed_voice();
	filter.auditor = "abe";
	expect_n(world, filter, 1);
	filter = sealed_voice();
	filter.moderator = "sam";
	expect_n(world, filter, 2);
	filter = sealed_voice();
	filter.always = false;
	filter.range = (struct date_range){date_from(2026, 10, 1), date_from(2026, 10, 5)};
	expect_n(world, filter, 4);
	filter.range = (struct date_range){date_from(2026, 10, 6), date_from(2026, 10, 6)};
	expect_n(world, filter, 1);
}

static void without_a_pair_it_says_undefined(void **state)
{
	struct world *world = *state;
	struct agreement_filter filter = everything();
	struct agreements agreements;

	filter.always = false;
	filter.range = (struct date_range){date_from(2020, 1, 1), date_from(2020, 1, 31)};
	agreements = counted(world, filter);
	assert_int_equal(agreements.count, 1);
	assert_string_equal(agreements.lines[0].domain, "overall");
	assert_int_equal(agreements.lines[0].mode, MODERATION_SEALED);
	assert_false(agreements.lines[0].agreement.defined);
	agreements_finish(&agreements);
}

static void managers_get_their_own_services(void **state)
{
	struct world *world = *state;
	struct agreement_filter filter = everything();
	struct agreements agreements;

	world_as(world, "sue");
	expect(world, everything(),
		"/VOICE/sealed 1 0 1 0; /overall/sealed 1 1 0 0; Early Help/VOICE/sealed 1 0 1 "
		"0; Early Help/overall/sealed 1 1 0 0");
	filter.service = "Assessment";
	assert_refused(agreement_count(world->session, &filter, &agreements), ERROR_DENIED);
	filter.service = NULL;
	filter.team = "A";
	assert_refused(agreement_count(world->session, &filter, &agreements), ERROR_DENIED);
}

// Who may have them at all: QA and senior managers.
static void nobody_else_gets_any(void **state)
{
	static const char *const logins[] = {"ann", "adam", "wyn"};
	struct world *world = *state;
	struct agreement_filter filter = everything();
	struct agreements agreements;

	for (size_t i = 0; i < LENGTH(logins); i++) {
		world_as(world, logins[i]);
		assert_refused(
			agreement_count(world->session, &filter, &agreements), ERROR_DENIED);
	}
}

static void says_what_is_not_there(void **state)
{
	struct world *world = *state;
	struct agreements agreements;
	struct agreement_filter wrong[] = {{.always = true, .service = "MASH"},
		{.always = true, .team = "Z"}, {.always = true, .auditor = "nobody"},
		{.always = true, .moderator = "nobody"}, {.always = true, .domain = "HEALTH"}};

	for (size_t i = 0; i < LENGTH(wrong); i++)
		assert_refused(
			agreement_count(world->session, &wrong[i], &agreements), ERROR_MISSING);
}

static void a_report_stands_in_the_trail(void **state)
{
	struct world *world = *state;
	struct agreement_filter filter = sealed_voice();

	filter.kind = -1;
	assert_done(agreement_record(world->session, &filter));
	world_expect(world,
		"SELECT actor || act || record FROM trail ORDER BY seq DESC LIMIT 1",
		"quinnreportagreement");
	world_expect(world, "SELECT new FROM trail_value ORDER BY seq DESC LIMIT 1",
		"all days, audits: every kind, domain voice");
}

static void a_period_is_read_along_its_index(void **state)
{
	char *plan = world_plan(*state, QUERY_AGREEMENT_PERIOD);

	if (!strstr(plan, "audit_completed (completed_on>? AND completed_on<?)"))
		fail_msg("%s", plan);
	free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			counts_completed_ones_each_mode_apart, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			filters_leave_what_was_asked_for, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			without_a_pair_it_says_undefined, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			managers_get_their_own_services, setup, world_teardown),
		cmocka_unit_test_setup_teardown(nobody_else_gets_any, setup, world_teardown),
		cmocka_unit_test_setup_teardown(says_what_is_not_there, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_report_stands_in_the_trail, setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_period_is_read_along_its_index, setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
