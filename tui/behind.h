// SPDX-License-Identifier: MIT
// The actions or the steps behind a number of a report or a chart.
#pragma once

#include <stdint.h>

#include "core/session.h"

// The list of those that a wish names (core/behind.h), count of them: where all were found it is not looked further, past
// everything that there ever was. -1 with fail() (RIGHT_REPORT).
int behind_open(struct session *session, const char *wish, int64_t count);
