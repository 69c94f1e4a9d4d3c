// SPDX-License-Identifier: MIT
// Calibration rounds on the screen: what their files share.
#pragma once

#include "core/calibration.h"
#include "tui/view.h"

// Opens one's own grading of a round. 0, or -1 with fail().
int calibration_grading(struct session *session, const char *name);

// Shows how a round stands or, once it is closed, what came out.
int calibration_result(struct session *session, const char *name);

// Opens the form of a new round.
int calibration_new(struct session *session);
