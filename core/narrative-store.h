// SPDX-License-Identifier: MIT
// Writing a text of an audit together with its entry in the search index.
#pragma once

#include "core/narrative.h"
#include "db/db.h"

// Makes text (of the id that narrative_id() gives) what stands there, inside the caller's transaction; ""
// removes it. user_id 0: imported. at: a moment. -1 with the error of the store. This and the two below are the
// only ways to write to the table, because no trigger keeps the index.
int narrative_store(struct db *db, int64_t id, const char *text, int64_t user_id, int revision,
	const char *at);

// For very many new texts: adds one without its entry in the index (an empty one adds nothing) ...
int narrative_add(struct db *db, int64_t id, const char *text, int64_t user_id, const char *at);

// ... and then, in the same transaction, the entries of all texts with this id or a greater one, none of
// which may have one. FTS5 writes out what it holds whenever a statement begins that may have to be taken
// back alone, which nearly all are: entry by entry an import took twice as long.
int narrative_index_from(struct db *db, int64_t first_id);
