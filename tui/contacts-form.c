// SPDX-License-Identifier: MIT
// Contact with a child or family: a form for the whole of it, and one key for what happens most.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/contacts.h"
#include "tui/fields.h"
#include "tui/form.h"
#include "tui/prompt.h"

enum contact_field { WRITTEN, MEANS, REPLIED, NOTE, NONE, FIELD_COUNT };

static bool is_usual(const char *text)
{
	for (size_t i = 0; contact_means[i]; i++)
		if (strcasecmp(contact_means[i], text) == 0)
			return true;
	return false;
}

// The usual means, and whatever else was typed. One of them whole is a choice made: then all are shown.
static size_t offer_means(void *context, const char *text, struct choice *matches, size_t max)
{
	bool usual = is_usual(text);
	size_t count = 0, length = usual ? 0 : strlen(text);

	for (size_t i = 0; contact_means[i] && count < max; i++)
		if (strncasecmp(contact_means[i], text, length) == 0)
			matches[count++] = (struct choice){.name = contact_means[i]};
	if (*text != '\0' && !usual && count < max)
		matches[count++] = (struct choice){.name = text, .help = "as typed"};
	return count;
}

static const struct field fields[FIELD_COUNT] = {
	[WRITTEN] = {FIELD_DATE, "Written to on", "The day of the letter, call or visit"},
	[MEANS] = {FIELD_PICK, "By means of", "Space shows the usual ones; others are allowed",
		.complete = offer_means},
	[REPLIED] = {FIELD_DATE, "Answered on", "The day on which an answer came"},
	[NOTE] = {FIELD_LINES, "Note", "What was answered, or why there is no contact",
		.limit = 2000},
	[NONE] = {FIELD_YES_NO, "No contact",
		"yes: not to be written to, or no answer comes; the note says why"},
};

// A contact as its form shows it. Texts borrowed, but for the dates.
struct shown {
	char written[DATE_TEXT], replied[DATE_TEXT];
	const char *values[FIELD_COUNT];
};

static void show(struct shown *shown, const struct contact *contact)
{
	shown->values[WRITTEN] = date_iso(contact->written_on, shown->written);
	shown->values[MEANS] = contact->means;
	shown->values[REPLIED] = date_iso(contact->replied_on, shown->replied);
	shown->values[NOTE] = contact->note;
	shown->values[NONE] = contact->state == CONTACT_NONE ? "yes" : "no";
}

// What a form works on.
struct errand {
	struct session *session;
	struct contact contact; // as it was read
	char *help;
};

static void errand_destroy(void *context)
{
	struct errand *errand = context;

	contact_finish(&errand->contact);
	free(errand->help);
	free(errand);
}

// What the person has not touched becomes what somebody else said meanwhile; what they typed stays.
static void take_theirs(struct form *form, struct errand *errand, struct contact *theirs)
{
	struct shown before, now;

	show(&before, &errand->contact);
	show(&now, theirs);
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (strcmp(form_value(form, i), before.values[i]) == 0)
			form_set(form, i, now.values[i]);
	contact_finish(&errand->contact);
	errand->contact = *theirs;
}

// Somebody else was quicker: the message says what they said, the fields hold both, and saving again is meant.
static int late(struct form *form, struct errand *errand)
{
	char *why = xstrdup(error_message());
	struct contact list[2];
	int count = contact_of(errand->session, errand->contact.audit_id, list);

	for (int i = 0; i < count; i++) {
		if (list[i].who == errand->contact.who)
			take_theirs(form, errand, &list[i]);
		else
			contact_finish(&list[i]);
	}
	fail(ERROR_BUSY, "%s", why);
	free(why);
	return -1;
}

static int save(struct form *form, void *context)
{
	struct errand *errand = context;
	struct contact wanted = errand->contact;
	char *means = xstrdup(form_value(form, MEANS)), *note = xstrdup(form_value(form, NOTE));
	int result;

	wanted.written_on = fields_day(form, WRITTEN);
	wanted.replied_on = fields_day(form, REPLIED);
	wanted.means = means;
	wanted.note = note;
	wanted.state =
		strcmp(form_value(form, NONE), "yes") == 0 ? CONTACT_NONE : CONTACT_TO_WRITE;
	result = contact_put(errand->session, &wanted);
	if (result != 0 && error_kind() == ERROR_BUSY)
		result = late(form, errand);
	free(means);
	free(note);
	return result;
}

