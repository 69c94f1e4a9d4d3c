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
	int rank;          // least first
};

struct offering {
	struct offered *list;
	size_t count;
};

// What is proposed counts as in their hands, and as their part, already.
static void count_proposals(const struct allocating *allocating,
	const struct allocation_row *row, struct candidate *candidate)
{
	const struct proposal *proposal = proposal_of(allocating, row->audit_id);

	candidate->load += proposals_for(allocating, candidate->login, false);
	candidate->peer_load += proposals_for(allocating, candidate->login, true);
	if (proposal == NULL)
		return;
	candidate->part =
		strcmp(candidate->login, proposal->lead) == 0 ||
		strcmp(candidate->login,
			proposal->peer == NULL ? row->peer_login : proposal->peer) == 0;
}

static char *help_of(const struct candidate *candidate)
{
	char *text = NULL;
	size_t size;
	FILE *out = xmemstream(&text, &size);
	int load = candidate->load, peer = candidate->peer_load;

	fprintf(out, "%d in hand", load);
	if (peer > 0)
		fprintf(out, ", %d as peer", peer);
	if (candidate->part)
		fputs("; has a part in it", out);
	if (candidate->worked_on)
		fputs("; WORKED ON IT", out);
	if (candidate->own_team)
		fputs("; OWN TEAM", out);
	if (candidate->days < candidate->of)
		fprintf(out, "; AWAY %d of %d days", candidate->of - candidate->days,
			candidate->of);
	if (candidate->team[0] != '\0')
		fprintf(out, "; %s", candidate->team);
	xmemstream_end(out);
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

// Those against whom nothing speaks first, of these who has least in hand.
static int rank_of(const struct candidate *candidate, bool peer)
{
	bool unfit = candidate->own_team || candidate->away || candidate->part;

	return (peer ? candidate->peer_load : candidate->load) + (unfit ? 1 << 20 : 0) +
	       (candidate->worked_on ? 1 << 21 : 0);
}

static int compare_rank(const void *a, const void *b)
{
	const struct offered *one = a, *other = b;

	return one->rank != other->rank ? one->rank - other->rank
					: strcmp(one->login, other->login);
}

// Who works or worked on the case would be refused: they come last, so that who looks for them sees why.
static void offer(struct offering *offering, const struct allocating *allocating,
	const struct allocation_row *row, struct candidate *list, size_t count, bool peer)
{
	offering->list = xcalloc(count + 1, sizeof(*offering->list));
	for (size_t i = 0; i < count; i++) {
		count_proposals(allocating, row, &list[i]);
		offering->list[offering->count++] =
			(struct offered){xasprintf("%s (%s)", list[i].name, list[i].login),
				help_of(&list[i]), list[i].login, rank_of(&list[i], peer)};
	}
	qsort(offering->list, offering->count, sizeof(*offering->list), compare_rank);
	if (peer)
		offering->list[offering->count++] =
			(struct offered){xstrdup("nobody"), xstrdup("no peer auditor"), "", 0};
}

static char *choose(const struct offering *offering, const struct allocation_row *row,
	size_t count, bool peer)
{
	char *words = count == 1
			      ? xasprintf("%s auditor of %s", peer ? "Peer" : "Lead", row->ref)
			      : xasprintf("%s auditor of the %zu marked",
					peer ? "Peer" : "Lead", count);
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

char *allocating_ask(
	struct screen *screen, const struct allocation_row *row, size_t rows, bool peer)
{
	struct offering offering = {0};
	struct candidate *list;
	size_t count;
	char *login;

	if (allocate_candidates(screen->session, row->audit_id, peer, &list, &count) != 0) {
		view_error();
		return NULL;
	}
	offer(&offering, screen->state, row, list, count, peer);
	login = choose(&offering, row, rows, peer);
	for (size_t i = 0; i < offering.count; i++) {
		free(offering.list[i].name);
		free(offering.list[i].help);
	}
	free(offering.list);
	candidates_free(list, count);
	return login;
}
