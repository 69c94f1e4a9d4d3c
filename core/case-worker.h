// SPDX-License-Identifier: MIT
// Whose case it is and was: nobody audits what they worked on.
#pragma once

#include "core/session.h"

// Whether a person, by login or name, is or was the worker of a case. 1, 0, or -1 on failure.
int case_worked_on(
	struct session *session, int64_t casefile_id, const char *login, const char *name);
