// SPDX-License-Identifier: MIT
// One audit of an agenda on a page: where it stands, and what the meeting said.
#include <stdio.h>
#include <stdlib.h>

#include "core/challenge-agenda.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/challenge-private.h"
#include "tui/pager.h"
#include "tui/screens.h"

// Cells of the names, and from which width on there is room for longer ones.
enum { NAMES_NARROW = 16, NAMES = 24, NAMES_WIDE = 40, USUAL = 76, WIDE = 110 };

struct page {
	struct pager pager;
	struct agenda_item item;
};

static const enum theme_role colour_roles[] = {
	[COLOUR_GREY] = THEME_STATUS_GREY,
	[COLOUR_BLUE] = THEME_STATUS_BLUE,
	[COLOUR_GREEN] = THEME_STATUS_GREEN,
	[COLOUR_AMBER] = THEME_STATUS_AMBER,
	[COLOUR_RED] = THEME_STATUS_RED,
};

static void fill_line(struct pager *pager, const struct agenda_line *line, int indent)
{
	enum theme_role role = line->colour < 0 ? THEME_TEXT : colour_roles[line->colour];

	switch (line->kind) {
	case AGENDA_SECTION:
		pager_add(pager, THEME_TEXT, 0, "");
		pager_add(pager, THEME_TITLE, 0, line->text);
		return;
	case AGENDA_PAIR: pager_term(pager, line->name, indent, role, line->text); return;
	case AGENDA_TEXT: pager_add(pager, THEME_MUTED, indent, line->text); return;
	}
}

static void fill(struct screen *screen)
{
	struct page *page = screen->state;
	const struct agenda_item *item = &page->item;
	int cols = screen->body.cols, indent = cols >= WIDE    ? NAMES_WIDE
					       : cols >= USUAL ? NAMES
							       : NAMES_NARROW;

	pager_clear(&page->pager);
	for (size_t i = 0; i < item->line_count; i++)
		if (i > 0 || item->lines[i].kind != AGENDA_SECTION)
			fill_line(&page->pager, &item->lines[i], indent);
	view_stale(screen);
}

static int show(struct screen *screen, int64_t id)
{
	struct page *page = screen->state;
	struct challenge challenge;
	struct agenda_item item;

	if (challenge_load(screen->session, id, &challenge) != 0 ||
		agenda_item_load(screen->session, &challenge, &item) != 0)
		return -1;
	agenda_item_finish(&page->item);
	page->item = item;
	fill(screen);
	return 0;
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct page *page = screen->state;

	pager_init(&page->pager, screen);
	view_focus(screen, &page->pager, pager_keys);
	if (show(screen, *(const int64_t *)argument) == 0)
		return 0;
	pager_finish(&page->pager);
	return -1;
}

static void close_screen(struct screen *screen)
{
	struct page *page = screen->state;

	pager_finish(&page->pager);
	agenda_item_finish(&page->item);
}

static const struct challenge *page_of(const struct screen *screen)
{
	return &((const struct page *)screen->state)->item.challenge;
}

static int refresh(struct screen *screen)
{
	return show(screen, page_of(screen)->id);
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

static void paint(struct screen *screen)
{
	pager_paint(&((struct page *)screen->state)->pager, screen->body);
}

static void resize(struct screen *screen)
{
	fill(screen);
}

static int record(struct screen *screen)
{
	return challenge_outcome_form(screen->session, page_of(screen)->id);
}

static int raise_action(struct screen *screen)
{
	return challenge_action_form(screen->session, page_of(screen)->id);
}

static int open_audit(struct screen *screen)
{
	return screens_open_audit(screen->session, page_of(screen)->audit_id);
}

// The audit so many places further on the same agenda.
static int step(struct screen *screen, int by)
{
	const struct challenge *at = page_of(screen);
	struct challenge *all;
	size_t count;
	int64_t next = 0;
	int result;

	if (challenge_list(screen->session, at->month, &all, &count) != 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (all[i].id == at->id && i + (size_t)by < count)
			next = all[i + (size_t)by].id;
	challenge_list_free(all, count);
	if (next == 0)
		return fail(ERROR_NONE, by > 0 ? "That was the last audit of this agenda"
					       : "That was the first audit of this agenda");
	result = show(screen, next);
	((struct page *)screen->state)->pager.top = 0;
	return result;
}

static int next(struct screen *screen)
{
	return step(screen, 1);
}

static int previous(struct screen *screen)
{
	return step(screen, -1);
}

static const struct key keys[] = {
	{{'e'}, "outcome", "What the meeting said of it", record},
	{{'+'}, "action", "Raises an action from it", raise_action, NEEDS(RIGHT_LOOP)},
	{{K_TAB}, "next", "The next audit of the agenda", next},
	{{K_BACKTAB}, "previous", "The audit before it", previous},
	{{'o'}, "audit", "Opens the audit itself", open_audit},
	{{'R'}, "refresh", "Read it again", refresh, .quiet = true},
	{{0}},
};

static void describe(struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "%s", page_of(screen)->audit_ref);
}

int challenge_page(struct session *session, int64_t id)
{
	static const struct view view = {
		.name = "challenged",
		.title = "Confirm and Challenge",
		.help = "All that the meeting needs to know of one audit: grades by domain, "
			"safety "
			"concerns, steps and their clocks, actions, the review audit, "
			"moderation, and what was said before. A grade of Inadequate does not "
			"in itself mean that the child is unsafe.",
		.size = sizeof(struct page),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.resize = resize,
		.describe = describe,
	};

	return view_open(session, &view, &id);
}
