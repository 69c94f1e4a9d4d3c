// SPDX-License-Identifier: MIT
// Putting an audit into the hands of a moderator: what selecting, adding and assigning share.
#include <stdlib.h>

#include "core/moderation-give.h"
#include "core/setting.h"
#include "core/tally.h"
#include "core/trail.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

void target_read(struct stmt *row, struct target *target)
{
	*target = (struct target){
		.audit_id = stmt_int(row, 0),
		.ref = xstrdup(stmt_text(row, 1)),
		.service = xstrdup(stmt_text(row, 2)),
		.team = xstrdup(stmt_text(row, 3)),
		.team_id = stmt_int(row, 4),
		.service_id = stmt_int(row, 5),
		.lead_id = stmt_int(row, 6),
		.peer_id = stmt_int(row, 7),
		.final = (enum grade)stmt_int_or(row, 8, GRADE_NONE),
		.selected = stmt_int(row, 9),
		.drawn = stmt_int(row, 9) == 2,
	};
}

void target_finish(struct target *target)
{
	free(target->ref);
	free(target->service);
	free(target->team);
	*target = (struct target){0};
}

struct subject target_subject(const struct target *target)
{
	return (struct subject){
		.lead_id = target->lead_id,
		.peer_id = target->peer_id,
		.team_id = target->team_id,
		.service_id = target->service_id,
		.submitted = true,
	};
}

int terms_load(struct session *session, struct terms *terms)
{
	long days;

	if (setting_is(session, SETTING_MODERATION_MODE, "open", &terms->open) ||
		setting_is(session, SETTING_MODERATE_INADEQUATE, "yes", &terms->inadequate) ||
		setting_number(session, SETTING_MODERATION_DAYS, &days))
		return -1;
	terms->due = workday_add(session->holidays, session->today, (int)days);
	return 0;
}

struct way give_way(const struct terms *terms, const struct moderator *moderator,
	const struct readers *readers)
{
	if (terms->open)
		return (struct way){MODERATION_OPEN, "by the setting"};
	if (moderator && readers_have(readers, moderator->person.login))
		return (struct way){MODERATION_OPEN, "had read the audit before"};
	return (struct way){MODERATION_SEALED, ""};
}

int target_trail(struct session *session, const struct target *target, const char *act,
	const char *field, const char *old, const char *new)
{
	char *record = xasprintf("audit %s", target->ref);
	int result = trail_append(session, &(struct act){.verb = act,
						   .record = record,
						   .audit_id = target->audit_id,
						   .service_id = target->service_id,
						   .field = field,
						   .old = old,
						   .new = new});

	free(record);
	return result;
}

// A person's id, NULL for nobody.
static struct bind id_or_null(const char *name, int64_t id)
{
	return (struct bind){.name = name, .type = id ? BIND_INT : BIND_NULL, .number = id};
}

int give(struct session *session, const struct target *target, const char *act,
	const char *before, const struct moderator *moderator, struct way way)
{
	bool blind = moderator && way.mode == MODERATION_SEALED;

	if (tally_touch(session, target->audit_id) ||
		db_run(session->db, QUERY_MODERATION_BLIND,
			ARGS(id_or_null("user", blind ? moderator->person.id : 0),
				INT("audit", target->audit_id))))
		return -1;
	return target_trail(session, target, act,
		way.mode == MODERATION_OPEN ? "open moderator" : "moderator", before,
		moderator ? moderator->person.login : NULL);
}

int give_new(struct session *session, const struct target *target,
	const struct moderator *moderator, struct way way, const struct terms *terms,
	int64_t sample_id, const char *why)
{
	int result = db_run(session->db, QUERY_MODERATION_ADD,
		ARGS(INT("audit", target->audit_id), INT("mode", way.mode),
			TEXT("open_why", way.open_why), id_or_null("sample", sample_id),
			TEXT("why", why), DAY("today", session->today),
			INT("by", session->me.id),
			id_or_null("user", moderator ? moderator->person.id : 0),
			DAY("due", terms->due)));

	return result ? -1 : give(session, target, "select", NULL, moderator, way);
}
