// SPDX-License-Identifier: MIT
// Where an audit on the agenda of Confirm and Challenge stands, line by line.
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/challenge-agenda.h"
#include "core/final.h"
#include "core/moderation.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

static void add(struct agenda_item *item, enum agenda_kind kind, const char *name, char *text,
	int colour)
{
	if (!*text && kind != AGENDA_SECTION) {
		free(text);
		return;
	}
	item->lines =
		xgrow(item->lines, item->line_count, &item->line_room, sizeof(*item->lines));
	item->lines[item->line_count++] =
		(struct agenda_line){kind, xstrdup(name), text, colour};
}

static void section(struct agenda_item *item, const char *heading)
{
	add(item, AGENDA_SECTION, "", xstrdup(heading), -1);
}

__attribute__((format(printf, 3, 4))) static void pair(
	struct agenda_item *item, const char *name, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(item, AGENDA_PAIR, name, xvasprintf(fmt, args), -1);
	va_end(args);
}

static const char *day(date when, char text[static DATE_TEXT])
{
	return date_show(when, text);
}

static void head_lines(struct agenda_item *item, const struct audit *audit)
{
	const struct challenge *challenge = &item->challenge;
	char *how = challenge_how(challenge), when[DATE_TEXT];

	section(item, "The audit");
	pair(item, "Case", "%s, %s, %s", audit->case_ref, audit->team, audit->service);
	pair(item, "Audited by", "%s, completed %s", challenge->lead,
		day(audit->completed_on, when));
	pair(item, "Kind", "%s", audit_kind_name(audit->kind));
	pair(item, "On the agenda", "%s", how);
	add(item, AGENDA_PAIR, "Summary", xstrdup(audit->texts[PART_LEAD][PLACE_SUMMARY].text),
		-1);
	add(item, AGENDA_PAIR, "Impact on the child",
		xstrdup(audit->texts[PART_LEAD][PLACE_IMPACT].text), -1);
	free(how);
}

// The final grade and, where they differ, whose they were.
static char *grade_words(const struct audit *audit, int seq)
{
	enum grade final = final_grade(audit, seq),
		   lead = audit->judgements[PART_LEAD][seq].grade,
		   moderator = audit->judgements[PART_MODERATOR][seq].grade;

	if (lead == final)
		return xstrdup(grade_name(final));
	if (moderator == GRADE_NONE || moderator == final)
		return xasprintf("%s (auditor: %s)", grade_name(final), grade_name(lead));
	return xasprintf("%s (auditor: %s; moderator: %s)", grade_name(final), grade_name(lead),
		grade_name(moderator));
}

static void grade_lines(struct agenda_item *item, const struct audit *audit)
{
	section(item, "Grades");
	for (size_t i = 0; i < audit->template->domain_count; i++)
		add(item, AGENDA_PAIR, audit->template->domains[i].name,
			grade_words(audit, (int)i), -1);
}

static void concern_lines(
	const struct session *session, struct agenda_item *item, const struct audit *audit)
{
	section(item, "Immediate safety");
	if (!audit->concern_count)
		pair(item, "Concern", "none was raised");
	for (size_t i = 0; i < audit->concern_count; i++) {
		const struct concern *concern = &audit->concerns[i];
		char raised[32], done[32];

		session_show_stamp(session, concern->raised_at, raised);
		item->concerns_open += !concern->answered;
		if (concern->answered)
			pair(item, "Answered", "%s (raised %s); done: %s (%s, %s)",
				concern->what, raised, concern->done, concern->done_by,
				session_show_stamp(session, concern->done_at, done));
		else
			add(item, AGENDA_PAIR, "OPEN",
				xasprintf("%s (raised %s, told: %s)", concern->what, raised,
					concern->told_whom),
				COLOUR_RED);
	}
}

// "open, due 14 Oct 2026, 3 working days late".
static char *step_words(const struct session *session, const struct loop_step *step)
{
	char due[DATE_TEXT], done[DATE_TEXT];
	int left = workday_count(session->holidays, session->today, step->due_on);

	day(step->due_on, due);
	if (step->state == LOOP_CANCELLED)
		return xasprintf("cancelled: %s", step->cancelled_why);
	if (step->state == LOOP_DONE)
		return xasprintf("done %s, due %s%s%s", day(step->done_on, done), due,
			loop_step_late(step, session->today) ? ", late: " : "",
			step->late_reason);
	if (left < 0 || step->due_on < session->today)
		return xasprintf("open, due %s: %d working day%s late", due, -left,
			left == -1 ? "" : "s");
	return xasprintf("open, due %s: in %d working day%s", due, left, left == 1 ? "" : "s");
}

