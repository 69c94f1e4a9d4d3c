// SPDX-License-Identifier: MIT
// The open actions of all audits, by the day they are due.
#pragma once

#include "core/action.h"

// Zero-initialised: every open action on an audit that the person may see.
struct action_filter {
	int64_t service_id, team_id; // of the audit; 0: any
	int64_t owner_id;            // 0: anybody
	bool overdue;                // past their date only
};

struct action_row {
	struct action action;
	char *audit_ref, *case_ref, *team, *service;
};
void action_row_finish(struct action_row *row);

// Up to count actions that are not verified yet, behind the one `from` (NULL: from the start), earliest due
// date first. Only on audits that the person may see, in the statement itself. Walks an index. Returns how
// many, or -1.
int action_page(struct session *session, const struct action_filter *filter,
	const struct action_row *from, struct action_row *rows, int count);
