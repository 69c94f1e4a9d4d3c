// SPDX-License-Identifier: MIT
// Who could audit what: the auditors, what they have in hand, and when they are there.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/allocate-private.h"
#include "core/away.h"
#include "core/text.h"
#include "core/workday.h"
#include "db/mem.h"

static void person_finish(struct pool_person *person)
{
	free(person->login);
	free(person->name);
	free(person->post);
	free(person->team);
	free(person->login_key);
	free(person->name_key);
	free(person->services);
}

void pool_finish(struct pool *pool)
{
	for (size_t i = 0; i < pool->count; i++)
		person_finish(&pool->list[i]);
	free(pool->list);
	*pool = (struct pool){0};
}

static void person_read(struct stmt *row, struct pool *pool)
{
	pool->list = xgrow(pool->list, pool->count, &pool->room, sizeof(*pool->list));
	pool->list[pool->count++] = (struct pool_person){
		.id = stmt_int(row, 0),
		.login = xstrdup(stmt_text(row, 1)),
		.name = xstrdup(stmt_text(row, 2)),
		.post = xstrdup(stmt_text(row, 3)),
		.team_id = stmt_int(row, 4),
		.team = xstrdup(stmt_text(row, 5)),
		.login_key = text_key(stmt_text(row, 1)),
		.name_key = text_key(stmt_text(row, 2)),
		.load = (int)stmt_int(row, 6),
		.peer_load = (int)stmt_int(row, 7),
		.recent = (int)stmt_int(row, 8),
	};
}

static int people_load(struct session *session, struct pool *pool)
{
	struct stmt *row = db_query(session->db, QUERY_POOL_PEOPLE,
		ARGS(DAY("year_ago", date_add_months(session->today, -12)),
			DAY("today", session->today)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		person_read(row, pool);
	return more;
}

static struct pool_person *person_find(const struct pool *pool, int64_t id)
{
	for (size_t i = 0; i < pool->count; i++)
		if (id && pool->list[i].id == id)
			return &pool->list[i];
	return NULL;
}

static int services_load(struct session *session, struct pool *pool)
{
	struct stmt *row = db_query(session->db, QUERY_POOL_SERVICES, NO_ARGS);
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		struct pool_person *person = person_find(pool, stmt_int(row, 0));

		if (!person)
			continue;
		person->services = xreallocarray(
			person->services, person->service_count + 1, sizeof(*person->services));
		person->services[person->service_count++] = stmt_int(row, 1);
	}
	return more;
}

// Open audits of the month are counted already: those that are done count too, because they were somebody's share.
static int month_load(struct session *session, const char *month, struct pool *pool)
{
	struct stmt *row = db_query(session->db, QUERY_POOL_DONE, ARGS(TEXT("month", month)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		struct pool_person *lead = person_find(pool, stmt_int(row, 0));
		struct pool_person *peer = person_find(pool, stmt_int(row, 1));

		if (lead)
			lead->load += (int)stmt_int(row, 2);
		if (peer)
			peer->peer_load += (int)stmt_int(row, 2);
	}
	return more;
}

int pool_load(struct session *session, const char *month, struct pool *pool)
{
	*pool = (struct pool){.due = DATE_NONE};
	date_parse_month(month, &pool->month);
	if (!people_load(session, pool) && !services_load(session, pool) &&
		!month_load(session, month, pool))
		return 0;
	pool_finish(pool);
	return -1;
}

int pool_days(struct session *session, struct pool *pool, date due)
{
	date from = session->today;

	if (pool->due == due)
		return 0;
	if (from < pool->month.first - 1) // drawn before it begins
		from = pool->month.first - 1;
	for (size_t i = 0; i < pool->count; i++) {
		struct pool_person *person = &pool->list[i];

		person->days = away_days_left(session, person->id, from, due);
		person->of = workday_count(session->holidays, from, due);
		if (person->days < 0)
			return -1;
	}
	pool->due = due;
	return 0;
}

bool pool_away(const struct pool_person *person)
{
	return person->days < person->of && 2 * person->days <= person->of;
}

void wanted_read(struct stmt *row, struct wanted *wanted)
{
	*wanted = (struct wanted){
		.id = stmt_int(row, 0),
		.ref = xstrdup(stmt_text(row, 1)),
		.casefile_id = stmt_int(row, 2),
		.team_id = stmt_int(row, 3),
		.lead_id = stmt_int(row, 4),
		.peer_id = stmt_int(row, 5),
		.due = stmt_date(row, 6),
		.service_id = stmt_int(row, 8),
	};
	snprintf(wanted->month, sizeof(wanted->month), "%s", stmt_text(row, 7));
}

static void worker_add(struct wanted *wanted, const char *worker)
{
	char *key = text_key(worker);

	if (!*key) {
		free(key);
		return;
	}
	wanted->worker_keys = xreallocarray(
		wanted->worker_keys, wanted->worker_count + 1, sizeof(*wanted->worker_keys));
	wanted->worker_keys[wanted->worker_count++] = key;
}

int wanted_workers(struct session *session, struct wanted *wanted, const char *worker)
{
	struct stmt *row = db_query(
		session->db, QUERY_CASE_WORKERS, ARGS(INT("casefile", wanted->casefile_id)));
	int more = -1;

	worker_add(wanted, worker);
	while (row && (more = stmt_next(row)) == 1)
		worker_add(wanted, stmt_text(row, 0));
	return more;
}

void wanted_finish(struct wanted *wanted)
{
	for (size_t i = 0; i < wanted->worker_count; i++)
		free(wanted->worker_keys[i]);
	free(wanted->worker_keys);
	free(wanted->ref);
	*wanted = (struct wanted){0};
}

bool wanted_own(const struct wanted *wanted, const struct pool_person *person)
{
	if (person->team_id && person->team_id == wanted->team_id)
		return true;
	for (size_t i = 0; i < person->service_count; i++)
		if (person->services[i] == wanted->service_id)
			return true;
	return false;
}

bool wanted_worked_on(const struct wanted *wanted, const struct pool_person *person)
{
	for (size_t i = 0; i < wanted->worker_count; i++)
		if (strcmp(wanted->worker_keys[i], person->login_key) == 0 ||
			strcmp(wanted->worker_keys[i], person->name_key) == 0)
			return true;
	return false;
}
