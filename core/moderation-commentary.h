// SPDX-License-Identifier: MIT
// Whether a reflective commentary says something of its own.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define COMMENTARY_WORDS 8 // fewer say nothing

// How many words a text has; case, accents and marks do not count.
size_t commentary_words(const char *text);

// Whether at least 80% of the runs of five words of text stand in `from` too; of a text with fewer words the whole of it
// is one run.
bool commentary_is_copied(const char *text, const char *from);
