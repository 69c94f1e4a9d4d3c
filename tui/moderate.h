// SPDX-License-Identifier: MIT
// Moderating an audit: its evidence first, one's own grades, then the auditor's beside them.
#pragma once

#include <stdint.h>

struct session;
struct moderation;

// Opens the moderation of an audit in the screen that is the person's: to moderate it, or its outcome. One that is
// nobody's is offered to who may take it up. 0, or -1 with fail().
int moderate_open_audit(struct session *session, int64_t audit_id);

// To moderate. Takes the moderation over, also on failure.
int moderate_open(struct session *session, struct moderation *moderation);

// To read what came of it, to answer, to settle. Takes it over likewise.
int outcome_open(struct session *session, struct moderation *moderation);
