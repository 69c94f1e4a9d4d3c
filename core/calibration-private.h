// SPDX-License-Identifier: MIT
// What the files of calibration share among themselves.
#pragma once

#include "core/calibration.h"

// A row of the trail on a round. Values NULL: none.
int calibration_trail(struct session *session, const char *name, const char *verb,
	const char *field, const char *new);
