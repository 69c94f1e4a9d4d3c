// SPDX-License-Identifier: MIT
// Closing the loop of one audit: what is read for it, and its keys.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "core/staff.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/challenge-private.h"
#include "tui/inadequate-private.h"
#include "tui/screens.h"
#include "tui/step.h"
#include "tui/tracker.h"

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct loop_screen *loop = context;

	return list_fetch_indexed(
		list, from, forward, count, (int)loop->count, loop_screen_add);
}

// Heads of the service and its directors: "Sue Slate (head of service), Dee Moss (service director)". Yours.
static char *told_words(struct session *session, const struct audit *audit)
{
	struct staff *staff = staff_load(session);
	char *text = xstrdup("");

	for (enum rung rung = RUNG_HEAD; staff && rung <= RUNG_DIRECTOR; rung++) {
		char *names = staff_names(staff, rung, audit->team_id, audit->service_id);
		char *longer = !*names ? xstrdup(text)
				       : xasprintf("%s%s%s (%s)", text, *text ? ", " : "",
						 names, rung_name(rung));
		free(names);
		free(text);
		text = longer;
	}
	staff_destroy(staff);
	return text;
}

// An audit that belongs to this one; NULL where there is none, or the person may not see it.
static struct audit *other(struct session *session, int64_t id)
{
	struct audit *audit = id ? audit_open_id(session, id) : NULL;

	if (audit && audit->blind) {
		audit_destroy(audit);
		return NULL;
	}
	return audit;
}

// The last review that was asked for and stands.
static int64_t review_of(const struct loop_screen *loop)
{
	int64_t id = 0;

	for (size_t i = 0; i < loop->step_count; i++)
		if (loop->steps[i].review_id && loop->steps[i].state != LOOP_CANCELLED)
			id = loop->steps[i].review_id;
	return id;
}

static int check_audit(const struct audit *audit)
{
	if (audit->blind)
		return fail(ERROR_DENIED,
			"You are to moderate %s without knowing its grades: its steps would "
			"tell them",
			audit->ref);
	if (audit->completed_on == DATE_NONE)
		return fail(ERROR_DATA,
			"%s is not submitted yet: its steps begin with its result", audit->ref);
	return 0;
}

// A review that is not submitted yet stands in the loop of the audit that it reviews.
static struct audit *open_looped(struct session *session, int64_t audit_id)
{
	struct audit *audit = audit_open_id(session, audit_id);
	int64_t first = audit && audit->completed_on == DATE_NONE ? audit->review_of : 0;

	if (!first)
		return audit;
	audit_destroy(audit);
	return audit_open_id(session, first);
}

int loop_screen_load(struct session *session, int64_t audit_id, struct loop_screen *loop)
{
	struct audit *audit = open_looped(session, audit_id);

	if (!audit)
		return -1;
	loop->audit = audit;
	audit_id = audit->id;
	if (check_audit(audit) != 0 ||
		loop_of_audit(session, audit_id, &loop->steps, &loop->step_count) != 0 ||
		challenge_of_audit(
			session, audit_id, &loop->challenges, &loop->challenge_count) != 0)
		return -1;
	loop->review = other(session, review_of(loop));
	loop->first = other(session, audit->review_of);
	loop->told = review_of(loop) ? told_words(session, audit) : xstrdup("");
	loop_screen_order(loop, session->today);
	return 0;
}

void loop_screen_forget(struct loop_screen *loop)
{
	audit_destroy(loop->audit);
	audit_destroy(loop->review);
	audit_destroy(loop->first);
	loop_steps_free(loop->steps, loop->step_count);
	challenge_list_free(loop->challenges, loop->challenge_count);
	free(loop->told);
	free(loop->happenings);
	loop->audit = loop->review = loop->first = NULL;
	loop->steps = NULL;
	loop->challenges = NULL;
	loop->happenings = NULL;
	loop->told = NULL;
	loop->count = loop->step_count = loop->challenge_count = 0;
}

// What is to be done next comes first: the first row behind those that are done.
static void find_place(struct loop_screen *loop)
{
	for (size_t i = 0; i < loop->count; i++) {
		const struct happening *it = &loop->happenings[i];
		bool open = it->done == DATE_NONE && !it->dropped;
		if (open && (it->kind == HAPPENED_STEP || it->kind == HAPPENED_CONCERN ||
				    it->kind == HAPPENED_ACTION)) {
			list_move(&loop->list, (int)i);
			return;
		}
	}
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct loop_screen *loop = screen->state;

	if (loop_screen_load(screen->session, *(const int64_t *)argument, loop) != 0) {
		loop_screen_forget(loop);
		return -1;
	}
	loop_screen_columns(loop, screen->body.cols);
	loop->source = (struct list_source){loop->columns, LENGTH(loop->columns), fetch, NULL};
	list_init(&loop->list, screen, &loop->source, loop);
	view_focus(screen, &loop->list, list_keys);
	list_restart(&loop->list, false);
	find_place(loop);
	return 0;
}

static void close_screen(struct screen *screen)
{
	struct loop_screen *loop = screen->state;

	list_finish(&loop->list);
	loop_screen_forget(loop);
}