static int step_lines(struct session *session, struct agenda_item *item)
{
	struct loop_step *steps;
	size_t count;

	section(item, "Steps");
	if (loop_of_audit(session, item->challenge.audit_id, &steps, &count))
		return -1;
	if (!count)
		pair(item, "Steps", "none: the audit came before they were kept here");
	for (size_t i = 0; i < count; i++) {
		bool open = steps[i].state == LOOP_OPEN,
		     late = loop_step_late(&steps[i], session->today);
		char *note = steps[i].state == LOOP_CANCELLED ? xstrdup("")
							      : loop_step_note(&steps[i]);

		item->steps_open += open;
		item->steps_late += open && late;
		add(item, AGENDA_PAIR, steps[i].name, step_words(session, &steps[i]),
			late ? COLOUR_RED : -1);
		add(item, AGENDA_TEXT, "", note, -1);
	}
	loop_steps_free(steps, count);
	return 0;
}

static void action_lines(
	const struct session *session, struct agenda_item *item, const struct audit *audit)
{
	section(item, "Actions");
	if (!audit->action_count)
		pair(item, "Actions", "none");
	for (size_t i = 0; i < audit->action_count; i++) {
		const struct action *action = &audit->actions[i];
		enum colour colour = action_colour(action, session->today);
		char name[48], due[DATE_TEXT];

		item->actions_open += action->progress != PROGRESS_VERIFIED;
		item->actions_red += colour == COLOUR_RED;
		snprintf(name, sizeof(name), "%d %s", action->seq, colour_name(colour));
		add(item, AGENDA_PAIR, name,
			xasprintf("%s (%s%s, %s; due %s; %s)", action->what,
				action->priority ? "priority; " : "", action->owner_name,
				action->owner_post, day(action->due_on, due),
				progress_name(action->progress)),
			(int)colour);
	}
}

// First and second grades of each domain that both templates have.
static int review_grades(struct session *session, struct agenda_item *item,
	const struct audit *audit, int64_t id)
{
	struct audit *review = audit_open_id(session, id);

	if (!review)
		return -1;
	if (review->blind)
		pair(item, "Grades", "kept from you until your own of the review are sealed");
	for (size_t i = 0; i < review->template->domain_count && !review->blind; i++) {
		const struct domain *domain = &review->template->domains[i],
				    *first = template_domain(audit->template, domain->code);

		if (first)
			pair(item, domain->name, "first %s, then %s",
				grade_name(final_grade(audit, first->seq)),
				grade_name(final_grade(review, domain->seq)));
	}
	audit_destroy(review);
	return 0;
}

// Reviews that can be read by who reads the first. Nothing of one that is blind is shown.
static int review_lines(
	struct session *session, struct agenda_item *item, const struct audit *audit)
{
	struct stmt *row =
		db_query(session->db, QUERY_CHALLENGE_REVIEWS, ARGS(INT("audit", audit->id)));
	int more = -1;
	int64_t done = 0;

	section(item, "Review audit");
	while (row && (more = stmt_next(row)) == 1) {
		enum audit_state state = (enum audit_state)stmt_int(row, 2);
		char from[DATE_TEXT], to[DATE_TEXT];

		if (state >= AUDIT_SUBMITTED)
			done = stmt_int(row, 0);
		pair(item, stmt_text(row, 1), "%s, %s; between %s and %s",
			audit_state_name(state),
			*stmt_text(row, 6) ? stmt_text(row, 6) : "nobody's yet",
			day(stmt_date(row, 3), from), day(stmt_date(row, 4), to));
	}
	if (more < 0)
		return -1;
	if (item->lines[item->line_count - 1].kind == AGENDA_SECTION)
		pair(item, "Review", "none");
	return done ? review_grades(session, item, audit, done) : 0;
}

