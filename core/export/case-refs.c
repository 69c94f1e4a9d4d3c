// SPDX-License-Identifier: MIT
// The references of cases by number: those met last are remembered, because cases are audited again and again and lie
// anywhere in their table.
#include <stdlib.h>
#include <string.h>

#include "core/export/case-refs.h"
#include "db/error.h"
#include "db/mem.h"

static const char *look_up(struct db *db, struct case_refs *refs, int64_t id, size_t *length)
{
	int found;

	stmt_done(refs->stmt);
	refs->stmt = db_query(db, QUERY_EXPORT_CASE_REF, ARGS(INT("id", id)));
	found = refs->stmt ? stmt_next(refs->stmt) : -1;
	if (found == 1)
		return stmt_sized_text(refs->stmt, 0, length);
	refs->stmt = NULL;
	if (found == 0)
		fail(ERROR_IO, "an audit belongs to no case: check the database with "
			       "`caseaudit verify`");
	return NULL;
}

const char *case_ref(struct db *db, struct case_refs *refs, int64_t id, size_t *length)
{
	struct case_place *place;
	const char *ref;

	if (!refs->places)
		refs->places = xcalloc(CASE_REF_PLACES, sizeof(*refs->places));
	place = &refs->places[id & (CASE_REF_PLACES - 1)];
	*length = place->length;
	if (place->id == id)
		return place->ref;
	ref = look_up(db, refs, id, length);
	if (ref && *length <= sizeof(place->ref) && id <= UINT32_MAX) {
		*place = (struct case_place){
			.id = (uint32_t)id, .length = (unsigned char)*length};
		memcpy(place->ref, ref, *length);
	}
	return ref;
}

void case_refs_finish(struct case_refs *refs)
{
	stmt_done(refs->stmt);
	free(refs->places);
	*refs = (struct case_refs){0};
}
