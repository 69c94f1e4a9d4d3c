// SPDX-License-Identifier: MIT
// The actions of an audit of the practice database: some in every colour of the tracker.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/demo-inner.h"
#include "core/post.h"
#include "core/tracker.h"
#include "core/workday.h"
#include "db/mem.h"

// What became of an action, as the tracker will show it.
enum course {
	COURSE_VERIFIED,  // BLUE
	COURSE_SAID_DONE, // GREEN
	COURSE_GOING,     // GREEN, RED once its date is past
	COURSE_SLIPPED,   // AMBER: going on towards a later date
	COURSE_PLANNED,   // AMBER: off track, with a plan and its date
	COURSE_STUCK,     // RED: off track without a plan
	COURSE_WAITING,   // GREY: its start is still to come
	COURSE_COUNT
};

#define ENDINGS 183 // days for which it is kept how an action came to its end

// By when the action is due: long past, past, still to come; of very many: long past, else.
static const int course_weights[][COURSE_COUNT] = {
	{983, 3, 3, 2, 4, 5, 0},
	{740, 50, 80, 20, 40, 70, 0},
	{240, 50, 300, 70, 90, 50, 200},
	{991, 3, 2, 1, 1, 2, 0},
	{950, 15, 15, 5, 5, 10, 0},
};

static const enum progress progress_of[] = {PROGRESS_VERIFIED, PROGRESS_SAID_DONE,
	PROGRESS_PROGRESSING, PROGRESS_PROGRESSING, PROGRESS_OFF_TRACK, PROGRESS_OFF_TRACK,
	PROGRESS_NOT_STARTED};

struct plan {
	enum course course;
	enum scope scope;
	int seq, owner; // index in users; -1: the practitioner
	bool priority, escalated;
	date created, start, due, first_due, planned, completed, verified;
	char *what, *measure, *reason;
};

static date after(const struct demo *demo, date day, int workdays)
{
	return workday_add(demo->session->holidays, day, workdays);
}

static date not_after(date day, date limit)
{
	return day < limit ? day : limit;
}

static const int *weights_for(int age, bool many)
{
	if (many)
		return course_weights[age > 60 ? 3 : 4];
	return course_weights[age > 60 ? 0 : age > 0 ? 1 : 2];
}

static void draw_dates(struct demo *demo, struct plan *plan, bool many)
{
	struct dice *dice = &demo->dice;
	int age = demo->today - plan->first_due;

	plan->course = (enum course)dice_weighted(dice, weights_for(age, many), COURSE_COUNT);
	plan->due = plan->first_due;
	plan->start = plan->planned = plan->completed = plan->verified = DATE_NONE;
	if (plan->course == COURSE_SLIPPED || (age > 0 && dice_permille(dice, 80)))
		plan->due = after(demo,
			plan->course == COURSE_SLIPPED && age > 0 ? demo->today
								  : plan->first_due,
			dice_between(dice, 5, 20));
	if (plan->course == COURSE_PLANNED)
		plan->planned = after(demo, demo->today, dice_between(dice, 2, 15));
	if (plan->course == COURSE_WAITING) {
		plan->start = after(demo, demo->today, dice_between(dice, 1, 6));
		plan->due = plan->first_due =
			after(demo, plan->start, dice_between(dice, 5, 20));
	}
	if (plan->course <= COURSE_SAID_DONE) {
		plan->completed = not_after(
			after(demo, plan->due, dice_between(dice, -8, 4)), demo->today);
		if (plan->course == COURSE_SAID_DONE) // QA looks within two weeks or so
			plan->completed =
				after(demo, demo->today, -(int)(plan->first_due % 11));
		if (plan->completed < plan->created)
			plan->completed = plan->created;
	}
	if (plan->course == COURSE_VERIFIED)
		plan->verified = not_after(
			after(demo, plan->completed, dice_between(dice, 1, 10)), demo->today);
}

static void draw_owner(struct demo *demo, const struct story *story, struct plan *plan)
{
	static const int weights[] = {50, 38, 12}; // the practitioner, the manager, a chair

	plan->owner = -1;
	switch (dice_weighted(&demo->dice, weights, 3)) {
	case 1: plan->owner = demo->teams[story->file->team].manager; break;
	case 2: plan->owner = story->peer >= 0 ? story->peer : -1; break;
	default: break;
	}
	if (plan->scope == SCOPE_SERVICE)
		plan->owner = demo->teams[story->file->team].manager;
}

