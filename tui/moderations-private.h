// SPDX-License-Identifier: MIT
// The queue of moderations: its rows, shared with Home, and QA's forms.
#pragma once

#include "core/moderation.h"
#include "tui/list.h"

enum { MODERATION_COLUMNS = 8 };
extern const struct list_column moderation_columns[MODERATION_COLUMNS];

// A list_source's fetch over moderation_page(). words narrows it to rows that hold them ("" or NULL: all).
// add: NULL for the columns above.
int moderation_rows_fetch(struct list *list, enum moderation_list which, const char *words,
	void (*add)(struct list *list, const struct moderation_row *row),
	const struct list_row *from, bool forward, int count);

// QA's forms. 0, or -1 with fail().
int moderations_select(struct session *session);
int moderations_add(struct session *session);
int moderations_assign(struct session *session, const char *ref, const char *moderator);
