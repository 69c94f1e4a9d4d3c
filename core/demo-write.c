// SPDX-License-Identifier: MIT
// Writes an audit of the practice database: its row, judgements, answers, ticks, feedback, themes, concern.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/concern-clock.h"
#include "core/demo-inner.h"
#include "core/means.h"
#include "core/workday.h"
#include "db/mem.h"

int64_t demo_user_id(const struct demo *demo, int user)
{
	return user < 0 ? 0 : demo->users[user].id;
}

const char *demo_moment(struct demo *demo, date on, char text[static MOMENT_TEXT])
{
	int hour = dice_between(&demo->dice, 8, 16), minute = dice_between(&demo->dice, 0, 59);
	char day[DATE_TEXT];

	snprintf(text, MOMENT_TEXT, "%.10sT%02d:%02d:00Z", date_iso(on, day), hour, minute);
	return text;
}

static enum grade final_overall(const struct demo *demo, const struct story *story)
{
	size_t overall = template_graded_count(demo->template);

	if (story->completed == DATE_NONE || overall == demo->template->domain_count)
		return GRADE_NONE;
	return story->moderated != DATE_NONE ? story->mod_grades[overall]
					     : story->lead_grades[overall];
}

int demo_write_audit(struct demo *demo, const struct story *story, bool imported)
{
	const struct demo_team *team = &demo->teams[story->file->team];
	bool read = story->started != DATE_NONE && !imported,
	     away = story->withdrawn != DATE_NONE;
	enum grade final = final_overall(demo, story);
	char month[DATE_TEXT], why[200] = "";

	if (away)
		snprintf(why, sizeof(why), "%s",
			words_compose(
				demo->words, &demo->dice, "withdrawn why", &story->facts));
	return db_run(demo->session->db, QUERY_DEMO_AUDIT_ADD,
		ARGS(INT("id", story->id), TEXT("ref", story->ref),
			INT("casefile", story->file->id), INT("team", team->id),
			INT("service", demo->services[team->service].id),
			INT("template", demo->template->id),
			TEXT("month", demo_month(demo, story->month, month)),
			INT("state", story->state), INT("lead", demo->users[story->lead].id),
			TEXT("lead_name", ""), TEXT("lead_post", demo->users[story->lead].post),
			ID_OR_NULL("peer", demo_user_id(demo, story->peer)),
			TEXT("worker", demo->workers[story->file->worker]),
			TEXT("plan", story->file->plan),
			TEXT("age", read ? story->age_band : ""),
			DAY("judged", read ? date_add_months(story->allocated, -6) : DATE_NONE),
			DAY("read", read ? date_add_months(story->allocated, -12) : DATE_NONE),
			DAY("allocated", story->allocated), DAY("due", story->due),
			DAY("started", story->started), DAY("completed", story->completed),
			DAY("moderated", story->moderated), DAY("closed", story->closed),
			DAY("withdrawn", story->withdrawn), TEXT("why", why),
			TEXT("by", away ? "Ruth Chambers, service director" : ""),
			{.name = "final",
				.type = final < 0 ? BIND_NULL : BIND_INT,
				.number = final},
			INT("at_risk", story->concern == CONCERN_OPEN),
			INT("imported", imported), INT("amended", story->amended)));
}

static int put_judgements(struct demo *demo, const struct story *story, enum part part,
	const enum grade *grades, int user, date on, int count)
{
	char at[MOMENT_TEXT];

	for (int i = 0; i < count; i++)
		if (db_run(demo->session->db, QUERY_DEMO_JUDGEMENT_ADD,
			    ARGS(INT("audit", story->id), INT("part", part),
				    INT("domain", demo->template->domains[i].id),
				    INT("grade", grades[i]),
				    ID_OR_NULL("user", demo_user_id(demo, user)),
				    TEXT("at", demo_moment(demo, on, at)))))
			return -1;
	return 0;
}

