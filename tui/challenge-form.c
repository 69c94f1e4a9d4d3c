// SPDX-License-Identifier: MIT
// The forms of Confirm and Challenge: the draw, an audit put on an agenda, what was said, an action.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/challenge.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/challenge-private.h"
#include "tui/fields.h"
#include "tui/form.h"
#include "tui/offer.h"
#include "tui/pager.h"
#include "tui/prompt.h"
#include "tui/tracker.h"

// --- the draw ---

enum { DRAW_MONTH, DRAW_PERCENT, DRAW_FROM, DRAW_TO, DRAW_SEED, DRAW_COUNT };

static const struct field draw_fields[DRAW_COUNT] = {
	[DRAW_MONTH] = {FIELD_TEXT, "Meeting of", "The month of the meeting: 2026-11", true,
		.check = fields_check_month},
	[DRAW_PERCENT] = {FIELD_TEXT, "Percent",
		"Of each service's Inadequate audits, rounded up", true,
		.check = fields_check_percent},
	[DRAW_FROM] = {FIELD_DATE, "Results from",
		"Empty: those of the month before the meeting's"},
	[DRAW_TO] = {FIELD_DATE, "Results to", "Empty: likewise"},
	[DRAW_SEED] = {FIELD_TEXT, "Seed",
		"Empty: the computer's random numbers. One given makes the draw repeatable"},
};

static int fill_receipt(struct pager *pager, const void *context)
{
	const struct sample *sample = context;

	for (size_t i = 0; i < sample->entry_count; i++) {
		const struct sample_entry *entry = &sample->entries[i];

		if (entry->chosen)
			pager_format(pager, THEME_TEXT, 0, "%s  %s, %s", entry->ref,
				entry->team, entry->service);
	}
	for (size_t i = 0; i < sample->shortfall_count; i++)
		pager_format(pager, THEME_OVERDUE, 0, "%s fell short: %s",
			sample->shortfalls[i].service, sample->shortfalls[i].why);
	pager_add(pager, THEME_TEXT, 0, "");
	pager_format(pager, THEME_MUTED, 0,
		"Receipt %s, seed %s. sample verify %s runs it again.", sample->name,
		sample->seed, sample->name);
	return 0;
}

// Who drew may be the moderator of one it was drawn from, blind still: then the receipt is kept from them.
static int show_receipt(struct session *session, const char *name)
{
	struct sample *seen;

	if (sample_get(session, name, &seen) != 0)
		return error_kind() == ERROR_DENIED ? 0 : -1;
	pager_open(session, &(struct pager_content){seen->name, NULL, fill_receipt, seen});
	sample_destroy(seen);
	return 0;
}

static int save_draw(struct form *form, void *context)
{
	const char *seed = form_value(form, DRAW_SEED);
	struct challenge_request request = {
		.month = form_value(form, DRAW_MONTH),
		.percent = strtol(form_value(form, DRAW_PERCENT), NULL, 10),
		.seed = *seed ? seed : NULL,
		.from = fields_day(form, DRAW_FROM),
		.to = fields_day(form, DRAW_TO),
	};
	struct sample *sample;
	int result;

	if (challenge_select(context, &request, &sample) != 0)
		return -1;
	result = show_receipt(context, sample->name);
	view_say("%zu on the agenda; heads of service and directors are told",
		sample_chosen(sample));
	sample_destroy(sample);
	return result;
}

int challenge_draw_form(struct session *session)
{
	char month[DATE_TEXT];
	const char *values[DRAW_COUNT] = {
		[DRAW_MONTH] = date_month(session->today, month),
		[DRAW_PERCENT] = "20",
	};

	return form_open(
		session, &(struct form_content){"Draw for a meeting",
				 "Draws from the audits that became Inadequate, by service, "
				 "with a receipt. Left out are those that a meeting looked at, "
				 "and those that a moderator has still to grade blind.",
				 draw_fields, DRAW_COUNT, values, save_draw, session});
}

// --- by hand ---

enum { ADD_AUDIT, ADD_MONTH, ADD_WHY, ADD_COUNT };

static const struct field add_fields[ADD_COUNT] = {
	[ADD_AUDIT] = {FIELD_TEXT, "Audit", "Its reference: 2026-10-017", true, 40},
	[ADD_MONTH] = {FIELD_TEXT, "Meeting of", "The month of the meeting: 2026-11", true,
		.check = fields_check_month},
	[ADD_WHY] = {FIELD_TEXT, "Why", "By whom or why it is asked for", true, 500},
};

static int save_add(struct form *form, void *context)
{
	const char *ref = form_value(form, ADD_AUDIT);

	if (challenge_add(
		    context, ref, form_value(form, ADD_MONTH), form_value(form, ADD_WHY)) != 0)
		return -1;
	view_say("%s is on the agenda", ref);
	return 0;
}

