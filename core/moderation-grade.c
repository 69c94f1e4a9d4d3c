// SPDX-License-Identifier: MIT
// The moderator's work: taking it up, grading blind, sealing, deciding, judging the audit itself.
#include <stdlib.h>
#include <string.h>

#include "core/moderation-private.h"
#include "core/moderation-read.h"
#include "core/setting.h"
#include "db/error.h"
#include "db/mem.h"

// How one that is nobody's yet is done by this person. *why is yours where it is open; NULL where sealed.
static int mode_find(struct step *step, char **why)
{
	struct readers readers;
	bool open;

	*why = NULL;
	if (setting_is(step->session, SETTING_MODERATION_MODE, "open", &open))
		return -1;
	if (open) {
		*why = xstrdup("by the setting");
		return 0;
	}
	if (readers_load(step->session, step->moderation->audit->id, &readers))
		return -1;
	if (readers_have(&readers, step->session->me.login))
		*why = xstrdup("had read the audit before");
	readers_finish(&readers);
	return 0;
}

static int take_up(struct step *step, bool sealed, const char *why, bool taken)
{
	const struct audit *audit = step->moderation->audit;
	struct session *session = step->session;
	struct bind blind = {.name = "user",
		.type = sealed ? BIND_INT : BIND_NULL,
		.number = session->me.id};
	enum moderation_state state = sealed ? MODERATION_GRADING : MODERATION_REVEALED;

	if (db_run(session->db, QUERY_MODERATION_BEGIN,
		    ARGS(INT("state", state),
			    INT("mode", sealed ? MODERATION_SEALED : MODERATION_OPEN),
			    TEXT("why", why), INT("user", session->me.id),
			    INT("audit", audit->id))) ||
		db_run(session->db, QUERY_MODERATION_BLIND,
			ARGS(blind, INT("audit", audit->id))) ||
		(taken && step_record(step, "assign", sealed ? "moderator" : "open moderator",
				  NULL, session->me.login)))
		return -1;
	if (!sealed && db_run(session->db, QUERY_MODERATION_REVEAL,
			       ARGS(INT("audit", audit->id), TEXT("at", step->now))))
		return -1;
	return step_record(
		step, "moderate", "moderation", "selected", moderation_state_name(state));
}

int moderation_start(struct session *session, struct moderation *moderation)
{
	bool taken = !moderation->moderator_id;
	struct step step;
	char *why = NULL;
	int result = 0;

	if (step_begin(&step, session, moderation, STEP_MODERATOR, IN(MODERATION_SELECTED)))
		return -1;
	if (taken)
		result = mode_find(&step, &why);
	else if (moderation->mode == MODERATION_OPEN)
		why = xstrdup(moderation->open_why);
	if (!result)
		result = take_up(&step, !why, why ? why : "", taken);
	free(why);
	return step_end(&step, result);
}

static int domain_check(const struct moderation *moderation, int domain, enum grade grade)
{
	const struct template *template = moderation->audit->template;

	if (domain < 0 || (size_t)domain >= template->domain_count)
		return fail(ERROR_MISSING, "the template of %s has no such domain",
			moderation->audit->ref);
	if (grade == GRADE_NOT_APPLICABLE && !template->domains[domain].allows_na)
		return fail(ERROR_DATA,
			"%s applies to every child: choose one of the four grades",
			template->domains[domain].name);
	return 0;
}

// What is graded blind stands in the trail when it is sealed: before that it is nobody else's.
int moderation_grade(
	struct session *session, struct moderation *moderation, int domain, enum grade grade)
{
	struct bind own = {.name = "own",
		.type = grade == GRADE_NONE ? BIND_NULL : BIND_INT,
		.number = grade};
	struct step step;
	int result;

	if (domain_check(moderation, domain, grade))
		return -1;
	if (moderation->mode == MODERATION_OPEN && moderation->state == MODERATION_REVEALED)
		return moderation_decide(session, moderation, domain,
			grade == GRADE_NONE                           ? DECISION_NONE
			: grade == moderation->grades[domain].auditor ? DECISION_UPHELD
								      : DECISION_CHANGED,
			grade);
	if (step_begin(&step, session, moderation, STEP_MODERATOR, IN(MODERATION_GRADING)))
		return -1;
	result = db_run(session->db, QUERY_MODERATION_OWN_PUT,
		ARGS(INT("audit", moderation->audit->id),
			INT("domain", moderation->audit->template->domains[domain].id), own,
			TEXT("at", step.now)));
	if (!result)
		result = db_run(session->db, QUERY_MODERATION_TOUCH,
			ARGS(INT("audit", moderation->audit->id)));
	return step_end(&step, result);
}

