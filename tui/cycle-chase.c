// SPDX-License-Identifier: MIT
// Who is to be chased: what is overdue of a month, person by person.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "tui/cycle-private.h"
#include "tui/words.h"

void chases_forget(struct cycling *cycling)
{
	for (size_t i = 0; i < cycling->chase_count; i++) {
		free(cycling->chases[i].login);
		free(cycling->chases[i].name);
		free(cycling->chases[i].post);
	}
	free(cycling->chases);
	cycling->chases = NULL;
	cycling->chase_count = cycling->chase_room = 0;
}

// Things come person by person.
static struct chase *chase_of(struct cycling *cycling, const struct due *due)
{
	struct chase *last =
		cycling->chase_count == 0 ? NULL : &cycling->chases[cycling->chase_count - 1];

	if (last != NULL && strcmp(last->login, due->login) == 0 &&
		strcmp(last->name, due->name) == 0)
		return last;
	cycling->chases = xgrow(cycling->chases, cycling->chase_count, &cycling->chase_room,
		sizeof(*cycling->chases));
	last = &cycling->chases[cycling->chase_count++];
	*last = (struct chase){.login = xstrdup(due->login),
		.name = xstrdup(due->name),
		.post = xstrdup(due->post),
		.oldest = due->due_on};
	return last;
}

static int count_due(const struct due *due, void *context)
{
	struct chase *chase = chase_of(context, due);

	chase->counts[due->kind]++;
	chase->overdue++;
	if (due->due_on < chase->oldest)
		chase->oldest = due->due_on;
	return 0;
}

// What nobody was given comes first: it is for QA to give. Then who has most, and among those the oldest.
static int chase_order(const void *a, const void *b)
{
	const struct chase *left = a, *right = b;
	int order = (left->name[0] != '\0') - (right->name[0] != '\0');

	if (order == 0)
		order = (left->overdue < right->overdue) - (left->overdue > right->overdue);
	if (order == 0)
		order = (left->oldest > right->oldest) - (left->oldest < right->oldest);
	return order != 0 ? order : strcmp(left->name, right->name);
}

int chases_read(struct screen *screen)
{
	struct cycling *cycling = screen->state;
	struct due_filter filter = {.month = cycling->month,
		.audit_kind = cycling->kind,
		.overdue = true,
		// These have lists of their own.
		.without = 1u << DUE_CONCERN | 1u << DUE_STEP | 1u << DUE_ACTION |
			   1u << DUE_VERIFY};
	int64_t overdue;

	chases_forget(cycling);
	if (due_walk(screen->session, &filter, count_due, cycling, &overdue) != 0) {
		chases_forget(cycling);
		return -1;
	}
	if (cycling->chase_count > 0)
		qsort(cycling->chases, cycling->chase_count, sizeof(*cycling->chases),
			chase_order);
	return 0;
}

void chase_words(const struct chase *chase, char *text, size_t size)
{
	static const char *const nouns[DUE_KINDS] = {
		[DUE_AUDIT] = "audit",
		[DUE_MODERATION] = "moderation",
		[DUE_DISPUTE] = "dispute",
		[DUE_CONTACT] = "to write to",
	};
	size_t used = 0;

	text[0] = '\0';
	for (int kind = 0; kind < DUE_KINDS && used < size; kind++) {
		int64_t count = nouns[kind] ? chase->counts[kind] : 0;
		const char *plural = count == 1 ? "" : "s";

		if (kind == DUE_CONTACT)
			plural = "";
		if (count > 0)
			used += (size_t)snprintf(text + used, size - used, "%s%" PRId64 " %s%s",
				used > 0 ? ", " : "", count, nouns[kind], plural);
	}
}
