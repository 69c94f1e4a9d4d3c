// SPDX-License-Identifier: MIT
// Confirm and Challenge: each month directors look at a share of the Inadequate audits (brief section 4).
#pragma once

#include "core/grade.h"
#include "core/right.h"
#include "core/sample.h"

// As stored.
enum challenge_outcome {
	CHALLENGE_WAITS = 0, // NULL: the meeting has not come to it
	CHALLENGE_CONFIRMED = 1,
	CHALLENGE_CHALLENGED = 2,
	CHALLENGE_DEFERRED = 3, // put off: it stands on the next month's agenda by itself
};

// "to be discussed", "confirmed", "challenged", "deferred". Borrowed. The reading takes any case; -1 (no message) for
// another word, and for "to be discussed", which is no outcome.
const char *challenge_outcome_name(enum challenge_outcome outcome);
int challenge_outcome_parse(const char *text, enum challenge_outcome *outcome);

// An audit on the agenda of a meeting. Texts are yours through challenge_finish().
struct challenge {
	int64_t id, audit_id, team_id, service_id, lead_id, peer_id;
	char *month; // of the meeting: YYYY-MM
	char *audit_ref, *case_ref, *service, *team, *lead;
	char *sample; // the draw; "": added by hand
	char *why;    // why by hand
	date completed_on;
	enum grade
		grade; // the final overall grade as it is now; GRADE_NONE where the template has none
	enum challenge_outcome outcome;
	char *discussed, *follows; // what the meeting found, what follows from it
	date met_on;
	char *recorded_by, *recorded_at; // name; moment; "" before
	int revision;
};
void challenge_finish(struct challenge *challenge);

// What rights on it are asked about.
struct subject challenge_subject(const struct challenge *challenge);

// "drawn: 2026-11-challenge", "added: asked for by the director". Yours.
char *challenge_how(const struct challenge *challenge);

// What is asked of a draw.
struct challenge_request {
	const char *month; // of the meeting: YYYY-MM
	long percent;      // of each service's Inadequate audits, 1 to 100, rounded up
	const char *seed;  // NULL: random
	date from, to;     // of their results; DATE_NONE, both: the month before the meeting's
};

// Draws audits for a meeting (RIGHT_SAMPLE), by service, with a receipt of the purpose SAMPLE_CHALLENGE. The frame: every
// audit, of any kind, whose Inadequate result was received in the period (the day from which its Inadequate steps count).
// Left out, each with its reason: on an agenda already or looked at by a meeting; to be graded blind still, because being
// drawn would tell its grade. Heads and directors of the services are told. *sample: the receipt. -1: 2, 65 nothing
// can be drawn.
int challenge_select(struct session *session, const struct challenge_request *request,
	struct sample **sample);

// How many audits such a draw could take. -1 as there, but for 65.
int challenge_able(
	struct session *session, const struct challenge_request *request, size_t *count);

// Puts an audit on an agenda by hand (RIGHT_SAMPLE). -1: 65 no reason, not Inadequate, or to be graded blind still; 66;
// 73 it is on that agenda, or waits on another.
int challenge_add(
	struct session *session, const char *audit_ref, const char *month, const char *why);

// What a meeting said of an audit.
struct challenge_word {
	enum challenge_outcome outcome;
	const char *discussed, *follows;
	date met_on;  // DATE_NONE: today
	int revision; // of the row as it was seen; 0: whichever it has
};

// Records it (RIGHT_CHALLENGE on the audit's service), again where it was recorded already: each time is in the
// trail. What was discussed must be said, and unless it is deferred or confirmed what follows. A deferred one is put on the agenda
// of the month after. -1: 65 what is missing, a day to come; 66; 75 somebody recorded it since (says who and when); 77.
int challenge_record(struct session *session, int64_t id, const struct challenge_word *word);

// The audits of a meeting by service and reference, or with month NULL of all meetings, the newest first; only of
// the person's services (RIGHT_CHALLENGE), and none that they are to grade blind. Yours: challenge_list_free().
int challenge_list(
	struct session *session, const char *month, struct challenge **list, size_t *count);
// Those of one audit, newest first. Nothing for who may not see them.
int challenge_of_audit(
	struct session *session, int64_t audit_id, struct challenge **list, size_t *count);
void challenge_list_free(struct challenge *list, size_t count);

// One, by its id or by meeting and audit. -1: 66, 77.
int challenge_load(struct session *session, int64_t id, struct challenge *challenge);
int challenge_find(struct session *session, const char *month, const char *audit_ref,
	struct challenge *challenge);

// A meeting, counted as the person sees it.
struct challenge_meeting {
	char month[DATE_TEXT];
	int64_t audits, waiting, confirmed, challenged, deferred;
	date met_on; // the last day recorded; DATE_NONE: none yet
};

// Newest first, at most max. Returns how many, or -1.
int challenge_meetings(struct session *session, struct challenge_meeting *list, int max);

// For sample_verify(): calls found with a sentence for each audit that a receipt chose and no agenda has, and the other way
// round. Returns how many, or -1.
int challenge_check(struct session *session, const struct sample *sample,
	void (*found)(const char *sentence, void *context), void *context);
