// SPDX-License-Identifier: MIT
// Boxes over the screen: a menu to choose from, a notice to read, yes or no.
#include <ctype.h>
#include <string.h>
#include "core/text.h"
#include "tui/prompt.h"
#include "tui/tui.h"
#include "tui/view.h"

static int least(int a, int b)
{
	return a < b ? a : b;
}

// A box of this many rows and columns within, in the middle of the screen.
static struct rect box_of(int rows, int cols)
{
	rows = least(rows + 2, tui_rows() - 2);
	cols = least(cols + 4, tui_cols());
	return (struct rect){(tui_rows() - rows) / 2, (tui_cols() - cols) / 2, rows, cols};
}

// What the keys do here, in place of the screen's footer.
static void paint_hint(const char *text)
{
	paint_blank((struct rect){tui_rows() - 1, 0, 1, tui_cols()});
	paint_text(tui_rows() - 1, 1, tui_cols() - 2, THEME_MUTED, text);
}

struct menu {
	const char *title;
	const struct choice *choices;
	int count, at, from, rows; // from: the first one shown, of so many rows
};

static void paint_choice(const struct choice *choice, struct rect place, bool chosen)
{
	int col = place.col + 2, end = place.col + place.cols;

	paint_text(place.row, place.col, 1, THEME_TEXT, chosen ? ">" : " ");
	if (choice->key != 0)
		col += paint_format(
			place.row, col, end - col, THEME_KEY, "%s ", key_name(choice->key));
	if (chosen)
		paint_cursor(place.row, col);
	col += paint_text(
		place.row, col, end - col, chosen ? THEME_FOCUS : choice->role, choice->name);
	if (choice->help != NULL && end - col > 4)
		paint_text(place.row, col + 2, end - col - 2, THEME_MUTED, choice->help);
}

static int menu_width(const struct menu *menu)
{
	int width = paint_width(menu->title) + 4;

	for (int i = 0; i < menu->count; i++) {
		const struct choice *choice = &menu->choices[i];
		int own = 4 + paint_width(choice->name) +
			  (choice->help == NULL ? 0 : 2 + paint_width(choice->help));
		width = own > width ? own : width;
	}
	return width;
}

static bool has_letters(const struct menu *menu)
{
	return menu->choices[0].key != 0;
}

// Marks in the border where the menu goes on beyond the box.
static void paint_more(const struct menu *menu, struct rect box)
{
	int col = box.col + box.cols - 5, rows = box.rows - 2;

	if (menu->from > 0)
		paint_text(box.row, col, 3, THEME_KEY, " ^ ");
	if (menu->from + rows < menu->count)
		paint_text(box.row + box.rows - 1, col, 3, THEME_KEY, " v ");
}

static void paint_menu(struct menu *menu)
{
	struct rect box = box_of(menu->count, menu_width(menu));
	int rows = box.rows - 2;

	if (menu->at < menu->from)
		menu->from = menu->at;
	if (menu->at >= menu->from + rows)
		menu->from = menu->at - rows + 1;
	paint_box(box, menu->title);
	paint_more(menu, box);
	menu->rows = rows;
	for (int i = 0; i < rows && menu->from + i < menu->count; i++)
		paint_choice(&menu->choices[menu->from + i],
			(struct rect){box.row + 1 + i, box.col + 2, 1, box.cols - 4},
			menu->from + i == menu->at);
	paint_hint(
		has_letters(menu)
			? "Up/Down or the letter choose, Enter takes, Esc leaves it as it was"
			: "Up/Down or a first letter go to it, Enter takes, Esc leaves it as "
			  "it "
			  "was");
}

static int letter_choice(const struct menu *menu, int key)
{
	for (int i = 0; i < menu->count; i++)
		if (menu->choices[i].key == key && key != 0)
			return i;
	return -1;
}

// The next choice whose name begins with the letter, in a menu without keys of its own; -1 for none.
static int letter_next(const struct menu *menu, int key)
{
	for (int i = 1; !has_letters(menu) && key > ' ' && key < 0x7f && i <= menu->count;
		i++) {
		int at = (menu->at + i) % menu->count;

		if (tolower((unsigned char)menu->choices[at].name[0]) == tolower(key))
			return at;
	}
	return -1;
}

static void move_menu(struct menu *menu, int step)
{
	menu->at += step;
	if (menu->at >= menu->count)
		menu->at = menu->count - 1;
	if (menu->at < 0)
		menu->at = 0;
}

// One key. Returns true when the menu is over, with menu->at what was taken, -1 for none.
static bool serve_menu(struct menu *menu, const struct event *event)
{
	int key = event->kind == EVENT_KEY ? event->key : 0, letter = letter_choice(menu, key);

	if (event->kind == EVENT_END)
		key = K_ESC;
	if (letter >= 0) {
		menu->at = letter;
		return true;
	}
	if (key != 'q' && letter_next(menu, key) >= 0) {
		menu->at = letter_next(menu, key);
		return false;
	}
	switch (key) {
	case K_ENTER: return true;
	case K_ESC:
	case K_CTRL('c'):
	case 'q': menu->at = -1; return true;
	case K_UP:
	case K_BACKTAB:
	case 'k': move_menu(menu, -1); break;
	case K_PGUP: move_menu(menu, -menu->rows); break;
	case K_DOWN:
	case K_TAB:
	case 'j': move_menu(menu, 1); break;
	case K_PGDN: move_menu(menu, menu->rows); break;
	case K_HOME:
	case 'g': menu->at = 0; break;
	case K_END:
	case 'G': menu->at = menu->count - 1; break;
	}
	return false;
}

int prompt_choice(const char *title, const struct choice *choices, size_t count, int current)
{
	struct menu menu = {title, choices, (int)count, current < 0 ? 0 : current, 0, 1};
	struct event event;

	if (count == 0)
		return -1;
	view_paint(); // what another menu left
	do {
		paint_menu(&menu);
		event = view_next();
	} while (!serve_menu(&menu, &event));
	view_stale(view_top());
	return menu.at;
}

int prompt_yes(const char *question)
{
	static const struct choice choices[] = {
		{"no", NULL, 'n', THEME_TEXT}, {"yes", NULL, 'y', THEME_TEXT}};

	return prompt_choice(question, choices, 2, 0);
}

// Paints the notice from its line `from` on. Returns the lines it has.
static int paint_notice(const char *title, const char *text, int from)
{
	int cols = least(72, tui_cols() - 4);
	size_t length = strlen(text), at = 0;
	int lines = (int)text_lines(text, length, cols);
	struct rect box = box_of(lines, cols),
		    within = {box.row + 1, box.col + 2, box.rows - 2, cols};

	paint_box(box, title);
	for (int i = 0; i < from; i++)
		at += text_wrap(text + at, length - at, cols, NULL);
	paint_wrapped(within, THEME_TEXT, text + at);
	paint_hint(lines > within.rows ? "Up/Down scroll, Enter or Esc when read"
				       : "Enter or Esc when read");
	paint_cursor(within.row, within.col);
	return lines - within.rows;
}

void prompt_notice(const char *title, const char *text)
{
	int from = 0;

	view_paint();
	for (;;) {
		int most = paint_notice(title, text, from);
		struct event event = view_next();
		int key = event.kind == EVENT_KEY ? event.key : 0;
		if (event.kind == EVENT_END || key == K_ENTER || key == K_ESC || key == 'q' ||
			key == ' ')
			break;
		if ((key == K_DOWN || key == 'j') && from < most)
			from++;
		if ((key == K_UP || key == 'k') && from > 0)
			from--;
	}
	view_stale(view_top());
}
