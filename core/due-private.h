// SPDX-License-Identifier: MIT
// What the files of due share: somebody's turn, and the statements whose rows are merged.
#pragma once

#include "core/concern-clock.h"
#include "core/due.h"
#include "core/moderation-people.h"
#include "core/staff.h"

// The columns of every statement.
enum due_column {
	DUE_NAME,
	DUE_POST,
	DUE_AUDIT_ID,
	DUE_REF,
	DUE_TEAM_NAME,
	DUE_SERVICE_NAME,
	DUE_DAY,
	DUE_WORDS,
	DUE_STATE,
	DUE_AUDIT_KIND,
	DUE_ID,     // of the thing
	DUE_NUMBER, // of a step or action within its audit; 0
	DUE_TEAM,
	DUE_SERVICE,
	DUE_MORE, // behind these those of one kind only
};

// Whose turn it is.
enum due_turn {
	DUE_OTHERS,  // those who are no users, and nobody
	DUE_QA_TEAM, // what the QA team has to do as a whole
	DUE_PERSON,
};

// How the clock of a concern stands.
struct due_clock {
	time_t end;
	enum concern_level level;
};

// Rows of one kind that somebody has, the next of them at hand.
struct due_stream {
	struct stmt *stmt;
	bool there, overdue;
	date due_on;
	int part;               // of a step: the first that they are asked to sign
	size_t read;            // of concerns: how many rows came
	struct due_clock clock; // of a concern
};

struct due_walk {
	struct session *session;
	const struct due_filter *filter;
	int (*each)(const struct due *due, void *context);
	void *context;
	int64_t *overdue;
	time_t now;
	date until;
	char until_text[DATE_TEXT]; // what the statements look at as they go
	long dispute_days,
		verify_days; // working days in which a dispute is to be settled, an action verified
	struct moderators moderators;
	struct staff *staff;
	struct concern_hours hours;
	// Of the concerns, in the order of their statement, as far as it was read by anybody.
	struct due_clock *clocks;
	size_t clock_count, clock_room;
	enum due_turn turn;
	// Of a person; 0 and "" else.
	int64_t person, team_id;
	enum rung rung; // RUNG_NOBODY: of none, or without the role that goes with it
	bool with_qa;   // asked for alone, somebody of QA has what the team has
	const char *login, *name, *post;
	struct due_stream streams[DUE_KINDS];
	// The working days left up to a day, as counted last: the next day is mostly near.
	date counted_on;
	int counted;
};

// Starts the statements of whose turn it is, each with its first row at hand. -1: close them all the same.
int due_streams_open(struct due_walk *walk);
void due_streams_close(struct due_walk *walk);

// Steps to the next row that is wanted.
int due_stream_next(struct due_walk *walk, enum due_kind kind);

// What the row at hand is about, in words. Yours.
char *due_words(const struct due_walk *walk, enum due_kind kind);
