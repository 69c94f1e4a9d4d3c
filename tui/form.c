// SPDX-License-Identifier: MIT
// Labels and values: the fields' state, typing, checking and painting.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/date.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/form.h"
#include "tui/tui.h"

struct form_value {
	struct line line;
	char *complaint;
};

void form_init(struct form *form, struct screen *screen, const struct field *fields,
	size_t count, void *context)
{
	*form = (struct form){
		.screen = screen, .fields = fields, .count = count, .context = context};
	form->values = xcalloc(count, sizeof(*form->values));
	for (size_t i = 0; i < count; i++) {
		line_init(&form->values[i].line, NULL);
		form->values[i].line.limit = fields[i].limit;
		form->values[i].line.lines = fields[i].kind == FIELD_LINES;
	}
}

void form_finish(struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		line_finish(&form->values[i].line);
		free(form->values[i].complaint);
	}
	free(form->values);
	*form = (struct form){0};
}

const char *form_value(const struct form *form, size_t field)
{
	return form->values[field].line.text;
}

void form_set(struct form *form, size_t field, const char *value)
{
	line_set(&form->values[field].line, value);
}

void form_complain(struct form *form, size_t field, const char *message)
{
	xreplace(&form->values[field].complaint, message);
	view_stale(form->screen);
}

int form_refuse(struct form *form, size_t field, const char *message)
{
	form->at = field;
	form_complain(form, field, message);
	return fail(ERROR_DATA, "%s", message);
}

static const struct choice yes_no[] = {
	{"yes", NULL, 'y', THEME_TEXT}, {"no", NULL, 'n', THEME_TEXT}, {NULL}};

static const struct choice *choices_of(const struct field *field)
{
	return field->kind == FIELD_YES_NO ? yes_no : field->choices;
}

static size_t count_choices(const struct field *field)
{
	size_t count = 0;

	while (choices_of(field)[count].name != NULL)
		count++;
	return count;
}

// The choice that the field's value names, -1 for none.
static int chosen(const struct form *form, size_t index)
{
	const struct choice *choices = choices_of(&form->fields[index]);

	for (int i = 0; choices[i].name != NULL; i++)
		if (strcmp(choices[i].name, form_value(form, index)) == 0)
			return i;
	return -1;
}

// A date without its leading zeros, 3/2/2026, is a date to a person.
int form_date(const char *text, date *day)
{
	int d, m, y;
	char more;

	if (date_parse(text, DATE_ISO_OR_BRITISH, day) == 0)
		return 0;
	if (sscanf(text, "%2d/%2d/%4d%c", &d, &m, &y, &more) != 3 ||
		date_from(y, m, d) == DATE_NONE)
		return -1;
	*day = date_from(y, m, d);
	return 0;
}

static int check_date(struct form *form, size_t index)
{
	date day;

	if (form_date(form_value(form, index), &day) != 0)
		return fail(ERROR_DATA, "Not a date: write it as 12/10/2026 or 2026-10-12");
	form_set(form, index, date_iso(day, (char[DATE_TEXT]){0}));
	return 0;
}

// Tests one field; sets or clears its complaint.
static int check_field(struct form *form, size_t index)
{
	const struct field *field = &form->fields[index];
	bool none = form_value(form, index)[0] == '\0';
	int result = 0;

	if (none && field->required)
		result = fail(ERROR_DATA, "%s is needed", field->label);
	else if (!none && field->kind == FIELD_DATE)
		result = check_date(form, index);
	if (result == 0 && !none && field->check != NULL)
		result = field->check(form->context, form_value(form, index));
	form_complain(form, index, result == 0 ? NULL : error_message());
	return result;
}

int form_check(struct form *form)
{
	size_t first = form->count;

	for (size_t i = form->count; i-- > 0;)
		if (check_field(form, i) != 0)
			first = i;
	if (first == form->count)
		return 0;
	form->at = first;
	return fail(ERROR_DATA, "%s", form->values[first].complaint);
}

// Moves the focus; the field left is tested, but keeps nobody. False past either end.
static bool go(struct form *form, int step)
{
	if (form_value(form, form->at)[0] != '\0')
		check_field(form, form->at);
	if ((step < 0 && form->at == 0) || (step > 0 && form->at + 1 == form->count))
		return false;
	form->at += (size_t)step;
	view_stale(form->screen);
	return true;
}

static void take(struct form *form, const char *value)
{
	form_set(form, form->at, value);
	form->changed = true;
	form_complain(form, form->at, NULL);
}