static int refresh(struct screen *screen)
{
	struct loop_screen *loop = screen->state, fresh = {0};
	int64_t id = loop->audit->id;

	if (loop_screen_load(screen->session, id, &fresh) != 0) {
		loop_screen_forget(&fresh);
		return -1;
	}
	loop_screen_forget(loop);
	loop->audit = fresh.audit;
	loop->review = fresh.review;
	loop->first = fresh.first;
	loop->steps = fresh.steps;
	loop->step_count = fresh.step_count;
	loop->challenges = fresh.challenges;
	loop->challenge_count = fresh.challenge_count;
	loop->told = fresh.told;
	loop->happenings = fresh.happenings;
	loop->count = fresh.count;
	loop->start = fresh.start;
	loop->end = fresh.end;
	return list_reload(&loop->list);
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

static void resize(struct screen *screen)
{
	struct loop_screen *loop = screen->state;

	loop_screen_columns(loop, screen->body.cols);
	list_reload(&loop->list);
}

static const struct happening *focus(const struct screen *screen)
{
	const struct loop_screen *loop = screen->state;
	const struct list_row *row = list_focus(&loop->list);

	return row == NULL ? NULL : &loop->happenings[row->number];
}

static int open_concern(struct session *session, const struct loop_screen *loop, size_t index)
{
	if (loop->audit->concerns[index].answered)
		return screens_open_audit(session, loop->audit->id);
	return screens_open_concern(session, loop->audit->id);
}

static int open_row(struct screen *screen)
{
	const struct loop_screen *loop = screen->state;
	const struct happening *it = focus(screen);
	struct session *session = screen->session;

	if (it == NULL)
		return fail(ERROR_MISSING, "There is nothing here to open");
	switch (it->kind) {
	case HAPPENED_STEP: return step_open(session, loop->steps[it->index].id);
	case HAPPENED_ACTION:
		return tracker_action(session, loop->audit->actions[it->index].id);
	case HAPPENED_CONCERN: return open_concern(session, loop, it->index);
	case HAPPENED_CHALLENGE: return challenge_page(session, loop->challenges[it->index].id);
	case HAPPENED_REVIEWED: return inadequate_screen(session, loop->review->id);
	case HAPPENED_FIRST: return inadequate_screen(session, loop->first->id);
	case HAPPENED_MODERATED: return screens_open_moderation(session, loop->audit->id);
	default: return screens_open_audit(session, loop->audit->id);
	}
}

static int read_step(struct screen *screen)
{
	const struct loop_screen *loop = screen->state;
	const struct happening *it = focus(screen);

	if (it == NULL || it->kind != HAPPENED_STEP)
		return fail(ERROR_USAGE, "i tells all about a step: put the cursor on one");
	return step_read(screen->session, loop->steps[it->index].id);
}

static int add_action(struct screen *screen)
{
	const struct audit *audit = ((struct loop_screen *)screen->state)->audit;
	struct subject subject = audit_subject(audit);

	if (require(screen->session, RIGHT_LOOP, &subject) != 0)
		return -1;
	return tracker_new(screen->session, audit->ref, 0);
}

static int open_audit(struct screen *screen)
{
	return screens_open_audit(
		screen->session, ((struct loop_screen *)screen->state)->audit->id);
}

static int compare(struct screen *screen)
{
	const struct loop_screen *loop = screen->state;

	if (loop->review && loop->review->completed_on != DATE_NONE)
		return inadequate_compare(screen->session, loop->audit, loop->review);
	if (loop->first)
		return inadequate_compare(screen->session, loop->first, loop->audit);
	return fail(ERROR_NONE, loop->review ? "Its review is not completed yet"
					     : "It has no review: an Inadequate audit has one");
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Do the step, open the action, the concern, the review in focus",
		open_row, NEEDS(RIGHT_SEE)},
	{{'+'}, "new action", "Add an action to this audit", add_action, NEEDS(RIGHT_LOOP)},
	{{'a'}, "audit", "Open the audit; q comes back here", open_audit, NEEDS(RIGHT_SEE)},
	{{'c'}, "compare", "First and second grades, domain by domain, once it is reviewed",
		compare},
	{{'i'}, "all of a step", "Everything about the step in focus, done or not", read_step},
	{{'r'}, "refresh", "Read it again", refresh, .quiet = true},
	{{0}},
};

static bool offers(const struct screen *screen, const struct key *row)
{
	const struct loop_screen *loop = screen->state;
	const struct happening *it = focus(screen);

	if (row->run == compare)
		return loop->first || (loop->review && loop->review->completed_on != DATE_NONE);
	return row->run != read_step || (it != NULL && it->kind == HAPPENED_STEP);
}

static void describe(struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "Loop of %s", ((struct loop_screen *)screen->state)->audit->ref);
}

static void status(struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "Time line: = time given  ! past it  * done  | today");
}

int inadequate_screen(struct session *session, int64_t audit_id)
{
	static const struct view view = {
		.name = "loop",
		.title = "Loop",
		.help = "Closing the loop of one audit: its result, safety concerns, steps, "
			"actions, its review and Confirm and Challenge, each on the day on "
			"which "
			"it was done or is due. The time line shows the time given (=), what "
			"went "
			"past it (!), when it was done (*) and today (|). An audit is closed "
			"when "
			"nothing of it is open any more.",
		.size = sizeof(struct loop_screen),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = loop_screen_paint,
		.resize = resize,
		.offers = offers,
		.describe = describe,
		.status = status,
	};

	return view_open(session, &view, &audit_id);
}
