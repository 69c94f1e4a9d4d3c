// SPDX-License-Identifier: MIT
// What is to be kept: proposals beside the rows of a month, remembered until they are.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/remember.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocation-private.h"

const struct allocation_row *allocating_row(
	const struct allocating *allocating, int64_t audit_id)
{
	for (size_t i = 0; i < allocating->count; i++)
		if (allocating->rows[i].audit_id == audit_id)
			return &allocating->rows[i];
	return NULL;
}

struct proposal *proposal_of(const struct allocating *allocating, int64_t audit_id)
{
	for (size_t i = 0; i < allocating->proposal_count; i++)
		if (allocating->proposals[i].audit_id == audit_id)
			return &allocating->proposals[i];
	return NULL;
}

static struct proposal *proposal_add(struct allocating *allocating)
{
	allocating->proposals = xgrow(allocating->proposals, allocating->proposal_count,
		&allocating->proposal_room, sizeof(*allocating->proposals));
	return &allocating->proposals[allocating->proposal_count++];
}

struct proposal *proposal_make(struct allocating *allocating, const struct allocation_row *row)
{
	struct proposal *proposal = proposal_of(allocating, row->audit_id);

	if (proposal != NULL)
		return proposal;
	proposal = proposal_add(allocating);
	*proposal = (struct proposal){
		.audit_id = row->audit_id,
		.ref = xstrdup(row->ref),
		.held = xstrdup(row->lead_login),
		.lead = xstrdup(row->lead_login),
		.why_not = xstrdup(""),
		.due = row->due_on,
	};
	return proposal;
}

void proposal_take(struct allocating *allocating, struct proposal *suggested)
{
	struct proposal *proposal = proposal_of(allocating, suggested->audit_id);

	if (proposal == NULL) {
		*proposal_add(allocating) = *suggested;
		return;
	}
	if (proposal->lead[0] == '\0') {
		xreplace(&proposal->lead, suggested->lead);
		xreplace(&proposal->why_not, suggested->why_not);
	}
	if (suggested->peer != NULL)
		xreplace(&proposal->peer, suggested->peer);
	proposal_finish(suggested);
}

void proposal_drop(struct allocating *allocating, int64_t audit_id)
{
	struct proposal *proposal = proposal_of(allocating, audit_id);
	struct proposal *last = allocating->proposals + allocating->proposal_count - 1;

	if (proposal == NULL)
		return;
	proposal_finish(proposal);
	memmove(proposal, proposal + 1, (size_t)(last - proposal) * sizeof(*proposal));
	allocating->proposal_count--;
}

bool proposal_changes(const struct allocating *allocating, const struct proposal *proposal)
{
	const struct allocation_row *row = allocating_row(allocating, proposal->audit_id);

	return row == NULL || strcmp(proposal->lead, row->lead_login) != 0 ||
	       (proposal->peer != NULL && strcmp(proposal->peer, row->peer_login) != 0) ||
	       proposal->due != row->due_on;
}

size_t proposals_changing(const struct allocating *allocating)
{
	size_t count = 0;

	for (size_t i = 0; i < allocating->proposal_count; i++)
		count += proposal_changes(allocating, &allocating->proposals[i]);
	return count;
}

void proposals_drop_unchanged(struct allocating *allocating)
{
	for (size_t i = allocating->proposal_count; i-- > 0;)
		if (!proposal_changes(allocating, &allocating->proposals[i]))
			proposal_drop(allocating, allocating->proposals[i].audit_id);
}

void proposals_clear(struct allocating *allocating)
{
	proposals_free(allocating->proposals, allocating->proposal_count);
	allocating->proposals = NULL;
	allocating->proposal_count = allocating->proposal_room = 0;
}

