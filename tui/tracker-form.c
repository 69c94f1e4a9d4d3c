// SPDX-License-Identifier: MIT
// A form for each act on an action: what is asked, with its hint, and what was said by who was quicker.
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/fields.h"
#include "tui/form.h"
#include "tui/offer.h"
#include "tui/smart.h"
#include "tui/tracker-private.h"
#include "tui/words.h"

// What a form works for.
struct errand {
	struct session *session;
	const struct act_form *form;
	struct action_row
		row; // as it was seen: what the form was opened on, or what a conflict showed
	char *title, *help;
};

struct act_form {
	const char *title;
	const char *help; // what it is for; the action itself stands behind it
	const struct field *fields;
	size_t count;
	// The values at first, for those that are not empty. Texts borrowed, dates written to day.
	void (*fill)(
		const struct errand *errand, const char **values, char day[static DATE_TEXT]);
	// Does it: 0, or -1 with fail().
	int (*run)(const struct errand *errand, struct form *form);
	const char *done; // what the message line says then
};

static const struct choice progresses[] = {
	{"not started", NULL, 'n'},
	{"progressing", "on the way", 'p'},
	{"off track", "with a plan and its date, or in need of one", 'o'},
	{NULL},
};

static const struct field progress_fields[] = {
	{FIELD_CHOICE, "How it stands", "off track: say below what is in the way, and the plan",
		true, .choices = progresses},
	{FIELD_DATE, "Plan's date", "Of off track: by when it is back on track; none: RED"},
	{FIELD_LINES, "Note", "What was done since, what is in the way, what comes next"},
};

static void fill_progress(
	const struct errand *errand, const char **values, char day[static DATE_TEXT])
{
	const struct action *action = &errand->row.action;

	if (action->progress < PROGRESS_SAID_DONE)
		values[0] = progress_name(action->progress);
	values[1] = date_iso(action->plan_on, day);
}

// A plan belongs to what is off track: a date that stands there otherwise is left out.
static date plan_of(const struct form *form, enum progress progress)
{
	return progress == PROGRESS_OFF_TRACK ? fields_day(form, 1) : DATE_NONE;
}

static enum progress progress_of(const struct form *form)
{
	enum progress progress = PROGRESS_PROGRESSING;

	progress_parse(form_value(form, 0), &progress);
	return progress;
}

// What core would refuse for all fields together is told where it is mended.
static int check_progress(struct form *form, enum progress progress, date today)
{
	date plan = plan_of(form, progress);

	if (plan != DATE_NONE && plan < today)
		return form_refuse(form, 1, "This day has gone by: give one still to come");
	if (progress == PROGRESS_OFF_TRACK && *form_value(form, 2) == '\0')
		return form_refuse(form, 2, "Off track: say what is in the way, and the plan");
	return 0;
}

static int run_progress(const struct errand *errand, struct form *form)
{
	enum progress progress = progress_of(form);

	if (check_progress(form, progress, errand->session->today) != 0)
		return -1;
	return tracker_progress(errand->session, &errand->row.action, progress,
		plan_of(form, progress), form_value(form, 2));
}

static const struct field note_fields[] = {
	{FIELD_LINES, "Note", "What others should know: it stands in the action's history",
		true},
};

static int run_note(const struct errand *errand, struct form *form)
{
	return tracker_note(errand->session, &errand->row.action, form_value(form, 0));
}

static const struct field done_fields[] = {
	{FIELD_DATE, "Done on", "The day on which it was done", true},
	{FIELD_LINES, "Evidence", "What shows it, and where on file: note of 12 Nov, plan v3",
		true},
};

static void fill_today(
	const struct errand *errand, const char **values, char day[static DATE_TEXT])
{
	values[0] = date_iso(errand->session->today, day);
}

static int run_done(const struct errand *errand, struct form *form)
{
	return tracker_done(
		errand->session, &errand->row.action, fields_day(form, 0), form_value(form, 1));
}

static const struct field verify_fields[] = {
	{FIELD_LINES, "Impact", "What it changed for the child, as the file shows it", true},
};

