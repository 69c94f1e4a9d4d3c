// SPDX-License-Identifier: MIT
// One act on a moderation: who may, in which state, and that nobody was quicker.
#include <stdlib.h>
#include <string.h>

#include "core/moderation-people.h"
#include "core/moderation-private.h"
#include "core/narrative-store.h"
#include "core/notice.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

#define ANY_REVISION (-1) // drafts are their writer's own: nobody can be quicker

// The row as it stands now.
struct guard {
	enum moderation_state state;
	int64_t moderator_id;
	int revision;
	enum audit_state audit;
	struct subject subject;
	char *moderator; // name
};

static int guard_read(struct step *step, struct guard *guard)
{
	const struct audit *audit = step->moderation->audit;
	struct stmt *row = db_query(
		step->session->db, QUERY_MODERATION_GUARD, ARGS(INT("audit", audit->id)));
	int found = row ? stmt_next(row) : -1;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING,
					   "audit %s is not selected for moderation any more",
					   audit->ref);
	*guard = (struct guard){
		.state = (enum moderation_state)stmt_int(row, 0),
		.moderator_id = stmt_int(row, 1),
		.revision = (int)stmt_int(row, 2),
		.audit = (enum audit_state)stmt_int(row, 7),
		.subject = {.lead_id = stmt_int(row, 3),
			.peer_id = stmt_int(row, 4),
			.team_id = stmt_int(row, 5),
			.service_id = stmt_int(row, 6),
			.moderator_id = stmt_int(row, 1),
			.submitted = stmt_int(row, 7) >= AUDIT_SUBMITTED},
	};
	guard->moderator = xstrdup(stmt_text(row, 8));
	stmt_done(row);
	return 0;
}

static int moderator_check(struct step *step, const struct guard *guard)
{
	if (require(step->session, RIGHT_MODERATE, &guard->subject))
		return -1;
	if (!guard->moderator_id || guard->moderator_id == step->session->me.id)
		return 0;
	return fail(ERROR_DENIED, "audit %s is %s's to moderate: QA can assign it anew",
		step->moderation->audit->ref, guard->moderator);
}

static int lead_check(struct step *step, const struct guard *guard)
{
	if (guard->subject.lead_id == step->session->me.id &&
		step->session->me.roles & ROLE_AUDITOR)
		return 0;
	return fail(ERROR_DENIED,
		"%s is not the lead auditor of %s: who did the audit answers for it",
		step->session->me.login, step->moderation->audit->ref);
}

static int who_check(struct step *step, enum stepper who, const struct guard *guard)
{
	switch (who) {
	case STEP_MODERATOR: return moderator_check(step, guard);
	case STEP_LEAD: return lead_check(step, guard);
	default: return require(step->session, RIGHT_SETTLE, &guard->subject);
	}
}

// Who was quicker: before the reveal nothing but taking it up stands in the trail, and only its moderator changes it.
static int late(struct step *step, const struct guard *guard)
{
	const struct audit *audit = step->moderation->audit;
	struct stmt *row = db_query(
		step->session->db, QUERY_MODERATION_LAST, ARGS(INT("audit", audit->id)));
	bool known = guard->state > MODERATION_REVEALED && row && stmt_next(row) == 1;
	const char *who = known               ? stmt_text(row, 0)
			  : *guard->moderator ? guard->moderator
					      : step->session->me.name;
	const char *when = known ? stmt_text(row, 1) : step->now;
	char shown[32];

	fail(ERROR_BUSY, "%s changed the moderation of %s first, %s: look at it again", who,
		audit->ref, session_show_moment(step->session, when, shown));
	stmt_done(row);
	return -1;
}

static int guard_check(
	struct step *step, enum stepper who, unsigned states, const struct guard *guard)
{
	const struct audit *audit = step->moderation->audit;
	int known = step->moderation->revision;

	if (who_check(step, who, guard))
		return -1;
	if (known != ANY_REVISION && guard->revision != known)
		return late(step, guard);
	if (guard->audit < AUDIT_SUBMITTED || guard->audit == AUDIT_WITHDRAWN)
		return fail(ERROR_DATA, "audit %s is %s: it is not moderated", audit->ref,
			audit_state_name(guard->audit));
	if (!(IN(guard->state) & states))
		return fail(ERROR_DATA, "the moderation of %s is %s: this cannot be done now",
			audit->ref, moderation_state_name(guard->state));
	return 0;
}

int step_begin(struct step *step, struct session *session, struct moderation *moderation,
	enum stepper who, unsigned states)
{
	struct guard guard = {0};
	int result;

