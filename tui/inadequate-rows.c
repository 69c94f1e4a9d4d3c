// SPDX-License-Identifier: MIT
// What happened on an audit since its result and what is still to happen, as rows with a line of time in each.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/moment.h"
#include "core/workday.h"
#include "db/mem.h"
#include "tui/inadequate-private.h"
#include "tui/words.h"

enum { BAR_NARROW = 14, BAR_MIDDLE = 30, BAR_WIDE = 72, MIDDLE = 110, WIDE = 170 };

static date day_of_moment(const char *moment)
{
	time_t at;

	return moment && moment_parse(moment, &at) == 0 ? moment_local(at).day : DATE_NONE;
}

static void put(struct loop_screen *loop, struct happening happening)
{
	loop->happenings =
		xreallocarray(loop->happenings, loop->count + 1, sizeof(*loop->happenings));
	loop->happenings[loop->count++] = happening;
}

static void put_day(struct loop_screen *loop, enum happened kind, date day)
{
	if (day != DATE_NONE)
		put(loop, (struct happening){
				  kind, 0, day, DATE_NONE, DATE_NONE, DATE_NONE, false});
}

static void put_step(struct loop_screen *loop, size_t index)
{
	const struct loop_step *step = &loop->steps[index];
	bool dropped = step->state == LOOP_CANCELLED;
	date from = step->not_before != DATE_NONE ? step->not_before : step->counted_from;

	put(loop, (struct happening){HAPPENED_STEP, index,
			  dropped                      ? step->cancelled_on
			  : step->done_on != DATE_NONE ? step->done_on
						       : step->due_on,
			  from, step->due_on, step->done_on, dropped});
}

static void put_action(struct loop_screen *loop, size_t index)
{
	const struct action *action = &loop->audit->actions[index];
	date done =
		action->verified_on != DATE_NONE ? action->verified_on : action->completed_on;

	put(loop, (struct happening){HAPPENED_ACTION, index,
			  done != DATE_NONE ? done : action->due_on, action->created_on,
			  action->due_on, done, false});
}

static void put_concern(struct loop_screen *loop, size_t index)
{
	const struct concern *concern = &loop->audit->concerns[index];
	date raised = day_of_moment(concern->raised_at), due = day_of_moment(concern->due_at),
	     done = concern->answered ? day_of_moment(concern->done_at) : DATE_NONE;

	put(loop,
		(struct happening){HAPPENED_CONCERN, index, raised, raised, due, done, false});
}

static void put_challenge(struct loop_screen *loop, size_t index)
{
	const struct challenge *challenge = &loop->challenges[index];
	struct date_range month;
	date day = challenge->met_on;

	if (day == DATE_NONE && date_parse_month(challenge->month, &month) == 0)
		day = month.first;
	put(loop, (struct happening){HAPPENED_CHALLENGE, index, day, DATE_NONE, DATE_NONE,
			  challenge->met_on, false});
}

