// SPDX-License-Identifier: MIT
// Lists of audits, a page at a time over an index, and what Home shows.
#pragma once

#include "core/audit.h"
#include "core/contact.h"
#include "core/moderation.h"

enum audit_sort {
	SORT_DUE,       // by due date
	SORT_COMPLETED, // by date of completion; those not completed have none and are left out
	SORT_REFERENCE,
};

// How an audit stands against the day on which it is due, as reports count it: withdrawn ones stand nowhere.
enum audit_standing {
	STANDING_ANY,
	STANDING_COUNTED, // not withdrawn
	STANDING_DONE,
	STANDING_IN_TIME, // done on the day or before
	STANDING_LATE,    // done after it
	STANDING_NOT_DUE, // not done, and the day is not over
	STANDING_MISSING, // not done, and it is
};

// "counted", "done", "in time", "late", "not due", "missing": as wishes name them. 0, or -1 without a word.
int audit_standing_parse(const char *text, enum audit_standing *standing);

// Grades as wishes name them: one by its name, "graded", "Requires Improvement or better", "below Good". The sum of 1u <<
// enum grade; 0 for anything else.
unsigned audit_grades_parse(const char *text);

// Pairs likewise: "any", "same", "within one", "auditor higher", "auditor lower", "Good / Inadequate" (the auditor's and
// the moderator's). The sum of audit_pair(); 0 for anything else.
unsigned audit_pairs_parse(const char *text);
unsigned audit_pair(
	enum grade auditor, enum grade moderator); // one bit; 0 where either is no grade

// Of a post: those whose lead has none that is known.
#define POST_NONE "none"

// Of a moderator: those whose is no user here.
#define MODERATOR_NONE "no user"

// Those whose is anybody but the person.
#define MODERATOR_OTHERS "others"

// Zero-initialised: everything that the person may see, by due date, earliest first.
struct audit_filter {
	int64_t service_id, team_id; // 0: any
	const char *month;           // YYYY-MM; NULL or "": any
	enum audit_state state;      // 0: any
	bool open;                   // allocated or in draft only
	int grade;                   // final overall grade, enum grade; 0: any
	int64_t auditor_id;          // lead or peer; 0: anybody
	enum audit_kind kind;        // 0: any
	// Words in narratives, the last one as a beginning, or the beginning of a reference; NULL or "": any.
	// With a text the order is that in which audits were allocated, whatever sort says.
	const char *text;
	// What numbers of reports are narrowed by, too. Sorted by the day whose range is given a page takes as long as
	// there are audits in the range at most; otherwise it may walk past very many.
	enum audit_standing standing;
	struct date_range completed, due; // last 0: any
	const char *
		post; // of the lead when it was allocated, one of posts[], or POST_NONE; NULL or "": any
	const char *theme;  // that it names, in any case; NULL or "": any
	enum aspect aspect; // with a theme: named as what; 0: either
	unsigned
		grades; // of those completed: the sum of 1u << enum grade of the final grade; 0: any
	bool own;       // grades is of the lead's own instead
	const char *domain; // a code: grades and pairs are of this domain; NULL or "": overall
	unsigned
		pairs; // the sum of audit_pair() of auditor's and moderator's grade (core/agreement.h); 0: any
	int mode;       // of pairs: enum moderation_mode and 1; 0: any
	bool moderated; // only those whose moderation is completed
	struct date_range
		challenged; // at Confirm and Challenge in the months of these days; last 0: any
	int outcome;        // with it: enum challenge_outcome and 1; 0: any
	bool review;   // only reviews of an earlier audit, if the person may know their grades
	bool sealed;   // only those that the person is to grade blind
	bool reported; // only those on which the person reports (RIGHT_REPORT)
	int feedback_of;        // enum source and 1: only those with this feedback; 0: any
	enum obtained feedback; // with feedback_of
	bool feedback_said;     // with feedback_of: obtained or not, as long as either is said
	enum contact_who contact; // only those in which they have a row of contact; 0: any
	bool answered;            // with contact: who answered
	const char *
		means; // of contact or else of feedback: one usual (core/means.h), MEANS_NONE, MEANS_OTHER; NULL or "": any
	int64_t moderated_by; // moderation completed by this user; -1: by who is none here; -2: by
	// anybody else than the person; 0: anybody
	enum decision
		decision; // of the completed moderation: all grades upheld, or some changed; 0: any
	enum audit_sort sort;
	bool descending;
};

// A line of the list. Texts are yours through audit_row_finish().
struct audit_row {
	int64_t id;
	char *ref, *case_ref, *team, *service, *month, *lead, *peer, *worker;
	char *lead_login, *peer_login; // "" where that is no user here
	enum audit_state state;
	enum audit_kind kind;
	date due_on, completed_on;
	enum grade final_overall;
	bool at_risk;
	int amended;
	char *key; // its place in the order: for audit_page()
};
void audit_row_finish(struct audit_row *row);

// Up to count lines behind the line `from` (NULL: from the start) in the order of the filter, or with
// back those before it, nearest first (NULL: from the end). Only audits that the person may see
// (RIGHT_SEE, in the statement itself). Reads an index and stops: its time does not grow with the
// table. Returns how many, or -1.
int audit_page(struct session *session, const struct audit_filter *filter,
	const struct audit_row *from, bool back, struct audit_row *rows, int count);

// The audits that wait for the person as lead or peer, allocated or in draft, by due date. Returns how
// many were written (at most max), or -1.
int audit_mine(struct session *session, struct audit_row *rows, int max);

// Counts for Home, of the audits that the person may see.
struct audit_counts {
	int64_t by_state[AUDIT_WITHDRAWN +
			 1]; // of the month asked for, monthly ones that are somebody's
	int64_t nobodys; // the others of that month: drawn, and not allocated to anybody yet
	int64_t mine, mine_overdue; // open and in the person's hands
	int64_t open, overdue;      // all open ones
	int64_t at_risk;            // with an open concern
	int64_t unallocated; // drawn and nobody's yet: for who allocates (RIGHT_SAMPLE), else 0
	char unallocated_month[DATE_TEXT]; // the first that has one; ""
};
int audit_count(struct session *session, const char *month, struct audit_counts *counts);

// Something that others did to audits that the person may see, since they left Home last: the newest
// act of each audit.
struct news {
	int64_t audit_id;
	char *ref, *act, *who, *at; // act: add, allocate, submit, amend, withdraw, concern ...
	char *field;                // that it changed, as the trail has it: "action 2"; "" none
};
void news_finish(struct news *news);

// Newest first, at most max; looks through the last 2,000 acts. Returns how many, or -1.
int audit_news(struct session *session, struct news *list, int max);

// Keeps now as the moment at which Home was left.
int home_left(struct session *session);
