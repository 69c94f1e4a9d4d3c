// SPDX-License-Identifier: MIT
// Who could moderate what: senior managers, what they have in hand, and when they are there.
#include <stdlib.h>
#include <string.h>

#include "core/away.h"
#include "core/moderation-people.h"
#include "core/workday.h"
#include "db/mem.h"

// The columns of the query moderation_people.
enum { ID, LOGIN, POST, ROLES, TEAM, SERVICE, LOAD };

static void add(struct moderators *moderators, struct stmt *row)
{
	moderators->list = xgrow(moderators->list, moderators->count, &moderators->room,
		sizeof(*moderators->list));
	moderators->list[moderators->count++] = (struct moderator){
		.person =
			{
				.id = stmt_int(row, ID),
				.login = xstrdup(stmt_text(row, LOGIN)),
				.post = xstrdup(stmt_text(row, POST)),
				.roles = (unsigned)stmt_int(row, ROLES),
				.team_id = stmt_int(row, TEAM),
			},
		.load = stmt_int(row, LOAD),
	};
}

// One row for each service that somebody answers for.
static void row_read(struct moderators *moderators, struct stmt *row)
{
	struct person *person;

	if (!moderators->count ||
		moderators->list[moderators->count - 1].person.id != stmt_int(row, ID))
		add(moderators, row);
	person = &moderators->list[moderators->count - 1].person;
	person->services = xreallocarray(
		person->services, person->service_count + 1, sizeof(*person->services));
	person->services[person->service_count++] = stmt_int(row, SERVICE);
}

static int presence_read(struct session *session, struct moderators *moderators, date due)
{
	int days = workday_count(session->holidays, session->today, due);

	for (size_t i = 0; i < moderators->count; i++) {
		struct moderator *moderator = &moderators->list[i];
		int left = away_days_left(session, moderator->person.id, session->today, due);

		if (left < 0)
			return -1;
		moderator->there = left == days || 2 * left > days;
	}
	return 0;
}

int moderators_load(struct session *session, date due, struct moderators *moderators)
{
	struct stmt *row = db_query(session->db, QUERY_MODERATION_PEOPLE, NO_ARGS);
	int more = -1;

	*moderators = (struct moderators){0};
	while (row && (more = stmt_next(row)) == 1)
		row_read(moderators, row);
	if (!more)
		more = presence_read(session, moderators, due);
	if (more)
		moderators_finish(moderators);
	return more;
}

void moderators_finish(struct moderators *moderators)
{
	for (size_t i = 0; i < moderators->count; i++) {
		free(moderators->list[i].person.login);
		free(moderators->list[i].person.post);
		free(moderators->list[i].person.services);
	}
	free(moderators->list);
	*moderators = (struct moderators){0};
}

struct moderator *moderators_find(const struct moderators *moderators, const char *login)
{
	for (size_t i = 0; i < moderators->count; i++)
		if (strcmp(moderators->list[i].person.login, login) == 0)
			return &moderators->list[i];
	return NULL;
}

bool moderator_may(const struct session *session, const struct moderator *moderator,
	const struct subject *subject)
{
	struct session other = *session;

	other.me = moderator->person;
	return may(&other, RIGHT_MODERATE, subject);
}

int moderators_able(const struct session *session, const struct moderators *moderators,
	const struct subject *subject)
{
	int able = 0;

	for (size_t i = 0; i < moderators->count; i++)
		able += moderators->list[i].there &&
			moderator_may(session, &moderators->list[i], subject);
	return able;
}

// Fewer is better.
static bool better(const struct session *session, const struct readers *readers,
	const struct moderator *one, const struct moderator *other)
{
	int read = readers_have(readers, one->person.login) -
		   readers_have(readers, other->person.login);
	int self = (one->person.id == session->me.id) - (other->person.id == session->me.id);

	return read ? read < 0 : self ? self < 0 : one->load < other->load;
}

struct moderator *moderators_pick(const struct session *session,
	const struct moderators *moderators, const struct subject *subject,
	const struct readers *readers)
{
	struct moderator *best = NULL;

	for (size_t i = 0; i < moderators->count; i++) {
		struct moderator *moderator = &moderators->list[i];

		if (moderator->there && moderator_may(session, moderator, subject) &&
			(!best || better(session, readers, moderator, best)))
			best = moderator;
	}
	return best;
}
