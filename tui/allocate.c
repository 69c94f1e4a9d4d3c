// SPDX-License-Identifier: MIT
// The QA team's forms: begin an audit, give it to others, take it out of the count.
#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/cycle.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocate.h"
#include "tui/fields.h"
#include "tui/form.h"
#include "tui/offer.h"

// What a form works on.
struct allocating {
	struct session *session;
	char *ref; // of the audit; NULL for one to begin
};

static struct allocating *begin(struct session *session, const char *ref)
{
	struct allocating *allocating = xmalloc(sizeof(*allocating));

	*allocating = (struct allocating){session, ref == NULL ? NULL : xstrdup(ref)};
	return allocating;
}

static void end(void *context)
{
	struct allocating *allocating = context;

	free(allocating->ref);
	free(allocating);
	offer_free(NULL);
}

// Says what was done, and what was let through though it speaks against it.
static void say_warnings(struct session *session, const char *ref,
	const struct allocation *allocation, const char *done)
{
	char *words = allocate_warnings(session, ref, allocation);

	if (words != NULL && *words != '\0')
		view_refuse("%s; %.*s", done, (int)strcspn(words, "\n"), words);
	else
		view_say("%s", done);
	free(words);
}

enum new_field { NEW_CASE, NEW_LEAD, NEW_PEER, NEW_DUE, NEW_MONTH, NEW_COUNT };

static const struct field new_fields[NEW_COUNT] = {
	[NEW_CASE] = {FIELD_TEXT, "Case reference", "As imported; never a child's name", true,
		100},
	[NEW_LEAD] = {FIELD_PICK, "Lead auditor", "Space shows the auditors", true,
		.complete = offer_auditors},
	[NEW_PEER] = {FIELD_PICK, "Peer auditor", "Judges beside the lead; may stay empty",
		.complete = offer_auditors},
	[NEW_DUE] = {FIELD_DATE, "Due", "Empty: the last working day of the month"},
	[NEW_MONTH] = {FIELD_TEXT, "Month", "The cycle it belongs to: 2026-10", true},
};

static int save_new(struct form *form, void *context)
{
	struct allocating *allocating = context;
	struct allocation allocation = {
		.case_ref = form_value(form, NEW_CASE),
		.month = form_value(form, NEW_MONTH),
		.lead = form_value(form, NEW_LEAD),
		.peer = form_value(form, NEW_PEER),
		.due = fields_day(form, NEW_DUE),
	};
	char *ref, *done;

	if (audit_add(allocating->session, &allocation, &ref) != 0)
		return -1;
	done = xasprintf("%s begun, in the hands of %s", ref, allocation.lead);
	say_warnings(allocating->session, ref, &allocation, done);
	free(done);
	free(ref);
	return 0;
}

int allocate_new(struct session *session)
{
	char month[DATE_TEXT], due_text[DATE_TEXT];
	date due;

	date_month(session->today, month);
	if (cycle_due(session, month, &due) < 0 || offer_load(session) != 0)
		return -1;
	const char *values[NEW_COUNT] = {
		[NEW_MONTH] = month,
		[NEW_DUE] = date_iso(due, due_text),
	};
	return form_open(session,
		&(struct form_content){"New audit",
			"It starts on the template in force today, and appears on the "
			"auditors' Home.",
			new_fields, NEW_COUNT, values, save_new, begin(session, NULL), end});
}

enum change_field { CHANGE_LEAD, CHANGE_PEER, CHANGE_DUE, CHANGE_COUNT };

static const struct field change_fields[CHANGE_COUNT] = {
	[CHANGE_LEAD] = {FIELD_PICK, "Lead auditor", "Space shows the auditors", true,
		.complete = offer_auditors},
	[CHANGE_PEER] = {FIELD_PICK, "Peer auditor", "Backspace: none",
		.complete = offer_auditors},
	[CHANGE_DUE] = {FIELD_DATE, "Due", NULL, true},
};

static int save_change(struct form *form, void *context)
{
	struct allocating *allocating = context;
	struct allocation allocation = {
		.lead = form_value(form, CHANGE_LEAD),
		.peer = form_value(form, CHANGE_PEER),
		.due = fields_day(form, CHANGE_DUE),
	};

	char *done;

	if (audit_allocate(allocating->session, allocating->ref, &allocation) != 0)
		return -1;
	done = xasprintf("%s is in the hands of %s", allocating->ref, allocation.lead);
	say_warnings(allocating->session, allocating->ref, &allocation, done);
	free(done);
	return 0;
}

int allocate_change(struct session *session, int64_t audit_id)
{
	struct audit *audit = audit_open_id(session, audit_id);
	char due[DATE_TEXT];
	int result = -1;

	if (audit == NULL)
		return -1;
	const char *values[CHANGE_COUNT] = {
		audit->lead_login, audit->peer_login, date_iso(audit->due_on, due)};
	if (audit->state != AUDIT_ALLOCATED && audit->state != AUDIT_DRAFT)
		fail(ERROR_DATA, "%s is %s: only an open audit changes hands", audit->ref,
			audit_state_name(audit->state));
	else if (offer_load(session) == 0)
		result = form_open(
			session, &(struct form_content){audit->ref,
					 "What was written stays, whoever writes on. The "
					 "change stands in the trail.",
					 change_fields, CHANGE_COUNT, values, save_change,
					 begin(session, audit->ref), end});
	audit_destroy(audit);
	return result;
}

enum withdraw_field { WITHDRAW_WHY, WITHDRAW_BY, WITHDRAW_COUNT };

static const struct field withdraw_fields[WITHDRAW_COUNT] = {
	[WITHDRAW_WHY] = {FIELD_LINES, "Why", "For example: the case closed before the audit",
		true, 500},
	[WITHDRAW_BY] = {FIELD_TEXT, "Approved by", "Name and post", true, 100},
};

static int save_withdraw(struct form *form, void *context)
{
	struct allocating *allocating = context;

	if (!prompt_word(
		    "It leaves the count for good, and nobody can write in it.", "withdraw"))
		return fail(ERROR_NONE, "Nothing was done: \"withdraw\" was to be typed");
	return audit_withdraw(allocating->session, allocating->ref,
		form_value(form, WITHDRAW_WHY), form_value(form, WITHDRAW_BY));
}

int allocate_withdraw(struct session *session, int64_t audit_id)
{
	struct audit *audit = audit_open_id(session, audit_id);

	if (audit == NULL)
		return -1;
	char *title = xasprintf("Withdraw %s", audit->ref);
	int result =
		form_open(session, &(struct form_content){title,
					   "A withdrawn audit is exempt, not missing: it is "
					   "counted apart, with the reason and who "
					   "approved it.",
					   withdraw_fields, WITHDRAW_COUNT, NULL, save_withdraw,
					   begin(session, audit->ref), end, title});
	free(title);
	audit_destroy(audit);
	return result;
}
