// SPDX-License-Identifier: MIT
// The trail on the screen: who looked at and changed what, newest first.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/right.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/list.h"
#include "tui/pager.h"
#include "tui/trail.h"

#define ROWS_AT_ONCE 64

struct trail_state {
	int64_t audit_id;
	char *title;
	struct list list;
};

static const struct list_column columns[] = {
	{"When", 18, 0, 2, false},
	{"Who", 10, 1, 0, false},
	{"Did", 10, 0, 0, false},
	{"Record", 18, 2, 0, false},
	{"What", 12, 2, 3, false},
};

static void add_row(
	struct list *list, const struct session *session, const struct trail_row *row)
{
	char when[32];
	const struct list_cell cells[LENGTH(columns)] = {
		{session_show_moment(session, row->at, when), THEME_TEXT},
		{row->actor, THEME_TEXT},
		{row->act, THEME_TEXT},
		{row->record, THEME_TEXT},
		{row->erased ? "erased" : row->field, row->erased ? THEME_MUTED : THEME_TEXT},
	};

	list_add(list, row->seq, row->seq, NULL, cells);
}

// The list runs from the newest to the oldest: forward is towards the older.
static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	struct trail_state *state = context;
	struct session *session = list->screen->session;
	int64_t seq = from ? from->number : forward ? INT64_MAX : 0;

	while (count > 0) {
		struct trail_row rows[ROWS_AT_ONCE];
		int ask = count < ROWS_AT_ONCE ? count : ROWS_AT_ONCE;
		int got = trail_page(session, state->audit_id, seq, !forward, rows, ask);

		for (int i = 0; i < got; i++) {
			add_row(list, session, &rows[i]);
			seq = rows[i].seq;
			trail_row_finish(&rows[i]);
		}
		if (got < ask)
			return got < 0 ? -1 : 0;
		count -= got;
	}
	return 0;
}

static const char *empty(void *context)
{
	(void)context;
	return "Nothing is recorded here that you may read.";
}

static const struct list_source source = {
	.columns = columns,
	.column_count = LENGTH(columns),
	.fetch = fetch,
	.empty = empty,
};

static int fill_row(struct pager *pager, const void *context)
{
	const struct trail_row *row = context;
	static const int indent = 10;

	pager_term(pager, "When", indent, THEME_TEXT, row->at);
	pager_term(pager, "Who", indent, THEME_TEXT, row->actor);
	pager_term(pager, "Did", indent, THEME_TEXT, row->act);
	pager_term(pager, "Record", indent, THEME_TEXT, row->record);
	if (*row->field)
		pager_term(pager, "What", indent, THEME_TEXT, row->field);
	if (row->erased)
		pager_add(pager, THEME_MUTED, 0,
			"The values were erased by retention; the chain still holds.");
	if (row->old)
		pager_term(pager, "Before", indent, THEME_TEXT, row->old);
	if (row->new)
		pager_term(pager, "After", indent, THEME_TEXT, row->new);
	return 0;
}

static int open_row(struct screen *screen)
{
	struct trail_state *state = screen->state;
	const struct list_row *focus = list_focus(&state->list);
	struct trail_row row;
	int got, result;

	if (!focus)
		return fail(ERROR_MISSING, "there is no row here");
	got = trail_page(screen->session, state->audit_id, focus->number + 1, false, &row, 1);
	if (got < 1)
		return got < 0 ? -1 : fail(ERROR_MISSING, "that row is gone");
	result = pager_open(screen->session,
		&(struct pager_content){
			.title = "A row of the trail", .fill = fill_row, .context = &row});
	trail_row_finish(&row);
	return result;
}

static void walk_found(const char *sentence, void *context)
{
	char **text = context, *longer = xasprintf("%s%s\n", *text, sentence);

	free(*text);
	*text = longer;
}

static int fill_verify(struct pager *pager, const void *context)
{
	struct session *session = *(struct session *const *)context;
	struct trail_check check;
	char *text = xstrdup("");
	int result = trail_verify(session, &check, walk_found, &text);

	if (!result) {
		pager_format(pager, check.wrong ? THEME_ERROR : THEME_TEXT, 0,
			"%" PRId64 " rows walked, %" PRId64 " do not hold, %" PRId64
			" with values erased.",
			check.rows, check.wrong, check.erased);
		pager_add(pager, THEME_ERROR, 0, text);
		pager_term(pager, "Head", 10, THEME_TEXT, check.head);
	}
	free(text);
	return result;
}

static int verify(struct screen *screen)
{
	return pager_open(
		screen->session, &(struct pager_content){.title = "The trail, verified",
					 .fill = fill_verify,
					 .context = &screen->session});
}

static int reload(struct screen *screen)
{
	struct trail_state *state = screen->state;

	return list_restart(&state->list, false);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Shows the row whole, with the values before and after", open_row},
	{{'v'}, "verify", "Walks the chain and says whether every row still holds", verify,
		RIGHT_TRAIL},
	{{'r'}, "reload", "Reads again from the newest", reload},
	{{0}, NULL},
};

static int open_trail(struct screen *screen, const void *argument)
{
	struct trail_state *state = screen->state;
	const struct trail_scope *scope = argument;

	if (require(screen->session, RIGHT_TRAIL, NULL))
		return -1;
	state->audit_id = scope ? scope->audit_id : 0;
	state->title = scope && scope->title ? xasprintf("Trail of %s", scope->title)
					     : xstrdup("Trail");
	list_init(&state->list, screen, &source, state);
	view_focus(screen, &state->list, list_keys);
	if (list_reload(&state->list)) {
		list_finish(&state->list);
		free(state->title);
		return -1;
	}
	return 0;
}

static void close_trail(struct screen *screen)
{
	struct trail_state *state = screen->state;

	list_finish(&state->list);
	free(state->title);
}

static void paint(struct screen *screen)
{
	struct trail_state *state = screen->state;

	list_paint(&state->list, screen->body);
}

static void idle(struct screen *screen)
{
	struct trail_state *state = screen->state;

	list_idle(&state->list);
}

static void describe(struct screen *screen, char *text, size_t size)
{
	const struct trail_state *state = screen->state;

	snprintf(text, size, "%s", state->title);
}

const struct view trail_view = {
	.name = "trail",
	.title = "Trail",
	.help = "Every look and every change, newest first: auditors see their own acts, "
		"senior managers those of "
		"their services, QA and administrators all. Rows are only ever added, in a "
		"chain that shows what "
		"was altered afterwards.",
	.size = sizeof(struct trail_state),
	.keys = keys,
	.open = open_trail,
	.close = close_trail,
	.paint = paint,
	.idle = idle,
	.describe = describe,
};
