// SPDX-License-Identifier: MIT
// Home's state, shared by home.c (reading and keys) and home-paint.c.
#pragma once

#include "core/audit-list.h"
#include "core/concern.h"
#include "core/trail.h"
#include "tui/list.h"
#include "tui/screens.h"

enum home_tab {
	HOME_MINE,   // what waits for the person
	HOME_OPEN,   // what is open in all they may see
	HOME_SAFETY, // open safety concerns
	HOME_NEWS,   // what others did since Home was left last
	HOME_TAB_COUNT,
};

enum {
	HOME_MINE_MOST = 200,
	HOME_NEWS_MOST = 100,
	HOME_CONCERNS_MOST = 100,
};

struct home {
	enum home_tab tab;
	bool offered[HOME_TAB_COUNT];
	struct list list; // of the tab in focus
	bool listed;      // there is such a list
	struct audit_row mine[HOME_MINE_MOST];
	struct news news[HOME_NEWS_MOST];
	struct concern concerns[HOME_CONCERNS_MOST];
	int mine_count, news_count, concern_count;
	struct audit_counts counts;
	char head[TRAIL_HASH_TEXT]; // of the trail when all this was read
};

// Where the rows of a tab come from.
extern const struct list_source *const home_sources[HOME_TAB_COUNT];

void home_paint(struct screen *screen);
