// SPDX-License-Identifier: MIT
// Themes of learning: the list that QA keeps, from which auditors choose, and what auditors added.
#pragma once

#include <stddef.h>

#include "core/put.h"

// Puts a theme on QA's list under a name (RIGHT_TEMPLATE), one transaction with its rows in the trail.
// With PUT_NEW a theme of that name that is not listed, an auditor's own or a retired one, joins the list
// again. rename NULL: keeps its name; ACTIVE_NO takes it off the list, and the audits that name it keep
// it. Names as for put_check_name(); -1 as enum put says.
int theme_put(struct session *session, const char *name, const char *rename, enum active listed,
	enum put put);

// The list that a new database begins with.
int theme_ship(struct session *session);

struct theme_row {
	int64_t id;
	char *name;
	bool listed;    // false: an auditor's own, or retired
	int64_t audits; // that name it
};

// All themes by name; with only_listed those on the list. Anybody who is a user may see them. 0 with *rows
// and *count, which are yours, or -1.
int theme_rows(
	struct session *session, bool only_listed, struct theme_row **rows, size_t *count);
void theme_rows_free(struct theme_row *rows, size_t count);
