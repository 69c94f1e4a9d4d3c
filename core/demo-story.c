// SPDX-License-Identifier: MIT
// Decides what happens in each audit of the practice database: people, dates and grades.
#include <stdio.h>
#include <string.h>

#include "core/demo-inner.h"
#include "core/workday.h"
#include "db/mem.h"

static date month_first(const struct demo *demo, int month)
{
	return date_add_months(date_month_of(demo->today).first, month - (DEMO_MONTHS - 1));
}

date demo_month_start(const struct demo *demo, int month)
{
	date start = workday_add(demo->session->holidays, month_first(demo, month) - 1, 1);

	return start < demo->today ? start : demo->today;
}

date demo_month_due(const struct demo *demo, int month)
{
	date next = date_add_months(month_first(demo, month), 1);

	return workday_add(demo->session->holidays, next, -1);
}

const char *demo_month(const struct demo *demo, int month, char text[static DATE_TEXT])
{
	return date_month(month_first(demo, month), text);
}

static date after(const struct demo *demo, date day, int workdays)
{
	return workday_add(demo->session->holidays, day, workdays);
}

// A share on its way from the first month's to the last's.
static int between(int month, int first, int last)
{
	return first + (last - first) * month / (DEMO_MONTHS - 1);
}

enum grade story_final(struct demo *demo, int month)
{
	int weights[] = {between(month, 0, 50), between(month, 170, 400),
		between(month, 500, 450), between(month, 330, 100)};

	return (enum grade)(GRADE_OUTSTANDING + dice_weighted(&demo->dice, weights, 4));
}

static enum grade nudge(struct demo *demo, enum grade grade, int better, int worse)
{
	int weights[] = {better, 100 - better - worse, worse};
	int moved = (int)grade - 1 + (int)dice_weighted(&demo->dice, weights, 3);

	return moved < GRADE_OUTSTANDING  ? GRADE_OUTSTANDING
	       : moved > GRADE_INADEQUATE ? GRADE_INADEQUATE
					  : (enum grade)moved;
}

// Domain grades around an overall one, which they suggest in nearly every case.
static void around(struct demo *demo, enum grade overall, enum grade *grades)
{
	size_t count = template_graded_count(demo->template);
	bool differs = dice_permille(&demo->dice, 60);

	for (int tries = 0; tries < 12; tries++) {
		for (size_t i = 0; i < count; i++)
			grades[i] = nudge(demo, overall, 22, 18);
		if ((grade_suggest(grades, count).grade != overall) == differs)
			break;
		if (tries == 11)
			for (size_t i = 0; i < count; i++)
				grades[i] = overall;
	}
	if (count < demo->template->domain_count)
		grades[count] = overall;
}

// What an auditor gave where the moderator came to `final`: disagreements are nearly all over-graded.
static enum grade lead_overall(struct demo *demo, struct story *story, enum grade final)
{
	story->agreement = DEMO_AGREE;
	if (story->moderated == DATE_NONE ||
		dice_permille(&demo->dice, between(story->month, 450, 800)))
		return final;
	if (final > GRADE_OUTSTANDING &&
		(final == GRADE_INADEQUATE || dice_permille(&demo->dice, 890))) {
		story->agreement = DEMO_OVER;
		return final - 1;
	}
	story->agreement = DEMO_UNDER;
	return final + 1;
}

void story_grades(struct demo *demo, struct story *story, enum grade final)
{
	size_t count = template_graded_count(demo->template);
	enum grade overall = lead_overall(demo, story, final);

	around(demo, final, story->mod_grades);
	memcpy(story->lead_grades, story->mod_grades, sizeof(story->lead_grades));
	if (overall != final)
		around(demo, overall, story->lead_grades);
	else if (story->moderated != DATE_NONE && dice_permille(&demo->dice, 300))
		story->lead_grades[dice_below(&demo->dice, (uint32_t)count)] = final;
}

