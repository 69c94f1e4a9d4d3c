// SPDX-License-Identifier: MIT
// Confirm and Challenge in the practice database: last month's meeting, held, this month's, to come; and exemplars.
#include <stdlib.h>
#include <string.h>

#include "core/challenge.h"
#include "core/demo-inner.h"
#include "core/exemplar.h"
#include "core/learning.h"
#include "core/workday.h"
#include "db/mem.h"

#define SHARE 30     // percent
#define MEETING_IN 8 // working days after the draw
#define EXEMPLARS 4

// Draws for the meeting of a month, where the month before had an Inadequate audit.
static int draw(struct demo *demo, int64_t month)
{
	char name[DATE_TEXT];
	struct challenge_request request = {.month = demo_month(demo, (int)month, name),
		.percent = SHARE,
		.seed = "practice",
		.from = DATE_NONE,
		.to = DATE_NONE};
	struct sample *sample;
	size_t able;

	if (challenge_able(demo->session, &request, &able))
		return -1;
	if (able && challenge_select(demo->session, &request, &sample))
		return -1;
	if (able)
		sample_destroy(sample);
	return 0;
}

// What a meeting says of the n-th audit: one is challenged, one put off, the others confirmed.
static struct challenge_word word_of(size_t n)
{
	static const struct challenge_word words[] = {
		{CHALLENGE_CHALLENGED,
			"The grade holds. What is done about it does not: three actions of "
			"six say what somebody will think about.",
			"The head of service writes the actions again with the team, and "
			"brings them to the next meeting.",
			DATE_NONE, 0},
		{CHALLENGE_DEFERRED, "The team manager could not be there.", "", DATE_NONE, 0},
		{CHALLENGE_CONFIRMED,
			"Grade and actions fit what is on file; the child has been seen since.",
			"", DATE_NONE, 0},
		{CHALLENGE_CONFIRMED,
			"A hard audit, done well. The plan that follows names who does what.",
			"The team manager shows the plan to the other managers.", DATE_NONE, 0},
	};

	return words[n % LENGTH(words)];
}

static int meet(struct demo *demo, int64_t month)
{
	char name[DATE_TEXT];
	struct challenge *list;
	size_t count;
	int result = challenge_list(
		demo->session, demo_month(demo, (int)month, name), &list, &count);

	for (size_t i = 0; i < count && !result; i++) {
		struct challenge_word word = word_of(i);

		result = challenge_record(demo->session, list[i].id, &word);
	}
	challenge_list_free(list, count);
	return result;
}

static int share_one(struct demo *demo, const struct learning_candidate *candidate, size_t n)
{
	static const struct {
		const char *theme, *title;
	} of[EXEMPLARS] = {
		{"Information sharing", "What a good start looks like"},
		{"Direct work", "Work that a family could recognise"},
		{"Drift and delay", "Persistence that paid"},
		{"Core groups and reviews", "Partners who pull together"},
	};
	const struct exemplar_words words = {of[n].theme, "", of[n].title, candidate->proposal};

	return exemplar_add(demo->session, candidate->audit_ref, &words, NULL);
}

// Makes exemplars of what audits of the year before found good.
static int share(struct demo *demo, int64_t unused)
{
	struct learning_filter filter = {
		.range = learning_year(demo->session->today), .theme_id = LEARNING_ALL};
	struct learning_candidate *list;
	size_t count;
	int result = learning_candidates(demo->session, &filter, 4 * EXEMPLARS, &list, &count);

	for (size_t i = 0; i < EXEMPLARS && 4 * i < count && !result; i++)
		result = share_one(demo, &list[4 * i], i);
	learning_candidates_free(list, count);
	return result;
}

static int director(const struct demo *demo)
{
	for (size_t i = 0; i < demo->user_count; i++)
		if (!demo->users[i].left && (int)i != demo->me &&
			strcmp(demo->users[i].post, "service director") == 0)
			return (int)i;
	return -1;
}

void demo_plan_challenge(struct demo *demo)
{
	int qa = demo_coordinator(demo), head = director(demo);
	date before = demo_month_start(demo, DEMO_MONTHS - 2),
	     held = workday_add(demo->session->holidays, before, MEETING_IN);

	demo_plan(demo, before, qa, draw, DEMO_MONTHS - 2);
	if (head >= 0)
		demo_plan(demo, held, head, meet, DEMO_MONTHS - 2);
	demo_plan(demo, demo_month_start(demo, DEMO_MONTHS - 1), qa, draw, DEMO_MONTHS - 1);
	demo_plan(demo, demo_workdays(demo, -6), qa, share, 0);
}
