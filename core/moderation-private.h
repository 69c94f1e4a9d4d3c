// SPDX-License-Identifier: MIT
// What the files of moderation share among themselves.
#pragma once

#include "core/audit-private.h"
#include "core/moderation.h"

// One act on a moderation: begun, looked at as it stands in the database, ended.
struct step {
	struct session *session;
	struct moderation *moderation;
	char now[MOMENT_TEXT];
};

// Who may take a step.
enum stepper { STEP_MODERATOR, STEP_LEAD, STEP_SETTLER };

// A set of states.
#define IN(state) (1u << (state))

// Begins the transaction: -1 (nothing begun) where the moderation is not the person's to change in that way (77), is in
// none of the states (65, with what it is), or was changed by somebody else since it was read (75).
int step_begin(struct step *step, struct session *session, struct moderation *moderation,
	enum stepper who, unsigned states);

// Ends it, and reads the moderation again where it went well.
int step_end(struct step *step, int result);

// A row of the trail on the audit.
int step_record(struct step *step, const char *verb, const char *field, const char *old,
	const char *new);

// "moderator.VOICE.grade". Yours.
char *moderation_field(const struct moderation *moderation, int domain, const char *what);

// Reads the moderation's row and grades into a moderation whose audit is loaded. -1: 66.
int moderation_row_load(struct session *session, struct moderation *moderation);

// Makes the person's own draft at a place part of the record (of the audit's part), and drops the draft. What is blank is
// only dropped.
int moderation_text_keep(struct step *step, int place);

// Reads the person's drafts of the audit again: another window may have saved since.
int moderation_drafts_reload(struct step *step);

// The text of the person's draft at a place; "" where there is none. Borrowed.
const char *moderation_draft(const struct moderation *moderation, int place);

// Who is told of a dispute: everybody who may settle it.
int moderation_tell_settlers(struct step *step, const char *words);

// Words of a sentence to somebody, in the trail's and the notices' manner; frees words.
int moderation_tell(struct step *step, int64_t user_id, const char *act, char *words);