// What is on file or missing in the domain's own words, or what fits any prompt.
static const char *evidence(struct demo *demo, const struct story *story,
	const struct domain *domain, enum answer_value value)
{
	static const char *const any[] = {
		NULL, "evidence yes", "evidence partly", "evidence no"};
	const char *code = demo_rules_for(demo, domain);

	if (value != ANSWER_PARTLY && dice_permille(&demo->dice, 500))
		return words_of(demo->words, &demo->dice, &story->facts,
			value == ANSWER_YES ? "%s seen" : "%s missing", code);
	return words_compose(demo->words, &demo->dice, any[value], &story->facts);
}

static int put_evidence(struct demo *demo, const struct story *story,
	const struct domain *domain, const struct prompt *prompt, enum answer_value value,
	date on)
{
	if (value == ANSWER_NOT_APPLICABLE ||
		!dice_permille(&demo->dice, value == ANSWER_YES ? 220 : 650))
		return 0;
	return demo_put_text(demo, story, PART_LEAD, PLACE_EVIDENCE + prompt->seq,
		evidence(demo, story, domain, value), story->lead, on);
}

// Answers that fit the grade of their domain: n/a, yes, partly, no.
static int put_answers(struct demo *demo, const struct story *story, int domain, date on)
{
	static const int weights[][4] = {
		{1, 0, 0, 0}, {2, 90, 8, 0}, {4, 75, 18, 3}, {4, 42, 39, 15}, {3, 14, 35, 48}};
	const struct domain *from = &demo->template->domains[domain];

	for (size_t i = 0; i < from->prompt_count; i++) {
		enum answer_value value = (enum answer_value)dice_weighted(
			&demo->dice, weights[story->lead_grades[domain]], 4);
		char at[MOMENT_TEXT];

		if (db_run(demo->session->db, QUERY_DEMO_ANSWER_ADD,
			    ARGS(INT("audit", story->id), INT("part", PART_LEAD),
				    INT("prompt", from->prompts[i].id), INT("value", value),
				    INT("user", demo->users[story->lead].id),
				    TEXT("at", demo_moment(demo, on, at)))) ||
			put_evidence(demo, story, from, &from->prompts[i], value, on))
			return -1;
	}
	return 0;
}

static int put_ticks(struct demo *demo, const struct story *story, int domain)
{
	enum grade grade = story->lead_grades[domain];
	const struct domain *from = &demo->template->domains[domain];

	for (size_t i = 0; i < from->descriptors[grade].count; i++)
		if (dice_permille(&demo->dice, 480) &&
			db_run(demo->session->db, QUERY_DEMO_TICK_ADD,
				ARGS(INT("audit", story->id), INT("part", PART_LEAD),
					INT("descriptor",
						from->descriptors[grade].list[i].id))))
			return -1;
	return 0;
}

// The rule of the grammar by which somebody speaks, or the reason why nobody asked.
static const char *feedback_rule(const struct story *story, enum source source, bool got)
{
	static const char *const why_not[] = {
		"child why_not", "parent why_not", "carer why_not", "practitioner why_not"};
	bool small = strcmp(story->age_band, "under 1") == 0 ||
		     strcmp(story->age_band, "1 to 4") == 0;

	if (!got)
		return why_not[source];
	switch (source) {
	case SOURCE_CHILD:
		return small                                    ? "child words small"
		       : strcmp(story->age_band, "5 to 9") == 0 ? "child words young"
								: "child words older";
	case SOURCE_PARENT:
		return story->lead_grades[0] <= GRADE_GOOD ? "parent words good"
							   : "parent words poor";
	case SOURCE_CARER: return "carer words";
	default: return "experience";
	}
}

static int put_feedback(
	struct demo *demo, const struct story *story, enum source source, bool got, date on)
{
	const struct source_info *info = source_info(source);
	char at[MOMENT_TEXT];

