// SPDX-License-Identifier: MIT
// Who has read an audit's grades: they cannot moderate it sealed any more.
#include <stdlib.h>
#include <string.h>

#include "core/moderation-read.h"
#include "db/mem.h"

bool readers_have(const struct readers *readers, const char *login)
{
	for (size_t i = 0; i < readers->count; i++)
		if (strcmp(readers->logins[i], login) == 0)
			return true;
	return false;
}

void readers_finish(struct readers *readers)
{
	for (size_t i = 0; i < readers->count; i++)
		free(readers->logins[i]);
	free(readers->logins);
	*readers = (struct readers){0};
}

static void add(struct readers *readers, const char *login)
{
	if (!*login || readers_have(readers, login))
		return;
	readers->logins = xgrow(
		readers->logins, readers->count, &readers->room, sizeof(*readers->logins));
	readers->logins[readers->count++] = xstrdup(login);
}

// The walk along the trail of one audit.
struct walk {
	struct readers *readers;
	char *blind; // login of who is kept from the grades at this point; ""
};

static void step(struct walk *walk, struct stmt *row)
{
	const char *actor = stmt_text(row, 0), *act = stmt_text(row, 1);

	if (strcmp(act, "submit") == 0) {
		readers_finish(
			walk->readers); // an imported one has no such row: all looks count
	} else if (strcmp(act, "look") == 0) {
		if (strcmp(actor, walk->blind) != 0 &&
			strcmp(stmt_text(row, 2), LOOK_BLIND) != 0)
			add(walk->readers, actor);
	} else if (strcmp(act, "seal") == 0) { // who sealed is shown them
		add(walk->readers, walk->blind);
		xreplace(&walk->blind, "");
	} else if (strcmp(stmt_text(row, 2), "moderator") == 0) {
		xreplace(&walk->blind, stmt_text(row, 3));
	} else if (strcmp(stmt_text(row, 2), "open moderator") == 0) {
		xreplace(&walk->blind, "");
	}
}

int readers_load(struct session *session, int64_t audit_id, struct readers *readers)
{
	struct walk walk = {readers, xstrdup("")};
	struct stmt *row =
		db_query(session->db, QUERY_MODERATION_READS, ARGS(INT("audit", audit_id)));
	int more = -1;

	*readers = (struct readers){0};
	while (row && (more = stmt_next(row)) == 1)
		step(&walk, row);
	free(walk.blind);
	if (more)
		readers_finish(readers);
	return more;
}