static int run_verify(const struct errand *errand, struct form *form)
{
	return tracker_verify(errand->session, &errand->row.action, form_value(form, 0));
}

static const struct field return_fields[] = {
	{FIELD_LINES, "Why", "What the evidence does not show, and what is asked for", true},
};

static int run_return(const struct errand *errand, struct form *form)
{
	return tracker_return(errand->session, &errand->row.action, form_value(form, 0));
}

static const struct field postpone_fields[] = {
	{FIELD_DATE, "New date", "A working day; a later one counts as put off", true},
	{FIELD_LINES, "Why", "What kept it from being done by its date", true},
};

static void fill_due(
	const struct errand *errand, const char **values, char day[static DATE_TEXT])
{
	values[0] = date_iso(errand->row.action.due_on, day);
}

static int run_postpone(const struct errand *errand, struct form *form)
{
	date due = fields_day(form, 0);

	if (smart_day(errand->session, &due) != 0)
		return -1;
	return tracker_postpone(
		errand->session, &errand->row.action, due, form_value(form, 1), true);
}

static const struct field hand_fields[] = {
	{FIELD_PICK, "To", "One person who can do it; Space shows people", true,
		.complete = smart_offer_owner},
	{FIELD_PICK, "Their post", "Social worker, CP chair, IRO ...; a user's own if empty",
		.complete = offer_posts},
	{FIELD_LINES, "Why", "Why it goes to somebody else", true},
};

static int run_hand(const struct errand *errand, struct form *form)
{
	char *login = NULL, *name = NULL;
	int result = smart_owner(errand->session, form_value(form, 0), &login, &name, NULL);

	if (result == 0)
		result = tracker_hand(errand->session, &errand->row.action, login, name,
			form_value(form, 1), form_value(form, 2));
	free(login);
	free(name);
	return result;
}

static const struct field flag_fields[] = {
	{FIELD_YES_NO, "Priority", "yes: it cannot wait its turn", true},
	{FIELD_LINES, "Note", "Why, for the action's history"},
};

static void fill_priority(
	const struct errand *errand, const char **values, char day[static DATE_TEXT])
{
	values[0] = errand->row.action.priority ? "no" : "yes";
}

static int run_priority(const struct errand *errand, struct form *form)
{
	return tracker_priority(errand->session, &errand->row.action,
		strcmp(form_value(form, 0), "yes") == 0, form_value(form, 1));
}

static const struct field escalate_fields[] = {
	{FIELD_YES_NO, "Escalated", "yes: the service's heads and directors are told", true},
	{FIELD_LINES, "Why", "What is wanted of them, or why it need not be any more", true},
};

static void fill_escalated(
	const struct errand *errand, const char **values, char day[static DATE_TEXT])
{
	values[0] = errand->row.action.escalated ? "no" : "yes";
}

static int run_escalate(const struct errand *errand, struct form *form)
{
	return tracker_escalate(errand->session, &errand->row.action,
		strcmp(form_value(form, 0), "yes") == 0, form_value(form, 1));
}

enum { CHANGE_WHAT, CHANGE_MEASURE, CHANGE_REASON, CHANGE_SCOPE, CHANGE_START, CHANGE_WHY };

static const struct choice scopes[] = {
	{"case", "for this child", 'c'}, {"service", "for how the service works", 's'}, {NULL}};

static const struct field change_fields[] = {
	{FIELD_TEXT, "What exactly", "Specific: one thing, verb first: Hold a planning meeting",
		true},
	{FIELD_TEXT, "How we will know",
		"Measurable: what will be on file: minutes, a task for each", true},
	{FIELD_TEXT, "Why it matters",
		"Relevant: what changes for the child: she is safe at home", true},
	{FIELD_CHOICE, "For", "case: for this child; service: for how the service works", true,
		.choices = scopes},
	{FIELD_DATE, "Starts on", "Until then it is GREY; empty: at once"},
	{FIELD_LINES, "Why changed", "What was unclear, or is different now", true},
};

