// SPDX-License-Identifier: MIT
// A form on a screen of its own: saved or left, never lost by one key.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/remember.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/editor.h"
#include "tui/form.h"

enum { KEEP_AFTER = 800 }; // milliseconds from a key to the store

enum { HELP_ROWS = 4 }; // the longest help at 60 columns: none ends in mid-sentence

struct sheet {
	struct form form;
	struct form_content content;
	char *title, *draft;
};

// The values of all fields as one text; yours.
static char *draft_text(const struct form *form)
{
	char *text = xstrdup("");

	for (size_t i = 0; i < form->count; i++) {
		char *more = xasprintf("%s%s%c", text, form_value(form, i), FORM_BETWEEN);
		free(text);
		text = more;
	}
	return text;
}

// Fills in what was typed before and neither saved nor left.
static void bring_back(struct screen *screen)
{
	struct sheet *sheet = screen->state;
	char *text = sheet->draft == NULL ? NULL : remember_get(screen->session, sheet->draft);
	char *value = text;

	for (size_t i = 0; value != NULL && *value != '\0' && i < sheet->form.count; i++) {
		char *end = strchrnul(value, FORM_BETWEEN);
		bool more = *end != '\0';
		*end = '\0';
		form_set(&sheet->form, i, value);
		value = end + more;
	}
	if (text != NULL && *text != '\0') {
		sheet->form.changed = true;
		view_say("What you typed here before is back: ^S saves it");
	}
	free(text);
}

// Keeps what is typed. No message: there is nothing that the person could do, and the form stands.
static void keep(struct screen *screen)
{
	struct sheet *sheet = screen->state;

	if (sheet->draft == NULL || !sheet->form.changed)
		return;
	char *text = draft_text(&sheet->form);
	remember_put(screen->session, sheet->draft, text);
	free(text);
}

static void forget(struct screen *screen)
{
	struct sheet *sheet = screen->state;

	if (sheet->draft != NULL)
		remember_put(screen->session, sheet->draft, NULL);
}

static int sheet_open(struct screen *screen, const void *argument)
{
	const struct form_content *content = argument;
	struct sheet *sheet = screen->state;

	sheet->content = *content;
	sheet->title = xstrdup(content->title);
	form_init(&sheet->form, screen, content->fields, content->count, content->context);
	for (size_t i = 0; content->values != NULL && i < content->count; i++)
		form_set(&sheet->form, i, content->values[i]);
	sheet->form.hints = content->hints;
	sheet->draft = content->draft == NULL ? NULL : xstrdup(content->draft);
	bring_back(screen);
	screen->widget = &sheet->form;
	return 0;
}

static void sheet_close(struct screen *screen)
{
	struct sheet *sheet = screen->state;

	form_finish(&sheet->form);
	if (sheet->content.free != NULL)
		sheet->content.free(sheet->content.context);
	free(sheet->title);
	free(sheet->draft);
}

static int sheet_leave(struct screen *screen)
{
	struct sheet *sheet = screen->state;

	if (!sheet->form.changed || prompt_yes("Leave without saving?") == 1) {
		forget(screen);
		return 0;
	}
	return fail(ERROR_NONE, "^S saves");
}

static int save(struct screen *screen)
{
	struct sheet *sheet = screen->state;

	if (form_check(&sheet->form) != 0 ||
		sheet->content.save(&sheet->form, sheet->content.context) != 0) {
		view_stale(screen);
		return -1;
	}
	forget(screen);
	view_close(screen);
	return 0;
}

static bool sheet_event(struct screen *screen, const struct event *event)
{
	struct sheet *sheet = screen->state;
	bool last = sheet->form.at + 1 == sheet->form.count;

	if (event->kind == EVENT_KEY && event->key == K_ENTER && last &&
		form_value(&sheet->form, sheet->form.at)[0] != '\0') {
		if (save(screen) != 0)
			view_error();
		return true;
	}
	if (event->kind == EVENT_KEY && (event->key == K_ESC || event->key == K_CTRL('c')))
		return false;
	bool taken = form_event(&sheet->form, event);
	if (sheet->form.finished) {
		sheet->form.finished = false;
		if (save(screen) != 0)
			view_error();
		return true;
	}
	if (sheet->draft != NULL && sheet->form.changed)
		view_tick_in(screen, KEEP_AFTER);
	// A letter is never the key of the program here: q and ? are typed into fields.
	return taken ||
	       (event->kind == EVENT_KEY && event->key >= ' ' && event->key < 0x110000);
}

