// SPDX-License-Identifier: MIT
// Retention: what goes and what stays, who may, and what the trail says of it.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/retain.h"
#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"
#include "test/older.h"
#include "test/world.h"

static void run_sql(const char *path, const char *sql)
{
	char *message = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	sqlite3_close(db);
}

static void holds(struct session *session)
{
	struct trail_check check;

	assert_done(trail_verify(session, &check, NULL, NULL));
	assert_int_equal(check.wrong, 0);
	assert_done(db_check(session->db));
	assert_done(store_exec(session->db, "INSERT INTO narrative_index (narrative_index, "
					    "rank) VALUES ('integrity-check', 1)"));
	assert_done(store_exec(session->db,
		"INSERT INTO action_index (action_index, rank) VALUES ('integrity-check', 1)"));
}

// The world's people, and audits of their cases that are over.

static const char world_over[] =
	"INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, "
	"state, "
	"lead_id, lead_name, worker, plan_type, allocated_on, due_on, completed_on, closed_on, "
	"withdrawn_on, imported, final_overall)"
	" SELECT column1, column2, (SELECT id FROM casefile WHERE ref = column3), 1, 1, "
	"(SELECT max(id) FROM template), '2019-01', column4, iif(column8, NULL, 1), "
	"iif(column8, 'Jo Jones', ''), 'Wendy', 'looked after', '2019-01-01', '2019-01-30', "
	"column5, column6, column7, column8, 2 FROM (VALUES"
	" (1, '2019-01-001', 'C1', 5, '2019-01-10', '2019-03-01', NULL, 0),"
	" (2, '2019-01-002', 'C9', 5, '2019-01-10', '2019-12-31', NULL, 0),"
	" (3, '2019-01-003', 'C9', 6, NULL, NULL, '2019-02-01', 0),"
	" (4, 'C9/2018', 'C9', 3, '2018-05-01', NULL, NULL, 1),"
	" (5, '2018-05-004', 'C2', 4, '2018-05-01', NULL, NULL, 1),"
	" (6, '2020-01-001', 'C1', 5, '2020-01-10', '2020-01-01', NULL, 0),"
	" (7, '2019-01-007', 'C2', 5, '2019-01-10', '2019-03-01', NULL, 0),"
	" (8, '2019-01-008', 'C2', 2, NULL, NULL, NULL, 0));"
	"INSERT INTO narrative (id, text, revision, changed_at) SELECT id * 1024 + 15, 'Told "
	"of ' || "
	"ref, 1, 'x' FROM audit WHERE id < 9;"
	"INSERT INTO narrative_index (narrative_index) VALUES ('rebuild');"
	"INSERT INTO action (audit_id, seq, what, due_on, first_due_on, progress, created_on) "
	"VALUES "
	"(7, 1, 'Open still', '2019-05-01', '2019-05-01', 1, '2019-01-10');"
	"INSERT INTO action_index (action_index) VALUES ('rebuild');";

static int over_setup(void **state)
{
	struct world *world;

	if (world_setup(state))
		return -1;
	world = *state;
	base_tamper(world->base, world_over);
	world_as(world, "adam");
	return 0;
}

static struct retention retain(struct world *world, date before)
{
	struct retention retention;

	assert_done(retain_run(
		world->session, &(struct retain_request){.before = before}, &retention));
	return retention;
}

static void what_is_over_goes(void **state)
{
	struct world *world = *state;
	struct retention retention = retain(world, date_from(2020, 1, 1));

	assert_int_equal(retention.audits, 5);
	assert_int_equal(retention.texts, 5);
	world_expect(world,
		"SELECT group_concat(id) FROM audit WHERE anonymised_on IS NOT NULL",
		"1,2,3,4,5");
	world_expect(world, "SELECT group_concat(id / 1024) FROM narrative", "6,7,8");
	world_expect(world, "SELECT audits || ' ' || cases || before_on FROM retention",
		"5 12020-01-01");
	world_expect(world, "SELECT what FROM action", "Open still");
	holds(world->session);
}

