// SPDX-License-Identifier: MIT
// What the files of Confirm and Challenge share among themselves.
#pragma once

#include "core/challenge.h"

// Adds a row to the trail of the challenged audit.
int challenge_trail(struct session *session, const struct challenge *challenge,
	const char *verb, const char *field, const char *old, const char *new);

// Puts an audit (audit_id, audit_ref, service_id) on an agenda (month), from a draw (sample_id, sample: its name) or for a
// reason (why), within the caller's transaction. Nothing where it stands there already.
int challenge_put(
	struct session *session, const struct challenge *challenge, int64_t sample_id);
