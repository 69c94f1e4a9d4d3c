// SPDX-License-Identifier: MIT
// A new database: its first administrator, the shipped template, the first themes.
#pragma once

#include <stdbool.h>

struct session;

// Begins a new database at path, live or practice, by the person who runs this, out of sight until
// db_publish() gives it its name; session_close() before that discards it. Missing folders of the path
// are made, for their owner only (0700). NULL (73) where path exists or cannot be made.
struct session *init_database(const char *path, bool practice);