static void an_open_case_stays(void **state)
{
	struct world *world = *state;

	retain(world, date_from(2020, 1, 1));
	world_expect(world, "SELECT worker FROM casefile WHERE ref = 'C1'", "Wendy Ŵyn");
	world_expect(world,
		"SELECT group_concat(a.id) FROM audit a JOIN casefile c ON c.id = "
		"a.casefile_id "
		"WHERE c.ref = 'C1'",
		"6");
	world_expect(world, "SELECT count(*) FROM casefile WHERE ref = 'C9'", "0");
	world_expect(world, "SELECT count(DISTINCT casefile_id) FROM audit WHERE id <= 5", "3");
	world_expect(world,
		"SELECT count(*) FROM audit a JOIN casefile c ON c.id = a.casefile_id WHERE "
		"a.id "
		"<= 5 AND (c.ref NOT GLOB 'anonymised-[0-9]*' OR c.worker <> '' OR c.status = "
		"'open')",
		"0");
}

static void an_imported_reference_goes_with_the_case(void **state)
{
	struct world *world = *state;

	retain(world, date_from(2020, 1, 1));
	world_expect(world,
		"SELECT group_concat(ref) FROM (SELECT ref FROM audit WHERE id <= 5 ORDER BY "
		"id)",
		"2019-01-001,2019-01-002,2019-01-003,anonymised-4,2018-05-004");
	world_expect(world, "SELECT lead_name || worker || plan_type FROM audit WHERE id = 4",
		"(anonymised)looked after");
	world_expect(world, "SELECT lead_id FROM audit WHERE id = 1", "1");
}

static void a_reference_like_ours_is_no_hindrance(void **state)
{
	struct world *world = *state;

	base_tamper(world->base, "UPDATE casefile SET ref = 'anonymised-4' WHERE ref = 'C3'");
	retain(world, date_from(2020, 1, 1));
	world_expect(world, "SELECT count(*) FROM casefile WHERE ref = 'anonymised-4'", "1");
	world_expect(world,
		"SELECT ref GLOB 'anonymised-[0-9a-f][0-9a-f]-4' FROM audit WHERE id = 4", "1");
}

static void a_second_run_takes_the_rest(void **state)
{
	struct world *world = *state;

	retain(world, date_from(2020, 1, 1));
	base_tamper(world->base, "UPDATE action SET progress = 5");
	assert_int_equal(retain(world, date_from(2021, 1, 1)).audits, 2);
	assert_int_equal(retain(world, date_from(2021, 1, 1)).id, 0);
	world_expect(world, "SELECT count(*) FROM retention", "2");
	world_expect(world, "SELECT group_concat(id / 1024) FROM narrative", "8");
	holds(world->session);
}

static void count_refs(const struct retained *audit, void *context)
{
	char **text = context, *longer = xasprintf("%s%s ", *text, audit->ref);

	free(*text);
	*text = longer;
}

static void a_dry_run_changes_nothing(void **state)
{
	struct world *world = *state;
	char *before = older_rows(world->base->path, world->base->path), *refs = xstrdup("");
	struct retention retention;

	assert_done(retain_run(world->session,
		&(struct retain_request){.before = date_from(2020, 1, 1),
			.dry_run = true,
			.each = count_refs,
			.context = &refs},
		&retention));
	assert_int_equal(retention.audits, 5);
	assert_int_equal(retention.id, 0);
	assert_string_equal(refs, "2019-01-001 2019-01-002 2019-01-003 C9/2018 2018-05-004 ");
	older_expect_same("the rows", older_rows(world->base->path, world->base->path), before);
	free(refs);
}

static void what_was_shown_is_what_is_done(void **state)
{
	struct world *world = *state;
	struct retain_request request = {.before = date_from(2020, 1, 1), .dry_run = true};
	struct retention shown, done;

	assert_done(retain_run(world->session, &request, &shown));
	request = (struct retain_request){.before = request.before, .expected = shown.digest};
	base_tamper(world->base, "UPDATE action SET progress = 5");
	assert_refused(retain_run(world->session, &request, &done), ERROR_BUSY);
	world_expect(world, "SELECT count(*) FROM retention", "0");
	base_tamper(world->base, "UPDATE action SET progress = 1");
	assert_done(retain_run(world->session, &request, &done));
	assert_string_equal(done.digest, shown.digest);
}

