// SPDX-License-Identifier: MIT
// Whose case it is and was: nobody audits what they worked on.
#include "core/case-worker.h"
#include "core/audit-private.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

bool same_person(const char *a, const char *b)
{
	char *key_a = text_key(a), *key_b = text_key(b);
	bool same = *a && strcmp(key_a, key_b) == 0;

	free(key_a);
	free(key_b);
	return same;
}

int case_worked_on(
	struct session *session, int64_t casefile_id, const char *login, const char *name)
{
	struct stmt *row =
		db_query(session->db, QUERY_CASE_WORKERS, ARGS(INT("casefile", casefile_id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		const char *worker = stmt_text(row, 0);

		if (!same_person(worker, login) && !same_person(worker, name))
			continue;
		stmt_done(row);
		return 1;
	}
	return more;
}
