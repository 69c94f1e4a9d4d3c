// SPDX-License-Identifier: MIT
// What an import of cases does to each of them, as it is gathered.
#pragma once

#include "core/import.h"

struct changes;

struct changes *changes_create(void);
void changes_destroy(struct changes *changes); // takes NULL

// Adds a line; texts are copied.
void changes_add(
	struct changes *changes, enum case_change change, const char *ref, const char *what);

// After the last line: the digest holds.
void changes_end(struct changes *changes);
const char *changes_digest(const struct changes *changes);

// Hands them over: case_changes_finish() is the taker's.
void changes_take(struct changes *changes, struct case_changes *taken);
