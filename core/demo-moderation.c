// SPDX-License-Identifier: MIT
// Moderations of the practice database: what moderators write, and those that were finished in the past.
#include <stdlib.h>
#include <string.h>

#include "core/demo-inner.h"
#include "core/moderation.h"
#include "core/narrative-store.h"
#include "core/notice.h"
#include "core/workday.h"
#include "db/mem.h"

// The first months are a spreadsheet's, then grades were known to the moderator, then sealed.
#define OPEN_FROM 7
#define SEALED_FROM 12

#define DAYS 10 // working days for a moderation

static const char *way(enum grade auditor, enum grade own)
{
	if (auditor != own)
		return auditor < own ? "over" : "under";
	return own <= GRADE_GOOD ? "strong" : "weak";
}

// Up to two domains worth writing about: those that differ, else the weakest, from a place by chance on.
static size_t worth_writing(const struct demo *demo, struct dice *dice,
	const enum grade *auditor, const enum grade *own, int picked[2])
{
	size_t count = template_graded_count(demo->template), found = 0;
	size_t first = dice_below(dice, (uint32_t)count);

	for (size_t i = 0; i < count && found < 2; i++) {
		int domain = (int)((first + i) % count);

		if (auditor[domain] != own[domain])
			picked[found++] = domain;
	}
	for (enum grade grade = GRADE_INADEQUATE; grade >= GRADE_OUTSTANDING; grade--)
		for (size_t i = 0; i < count && found < 2; i++) {
			int domain = (int)((first + i) % count);

			if (own[domain] == grade && auditor[domain] == grade)
				picked[found++] = domain;
		}
	return found;
}

// How it opens: by the overall grade, then by the others.
static const char *sense_of(
	const struct demo *demo, const enum grade *auditor, const enum grade *own)
{
	size_t count = demo->template->domain_count,
	       overall = template_graded_count(demo->template);

	if (overall < count && auditor[overall] != own[overall])
		return auditor[overall] < own[overall] ? "over" : "under";
	return memcmp(auditor, own, count * sizeof(*own)) ? "partly" : "agree";
}

char *demo_commentary(struct demo *demo, struct dice *dice, const struct words_facts *facts,
	const enum grade *auditor, const enum grade *own)
{
	char *text = xstrdup(words_of(
		     demo->words, dice, facts, "commentary %s", sense_of(demo, auditor, own))),
	     *longer;
	int picked[2];
	size_t found;

	found = worth_writing(demo, dice, auditor, own, picked);
	for (size_t i = 0; i < found; i++) {
		longer = xasprintf("%s\n\n%s", text,
			words_of(demo->words, dice, facts, "reflect %s %s",
				demo_rules_for(demo, &demo->template->domains[picked[i]]),
				way(auditor[picked[i]], own[picked[i]])));
		free(text);
		text = longer;
	}
	longer = xasprintf(
		"%s\n\n%s", text, words_compose(demo->words, dice, "reflect close", facts));
	free(text);
	return longer;
}

char *demo_changed_why(struct demo *demo, struct dice *dice, const struct words_facts *facts,
	int domain, enum grade auditor, enum grade own)
{
	return xstrdup(words_of(demo->words, dice, facts, "changed %s %s",
		demo_rules_for(demo, &demo->template->domains[domain]), way(auditor, own)));
}

static enum moderation_mode mode_of(const struct story *story)
{
	if (story->month < OPEN_FROM)
		return MODERATION_IMPORTED;
	return story->month < SEALED_FROM || story->id % 19 == 0 ? MODERATION_OPEN
								 : MODERATION_SEALED;
}

