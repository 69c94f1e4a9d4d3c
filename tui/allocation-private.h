// SPDX-License-Identifier: MIT
// The allocation screen: its state, shared among its files.
#pragma once

#include "core/allocate.h"
#include "core/user.h"
#include "tui/list.h"

struct allocating {
	char month[DATE_TEXT];
	struct allocation_row *rows;
	size_t count, room;
	bool *marked; // of each row
	// What is to be kept by A; remembered for the person until then. Never more than one of an audit.
	struct proposal *proposals;
	size_t proposal_count, proposal_room;
	struct user_row *people; // for their names
	size_t people_count;
	struct list list;
	char *note; // what speaks against the proposal in focus; NULL: not asked yet
	int64_t note_of;
};

// Reads the month again; proposals of audits that are gone or in other hands by now are dropped, and *dropped counts
// them. -1 with fail().
int allocating_read(struct screen *screen, size_t *dropped);

const struct allocation_row *allocating_row(
	const struct allocating *allocating, int64_t audit_id);

// The proposal for an audit; NULL: none.
struct proposal *proposal_of(const struct allocating *allocating, int64_t audit_id);

// The same, made where there is none: as the row stands.
struct proposal *proposal_make(struct allocating *allocating, const struct allocation_row *row);

// Takes a suggestion over: as a proposal, or as the peer of the one that stands.
void proposal_take(struct allocating *allocating, struct proposal *suggested);

// Whether it says something else than what stands; one that only says why nobody fits does not.
bool proposal_changes(const struct allocating *allocating, const struct proposal *proposal);
size_t proposals_changing(const struct allocating *allocating);
void proposals_drop_unchanged(struct allocating *allocating);
void proposal_drop(struct allocating *allocating, int64_t audit_id);
void proposals_clear(struct allocating *allocating);

// Keeps month and proposals for the person, so that nothing is lost with the terminal.
int proposals_remember(struct screen *screen);
void proposals_recall(struct allocating *allocating, const char *text);

// How many audits the proposals give to a login, beyond those it holds: as lead, or as peer.
int proposals_for(const struct allocating *allocating, const char *login, bool peer);

// Asks who is to be lead or peer of an audit, with what speaks for and against each. Yours; NULL: no answer, "": nobody.
// rows: how many audits it is asked for, of which this is the first.
char *allocating_ask(
	struct screen *screen, const struct allocation_row *row, size_t rows, bool peer);

// Reads the month again and says what became of proposals meanwhile. 0, or -1 with fail().
int allocating_read_again(struct screen *screen);

// What speaks against a proposal, or why there is nobody; asked of core once for each. Borrowed.
const char *allocating_note(struct screen *screen, const struct proposal *proposal);

// The acts of the keys.
int allocating_mark(struct screen *screen);
int allocating_mark_none(struct screen *screen);
int allocating_choose_lead(struct screen *screen);
int allocating_choose_peer(struct screen *screen);
int allocating_choose_due(struct screen *screen);
int allocating_undo(struct screen *screen);
int allocating_undo_all(struct screen *screen);
int allocating_suggest_leads(struct screen *screen);
int allocating_suggest_both(struct screen *screen);
int allocating_keep(struct screen *screen);
