// SPDX-License-Identifier: MIT
// A new action on an audit that is submitted.
#include <stdlib.h>

#include "core/audit.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/offer.h"
#include "tui/smart.h"
#include "tui/tracker.h"

struct adding {
	struct session *session;
	char *audit_ref;
	int64_t challenge_id;
};

static void adding_destroy(void *context)
{
	struct adding *adding = context;

	free(adding->audit_ref);
	free(adding);
	offer_free(NULL);
}

static int save(struct form *form, void *context)
{
	struct adding *adding = context;
	struct action action;
	int result = smart_read(form, adding->session, &action);

	action.challenge_id = adding->challenge_id;
	if (result == 0)
		result = smart_day(adding->session, &action.due_on);
	if (result == 0)
		result = tracker_add(adding->session, adding->audit_ref, &action, true, NULL);
	if (result == 0 && *action.owner_login)
		view_say("On the tracker: its owner is told");
	else if (result == 0)
		view_say("On the tracker. %s is no user here: tell them yourself",
			action.owner_name);
	action_finish(&action);
	return result;
}

int tracker_new(struct session *session, const char *audit_ref, int64_t challenge_id)
{
	static const char *const values[SMART_FIELDS] = {
		[SMART_SCOPE] = "case", [SMART_PRIORITY] = "no", [SMART_ESCALATED] = "no"};
	struct adding *adding;
	char *title, *draft;
	int result;

	if (require(session, RIGHT_LOOP, NULL) != 0 || offer_load(session) != 0)
		return -1;
	adding = xmalloc(sizeof(*adding));
	*adding = (struct adding){session, xstrdup(audit_ref), challenge_id};
	title = xasprintf("New action on %s", audit_ref);
	draft = xasprintf("new action on %s", audit_ref);
	result = form_open(session, &(struct form_content){.title = title,
					    .help = SMART_HELP,
					    .fields = smart_fields,
					    .count = SMART_FIELDS,
					    .values = values,
					    .save = save,
					    .context = adding,
					    .free = adding_destroy,
					    .draft = draft,
					    .hints = true});
	free(title);
	free(draft);
	return result;
}
