// SPDX-License-Identifier: MIT
// What a screen remembers for a person.
#include <stdlib.h>
#include <string.h>

#include "core/remember.h"

char *remember_get(struct session *session, const char *screen)
{
	char *text = NULL;

	if (db_text(session->db, QUERY_SCREEN_STATE_GET,
		    ARGS(INT("user", session->me.id), TEXT("screen", screen)), &text) != 1)
		return NULL;
	return text;
}

int remember_put(struct session *session, const char *screen, const char *text)
{
	char *kept = remember_get(session, screen);
	int same = strcmp(kept == NULL ? "" : kept, text == NULL ? "" : text) == 0;

	free(kept);
	if (same)
		return 0;
	if (db_begin(session->db) != 0)
		return -1;
	return db_end(
		session->db, db_run(session->db, QUERY_SCREEN_STATE_PUT,
				     ARGS(INT("user", session->me.id), TEXT("screen", screen),
					     TEXT("state", text == NULL ? "" : text))));
}