static int moderation_lines(struct session *session, struct agenda_item *item)
{
	struct stmt *row = db_query(session->db, QUERY_CHALLENGE_MODERATION,
		ARGS(INT("audit", item->challenge.audit_id)));
	int found = row ? stmt_next(row) : -1;
	char done[DATE_TEXT], settled[DATE_TEXT];

	section(item, "Moderation");
	if (found == 0)
		pair(item, "Moderation", "not selected for it");
	if (found != 1)
		return found;
	pair(item, "Moderation", "%s, %s, by %s",
		moderation_state_name((enum moderation_state)stmt_int(row, 0)),
		moderation_mode_name((enum moderation_mode)stmt_int(row, 1)),
		*stmt_text(row, 2) ? stmt_text(row, 2) : "nobody yet");
	if (stmt_date(row, 3) != DATE_NONE)
		pair(item, "Completed", "%s", day(stmt_date(row, 3), done));
	if (stmt_date(row, 5) != DATE_NONE)
		pair(item, "Settled", "%s, by %s", day(stmt_date(row, 5), settled),
			stmt_text(row, 4));
	stmt_done(row);
	return 0;
}

static void outcome_lines(
	const struct session *session, struct agenda_item *item, const struct challenge *of)
{
	char met[DATE_TEXT], at[32];

	if (of->outcome == CHALLENGE_WAITS) {
		pair(item, "Outcome", "%s", challenge_outcome_name(of->outcome));
		return;
	}
	pair(item, "Outcome", "%s, %s (recorded by %s, %s)",
		challenge_outcome_name(of->outcome), day(of->met_on, met), of->recorded_by,
		session_show_stamp(session, of->recorded_at, at));
	add(item, AGENDA_PAIR, "Discussed", xstrdup(of->discussed), -1);
	add(item, AGENDA_PAIR, "What follows", xstrdup(of->follows), -1);
}

static int meeting_lines(struct session *session, struct agenda_item *item)
{
	struct challenge *list;
	size_t count;

	if (challenge_of_audit(session, item->challenge.audit_id, &list, &count))
		return -1;
	for (size_t i = 0; i < count; i++) {
		char *heading;

		if (list[i].id == item->challenge.id)
			continue;
		heading = xasprintf("Meeting of %s", list[i].month);
		section(item, heading);
		free(heading);
		outcome_lines(session, item, &list[i]);
	}
	challenge_list_free(list, count);
	section(item, "This meeting");
	outcome_lines(session, item, &item->challenge);
	return 0;
}

static int lines(struct session *session, struct agenda_item *item, const struct audit *audit)
{
	head_lines(item, audit);
	grade_lines(item, audit);
	concern_lines(session, item, audit);
	if (step_lines(session, item))
		return -1;
	action_lines(session, item, audit);
	return review_lines(session, item, audit) || moderation_lines(session, item) ||
			       meeting_lines(session, item)
		       ? -1
		       : 0;
}

int agenda_item_load(
	struct session *session, struct challenge *challenge, struct agenda_item *item)
{
	struct audit *audit;
	int result;

	*item = (struct agenda_item){.challenge = *challenge};
	*challenge = (struct challenge){0};
	audit = audit_open_id(session, item->challenge.audit_id);
	result = audit ? lines(session, item, audit) : -1;
	audit_destroy(audit);
	if (result)
		agenda_item_finish(item);
	return result;
}

void agenda_item_finish(struct agenda_item *item)
{
	for (size_t i = 0; i < item->line_count; i++) {
		free(item->lines[i].name);
		free(item->lines[i].text);
	}
	free(item->lines);
	challenge_finish(&item->challenge);
	*item = (struct agenda_item){0};
}

void agenda_finish(struct agenda *agenda)
{
	for (size_t i = 0; i < agenda->count; i++)
		agenda_item_finish(&agenda->items[i]);
	free(agenda->items);
	*agenda = (struct agenda){0};
}

int agenda_load(struct session *session, const char *month, struct agenda *agenda)
{
	struct challenge *list;
	size_t count;
	int result = challenge_list(session, month, &list, &count);

	*agenda = (struct agenda){0};
	if (!result && !count)
		result = fail(ERROR_MISSING,
			"nothing is on the agenda of %s that you may see: 'caseaudit challenge "
			"select' draws for it",
			month);
	snprintf(agenda->month, sizeof(agenda->month), "%s", month);
	agenda->items = xcalloc(count + 1, sizeof(*agenda->items));
	for (size_t i = 0; i < count && !result; i++) {
		result = agenda_item_load(session, &list[i], &agenda->items[i]);
		agenda->count += !result;
	}
	challenge_list_free(list, count);
	if (result)
		agenda_finish(agenda);
	return result;
}
