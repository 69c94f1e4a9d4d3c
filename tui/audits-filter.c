// SPDX-License-Identifier: MIT
// What the list of audits is narrowed to: remembered, put in words, asked for in a form.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/challenge.h"
#include "core/date.h"
#include "core/lookup.h"
#include "core/measure.h"
#include "core/moderation.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/audits-private.h"
#include "tui/fields.h"
#include "tui/form.h"
#include "tui/kept.h"
#include "tui/offer.h"

// The fields of a wish, in the order of the form, then what numbers of reports add to it.
static const struct kept parts[] = {
	{"text", offsetof(struct choice_of_audits, text), "with"},
	{"state", offsetof(struct choice_of_audits, state), ""},
	{"service", offsetof(struct choice_of_audits, service), "service"},
	{"team", offsetof(struct choice_of_audits, team), "team"},
	{"month", offsetof(struct choice_of_audits, month), "month"},
	{"grade", offsetof(struct choice_of_audits, grade), "graded"},
	{"auditor", offsetof(struct choice_of_audits, auditor), "auditor"},
	{"kind", offsetof(struct choice_of_audits, kind), ""},
	{"completed", offsetof(struct choice_of_audits, completed), "completed"},
	{"due", offsetof(struct choice_of_audits, due), "due"},
	{"post", offsetof(struct choice_of_audits, post), "post"},
	{"grades", offsetof(struct choice_of_audits, grades), ""},
	{"own", offsetof(struct choice_of_audits, own), "by the auditor"},
	{"pair", offsetof(struct choice_of_audits, pair), "pairs"},
	{"mode", offsetof(struct choice_of_audits, mode), ""},
	{"domain", offsetof(struct choice_of_audits, domain), "in"},
	{"theme", offsetof(struct choice_of_audits, theme), "theme"},
	{"aspect", offsetof(struct choice_of_audits, aspect), "as"},
	{"moderated", offsetof(struct choice_of_audits, moderated), "moderated"},
	{"feedback", offsetof(struct choice_of_audits, feedback), "feedback of"},
	{"challenge", offsetof(struct choice_of_audits, challenge), "challenged"},
	{"outcome", offsetof(struct choice_of_audits, outcome), ""},
	{"review", offsetof(struct choice_of_audits, review), "reviews"},
	{"sealed", offsetof(struct choice_of_audits, sealed), "for you to grade blind"},
	{"contact", offsetof(struct choice_of_audits, contact), "contact with"},
	{"means", offsetof(struct choice_of_audits, means), "by"},
	{"answered", offsetof(struct choice_of_audits, answered), "answered"},
	{"moderator", offsetof(struct choice_of_audits, moderator), "moderated by"},
	{"decision", offsetof(struct choice_of_audits, decision), "grades"},
	{"reported", offsetof(struct choice_of_audits, reported)},
	{"sort", offsetof(struct choice_of_audits, sort)},
};

enum {
	FILTERS = LENGTH(parts) - 2, // those that are told
	FIELDS = 11,                 // those of the form: as far as post
};

void wish_parse(struct choice_of_audits *wish, const char *text)
{
	kept_parse(wish, parts, LENGTH(parts), text);
}

char *wish_write(const struct choice_of_audits *wish)
{
	return kept_write(wish, parts, LENGTH(parts));
}

void wish_finish(struct choice_of_audits *wish)
{
	kept_finish(wish, parts, LENGTH(parts));
}

// "2026-10-01..2026-10-31", or a month, a quarter, a year. 0, or -1 without a word.
static int read_days(const char *text, struct date_range *range)
{
	const char *dots = strstr(text, "..");
	char first[DATE_TEXT];

	if (dots == NULL)
		return date_parse_month(text, range) != 0 &&
				       date_parse_quarter(text, range) != 0 &&
				       date_parse_year(text, range) != 0
			       ? -1
			       : 0;
	snprintf(first, sizeof(first), "%.*s", (int)(dots - text), text);
	return form_date(first, &range->first) != 0 || form_date(dots + 2, &range->last) != 0 ||
			       range->first > range->last
		       ? -1
		       : 0;
}

// The value of a part as people read it: days as the month or quarter that they are.
static const char *shown_part(
	const struct choice_of_audits *wish, size_t part, char text[static PERIOD_TEXT])
{
	const char *value = *kept_text(wish, &parts[part]);
	struct date_range range;

	if (strstr(value, "..") == NULL || read_days(value, &range) != 0)
		return value;
	return period_name(range, text);
}

void wish_describe(const struct choice_of_audits *wish, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < FILTERS && used < size; i++) {
		char days[PERIOD_TEXT];
		const char *value = shown_part(wish, i, days), *word = parts[i].word;
		bool flag = strcmp(value, "yes") == 0,
		     known = wish->challenge[0] != '\0' &&
			     strcmp(parts[i].name, "completed") == 0; // said by the meeting

		if (value[0] != '\0' && !known)
			used += (size_t)snprintf(text + used, size - used, "%s%s%s%s%s%s",
				used > 0 ? ", " : "", word, flag || word[0] == '\0' ? "" : " ",
				i == 0 ? "\"" : "", flag ? "" : value, i == 0 ? "\"" : "");
	}
}

