// SPDX-License-Identifier: MIT
// Searching audits by words and beginnings of references; and the filter as arguments of a statement.
#pragma once

#include "core/audit-list.h"
#include "core/date.h"
#include "core/post.h"

// The filter's texts as {wanted} takes them, "" for any; what reports do not narrow by costs one look (drilled).
struct wanted {
	bool drilled;
	char today[DATE_TEXT], completed[2][DATE_TEXT], due[2][DATE_TEXT];
	char challenged[2][DATE_TEXT]; // months
};
void wanted_init(struct wanted *wanted, const struct session *session,
	const struct audit_filter *filter);

#define OR_ANY(text) ((text) ? (text) : "")

// The arguments of the {wanted} fragment of db/query/list.sql, for ARGS(), of a filter and its wanted.
#define WANTED(f, w)                                                                          \
	INT("service", (f)->service_id), INT("in_team", (f)->team_id),                        \
		TEXT("month", OR_ANY((f)->month)), INT("state", (f)->state),                  \
		INT("open", (f)->open), INT("grade", (f)->grade), INT("by", (f)->auditor_id), \
		INT("kind", (f)->kind), INT("drilled", (w)->drilled),                         \
		INT("standing", (f)->standing), TEXT("today", (w)->today),                    \
		TEXT("completed_from", (w)->completed[0]),                                    \
		TEXT("completed_to", (w)->completed[1]), TEXT("due_from", (w)->due[0]),       \
		TEXT("due_to", (w)->due[1]), TEXT("post", OR_ANY((f)->post)),                 \
		TEXT("posts", post_list()), TEXT("theme", OR_ANY((f)->theme)),                \
		INT("aspect", (f)->aspect),                                                   \
		TEXT("domain", *OR_ANY((f)->domain) ? (f)->domain : "overall"),               \
		INT("grades", (f)->grades), INT("own", (f)->own), INT("pairs", (f)->pairs),   \
		INT("mode", (f)->mode - 1), TEXT("challenged_from", (w)->challenged[0]),      \
		TEXT("challenged_to", (w)->challenged[1]), INT("outcome", (f)->outcome - 1),  \
		INT("review", (f)->review), INT("sealed", (f)->sealed),                       \
		INT("reported", (f)->reported), INT("moderated", (f)->moderated),             \
		INT("source", (f)->feedback_of),                                              \
		INT("obtained", (f)->feedback_said ? 2 : (int)(f)->feedback),                 \
		INT("contact", (f)->contact), INT("answered", (f)->answered),                 \
		TEXT("means", OR_ANY((f)->means)), TEXT("contact_means", contact_means_list), \
		TEXT("feedback_means", feedback_means_list),                                  \
		INT("moderated_by", (f)->moderated_by), INT("decision", (f)->decision)

// audit_page() for a filter with a text: in the order of ids, descending with down.
int audit_search(struct session *session, const struct audit_filter *filter,
	const struct audit_row *from, bool down, struct audit_row *rows, int count);

// What a person typed as an argument of FTS5's MATCH: each word quoted, so that nothing in it is an
// operator, the last one as a beginning; all must be there. NULL where there is no word in it. Yours.
char *search_match(const char *text);

// Reads a line of any statement with the {list_columns}; its key is not set.
void audit_row_read(struct stmt *stmt, struct audit_row *row);
