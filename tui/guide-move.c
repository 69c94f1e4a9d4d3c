// SPDX-License-Identifier: MIT
// Moving about in the pages of an audit: its lines, its pages, its descriptors.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"
#include "tui/prompt.h"

// Moves the focus to the next item on which it can stand. False at the page's end.
static bool step(struct guide *guide, int by)
{
	size_t at = guide->item;

	while (by < 0 ? at > 0 : at + 1 < guide->item_count) {
		at = by < 0 ? at - 1 : at + 1;
		if (guide_item_types[guide->items[at].kind].focus) {
			guide->item = at;
			return true;
		}
	}
	return false;
}

static int go_down(struct screen *screen)
{
	if (!step(guide_of(screen), 1))
		return fail(ERROR_NONE,
			"This is the last line of the page: Tab goes to the next page");
	view_stale(screen);
	return 0;
}

static int go_up(struct screen *screen)
{
	if (!step(guide_of(screen), -1))
		return fail(ERROR_NONE, "This is the first line of the page");
	view_stale(screen);
	return 0;
}

// Moves by as many items as fill about a screen.
static int go_far(struct screen *screen, int by)
{
	struct guide *guide = guide_of(screen);
	struct paper paper = {.place = screen->body, .dry = true};

	while (paper.row < screen->body.rows - 4 && step(guide, by))
		guide_item_types[guide_focus(guide)->kind].write(
			guide, guide_focus(guide), &paper, false);
	view_stale(screen);
	return 0;
}

int guide_page_down(struct screen *screen)
{
	return go_far(screen, 1);
}

static int page_up(struct screen *screen)
{
	return go_far(screen, -1);
}

static int go_first(struct screen *screen)
{
	while (step(guide_of(screen), -1))
		;
	view_stale(screen);
	return 0;
}

static int go_last(struct screen *screen)
{
	while (step(guide_of(screen), 1))
		;
	view_stale(screen);
	return 0;
}

int guide_next_page(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	guide_go(screen, (guide->page + 1) % guide->page_count);
	return 0;
}

static int previous_page(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	guide_go(screen, (guide->page + guide->page_count - 1) % guide->page_count);
	return 0;
}

int guide_choose_page(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	struct choice *choices = xcalloc(guide->page_count, sizeof(*choices));
	char(*help)[64] = xcalloc(guide->page_count, sizeof(*help));
	int taken;

	for (size_t i = 0; i < guide->page_count; i++) {
		const struct page *page = &guide->pages[i];

		choices[i].name = page->name;
		choices[i].help = help[i];
		if (page->missing)
			snprintf(help[i], sizeof(help[i]), "%d of %d, %d missing", page->filled,
				page->of, page->missing);
		else if (page->of)
			snprintf(help[i], sizeof(help[i]), "%d of %d", page->filled, page->of);
	}
	taken = prompt_choice("Pages", choices, guide->page_count, (int)guide->page);
	if (taken >= 0)
		guide_go(screen, (size_t)taken);
	free(choices);
	free(help);
	return 0;
}

int guide_go_check(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	for (size_t i = 0; i < guide->page_count; i++)
		if (guide->pages[i].kind == PAGE_CHECK) {
			guide_go(screen, i);
			return 0;
		}
	return fail(ERROR_USAGE, "There is nothing to check or submit here any more");
}

static int turn_left(struct screen *screen)
{
	return guide_turn(screen, -1);
}

static int turn_right(struct screen *screen)
{
	return guide_turn(screen, 1);
}

const struct key guide_move_keys[] = {
	{{K_LEFT, 'h'}, "turn left", "The descriptor of the grade before", turn_left,
		.quiet = true},
	{{K_RIGHT, 'l'}, "turn right", "The descriptor of the next grade", turn_right,
		.quiet = true},
	{{K_DOWN, 'j'}, "down", "The next line", go_down, .quiet = true},
	{{K_UP, 'k'}, "up", "The line before", go_up, .quiet = true},
	{{K_PGDN, K_CTRL('f')}, "screen down", "A screen down", guide_page_down, .quiet = true},
	{{K_PGUP, K_CTRL('b')}, "screen up", "A screen up", page_up, .quiet = true},
	{{K_HOME}, "first", "The first line of the page", go_first, .quiet = true},
	{{K_END, 'G'}, "last", "The last line of the page", go_last, .quiet = true},
	{{K_BACKTAB, '[', K_CONTROL + K_LEFT}, "page before", "The page before", previous_page,
		.quiet = true},
	{{'/'}, "search", "Look for words in all pages of this audit", guide_search,
		.quiet = true},
	{{0}},
};
