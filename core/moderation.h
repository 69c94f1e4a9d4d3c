// SPDX-License-Identifier: MIT
// Moderation: somebody senior grades an audit without knowing its grades, then sees them, decides, and writes
// what is to be learned from it.
#pragma once

#include "core/audit.h"
#include "core/sample.h"

// As stored.
enum moderation_state {
	MODERATION_SELECTED = 1,
	MODERATION_GRADING = 2, // sealed: blind
	MODERATION_REVEALED = 3,
	MODERATION_COMPLETED = 4,
	MODERATION_DISPUTED = 5,
	MODERATION_SETTLED = 6,
};

enum moderation_mode {
	MODERATION_IMPORTED = 0, // not known how
	MODERATION_SEALED = 1,
	MODERATION_OPEN = 2,
};

enum decision { DECISION_NONE = 0, DECISION_UPHELD = 1, DECISION_CHANGED = 2 };

// Of the audit itself.
enum verdict { VERDICT_NONE = 0, VERDICT_YES = 1, VERDICT_PARTLY = 2, VERDICT_NO = 3 };
enum verdict_on { VERDICT_EVIDENCE, VERDICT_TIMELINESS, VERDICT_RATIONALE, VERDICT_COUNT };

const char *moderation_state_name(enum moderation_state state); // "selected" ...
const char *moderation_mode_name(enum moderation_mode mode);    // "sealed", "open", "imported"
const char *decision_name(enum decision decision);              // "upheld", "changed"; ""
const char *verdict_name(enum verdict verdict);                 // "yes", "partly", "no"; ""
struct verdict_info {
	const char *code, *label,
		*question; // evidence; Evidence; "Does the evidence bear the grades?"
};
const struct verdict_info *verdict_info(enum verdict_on on);

struct moderation_grade {
	enum grade own; // the moderator's; GRADE_NONE: not yet
	enum grade
		auditor; // the lead's, once revealed; GRADE_NONE before, whatever the database holds
	enum decision decision;
	enum grade changed_to; // where changed
	enum grade settled;    // by who settled a dispute; GRADE_NONE
	int revision;
};

// A moderation with its audit. For its moderator audit->part is PART_MODERATOR, so that audit->drafts and
// draft_save() are those of the moderator's texts: PLACE_COMMENTARY, PLACE_GOOD_PRACTICE, PLACE_RATIONALE + domain
// (the reason for a changed grade). What a moderator types stays a draft, nobody else's to see, until the moderation is
// completed. For who settles a dispute it is PART_SETTLER in the same way.
struct moderation {
	struct audit *
		audit; // without its grades, ticks and what tells them, while it is blind for the person
	enum moderation_state state;
	enum moderation_mode mode;
	bool blind;           // for the session's person, now
	char *open_why, *why; // why: "" while blind
	char *sample;         // name of the draw; "": by hand
	int64_t moderator_id; // 0: nobody yet
	char *moderator;      // name
	char *moderator_login;
	date selected_on, due_on, moderated_on, disputed_on, settled_on;
	char *sealed_at, *acknowledged_at; // NULL: not yet
	char *settled_by;
	int took_part; // -1: not said
	enum verdict verdicts[VERDICT_COUNT];
	struct moderation_grade
		grades[TEMPLATE_DOMAINS_MAX]; // by domain.seq, the overall one too
	int revision;
};

// Opens the moderation of an audit: its moderator, its lead and peer once completed, and who may see the audit. The look
// stands in the trail. NULL: 66 the audit is not selected for moderation, 77.
struct moderation *moderation_open(struct session *session, int64_t audit_id);
void moderation_destroy(struct moderation *moderation); // takes NULL
int moderation_reload(struct session *session, struct moderation *moderation);

// Who may do what with it now.
bool moderation_may_grade(const struct session *session, const struct moderation *moderation);
bool moderation_may_answer(const struct session *session, const struct moderation *moderation);
bool moderation_may_settle(const struct session *session, const struct moderation *moderation);

// Selecting (RIGHT_SAMPLE): draws percent of the monthly audits that were completed in the month, by service, with a
// receipt (core/sample.h, purpose SAMPLE_MODERATION; entries left out: "drawn already", which counts in the percentage,
// so that asking again draws only what is lacking of it, and "selected already" in another way); besides, where the setting says so, every Inadequate one. grade: only
// audits with that final overall grade, GRADE_NONE any. Moderators are given out evenly among the senior managers of
// the service who took no part, first to those who have not read the audit. Who has none is left to be assigned, and
// that is said in a shortfall of the receipt. -1: 2, 65 no audit is there to be selected.
struct moderation_request {
	const char *month;
	long percent;
	enum grade grade;
	const char *seed; // NULL: random
};
int moderation_select(struct session *session, const struct moderation_request *request,
	struct sample **sample);

