// SPDX-License-Identifier: MIT
// Home on the screen: safety first, then the counts, then the list in focus and what is new.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "db/mem.h"
#include "tui/concern.h"
#include "tui/home-private.h"
#include "tui/words.h"

static const char *const tab_names[HOME_TAB_COUNT] = {
	[HOME_MINE] = "My work",
	[HOME_MODERATE] = "To moderate",
	[HOME_ACTIONS] = "My actions",
	[HOME_STEPS] = "To sign",
	[HOME_VERIFY] = "To verify",
	[HOME_OUTCOMES] = "Outcomes",
	[HOME_DISPUTES] = "Disputes",
	[HOME_FAMILIES] = "Families",
	[HOME_OPEN] = "Open audits",
	[HOME_SAFETY] = "Safety",
	[HOME_NEWS] = "New",
};

static bool any_tab(const struct home *home)
{
	for (int i = 0; i < HOME_TAB_COUNT; i++)
		if (home->offered[i])
			return true;
	return false;
}

// Who of those asked is asked, by when, of one concern.
static void paint_concern(const struct screen *screen, int index, struct rect place)
{
	const struct home *home = screen->state;
	const struct concern *concern = &home->concerns[index];
	char due[64], *asked = concern_asked_words(concern);
	enum theme_role role = concern_due_words(screen->session, concern, due, sizeof(due));

	paint_format(place.row, place.col + 2, place.cols - 3, role, "%-13s  %s, with %s",
		concern->audit_ref, due, asked);
	free(asked);
}

// What stands above all else while a child may be at risk: how many, and the oldest of them where there is room.
static int paint_safety(const struct screen *screen, struct rect place)
{
	const struct home *home = screen->state;
	int shown = place.rows < 18 ? 0 : place.rows < 30 ? 1 : 5, overdue = 0;
	char count[48];

	if (home->concern_count == 0)
		return 0;
	for (int i = 0; i < home->concern_count; i++)
		overdue += home->concerns[i].level > CONCERN_IN_TIME;
	words_count(home->concern_count, "safety concern", count, sizeof(count));
	paint_format(place.row, place.col + 1, place.cols - 2, THEME_SAFETY,
		overdue ? " %s open, %d OVERDUE: key s " : " %s open: key s ", count, overdue);
	if (shown > home->concern_count)
		shown = home->concern_count;
	for (int i = 0; i < shown; i++)
		paint_concern(
			screen, i, (struct rect){place.row + 1 + i, place.col, 1, place.cols});
	return 1 + shown;
}

static int paint_day(const struct screen *screen, struct rect place)
{
	const struct session *session = screen->session;
	date today = session->today;
	char day[DATE_TEXT];

	paint_format(place.row, place.col + 1, place.cols - 2, THEME_TITLE, "%s, %s %s",
		session->me.name, date_weekday_name(today), date_show(today, day));
	return 1;
}

static int paint_counts(const struct screen *screen, struct rect place)
{
	const struct home *home = screen->state;
	const struct audit_counts *counts = &home->counts;
	char text[400], month[DATE_TEXT];
	size_t used = (size_t)snprintf(
		text, sizeof(text), "%s: ", date_show_month(screen->session->today, month));

	// Who allocates them has them in a line of their own.
	if (counts->nobodys > 0 && counts->unallocated == 0)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
			"%" PRId64 " nobody's, ", counts->nobodys);
	for (int state = AUDIT_ALLOCATED; state <= AUDIT_WITHDRAWN; state++)
		if (counts->by_state[state] > 0 || state <= AUDIT_MODERATED)
			used += (size_t)snprintf(text + used, sizeof(text) - used,
				"%s%" PRId64 " %s", state == AUDIT_ALLOCATED ? "" : ", ",
				counts->by_state[state], audit_state_name(state));
	paint_text(place.row, place.col + 1, place.cols - 2, THEME_TEXT, text);
	snprintf(text, sizeof(text),
		"Open in all: %" PRId64 ", overdue %" PRId64 ". In your hands: %" PRId64
		", overdue %" PRId64 ".",
		counts->open, counts->overdue, counts->mine, counts->mine_overdue);
	paint_text(place.row + 1, place.col + 1, place.cols - 2,
		counts->overdue > 0 ? THEME_OVERDUE : THEME_TEXT, text);
	return 2;
}

