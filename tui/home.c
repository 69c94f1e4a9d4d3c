// SPDX-License-Identifier: MIT
// Home: what waits for me, what is open, who may be at risk, what is new; its keys.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "core/tracker.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocation.h"
#include "tui/challenge.h"
#include "tui/concern.h"
#include "tui/cycle.h"
#include "tui/draw.h"
#include "tui/home-private.h"
#include "tui/learning.h"
#include "tui/inadequate.h"
#include "tui/prompt.h"
#include "tui/report.h"
#include "tui/step.h"
#include "tui/tracker.h"
#include "tui/trail.h"
#include "tui/tui.h"

enum { REFRESH_EVERY = 60000 }; // milliseconds

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

// The first list in which something waits for the person; those that only tell come last.
static enum home_tab first_tab(const struct home *home)
{
	for (int tab = 0; tab <= HOME_OPEN; tab++)
		if (home->offered[tab] && home_count(home, tab) > 0)
			return tab;
	return home->offered[HOME_OPEN] ? HOME_OPEN : home->tab;
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct home *home = screen->state;

	if (home_read(screen) != 0)
		view_error();
	view_tick_in(screen, REFRESH_EVERY);
	if (home->offered[HOME_NEWS])
		show_tab(screen, first_tab(home));
	return 0;
}

static void close_screen(struct screen *screen)
{
	struct home *home = screen->state;

	home_forget(home);
	if (home->listed)
		list_finish(&home->list);
	home_left(screen->session);
}

