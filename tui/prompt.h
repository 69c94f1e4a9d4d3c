// SPDX-License-Identifier: MIT
// Questions that wait for their answer: a line, a choice, a typed word, a notice to read.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "tui/theme.h"

// All of these return when the person has answered; until then the screens below are shown, ticks
// and signals are served, Esc means no answer. When the session ends they return as on Esc.

// One thing to choose.
struct choice {
	const char *name;
	const char *help; // a few words beside it, or NULL
	int key;          // the letter that picks it, 0 for none
	enum theme_role role;
};

// Fills `matches` with what could complete `text`, at most `max`; returns how many. A match's name
// is the whole line that would stand in place of `text`. What it points at lives until the next call.
typedef size_t (*prompt_complete)(
	void *context, const char *text, struct choice *matches, size_t max);

struct question {
	const char *words;        // "Search for"; a long one is wrapped over the line
	const char *initial;      // NULL for none
	prompt_complete complete; // NULL for none
	void *context;
	bool strict; // only one of the matches is an answer: a picker
	// Tab and ^S take the answer too, and are told here: the person goes on, or saves. NULL: Tab only completes.
	int *leaver;
	bool anew; // a letter typed first takes the place of `initial`; Enter takes it as it stands, arrows change it
	size_t limit; // bytes, 0 for no limit of its own
};

// A line. Yours to free; NULL for no answer. Tab completes, up and down choose among the matches.
char *prompt_ask(const struct question *question);
char *prompt_line(const char *question, const char *initial);

// What to look for; what was looked for last stands there, and goes with the first letter typed.
char *prompt_search(const char *question, const char *last);

// For acts that destroy: true only when exactly `word` was typed. Enter alone never confirms.
bool prompt_word(const char *question, const char *word);

// A menu over the screen: arrows or the choices' letters, Enter takes. `current` stands chosen first
// (-1: the first). Returns the index, -1 for no answer. A choice's key takes it at once.
int prompt_choice(const char *title, const struct choice *choices, size_t count, int current);

// Yes (1) or no (0), by y and n; Enter alone is no. -1 for no answer.
int prompt_yes(const char *question);

// Text to read in a box, until Enter, Esc, q or space. Longer text scrolls.
void prompt_notice(const char *title, const char *text);
