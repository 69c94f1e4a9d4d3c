// SPDX-License-Identifier: MIT
// What is done on the allocation screen: choosing, suggesting, taking back, keeping.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocation-private.h"
#include "tui/prompt.h"

// What an act works on: the marked rows, else the one in focus. Returns how many; indexes into rows, yours.
static size_t targets(struct screen *screen, size_t **indexes)
{
	struct allocating *allocating = screen->state;
	const struct list_row *focus = list_focus(&allocating->list);
	size_t count = 0;

	*indexes = xcalloc(allocating->count + 1, sizeof(**indexes));
	for (size_t i = 0; i < allocating->count; i++)
		if (allocating->marked[i])
			(*indexes)[count++] = i;
	if (count == 0 && focus != NULL)
		(*indexes)[count++] = (size_t)focus->number;
	return count;
}

// After a change: kept for the person, painted anew.
static int changed(struct screen *screen)
{
	struct allocating *allocating = screen->state;

	allocating->note_of = 0;
	list_reload(&allocating->list);
	view_stale(screen);
	return proposals_remember(screen);
}

int allocating_mark(struct screen *screen)
{
	struct allocating *allocating = screen->state;
	const struct list_row *focus = list_focus(&allocating->list);

	if (focus == NULL)
		return fail(ERROR_MISSING, "There is nothing here to mark");
	allocating->marked[focus->number] = !allocating->marked[focus->number];
	list_reload(&allocating->list);
	list_move(&allocating->list, 1);
	return 0;
}

int allocating_mark_none(struct screen *screen)
{
	struct allocating *allocating = screen->state;

	memset(allocating->marked, 0, allocating->count * sizeof(*allocating->marked));
	list_reload(&allocating->list);
	return 0;
}

static void propose_person(struct allocating *allocating, const struct allocation_row *row,
	bool peer, const char *login)
{
	struct proposal *proposal = proposal_make(allocating, row);

	xreplace(peer ? &proposal->peer : &proposal->lead, login);
	xreplace(&proposal->why_not, "");
	proposal_settle(allocating, row->audit_id);
	allocating->note_of = 0;
}

// What speaks against the proposal in focus; asked once for each.
const char *allocating_note(struct screen *screen, const struct proposal *proposal)
{
	struct allocating *allocating = screen->state;

	if (proposal->why_not[0] != '\0')
		return proposal->why_not;
	if (allocating->note_of != proposal->audit_id) {
		free(allocating->note);
		allocating->note = allocate_warnings(screen->session, proposal->ref,
			&(struct allocation){.lead = proposal->lead,
				.peer = proposal->peer,
				.due = proposal->due});
		allocating->note_of = proposal->audit_id;
	}
	return allocating->note == NULL ? "" : allocating->note;
}

// What speaks against a choice is said at once: the focus may move on.
static void say_note(struct screen *screen, const struct allocation_row *row)
{
	const struct allocating *allocating = screen->state;
	const struct proposal *proposal = proposal_of(allocating, row->audit_id);
	const char *note = proposal == NULL ? "" : allocating_note(screen, proposal);

	if (*note != '\0')
		view_refuse("%.*s", (int)strcspn(note, "\n"), note);
}

static int choose(struct screen *screen, bool peer)
{
	struct allocating *allocating = screen->state;
	size_t *indexes, count = targets(screen, &indexes), first;
	char *login;

	if (count == 0) {
		free(indexes);
		return fail(ERROR_MISSING, "There is no audit here to give out");
	}
	login = allocating_ask(screen, &allocating->rows[indexes[0]], peer);
	for (size_t i = 0; login != NULL && i < count; i++)
		propose_person(allocating, &allocating->rows[indexes[i]], peer, login);
	first = indexes[0];
	free(indexes);
	if (login == NULL)
		return 0;
	free(login);
	if (count > 1)
		view_say("%zu proposed", count);
	say_note(screen, &allocating->rows[first]);
	if (count == 1)
		list_move(&allocating->list, 1);
	return changed(screen);
}