static struct rect below(struct rect place, int rows)
{
	return (struct rect){place.row + rows, place.col, place.rows - rows, place.cols};
}

// The next working days, and how much is due of the person on each, where there is room for it.
static int paint_days(const struct screen *screen, struct rect place)
{
	enum { LATE_COLS = 9, DAY_COLS = 7, DAYS_LEAST = 5, ROWS_LEAST = 15 };
	const struct due_days *days = &((struct home *)screen->state)->days;
	int room = (place.cols - 1 - LATE_COLS) / DAY_COLS, col = place.col + 1;

	if (place.rows < ROWS_LEAST || room < DAYS_LEAST)
		return 0;
	paint_text(place.row, col, LATE_COLS, THEME_HEADING, "Overdue");
	paint_format(place.row + 1, col, LATE_COLS - 2,
		days->overdue ? THEME_OVERDUE : THEME_MUTED, "%7" PRId64, days->overdue);
	col += LATE_COLS;
	for (int i = 0; i < DUE_DAYS && i < room; i++, col += DAY_COLS) {
		int day = date_split(days->days[i]).day;
		bool today = days->days[i] == screen->session->today;

		paint_format(place.row, col, DAY_COLS - 1, today ? THEME_TITLE : THEME_HEADING,
			"%s %2d", date_weekday_name(days->days[i]), day);
		if (days->counts[i])
			paint_format(place.row + 1, col, DAY_COLS - 1,
				today ? THEME_DUE : THEME_TEXT, "%6" PRId64, days->counts[i]);
		else
			paint_text(place.row + 1, col, DAY_COLS - 1, THEME_MUTED, "     -");
	}
	return 2;
}

// What is there to do besides, each with its key; nothing where there is nothing.
static int paint_besides(const struct screen *screen, struct rect place)
{
	const struct home *home = screen->state;
	char text[200] = "", count[48];
	size_t used = 0;

	if (home->counts.unallocated > 0)
		used += (size_t)snprintf(text, sizeof(text), "%" PRId64 " to allocate (key e)",
			home->counts.unallocated);
	if (home->late_count > 0)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
			"%sLate actions: %d%s (key A)", used ? ". " : "", home->late_count,
			home->late_more ? "+" : "");
	if (home->contacts_open > 0)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
			"%s%" PRId64 " open (key f)",
			used ? ". Families: " : "Families: ", home->contacts_open);
	if (home->notice_count > 0)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
			used ? ". " : "",
			words_count(home->notice_count, "notice", count, sizeof(count)));
	if (used == 0)
		return 0;
	paint_text(place.row, place.col + 1, place.cols - 2, THEME_DUE, text);
	return 1;
}

// Of what is read in part only, a + stands behind the count.
static bool is_more(const struct home *home, enum home_tab tab)
{
	bool moderations = tab == HOME_MODERATE || tab == HOME_OUTCOMES || tab == HOME_DISPUTES;

	return (moderations && home_count(home, tab) == MODERATIONS_COUNTED) ||
	       (tab == HOME_NEWS && home->news_count == HOME_NEWS_MOST) ||
	       (tab == HOME_SAFETY && home->concern_count == HOME_CONCERNS_MOST);
}

static void tab_label(const struct home *home, enum home_tab tab, char *text, size_t size)
{
	bool focus = tab == home->tab;

	snprintf(text, size, "%s%s %" PRId64 "%s%s", focus ? "[" : " ", tab_names[tab],
		home_count(home, tab), is_more(home, tab) ? "+" : "", focus ? "]" : " ");
}

// The tabs' line from a tab on, up to the right edge. Returns the last tab that fitted.
static int paint_from(const struct home *home, int first, struct rect place, bool dry)
{
	int col = place.col + 1, end = place.col + place.cols - 1, last = -1;
	char label[64];

	for (int tab = first; tab < HOME_TAB_COUNT; tab++) {
		if (!home->offered[tab])
			continue;
		tab_label(home, tab, label, sizeof(label));
		if (col + paint_width(label) > end)
			break;
		if (!dry)
			paint_text(place.row, col, end - col,
				tab == (int)home->tab ? THEME_FOCUS : THEME_TEXT, label);
		col += paint_width(label) + 1;
		last = tab;
	}
	return last;
}