static void nothing_more_is_written_in_it(void **state)
{
	struct world *world = *state;
	struct audit *audit;

	base_tamper(world->base,
		"UPDATE audit SET lead_id = (SELECT id FROM user WHERE login = 'ann')");
	retain(world, date_from(2020, 1, 1));
	audit = world_open(world, "ann", "2019-01-001");
	assert_refused(audit_amend(world->session, audit,
			       (struct spot){SPOT_TEXT, PLACE_SUMMARY}, "Again.", "A slip."),
		ERROR_DENIED);
	assert_non_null(strstr(error_message(), "was anonymised"));
	audit_destroy(audit);
}

static void somebody_reading_is_said(void **state)
{
	struct world *world = *state;
	struct retain_request request = {.before = date_from(2020, 1, 1)};
	struct retention retention;
	struct db *other = db_open(world->base->path);
	int64_t count;

	sqlite3_busy_timeout(world->session->db->handle, 0);
	assert_done(db_snapshot(other));
	assert_int_equal(db_int(other, QUERY_EXPORT_AUDITS_TOTAL,
				 ARGS(NOTHING("from"), NOTHING("to"), NOTHING("service"),
					 NOTHING("team"), INT("all", 1), INT("user", 1)),
				 &count),
		1);
	assert_refused(retain_run(world->session, &request, &retention), ERROR_BUSY);
	assert_non_null(strstr(error_message(), "what was due is anonymised"));
	world_expect(world, "SELECT count(*) FROM retention", "1");
	db_snapshot_end(other);
	assert_done(retain_run(world->session, &request, &retention));
	assert_int_equal(retention.id, 0);
	db_close(other);
}

static void only_an_administrator_does(void **state)
{
	static const char *const others[] = {
		"ann", "bob", "cat", "sam", "sue", "quinn", "max", "wyn"};
	struct world *world = *state;
	struct retention retention;

	for (size_t i = 0; i < LENGTH(others); i++) {
		world_as(world, others[i]);
		assert_refused(retain_run(world->session,
				       &(struct retain_request){.before = date_from(2020, 1, 1),
					       .dry_run = true},
				       &retention),
			ERROR_DENIED);
	}
	world_as(world, "adam");
	assert_refused(retain_run(world->session,
			       &(struct retain_request){
				       .before = date_from(2026, 10, 13), .dry_run = true},
			       &retention),
		ERROR_DATA);
}

// The trail.

static void append(struct world *world, const char *verb, const char *record, int64_t audit)
{
	assert_done(db_begin(world->session->db));
	assert_done(db_end(
		world->session->db, trail_append(world->session, &(struct act){.verb = verb,
									 .record = record,
									 .audit_id = audit,
									 .old = "before",
									 .new = "after"})));
}

static int64_t wrong_rows(struct world *world)
{
	struct trail_check check;

	assert_done(trail_verify(world->session, &check, NULL, NULL));
	return check.wrong;
}

static void ignore(const char *sentence, void *context)
{
	(void)context;
	assert_true(*sentence);
}

static int over_with_acts(void **state)
{
	struct world *world;

	if (over_setup(state))
		return -1;
	world = *state;
	append(world, "add", "case C1", 0);
	append(world, "add", "case C9", 0);
	append(world, "change", "audit C9/2018", 4);
	append(world, "change", "audit 2019-01-001", 1);
	append(world, "look", "audit 2020-01-001", 6);
	return 0;
}

