// SPDX-License-Identifier: MIT
// After a moderation: the auditor reads, answers, disputes; somebody else settles it.
#include <stdlib.h>
#include <string.h>

#include "core/final.h"
#include "core/loop.h"
#include "core/moderation-private.h"
#include "core/narrative-store.h"
#include "core/notice.h"
#include "core/text.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

#define DISPUTE_DAYS 20 // working days after completion

#define OVER (IN(MODERATION_COMPLETED) | IN(MODERATION_DISPUTED) | IN(MODERATION_SETTLED))

static int words_check(const char *text, const char *what)
{
	if (text_check(text, strlen(text), TEXT_LINES, what))
		return -1;
	if (!text[strspn(text, " \t\n")])
		return fail(ERROR_DATA, "the %s is blank: say something, or leave it", what);
	return 0;
}

// Nothing that anyone wrote is overwritten: what comes later is added with its day.
static int text_add(struct step *step, enum part part, int place, const char *text)
{
	const struct audit *audit = step->moderation->audit;
	const struct narrative *before = &audit->texts[part][place];
	int64_t id = narrative_id(audit->id, part, place);
	char day[DATE_TEXT],
		*whole = *before->text ? xasprintf("%s\n\n%s: %s", before->text,
						 date_show(step->session->today, day), text)
				       : xstrdup(text);
	int result = narrative_store(step->session->db, id, whole, step->session->me.id,
		before->revision + 1, step->now);

	free(whole);
	if (result)
		return -1;
	return db_run(step->session->db, QUERY_DRAFT_DROP,
		ARGS(INT("id", id), INT("user", step->session->me.id)));
}

int moderation_acknowledge(struct session *session, struct moderation *moderation)
{
	struct step step;
	int result;

	if (step_begin(&step, session, moderation, STEP_LEAD, OVER))
		return -1;
	result = db_run(session->db, QUERY_MODERATION_ACKNOWLEDGED,
		ARGS(TEXT("at", step.now), INT("audit", moderation->audit->id)));
	if (!result)
		result = notice_over(
			session, session->me.id, moderation->audit->id, "moderated");
	if (!result && !moderation->acknowledged_at)
		result = step_record(&step, "acknowledge", "moderation", NULL, NULL);
	return step_end(&step, result);
}

int moderation_answer(struct session *session, struct moderation *moderation, const char *text)
{
	struct step step;
	int result;

	if (words_check(text, "answer") ||
		step_begin(&step, session, moderation, STEP_LEAD, OVER))
		return -1;
	result = text_add(&step, PART_LEAD, PLACE_ANSWER, text) ||
				 db_run(session->db, QUERY_MODERATION_ACKNOWLEDGED,
					 ARGS(TEXT("at", step.now),
						 INT("audit", moderation->audit->id))) ||
				 notice_over(session, session->me.id, moderation->audit->id,
					 "moderated") ||
				 step_record(&step, "respond", "moderation", NULL, text) ||
				 moderation_tell(&step, moderation->moderator_id, "answered",
					 xasprintf("%s answered your moderation of %s",
						 session->me.name, moderation->audit->ref))
			 ? -1
			 : 0;
	return step_end(&step, result);
}

int moderation_check_dispute(const struct session *session, const struct moderation *moderation)
{
	date last = workday_add(session->holidays, moderation->moderated_on, DISPUTE_DAYS);
	char day[DATE_TEXT];

	if (moderation->disputed_on != DATE_NONE)
		return fail(ERROR_DENIED,
			"the outcome was disputed on %s, and that is done once: write an "
			"answer instead",
			date_show(moderation->disputed_on, day));
	if (session->today <= last)
		return 0;
	return fail(ERROR_DATA,
		"a moderation can be disputed for %d working days, which ended on %s: write an "
		"answer instead",
		DISPUTE_DAYS, date_show(last, day));
}