int challenge_add_form(struct session *session, const char *month)
{
	char now[DATE_TEXT];
	const char *values[ADD_COUNT] = {
		[ADD_MONTH] = month ? month : date_month(session->today, now)};

	return form_open(session,
		&(struct form_content){"Put on an agenda",
			"An Inadequate audit that the meeting is to look at without having "
			"been drawn. The reason is shown with it.",
			add_fields, ADD_COUNT, values, save_add, session});
}

// --- what was said ---

enum { SAID_OUTCOME, SAID_DISCUSSED, SAID_FOLLOWS, SAID_MET, SAID_COUNT };

static const struct choice outcomes[] = {
	{"confirmed", "the grade holds, and enough is done", 'c', THEME_TEXT},
	{"challenged", "the grade or what is done about it does not hold", 'h', THEME_TEXT},
	{"deferred", "put off to the next meeting", 'd', THEME_TEXT},
	{NULL},
};

static const struct field said_fields[SAID_COUNT] = {
	[SAID_OUTCOME] = {FIELD_CHOICE, "Outcome", "Space chooses", true, .choices = outcomes},
	[SAID_DISCUSSED] = {FIELD_LINES, "Discussed",
		"What the meeting found: who reads it later was not there", true, 4000},
	[SAID_FOLLOWS] = {FIELD_LINES, "What follows",
		"What is done next, and by whom; + on the page raises an action", false, 4000},
	[SAID_MET] = {FIELD_DATE, "Met on", "The day of the meeting. Empty: today"},
};

// What a form works on: an audit on an agenda, as it was when the form was opened.
struct errand {
	struct session *session;
	struct challenge challenge;
	char *help, *draft;
};

static void errand_destroy(void *context)
{
	struct errand *errand = context;

	challenge_finish(&errand->challenge);
	free(errand->help);
	free(errand->draft);
	free(errand);
	offer_free(NULL);
}

static struct errand *errand_make(struct session *session, int64_t id)
{
	struct errand *errand = xcalloc(1, sizeof(*errand));

	errand->session = session;
	if (challenge_load(session, id, &errand->challenge) == 0)
		return errand;
	errand_destroy(errand);
	return NULL;
}

// A challenge is nothing without what follows: said under its field, which gets the focus.
static int follows_said(struct form *form, enum challenge_outcome outcome)
{
	const char *text = form_value(form, SAID_FOLLOWS);

	if (outcome != CHALLENGE_CHALLENGED || text[strspn(text, " ")] != '\0')
		return 0;
	form_complain(form, SAID_FOLLOWS, "Say what follows from the challenge");
	form->at = SAID_FOLLOWS;
	return fail(ERROR_DATA, "A challenge that nothing follows from helps no child");
}

static int save_said(struct form *form, void *context)
{
	struct errand *errand = context;
	struct challenge_word word = {
		.discussed = form_value(form, SAID_DISCUSSED),
		.follows = form_value(form, SAID_FOLLOWS),
		.met_on = fields_day(form, SAID_MET),
		.revision = errand->challenge.revision,
	};

	challenge_outcome_parse(form_value(form, SAID_OUTCOME), &word.outcome);
	if (follows_said(form, word.outcome) != 0 ||
		challenge_record(errand->session, errand->challenge.id, &word) != 0)
		return -1;
	view_say("%s: %s%s", errand->challenge.audit_ref, challenge_outcome_name(word.outcome),
		word.outcome == CHALLENGE_DEFERRED ? "; it is on the next month's agenda" : "");
	return 0;
}

int challenge_outcome_form(struct session *session, int64_t id)
{
	struct errand *errand = errand_make(session, id);
	const struct challenge *of;
	char met[DATE_TEXT];

	if (errand == NULL)
		return -1;
	of = &errand->challenge;
	errand->help =
		xasprintf("What the meeting of %s said of audit %s.", of->month, of->audit_ref);
	errand->draft = xasprintf("challenge %s %s", of->month, of->audit_ref);
	const char *values[SAID_COUNT] = {
		[SAID_OUTCOME] = of->outcome == CHALLENGE_WAITS
					 ? ""
					 : challenge_outcome_name(of->outcome),
		[SAID_DISCUSSED] = of->discussed,
		[SAID_FOLLOWS] = of->follows,
		[SAID_MET] = of->met_on == DATE_NONE ? "" : date_iso(of->met_on, met),
	};
	return form_open(session, &(struct form_content){.title = "What was said",
					  .help = errand->help,
					  .fields = said_fields,
					  .count = SAID_COUNT,
					  .values = values,
					  .save = save_said,
					  .context = errand,
					  .free = errand_destroy,
					  .draft = errand->draft});
}

int challenge_action_form(struct session *session, int64_t id)
{
	struct challenge challenge = {0};
	int result = challenge_load(session, id, &challenge);

	if (result == 0)
		result = tracker_new(session, challenge.audit_ref, challenge.id);
	challenge_finish(&challenge);
	return result;
}