static int order(const void *left, const void *right)
{
	const struct happening *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static bool is_open(const struct happening *it)
{
	return it->due != DATE_NONE && it->done == DATE_NONE && !it->dropped;
}

// Nothing is open any more: today is of no interest then.
static bool is_over(const struct loop_screen *loop)
{
	for (size_t i = 0; i < loop->count; i++)
		if (is_open(&loop->happenings[i]))
			return false;
	return true;
}

// The line begins with the result and ends with what is last, today included while something is open.
static void span(struct loop_screen *loop, date today)
{
	loop->start = loop->audit->completed_on;
	loop->end = is_over(loop) ? loop->start : today;
	for (size_t i = 0; i < loop->count; i++) {
		const struct happening *it = &loop->happenings[i];
		date days[] = {it->at, it->from, it->due};
		for (size_t d = 0; d < LENGTH(days) && !it->dropped; d++) {
			if (days[d] == DATE_NONE)
				continue;
			loop->start = days[d] < loop->start ? days[d] : loop->start;
			loop->end = days[d] > loop->end ? days[d] : loop->end;
		}
	}
}

void loop_screen_order(struct loop_screen *loop, date today)
{
	const struct audit *audit = loop->audit;

	loop->count = 0;
	put_day(loop, HAPPENED_RESULT, audit->completed_on);
	put_day(loop, HAPPENED_MODERATED, audit->moderated_on);
	put_day(loop, HAPPENED_CLOSED, audit->closed_on);
	if (loop->review)
		put_day(loop, HAPPENED_REVIEWED, loop->review->completed_on);
	if (loop->first)
		put_day(loop, HAPPENED_FIRST, loop->first->completed_on);
	for (size_t i = 0; i < audit->concern_count; i++)
		put_concern(loop, i);
	for (size_t i = 0; i < loop->step_count; i++)
		put_step(loop, i);
	for (size_t i = 0; i < audit->action_count; i++)
		put_action(loop, i);
	for (size_t i = 0; i < loop->challenge_count; i++)
		put_challenge(loop, i);
	if (!is_over(loop))
		put_day(loop, HAPPENED_NOW, today);
	qsort(loop->happenings, loop->count, sizeof(*loop->happenings), order);
	span(loop, today);
}

void loop_screen_columns(struct loop_screen *loop, int cols)
{
	loop->bar_cols = cols >= WIDE ? BAR_WIDE : cols >= MIDDLE ? BAR_MIDDLE : BAR_NARROW;
	const struct list_column columns[] = {
		{"When", 11, 0, 0, false, false},
		{"What", 22, 3, 0, false, false},
		{"How it stands", 21, 1, 0, false, false},
		{"Who", 20, 2, 2, false, false},
		{"Time line", loop->bar_cols, 0, 1, false, false},
	};

	memcpy(loop->columns, columns, sizeof(columns));
}

static int place(const struct loop_screen *loop, date day)
{
	int days = loop->end - loop->start;

	day = day < loop->start ? loop->start : day > loop->end ? loop->end : day;
	return days == 0 ? 0 : (day - loop->start) * (loop->bar_cols - 1) / days;
}

static void draw(const struct loop_screen *loop, char *bar, date from, date to, char with)
{
	if (from == DATE_NONE || to == DATE_NONE || to < from)
		return;
	memset(bar + place(loop, from), with,
		(size_t)(place(loop, to) - place(loop, from) + 1));
}

// "...====!!|...": the time given, what went past it, when it was done, and where today is.
static void draw_bar(
	const struct loop_screen *loop, const struct happening *it, date today, char *bar)
{
	date until = it->done != DATE_NONE ? it->done : today;

	memset(bar, '.', (size_t)loop->bar_cols);
	bar[loop->bar_cols] = '\0';
	if (!it->dropped) {
		if (it->due != DATE_NONE && until > it->due)
			draw(loop, bar, it->due, until, '!');
		draw(loop, bar, it->from, it->due, '=');
	}
	if (today <= loop->end)
		bar[place(loop, today)] = '|';
	if (it->done != DATE_NONE)
		bar[place(loop, it->done)] = '*';
	else if (it->due == DATE_NONE)
		bar[place(loop, it->at)] = 'o';
	if (it->kind == HAPPENED_NOW)
		bar[place(loop, today)] = '|';
}

// A row as it is being made.
struct row {
	char when[DATE_TEXT], state[96];
	enum theme_role role;
	char *what, *who; // yours
};

// "done, 2 working days late"
static void done_words(
	const struct session *session, date due, date done, char *text, size_t size)
{
	int late = due == DATE_NONE ? 0 : workday_count(session->holidays, due, done);

	if (done > due && due != DATE_NONE)
		snprintf(text, size, "done, %d day%s LATE", late > 0 ? late : 1,
			late > 1 ? "s" : "");
	else
		snprintf(text, size, "done in time");
}

// Who has still to sign it. Yours.
static char *waits_for(const struct loop_step *step)
{
	char post[LOOP_POST], *left = xstrdup(""), *words;

	for (int part = 0; loop_part_post(step->who, part, post); part++) {
		char *longer = step->signed_parts & 1u << part
				       ? xstrdup(left)
				       : xasprintf("%s%s%s", left, *left ? ";" : "", post);
		free(left);
		left = longer;
	}
	words = words_posts(left);
	free(left);
	return words;
}

static void write_step(
	const struct session *session, const struct loop_step *step, struct row *row)
{
	bool wait = step->not_before != DATE_NONE && step->not_before > session->today;
	char day[DATE_TEXT];

	row->what = xasprintf(
		"%s%s%s", step->name, *step->review_ref ? ": " : "", step->review_ref);
	row->who = *step->done_by_name ? xstrdup(step->done_by_name) : waits_for(step);
	if (step->state == LOOP_DONE) {
		done_words(
			session, step->due_on, step->done_on, row->state, sizeof(row->state));
		row->role = loop_step_late(step, session->today) ? THEME_OVERDUE : THEME_DONE;
	} else if (step->state == LOOP_CANCELLED) {
		snprintf(row->state, sizeof(row->state), "cancelled");
		row->role = THEME_MUTED;
	} else if (wait)
		snprintf(row->state, sizeof(row->state), "from %s",
			date_show(step->not_before, day));
	else
		row->role = words_due(session, step->due_on, row->state, sizeof(row->state));
}

static void write_action(
	const struct session *session, const struct action *action, struct row *row)
{
	enum colour colour = action_colour(action, session->today);

	row->what = xasprintf("%d. %s", action->seq, action->what);
	row->who = xasprintf("%s%s%s", action->owner_name,
		*action->owner_name && *action->owner_post ? ", " : "", action->owner_post);
	snprintf(row->state, sizeof(row->state), "%s %s", colour_name(colour),
		progress_name(action->progress));
	row->role = theme_status(colour);
}

static void write_concern(
	const struct session *session, const struct concern *concern, struct row *row)
{
	char when[32];

	row->what = xasprintf("SAFETY: %s", concern->what);
	row->who = xstrdup(concern->answered ? concern->done_by : concern->raised_by);
	if (concern->answered) {
		snprintf(row->state, sizeof(row->state), "answered");
		row->role = THEME_DONE;
	} else {
		snprintf(row->state, sizeof(row->state), "%s %s",
			concern->level > CONCERN_IN_TIME ? "OVERDUE" : "by",
			session_show_moment(session, concern->due_at, when));
		row->role = THEME_SAFETY;
	}
}

// A result: of this audit, of its review, of the one that it reviews.
static void write_grade(struct row *row, enum grade grade)
{
	snprintf(row->state, sizeof(row->state), "%s", grade_name(grade));
	row->role = theme_grade(grade);
}

static void write_result(const struct audit *audit, const char *what, struct row *row)
{
	row->what = xasprintf("%s", what);
	row->who = xstrdup(audit->lead_name);
	write_grade(row, audit->final_overall);
}

// The auditor's own grade, where the moderator's stands on a line of its own; amended ones count as theirs.
static void write_completed(const struct audit *audit, struct row *row)
{
	const struct domain *overall = template_overall(audit->template);

	write_result(audit, "Audit completed", row);
	if (audit->moderated_on != DATE_NONE && overall)
		write_grade(row, audit->judgements[PART_LEAD][overall->seq].grade);
}

static void write_challenge(const struct challenge *challenge, struct row *row)
{
	row->what = xasprintf("Confirm and Challenge, %s", challenge->month);
	row->who = xstrdup(challenge->recorded_by);
	snprintf(row->state, sizeof(row->state), "%s",
		challenge_outcome_name(challenge->outcome));
}

static void write_plain(struct row *row, const char *what)
{
	row->what = xstrdup(what);
	row->who = xstrdup("");
}

static void write_row(const struct loop_screen *loop, const struct session *session,
	const struct happening *it, struct row *row)
{
	char *what;

	switch (it->kind) {
	case HAPPENED_STEP: write_step(session, &loop->steps[it->index], row); break;
	case HAPPENED_ACTION:
		write_action(session, &loop->audit->actions[it->index], row);
		break;
	case HAPPENED_CONCERN:
		write_concern(session, &loop->audit->concerns[it->index], row);
		break;
	case HAPPENED_CHALLENGE: write_challenge(&loop->challenges[it->index], row); break;
	case HAPPENED_RESULT: write_completed(loop->audit, row); break;
	case HAPPENED_REVIEWED:
	case HAPPENED_FIRST:
		what = it->kind == HAPPENED_FIRST
			       ? xasprintf("First audit %s", loop->first->ref)
			       : xasprintf("Review %s completed", loop->review->ref);
		write_result(
			it->kind == HAPPENED_FIRST ? loop->first : loop->review, what, row);
		free(what);
		break;
	case HAPPENED_MODERATED:
		write_plain(row, "Moderated");
		write_grade(row, loop->audit->final_overall);
		break;
	case HAPPENED_CLOSED: write_plain(row, "Closed: nothing is open any more"); break;
	case HAPPENED_NOW:
		write_plain(row, "- - today - -");
		row->role = THEME_TITLE;
		break;
	}
}

void loop_screen_add(struct list *list, int index)
{
	const struct loop_screen *loop = list->context;
	const struct session *session = list->screen->session;
	const struct happening *it = &loop->happenings[index];
	struct row row = {.role = THEME_TEXT};
	char bar[BAR_WIDE + 1];

	write_row(loop, session, it, &row);
	draw_bar(loop, it, session->today, bar);
	const struct list_cell cells[LENGTH(loop->columns)] = {
		{date_show(it->at, row.when),
			it->kind == HAPPENED_NOW ? THEME_TITLE : THEME_TEXT},
		{row.what, it->kind == HAPPENED_NOW ? THEME_TITLE : THEME_TEXT},
		{row.state, row.role},
		{row.who, THEME_TEXT},
		{bar, THEME_TEXT},
	};
	list_add(list, (int64_t)it->kind << 32 | (int64_t)it->index, index, NULL, cells);
	free(row.what);
	free(row.who);
}
