// SPDX-License-Identifier: MIT
// Home's state, shared by home.c (keys), home-read.c, home-rows.c and home-paint.c.
#pragma once

#include "core/action-list.h"
#include "core/audit-list.h"
#include "core/concern.h"
#include "core/contact.h"
#include "core/due.h"
#include "core/loop.h"
#include "core/moderation.h"
#include "core/notice.h"
#include "core/trail.h"
#include "tui/list.h"
#include "tui/screens.h"

enum home_tab {
	HOME_MINE,     // what waits for the person
	HOME_MODERATE, // theirs to moderate
	HOME_STEPS,    // of closing the loop: theirs to sign
	HOME_ACTIONS,  // that they own and that are not verified yet
	HOME_VERIFY,   // actions that are said to be done, for QA
	HOME_OUTCOMES, // of their own audits: to be read and acknowledged
	HOME_DISPUTES, // to be settled
	HOME_OPEN,     // what is open in all they may see
	HOME_FAMILIES, // children and families still to be written to, or who have not answered
	HOME_SAFETY,   // open safety concerns
	HOME_NEWS, // what they are to be told, then what others did since Home was left last
	HOME_TAB_COUNT,
};

enum {
	HOME_MINE_MOST = 200,
	HOME_NEWS_MOST = 100,
	HOME_CONCERNS_MOST = 100,
	HOME_NOTICES_MOST = 100,
	HOME_CONTACTS_MOST = 200,
	HOME_ACTIONS_MOST = 200,
	HOME_STEPS_MOST = 200,
	HOME_VERIFY_MOST = 200,
	HOME_LATE_MOST = 100,
};

struct home {
	enum home_tab tab;
	bool offered[HOME_TAB_COUNT];
	struct list list; // of the tab in focus
	bool listed;      // there is such a list
	struct audit_row mine[HOME_MINE_MOST];
	struct news news[HOME_NEWS_MOST];
	struct concern concerns[HOME_CONCERNS_MOST];
	struct notice notices[HOME_NOTICES_MOST]; // unread, on top of the news
	struct contact contacts[HOME_CONTACTS_MOST];
	struct loop_step steps[HOME_STEPS_MOST];
	struct action_row actions[HOME_ACTIONS_MOST];
	struct action_row verify[HOME_VERIFY_MOST];
	int step_count, action_count, verify_count;
	int late_count;       // actions past their date, of all that the person may see
	bool late_more;       // and others: the count stopped
	struct due_days days; // what is due of the person, day by day
	int mine_count, news_count, concern_count, notice_count, contact_count;
	int64_t contacts_open; // all of them
	int64_t moderations[MODERATIONS_COUNT];
	struct audit_counts counts;
	char head[TRAIL_HASH_TEXT]; // of the trail when all this was read
};

// Reads everything that Home shows, and which tabs there are for the person. -1 with the reason where something could
// not be read: the rest is shown all the same.
int home_read(struct screen *screen);
void home_forget(struct home *home);

// How much stands in a tab.
int64_t home_count(const struct home *home, enum home_tab tab);

// The notice in focus; NULL.
const struct notice *home_notice(const struct home *home);

// Where the rows of a tab come from.
extern const struct list_source *const home_sources[HOME_TAB_COUNT];

void home_paint(struct screen *screen);
