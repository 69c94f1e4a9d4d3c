// SPDX-License-Identifier: MIT
// Cases from a file: what is new, changed and gone is shown, and kept only when somebody says yes.
#pragma once

#include <stdbool.h>

struct session;

// Reads the file and opens the screen. 0, or -1 with fail(): who may import; a file that cannot be read. A file with
// errors opens too: they stand on the screen.
int import_cases_open(struct session *session, const char *path, bool close_gone);

// The same for the words of a command: "import cases FILE [--close-gone]". 1 where it was that, 0 where these words are
// something else, for the command itself; -1 as above.
int import_cases_words(struct session *session, char *const *words, int count);
