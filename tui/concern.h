// SPDX-License-Identifier: MIT
// Safety concerns outside of their audit: in words, and what was done about one.
#pragma once

#include "core/concern.h"
#include "tui/theme.h"

// By when it is to be answered: "by 17:00", "OVERDUE 9 Oct 2026 17:00". Writes text, returns how to paint it.
enum theme_role concern_due_words(
	const struct session *session, const struct concern *concern, char *text, size_t size);

// Who is asked to act: "head of service Ivy Iron"; "QA team" where nobody holds a post for it. Yours.
char *concern_asked_words(const struct concern *concern);

// A form that tells a concern whole and asks what was done about it: also for those who may not open its audit yet.
int concern_form(struct session *session, const struct concern *concern);
