// SPDX-License-Identifier: MIT
// The narratives of an audit of the practice database.
#include <stdlib.h>
#include <string.h>

#include "core/demo-inner.h"
#include "core/narrative-store.h"
#include "db/mem.h"

int demo_put_text(struct demo *demo, const struct story *story, enum part part, int place,
	const char *text, int user, date on)
{
	char at[MOMENT_TEXT];

	return narrative_add(demo->session->db, narrative_id(story->id, part, place), text,
		demo_user_id(demo, user), demo_moment(demo, on, at));
}

// The name that the grammar has rules for; a template of another making has none of its own.
const char *demo_rules_for(const struct demo *demo, const struct domain *domain)
{
	char *rule = xasprintf("%s 1", domain->code);
	bool known = words_has(demo->words, rule);

	free(rule);
	return known ? domain->code : "any";
}

// What is said, what it rests on, and how it was weighed. Yours.
static char *rationale(struct demo *demo, const struct story *story, int domain)
{
	enum grade grade = story->lead_grades[domain];
	const char *code = demo_rules_for(demo, &demo->template->domains[domain]);
	const struct words_facts *facts = &story->facts;
	char *first = xstrdup(words_of(demo->words, &demo->dice, facts, "%s %d", code, grade));
	char *seen = xstrdup(words_of(demo->words, &demo->dice, facts, "%s %s", code,
		dice_permille(&demo->dice, grade <= GRADE_GOOD ? 850 : 200) ? "seen"
									    : "missing"));
	char *text = xasprintf("%s %s %s", first, seen,
		words_of(demo->words, &demo->dice, facts, "weigh %d", grade));

	free(first);
	free(seen);
	return text;
}

static int put_rationales(struct demo *demo, const struct story *story, date on)
{
	int result = 0;

	for (int i = 0; i < story->filled && !result; i++) {
		const struct domain *domain = &demo->template->domains[i];
		char *text = domain->overall
				     ? xstrdup(words_of(demo->words, &demo->dice, &story->facts,
					       "overall %d", story->lead_grades[i]))
				     : rationale(demo, story, i);

		result = demo_put_text(
			demo, story, PART_LEAD, PLACE_RATIONALE + i, text, story->lead, on);
		free(text);
	}
	return result;
}

// What is being typed: the beginning of the next domain's rationale, cut off in a word.
static int put_draft(struct demo *demo, const struct story *story)
{
	char *text, at[MOMENT_TEXT];
	size_t length;
	int result;

	if (story->filled >= (int)demo->template->domain_count || story->state != AUDIT_DRAFT)
		return 0;
	text = rationale(demo, story, story->filled);
	length = strlen(text) * 3 / 5;
	while (((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	result = db_run(demo->session->db, QUERY_DEMO_DRAFT_ADD,
		ARGS(INT("id", narrative_id(
				       story->id, PART_LEAD, PLACE_RATIONALE + story->filled)),
			INT("user", demo->users[story->lead].id),
			TEXT_OF("text", text, (int64_t)length), INT("caret", (int64_t)length),
			TEXT("at", demo_moment(demo, story->started, at))));
	free(text);
	return result;
}

// Each fixed place and the rule that fills it; a name that ends in a blank goes on with the overall grade.
static const struct {
	enum place place;
	const char *rule;
	int share; // permille of the audits that have it
} fixed[] = {
	{PLACE_WELL, "well", 1000},
	{PLACE_NEEDS_WORK, "needs_work", 1000},
	{PLACE_IMPACT, "impact ", 1000},
	{PLACE_REFLECTION, "reflection", 1000},
	{PLACE_LEARNING_CASE, "learning_case", 1000},
	{PLACE_LEARNING_SERVICE, "learning_service", 1000},
	{PLACE_GOOD_PRACTICE, "good_practice", 300},
	{PLACE_SUMMARY, "summary ", 1000},
};

static enum grade weight_of(const struct demo *demo, const struct story *story)
{
	const struct domain *overall = template_overall(demo->template);

	return overall ? story->lead_grades[overall->seq]
		       : grade_suggest(
				 story->lead_grades, template_graded_count(demo->template))
				 .grade;
}

static const char *fixed_text(struct demo *demo, const struct story *story, const char *rule)
{
	bool by_grade = rule[strlen(rule) - 1] == ' ';

	return words_of(demo->words, &demo->dice, &story->facts, by_grade ? "%s%d" : "%s", rule,
		weight_of(demo, story));
}

static int put_why_differs(struct demo *demo, const struct story *story)
{
	enum grade given = weight_of(demo, story);
	enum grade suggested =
		grade_suggest(story->lead_grades, template_graded_count(demo->template)).grade;

	if (given == suggested)
		return 0;
	return demo_put_text(demo, story, PART_LEAD, PLACE_WHY_DIFFERS,
		words_of(demo->words, &demo->dice, &story->facts, "why_differs %s",
			given < suggested ? "better" : "worse"),
		story->lead, story->completed);
}

int demo_write_texts(struct demo *demo, struct story *story)
{
	date on = story->completed != DATE_NONE ? story->completed : story->started;

	if (put_rationales(demo, story, on) || put_draft(demo, story))
		return -1;
	if (story->completed == DATE_NONE)
		return 0;
	for (size_t i = 0; i < LENGTH(fixed); i++)
		if (dice_permille(&demo->dice, fixed[i].share) &&
			demo_put_text(demo, story, PART_LEAD, fixed[i].place,
				fixed_text(demo, story, fixed[i].rule), story->lead, on))
			return -1;
	return put_why_differs(demo, story);
}
