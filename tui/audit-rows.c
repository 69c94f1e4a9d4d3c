// SPDX-License-Identifier: MIT
// Rows of audits for a list: as many as asked for, some at a time.
#include "tui/audit-rows.h"

enum { AT_ONCE = 64 };

int audit_rows_fetch(struct list *list, const struct audit_filter *filter,
	const struct list_row *from, bool forward, int count,
	void (*add)(struct list *list, const struct audit_row *row))
{
	struct audit_row rows[AT_ONCE], place;
	int got, ask;

	do {
		ask = count < AT_ONCE ? count : AT_ONCE;
		if (from != NULL)
			place = (struct audit_row){.id = from->id, .key = from->key};
		got = audit_page(list->screen->session, filter, from == NULL ? NULL : &place,
			!forward, rows, ask);
		for (int i = 0; i < got; i++) {
			add(list, &rows[i]);
			audit_row_finish(&rows[i]);
		}
		count -= ask;
		from = list->count == 0 ? NULL : list->rows[forward ? list->count - 1 : 0];
	} while (got == ask && count > 0);
	return got < 0 ? -1 : 0;
}