	if (demo_put_text(demo, story, PART_LEAD, (int)(got ? info->words : info->why_not),
		    words_compose(demo->words, &demo->dice, feedback_rule(story, source, got),
			    &story->facts),
		    story->lead, on))
		return -1;
	return db_run(demo->session->db, QUERY_DEMO_FEEDBACK_ADD,
		ARGS(INT("audit", story->id), INT("source", source), INT("obtained", got),
			TEXT("means", got ? feedback_means[dice_below(&demo->dice, 7)] : ""),
			TEXT("at", demo_moment(demo, on, at))));
}

// More of it is obtained as the months go on.
static int put_all_feedback(struct demo *demo, const struct story *story, date on)
{
	static const int first[] = {440, 510, 620, 900}, last[] = {690, 660, 780, 950};

	for (int source = 0; source < SOURCE_COUNT; source++) {
		int share = first[source] +
			    (last[source] - first[source]) * story->month / DEMO_MONTHS;
		bool got = dice_permille(&demo->dice, share);

		if (source == SOURCE_CARER && strcmp(story->file->plan, "looked after") != 0)
			got = false;
		if (put_feedback(demo, story, (enum source)source, got, on))
			return -1;
	}
	return 0;
}

static int put_themes(struct demo *demo, const struct story *story)
{
	int count = dice_between(&demo->dice, 1, 3);

	for (int i = 0; i < count; i++) {
		int theme = (int)dice_below(&demo->dice, (uint32_t)demo->theme_count);
		int strength = story->lead_grades[0] <= GRADE_GOOD ? 600 : 250;

		if (db_run(demo->session->db, QUERY_DEMO_AUDIT_THEME_ADD,
			    ARGS(INT("audit", story->id), INT("theme", demo->theme_ids[theme]),
				    INT("aspect", dice_permille(&demo->dice, strength)
							  ? ASPECT_STRENGTH
							  : ASPECT_DEVELOPMENT))))
			return -1;
	}
	return 0;
}

// The peer's grades and reasons stand beside the lead's; they differ now and then.
static int put_peer(struct demo *demo, const struct story *story, date on)
{
	enum grade grades[TEMPLATE_DOMAINS_MAX];
	int count = story->filled;

	if (story->peer < 0)
		return 0;
	for (int i = 0; i < count; i++) {
		const struct domain *domain = &demo->template->domains[i];

		grades[i] = story->lead_grades[i];
		if (grades[i] < GRADE_INADEQUATE && dice_permille(&demo->dice, 200))
			grades[i]++;
		if (demo_put_text(demo, story, PART_PEER, PLACE_RATIONALE + i,
			    words_of(demo->words, &demo->dice, &story->facts, "%s %d",
				    demo_rules_for(demo, domain), grades[i]),
			    story->peer, on))
			return -1;
	}
	return put_judgements(demo, story, PART_PEER, grades, story->peer, on, count);
}

// By when a concern that was raised at a moment is to be answered.
static int concern_until(struct demo *demo, const char *at, char until[static MOMENT_TEXT])
{
	struct concern_hours hours;
	time_t raised = 0;

	if (concern_hours_load(demo->session, &hours) || moment_parse(at, &raised))
		return -1;
	moment_text(concern_due(demo->session->holidays, &hours, raised), until);
	return 0;
}

// A concern that was answered was so in the next hour; one in six on the next working day.
static void concern_done(
	const struct story *story, const char *at, char then[static MOMENT_TEXT])
{
	int hour = (at[11] - '0') * 10 + at[12] - '0';

	if (story->id % 6 != 0)
		snprintf(
			then, MOMENT_TEXT, "%.11s%02d:59:00Z", at, hour < 15 ? hour + 1 : hour);
}