static int put_row(struct demo *demo, const struct story *story, enum moderation_mode mode)
{
	struct dice *dice = &demo->later;
	date selected = workday_add(demo->session->holidays, story->completed, 2);
	date seen = workday_add(demo->session->holidays, story->moderated, 2);
	char sealed[MOMENT_TEXT], read[MOMENT_TEXT];
	bool known = seen <= demo->today - 7 || dice_permille(dice, 400);

	selected = selected < story->moderated ? selected : story->moderated;
	return db_run(demo->session->db, QUERY_DEMO_MODERATION_PUT,
		ARGS(INT("audit", story->id), INT("mode", mode),
			TEXT("open_why", mode == MODERATION_SEALED ? ""
					 : story->month < SEALED_FROM
						 ? "by the setting"
						 : "had read the audit before"),
			DAY("selected", selected),
			INT("by", demo->users[demo_coordinator(demo)].id),
			INT("user", demo->users[story->moderator].id),
			DAY("due", workday_add(demo->session->holidays, selected, DAYS)),
			TEXT("sealed", mode == MODERATION_SEALED
					       ? demo_moment(demo, story->moderated, sealed)
					       : NULL),
			DAY("moderated", story->moderated),
			INT("took_part", dice_permille(dice, 620)),
			INT("evidence",
				dice_permille(dice, 700) ? VERDICT_YES : VERDICT_PARTLY),
			INT("timeliness",
				story->completed > story->due ? VERDICT_NO : VERDICT_YES),
			INT("rationale", dice_permille(dice, 600)   ? VERDICT_YES
					 : dice_permille(dice, 800) ? VERDICT_PARTLY
								    : VERDICT_NO),
			TEXT("acknowledged", known && seen <= demo->today
						     ? demo_moment(demo, seen, read)
						     : NULL)));
}

static int put_judgement(
	struct demo *demo, const struct story *story, int domain, const char *at)
{
	char *why;
	int result;

	if (db_run(demo->session->db, QUERY_DEMO_JUDGEMENT_ADD,
		    ARGS(INT("audit", story->id), INT("part", PART_MODERATOR),
			    INT("domain", demo->template->domains[domain].id),
			    INT("grade", story->mod_grades[domain]),
			    INT("user", demo->users[story->moderator].id), TEXT("at", at))))
		return -1;
	why = demo_changed_why(demo, &demo->later, &story->facts, domain,
		story->lead_grades[domain], story->mod_grades[domain]);
	result = demo_put_text(demo, story, PART_MODERATOR, PLACE_RATIONALE + domain, why,
		story->moderator, story->moderated);
	free(why);
	return result;
}

// Only what was changed is a judgement of the moderator's.
static int put_grades(struct demo *demo, const struct story *story, enum moderation_mode mode)
{
	char at[MOMENT_TEXT];

	demo_moment(demo, story->moderated, at);
	for (size_t i = 0; i < demo->template->domain_count; i++) {
		enum grade own = story->mod_grades[i], auditor = story->lead_grades[i];

		if (own != auditor && put_judgement(demo, story, (int)i, at))
			return -1;
		if (mode != MODERATION_IMPORTED &&
			db_run(demo->session->db, QUERY_DEMO_MODERATION_GRADE_ADD,
				ARGS(INT("audit", story->id),
					INT("domain", demo->template->domains[i].id),
					INT("own", own), INT("auditor", auditor),
					INT("decision", own == auditor ? DECISION_UPHELD
								       : DECISION_CHANGED),
					{.name = "changed",
						.type = own == auditor ? BIND_NULL : BIND_INT,
						.number = own},
					TEXT("at", at))))
			return -1;
	}
	return 0;
}

// The auditor is told, by whoever moderated it.
static int tell(struct demo *demo, int64_t audit_id)
{
	struct db *db = demo->session->db;
	int64_t lead = 0;
	char *ref = NULL, *words;
	int result;

	if (db_int(db, QUERY_DEMO_LEAD, ARGS(INT("audit", audit_id)), &lead) != 1 ||
		db_text(db, QUERY_DEMO_REF, ARGS(INT("audit", audit_id)), &ref) != 1)
		return -1;
	words = xasprintf(
		"Audit %s was moderated, grades were changed: read and acknowledge it", ref);
	result = notice_give(demo->session, lead, audit_id, "moderated", words);
	free(words);
	free(ref);
	return result;
}

int demo_write_moderation(struct demo *demo, const struct story *story)
{
	enum moderation_mode mode = mode_of(story);
	char *text;
	int result;

	if (story->moderated == DATE_NONE)
		return 0;
	if (story->lead == demo->me && story->moderated >= demo->live_from)
		demo_plan(demo, story->moderated, story->moderator, tell, story->id);
	if (mode == MODERATION_IMPORTED
			? db_run(demo->session->db, QUERY_DEMO_MODERATION_ADD,
				  ARGS(INT("audit", story->id),
					  INT("user", demo->users[story->moderator].id),
					  DAY("day", story->moderated)))
			: put_row(demo, story, mode))
		return -1;
	if (put_grades(demo, story, mode))
		return -1;
	text = demo_commentary(
		demo, &demo->later, &story->facts, story->lead_grades, story->mod_grades);
	result = demo_put_text(demo, story, PART_MODERATOR, PLACE_COMMENTARY, text,
		story->moderator, story->moderated);
	free(text);
	return result;
}
