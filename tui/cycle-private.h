// SPDX-License-Identifier: MIT
// The month's screen: its state, shared among its files.
#pragma once

#include "core/cycle.h"
#include "core/due.h"
#include "core/trail.h"
#include "tui/list.h"

enum cycle_tab { CYCLE_TAB_MONTH, CYCLE_TAB_CHASE, CYCLE_TAB_COUNT };

// Somebody who has something overdue of the month.
struct chase {
	char *login, *name, *post; // "" where nobody was given it
	int64_t counts[DUE_KINDS], overdue;
	date oldest;
};

struct cycling {
	char month[DATE_TEXT];
	enum audit_kind kind;
	enum cycle_tab tab;
	struct cycle cycle;
	struct chase *chases; // who has most first
	size_t chase_count, chase_room;
	struct list list;
	char head[TRAIL_HASH_TEXT]; // of the trail when all this was read
};

// Where the rows of a tab come from.
extern const struct list_source cycle_sources[CYCLE_TAB_COUNT];

// Reads who is to be chased; what was read before is forgotten.
int chases_read(struct screen *screen);
void chases_forget(struct cycling *cycling);

// "2 audits, 1 contact".
void chase_words(const struct chase *chase, char *text, size_t size);

void cycle_paint(struct screen *screen);