static int dispute(struct step *step, const char *reason)
{
	const struct moderation *moderation = step->moderation;
	char *words;
	int result;

	if (moderation_check_dispute(step->session, moderation) ||
		text_add(step, PART_LEAD, PLACE_DISPUTE, reason) ||
		db_run(step->session->db, QUERY_MODERATION_DISPUTE,
			ARGS(DAY("today", step->session->today), TEXT("at", step->now),
				INT("audit", moderation->audit->id))) ||
		step_record(step, "dispute", "moderation", NULL, reason) ||
		loop_close(step->session, moderation->audit->id) || // not closed any more
		moderation_tell(step, moderation->moderator_id, "disputed",
			xasprintf("%s disputes your moderation of %s", step->session->me.name,
				moderation->audit->ref)))
		return -1;
	words = xasprintf("%s disputes the moderation of %s: it waits to be settled",
		step->session->me.name, moderation->audit->ref);
	result = moderation_tell_settlers(step, words);
	free(words);
	return result;
}

int moderation_dispute(
	struct session *session, struct moderation *moderation, const char *reason)
{
	struct step step;

	if (words_check(reason, "reason") ||
		step_begin(&step, session, moderation, STEP_LEAD, IN(MODERATION_COMPLETED)))
		return -1;
	return step_end(&step, dispute(&step, reason));
}

static int settle_domain(struct step *step, const struct domain *domain, enum grade grade)
{
	const struct audit *audit = step->moderation->audit;
	enum grade before = final_grade(audit, domain->seq);
	char *field;
	int result;

	if (grade == GRADE_NONE || grade == before)
		return 0;
	if (grade == GRADE_NOT_APPLICABLE && !domain->allows_na)
		return fail(ERROR_DATA,
			"%s applies to every child: choose one of the four grades",
			domain->name);
	if (db_run(step->session->db, QUERY_JUDGEMENT_PUT,
		    ARGS(INT("audit", audit->id), INT("part", PART_SETTLER),
			    INT("domain", domain->id), INT("grade", grade),
			    INT("user", step->session->me.id), INT("revision", 1),
			    TEXT("at", step->now))))
		return -1;
	field = xasprintf("settler.%s.grade", domain->code);
	result = step_record(step, "settle", field, grade_name(before), grade_name(grade));
	free(field);
	return result;
}

static int settle_tell(struct step *step)
{
	const struct moderation *moderation = step->moderation;
	const struct audit *audit = moderation->audit;
	const int64_t people[] = {audit->lead_id, audit->peer_id, moderation->moderator_id};

	for (size_t i = 0; i < LENGTH(people); i++)
		if (moderation_tell(step, people[i], "settled",
			    xasprintf("%s settled the dispute about %s", step->session->me.name,
				    audit->ref)))
			return -1;
	return 0;
}

static int settle(
	struct step *step, const enum grade grades[TEMPLATE_DOMAINS_MAX], const char *reason)
{
	struct session *session = step->session;
	const struct audit *audit = step->moderation->audit;
	const struct template *template = audit->template;

	for (size_t i = 0; i < template->domain_count; i++)
		if (settle_domain(step, &template->domains[i], grades[i]))
			return -1;
	return text_add(step, PART_SETTLER, PLACE_COMMENTARY, reason) ||
			       db_run(session->db, QUERY_MODERATION_SETTLED,
				       ARGS(DAY("today", session->today),
					       INT("user", session->me.id),
					       INT("audit", audit->id))) ||
			       step_record(step, "settle", "moderation", "disputed", reason) ||
			       final_settle(session, audit->id, FINAL_SETTLEMENT) ||
			       notice_over(session, 0, audit->id, "disputed") ||
			       settle_tell(step)
		       ? -1
		       : 0;
}

int moderation_settle(struct session *session, struct moderation *moderation,
	const enum grade grades[TEMPLATE_DOMAINS_MAX], const char *reason)
{
	struct step step;

	if (words_check(reason, "reason") ||
		step_begin(&step, session, moderation, STEP_SETTLER, IN(MODERATION_DISPUTED)))
		return -1;
	return step_end(&step, settle(&step, grades, reason));
}
