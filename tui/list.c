// SPDX-License-Identifier: MIT
// A list's window: rows fetched by key at either end, dropped at the other.
#include <stdlib.h>
#include <string.h>
#include "db/error.h"
#include "db/mem.h"
#include "tui/list.h"

enum { WINDOW_LEAST = 120 }; // rows kept whatever the screen's height

void list_init(struct list *list, struct screen *screen, const struct list_source *source,
	void *context)
{
	*list = (struct list){.screen = screen, .source = source, .context = context};
	list->starts = xcalloc(source->column_count, sizeof(int));
	list->widths = xcalloc(source->column_count, sizeof(int));
	list->place = screen->body;
}

static void clear(struct list *list)
{
	for (int i = 0; i < list->count; i++)
		free(list->rows[i]);
	list->count = list->at = list->top = 0;
	list->first = list->last = false;
}

void list_finish(struct list *list)
{
	clear(list);
	free(list->rows);
	free(list->starts);
	free(list->widths);
	free(list->search);
	*list = (struct list){0};
}

int list_height(const struct list *list)
{
	return list->place.rows > 2 ? list->place.rows - 1 : 1;
}

const struct list_row *list_focus(const struct list *list)
{
	return list->count == 0 ? NULL : list->rows[list->at];
}

static size_t size_of(const char *text)
{
	return text == NULL ? 1 : strlen(text) + 1;
}

static char *put(char **end, const char *text)
{
	char *start = *end;

	*end = start + size_of(text);
	return memcpy(start, text == NULL ? "" : text, size_of(text));
}

// A row in one piece of memory: its cells and all texts behind it.
static struct list_row *make_row(size_t columns, int64_t id, int64_t number, const char *key,
	const struct list_cell *cells)
{
	size_t texts = size_of(key);

	for (size_t i = 0; i < columns; i++)
		texts += size_of(cells[i].text);
	struct list_row *row = xmalloc(sizeof(*row) + columns * sizeof(row->cells[0]) + texts);
	char *end = (char *)&row->cells[columns];
	row->id = id;
	row->number = number;
	row->key = put(&end, key);
	for (size_t i = 0; i < columns; i++)
		row->cells[i] = (struct list_cell){put(&end, cells[i].text), cells[i].role};
	return row;
}

void list_add(struct list *list, int64_t id, int64_t number, const char *key,
	const struct list_cell *cells)
{
	int place = list->adding_before ? 0 : list->count;

	list->rows = xgrow(list->rows, (size_t)list->count, &list->room, sizeof(*list->rows));
	memmove(list->rows + place + 1, list->rows + place,
		(size_t)(list->count - place) * sizeof(*list->rows));
	list->rows[place] = make_row(list->source->column_count, id, number, key, cells);
	list->count++;
	if (list->adding_before && list->count > 1) {
		list->at++;
		list->top++;
	}
}

int list_fetch_indexed(struct list *list, const struct list_row *from, bool forward, int count,
	int total, void (*add)(struct list *list, int index))
{
	int step = forward ? 1 : -1;
	int index = from != NULL ? (int)from->number + step : forward ? 0 : total - 1;

	for (; count > 0 && index >= 0 && index < total; count--, index += step)
		add(list, index);
	return 0;
}

// Drops what stands far from the focus at the end away from where rows were just added.
static void trim(struct list *list, bool front)
{
	int keep = list_height(list) * 3 > WINDOW_LEAST ? list_height(list) * 3 : WINDOW_LEAST;
	int low = list->at < list->top ? list->at : list->top;
	int drop = front ? low - keep : list->count - 1 - list->at - keep - list_height(list);

	if (drop < keep / 2)
		return;
	int from = front ? 0 : list->count - drop;
	for (int i = from; i < from + drop; i++)
		free(list->rows[i]);
	list->count -= drop;
	if (front) {
		memmove(list->rows, list->rows + drop,
			(size_t)list->count * sizeof(*list->rows));
		list->at -= drop;
		list->top -= drop;
		list->first = false;
	} else
		list->last = false;
}

void list_unfinished(struct list *list)
{
	list->unfinished = true;
}

