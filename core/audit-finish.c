// SPDX-License-Identifier: MIT
// Letting an audit in memory go again.
#include <stdlib.h>

#include "core/audit-private.h"
#include "db/mem.h"

static void parts_finish(struct audit *audit)
{
	for (int part = 0; part < PART_COUNT; part++) {
		for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++)
			free(audit->judgements[part][i].changed_at);
		for (int i = 0; i < PLACE_COUNT; i++) {
			free(audit->texts[part][i].text);
			free(audit->texts[part][i].changed_by);
			free(audit->texts[part][i].changed_at);
		}
		free(audit->ticks[part]);
	}
}

void audit_lists_finish(struct audit *audit)
{
	themes_free(audit->themes, audit->theme_count);
	for (size_t i = 0; i < audit->action_count; i++)
		action_finish(&audit->actions[i]);
	free(audit->actions);
	for (size_t i = 0; i < audit->concern_count; i++)
		concern_finish(&audit->concerns[i]);
	free(audit->concerns);
	for (size_t i = 0; i < audit->amendment_count; i++) {
		struct amendment *amendment = &audit->amendments[i];

		free(amendment->field);
		free(amendment->old);
		free(amendment->new);
		free(amendment->reason);
		free(amendment->by);
		free(amendment->at);
	}
	free(audit->amendments);
	audit->themes = NULL;
	audit->actions = NULL;
	audit->concerns = NULL;
	audit->amendments = NULL;
	audit->theme_count = audit->action_count = audit->concern_count =
		audit->amendment_count = 0;
}

static void names_finish(struct audit *audit)
{
	char *names[] = {audit->ref, audit->case_ref, audit->team, audit->service, audit->month,
		audit->lead_login, audit->lead_name, audit->lead_post, audit->peer_login,
		audit->peer_name, audit->withdrawn_why, audit->withdrawn_by,
		audit->bookmark.page, audit->bookmark.left_at};

	for (size_t i = 0; i < LENGTH(names); i++)
		free(names[i]);
	for (int i = 0; i < HEADER_COUNT; i++)
		free(audit->header[i]);
}

void draft_destroy(struct draft *draft)
{
	if (!draft)
		return;
	free(draft->text);
	free(draft->saved_at);
	free(draft);
}

void audit_finish(struct audit *audit)
{
	names_finish(audit);
	parts_finish(audit);
	audit_lists_finish(audit);
	for (int i = 0; i < SOURCE_COUNT; i++)
		free(audit->feedback[i].means);
	for (int i = 0; i < PLACE_COUNT; i++)
		draft_destroy(audit->drafts[i]);
}

void audit_destroy(struct audit *audit)
{
	if (!audit)
		return;
	audit_finish(audit);
	free(audit);
}
