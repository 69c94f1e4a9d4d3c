// SPDX-License-Identifier: MIT
// What a screen remembers for a person: its filter, its order.
#pragma once

#include "core/session.h"

// The text kept for the session's person under a screen's name. Yours; NULL where nothing is kept, also
// where it cannot be read: a forgotten filter is no reason to stop.
char *remember_get(struct session *session, const char *screen);

// Keeps a text (NULL: "") under a screen's name, in the screen's own words. Writes nothing where it is
// what is kept already. 0, or -1 as db_begin() and db_run() fail.
int remember_put(struct session *session, const char *screen, const char *text);