// Filters of state: those of core, and the two that people ask for together.
static const struct choice states[] = {
	{"open", "allocated or in draft", 'o'},
	{"allocated", NULL, 'a'},
	{"draft", NULL, 'd'},
	{"submitted", NULL, 's'},
	{"moderated", NULL, 'm'},
	{"closed", NULL, 'c'},
	{"withdrawn", NULL, 'w'},
	{"counted", "all that are not withdrawn", 'C'},
	{"done", "completed, and not withdrawn", 'D'},
	{"in time", "completed by the day it was due", 'i'},
	{"late", "completed after it", 'l'},
	{"not due", "not done, and the day is still to come", 'n'},
	{"missing", "not done, and past its day", 'M'},
	{NULL},
};

static const struct choice kinds[] = {
	{"monthly", "of the month's draw", 'm'},
	{"thematic", NULL, 't'},
	{"dip sample", NULL, 'd'},
	{"multi-agency", NULL, 'a'},
	{"review", "a repeat of an earlier one", 'r'},
	{NULL},
};

static int resolve_person(struct session *session, const char *login, int64_t *id)
{
	struct user_row *rows;
	size_t count;

	if (user_list(session, login, &rows, &count) != 0)
		return -1;
	if (count == 1)
		*id = rows[0].id;
	user_rows_free(rows, count);
	return count == 1 ? 0 : fail(ERROR_MISSING, "No user %s: f changes the filter", login);
}

static void resolve_order(const struct choice_of_audits *wish, struct audit_filter *filter)
{
	const char *sort = wish->sort;

	filter->sort = strncmp(sort, "completed", 9) == 0        ? SORT_COMPLETED
		       : *sort == '\0' && filter->completed.last ? SORT_COMPLETED
		       : strncmp(sort, "reference", 9) == 0      ? SORT_REFERENCE
								 : SORT_DUE;
	filter->descending = sort[0] == '\0' || strstr(sort, "latest first") != NULL ||
			     strstr(sort, "last first") != NULL;
}

static int check_days(void *context, const char *value)
{
	struct date_range range;

	return read_days(value, &range) == 0
		       ? 0
		       : fail(ERROR_DATA,
				 "Not a period: write a month as 2026-10, a quarter as "
				 "2026-27-Q1, or days as 2026-10-01..2026-10-20");
}

static void resolve_state(const char *state, struct audit_filter *filter)
{
	filter->open = strcmp(state, "open") == 0;
	if (!filter->open && audit_standing_parse(state, &filter->standing) != 0)
		audit_state_parse(state, &filter->state);
}

// "child yes", "carer no", "parent not said".
static void resolve_feedback(const char *text, struct audit_filter *filter)
{
	for (int source = 0; source < SOURCE_COUNT; source++) {
		const char *code = source_info((enum source)source)->code;
		size_t length = strlen(code);

		if (strncmp(text, code, length) != 0 || text[length] != ' ')
			continue;
		filter->feedback_of = source + 1;
		filter->feedback_said = strcmp(text + length + 1, "said") == 0;
		filter->feedback = strcmp(text + length + 1, "yes") == 0  ? OBTAINED_YES
				   : strcmp(text + length + 1, "no") == 0 ? OBTAINED_NO
									  : OBTAINED_UNSAID;
	}
}

// A grade by itself is the final overall one, which a list of audits has.
static void resolve_grades(const struct choice_of_audits *wish, struct audit_filter *filter)
{
	enum grade grade = GRADE_NONE;

	filter->own = strcmp(wish->own, "yes") == 0;
	filter->domain = wish->domain;
	filter->pairs = audit_pairs_parse(wish->pair);
	for (int mode = MODERATION_IMPORTED; mode <= MODERATION_OPEN; mode++)
		if (strcmp(moderation_mode_name((enum moderation_mode)mode), wish->mode) == 0)
			filter->mode = mode + 1;
	if (filter->own || wish->domain[0] != '\0' || wish->grades[0] != '\0')
		filter->grades = audit_grades_parse(
			wish->grades[0] == '\0' ? wish->grade : wish->grades);
	else if (grade_parse(wish->grade, &grade) == 0 && grade > 0)
		filter->grade = grade;
}

static void resolve_challenge(const struct choice_of_audits *wish, struct audit_filter *filter)
{
	enum challenge_outcome outcome;

	if (read_days(wish->challenge, &filter->challenged) == 0 &&
		challenge_outcome_parse(wish->outcome, &outcome) == 0)
		filter->outcome = (int)outcome + 1;
	else if (strcmp(wish->outcome, challenge_outcome_name(CHALLENGE_WAITS)) == 0)
		filter->outcome = CHALLENGE_WAITS + 1;
}

