// SPDX-License-Identifier: MIT
// What is due, for a calendar program.
#pragma once

#include "core/due.h"

// Writes what due_walk() tells to a file (path as for output_create()) as all-day events of RFC 5545, one for each
// thing however many people have it; their names are in it unless one person was asked for. Nothing of what was
// written about a child is: references only. An event has the same UID each time, so that a calendar takes the new day in
// place of the old: kind and id, and the hash of the trail's first row, which no two databases share. A row of the
// trail says that it was made. *count: events. -1: as due_walk(); 66 libical is not installed; 73, 74 the file.
int calendar_write(struct session *session, const struct due_filter *filter, const char *path,
	int64_t *count);
