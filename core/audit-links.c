// SPDX-License-Identifier: MIT
// What ties an audit to others, in words.
#include "core/audit-links.h"

#include <stdlib.h>

#include "core/challenge.h"
#include "db/mem.h"

// By the kinds that :audit_links gives.
static const char *const labels[] = {[LINK_REVIEW_OF] = "Review of",
	[LINK_NOT_BEFORE] = "Not begun before",
	[LINK_REVIEW] = "Review audit",
	[LINK_CHALLENGE] = "Confirm and Challenge",
	[LINK_ANONYMISED] = "Anonymised on"};

static char *review_words(struct stmt *row)
{
	enum audit_state state = (enum audit_state)stmt_int(row, 2);
	char day[DATE_TEXT];
	const char *when = state >= AUDIT_SUBMITTED ? "submitted on" : "due on";

	if (state == AUDIT_WITHDRAWN)
		return xasprintf("%s, withdrawn", stmt_text(row, 1));
	return xasprintf("%s, %s, %s %s", stmt_text(row, 1), audit_state_name(state), when,
		date_show(stmt_date(row, 3), day));
}

static char *challenge_words(struct stmt *row)
{
	int64_t outcome = stmt_int(row, 2);
	char day[DATE_TEXT];

	if (!outcome)
		return xasprintf("%s, to be discussed", stmt_text(row, 1));
	return xasprintf("%s, %s on %s", stmt_text(row, 1),
		challenge_outcome_name((enum challenge_outcome)outcome),
		date_show(stmt_date(row, 3), day));
}

static char *words_of_row(struct stmt *row, int64_t kind)
{
	char day[DATE_TEXT];

	switch (kind) {
	case LINK_REVIEW_OF: return xstrdup(stmt_text(row, 1));
	case LINK_REVIEW: return review_words(row);
	case LINK_CHALLENGE: return challenge_words(row);
	default: return xstrdup(date_show(stmt_date(row, 3), day));
	}
}

int audit_links(struct session *session, const struct audit *audit, struct audit_link **list,
	size_t *count)
{
	struct stmt *row =
		db_query(session->db, QUERY_AUDIT_LINKS, ARGS(INT("audit", audit->id)));
	size_t room = 0;
	int more = -1;

	*list = NULL;
	*count = 0;
	while (row && (more = stmt_next(row)) == 1) {
		int64_t kind = stmt_int(row, 0);

		if (audit->blind && (kind == LINK_REVIEW || kind == LINK_CHALLENGE))
			continue;
		*list = xgrow(*list, *count, &room, sizeof(**list));
		(*list)[(*count)++] = (struct audit_link){
			.kind = (enum audit_link_kind)kind,
			.label = labels[kind],
			.words = words_of_row(row, kind),
			.ref = xstrdup(stmt_text(row, 1)),
			.state = (int)stmt_int(row, 2),
			.day = stmt_date(row, 3),
		};
	}
	return more;
}

void audit_links_free(struct audit_link *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(list[i].words);
		free(list[i].ref);
	}
	free(list);
}
