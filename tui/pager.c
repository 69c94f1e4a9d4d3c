// SPDX-License-Identifier: MIT
// Text to read: wrapping, scrolling, searching.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/pager.h"
#include "tui/prompt.h"
#include "tui/tui.h"

struct pager_part {
	char *term, *text;
	enum theme_role role;
	int indent;
	bool plain;
};

struct pager_line {
	size_t part, from, length; // bytes of the part's text
};

void pager_init(struct pager *pager, struct screen *screen)
{
	*pager = (struct pager){.screen = screen};
}

void pager_clear(struct pager *pager)
{
	for (size_t i = 0; i < pager->part_count; i++) {
		free(pager->parts[i].term);
		free(pager->parts[i].text);
	}
	pager->part_count = 0;
	pager->count = 0;
	pager->wrapped_at = 0;
}

void pager_finish(struct pager *pager)
{
	pager_clear(pager);
	free(pager->parts);
	free(pager->lines);
	free(pager->search);
	*pager = (struct pager){0};
}

static struct pager_part *add(struct pager *pager, const char *text)
{
	pager->parts = xgrow(
		pager->parts, pager->part_count, &pager->part_room, sizeof(*pager->parts));
	struct pager_part *part = &pager->parts[pager->part_count++];
	*part = (struct pager_part){.text = xstrdup(text)};
	pager->wrapped_at = 0;
	return part;
}

void pager_add(struct pager *pager, enum theme_role role, int indent, const char *text)
{
	struct pager_part *part = add(pager, text);

	part->role = role;
	part->indent = indent;
}

void pager_format(struct pager *pager, enum theme_role role, int indent, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	char *text = xvasprintf(fmt, args);
	va_end(args);
	pager_add(pager, role, indent, text);
	free(text);
}

void pager_term(struct pager *pager, const char *term, int indent, enum theme_role role,
	const char *text)
{
	struct pager_part *part = add(pager, text);

	part->term = xstrdup(term);
	part->role = role;
	part->indent = indent;
}

void pager_add_plain(struct pager *pager, const char *text)
{
	add(pager, text)->plain = true;
}

// The first line of `text`: its bytes, and in *shown those that are painted.
static size_t line_of(
	const struct pager_part *part, const char *text, size_t length, int cols, size_t *shown)
{
	if (!part->plain)
		return text_wrap(text, length, cols, shown);
	const char *end = memchr(text, '\n', length);
	*shown = end == NULL ? length : (size_t)(end - text);
	return *shown + (end != NULL);
}

static void add_line(struct pager *pager, size_t part, size_t from, size_t length)
{
	pager->lines = xgrow(
		pager->lines, (size_t)pager->count, &pager->line_room, sizeof(*pager->lines));
	pager->lines[pager->count++] = (struct pager_line){part, from, length};
}

static void wrap_part(struct pager *pager, size_t index)
{
	const struct pager_part *part = &pager->parts[index];
	size_t length = strlen(part->text), at = 0;
	int cols = pager->place.cols - 2 - part->indent;

	do {
		size_t shown = 0;
		size_t used = line_of(
			part, part->text + at, length - at, cols > 8 ? cols : 8, &shown);
		add_line(pager, index, at, shown);
		at += used;
	} while (at < length);
}

static int last_top(const struct pager *pager)
{
	return pager->count > pager->place.rows ? pager->count - pager->place.rows : 0;
}

// Wraps anew where the width or the text has changed; what stood at the top stays there.
static void wrap(struct pager *pager)
{
	if (pager->wrapped_at == pager->place.cols)
		return;
	size_t part = pager->top < pager->count ? pager->lines[pager->top].part : 0;
	bool again = pager->count > 0;
	pager->count = 0;
	for (size_t i = 0; i < pager->part_count; i++)
		wrap_part(pager, i);
	for (int i = 0; again && i < pager->count; i++)
		if (pager->lines[i].part == part) {
			pager->top = i;
			break;
		}
	pager->wrapped_at = pager->place.cols;
}

