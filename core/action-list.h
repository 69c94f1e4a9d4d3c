// SPDX-License-Identifier: MIT
// The open actions of all audits: those that are not verified yet, a page at a time.
#pragma once

#include "core/audit.h"

// In which order they come, and what belongs together.
enum action_group {
	GROUP_NONE, // by due date, then id
	GROUP_OWNER, // by owner: users by name, then those who are none by theirs; of each by due date, then id
	GROUP_TEAM, // by service and team, by name; of each by due date, then id
};

// Zero-initialised: every open action that the person may see, by due date.
struct action_filter {
	int64_t service_id, team_id; // of the audit; 0: any
	int64_t owner_id;            // 0: anybody
	const char *owner_name;      // exactly, of somebody who is no user here; NULL: anybody
	unsigned colours;            // the sum of 1u << enum colour, as of today; 0: any
	int grade;                   // final overall grade of the audit, enum grade; 0: any
	bool priority, escalated, overdue; // only those
	bool said_done;                    // only what waits for QA
	// Words in what is to be done and how it will be known, the last one as a beginning; NULL or "": any. With a text the
	// order is that in which actions were raised, whatever group says.
	const char *text;
	enum action_group group;
};

// A line of the list, and what its acts ask for. Texts are yours through action_row_finish().
struct action_row {
	struct action action;
	char *audit_ref, *case_ref, *team, *service;
	enum audit_state audit_state;
	enum audit_kind audit_kind;
	enum grade
		audit_grade; // final overall; GRADE_NONE: none, or not to be told to the person
	struct subject subject; // of the audit, with the owner, and who said it done
};
void action_row_finish(struct action_row *row);

// "2026-10-017/2". Yours.
char *action_row_name(const struct action_row *row);

// Up to count open actions behind the line `from` (NULL: from the start) in the order of the filter, or with back those
// before it, nearest first (NULL: from the end). Only on audits that the person may see, and their own on others once
// these are submitted; none of withdrawn audits. Walks an index; where hardly any fit the filter it walks on until the
// page is full or there are no more. Returns how many, or -1. Of `from` its id, due_on, owner, team and service are read:
// it may be one that was changed meanwhile.
int action_page(struct session *session, const struct action_filter *filter,
	const struct action_row *from, bool back, struct action_row *rows, int count);

// The same in bounded steps, for a screen that goes on answering keys where a filter leaves hardly any: a step looks at
// some thousand actions at most, which takes some milliseconds. The filter's texts are borrowed until the end.
struct action_walk;
struct action_walk *action_walk_begin(struct session *session,
	const struct action_filter *filter, const struct action_row *from, bool back);

// Up to count more lines; fewer, or none, where they were not met within the step: then it goes on with the next one until
// action_walk_ended(). Returns how many, or -1.
int action_walk_step(struct action_walk *walk, struct action_row *rows, int count);

// The same, of each line only what a list shows: each is called with it, its texts lent for the call. Which those are says
// line_show() in core/action-walk.h.
int action_walk_show(struct action_walk *walk, int count,
	void (*each)(const struct action_row *row, void *context), void *context);
bool action_walk_ended(const struct action_walk *walk);
void action_walk_end(struct action_walk *walk); // takes NULL
