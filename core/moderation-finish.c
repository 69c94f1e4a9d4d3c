// SPDX-License-Identifier: MIT
// Completing a moderation: what is still missing, and what it leaves behind.
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/final.h"
#include "core/moderation-private.h"
#include "core/notice.h"
#include "db/error.h"
#include "db/mem.h"

struct list {
	struct missing *items;
	size_t count, room;
};

__attribute__((format(printf, 3, 4))) static void say(
	struct list *list, struct spot spot, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	list->items = xgrow(list->items, list->count, &list->room, sizeof(*list->items));
	list->items[list->count++] = (struct missing){spot, xvasprintf(fmt, args), true};
	va_end(args);
}

static bool typed(const struct moderation *moderation, int place)
{
	const char *text = moderation_draft(moderation, place);

	return text[strspn(text, " \t\n")];
}

static void missing_domain(
	const struct moderation *moderation, const struct domain *domain, struct list *list)
{
	const struct moderation_grade *grade = &moderation->grades[domain->seq];
	int place = PLACE_RATIONALE + domain->seq;

	if (moderation->state < MODERATION_REVEALED) {
		if (grade->own == GRADE_NONE)
			say(list, (struct spot){SPOT_GRADE, domain->seq},
				"%s has no grade of yours yet", domain->name);
		return;
	}
	if (grade->decision == DECISION_NONE)
		say(list, (struct spot){SPOT_GRADE, domain->seq},
			"%s is neither upheld nor changed yet", domain->name);
	else if (grade->decision == DECISION_CHANGED && !typed(moderation, place))
		say(list, (struct spot){SPOT_TEXT, place},
			"%s is changed, and no reason is given", domain->name);
}

static void missing_texts(
	struct session *session, const struct moderation *moderation, struct list *list)
{
	if (moderation_check_commentary(
		    session, moderation, moderation_draft(moderation, PLACE_COMMENTARY)))
		say(list, (struct spot){SPOT_TEXT, PLACE_COMMENTARY}, "%s", error_message());
}

size_t moderation_missing(
	struct session *session, const struct moderation *moderation, struct missing **missing)
{
	const struct template *template = moderation->audit->template;
	struct list list = {0};

	for (size_t i = 0; i < template->domain_count; i++)
		missing_domain(moderation, &template->domains[i], &list);
	if (moderation->state < MODERATION_REVEALED)
		say(&list, (struct spot){SPOT_GRADE, 0}, "your grades are not sealed yet");
	missing_texts(session, moderation, &list);
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (moderation->verdicts[i] == VERDICT_NONE)
			say(&list, (struct spot){SPOT_HEADER, -1 - i},
				"%s of the audit is not judged yet",
				verdict_info((enum verdict_on)i)->label);
	if (moderation->took_part < 0)
		say(&list, (struct spot){SPOT_HEADER, -100},
			"it is not said whether the auditor took part");
	*missing = list.items;
	return list.count;
}

static int whole(struct step *step)
{
	struct missing *list;
	size_t count = moderation_missing(step->session, step->moderation, &list);
	int result = 0;

	if (count == 1)
		result = fail(ERROR_DATA, "the moderation of %s is not whole yet: %s",
			step->moderation->audit->ref, list[0].words);
	else if (count)
		result = fail(ERROR_DATA,
			"the moderation of %s is not whole yet: %zu things are missing, the "
			"first: %s",
			step->moderation->audit->ref, count, list[0].words);
	missing_free(list, count);
	return result;
}

// What the moderator says of a domain, where it is not what the auditor's row says now: GRADE_NONE else. The auditor may
// have amended it since it was revealed: what was upheld is what was revealed.
static enum grade said(const struct moderation *moderation, int domain)
{
	const struct moderation_grade *grade = &moderation->grades[domain];

	if (grade->decision == DECISION_CHANGED)
		return grade->changed_to;
	return grade->auditor == moderation->audit->judgements[PART_LEAD][domain].grade
		       ? GRADE_NONE
		       : grade->auditor;
}

