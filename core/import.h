// SPDX-License-Identifier: MIT
// Imports: whole CSV files into the database, all or nothing, every error told.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/problem.h"
#include "core/session.h"

struct import_count {
	size_t added, changed, unchanged;
};

// Imports a file ("-": standard input) of a kind: services, teams, users, cases, audits, actions or
// holidays, with the columns of design section 4. One transaction: with any problem, or with dry_run,
// nothing is kept. A record with a known key is changed where it differs, so that a file can be
// imported again; an audit that is there already is a problem, an action that was there before with the
// same text, owner and due date is unchanged. One row of the trail for each record that is added or
// changed. Returns 0 and the counts; -1 with the error set: ERROR_USAGE no such kind, ERROR_DENIED,
// ERROR_DATA where problems has them by line and column, ERROR_IO ...
int import_file(struct session *session, const char *kind, const char *path, bool dry_run,
	struct problems *problems, struct import_count *count);

// The kinds, separated by blanks: for help and completion. Borrowed.
const char *import_kinds(void);
