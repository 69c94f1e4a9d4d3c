// SPDX-License-Identifier: MIT
// A theme on a page: the service's actions, what good looks like, what audits found.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/file-name.h"
#include "tui/learning-private.h"
#include "tui/pager.h"

enum { INDENT = 9, MOST_FOUND = 10 };

struct page {
	struct pager pager;
	struct learning_filter filter;
	char *name;
};

static void heading(struct pager *pager, const char *text)
{
	if (pager->part_count > 0)
		pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_TITLE, 0, text);
}

static void fill_action(struct pager *pager, const struct learning_action *action)
{
	static const enum theme_role roles[] = {
		[COLOUR_GREY] = THEME_STATUS_GREY,
		[COLOUR_BLUE] = THEME_STATUS_BLUE,
		[COLOUR_GREEN] = THEME_STATUS_GREEN,
		[COLOUR_AMBER] = THEME_STATUS_AMBER,
		[COLOUR_RED] = THEME_STATUS_RED,
	};
	char due[DATE_TEXT];

	pager_term(pager, colour_name(action->colour), INDENT, roles[action->colour],
		action->what);
	pager_format(pager, THEME_MUTED, INDENT, "%s, %s; due %s, %s", action->service,
		action->owner_post, date_show(action->due_on, due),
		progress_name(action->progress));
	if (*action->impact)
		pager_format(pager, THEME_TEXT, INDENT, "What it changed: %s", action->impact);
}

static int fill_actions(struct screen *screen, struct page *page)
{
	struct learning_action *actions;
	size_t count;

	if (learning_actions(screen->session, &page->filter, &actions, &count) != 0)
		return -1;
	heading(&page->pager, "What the service does about it");
	if (count == 0)
		pager_add(&page->pager, THEME_MUTED, 0,
			"No action for the service came of it in this period.");
	for (size_t i = 0; i < count; i++)
		fill_action(&page->pager, &actions[i]);
	learning_actions_free(actions, count);
	return 0;
}

static int fill_exemplars(struct screen *screen, struct page *page)
{
	struct exemplar *list;
	size_t count;

	if (page->filter.theme_id == LEARNING_NONE)
		return 0;
	if (exemplar_list(screen->session, page->filter.theme_id, false, &list, &count) != 0)
		return -1;
	heading(&page->pager, "What good looks like");
	if (count == 0)
		pager_add(&page->pager, THEME_MUTED, 0, "No exemplar is kept for it yet.");
	for (size_t i = 0; i < count; i++) {
		pager_add(&page->pager, THEME_HEADING, 0, list[i].title);
		pager_add(&page->pager, THEME_TEXT, 2, list[i].text);
		pager_format(&page->pager, THEME_MUTED, 2, "%s%s%s", list[i].service,
			*list[i].domain ? ", " : "", list[i].domain);
	}
	exemplars_free(list, count);
	return 0;
}

static int fill_found(struct screen *screen, struct page *page)
{
	struct learning_found *found;
	size_t count;

	if (page->filter.theme_id == LEARNING_NONE)
		return 0;
	if (learning_found(screen->session, &page->filter, MOST_FOUND, &found, &count) != 0)
		return -1;
	heading(&page->pager, "What audits found, newest first");
	if (count == 0)
		pager_add(&page->pager, THEME_MUTED, 0, "Nothing was written on it.");
	for (size_t i = 0; i < count; i++)
		pager_format(
			&page->pager, THEME_TEXT, 0, "%s: %s", found[i].service, found[i].text);
	learning_found_free(found, count);
	return 0;
}

static int refresh(struct screen *screen)
{
	struct page *page = screen->state;

	pager_clear(&page->pager);
	view_stale(screen);
	return fill_actions(screen, page) || fill_exemplars(screen, page) ||
			       fill_found(screen, page)
		       ? -1
		       : 0;
}

static void close_screen(struct screen *screen)
{
	struct page *page = screen->state;

	pager_finish(&page->pager);
	free(page->name);
}

static int open_screen(struct screen *screen, const void *argument)
{
	const struct learning_wish *wish = argument;
	struct page *page = screen->state;

	page->filter = wish->filter;
	page->name = xstrdup(*wish->name ? wish->name : "Audits without a theme");
	pager_init(&page->pager, screen);
	view_focus(screen, &page->pager, pager_keys);
	if (refresh(screen) == 0)
		return 0;
	close_screen(screen);
	return -1;
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

static int show_candidates(struct screen *screen)
{
	return candidates_screen(screen->session, &((struct page *)screen->state)->filter);
}

// "briefing-Drift-and-delay.html". Yours.
static char *offered_name(const char *theme)
{
	char *name = xasprintf("briefing-%s.html", theme);

	for (char *at = name; *at; at++)
		if (*at == ' ' || *at == '/')
			*at = '-';
	return name;
}

static int write_to(struct session *session, const char *theme, bool html, const char *path)
{
	struct learning_brief brief;
	struct document document;

	if (learning_brief(session, theme, &brief) != 0)
		return -1;
	document_begin(&document, NULL, path);
	(html ? learning_brief_html : learning_brief_text)(session, &brief, document.to);
	learning_brief_finish(&brief);
	if (document_end(&document, 0) != 0)
		return -1;
	view_say("Written to %s", path);
	return 0;
}

static int write_brief(struct screen *screen)
{
	const struct page *page = screen->state;
	char *offer = offered_name(page->name), *path;
	enum file_form form;
	int result = file_name_ask(offer, &path, &form);

	if (path && form == FILE_CSV)
		result = fail(ERROR_USAGE, "A briefing is a page to read: .html, or .txt");
	else if (path)
		result = write_to(screen->session, page->name, form == FILE_HTML, path);
	free(path);
	free(offer);
	return result;
}

static const struct key keys[] = {
	{{'w'}, "write", "Writes a briefing on the theme to a file: HTML or text", write_brief},
	{{'c'}, "candidates", "What exemplars of this theme can be made of", show_candidates,
		NEEDS(RIGHT_LIBRARY)},
	{{'R'}, "refresh", "Read it again", refresh, .quiet = true},
	{{0}},
};

static void describe(struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "%s", ((struct page *)screen->state)->name);
}

int learning_page(struct session *session, const struct learning_wish *wish)
{
	static const struct view view = {
		.name = "theme",
		.title = "Theme",
		.help = "What the service does about a theme, what good looks like, and what "
			"audits say can be learned. References and names are replaced. The "
			"command learning brief writes a page to take to a team meeting.",
		.size = sizeof(struct page),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.describe = describe,
	};

	return view_open(session, &view, wish);
}
