// SPDX-License-Identifier: MIT
// The outcome of an audit in plain words for the family.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/final.h"
#include "core/handover-private.h"
#include "core/text.h"
#include "db/mem.h"

// What a grade means, said of the whole and of one thing.
static const struct {
	const char *whole, *one;
} grades[GRADE_INADEQUATE + 1] = {
	[GRADE_NOT_APPLICABLE] = {"", "This was not something to look at here."},
	[GRADE_OUTSTANDING] =
		{"Our work with you was very good. We did what we should, and more.",
			"We did this very well."},
	[GRADE_GOOD] = {"Our work with you was good. We did what we should.",
		"We did this well."},
	[GRADE_REQUIRES_IMPROVEMENT] =
		{"Some of our work with you was all right, and some has to get better.",
			"We have to get better at this."},
	[GRADE_INADEQUATE] =
		{"Our work with you was not good enough. We have to put important things "
		 "right, "
		 "soon. This is about how well we worked: it does not in itself mean that a "
		 "child is not safe.",
			"We did not do this well enough. We have to put it right, soon."},
};

// The domains in everyday words, by their code, which every version of a template keeps. Others go by their name.
static const struct {
	const char *code, *words;
} domains[] = {
	{"VOICE", "Listening to the child"},
	{"ASSESS", "Understanding what is going well and what is hard"},
	{"PLAN", "Having a plan that is clear and helps"},
	{"PARTNER", "Working together with you and with others, such as school and health"},
	{"SUPER", "Managers checking and guiding the work"},
	{"DIVERSE", "Respecting who you are: your culture, faith, language and needs"},
};

static const char *domain_words(const struct domain *domain)
{
	for (size_t i = 0; i < LENGTH(domains); i++)
		if (strcasecmp(domains[i].code, domain->code) == 0)
			return domains[i].words;
	return domain->name;
}

// Writes `from` to a stream with each `old` as `new`.
static void put_replaced(FILE *to, const char *from, const char *old, const char *new)
{
	const char *at;

	for (; (at = strstr(from, old)); from = at + strlen(old))
		fprintf(to, "%.*s%s", (int)(at - from), from, new);
	fputs(from, to);
}

static char *replaced(char *text, const char *old, const char *new)
{
	char *result;
	size_t size;
	FILE *to = xmemstream(&result, &size);

	put_replaced(to, text, old, new);
	xmemstream_end(to);
	free(text);
	return result;
}

// A text without names of staff and without references. Yours; NULL with the error set.
static char *plain(struct handover *handover, const char *text)
{
	char *masked = mask_apply(handover->session, &handover->mask, text);

	if (!masked)
		return NULL;
	return replaced(
		replaced(masked, MASK_WORKER, "[member of staff]"), MASK_CASE, "[reference]");
}

static void put_found(struct handover *handover)
{
	static const struct html_column columns[] = {
		{"What we looked at", .heads = true}, {"How well we did"}};
	const struct audit *audit = handover->audit;
	struct prose *prose = &handover->prose;

	prose_section(prose, 2, "What we found");
	if (audit->final_overall > GRADE_NOT_APPLICABLE)
		prose_text(prose, grades[audit->final_overall].whole);
	prose_table(prose, NULL, columns, LENGTH(columns));
	for (size_t i = 0; i < audit->template->domain_count; i++) {
		enum grade grade = final_grade(audit, (int)i);

		if (audit->template->domains[i].overall || grade < GRADE_OUTSTANDING)
			continue;
		prose_cell(prose, NULL, domain_words(&audit->template->domains[i]));
		prose_cell(prose, NULL, grades[grade].one);
	}
	prose_table_end(prose);
	prose_close(prose);
}

static int put_quote(struct handover *handover, enum source source, const char *who)
{
	const struct audit *audit = handover->audit;
	const char *words = audit->texts[PART_LEAD][source_info(source)->words].text;
	char *heading, *text;

	if (audit->feedback[source].obtained != OBTAINED_YES)
		return 0;
	text = plain(handover, *words ? words
				      : "You talked with us. Your words were not "
					"written down.");
	if (!text)
		return -1;
	heading = xasprintf("What %s told us", who);
	prose_section(&handover->prose, 3, heading);
	prose_quote(&handover->prose, text);
	prose_close(&handover->prose);
	free(heading);
	free(text);
	return 1;
}

