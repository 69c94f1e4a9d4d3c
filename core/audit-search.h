// SPDX-License-Identifier: MIT
// Searching audits by words and beginnings of references; and the filter as arguments of a statement.
#pragma once

#include "core/audit-list.h"

// The arguments of the {wanted} fragment of db/query/list.sql, for ARGS().
#define WANTED(f)                                                                             \
	INT("service", (f)->service_id), INT("in_team", (f)->team_id),                        \
		TEXT("month", (f)->month ? (f)->month : ""), INT("state", (f)->state),        \
		INT("open", (f)->open), INT("grade", (f)->grade), INT("by", (f)->auditor_id), \
		INT("kind", (f)->kind)

// audit_page() for a filter with a text: in the order of ids, descending with down.
int audit_search(struct session *session, const struct audit_filter *filter,
	const struct audit_row *from, bool down, struct audit_row *rows, int count);

// What a person typed as an argument of FTS5's MATCH: each word quoted, so that nothing in it is an
// operator, the last one as a beginning; all must be there. NULL where there is no word in it. Yours.
char *search_match(const char *text);

// Reads a line of any statement with the {list_columns}; its key is not set.
void audit_row_read(struct stmt *stmt, struct audit_row *row);
