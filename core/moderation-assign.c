// SPDX-License-Identifier: MIT
// Moderations by hand: adding one, and giving one to somebody else.
#include <stdlib.h>
#include <string.h>

#include "core/moderation-give.h"
#include "core/notice.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

// An audit with the moderation that it may have.
struct held {
	struct target target;
	enum audit_state state;
	enum moderation_state moderation; // 0: none
	int64_t moderator_id;
	char *login; // of the moderator; NULL: nobody
	date due_on;
};

static void held_finish(struct held *held)
{
	target_finish(&held->target);
	free(held->login);
}

static int held_load(struct session *session, const char *ref, struct held *held)
{
	struct stmt *row =
		db_query(session->db, QUERY_MODERATION_AUDIT, ARGS(TEXT("ref", ref)));
	int found = row ? stmt_next(row) : -1;

	*held = (struct held){0};
	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING,
					   "there is no audit %s: 'caseaudit list audits' "
					   "shows them",
					   ref);
	target_read(row, &held->target);
	held->state = (enum audit_state)stmt_int(row, 10);
	held->moderation = (enum moderation_state)stmt_int(row, 11);
	held->moderator_id = stmt_int(row, 12);
	held->login = held->moderator_id ? xstrdup(stmt_text(row, 13)) : NULL;
	held->due_on = stmt_date(row, 15);
	stmt_done(row);
	return 0;
}

int moderation_given_to(struct session *session, const char *ref, char **login)
{
	struct held held = {0};
	int result = held_load(session, ref, &held);

	*login = held.login;
	held.login = NULL;
	held_finish(&held);
	return result;
}

// Somebody by login, who must be allowed to moderate it; being away is no bar to who is named.
static int named(struct session *session, const struct moderators *moderators,
	const struct held *held, const char *login, struct moderator **moderator)
{
	struct subject subject = target_subject(&held->target);
	struct stmt *row;
	int found;

	*moderator = moderators_find(moderators, login);
	if (*moderator && moderator_may(session, *moderator, &subject))
		return 0;
	row = db_query(session->db, QUERY_USER_BY_LOGIN, ARGS(TEXT("login", login)));
	found = row ? stmt_next(row) : -1;
	stmt_done(found == 1 ? row : NULL);
	if (found < 0)
		return -1;
	if (found == 0)
		return fail(ERROR_MISSING,
			"there is no user %s: 'caseaudit user list' shows them", login);
	return fail(ERROR_DENIED,
		"%s may not moderate audit %s: senior managers of its service do, if they took "
		"no part in it",
		login, held->target.ref);
}

static int add_check(const struct held *held)
{
	const char *ref = held->target.ref;

	if (held->target.selected)
		return fail(ERROR_CREATE,
			"audit %s is selected for moderation already: 'caseaudit moderate "
			"assign' gives it to somebody else",
			ref);
	if (held->state != AUDIT_SUBMITTED)
		return fail(ERROR_DATA,
			"audit %s is %s: what is moderated are audits that are submitted", ref,
			audit_state_name(held->state));
	return 0;
}

// Who is to have it, and how.
struct choice {
	struct terms terms;
	struct moderators moderators;
	struct readers readers;
	struct moderator *moderator; // NULL: nobody could
	struct way way;
};

static void choice_finish(struct choice *choice)
{
	moderators_finish(&choice->moderators);
	readers_finish(&choice->readers);
}

static int choose(struct session *session, const struct held *held, const char *login,
	struct choice *choice)
{
	struct subject subject = target_subject(&held->target);

	if (terms_load(session, &choice->terms) ||
		moderators_load(session, choice->terms.due, &choice->moderators) ||
		readers_load(session, held->target.audit_id, &choice->readers))
		return -1;
	if (!login || !*login)
		choice->moderator = moderators_pick(
			session, &choice->moderators, &subject, &choice->readers);
	else if (named(session, &choice->moderators, held, login, &choice->moderator))
		return -1;
	choice->way = give_way(&choice->terms, choice->moderator, &choice->readers);
	return 0;
}

static int tell(struct session *session, const struct held *held, int64_t user_id, date due)
{
	char day[DATE_TEXT];
	char *words = xasprintf(
		"Audit %s is yours to moderate by %s", held->target.ref, date_show(due, day));
	int result = notice_give(session, user_id, held->target.audit_id, "moderate", words);

	free(words);
	return result;
}

static int add(
	struct session *session, const struct held *held, const char *login, const char *reason)
{
	struct choice choice = {0};
	int result = add_check(held) || choose(session, held, login, &choice) ? -1 : 0;

