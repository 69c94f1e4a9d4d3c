// SPDX-License-Identifier: MIT
// An action as the cells of export actions, for the JSON of list and show.
#pragma once

#include "core/action-list.h"

enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_BOOL };

#define ACTION_CELLS 29

// The names of the columns of export actions, in their order.
extern const char *const action_cell_names[ACTION_CELLS];

struct action_cell {
	enum cell_type type;
	const char *text; // NULL: none
	int64_t number;
	char day[DATE_TEXT]; // what text points to, of a date
};

// Fills them in; texts are borrowed from the row.
void action_cells(const struct session *session, const struct action_row *row,
	struct action_cell cells[static ACTION_CELLS]);
