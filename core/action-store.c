// SPDX-License-Identifier: MIT
// Writing actions: what those of an audit being written and those of the tracker have in common.
#include "core/action-store.h"

#include <stdlib.h>
#include <string.h>

#include "core/audit-private.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

static const char *text_or_empty(const char *text)
{
	return text ? text : "";
}

int action_check(const struct action *action, date allocated_on)
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
	if (action->due_on < allocated_on)
		return fail(ERROR_DATA,
			"the action would be due before the audit was allocated, on %s: choose "
			"a later date",
			date_show(allocated_on, iso));
	if (action->start_on != DATE_NONE && action->start_on > action->due_on)
		return fail(ERROR_DATA,
			"the action would start after it is due: change one of the dates");
	return 0;
}

int owner_find(struct session *session, const char *login, const char *name, const char *post,
	struct owner *owner)
{
	struct stmt *row;
	int found;

	*owner = (struct owner){0};
	if (!login || !*login) {
		owner->name = xstrdup(text_or_empty(name));
		owner->post = xstrdup(text_or_empty(post));
		return 0;
	}
	row = db_query(session->db, QUERY_USER_BY_LOGIN, ARGS(TEXT("login", login)));
	found = row ? stmt_next(row) : -1;
	if (found == 0)
		return fail(ERROR_MISSING, "there is no user %s: give a login, or a name alone",
			login);
	if (found < 0)
		return -1;
	owner->id = stmt_int(row, 0);
	owner->name = xstrdup("");
	owner->post = xstrdup(post && *post ? post : stmt_text(row, 3));
	stmt_done(row);
	return 0;
}

void owner_finish(struct owner *owner)
{
	free(owner->name);
	free(owner->post);
}

char *action_owner_words(const char *name, const char *post)
{
	bool posted = post && *post;

	return xasprintf("%s%s%s", text_or_empty(name), posted ? ", " : "", posted ? post : "");
}

char *action_words(const struct action *action)
{
	char due[DATE_TEXT], starts[DATE_TEXT];
	bool user = action->owner_login && *action->owner_login;
	char *owner = action_owner_words(
		user ? action->owner_login : action->owner_name, action->owner_post);
	char *words = xasprintf(
		"%s | measure: %s | owner: %s | reason: %s | %s%s%sby %s | %s%s%s",
		action->what, text_or_empty(action->measure), owner,
		text_or_empty(action->reason), action->start_on == DATE_NONE ? "" : "from ",
		date_iso(action->start_on, starts), action->start_on == DATE_NONE ? "" : " ",
		date_iso(action->due_on, due), scope_name(action->scope),
		action->priority ? ", priority" : "", action->escalated ? ", escalated" : "");

	free(owner);
	return words;
}

int action_index_drop(struct db *db, int64_t id)
{
	return db_run(db, QUERY_ACTION_INDEX_DROP, ARGS(INT("id", id)));
}

int action_index_add(struct db *db, int64_t id)
{
	return db_run(db, QUERY_ACTION_INDEX_ADD, ARGS(INT("id", id)));
}

int action_index_from(struct db *db, int64_t first_id)
{
	return db_run(db, QUERY_ACTION_INDEX_FILL, ARGS(INT("first", first_id)));
}

int action_remove(struct session *session, int64_t id)
{
	return action_index_drop(session->db, id) ||
			       db_run(session->db, QUERY_ACTION_DROP, ARGS(INT("id", id)))
		       ? -1
		       : 0;
}

static int insert_row(struct session *session, int64_t audit_id, const struct action *action,
	const struct owner *owner)
{
	return db_run(session->db, QUERY_ACTION_ADD,
		ARGS(INT("audit", audit_id),
			INT("scope", action->scope ? action->scope : SCOPE_CASE),
			TEXT("what", action->what),
			TEXT("measure", text_or_empty(action->measure)),
			ID_OR_NULL("owner", owner->id), TEXT("owner_name", owner->name),
			TEXT("owner_post", owner->post),
			TEXT("reason", text_or_empty(action->reason)),
			DAY("start", action->start_on), DAY("due", action->due_on),
			INT("priority", action->priority), INT("escalated", action->escalated),
			DAY("today", session->today),
			ID_OR_NULL("challenge", action->challenge_id)));
}

int action_insert(struct session *session, int64_t audit_id, const struct action *action,
	const struct owner *owner, int64_t *id)
{
	if (insert_row(session, audit_id, action, owner))
		return -1;
	*id = db_last_id(session->db);
	return action_index_add(session->db, *id);
}

static int update_row(struct session *session, const struct action *action, int64_t id,
	const struct owner *owner)
{
	return db_run(session->db, QUERY_ACTION_CHANGE,
		ARGS(INT("scope", action->scope ? action->scope : SCOPE_CASE),
			TEXT("what", action->what),
			TEXT("measure", text_or_empty(action->measure)),
			ID_OR_NULL("owner", owner->id), TEXT("owner_name", owner->name),
			TEXT("owner_post", owner->post),
			TEXT("reason", text_or_empty(action->reason)),
			DAY("start", action->start_on), DAY("due", action->due_on),
			INT("priority", action->priority), INT("escalated", action->escalated),
			INT("id", id)));
}

int action_update(struct session *session, const struct action *action, int64_t id,
	const struct owner *owner)
{
	return action_index_drop(session->db, id) || update_row(session, action, id, owner) ||
			       action_index_add(session->db, id)
		       ? -1
		       : 0;
}