static int refresh(struct screen *screen)
{
	struct home *home = screen->state;
	enum home_tab tab = home->tab;
	int result = home_read(screen);

	view_stale(screen);
	if (!home->listed && !home->offered[HOME_NEWS])
		return result;
	if (!home->listed || home->tab != tab)
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

// "Action 2026-10-017/2 was sent back ..." opens that action.
static int open_action(struct session *session, const struct notice *notice)
{
	const char *name = notice->words + strcspn(notice->words, " ");
	char *copy = xstrdup(name + strspn(name, " "));
	int64_t id;
	int result;

	copy[strcspn(copy, " ")] = '\0';
	result = tracker_find(session, copy, &id) != 0
			 ? screens_open_audit(session, notice->audit_id)
			 : tracker_action(session, id);
	free(copy);
	return result;
}

// What a notice is about: an action, a moderation or a loop where it speaks of one, a calibration, a meeting, else the
// audit. -1: it cannot be opened.
static int open_subject(struct session *session, const struct notice *notice)
{
	static const char *const of_moderation[] = {"moderate", "moderated", "selected",
		"assigned", "disputed", "settled", "answered"};

	if (strcmp(notice->act, "calibration") == 0)
		return calibration_screen(session);
	if (strcmp(notice->act, "challenge") == 0)
		return challenge_screen(session);
	if (notice->audit_id == 0 && strcmp(notice->act, "moderate") == 0)
		return moderations_open_screen(session);
	if (notice->audit_id == 0)
		return fail(ERROR_DENIED, "It is about nothing that can be opened");
	if (strcmp(notice->act, "action") == 0)
		return open_action(session, notice);
	if (strcmp(notice->act, "inadequate again") == 0)
		return inadequate_screen(session, notice->audit_id);
	for (size_t i = 0; i < LENGTH(of_moderation); i++)
		if (strcmp(notice->act, of_moderation[i]) == 0)
			return screens_open_moderation(session, notice->audit_id);
	return screens_open_audit(session, notice->audit_id);
}

// Opens what a notice is about; it has been read then. What no row has room for is shown whole in a box, and so is what
// leads to nothing that the person may open, as an audit that is in other hands now.
static int open_notice(struct screen *screen, const struct notice *notice)
{
	struct session *session = screen->session;
	char *words = xstrdup(notice->words);
	int64_t id = notice->id;
	bool opened = open_subject(session, notice) == 0;
	int result = -1;

	if (opened || error_kind() == ERROR_DENIED) {
		if (!opened || paint_width(words) > tui_cols() - 2)
			prompt_notice("For you", words);
		result = notice_read(session, id);
	}
	free(words);
	return result != 0 || opened ? result : refresh(screen);
}

// A team's manager is told of a concern before they may see the audit.
static int open_concern(struct session *session, const struct concern *concern)
{
	if (!concern->sees)
		return concern_form(session, concern);
	return screens_open_concern(session, concern->audit_id);
}

static int open_row(struct screen *screen)
{
	struct home *home = screen->state;
	struct session *session = screen->session;
	const struct list_row *row = home->listed ? list_focus(&home->list) : NULL;

	if (row == NULL)
		return fail(ERROR_MISSING, "There is nothing here to open");
	switch (home->tab) {
	case HOME_SAFETY: return open_concern(session, &home->concerns[row->number]);
	case HOME_MODERATE:
	case HOME_OUTCOMES:
	case HOME_DISPUTES: return screens_open_moderation(session, row->id);
	case HOME_STEPS: return step_open(session, row->id);
	case HOME_ACTIONS:
	case HOME_VERIFY: return tracker_action(session, row->id);
	case HOME_FAMILIES:
		return contacts_of_audit(session, home->contacts[row->number].audit_id);
	case HOME_NEWS:
		if (home_notice(home))
			return open_notice(screen, home_notice(home));
		return screens_open_audit(session, row->id);
	default: return screens_open_audit(session, row->id);
	}
}

static int answer_concern(struct screen *screen)
{
	struct home *home = screen->state;
	const struct list_row *row = home->listed ? list_focus(&home->list) : NULL;

	if (home->tab != HOME_SAFETY || row == NULL)
		return fail(ERROR_USAGE, "w records what was done about a safety concern: s");
	return concern_form(screen->session, &home->concerns[row->number]);
}

static int mark_read(struct screen *screen)
{
	const struct notice *notice = home_notice(screen->state);

	if (notice == NULL)
		return fail(ERROR_USAGE, "x marks what stands under New with a * as read");
	return notice_read(screen->session, notice->id) == 0 ? refresh(screen) : -1;
}

static int mark_all_read(struct screen *screen)
{
	if (((struct home *)screen->state)->notice_count == 0)
		return fail(ERROR_NONE, "There is nothing that you have not read");
	if (notice_read(screen->session, 0) != 0 || refresh(screen) != 0)
		return -1;
	view_say("All is marked as read");
	return 0;
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

static int open_allocation(struct screen *screen)
{
	const struct home *home = screen->state;

	return allocation_open(screen->session,
		home->counts.unallocated ? home->counts.unallocated_month : NULL);
}

static int open_audits(struct screen *screen)
{
	return audits_open(screen->session);
}

static int open_tracker(struct screen *screen)
{
	return tracker_screen(screen->session);
}

static int open_loop(struct screen *screen)
{
	const struct home *home = screen->state;
	const struct list_row *row = home->listed ? list_focus(&home->list) : NULL;

	switch (row == NULL ? HOME_SAFETY : home->tab) {
	case HOME_STEPS:
		return inadequate_screen(screen->session, home->steps[row->number].audit_id);
	case HOME_ACTIONS:
		return inadequate_screen(
			screen->session, home->actions[row->number].action.audit_id);
	case HOME_VERIFY:
		return inadequate_screen(
			screen->session, home->verify[row->number].action.audit_id);
	case HOME_SAFETY:
	case HOME_FAMILIES:
	case HOME_NEWS: return fail(ERROR_USAGE, "i shows the loop of the audit in focus");
	default: return inadequate_screen(screen->session, row->id);
	}
}

static int open_cycle(struct screen *screen)
{
	return cycle_screen(screen->session);
}

static int open_draws(struct screen *screen)
{
	return draw_screen(screen->session);
}

static int open_families(struct screen *screen)
{
	return contacts_screen(screen->session);
}

static int open_agreement(struct screen *screen)
{
	return agreement_screen(screen->session);
}

static int open_calibration(struct screen *screen)
{
	return calibration_screen(screen->session);
}

static int open_challenge(struct screen *screen)
{
	return challenge_screen(screen->session);
}

static int open_learning(struct screen *screen)
{
	return learning_screen(screen->session);
}

static int open_moderations(struct screen *screen)
{
	return moderations_open_screen(screen->session);
}

static int open_people(struct screen *screen)
{
	return people_open(screen->session);
}

static int open_report(struct screen *screen)
{
	return report_screen(screen->session);
}

static int open_trail(struct screen *screen)
{
	return view_open(screen->session, &trail_view, &(struct trail_scope){0, NULL});
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Open what is in focus: to write it, to moderate it, to read it",
		open_row, NEEDS(RIGHT_SEE)},
	{{K_TAB, 'l', K_RIGHT}, "next list",
		"My work, what I moderate or sign, my actions, outcomes, families, what is new",
		next_tab, NEEDS(RIGHT_SEE)},
	{{K_BACKTAB, 'h', K_LEFT}, "previous list", "The list before", previous_tab,
		NEEDS(RIGHT_SEE), .quiet = true},
	{{'a'}, "audits", "All audits that you may see: filter, search, open", open_audits,
		NEEDS(RIGHT_SEE)},
	{{'A'}, "tracker", "The tracker: every open action and step, by due date", open_tracker,
		NEEDS(RIGHT_SEE)},
	{{'i'}, "loop", "The loop of the audit in focus, on a time line", open_loop,
		NEEDS(RIGHT_SEE), .quiet = true},
	{{'m'}, "moderations", "What is to be moderated, disputed, acknowledged",
		open_moderations, NEEDS(RIGHT_SEE)},
	{{'c'}, "month", "The month at a glance, and who to chase", open_cycle,
		NEEDS(RIGHT_SEE)},
	{{'d'}, "draws", "The draws of the months, and their receipts", open_draws,
		NEEDS(RIGHT_REPORT), .quiet = true},
	{{'e'}, "allocate", "Give out the audits that are nobody's yet", open_allocation,
		NEEDS(RIGHT_SAMPLE), .quiet = true},
	{{'f'}, "families", "Children and families to be written to or to answer",
		open_families, NEEDS(RIGHT_SEE), .quiet = true},
	{{'g'}, "agreement", "How far auditors and moderators agree", open_agreement,
		NEEDS(RIGHT_REPORT), .quiet = true},
	{{'b'}, "calibration", "Rounds in which many grade one case blind", open_calibration,
		NEEDS(RIGHT_SEE), .quiet = true},
	{{'C'}, "challenge", "Confirm and Challenge: the agendas of its meetings",
		open_challenge, NEEDS(RIGHT_CHALLENGE), .quiet = true},
	{{'L'}, "learning", "What audits teach the service, by theme", open_learning,
		NEEDS(RIGHT_REPORT), .quiet = true},
	{{'R'}, "report", "The report of last month: what the audits came to", open_report,
		NEEDS(RIGHT_REPORT), .quiet = true},
	{{'x'}, "read", "Mark what you are told as read", mark_read, NEEDS(RIGHT_SEE),
		.quiet = true},
	{{'X'}, "all read", "Mark all that you are told as read", mark_all_read,
		NEEDS(RIGHT_SEE), .quiet = true},
	{{'s'}, "safety", "The safety concerns that are open", show_safety, NEEDS(RIGHT_SEE),
		.quiet = true},
	{{'w'}, "answer", "Record what was done about the safety concern in focus",
		answer_concern, NEEDS(RIGHT_SEE), .quiet = true},
	{{'p'}, "people", "People, teams and services", open_people, NEEDS(RIGHT_ADMIN)},
	{{'t'}, "trail", "Who looked at and changed what", open_trail, NEEDS(RIGHT_TRAIL),
		.quiet = true},
	{{'r'}, "refresh", "Read everything again", refresh, .quiet = true},
	{{0}},
};

// What somebody is told is longer than a line of the list.
static void status(struct screen *screen, char *text, size_t size)
{
	const struct notice *notice = home_notice(screen->state);

	if (notice)
		snprintf(text, size, "%s  (x: read)", notice->words);
}

int home_open(struct session *session)
{
	static const struct view view = {
		.name = "home",
		.title = "Home",
		.help = "What waits for you, by what is due first. Days are working days: "
			"Monday to Friday less "
			"the bank holidays of England. Tab goes to the other lists; Enter "
			"opens an audit, an action, or the form in which a step is signed.",
		.size = sizeof(struct home),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.tick = tick,
		.paint = home_paint,
		.idle = idle,
		.status = status,
	};

	return view_open(session, &view, NULL);
}
