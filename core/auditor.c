// SPDX-License-Identifier: MIT
// Who may be given an audit.
#include <stdlib.h>

#include "core/audit-private.h"
#include "core/auditor.h"
#include "core/case-worker.h"
#include "core/role.h"
#include "db/error.h"
#include "db/mem.h"

void auditor_finish(struct auditor *auditor)
{
	free(auditor->login);
	free(auditor->name);
	free(auditor->post);
	*auditor = (struct auditor){0};
}

static int auditor_load(struct session *session, const char *login, struct auditor *auditor)
{
	struct stmt *row =
		db_query(session->db, QUERY_USER_BY_LOGIN, ARGS(TEXT("login", login)));
	int found = row ? stmt_next(row) : -1;
	bool active, able;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING,
					   "there is no user %s: 'caseaudit user list' shows "
					   "those there are",
					   login);
	*auditor = (struct auditor){stmt_int(row, 0), xstrdup(stmt_text(row, 1)),
		xstrdup(stmt_text(row, 2)), xstrdup(stmt_text(row, 3))};
	able = stmt_int(row, 4) & ROLE_AUDITOR;
	active = stmt_int(row, 7);
	stmt_done(row);
	if (!active)
		return fail(ERROR_DATA, "%s is no longer a user: choose somebody else", login);
	return able ? 0
		    : fail(ERROR_DATA,
			      "%s is no auditor: choose somebody else, or have the role given",
			      login);
}

static int worker_check(struct session *session, const struct auditor *auditor,
	int64_t casefile_id, const char *worker)
{
	int worked = case_worked_on(session, casefile_id, auditor->login, auditor->name);

	if (worked < 0)
		return -1;
	if (worked || same_person(worker, auditor->login) || same_person(worker, auditor->name))
		return fail(ERROR_DATA,
			"%s works or worked on this case: nobody audits their own work",
			auditor->login);
	return 0;
}

int auditor_find(struct session *session, const char *login, int64_t casefile_id,
	const char *worker, struct auditor *auditor)
{
	*auditor = (struct auditor){0};
	if (!login || !*login)
		return 0;
	if (!auditor_load(session, login, auditor) &&
		!worker_check(session, auditor, casefile_id, worker))
		return 0;
	auditor_finish(auditor);
	return -1;
}

int auditor_pair_check(const struct auditor *lead, const struct auditor *peer)
{
	if (lead->id && lead->id == peer->id)
		return fail(ERROR_DATA,
			"%s cannot be lead and peer of the same audit: choose another peer",
			lead->login);
	return 0;
}
