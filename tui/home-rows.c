// SPDX-License-Identifier: MIT
// The rows of Home's lists.
#include <stdio.h>

#include <stdlib.h>

#include "core/right.h"
#include "db/mem.h"
#include "tui/audit-rows.h"
#include "tui/concern.h"
#include "tui/home-private.h"
#include "tui/moderations-private.h"
#include "tui/words.h"

static const struct list_column work_columns[] = {
	{"Reference", 13, 0, 0, false},
	{"Due", 25, 0, 0, false},
	{"State", 10, 0, 0, false},
	{"Case", 10, 1, 2, false},
	{"Team", 16, 2, 3, false, .last_word = true},
	{"Lead", 16, 2, 4, false},
	{"Peer", 14, 1, 5, false},
};

static void add_work(struct list *list, int64_t number, const struct audit_row *row)
{
	char due[64];
	enum theme_role role = words_audit_due(list->screen->session, row, due, sizeof(due));
	const struct list_cell cells[LENGTH(work_columns)] = {
		{row->ref, THEME_TEXT},
		{due, role},
		{words_audit_state(row), row->at_risk ? THEME_SAFETY : THEME_TEXT},
		{row->case_ref, THEME_TEXT},
		{row->team, THEME_TEXT},
		{*row->lead ? row->lead : "nobody yet", *row->lead ? THEME_TEXT : THEME_DUE},
		{row->peer, THEME_TEXT},
	};

	list_add(list, row->id, number, row->key, cells);
}

static struct home *home_of(const struct list *list)
{
	return list->screen->state;
}

static void add_mine(struct list *list, int index)
{
	add_work(list, index, &home_of(list)->mine[index]);
}

static int fetch_mine(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, home_of(list)->mine_count, add_mine);
}

static const char *empty_mine(void *context)
{
	return "Nothing waits for you. An audit comes here when the QA team allocates one to "
	       "you, as lead "
	       "or peer auditor; submitted ones stand under Audits (a).";
}

static void add_open(struct list *list, const struct audit_row *row)
{
	add_work(list, 0, row);
}

static int fetch_open(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	static const struct audit_filter filter = {.open = true};

	return audit_rows_fetch(list, &filter, from, forward, count, add_open);
}

static const char *empty_open(void *context)
{
	return "No audit is open. The QA team begins one for a case in the list of audits: a, "
	       "then +.";
}

static const struct list_column concern_columns[] = {
	{"Reference", 13, 0, 0, false},
	{"Answer", 25, 0, 0, false},
	{"Concern", 20, 3, 0, false},
	{"With", 14, 2, 1, false},
	{"Told", 14, 1, 3, false},
	{"Raised", 18, 0, 4, false},
	{"By", 14, 1, 5, false},
};

static void add_concern(struct list *list, int index)
{
	const struct concern *concern = &home_of(list)->concerns[index];
	const struct session *session = list->screen->session;
	char when[32], due[64], *asked = concern_asked_words(concern);
	enum theme_role role = concern_due_words(session, concern, due, sizeof(due));
	const struct list_cell cells[LENGTH(concern_columns)] = {
		{concern->audit_ref, THEME_TEXT},
		{due, role},
		{concern->what, THEME_TEXT},
		{asked, THEME_TEXT},
		{concern->told_whom, THEME_TEXT},
		{session_show_moment(session, concern->raised_at, when), THEME_TEXT},
		{concern->raised_by, THEME_MUTED},
	};

	list_add(list, concern->id, index, NULL, cells);
	free(asked);
}

static int fetch_concerns(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, home_of(list)->concern_count, add_concern);
}

static const char *empty_concerns(void *context)
{
	return "No safety concern is open.";
}

// What the person is told stands on top, with a star; a sentence too long for its column is in the message line.
static const struct list_column news_columns[] = {
	{"Reference", 13, 0, 0, false},
	{"What happened", 38, 1, 0, false},
	{"When", 18, 0, 1, false},
};

static void add_notice(struct list *list, int index)
{
	const struct notice *notice = &home_of(list)->notices[index];
	char when[32];
	const struct list_cell cells[LENGTH(news_columns)] = {
		{"* for you", THEME_HEADING},
		{notice->words, THEME_TITLE},
		{session_show_moment(list->screen->session, notice->at, when), THEME_TEXT},
	};

	// Not to be taken for an audit of the same number when the list is read again.
	list_add(list, -notice->id, index, NULL, cells);
}