	if (!result)
		result = give_new(session, &held->target, choice.moderator, choice.way,
			&choice.terms, 0, reason);
	if (!result)
		result = target_trail(
			session, &held->target, "select", "selection", NULL, reason);
	if (!result && choice.moderator)
		result = tell(session, held, choice.moderator->person.id, choice.terms.due);
	choice_finish(&choice);
	return result;
}

int moderation_add(
	struct session *session, const char *audit_ref, const char *login, const char *reason)
{
	struct held held = {0};
	int result;

	if (require(session, RIGHT_SAMPLE, NULL) ||
		text_check(reason, strlen(reason), TEXT_LINES, "reason"))
		return -1;
	if (!reason[strspn(reason, " \t\n")])
		return fail(ERROR_DATA,
			"an audit is selected by hand for a reason: say why it is to be "
			"moderated");
	if (session_begin(session))
		return -1;
	result = held_load(session, audit_ref, &held);
	if (!result)
		result = add(session, &held, login, reason);
	held_finish(&held);
	return db_end(session->db, result);
}

static int assign_check(const struct held *held, const char *login)
{
	const char *ref = held->target.ref;

	if (!held->moderation)
		return fail(ERROR_MISSING,
			"audit %s is not selected for moderation: 'caseaudit moderate add' "
			"selects it",
			ref);
	if (held->moderation >= MODERATION_COMPLETED)
		return fail(
			ERROR_DATA, "audit %s is moderated: nobody else can be given it", ref);
	if (held->login && strcmp(held->login, login) == 0)
		return fail(ERROR_DATA, "%s has audit %s already", login, ref);
	return 0;
}

static int grade_trail(struct session *session, const struct held *held, struct stmt *row)
{
	enum grade own = (enum grade)stmt_int_or(row, 1, GRADE_NONE);
	enum grade changed = (enum grade)stmt_int_or(row, 3, GRADE_NONE);
	char *field, *value;
	int result;

	if (own == GRADE_NONE && changed == GRADE_NONE)
		return 0;
	field = xasprintf("moderator.%s.grade", stmt_text(row, 0));
	value = changed == GRADE_NONE
			? xstrdup(grade_name(own))
			: xasprintf("%s, changed to %s", grade_name(own), grade_name(changed));
	result = target_trail(session, &held->target, "remove", field, value, NULL);
	free(field);
	free(value);
	return result;
}

// What the one before graded is kept by the trail; their texts are drafts of their own.
static int take_back(struct session *session, const struct held *held)
{
	struct bind audit = INT("audit", held->target.audit_id);
	struct stmt *row = db_query(session->db, QUERY_MODERATION_GRADED, ARGS(audit));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		if (grade_trail(session, held, row)) {
			stmt_done(row);
			return -1;
		}
	return more ? -1 : db_run(session->db, QUERY_MODERATION_GRADED_DROP, ARGS(audit));
}

static int tell_before(struct session *session, const struct held *held)
{
	char *words = xasprintf("Audit %s is not yours to moderate any more: it was given to "
				"somebody else",
		held->target.ref);
	int result = notice_give(
		session, held->moderator_id, held->target.audit_id, "moderate", words);

	free(words);
	return result;
}

static int assign(struct session *session, const struct held *held, const char *login)
{
	struct choice choice = {0};
	int result =
		assign_check(held, login) || choose(session, held, login, &choice) ? -1 : 0;

	if (!result)
		result = take_back(session, held);
	if (!result)
		result = db_run(session->db, QUERY_MODERATION_GIVE,
			ARGS(INT("mode", choice.way.mode),
				TEXT("open_why", choice.way.open_why),
				INT("user", choice.moderator->person.id),
				INT("audit", held->target.audit_id)));
	if (!result)
		result = give(session, &held->target, "assign", held->login, choice.moderator,
			choice.way);
	if (!result && held->moderator_id)
		result = notice_over(
			session, held->moderator_id, held->target.audit_id, "moderate");
	if (!result)
		result = tell(session, held, choice.moderator->person.id, held->due_on);
	if (!result)
		result = tell_before(session, held);
	choice_finish(&choice);
	return result;
}

int moderation_assign(struct session *session, const char *audit_ref, const char *login)
{
	struct held held = {0};
	int result;

	if (require(session, RIGHT_SAMPLE, NULL))
		return -1;
	if (!*login)
		return fail(ERROR_USAGE, "nobody is named: give the login of a moderator");
	if (session_begin(session))
		return -1;
	result = held_load(session, audit_ref, &held);
	if (!result)
		result = assign(session, &held, login);
	held_finish(&held);
	return db_end(session->db, result);
}
