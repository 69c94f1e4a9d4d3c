// SPDX-License-Identifier: MIT
// A page longer than the screen: what is written on it is measured or painted by the same code.
#pragma once

#include <stdbool.h>

#include "tui/paint.h"

// Rows count from the top of the page, columns from the left edge of its place.
struct paper {
	struct rect place; // the part of the screen through which it is seen
	int scroll;        // the page's row that stands at the top of the place
	int row;           // where the next text goes
	bool dry;          // only measure: nothing is painted
};

// One line at the present row, cut to cols cells. Returns the cells it takes.
int paper_text(struct paper *paper, int col, int cols, enum theme_role role, const char *text);

// Text wrapped to cols cells from the present row on, at most `most` rows (0: all). Returns the
// rows it takes; the present row stays.
int paper_wrap(struct paper *paper, int col, int cols, int most, enum theme_role role,
	const char *text);

// The same, and goes on below it.
void paper_add(struct paper *paper, int col, int cols, enum theme_role role, const char *text);

// The cursor at the present row, if that can be seen.
void paper_cursor(struct paper *paper, int col);
