// SPDX-License-Identifier: MIT
// The palette (:): the acts of the screen, the screens, and the program's commands, by name.
#pragma once

#include "tui/view.h"

// A screen that can be opened from anywhere by its name.
struct palette_place {
	const char *name, *help;
	int (*open)(struct session *session);
	int needs; // NEEDS(right), 0 for none
};

// Given once by main.c: the screens; ends with a row whose name is NULL.
void palette_places(const struct palette_place *places);

// Takes the words of a command that has a screen of its own: 1 where it opened that, 0 where the words are not such,
// -1 with fail(). Given once, as the places.
typedef int palette_words(struct session *session, char *const *words, int count);
void palette_screens(palette_words *open);

// Asks for a line and does what it says. 0, or -1 with fail().
int palette_open(struct screen *screen);
