// SPDX-License-Identifier: MIT
// The actions and themes of an audit, while it is written.
#include <stdlib.h>
#include <string.h>

#include "core/audit-private.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

// Who owns an action, as it is stored.
struct owner {
	int64_t id;
	char *name, *post; // name "" where id is not 0
};

static const char *text_or_empty(const char *text)
{
	return text ? text : "";
}

static int action_check(const struct audit *audit, const struct action *action)
{
	const struct {
		const char *text, *label;
		enum text_kind kind;
	} texts[] = {
		{action->what, "what is to be done", TEXT_LINES},
		{action->measure, "how we will know", TEXT_LINES},
		{action->reason, "why it matters to the child", TEXT_LINES},
		{action->owner_name, "the owner's name", TEXT_LINE},
		{action->owner_post, "the owner's post", TEXT_LINE},
	};
	char iso[DATE_TEXT];

	for (size_t i = 0; i < LENGTH(texts); i++)
		if (texts[i].text && text_check(texts[i].text, strlen(texts[i].text),
					     texts[i].kind, texts[i].label))
			return -1;
	if (!action->what || !*action->what)
		return fail(ERROR_DATA, "an action says what exactly is to be done: write it");
	if (action->due_on == DATE_NONE)
		return fail(ERROR_DATA, "an action says by when it is to be done: give a date");
	if (action->due_on < audit->allocated_on)
		return fail(ERROR_DATA,
			"the action would be due before the audit was allocated, on %s: choose "
			"a later date",
			date_show(audit->allocated_on, iso));
	if (action->start_on != DATE_NONE && action->start_on > action->due_on)
		return fail(ERROR_DATA,
			"the action would start after it is due: change one of the dates");
	return 0;
}

static int owner_find(struct session *session, const struct action *action, struct owner *owner)
{
	struct stmt *row;
	int found;

	*owner = (struct owner){0};
	if (!action->owner_login || !*action->owner_login) {
		owner->name = xstrdup(text_or_empty(action->owner_name));
		owner->post = xstrdup(text_or_empty(action->owner_post));
		return 0;
	}
	row = db_query(
		session->db, QUERY_USER_BY_LOGIN, ARGS(TEXT("login", action->owner_login)));
	found = row ? stmt_next(row) : -1;
	if (found == 0)
		return fail(ERROR_MISSING, "there is no user %s: give a login, or a name alone",
			action->owner_login);
	if (found < 0)
		return -1;
	owner->id = stmt_int(row, 0);
	owner->name = xstrdup("");
	owner->post = xstrdup(action->owner_post && *action->owner_post ? action->owner_post
									: stmt_text(row, 3));
	stmt_done(row);
	return 0;
}

static void owner_finish(struct owner *owner)
{
	free(owner->name);
	free(owner->post);
}

// An action in one text, for the trail and for a conflict.
static char *action_words(const struct action *action)
{
	char due[DATE_TEXT], starts[DATE_TEXT];
	const char *owner = action->owner_login && *action->owner_login ? action->owner_login
									: action->owner_name;

	return xasprintf("%s | measure: %s | owner: %s%s%s | reason: %s | %s%s%sby %s | %s%s%s",
		action->what, text_or_empty(action->measure), text_or_empty(owner),
		action->owner_post && *action->owner_post ? ", " : "",
		text_or_empty(action->owner_post), text_or_empty(action->reason),
		action->start_on == DATE_NONE ? "" : "from ",
		date_iso(action->start_on, starts), action->start_on == DATE_NONE ? "" : " ",
		date_iso(action->due_on, due), scope_name(action->scope),
		action->priority ? ", priority" : "", action->escalated ? ", escalated" : "");
}

#define OWNER(o)                                                                           \
	{                                                                                  \
		.name = "owner", .type = (o)->id ? BIND_INT : BIND_NULL, .number = (o)->id \
	}

static int action_insert(
	struct change *change, const struct action *action, const struct owner *owner)
{
	return db_run(change->session->db, QUERY_ACTION_ADD,
		ARGS(INT("audit", change->audit->id),
			INT("scope", action->scope ? action->scope : SCOPE_CASE),
			TEXT("what", action->what),
			TEXT("measure", text_or_empty(action->measure)), OWNER(owner),
			TEXT("owner_name", owner->name), TEXT("owner_post", owner->post),
			TEXT("reason", text_or_empty(action->reason)),
			DAY("start", action->start_on), DAY("due", action->due_on),
			INT("priority", action->priority), INT("escalated", action->escalated),
			DAY("today", change->session->today)));
}

