// SPDX-License-Identifier: MIT
// The last weeks' moderation of the practice database, step by step and in every state, by those whose it is.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/demo-inner.h"
#include "core/moderation.h"
#include "db/error.h"
#include "db/mem.h"

#define PERCENT 40
#define ROWS 200
#define FEW 5    // audits that a month has before one of them is added by hand
#define TRIES 20 // commentaries until one is like no other

void demo_keep_live(struct demo *demo, const struct story *story)
{
	struct demo_live *live;

	if (story->state != AUDIT_SUBMITTED || story->completed < demo->live_from)
		return;
	demo->live = xgrow(demo->live, demo->live_count, &demo->live_room, sizeof(*demo->live));
	live = &demo->live[demo->live_count++];
	*live = (struct demo_live){.id = story->id,
		.lead = story->lead,
		.peer = story->peer,
		.service = demo->teams[story->file->team].service,
		.completed = story->completed,
		.facts = story->facts};
	snprintf(live->ref, sizeof(live->ref), "%s", story->ref);
	memcpy(live->grades, story->lead_grades, sizeof(live->grades));
}

// What the moderator thinks: mostly the same, now and then weaker; one at least differs where it is to be disputed.
static void own_grades(struct demo *demo, const struct demo_live *live, enum grade *own)
{
	size_t count = template_graded_count(demo->template);
	size_t dear = dice_below(&demo->later, (uint32_t)count);

	for (size_t i = 0; i < count; i++) {
		static const int weights[] = {6, 68, 26}; // better, the same, weaker
		int grade =
			(int)live->grades[i] - 1 + (int)dice_weighted(&demo->later, weights, 3);

		if (i == dear && live->stage >= STAGE_ANSWERED)
			grade = (int)live->grades[i] + 1;
		own[i] = grade < GRADE_OUTSTANDING  ? GRADE_OUTSTANDING
			 : grade > GRADE_INADEQUATE ? live->grades[i]
						    : (enum grade)grade;
	}
	if (count < demo->template->domain_count)
		own[count] = grade_suggest(own, count).grade;
}

static int grade(
	struct demo *demo, struct moderation *moderation, const enum grade *own, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (moderation_grade(demo->session, moderation, (int)i, own[i]))
			return -1;
	return 0;
}

static int decide(struct demo *demo, const struct demo_live *live,
	struct moderation *moderation, const enum grade *own, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		enum grade auditor = moderation->grades[i].auditor;
		char *why;
		int result;

		if (auditor == own[i]) {
			if (moderation_decide(demo->session, moderation, (int)i,
				    DECISION_UPHELD, GRADE_NONE))
				return -1;
			continue;
		}
		why = demo_changed_why(
			demo, &demo->later, &live->facts, (int)i, auditor, own[i]);
		result = moderation_decide(
				 demo->session, moderation, (int)i, DECISION_CHANGED, own[i]) ||
					 draft_save(demo->session, moderation->audit,
						 PLACE_RATIONALE + (int)i, why, 0)
				 ? -1
				 : 0;
		free(why);
		if (result)
			return -1;
	}
	return 0;
}

static int judge_audit(struct demo *demo, struct moderation *moderation)
{
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (moderation_set_verdict(demo->session, moderation, (enum verdict_on)i,
			    dice_permille(&demo->later, 650) ? VERDICT_YES : VERDICT_PARTLY))
			return -1;
	return moderation_set_took_part(
		demo->session, moderation, dice_permille(&demo->later, 600));
}

// A commentary that this moderator has not written before; half of it only where it is still being typed.
static int comment(struct demo *demo, const struct demo_live *live,
	struct moderation *moderation, const enum grade *own, bool half)
{
	char *text = NULL;
	int result = -1;

	for (int i = 0; i < TRIES && result; i++) {
		free(text);
		text = demo_commentary(demo, &demo->later, &live->facts, live->grades, own);
		result = moderation_check_commentary(demo->session, moderation, text);
	}
	if (!result && half)
		*strstr(text, "\n\n") = '\0';
	if (!result)
		result = draft_save(demo->session, moderation->audit, PLACE_COMMENTARY, text,
			(int)strlen(text));
	free(text);
	return result;
}