static void paint_line(const struct pager *pager, int index)
{
	int row = pager->place.row + index - pager->top, col = pager->place.col + 1;
	const struct pager_line *line = &pager->lines[index];
	const struct pager_part *part = &pager->parts[line->part];
	int end = pager->place.col + pager->place.cols;

	paint_blank((struct rect){row, pager->place.col, 1, pager->place.cols});
	if (part->term != NULL && line->from == 0)
		paint_text(row, col, part->indent > 1 ? part->indent - 1 : 0, THEME_KEY,
			part->term);
	col += part->indent;
	const char *text = part->text + line->from;
	size_t skip = part->plain ? text_cut(text, line->length, pager->left, NULL) : 0;
	paint_bytes(row, col, end - col, part->role, text + skip, line->length - skip);
}

static void paint_lines(const struct pager *pager, int from, int to)
{
	for (int i = from; i < to && i < pager->count; i++)
		paint_line(pager, i);
}

void pager_paint(struct pager *pager, struct rect place)
{
	pager->place = place;
	wrap(pager);
	if (pager->top > last_top(pager))
		pager->top = last_top(pager);
	paint_lines(pager, pager->top, pager->top + place.rows);
	paint_cursor(place.row, place.col + 1);
}

static int go_to(struct pager *pager, int top)
{
	int old = pager->top, rows = pager->place.rows;

	top = top > last_top(pager) ? last_top(pager) : top;
	top = top < 0 ? 0 : top;
	pager->top = top;
	if (top == old || pager->screen->stale)
		return 0;
	if (abs(top - old) >= rows || pager->place.cols != tui_cols()) {
		view_stale(pager->screen);
		return 0;
	}
	paint_scroll(pager->place, top - old);
	if (top > old)
		paint_lines(pager, top + rows - (top - old), top + rows);
	else
		paint_lines(pager, top, old);
	return 0;
}

static struct pager *pager_of(struct screen *screen)
{
	return screen->widget;
}

static int key_down(struct screen *screen)
{
	return go_to(pager_of(screen), pager_of(screen)->top + 1);
}

static int key_up(struct screen *screen)
{
	return go_to(pager_of(screen), pager_of(screen)->top - 1);
}

static int key_page_down(struct screen *screen)
{
	return go_to(
		pager_of(screen), pager_of(screen)->top + pager_of(screen)->place.rows - 1);
}

static int key_page_up(struct screen *screen)
{
	return go_to(
		pager_of(screen), pager_of(screen)->top - pager_of(screen)->place.rows + 1);
}

static int key_first(struct screen *screen)
{
	return go_to(pager_of(screen), 0);
}

static int key_last(struct screen *screen)
{
	return go_to(pager_of(screen), pager_of(screen)->count);
}

// Text as it stands may be wider than the screen: half a screen to the side.
static int go_aside(struct pager *pager, int step)
{
	int left = pager->left + step * pager->place.cols / 2;
	bool plain = false;

	for (size_t i = 0; i < pager->part_count; i++)
		plain |= pager->parts[i].plain;
	if (!plain)
		return fail(ERROR_NONE, "All of it is in sight from side to side");
	pager->left = left < 0 ? 0 : left;
	view_stale(pager->screen);
	return 0;
}

static int key_right(struct screen *screen)
{
	return go_aside(pager_of(screen), 1);
}

static int key_left(struct screen *screen)
{
	return go_aside(pager_of(screen), -1);
}

static bool line_matches(const struct pager *pager, int index, const char *key)
{
	const struct pager_line *line = &pager->lines[index];
	const struct pager_part *part = &pager->parts[line->part];
	char *text = xasprintf("%s %.*s", part->term == NULL ? "" : part->term,
		(int)line->length, part->text + line->from);
	char *folded = text_key(text);
	bool hit = strstr(folded, key) != NULL;

	free(folded);
	free(text);
	return hit;
}

