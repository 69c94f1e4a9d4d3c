// SPDX-License-Identifier: MIT
// Moving about in a report: lines, numbers, sections, words found.
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/prompt.h"
#include "tui/report-private.h"

int report_rows(const struct screen *screen)
{
	return screen->body.rows - REPORT_HEAD_ROWS;
}

const struct report_line *report_line_at(const struct report_page *page, size_t at)
{
	return &page->lines.lines[at];
}

const struct report_piece *report_number_of(const struct report_page *page, size_t at)
{
	const struct report_line *line = report_line_at(page, at);
	const struct report_piece *best = NULL;

	for (size_t i = line->first; i < line->first + line->count; i++) {
		const struct report_piece *piece = &page->lines.pieces[i];
		int away = abs(piece->col + piece->cols / 2 - page->want);

		if (report_piece_leads(piece) &&
			(!best || away < abs(best->col + best->cols / 2 - page->want)))
			best = piece;
	}
	return best;
}

void report_want(struct report_page *page, const struct report_piece *piece)
{
	page->want = piece->col + piece->cols / 2;
}

void report_in_sight(struct screen *screen)
{
	struct report_page *page = screen->state;
	size_t rows = (size_t)report_rows(screen);

	if (page->at < page->top)
		page->top = page->at;
	if (page->at >= page->top + rows)
		page->top = page->at - rows + 1;
	if (page->top + rows > page->lines.count)
		page->top = page->lines.count > rows ? page->lines.count - rows : 0;
}

void report_scroll(struct screen *screen)
{
	report_in_sight(screen);
	view_stale(screen);
}

// After a leap: what stands around the line is in sight, too, the headings of its table most of all.
static void scroll_around(struct screen *screen)
{
	struct report_page *page = screen->state;
	size_t rows = (size_t)report_rows(screen), over = rows / 2;

	if (page->at < page->top || page->at >= page->top + rows)
		page->top = page->at > over ? page->at - over : 0;
	report_scroll(screen);
}

static int move_lines(struct screen *screen, long by)
{
	struct report_page *page = screen->state;
	size_t at = page->at;
	long left = labs(by), step = by > 0 ? 1 : -1;

	for (size_t next = at; left > 0;) {
		next += (size_t)step;
		if (next >= page->lines.count)
			break;
		if (!report_line_at(page, next)->count)
			continue;
		at = next;
		left--;
	}
	if (at == page->at)
		return fail(ERROR_NONE, by > 0 ? "This is the end" : "This is the beginning");
	page->at = at;
	report_scroll(screen);
	return 0;
}

static int line_down(struct screen *screen)
{
	return move_lines(screen, 1);
}

static int line_up(struct screen *screen)
{
	return move_lines(screen, -1);
}

static int page_down(struct screen *screen)
{
	return move_lines(screen, report_rows(screen) - 2);
}

static int page_up(struct screen *screen)
{
	return move_lines(screen, 2 - report_rows(screen));
}

static int to_first(struct screen *screen)
{
	struct report_page *page = screen->state;

	page->at = 0;
	report_scroll(screen);
	return 0;
}

static int to_last(struct screen *screen)
{
	struct report_page *page = screen->state;

	page->at = page->lines.count - 1;
	report_scroll(screen);
	return 0;
}

// The next number of the line; 1 where there is one.
static int along(struct report_page *page, int step)
{
	const struct report_line *line = report_line_at(page, page->at);
	const struct report_piece *now = report_number_of(page, page->at), *piece;

	for (piece = now ? now + step : NULL;
		piece && piece >= &page->lines.pieces[line->first] &&
		piece < &page->lines.pieces[line->first + line->count];
		piece += step)
		if (report_piece_leads(piece)) {
			report_want(page, piece);
			return 1;
		}
	return 0;
}

static int along_or_say(struct screen *screen, int step)
{
	if (!along(screen->state, step))
		return fail(ERROR_NONE, "There is no other number on this side");
	view_stale(screen);
	return 0;
}

static int right(struct screen *screen)
{
	return along_or_say(screen, 1);
}

static int left(struct screen *screen)
{
	return along_or_say(screen, -1);
}

// The next number anywhere.
static int step_number(struct screen *screen, int step)
{
	struct report_page *page = screen->state;
	const struct report_piece *piece;

	if (along(page, step)) {
		view_stale(screen);
		return 0;
	}
	for (size_t at = page->at + (size_t)step; at < page->lines.count; at += (size_t)step) {
		int kept = page->want;

		page->want = step > 0 ? 0 : page->lines.width;
		piece = report_number_of(page, at);
		if (piece) {
			report_want(page, piece);
			page->at = at;
			scroll_around(screen);
			return 0;
		}
		page->want = kept;
	}
	return fail(ERROR_NONE, step > 0 ? "This is the last number" : "This is the first one");
}

