// SPDX-License-Identifier: MIT
// What Home reads, and which of its lists a person has.
#include "core/right.h"
#include "tui/home-private.h"

void home_forget(struct home *home)
{
	for (int i = 0; i < home->mine_count; i++)
		audit_row_finish(&home->mine[i]);
	for (int i = 0; i < home->news_count; i++)
		news_finish(&home->news[i]);
	for (int i = 0; i < home->concern_count; i++)
		concern_finish(&home->concerns[i]);
	for (int i = 0; i < home->notice_count; i++)
		notice_finish(&home->notices[i]);
	for (int i = 0; i < home->contact_count; i++)
		contact_finish(&home->contacts[i]);
	home->mine_count = home->news_count = home->concern_count = 0;
	for (int i = 0; i < home->step_count; i++)
		loop_step_finish(&home->steps[i]);
	for (int i = 0; i < home->action_count; i++)
		action_row_finish(&home->actions[i]);
	for (int i = 0; i < home->verify_count; i++)
		action_row_finish(&home->verify[i]);
	home->notice_count = home->contact_count = 0;
	home->step_count = home->action_count = home->verify_count = 0;
}

// A count that could not be read is none; *result says so.
static int taken(int count, int *result)
{
	if (count < 0)
		*result = -1;
	return count < 0 ? 0 : count;
}

static void read_lists(struct screen *screen, int *result)
{
	struct home *home = screen->state;
	struct session *session = screen->session;

	home->mine_count = taken(audit_mine(session, home->mine, HOME_MINE_MOST), result);
	home->news_count = taken(audit_news(session, home->news, HOME_NEWS_MOST), result);
	home->concern_count =
		taken(concern_open(session, home->concerns, HOME_CONCERNS_MOST), result);
}

// QA answers for all families, an auditor for those of their own audits.
static void read_families(struct screen *screen, int *result)
{
	struct home *home = screen->state;
	struct session *session = screen->session;
	bool all = may(session, RIGHT_SAMPLE, NULL);

	home->contacts_open = 0;
	if (!all && !(session->me.roles & ROLE_AUDITOR))
		return;
	home->contact_count = taken(
		contact_open(session, NULL, !all, home->contacts, HOME_CONTACTS_MOST), result);
	taken(contact_count(session, !all, &home->contacts_open), result);
}

// Actions past their date, whoever owns them: an owner who is no user here has no Home. Within one step of a walk.
static void read_late(struct screen *screen, int *result)
{
	const struct action_filter filter = {.overdue = true};
	struct home *home = screen->state;
	struct action_row rows[HOME_LATE_MOST];
	struct action_walk *walk = action_walk_begin(screen->session, &filter, NULL, false);
	int count = walk ? action_walk_step(walk, rows, HOME_LATE_MOST) : -1;

	home->late_more = walk && !action_walk_ended(walk);
	home->late_count = taken(count, result);
	for (int i = 0; i < home->late_count; i++)
		action_row_finish(&rows[i]);
	action_walk_end(walk);
}

// Actions that the person owns, steps that they may sign, and what waits for QA; how much is due when.
static void read_loop(struct screen *screen, int *result)
{
	struct home *home = screen->state;
	struct session *session = screen->session;

	home->action_count =
		taken(action_page(session, &(struct action_filter){.owner_id = session->me.id},
			      NULL, false, home->actions, HOME_ACTIONS_MOST),
			result);
	if (may(session, RIGHT_LOOP, NULL))
		home->step_count = taken(loop_page(session, &(struct loop_filter){.mine = true},
						 NULL, false, home->steps, HOME_STEPS_MOST),
			result);
	if (may(session, RIGHT_VERIFY, NULL))
		home->verify_count =
			taken(action_page(session, &(struct action_filter){.said_done = true},
				      NULL, false, home->verify, HOME_VERIFY_MOST),
				result);
	read_late(screen, result);
	taken(due_days_read(session, &home->days), result);
}

static void read_moderations(struct screen *screen, int *result)
{
	static const enum moderation_list lists[] = {
		MODERATIONS_MINE, MODERATIONS_DISPUTED, MODERATIONS_OUTCOMES};
	struct home *home = screen->state;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		taken(moderation_list_count(
			      screen->session, lists[i], &home->moderations[lists[i]]),
			result);
}

// An auditor has their own work, those who see more the open audits too; else what there is something in.
static void offer(struct screen *screen)
{
	struct home *home = screen->state;
	const struct session *session = screen->session;
	bool sees = may(session, RIGHT_SEE, NULL);

	for (int tab = 0; tab < HOME_TAB_COUNT; tab++)
		home->offered[tab] = home_count(home, tab) > 0;
	home->offered[HOME_MINE] |= (session->me.roles & ROLE_AUDITOR) != 0;
	home->offered[HOME_DISPUTES] &= may(session, RIGHT_SETTLE, NULL);
	home->offered[HOME_OPEN] = session->me.roles & (ROLE_QA | ROLE_MODERATOR);
	home->offered[HOME_NEWS] = sees || home->notice_count > 0;
	while (home->offered[HOME_NEWS] && !home->offered[home->tab])
		home->tab = (home->tab + 1) % HOME_TAB_COUNT;
}

int home_read(struct screen *screen)
{
	struct home *home = screen->state;
	struct session *session = screen->session;
	char month[DATE_TEXT];
	int result = 0;

	home_forget(home);
	trail_head(session, home->head);
	home->notice_count =
		taken(notice_unread(session, home->notices, HOME_NOTICES_MOST), &result);
	if (may(session, RIGHT_SEE, NULL)) {
		read_lists(screen, &result);
		read_families(screen, &result);
		read_moderations(screen, &result);
		read_loop(screen, &result);
		if (audit_count(session, date_month(session->today, month), &home->counts) != 0)
			result = -1;
	}
	offer(screen);
	return result;
}

int64_t home_count(const struct home *home, enum home_tab tab)
{
	switch (tab) {
	case HOME_MINE: return home->counts.mine;
	case HOME_MODERATE: return home->moderations[MODERATIONS_MINE];
	case HOME_ACTIONS: return home->action_count;
	case HOME_STEPS: return home->step_count;
	case HOME_VERIFY: return home->verify_count;
	case HOME_OUTCOMES: return home->moderations[MODERATIONS_OUTCOMES];
	case HOME_DISPUTES: return home->moderations[MODERATIONS_DISPUTED];
	case HOME_OPEN: return home->counts.open;
	case HOME_FAMILIES: return home->contacts_open;
	case HOME_SAFETY: return home->concern_count;
	default: return home->notice_count + home->news_count;
	}
}

const struct notice *home_notice(const struct home *home)
{
	const struct list_row *row =
		home->listed && home->tab == HOME_NEWS ? list_focus(&home->list) : NULL;

	return row && row->number < home->notice_count ? &home->notices[row->number] : NULL;
}
