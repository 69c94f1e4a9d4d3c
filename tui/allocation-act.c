// SPDX-License-Identifier: MIT
// What is done on the allocation screen: choosing, suggesting, taking back, keeping.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocation-private.h"
#include "tui/form.h"
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

// What a person or date is proposed for; those refused are counted, with the first reason.
struct proposing {
	struct screen *screen;
	const char *lead, *peer; // NULL: as it is
	date due;                // DATE_NONE: as it is
	size_t done, refused;
	char *why;
};

// What the row would become.
static struct allocation would_be(
	const struct proposing *proposing, const struct allocation_row *row)
{
	const struct proposal *now = proposal_of(proposing->screen->state, row->audit_id);
	struct allocation wanted = {
		.lead = proposing->lead, .peer = proposing->peer, .due = proposing->due};

	if (now != NULL) {
		if (wanted.lead == NULL && strcmp(now->lead, row->lead_login) != 0)
			wanted.lead = now->lead;
		if (wanted.peer == NULL)
			wanted.peer = now->peer;
		if (wanted.due == DATE_NONE)
			wanted.due = now->due;
	}
	return wanted;
}

// What would be refused when it is kept is refused at once, while one knows what was chosen.
static void propose_one(struct proposing *proposing, const struct allocation_row *row)
{
	struct allocating *allocating = proposing->screen->state;
	const struct allocation wanted = would_be(proposing, row);
	struct proposal *proposal;

	if (allocate_check(proposing->screen->session, row->ref, &wanted) != 0) {
		if (proposing->refused++ == 0)
			proposing->why = xasprintf("%s: %s", row->ref, error_message());
		return;
	}
	proposing->done++;
	proposal = proposal_make(allocating, row);
	if (proposing->lead != NULL) {
		xreplace(&proposal->lead, proposing->lead);
		xreplace(&proposal->why_not, "");
	}
	if (proposing->peer != NULL)
		xreplace(&proposal->peer, proposing->peer);
	if (proposing->due != DATE_NONE)
		proposal->due = proposing->due;
	if (!proposal_changes(allocating, proposal) && proposal->why_not[0] == '\0')
		proposal_drop(allocating, row->audit_id);
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

// Proposes for all of them, and says what came of it.
static int propose(struct proposing *proposing, const size_t *indexes, size_t count)
{
	struct allocating *allocating = proposing->screen->state;
	int result;

	for (size_t i = 0; i < count; i++)
		propose_one(proposing, &allocating->rows[indexes[i]]);
	result = changed(proposing->screen);
	if (result != 0) {
		free(proposing->why);
		return -1;
	}
	if (proposing->refused > 0 && count > 1)
		view_refuse("%zu proposed, %zu refused; %s", proposing->done,
			proposing->refused, proposing->why);
	else if (proposing->refused > 0)
		view_refuse("%s", proposing->why);
	else if (count > 1)
		view_say("%zu proposed", count);
	if (proposing->refused == 0)
		say_note(proposing->screen, &allocating->rows[indexes[0]]);
	if (count == 1 && proposing->refused == 0 && proposing->due == DATE_NONE)
		list_move(&allocating->list, 1);
	free(proposing->why);
	return 0;
}

static int choose(struct screen *screen, bool peer)
{
	struct allocating *allocating = screen->state;
	size_t *indexes, count = targets(screen, &indexes);
	char *login;
	int result = 0;

	if (count == 0) {
		free(indexes);
		return fail(ERROR_MISSING, "There is no audit here to give out");
	}
	login = allocating_ask(screen, &allocating->rows[indexes[0]], count, peer);
	if (login != NULL)
		result = propose(&(struct proposing){.screen = screen,
					 .lead = peer ? NULL : login,
					 .peer = peer ? login : NULL,
					 .due = DATE_NONE},
			indexes, count);
	free(indexes);
	free(login);
	return result;
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

	if (*text != '\0' && *end == '\0' && days > 0 && days <= ALLOCATE_DAYS) {
		*due = workday_add(session->holidays, session->today, (int)days);
		return 0;
	}
	if (form_date(text, due) != 0)
		return fail(ERROR_DATA,
			"\"%s\" is no date (27/11/2026) and no number of working days (10)",
			text);
	return 0;
}

int allocating_choose_due(struct screen *screen)
{
	size_t *indexes, count = targets(screen, &indexes);
	char *text =
		count == 0 ? NULL
			   : prompt_line("Due on (a date, or in how many working days)", NULL);
	struct proposing proposing = {.screen = screen};
	int result = text == NULL ? 0 : due_read(screen->session, text, &proposing.due);

	if (text != NULL && result == 0)
		result = propose(&proposing, indexes, count);
	free(text);
	free(indexes);
	return result;
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

// What is proposed stays; those for whom nobody fitted are tried again.
static int suggest(struct screen *screen, bool peers)
{
	struct allocating *allocating = screen->state;
	struct proposal *list;
	size_t count, left = 0;

	proposals_drop_unchanged(allocating);
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
	size_t count;

	proposals_drop_unchanged(allocating);
	count = allocating->proposal_count;
	if (count == 0)
		return fail(
			ERROR_MISSING, "Nothing is proposed yet: s suggests, Enter chooses");
	for (size_t i = 0; i < count; i++) // the date or peer of one whom nobody fits
		xreplace(&allocating->proposals[i].why_not, "");
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