static int finish(struct demo *demo, const struct demo_live *live,
	struct moderation *moderation, const enum grade *own)
{
	size_t all = demo->template->domain_count;

	if (decide(demo, live, moderation, own, all) || judge_audit(demo, moderation) ||
		comment(demo, live, moderation, own, false))
		return -1;
	if (dice_permille(&demo->later, 400) &&
		draft_save(demo->session, moderation->audit, PLACE_GOOD_PRACTICE,
			words_compose(demo->words, &demo->later, "good_practice", &live->facts),
			0))
		return -1;
	return moderation_complete(demo->session, moderation);
}

static int take_up(
	struct demo *demo, const struct demo_live *live, struct moderation *moderation)
{
	size_t all = demo->template->domain_count;
	enum grade own[TEMPLATE_DOMAINS_MAX];
	bool open = moderation->mode == MODERATION_OPEN;

	own_grades(demo, live, own);
	if (moderation_start(demo->session, moderation))
		return -1;
	if (live->stage == STAGE_GRADING)
		return open ? 0 : grade(demo, moderation, own, all / 2);
	if (!open && (grade(demo, moderation, own, all) ||
			     moderation_seal(demo->session, moderation)))
		return -1;
	if (live->stage == STAGE_REVEALED)
		return decide(demo, live, moderation, own, all / 2) ||
				       comment(demo, live, moderation, own, true)
			       ? -1
			       : 0;
	return finish(demo, live, moderation, own);
}

static int moderate(struct demo *demo, int64_t what)
{
	const struct demo_live *live = &demo->live[what];
	struct moderation *moderation = moderation_open(demo->session, live->id);
	int result = moderation ? take_up(demo, live, moderation) : -1;

	moderation_destroy(moderation);
	return result;
}

static int reply(struct demo *demo, int64_t what)
{
	const struct demo_live *live = &demo->live[what];
	struct moderation *moderation = moderation_open(demo->session, live->id);
	bool disputes = live->stage >= STAGE_DISPUTED;
	const char *text;
	int result = -1;

	if (!moderation)
		return -1;
	text = words_compose(
		demo->words, &demo->later, disputes ? "dispute" : "answer", &live->facts);
	if (live->stage == STAGE_ACKNOWLEDGED)
		result = moderation_acknowledge(demo->session, moderation);
	else if (disputes)
		result = moderation_dispute(demo->session, moderation, text);
	else
		result = moderation_answer(demo->session, moderation, text);
	moderation_destroy(moderation);
	return result;
}

// The first grade that was changed goes back to the auditor's, or nothing does.
static int settle(struct demo *demo, int64_t what)
{
	const struct demo_live *live = &demo->live[what];
	struct moderation *moderation = moderation_open(demo->session, live->id);
	bool changes = live->stage == STAGE_SETTLED_CHANGED;
	enum grade grades[TEMPLATE_DOMAINS_MAX];
	int result = -1, back = 0;

	for (int i = TEMPLATE_DOMAINS_MAX - 1; i >= 0 && moderation; i--) {
		grades[i] = GRADE_NONE;
		if (moderation->grades[i].decision == DECISION_CHANGED)
			back = i;
	}
	if (moderation && changes)
		grades[back] = moderation->grades[back].auditor;
	if (moderation)
		result = moderation_settle(demo->session, moderation, grades,
			words_compose(demo->words, &demo->later,
				changes ? "settled changed" : "settled upheld", &live->facts));
	moderation_destroy(moderation);
	return result;
}

static int user_by_login(const struct demo *demo, const char *login)
{
	for (size_t i = 0; i < demo->user_count; i++)
		if (strcmp(demo->users[i].login, login) == 0)
			return (int)i;
	return -1;
}

// A head of service or director of the service who took no part.
static int settler(const struct demo *demo, const struct demo_live *live, int moderator)
{
	for (size_t i = 0; i < demo->user_count; i++) {
		const struct demo_user *user = &demo->users[i];
		bool head = strcmp(user->post, "head of service") == 0 ||
			    strcmp(user->post, "service director") == 0;

		if (head && !user->left && user->services >> live->service & 1 &&
			(int)i != moderator && (int)i != live->lead && (int)i != live->peer)
			return (int)i;
	}
	return -1;
}

