// SPDX-License-Identifier: MIT
// The actions or the steps behind a number of a report or a chart.
#pragma once

#include "core/session.h"

// The list of those that a wish names (core/behind.h). -1 with fail() (RIGHT_REPORT).
int behind_open(struct session *session, const char *wish);