static int judgement_keep(struct step *step, const struct domain *domain)
{
	const struct moderation *moderation = step->moderation;
	enum grade grade = said(moderation, domain->seq);

	if (grade == GRADE_NONE)
		return 0;
	return db_run(step->session->db, QUERY_JUDGEMENT_PUT,
		ARGS(INT("audit", moderation->audit->id), INT("part", PART_MODERATOR),
			INT("domain", domain->id), INT("grade", grade),
			INT("user", step->session->me.id), INT("revision", 1),
			TEXT("at", step->now)));
}

// A changed grade becomes a judgement of the moderator's, with its reason; an upheld one stays the auditor's alone.
static int domain_keep(struct step *step, const struct domain *domain)
{
	const struct moderation *moderation = step->moderation;
	const struct moderation_grade *grade = &moderation->grades[domain->seq];
	bool changed = grade->decision == DECISION_CHANGED;
	char *field = moderation_field(moderation, domain->seq, "grade");
	int result = judgement_keep(step, domain);

	if (!result)
		result = step_record(step, "moderate", field, grade_name(grade->auditor),
			changed ? grade_name(grade->changed_to) : "upheld");
	if (!result && changed)
		result = moderation_text_keep(step, PLACE_RATIONALE + domain->seq);
	free(field);
	return result;
}

static int domains_keep(struct step *step)
{
	const struct template *template = step->moderation->audit->template;

	for (size_t i = 0; i < template->domain_count; i++)
		if (domain_keep(step, &template->domains[i]))
			return -1;
	return 0;
}

// The audit itself, judged.
static int verdicts_record(struct step *step)
{
	const struct moderation *moderation = step->moderation;

	for (int i = 0; i < VERDICT_COUNT; i++) {
		char *field = xasprintf("moderator.%s", verdict_info((enum verdict_on)i)->code);
		int result = step_record(
			step, "moderate", field, NULL, verdict_name(moderation->verdicts[i]));

		free(field);
		if (result)
			return -1;
	}
	return step_record(step, "moderate", "moderator.took_part", NULL,
		moderation->took_part ? "yes" : "no");
}

static int tell(struct step *step)
{
	const struct audit *audit = step->moderation->audit;
	int changed = 0;

	for (size_t i = 0; i < audit->template->domain_count; i++)
		changed += step->moderation->grades[i].decision == DECISION_CHANGED;
	if (moderation_tell(step, audit->lead_id, "moderated",
		    xasprintf("Audit %s was moderated, %s: read and acknowledge it", audit->ref,
			    changed ? "grades were changed" : "all grades were upheld")))
		return -1;
	return moderation_tell(step, audit->peer_id, "moderated",
		xasprintf("Audit %s was moderated", audit->ref));
}

static int complete(struct step *step)
{
	struct session *session = step->session;
	struct bind audit = INT("audit", step->moderation->audit->id);
	struct bind today = DAY("today", session->today);

	return whole(step) || domains_keep(step) || verdicts_record(step) ||
			       moderation_text_keep(step, PLACE_COMMENTARY) ||
			       moderation_text_keep(step, PLACE_GOOD_PRACTICE) ||
			       db_run(session->db, QUERY_MODERATION_FINISH,
				       ARGS(today, audit)) ||
			       db_run(session->db, QUERY_AUDIT_MODERATED, ARGS(today, audit)) ||
			       step_record(
				       step, "moderate", "state", "revealed", "completed") ||
			       final_settle(session, step->moderation->audit->id,
				       FINAL_MODERATION) ||
			       notice_over(session, session->me.id, step->moderation->audit->id,
				       "moderate") ||
			       tell(step)
		       ? -1
		       : 0;
}

int moderation_complete(struct session *session, struct moderation *moderation)
{
	struct step step;

	if (step_begin(&step, session, moderation, STEP_MODERATOR,
		    IN(MODERATION_REVEALED) | IN(MODERATION_GRADING)))
		return -1;
	// The drafts in memory may be older than those in the database.
	if (moderation_drafts_reload(&step))
		return step_end(&step, -1);
	return step_end(&step, complete(&step));
}