static bool any_offered(const struct home *home, int from, int to)
{
	for (int tab = from; tab < to; tab++)
		if (home->offered[tab])
			return true;
	return false;
}

// Where not all tabs fit, the one in focus does, and signs show at which side there are more.
static int paint_tabs(const struct home *home, struct rect place)
{
	int first = 0, last;

	while (first < (int)home->tab && paint_from(home, first, place, true) < (int)home->tab)
		first++;
	last = paint_from(home, first, place, false);
	if (any_offered(home, 0, first))
		paint_text(place.row, place.col, 1, THEME_KEY, "<");
	if (any_offered(home, last + 1, HOME_TAB_COUNT))
		paint_text(place.row, place.col + place.cols - 1, 1, THEME_KEY, ">");
	return 1;
}

// What the person is told comes first, each in a line.
static int paint_notices(const struct screen *screen, struct rect place)
{
	const struct home *home = screen->state;
	int rows = home->notice_count < place.rows ? home->notice_count : place.rows;

	for (int i = 0; i < rows; i++)
		paint_format(place.row + i, place.col + 2, place.cols - 3, THEME_TITLE, "* %s",
			home->notices[i].words);
	return rows;
}

// The first of the news, below the list, where there is room.
static void paint_preview(const struct screen *screen, struct rect place)
{
	const struct home *home = screen->state;
	char when[32], since[32];
	const char *seen = screen->session->me.seen_at;

	paint_format(place.row, place.col + 1, place.cols - 2, THEME_HEADING,
		"Since you were last here%s%s", seen == NULL ? "" : ", ",
		seen == NULL ? "" : session_show_moment(screen->session, seen, since));
	place.row += paint_notices(screen, below(place, 1));
	if (home->news_count == 0 && home->notice_count == 0)
		paint_text(place.row + 1, place.col + 2, place.cols - 3, THEME_MUTED,
			"nothing was changed by others");
	for (int i = 0; i < home->news_count && i < place.rows - 1 - home->notice_count; i++) {
		const struct news *news = &home->news[i];
		paint_format(place.row + 1 + i, place.col + 2, place.cols - 3, THEME_TEXT,
			"%-13s  %s by %s, %s", news->ref, words_act(news->act, news->field),
			news->who, session_show_moment(screen->session, news->at, when));
	}
}

// For those who see no audits: administrators.
static void paint_administrator(const struct screen *screen, struct rect place)
{
	static const char text[] =
		"You administer this database, and see no case content.\n\n"
		"p  people, their posts, roles and teams; teams and services\n"
		"t  the trail: who looked at and changed what\n"
		":  commands, for example backup FILE or verify\n\n"
		"A council begins with its services, then its teams, then its people: add them "
		"here, or import "
		"them from CSV files (import services, import teams, import users). When "
		"people with the role "
		"qa are there, they import the cases and allocate the audits.";

	paint_wrapped(
		(struct rect){place.row + 1, place.col + 1, place.rows - 1, place.cols - 2},
		THEME_TEXT, text);
	paint_cursor(place.row + 1, place.col + 1);
}

void home_paint(struct screen *screen)
{
	struct home *home = screen->state;
	struct rect place = screen->body;

	place = below(place, paint_safety(screen, place));
	place = below(place, paint_day(screen, place));
	if (!any_tab(home)) {
		paint_administrator(screen, place);
		return;
	}
	if (may(screen->session, RIGHT_SEE, NULL))
		place = below(place, paint_counts(screen, place));
	place = below(place, paint_besides(screen, place));
	place = below(place, paint_days(screen, place));
	place = below(place, paint_tabs(home, below(place, 1)) + 1);
	int preview = place.rows >= 11 && home->tab != HOME_NEWS ? place.rows / 3 : 0;
	if (preview > 0)
		paint_preview(screen, (struct rect){place.row + place.rows - preview + 1,
					      place.col, preview - 1, place.cols});
	place.rows -= preview;
	list_paint(&home->list, place);
}
