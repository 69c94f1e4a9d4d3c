// SPDX-License-Identifier: MIT
// Text to read: paragraphs wrapped to the screen, scrolled and searched.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "tui/paint.h"
#include "tui/view.h"

struct pager_part; // one paragraph
struct pager_line; // one line of the screen

struct pager {
	struct screen *screen;
	struct pager_part *parts;
	size_t part_count, part_room;
	struct pager_line *lines; // the parts wrapped at the width of `place`
	int count;
	size_t line_room;
	int wrapped_at; // the width of the lines; 0: to be wrapped again
	int top;        // the line at the top: where the cursor stands
	int left;       // cells of text as it stands (pager_add_plain) that are off to the left
	struct rect place;
	char *search;
};

void pager_init(struct pager *pager, struct screen *screen);
void pager_finish(struct pager *pager);

// Empties it, to be filled again; the place in the text stays.
void pager_clear(struct pager *pager);

// Adds a paragraph (its own newlines are kept), indented by so many cells. The text is copied.
void pager_add(struct pager *pager, enum theme_role role, int indent, const char *text);
void pager_format(struct pager *pager, enum theme_role role, int indent, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

// Adds a paragraph with a term before it: "j, Down   The next row", the text from column `indent` on.
void pager_term(struct pager *pager, const char *term, int indent, enum theme_role role,
	const char *text);

// Adds text as it stands, each line cut and not wrapped: a table made by a command.
void pager_add_plain(struct pager *pager, const char *text);

void pager_paint(struct pager *pager, struct rect place);

// Movement and search, for view_focus(screen, pager, pager_keys).
extern const struct key pager_keys[];

// Opens a screen of its own with what `fill` adds. 0, or -1 with fail() from `fill`.
struct pager_content {
	const char *title, *help;
	int (*fill)(struct pager *pager, const void *context);
	const void *context; // borrowed until the screen is open
};
int pager_open(struct session *session, const struct pager_content *content);
