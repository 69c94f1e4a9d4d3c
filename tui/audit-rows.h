// SPDX-License-Identifier: MIT
// Rows of audits for a list, fetched as the list asks for them.
#pragma once

#include "core/audit-list.h"
#include "tui/list.h"

// A list_source's fetch over audit_page(): calls `add` for each audit, which list_add()s it with the
// audit's id and key.
int audit_rows_fetch(struct list *list, const struct audit_filter *filter,
	const struct list_row *from, bool forward, int count,
	void (*add)(struct list *list, const struct audit_row *row));
