// SPDX-License-Identifier: MIT
// Doing a step: the form with what its code asks for, and the page on which it is read.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/form.h"
#include "tui/pager.h"
#include "tui/screens.h"
#include "tui/step.h"
#include "tui/words.h"

enum {
	DETAILS_MOST = 12, // fields of one code
	FIELDS_MOST = DETAILS_MOST + 3,
	TERMS = 18, // cells before a value of the page
};

// What the form works for, with its fields: one for the part where there is a choice, the day, what the code asks for,
// and why it is late where it can only be late by now.
struct signing {
	struct session *session;
	struct loop_step step;
	struct field fields[FIELDS_MOST];
	struct choice parts[LOOP_PARTS_MAX + 1];
	char posts[LOOP_PARTS_MAX][LOOP_POST];
	size_t count;
	int part_field, day_field, first_detail, late_field; // -1: there is none
	size_t details;
	const struct loop_field *asked;
	char *title, *help, *day_help;
};

static const struct choice partly[] = {
	{"yes", NULL, 'y'}, {"partly", NULL, 'p'}, {"no", NULL, 'n'}, {NULL}};

// "qa" as people say it.
static const char *post_words(const char *post)
{
	return strcmp(post, LOOP_QA) == 0 ? "QA team" : post;
}

static int add_field(struct signing *signing, struct field field)
{
	signing->fields[signing->count] = field;
	return (int)signing->count++;
}

// The parts that the person could sign: a head of service may stand in for a service manager.
static void add_part(struct signing *signing)
{
	const struct loop_step *step = &signing->step;
	int count = 0;

	for (int part = 0; part < loop_parts(step->who) && part < LOOP_PARTS_MAX; part++)
		if (loop_may_sign(signing->session, step, part) &&
			loop_part_post(step->who, part, signing->posts[count])) {
			signing->parts[count] =
				(struct choice){.name = post_words(signing->posts[count])};
			count++;
		}
	signing->part_field = -1;
	if (count > 1)
		signing->part_field = add_field(
			signing, (struct field){FIELD_CHOICE, "You sign as",
					 "The others sign theirs: one person signs one part",
					 true, .choices = signing->parts});
}

static void add_detail(struct signing *signing, const struct loop_field *asked)
{
	static const enum field_kind kinds[] = {[LOOP_FIELD_LINE] = FIELD_TEXT,
		[LOOP_FIELD_TEXT] = FIELD_LINES,
		[LOOP_FIELD_YES_NO] = FIELD_YES_NO,
		[LOOP_FIELD_YES_PARTLY_NO] = FIELD_CHOICE};

	add_field(signing, (struct field){kinds[asked->kind], asked->label, asked->hint,
				   strcmp(asked->needed, "always") == 0, .choices = partly});
}

static void add_fields(struct signing *signing)
{
	const struct loop_step *step = &signing->step;

	add_part(signing);
	signing->day_field =
		add_field(signing, (struct field){FIELD_DATE, loop_done_label(step->step),
					   signing->day_help, true});
	signing->asked = loop_fields(step->step, &signing->details);
	if (signing->details > DETAILS_MOST)
		signing->details = DETAILS_MOST;
	signing->first_detail = (int)signing->count;
	for (size_t i = 0; i < signing->details; i++)
		add_detail(signing, &signing->asked[i]);
	signing->late_field = -1;
	if (signing->session->today > step->due_on)
		signing->late_field = add_field(
			signing, (struct field){FIELD_LINES, "Why it is late",
					 *step->late_reason ? "Somebody gave a reason already: "
							      "add yours, or leave it empty"
							    : "Needed where the day is past "
							      "the due one: it stays late"});
}

static void signing_destroy(void *context)
{
	struct signing *signing = context;

	loop_step_finish(&signing->step);
	free(signing->title);
	free(signing->help);
	free(signing->day_help);
	free(signing);
}

// Which part was chosen; -1 leaves it to core.
static int part_of(const struct signing *signing, const struct form *form)
{
	const char *post;
	char each[LOOP_POST];

	if (signing->part_field < 0)
		return -1;
	post = form_value(form, (size_t)signing->part_field);
	for (int part = 0; loop_part_post(signing->step.who, part, each); part++)
		if (strcmp(post_words(each), post) == 0)
			return part;
	return -1;
}

// Shows who was quicker; goes to the reason where that is what is missing.
static int refused(
	const struct signing *signing, struct form *form, const struct loop_done *done)
{
	enum error kind = error_kind();
	char *why = xstrdup(error_message());
	bool late = kind == ERROR_DATA && signing->late_field >= 0 && !*done->late_reason &&
		    done->done_on > signing->step.due_on;

	if (kind == ERROR_BUSY)
		prompt_notice("Somebody was quicker", why);
	if (late)
		form_refuse(form, (size_t)signing->late_field,
			"It was due before that day: say why");
	else
		fail(kind, "%s", why);
	free(why);
	return -1;
}