static int find(struct pager *pager, int step)
{
	if (pager->search == NULL)
		return fail(ERROR_NONE, "Nothing to search for yet: / asks");
	char *key = text_key(pager->search);
	int i = pager->top + step;

	while (i >= 0 && i < pager->count && !line_matches(pager, i, key))
		i += step;
	free(key);
	if (i < 0 || i >= pager->count)
		return fail(ERROR_NONE, "No \"%s\" %s here", pager->search,
			step > 0 ? "below" : "above");
	return go_to(pager, i);
}

static int key_next(struct screen *screen)
{
	return find(pager_of(screen), 1);
}

static int key_previous(struct screen *screen)
{
	return find(pager_of(screen), -1);
}

static int key_search(struct screen *screen)
{
	struct pager *pager = pager_of(screen);
	char *text = prompt_search("Search for", pager->search);

	if (text != NULL && text[0] != '\0')
		xreplace(&pager->search, text);
	int result = text == NULL || text[0] == '\0' ? 0 : find(pager, 1);
	free(text);
	return result;
}

const struct key pager_keys[] = {
	{{'j', K_DOWN, K_ENTER}, "down", "A line down", key_down, .quiet = true},
	{{'k', K_UP}, "up", "A line up", key_up, .quiet = true},
	{{' ', K_PGDN, K_CTRL('f'), K_CTRL('d')}, "page down", "A screen down", key_page_down},
	{{K_PGUP, 'b', K_CTRL('b'), K_CTRL('u')}, "page up", "A screen up", key_page_up,
		.quiet = true},
	{{'g', K_HOME}, "start", "The start of the text", key_first, .quiet = true},
	{{'G', K_END}, "end", "The end of the text", key_last, .quiet = true},
	{{K_RIGHT, 'l'}, "right", "In a table: half a screen to the right", key_right,
		.quiet = true},
	{{K_LEFT, 'h'}, "left", "In a table: half a screen to the left", key_left,
		.quiet = true},
	{{'/'}, "search", "Search downwards for a text", key_search},
	{{'n'}, "next", "The next line that has it", key_next, .quiet = true},
	{{'N'}, "previous", "The line before that has it", key_previous, .quiet = true},
	{{0}},
};

struct reader {
	struct pager pager;
	char *title;
};

static int reader_open(struct screen *screen, const void *argument)
{
	const struct pager_content *content = argument;
	struct reader *reader = screen->state;

	reader->title = xstrdup(content->title);
	pager_init(&reader->pager, screen);
	view_focus(screen, &reader->pager, pager_keys);
	if (content->fill(&reader->pager, content->context) == 0)
		return 0;
	pager_finish(&reader->pager);
	free(reader->title);
	return -1;
}

static void reader_close(struct screen *screen)
{
	struct reader *reader = screen->state;

	pager_finish(&reader->pager);
	free(reader->title);
}

static void reader_paint(struct screen *screen)
{
	struct reader *reader = screen->state;

	pager_paint(&reader->pager, screen->body);
}

static void reader_describe(struct screen *screen, char *text, size_t size)
{
	const struct reader *reader = screen->state;

	snprintf(text, size, "%s", reader->title);
}

static void reader_status(struct screen *screen, char *text, size_t size)
{
	const struct pager *pager = &((struct reader *)screen->state)->pager;
	int end = pager->top + pager->place.rows;

	if (pager->count > pager->place.rows)
		snprintf(text, size, "Lines %d to %d of %d", pager->top + 1,
			end < pager->count ? end : pager->count, pager->count);
}

int pager_open(struct session *session, const struct pager_content *content)
{
	static const struct view reader = {
		.name = "text",
		.help = "Text to read.",
		.size = sizeof(struct reader),
		.open = reader_open,
		.close = reader_close,
		.paint = reader_paint,
		.describe = reader_describe,
		.status = reader_status,
	};

	return view_open(session, &reader, content);
}