int proposals_for(const struct allocating *allocating, const char *login, bool peer)
{
	int count = 0;

	for (size_t i = 0; i < allocating->proposal_count; i++) {
		const struct proposal *proposal = &allocating->proposals[i];
		const struct allocation_row *row =
			allocating_row(allocating, proposal->audit_id);
		const char *now = peer ? proposal->peer : proposal->lead;
		const char *before = row == NULL ? ""
				     : peer      ? row->peer_login
						 : row->lead_login;

		count += now != NULL && strcmp(now, login) == 0 && strcmp(before, login) != 0;
	}
	return count;
}

// One line: the month, then for each proposal "id held lead peer due", split by tabs; "-" stands for nobody, "=" for
// as it is. Logins hold neither tabs nor blanks.
static const char *word(const char *login)
{
	return login == NULL ? "=" : *login == '\0' ? "-" : login;
}

static char *unword(const char *text)
{
	return strcmp(text, "=") == 0 ? NULL : xstrdup(strcmp(text, "-") == 0 ? "" : text);
}

int proposals_remember(struct screen *screen)
{
	const struct allocating *allocating = screen->state;
	char *text = NULL, day[DATE_TEXT];
	size_t size;
	FILE *out = xmemstream(&text, &size);
	int result;

	fputs(allocating->month, out);
	for (size_t i = 0; i < allocating->proposal_count; i++) {
		const struct proposal *proposal = &allocating->proposals[i];

		if (proposal_changes(allocating, proposal))
			fprintf(out, "\t%lld %s %s %s %s", (long long)proposal->audit_id,
				word(proposal->held), word(proposal->lead),
				word(proposal->peer), date_iso(proposal->due, day));
	}
	xmemstream_end(out);
	result = remember_put(screen->session, screen->view->name, text);
	free(text);
	return result;
}

static void recall_one(struct allocating *allocating, const char *text)
{
	char held[129], lead[129], peer[129], day[DATE_TEXT];
	long long id;
	date due;

	if (sscanf(text, "%lld %128s %128s %128s %19s", &id, held, lead, peer, day) != 5 ||
		date_parse(day, DATE_ISO, &due) != 0)
		return; // of another version: a forgotten proposal is made again
	*proposal_add(allocating) = (struct proposal){
		.audit_id = id,
		.ref = xstrdup(""), // allocating_read() knows it
		.held = unword(held),
		.lead = unword(lead),
		.peer = unword(peer),
		.why_not = xstrdup(""),
		.due = due,
	};
}

void proposals_recall(struct allocating *allocating, const char *text)
{
	char *copy = xstrdup(text), *rest = NULL;
	char *part = strtok_r(copy, "\t", &rest);
	struct date_range range;

	if (part != NULL && date_parse_month(part, &range) == 0) {
		date_month(range.first, allocating->month);
		while ((part = strtok_r(NULL, "\t", &rest)) != NULL)
			recall_one(allocating, part);
	}
	free(copy);
}

// Whether a proposal still fits the audit as it stands now; takes its reference on.
static bool still_fits(const struct allocating *allocating, struct proposal *proposal)
{
	const struct allocation_row *row = allocating_row(allocating, proposal->audit_id);

	if (row == NULL || strcmp(row->lead_login, proposal->held) != 0)
		return false;
	xreplace(&proposal->ref, row->ref);
	return true;
}

int allocating_read(struct screen *screen, size_t *dropped)
{
	struct allocating *allocating = screen->state;
	struct allocation_row *rows;
	size_t count;

	*dropped = 0;
	if (allocation_rows(screen->session, allocating->month, &rows, &count) != 0)
		return -1;
	allocation_rows_free(allocating->rows, allocating->count);
	allocating->rows = rows;
	allocating->count = count;
	free(allocating->marked);
	allocating->marked = xcalloc(count + 1, sizeof(*allocating->marked));
	for (size_t i = allocating->proposal_count; i-- > 0;)
		if (!still_fits(allocating, &allocating->proposals[i])) {
			proposal_drop(allocating, allocating->proposals[i].audit_id);
			++*dropped;
		}
	return 0;
}
