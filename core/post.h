// SPDX-License-Identifier: MIT
// The posts that people hold: compliance is counted by them.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// All posts as stored, in lower case, most usual auditors first (design section 4).
extern const char *const posts[];
extern const size_t post_count;

// The post of that name in any case, blanks at the ends ignored, in its own spelling; NULL where it is none.
const char *post_find(const char *name);

// Whether the post stands over a whole service: head of service or service director. They settle disputes.
bool post_is_head(const char *post);

// All of them in one line, separated by commas: for messages and help. Borrowed.
const char *post_list(void);