static int put_concern(struct demo *demo, const struct story *story)
{
	bool done = story->concern == CONCERN_ANSWERED;
	char *what, *whom, *told, *answer, at[MOMENT_TEXT], then[MOMENT_TEXT],
		until[MOMENT_TEXT];
	int manager = demo->teams[story->file->team].manager, result;
	struct words *words = demo->words;

	if (story->concern == CONCERN_NONE)
		return 0;
	what = xstrdup(words_compose(words, &demo->dice, "concern what", &story->facts));
	whom = xstrdup(words_compose(words, &demo->dice, "concern told", &story->facts));
	told = xstrdup(words_compose(words, &demo->dice, "concern told_at", &story->facts));
	answer = xstrdup(words_compose(words, &demo->dice, "concern done", &story->facts));
	demo_moment(demo, workday_add(demo->session->holidays, story->completed, 1), then);
	demo_moment(demo, story->completed, at);
	concern_done(story, at, then);
	result = concern_until(demo, at, until) ||
				 db_run(demo->session->db, QUERY_DEMO_CONCERN_ADD,
					 ARGS(INT("audit", story->id), NOTHING("prompt"),
						 TEXT("what", what), TEXT("whom", whom),
						 TEXT("told", told),
						 INT("by", demo->users[story->lead].id),
						 TEXT("at", at), TEXT("due_at", until),
						 TEXT("done", done ? answer : ""),
						 ID_OR_NULL("done_by",
							 done ? demo->users[manager].id : 0),
						 TEXT("done_at", done ? then : NULL)))
			 ? -1
			 : 0;
	free(what);
	free(whom);
	free(told);
	free(answer);
	return result;
}

// The practitioner's name was corrected after submission.
static int put_amendment(struct demo *demo, const struct story *story)
{
	char at[MOMENT_TEXT];

	if (!story->amended)
		return 0;
	return db_run(demo->session->db, QUERY_DEMO_AMENDMENT_ADD,
		ARGS(INT("audit", story->id), TEXT("field", "worker"),
			TEXT("old",
				demo->workers[(story->file->worker + 7) % demo->worker_count]),
			TEXT("new", demo->workers[story->file->worker]),
			TEXT("reason", words_compose(demo->words, &demo->dice, "amend reason",
					       &story->facts)),
			INT("user", demo->users[story->lead].id),
			TEXT("at", demo_moment(demo, story->completed, at))));
}

static int put_domains(struct demo *demo, const struct story *story, date on)
{
	for (int i = 0; i < story->filled; i++)
		if (put_answers(demo, story, i, on) || put_ticks(demo, story, i))
			return -1;
	return put_judgements(
		demo, story, PART_LEAD, story->lead_grades, story->lead, on, story->filled);
}

int demo_write_content(struct demo *demo, struct story *story)
{
	bool done = story->completed != DATE_NONE;
	date on = done ? story->completed : story->started;

	if (put_domains(demo, story, on) || put_peer(demo, story, on) ||
		demo_write_texts(demo, story))
		return -1;
	if (!done)
		return 0;
	return put_all_feedback(demo, story, on) || put_themes(demo, story) ||
			       put_concern(demo, story) || demo_write_moderation(demo, story) ||
			       put_amendment(demo, story) || demo_write_actions(demo, story, 0)
		       ? -1
		       : 0;
}

// What has steps is closed when the last of them is done.
static void keep_open(const struct demo *demo, struct story *story)
{
	if (story->state != AUDIT_CLOSED || !demo_loop_has(demo, story))
		return;
	story->state = story->moderated != DATE_NONE ? AUDIT_MODERATED : AUDIT_SUBMITTED;
	story->closed = DATE_NONE;
}

int demo_write(struct demo *demo, struct story *story)
{
	keep_open(demo, story);
	if (demo_write_audit(demo, story, false))
		return -1;
	demo_note_events(demo, story);
	demo_keep_live(demo, story);
	demo_plan_loop(demo, story);
	if (demo_write_contacts(demo, story))
		return -1;
	if (story->filled && demo_write_content(demo, story))
		return -1;
	return demo_note_end(demo, story);
}