static void the_trail_says_erased_and_holds(void **state)
{
	struct world *world = *state;

	assert_int_equal(retain(world, date_from(2020, 1, 1)).trail_values, 3);
	assert_int_equal(wrong_rows(world), 0);
	world_expect(world,
		"SELECT group_concat(record) FROM trail WHERE act IN ('add', 'change') AND "
		"record NOT GLOB 'user*' AND record NOT GLOB 'setting*'",
		"case C1,case (erased 1),audit (erased 1),audit 2019-01-001");
	world_expect(world,
		"SELECT new FROM trail JOIN trail_value USING (seq) WHERE record = 'audit "
		"2020-01-001'",
		"after");
	world_expect(world, "SELECT count(*) FROM trail WHERE act = 'retain'", "2");
	append(world, "look", "audit 2020-01-001", 6);
	assert_int_equal(wrong_rows(world), 0);
}

// How many rows of a copy do not hold after somebody has worked on it with other tools.
static int64_t wrong_after(struct world *world, const char *sql)
{
	char *copy = base_file(world->base, "copy.db"),
	     *all = xasprintf("DROP TRIGGER trail_unchanged; DROP TRIGGER trail_kept; %s", sql);
	struct trail_check check;
	struct session *session;

	assert_done(db_backup(world->session->db, copy));
	run_sql(copy, all);
	session = session_open(&(struct session_options){.db = copy});
	assert_non_null(session);
	assert_done(trail_verify(session, &check, ignore, NULL));
	session_close(session);
	unlink(copy);
	free(all);
	free(copy);
	return check.wrong;
}

static void an_erased_row_cannot_be_edited(void **state)
{
	static const char *const tamperings[] = {
		"UPDATE trail SET actor = 'nobody' WHERE record = 'case (erased 1)'",
		"UPDATE trail SET at = '2019-01-01T00:00:00Z' WHERE record = 'audit (erased "
		"1)'",
		"UPDATE trail SET record = 'case (erased 1)' WHERE record = 'audit (erased 1)'",
		"UPDATE trail SET record = 'case (erased 1)' WHERE record = 'case C1'",
		"UPDATE trail SET record = 'case (erased 2)' WHERE record = 'case C1'",
		"UPDATE trail SET record = 'audit (erased 1)' WHERE record = 'audit "
		"2020-01-001'",
		"UPDATE trail SET new_digest = old_digest WHERE record = 'case (erased 1)'",
		"DELETE FROM trail WHERE record = 'case (erased 1)'",
		"DROP TRIGGER trail_value_unchanged; UPDATE trail_value SET new = 'x' WHERE "
		"seq "
		"= (SELECT seq FROM trail WHERE act = 'retain' AND field = 'records')",
		"UPDATE trail_value SET salt = NULL, old = NULL, new = NULL WHERE seq = "
		"(SELECT "
		"seq FROM trail WHERE act = 'retain' AND field = 'records')",
	};
	struct world *world = *state;

	retain(world, date_from(2020, 1, 1));
	assert_int_equal(wrong_after(world, "SELECT 1"), 0);
	for (size_t i = 0; i < LENGTH(tamperings); i++)
		if (!wrong_after(world, tamperings[i]))
			fail_msg("not found: %s", tamperings[i]);
}

static void the_database_refuses_other_changes(void **state)
{
	struct world *world = *state;

	assert_int_equal(
		base_try(world->base, "UPDATE trail SET record = 'case X' WHERE seq = 1"), -1);
	assert_int_equal(base_try(world->base,
				 "UPDATE trail SET record = 'case (erased 1)', actor = 'x' "
				 "WHERE seq = 1"),
		-1);
	assert_int_equal(
		base_try(world->base, "UPDATE trail SET hash = x'00' WHERE seq = 1"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_over_goes, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(an_open_case_stays, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			an_imported_reference_goes_with_the_case, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_reference_like_ours_is_no_hindrance, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_second_run_takes_the_rest, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_dry_run_changes_nothing, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			what_was_shown_is_what_is_done, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			nothing_more_is_written_in_it, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			somebody_reading_is_said, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			only_an_administrator_does, over_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			the_trail_says_erased_and_holds, over_with_acts, world_teardown),
		cmocka_unit_test_setup_teardown(
			an_erased_row_cannot_be_edited, over_with_acts, world_teardown),
		cmocka_unit_test_setup_teardown(
			the_database_refuses_other_changes, over_with_acts, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
