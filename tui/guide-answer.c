// SPDX-License-Identifier: MIT
// The guided audit's short answers: prompts, the header's facts, feedback, themes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/means.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"
#include "tui/prompt.h"

enum { CHOICES = 64 }; // more than a menu is pleasant with

int guide_may_write(const struct guide *guide, bool lead_only)
{
	const struct audit *audit = guide->audit;
	char day[DATE_TEXT];

	if (guide->mode)
		return fail(ERROR_DENIED, "The audit is fixed: it is here to be read, as its "
					  "auditor wrote it");
	if (audit->state >= AUDIT_SUBMITTED && audit->state != AUDIT_WITHDRAWN)
		return fail(ERROR_DENIED,
			"This audit was submitted and is fixed: a corrects it, with a reason");
	if (audit->not_before > guide->session->today && audit->part != PART_NONE)
		return fail(ERROR_DATA,
			"This is a review, which is not begun before %s: until then it is here "
			"to "
			"be read",
			date_show(audit->not_before, day));
	if (!guide->writable)
		return fail(ERROR_DENIED, "Only the lead or peer auditor writes in this audit");
	if (lead_only && audit->part != PART_LEAD)
		return fail(
			ERROR_DENIED, "The lead auditor writes this: yours are the judgements");
	return 0;
}

int guide_saved(struct screen *screen, int result, struct conflict *conflict)
{
	struct guide *guide = guide_of(screen);
	char *text;

	if (result != 0)
		guide_forget(guide);
	if (conflict && conflict->who) {
		text = xasprintf(
			"%s changed this at %s, while you were here.\n\nTheirs: %s\n\nYours: "
			"%s\n\nIt now shows theirs. To have yours, set it once more.",
			conflict->who,
			session_show_moment(guide->session, conflict->when, (char[32]){0}),
			*conflict->theirs ? conflict->theirs : "(nothing)",
			*conflict->ours ? conflict->ours : "(nothing)");
		prompt_notice("Changed meanwhile", text);
		free(text);
		conflict_finish(conflict);
	}
	guide_refresh(screen);
	return result;
}

int guide_ask_risk(struct screen *screen, struct spot spot)
{
	const struct guide *guide = guide_of(screen);
	const struct prompt *prompt =
		spot.kind == SPOT_ANSWER
			? template_prompt_at(guide->audit->template, spot.number)
			: NULL;
	char *question;
	// A thoughtless Enter opens the form, which Esc leaves; it never waves a risk away.
	static const struct choice answers[] = {
		{.name = "yes: raise a concern", .key = 'y', .role = THEME_SAFETY},
		{.name = "no, not now", .key = 'n'},
	};
	int chosen;

	if (!prompt || !prompt->safety ||
		guide->audit->answers[guide->part][prompt->seq].value != ANSWER_NO)
		return 0;
	question = xasprintf("%s: is the child at risk now?", prompt->code);
	chosen = prompt_choice(question, answers, LENGTH(answers), 0);
	free(question);
	return chosen == 0 ? guide_concern(screen, prompt->id) : 0;
}

int guide_answer(struct screen *screen, enum answer_value value)
{
	struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);
	struct spot spot = item->spot;
	struct conflict conflict = {0};

	if (guide_may_write(guide, false) != 0)
		return -1;
	guide_remember(guide, item->spot);
	if (guide_saved(screen,
		    audit_set_answer(
			    guide->session, guide->audit, item->number, value, &conflict),
		    &conflict) != 0)
		return -1;
	return guide_ask_risk(screen, spot);
}

int guide_act_prompt(struct screen *screen, const struct item *item)
{
	return guide_write_text(screen, PLACE_EVIDENCE + item->number);
}

char *guide_ask_value(const char *title, const char *const *usual, const char *initial)
{
	struct choice choices[CHOICES];
	size_t count = 0;
	int current = -1, taken;

	for (; usual && usual[count] && count < CHOICES - 1; count++) {
		choices[count] = (struct choice){.name = usual[count]};
		if (strcmp(usual[count], initial) == 0)
			current = (int)count;
	}
	if (count == 0)
		return prompt_line(title, initial);
	choices[count++] = (struct choice){.name = "another ...", .help = "in your own words"};
	taken = prompt_choice(title, choices, count, current);
	if (taken < 0)
		return NULL;
	if ((size_t)taken == count - 1)
		return prompt_line(title, current < 0 ? initial : "");
	return xstrdup(usual[taken]);
}

// What a date field opens with: the day as people write it; where there is none the usual one.
static char *initial_date(const struct guide *guide, enum header_field field)
{
	date day;
	struct date_parts parts;

	if (date_parse(guide->audit->header[field], DATE_ISO, &day) != 0)
		day = date_add_months(
			guide->session->today, field == HEADER_JUDGED_FROM ? -6 : -12);
	parts = date_split(day);
	return xasprintf("%02d/%02d/%04d", parts.day, parts.month, parts.year);
}

int guide_act_header(struct screen *screen, const struct item *item)
{
	struct guide *guide = guide_of(screen);
	const struct header_info *info = header_info(item->number);
	struct conflict conflict = {0};
	char *initial, *value;
	int result;

	if (guide_may_write(guide, true) != 0)
		return -1;
	initial = info->is_date ? initial_date(guide, item->number)
				: xstrdup(guide->audit->header[item->number]);
	value = guide_ask_value(info->label, info->choices, initial);
	free(initial);
	if (!value)
		return 0;
	guide_remember(guide, item->spot);
	result = audit_set_header(guide->session, guide->audit, item->number, value, &conflict);
	free(value);
	return guide_saved(screen, result, &conflict);
}

