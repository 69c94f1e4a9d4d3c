// SPDX-License-Identifier: MIT
// Writing a text of an audit together with its entry in the search index.
#include <stdlib.h>

#include "core/narrative-store.h"

#define USER(id)                                                                    \
	{                                                                           \
		.name = "user", .type = (id) ? BIND_INT : BIND_NULL, .number = (id) \
	}

static int forget(struct db *db, int64_t id)
{
	char *old = NULL;
	int found = db_text(db, QUERY_NARRATIVE_GET, ARGS(INT("id", id)), &old), result = 0;

	if (found == 1)
		result = db_run(
			db, QUERY_NARRATIVE_INDEX_DROP, ARGS(INT("id", id), TEXT("text", old)));
	free(old);
	return found < 0 ? -1 : result;
}

int narrative_store(struct db *db, int64_t id, const char *text, int64_t user_id, int revision,
	const char *at)
{
	if (forget(db, id))
		return -1;
	if (!*text)
		return db_run(db, QUERY_NARRATIVE_DROP, ARGS(INT("id", id)));
	if (db_run(db, QUERY_NARRATIVE_PUT,
		    ARGS(INT("id", id), TEXT("text", text), USER(user_id),
			    INT("revision", revision), TEXT("at", at))))
		return -1;
	return db_run(db, QUERY_NARRATIVE_INDEX_ADD, ARGS(INT("id", id), TEXT("text", text)));
}

int narrative_add(struct db *db, int64_t id, const char *text, int64_t user_id, const char *at)
{
	if (!*text)
		return 0;
	return db_run(db, QUERY_NARRATIVE_ADD,
		ARGS(INT("id", id), TEXT("text", text), USER(user_id), TEXT("at", at)));
}

int narrative_index_from(struct db *db, int64_t first_id)
{
	return db_run(db, QUERY_NARRATIVE_INDEX_FILL, ARGS(INT("first", first_id)));
}
