// SPDX-License-Identifier: MIT
// A list's painting, movement and search: only what changed is painted again.
#include <stdlib.h>
#include <string.h>
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/list.h"
#include "tui/prompt.h"
#include "tui/tui.h"

enum {
	MARK = 2, // cells before the first column, for the mark of the focus
	GAP = 2,  // cells between columns
};

// The widest set of columns that fits: a column stays if no column with a greater `drop` is needed to
// make room. Returns the cells left over.
static int choose_columns(struct list *list, int cols)
{
	const struct list_source *source = list->source;

	for (int limit = 100;; limit--) {
		int left = cols - MARK + GAP;
		for (size_t i = 0; i < source->column_count; i++) {
			bool shown =
				source->columns[i].drop == 0 || source->columns[i].drop < limit;
			list->widths[i] = shown ? source->columns[i].cols : -1;
			left -= shown ? source->columns[i].cols + GAP : 0;
		}
		if (left >= 0 || limit == 1)
			return left > 0 ? left : 0;
	}
}

static void lay_out(struct list *list)
{
	const struct list_source *source = list->source;
	int left = choose_columns(list, list->place.cols), shares = 0, start = MARK;

	for (size_t i = 0; i < source->column_count; i++)
		shares += list->widths[i] >= 0 ? source->columns[i].grow : 0;
	for (size_t i = 0; i < source->column_count; i++) {
		if (list->widths[i] < 0)
			continue;
		if (source->columns[i].grow > 0) {
			int part = left * source->columns[i].grow / shares;
			list->widths[i] += part;
			left -= part;
			shares -= source->columns[i].grow;
		}
		list->starts[i] = start;
		start += list->widths[i] + GAP;
	}
}

static void paint_cell(
	const struct list *list, size_t column, int row, enum theme_role role, const char *text)
{
	int col = list->place.col + list->starts[column], cols = list->widths[column];
	int end = list->place.col + list->place.cols;

	if (list->source->columns[column].right) {
		int width = paint_width(text);
		col += width < cols ? cols - width : 0;
		cols = width < cols ? width : cols;
	}
	cols = col + cols > end ? end - col : cols;
	if (list->source->columns[column].last_word && paint_width(text) > cols) {
		char *shorter = text_abridge(text, cols);

		paint_text(row, col, cols, role, shorter);
		free(shorter);
		return;
	}
	paint_text(row, col, cols, role, text);
}

static void paint_headings(const struct list *list)
{
	paint_blank((struct rect){list->place.row, list->place.col, 1, list->place.cols});
	for (size_t i = 0; i < list->source->column_count; i++)
		if (list->widths[i] >= 0)
			paint_cell(list, i, list->place.row, THEME_HEADING,
				list->source->columns[i].title);
}

// The row in focus says all: the cursor stands on its first column.
static bool said_above(const struct list *list, size_t column, int index, bool focus)
{
	return list->source->columns[column].once && !focus && index > list->top &&
	       strcmp(list->rows[index]->cells[column].text,
		       list->rows[index - 1]->cells[column].text) == 0;
}

// Paints the row of the window with this index, with the mark and its first column set off when it
// is in focus: few cells, so that moving sends few bytes.
static void paint_row(const struct list *list, int index)
{
	int row = list->place.row + 1 + index - list->top;
	bool focus = index == list->at && !list->passive;
	bool first = true;

	if (index < list->top || index >= list->top + list_height(list))
		return;
	paint_blank((struct rect){row, list->place.col, 1, list->place.cols});
	if (index >= list->count)
		return;
	if (focus)
		paint_text(row, list->place.col, 1, THEME_TITLE, ">");
	for (size_t i = 0; i < list->source->column_count; i++) {
		if (list->widths[i] < 0 || said_above(list, i, index, focus))
			continue;
		const struct list_cell *cell = &list->rows[index]->cells[i];
		paint_cell(list, i, row, focus && first ? THEME_FOCUS : cell->role, cell->text);
		first = false;
	}
	if (focus)
		paint_cursor(row, list->place.col + MARK);
}

