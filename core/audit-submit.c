// SPDX-License-Identifier: MIT
// Submitting an audit, and correcting one that is submitted.
#include <stdlib.h>
#include <string.h>

#include "core/audit-private.h"
#include "core/final.h"
#include "core/loop.h"
#include "core/text.h"
#include "core/tracker.h"
#include "db/error.h"
#include "db/mem.h"

static int whole(const struct audit *audit)
{
	struct missing *list;
	size_t count = audit_missing(audit, &list), blocking = 0;
	const char *first = NULL;
	int result = 0;

	for (size_t i = 0; i < count; i++) {
		if (!list[i].blocks)
			continue;
		first = first ? first : list[i].words;
		blocking++;
	}
	if (blocking == 1)
		result = fail(ERROR_DATA, "audit %s is not whole yet: %s", audit->ref, first);
	else if (blocking)
		result = fail(ERROR_DATA,
			"audit %s is not whole yet: %zu things are missing, the first: %s",
			audit->ref, blocking, first);
	missing_free(list, count);
	return result;
}

// What counts is what the database holds, whatever the screen has in memory.
static int submit(struct change *change)
{
	struct session *session = change->session;
	struct audit *fresh = audit_load(session, change->audit->id);
	int result = fresh ? whole(fresh) || tracker_tell_owners(session, fresh) ? -1 : 0 : -1;

	audit_destroy(fresh);
	if (result ||
		db_run(session->db, QUERY_AUDIT_SUBMIT,
			ARGS(DAY("today", session->today), INT("audit", change->audit->id))) ||
		final_settle(session, change->audit->id, FINAL_SUBMISSION) ||
		change_record(change, "submit", "state", audit_state_name(change->state),
			audit_state_name(AUDIT_SUBMITTED), NULL))
		return -1;
	change->state = AUDIT_SUBMITTED;
	return 0;
}

int audit_review_late(struct session *session, const struct audit *audit, date *due_on)
{
	return audit->review_of ? loop_review_late(session, audit->id, due_on) : 0;
}

// What is kept with a review's step before it is done by the submission.
static int submit_late(struct change *change, const char *why)
{
	char day[DATE_TEXT];
	date due_on;
	int late = audit_review_late(change->session, change->audit, &due_on);

	if (late <= 0)
		return late;
	if (!why[strspn(why, " \t\n")])
		return fail(ERROR_DATA, "the review %s was due by %s: say why it is late",
			change->audit->ref, date_show(due_on, day));
	return loop_review_why(change->session, change->audit->id, why);
}

int audit_submit_late(struct session *session, struct audit *audit, const char *why)
{
	struct change change;

	if (text_check(why, strlen(why), TEXT_LINES, "why it is late") ||
		change_begin(&change, session, audit, RIGHT_WRITE, true) ||
		change_end(&change, submit_late(&change, why) || submit(&change) ? -1 : 0))
		return -1;
	return audit_reload(session, audit);
}

int audit_submit(struct session *session, struct audit *audit)
{
	return audit_submit_late(session, audit, "");
}

static int amend_write(struct change *change, struct spot spot, const char *ready,
	const char *old, const char *reason)
{
	char *field = audit_spot_code(change->audit, change->audit->part, spot);
	struct bind audit = INT("audit", change->audit->id);
	int result = db_run(change->session->db, QUERY_AMENDMENT_ADD,
		ARGS(audit, TEXT("field", field), TEXT("old", old), TEXT("new", ready),
			TEXT("reason", reason), INT("user", change->session->me.id),
			TEXT("at", change->now)));

	free(field);
	if (result || db_run(change->session->db, QUERY_AUDIT_AMENDED, ARGS(audit)))
		return -1;
	return final_settle(change->session, change->audit->id, FINAL_AMENDMENT);
}

int audit_check_amend(struct session *session, const struct audit *audit, struct spot spot)
{
	struct stmt *row;
	char day[DATE_TEXT];
	int found;
	date on;

	if (spot.kind != SPOT_GRADE || audit->part != PART_LEAD)
		return 0;
	row = db_query(session->db, QUERY_MODERATION_STANDS, ARGS(INT("audit", audit->id)));
	found = row ? stmt_next(row) : -1;
	if (found <= 0)
		return found;
	on = stmt_date(row, 0);
	stmt_done(row);
	return fail(ERROR_DATA,
		"the grades of %s were moderated on %s and stand: answer the moderation, or "
		"dispute it",
		audit->ref, date_show(on, day));
}

static int amend(struct change *change, struct spot spot, const char *ready, const char *reason)
{
	int revision = 0, put;
	char *old;

	if (audit_check_amend(change->session, change->audit, spot))
		return -1;
	put = spot_put(change, spot, "amend", ready, NULL, &old, &revision);
	if (put == 0)
		put = fail(ERROR_DATA, "that is what stands there already: nothing to amend");
	else if (put == 1)
		put = amend_write(change, spot, ready, old, reason);
	free(old);
	return put;
}

static int amend_check(const char *value, const char *reason)
{
	if (text_check(reason, strlen(reason), TEXT_LINES, "reason"))
		return -1;
	if (!reason[strspn(reason, " \t\n")])
		return fail(ERROR_DATA, "an amendment needs a reason: say why it is made");
	if (!value[strspn(value, " \t\n")])
		return fail(ERROR_DATA,
			"an amendment replaces what stands there: it cannot leave nothing");
	return 0;
}

int audit_amend(struct session *session, struct audit *audit, struct spot spot,
	const char *value, const char *reason)
{
	struct change change;
	char *ready;
	int result;

	if (amend_check(value, reason) || spot_prepare(audit, spot, value, &ready))
		return -1;
	result = change_begin(&change, session, audit, RIGHT_AMEND, spot_is_outcome(spot));
	if (!result)
		result = change_end(&change, amend(&change, spot, ready, reason));
	free(ready);
	return result ? -1 : audit_reload(session, audit);
}