static int put_said(struct handover *handover)
{
	static const struct {
		enum source source;
		const char *who;
	} people[] = {{SOURCE_CHILD, "the child"}, {SOURCE_PARENT, "the parent"},
		{SOURCE_CARER, "the carer"}};
	int heard = 0;

	prose_section(&handover->prose, 2, "What you told us");
	for (size_t i = 0; i < LENGTH(people); i++) {
		int result = put_quote(handover, people[i].source, people[i].who);

		if (result < 0)
			return -1;
		heard += result;
	}
	if (!heard)
		prose_text(&handover->prose, "We have not heard from you about this yet.");
	prose_text(&handover->prose, "If you want to add something, or see it differently, "
				     "please tell us. We want to know.");
	prose_close(&handover->prose);
	return 0;
}

static char *by_day(const char *before, date day, const char *after)
{
	char text[DATE_TEXT];

	return xasprintf("%s%s%s", before, date_show(day, text), after);
}

// How far it is. Yours.
static char *state_words(const struct action *action, date today)
{
	switch (action->progress) {
	case PROGRESS_VERIFIED: return xstrdup("This is done, and we have checked it.");
	case PROGRESS_SAID_DONE: return xstrdup("This is done. We still have to check it.");
	default: break;
	}
	if (action->due_on < today)
		return by_day("This should have been done by ", action->due_on,
			". It is late: you can ask us why.");
	if (action->progress == PROGRESS_OFF_TRACK && action->plan_on != DATE_NONE)
		return by_day("This takes longer than we wanted. We plan to have it done by ",
			action->plan_on, ".");
	return by_day(action->progress == PROGRESS_NOT_STARTED
			      ? "We will do this by "
			      : "We are doing this now, and will have done it by ",
		action->due_on, ".");
}

static int put_action(struct handover *handover, const struct action *action)
{
	struct prose *prose = &handover->prose;
	char *what = plain(handover, action->what);
	char *state = state_words(action, handover->session->today);

	if (what) {
		prose_section(prose, 3, what);
		prose_text(prose, state);
		if (*action->owner_post) {
			char *who = xasprintf("Who does it: %s.", action->owner_post);

			prose_note(prose, who);
			free(who);
		}
		prose_close(prose);
	}
	free(state);
	free(what);
	return what ? 0 : -1;
}

static int put_next(struct handover *handover)
{
	const struct audit *audit = handover->audit;
	size_t count = 0;

	prose_section(&handover->prose, 2, "What will happen next");
	for (size_t i = 0; i < audit->action_count; i++) {
		if (audit->actions[i].scope != SCOPE_CASE)
			continue;
		if (put_action(handover, &audit->actions[i]))
			return -1;
		count++;
	}
	if (!count)
		prose_text(&handover->prose, "There is nothing that we have to do differently "
					     "in our work with you because of this.");
	prose_close(&handover->prose);
	return 0;
}

static void put_why(struct handover *handover)
{
	prose_section(&handover->prose, 2, "Why we are writing to you");
	prose_text(&handover->prose,
		"We regularly look at some of our own work, to see whether it helps children "
		"and families and what we have to do better. This time we looked at our work "
		"with you. We looked at what we did and wrote down. We did not judge you.");
	prose_close(&handover->prose);
}

static void put_ask(struct handover *handover)
{
	prose_section(&handover->prose, 2, "If you have questions");
	prose_text(&handover->prose,
		"The person who works with you can go through this with you. Tell them if you "
		"need it in another language, in large print or read aloud. You can ask to see "
		"what we hold about you, and you can complain if you are not happy with us. "
		"Please tell us the reference at the top.");
	prose_close(&handover->prose);
}

int handover_family(struct handover *handover)
{
	const struct audit *audit = handover->audit;
	char day[DATE_TEXT];
	char *note = xasprintf(
		"Reference %s, %s", audit->ref, date_show(handover->session->today, day));
	int result;

	prose_begin(&handover->prose, handover->prose.to, handover->prose.as_html,
		"How well we worked with you", note, handover->session->practice);
	put_why(handover);
	put_found(handover);
	result = put_said(handover) || put_next(handover) ? -1 : 0;
	if (!result)
		put_ask(handover);
	prose_end(&handover->prose);
	free(note);
	return result;
}
