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
	const struct proposal *kept; // borrowed
	size_t kept_count;
	bool peers;
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

static const struct proposal *kept_of(const struct suggestion *suggestion, int64_t audit_id)
{
	for (size_t i = 0; i < suggestion->kept_count; i++)
		if (suggestion->kept[i].audit_id == audit_id)
			return &suggestion->kept[i];
	return NULL;
}

// Whether somebody is chosen as its peer, in a proposal or before; "nobody" is a choice too.
static bool has_peer(const struct suggestion *suggestion, const struct wanted *wanted)
{
	const struct proposal *kept = kept_of(suggestion, wanted->id);

	return (kept && kept->peer) || wanted->peer_id;
}

static bool is_peer(const struct suggestion *suggestion, const struct wanted *wanted,
	const struct pool_person *person)
{
	const struct proposal *kept = kept_of(suggestion, wanted->id);

	return kept && kept->peer ? strcmp(kept->peer, person->login) == 0
				  : wanted->peer_id == person->id;
}

// Nothing is left to suggest for it: a lead is there, and a peer, or none is asked for.
static bool is_settled(const struct suggestion *suggestion, int64_t audit_id)
{
	const struct proposal *kept = kept_of(suggestion, audit_id);

	return kept && *kept->lead && (!suggestion->peers || kept->peer);
}

// Another due date may be chosen before the lead is: absence counts up to that.
static void due_chosen(const struct suggestion *suggestion, struct wanted *wanted)
{
	const struct proposal *kept = kept_of(suggestion, wanted->id);

	if (kept && kept->due != DATE_NONE)
		wanted->due = kept->due;
}

static int audits_load(
	struct session *session, const char *month, struct suggestion *suggestion)
{
	struct stmt *row =
		db_query(session->db, QUERY_WANTED_MONTH, ARGS(TEXT("month", month)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		if (is_settled(suggestion, stmt_int(row, 0)))
			continue;
		suggestion->audits = xgrow(suggestion->audits, suggestion->count,
			&suggestion->room, sizeof(*suggestion->audits));
		wanted_read(row, &suggestion->audits[suggestion->count++]);
		due_chosen(suggestion, &suggestion->audits[suggestion->count - 1]);
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

// What is chosen already is as good as in their hands; a lead whose peer is still wanted is shared out with the rest.
// What somebody gives up by it is not counted off: they may have begun.
static void kept_count_in(struct suggestion *suggestion)
{
	for (size_t i = 0; i < suggestion->kept_count; i++)
		for (size_t j = 0; j < suggestion->pool.count; j++) {
			const struct proposal *kept = &suggestion->kept[i];
			struct pool_person *person = &suggestion->pool.list[j];

			person->load += strcmp(kept->lead, person->login) == 0 &&
					strcmp(kept->lead, kept->held) != 0 &&
					(!suggestion->peers || kept->peer || *kept->held);
			person->peer_load +=
				kept->peer && strcmp(kept->peer, person->login) == 0;
		}
}

static bool fits(const struct wanted *wanted, const struct pool_person *person)
{
	return !wanted_own(wanted, person) && !pool_away(person) &&
	       !wanted_worked_on(wanted, person);
}

// Fills in who could lead each: where one is chosen already only they, and never its peer.
static bool may_lead(const struct suggestion *suggestion, const struct wanted *wanted,
	const struct pool_person *person)
{
	const struct proposal *kept = kept_of(suggestion, wanted->id);

	if (kept && *kept->lead)
		return strcmp(kept->lead, person->login) == 0;
	return fits(wanted, person) && !is_peer(suggestion, wanted, person);
}

// Fills in who could do each, as lead or as peer.
static int can_fill(struct session *session, struct suggestion *suggestion, bool peer)
{
	struct pool *pool = &suggestion->pool;

	for (size_t i = 0; i < suggestion->count; i++) {
		const struct wanted *wanted = &suggestion->audits[i];
		bool *can = &suggestion->can[i * pool->count];

		if (pool_days(session, pool, wanted->due))
			return -1;
		for (size_t j = 0; j < pool->count; j++)
			can[j] = peer ? !has_peer(suggestion, wanted) &&
						 fits(wanted, &pool->list[j])
				      : may_lead(suggestion, wanted, &pool->list[j]);
	}
	return 0;
}

static int load(struct session *session, const char *month, struct suggestion *suggestion)
{
	struct pool *pool = &suggestion->pool;

	if (audits_load(session, month, suggestion) || pool_load(session, month, pool))
		return -1;
	kept_count_in(suggestion);
	if (pool->count)
		qsort(pool->list, pool->count, sizeof(*pool->list), compare_recent);
	suggestion->can = xcalloc(suggestion->count * pool->count + 1, sizeof(bool));
	suggestion->load = xcalloc(pool->count + 1, sizeof(int));
	suggestion->taker = xcalloc(suggestion->count + 1, sizeof(int));
	return can_fill(session, suggestion, false);
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
		else if (wanted_own(wanted, person))
			own++;
		else if (pool_away(person))
			away++;
	}
	return xasprintf(
		"none of %zu auditors: %d of its own team or service, %d worked on it, %d away",
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
			.held = xstrdup(""),
			.due = suggestion->audits[i].due,
		};
		list[i].why_not = taker < 0 ? why_not(session, suggestion, i) : xstrdup("");
		if (!list[i].why_not)
			return -1;
	}
	return 0;
}

// After the leads: a peer is somebody else, and nobody is wanted beside nobody.
static int peers_propose(
	struct session *session, struct suggestion *suggestion, struct proposal *list)
{
	size_t people = suggestion->pool.count;

	if (can_fill(session, suggestion, true))
		return -1;
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
	return 0;
}

static int propose(struct session *session, const char *month, bool peers,
	const struct proposal *kept, size_t kept_count, struct proposal **list, size_t *count)
{
	struct suggestion suggestion = {.kept = kept, .kept_count = kept_count, .peers = peers};
	int result = load(session, month, &suggestion);

	if (!result) {
		*list = xcalloc(suggestion.count + 1, sizeof(**list));
		*count = suggestion.count;
		result = leads_propose(session, &suggestion, *list);
	}
	if (!result && peers)
		result = peers_propose(session, &suggestion, *list);
	suggestion_finish(&suggestion);
	return result;
}

int allocate_suggest(struct session *session, const char *month, bool peers,
	const struct proposal *kept, size_t kept_count, struct proposal **list, size_t *count)
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
	result = propose(session, month, peers, kept, kept_count, list, count);
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
		.lead = strcmp(proposal->lead, proposal->held) == 0 ? NULL : proposal->lead,
		.peer = proposal->peer,
		.due = proposal->due,
	};
	char *why;
	int result = audit_allocate_within(session, proposal->ref, &allocation, proposal->held);

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
		if (!*list[i].why_not)
			result = accept_one(session, &list[i]);
	return db_end(session->db, result);
}

void proposal_finish(struct proposal *proposal)
{
	free(proposal->ref);
	free(proposal->held);
	free(proposal->lead);
	free(proposal->peer);
	free(proposal->why_not);
	*proposal = (struct proposal){0};
}

void proposals_free(struct proposal *list, size_t count)
{
	for (size_t i = 0; list && i < count; i++)
		proposal_finish(&list[i]);
	free(list);
}