	*step = (struct step){.session = session, .moderation = moderation};
	session_now(session, step->now);
	if (session_begin(session))
		return -1;
	result = guard_read(step, &guard) || guard_check(step, who, states, &guard) ||
				 tally_touch(session, moderation->audit->id)
			 ? -1
			 : 0;
	free(guard.moderator);
	return result ? db_end(session->db, -1) : 0;
}

// The places of a part's texts on a moderation.
bool moderation_owns(const struct audit *audit, int place)
{
	int domains = (int)audit->template->domain_count;

	switch (audit->part) {
	case PART_LEAD: return place == PLACE_ANSWER || place == PLACE_DISPUTE;
	case PART_SETTLER: return place == PLACE_COMMENTARY;
	case PART_MODERATOR:
		return place == PLACE_COMMENTARY || place == PLACE_GOOD_PRACTICE ||
		       (place >= PLACE_RATIONALE && place < PLACE_RATIONALE + domains);
	default: return false;
	}
}

int moderation_draft_begin(struct change *change, struct session *session, struct audit *audit)
{
	// By the part: who may say it, and in which states.
	static const struct {
		enum stepper who;
		unsigned states;
	} steps[PART_COUNT] = {
		[PART_LEAD] = {STEP_LEAD, IN(MODERATION_COMPLETED) | IN(MODERATION_DISPUTED) |
						  IN(MODERATION_SETTLED)},
		[PART_MODERATOR] = {STEP_MODERATOR, IN(MODERATION_SELECTED) |
							    IN(MODERATION_GRADING) |
							    IN(MODERATION_REVEALED)},
		[PART_SETTLER] = {STEP_SETTLER, IN(MODERATION_DISPUTED)},
	};
	struct moderation moderation = {.audit = audit, .revision = ANY_REVISION};
	enum part part = audit->part;
	struct step step;

	*change = (struct change){.session = session, .audit = audit, .state = audit->state};
	session_now(session, change->now);
	return step_begin(&step, session, &moderation, steps[part].who, steps[part].states);
}

int step_end(struct step *step, int result)
{
	if (db_end(step->session->db, result))
		return -1;
	return moderation_reload(step->session, step->moderation);
}

int step_record(struct step *step, const char *verb, const char *field, const char *old,
	const char *new)
{
	return audit_trail(step->session, step->moderation->audit, verb, field, old, new);
}

char *moderation_field(const struct moderation *moderation, int domain, const char *what)
{
	return xasprintf(
		"moderator.%s.%s", moderation->audit->template->domains[domain].code, what);
}

int moderation_drafts_reload(struct step *step)
{
	return drafts_load(step->session, step->moderation->audit);
}

const char *moderation_draft(const struct moderation *moderation, int place)
{
	const struct draft *draft = moderation->audit->drafts[place];

	return draft ? draft->text : "";
}

int moderation_text_keep(struct step *step, int place)
{
	const struct audit *audit = step->moderation->audit;
	const char *text = moderation_draft(step->moderation, place);
	int64_t id = narrative_id(audit->id, audit->part, place);
	bool blank = !text[strspn(text, " \t\n")];
	char *field = audit_spot_code(audit, audit->part, (struct spot){SPOT_TEXT, place});
	int result = 0;

	if (!blank)
		result = narrative_store(step->session->db, id, text, step->session->me.id,
				 audit->texts[audit->part][place].revision + 1, step->now) ||
					 step_record(step, "moderate", field, NULL, text)
				 ? -1
				 : 0;
	free(field);
	if (result)
		return -1;
	return db_run(step->session->db, QUERY_DRAFT_DROP,
		ARGS(INT("id", id), INT("user", step->session->me.id)));
}

int moderation_tell(struct step *step, int64_t user_id, const char *act, char *words)
{
	int result =
		notice_give(step->session, user_id, step->moderation->audit->id, act, words);

	free(words);
	return result;
}

int moderation_tell_settlers(struct step *step, const char *words)
{
	const struct audit *audit = step->moderation->audit;
	struct subject subject = audit_subject(audit);
	struct session other = *step->session;
	struct moderators moderators;
	int result = 0;

	subject.moderator_id = step->moderation->moderator_id;
	if (moderators_load(step->session, step->session->today, &moderators))
		return -1;
	for (size_t i = 0; i < moderators.count && !result; i++) {
		other.me = moderators.list[i].person;
		if (may(&other, RIGHT_SETTLE, &subject))
			result = notice_give(
				step->session, other.me.id, audit->id, "disputed", words);
	}
	moderators_finish(&moderators);
	return result;
}