static int action_update(struct change *change, int64_t id, const struct action *action,
	const struct owner *owner)
{
	return db_run(change->session->db, QUERY_ACTION_CHANGE,
		ARGS(INT("scope", action->scope ? action->scope : SCOPE_CASE),
			TEXT("what", action->what),
			TEXT("measure", text_or_empty(action->measure)), OWNER(owner),
			TEXT("owner_name", owner->name), TEXT("owner_post", owner->post),
			TEXT("reason", text_or_empty(action->reason)),
			DAY("start", action->start_on), DAY("due", action->due_on),
			INT("priority", action->priority), INT("escalated", action->escalated),
			INT("id", id)));
}

// The number that the next action of the audit gets.
static int next_seq(const struct audit *audit)
{
	return audit->action_count ? audit->actions[audit->action_count - 1].seq + 1 : 1;
}

static int action_added(struct change *change, const struct action *action)
{
	char *words = action_words(action), *field;
	struct owner owner;
	int result = owner_find(change->session, action, &owner);

	// Another session may have added one since: its number counts.
	if (!result && !(result = lists_load(change->session, change->audit))) {
		field = xasprintf("action %d", next_seq(change->audit));
		result = change_record(change, "add", field, NULL, words, NULL) ||
					 action_insert(change, action, &owner)
				 ? -1
				 : 0;
		free(field);
	}
	owner_finish(&owner);
	free(words);
	return result;
}

// The lists in memory follow what was saved.
static int saved(struct change *change, int result)
{
	result = change_end(change, result);
	return result ? -1 : lists_load(change->session, change->audit);
}

int audit_add_action(struct session *session, struct audit *audit, const struct action *action)
{
	struct change change;

	if (action_check(audit, action) ||
		change_begin(&change, session, audit, RIGHT_WRITE, true))
		return -1;
	return saved(&change, action_added(&change, action));
}

// Fails with 75 where the action in memory is not the one in the database any more.
static int action_late(struct change *change, const struct action *held, const char *field,
	const char *ours, struct conflict *conflict)
{
	int64_t revision = 0;
	int found = db_int(change->session->db, QUERY_ACTION_REVISION,
		ARGS(INT("id", held->id)), &revision);
	struct conflict known;
	char *theirs = NULL;
	int seq = held->seq;

	if (found < 0 || (found == 1 && revision == held->revision))
		return found < 0 ? -1 : 0;
	if (lists_load(change->session, change->audit))
		return -1;
	for (size_t i = 0; i < change->audit->action_count; i++)
		if (change->audit->actions[i].seq == seq)
			theirs = action_words(&change->audit->actions[i]);
	change_late(change, &known, field, theirs ? theirs : "(removed)", ours);
	free(theirs);
	if (conflict)
		*conflict = known;
	else
		conflict_finish(&known);
	return -1;
}

static int index_check(const struct audit *audit, size_t index)
{
	return index < audit->action_count ? 0
					   : fail(ERROR_MISSING,
						     "audit %s has no such action: it may have "
						     "been removed, look again",
						     audit->ref);
}

// action NULL: removes it.
static int action_replaced(struct change *change, size_t index, const struct action *action,
	struct conflict *conflict)
{
	const struct action *held = &change->audit->actions[index];
	char *old = action_words(held), *new = action ? action_words(action) : NULL;
	char *field = xasprintf("action %d", held->seq);
	struct owner owner = {0};
	int64_t id = held->id;
	int result = action_late(change, held, field, new ? new : "", conflict);

	if (!result && action)
		result = owner_find(change->session, action, &owner);
	if (!result && (!new || strcmp(old, new) != 0))
		result = change_record(
			change, action ? "change" : "remove", field, old, new, NULL);
	if (!result)
		result = action ? action_update(change, id, action, &owner)
				: db_run(change->session->db, QUERY_ACTION_DROP,
					  ARGS(INT("id", id)));
	owner_finish(&owner);
	free(field);
	free(old);
	free(new);
	return result;
}

int audit_change_action(struct session *session, struct audit *audit, size_t index,
	const struct action *action, struct conflict *conflict)
{
	struct change change;

	if (conflict)
		*conflict = (struct conflict){0};
	if (index_check(audit, index) || action_check(audit, action) ||
		change_begin(&change, session, audit, RIGHT_WRITE, true))
		return -1;
	return saved(&change, action_replaced(&change, index, action, conflict));
}

int audit_drop_action(struct session *session, struct audit *audit, size_t index)
{
	struct change change;

	if (index_check(audit, index) ||
		change_begin(&change, session, audit, RIGHT_WRITE, true))
		return -1;
	return saved(&change, action_replaced(&change, index, NULL, NULL));
}
