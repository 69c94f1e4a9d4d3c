// SPDX-License-Identifier: MIT
// The frame: where you are, what happened, which keys there are.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/text.h"
#include "db/mem.h"
#include "tui/frame.h"
#include "tui/tui.h"

static struct {
	char *user;
	bool practice;
	char *message;
	enum theme_role role;
	char *painted; // what the message line shows now
	bool tall;     // and it covers more than its line
} frame;

void frame_identity(const char *user, bool practice)
{
	xreplace(&frame.user, user);
	frame.practice = practice;
}

struct rect frame_body(void)
{
	return (struct rect){1, 0, tui_rows() - 3, tui_cols()};
}

static void describe(const struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "%s", screen->view->title == NULL ? "" : screen->view->title);
	if (screen->view->describe != NULL)
		screen->view->describe((struct screen *)screen, text, size);
}

// "Home > Audits > A-0012": the way here, from the bottom of the stack.
static char *trace(const struct screen *top)
{
	char here[160];

	describe(top, here, sizeof(here));
	if (top->below == NULL)
		return xstrdup(here);
	char *before = trace(top->below), *text = xasprintf("%s > %s", before, here);
	free(before);
	return text;
}

static void paint_top(const struct screen *top)
{
	int cols = tui_cols(), right = cols;
	char here[160];
	char *text = trace(top);

	paint_blank((struct rect){0, 0, 1, cols});
	if (frame.user != NULL) {
		right -= paint_width(frame.user) + 1;
		paint_text(0, right, cols - right, THEME_MUTED, frame.user);
	}
	if (frame.practice) {
		right -= (int)strlen(" PRACTICE ") + 1;
		paint_text(0, right, cols - right, THEME_PRACTICE, " PRACTICE ");
	}
	if (paint_width(text) > right - 2) { // the way is too long: this screen's name alone
		describe(top, here, sizeof(here));
		xreplace(&text, here);
	}
	paint_text(0, 1, right - 2, THEME_TITLE, text);
	free(text);
}

// One key of the footer. Returns the column after it, or `col` where it does not fit.
static int paint_key(int col, int limit, const char *key, const char *name)
{
	int row = tui_rows() - 1, width = paint_width(key) + 1 + paint_width(name);

	if (col + width > limit)
		return col;
	col += paint_text(row, col, limit - col, THEME_KEY, key) + 1;
	return col + paint_text(row, col, limit - col, THEME_TEXT, name) + 2;
}

// The key to show for a row: one that is not text where letters are.
static const char *shown_key(const struct screen *screen, const struct key *row)
{
	size_t i = 0;

	while (screen->typing && i + 1 < LENGTH(row->key) && row->key[i + 1] != 0 &&
		row->key[i] >= ' ' && row->key[i] < 0x7f)
		i++;
	return key_name(row->key[i]);
}

static bool has_escape(const struct key *rows)
{
	for (; rows != NULL && rows->name != NULL; rows++)
		if (rows->key[0] == K_ESC)
			return true;
	return false;
}

// A key of the program's that stands at the end of every footer.
struct footer_key {
	const char *key, *name;
};

static size_t footer_keys(const struct screen *top, struct footer_key keys[3])
{
	size_t count = 0;

	keys[count++] = (struct footer_key){top->typing ? "F1" : "?", "keys"};
	if (!top->typing)
		keys[count++] = (struct footer_key){":", "command"};
	if (!top->typing || !has_escape(top->view->keys))
		keys[count++] = (struct footer_key){
			top->typing ? "Esc" : "q", top->below == NULL ? "quit" : "back"};
	return count;
}

// A row is shown where the person may do it, it is of use now, and where no row before it has taken its key.
static bool is_shown(const struct screen *screen, const struct key *row)
{
	const struct key *own = screen->view->keys;

	if (row->quiet ||
		(row->needs != 0 &&
			!may(screen->session, (enum right)(row->needs - 1), NULL)) ||
		(screen->view->offers != NULL && !screen->view->offers(screen, row)))
		return false;
	for (; own != NULL && own->name != NULL && own != row; own++)
		if (own->key[0] == row->key[0])
			return false;
	return true;
}

static void paint_footer(const struct screen *top)
{
	struct footer_key always[3];
	size_t count = footer_keys(top, always);
	int cols = tui_cols(), limit = cols - 1, col = 1;
	const struct key *tables[] = {top->view->keys, top->widget_keys};

	for (size_t i = 0; i < count; i++)
		limit -= (int)(strlen(always[i].key) + strlen(always[i].name)) + 3;
	paint_blank((struct rect){tui_rows() - 1, 0, 1, cols});
	for (size_t i = 0; i < LENGTH(tables); i++)
		for (const struct key *row = tables[i]; row != NULL && row->name != NULL; row++)
			if (is_shown(top, row))
				col = paint_key(col, limit, shown_key(top, row), row->name);
	for (size_t i = 0; i < count; i++)
		col = paint_key(col, cols, always[i].key, always[i].name);
}

void frame_paint(const struct screen *top)
{
	paint_top(top);
	paint_footer(top);
}

// A message that is too long for its line takes the lines above it too: what to do stands at its end.
static void paint_message(enum theme_role role, const char *text)
{
	int cols = tui_cols() - 2, rows = (int)text_lines(text, strlen(text), cols);
	int most = tui_rows() / 3;

	rows = rows < most ? rows : most;
	struct rect place = {tui_rows() - 1 - rows, 0, rows, tui_cols()};
	paint_blank(place);
	place.col = 1;
	place.cols = cols;
	paint_wrapped(place, role, text);
	frame.tall = rows > 1;
}

void frame_paint_message(const struct screen *top, bool all)
{
	char text[512] = "";
	const char *show = frame.message == NULL ? text : frame.message;

	if (frame.message == NULL && top->view->status != NULL)
		top->view->status((struct screen *)top, text, sizeof(text));
	if (!all && frame.painted != NULL && strcmp(frame.painted, show) == 0)
		return;
	xreplace(&frame.painted, show);
	if (frame.message != NULL) {
		paint_message(frame.role, show);
		return;
	}
	paint_blank((struct rect){tui_rows() - 2, 0, 1, tui_cols()});
	paint_text(tui_rows() - 2, 1, tui_cols() - 2, THEME_MUTED, show);
}

void frame_message(enum theme_role role, char *text)
{
	if (frame.tall)
		view_stale(view_top());
	frame.tall = false;
	free(frame.message);
	frame.message = text;
	frame.role = role;
}

void frame_clear_message(void)
{
	frame_message(THEME_TEXT, NULL);
}

void frame_paint_small(void)
{
	paint_blank((struct rect){0, 0, tui_rows(), tui_cols()});
	paint_format(0, 0, tui_cols(), THEME_TEXT, "Too small: at least %dx%d, this is %dx%d",
		TUI_COLS_LEAST, TUI_ROWS_LEAST, tui_cols(), tui_rows());
	paint_cursor(0, 0);
}
