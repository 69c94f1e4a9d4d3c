// SPDX-License-Identifier: MIT
// People for a whole month's audits: suggested, and kept at once.
#include <stdlib.h>
#include <string.h>

#include "core/allocate-private.h"
#include "core/audit-private.h"
#include "core/right.h"
#include "core/share.h"
#include "db/error.h"
#include "db/mem.h"

// A month's audits that are nobody's, and who might take them.
struct suggestion {
	struct wanted *audits;
	size_t count, room;
	struct pool pool;
	bool *can; // as struct share has it
	int *load, *taker;
};

static void suggestion_finish(struct suggestion *suggestion)
{
	for (size_t i = 0; i < suggestion->count; i++)
		wanted_finish(&suggestion->audits[i]);
	free(suggestion->audits);
	free(suggestion->can);
	free(suggestion->load);
	free(suggestion->taker);
	pool_finish(&suggestion->pool);
}

static int audits_load(
	struct session *session, const char *month, struct suggestion *suggestion)
{
	struct stmt *row =
		db_query(session->db, QUERY_WANTED_MONTH, ARGS(TEXT("month", month)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		suggestion->audits = xgrow(suggestion->audits, suggestion->count,
			&suggestion->room, sizeof(*suggestion->audits));
		wanted_read(row, &suggestion->audits[suggestion->count++]);
	}
	for (size_t i = 0; !more && i < suggestion->count; i++)
		more = wanted_workers(session, &suggestion->audits[i], "");
	return more;
}

// Who had fewest in the last year comes first, so that the odd one of each month does not always go to the same.
static int compare_recent(const void *a, const void *b)
{
	const struct pool_person *one = a, *other = b;

	return one->recent != other->recent ? one->recent - other->recent
					    : strcmp(one->login, other->login);
}

static bool fits(const struct wanted *wanted, const struct pool_person *person)
{
	return !(person->team_id && person->team_id == wanted->team_id) && !pool_away(person) &&
	       !wanted_worked_on(wanted, person);
}

static int can_fill(struct session *session, struct suggestion *suggestion)
{
	struct pool *pool = &suggestion->pool;

	for (size_t i = 0; i < suggestion->count; i++) {
		if (pool_days(session, pool, suggestion->audits[i].due))
			return -1;
		for (size_t j = 0; j < pool->count; j++)
			suggestion->can[i * pool->count + j] =
				fits(&suggestion->audits[i], &pool->list[j]);
	}
	return 0;
}

static int load(struct session *session, const char *month, struct suggestion *suggestion)
{
	struct pool *pool = &suggestion->pool;

	if (audits_load(session, month, suggestion) || pool_load(session, month, pool))
		return -1;
	if (pool->count)
		qsort(pool->list, pool->count, sizeof(*pool->list), compare_recent);
	suggestion->can = xcalloc(suggestion->count * pool->count + 1, sizeof(bool));
	suggestion->load = xcalloc(pool->count + 1, sizeof(int));
	suggestion->taker = xcalloc(suggestion->count + 1, sizeof(int));
	return can_fill(session, suggestion);
}

static void share(struct suggestion *suggestion, bool peer)
{
	const struct pool *pool = &suggestion->pool;

	for (size_t i = 0; i < pool->count; i++)
		suggestion->load[i] = peer ? pool->list[i].peer_load : pool->list[i].load;
	share_out(&(struct share){suggestion->count, pool->count, suggestion->can,
		suggestion->load, suggestion->taker});
}

// Why nobody could be found: how many fall out for which reason.
static char *why_not(struct session *session, struct suggestion *suggestion, size_t i)
{
	const struct wanted *wanted = &suggestion->audits[i];
	struct pool *pool = &suggestion->pool;
	int own = 0, worked = 0, away = 0;

	if (pool_days(session, pool, wanted->due))
		return NULL;
	for (size_t j = 0; j < pool->count; j++) {
		const struct pool_person *person = &pool->list[j];

		if (wanted_worked_on(wanted, person))
			worked++;
		else if (person->team_id && person->team_id == wanted->team_id)
			own++;
		else if (pool_away(person))
			away++;
	}
	return xasprintf("none of %zu auditors: %d of its own team, %d worked on it, %d away",
		pool->count, own, worked, away);
}

static int leads_propose(
	struct session *session, struct suggestion *suggestion, struct proposal *list)
{
	share(suggestion, false);
	for (size_t i = 0; i < suggestion->count; i++) {
		int taker = suggestion->taker[i];

		list[i] = (struct proposal){
			.audit_id = suggestion->audits[i].id,
			.ref = xstrdup(suggestion->audits[i].ref),
			.lead = xstrdup(taker < 0 ? "" : suggestion->pool.list[taker].login),
			.peer = xstrdup(""),
			.due = suggestion->audits[i].due,
		};
		list[i].why_not = taker < 0 ? why_not(session, suggestion, i) : xstrdup("");
		if (!list[i].why_not)
			return -1;
	}
	return 0;
}

// After the leads: a peer is somebody else, and nobody is wanted beside nobody.
static void peers_propose(struct suggestion *suggestion, struct proposal *list)
{
	size_t people = suggestion->pool.count;

	for (size_t i = 0; i < suggestion->count; i++) {
		int lead = suggestion->taker[i];

		if (lead < 0)
			memset(&suggestion->can[i * people], 0, people * sizeof(bool));
		else
			suggestion->can[i * people + (size_t)lead] = false;
	}
	share(suggestion, true);
	for (size_t i = 0; i < suggestion->count; i++)
		if (suggestion->taker[i] >= 0)
			xreplace(&list[i].peer,
				suggestion->pool.list[suggestion->taker[i]].login);
}

static int propose(struct session *session, const char *month, bool peers,
	struct proposal **list, size_t *count)
{
	struct suggestion suggestion = {0};
	int result = load(session, month, &suggestion);

