// SPDX-License-Identifier: MIT
// The outcome of one audit, to hand over: who may have it, and that the trail tells of it.
#include <stdlib.h>

#include "core/document.h"
#include "core/handover-private.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

const char handover_family_note[] =
	"read it before you hand it over: names of staff known here are taken out, others "
	"cannot be; and what one of the family said is read by all who are given it";

void handover_day(struct handover *handover, const char *name, date day)
{
	char text[DATE_TEXT];

	if (day != DATE_NONE)
		prose_pair(&handover->prose, name, date_show(day, text));
}

static int check(const struct audit *audit)
{
	if (audit->state == AUDIT_WITHDRAWN)
		return fail(
			ERROR_DATA, "audit %s was withdrawn: it has no outcome", audit->ref);
	if (audit->blind)
		return fail(ERROR_DENIED,
			"you are to moderate audit %s without knowing its grades: seal yours "
			"first, then its outcome is there",
			audit->ref);
	if (audit->completed_on == DATE_NONE)
		return fail(ERROR_DATA,
			"audit %s is not submitted yet: it has no outcome until then",
			audit->ref);
	return 0;
}

static int tell(
	struct session *session, const struct audit *audit, const struct handover_wish *wish)
{
	char *record = xasprintf("audit %s", audit->ref);
	struct act act = {.verb = "hand over",
		.record = record,
		.audit_id = audit->id,
		.service_id = audit->service_id,
		.field = "outcome",
		.new = wish->reader == HANDOVER_FAMILY ? "for the family"
						       : "for practitioner and supervision"};
	int result = session_begin(session);

	if (!result)
		result = db_end(session->db, trail_append(session, &act));
	free(record);
	return result;
}

// What belongs to the audit besides itself.
static int gather(struct handover *handover, const struct handover_wish *wish)
{
	struct session *session = handover->session;

	if (wish->reader == HANDOVER_FAMILY)
		return mask_init(session, &handover->mask) ||
				       mask_audit(session, &handover->mask, handover->audit->id)
			       ? -1
			       : 0;
	return loop_of_audit(
		session, handover->audit->id, &handover->steps, &handover->step_count);
}

// The trail is told before anybody can hold the document.
static int write_it(struct handover *handover, const struct handover_wish *wish, FILE *out,
	const char *path)
{
	char head[TRAIL_HASH_TEXT];
	struct document document;

	if (gather(handover, wish) || tell(handover->session, handover->audit, wish) ||
		trail_head(handover->session, head))
		return -1;
	handover->head = head;
	document_begin(&document, out, path);
	handover->prose = (struct prose){.to = document.to, .as_html = wish->html};
	return document_end(&document,
		(wish->reader == HANDOVER_FAMILY ? handover_family : handover_record)(
			handover));
}

int handover_write(
	struct session *session, const struct handover_wish *wish, FILE *out, const char *path)
{
	struct handover handover = {
		.session = session, .audit = audit_open(session, wish->ref)};
	int result = -1;

	if (handover.audit && check(handover.audit) == 0)
		result = write_it(&handover, wish, out, path);
	loop_steps_free(handover.steps, handover.step_count);
	mask_finish(&handover.mask);
	audit_destroy(handover.audit);
	return result;
}