static int all_graded(struct step *step)
{
	const struct moderation *moderation = step->moderation;
	const struct template *template = moderation->audit->template;

	for (size_t i = 0; i < template->domain_count; i++)
		if (moderation->grades[i].own == GRADE_NONE)
			return fail(ERROR_DATA,
				"%s has no grade of yours yet: grade every domain, then seal",
				template->domains[i].name);
	return 0;
}

static int sealed_record(struct step *step)
{
	const struct moderation *moderation = step->moderation;

	if (step_record(step, "seal", NULL, NULL, NULL))
		return -1;
	for (size_t i = 0; i < moderation->audit->template->domain_count; i++) {
		char *field = moderation_field(moderation, (int)i, "own");
		int result = step_record(
			step, "grade", field, NULL, grade_name(moderation->grades[i].own));

		free(field);
		if (result)
			return -1;
	}
	return 0;
}

int moderation_seal(struct session *session, struct moderation *moderation)
{
	struct bind audit = INT("audit", moderation->audit->id);
	struct step step;
	int result;

	if (step_begin(&step, session, moderation, STEP_MODERATOR, IN(MODERATION_GRADING)))
		return -1;
	// The revision held, so what is in memory is what the database has.
	result = all_graded(&step) ||
				 db_run(session->db, QUERY_MODERATION_REVEAL,
					 ARGS(audit, TEXT("at", step.now))) ||
				 db_run(session->db, QUERY_MODERATION_SEALED,
					 ARGS(TEXT("at", step.now), audit)) ||
				 db_run(session->db, QUERY_MODERATION_BLIND,
					 ARGS(NOTHING("user"), audit)) ||
				 sealed_record(&step)
			 ? -1
			 : 0;
	return step_end(&step, result);
}

static int decision_check(const struct moderation *moderation, int domain,
	enum decision decision, enum grade changed_to)
{
	enum grade auditor = moderation->grades[domain].auditor;
	const char *name = moderation->audit->template->domains[domain].name;

	if (decision == DECISION_UPHELD && auditor == GRADE_NONE)
		return fail(ERROR_DATA, "the auditor gave %s no grade: choose one", name);
	if (decision == DECISION_CHANGED && changed_to == GRADE_NONE)
		return fail(ERROR_DATA, "changed to which grade? Choose one for %s", name);
	if (decision == DECISION_CHANGED && changed_to == auditor)
		return fail(ERROR_DATA,
			"%s is the auditor's own grade of %s: uphold it, or choose another",
			grade_name(auditor), name);
	return 0;
}

int moderation_decide(struct session *session, struct moderation *moderation, int domain,
	enum decision decision, enum grade changed_to)
{
	bool changed = decision == DECISION_CHANGED;
	struct step step;
	int result;

	if (domain_check(moderation, domain, changed ? changed_to : GRADE_NONE) ||
		decision_check(moderation, domain, decision, changed_to) ||
		step_begin(&step, session, moderation, STEP_MODERATOR, IN(MODERATION_REVEALED)))
		return -1;
	result = db_run(session->db, QUERY_MODERATION_DECIDE,
		ARGS({.name = "decision",
			     .type = decision ? BIND_INT : BIND_NULL,
			     .number = decision},
			{.name = "changed_to",
				.type = changed ? BIND_INT : BIND_NULL,
				.number = changed_to},
			INT("open", moderation->mode == MODERATION_OPEN), TEXT("at", step.now),
			INT("audit", moderation->audit->id),
			INT("domain", moderation->audit->template->domains[domain].id)));
	if (!result)
		result = db_run(session->db, QUERY_MODERATION_TOUCH,
			ARGS(INT("audit", moderation->audit->id)));
	return step_end(&step, result);
}

static int judge(struct session *session, struct moderation *moderation, int number, int value)
{
	struct step step;

	if (step_begin(&step, session, moderation, STEP_MODERATOR,
		    IN(MODERATION_GRADING) | IN(MODERATION_REVEALED)))
		return -1;
	return step_end(&step, db_run(session->db, QUERY_MODERATION_VERDICT,
				       ARGS(INT("number", number),
					       {.name = "value",
						       .type = value < 0 ? BIND_NULL : BIND_INT,
						       .number = value},
					       INT("audit", moderation->audit->id))));
}

int moderation_set_verdict(struct session *session, struct moderation *moderation,
	enum verdict_on on, enum verdict verdict)
{
	return judge(session, moderation, (int)on, verdict ? (int)verdict : -1);
}

int moderation_set_took_part(
	struct session *session, struct moderation *moderation, bool took_part)
{
	return judge(session, moderation, VERDICT_COUNT, took_part);
}
