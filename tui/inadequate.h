// SPDX-License-Identifier: MIT
// Closing the loop of one audit: its steps, actions, concerns and reviews on a time line. Made for the Inadequate ones.
#pragma once

#include "core/audit.h"

// -1: not the person's to see, not submitted yet, or theirs to grade blind.
int inadequate_screen(struct session *session, int64_t audit_id);

// The grades of an audit and of its review beside each other, domain by domain.
int inadequate_compare(
	struct session *session, const struct audit *first, const struct audit *review);