int allocating_choose_lead(struct screen *screen)
{
	return choose(screen, false);
}

int allocating_choose_peer(struct screen *screen)
{
	return choose(screen, true);
}

// A date, or a number of working days from today on.
static int due_read(const struct session *session, const char *text, date *due)
{
	char *end;
	long days = strtol(text, &end, 10);

	if (*text != '\0' && *end == '\0' && days > 0 && days <= 366) {
		*due = workday_add(session->holidays, session->today, (int)days);
		return 0;
	}
	if (date_parse(text, DATE_ISO_OR_BRITISH, due) != 0)
		return fail(ERROR_DATA,
			"\"%s\" is no date (27/11/2026) and no number of working days (10)",
			text);
	return 0;
}

int allocating_choose_due(struct screen *screen)
{
	struct allocating *allocating = screen->state;
	size_t *indexes, count = targets(screen, &indexes);
	char *text =
		count == 0 ? NULL
			   : prompt_line("Due on (a date, or in how many working days)", NULL);
	date due;
	int result = text == NULL ? 0 : due_read(screen->session, text, &due);

	for (size_t i = 0; text != NULL && result == 0 && i < count; i++) {
		const struct allocation_row *row = &allocating->rows[indexes[i]];

		proposal_make(allocating, row)->due = due;
		proposal_settle(allocating, row->audit_id);
		allocating->note_of = 0;
		say_note(screen, row);
	}
	free(indexes);
	if (text == NULL || result != 0) {
		free(text);
		return result;
	}
	free(text);
	return changed(screen);
}

int allocating_undo(struct screen *screen)
{
	struct allocating *allocating = screen->state;
	size_t *indexes, count = targets(screen, &indexes);

	for (size_t i = 0; i < count; i++)
		proposal_drop(allocating, allocating->rows[indexes[i]].audit_id);
	free(indexes);
	return changed(screen);
}

// Those with a person stay; those for whom nobody fitted are tried again.
static int suggest(struct screen *screen, bool peers)
{
	struct allocating *allocating = screen->state;
	struct proposal *list;
	size_t count, left = 0;

	for (size_t i = allocating->proposal_count; i-- > 0;)
		if (allocating->proposals[i].lead[0] == '\0')
			proposal_drop(allocating, allocating->proposals[i].audit_id);
	if (allocate_suggest(screen->session, allocating->month, peers, allocating->proposals,
		    allocating->proposal_count, &list, &count) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		left += list[i].lead[0] == '\0';
		proposal_take(allocating, &list[i]);
	}
	free(list); // what it held is the screen's now
	if (count == 0)
		view_say("Nobody's audits are all proposed or given out");
	else if (left > 0)
		view_say("%zu proposed; for %zu nobody fits: stand on one to see why",
			count - left, left);
	else
		view_say("%zu proposed: A keeps them, Enter changes one", count);
	return changed(screen);
}

int allocating_suggest_leads(struct screen *screen)
{
	return suggest(screen, false);
}

int allocating_suggest_both(struct screen *screen)
{
	return suggest(screen, true);
}

int allocating_keep(struct screen *screen)
{
	struct allocating *allocating = screen->state;
	size_t count = 0;

	for (size_t i = 0; i < allocating->proposal_count; i++)
		count += allocating->proposals[i].lead[0] != '\0';
	if (count == 0)
		return fail(
			ERROR_MISSING, "Nothing is proposed yet: s suggests, Enter chooses");
	if (allocate_accept(
		    screen->session, allocating->proposals, allocating->proposal_count) != 0)
		return -1;
	proposals_clear(allocating);
	if (allocating_read_again(screen) != 0)
		return -1;
	view_say("%zu kept; the auditors see them on their Home", count);
	return changed(screen);
}

int allocating_undo_all(struct screen *screen)
{
	proposals_clear(screen->state);
	return changed(screen);
}
