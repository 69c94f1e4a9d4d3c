// SPDX-License-Identifier: MIT
// Who, when, in which database: the first argument of every operation.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "core/date.h"
#include "core/holiday.h"
#include "core/moment.h"
#include "db/db.h"

// Roles add up: one person can hold several (brief section 1).
enum role {
	ROLE_AUDITOR = 1,
	ROLE_MODERATOR = 2,
	ROLE_QA = 4,
	ROLE_ADMIN = 8,
};

struct template;

struct person {
	int64_t id;
	char *login, *name, *post;
	unsigned roles;     // sum of enum role
	int64_t team_id;    // 0: of no one team
	int64_t service_id; // of that team; 0
	int64_t *services;  // that a senior manager answers for, ascending
	size_t service_count;
	char *seen_at; // when Home was last left; NULL: never here
};

struct session {
	struct db *db;
	struct person me; // whose rights hold and who stands in the trail
	uid_t uid;        // the real user of the process: stands in the trail beside me
	date today;
	bool practice;               // a practice database: says so wherever it is shown
	struct holidays *holidays;   // of this database; NULL: those shipped
	struct template **templates; // read so far: core/template.c
	size_t template_count, template_room;
	bool fixed_today; // --today was given: the clock's time of day goes with that date
	int fixed_seconds; // --today gave a time too: the clock stands there, since midnight; -1: it goes
	struct tallies
		*tallies; // what the transaction counts anew: core/tally.c; NULL: nothing yet
	struct tally_part *tally_parts; // days counted since tally_keep(): core/tally-read.c
	bool tally_kept;
	struct chain *chain; // the end of the trail as last known; NULL: not read yet
	int64_t checked;     // db_transaction() in which the person was read last
	time_t watch_at;     // monotonic seconds at which session_watch() looks again
};

// How a session is asked for. NULL: the default.
struct session_options {
	const char *db; // path of the database
	const char *as; // act as this login; practice databases only (77 elsewhere)
	const char
		*today; // as session_pretend() reads it; practice databases only (77 elsewhere)
};

// The path used where none is given: $CASEAUDIT_DB, else $XDG_DATA_HOME/caseaudit/caseaudit.db, else
// ~/.local/share/caseaudit/caseaudit.db. Yours.
char *session_default_path(void);

// Opens the database and finds out who is there: the login of the real user id, or options->as. NULL
// with the error set: what db_open() fails with; 77 where the person is unknown or disabled, or where
// a live database is asked to act as somebody else or on another date; 2 where the date is none.
struct session *session_open(const struct session_options *options);

// A session on a database just created, by its first administrator, whose row is made here: the login
// of the real user id. kind is 'live' or 'practice'. Takes over db, also on failure.
struct session *session_found(struct db *db, bool practice);

void session_close(struct session *session); // takes NULL

// The login of the real user id; "uid-1234" where the system has no name for it. Yours.
char *session_login(void);

// Reads the person again: roles may have been changed, also by themselves. -1 (77) where they are gone.
int session_refresh(struct session *session);

// db_begin() of whatever a person does: reads them again, so that what an administrator took away is gone
// at once, also for a screen that stands open, and for one whose database was restored. -1: as db_begin(); 77
// where they are no longer a user; 75 where they may do other things than before, which then hold: the
// caller's own checks were made with the old ones. Ended by db_end().
int session_begin(struct session *session);

// For a program that stays open, at each key: reads the person again every ten seconds. False with the error
// set where they are no longer a user; then they have no roles any more.
bool session_watch(struct session *session);

// Takes another day for today's: YYYY-MM-DD, with the time of day as the clock on the wall goes on showing it, or
// YYYY-MM-DDTHH:MM, at which the clock then stands. Whether the database allows it is the caller's to ask. -1 (2)
// where text is neither, with the session untouched.
int session_pretend(struct session *session, const char *text);

// Moves today on where midnight has passed since it was asked last; not where --today was given. True
// where it moved: due dates count anew. For a program that stays open.
bool session_clock(struct session *session);

// Acts as another user from now on; practice only. The demo's generator and tests use it.
int session_act_as(struct session *session, const char *login);

// This moment for the database, UTC, YYYY-MM-DDTHH:MM:SSZ: the clock's, but on the session's date and at its time where
// --today gave them. Writes text and returns it.
const char *session_now(const struct session *session, char text[static MOMENT_TEXT]);

// The same as a number.
time_t session_time(const struct session *session);

// A moment of the database as people read it, in local time: "17:40" on the session's today, else
// "12 Oct 2026 17:40". Writes text and returns it.
const char *session_show_moment(
	const struct session *session, const char *moment, char text[static 32]);

// The same with the day always: for what is printed or sent, and read on another day.
const char *session_show_stamp(
	const struct session *session, const char *moment, char text[static 32]);

// Binds a date, NULL where there is none. For ARGS().
#define DAY(n, v) TEXT(n, (v) == DATE_NONE ? NULL : date_iso((v), (char[DATE_TEXT]){0}))

// The date in a column; DATE_NONE where NULL.
date stmt_date(struct stmt *stmt, int column);
