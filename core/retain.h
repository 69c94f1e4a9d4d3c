// SPDX-License-Identifier: MIT
// Retention: what is over for long enough loses its case, its texts and its names; its figures stay.
#pragma once

#include "core/audit.h"
#include "core/trail.h"

// What goes and what stays of each text in the database is the table test/retain.tsv, which a test compares with the
// schema and with the bytes of a file after a run. In short:
//
// An audit goes that was closed or withdrawn before the day and on which nothing is open: no step, action, safety
// concern, moderation, dispute or coming Confirm and Challenge. Where no step ever was, as with imported ones, nothing
// closes an audit: then one that was completed before that day.
//
// Gone are its case reference and its worker, every text anybody wrote in or about it, drafts, forms half filled in,
// notices, and the old and new values of its rows in the trail. A case that is closed and has no other audit goes with
// it; one that is open or has others stays, and the audit is given a reference of its own in its place. An audit's own
// reference (2026-10-017) names no child and stays; one that an import brought goes unless it has that form and does
// not contain the case's. Closed cases that no audit is left of go too, once the frame has not spoken of them since
// that day. Where the record of a row of the trail is such a reference, that is erased (core/trail-erase.h).
//
// Dates, grades, answers, ticks, team, service, template, posts, plan type and age band where they are usual ones, who
// led, moderated and signed (as users, for figures are counted by them), yes and no stay: every figure is as before.

struct retention {
	date before;
	int64_t id; // of the receipt; 0: a dry run, or nothing was to be done
	int64_t audits, actions, cases, texts, trail_values;
	int64_t recent; // audits completed within a year: draws do not know that their cases were audited
	char digest
		[TRAIL_HASH_TEXT]; // SHA-256 over the references of the audits as they are now, each with a LF
};

// An audit that goes, as it was. Texts are borrowed for the call.
struct retained {
	const char *ref, *service, *team;
	enum audit_state state;
	date over; // closed, withdrawn or completed
};

struct retain_request {
	date before;
	bool dry_run;
	const char *
		expected; // the digest that a dry run gave, for what was shown is what is done; NULL: whatever it is
	void (*each)(const struct retained *audit,
		void *context); // called with every audit before it goes; or NULL
	void *context;
};

// Does it (RIGHT_ADMIN), in one transaction, with a receipt and rows in the trail, and then rebuilds the file so that
// no byte of what went is left in it (db_purge(); also where there was nothing to do, because that may have failed
// the last time). A dry run takes it all back. -1: 77; 65 the day is after today; 75 it is no more what was expected; 75
// and done, but the log beside the file is in use; the store's own.
int retain_run(struct session *session, const struct retain_request *request,
	struct retention *retention);