// The grammar keeps an action's three texts in one line, so that they fit each other.
static void draw_texts(struct demo *demo, const struct story *story, struct plan *plan)
{
	size_t domain =
		dice_below(&demo->dice, (uint32_t)template_graded_count(demo->template));
	const char *code = demo->template->domains[domain].code;
	char *rule = xasprintf("action %s", code), *rest, *line;

	if (!words_has(demo->words, rule) || plan->scope == SCOPE_SERVICE)
		xreplace(&rule, "action any");
	rest = line = xstrdup(words_compose(demo->words, &demo->dice, rule, &story->facts));
	plan->what = xstrdup(strsep(&rest, "|"));
	plan->measure = xstrdup(strsep(&rest, "|"));
	plan->reason = xstrdup(rest);
	free(line);
	free(rule);
}

static int64_t managers_id(const struct demo *demo, const struct story *story)
{
	return demo->users[demo->teams[story->file->team].manager].id;
}

static int put_note(struct demo *demo, const struct story *story, const struct plan *plan,
	int64_t action, const char *rule)
{
	char at[MOMENT_TEXT];
	bool slipped = plan->due != plan->first_due;
	date on = not_after(slipped ? plan->first_due : plan->due, demo->today);

	if (slipped && plan->completed != DATE_NONE)
		on = not_after(on, plan->completed);
	return db_run(demo->session->db, QUERY_DEMO_ACTION_NOTE_ADD,
		ARGS(INT("action", action), TEXT("at", demo_moment(demo, on, at)),
			INT("user", managers_id(demo, story)),
			TEXT("text",
				words_compose(demo->words, &demo->dice, rule, &story->facts)),
			INT("kind", slipped ? NOTE_POSTPONED : NOTE_PROGRESS),
			INT("progress", progress_of[plan->course]),
			DAY("due", slipped ? plan->first_due : DATE_NONE)));
}

// A note of the way to the end, in words of its own throws.
static int put_end(struct demo *demo, int64_t action, date on, int64_t user,
	enum note_kind kind, enum progress progress, const char *rule)
{
	static const struct words_facts facts = {"the child", "social worker", 6};
	char at[MOMENT_TEXT], day[DATE_TEXT];

	snprintf(at, sizeof(at), "%.10sT%02d:%02d:00Z", date_iso(on, day),
		dice_between(&demo->loop, 9, 15), dice_between(&demo->loop, 0, 59));
	return db_run(demo->session->db, QUERY_DEMO_ACTION_NOTE_ADD,
		ARGS(INT("action", action), TEXT("at", at), INT("user", user),
			TEXT("text", words_compose(demo->words, &demo->loop, rule, &facts)),
			INT("kind", kind), INT("progress", progress), NOTHING("due")));
}

// How an action of the last half year came to its end: said to be done, now and then sent back and said again, verified.
static int put_ending(
	struct demo *demo, const struct story *story, const struct plan *plan, int64_t action)
{
	int64_t manager = managers_id(demo, story), qa = demo->users[demo_coordinator(demo)].id;
	bool verified = plan->verified != DATE_NONE;
	date first = plan->completed - 7;

	if (plan->completed == DATE_NONE || plan->completed < demo->today - ENDINGS)
		return 0;
	if (verified && first > plan->created && dice_permille(&demo->loop, 80) &&
		(put_end(demo, action, first, manager, NOTE_DONE, PROGRESS_SAID_DONE,
			 "action evidence") ||
			put_end(demo, action, first + 3, qa, NOTE_RETURNED,
				PROGRESS_PROGRESSING, "note back") ||
			db_run(demo->session->db, QUERY_DEMO_ACTION_BACK,
				ARGS(INT("action", action)))))
		return -1;
	if (put_end(demo, action, plan->completed, manager, NOTE_DONE, PROGRESS_SAID_DONE,
		    "action evidence"))
		return -1;
	return verified ? put_end(demo, action, plan->verified, qa, NOTE_VERIFIED,
				  PROGRESS_VERIFIED, "action impact")
			: 0;
}

