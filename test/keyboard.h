// SPDX-License-Identifier: MIT
// What the keyboards of the known terminals send.
#pragma once

// The bytes that a key sends on a terminal, as its terminfo entry says. Cursor keys of xterm, screen and
// vt100 follow what the program asked for (application: DECCKM is set). NULL for a key that there is not.
// Borrowed until the next call.
const char *keyboard_bytes(const char *term, const char *name, int application);