static int may_change(const struct session *session, const struct contact *contact)
{
	if (contact_may_put(session, contact))
		return 0;
	return fail(ERROR_DENIED,
		"Its auditors change this until the audit is submitted, and QA: a opens the "
		"audit");
}

static char *help_of(const struct contact *contact)
{
	char *words = contact_words(contact);
	char *help = xasprintf("Case %s, %s: %s.%s%s", contact->case_ref,
		contact->who == CONTACT_CHILD ? "the child" : "parents or carers", words,
		*contact->by ? " Last changed by " : "", contact->by);

	free(words);
	return help;
}

static int open_form(struct session *session, struct errand *errand)
{
	const struct contact *contact = &errand->contact;
	const char *who = contact_who_name(contact->who);
	char *title = xasprintf("%s %s", contact->ref, who),
	     *draft = xasprintf("contact of %s %s", contact->ref, who);
	struct shown shown;
	int result;

	show(&shown, contact);
	result = form_open(
		session, &(struct form_content){title, errand->help, fields, FIELD_COUNT,
				 shown.values, save, errand, errand_destroy, draft});
	free(title);
	free(draft);
	return result;
}

int contacts_form(struct session *session, struct contact *contact)
{
	struct errand *errand;

	if (may_change(session, contact) != 0) {
		contact_finish(contact);
		return -1;
	}
	errand = xmalloc(sizeof(*errand));
	*errand = (struct errand){session, *contact, help_of(contact)};
	return open_form(session, errand);
}

// Keeps the row and says how it stands now.
static int keep(struct session *session, const struct contact *wanted)
{
	char *words;

	if (contact_put(session, wanted) != 0)
		return -1;
	words = contact_words(wanted);
	view_say("%s %s: %s", wanted->ref, contact_who_name(wanted->who), words);
	free(words);
	return 0;
}

int contacts_written(struct session *session, const struct contact *contact)
{
	static const struct choice choices[] = {{"letter", NULL, 'l'}, {"telephone", NULL, 't'},
		{"visit", NULL, 'v'}, {"text message", NULL, 'x'}, {"email", NULL, 'e'},
		{"in person", NULL, 'p'}, {"through the social worker", NULL, 's'},
		{"other", NULL, 'o'}};
	struct contact wanted = *contact;
	char means[32];
	int chosen;

	if (may_change(session, contact) != 0)
		return -1;
	if (contact->written_on != DATE_NONE || contact->state == CONTACT_NONE ||
		contact->replied_on != DATE_NONE)
		return fail(ERROR_DATA, "That is said already: %s. Enter changes it",
			contact_state_words(contact));
	chosen = prompt_choice("Written to today, by", choices, LENGTH(choices), 0);
	if (chosen < 0)
		return 0;
	snprintf(means, sizeof(means), "%s", choices[chosen].name);
	wanted.written_on = session->today;
	wanted.means = means;
	wanted.state = CONTACT_WRITTEN;
	return keep(session, &wanted);
}

// A note for what one key says; NULL where the person left the question.
static char *ask_note(const char *question, const struct contact *contact)
{
	return prompt_ask(
		&(struct question){.words = question, .initial = contact->note, .limit = 2000});
}

int contacts_replied(struct session *session, const struct contact *contact)
{
	struct contact wanted = *contact;
	int result;

	if (may_change(session, contact) != 0)
		return -1;
	if (contact->replied_on != DATE_NONE)
		return fail(ERROR_DATA, "That is said already: Enter changes it");
	wanted.note = ask_note("Answered today. What did they say", contact);
	if (wanted.note == NULL)
		return 0;
	wanted.replied_on = session->today;
	wanted.state = CONTACT_REPLIED;
	result = keep(session, &wanted);
	free(wanted.note);
	return result;
}

int contacts_none(struct session *session, const struct contact *contact)
{
	struct contact wanted = *contact;
	int result;

	if (may_change(session, contact) != 0)
		return -1;
	if (contact->state == CONTACT_NONE || contact->replied_on != DATE_NONE)
		return fail(ERROR_DATA, "That is said already: Enter changes it");
	wanted.note =
		ask_note(contact->written_on == DATE_NONE ? "Why are they not to be written to"
							  : "Why does no answer come any more",
			contact);
	if (wanted.note == NULL)
		return 0;
	wanted.state = CONTACT_NONE;
	result = keep(session, &wanted);
	free(wanted.note);
	return result;
}
