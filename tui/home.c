// SPDX-License-Identifier: MIT
// Home: what waits for me, what is open, who may be at risk, what is new.
#include <stdio.h>
#include <string.h>

#include "core/right.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/home-private.h"
#include "tui/trail.h"

enum { REFRESH_EVERY = 60000 }; // milliseconds

static void forget(struct home *home)
{
	for (int i = 0; i < home->mine_count; i++)
		audit_row_finish(&home->mine[i]);
	for (int i = 0; i < home->news_count; i++)
		news_finish(&home->news[i]);
	for (int i = 0; i < home->concern_count; i++)
		concern_finish(&home->concerns[i]);
	home->mine_count = home->news_count = home->concern_count = 0;
}

// Reads everything that Home shows. -1 with the reason where something could not be read: the
// rest is shown all the same.
static int read_all(struct screen *screen)
{
	struct home *home = screen->state;
	struct session *session = screen->session;
	char month[DATE_TEXT];

	forget(home);
	trail_head(session, home->head);
	if (!may(session, RIGHT_SEE, NULL))
		return 0;
	int mine = audit_mine(session, home->mine, HOME_MINE_MOST);
	int news = audit_news(session, home->news, HOME_NEWS_MOST);
	int concerns = concern_open(session, home->concerns, HOME_CONCERNS_MOST);
	int counted = audit_count(session, date_month(session->today, month), &home->counts);
	home->mine_count = mine < 0 ? 0 : mine;
	home->news_count = news < 0 ? 0 : news;
	home->concern_count = concerns < 0 ? 0 : concerns;
	return mine < 0 || news < 0 || concerns < 0 ? -1 : counted;
}

// Which lists this person has: an auditor their own work, those who see more the open audits too.
static void offer(struct screen *screen)
{
	struct home *home = screen->state;
	const struct session *session = screen->session;
	bool sees = may(session, RIGHT_SEE, NULL);
	bool many = session->me.roles & (ROLE_QA | ROLE_MODERATOR);

	home->offered[HOME_MINE] = session->me.roles & ROLE_AUDITOR || home->mine_count > 0;
	home->offered[HOME_OPEN] = many;
	home->offered[HOME_SAFETY] = home->concern_count > 0;
	home->offered[HOME_NEWS] = sees;
	while (sees && !home->offered[home->tab])
		home->tab = (home->tab + 1) % HOME_TAB_COUNT;
}

static void show_tab(struct screen *screen, enum home_tab tab)
{
	struct home *home = screen->state;

	if (home->listed)
		list_finish(&home->list);
	home->tab = tab;
	list_init(&home->list, screen, home_sources[tab], home);
	home->listed = true;
	view_focus(screen, &home->list, list_keys);
	list_restart(&home->list, false);
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct home *home = screen->state;

	if (read_all(screen) != 0)
		view_error();
	view_tick_in(screen, REFRESH_EVERY);
	offer(screen);
	if (may(screen->session, RIGHT_SEE, NULL))
		show_tab(screen, home->mine_count == 0 && home->offered[HOME_OPEN] ? HOME_OPEN
										   : home->tab);
	return 0;
}

static void close_screen(struct screen *screen)
{
	struct home *home = screen->state;

	forget(home);
	if (home->listed)
		list_finish(&home->list);
	home_left(screen->session);
}

static int refresh(struct screen *screen)
{
	struct home *home = screen->state;
	enum home_tab tab = home->tab;
	int result = read_all(screen);

	offer(screen);
	view_stale(screen);
	if (!home->listed)
		return result;
	if (home->tab != tab)
		show_tab(screen, home->tab);
	else
		list_reload(&home->list);
	return result;
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

// Once a minute: where somebody wrote, or midnight passed, everything is read again.
static void tick(struct screen *screen)
{
	struct home *home = screen->state;
	char head[TRAIL_HASH_TEXT];
	bool midnight = session_clock(screen->session);

	view_tick_in(screen, REFRESH_EVERY);
	if (trail_head(screen->session, head) != 0 ||
		(strcmp(head, home->head) == 0 && !midnight))
		return;
	shown(screen);
}

static void idle(struct screen *screen)
{
	struct home *home = screen->state;

	if (home->listed)
		list_idle(&home->list);
}

static int open_row(struct screen *screen)
{
	struct home *home = screen->state;
	const struct list_row *row = home->listed ? list_focus(&home->list) : NULL;

	if (row == NULL)
		return fail(ERROR_MISSING, "There is no audit here to open");
	return home->tab == HOME_SAFETY ? screens_open_concern(screen->session, row->id)
					: screens_open_audit(screen->session, row->id);
}

static int step_tab(struct screen *screen, int step)
{
	struct home *home = screen->state;
	int tab = home->tab;

	if (!home->listed)
		return fail(ERROR_NONE, "There is nothing else here");
	do
		tab = (tab + step + HOME_TAB_COUNT) % HOME_TAB_COUNT;
	while (!home->offered[tab]);
	show_tab(screen, tab);
	return 0;
}

static int next_tab(struct screen *screen)
{
	return step_tab(screen, 1);
}

static int previous_tab(struct screen *screen)
{
	return step_tab(screen, -1);
}

static int show_safety(struct screen *screen)
{
	struct home *home = screen->state;

	if (!home->offered[HOME_SAFETY])
		return fail(ERROR_NONE, "No safety concern is open");
	show_tab(screen, HOME_SAFETY);
	return 0;
}

static int open_audits(struct screen *screen)
{
	return audits_open(screen->session);
}

static int open_people(struct screen *screen)
{
	return people_open(screen->session);
}

static int open_trail(struct screen *screen)
{
	return view_open(screen->session, &trail_view, &(struct trail_scope){0, NULL});
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Open the audit in focus: to write it, or to read it", open_row,
		NEEDS(RIGHT_SEE)},
	{{K_TAB, 'l', K_RIGHT}, "next list",
		"My work, open audits, safety concerns, what is new", next_tab,
		NEEDS(RIGHT_SEE)},
	{{K_BACKTAB, 'h', K_LEFT}, "previous list", "The list before", previous_tab,
		.quiet = true},
	{{'a'}, "audits", "All audits that you may see: filter, search, open", open_audits,
		NEEDS(RIGHT_SEE)},
	{{'s'}, "safety", "The safety concerns that are open", show_safety, NEEDS(RIGHT_SEE),
		.quiet = true},
	{{'p'}, "people", "People, teams and services", open_people, NEEDS(RIGHT_ADMIN)},
	{{'t'}, "trail", "Who looked at and changed what", open_trail, NEEDS(RIGHT_TRAIL),
		.quiet = true},
	{{'r'}, "refresh", "Read everything again", refresh, .quiet = true},
	{{0}},
};

int home_open(struct session *session)
{
	static const struct view view = {
		.name = "home",
		.title = "Home",
		.help = "What waits for you, by what is due first. Days are working days: "
			"Monday to Friday less "
			"the bank holidays of England. Tab goes to the other lists; Enter "
			"opens an audit.",
		.size = sizeof(struct home),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.tick = tick,
		.paint = home_paint,
		.idle = idle,
	};

	return view_open(session, &view, NULL);
}