	if (!result) {
		*list = xcalloc(suggestion.count + 1, sizeof(**list));
		*count = suggestion.count;
		result = leads_propose(session, &suggestion, *list);
	}
	if (!result && peers)
		peers_propose(&suggestion, *list);
	suggestion_finish(&suggestion);
	return result;
}

int allocate_suggest(struct session *session, const char *month, bool peers,
	struct proposal **list, size_t *count)
{
	struct date_range range;
	int result;

	*list = NULL;
	*count = 0;
	if (require(session, RIGHT_SAMPLE, NULL))
		return -1;
	if (date_parse_month(month, &range))
		return fail(ERROR_USAGE, "%s is no month: write it like 2026-10", month);
	if (db_snapshot(session->db))
		return -1;
	result = propose(session, month, peers, list, count);
	db_snapshot_end(session->db);
	if (result) {
		proposals_free(*list, *count);
		*list = NULL;
		*count = 0;
	}
	return result;
}

static int accept_one(struct session *session, const struct proposal *proposal)
{
	const struct allocation allocation = {
		.lead = proposal->lead,
		.peer = proposal->peer && *proposal->peer ? proposal->peer : NULL,
		.due = proposal->due,
	};
	char *why;
	int result = audit_allocate_within(session, proposal->ref, &allocation, true);

	if (!result)
		return 0;
	why = xstrdup(error_message());
	result = fail(error_kind(), "nothing was kept, because of %s: %s", proposal->ref, why);
	free(why);
	return result;
}

int allocate_accept(struct session *session, const struct proposal *list, size_t count)
{
	int result = 0;

	if (require(session, RIGHT_SAMPLE, NULL) || session_begin(session))
		return -1;
	for (size_t i = 0; !result && i < count; i++)
		if (list[i].lead && *list[i].lead)
			result = accept_one(session, &list[i]);
	return db_end(session->db, result);
}

void proposals_free(struct proposal *list, size_t count)
{
	for (size_t i = 0; list && i < count; i++) {
		free(list[i].ref);
		free(list[i].lead);
		free(list[i].peer);
		free(list[i].why_not);
	}
	free(list);
}
