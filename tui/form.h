// SPDX-License-Identifier: MIT
// Labels and values: texts, dates, choices, yes or no, people.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "tui/line.h"
#include "tui/prompt.h"
#include "tui/view.h"

enum field_kind {
	FIELD_TEXT,   // takes as many rows as it is long
	FIELD_LINES,  // the same with paragraphs: Alt-Enter begins a new one
	FIELD_DATE,   // typed as 12/10/2026 or 2026-10-12; the value is ISO, "" for none
	FIELD_CHOICE, // the value is the name of one of the choices, "" for none yet
	FIELD_YES_NO, // the value is "yes", "no" or ""
	FIELD_PICK,   // one of what `complete` offers: a person, a team
};

struct field {
	enum field_kind kind;
	const char *label;
	const char
		*help; // a sentence for the message line while the field is in focus, or NULL
	bool required;
	size_t limit;                 // bytes of a text, 0 for no limit of its own
	const struct choice *choices; // FIELD_CHOICE: up to a row whose name is NULL
	prompt_complete complete;     // FIELD_PICK
	// A further test of a value that is not empty: 0, or -1 with fail(). NULL for none.
	int (*check)(void *context, const char *value);
};

struct form_value; // the state of one field

struct form {
	struct screen *screen;
	const struct field *fields;
	size_t count, at; // at: the field in focus
	struct form_value *values;
	void *context; // for complete and check
	bool changed;  // since form_init() or the last form_saved()
	bool finished; // ^S took what a picker had found: the person wants to save
	// The fields' help stands under them, too: under all where there is room for that, else under the one in focus.
	bool hints;
	struct rect place;
	int top; // the first row shown, when there are more than fit
};

void form_init(struct form *form, struct screen *screen, const struct field *fields,
	size_t count, void *context);
void form_finish(struct form *form);

// Reads a day as people type it: also 1/10/2026. 0, or -1 without a word.
int form_date(const char *text, date *day);

// The value of a field; "" for none. Borrowed, until the next event.
const char *form_value(const struct form *form, size_t field);
void form_set(struct form *form, size_t field, const char *value);

// Says under a field what is wrong with its value (NULL: nothing).
void form_complain(struct form *form, size_t field, const char *message);

// The same, and moves the focus there, so that what is typed next mends it. Returns -1 with fail() of the message.
int form_refuse(struct form *form, size_t field, const char *message);

// Tests all fields; puts what is wrong under each and the focus on the first such. 0, or -1 with
// fail().
int form_check(struct form *form);

// Takes a key or paste: typing into a text, choosing, Tab and arrows to move. Returns false where it
// is not for a form: Esc, Enter on the last field, or a movement past either end.
bool form_event(struct form *form, const struct event *event);

// Paints the fields, and the cursor on the one in focus.
void form_paint(struct form *form, struct rect place);

// Rows that the form takes in `cols` cells: those of each field and each message, and those of all hints.
int form_rows(const struct form *form, int cols);

// A form on a screen of its own: ^S or Enter on the last field saves, Esc leaves after asking when
// something changed. `values` (one for each field, NULL for "") are what stands there at first.
struct form_content {
	const char *title, *help;
	const struct field *fields;
	size_t count;
	const char *const *values;
	// Stores it: 0, or -1 with fail(); the form stays open then. form_complain() may name a field.
	int (*save)(struct form *form, void *context);
	void *context; // the screen's from now on: freed with `free` if that is not NULL
	void (*free)(void *context);
	// What is typed is kept for the person under this name, at most a second after the key, until it
	// is saved or left, and is back when the form is opened again under it. What is written about an audit has its
	// reference in the name: retention finds it by that. NULL: it is not kept.
	const char *draft;
	bool hints; // see struct form: for fields whose help says what a good answer looks like
};
#define FORM_BETWEEN '\x1f' // behind each value of a draft: no value holds it
int form_open(struct session *session, const struct form_content *content);
