// SPDX-License-Identifier: MIT
// What the files of an audit share among themselves.
#pragma once

#include "core/audit.h"

// The part in which the session's person speaks, PART_NONE without the role of an auditor.
enum part part_of(const struct session *session, int64_t lead_id, int64_t peer_id);

// The id of a reference; -1 (66) where there is none.
int audit_find(struct session *session, const char *ref, int64_t *id);

// A new audit, complete and checked. Texts are borrowed.
struct new_audit {
	int64_t casefile_id, team_id, service_id;
	const char *case_ref, *month, *worker, *plan_type;
	const struct template *template;
	enum audit_kind kind;
	int64_t sample_id;        // the draw it came from; 0: none
	int64_t lead_id, peer_id; // 0: nobody yet; none
	const char *lead_login, *lead_post, *peer_login;
	date due;
};

// Whether two texts name the same person: not empty, and the same but for case and accents.
bool same_person(const char *a, const char *b);

// -1 (65) where a due date has gone by; DATE_NONE is none.
int audit_due_check(const struct session *session, date due);

// Adds it within the caller's transaction, with notices to its people, under the month's next reference (yours), with its contacts to be made.
int audit_insert(
	struct session *session, const struct new_audit *audit, int64_t *id, char **ref);

// audit_allocate() within the caller's transaction and right. held: login of who has
// it as far as the caller knows, "" nobody: 75 where somebody else was quicker; NULL: whoever.
struct allocation;
int audit_allocate_within(struct session *session, const char *ref,
	const struct allocation *allocation, const char *held);

// audit_withdraw() within the caller's transaction and right.
int audit_withdraw_within(
	struct session *session, const char *ref, const char *why, const char *approved_by);

// Binds an id, NULL for 0. For ARGS().
#define ID_OR_NULL(n, v)                                                       \
	{                                                                      \
		.name = (n), .type = (v) ? BIND_INT : BIND_NULL, .number = (v) \
	}

// The whole audit without recording the look; inside a transaction or a snapshot. NULL as audit_open().
struct audit *audit_load(struct session *session, int64_t id);

// The same for somebody who speaks in a part that is not their lead's or peer's: as moderator or settler (PART_NONE:
// whichever it is). blind: without what tells its grades, even where audit.blind_id does not name the person (yet).
struct audit *audit_load_as(struct session *session, int64_t id, enum part part, bool blind);

// Reads the person's drafts again.
int drafts_load(struct session *session, struct audit *audit);

// A row of the trail on an audit.
int audit_trail(struct session *session, const struct audit *audit, const char *verb,
	const char *field, const char *old, const char *new);

// One save: begun, looked at, ended.
struct change {
	struct session *session;
	struct audit *audit;
	enum audit_state state; // as it stands in the database now
	char now[MOMENT_TEXT];
};

// Begins the transaction of a save and checks the right on the audit as it stands now. -1: nothing was begun.
int change_begin(struct change *change, struct session *session, struct audit *audit,
	enum right right, bool lead_only);

// Records one change in the trail; *revision (may be NULL) becomes the number of its row, which grows for
// ever. The first of an allocated audit makes it a draft.
int change_record(struct change *change, const char *verb, const char *field, const char *old,
	const char *new, int *revision);

// Whether a text of the person's part belongs to the audit's moderation: a moderator's, a settler's, and the lead's
// answer and dispute. Then it is a draft until an act of core/moderation.h takes it.
bool moderation_owns(const struct audit *audit, int place);

// change_begin() for such a draft: asks whether the person may say it now.
int moderation_draft_begin(struct change *change, struct session *session, struct audit *audit);

// Ends it. On success the audit in memory takes the state on.
int change_end(struct change *change, int result);

// Fills the conflict, who and when by the trail's last row on the field. Returns -1 (75).
int change_late(struct change *change, struct conflict *conflict, const char *field,
	const char *theirs, const char *ours);

// True for what only the lead writes.
bool spot_is_outcome(struct spot spot);

// Tests whether words can stand at a spot; *ready (yours) is how they are stored. -1: 65 or 66.
int spot_prepare(const struct audit *audit, struct spot spot, const char *words, char **ready);

// Writes ready words within a change and records it. 1: written; 0: they stood there already; -1: also
// where somebody else changed it first. *old (yours, also then) is what stood there; *revision what stands now.
int spot_put(struct change *change, struct spot spot, const char *verb, const char *words,
	struct conflict *conflict, char **old, int *revision);

// Brings the spot in memory to words, after the change has ended well.
void spot_take(struct change *change, struct spot spot, const char *words, int revision);

void tick_insert(struct audit *audit, enum part part, int64_t indicator_id);
void draft_destroy(struct draft *draft);      // takes NULL
void audit_finish(struct audit *audit);       // all that it holds, not the audit itself
void audit_lists_finish(struct audit *audit); // themes, actions, concerns and amendments

// Reads themes, actions, concerns and amendments anew.
int lists_load(struct session *session, struct audit *audit);

// The row of QUERY_CONCERNS_OF, and of all with the same columns.
void concern_read(struct session *session, struct stmt *row, struct concern *concern);