static int any_user(struct demo *demo,
	bool (*fits)(const struct demo *, const struct demo_user *, const struct story *),
	const struct story *story)
{
	for (int tries = 0; tries < 400; tries++) {
		int user = (int)dice_below(&demo->dice, (uint32_t)demo->user_count);

		if (!demo->users[user].left && user != demo->me && user != story->lead &&
			user != story->peer && fits(demo, &demo->users[user], story))
			return user;
	}
	return demo->teams[story->file->team].manager;
}

static bool is_chair(
	const struct demo *demo, const struct demo_user *user, const struct story *story)
{
	return user->roles & ROLE_AUDITOR && user->team < 0 && !(user->roles & ROLE_MODERATOR);
}

static bool is_neighbour(
	const struct demo *demo, const struct demo_user *user, const struct story *story)
{
	return user->roles & ROLE_AUDITOR && user->team >= 0 &&
	       demo->teams[user->team].service == demo->teams[story->file->team].service;
}

static bool is_senior(
	const struct demo *demo, const struct demo_user *user, const struct story *story)
{
	return user->roles & ROLE_MODERATOR &&
	       user->services >> demo->teams[story->file->team].service & 1;
}

static void draw_people(struct demo *demo, struct story *story)
{
	static const int ways[] = {58, 20, 22}; // the own manager, another's, a chair or IRO

	story->lead = story->peer = story->moderator = -1;
	switch (dice_weighted(&demo->dice, ways, 3)) {
	case 0: story->lead = demo->teams[story->file->team].manager; break;
	case 1: story->lead = any_user(demo, is_neighbour, story); break;
	default: story->lead = any_user(demo, is_chair, story); break;
	}
	if (dice_permille(&demo->dice, 120))
		story->peer = any_user(demo, is_chair, story);
	story->moderator = any_user(demo, is_senior, story);
	if (story->peer == story->lead)
		story->peer = -1;
}

static void draw_child(struct demo *demo, struct story *story)
{
	static const struct {
		const char *band, *child;
		int usual, leaving; // weights: elsewhere, among care leavers
	} bands[] = {{"under 1", "the baby", 6, 0}, {"1 to 4", "the child", 18, 0},
		{"5 to 9", "the child", 28, 0}, {"10 to 15", "the young person", 34, 0},
		{"16 and 17", "the young person", 14, 40},
		{"18 and over", "the young person", 0, 60}};
	int service = demo->teams[story->file->team].service, weights[LENGTH(bands)];
	bool leaver = strcmp(story->file->plan, "care leaver") == 0;
	size_t got;

	for (size_t i = 0; i < LENGTH(bands); i++)
		weights[i] = leaver ? bands[i].leaving : bands[i].usual;
	got = dice_weighted(&demo->dice, weights, LENGTH(bands));
	story->age_band = bands[got].band;
	story->facts = (struct words_facts){
		.child = bands[got].child,
		.worker = leaver         ? "personal adviser"
			  : service == 0 ? "family worker"
					 : "social worker",
		.month = date_split(story->allocated).month,
	};
}

// A case of the team that was not audited in the last twelve months, where there is one.
static struct demo_case *draw_case(struct demo *demo, int month, int team)
{
	struct demo_case *file = NULL;
	uint32_t each = (uint32_t)(demo->case_count / demo->team_count);

	for (int tries = 0; tries < 12; tries++) {
		file = &demo->cases[(size_t)team +
				    demo->team_count * dice_below(&demo->dice, each)];
		if (month - file->audited >= 12)
			break;
	}
	file->audited = month;
	return file;
}

static bool come(const struct demo *demo, date *day)
{
	if (*day != DATE_NONE && *day > demo->today)
		*day = DATE_NONE;
	return *day != DATE_NONE;
}

