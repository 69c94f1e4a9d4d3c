// SPDX-License-Identifier: MIT
// The trail on the screen: who looked at and changed what, newest first.
#pragma once

#include "tui/view.h"

// Which part of it: the argument of view_open(). audit_id 0: all that the person may read.
struct trail_scope {
	int64_t audit_id;
	const char *title; // "2026-10-017"; NULL for all
};

extern const struct view trail_view;
