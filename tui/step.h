// SPDX-License-Identifier: MIT
// A step that closes the loop: done by signing one's part of it, or read.
#pragma once

#include "core/loop.h"

// Where the person may sign a part of it now: the form that asks what was done. A review: its audit. Otherwise all that
// is known of it, on a page. -1 with fail().
int step_open(struct session *session, int64_t id);

// The page in any case.
int step_read(struct session *session, int64_t id);