// What is needed because of another answer: goes to it, as the form does to what is always needed.
static int check_missing(
	const struct signing *signing, struct form *form, const struct loop_value *values)
{
	const struct loop_field *missing =
		loop_missing(signing->step.step, values, signing->details);

	if (missing == NULL)
		return 0;
	return form_refuse(form, (size_t)(signing->first_detail + (missing - signing->asked)),
		"Needed with the answer above");
}

static int save(struct form *form, void *context)
{
	struct signing *signing = context;
	struct loop_value values[DETAILS_MOST];
	struct loop_done done = {.part = part_of(signing, form),
		.done_on = DATE_NONE,
		.values = values,
		.count = signing->details};
	int left = loop_parts(signing->step.who) - 1 -
		   __builtin_popcount(signing->step.signed_parts);

	for (size_t i = 0; i < signing->details; i++)
		values[i] = (struct loop_value){signing->asked[i].field,
			form_value(form, (size_t)signing->first_detail + i)};
	date_parse(form_value(form, (size_t)signing->day_field), DATE_ISO, &done.done_on);
	if (signing->late_field >= 0)
		done.late_reason = form_value(form, (size_t)signing->late_field);
	if (check_missing(signing, form, values) != 0)
		return -1;
	if (loop_sign(signing->session, signing->step.id, &done) != 0)
		return refused(signing, form, &done);
	view_say(left > 0 ? "Your part is signed: %d more to sign" : "Signed: the step is done",
		left);
	return 0;
}

// What the clock says: "due 15 Oct 2026, in 3 working days; counted from 12 Oct 2026". Yours.
static char *clock_words(const struct session *session, const struct loop_step *step)
{
	char due[DATE_TEXT], from[DATE_TEXT], first[DATE_TEXT], when[64];

	if (step->state != LOOP_OPEN)
		return xasprintf("due %s; counted from %s", date_show(step->due_on, due),
			date_show(step->counted_from, from));
	words_due(session, step->due_on, when, sizeof(when));
	return xasprintf("due %s, %s; counted from %s%s%s", date_show(step->due_on, due),
		when + (strncmp(when, "due ", 4) == 0 ? 4 : 0),
		date_show(step->counted_from, from),
		step->not_before != DATE_NONE ? "; not before " : "",
		step->not_before != DATE_NONE ? date_show(step->not_before, first) : "");
}

// Who signs, and who has: "team manager: Ann Ash, 12 Oct 2026; service manager: still to sign". Yours.
static char *who_words(const struct loop_step *step)
{
	char post[LOOP_POST], *text = xstrdup("");

	for (int part = 0; loop_part_post(step->who, part, post); part++) {
		char day[DATE_TEXT], *longer,
			*by = xstrdup(step->state == LOOP_OPEN ? ": still to sign" : "");

		for (size_t i = 0; i < step->signature_count; i++)
			if (step->signatures[i].part == part) {
				free(by);
				by = xasprintf(": signed by %s, %s", step->signatures[i].name,
					date_show(step->signatures[i].done_on, day));
			}
		longer = xasprintf("%s%s%s%s", text, *text ? "; " : "", post_words(post), by);
		free(by);
		free(text);
		text = longer;
	}
	return text;
}

static struct signing *signing_create(struct session *session, struct loop_step *step)
{
	struct signing *signing = xcalloc(1, sizeof(*signing));
	char *clock = clock_words(session, step), *who = who_words(step), due[DATE_TEXT];

	signing->session = session;
	signing->step = *step;
	signing->title = xasprintf("%s: %s", step->audit_ref, step->name);
	signing->help = xasprintf("%s\n%s", clock, who);
	*signing->help = (char)toupper((unsigned char)*signing->help);
	signing->day_help = xasprintf(
		"From the result on, up to today; due %s", date_show(step->due_on, due));
	free(clock);
	free(who);
	return signing;
}

// The part of the person's own post, where that is one of them.
static const char *own_part(const struct signing *signing)
{
	for (int i = 0; signing->parts[i].name != NULL; i++)
		if (strcmp(signing->parts[i].name, signing->session->me.post) == 0)
			return signing->parts[i].name;
	return signing->parts[0].name;
}

// Where all sign the same event, what the first who did has said stands there at first.
static void take_over(
	const struct signing *signing, const char **values, char day[static DATE_TEXT])
{
	const struct loop_signature *first = signing->step.signatures;

	for (size_t i = 0; signing->step.signature_count > 0 && i < signing->details; i++)
		for (size_t j = 0; signing->asked[i].shared && j < first->detail_count; j++)
			if (strcmp(first->details[j].field, signing->asked[i].field) == 0) {
				values[signing->first_detail + (int)i] =
					first->details[j].value;
				values[signing->day_field] = date_iso(first->done_on, day);
			}
}