static void draw_end(struct demo *demo, struct story *story, enum grade final)
{
	struct dice *dice = &demo->dice;
	date result;

	if (dice_permille(dice, final == GRADE_INADEQUATE ? 850 : 380))
		story->moderated = after(demo, story->completed, dice_between(dice, 4, 18));
	if (come(demo, &story->moderated))
		story->state = AUDIT_MODERATED;
	result = story->moderated != DATE_NONE ? story->moderated : story->completed;
	if (dice_permille(dice, 960))
		story->closed = after(demo, result, dice_between(dice, 18, 40));
	if (come(demo, &story->closed))
		story->state = AUDIT_CLOSED;
	if (story->completed >= demo->live_from) {
		story->moderated = story->closed = DATE_NONE;
		story->state = AUDIT_SUBMITTED;
	}
}

// When it was begun and finished, had time gone on; only what lies before today has happened.
static void draw_course(struct demo *demo, struct story *story)
{
	struct dice *dice = &demo->dice;
	int room = workday_count(demo->session->holidays, story->allocated, story->due);
	int late = dice_permille(dice, between(story->month, 260, 110))
			   ? dice_between(dice, 1, 12)
			   : 0;
	bool never = story->month >= DEMO_MONTHS - 4 && dice_permille(dice, 50);

	story->started = after(demo, story->allocated, dice_between(dice, 2, 7));
	story->completed = late ? after(demo, story->due, late)
				: after(demo, story->allocated,
					  dice_between(dice, 8, room > 9 ? room : 9));
	if (!late && story->completed > story->due)
		story->completed = story->due;
	if (never || !come(demo, &story->completed))
		story->completed = DATE_NONE;
	if (never && dice_permille(dice, 500))
		story->started = DATE_NONE;
	come(demo, &story->started);
	story->state = story->completed != DATE_NONE ? AUDIT_SUBMITTED
		       : story->started != DATE_NONE ? AUDIT_DRAFT
						     : AUDIT_ALLOCATED;
}

static void draw_withdrawal(struct demo *demo, struct story *story)
{
	story->withdrawn = after(demo, story->allocated, dice_between(&demo->dice, 2, 15));
	if (!come(demo, &story->withdrawn))
		return;
	story->state = AUDIT_WITHDRAWN;
	story->started = story->completed = DATE_NONE;
}

static void draw_marks(struct demo *demo, struct story *story, enum grade final)
{
	bool recent = story->completed > after(demo, demo->today, -6);

	story->amended = story->completed != DATE_NONE && dice_permille(&demo->dice, 35);
	if (dice_permille(
		    &demo->dice, final > GRADE_REQUIRES_IMPROVEMENT ? recent ? 600 : 110 : 12))
		story->concern = recent && dice_permille(&demo->dice, 600) ? CONCERN_OPEN
									   : CONCERN_ANSWERED;
	if (story->completed == DATE_NONE)
		story->concern = CONCERN_NONE;
}

void story_draw(struct demo *demo, struct story *story, int month, int team)
{
	char text[DATE_TEXT];
	enum grade final = story_final(demo, month);

	*story = (struct story){.id = ++demo->audit_id,
		.month = month,
		.file = draw_case(demo, month, team),
		.allocated = demo_month_start(demo, month),
		.due = demo_month_due(demo, month),
		.moderated = DATE_NONE,
		.closed = DATE_NONE,
		.withdrawn = DATE_NONE};
	snprintf(story->ref, sizeof(story->ref), "%s-%03d", demo_month(demo, month, text),
		++demo->numbers[month]);
	draw_people(demo, story);
	draw_child(demo, story);
	draw_course(demo, story);
	if (dice_permille(&demo->dice, 30))
		draw_withdrawal(demo, story);
	if (story->state == AUDIT_SUBMITTED)
		draw_end(demo, story, final);
	story_grades(demo, story, final);
	draw_marks(demo, story, final);
	story->filled = story->state == AUDIT_DRAFT     ? dice_between(&demo->dice, 1, 5)
			: story->completed != DATE_NONE ? (int)demo->template->domain_count
							: 0;
}
