// SPDX-License-Identifier: MIT
// Putting an audit into the hands of a moderator: what selecting, adding and assigning share.
#pragma once

#include "core/moderation-people.h"
#include "core/moderation.h"

// An audit that is or may be moderated.
struct target {
	int64_t audit_id, team_id, service_id, lead_id, peer_id;
	char *ref, *service, *team;
	enum grade final;
	bool selected; // already
	bool drawn;    // already: selected by a draw
};

// From the first ten columns of QUERY_MODERATION_FRAME and QUERY_MODERATION_AUDIT.
void target_read(struct stmt *row, struct target *target);
void target_finish(struct target *target);
struct subject target_subject(const struct target *target);

// What the settings say for a selection of today.
struct terms {
	bool open;       // moderation-mode
	bool inadequate; // moderate-inadequate
	date due;
};
int terms_load(struct session *session, struct terms *terms);

// How a moderation is to be done by somebody: the mode and, where it is open, why.
struct way {
	enum moderation_mode mode;
	const char *open_why; // ""; borrowed
};

// Open by the setting, or where the person has read the grades. moderator NULL: nobody yet.
struct way give_way(const struct terms *terms, const struct moderator *moderator,
	const struct readers *readers);

// Writes who moderates it and how, within the caller's transaction: who is to be kept from the grades, and a row
// of the trail (act: select or assign; old: the login before, or NULL). The moderation's row is the caller's.
int give(struct session *session, const struct target *target, const char *act,
	const char *before, const struct moderator *moderator, struct way way);

// A row of the trail of the audit.
int target_trail(struct session *session, const struct target *target, const char *act,
	const char *field, const char *old, const char *new);

// Makes the row of a new moderation. sample_id 0: by hand; why: where it was not drawn.
int give_new(struct session *session, const struct target *target,
	const struct moderator *moderator, struct way way, const struct terms *terms,
	int64_t sample_id, const char *why);

// Login of who is to moderate an audit; NULL: nobody yet. Yours.
int moderation_given_to(struct session *session, const char *ref, char **login);
