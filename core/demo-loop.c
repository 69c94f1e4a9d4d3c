// SPDX-License-Identifier: MIT
// Closing the loop in the practice database: the last half year's steps, signed in time, late or not yet, and reviews.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/action-store.h"
#include "core/demo-inner.h"
#include "core/final.h"
#include "core/loop.h"
#include "core/narrative-store.h"
#include "core/trail.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

#define SINCE 183 // days before today: older audits were closed before there were steps
#define PARTS 8   // of a step, at most

// A part that somebody signs: as demo_plan() takes it.
static int64_t part_of_step(int64_t step_id, int part)
{
	return step_id * PARTS + part;
}

bool demo_loop_has(const struct demo *demo, const struct story *story)
{
	return story->completed != DATE_NONE && story->completed >= demo->today - SINCE;
}

static const struct demo_team *team_of(const struct demo *demo, int64_t id)
{
	const struct demo_team *team = demo->teams;

	while (team->id != id)
		team++;
	return team;
}

// One of those who hold a post for a service; -1: nobody.
static int of_service(const struct demo *demo, const char *post, int service, int64_t turn)
{
	int found[16], count = 0;

	for (size_t i = 0; i < demo->user_count && count < 16; i++)
		if (!demo->users[i].left && strcmp(demo->users[i].post, post) == 0 &&
			demo->users[i].services >> service & 1)
			found[count++] = (int)i;
	return count ? found[turn % count] : -1;
}

// Who signs a part: whoever holds its post, or for QA one of the team; -1: nobody.
static int signer(const struct demo *demo, const struct loop_step *step, const char *post)
{
	const struct demo_team *team = team_of(demo, step->team_id);

	if (strcmp(post, "qa") == 0)
		return demo_coordinator(demo);
	if (strcmp(post, "team manager") == 0 || strcmp(post, "social worker") == 0)
		return team->manager;
	return of_service(demo, post, team->service, step->audit_id);
}

// What is said of a field. Its value is yours.
static struct loop_value value_of(
	struct demo *demo, const struct loop_field *field, const struct words_facts *facts)
{
	static const struct loop_value plain[] = {
		{"seen", "yes"}, {"alone", "yes"}, {"in_place", "yes"}};
	char rule[40];

	for (size_t i = 0; i < LENGTH(plain); i++)
		if (strcmp(field->field, plain[i].field) == 0)
			return (struct loop_value){
				field->field, xstrdup(i == 2 && dice_permille(&demo->loop, 200)
							      ? "partly"
							      : plain[i].value)};
	snprintf(rule, sizeof(rule), "step %s", field->field);
	return (struct loop_value){
		field->field, xstrdup(words_compose(demo->words, &demo->loop, rule, facts))};
}

static int sign_as(struct demo *demo, const struct loop_step *step, int part)
{
	const struct words_facts facts = {"the child", "social worker", 6};
	struct loop_done done = {.part = part, .done_on = demo->session->today};
	struct loop_value values[8];
	const struct loop_field *fields = loop_fields(step->step, &done.count);
	bool late = demo->session->today > step->due_on;
	char *why = late ? xstrdup(words_compose(demo->words, &demo->loop, "step late", &facts))
			 : NULL;
	size_t kept = 0;
	int result;

	for (size_t i = 0; i < done.count; i++)
		if (strcmp(fields[i].field, "why_not") !=
			0) // where all went well nobody asks why not
			values[kept++] = value_of(demo, &fields[i], &facts);
	done.late_reason = why;
	done.values = values;
	done.count = kept;
	result = loop_sign(demo->session, step->id, &done);
	for (size_t i = 0; i < kept; i++)
		free((char *)(uintptr_t)values[i].value);
	free(why);
	return result;
}

// A step may have been cancelled meanwhile, or its person be on leave or one who took part.
static int sign(struct demo *demo, int64_t what)
{
	struct loop_step step;
	int part = (int)(what % PARTS), result = 0;

	if (loop_load(demo->session, what / PARTS,
		    &step)) // who is to grade it blind does not sign
		return error_kind() == ERROR_DENIED ? 0 : -1;
	if (step.state == LOOP_OPEN && loop_may_sign(demo->session, &step, part))
		result = sign_as(demo, &step, part);
	loop_step_finish(&step);
	return result;
}

