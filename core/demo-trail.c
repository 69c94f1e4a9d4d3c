// SPDX-License-Identifier: MIT
// The trail of the practice database: who did what on which day, in the order in which it happened.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/demo-inner.h"
#include "core/trail.h"
#include "core/workday.h"
#include "db/mem.h"

void demo_note(struct demo *demo, const struct story *story, date on, int user,
	const char *verb, const char *field, const char *old, const char *new)
{
	struct demo_event *event;

	if (on == DATE_NONE)
		return; // it has not happened
	demo->events =
		xgrow(demo->events, demo->event_count, &demo->event_room, sizeof(*event));
	event = &demo->events[demo->event_count];
	*event = (struct demo_event){
		.on = on,
		.order = demo->event_count++,
		.user = user,
		.verb = verb,
		.audit_id = story->id,
		.service_id = demo->services[demo->teams[story->file->team].service].id,
		.field = field,
		.old = old ? xstrdup(old) : NULL,
		.new = new ? xstrdup(new) : NULL,
	};
	snprintf(event->ref, sizeof(event->ref), "%s", story->ref);
}

int demo_coordinator(const struct demo *demo)
{
	for (size_t i = 0; i < demo->user_count; i++)
		if (demo->users[i].roles == ROLE_QA)
			return (int)i;
	return demo->me;
}

void demo_note_events(struct demo *demo, const struct story *story)
{
	int qa = demo_coordinator(demo);
	const char *lead = demo->users[story->lead].name;
	size_t overall = template_graded_count(demo->template);

	demo_note(demo, story, story->allocated, qa, "add", NULL, NULL, lead);
	demo_note(demo, story, story->started, story->lead, "change", "state", "allocated",
		"draft");
	demo_note(demo, story, story->completed, story->lead, "submit", NULL, NULL,
		grade_name(story->lead_grades[overall]));
	if (story->amended)
		demo_note(demo, story, story->completed, story->lead, "amend", "worker",
			demo->workers[(story->file->worker + 7) % demo->worker_count],
			demo->workers[story->file->worker]);
	if (story->concern != CONCERN_NONE)
		demo_note(demo, story, story->completed, story->lead, "concern", NULL, NULL,
			"raised");
	if (story->concern == CONCERN_ANSWERED)
		demo_note(demo, story,
			story->completed + 1 > demo->today ? demo->today : story->completed + 1,
			demo->teams[story->file->team].manager, "answer", NULL, NULL,
			"answered");
	demo_note(demo, story, story->moderated, story->moderator, "moderate", "overall.grade",
		grade_name(story->lead_grades[overall]),
		grade_name(story->mod_grades[overall]));
	demo_note(demo, story, story->withdrawn, qa, "withdraw", NULL, NULL, NULL);
}

int demo_note_end(struct demo *demo, const struct story *story)
{
	if (db_run(demo->session->db, QUERY_DEMO_UNCLOSE, ARGS(INT("audit", story->id))))
		return -1;
	if (db_changes(demo->session->db) == 0)
		demo_note(demo, story, story->closed, demo_coordinator(demo), "close", NULL,
			NULL, NULL);
	return 0;
}

static int by_time(const void *a, const void *b)
{
	const struct demo_event *left = a, *right = b;

	if (left->on != right->on)
		return left->on < right->on ? -1 : 1;
	return left->order < right->order ? -1 : left->order > right->order;
}

void demo_plan(struct demo *demo, date on, int user,
	int (*run)(struct demo *demo, int64_t what), int64_t what)
{
	demo->acts = xgrow(demo->acts, demo->act_count, &demo->act_room, sizeof(*demo->acts));
	demo->acts[demo->act_count] =
		(struct demo_act){.on = on < demo->today ? on : demo->today,
			.order = demo->act_count,
			.user = user,
			.run = run,
			.what = what};
	demo->act_count++;
}

// The next that is to be done on a day or before it; -1: none.
static int next_act(const struct demo *demo, date day)
{
	int next = -1;

	for (size_t i = 0; i < demo->act_count; i++) {
		const struct demo_act *act = &demo->acts[i];

		if (!act->done && act->on <= day && (next < 0 || act->on < demo->acts[next].on))
			next = (int)i;
	}
	return next;
}

// One act may plan others: the list moves.
static int do_acts(struct demo *demo, date day)
{
	int next;

	while ((next = next_act(demo, day)) >= 0) {
		struct demo_act act = demo->acts[next];

		demo->acts[next].done = true;
		demo->session->today = act.on;
		if (session_act_as(demo->session, demo->users[act.user].login) ||
			act.run(demo, act.what))
			return -1;
	}
	return 0;
}

// The session speaks for each of them on their day, as --as and --today let it in a practice database.
static int write_event(struct demo *demo, const struct demo_event *event)
{
	struct session *session = demo->session;
	char *login = session->me.login, record[40];
	int result;

	session->me.login = demo->users[event->user].login;
	session->today = event->on;
	snprintf(record, sizeof(record), "audit %s", event->ref);
	result = trail_append(session, &(struct act){.verb = event->verb,
					       .record = record,
					       .audit_id = event->audit_id,
					       .service_id = event->service_id,
					       .field = event->field,
					       .old = event->old,
					       .new = event->new});
	session->me.login = login;
	return result;
}

int demo_write_trail(struct demo *demo)
{
	struct session *session = demo->session;
	bool fixed = session->fixed_today;
	int result = 0;

	session->fixed_today = true;
	qsort(demo->events, demo->event_count, sizeof(*demo->events), by_time);
	for (size_t i = 0; i < demo->event_count && !result; i++)
		result = do_acts(demo, demo->events[i].on - 1) ||
					 write_event(demo, &demo->events[i])
				 ? -1
				 : 0;
	if (!result)
		result = do_acts(demo, demo->today);
	session->today = demo->today;
	session->fixed_today = fixed;
	return result ? -1 : session_act_as(session, demo->users[demo->me].login);
}