// Hints of all fields are worth more than the help above them.
static bool help_fits(const struct sheet *sheet, struct rect place)
{
	int rows = form_rows(&sheet->form, place.cols);

	if (place.rows <= (int)sheet->content.count + HELP_ROWS)
		return false;
	return !sheet->content.hints || rows > place.rows || rows + HELP_ROWS < place.rows;
}

static void sheet_paint(struct screen *screen)
{
	struct sheet *sheet = screen->state;
	struct rect place = screen->body;

	if (sheet->content.help != NULL && help_fits(sheet, place)) {
		struct rect help = {place.row, place.col + 2, HELP_ROWS, place.cols - 4};
		int rows = paint_wrapped(help, THEME_MUTED, sheet->content.help) + 1;
		place.row += rows;
		place.rows -= rows;
	}
	form_paint(&sheet->form, place);
}

static void sheet_describe(struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "%s", ((struct sheet *)screen->state)->title);
}

static void sheet_status(struct screen *screen, char *text, size_t size)
{
	const struct form *form = &((struct sheet *)screen->state)->form;
	const struct field *field = &form->fields[form->at];

	snprintf(text, size, "%s%s%s", field->help == NULL || form->hints ? "" : field->help,
		field->required ? "  (* needed)" : "",
		field->kind == FIELD_LINES && form->hints ? "  Alt-Enter: a new paragraph"
							  : "");
}

// What is written on the page of its own goes back to the form, which keeps it as what is typed there.
static int page_store(void *owner, const char *text, size_t caret)
{
	struct screen *screen = owner;
	struct form *form = &((struct sheet *)screen->state)->form;
	size_t limit = form->fields[form->at].limit;

	if (limit > 0 && strlen(text) > limit)
		return fail(ERROR_DATA, "%s has room for %zu bytes: make it shorter",
			form->fields[form->at].label, limit);
	if (strcmp(text, form_value(form, form->at)) == 0)
		return 0;
	form_set(form, form->at, text);
	form->changed = true;
	keep(screen);
	return 0;
}

static int write_page(struct screen *screen)
{
	const struct form *form = &((struct sheet *)screen->state)->form;
	const struct field *field = &form->fields[form->at];

	if (field->kind != FIELD_LINES)
		return fail(ERROR_USAGE, "%s takes no more than a line", field->label);
	return editor_open(screen->session, &(struct editor_job){.title = field->label,
						    .hint = field->help,
						    .text = form_value(form, form->at),
						    .caret = strlen(form_value(form, form->at)),
						    .owner = screen,
						    .draft_store = page_store,
						    .commit = page_store});
}

static bool sheet_offers(const struct screen *screen, const struct key *row)
{
	const struct form *form = &((const struct sheet *)screen->state)->form;

	return row->run != write_page || form->fields[form->at].kind == FIELD_LINES;
}

static const struct key sheet_keys[] = {
	{{K_CTRL('s')}, "save", "Save and leave the form", save},
	{{K_CTRL('o')}, "page", "Write a long text on a page of its own", write_page},
	{{0}},
};

static int widget_moves(struct screen *screen)
{
	return 0; // shown in the help; form_event() has taken the key before
}

static const struct key field_keys[] = {
	{{K_TAB, K_DOWN, K_ENTER}, "next", "The next field; Enter on the last one saves",
		widget_moves},
	{{K_ENTER + K_ALT}, "paragraph", "In a long text: a new paragraph", widget_moves,
		.quiet = true},
	{{K_BACKTAB, K_UP}, "previous", "The field before", widget_moves, .quiet = true},
	{{K_RIGHT, K_LEFT}, "choose", "In a choice: the next and the one before", widget_moves,
		.quiet = true},
	{{' '}, "open", "In a choice or a picker: show what there is", widget_moves,
		.quiet = true},
	{{K_BACKSPACE}, "clear", "Delete a letter; in a choice: none", widget_moves,
		.quiet = true},
	{{0}},
};

int form_open(struct session *session, const struct form_content *content)
{
	static const struct view sheet = {
		.name = "form",
		.help = "Fill in the fields. A star marks those that are needed; what is wrong "
			"with a value "
			"stands under it.",
		.size = sizeof(struct sheet),
		.keys = sheet_keys,
		.typing = true,
		.open = sheet_open,
		.close = sheet_close,
		.leave = sheet_leave,
		.event = sheet_event,
		.paint = sheet_paint,
		.tick = keep,
		.keep = keep,
		.describe = sheet_describe,
		.status = sheet_status,
		.offers = sheet_offers,
	};

	int result = view_open(session, &sheet, content);
	if (result == 0)
		view_focus(view_top(), view_top()->widget, field_keys);
	return result;
}