static date workdays_after(const struct demo *demo, date day, int count)
{
	return workday_add(demo->session->holidays, day, count);
}

// When a step's last part is signed: in time mostly, late, or, of the latest, not at all.
static date last_day(struct demo *demo, const struct loop_step *step)
{
	int age = demo->today - step->due_on,
	    room = workday_count(demo->session->holidays, step->counted_from, step->due_on);
	int kind = dice_between(&demo->loop, 1, 100);

	if (kind <= 6 && age < 40)
		return demo->today + 1;
	if (kind <= 18)
		return workdays_after(demo, step->due_on, dice_between(&demo->loop, 1, 7));
	return workdays_after(demo, step->due_on,
		-dice_between(&demo->loop, 0, room > 1 ? (room - 1) / 2 : 0));
}

static void plan_part(
	struct demo *demo, const struct loop_step *step, int part, const char *post, date day)
{
	int user = signer(demo, step, post);

	if (user >= 0 && day <= demo->today)
		demo_plan(demo, day, user, sign, part_of_step(step->id, part));
}

static int plan_review(struct demo *demo, const struct loop_step *step);

// The parts before the last one are signed on a day up to that of the last, and in time.
static void plan_step(struct demo *demo, const struct loop_step *step)
{
	date last = last_day(demo, step), day;
	char post[LOOP_POST], next[LOOP_POST];

	for (int part = 0; loop_part_post(step->who, part, post); part++) {
		day = last;
		if (loop_part_post(step->who, part + 1, next)) {
			day = workdays_after(demo, step->counted_from, 1);
			day = day > step->due_on ? step->due_on : day;
			day = day > last ? last : day;
		}
		plan_part(demo, step, part, post, day);
	}
}

// What becomes of the steps that the session's day brought: QA sees them all.
static int plan_steps(struct demo *demo, int64_t audit_id)
{
	struct loop_step *steps;
	size_t count;
	int result = 0;

	if (session_act_as(demo->session, demo->users[demo_coordinator(demo)].login) ||
		loop_of_audit(demo->session, audit_id, &steps, &count))
		return -1;
	for (size_t i = 0; i < count && !result; i++) {
		if (steps[i].state != LOOP_OPEN ||
			steps[i].counted_from != demo->session->today)
			continue;
		if (steps[i].review_id)
			result = plan_review(demo, &steps[i]);
		else
			plan_step(demo, &steps[i]);
	}
	loop_steps_free(steps, count);
	return result;
}

static struct demo_case *case_of(const struct demo *demo, int64_t id)
{
	struct demo_case *file = demo->cases;

	while (file->id != id)
		file++;
	return file;
}

static int user_of(const struct demo *demo, int64_t id)
{
	for (size_t i = 0; i < demo->user_count; i++)
		if (demo->users[i].id == id)
			return (int)i;
	return -1;
}

static enum grade review_grade(struct demo *demo)
{
	static const int weights[] = {0, 0, 30, 55, 15};

	return (enum grade)dice_weighted(&demo->loop, weights, 5);
}

// Whatever the audits of the past wrote, as if it had been typed, then submitted by the program's own rules.
static int write_review(struct demo *demo, struct story *story)
{
	struct session *session = demo->session;
	int64_t narrative = 0, action = 0;
	struct bind audit = INT("audit", story->id);

	if (db_int(session->db, QUERY_DEMO_NARRATIVE_LAST, NO_ARGS, &narrative) < 0 ||
		db_int(session->db, QUERY_ACTION_LAST, NO_ARGS, &action) < 0 ||
		db_run(session->db, QUERY_AUDIT_START,
			ARGS(DAY("today", story->started), audit)) ||
		demo_write_content(demo, story) ||
		narrative_index_from(session->db, narrative + 1) ||
		action_index_from(session->db, action + 1))
		return -1;
	return db_run(session->db, QUERY_AUDIT_SUBMIT,
		       ARGS(DAY("today", session->today), audit)) ||
			       final_settle(session, story->id, FINAL_SUBMISSION)
		       ? -1
		       : 0;
}

static int record(struct demo *demo, const struct story *story)
{
	const struct demo_service *service =
		&demo->services[demo->teams[story->file->team].service];
	size_t overall = template_graded_count(demo->template);
	char words[40];

	snprintf(words, sizeof(words), "audit %s", story->ref);
	return trail_append(
		demo->session, &(struct act){.verb = "submit",
				       .record = words,
				       .audit_id = story->id,
				       .service_id = service->id,
				       .new = grade_name(story->lead_grades[overall])});
}

