// SPDX-License-Identifier: MIT
// A small council for the tests of audits: people in every role, two services, some cases.
#pragma once

#include "core/allocate.h"
#include "test/base.h"

// On top of base.h. Today is 2026-10-12, a Monday, and the clock stands at 10:00.
//   Assessment: team A (ann, auditor; abe, auditor), team B (bob, auditor); Early Help: team C (cat, auditor)
//   sam answers for Assessment, sue for Early Help (moderators); quinn is QA, adam an administrator
//   max is auditor of team A and moderator for Early Help
// Cases C1 and C2 of team A, C3 of team C, all with the worker "Wendy Ŵyn"; C9 of team A is closed. wyn, an
// auditor of team B, is that worker.
struct world {
	struct base *base;
	struct session *session;
};

int world_setup(void **state);
int world_teardown(void **state); // fails where the counts of core/tally.h do not hold

// Acts as somebody from now on.
void world_as(struct world *world, const char *login);

// Has quinn give a case to a lead and a peer ("" nobody), due 2026-10-30. Returns its reference, yours.
char *world_audit(
	struct world *world, const char *case_ref, const char *lead, const char *peer);

// Opens an audit as somebody; ends the test where that fails.
struct audit *world_open(struct world *world, const char *login, const char *ref);

// Fills in all that the lead needs to submit: every domain Good.
void world_fill(struct world *world, struct audit *audit);

// How many rows the trail has for an audit, an act and a field (NULL: any).
int world_trail(struct world *world, const char *ref, const char *act, const char *field);

// The first column of the first row of SQL run behind the program's back, as text. Yours; NULL: no row.
char *world_look(struct world *world, const char *sql);

// Ends the test unless that is the text; "(null)" for NULL.
void world_expect(struct world *world, const char *sql, const char *text);

// How SQLite answers a statement: the lines of EXPLAIN QUERY PLAN. Yours.
char *world_plan(struct world *world, enum query query);

// Ends the test with the error's message unless the result is 0.
#define assert_done(result)                                      \
	do {                                                     \
		if (result)                                      \
			fail_msg("failed: %s", error_message()); \
	} while (0)

// The call fails with this kind of error.
#define assert_refused(result, kind)                         \
	do {                                                 \
		assert_int_equal((result), -1);              \
		assert_int_equal((int)error_kind(), (kind)); \
	} while (0)