static int next_number(struct screen *screen)
{
	return step_number(screen, 1);
}

static int previous_number(struct screen *screen)
{
	return step_number(screen, -1);
}

void report_show_section(struct screen *screen, size_t section)
{
	struct report_page *page = screen->state;
	size_t at = 0;

	while (at + 1 < page->lines.count && (report_line_at(page, at)->section != section ||
						     !report_line_at(page, at)->count))
		at++;
	page->at = at;
	page->top = at;
	report_scroll(screen);
}

static int step_section(struct screen *screen, int step)
{
	const struct report_page *page = screen->state;
	size_t section = report_line_at(page, page->at)->section + (size_t)step;

	if (section >= page->report.count)
		return fail(ERROR_NONE,
			step > 0 ? "This is the last section" : "This is the first section");
	report_show_section(screen, section);
	return 0;
}

static int next_section(struct screen *screen)
{
	return step_section(screen, 1);
}

static int previous_section(struct screen *screen)
{
	return step_section(screen, -1);
}

static int choose_section(struct screen *screen)
{
	struct report_page *page = screen->state;
	struct choice *choices = xcalloc(page->report.count, sizeof(*choices));
	int chosen;

	for (size_t i = 0; i < page->report.count; i++)
		choices[i] = (struct choice){.name = page->report.sections[i].heading};
	chosen = prompt_choice("Sections", choices, page->report.count,
		(int)report_line_at(page, page->at)->section);
	free(choices);
	if (chosen >= 0)
		report_show_section(screen, (size_t)chosen);
	return 0;
}

static bool line_has(const struct report_page *page, size_t at, const char *key)
{
	const struct report_line *line = report_line_at(page, at);
	bool found = false;

	for (size_t i = line->first; i < line->first + line->count && !found; i++) {
		char *text = text_key(page->lines.pieces[i].text);

		found = strstr(text, key) != NULL;
		free(text);
	}
	return found;
}

static int find(struct screen *screen, int step)
{
	struct report_page *page = screen->state;
	char *key;
	size_t at;

	if (!page->search || !*page->search)
		return fail(ERROR_NONE, "Nothing to search for yet: / asks");
	key = text_key(page->search);
	at = page->at + (size_t)step;
	while (at < page->lines.count && !line_has(page, at, key))
		at += (size_t)step;
	free(key);
	if (at >= page->lines.count)
		return fail(ERROR_NONE, "No other line says \"%s\"", page->search);
	page->at = at;
	scroll_around(screen);
	return 0;
}

static int find_next(struct screen *screen)
{
	return find(screen, 1);
}

static int find_previous(struct screen *screen)
{
	return find(screen, -1);
}

static int search(struct screen *screen)
{
	struct report_page *page = screen->state;
	char *text = prompt_line("Search for", page->search);

	if (!text)
		return 0;
	xreplace(&page->search, text);
	free(text);
	return find_next(screen);
}

const struct key report_move_keys[] = {
	{{K_TAB}, "next number", "The next number", next_number},
	{{K_BACKTAB}, "previous number", "The number before", previous_number, .quiet = true},
	{{'t'}, "sections", "The sections of the report, to go to one", choose_section},
	{{'j', K_DOWN}, "down", "The next line", line_down, .quiet = true},
	{{'k', K_UP}, "up", "The line before", line_up, .quiet = true},
	{{'l', K_RIGHT}, "right", "The number to the right", right, .quiet = true},
	{{'h', K_LEFT}, "left", "The number to the left", left, .quiet = true},
	{{K_PGDN, ' ', K_CTRL('f')}, "page down", "A page on", page_down, .quiet = true},
	{{K_PGUP, K_CTRL('b')}, "page up", "A page back", page_up, .quiet = true},
	{{'}'}, "next section", "The next section", next_section, .quiet = true},
	{{'{'}, "previous section", "The section before", previous_section, .quiet = true},
	{{'g', K_HOME}, "first", "The beginning", to_first, .quiet = true},
	{{'G', K_END}, "last", "The end", to_last, .quiet = true},
	{{'/'}, "search", "Search for words", search, .quiet = true},
	{{'n'}, "next found", "The next line with these words", find_next, .quiet = true},
	{{'N'}, "previous found", "The line before with these words", find_previous,
		.quiet = true},
	{{0}},
};
