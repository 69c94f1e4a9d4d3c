// SPDX-License-Identifier: MIT
// Imports: whole CSV files into the database, all or nothing, every error told.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/problem.h"
#include "core/session.h"

struct import_count {
	size_t added, changed, unchanged;
	size_t gone,
		closed; // cases open here and not in the file; of them closed by this import
	size_t idle;    // new actions not done yet whose day is no working day
};

// What an import of cases does, or would do, case by case.
enum case_change { CASE_NEW, CASE_CHANGED, CASE_GONE, CASE_CHANGES };

struct case_line {
	char *ref,
		*what; // "West, Ann Jones, looked after"; "worker Ann Jones -> Bob Hill; ..."
};

#define CASE_LINES 200 // of each are listed, the first ones; counts has them all

struct case_changes {
	struct case_line *lines[CASE_CHANGES];
	size_t listed[CASE_CHANGES], count[CASE_CHANGES];
	char digest[65]; // of all of them: whether two are the same
};
void case_changes_finish(struct case_changes *changes); // a zeroed one is fine

// How a file is imported. Zero-initialised: at once, and nothing closed.
struct import_request {
	const char *kind, *path;
	bool dry_run;
	bool steps; // audits only: also starts the steps that close their loop
	// cases only:
	bool close_gone;              // closes what is gone; else it stays open
	struct case_changes *changes; // filled, where not NULL
	const char
		*expected; // a digest that somebody was shown: -1 (75) where it is no longer so
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

// The same, with all that can be asked for. To show the cases that are new, gone and changed before they are kept:
// first with dry_run and changes; then, when the person says yes, without dry_run and with the first one's digest as
// expected. A file of cases without any is refused (65) with close_gone.
int import_run(struct session *session, const struct import_request *request,
	struct problems *problems, struct import_count *count);

// The kinds, separated by blanks: for help and completion. Borrowed.
const char *import_kinds(void);