static void open_choices(struct form *form)
{
	const struct field *field = &form->fields[form->at];
	int index = prompt_choice(
		field->label, choices_of(field), count_choices(field), chosen(form, form->at));

	if (index >= 0)
		take(form, choices_of(field)[index].name);
}

static void open_pick(struct form *form, const char *initial)
{
	const struct field *field = &form->fields[form->at];
	int key = 0;
	char *text = prompt_ask(&(struct question){.words = field->label,
		.initial = initial,
		.complete = field->complete,
		.context = form->context,
		.strict = true,
		.leaver = &key});

	if (text != NULL)
		take(form, text);
	if (key == K_TAB)
		go(form, 1);
	form->finished = key == K_CTRL('s');
	free(text);
}

// Steps through the choices with left and right, takes one by its letter, opens the menu on space.
static bool choice_event(struct form *form, int key)
{
	const struct choice *choices = choices_of(&form->fields[form->at]);
	int count = (int)count_choices(&form->fields[form->at]), now = chosen(form, form->at);

	if (key == K_RIGHT || key == K_LEFT) {
		now = key == K_RIGHT ? now + 1 : now < 0 ? count - 1 : now - 1;
		take(form, choices[(now + count) % count].name);
		return true;
	}
	if (key == ' ') {
		open_choices(form);
		return true;
	}
	if (key == K_BACKSPACE || key == K_DELETE) {
		take(form, "");
		return true;
	}
	for (int i = 0; i < count; i++)
		if (choices[i].key != 0 && choices[i].key == key) {
			take(form, choices[i].name);
			return true;
		}
	return false;
}

static bool pick_event(struct form *form, int key)
{
	char letter[2] = {(char)key, '\0'};

	if (key == K_BACKSPACE || key == K_DELETE)
		take(form, "");
	else if (key == ' ' || key == K_RIGHT)
		open_pick(form, form_value(form, form->at));
	else if (key > ' ' && key < 0x7f)
		open_pick(form, letter);
	else
		return false;
	return true;
}

static bool text_event(struct form *form, const struct event *event)
{
	struct line *line = &form->values[form->at].line;

	if (!line_event(line, event))
		return false;
	form->changed |= event->kind == EVENT_PASTE || event->key < K_UP ||
			 event->key == K_ENTER + K_ALT;
	form_complain(form, form->at, line->too_long ? "No more room in this field" : NULL);
	return true;
}

static bool enter(struct form *form)
{
	enum field_kind kind = form->fields[form->at].kind;
	bool none = form_value(form, form->at)[0] == '\0';

	if (none && (kind == FIELD_CHOICE || kind == FIELD_YES_NO)) {
		open_choices(form);
		return true;
	}
	if (none && kind == FIELD_PICK) {
		open_pick(form, NULL);
		return true;
	}
	return go(form, 1);
}

static int label_cols(const struct form *form)
{
	int cols = 0;

	for (size_t i = 0; i < form->count; i++) {
		int own = paint_width(form->fields[i].label) + 2;
		cols = own > cols ? own : cols;
	}
	return cols < form->place.cols / 2 ? cols : form->place.cols / 2;
}

// Cells for the values and what stands below them.
static int value_cols(const struct form *form)
{
	int cols = form->place.cols - label_cols(form) - 3;

	return cols > 8 ? cols : 8;
}

// Whether the value stands there as a text, not as choices beside each other.
static bool typed(const struct form *form, size_t index)
{
	enum field_kind kind = form->fields[index].kind;

	return kind != FIELD_CHOICE && kind != FIELD_YES_NO;
}

// Up or down in a text of several rows, else to the next field.
static bool go_row(struct form *form, int step)
{
	if (typed(form, form->at) &&
		line_move(&form->values[form->at].line, value_cols(form), step)) {
		view_stale(form->screen);
		return true;
	}
	return go(form, step);
}

bool form_event(struct form *form, const struct event *event)
{
	int key = event->kind == EVENT_KEY ? event->key : 0;

	switch (key) {
	case K_TAB: return go(form, 1);
	case K_DOWN: return go_row(form, 1);
	case K_BACKTAB: return go(form, -1);
	case K_UP: return go_row(form, -1);
	case K_ENTER: return enter(form);
	}
	switch (form->fields[form->at].kind) {
	case FIELD_CHOICE:
	case FIELD_YES_NO: return choice_event(form, key);
	case FIELD_PICK: return pick_event(form, key);
	default: return text_event(form, event);
	}
}

// Rows of the hint under a field; `all` are shown, or only that of the field in focus.
static int hint_rows(const struct form *form, size_t index, bool all)
{
	const char *help = form->fields[index].help;

	if (!form->hints || help == NULL || (!all && index != form->at))
		return 0;
	return (int)text_lines(help, strlen(help), value_cols(form));
}