static struct story review_story(struct demo *demo, const struct audit *audit)
{
	struct story story = {.id = audit->id,
		.file = case_of(demo, audit->casefile_id),
		.month = DEMO_MONTHS - 1,
		.lead = user_of(demo, audit->lead_id),
		.peer = -1,
		.moderator = -1,
		.age_band = "10 to 15",
		.started = workdays_after(demo, demo->session->today, -3),
		.completed = demo->session->today,
		.moderated = DATE_NONE,
		.closed = DATE_NONE,
		.withdrawn = DATE_NONE,
		.filled = (int)demo->template->domain_count,
		.facts = {"the child", "social worker", 6}};

	snprintf(story.ref, sizeof(story.ref), "%s", audit->ref);
	if (story.started < audit->not_before)
		story.started = audit->not_before;
	return story;
}

// Its throws are its own: what is drawn elsewhere stays what it is.
static int review(struct demo *demo, int64_t id)
{
	struct audit *audit = audit_open_id(demo->session, id);
	struct dice kept = demo->dice;
	struct story story;
	date due;
	int late, result = audit ? 0 : -1;

	if (!audit || audit->state != AUDIT_ALLOCATED) {
		audit_destroy(audit);
		return result; // nothing asks for it any more
	}
	story = review_story(demo, audit);
	demo->dice = demo->loop;
	story_grades(demo, &story, review_grade(demo));
	late = audit_review_late(demo->session, audit, &due);
	if (late > 0)
		late = loop_review_why(demo->session, id,
			"The family moved; the new address took two weeks to find.");
	result = late < 0 || write_review(demo, &story) || record(demo, &story) ||
				 plan_steps(demo, id)
			 ? -1
			 : 0;
	demo->loop = demo->dice;
	demo->dice = kept;
	audit_destroy(audit);
	return result;
}

// A review is made in the two weeks that it has; one in eight is late.
static int plan_review(struct demo *demo, const struct loop_step *step)
{
	date day = workdays_after(demo, step->not_before, dice_between(&demo->loop, 2, 9));
	int64_t lead;

	if (dice_permille(&demo->loop, 125))
		day = workdays_after(demo, step->due_on, dice_between(&demo->loop, 1, 4));
	if (day > demo->today)
		return 0;
	if (db_int(demo->session->db, QUERY_DEMO_LEAD_OF, ARGS(INT("audit", step->review_id)),
		    &lead) < 0)
		return -1;
	if (lead && user_of(demo, lead) >= 0)
		demo_plan(demo, day, user_of(demo, lead), review, step->review_id);
	return 0;
}

// A result and what it was before, in what demo_plan() takes: GRADE_NONE is the first.
static int64_t result_of(int64_t audit_id, enum grade before, enum grade after)
{
	return (audit_id * 8 + before - GRADE_NONE) * 8 + after;
}

static int result_came(struct demo *demo, int64_t what)
{
	enum grade after = (enum grade)(what % 8),
		   before = (enum grade)(what / 8 % 8 + GRADE_NONE);
	char day[DATE_TEXT], *why;
	int result;

	date_show(demo->session->today, day);
	why = before == GRADE_NONE
		      ? xasprintf("submission on %s as %s", day, grade_name(after))
		      : xasprintf("moderation on %s changed the grade from %s to %s", day,
				grade_name(before), grade_name(after));
	result = loop_settle(demo->session, what / 64, before, after, why) ||
				 plan_steps(demo, what / 64)
			 ? -1
			 : 0;
	free(why);
	return result;
}

void demo_plan_loop(struct demo *demo, const struct story *story)
{
	size_t overall = template_graded_count(demo->template);
	enum grade lead = story->lead_grades[overall], moderator = story->mod_grades[overall];

	if (!demo_loop_has(demo, story))
		return;
	demo_plan(demo, story->completed, story->lead, result_came,
		result_of(story->id, GRADE_NONE, lead));
	if (story->moderated != DATE_NONE && moderator != lead)
		demo_plan(demo, story->moderated, story->moderator, result_came,
			result_of(story->id, lead, moderator));
}
