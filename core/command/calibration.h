// SPDX-License-Identifier: MIT
// What the parts of the command `calibration` share.
#pragma once

#include "core/calibration.h"
#include "core/command.h"

void calibration_show_text(struct run *run, const struct calibration *calibration);
void calibration_show_json(struct run *run, const struct calibration *calibration);
