// SPDX-License-Identifier: MIT
// What the kinds of import share: the row at hand, its cells checked, names looked up.
#pragma once

#include "core/domains.h"
#include "core/grade.h"
#include "core/import.h"
#include "core/lookup.h"
#include "core/right.h"
#include "core/sheet.h"
#include "core/trail.h"

struct import {
	struct session *session;
	const struct import_kind *kind;
	const struct import_request *request;
	struct sheet *sheet;
	const struct sheet_column *columns;
	size_t column_count;
	struct problems *problems;
	size_t problems_before; // of this row
	struct import_count count;
	struct lookup teams, users;
	struct seen *seen; // keys of the rows so far; NULL: none yet
	void *own;         // what one kind needs besides
};

struct import_kind {
	const char *name;
	enum right right; // needed for it
	const struct sheet_column *columns;
	size_t column_count;
	// Before the header is read: loads what the rows need; may set import->columns. NULL: nothing.
	int (*begin)(struct import *import);
	// Checks a row and writes it unless import_is_bad(). -1 only where the database fails: what is
	// wrong with the row goes to problems.
	int (*row)(struct import *import);
	// After the last row, still in the transaction; NULL: nothing.
	int (*end)(struct import *import);
	void (*finish)(struct import *import); // frees import->own; NULL: nothing
};

extern const struct import_kind import_services, import_teams, import_users, import_cases,
	import_audits, import_actions, import_holidays;

// Adds a problem with a column of this row; returns -1.
int import_wrong(struct import *import, size_t column, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

// Whether this row has had a problem: then it is not written.
bool import_is_bad(const struct import *import);

// The cell as one line without blanks at its ends; NULL after a problem (a line end or tab in it).
// Borrowed until the next row.
char *import_line(struct import *import, size_t column);

// The same where it may not be empty.
char *import_needed(struct import *import, size_t column);

// The same for the key of the record, which may stand in the file once.
char *import_key(struct import *import, size_t column);

// The set behind it: true where the key was given before; else it is from now on.
struct seen *seen_create(void);
bool seen_before(struct seen *seen, const char *key);
bool seen_has(const struct seen *seen, const char *key); // seen: NULL has none
void seen_destroy(struct seen *seen);                    // takes NULL

// The cell as a text, its line ends made LF, without blanks and empty lines at its end.
char *import_text(struct import *import, size_t column);

// A date, ISO or dd/mm/yyyy; DATE_NONE where empty. -1 after a problem.
int import_date(struct import *import, size_t column, bool needed, date *day);

// A grade in words or O, G, RI, I; GRADE_NONE where empty. -1 after a problem.
int import_grade(struct import *import, size_t column, enum grade *grade);

// yes or no, y or n, 1 or 0, true or false, x; empty: no. -1 after a problem.
int import_yes_no(struct import *import, size_t column, bool *yes);

// The team of that name; NULL after a problem.
const struct lookup_row *import_team(struct import *import, size_t column);

// A post of the list in core/user.h, in its own spelling, "" where empty; NULL after a problem.
const char *import_post(struct import *import, size_t column);

// A row of the trail: "add" or "change" of a record, with its values in words.
int import_trail(struct import *import, const struct act *act);