static int put_notes(struct demo *demo, const struct story *story, const struct plan *plan)
{
	int64_t action = db_last_id(demo->session->db);

	if (plan->due != plan->first_due && put_note(demo, story, plan, action, "note slipped"))
		return -1;
	if (plan->due != plan->first_due || plan->completed != DATE_NONE)
		return put_ending(demo, story, plan, action);
	if (plan->course == COURSE_PLANNED)
		return put_note(demo, story, plan, action, "note plan");
	if (plan->course == COURSE_GOING && dice_permille(&demo->dice, 500))
		return put_note(demo, story, plan, action, "note going");
	return 0;
}

// A family worker's is none of the posts that are counted.
static const char *practitioners_post(const struct story *story)
{
	const char *post = post_find(story->facts.worker);

	return post ? post : "";
}

static int put_action(struct demo *demo, const struct story *story, const struct plan *plan)
{
	bool person = plan->owner >= 0, done = plan->completed != DATE_NONE,
	     verified = plan->verified != DATE_NONE;
	char *evidence = xstrdup(
		words_compose(demo->words, &demo->dice, "action evidence", &story->facts));
	int qa = (int)demo->user_count - 1;
	int result;

	while (!(demo->users[qa].roles & ROLE_QA) || qa == demo->me || qa == plan->owner)
		qa--;
	result = db_run(demo->session->db, QUERY_DEMO_ACTION_ADD,
		ARGS(INT("audit", story->id), INT("seq", plan->seq), INT("scope", plan->scope),
			TEXT("what", plan->what), TEXT("measure", plan->measure),
			ID_OR_NULL("owner", demo_user_id(demo, plan->owner)),
			TEXT("owner_name", person ? "" : demo->workers[story->file->worker]),
			TEXT("owner_post", person ? demo->users[plan->owner].post
						  : practitioners_post(story)),
			TEXT("reason", plan->reason), DAY("start", plan->start),
			DAY("due", plan->due), DAY("first_due", plan->first_due),
			INT("priority", plan->priority), INT("escalated", plan->escalated),
			INT("progress", progress_of[plan->course]), DAY("plan", plan->planned),
			TEXT("evidence", done ? evidence : ""),
			DAY("completed", plan->completed),
			TEXT("impact", verified ? words_compose(demo->words, &demo->dice,
							  "action impact", &story->facts)
						: ""),
			DAY("verified", plan->verified),
			ID_OR_NULL("verified_by", verified ? demo->users[qa].id : 0),
			DAY("created", plan->created),
			INT("slips", plan->due != plan->first_due),
			ID_OR_NULL("said_by", done ? managers_id(demo, story) : 0)));
	free(evidence);
	return result;
}

static int add_action(
	struct demo *demo, const struct story *story, int seq, enum grade grade, bool many)
{
	struct plan plan = {.seq = seq, .created = story->completed};
	int result;

	plan.scope = dice_permille(&demo->dice, 150) ? SCOPE_SERVICE : SCOPE_CASE;
	plan.first_due = after(demo, story->completed, dice_between(&demo->dice, 5, 40));
	draw_dates(demo, &plan, many);
	plan.priority = dice_permille(&demo->dice, grade == GRADE_INADEQUATE ? 450 : 60);
	plan.escalated = plan.priority && dice_permille(&demo->dice, 400);
	draw_owner(demo, story, &plan);
	draw_texts(demo, story, &plan);
	result = put_action(demo, story, &plan) || put_notes(demo, story, &plan) ? -1 : 0;
	free(plan.what);
	free(plan.measure);
	free(plan.reason);
	return result;
}

int demo_write_actions(struct demo *demo, struct story *story, int count)
{
	static const int most[] = {0, 1, 2, 3, 5};
	enum grade grade =
		grade_suggest(story->lead_grades, template_graded_count(demo->template)).grade;
	bool many = count > 0;

	if (!many)
		count = dice_between(&demo->dice, most[grade] > 2 ? 2 : 1, most[grade]);
	for (int i = 0; i < count; i++)
		if (add_action(demo, story, i + 1, grade, many))
			return -1;
	return 0;
}
