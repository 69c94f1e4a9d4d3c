// SPDX-License-Identifier: MIT
// Lines of 80 cells for people: texts wrapped, headings underlined, all of it safe for terminals.
#pragma once

#include <stdio.h>

// What the words come to, on one line.
__attribute__((format(printf, 2, 3))) void lines_say(FILE *out, const char *fmt, ...);

// A text, wrapped, with blanks before each line; nothing where it is empty.
void lines_block(FILE *out, int indent, const char *text);

// "Label: value" likewise; nothing where value is NULL or empty.
void lines_field(FILE *out, int indent, const char *label, const char *value);

// A line of its own with as many dashes below, after an empty one.
void lines_heading(FILE *out, const char *text);
