// SPDX-License-Identifier: MIT
// Writing a text of an audit together with its entry in the search index.
#pragma once

#include "core/narrative.h"
#include "db/db.h"

// Makes text (of the id that narrative_id() gives) what stands there, inside the caller's transaction; ""
// removes it. user_id 0: imported. at: a moment. The only way to write to the table, because no trigger
// keeps the index. -1 with the error of the store.
int narrative_store(struct db *db, int64_t id, const char *text, int64_t user_id, int revision,
	const char *at);