static int value_rows(const struct form *form, size_t index)
{
	return typed(form, index) ? line_rows(&form->values[index].line, value_cols(form)) : 1;
}

static int field_rows(const struct form *form, size_t index, bool all)
{
	return value_rows(form, index) + hint_rows(form, index, all) +
	       (form->values[index].complaint != NULL);
}

static int count_rows(const struct form *form)
{
	int rows = 0;

	for (size_t i = 0; i < form->count; i++)
		rows += field_rows(form, i, true);
	return rows;
}

int form_rows(const struct form *form, int cols)
{
	struct form at = *form;

	at.place.cols = cols;
	return count_rows(&at);
}

static void paint_choices(const struct form *form, size_t index, int row, int col, int end)
{
	const struct choice *choices = choices_of(&form->fields[index]);
	int now = chosen(form, index);
	bool focus = index == form->at;

	if (focus)
		paint_cursor(row, col);
	if (!focus) {
		paint_text(row, col, end - col, THEME_TEXT, now < 0 ? "-" : choices[now].name);
		return;
	}
	for (int i = 0; choices[i].name != NULL && col < end; i++) {
		if (i == now)
			paint_cursor(row, col);
		col += paint_format(row, col, end - col, i == now ? THEME_FOCUS : THEME_MUTED,
			       i == now ? "[%s]" : " %s ", choices[i].name) +
		       1;
	}
}

// A value from row `row` on; what is above and below the form's place is left out.
static void paint_value(struct form *form, size_t index, int row, int col)
{
	int first = row < form->place.row ? form->place.row - row : 0;
	int end = form->place.row + form->place.rows, rows = value_rows(form, index) - first;
	struct rect place = {row + first, col, rows, value_cols(form)};

	if (place.rows > end - place.row)
		place.rows = end - place.row;
	if (place.rows > 0)
		line_paint_rows(&form->values[index].line, place, first, THEME_FIELD,
			index == form->at);
}

static void paint_field(struct form *form, size_t index, int row, int labels)
{
	const struct field *field = &form->fields[index];
	int start = form->place.col + 2, col = start + labels,
	    end = form->place.col + form->place.cols - 1;
	bool focus = index == form->at;

	if (row >= form->place.row && row < form->place.row + form->place.rows) {
		paint_text(row, start - 2, 1, THEME_TITLE, focus ? ">" : " ");
		paint_format(row, start, labels - 1, focus ? THEME_TITLE : THEME_TEXT, "%s%s",
			field->label, field->required ? "*" : "");
		if (!typed(form, index))
			paint_choices(form, index, row, col, end);
	}
	if (typed(form, index))
		paint_value(form, index, row, col);
}

// What stands below a field: its hint, and what is wrong with it.
static void paint_below(struct form *form, size_t index, int row, int labels, bool all)
{
	int col = form->place.col + 2 + labels, cols = value_cols(form),
	    end = form->place.row + form->place.rows, hint = hint_rows(form, index, all);

	if (hint > 0 && row >= form->place.row && row < end)
		paint_wrapped(
			(struct rect){row, col, hint < end - row ? hint : end - row, cols},
			THEME_MUTED, form->fields[index].help);
	row += hint;
	if (form->values[index].complaint != NULL && row >= form->place.row && row < end)
		paint_text(row, col, cols, THEME_ERROR, form->values[index].complaint);
}

// Scrolls so that the field in focus is in sight with what stands below it, or at least the cursor's row.
static void scroll(struct form *form, bool all)
{
	int focus = 0, cursor, below = field_rows(form, form->at, all);

	for (size_t i = 0; i < form->at; i++)
		focus += field_rows(form, i, all);
	cursor = focus;
	if (typed(form, form->at))
		cursor += line_row(&form->values[form->at].line, value_cols(form));
	below = below > 2 ? below : 2;
	if (focus < form->top)
		form->top = focus;
	if (focus + below > form->top + form->place.rows)
		form->top = focus + below - form->place.rows;
	if (cursor < form->top)
		form->top = cursor;
	if (cursor >= form->top + form->place.rows)
		form->top = cursor - form->place.rows + 1;
}

void form_paint(struct form *form, struct rect place)
{
	int row, labels;
	bool all;

	form->place = place;
	labels = label_cols(form);
	all = count_rows(form) <= place.rows;
	scroll(form, all);
	row = place.row - form->top;
	for (size_t i = 0; i < form->count; i++) {
		paint_field(form, i, row, labels);
		paint_below(form, i, row + value_rows(form, i), labels, all);
		row += field_rows(form, i, all);
	}
}
