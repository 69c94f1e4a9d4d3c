// SPDX-License-Identifier: MIT
// Who is to moderate an audit grades it first without knowing its grades: what is kept from them until then.
#include <string.h>

#include "core/blind.h"

bool blind_for(const struct session *session, int64_t blind_id)
{
	return blind_id && session->me.id == blind_id;
}

bool blind_place(int place)
{
	return place == PLACE_WHY_DIFFERS;
}

bool blind_part(enum part part)
{
	return part != PART_MODERATOR;
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), size = strlen(end);

	return length >= size && strcmp(text + length - size, end) == 0;
}

bool blind_amendment(const char *field)
{
	return ends_in(field, ".grade") || ends_in(field, place_info(PLACE_WHY_DIFFERS)->code);
}

int blind_in_sample(struct session *session, int64_t sample_id)
{
	int64_t count = 0;

	if (db_int(session->db, QUERY_BLIND_IN_SAMPLE,
		    ARGS(INT("sample", sample_id), INT("user", session->me.id)), &count) < 0)
		return -1;
	return count > 0;
}