static void fill_change(
	const struct errand *errand, const char **values, char day[static DATE_TEXT])
{
	const struct action *action = &errand->row.action;

	values[CHANGE_WHAT] = action->what;
	values[CHANGE_MEASURE] = action->measure;
	values[CHANGE_REASON] = action->reason;
	values[CHANGE_SCOPE] = scope_name(action->scope);
	values[CHANGE_START] = date_iso(action->start_on, day);
}

static int run_change(const struct errand *errand, struct form *form)
{
	struct action words = {.what = xstrdup(form_value(form, CHANGE_WHAT)),
		.measure = xstrdup(form_value(form, CHANGE_MEASURE)),
		.reason = xstrdup(form_value(form, CHANGE_REASON)),
		.scope = SCOPE_CASE,
		.start_on = fields_day(form, CHANGE_START)};
	int result;

	scope_parse(form_value(form, CHANGE_SCOPE), &words.scope);
	result = tracker_change(
		errand->session, &errand->row.action, &words, form_value(form, CHANGE_WHY));
	action_finish(&words);
	return result;
}

#define FORM(fields) fields, LENGTH(fields)
static const struct act_form forms[TRACKER_ACTS] = {
	[TRACKER_PROGRESS] = {"Progress", "How it stands today.", FORM(progress_fields),
		fill_progress, run_progress, "On record: its history has it"},
	[TRACKER_NOTE] = {"Note", "A note in its history; nothing else changes.",
		FORM(note_fields), NULL, run_note, "On record: its history has it"},
	[TRACKER_DONE] = {"Said to be done", "QA looks at the evidence and verifies it.",
		FORM(done_fields), fill_today, run_done,
		"Said to be done: it waits for QA to verify it"},
	[TRACKER_VERIFY] = {"Verify", "It is closed once you have seen that it is done.",
		FORM(verify_fields), NULL, run_verify, "Verified and closed: BLUE"},
	[TRACKER_RETURN] = {"Send back", "Its owner and who said it done are told.",
		FORM(return_fields), NULL, run_return, "Sent back: those concerned are told"},
	[TRACKER_POSTPONE] = {"Another date", "Its first date stays on record.",
		FORM(postpone_fields), fill_due, run_postpone, "It has another date"},
	[TRACKER_HAND] = {"Hand over", "Who gets it is told.", FORM(hand_fields), NULL,
		run_hand, "Handed over"},
	[TRACKER_PRIORITY] = {"Priority", "", FORM(flag_fields), fill_priority, run_priority,
		"On record"},
	[TRACKER_ESCALATE] = {"Escalate", "", FORM(escalate_fields), fill_escalated,
		run_escalate, "On record: those concerned are told"},
	[TRACKER_CHANGE] = {"Change the words", "Old and new words stay on record.",
		FORM(change_fields), fill_change, run_change, "Its words are changed"},
};

static void errand_destroy(void *context)
{
	struct errand *errand = context;

	action_row_finish(&errand->row);
	free(errand->title);
	free(errand->help);
	free(errand);
	offer_free(NULL);
}

// Somebody else was quicker: both are shown, and saving again is meant.
static int late(struct errand *errand)
{
	char *why = xstrdup(error_message());

	prompt_notice("Somebody was quicker", why);
	if (tracker_reload(errand->session, errand->row.action.id, &errand->row) == 0)
		fail(ERROR_BUSY, "What you typed still stands: ^S saves it all the same");
	free(why);
	return -1;
}

static int save(struct form *form, void *context)
{
	struct errand *errand = context;

	if (errand->form->run(errand, form) == 0) {
		view_say("%s", errand->form->done);
		return 0;
	}
	return error_kind() == ERROR_BUSY ? late(errand) : -1;
}

// What the act is for, then the action: who verifies reads the evidence here.
static char *help_of(
	const struct act_form *form, enum tracker_act act, const struct action *action)
{
	bool evidence = (act == TRACKER_VERIFY || act == TRACKER_RETURN) && *action->evidence;
	char due[DATE_TEXT];

	return xasprintf("%s%s%s (due %s)%s%s", form->help, *form->help ? " " : "",
		action->what, date_show(action->due_on, due), evidence ? "\nEvidence: " : "",
		evidence ? action->evidence : "");
}

