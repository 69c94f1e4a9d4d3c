// SPDX-License-Identifier: MIT
// The audits that fill the Home of the person who made the practice database.
#include <string.h>

#include "core/demo-inner.h"
#include "core/workday.h"
#include "db/mem.h"

// One of each kind that Home tells apart; days are working days from today.
static const struct mine {
	enum audit_state state;
	int due;       // when
	int filled;    // domains; -1: all
	int completed; // when; 0: not yet
	bool moderated, amended, concern, peer;
	enum grade grade;
} kinds[DEMO_MINE] = {
	// Late, and half written.
	{.state = AUDIT_DRAFT, .due = -3, .filled = 4, .grade = GRADE_REQUIRES_IMPROVEMENT},
	// Due today, and not begun.
	{.state = AUDIT_ALLOCATED, .due = 0, .grade = GRADE_GOOD},
	// Due soon, and begun.
	{.state = AUDIT_DRAFT, .due = 4, .filled = 2, .grade = GRADE_GOOD},
	// Came back from moderation with another grade, and was amended.
	{.state = AUDIT_MODERATED,
		.due = -6,
		.filled = -1,
		.completed = -9,
		.moderated = true,
		.amended = true,
		.grade = GRADE_REQUIRES_IMPROVEMENT},
	// Somebody else's in the person's own team: a child may be at risk now.
	{.state = AUDIT_SUBMITTED,
		.due = 3,
		.filled = -1,
		.completed = -1,
		.concern = true,
		.grade = GRADE_INADEQUATE},
	// Somebody else's, with the person as peer.
	{.state = AUDIT_DRAFT, .due = 7, .filled = 1, .peer = true, .grade = GRADE_GOOD},
};

static date workdays(const struct demo *demo, int count)
{
	return count ? workday_add(demo->session->holidays, demo->today, count) : demo->today;
}

static int by_post(const struct demo *demo, const char *post)
{
	int user = 0;

	while (strcmp(demo->users[user].post, post) != 0)
		user++;
	return user;
}

// A late audit is of the month in which it was due.
static int month_of(const struct demo *demo, const struct mine *kind)
{
	return workdays(demo, kind->due) < date_month_of(demo->today).first ? DEMO_MONTHS - 2
									    : DEMO_MONTHS - 1;
}

static void shape(struct demo *demo, struct story *story, const struct mine *kind)
{
	bool mine = !kind->concern && !kind->peer;

	story->lead = mine ? demo->me : by_post(demo, "cp chair");
	story->peer = kind->peer ? demo->me : -1;
	story->moderator = by_post(demo, "head of service");
	story->allocated = workdays(demo, kind->due < -5 ? -24 : -14);
	story->due = workdays(demo, kind->due);
	story->started = kind->state == AUDIT_ALLOCATED ? DATE_NONE : workdays(demo, -10);
	story->completed = kind->completed ? workdays(demo, kind->completed) : DATE_NONE;
	story->moderated = kind->moderated ? workdays(demo, -2) : DATE_NONE;
	story->closed = story->withdrawn = DATE_NONE;
	story->state = kind->state;
	story->filled = kind->filled < 0 ? (int)demo->template->domain_count : kind->filled;
	story->amended = kind->amended;
	story->concern = kind->concern ? CONCERN_OPEN : CONCERN_NONE;
	story_grades(demo, story, kind->grade);
}

int demo_mine(struct demo *demo, int count)
{
	for (int i = 0; i < count; i++) {
		const struct mine *kind = &kinds[i];
		int own = demo->users[demo->me].team;
		// Audits of other teams of the service, but for the concern in their own.
		int team = kind->concern ? own : own + 1 + i % 3;
		struct story story;

		story_draw(demo, &story, month_of(demo, kind), team);
		shape(demo, &story, kind);
		if (demo_write(demo, &story))
			return -1;
	}
	return 0;
}
