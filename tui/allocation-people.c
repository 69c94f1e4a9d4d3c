// SPDX-License-Identifier: MIT
// Who is to do an audit: the auditors, with what speaks for and against each.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocation-private.h"
#include "tui/prompt.h"

// One who can be chosen.
struct offered {
	char *name, *help; // "Ann Archer (ann)", "2 in hand, 1 as peer; away 5 of 14 days"
	const char *login; // borrowed from the candidates
};

struct offering {
	struct offered *list;
	size_t count;
};

static char *help_of(const struct allocating *allocating, const struct candidate *candidate)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int load = candidate->load + proposals_for(allocating, candidate->login, false);
	int peer = candidate->peer_load + proposals_for(allocating, candidate->login, true);

	fprintf(out, "%d in hand", load);
	if (peer > 0)
		fprintf(out, ", %d as peer", peer);
	if (candidate->part)
		fputs("; has a part in it", out);
	if (candidate->own_team)
		fputs("; OWN TEAM", out);
	if (candidate->days < candidate->of)
		fprintf(out, "; AWAY %d of %d days", candidate->of - candidate->days,
			candidate->of);
	if (candidate->team[0] != '\0')
		fprintf(out, "; %s", candidate->team);
	fclose(out);
	return text;
}

static size_t complete(void *context, const char *text, struct choice *matches, size_t max)
{
	const struct offering *offering = context;
	char *key = text_key(text);
	size_t count = 0;

	for (size_t i = 0; i < offering->count && count < max; i++) {
		char *name = text_key(offering->list[i].name);

		if (strstr(name, key) != NULL)
			matches[count++] = (struct choice){
				offering->list[i].name, offering->list[i].help, 0, THEME_TEXT};
		free(name);
	}
	free(key);
	return count;
}

// Who works or worked on the case would be refused: they are not offered.
static void offer(struct offering *offering, const struct allocating *allocating,
	const struct candidate *list, size_t count, bool peer)
{
	offering->list = xcalloc(count + 1, sizeof(*offering->list));
	for (size_t i = 0; i < count; i++)
		if (!list[i].worked_on)
			offering->list[offering->count++] = (struct offered){
				xasprintf("%s (%s)", list[i].name, list[i].login),
				help_of(allocating, &list[i]), list[i].login};
	if (peer)
		offering->list[offering->count++] =
			(struct offered){xstrdup("nobody"), xstrdup("no peer auditor"), ""};
}

static char *choose(
	const struct offering *offering, const struct allocation_row *row, bool peer)
{
	char *words = xasprintf("%s auditor of %s", peer ? "Peer" : "Lead", row->ref);
	char *name = prompt_ask(&(struct question){.words = words,
		.complete = complete,
		.context = (void *)(uintptr_t)offering,
		.strict = true});
	char *login = NULL;

	for (size_t i = 0; name != NULL && i < offering->count; i++)
		if (strcmp(offering->list[i].name, name) == 0)
			login = xstrdup(offering->list[i].login);
	free(words);
	free(name);
	return login;
}

char *allocating_ask(struct screen *screen, const struct allocation_row *row, bool peer)
{
	struct offering offering = {0};
	struct candidate *list;
	size_t count;
	char *login;

	if (allocate_candidates(screen->session, row->audit_id, peer, &list, &count) != 0) {
		view_error();
		return NULL;
	}
	offer(&offering, screen->state, list, count, peer);
	login = choose(&offering, row, peer);
	for (size_t i = 0; i < offering.count; i++) {
		free(offering.list[i].name);
		free(offering.list[i].help);
	}
	free(offering.list);
	candidates_free(list, count);
	return login;
}
