// SPDX-License-Identifier: MIT
// A practice database's content: a made-up council with two years of audits in every state.
#pragma once

#include <stdint.h>

#include "core/session.h"

#define DEMO_AUDITS 1700 // unless told
#define DEMO_AUDITS_MAX 1000000
#define DEMO_SEED 20240901

// Hears how far it is: done of so many audits. May be NULL. Not 0, with the error set: stop.
typedef int demo_progress(long done, long of, void *context);

// Fills a practice database that was just begun and has a template but no records yet, and is not
// published: 6 services, 24 teams, 60 staff, 1,500 cases, and so many audits (1 to DEMO_AUDITS_MAX) over
// the 24 months that end with the session's. The session's person becomes a team manager with all four
// roles, whose Home has something of everything. Beside those audits stand the month's: drawn and nobody's yet, a
// thematic sample, cases to be reviewed; and moderations in every state. The same seed, today and template give the same
// records, but for the trail's salts and times of day. Of many audits the newest 2,000 are whole, the others as if
// imported from a spreadsheet: grades, a summary, actions. -1: 65 the database is live or has records already;
// errors of the store.
int demo_fill(struct session *session, long audits, uint64_t seed, demo_progress *progress,
	void *context);