static void resolve_contact(const struct choice_of_audits *wish, struct audit_filter *filter)
{
	if (wish->contact[0] != '\0')
		contact_who_parse(wish->contact, &filter->contact);
	filter->answered = strcmp(wish->answered, "yes") == 0;
	filter->means = wish->means;
}

static void resolve_decision(const char *text, struct audit_filter *filter)
{
	for (int decision = DECISION_UPHELD; decision <= DECISION_CHANGED; decision++)
		if (strcmp(decision_name((enum decision)decision), text) == 0)
			filter->decision = (enum decision)decision;
}

// What numbers of reports are narrowed by.
static void resolve_drill(const struct choice_of_audits *wish, struct audit_filter *filter)
{
	struct date_range range;

	if (read_days(wish->completed, &range) == 0)
		filter->completed = range;
	if (read_days(wish->due, &range) == 0)
		filter->due = range;
	filter->post = wish->post;
	resolve_grades(wish, filter);
	resolve_challenge(wish, filter);
	filter->review = strcmp(wish->review, "yes") == 0;
	filter->sealed = strcmp(wish->sealed, "yes") == 0;
	filter->reported = strcmp(wish->reported, "yes") == 0;
	filter->theme = wish->theme;
	filter->moderated = strcmp(wish->moderated, "yes") == 0;
	resolve_feedback(wish->feedback, filter);
	resolve_contact(wish, filter);
	resolve_decision(wish->decision, filter);
	filter->aspect = strcmp(wish->aspect, "strength") == 0      ? ASPECT_STRENGTH
			 : strcmp(wish->aspect, "development") == 0 ? ASPECT_DEVELOPMENT
								    : 0;
}

int wish_resolve(struct session *session, struct audits *audits)
{
	const struct choice_of_audits *wish = &audits->wish;
	struct audit_filter *filter = &audits->filter;
	int result = 0;

	*filter = (struct audit_filter){.month = wish->month, .text = wish->text};
	result |= lookup_place(
		session->db, wish->service, wish->team, &filter->service_id, &filter->team_id);
	if (wish->auditor[0] != '\0')
		result |= resolve_person(session, wish->auditor, &filter->auditor_id);
	if (strcmp(wish->moderator, MODERATOR_NONE) == 0)
		filter->moderated_by = -1;
	else if (strcmp(wish->moderator, MODERATOR_OTHERS) == 0)
		filter->moderated_by = -2;
	else if (wish->moderator[0] != '\0')
		result |= resolve_person(session, wish->moderator, &filter->moderated_by);
	resolve_state(wish->state, filter);
	resolve_drill(wish, filter);
	if (wish->kind[0] != '\0')
		audit_kind_parse(wish->kind, &filter->kind);
	resolve_order(wish, filter);
	return result;
}

static const struct field fields[FIELDS] = {
	{FIELD_TEXT, "Text", "Words in what was written, or the beginning of a reference"},
	{FIELD_CHOICE, "State", "Right and left choose, Backspace: any", .choices = states},
	{FIELD_PICK, "Service", "Space shows them, Backspace: any", .complete = offer_services},
	{FIELD_PICK, "Team", "Space shows them, Backspace: any", .complete = offer_teams},
	{FIELD_TEXT, "Month", "The cycle it belongs to: 2026-10", .check = fields_check_month},
	{FIELD_CHOICE, "Overall grade", "The final one; right and left choose",
		.choices = fields_grades},
	{FIELD_PICK, "Auditor", "Lead or peer, by login or name", .complete = offer_people},
	{FIELD_CHOICE, "Kind", "Only monthly ones count in the month", .choices = kinds},
	{FIELD_TEXT, "Completed", "A month, quarter or year: 2026-10; days: FROM..TO",
		.check = check_days},
	{FIELD_TEXT, "Due", "A month, quarter or year: 2026-10; days: FROM..TO",
		.check = check_days},
	{FIELD_PICK, "Post", "Of the lead auditor; Space shows them", .complete = offer_posts},
};

static int save_wish(struct form *form, void *context)
{
	struct screen *screen = context;
	struct audits *audits = screen->state;

	for (size_t i = 0; i < FIELDS; i++)
		xreplace(kept_text(&audits->wish, &parts[i]), form_value(form, i));
	return audits_apply(screen);
}

int wish_open(struct screen *screen)
{
	struct audits *audits = screen->state;
	const char *values[FIELDS];

	if (offer_load(screen->session) != 0)
		return -1;
	for (size_t i = 0; i < FIELDS; i++)
		values[i] = *kept_text(&audits->wish, &parts[i]);
	return form_open(screen->session,
		&(struct form_content){"Filter",
			"Leave empty what may be anything. The filter is remembered.", fields,
			FIELDS, values, save_wish, screen, offer_free});
}