static void add_news(struct list *list, int index)
{
	int notices = home_of(list)->notice_count;
	const struct news *news = &home_of(list)->news[index - notices];
	char when[32], what[200];
	const struct list_cell cells[LENGTH(news_columns)] = {
		{news->ref, THEME_TEXT},
		{what, THEME_TEXT},
		{session_show_moment(list->screen->session, news->at, when), THEME_TEXT},
	};

	snprintf(what, sizeof(what), "%s by %s", words_act(news->act, news->field), news->who);
	list_add(list, news->audit_id, index, NULL, cells);
}

static void add_new(struct list *list, int index)
{
	if (index < home_of(list)->notice_count)
		add_notice(list, index);
	else
		add_news(list, index);
}

static int fetch_news(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct home *home = home_of(list);

	return list_fetch_indexed(
		list, from, forward, count, home->notice_count + home->news_count, add_new);
}

static const char *empty_news(void *context)
{
	return "Nothing was changed by others in the audits that you see since you were last "
	       "here.";
}

static const struct list_column contact_columns[] = {
	{"Reference", 13, 0, 0, false},
	{"Who", 7, 0, 0, false},
	{"State", 18, 1, 0, false},
	{"Due", 25, 0, 1, false},
	{"Lead", 14, 2, 2, false},
	{"Case", 10, 1, 3, false},
};

static void add_contact(struct list *list, int index)
{
	const struct session *session = list->screen->session;
	const struct contact *contact = &home_of(list)->contacts[index];
	char due[64];
	enum theme_role role =
		words_due(session, contact_by(session, contact), due, sizeof(due));
	const struct list_cell cells[LENGTH(contact_columns)] = {
		{contact->ref, THEME_TEXT},
		{contact_who_name(contact->who), THEME_TEXT},
		{contact_state_name(contact->state),
			contact->state == CONTACT_TO_WRITE ? THEME_DUE : THEME_TEXT},
		{due, role},
		{*contact->lead ? contact->lead : "nobody yet", THEME_TEXT},
		{contact->case_ref, THEME_TEXT},
	};

	list_add(
		list, contact->audit_id * 2 + contact->who - CONTACT_CHILD, index, NULL, cells);
}

static int fetch_contacts(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, home_of(list)->contact_count, add_contact);
}

static const char *empty_contacts(void *context)
{
	return "Every child and family was written to and has answered.";
}

static int fetch_moderate(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return moderation_rows_fetch(list, MODERATIONS_MINE, "", NULL, from, forward, count);
}

static int fetch_disputes(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return moderation_rows_fetch(
		list, MODERATIONS_DISPUTED, "", NULL, from, forward, count);
}

static const struct list_column outcome_columns[] = {
	{"Reference", 13, 0, 0, false},
	{"What waits", 31, 0, 0, false},
	{"By", 14, 2, 1, false},
	{"On", 11, 0, 2, false},
	{"Case", 10, 1, 3, false},
};

static void add_outcome(struct list *list, const struct moderation_row *row)
{
	char day[DATE_TEXT];
	const struct list_cell cells[LENGTH(outcome_columns)] = {
		{row->ref, THEME_TEXT},
		{"moderated: read and acknowledge", THEME_DUE},
		{row->moderator, THEME_TEXT},
		{date_show(row->moderated_on, day), THEME_TEXT},
		{row->case_ref, THEME_TEXT},
	};

	list_add(list, row->audit_id, 0, row->key, cells);
}

static int fetch_outcomes(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return moderation_rows_fetch(
		list, MODERATIONS_OUTCOMES, "", add_outcome, from, forward, count);
}

static const char *empty_moderations(void *context)
{
	return "Nothing is left here. All moderations stand under Moderations (m).";
}

static const struct list_column step_columns[] = {
	{"Reference", 15, 0, 0, false},
	{"Due", 25, 0, 0, false},
	{"Step", 20, 3, 0, false},
	{"Grade", 20, 0, 2, false},
	{"Team", 16, 2, 3, false, .last_word = true},
};

static void add_step(struct list *list, int index)
{
	const struct loop_step *step = &home_of(list)->steps[index];
	char due[64], ref[48];
	enum theme_role role = words_due(list->screen->session, step->due_on, due, sizeof(due));
	const struct list_cell cells[LENGTH(step_columns)] = {
		{ref, THEME_TEXT},
		{due, role},
		{step->name, THEME_TEXT},
		{grade_name(step->grade), THEME_TEXT},
		{step->team, THEME_TEXT},
	};

	snprintf(ref, sizeof(ref), "%s/%d", step->audit_ref, step->seq);
	list_add(list, step->id, index, NULL, cells);
}

