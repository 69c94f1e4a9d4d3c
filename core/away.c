// SPDX-License-Identifier: MIT
// Leave and absence: who cannot be given work, and from when to when.
#include <stdlib.h>
#include <string.h>

#include "core/away.h"
#include "core/right.h"
#include "core/trail.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

static int person_find(struct session *session, const char *login, int64_t *id)
{
	int found = db_int(session->db, QUERY_USER_ID_BY_LOGIN, ARGS(TEXT("login", login)), id);

	if (found == 0)
		return fail(ERROR_MISSING,
			"there is no user %s: 'caseaudit user list' shows those there are",
			login);
	return found < 0 ? -1 : 0;
}

// Whose absence is changed; -1 (66) no such user, (77) not one's own and no right.
static int person_change(struct session *session, const char *login, int64_t *id)
{
	if (person_find(session, login, id))
		return -1;
	if (*id == session->me.id || may(session, RIGHT_ADMIN, NULL) ||
		may(session, RIGHT_SAMPLE, NULL))
		return 0;
	return fail(ERROR_DENIED,
		"%s may not say when %s is away: they do themselves, QA and administrators",
		session->me.login, login);
}

static int record(struct session *session, const char *login, const char *act, const char *old,
	const char *new)
{
	char *name = xasprintf("user %s", login);
	int result = trail_append(session,
		&(struct act){
			.verb = act, .record = name, .field = "away", .old = old, .new = new});

	free(name);
	return result;
}

static char *words_of(struct date_range range)
{
	char first[DATE_TEXT], last[DATE_TEXT];

	return xasprintf("%s to %s", date_iso(range.first, first), date_iso(range.last, last));
}

// Widens a range by those kept that touch or overlap it.
static int join(struct session *session, int64_t user_id, struct date_range *range)
{
	struct stmt *row = db_query(session->db, QUERY_AWAY_TOUCHING,
		ARGS(INT("user", user_id), DAY("before", range->first - 1),
			DAY("after", range->last + 1)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		date first = stmt_date(row, 0), last = stmt_date(row, 1);

		range->first = first < range->first ? first : range->first;
		range->last = last > range->last ? last : range->last;
	}
	return more;
}

static int put(struct session *session, const char *login, struct date_range range)
{
	struct date_range whole = range;
	char *words;
	int64_t id;
	int result;

	if (person_change(session, login, &id) || join(session, id, &whole))
		return -1;
	words = words_of(range);
	result = db_run(session->db, QUERY_AWAY_DELETE,
			 ARGS(INT("user", id), DAY("first", whole.first),
				 DAY("last", whole.last))) ||
				 db_run(session->db, QUERY_AWAY_ADD,
					 ARGS(INT("user", id), DAY("first", whole.first),
						 DAY("last", whole.last))) ||
				 record(session, login, "away", NULL, words)
			 ? -1
			 : 0;
	free(words);
	return result;
}

int away_put(struct session *session, const char *login, struct date_range range)
{
	if (range.last < range.first)
		return fail(ERROR_DATA, "%s comes before %s: give the first day, then the last",
			date_show(range.last, (char[DATE_TEXT]){0}),
			date_show(range.first, (char[DATE_TEXT]){0}));
	if (range.last < session->today)
		return fail(ERROR_DATA,
			"%s has gone by: only absence of today or to come matters",
			date_show(range.last, (char[DATE_TEXT]){0}));
	if (session_begin(session))
		return -1;
	return db_end(session->db, put(session, login, range));
}

// Each absence that ends today or later goes into the trail before it goes.
static int record_gone(struct session *session, const char *login)
{
	struct away *list;
	size_t count;
	int result = away_list(session, login, &list, &count);

	for (size_t i = 0; !result && i < count; i++) {
		char *words = words_of(list[i].range);

		result = record(session, login, "back", words, NULL);
		free(words);
	}
	if (!result)
		away_free(list, count);
	return result;
}

static int clear(struct session *session, const char *login)
{
	int64_t id;

	if (person_change(session, login, &id) || record_gone(session, login) ||
		db_run(session->db, QUERY_AWAY_CLEAR,
			ARGS(INT("user", id), DAY("today", session->today))))
		return -1;
	return db_run(session->db, QUERY_AWAY_CUT,
		ARGS(DAY("yesterday", session->today - 1), INT("user", id),
			DAY("today", session->today)));
}

int away_clear(struct session *session, const char *login)
{
	if (session_begin(session))
		return -1;
	return db_end(session->db, clear(session, login));
}

int away_list(struct session *session, const char *login, struct away **list, size_t *count)
{
	struct stmt *row;
	size_t room = 0;
	int64_t id;
	int more = -1;

	*list = NULL;
	*count = 0;
	if (login && person_find(session, login, &id))
		return -1;
	row = db_query(session->db, QUERY_AWAY_LIST,
		ARGS(TEXT("login", login), DAY("today", session->today)));
	while (row && (more = stmt_next(row)) == 1) {
		*list = xgrow(*list, *count, &room, sizeof(**list));
		(*list)[(*count)++] = (struct away){
			.login = xstrdup(stmt_text(row, 0)),
			.name = xstrdup(stmt_text(row, 1)),
			.range = {stmt_date(row, 2), stmt_date(row, 3)},
		};
	}
	if (more) {
		away_free(*list, *count);
		*list = NULL;
		*count = 0;
	}
	return more;
}

void away_free(struct away *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(list[i].login);
		free(list[i].name);
	}
	free(list);
}

int away_days_left(struct session *session, int64_t user_id, date from, date to)
{
	struct stmt *row = db_query(session->db, QUERY_AWAY_BETWEEN,
		ARGS(INT("user", user_id), DAY("after", from), DAY("to", to)));
	int days = workday_count(session->holidays, from, to), more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		date before = stmt_date(row, 0) - 1, last = stmt_date(row, 1);

		days -= workday_count(session->holidays, before > from ? before : from,
			last < to ? last : to);
	}
	return more ? -1 : days < 0 ? 0 : days;
}
