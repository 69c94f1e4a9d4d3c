// SPDX-License-Identifier: MIT
// A small council for the tests of audits: people in every role, two services, some cases.
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"
#include "test/world.h"

static const char council[] =
	"INSERT INTO service (id, name) VALUES (1, 'Assessment'), (2, 'Early Help');"
	"INSERT INTO team (id, service_id, name) VALUES (1, 1, 'A'), (2, 1, 'B'), (3, 2, 'C');"
	"INSERT INTO user (login, name, post, roles, team_id) VALUES"
	" ('ann', 'Ann Archer', 'team manager', 1, 1), ('abe', 'Abe Ash', 'team manager', 1, "
	"1),"
	" ('bob', 'Bob Birch', 'iro', 1, 2), ('cat', 'Cat Cole', 'early help team leader', 1, "
	"3),"
	" ('sam', 'Sam Stone', 'service manager', 2, NULL),"
	" ('sue', 'Sue Slate', 'head of service', 2, NULL),"
	" ('quinn', 'Quinn Quill', 'qa co-ordinator', 4, NULL),"
	" ('adam', 'Adam Admin', 'administrator', 8, NULL),"
	" ('max', 'Max Moss', 'service manager', 3, 1),"
	" ('wyn', 'Wendy \xc5\xb4yn', 'social worker', 1, 2);"
	"INSERT INTO user_service SELECT id, 1 FROM user WHERE login = 'sam';"
	"INSERT INTO user_service SELECT id, 2 FROM user WHERE login IN ('sue', 'max');"
	"INSERT INTO casefile (ref, team_id, worker, plan_type, status) VALUES"
	" ('C1', 1, 'Wendy \xc5\xb4yn', 'child protection', 'open'),"
	" ('C2', 1, 'Wendy \xc5\xb4yn', '', 'open'), ('C3', 3, 'Wendy \xc5\xb4yn', '', 'open'),"
	" ('C9', 1, 'Wendy \xc5\xb4yn', '', 'closed');";

int world_setup(void **state)
{
	struct world *world = xcalloc(1, sizeof(*world));
	void *base;

	if (base_setup(&base))
		return -1;
	world->base = base;
	world->session = world->base->session;
	world->session->today = date_from(2026, 10, 12);
	world->session->fixed_today = true;
	world->session->fixed_seconds = 10 * 60 * 60;
	base_tamper(world->base, council);
	*state = world;
	return 0;
}

static void tell_wrong(const char *sentence, void *context)
{
	print_error("%s\n", sentence);
}

// Whatever a test did: what reports count follows it.
int world_teardown(void **state)
{
	struct world *world = *state;
	void *base = world->base;
	int64_t wrong = -1;
	int result = tally_verify(world->session, &wrong, tell_wrong, NULL);

	free(world);
	return base_teardown(&base) || result || wrong ? -1 : 0;
}

void world_as(struct world *world, const char *login)
{
	assert_done(session_act_as(world->session, login));
}

char *world_audit(struct world *world, const char *case_ref, const char *lead, const char *peer)
{
	struct allocation wanted = {.case_ref = case_ref,
		.lead = lead,
		.peer = peer,
		.due = date_from(2026, 10, 30)};
	char *ref;

	world_as(world, "quinn");
	assert_done(audit_add(world->session, &wanted, &ref));
	return ref;
}

struct audit *world_open(struct world *world, const char *login, const char *ref)
{
	struct audit *audit;

	world_as(world, login);
	audit = audit_open(world->session, ref);
	if (!audit)
		fail_msg("failed: %s", error_message());
	return audit;
}

static void fill_domain(
	struct session *session, struct audit *audit, const struct domain *domain)
{
	assert_done(audit_set_grade(session, audit, domain->seq, GRADE_GOOD, NULL));
	assert_done(audit_set_text(
		session, audit, PLACE_RATIONALE + domain->seq, "Seen on file.", NULL));
	for (size_t i = 0; i < domain->prompt_count; i++)
		assert_done(audit_set_answer(
			session, audit, domain->prompts[i].seq, ANSWER_YES, NULL));
}

void world_fill(struct world *world, struct audit *audit)
{
	struct session *session = world->session;

	assert_done(audit_set_header(session, audit, HEADER_PLAN_TYPE, "looked after", NULL));
	assert_done(audit_set_header(session, audit, HEADER_AGE_BAND, "5 to 9", NULL));
	for (size_t i = 0; i < audit->template->domain_count; i++)
		fill_domain(session, audit, &audit->template->domains[i]);
	for (int place = 0; place < PLACE_FIXED_COUNT; place++)
		if (place_info(place)->required)
			assert_done(audit_set_text(session, audit, place, "Words.", NULL));
	for (int i = SOURCE_CHILD; i <= SOURCE_CARER; i++) {
		assert_done(audit_set_feedback(session, audit, i, OBTAINED_NO, NULL, NULL));
		assert_done(audit_set_text(
			session, audit, source_info(i)->why_not, "Not this time.", NULL));
	}
}

int world_trail(struct world *world, const char *ref, const char *act, const char *field)
{
	char *sql = sqlite3_mprintf("SELECT count(*) FROM trail WHERE record = 'audit %q' AND "
				    "act = %Q AND (%Q IS NULL OR field = %Q)",
		ref, act, field, field);
	char *text = world_look(world, sql);
	int count = (int)strtol(text, NULL, 10);

	sqlite3_free(sql);
	free(text);
	return count;
}

char *world_look(struct world *world, const char *sql)
{
	char *text = NULL;
	sqlite3_stmt *row;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(world->base->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
	if (sqlite3_step(row) == SQLITE_ROW && sqlite3_column_type(row, 0) != SQLITE_NULL)
		text = xstrdup((const char *)sqlite3_column_text(row, 0));
	sqlite3_finalize(row);
	sqlite3_close(db);
	return text;
}

void world_expect(struct world *world, const char *sql, const char *text)
{
	char *found = world_look(world, sql);

	if (strcmp(found ? found : "(null)", text) != 0)
		fail_msg("%s: %s, not %s", sql, found ? found : "(null)", text);
	free(found);
}

char *world_plan(struct world *world, enum query query)
{
	char *sql = xasprintf("EXPLAIN QUERY PLAN %s", query_texts[query].sql), *plan = NULL;
	size_t size;
	FILE *out = open_memstream(&plan, &size);
	sqlite3_stmt *row;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(world->base->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
	while (sqlite3_step(row) == SQLITE_ROW)
		fprintf(out, "%s\n", sqlite3_column_text(row, 3));
	fclose(out);
	sqlite3_finalize(row);
	sqlite3_close(db);
	free(sql);
	return plan;
}