// Working days before today: the earlier states were reached long ago, those in hand are of these days.
static void plan_steps(struct demo *demo, size_t index, int moderator)
{
	struct demo_live *live = &demo->live[index];
	int ago = live->stage < STAGE_COMPLETED    ? dice_between(&demo->later, 1, 3)
		  : live->stage == STAGE_COMPLETED ? dice_between(&demo->later, 1, 4)
						   : dice_between(&demo->later, 6, 8);

	if (live->stage == STAGE_SELECTED)
		return;
	demo_plan(demo, demo_workdays(demo, -ago), moderator, moderate, (int64_t)index);
	if (live->stage >= STAGE_ACKNOWLEDGED)
		demo_plan(
			demo, demo_workdays(demo, 2 - ago), live->lead, reply, (int64_t)index);
	if (live->stage >= STAGE_SETTLED_CHANGED)
		demo_plan(demo, demo_workdays(demo, 4 - ago), settler(demo, live, moderator),
			settle, (int64_t)index);
}

// Every state in turn; the person here has the first three to do, and the outcomes of their own audits to read.
static enum demo_stage next_stage(
	struct demo *demo, const struct demo_live *live, int moderator)
{
	static const enum demo_stage stages[] = {STAGE_COMPLETED, STAGE_DISPUTED,
		STAGE_ACKNOWLEDGED, STAGE_SETTLED_CHANGED, STAGE_SELECTED, STAGE_ANSWERED,
		STAGE_SETTLED_UPHELD, STAGE_GRADING, STAGE_REVEALED};

	if (moderator == demo->me)
		return (enum demo_stage)(demo->mine_count++ % 3);
	return live->lead == demo->me ? STAGE_COMPLETED
				      : stages[demo->stage_count++ % LENGTH(stages)];
}

static void plan_row(struct demo *demo, const struct moderation_row *row)
{
	int moderator = user_by_login(demo, row->moderator_login);

	for (size_t i = 0; i < demo->live_count && moderator >= 0; i++) {
		if (demo->live[i].id != row->audit_id)
			continue;
		demo->live[i].stage = next_stage(demo, &demo->live[i], moderator);
		plan_steps(demo, i, moderator);
	}
}

static int plan_all(struct demo *demo)
{
	struct moderation_row *rows = xcalloc(ROWS, sizeof(*rows));
	int count = moderation_page(demo->session, MODERATIONS_OPEN, NULL, false, rows, ROWS);

	for (int i = 0; i < count; i++) {
		plan_row(demo, &rows[i]);
		moderation_row_finish(&rows[i]);
	}
	free(rows);
	return count < 0 ? -1 : 0;
}

static int select_month(struct demo *demo, int64_t what)
{
	char month[DATE_TEXT], seed[24];
	struct moderation_request request = {.month = month, .percent = PERCENT, .seed = seed};
	struct sample *sample;

	(void)what;
	date_month(demo->live_from, month);
	snprintf(seed, sizeof(seed), "practice-%08x", dice_below(&demo->later, UINT32_MAX));
	if (moderation_select(demo->session, &request, &sample))
		return -1;
	sample_destroy(sample);
	return plan_all(demo);
}

// One that QA wants looked at besides.
static int add_by_hand(struct demo *demo, int64_t what)
{
	return moderation_add(demo->session, demo->live[what].ref, NULL,
		"The auditor is new and asked for a second pair of eyes");
}

void demo_plan_moderation(struct demo *demo)
{
	int qa = demo_coordinator(demo);
	date end = date_month_of(demo->live_from).last;
	size_t newer = 0;
	bool any = false;

	for (size_t i = 0; i < demo->live_count; i++) {
		any |= demo->live[i].completed <= end;
		newer += demo->live[i].completed > end;
		if (demo->live[i].completed > end && newer == FEW)
			demo_plan(demo, demo->today, qa, add_by_hand, (int64_t)i);
	}
	if (any)
		demo_plan(demo, demo->select_on, qa, select_month, 0);
}