static int set_feedback(
	struct screen *screen, enum source source, enum obtained obtained, const char *means)
{
	struct guide *guide = guide_of(screen);
	struct conflict conflict = {0};

	guide_remember(guide, (struct spot){SPOT_FEEDBACK, source});
	return guide_saved(screen,
		audit_set_feedback(
			guide->session, guide->audit, source, obtained, means, &conflict),
		&conflict);
}

static int ask_means(struct screen *screen, enum source source)
{
	char *means = guide_ask_value("By which means", feedback_means,
		guide_of(screen)->audit->feedback[source].means);
	int result = means ? set_feedback(screen, source, OBTAINED_YES, means) : 0;

	free(means);
	return result;
}

int guide_obtained(struct screen *screen, const struct item *item, enum obtained obtained)
{
	struct guide *guide = guide_of(screen);
	enum source source = (enum source)item->number;

	if (guide_may_write(guide, true) != 0)
		return -1;
	if (obtained == OBTAINED_YES)
		return ask_means(screen, source);
	return set_feedback(screen, source, obtained, "");
}

int guide_act_feedback(struct screen *screen, const struct item *item)
{
	static const struct choice choices[] = {
		{"obtained", NULL, 'y', THEME_TEXT}, {"not obtained", NULL, 'n', THEME_TEXT}};
	static const struct choice parts[] = {
		{"took part", NULL, 'y', THEME_TEXT}, {"took no part", NULL, 'n', THEME_TEXT}};
	struct guide *guide = guide_of(screen);
	enum obtained obtained = guide->audit->feedback[item->number].obtained;
	const struct source_info *info = source_info(item->number);
	int taken;

	if (obtained != OBTAINED_UNSAID)
		return guide_write_text(
			screen, obtained == OBTAINED_YES ? info->words : info->why_not);
	if (guide_may_write(guide, true) != 0)
		return -1;
	taken = prompt_choice(
		info->label, item->number == SOURCE_PRACTITIONER ? parts : choices, 2, 0);
	if (taken < 0)
		return 0;
	return guide_obtained(screen, item, taken == 0 ? OBTAINED_YES : OBTAINED_NO);
}

static char *ask_theme(struct guide *guide)
{
	struct theme *themes;
	size_t count;
	const char *names[CHOICES] = {NULL};
	char *name;

	if (theme_list(guide->session, &themes, &count) != 0)
		return NULL;
	for (size_t i = 0; i < count && i < CHOICES - 2; i++)
		names[i] = themes[i].name;
	error_clear();
	name = guide_ask_value("Theme", names, "");
	themes_free(themes, count);
	return name;
}

static struct theme *theme_named(const struct audit *audit, const char *name)
{
	for (size_t i = 0; i < audit->theme_count; i++)
		if (text_compare(audit->themes[i].name, name) == 0)
			return &audit->themes[i];
	return NULL;
}

int guide_act_theme_add(struct screen *screen, const struct item *item)
{
	static const struct choice aspects[] = {{"a strength seen", NULL, 's', THEME_TEXT},
		{"an area for development", NULL, 'd', THEME_TEXT}};
	struct guide *guide = guide_of(screen);
	const struct theme *added;
	char *name;
	int aspect, result;

	if (guide_may_write(guide, true) != 0)
		return -1;
	name = ask_theme(guide);
	if (!name)
		return error_kind() == ERROR_NONE ? 0 : -1;
	aspect = prompt_choice(name, aspects, LENGTH(aspects), 0);
	if (aspect < 0) {
		free(name);
		return 0;
	}
	result = audit_add_theme(guide->session, guide->audit, name,
		aspect == 0 ? ASPECT_STRENGTH : ASPECT_DEVELOPMENT);
	added = result == 0 ? theme_named(guide->audit, name) : NULL;
	if (added)
		guide_remember_other(guide, UNDO_THEME)->id = added->id;
	free(name);
	guide_refresh(screen);
	return result;
}

int guide_toggle_theme(struct screen *screen, const struct item *item)
{
	struct guide *guide = guide_of(screen);
	const struct theme *theme = &guide->audit->themes[item->number];
	enum aspect other =
		theme->aspect == ASPECT_STRENGTH ? ASPECT_DEVELOPMENT : ASPECT_STRENGTH;
	struct undo *undo;
	char *name;
	int result;

	if (guide_may_write(guide, true) != 0)
		return -1;
	undo = guide_remember_other(guide, UNDO_NO_THEME);
	undo->text = xstrdup(theme->name);
	undo->aspect = (int)theme->aspect;
	name = xstrdup(theme->name); // the list is read anew while it is saved
	result = audit_add_theme(guide->session, guide->audit, name, other);
	free(name);
	return guide_saved(screen, result, NULL);
}

static int drop_theme(struct screen *screen, int index)
{
	struct guide *guide = guide_of(screen);
	const struct theme *theme = &guide->audit->themes[index];
	struct undo *undo = guide_remember_other(guide, UNDO_NO_THEME);

	undo->text = xstrdup(theme->name);
	undo->aspect = theme->aspect;
	return guide_saved(
		screen, audit_drop_theme(guide->session, guide->audit, theme->id), NULL);
}

int guide_drop(struct screen *screen)
{
	const struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);

	if (item->kind != ITEM_THEME && item->kind != ITEM_ACTION)
		return fail(ERROR_USAGE, "d takes off a theme or an action: go to one first");
	if (guide_may_write(guide, true) != 0)
		return -1;
	return item->kind == ITEM_THEME ? drop_theme(screen, item->number)
					: guide_drop_action(screen, item->number);
}