static int open_form(struct session *session, struct loop_step *step)
{
	struct signing *signing = signing_create(session, step);
	const char *values[FIELDS_MOST] = {NULL};
	char today[DATE_TEXT], first[DATE_TEXT],
		*draft = xasprintf("step %s/%d", step->audit_ref, step->seq);
	int result;

	add_fields(signing);
	if (signing->part_field >= 0)
		values[signing->part_field] = own_part(signing);
	values[signing->day_field] = date_iso(session->today, today);
	take_over(signing, values, first);
	result = form_open(session, &(struct form_content){.title = signing->title,
					    .help = signing->help,
					    .fields = signing->fields,
					    .count = signing->count,
					    .values = values,
					    .save = save,
					    .context = signing,
					    .free = signing_destroy,
					    .draft = draft,
					    .hints = true});
	free(draft);
	return result;
}

struct reading {
	const struct session *session;
	const struct loop_step *step;
	const char *why_not; // why the person does not sign it; "" they do
};

static void add_state(struct pager *pager, const struct loop_step *step)
{
	char day[DATE_TEXT];

	if (step->state == LOOP_OPEN)
		pager_term(pager, "State", TERMS, THEME_TEXT, "open");
	if (step->state == LOOP_DONE) {
		char *text = xasprintf("done on %s%s%s", date_show(step->done_on, day),
			*step->done_by_name ? ", by " : "", step->done_by_name);
		pager_term(pager, "State", TERMS, THEME_DONE, text);
		free(text);
	}
	if (step->state == LOOP_CANCELLED) {
		char *text = xasprintf("cancelled on %s: %s",
			date_show(step->cancelled_on, day), step->cancelled_why);
		pager_term(pager, "State", TERMS, THEME_MUTED, text);
		free(text);
	}
	if (*step->late_reason)
		pager_term(pager, "Why it was late", TERMS, THEME_TEXT, step->late_reason);
}

static int fill(struct pager *pager, const void *context)
{
	const struct reading *reading = context;
	const struct loop_step *step = reading->step;
	char *clock = clock_words(reading->session, step), *who = who_words(step),
	     *note = loop_step_note(step),
	     *audit = xasprintf("%s, case %s, %s, %s%s", step->audit_ref, step->case_ref,
		     step->team, grade_name(step->grade),
		     step->risk ? ", risk identified" : "");

	pager_add(pager, THEME_TITLE, 0, step->name);
	add_state(pager, step);
	pager_term(pager, "Audit", TERMS, THEME_TEXT, audit);
	pager_term(pager, "Clock", TERMS, THEME_TEXT, clock);
	pager_term(pager, "By", TERMS, THEME_TEXT, who);
	if (*step->review_ref)
		pager_term(pager, "Its audit", TERMS, THEME_TEXT, step->review_ref);
	if (step->state == LOOP_OPEN && *reading->why_not)
		pager_term(pager, "You", TERMS, THEME_TEXT, reading->why_not);
	if (*note && step->state != LOOP_CANCELLED) {
		pager_add(pager, THEME_TEXT, 0, "");
		pager_add(pager, THEME_TEXT, 0, note);
	}
	free(audit);
	free(note);
	free(who);
	free(clock);
	return 0;
}

static int open_page(struct session *session, const struct loop_step *step)
{
	char *title = xasprintf("Step of %s", step->audit_ref), *why_not;
	int result, part = 0;

	while (step->signed_parts & 1u << part)
		part++;
	error_clear();
	loop_check_sign(session, step, part);
	why_not = xstrdup(error_message());
	result = pager_open(session,
		&(struct pager_content){title,
			"A step that closes the loop of an audit, its clock, and what was said "
			"when it was done.",
			fill, &(struct reading){session, step, why_not}});
	free(why_not);
	free(title);
	return result;
}

int step_read(struct session *session, int64_t id)
{
	struct loop_step step;
	int result;

	if (loop_load(session, id, &step) != 0)
		return -1;
	result = open_page(session, &step);
	loop_step_finish(&step);
	return result;
}

int step_open(struct session *session, int64_t id)
{
	struct loop_step step;
	int result;

	if (loop_load(session, id, &step) != 0)
		return -1;
	if (loop_part_of(session, &step) >= 0)
		return open_form(session, &step); // the form's from now on
	if (step.review_id && step.state == LOOP_OPEN)
		result = screens_open_audit(session, step.review_id);
	else
		result = open_page(session, &step);
	loop_step_finish(&step);
	return result;
}
