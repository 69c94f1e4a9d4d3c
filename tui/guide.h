// SPDX-License-Identifier: MIT
// The guided audit: one page after another, in any order, saved as it is written.
#pragma once

#include <stdint.h>

#include "core/session.h"

// Opens an audit on top of the screen, where the person left it. Written in by those who may,
// shown to the others. Returns -1 where it may not be seen, having said why in the message
// line.
int guide_open(struct session *session, int64_t audit_id);

// The page's code that stands for the safety concern still open, on whichever page it is.
#define GUIDE_CONCERN "concern"

// The same, at the page with a code: "case", a domain's code, "findings", "actions", "check"
// ...
int guide_open_at(struct session *session, int64_t audit_id, const char *page);