static int ask(struct list *list, const struct list_row *from, bool forward, int count)
{
	list->adding_before = !forward;
	list->unfinished = false;
	int result = list->source->fetch(list->context, from, forward, count, list);
	list->adding_before = false;
	return result;
}

static int fetch(struct list *list, bool forward, int count)
{
	const struct list_row *from =
		list->count == 0 ? NULL : list->rows[forward ? list->count - 1 : 0];
	int before = list->count;

	if (ask(list, from, forward, count) != 0)
		return -1;
	if (list->count - before < count && !list->unfinished)
		*(forward ? &list->last : &list->first) = true;
	trim(list, forward);
	return 0;
}

int list_reach(struct list *list, int before, int after)
{
	int page = list_height(list);

	if (!list->last && list->count - 1 - list->at < after) {
		int missing = after - (list->count - 1 - list->at);
		if (fetch(list, true, missing > page ? missing : page) != 0)
			return -1;
	}
	if (!list->first && list->at < before) {
		int missing = before - list->at;
		if (fetch(list, false, missing > page ? missing : page) != 0)
			return -1;
	}
	return 0;
}

// Whether a source that is unfinished has not given as many rows before and after the focus.
static bool is_short(const struct list *list, int rows)
{
	return (!list->last && list->count - 1 - list->at < rows) ||
	       (!list->first && list->at < rows);
}

// What is found while the screen is not full is shown at once, and that there is no more.
static void show_found(struct list *list, int before, bool ended)
{
	bool in_sight = list->at - list->top + before < list_height(list) || before == 0;

	if ((in_sight && list->count != before) || (list->count == 0 && ended))
		view_stale(list->screen);
}

void list_idle(struct list *list)
{
	int ahead = list_height(list) * 2; // as much as a page up or down wants to have
	int before = list->count;

	if (list->count == 0 && !list->unfinished)
		return;
	if (list_reach(list, ahead, ahead) != 0) {
		view_error();
		return;
	}
	show_found(list, before, list->first && list->last);
	if (is_short(list, ahead))
		view_again();
}

int list_restart(struct list *list, bool end)
{
	clear(list);
	list->first = !end;
	list->last = end;
	if (fetch(list, !end, list_height(list) + 1) != 0) {
		view_error();
		return -1;
	}
	list->at = end && list->count > 0 ? list->count - 1 : 0;
	list->top =
		end && list->count > list_height(list) ? list->count - list_height(list) : 0;
	view_stale(list->screen);
	return 0;
}

// The window around a place in the order, which a row may have left: a page before it, then onwards
// from there, so that the row itself is met again if it still stands.
static int reload_at(struct list *list, const struct list_row *row, int offset)
{
	int page = list_height(list);

	// One row before it at least, or none at all, so that it is known where onwards is.
	do {
		if (ask(list, row, false, page) != 0)
			return -1;
	} while (list->count == 0 && list->unfinished);
	int before = list->count;
	list->first = before < page && !list->unfinished;
	if (fetch(list, true, page * 2) != 0)
		return -1;
	list->at = before < list->count ? before : list->count > 0 ? list->count - 1 : 0;
	list->top = list->at - offset > 0 ? list->at - offset : 0;
	return 0;
}

struct list_row *list_copy(const struct list *list, const struct list_row *row)
{
	return make_row(list->source->column_count, row->id, row->number, row->key, row->cells);
}

// A row of an array has another place when others came before it: it is known by its id.
static void find_again(struct list *list, int64_t id)
{
	if (list->count == 0 || list->rows[list->at]->id == id)
		return;
	for (int i = 0; i < list->count; i++)
		if (list->rows[i]->id == id) {
			list->at = i;
			return;
		}
}

int list_around(struct list *list, const struct list_row *row)
{
	struct list_row *copy = make_row(
		list->source->column_count, row->id, row->number, row->key, row->cells);
	int offset = list->at - list->top;

	clear(list);
	int result = reload_at(list, copy, offset);
	find_again(list, copy->id);
	free(copy);
	view_stale(list->screen);
	return result;
}

int list_reload(struct list *list)
{
	if (list->count == 0)
		return list_restart(list, false);
	int result = list_around(list, list->rows[list->at]);
	if (result != 0)
		view_error();
	return result;
}