static int open_form(struct errand *errand, enum tracker_act act)
{
	const struct act_form *form = errand->form;
	const char *values[8] = {NULL};
	char day[DATE_TEXT], *draft, *name = action_row_name(&errand->row);
	int result;

	if (form->fill != NULL)
		form->fill(errand, values, day);
	draft = xasprintf("%s of action %s", tracker_act_name(act), name);
	free(name);
	result = form_open(errand->session, &(struct form_content){.title = errand->title,
						    .help = errand->help,
						    .fields = form->fields,
						    .count = form->count,
						    .values = values,
						    .save = save,
						    .context = errand,
						    .free = errand_destroy,
						    .draft = draft,
						    .hints = true});
	free(draft);
	return result;
}

int tracker_form(struct session *session, enum tracker_act act, const struct action_row *row)
{
	struct errand *errand;
	char *name;

	if (tracker_require(session, act, row) != 0 || offer_load(session) != 0)
		return -1;
	errand = xcalloc(1, sizeof(*errand));
	errand->session = session;
	errand->form = &forms[act];
	if (tracker_reload(session, row->action.id, &errand->row) != 0) {
		errand_destroy(errand);
		return -1;
	}
	errand->row.action.revision = row->action.revision; // as the person saw it
	name = action_row_name(&errand->row);
	errand->title = xasprintf("%s: %s", errand->form->title, name);
	errand->help = help_of(errand->form, act, &errand->row.action);
	free(name);
	return open_form(errand, act);
}

// Somebody changed one of them meanwhile: all was left alone.
static void bulk_late(struct session *session, struct mark *mark)
{
	char *why = xstrdup(error_message());
	struct action_row row = {0};

	prompt_notice("Somebody was quicker: nothing is kept yet", why);
	if (tracker_reload(session, mark->id, &row) == 0) {
		mark->revision = row.action.revision;
		fail(ERROR_BUSY, "^S gives it to all of them all the same");
	}
	action_row_finish(&row);
	free(why);
}

// The marked ones, taken along: their marks go when it is saved.
static int save_bulk(struct form *form, void *context)
{
	struct screen *screen = context;
	struct tracker *tracker = screen->state;
	size_t count = tracker->mark_count, failed = count;
	struct action *seen = xcalloc(count, sizeof(*seen));
	const struct action **list = xcalloc(count, sizeof(*list));
	enum progress progress = progress_of(form);
	int result = check_progress(form, progress, screen->session->today);

	for (size_t i = 0; i < count; i++) {
		seen[i].id = tracker->marks[i].id;
		seen[i].revision = tracker->marks[i].revision;
		list[i] = &seen[i];
	}
	if (result == 0)
		result = tracker_bulk(screen->session, list, count, progress,
			plan_of(form, progress), form_value(form, 2), &failed);
	if (result == 0) {
		char words[48];
		view_say("On record for %s",
			words_count((int64_t)count, "action", words, sizeof(words)));
		tracker->mark_count = 0;
	} else if (error_kind() == ERROR_BUSY && failed < count) {
		bulk_late(screen->session, &tracker->marks[failed]);
	}
	free(list);
	free(seen);
	return result;
}

int tracker_bulk_form(struct screen *screen)
{
	const struct tracker *tracker = screen->state;
	char words[48],
		*title = xasprintf("Progress of %s", words_count((int64_t)tracker->mark_count,
							     "action", words, sizeof(words)));
	int result = form_open(screen->session,
		&(struct form_content){.title = title,
			.help = "The same news for all that are marked, as a meeting went "
				"through them: all of it is kept, or none.",
			.fields = progress_fields,
			.count = LENGTH(progress_fields),
			.save = save_bulk,
			.context = screen,
			.hints = true});

	free(title);
	return result;
}
