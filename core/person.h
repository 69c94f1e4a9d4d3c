// SPDX-License-Identifier: MIT
// All that is held on a case, for the answer to whoever it is about: a subject access request.
#pragma once

#include "core/session.h"

// What the records hold is a list of parts: the case itself, its audits, their judgements, texts, actions ...: one row
// of the table in core/person.c and one statement of db/query/person.sql each. A part's columns are named by its
// statement; numbers that stand for words come as words.
struct person_part {
	const char *key, *label; // "action_notes", "Notes on actions"
	enum query query;
};

struct person_cell {
	char *name;
	enum { CELL_NOTHING, CELL_TEXT, CELL_NUMBER, CELL_YES } kind;
	const char *text; // borrowed until the next row
	int64_t number;   // CELL_YES: 1 or 0
};

// What is called as they come: begin and end for each part, also for one without rows, row for each of its rows.
struct person_reader {
	void (*begin)(const struct person_part *part, void *context);
	void (*row)(const struct person_cell *cells, int count, void *context);
	void (*end)(void *context);
	void *context;
};

// Reads all parts for a case reference, as of one moment, and adds the look to the trail (record "case REF"), which
// stands in what is read. For QA, whose look reaches over the whole council. -1: 66 there is no such case; 77 not the
// person's to see, or they are to grade an audit of it without knowing another's grades.
int person_read(struct session *session, const char *ref, const struct person_reader *reader);