static void paint_rows(const struct list *list, int from, int to)
{
	for (int i = from; i < to; i++)
		paint_row(list, i);
}

// Brings `top` to where the focus is in sight and the screen is as full as it can be.
static void settle_top(struct list *list)
{
	int height = list_height(list);

	if (list->top > list->at)
		list->top = list->at;
	if (list->top < list->at - height + 1)
		list->top = list->at - height + 1;
	if (list->last && list->top > list->count - height)
		list->top = list->count - height;
	if (list->top < 0)
		list->top = 0;
}

void list_paint(struct list *list, struct rect place)
{
	list->place = place;
	lay_out(list);
	paint_headings(list);
	if (list->count == 0) {
		struct rect within = {
			place.row + 2, place.col + MARK, place.rows - 2, place.cols - MARK - 1};
		if (list->unfinished)
			paint_wrapped(within, THEME_TEXT, "Looking ...");
		else if (list->source->empty != NULL)
			paint_wrapped(within, THEME_TEXT, list->source->empty(list->context));
		if (!list->passive)
			paint_cursor(within.row, within.col);
		return;
	}
	if (!list->unfinished && list_reach(list, list->at - list->top, list_height(list)) != 0)
		view_error();
	settle_top(list);
	paint_rows(list, list->top, list->top + list_height(list));
}

// Paints the change from an old focus and top, as little of it as the terminal can be sent.
static void paint_change(const struct list *list, int old_at, int old_top)
{
	int height = list_height(list), by = list->top - old_top;
	struct rect rows = {list->place.row + 1, 0, height, list->place.cols};

	if (list->screen->stale)
		return;
	if (by != 0 && (abs(by) >= height || list->place.cols != tui_cols())) {
		paint_rows(list, list->top, list->top + height);
		return;
	}
	if (by != 0)
		paint_scroll(rows, by);
	if (by > 0)
		paint_rows(list, list->top + height - by, list->top + height);
	if (by < 0)
		paint_rows(list, list->top, list->top - by);
	if (by != 0 && list->source->columns[0].once) {
		paint_row(list, list->top);
		paint_row(list, old_top);
	}
	paint_row(list, old_at);
	paint_row(list, list->at);
}

// Moves focus and top by the same number of rows where `page`, the focus alone otherwise.
static int go(struct list *list, int rows, bool page)
{
	int height = list_height(list);

	// What a source is still looking for comes with idle: keys do not wait for it.
	if (!list->unfinished && list_reach(list, rows < 0 ? height - rows : 0,
					 rows > 0 ? height + rows : 0) != 0)
		return -1;
	int old_at = list->at, old_top = list->top, to = old_at + rows;
	to = to < 0 ? 0 : to >= list->count ? list->count - 1 : to;
	if (to == old_at && !(rows < 0 ? list->first : list->last))
		return fail(ERROR_NONE, "Still looking for more rows");
	if (to == old_at)
		return fail(ERROR_NONE,
			rows < 0 ? "This is the first row" : "This is the last row");
	if (page)
		list->top += to - old_at;
	list->at = to;
	settle_top(list);
	paint_change(list, old_at, old_top);
	return 0;
}

int list_move(struct list *list, int rows)
{
	return list->count == 0 ? fail(ERROR_NONE, "The list is empty") : go(list, rows, false);
}

static bool matches(const struct list *list, const struct list_row *row, const char *key)
{
	for (size_t i = 0; i < list->source->column_count; i++) {
		char *cell = text_key(row->cells[i].text);
		bool hit = strstr(cell, key) != NULL;
		free(cell);
		if (hit)
			return true;
	}
	return false;
}