static int fetch_steps(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, home_of(list)->step_count, add_step);
}

static const char *empty_steps(void *context)
{
	return "No step of closing the loop is left for you to sign.";
}

static const struct list_column action_columns[] = {
	{"Reference", 15, 0, 0, false},
	{"Due", 25, 0, 0, false},
	{"Action", 20, 3, 0, false},
	{"Colour", 8, 0, 1, false},
	{"Progress", 15, 0, 2, false},
	{"Team", 16, 2, 3, false},
};

static void add_action(struct list *list, int index)
{
	const struct session *session = list->screen->session;
	const struct action *action = &home_of(list)->actions[index].action;
	enum colour colour = action_colour(action, session->today);
	bool said = action->progress == PROGRESS_SAID_DONE;
	char due[64], *name = action_row_name(&home_of(list)->actions[index]);
	enum theme_role role = words_due(session, action->due_on, due, sizeof(due));
	const struct list_cell cells[LENGTH(action_columns)] = {
		{name, THEME_TEXT},
		{said ? "with QA, to be verified" : due, said ? THEME_TEXT : role},
		{action->what, THEME_TEXT},
		{colour_name(colour), theme_status(colour)},
		{progress_name(action->progress), THEME_TEXT},
		{home_of(list)->actions[index].team, THEME_TEXT},
	};

	list_add(list, action->id, index, NULL, cells);
	free(name);
}

static int fetch_actions(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, home_of(list)->action_count, add_action);
}

static const char *empty_actions(void *context)
{
	return "No action is yours. Those of your team stand in the tracker (A).";
}

static const struct list_column verify_columns[] = {
	{"Reference", 15, 0, 0, false},
	{"Said done", 11, 0, 0, false},
	{"Action", 20, 3, 0, false},
	{"Owner", 16, 2, 1, false},
	{"Team", 16, 2, 2, false, .last_word = true},
};

static void add_verify(struct list *list, int index)
{
	const struct action_row *row = &home_of(list)->verify[index];
	char day[DATE_TEXT], *name = action_row_name(row);
	const struct list_cell cells[LENGTH(verify_columns)] = {
		{name, THEME_TEXT},
		{date_show(row->action.completed_on, day), THEME_TEXT},
		{row->action.what, THEME_TEXT},
		{row->action.owner_name, THEME_TEXT},
		{row->team, THEME_TEXT},
	};

	list_add(list, row->action.id, index, NULL, cells);
	free(name);
}

static int fetch_verify(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, home_of(list)->verify_count, add_verify);
}

static const char *empty_verify(void *context)
{
	return "No action that is said to be done waits for QA.";
}

static const struct list_source mine = {
	work_columns, LENGTH(work_columns), fetch_mine, empty_mine};
static const struct list_source open_audits = {
	work_columns, LENGTH(work_columns), fetch_open, empty_open};
static const struct list_source concerns = {
	concern_columns, LENGTH(concern_columns), fetch_concerns, empty_concerns};
static const struct list_source news = {
	news_columns, LENGTH(news_columns), fetch_news, empty_news};
static const struct list_source steps = {
	step_columns, LENGTH(step_columns), fetch_steps, empty_steps};
static const struct list_source actions = {
	action_columns, LENGTH(action_columns), fetch_actions, empty_actions};
static const struct list_source verify = {
	verify_columns, LENGTH(verify_columns), fetch_verify, empty_verify};
static const struct list_source moderate = {
	moderation_columns, MODERATION_COLUMNS, fetch_moderate, empty_moderations};
static const struct list_source disputes = {
	moderation_columns, MODERATION_COLUMNS, fetch_disputes, empty_moderations};
static const struct list_source outcomes = {
	outcome_columns, LENGTH(outcome_columns), fetch_outcomes, empty_moderations};
static const struct list_source families = {
	contact_columns, LENGTH(contact_columns), fetch_contacts, empty_contacts};

const struct list_source *const home_sources[HOME_TAB_COUNT] = {
	[HOME_MINE] = &mine,
	[HOME_MODERATE] = &moderate,
	[HOME_STEPS] = &steps,
	[HOME_ACTIONS] = &actions,
	[HOME_VERIFY] = &verify,
	[HOME_OUTCOMES] = &outcomes,
	[HOME_DISPUTES] = &disputes,
	[HOME_FAMILIES] = &families,
	[HOME_OPEN] = &open_audits,
	[HOME_SAFETY] = &concerns,
	[HOME_NEWS] = &news,
};
