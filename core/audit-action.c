// SPDX-License-Identifier: MIT
// The actions and themes of an audit, while it is written.
#include <stdlib.h>
#include <string.h>

#include "core/action-store.h"
#include "core/audit-private.h"
#include "db/error.h"
#include "db/mem.h"

// The number that the next action of the audit gets.
static int next_seq(const struct audit *audit)
{
	return audit->action_count ? audit->actions[audit->action_count - 1].seq + 1 : 1;
}

static int action_added(struct change *change, const struct action *action)
{
	char *words = action_words(action), *field;
	struct owner owner;
	int64_t id;
	int result = owner_find(change->session, action->owner_login, action->owner_name,
		action->owner_post, &owner);

	// Another session may have added one since: its number counts.
	if (!result && !(result = lists_load(change->session, change->audit))) {
		field = xasprintf("action %d", next_seq(change->audit));
		result = change_record(change, "add", field, NULL, words, NULL) ||
					 action_insert(change->session, change->audit->id,
						 action, &owner, &id)
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

	if (action_check(action, audit->allocated_on) ||
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
		result = owner_find(change->session, action->owner_login, action->owner_name,
			action->owner_post, &owner);
	if (!result && (!new || strcmp(old, new) != 0))
		result = change_record(
			change, action ? "change" : "remove", field, old, new, NULL);
	if (!result)
		result = action ? action_update(change->session, action, id, &owner)
				: action_remove(change->session, id);
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
	if (index_check(audit, index) || action_check(action, audit->allocated_on) ||
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