// Looks through the rows themselves, a page at a time, until a key is pressed. The focus moves along.
// 0 where found, 1 where there is none, -1 where it stopped.
static int scan(struct list *list, bool forward)
{
	char *key = text_key(list->search);
	int result = 1, step = forward ? 1 : -1;

	for (int n = 1; result == 1; n++) {
		if (list_reach(list, forward ? 0 : 1, forward ? 1 : 0) != 0)
			result = -1;
		else if ((list->unfinished || n % 1000 == 0) && tui_pending())
			result =
				fail(ERROR_NONE, "The search stopped here at a key: n goes on");
		else if (list->at + step < 0 || list->at + step >= list->count) {
			if (forward ? list->last : list->first)
				break;
		} else {
			list->at = list->top = list->at + step;
			result = !matches(list, list->rows[list->at], key);
		}
	}
	free(key);
	return result;
}

void list_search(struct list *list, const char *text)
{
	xreplace(&list->search, text);
}

int list_find(struct list *list, bool forward)
{
	if (list->search == NULL)
		return fail(ERROR_NONE, "Nothing to search for yet: / asks");
	if (list->count == 0)
		return fail(ERROR_NONE, "The list is empty");
	int offset = list->at - list->top;
	struct list_row *before = list_copy(list, list->rows[list->at]);
	int result = scan(list, forward);
	list->top = list->at - offset > 0 ? list->at - offset : 0;
	if (result > 0) { // nothing: back to where it began
		if (list_around(list, before) == 0)
			fail(ERROR_NONE, "No \"%s\" %s here", list->search,
				forward ? "below" : "above");
		result = -1;
	}
	free(before);
	view_stale(list->screen);
	return result;
}

static struct list *list_of(struct screen *screen)
{
	return screen->widget;
}

static int key_down(struct screen *screen)
{
	return list_move(list_of(screen), 1);
}

static int key_up(struct screen *screen)
{
	return list_move(list_of(screen), -1);
}

static int turn(struct screen *screen, int rows)
{
	struct list *list = list_of(screen);

	return list->count == 0 ? fail(ERROR_NONE, "The list is empty") : go(list, rows, true);
}

static int key_page_down(struct screen *screen)
{
	return turn(screen, list_height(list_of(screen)));
}

static int key_page_up(struct screen *screen)
{
	return turn(screen, -list_height(list_of(screen)));
}

static int key_half_down(struct screen *screen)
{
	return turn(screen, list_height(list_of(screen)) / 2);
}

static int key_half_up(struct screen *screen)
{
	return turn(screen, -list_height(list_of(screen)) / 2);
}

static int key_first(struct screen *screen)
{
	return list_restart(list_of(screen), false);
}

static int key_last(struct screen *screen)
{
	return list_restart(list_of(screen), true);
}

static int key_search(struct screen *screen)
{
	struct list *list = list_of(screen);
	char *text = prompt_search("Search for", list->search);

	if (text == NULL || text[0] == '\0') {
		free(text);
		return 0;
	}
	list_search(list, text);
	free(text);
	return list_find(list, true);
}

static int key_next(struct screen *screen)
{
	return list_find(list_of(screen), true);
}

static int key_previous(struct screen *screen)
{
	return list_find(list_of(screen), false);
}

const struct key list_keys[] = {
	{{'j', K_DOWN}, "down", "The next row", key_down, .quiet = true},
	{{'k', K_UP}, "up", "The row before", key_up, .quiet = true},
	{{K_PGDN, K_CTRL('f'), ' '}, "page down", "A screen of rows down", key_page_down,
		.quiet = true},
	{{K_PGUP, K_CTRL('b')}, "page up", "A screen of rows up", key_page_up, .quiet = true},
	{{K_CTRL('d')}, "half down", "Half a screen down", key_half_down, .quiet = true},
	{{K_CTRL('u')}, "half up", "Half a screen up", key_half_up, .quiet = true},
	{{'g', K_HOME}, "first", "The first row of all", key_first, .quiet = true},
	{{'G', K_END}, "last", "The last row of all", key_last, .quiet = true},
	{{'/'}, "search", "Search downwards for a text", key_search},
	{{'n'}, "next", "The next row that has the text", key_next, .quiet = true},
	{{'N'}, "previous", "The row before that has the text", key_previous, .quiet = true},
	{{0}},
};