// By hand (RIGHT_SAMPLE), with a reason; login "" or NULL: given out as above. 73: selected already.
int moderation_add(
	struct session *session, const char *audit_ref, const char *login, const char *reason);

// Gives one that is not completed to another moderator (RIGHT_SAMPLE), who may moderate it (77). What the one
// before graded and typed is theirs and does not move; both are told.
int moderation_assign(struct session *session, const char *audit_ref, const char *login);

// Takes up one's own, or one that is nobody's (RIGHT_MODERATE): selected becomes grading; sealed unless the setting
// says open or the person has read the audit's grades before, which is kept as the reason.
int moderation_start(struct session *session, struct moderation *moderation);

// One's own grade of a domain, while grading; in an open one also while revealed.
int moderation_grade(
	struct session *session, struct moderation *moderation, int domain, enum grade grade);

// Seals: every domain and the overall must be graded (65 names the first that is not). From now on the
// grades never change, and the auditor's are shown. Grading becomes revealed.
int moderation_seal(struct session *session, struct moderation *moderation);

// After revealing: upheld, or changed to a grade (a reason is then typed at PLACE_RATIONALE + domain).
int moderation_decide(struct session *session, struct moderation *moderation, int domain,
	enum decision decision, enum grade changed_to);
int moderation_set_verdict(struct session *session, struct moderation *moderation,
	enum verdict_on on, enum verdict verdict);
int moderation_set_took_part(
	struct session *session, struct moderation *moderation, bool took_part);

// What is still to do before it can be completed, in order; missing_free(). The spots are SPOT_GRADE (decide it),
// SPOT_TEXT (type it), SPOT_HEADER -1 - enum verdict_on (judge it), SPOT_HEADER -100 (did the auditor take part).
size_t moderation_missing(
	struct session *session, const struct moderation *moderation, struct missing **list);

// 0 where the commentary says something of its own, else -1 (65): blank, of fewer than 8 words, or copied: most of it
// stands in another text of the audit or in an earlier commentary of the same moderator.
int moderation_check_commentary(
	struct session *session, const struct moderation *moderation, const char *text);

// Completes: drafts become texts, changed grades judgements of the moderator; final grades follow; audit state
// moderated; the lead and peer are told. -1: 65 what is missing.
int moderation_complete(struct session *session, struct moderation *moderation);

// The lead auditor's side, once completed. An answer and the reason of a dispute are texts of their part, kept for ever
// (PLACE_ANSWER, PLACE_DISPUTE). A dispute names no grades: it is about the outcome. 20 working days at most after
// completion; once.
int moderation_acknowledge(struct session *session, struct moderation *moderation);
int moderation_answer(struct session *session, struct moderation *moderation, const char *text);
// 0 where it can still be disputed, else -1: 77 it was already, 65 the days for it are over.
int moderation_check_dispute(
	const struct session *session, const struct moderation *moderation);
int moderation_dispute(
	struct session *session, struct moderation *moderation, const char *reason);

// Settles a dispute (RIGHT_SETTLE): a grade for each domain that is to become another one than the moderated
// (GRADE_NONE: stands), and a reason in words (PLACE_COMMENTARY of PART_SETTLER). Told to lead and moderator.
int moderation_settle(struct session *session, struct moderation *moderation,
	const enum grade grades[TEMPLATE_DOMAINS_MAX], const char *reason);

// Lists.
enum moderation_list {
	MODERATIONS_MINE, // to be done by the person
	MODERATIONS_OPEN, // not completed, of all that the person may see (QA, senior managers)
	MODERATIONS_DISPUTED,  // to be settled
	MODERATIONS_OUTCOMES,  // of the person's own audits: completed and not acknowledged
	MODERATIONS_COMPLETED, // newest first
	MODERATIONS_COUNT
};

struct moderation_row {
	int64_t audit_id;
	char *ref, *case_ref, *service, *team, *lead, *moderator, *moderator_login;
	enum moderation_state state;
	enum moderation_mode mode;
	date due_on, completed_on, moderated_on; // completed_on: of the audit
	int changed;                             // how many grades were changed, once completed
	char *key;
};
void moderation_row_finish(struct moderation_row *row);

// A page, as audit_page(): behind `from` or, with back, before it.
int moderation_page(struct session *session, enum moderation_list list,
	const struct moderation_row *from, bool back, struct moderation_row *rows, int count);

// How many stand in a list, counted no further than MODERATIONS_COUNTED: a count as high means "or more". So a screen
// that shows it opens as quickly on any number of them.
#define MODERATIONS_COUNTED 1000
int moderation_list_count(struct session *session, enum moderation_list list, int64_t *count);
