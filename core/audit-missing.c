// SPDX-License-Identifier: MIT
// What is missing before an audit can be submitted.
#include <stdarg.h>
#include <stdlib.h>

#include "core/audit-private.h"
#include "db/mem.h"

// The list as it grows.
struct list {
	const struct audit *audit;
	struct missing *items;
	size_t count, room;
};

static void say(struct list *list, bool blocks, struct spot spot, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

static void say(struct list *list, bool blocks, struct spot spot, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	list->items = xgrow(list->items, list->count, &list->room, sizeof(*list->items));
	list->items[list->count++] = (struct missing){spot, xvasprintf(fmt, args), blocks};
	va_end(args);
}

static bool written(const struct audit *audit, int place)
{
	return *audit->texts[PART_LEAD][place].text;
}

// A required text, or one that somebody is in the middle of.
static void want_text(struct list *list, int place, bool required, const char *words)
{
	struct spot spot = {SPOT_TEXT, place};

	if (list->audit->drafts[place] && list->audit->part == PART_LEAD) {
		char *label = audit_spot_label(list->audit, spot);

		say(list, true, spot, "%s: what you typed is not yet part of the record",
			label);
		free(label);
	} else if (required && !written(list->audit, place)) {
		say(list, true, spot, "%s", words);
	}
}

static void want_words(struct list *list, enum place place, bool required)
{
	char *words = xasprintf("%s: nothing is written", place_info(place)->label);

	want_text(list, place, required, words);
	free(words);
}

static void want_place(struct list *list, enum place place)
{
	want_words(list, place, place_info(place)->required);
}

static void want_header(struct list *list)
{
	for (int i = 0; i < HEADER_COUNT; i++) {
		const struct header_info *info = header_info((enum header_field)i);

		if (info->required && !*list->audit->header[i])
			say(list, true, (struct spot){SPOT_HEADER, i}, "%s is empty",
				info->label);
	}
}

// A weak answer about safety is nothing without its evidence.
static void want_prompt(struct list *list, const struct prompt *prompt)
{
	enum answer_value value = list->audit->answers[PART_LEAD][prompt->seq].value;
	bool weak = value == ANSWER_NO || value == ANSWER_PARTLY;
	char *words = xasprintf("%s is about safety and answered \"%s\": its evidence is empty",
		prompt->code, answer_name(value));

	if (value == ANSWER_NONE)
		say(list, true, (struct spot){SPOT_ANSWER, prompt->seq}, "%s is not answered",
			prompt->code);
	want_text(list, PLACE_EVIDENCE + prompt->seq, prompt->safety && weak, words);
	free(words);
}

static enum grade want_grade(struct list *list, const struct domain *domain)
{
	enum grade grade = list->audit->judgements[PART_LEAD][domain->seq].grade;

	if (grade == GRADE_NONE)
		say(list, true, (struct spot){SPOT_GRADE, domain->seq}, "%s has no grade",
			domain->name);
	return grade;
}

// A grade without its rationale is not a finished judgement (brief section 7).
static void want_judgement(struct list *list, const struct domain *domain)
{
	enum grade grade = want_grade(list, domain);
	char *words = xasprintf("%s: the rationale of its grade is empty", domain->name);

	want_text(list, PLACE_RATIONALE + domain->seq, grade != GRADE_NONE, words);
	free(words);
}

static void want_domain(struct list *list, const struct domain *domain)
{
	for (size_t i = 0; i < domain->prompt_count; i++)
		want_prompt(list, &domain->prompts[i]);
	want_judgement(list, domain);
}

// Obtained in whose words and by which means, or why not. The practitioner's is no obstacle.
static void want_feedback(struct list *list, enum source source)
{
	const struct source_info *info = source_info(source);
	const struct feedback *feedback = &list->audit->feedback[source];
	struct spot spot = {SPOT_FEEDBACK, (int)source};
	bool blocks = source != SOURCE_PRACTITIONER;

	if (feedback->obtained == OBTAINED_UNSAID)
		say(list, blocks, spot,
			blocks ? "%s: it is not said whether feedback was obtained"
			       : "%s: it is not said whether they took part",
			info->label);
	else if (feedback->obtained == OBTAINED_YES && !*feedback->means)
		say(list, blocks, spot, "%s: it is not said how the feedback was obtained",
			info->label);
	want_words(list, info->words, blocks && feedback->obtained == OBTAINED_YES);
	want_words(list, info->why_not, blocks && feedback->obtained == OBTAINED_NO);
}

static bool any_inadequate(const struct audit *audit)
{
	for (size_t i = 0; i < audit->template->domain_count; i++)
		if (audit->judgements[PART_LEAD][i].grade == GRADE_INADEQUATE)
			return true;
	return false;
}

static void want_actions(struct list *list)
{
	const struct audit *audit = list->audit;

	if (any_inadequate(audit) && audit->action_count == 0)
		say(list, true, (struct spot){SPOT_ACTION, -1},
			"Something is Inadequate, and no action is raised");
	for (size_t i = 0; i < audit->action_count; i++) {
		const char *lacks = action_lacks(&audit->actions[i]);

		if (lacks)
			say(list, true, (struct spot){SPOT_ACTION, (int)i},
				"Action %d does not say %s", audit->actions[i].seq, lacks);
	}
}

static void want_overall(struct list *list)
{
	const struct audit *audit = list->audit;
	const struct domain *overall = template_overall(audit->template);
	enum grade suggested = audit_suggestion(audit, PART_LEAD).grade, given;

	if (!overall)
		return;
	given = want_grade(list, overall); // its rationale is the summary
	want_text(list, PLACE_WHY_DIFFERS,
		given != GRADE_NONE && suggested != GRADE_NONE && given != suggested,
		"It is not said why the overall grade differs from the suggested one");
}

// "No" to a SAFETY prompt with no concern raised from it: the question that Esc left open.
static void mention_safety(struct list *list)
{
	const struct audit *audit = list->audit;

	for (size_t i = 0; i < audit->template->prompt_count; i++) {
		const struct prompt *prompt = template_prompt_at(audit->template, (int)i);
		size_t raised = 0;

		if (!prompt->safety || audit->answers[PART_LEAD][i].value != ANSWER_NO)
			continue;
		while (raised < audit->concern_count &&
			audit->concerns[raised].prompt_id != prompt->id)
			raised++;
		if (raised == audit->concern_count)
			say(list, false, (struct spot){SPOT_ANSWER, (int)i},
				"%s is answered no and no safety concern raised from it: is "
				"the child safe now?",
				prompt->code);
	}
}

static void mention_others(struct list *list)
{
	const struct audit *audit = list->audit;
	size_t graded = 0, all = audit->template->domain_count;

	for (size_t i = 0; i < audit->concern_count; i++)
		if (!audit->concerns[i].answered)
			say(list, false, (struct spot){SPOT_CONCERN, (int)i},
				"A safety concern is still open: %s", audit->concerns[i].what);
	for (size_t i = 0; i < all; i++)
		graded += audit->judgements[PART_PEER][i].grade != GRADE_NONE;
	if (audit->peer_id && graded < all)
		say(list, false, (struct spot){SPOT_GRADE, 0},
			"The peer auditor has graded %zu of %zu so far", graded, all);
}

size_t audit_missing(const struct audit *audit, struct missing **missing)
{
	static const enum place outcome[] = {
		PLACE_WELL, PLACE_NEEDS_WORK, PLACE_IMPACT, PLACE_REFLECTION};
	static const enum place learning[] = {
		PLACE_LEARNING_CASE, PLACE_LEARNING_SERVICE, PLACE_GOOD_PRACTICE};
	struct list list = {.audit = audit};

	want_header(&list);
	for (size_t i = 0; i < template_graded_count(audit->template); i++)
		want_domain(&list, &audit->template->domains[i]);
	for (size_t i = 0; i < LENGTH(outcome); i++)
		want_place(&list, outcome[i]);
	for (int i = 0; i < SOURCE_COUNT; i++)
		want_feedback(&list, (enum source)i);
	for (size_t i = 0; i < LENGTH(learning); i++)
		want_place(&list, learning[i]);
	want_actions(&list);
	want_overall(&list);
	want_place(&list, PLACE_SUMMARY);
	mention_safety(&list);
	mention_others(&list);
	*missing = list.items;
	return list.count;
}

void missing_free(struct missing *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i].words);
	free(list);
}
