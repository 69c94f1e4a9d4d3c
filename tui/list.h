// SPDX-License-Identifier: MIT
// The one list that every list is: a window of a few screens over rows that stay with their source.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "tui/paint.h"
#include "tui/view.h"

// One column. Where the screen is too narrow for all, those with the greatest `drop` go first; what
// is wider than needed is given to the columns that grow, by their shares.
struct list_column {
	const char *title;
	int cols;       // cells it takes at least
	int grow;       // its share of the cells left over, 0 for none
	int drop;       // 0: never left out
	bool right;     // numbers stand at the right
	bool once;      // left blank where the row above, if it is in sight, says the same
	bool last_word; // what is too wide keeps its last word: text_abridge()
};

struct list_cell {
	const char *text; // NULL is ""
	enum theme_role role;
};

// One row, and where it stands in the order of the list: `number`, `key` and `id` are whatever the
// source sorts by, so that it can go on from here.
struct list_row {
	int64_t id, number;
	char *key;
	struct list_cell cells[];
};

struct list;

// Where rows come from. The list never asks how many there are.
struct list_source {
	const struct list_column *columns;
	size_t column_count;
	// Adds (list_add) up to `count` rows that come after `from` in the order, nearest first; before
	// it where not `forward`. `from` NULL is the very start, or the very end. Fewer rows than
	// asked mean that there are no more, unless it said so with list_unfinished(). 0, or -1 with fail().
	int (*fetch)(void *context, const struct list_row *from, bool forward, int count,
		struct list *list);
	// Where there are no rows: why, and what to do. Borrowed, asked at each painting.
	const char *(*empty)(void *context);
};

struct list {
	struct screen *screen;
	const struct list_source *source;
	void *context;
	struct list_row **rows; // the window
	int count;
	size_t room;
	int at, top;        // the row in focus, the first row painted: indexes into the window
	bool first, last;   // the window's ends are the list's ends
	bool unfinished;    // the source is to be asked again for the rest
	bool adding_before; // list_add() puts rows before the window
	struct rect place;  // where list_paint() put it, the headings' row included
	int *starts, *widths; // of the columns, -1 where left out
	char *search;
	bool passive; // another widget has the focus: no mark and no cursor
};

void list_init(struct list *list, struct screen *screen, const struct list_source *source,
	void *context);
void list_finish(struct list *list);

// For the source's fetch: one more row. `cells` (as many as columns) and `key` (NULL is "")
// are copied.
void list_add(struct list *list, int64_t id, int64_t number, const char *key,
	const struct list_cell *cells);

// For a source that would look too long for as many rows as it is asked for: it adds those it found, if any, and goes on
// where it stopped when it is asked again, from the row it added last. Keys are served in between.
void list_unfinished(struct list *list);

// A fetch for rows that stand in an array: calls `add` with the indexes (0 to total - 1) that are asked
// for. `add` gives list_add() its index as `number`.
int list_fetch_indexed(struct list *list, const struct list_row *from, bool forward, int count,
	int total, void (*add)(struct list *list, int index));

// Reads again from the source: the focus stays on its row, or where that row would stand. The first
// call reads from the start. Shows a failure in the message line and returns -1.
int list_reload(struct list *list);

// From the very start or end again, as after a change of filter or order.
int list_restart(struct list *list, bool end);

// The row in focus; NULL where there is none.
const struct list_row *list_focus(const struct list *list);

// Paints headings and rows into `place` and puts the cursor on the row in focus.
void list_paint(struct list *list, struct rect place);

// Moves the focus by so many rows, painting only what changes. Returns -1 at the end of the list.
int list_move(struct list *list, int rows);

// Reads ahead; for the view's `idle`.
void list_idle(struct list *list);

// Moves the focus to the next (previous) row with list->search in it; set by list_search().
int list_find(struct list *list, bool forward);
void list_search(struct list *list, const char *text);

// Movement and search, for view_focus(screen, list, list_keys).
extern const struct key list_keys[];

// For list-keys.c: fetches so that at least so many rows stand before and after the focus, where
// there are such rows. -1 with fail().
int list_reach(struct list *list, int before, int after);
// A copy of a row; yours to free().
struct list_row *list_copy(const struct list *list, const struct list_row *row);
// Makes the window anew around a row that list_add() took.
int list_around(struct list *list, const struct list_row *row);
// Rows that fit below the headings.
int list_height(const struct list *list);
