// SPDX-License-Identifier: MIT
// QA's side of moderation: draw audits of a month, have one moderated, give it to another.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/fields.h"
#include "tui/form.h"
#include "tui/moderations-private.h"
#include "tui/offer.h"
#include "tui/pager.h"

enum { SELECT_MONTH, SELECT_PERCENT, SELECT_GRADE, SELECT_SEED, SELECT_COUNT };

static const struct field select_fields[SELECT_COUNT] = {
	[SELECT_MONTH] = {FIELD_TEXT, "Month", "In which the audits were completed: 2026-10",
		true, .check = fields_check_month},
	[SELECT_PERCENT] = {FIELD_TEXT, "Percent", "Of each service's completed audits", true,
		.check = fields_check_percent},
	[SELECT_GRADE] = {FIELD_CHOICE, "Only graded", "Empty: any grade",
		.choices = fields_grades},
	[SELECT_SEED] = {FIELD_TEXT, "Seed",
		"Empty: the computer's random numbers. One given makes the draw repeatable"},
};

// What was drawn, who has it, and where somebody is lacking.
static int fill_receipt(struct pager *pager, const void *context)
{
	const struct sample *sample = context;

	for (size_t i = 0; i < sample->entry_count; i++) {
		const struct sample_entry *entry = &sample->entries[i];

		if (entry->chosen)
			pager_format(pager, THEME_TEXT, 0, "%s  %s, %s  %s", entry->ref,
				entry->team, entry->service,
				entry->chosen == 2 ? "taken without a draw" : "drawn");
	}
	for (size_t i = 0; i < sample->shortfall_count; i++) {
		const struct sample_shortfall *fall = &sample->shortfalls[i];

		pager_format(pager, THEME_OVERDUE, 0, "%s %s: %s", fall->service, fall->team,
			fall->why);
	}
	pager_add(pager, THEME_TEXT, 0, "");
	pager_format(pager, THEME_MUTED, 0,
		"Receipt %s, seed %s. sample verify %s runs it again.", sample->name,
		sample->seed, sample->name);
	return 0;
}

static int save_select(struct form *form, void *context)
{
	struct session *session = context;
	const char *seed = form_value(form, SELECT_SEED);
	struct moderation_request request = {
		.month = form_value(form, SELECT_MONTH),
		.percent = strtol(form_value(form, SELECT_PERCENT), NULL, 10),
		.grade = GRADE_NONE,
		.seed = *seed ? seed : NULL,
	};
	struct sample *sample = NULL;

	if (*form_value(form, SELECT_GRADE))
		grade_parse(form_value(form, SELECT_GRADE), &request.grade);
	if (moderation_select(session, &request, &sample) != 0)
		return -1;
	pager_open(session, &(struct pager_content){sample->name, NULL, fill_receipt, sample});
	view_say("%zu selected; their moderators are told", sample_chosen(sample));
	sample_destroy(sample);
	return 0;
}

int moderations_select(struct session *session)
{
	char month[DATE_TEXT];
	const char *values[SELECT_COUNT] = {
		[SELECT_MONTH] = date_month(session->today, month),
		[SELECT_PERCENT] = "20",
	};

	return form_open(
		session, &(struct form_content){"Select for moderation",
				 "Draws from the audits that were completed in the month, by "
				 "service, with a "
				 "receipt. Every Inadequate audit comes besides, where the "
				 "setting says so. "
				 "Moderators are given out evenly.",
				 select_fields, SELECT_COUNT, values, save_select, session});
}

enum { ADD_REF, ADD_LOGIN, ADD_REASON, ADD_COUNT };

static const struct field add_fields[ADD_COUNT] = {
	[ADD_REF] = {FIELD_TEXT, "Audit", "Its reference: 2026-10-017", true, 40},
	[ADD_LOGIN] = {FIELD_PICK, "Moderator", "Empty: given out evenly. Space shows them",
		.complete = offer_moderators},
	[ADD_REASON] = {FIELD_LINES, "Why",
		"Kept from the moderator until the grades are revealed", true, 500},
};

static int save_add(struct form *form, void *context)
{
	const char *ref = form_value(form, ADD_REF);

	if (moderation_add(context, ref, form_value(form, ADD_LOGIN),
		    form_value(form, ADD_REASON)) != 0)
		return -1;
	view_say("%s is to be moderated", ref);
	return 0;
}

static void free_offer(void *context)
{
	offer_free(NULL);
}

int moderations_add(struct session *session)
{
	if (offer_load(session) != 0)
		return -1;
	return form_open(session,
		&(struct form_content){"Have an audit moderated",
			"Besides the draw, by hand. The reason stands with it.", add_fields,
			ADD_COUNT, NULL, save_add, session, free_offer, "moderation by hand"});
}

int moderations_assign(struct session *session, const char *ref, const char *moderator)
{
	char *words = xasprintf("%s (%s now). To whom", ref, moderator);
	char *login = NULL;
	int result = 0;

	if (offer_load(session) != 0) {
		free(words);
		return -1;
	}
	login = prompt_ask(&(struct question){
		.words = words, .complete = offer_moderators, .strict = true});
	offer_free(NULL);
	free(words);
	if (!login || !*login) {
		free(login);
		return 0;
	}
	result = moderation_assign(session, ref, login);
	if (result == 0)
		view_say("%s is %s's to moderate now; both are told", ref, login);
	free(login);
	return result;
}
