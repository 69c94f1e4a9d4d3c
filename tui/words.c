// SPDX-License-Identifier: MIT
// What the screens say about dates and people, in words.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/loop-rule.h"
#include "core/workday.h"
#include "db/mem.h"
#include "tui/words.h"

const char *words_count(int64_t count, const char *noun, char *text, size_t size)
{
	snprintf(text, size, "%" PRId64 " %s%s", count, noun, count == 1 ? "" : "s");
	return text;
}

// Working days from today on to a date. A list asks for the same few dates again and again, and old ones
// take thousands of steps to count: so the last answers are kept.
static int days_left(const struct session *session, date due)
{
	static struct {
		const struct holidays *holidays;
		date today, due;
		int days;
		bool known;
	} answers[256];
	size_t place = (size_t)(uint32_t)due % LENGTH(answers);

	if (!answers[place].known || answers[place].due != due ||
		answers[place].today != session->today ||
		answers[place].holidays != session->holidays) {
		int days = workday_count(session->holidays, session->today, due);
		answers[place].holidays = session->holidays;
		answers[place].today = session->today;
		answers[place].due = due;
		answers[place].days = days;
		answers[place].known = true;
	}
	return answers[place].days;
}

enum theme_role words_due(const struct session *session, date due, char *text, size_t size)
{
	int days = days_left(session, due);
	char count[48];

	text[0] = '\0';
	if (due == DATE_NONE)
		return THEME_TEXT;
	words_count(days < 0 ? -days : days, "working day", count, sizeof(count));
	if (days < 0)
		snprintf(text, size, "%s overdue", count);
	else if (due < session->today)
		snprintf(text, size, "overdue since %s", date_show(due, (char[DATE_TEXT]){0}));
	else if (due == session->today)
		snprintf(text, size, "due today");
	else if (days == 0)
		snprintf(text, size, "due %s", date_show(due, (char[DATE_TEXT]){0}));
	else
		snprintf(text, size, "due in %s", count);
	return due < session->today ? THEME_OVERDUE : days <= 3 ? THEME_DUE : THEME_TEXT;
}

enum theme_role words_audit_due(
	const struct session *session, const struct audit_row *row, char *text, size_t size)
{
	if (row->state == AUDIT_ALLOCATED || row->state == AUDIT_DRAFT)
		return words_due(session, row->due_on, text, size);
	if (row->state == AUDIT_WITHDRAWN)
		snprintf(text, size, "withdrawn");
	else if (row->completed_on == DATE_NONE)
		snprintf(text, size, "completed");
	else
		snprintf(text, size, "completed %s",
			date_show(row->completed_on, (char[DATE_TEXT]){0}));
	return THEME_TEXT;
}

const char *words_audit_state(const struct audit_row *row)
{
	if (row->at_risk)
		return "AT RISK";
	return row->state == AUDIT_ALLOCATED && !*row->lead ? "nobody's"
							    : audit_state_name(row->state);
}

const char *words_act(const char *act, const char *field)
{
	static const struct {
		const char *act, *words;
		const char *field; // how it begins; NULL: any
	} table[] = {
		{"add", "action raised", "action"},
		{"progress", "progress reported on an action"},
		{"note", "note on an action"},
		{"done", "action said to be done"},
		{"verify", "action verified"},
		{"return", "action sent back"},
		{"postpone", "action put off"},
		{"hand", "action handed over"},
		{"priority", "priority of an action changed"},
		{"escalate", "escalation of an action changed"},
		{"sign", "step signed"},
		{"complete", "step done"},
		{"cancel", "step cancelled"},
		{"reopen", "opened again"},
		{"add", "begun"},
		{"allocate", "allocated anew"},
		{"submit", "submitted"},
		{"amend", "amended"},
		{"withdraw", "withdrawn"},
		{"concern", "safety concern raised"},
		{"answer", "safety concern answered"},
		{"moderate", "moderated"},
		{"select", "selected for moderation"},
		{"assign", "given to a moderator"},
		{"seal", "graded by its moderator"},
		{"acknowledge", "moderation acknowledged"},
		{"respond", "moderation answered"},
		{"dispute", "moderation disputed"},
		{"settle", "dispute settled"},
		{"change", "changed"},
		{"import", "imported"},
		{"close", "closed"},
		{"contact", "family contact kept"},
		{"hand over", "outcome handed over"},
	};

	for (size_t i = 0; i < LENGTH(table); i++)
		if (strcmp(table[i].act, act) == 0 &&
			(table[i].field == NULL ||
				strncmp(field, table[i].field, strlen(table[i].field)) == 0))
			return table[i].words;
	return act;
}

const char *words_difference(enum grade auditor, enum grade moderator)
{
	static const char *const words[] = {"auditor three grades higher",
		"auditor two grades higher", "auditor one grade higher", "the same grade",
		"auditor one grade lower", "auditor two grades lower",
		"auditor three grades lower"};

	if (auditor == moderator && auditor != GRADE_NONE)
		return words[3];
	if (auditor < GRADE_OUTSTANDING || moderator < GRADE_OUTSTANDING)
		return "";
	// A greater number is a weaker grade.
	return words[3 + (int)auditor - (int)moderator];
}

const char *words_times(int64_t count, char *text, size_t size)
{
	if (count == 1 || count == 2)
		snprintf(text, size, count == 1 ? "once" : "twice");
	else
		snprintf(text, size, "%" PRId64 " times", count);
	return text;
}

char *words_posts(const char *who)
{
	char post[LOOP_POST], *text = xstrdup("");

	for (int part = 0; loop_part_post(who, part, post); part++) {
		char *longer = xasprintf("%s%s%s", text, *text ? ", " : "",
			strcmp(post, LOOP_QA) == 0 ? "QA team" : post);

		free(text);
		text = longer;
	}
	return text;
}
