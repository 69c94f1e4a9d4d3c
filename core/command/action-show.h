// SPDX-License-Identifier: MIT
// One action with its history, for people and as JSON.
#pragma once

#include "core/action-list.h"

// JSON: the columns of export actions, the revision, and `notes`. -1: the database failed.
int action_show(struct session *session, const struct action_row *row, bool json, FILE *out);
