// SPDX-License-Identifier: MIT
// The tracker: every action and every step that is open, by the day it is due; and one action on a page.
#pragma once

#include "core/tracker.h"

// The list of both (RIGHT_SEE).
int tracker_screen(struct session *session);

// The same, narrowed for this once: "service=MASH\toverdue=yes" as tui/tracker-filter.c reads it. What the person had
// narrowed it to stands again the next time.
int tracker_open_at(struct session *session, const char *wish);

// One action, with its history and everything that can be done to it. -1 where it may not be seen.
int tracker_action(struct session *session, int64_t id);

// A form for a new action on a submitted audit (RIGHT_LOOP). challenge_id: agreed at Confirm and Challenge; 0: not.
int tracker_new(struct session *session, const char *audit_ref, int64_t challenge_id);
