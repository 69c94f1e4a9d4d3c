// SPDX-License-Identifier: MIT
// What stands around every screen: the top line, the message line, the keys at the bottom.
#pragma once

#include <stdbool.h>
#include "tui/view.h"

// What the right end of the top line says: who works here, and PRACTICE where it is one.
void frame_identity(const char *user, bool practice);

// Where a screen paints, at the terminal's present size.
struct rect frame_body(void);

// Paints the top line and the footer of the stack whose top this is.
void frame_paint(const struct screen *top);

// Paints the message line if it changed, or in any case with `all`.
void frame_paint_message(const struct screen *top, bool all);

// Keeps a message for the message line, until frame_clear_message(). Takes the text over.
void frame_message(enum theme_role role, char *text);
void frame_clear_message(void);

// Says that the terminal is too small, in place of all else.
void frame_paint_small(void);
